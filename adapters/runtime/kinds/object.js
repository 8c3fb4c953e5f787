// An object, passed on as it is.
//uses objects
//uses typed
//if read:object
//row READERS readObject
//endif
//if write:object
//if entries
//row SPELLERS writeTexts
/** An object whose members are texts: what is plain is written as one, nothing is left out. */
const writeTexts = (param, value) => {
  if (!param.entries) return value;
  const out = {};
  keysOf(value).forEach((key) => {
    const item = value[key];
    if (!isNone(item)) put(out, key, isNumber(item) ? asText(item) : typeof item === "boolean" ? String(item) : item);
  });
  return out;
};
//endif
//endif
//if convert:object
//row SAYS isObject
//row CONVERTERS typed(isObject)
//endif
