// Reading and writing requests by a program of the plan.
const OMIT = {};
const LONE = /[\uD800-\uDFFF]/u;
const MOST = 100000;

/** Input that cannot be used: the vendor's own answer to it is "invalid parameter". */
function Bad(place, wanted) {
  this.text = place + ": expected " + wanted;
}

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const isList = Array.isArray;
const isObject = (value) => typeof value === "object" && value !== null && !isList(value);
const isNumber = (value) => typeof value === "number";
const sameMembers = (one, other) =>
  one.every((word) => other.indexOf(word) >= 0) && other.every((word) => one.indexOf(word) >= 0);

function define(object, key, value, shown) {
  Object.defineProperty(object, key,
    { value: value, writable: true, configurable: true, enumerable: shown });
}

function put(object, key, value) {
  if (key === "__proto__") define(object, key, value, true);
  else object[key] = value;
}

function copy(target, source) {
  if (source) Object.keys(source).forEach((key) => put(target, key, source[key]));
  return target;
}

const listOf = (value) => (isList(value) ? value : value === undefined ? [] : [value]);

/** A place of a reply, such as "tempFiles[].size": key, whether it is a list, member. */
function placeOf(path) {
  const parts = path.split(".");
  const key = parts[0].replace("[]", "");
  return [key, key !== parts[0], parts.length > 1 ? parts[1] : null];
}

/** What is not known stays, in the extra of the values. */
function keep(values, given, known) {
  for (const name of Object.keys(given)) {
    if (!known.has(name)) put(values.extra = values.extra || {}, name, given[name]);
  }
}

/** A table of the data as the list that the interpreter walks. */
function rows(table, build) {
  return Object.keys(table || {}).map((key) => build(key, table[key]));
}

/** The usual kind of a canonical name. */
const kindOf = (name) =>
  Object.keys(KINDS).filter((kind) => KINDS[kind].split(" ").indexOf(name) >= 0)[0] || "path";

/** A pair of meaning and spelling; one word stands for both. */
const pairUp = (pairs) => pairs && pairs.map((pair) => (isList(pair) ? pair : [pair, pair]));

/** A program of the data, unfolded: what is said once for all is put back in its places. */
function learn(program, key, side) {
  program.api = program.api || key;
  program.name = program.name || program.api;
  program.known = new Set(["success", "fail", "complete"]);
  program.keys = new Set(["extra"]);
  program.params = rows(program.params, (key, param) => {
    program.keys.add(key);
    param.key = key;
    param.names = param.names ? listOf(param.names) : [key];
    param.spelt = param.names.concat(param.also || []);
    param.spelt.forEach((name) => { program.known.add(name); });
    param.kind = param.kind || kindOf(key);
    param.words = param.words || WORDS[key];
    param.values = pairUp(param.values);
    if (param.kind === "address") program.marks = param;
    return param;
  });
  program.result = rows(program.result, (path, given) => {
    const field = isObject(given) ? given : { from: given };
    const place = placeOf(path);
    field.path = path;
    field.root = place[0];
    field.many = place[1];
    field.leaf = place[2];
    field.from = listOf(field.from).map(placeOf);
    field.legacy = listOf(field.legacy).map(placeOf);
    field.kind = field.kind || kindOf(place[2] || place[0]);
    field.values = pairUp(field.values);
    field.places = field.from.concat(field.legacy);
    return field;
  });
  program.paths = new Set();
  program.replied = new Set();
  program.singles = [];
  program.groups = [];
  program.result.forEach((field) => {
    program.paths.add(field.path);
    field.places.forEach((place) => { program.replied.add(place[0]); });
    if (!field.many) return program.singles.push(field);
    let group = program.groups.filter((item) => item.root === field.root)[0];
    if (!group) program.groups.push(group = { root: field.root, fields: [], lists: [] });
    group.fields.push(field);
    field.places.forEach((place, at) => {
      let list = group.lists.filter((item) => item.key === place[0])[0];
      if (!list) {
        list = { key: place[0], known: new Set(), open: place[1], shown: at < field.from.length };
        group.lists.push(list);
      }
      if (place[2] !== null) list.deep = list.known.add(place[2]);
      place[3] = group.lists.indexOf(list);
    });
  });
  program.success = program.success || {};
  Object.keys(side.success).forEach((name) => {
    const value = side.success[name];
    if (!has(program.success, name)) {
      program.success[name] = typeof value === "string" ? value.replace("{api}", program.name) : value;
    }
  });
  Object.keys(program.success).concat(side.code, side.message)
    .forEach((name) => { program.replied.add(name); });
  return program;
}

