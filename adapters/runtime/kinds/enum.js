// One word of a closed list.
//uses words
//if read:enum
//row READERS readEnum
const readEnum = (param, raw, name) => {
  const word = isList(raw) && (
//if option:lenient
    param.lenient ? raw.length :
//endif
    raw.length === 1) ? raw[0] : raw;
  if (!isText(word)
//if numbered
    && !(isNumber(word) && (param.values || []).some((pair) => isNumber(pair[1])))
//endif
  ) bad(name, "a string");
  if (word !== raw && !param.lenient) say.note("MG112", name); //debug
  return readWord(param, word, name);
};
//endif
//if write:enum
//if fold:enum
//row FITTERS fitWord
/** A word, or the one that stands for it where the target has none. */
const fitWord = (param, value) => {
  const instead = (param.fold || {})[value];
  if (instead && say.told) say.note("MG117", say.spell(param.key)); //debug
  return instead ? instead[0] : value;
};
//endif
//endif
