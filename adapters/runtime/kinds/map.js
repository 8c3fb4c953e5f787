// An object with keys of the program's own, each value of one shape.
//uses nested
//if read:map
//row READERS readValues
const readValues = (param, raw, name, job, values) => {
  const each = param.each, read = READERS[each.type];
  if (!isObject(raw)) bad(name, "an object");
  return valuesBy(raw, (item) => read(each, item, name, job, values));
};
//endif
//if write:map
//row SPELLERS writeValues
const writeValues = (param, value) =>
  valuesBy(value, (item) => writeValue(param.each, item, {}, []));
//endif
//if convert:map
//row SAYS isObject
//row CONVERTERS convertValues
const convertValues = (field, raw) => {
  if (!isObject(raw)) return OMIT;
  shallow(say.place, raw); //debug
  return valuesBy(raw, (item) => convert(field.each, item));
};
//endif
//if spell:map
//row FIELD_SPELLERS spellValues
const spellValues = (field, value) =>
  (isObject(value) ? valuesBy(value, (item) => spell(field.each, item)) : value);
//endif