function given(param, options) {
  for (const name of param.spelt) {
    if (options[name] !== undefined) return name;
  }
}

/** Plain canonical values of a vendor's options; `ctx.stated` gets what the caller said. */
function readRequest(program, options, ctx) {
  if (!isObject(options)) throw new Bad(program.name, "an object");
  const values = {};
  for (const param of program.params) {
    const name = given(param, options);
    if (name !== undefined && options[name] !== null) {
      if (param.status === "no") continue;
      const value = readValue(param, options[name], name, values, ctx);
      if (value !== OMIT) {
        values[param.key] = value;
        ctx.stated[param.key] = true;
        if (!ctx.own && param.kind === "levels" && isNumber(value)) ctx.note("MG104", name); //debug
        continue;
      }
    }
    if (has(param, "default") && param.status !== "no") values[param.key] = param.default;
  }
//if forced
  for (const rule of program.forced || []) {
    if (rule[1].every((test) => holds(test, values, ctx.stated))) {
      values[rule[0]] = rule[2];
      ctx.stated[rule[0]] = true;
    }
  }
//endif
  keep(values, options, program.known);
  Object.keys(values.extra || {}).forEach((name) => ctx.note("MG108", name)); //debug
  if (values.extra) shallow(program.name, values.extra); //debug
  return values;
}

function readValue(param, raw, name, values, ctx) {
  const value = READERS[param.kind](param, raw, name, ctx);
  if (param.kind !== "address") return value;
  const urls = values[param.of] || [];
  const index = urls.indexOf(value);
  if (index < 0 && value !== "" && urls.length) ctx.note("MG113", name); //debug
  return index < 0 ? 0 : index;
}

function readNumber(param, raw, name) {
  const whole = param.kind !== "number" && param.kind !== "quality";
  if (!isNumber(raw) || !isFinite(raw) || (whole && raw % 1) || Math.abs(raw) > 9007199254740992) {
    throw new Bad(name, whole ? "a whole number" : "a number");
  }
  return raw;
}

function readBounded(param, raw, name, ctx) {
//if canonical
  if (param.free && param.free.indexOf(raw) >= 0) return raw;
//endif
  const value = readNumber(param, raw, name);
  const low = param.min, high = param.max;
  if ((low === undefined || value >= low) && (high === undefined || value <= high)) return value;
//if range:reject
  if (param.range === "reject") {
    ctx.note("MG110", name); //debug
    ctx.rejected = { kind: "param_invalid", detail: param.key,
      message: name + ": " + value + " is out of range" };
    return value;
  }
//endif
//if range:clamp
  if (param.range === "clamp") return clamp(value, low, high);
//endif
  ctx.note("MG109", name); //debug
  return param.range === "default" && has(param, "default") ? OMIT : value;
}

//if read:integer
function readCount(param, raw, name, ctx) {
  const value = readBounded(param, raw, name, ctx);
  if (value !== OMIT && (value < 0 || value > HIGH[param.key])) {
    throw new Bad(name, "a whole number from 0");
  }
  return value;
}
//endif

function clamp(value, low, high) {
  return low !== undefined && value < low ? low : high !== undefined && value > high ? high : value;
}

//if read:levels
function readLevel(param, raw, name, ctx) {
  const level = readNumber(param, raw, name);
  for (const row of param.levels) if (row[0] === level) return row[1];
  ctx.note("MG112", name); //debug
  return OMIT;
}
//endif

//if read:boolean
function readBoolean(param, raw, name) {
  if (param.values) for (const pair of param.values) if (pair[1] === raw) return pair[0];
  if (typeof raw !== "boolean") throw new Bad(name, "true or false");
  return raw;
}
//endif

//if read:enum read:set
function readWord(param, raw, name, ctx) {
  if (param.values) for (const pair of param.values) if (pair[1] === raw) return pair[0];
//if reads
  if (param.reads && has(param.reads, raw)) return param.reads[raw];
//endif
  if (!param.values && param.words && param.words.indexOf(raw) >= 0) return raw;
  ctx.note("MG112", name); //debug
  return OMIT;
}
//endif

