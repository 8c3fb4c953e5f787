// A list of texts.
//uses texts
//uses lists
//uses typed
//if read:strings
//row READERS readTexts
const readTexts = (param, raw, name) => {
  if (!isText(raw)) return readStrings(param, raw, name);
  if (!param.lenient) say.note("MG112", name); //debug
  return [readString(param, raw, name)];
};
//endif
//if convert:strings
//row LISTED 1
//row SAYS isList
//row CONVERTERS typed((raw) => isList(raw) && raw.every(isText))
//endif
