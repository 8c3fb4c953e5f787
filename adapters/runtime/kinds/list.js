// A list of values that have a shape of their own.
//uses lists
//uses nested
//if read:list
//row READERS readEntries
const readEntries = (param, raw, name, job, values) => {
  const each = param.each, read = READERS[each.type];
  return listedBy(readList(param, raw, name), (item) => read(each, item, name, job, values), nothing);
};
//endif
//if write:list
//row SPELLERS writeEntries
const writeEntries = (param, value) =>
  listedBy(value, (item) => writeValue(param.each, item, {}, []), nothing);
//endif
//if convert:list
//row LISTED 1
//row SAYS saysEntries
//row CONVERTERS convertEntries
/** A list, or the one object of a list of objects. */
const saysEntries = (said, field) =>
  isList(said) || (field.each && field.each.members && isObject(said));

const convertEntries = (field, raw) => {
  const each = field.each;
  if (isObject(raw) && each.members) {
    say.note("MG206", say.place); //debug
    raw = [raw];
  }
  if (!isList(raw)) return OMIT;
  if (raw.length > MOST) bad("a list", "fewer entries");
  return listedBy(raw, (item) => convert(each, item), each.members ? () => ({}) : nothing);
};
//endif
//if spell:list
//row FIELD_SPELLERS spellEntries
const spellEntries = (field, value) =>
  (isList(value) ? listedBy(value, (item) => spell(field.each, item), nothing) : value);
//endif