function readString(param, raw, name) {
  if (typeof raw !== "string" || LONE.test(raw)) throw new Bad(name, "a string");
  return raw;
}

//if read:enum
function readEnum(param, raw, name, ctx) {
  const word = isList(raw) && param.lenient && raw.length ? raw[0] : raw;
  if (typeof word !== "string") throw new Bad(name, "a string");
  return readWord(param, word, name, ctx);
}
//endif

//if read:strings read:set read:paths read:media_sources
function readList(param, raw, name) {
  if (!isList(raw) || raw.length > MOST) throw new Bad(name, "an array");
  return raw;
}
//endif

//if read:strings read:set read:paths
function readStrings(param, raw, name) {
  return readList(param, raw, name).map((item) => readString(param, item, name));
}
//endif

//if read:set
function readSet(param, raw, name, ctx) {
  const members = typeof raw === "string" && param.lenient ? [raw] : raw;
  const found = [], words = [];
  for (const item of readList(param, members, name)) {
    const word = readWord(param, item, name, ctx);
    if (word === OMIT) readString(param, item, name);
    found.push(word);
  }
  for (const word of param.words) if (found.indexOf(word) >= 0) words.push(word);
  return words.length ? words : OMIT;
}
//endif

//if read:paths
function readPaths(param, raw, name) {
  return param.single ? [readString(param, raw, name)] : readStrings(param, raw, name);
}
//endif

//if read:object read:media_sources
function readObject(param, raw, name) {
  if (!isObject(raw)) throw new Bad(name, "an object");
  shallow(name, raw); //debug
  return copy({}, raw);
}
//endif

//if read:media_sources
function readSources(param, raw, name) {
  const names = param.entry;
  return readList(param, raw, name).map((item) => {
    const entry = readObject(param, item, name);
    const kind = entry[names.kind] === undefined ? "image" : entry[names.kind];
    const out = { url: readString(param, entry[names.url], name), kind: kind };
    for (const pair of param.values || []) if (pair[1] === kind) out.kind = pair[0];
    if (entry[names.poster]) out.poster = entry[names.poster];
    return out;
  });
}
//endif

const READERS = { string: readString, path: readString, address: readString, index: readNumber,
  number: readBounded, quality: readBounded };
//if read:integer
READERS.integer = readCount;
//endif
//if read:levels
READERS.levels = readLevel;
//endif
//if read:boolean
READERS.boolean = readBoolean;
//endif
//if read:enum
READERS.enum = readEnum;
//endif
//if read:set
READERS.set = readSet;
//endif
//if read:strings
READERS.strings = readStrings;
//endif
//if read:paths
READERS.paths = readPaths;
//endif
//if read:object
READERS.object = readObject;
//endif
//if read:media_sources
READERS.media_sources = readSources;
//endif

/** A vendor's options of plain canonical values; `ctx.recipes` gets what a plain call misses. */
function writeRequest(program, values, ctx) {
  const options = {};
  if (program.recipes) ctx.recipes.push.apply(ctx.recipes, program.recipes);
//if write:address
  if (program.marks) values = mark(program.marks, values, ctx);
//endif
  const emulate = program.emulate || {};
  for (const param of program.params) {
    const key = param.key;
    const value = values[key];
    if (value === undefined) {
      if (param.required) ctx.note("MG115", ctx.spell(key)); //debug
      continue;
    }
    const told = ctx.stated[key] === true;
//if forced
    if (implied(program, key, values, ctx)) continue;
//endif
    if (param.status === "no") {
      if (!told || (has(NEUTRAL, key) && value === NEUTRAL[key])) continue;
      if (has(emulate, key)) ctx.recipes.push(emulate[key]);
      ctx.note(has(emulate, key) ? "MG409" : "MG403", ctx.spell(key)); //debug
      continue;
    }
    const out = writeValue(param, value, told, values, ctx);
    if (out === OMIT) continue;
    if (!ctx.own) weigh(param, told, ctx); //debug
    if (!ctx.own && told && ctx.covers[key]) covered(param, ctx); //debug
    const first = param.names[0];
    options[first] = isNumber(out) && isNumber(options[first]) ? Math.min(out, options[first]) : out;
    if (param.also) param.also.forEach((name) => { options[name] = out; });
  }
  for (const key of Object.keys(values)) {
    if (program.keys.has(key) || !ctx.stated[key] || values[key] === null) continue;
    if (has(NEUTRAL, key) && values[key] === NEUTRAL[key]) continue;
    if (has(emulate, key)) ctx.recipes.push(emulate[key]);
    ctx.note(has(emulate, key) ? "MG409" : "MG103", ctx.spell(key)); //debug
  }
  const rest = {};
  keep(rest, values.extra || rest, program.known);
  Object.keys(values.extra || {}).forEach((name) => { if (program.known.has(name)) ctx.note("MG120", name); }); //debug
  return copy(options, rest.extra);
}

