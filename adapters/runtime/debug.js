// The test build's hook: what the runtime makes of one message, and what it had to say about it.
function translate(pair, kind, api, payload, called) {
  const entry = pair.apis[api];
  const ctx = context(pair);
  const spelt = {};
  ctx.notes = [];
  ctx.note = (code, place) => { ctx.notes.push([code, place]); };
  ctx.spell = (key) => spelt[key] || key;
  ctx.local = pair.read.local;
  ctx.private = pair.read.private || [];
  ctx.covers = {};
  try {
    if (kind === "request") return translateRequest(pair, entry, payload, ctx, spelt);
    const way = entry.routes.filter((item) => !called || item.to === called)[0];
    const program = pair.programs[way.to], usual = usualOf(entry);
    ctx.apart = (program.failures || []).concat(pair.write.failures)
      .some((rule) => rule[0] === "auth_denied_forever");
    let value, quick = false;
    if (isFailure(pair.write, payload)) {
      value = writeFailure(entry.read, pair.read, readFailure(program, pair.write, payload, ctx), ctx);
    } else {
      const values = back(way.convert, readResult(program, payload, ctx));
      value = writeResult(entry.read, values, program, ctx);
      quick = usual && way.to === usual.to && agreed(entry.lane, quickReply, payload, value);
    }
    return { value: value, notes: ctx.notes, quick: quick };
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    return { error: error.text };
  }
}

/** Whether the fast lane takes a message; where it does, it must say what the interpreter says. */
function agreed(lane, quick, payload, wanted) {
  let got = null;
  for (let turn = 0; lane && turn < 2; turn++) {
    got = quick(lane, payload);
    if (got && sorted(got) !== sorted(wanted)) {
      throw new Error("the fast lane says " + sorted(got) + ", not " + sorted(wanted));
    }
  }
  return !!got;
}

function sorted(value) {
  return JSON.stringify(value, (key, item) => (!isObject(item) ? item : keysOf(item).sort()
    .reduce((out, name) => { put(out, name, item[name]); return out; }, {})));
}

function translateRequest(pair, entry, payload, ctx, spelt) {
  entry.read.params.forEach((param) => {
    spelt[param.key] = param.names[0];
    if (param.covers) ctx.covers[param.key] = param.covers;
  });
  let values = readRequest(entry.read, payload, ctx);
  if (ctx.rejected) return { api: "", value: null, calls: [], recipes: [], notes: ctx.notes };
  const way = entry.routes.filter((item) => holding(item, values, ctx.stated))[0];
  if (!way) {
    ctx.note(entry.code, "");
    const calls = entry.recipe === "media_by_kind" ? entry.routes.map((item) => silently(pair, item, values, ctx)) : [];
    if (calls.length) eitherWay(pair, entry, values, ctx);
    return { api: "", value: null, calls: calls, recipes: calls.length ? [entry.recipe] : [], notes: ctx.notes };
  }
  const program = pair.programs[way.to];
  if (way.convert || way.older) ctx.note("MG407", "");
  if (way.convert) {
    const told = {};
    values = converted(way.convert, values, ctx.stated, told, ctx);
    ctx.stated = told;
  }
  const options = writeRequest(program, values, ctx);
  const single = find(program.params, "single", true);
  let calls = [options];
  const none = ctx.recipes.indexOf("return_source") >= 0;
  if (!none && ctx.recipes.indexOf("fan_out") >= 0) {
    ctx.note("MG406", "");
    calls = values[single.key].map((path) => {
      const each = copy({}, options);
      each[single.names[0]] = path;
      return each;
    });
  }
  if (none) calls = [];
  const usual = usualOf(entry);
  if (usual && program.name === pair.programs[usual.to].name) {
    if (entry.stopped) ctx.note("MG408", "");
    if (entry.status === "unknown" && !ctx.own) ctx.note("MG404", "");
  }
  const one = calls.length === 1 && !ctx.recipes.length;
  return {
    api: program.name, value: calls.length === 1 ? heeded(options, ctx) : null, notes: ctx.notes,
    quick: agreed(entry.lane, quickRequest, payload, one ? options : null),
    recipes: ctx.recipes.filter((name, at, all) => all.indexOf(name) === at),
    calls: calls.map((item) => ({ api: program.name, options: heeded(item, ctx) }))
  };
}

/** What is lost on one of the ways that the user chooses between, or on all. */
function eitherWay(pair, entry, values, ctx) {
  const told = {};
  entry.routes.forEach((way) => {
    const heard = context(pair), moved = {};
    const map = way.convert.map || {};
    keysOf(map).forEach((key) => { moved[map[key].to] = ctx.spell(key); });
    heard.local = ctx.local;
    heard.private = [];
    heard.spell = (key) => moved[key] || ctx.spell(key);
    heard.note = (code, place) => {
      if (LOSSY.indexOf(code) < 0 || told[code + place]) return;
      told[code + place] = true;
      ctx.note(code, place);
    };
    const kept = converted(way.convert, values, ctx.stated, heard.stated, heard);
    writeRequest(pair.programs[way.to], kept, heard);
  });
}

function silently(pair, way, values, ctx) {
  const program = pair.programs[way.to];
  const quiet = context(pair);
  quiet.local = ctx.local;
  quiet.private = [];
  quiet.covers = {};
  const converting = converted(way.convert, values, ctx.stated, quiet.stated, quiet);
  return { api: program.name, options: heeded(writeRequest(program, converting, quiet), quiet) };
}

/** The options without those that nobody stated and no client heeds: a build in use writes them. */
function heeded(options, ctx) {
  const out = copy({}, options);
  ctx.idle.forEach((name) => { delete out[name]; });
  return out;
}

function weigh(param, told, ctx) {
  if (!told) return;
  const place = ctx.spell(param.key);
  if (param.status === "depends") ctx.note("MG405", place);
  if (param.status === "unknown") ctx.note("MG404", place);
  if (param.grade && param.kind !== "levels") ctx.note("MG119", place);
}

function resolvable(param, value, ctx) {
  if (["path", "paths", "media_sources"].indexOf(param.kind) < 0) return;
  const paths = listOf(value).map((item) => (isObject(item) ? item.url : item));
  ctx.private.forEach((prefix) => {
    if (paths.some((path) => path.indexOf(prefix) === 0)) ctx.note("MG122", ctx.spell(param.key));
  });
}

function covered(param, ctx) {
  const theirs = ctx.covers[param.key];
  if ((param.covers || theirs) !== theirs) ctx.note("MG104", ctx.spell(param.key));
}

/** Whether no client of the target heeds the option. */
function idle(param, values) {
  return keysOf(param.idle || {}).some((key) => values[key] && sameMembers(values[key], param.idle[key]));
}

function inert(param, values, ctx) {
  for (const key of keysOf(param.inert || {})) {
    if (values[key] && sameMembers(values[key], param.inert[key])) ctx.note("MG107", ctx.spell(param.key));
  }
}

function shallow(place, extra) {
  const inner = (value) => typeof value === "object" && value !== null;
  let level = [extra];
  for (let depth = 0; depth < 200; depth++) {
    const next = [];
    level.forEach((holder) => keysOf(holder).forEach((key) => {
      if (inner(holder[key])) next.push(holder[key]);
    }));
    level = next;
    if (!level.length) return;
  }
  throw new Bad(place, "fewer levels");
}

function pyText(value) {
  return isList(value) ? "['" + value.join("', '") + "']" : String(value).toLowerCase();
}
