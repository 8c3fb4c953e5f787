// Values that are made of others: objects with members, lists, maps; at any depth.
/** Unfold what is inside a value: members by their keys, each entry of a list or a map. */
function openUp(row, path) {
  if (row.each) {
    row.each.kind = row.each.kind || "string";
    row.each.path = path + (row.kind === "map" ? ".*" : "[]"); //debug
    openUp(row.each, row.each.path);
  }
  if (!row.members) return;
  row.inside = new Set();
  row.members = rows(row.members, "names", (member, key) => {
    member.key = key;
    member.names = listOf(member.names || key);
    member.names.forEach((name) => row.inside.add(name));
    member.kind = member.kind || "string";
    member.path = path + "." + key; //debug
    openUp(member, member.path);
  });
}

/** What something makes of each value of a map; what it leaves out is left out. */
function valuesBy(value, make) {
  const out = {};
  keysOf(value).forEach((key) => {
    const item = isNone(value[key]) ? null : make(value[key]);
    if (item !== OMIT) put(out, key, item);
  });
  return out;
}

/** What something makes of each entry of a list; null for one that it leaves out. */
const listedBy = (value, make, other) => value.map((item) => {
  const made = isNone(item) ? OMIT : make(item);
  return made === OMIT ? other() : made;
});

const nothing = () => null;

/** An object in canonical words: `make` reads a member that stands under a name. */
function recordBy(row, raw, make) {
  const out = {};
  row.members.forEach((member) => {
    const name = member.status === "no" ? undefined : member.names.find((name) => !isNone(raw[name]));
    if (name === undefined) return;
    const value = make(member, raw[name], name);
    if (value !== OMIT) out[member.key] = value;
    else if (row.keeps) addExtra(out, name, raw[name]);
  });
  keep(out, raw, row.inside);
  return out;
}

//if read:record read:list read:map
function readRecord(param, raw, name, job, values) {
  if (!isObject(raw)) bad(name, "an object");
  const out = recordBy(param, raw, (member, item, word) =>
    READERS[member.kind](member, item, name + "." + word, job, values));
  keysOf(out.extra || {}).forEach((word) => say.note("MG108", name + "." + word)); //debug
  if (out.extra) shallow(name, out.extra); //debug
  return out;
}

function readEach(param, raw, name, job, values) {
  const each = param.each;
  const read = (item) => READERS[each.kind](each, item, name, job, values);
  if (param.kind === "list") return listedBy(readList(param, raw, name), read, nothing);
  if (!isObject(raw)) bad(name, "an object");
  return valuesBy(raw, read);
}
//endif

//if write:record write:list write:map
/** What is inside an option, in the target's words. */
function writeInside(param, value) {
  const each = param.each;
  const write = (item) => writeValue(each, item, {}, []);
  if (param.kind === "list") return listedBy(value, write, nothing);
  if (param.kind === "map") return valuesBy(value, write);
  const out = {};
  param.members.forEach((member) => {
    const item = value[member.key];
    if (isNone(item) && member.required) say.note("MG115", member.path); //debug
    if (!isNone(item) && member.status === "no") say.note("MG403", member.path); //debug
    const spelt = isNone(item) || member.status === "no" ? OMIT : writeValue(member, item, {}, []);
    if (spelt !== OMIT) out[member.names[0]] = spelt;
  });
  keysOf(value).forEach((key) => { if (key !== "extra" && !isNone(value[key]) && !find(param.members, "key", key)) say.note("MG103", key); }); //debug
  keysOf(value.extra || {}).forEach((name) => { if (param.inside.has(name)) say.note("MG120", name); }); //debug
  return copy(out, value.extra, (name) => param.inside.has(name));
}
//endif

/** What is inside a value of a reply, in canonical words. */
function convertInside(field, raw) {
  const each = field.each;
  const place = say.place; //debug
  if (field.kind === "list" && isObject(raw) && each.kind === "record") {
    say.note("MG206", place); //debug
    raw = [raw];
  }
  if (field.kind === "list" ? !isList(raw) : !isObject(raw)) {
    say.note("MG206", place); //debug
    return OMIT;
  }
  if (field.kind === "list") {
    if (raw.length > MOST) bad("a list", "fewer entries");
    return listedBy(raw, (item) => convert(each, item), each.kind === "record" ? () => ({}) : nothing);
  }
  if (field.kind === "map") {
    shallow(place, raw); //debug
    return valuesBy(raw, (item) => convert(each, item));
  }
  field.keeps = true;
  const out = recordBy(field, raw, (member, item) => convert(member, item));
  keysOf(raw).forEach((name) => { if (!field.inside.has(name)) say.note("MG205", place + "." + name); }); //debug
  if (out.extra) shallow(place, out.extra); //debug
  return out;
}

/** What is inside a canonical value, in the words of who asked. */
function spellInside(field, value) {
  const each = field.each;
  const write = (item) => spell(each, item);
  if (field.kind === "list") return isList(value) ? listedBy(value, write, nothing) : value;
  if (!isObject(value)) return value;
  if (field.kind === "map") return valuesBy(value, write);
  const out = {};
  field.members.forEach((member) => {
    const item = value[member.key], lacks = member.status === "no";
    if (lacks && !isNone(item)) say.note("MG201", member.path); //debug
    if (!lacks && isNone(item) && !member.optional) say.note("MG202", member.path); //debug
    const spelt = lacks || isNone(item) ? OMIT : spell(member, item);
    if (spelt !== OMIT) out[member.names[0]] = spelt;
  });
  keysOf(value).forEach((key) => { if (key !== "extra" && !isNone(value[key]) && !find(field.members, "key", key)) say.note("MG201", key); }); //debug
  return copy(out, value.extra, (name) => has(out, name));
}
