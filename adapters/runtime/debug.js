// The test build's hook: what the runtime makes of one message, and what it had to say about it.
/** What is noted while a message is translated; what the interpreter tells it on the way. */
const say = {};

const listen = () => {
  copy(say, { notes: [], names: {}, covers: {}, leftOut: {}, schemes: {}, idle: [], private: source.private || [],
    note: (code, place) => { say.notes.push([code, place]); },
    spell: (key) => say.names[key] || key });
};

listen();

/** Do it with nothing noted, or with what these members of `say` do instead. */
const aside = (members, run) => {
  const before = copy({}, say);
  listen();
  try {
    return run(copy(say, members));
  } finally {
    copy(say, before);
  }
};

/** Tell of each key of a reply under which another thing stands than is read. */
const tellUnlike = (field, reply, value) => {
  const whole = ({ key, list, member }) => !list && !member && !isNone(reply[key]) &&
    !isList(reply[key]) && !(field.void && reply[key] === field.absent);
  if (value === OMIT) return;
  field.places.filter(whole).slice(1).forEach(({ key }) => {
    const meant = aside({}, () => {
      try { return convert(field, reply[key]); } catch (error) { return OMIT; }
    });
    if (sorted(meant) !== sorted(value)) say.note("MG207", key);
  });
};

/** Tell of each list that has another path than the one that is read for the same file. */
const tellOtherPaths = (lists, group) => {
  let read = null;
  const field = group.fields.filter((item) => item.leaf === "path")[0];
  (field ? field.places : []).forEach(({ key, member }) => {
    const paths = lists[key].map((entry) => (!member ? entry : isObject(entry) ? entry[member] : undefined));
    if (!paths.some(isText)) return;
    if (read && read.length === paths.length && paths.some((path, at) => isText(path) && isText(read[at]) && path !== read[at])) say.note("MG207", key);
    read = read || paths;
  });
};

/** Tell of a kind that a reply says of all its files, where they are of another. */
const tellKinds = (program, values) => {
  const field = program.singles.filter((item) => item.derive)[0];
  const items = field ? program.groups.reduce((all, { root }) => all.concat(values[root] || []), []) : [];
  const kinds = items.map((item) => item.kind);
  if (!kinds.length || kinds.some(isNone) || isNone(values[field.path])) return;
  const found = kinds.every((kind) => kind === kinds[0]) ? kinds[0] : "mix";
  if (found !== values[field.path]) say.note("MG207", field.places[0].key);
};

const translate = (kind, api, payload, called) => {
  const entry = apis[api];
  listen();
  try {
    if (kind === "request") return translateRequest(entry, payload);
    const way = entry.routes.filter((item) => !called || item.to === called)[0];
    const program = programs[way.to], usual = usualOf(entry);
    say.apart = (program.failures || []).concat(target.failures)
      .some((rule) => rule[0] === "auth_denied_forever");
    let value, quick = false;
    const outcome = outcomeOf(program, payload);
    if (!answers(program, payload) && (outcome || isFailure(payload))) {
      if (!outcome && ordinary(program, payload)) throw new Error("a failure passes for a success");
      const failure = readFailure(program, payload, outcome);
      value = succeeded(entry, failure) || writeFailure(entry, failure);
    } else {
      const values = back(way.convert, readResult(program, payload));
      value = writeResult(entry, values, program);
      quick = usual && way.to === usual.to && agreed(entry.lane, quickReply, payload, value);
    }
    return { value: value, notes: say.notes, quick: quick };
  } catch (error) {
    if (!(error instanceof Bad)) throw error;
    return { error: error.message };
  }
};

/** Whether the fast lane takes a message; where it does, it must say what the interpreter says. */
const agreed = (lane, quick, payload, wanted) => {
  let got = null;
  for (let turn = 0; lane && turn < 2; turn++) {
    got = aside({}, () => quick(lane, payload));
    if (got && sorted(got) !== sorted(wanted)) {
      throw new Error("the fast lane says " + sorted(got) + ", not " + sorted(wanted));
    }
  }
  return !!got;
};

const sorted = (value) => {
  return JSON.stringify(value, (key, item) => (!isObject(item) ? item : keysOf(item).sort()
    .reduce((out, name) => { put(out, name, item[name]); return out; }, {})));
};

