// Which entry of a list of the same request is meant: the entry itself.
//uses texts
//uses pointing
//if read:address
//row READERS readAddress
/** Where the list of another option has an address, the first of it where it has not. */
const readAddress = (param, raw, name, job, values) => {
  const list = values[param.of] || [], at = list.indexOf(readString(param, raw, name));
  if (at < 0 && raw !== "" && list.length) say.note("MG113", name); //debug
  return Math.max(at, 0);
};
//endif
//if write:address
//row PREPARERS mark
//row FITTERS fitAddress
const fitAddress = (param, value, recipes, values) => {
  const urls = values[param.of] || [], place = pointed(param, value, urls);
  return !urls.length || place === param.default ? OMIT : urls[place];
};

/** Where the target takes an address for an index: make the wanted entry's address unique. */
const mark = (param, values, recipes) => {
  const given = values[param.of] || [];
  const index = Math.min(values[param.key], given.length - 1), wanted = given[index];
  if (!(index > 0) || given.indexOf(wanted) === index) return values;
  const out = copy({}, values);
  say.note("MG114", say.spell(param.key)); //debug
  let list = given.slice();
  if (isNetwork(wanted)) {
    list[index] = wanted + "#" + index;
    recipes.push("mark_duplicates"); //debug
  } else {
    list = given.filter((url, at) => at >= index || url !== wanted);
    out[param.key] = list.indexOf(wanted);
  }
  out[param.of] = list;
  return out;
};
//endif
//if debug
//row FINAL true
//endif
