// Answering as the source vendor answers: by a way, with the recipes around the call.
/** Answer a request by the first of the ways that its options allow and the client has. */
const answer = (job) => {
  const entry = job.entry;
  job.stated = {};
  job.values = readRequest(entry, job.given, job);
//if range:reject
  if (job.rejected) return refuse(job, job.rejected);
//endif
//if refused
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
  else refuse(job, lacking(entry.called));
};

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
const take = (job, way) => {
  job.way = way;
  job.program = programs[way.to];
//if convert
  if (way.convert) convertRequest(way.convert, job);
//endif
  prepare(job);
  const finish = () => {
//if member asked_of
    tellBesides(job);
//endif
//if rows:FILLS
    fillIn(job, () =>
//endif
    end(job, true
//if answers
      && !answeredBy(job.entry, job.result)
//endif
      , translated(job))
//if rows:FILLS
    )
//endif
    ;
  };
//if rows:BEFORE rows:INSTEAD rows:AFTER
  if (job.recipes.length) around(job, finish);
  else
//endif
  once(job, finish);
};

//if rows:BEFORE rows:INSTEAD rows:AFTER
/** The call of a job, or what is done in its stead, with the recipes before and after it. */
const around = (job, ok) => {
//if rows:BEFORE
  chain(job, BEFORE, () => {
    prepare(job);
//endif
    (
//if rows:INSTEAD
      INSTEAD[keysOf(INSTEAD).find((name) => among(job.recipes, name))] ||
//endif
      once)(job,
//if rows:AFTER
      () => chain(job, AFTER,
//endif
      ok
//if rows:AFTER
      )
//endif
    );
//if rows:BEFORE
  });
//endif
};
//endif

/** Write the request of a job, and learn what recipes it takes. */
const prepare = (job) => {
  job.recipes = [];
  job.options = writeRequest(job.program, job);
//if json_from_text
  if (among(job.recipes, "json_from_text")) {
    job.recipes = job.recipes.filter((name) => name !== "json_from_text");
    job.json = jsonPlace(job.program);
  }
//endif
};
//if json_from_text

/** Where a reply has what may be JSON. */
const jsonPlace = (program) => fieldOf(program, "data").places[0].key;

/** A reply whose text is parsed, where it is JSON. */
const withJson = (reply, place) => {
  if (!isText(reply[place])) return reply;
  try {
    return copy(copy({}, reply), { [place]: JSON.parse(reply[place]) });
  } catch (error) {
    return reply;
  }
};
//endif

//if rows:BEFORE rows:AFTER
/** Those recipes of a table that a job wants, one after the other. */
const chain = (job, table, ok) => {
  each(keysOf(table), (name, next) => {
    if (among(job.recipes, name)) table[name](job, next);
    else next();
  }, ok);
};
//endif

/** The result of a job as the reply its caller knows. */
const translated = (job) => {
//if form:factory
  if (job.program.form === "factory") return job.made;
//endif
  let result = job.result;
//if back
  result = back(job.way.convert, result);
//endif
//if canonical
  if (source.canonical) return result;
//endif
  return writeResult(job.entry, result, job.program);
};

//if form:at_once form:factory
/** What a function of the target returns at once: its options are arguments, an object, or none. */
const returnedBy = (holder, program, options) => {
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
  return holder[program.called](...list);
};
//endif

/** The plain way: one call. */
const once = (job, ok, no) => {
//if task
  if (!job.open) return;
//endif
  perform(job, job.program, job.options, (same, reply) => {
    job.result = readResult(job.program, reply);
    ok();
  }, no);
};

/** Do it to each item in order. */
const each = (items, step, ok) => {
  if (items.length) step(items[0], () => each(items.slice(1), step, ok));
  else ok();
};

/** The picked files of a result, in one list. */
const filesOf = (result) => listOf(result.images || result.files || result.video);

//if also
/** Another API of the target, by canonical name, for a recipe. */
const also = (job, api, values, ok, no = refuse) => {
  const program = programs[api];
  if (!program) return no(job, lacking(api));
  perform(job, program, writeRequest(program, { values: values, stated: {}, recipes: [] }),
    (same, reply) => ok(readResult(program, reply)), no);
};
//endif

//if service
/** A platform service that a recipe needs: `given` and the reply by the service's own keys. */
const serve = (job, name, given, ok, no = refuse) => {
  const service = target.services[name];
  if (!service) return no(job, lacking(name));
  const options = copy({}
//if service:fixed
    , service.fixed
//endif
  );
  keysOf(given).forEach((key) => {
    if (has(service.params, key)) options[service.params[key] || key] = given[key];
  });
  perform(job, service, options, (same, reply) => {
    const out = {};
//if service:result
    keysOf(service.result || out).forEach((key) => {
//if service:places
      out[key] = listOf(service.result[key]).map((place) => reply[place]).find((value) => !isNone(value));
//endif
//if one_place
      out[key] = reply[service.result[key]];
//endif
    });
//endif
    ok(out);
  }, no);
};
//endif

//if form:at_once form:factory form:listener giver task
/** What makes functions of other forms than options with callbacks, and tasks. */
const MAKERS = {};
//endif
/** Recipes by name: those before a call, in its stead, after it, and for fields of its result. */
//if rows:BEFORE
const BEFORE = {};
//endif
//if rows:INSTEAD
const INSTEAD = {};
//endif
//if rows:AFTER
const AFTER = {};
//endif
//if rows:FILLS
const FILLS = {};
//endif
//if refused
/** Those of operations for which the target has no function. */
const ALONE = {};
//endif

//if member asked_of
/** Fields that the reply does not give, and the target's object or another function of it does. */
const tellBesides = (job) => {
  for (const field of job.program.result) {
    const path = field.path;
    if (!isNone(job.result[path])) continue;
//if member
    const value = field.member && (platform() || {})[field.member];
    if (!isNone(value)) job.result[path] = convert(field, value);
//endif
//if asked_of
    const asked = field.asked_of && programs[field.asked_of], holder = asked && holderOf(asked);
    if (!holder || !fieldOf(job.entry, path)) continue;
    try {
      job.result[path] = readResult(asked, returnedBy(holder, asked, {}))[path];
    } catch (error) { /* it is not told */ }
//endif
  }
};
//endif

//if rows:FILLS
/** Fields that the target does not give and a recipe can supply. */
const fillIn = (job, ok) => {
  const emulate = job.program.emulate || {};
  const wanted = (path) =>
//if canonical
    source.canonical ||
//endif
    fieldOf(job.entry, path);
  each(keysOf(emulate), (path, next) => {
    const fill = FILLS[emulate[path]];
    if (fill && job.result[path] === undefined && wanted(path)) fill(job, path, next);
    else next();
  }, ok);
};
//endif
