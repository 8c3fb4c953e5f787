// Numbers: what the kinds of them share.
//if textual
/** A number that its vendor may have as a text. */
const untexted = (param, raw) =>
  (param.lenient && isText(raw) && /^-?\d{1,15}(\.\d{1,15})?$/.test(raw) ? +raw : raw);
//endif

const readReal = (param, raw, name) => {
//if textual
  raw = untexted(param, raw);
//endif
  if (!isNumber(raw) || !(Math.abs(raw) <= 9007199254740992)) bad(name, "a number");
  if (param.steps && !among(param.steps, raw)) say.note("MG109", name); //debug
  return raw;
};

//if read:integer read:levels read:index
const readWhole = (param, raw, name) =>
  (Number.isInteger(
//if textual
    untexted(param,
//endif
    raw
//if textual
    )
//endif
  ) ? readReal(param, raw, name) : bad(name, "a whole number"));
//endif

//if range
/** A number that was read, held against the bounds of the client it is written for. */
const bounded = (param, value, name, job) => {
  if (!(value < param.min || value > param.max)) return value;
//if range:reject
  if (param.range === "reject") {
    say.note("MG110", name); //debug
    job.rejected = { kind: "param_invalid", detail: param.key,
      message: name + ": " + value + " is out of range" };
    return value;
  }
//endif
//if range:clamp
  if (param.range === "clamp") return clamp(value, param.min, param.max);
//endif
  say.note("MG109", name); //debug
//if range:default
  if (param.range === "default" && param.default !== undefined) return OMIT;
//endif
  return value;
};
//endif

//if steps
/** The number among some that is nearest, the larger of two. */
const nearestStep = (steps, value) => steps.reduce((best, step) =>
  (Math.abs(step - value) <= Math.abs(best - value) ? step : best));
//endif

//if range:number range:quality
const readBounded = (param, raw, name, job) =>
  bounded(param, readReal(param, raw, name), name, job);
//endif

//if bounds return_source steps
const fitNumber = (param, value) => {
//if steps
  if (!OWN && param.steps) {
    const step = nearestStep(param.steps, value);
    if (say.told && step !== value) say.note("MG102", say.spell(param.key)); //debug
    return step;
  }
//endif
  const kept = clamp(value, param.min, param.max);
  if (say.told && kept !== value) say.note("MG102", say.spell(param.key)); //debug
  if (say.told && kept === value && (value > param.soft_max || value < param.soft_min)) say.note("MG105", say.spell(param.key)); //debug
  return kept;
};
//endif

//if convert:integer convert:number
const convertNumber = (field, raw) => {
  const value = isText(raw) && /^-?\d{1,15}(\.\d{1,15})?$/.test(raw) ? +raw : raw;
  if (value !== raw && !field.as_text) say.note("MG206", say.place); //debug
  if (!isNumber(value) || !isFinite(value)) return OMIT;
//if signed
  if (field.signed) return value;
//endif
  if (value < 0) say.note("MG206", say.place); //debug
  if (field.unit === "unknown") say.note("MG203", say.place); //debug
//if scale
  if (field.scale) return tidy(value * field.scale);
//endif
  return tidy(value);
};
//endif