const translateRequest = (entry, payload) => {
  const job = { stated: {}, recipes: [] };
  entry.params.forEach((param) => {
    say.names[param.key] = param.names[0];
    if (param.covers) say.covers[param.key] = param.covers;
    if (param.left_out) say.leftOut[param.key] = param.left_out;
    if (param.schemes) say.schemes[param.key] = param.schemes;
  });
  job.values = readRequest(entry, payload, job);
  if (job.rejected) return { api: "", value: null, calls: [], recipes: [], notes: say.notes };
  const way = entry.routes.filter((item) => holding(item, job))[0];
  if (!way) {
    say.note(entry.refused, "");
    const calls = entry.recipe === "media_by_kind" ? entry.routes.map((item) => silently(item, job)) : [];
    if (calls.length) eitherWay(entry, job);
    return { api: "", value: null, calls: calls, recipes: calls.length ? [entry.recipe] : [], notes: say.notes };
  }
  const program = programs[way.to];
  if (way.convert || way.older) say.note("MG407", "");
  if (way.convert) convertRequest(way.convert, job);
  const options = writeRequest(program, job), recipes = job.recipes;
  const single = program.params.find((param) => param.single === true);
  let calls = [options];
  const none = among(recipes, "return_source");
  if (!none && among(recipes, "fan_out")) {
    say.note("MG406", "");
    calls = job.values[single.key].map((path) => {
      const each = copy({}, options);
      each[single.names[0]] = path;
      return each;
    });
  }
  if (none) calls = [];
  const usual = usualOf(entry);
  if (usual && program.called === programs[usual.to].called) {
    if (entry.stopped) say.note("MG408", "");
    if (entry.status === "unknown" && !OWN) say.note("MG404", "");
    for (const code of entry.acts || []) say.note(code, "");
  }
  const one = calls.length === 1 && !recipes.length;
  return {
    api: program.called, value: calls.length === 1 ? heeded(options) : null, notes: say.notes,
    quick: agreed(entry.lane, quickRequest, payload, one ? options : null),
    recipes: recipes.filter((name, at, all) => all.indexOf(name) === at),
    calls: calls.map((item) => ({ api: program.called, options: heeded(item) }))
  };
};

/** What of a job one of its ways writes; `members`: what is heard of that. */
const byWay = (way, job, members) => {
  const own = copy({}, job), program = programs[way.to];
  own.recipes = [];
  return aside(members, () => {
    convertRequest(way.convert, own);
    return { api: program.called, options: heeded(writeRequest(program, own)) };
  });
};

/** What is lost on one of the ways that the user chooses between, or on all. */
const eitherWay = (entry, job) => {
  const told = {}, { notes, names } = say;
  entry.routes.forEach((way) => {
    const moved = copy({}, names), map = way.convert.map || {};
    keysOf(map).forEach((key) => { moved[map[key].to] = names[key]; });
    byWay(way, job, { names: moved, private: [], note: (code, place, idle) => {
      if (idle || !among(LOSSY, code) || told[code + place]) return;
      told[code + place] = true;
      notes.push([code, place]);
    } });
  });
};

const silently = (way, job) => byWay(way, job, { private: [], note: () => {} });

/** The options without those that nobody stated and no client heeds: a build in use writes them. */
const heeded = (options) => {
  const out = copy({}, options);
  say.idle.forEach((name) => { delete out[name]; });
  return out;
};

const weigh = (param, told) => {
  if (!told) return;
  const place = say.spell(param.key);
  if (param.status === "depends") say.note("MG405", place);
  if (param.status === "unknown") say.note("MG404", place);
  if (param.grade) say.note("MG119", place);
};

const resolvable = (param, value) => {
  if (!FILES[param.type]) return;
  const paths = listOf(value).map((item) => (isObject(item) ? item.url : item));
  say.private.forEach((prefix) => {
    if (paths.some((path) => path.indexOf(prefix) === 0)) say.note("MG122", say.spell(param.key));
  });
};

const covered = (param) => {
  const theirs = say.covers[param.key];
  if ((param.covers || theirs) !== theirs) say.note("MG104", say.spell(param.key));
};

/** A text that not every client of the target takes, or none is said to. */
const doubted = (param, value) => {
  const theirs = param.schemes || [], mine = say.schemes[param.key], known = param.known || [];
  if (typeof value !== "string") return;
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(value);
  const refuses = theirs.length && (!mine || mine.some((item) => !among(theirs, item)));
  if (!known.length && !refuses) return;
  if (theirs.length && scheme && !among(theirs, scheme[1].toLowerCase())) say.note("MG123", say.spell(param.key));
  if (has(param.newer || {}, value)) say.note("MG404", say.spell(param.key));
  else if (known.length && !among(known, value)) say.note("MG105", say.spell(param.key));
};

