// Reading requests by a program of the plan.
/** Plain canonical values of a vendor's options; the job's `stated` gets what the caller said. */
function readRequest(program, options, job) {
  if (!isObject(options)) bad(program.name, "an object");
  const values = {}, stated = job.stated;
  for (const param of program.params) {
//if status:no
    if (param.status === "no") continue;
//endif
    const key = param.key, name = param.names.find((name) => options[name] !== undefined);
    let value = OMIT;
    if (name && (options[name] !== null
//if nullable
      || param.nullable
//endif
    )) {
//if needs
      if (!OWN && unmet(param, values)) {
        say.note("MG107", name); //debug
        continue;
      }
//endif
      value = READERS[param.kind](param, options[name], name, job, values);
    }
    if (value !== OMIT) {
      values[key] = value;
      stated[key] = true;
      if (!OWN && param.kind === "levels" && isNumber(value)) say.note("MG104", name); //debug
    } else if (has(param, "default")) {
      values[key] = param.default;
    }
  }
//if implies
  for (const key in program.implies) {
    values[key] = program.implies[key];
    stated[key] = true;
  }
//endif
//if forced
  for (const rule of program.forced || []) {
    if (rule[1].every((test) => holds(test, values, stated))) {
      values[rule[0]] = rule[2];
      stated[rule[0]] = true;
    }
  }
//endif
  keep(values, options, program.known);
  keysOf(values.extra || {}).forEach((name) => say.note("MG108", name)); //debug
  if (values.extra) shallow(program.name, values.extra); //debug
  return values;
}

//if needs
/** Whether an option has no effect, because another has not the value that it needs. */
function unmet(param, values) {
  for (const key in param.needs) if (values[key] !== param.needs[key]) return true;
}
//endif

function readNumber(param, raw, name) {
  const whole = param.kind !== "number" && param.kind !== "quality";
  if (!isNumber(raw) || (whole && raw % 1) || !(Math.abs(raw) <= 9007199254740992)) {
    bad(name, whole ? "a whole number" : "a number");
  }
  return raw;
}

//if range
function readBounded(param, raw, name, job) {
//if canonical
  if (param.free && among(param.free, raw)) return raw;
//endif
  const value = readNumber(param, raw, name);
  if (!(value < param.min || value > param.max)) return value;
//if range:reject
  if (param.range === "reject") {
    say.note("MG110", name); //debug
    job.rejected = { kind: "param_invalid", detail: param.key,
      message: name + ": " + value + " is out of range" };
    return value;
  }
//endif
//if range:clamp
  if (param.range === "clamp") return clamp(value, param.min, param.max);
//endif
  say.note("MG109", name); //debug
//if range:default
  if (param.range === "default" && has(param, "default")) return OMIT;
//endif
  return value;
}
//endif

//if read:integer
function readCount(param, raw, name, job) {
  const value = READERS.number(param, raw, name, job);
  if (value < 0 || value > HIGH[param.key]) bad(name, "a whole number from 0");
  return value;
}
//endif

//if range:clamp bounds loop_until_count return_source
/** A number within bounds; one that is undefined bounds nothing. */
const clamp = (value, low, high) => (value < low ? low : value > high ? high : value);
//endif

//if read:levels
function readLevel(param, raw, name) {
  const level = paired(param.levels, 0, readNumber(param, raw, name));
  if (level === OMIT) say.note("MG112", name); //debug
  return level;
}
//endif

//if read:boolean
function readBoolean(param, raw, name) {
  const value = paired(param.values, 1, raw);
  if (value !== OMIT) return value;
  if (typeof raw !== "boolean") bad(name, "true or false");
  return raw;
}
//endif

//if read:enum read:set
function readWord(param, raw, name) {
  const word = paired(param.values, 1, raw);
  if (word !== OMIT) return word;
//if reads
  if (param.reads && has(param.reads, raw)) return param.reads[raw];
//endif
  if (!param.values && param.words && among(param.words, raw)) return raw;
  say.note("MG112", name); //debug
  return OMIT;
}
//endif

function readString(param, raw, name) {
  if (!isText(raw) || LONE.test(raw)) bad(name, "a string");
  return raw;
}

//if read:address
/** Where the list of another option has an address, the first of it where it has not. */
function readAddress(param, raw, name, job, values) {
  const list = values[param.of] || [], at = list.indexOf(readString(param, raw, name));
  if (at < 0 && raw !== "" && list.length) say.note("MG113", name); //debug
  return Math.max(at, 0);
}
//endif

//if read:enum
function readEnum(param, raw, name) {
  const word = isList(raw) && (param.lenient ? raw.length : raw.length === 1) ? raw[0] : raw;
  if (!isText(word)) bad(name, "a string");
  if (word !== raw && !param.lenient) say.note("MG112", name); //debug
  return readWord(param, word, name);
}
//endif

//if read:strings read:set read:paths read:media_sources read:list
function readList(param, raw, name) {
  if (!isList(raw) || raw.length > MOST) bad(name, "an array");
  return raw;
}
//endif

//if read:strings read:set read:paths
function readStrings(param, raw, name) {
  return readList(param, raw, name).map((item) => readString(param, item, name));
}
//endif

//if read:strings
function readTexts(param, raw, name) {
  if (!isText(raw)) return readStrings(param, raw, name);
  if (!param.lenient) say.note("MG112", name); //debug
  return [readString(param, raw, name)];
}
//endif

//if read:set
/** The words of a list; a bare word is the list that is meant. */
function readSet(param, raw, name) {
  const bare = isText(raw);
  const found = [...readList(param, bare ? [raw] : raw, name)].map((item) => {
    const word = readWord(param, item, name);
    if (word === OMIT) readString(param, item, name);
    return word;
  });
  const words = param.words.filter((word) => among(found, word));
  if (bare && words.length && !param.lenient) say.note("MG112", name); //debug
  return words.length ? words : OMIT;
}
//endif

//if read:paths
function readPaths(param, raw, name) {
  return param.single ? [readString(param, raw, name)] : readStrings(param, raw, name);
}
//endif

//if read:any
function readAny(param, raw, name) {
  if (typeof raw === "object" && raw) shallow(name, raw); //debug
  return raw;
}
//endif

//if read:object read:media_sources
function readObject(param, raw, name) {
  if (!isObject(raw)) bad(name, "an object");
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
    const meant = paired(param.values, 1, kind);
    if (meant !== OMIT) out.kind = meant;
    if (entry[names.poster]) out.poster = entry[names.poster];
    return out;
  });
}
//endif

const READERS = {
//if read:record read:list read:map
  record: readRecord, list: readEach, map: readEach,
//endif
//if read:any
  any: readAny,
//endif
//if read:boolean
  boolean: readBoolean,
//endif
//if read:integer
  integer: readCount,
//endif
//if read:levels
  levels: readLevel,
//endif
//if read:enum
  enum: readEnum,
//endif
//if read:set
  set: readSet,
//endif
//if read:strings
  strings: readTexts,
//endif
//if read:paths
  paths: readPaths,
//endif
//if read:object
  object: readObject,
//endif
//if read:media_sources
  media_sources: readSources,
//endif
//if read:address
  address: readAddress,
//endif
  string: readString, path: readString, index: readNumber, number: readNumber, quality: readNumber
};
//if range
READERS.number = READERS.quality = readBounded;
//endif