//if forced
/** Whether another option of the target forces the value anyway. */
function implied(program, key, values, ctx) {
  return (program.forced || []).some((rule) => rule[0] === key && rule[2] === values[key] &&
    rule[1].every((test) => holds(test, values, ctx.stated)));
}
//endif

function writeValue(param, value, told, values, ctx) {
  const kind = param.kind;
  if (value === null && kind !== "levels") {
    if (param.default === null) return OMIT;
    if (param.required && param.max !== undefined) return param.max;
    ctx.note("MG111", ctx.spell(param.key)); //debug
    return OMIT;
  }
//if write:levels
  if (kind === "levels") return writeLevel(param, value, ctx);
//endif
  if (kind === "path" || kind === "paths") return writePaths(param, value, ctx);
  if (kind === "integer" || kind === "number" || kind === "quality") {
//if return_source
    if (value === "none") {
      ctx.recipes.push("return_source");
      ctx.note("MG118", ctx.spell(param.key)); //debug
      return OMIT;
    }
//endif
    value = writeNumber(param, value, told, ctx);
  }
//if write:set
  if (kind === "set") value = writeSet(param, value, told, ctx);
//endif
//if write:index write:address
  if (kind === "index" || kind === "address") {
    value = writeIndex(param, value, told, values, ctx);
    if (value === OMIT || kind === "address") return value;
  }
//endif
  if (told && param.not_honoured && param.not_honoured.indexOf(pyText(value)) >= 0) ctx.note("MG104", ctx.spell(param.key)); //debug
  const fallback = param.default;
  if (fallback !== undefined && fallback !== null &&
      (kind === "set" ? sameMembers(value, fallback) : value === fallback)) return OMIT;
  if (told) inert(param, values, ctx); //debug
  const spelling = spellOption(param, value, told, ctx);
  if (spelling !== OMIT && !told) ctx.note("MG101", ctx.spell(param.key)); //debug
  return spelling;
}

function writeNumber(param, value, told, ctx) {
  const kept = clamp(value, param.min, param.max);
//if loop_until_count
  if (kept < value && param.key === "count") ctx.recipes.push("loop_until_count");
//endif
  if (told && kept !== value) ctx.note("MG102", ctx.spell(param.key)); //debug
  if (told && kept === value && value > param.soft_max) ctx.note("MG105", ctx.spell(param.key)); //debug
  return kept;
}

function writeSet(param, value, told, ctx) {
  let wanted = value;
//if fold
  for (const word of Object.keys(param.fold || {})) {
    if (wanted.indexOf(word) >= 0) {
      wanted = wanted.filter((item) => item !== word).concat(param.fold[word]);
      if (told) ctx.note("MG117", ctx.spell(param.key)); //debug
    }
  }
//endif
//if allowed
  const allowed = param.allowed;
  if (allowed && !allowed.some((item) => sameMembers(item, wanted))) {
    wanted = nearest(wanted, allowed, param.default);
    if (told) ctx.note("MG106", ctx.spell(param.key)); //debug
  }
//endif
  return param.words.filter((word) => wanted.indexOf(word) >= 0);
}

//if allowed
/** Of the combinations on offer: the default if asked for, else the largest part, else the first. */
function nearest(wanted, allowed, fallback) {
  const parts = allowed.filter((item) => item.every((word) => wanted.indexOf(word) >= 0));
  if (fallback && parts.some((item) => item.join() === fallback.join())) return fallback;
  if (parts.length) return parts.reduce((best, item) => (item.length > best.length ? item : best));
  return fallback || allowed[0];
}
//endif

