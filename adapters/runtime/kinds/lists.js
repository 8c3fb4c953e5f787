// Lists: what every kind that reads one shares.
//if read:strings read:set read:paths read:media_sources read:list
const readList = (param, raw, name) => {
  if (!isList(raw) || raw.length > MOST) bad(name, "an array");
  return raw;
};
//endif

//if read:strings read:paths
const readStrings = (param, raw, name) =>
  readList(param, raw, name).map((item) => readString(param, item, name));
//endif
