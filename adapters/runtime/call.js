// Calling the target, and answering as the source vendor answers.
//if one_at_a_time
const queues = {};
//endif
const FAILED = {};
//if form:at_once
const BARE = {};
//endif

//if receiver
/** An object of a kind, of the target's function that gives one. */
const given = (kind, holder = platform(), giver = (target.givers || {})[kind]) =>
  holder && isCallable(holder[giver]) && holder[giver]();
//endif

/** What has the function of the target that a program or a service names, if it is there. */
function holderOf(program
//if owner
  , owner
//endif
) {
  let holder = platform();
//if receiver
  if (program.on) {
    holder =
//if owner
      (owner && owner.kind === program.on && owner.native) ||
//endif
      given(program.on);
  }
//endif
  return holder && isCallable(holder[program.name]) && holder;
}

//if data_to_file env
/** The address of the user's directory. */
const userFolder = () =>
//if user:member
  !/:/.test(target.user) ? target.user.split(".").reduce((found, name) => found && found[name], platform()) :
//endif
  target.user;
//endif

/** The failure of a call that nobody here can take. */
const lacking = (name) => ({ kind: "api_unsupported",
  message: platform() ? target.name + " has no " + name : NOBODY });

/** The failure that an exception stands for. */
function broken(error, kind) {
  const failure = { kind: (error instanceof Bad && kind) || "internal" };
  try {
    failure.message = String( error.message || error);
  } catch (silent) { /* null was thrown, or what throws when it is looked at */ }
  return failure;
}

/**
 * Call the target once for a job; exactly one of ok(job, reply) and no(job, failure, cause) is
 * called, once. True: the target has no such function. `ended` hears of its answer, and with true
 * when nothing more comes. A second answer, an exception after the first or a rejected promise
 * beside it change nothing.
 */
function reach(job, program, options, ok, no = refuse, ended) {
  let open = true;
  const settle = (reply, mark) => {
    if (!open) return;
    open = false;
//if one_at_a_time
    if (ended) ended();
//endif
    try {
//if json_from_text
      if (job.json && isObject(reply)) reply = withJson(reply, job.json);
//endif
//if outcomes
      const outcome = outcomeOf(program, reply);
//endif
//if answers
      if (answers(program, reply)) return ok(job, reply);
//endif
//if fast
      const quick = job.lane && mark !== FAILED
//if outcomes
        && !outcome
//endif
        && quickReply(job.lane, reply);
      if (quick) end(job, true, quick);
      else
//endif
      if (mark === FAILED
//if outcomes
        || outcome
//endif
        || (!ordinary(program, reply)
//if form:at_once
        && mark !== BARE
//endif
        && isFailure(reply))) {
        const failure = readFailure(program, reply
//if outcomes
          , outcome
//endif
        );
        no(job, failure.kind === "unknown" && reply instanceof Error ? broken(reply) : failure, reply);
      } else {
        ok(job, isObject(reply) ? reply : {});
      }
    } catch (error) {
      no(job, broken(error), error);
    }
  };
  const fail = (reply) => settle(reply, FAILED);
  try {
    const holder = holderOf(program
//if owner
      , job.owner
//endif
    );
    if (!holder) return true;
//if form:at_once form:factory
    if (program.form) {
//if now
      if (job.had && job.had[1]) throw job.had[0];
//endif
      const value =
//if now
        job.had ? job.had[0] :
//endif
        returnedBy(holder, program, options);
//if form:factory
      if (program.form === "factory") {
        job.made = value;
        return ok(job, {});
      }
//endif
//if form:at_once
      if (program.returns) settle({ [program.returns]: value }, BARE);
      else settle(value);
      return;
//endif
    }
//endif
    options.success = settle;
    options.fail = fail;
    options.complete = (reply) => {
      if (open) later(() => settle(reply));
//if one_at_a_time
      if (ended) ended(true);
//endif
    };
    const returned = holder[program.name](options);
//if task
    if (job.tasked && isObject(returned)) begun(job, returned);
//endif
    if (returned && isCallable(returned.then)) {
      returned.then((reply) => { if (isObject(reply)) settle(reply); }, fail);
    }
  } catch (error) {
    fail(error);
  }
}

/** As reach, but where the target asks for it the next call waits for the end of this one. */
function perform(job, program, options, ok, no = refuse) {
//if one_at_a_time
  if (among(listOf(program.recipes), "one_at_a_time")) return queue(job, program, options, ok, no);
//endif
  if (reach(job, program, options, ok, no)) no(job, lacking(program.name));
}
//if one_at_a_time

/**
 * Calls that overlap go one after the other: the next when the target has completed this one, a
 * second after its answer where it does not complete, a minute after its start where it is silent.
 */
function queue(job, program, options, ok, no) {
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
    if (reach(job, program, options, ok, no, (last) => (last ? next() : within(1000)))) {
      no(job, lacking(program.name));
      next();
    }
  };
  waiting.push(start);
  if (waiting.length === 1) start();
}
//endif

/** Answer a request by the first of the ways that its options allow and the client has. */
function answer(job) {
  const entry = job.entry;
  job.stated = {};
  job.recipes = [];
  job.values = readRequest(entry, job.given, job);
//if range:reject
  if (job.rejected) return refuse(job, job.rejected);
//endif
//if alone
  if (ALONE[entry.recipe] && !entry.routes.some((way) => holding(way, job))) return ALONE[entry.recipe](job);
//endif
//if unneeded
  if (entry.unneeded && !entry.routes.length) {
    return end(job, true, writeResult(entry, copy({}, entry.unneeded), { result: [] }));
  }
//endif
  const way = entry.routes.find((way) => holding(way, job) && there(way
//if owner
    , job.owner
//endif
  ));
  if (way) take(job, way);
  else refuse(job, lacking(entry.name));
}

