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
    for (const row of param.levels) {
      if (row[1] === value) return param.default === value ? OMIT : row[0];
    }
    return OMIT;
  }
  say.note("MG104", say.spell(param.key)); //debug
  for (const row of param.ranges) if (value <= row[0]) return row[1];
  return param.ranges[param.ranges.length - 1][1];
};
//endif