const leftOut = (param) => {
  const mine = say.leftOut[param.key], theirs = param.left_out;
  if (mine !== theirs && has(say.names, param.key) && !param.default !== undefined) say.note("MG104", say.spell(param.key));
};

/** Whether no client of the target heeds the option. */
const idle = (param, values) => {
  return keysOf(param.idle || {}).some((key) => values[key] && sameMembers(values[key], param.idle[key]));
};

const inert = (param, values) => {
  for (const key of keysOf(param.inert || {})) {
    if (values[key] && sameMembers(values[key], param.inert[key])) say.note("MG107", say.spell(param.key));
  }
};

const shallow = (place, extra) => {
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
};

const pyText = (value) => {
  return isList(value) ? "['" + value.join("', '") + "']" : String(value).toLowerCase();
};

/** Whether some field of files stands in a list. */
const lists = (columns) => columns.some((field) => field.places.some(({ older, list }) => !older && list));

/** Whether a program tells of one file, in no list. */
const lone = (called, root) =>
  !!called && called.groups.some((group) => group.key === root && !lists(group.fields));

/** Note what of the files of a reply is not written, or not there. */
const untold = (items, group, called) => {
  const columns = group.fields;
  if (items.length > 1 && !lists(columns)) say.note("MG201", columns[0].root);
  for (const field of columns) {
    if (field.by) continue;
    const told = items.length || (lists(columns) && !lone(called, group.key)) ? items : [{}];
    const lacking = told.some((item) => (!field.only || among(field.only, item.kind)) && !has(item, field.leaf));
    if (field.status === "no") {
      if (items.some((item) => has(item, field.leaf))) say.note("MG201", field.path);
    } else if (lacking && called && !field.optional) {
      say.note("MG202", field.path);
    }
  }
};

/** Where a value stands in a reply. */
const spot = ({ key, member }, index) => {
  return key + (index === undefined ? "" : "[" + index + "]") + (member ? "." + member : "");
};

const isSome = (value) => {
  return value !== null && !(typeof value === "object" && !keysOf(value).length);
};

const dropped = (program, values) => {
  const written = { extra: 1 };
  program.result.forEach((field) => { written[field.path] = 1; });
  for (const key of keysOf(values)) {
    const value = values[key];
    if (key === "extra" || value === null || has(written, key)) continue;
    if (program.always && program.always[key] === value) continue;
    let paths = [key];
    const many = isList(value) && value.every(isObject);
    if (many || isObject(value)) {
      const leaves = {}, homeless = !program.groups.some((group) => group.key === key);
      (many ? value : [value]).forEach((item) => {
        keysOf(item).concat(homeless ? keysOf(item.extra || {}) : []).forEach((leaf) => { leaves[leaf] = 1; });
      });
      paths = keysOf(leaves).filter((leaf) => leaf !== "extra").sort().map((leaf) => key + (many ? "[]." : ".") + leaf);
    }
    paths.forEach((path) => { if (!has(written, path)) say.note("MG201", path); });
  }
};

/** Note that a reply taken for a success says something else. */
const unsaid = (program, reply) => {
  const key = toldUnder(reply);
  if (!key) return;
  const told = saidOk(key, reply[key]);
  const name = told && told[1] && told[1].split(".").pop();
  if (!told || (name && name !== program.called.toLowerCase()) || denied(program, reply)) say.note("MG210", "");
};

/** Whether something denies beside a message of success that it is one, in another vendor's place. */
const denied = (program, reply) => keysOf(reply).some((key) => {
  if (program.replied.has(key) || among(target.code.concat(target.message), key)) return false;
  const raw = reply[key], code = codedUnder({ [key]: raw }, 0).length ? codeOf(raw) : null;
  if (code !== null && !among(target.ok, code)) return true;
  return isText(raw) && roleOf(key).exec && plainly(raw) && !saidOk(key, raw);
});

const shared = (program, code, near) => {
  const first = ruleFor(program.told || [], code, null);
  if (first && near && first[0] !== near.split("/")[0]) say.note("MG303", "");
};

const widened = (program, rule) => {
  const key = "auth_denied_forever";
  const forever = listOf((program.failures || {})[key] || written[key])[0];
  if (!say.apart && forever !== undefined && forever !== rule[0]) say.note("MG304", "");
};
