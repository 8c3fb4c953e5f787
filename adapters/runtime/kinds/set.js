// Several words of a closed list.
//uses texts
//uses words
//uses lists
//if read:set
//row READERS readSet
/** The words of a list; a bare word is the list that is meant. */
const readSet = (param, raw, name) => {
  const bare = isText(raw);
//if alone
  const together = bare && paired(param.values, 1, raw) === OMIT && has(param.together || {}, raw) && param.together[raw];
  if (together) return param.words.filter((word) => among(together, word));
//endif
  const found = [...readList(param, bare ? [raw] : raw, name)].map((item) => {
    const word = readWord(param, item, name);
    if (word === OMIT) readString(param, item, name);
    return word;
  });
  const words = param.words.filter((word) => among(found, word));
  if (bare && words.length && !param.lenient && !param.alone) say.note("MG112", name); //debug
  return words.length ? words : OMIT;
};
//endif
//if write:set
//row FITTERS fitSet
const fitSet = (param, value) => {
  let wanted = value;
//if fold:set
  for (const word of keysOf(param.fold || {})) {
    if (among(wanted, word)) {
      wanted = wanted.filter((item) => item !== word).concat(param.fold[word]);
      if (say.told) say.note("MG117", say.spell(param.key)); //debug
    }
  }
//endif
//if allowed
  const allowed = param.allowed;
  if (allowed && !allowed.some((item) => sameMembers(item, wanted))) {
    wanted = nearest(wanted, allowed, param.default);
    if (say.told) say.note("MG106", say.spell(param.key)); //debug
  }
//endif
  const words = param.words.filter((word) => among(wanted, word));
  return alike(words, param.default) ? OMIT : words;
};

//if allowed
/** Of the combinations on offer: the default if asked for, else the largest part, else the first. */
const nearest = (wanted, allowed, fallback) => {
  const parts = allowed.filter((item) => within(item, wanted));
  if (fallback && parts.some((item) => item.join() === fallback.join())) return fallback;
  if (parts.length) return parts.reduce((best, item) => (item.length > best.length ? item : best));
  return fallback || allowed[0];
};
//endif
//endif