function spellOption(param, value, told, ctx) {
//if write:media_sources
  if (param.kind === "media_sources") {
    return value.map((entry) => {
      const out = {};
      Object.keys(entry).forEach((key) => {
        if (has(param.entry, key)) out[param.entry[key]] = entry[key];
      });
      return out;
    });
  }
//endif
  if (!param.values) return value;
  const spelt = (isList(value) ? value : [value])
    .map((word) => pairOf(param.values, word))
    .filter((item) => item !== OMIT);
  if (told && spelt.length < (isList(value) ? value.length : 1)) ctx.note("MG106", ctx.spell(param.key)); //debug
  return spelt.length ? (isList(value) ? spelt : spelt[0]) : OMIT;
}

function pairOf(pairs, word) {
  for (const pair of pairs) if (pair[0] === word) return pair[1];
  return OMIT;
}

//if write:levels
function writeLevel(param, value, ctx) {
//if own
  const exact = ctx.own && param.levels.filter((row) => row[1] === value)[0];
  if (exact) return param.default === value ? OMIT : exact[0];
//endif
  if (value === null || value === "none") {
    for (const row of param.levels) {
      if (row[1] === value) return param.default === value ? OMIT : row[0];
    }
    return OMIT;
  }
  ctx.note("MG104", ctx.spell(param.key)); //debug
  for (const row of param.ranges) if (value <= row[0]) return row[1];
  return param.ranges[param.ranges.length - 1][1];
}
//endif

//if write:index write:address
function writeIndex(param, value, told, values, ctx) {
  const urls = values[param.of || "urls"] || values.sources || [];
  let index = value;
  if (urls.length && (index < 0 || index >= urls.length)) {
    index = index < 0 ? 0 : urls.length - 1;
    if (told) ctx.note("MG113", ctx.spell(param.key)); //debug
  }
  index = Math.max(index, 0);
  if (param.kind === "index") return index;
  return !urls.length || index === param.default ? OMIT : urls[index];
}
//endif

//if write:address
/** Where the target takes an address for an index: make the wanted entry's address unique. */
function mark(param, values, ctx) {
  const given = values[param.of] || [];
  const index = Math.min(Math.max(values[param.key], 0), given.length - 1);
  if (!(index > 0) || given.indexOf(given[index]) === index) return values;
  const wanted = given[index];
  const out = copy({}, values);
  ctx.note("MG114", ctx.spell(param.key)); //debug
  if (isNetwork(wanted, ctx.local)) {
    out[param.of] = given.slice();
    out[param.of][index] = wanted + "#" + index;
    ctx.recipes.push("mark_duplicates");
  } else {
    out[param.of] = given.filter((url, at) => at >= index || url !== wanted);
    out[param.key] = out[param.of].indexOf(wanted);
  }
  return out;
}
//endif

function isNetwork(path, local) {
  return /^https?:\/\//i.test(path) && !local.some((prefix) => path.indexOf(prefix) === 0);
}

function writePaths(param, value, ctx) {
  const paths = isList(value) ? value : [value];
  if (param.network === false && paths.some((path) => isNetwork(path, ctx.local))) {
    ctx.recipes.push("download_first");
    ctx.note("MG116", ctx.spell(param.key)); //debug
  }
  if (!isList(value) || !param.single) return value;
  if (value.length > 1) ctx.recipes.push("fan_out");
  return value.length ? value[0] : OMIT;
}
//debug-begin

function weigh(param, told, ctx) {
  if (!told) return;
  const place = ctx.spell(param.key);
  if (param.status === "depends") ctx.note("MG405", place);
  if (param.status === "unknown") ctx.note("MG404", place);
  if (param.grade && param.kind !== "levels") ctx.note("MG119", place);
}

function covered(param, ctx) {
  const theirs = ctx.covers[param.key];
  if ((param.covers || theirs) !== theirs) ctx.note("MG104", ctx.spell(param.key));
}

function inert(param, values, ctx) {
  for (const key of Object.keys(param.inert || {})) {
    if (values[key] && sameMembers(values[key], param.inert[key])) ctx.note("MG107", ctx.spell(param.key));
  }
}

function shallow(place, extra) {
  const inner = (value) => typeof value === "object" && value !== null;
  let level = [extra];
  for (let depth = 0; depth < 200; depth++) {
    const next = [];
    level.forEach((holder) => Object.keys(holder).forEach((key) => {
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
//debug-end
