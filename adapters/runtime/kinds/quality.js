// A quality from 0 to 100.
//uses numbers
//if read:quality
//row READERS readReal
//if range
//row READERS readBounded
//if canonical
//row READERS readQuality
const readQuality = (param, raw, name, job) =>
  (among(param.free || [], raw) ? raw : readBounded(param, raw, name, job));
//endif
//endif
//endif
//if write:quality
//if bounds return_source
//row FITTERS fitNumber
//endif
//if return_source
//row FITTERS fitQuality
const fitQuality = (param, value, recipes) => {
  if (value !== "none") return fitNumber(param, value);
  recipes.push("return_source");
  say.note("MG118", say.spell(param.key)); //debug
  return OMIT;
};
//endif
//endif
