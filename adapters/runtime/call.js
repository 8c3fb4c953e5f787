// Calling the target, and answering as the source vendor answers.
//if one_at_a_time
const queues = {};
//endif
const FAILED = {};

function context(pair) {
  return {
    pair: pair, stated: {}, recipes: [], local: pair.local,
//if own
    own: pair.own,
//endif
    covers: {}, idle: [], //debug
    notes: [], note: (code, place) => {}, //debug
    spell: (key) => key //debug
  };
}

/** The function of the target that a program or a service names, or undefined. */
function targetOf(pair, program) {
  const namespace = pair.find();
  if (!namespace) return undefined;
  let holder = namespace;
//if receiver
  if (program.on) {
    if (!isCallable(namespace[program.on])) return undefined;
    holder = namespace[program.on]();
  }
//endif
  return holder && isCallable(holder[program.name]) ? holder : undefined;
}

/** The failure of a call that nobody here can take. */
const lacking = (pair, name) => ({ kind: "api_unsupported",
  message: pair.find() ? pair.write.name + " has no " + name : NOBODY });

/** The failure that an exception stands for. */
function broken(error, kind) {
  const failure = { kind: error instanceof Bad ? kind : "internal" };
  try {
    failure.message = String(error.text || error.message || error);
  } catch (silent) { /* null was thrown, or what throws when it is looked at */ }
  return failure;
}

/**
 * Call the target once; exactly one of ok and no is called, once, with its reply. True: it is not
 * there. `ended` hears of its answer, and with true when nothing more comes. A second answer, an
 * exception after the first or a rejected promise beside it change nothing.
 */
function reach(pair, program, options, ok, no, call, ended) {
  let open = true;
  const settle = (reply, mark) => {
    if (!open) return;
    open = false;
//if one_at_a_time
    if (ended) ended();
//endif
    try {
      if (mark === FAILED || isFailure(pair.write, reply)) no(failureOf(pair, program, reply), reply, call);
      else ok(isObject(reply) ? reply : {}, call);
    } catch (error) {
      no(broken(error, "internal"), error, call);
    }
  };
  const fail = (reply) => settle(reply, FAILED);
  try {
    const holder = targetOf(pair, program);
    if (!holder) return true;
    options.success = settle;
    options.fail = fail;
    options.complete = (reply) => {
      if (open) later(() => settle(reply));
//if one_at_a_time
      if (ended) ended(true);
//endif
    };
    const returned = holder[program.name](options);
    if (returned && isCallable(returned.then)) {
      returned.then((reply) => { if (isObject(reply)) settle(reply); }, fail);
    }
  } catch (error) {
    fail(error);
  }
}

function failureOf(pair, program, reply) {
  const failure = readFailure(program, pair.write, reply, context(pair));
  return failure.kind === "unknown" && reply instanceof Error ? broken(reply) : failure;
}

/** As reach, but where the target asks for it the next call waits for the end of this one. */
function perform(pair, program, options, ok, no) {
//if one_at_a_time
  if (listOf(program.recipes).indexOf("one_at_a_time") >= 0) {
    return queue(pair, program, options, ok, no);
  }
//endif
  if (reach(pair, program, options, ok, no)) no(lacking(pair, program.name));
}
//if one_at_a_time

/**
 * Calls that overlap go one after the other: the next when the target has completed this one, a
 * second after its answer where it does not complete, a minute after its start where it is silent.
 */
function queue(pair, program, options, ok, no) {
  const waiting = queues[program.name] = queues[program.name] || [];
  let timer;
  const next = () => {
    if (waiting[0] !== start) return;
    if (timer) clearTimeout(timer);
    waiting.shift();
    if (waiting.length) waiting[0]();
  };
  const within = (time) => {
    if (timer) clearTimeout(timer);
    if (typeof setTimeout === "function") timer = setTimeout(next, time);
    else if (time < 60000) later(next);
  };
  const start = () => {
    within(60000);
    if (reach(pair, program, options, ok, no, null, (last) => (last ? next() : within(1000)))) {
      no(lacking(pair, program.name));
      next();
    }
  };
  waiting.push(start);
  if (waiting.length === 1) start();
}
//endif

