// Objects of the caller's own.
//if read:object read:media_sources
const readObject = (param, raw, name) => {
  if (!isObject(raw)) bad(name, "an object");
  shallow(name, raw); //debug
  return copy({}, raw);
};
//endif
