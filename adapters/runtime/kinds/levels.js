// A quality in levels of the vendor's own.
//uses numbers
//if read:levels
//row READERS readLevel
const readLevel = (param, raw, name) => {
  const level = paired(param.levels, 0, readWhole(param, raw, name));
  if (level === OMIT) say.note("MG112", name); //debug
  else if (!OWN && isNumber(level)) say.note("MG104", name); //debug
  return level;
};
//endif
//if write:levels
//row WRITERS writeLevel
const writeLevel = (param, value) => {
//if own
  const exact = OWN && param.levels.find((row) => row[1] === value);
  if (exact) return param.default === value ? OMIT : exact[0];
//endif
  if (value === null || value === "none") {
    return param.default === value ? OMIT : paired(param.levels, 1, value);
  }
  say.note("MG104", say.spell(param.key)); //debug
  return (param.ranges.find((row) => value <= row[0]) || param.ranges[param.ranges.length - 1])[1];
};
//endif
