// An object with members of its own.
//uses nested
//if read:record
//row READERS readRecord
const readRecord = (param, raw, name, job, values) => {
  if (!isObject(raw)) bad(name, "an object");
  const out = recordBy(param, raw, (member, item, word) =>
    READERS[member.type](member, item, name + "." + word, job, values));
  keysOf(out.extra || {}).forEach((word) => say.note("MG108", name + "." + word)); //debug
  if (out.extra) shallow(name, out.extra); //debug
  return out;
};
//endif
//if write:record
//row SPELLERS writeRecord
const writeRecord = (param, value) => {
  const out = {};
  param.members.forEach((member) => {
    const item = value[member.key];
    if (isNone(item) && member.required) say.note("MG115", member.path); //debug
    if (!isNone(item) && member.status === "no") say.note("MG403", member.path); //debug
    const spelt = isNone(item) || member.status === "no" ? OMIT : writeValue(member, item, {}, []);
    if (spelt !== OMIT) out[member.names[0]] = spelt;
  });
  keysOf(value).forEach((key) => { if (key !== "extra" && !isNone(value[key]) && !param.members.some((member) => member.key === key)) say.note("MG103", key); }); //debug
  keysOf(value.extra || {}).forEach((name) => { if (param.inside.has(name)) say.note("MG120", name); }); //debug
  return copy(out, value.extra, (name) => param.inside.has(name));
};
//endif
//if convert:record
//row SAYS isObject
//row CONVERTERS convertRecord
const convertRecord = (field, raw) => {
  if (!isObject(raw)) return OMIT;
  const place = say.place; //debug
  field.keeps = true;
  const out = recordBy(field, raw, (member, item) => convert(member, item));
  keysOf(raw).forEach((name) => { if (!field.inside.has(name)) say.note("MG205", place + "." + name); }); //debug
  if (out.extra) shallow(place, out.extra); //debug
  return out;
};
//endif
//if spell:record
//row FIELD_SPELLERS spellRecord
const spellRecord = (field, value) => {
  if (!isObject(value)) return value;
  const out = {};
  field.members.forEach((member) => {
    const item = value[member.key], lacks = member.status === "no";
    if (lacks && !isNone(item)) say.note("MG201", member.path); //debug
    if (!lacks && isNone(item) && !member.optional) say.note("MG202", member.path); //debug
    const spelt = lacks || isNone(item) ? OMIT : spell(member, item);
    if (spelt !== OMIT) out[member.names[0]] = spelt;
  });
  keysOf(value).forEach((key) => { if (key !== "extra" && !isNone(value[key]) && !field.members.some((member) => member.key === key)) say.note("MG201", key); }); //debug
  return copy(out, value.extra, (name) => has(out, name));
};
//endif