/** Whether the client has the function of a way. */
const there = (way
//if owner
  , owner
//endif
) => holderOf(programs[way.to]
//if owner
  , owner
//endif
);

/** Go one way: write the request, perform its recipes around the call, translate the reply. */
function take(job, way) {
  job.way = way;
  job.program = programs[way.to];
//if convert
  if (way.convert) convertRequest(way.convert, job);
//endif
  prepare(job);
  const finish = () => fillIn(job, () => end(job, true
//if answers
    && !answeredBy(job.entry, job.result)
//endif
    , translated(job)));
  if (!job.recipes.length) return once(job, finish);
  chain(job, BEFORE, () => {
    prepare(job);
    const instead = keysOf(INSTEAD).find((name) => among(job.recipes, name));
    (INSTEAD[instead] || once)(job, () => chain(job, AFTER, finish));
  });
}

/** Write the request of a job, and learn what recipes it takes. */
function prepare(job) {
  job.recipes = [];
  job.options = writeRequest(job.program, job);
//if json_from_text
  if (among(job.recipes, "json_from_text")) {
    job.recipes = job.recipes.filter((name) => name !== "json_from_text");
    job.json = jsonPlace(job.program);
  }
//endif
}
//if json_from_text

/** Where a reply has what may be JSON. */
const jsonPlace = (program) => find(program.result, "path", "data").places[0].key;

/** A reply whose text is parsed, where it is JSON. */
function withJson(reply, place) {
  if (!isText(reply[place])) return reply;
  try {
    return copy(copy({}, reply), { [place]: JSON.parse(reply[place]) });
  } catch (error) {
    return reply;
  }
}
//endif

/** Those recipes of a table that a job wants, one after the other. */
function chain(job, table, ok) {
  each(keysOf(table), (name, next) => {
    if (among(job.recipes, name)) table[name](job, next);
    else next();
  }, ok);
}

/** The result of a job as the reply its caller knows. */
function translated(job) {
//if form:factory
  if (job.program.form === "factory") return job.made;
//endif
  let result = job.result;
//if convert
  result = back(job.way.convert, result);
//endif
//if canonical
  if (source.canonical) return result;
//endif
  return writeResult(job.entry, result, job.program);
}

//if form:at_once form:factory
/** What a function of the target returns at once: its options are arguments, an object, or none. */
function returnedBy(holder, program, options) {
  const names = program.arguments;
//if rest
  const rest = names && copy({}, options, (key) => among(names, key));
//endif
  const list = names ? names.map((name) =>
//if rest
    name === "..." ? (keysOf(rest).length ? rest : undefined) :
//endif
    options[name]) : keysOf(options).length ? [options] : [];
  while (list.length && list[list.length - 1] === undefined) list.pop();
  return holder[program.name](...list);
}
//endif

/** The plain way: one call. */
function once(job, ok, no) {
//if task
  if (!job.open) return;
//endif
  perform(job, job.program, job.options, (same, reply) => {
    job.result = readResult(job.program, reply);
    ok();
  }, no);
}

/** Do it to each item in order. */
function each(items, step, ok) {
  let at = 0;
  const next = () => {
    if (at < items.length) step(items[at++], next);
    else ok();
  };
  next();
}

/** The picked files of a result, in one list. */
const filesOf = (result) => listOf(result.images || result.files || result.video);

//if also
/** Another API of the target, by canonical name, for a recipe. */
function also(job, api, values, ok, no = refuse) {
  const program = programs[api];
  if (!program) return no(job, lacking(api));
  perform(job, program, writeRequest(program, { values: values, stated: {}, recipes: [] }),
    (same, reply) => ok(readResult(program, reply)), no);
}
//endif

//if service
/** A platform service that a recipe needs: `given` and the reply by the service's own keys. */
function serve(job, name, given, ok, no = refuse) {
  const service = target.services[name];
  if (!service) return no(job, lacking(name));
  const options = copy({}, service.fixed);
  keysOf(given).forEach((key) => {
    if (has(service.params, key)) options[service.params[key] || key] = given[key];
  });
  perform(job, service, options, (same, reply) => {
    const out = {};
    keysOf(service.result || out).forEach((key) => {
      out[key] = service.result[key].map((place) => reply[place]).find((value) => !isNone(value));
    });
    ok(out);
  }, no);
}
//endif

/** Recipes by name: those before a call, in its stead, after it, and for fields of its result. */
const BEFORE = {}, INSTEAD = {}, AFTER = {}, FILLS = {};
//if alone
/** Those of operations for which the target has no function. */
const ALONE = {};
//endif

/** Fields that the target does not give and a recipe can supply. */
function fillIn(job, ok) {
//if member
  for (const field of job.program.result) {
    if (field.member && isNone(job.result[field.path])) {
      const value = (platform() || {})[field.member];
      if (!isNone(value)) job.result[field.path] = convert(field, value);
    }
  }
//endif
//if asked_of
  for (const field of job.program.result) {
    const asked = field.asked_of && programs[field.asked_of], holder = asked && holderOf(asked);
    if (!holder || !isNone(job.result[field.path]) || !find(job.entry.result, "path", field.path)) continue;
    try {
      job.result[field.path] = readResult(asked, returnedBy(holder, asked, {}))[field.path];
    } catch (error) { /* it is not told */ }
  }
//endif
  const emulate = job.program.emulate || {};
  const wanted = (path) =>
//if canonical
    source.canonical ||
//endif
    find(job.entry.result, "path", path);
  each(keysOf(emulate), (path, next) => {
    const fill = FILLS[emulate[path]];
    if (fill && job.result[path] === undefined && wanted(path)) fill(job, path, next);
    else next();
  }, ok);
}