/** Answer one request: ok(reply in the source's shape), or no(failure, the target's own error). */
function answer(pair, entry, options, ok, no) {
  const ctx = context(pair);
  const values = readRequest(entry.read, options, ctx);
  if (ctx.rejected) return no(ctx.rejected);
//if media_by_kind
  let open = false;
//endif
  for (const way of entry.routes) {
    if (!holding(way, values, ctx.stated)) continue;
//if media_by_kind
    open = true;
//endif
    if (targetOf(pair, pair.programs[way.to])) return take(pair, entry, way, values, ctx, ok, no);
  }
//if media_by_kind
  if (!open && entry.recipe === "media_by_kind") {
    return byKind(pair, entry, values, ctx, ok, no);
  }
//endif
  no(lacking(pair, entry.read.name));
}

const holding = (way, values, stated) =>
  !way.when || way.when.every((test) => holds(test, values, stated));

/** Go one way: write the request, perform its recipes around the call, translate the reply. */
function take(pair, entry, way, asked, ctx, ok, no) {
  const job = { pair: pair, entry: entry, way: way, program: pair.programs[way.to],
    values: asked, stated: ctx.stated, ctx: ctx };
//if convert
  if (way.convert) {
    job.stated = {};
    job.values = converted(way.convert, asked, ctx.stated, job.stated, ctx);
  }
//endif
  prepare(job);
  const finish = () => fillIn(job, () => ok(translated(job)));
  if (!job.recipes.length) return once(job, finish, no);
  chain(job, RECIPES.before, () => {
    prepare(job);
    const instead = keysOf(RECIPES.instead).find((name) => wants(job, name));
    (RECIPES.instead[instead] || once)(job, () => chain(job, RECIPES.after, finish, no), no);
  }, no);
}

const wants = (job, name) => job.recipes.indexOf(name) >= 0;

/** Write the request of a job, and learn what recipes it takes. */
function prepare(job) {
  job.ctx.stated = job.stated;
  job.recipes = job.ctx.recipes = [];
  job.options = writeRequest(job.program, job.values, job.ctx);
}

/** Those recipes of a table that a job wants, one after the other. */
function chain(job, table, ok, no) {
  each(keysOf(table).filter((name) => wants(job, name)),
    (name, next) => table[name](job, next, no), ok, no);
}

/** The result of a job as the reply its caller knows. */
function translated(job) {
  let result = job.result;
//if convert
  result = back(job.way.convert, result);
//endif
//if canonical
  if (job.pair.read.canonical) return result;
//endif
  return writeResult(job.entry.read, result, job.program, job.ctx);
}

/** The plain way: one call. */
function once(job, ok, no) {
  perform(job.pair, job.program, job.options, (reply) => {
    job.result = readResult(job.program, reply, job.ctx);
    ok();
  }, no);
}

/** Do it to each item in order; the first failure ends it. */
function each(items, step, ok, no) {
  let at = 0;
  const next = () => {
    if (at === items.length) ok();
    else step(items[at++], next, no);
  };
  next();
}

/** The picked files of a result, in one list. */
function filesOf(result) {
  return result.images || result.files || (result.video ? [result.video] : []);
}

//if also
/** Another API of the target, by canonical name, for a recipe. */
function also(pair, api, values, ok, no) {
  const program = pair.programs[api];
  if (!program) return no(lacking(pair, api));
  const ctx = context(pair);
  perform(pair, program, writeRequest(program, values, ctx),
    (reply) => ok(readResult(program, reply, ctx)), no);
}
//endif

//if service
/** A platform service that a recipe needs: `given` and the reply by the service's own keys. */
function serve(pair, name, given, ok, no) {
  const service = pair.write.services[name];
  if (!service) return no(lacking(pair, name));
  const options = copy({}, service.fixed);
  keysOf(given).forEach((key) => {
    if (has(service.params, key)) options[service.params[key] || key] = given[key];
  });
  perform(pair, service, options, (reply) => {
    const out = {};
    keysOf(service.result || out).forEach((key) => {
      for (const place of service.result[key]) {
        if (out[key] === undefined && reply[place] !== null) out[key] = reply[place];
      }
    });
    ok(out);
  }, no);
}
//endif

const RECIPES = { before: {}, instead: {}, after: {}, fills: {} };

/** Fields that the target does not give and a recipe can supply. */
function fillIn(job, ok) {
  const emulate = job.program.emulate;
  if (!emulate) return ok();
  let wanted = (path) => find(job.entry.read.result, "path", path);
//if canonical
  if (job.pair.read.canonical) wanted = () => true;
//endif
  const paths = keysOf(emulate).filter((path) => RECIPES.fills[emulate[path]] && wanted(path));
  each(paths, (path, next) => RECIPES.fills[emulate[path]](job, path, next), ok);
}
