// Reading requests by a program of the plan.
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
//if status:no
      if (param.status === "no") continue;
//endif
//if needs
      if (!ctx.own && unmet(param, values)) {
        ctx.note("MG107", name); //debug
        continue;
      }
//endif
      const value = readValue(param, options[name], name, values, ctx);
      if (value !== OMIT) {
        values[param.key] = value;
        ctx.stated[param.key] = true;
        if (!ctx.own && param.kind === "levels" && isNumber(value)) ctx.note("MG104", name); //debug
        continue;
      }
    }
//if status:no
    if (param.status === "no") continue;
//endif
    if (has(param, "default")) values[param.key] = param.default;
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
  keysOf(values.extra || {}).forEach((name) => ctx.note("MG108", name)); //debug
  if (values.extra) shallow(program.name, values.extra); //debug
  return values;
}

//if needs
/** Whether an option has no effect, because another has not the value that it needs. */
function unmet(param, values) {
  for (const key in param.needs) if (values[key] !== param.needs[key]) return true;
}
//endif

function readValue(param, raw, name, values, ctx) {
  const value = READERS[param.kind](param, raw, name, ctx);
//if read:address
  if (param.kind === "address") {
    const urls = values[param.of] || [];
    const index = urls.indexOf(value);
    if (index < 0 && value !== "" && urls.length) ctx.note("MG113", name); //debug
    return index < 0 ? 0 : index;
  }
//endif
  return value;
}

function readNumber(param, raw, name) {
  const whole = param.kind !== "number" && param.kind !== "quality";
  if (!isNumber(raw) || (whole && raw % 1) || !(Math.abs(raw) <= 9007199254740992)) {
    throw new Bad(name, whole ? "a whole number" : "a number");
  }
  return raw;
}

//if range
function readBounded(param, raw, name, ctx) {
//if canonical
  if (param.free && param.free.indexOf(raw) >= 0) return raw;
//endif
  const value = readNumber(param, raw, name);
  if (!(value < param.min || value > param.max)) return value;
//if range:reject
  if (param.range === "reject") {
    ctx.note("MG110", name); //debug
    ctx.rejected = { kind: "param_invalid", detail: param.key,
      message: name + ": " + value + " is out of range" };
    return value;
  }
//endif
//if range:clamp
  if (param.range === "clamp") return clamp(value, param.min, param.max);
//endif
  ctx.note("MG109", name); //debug
//if range:default
  if (param.range === "default" && has(param, "default")) return OMIT;
//endif
  return value;
}
//endif

//if read:integer
function readCount(param, raw, name, ctx) {
  const value = READERS.number(param, raw, name, ctx);
  if (value !== OMIT && (value < 0 || value > HIGH[param.key])) {
    throw new Bad(name, "a whole number from 0");
  }
  return value;
}
//endif

//if range:clamp bounds loop_until_count
/** A number within bounds; one that is undefined bounds nothing. */
const clamp = (value, low, high) => (value < low ? low : value > high ? high : value);
//endif

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
  if (!isText(raw) || LONE.test(raw)) throw new Bad(name, "a string");
  return raw;
}

//if read:enum
function readEnum(param, raw, name, ctx) {
  const word = isList(raw) && (param.lenient ? raw.length : raw.length === 1) ? raw[0] : raw;
  if (!isText(word)) throw new Bad(name, "a string");
  if (word !== raw && !param.lenient) ctx.note("MG112", name); //debug
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

//if read:strings
function readTexts(param, raw, name, ctx) {
  if (!isText(raw)) return readStrings(param, raw, name);
  if (!param.lenient) ctx.note("MG112", name); //debug
  return [readString(param, raw, name)];
}
//endif

//if read:set
/** The words of a list; a bare word is the list that is meant. */
function readSet(param, raw, name, ctx) {
  const bare = isText(raw);
  const found = [], words = [];
  for (const item of readList(param, bare ? [raw] : raw, name)) {
    const word = readWord(param, item, name, ctx);
    if (word === OMIT) readString(param, item, name);
    found.push(word);
  }
  for (const word of param.words) if (found.indexOf(word) >= 0) words.push(word);
  if (bare && words.length && !param.lenient) ctx.note("MG112", name); //debug
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
  number: readNumber, quality: readNumber };
//if range
READERS.number = READERS.quality = readBounded;
//endif
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
READERS.strings = readTexts;
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
