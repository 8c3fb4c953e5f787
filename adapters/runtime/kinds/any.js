// A value of any shape, passed on as it is.
//if read:any
//row READERS readAny
const readAny = (param, raw, name) => {
  if (typeof raw === "object" && raw) shallow(name, raw); //debug
  return raw;
};
//endif
//if convert:any
//row LISTED 1
//row CONVERTERS convertAny
const convertAny = (field, raw) => raw;
//if keys
//row SAYS saysKeyed
const saysKeyed = (said, field) => field.keys && said && !isText(said);
//endif
//endif
//if keys
/** An object, or each of a list, with other words for its keys: pairs of meaning and spellings. */
const keyed = (keys, from, value, field) => {
  if (isList(value)) return value.map((item) => keyed(keys, from, item, field));
  if (!isObject(value)) {
    if (!field) say.note("MG206", say.place); //debug
    return field ? value : OMIT;
  }
  const out = {}, known = [];
  keys.forEach(([meaning, names]) => {
    const all = listOf(names), read = from ? all : [meaning], write = from ? [meaning] :
//if own
      OWN ? all.slice(0, 1) :
//endif
      all;
    known.push(...read);
    const name = read.find((name) => has(value, name));
    if (!field && name !== undefined && typeof value[name] !== "boolean") say.note("MG206", say.place + "." + name); //debug
    if (name !== undefined) write.forEach((word) => { if (!has(out, word)) put(out, word, value[name]); });
  });
  if (field) keysOf(value).forEach((key) => { if (!among(known, key) && among(field.words || [], key)) say.note("MG201", field.path + "." + key); }); //debug
  return copy(out, value, (key) => among(known, key) || (field && among(field.words || [], key)));
};
//endif
