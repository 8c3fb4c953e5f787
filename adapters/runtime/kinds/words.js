// The words of a closed list.
//if read:enum read:set
const readWord = (param, raw, name) => {
  const word = paired(param.values, 1, raw);
  if (word !== OMIT) return word;
//if option:reads
  if (param.reads && has(param.reads, raw)) return param.reads[raw];
//endif
  if (!param.values && param.words && among(param.words, raw)) return raw;
  say.note("MG112", name); //debug
  return OMIT;
};
//endif
