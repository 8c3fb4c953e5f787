// A whole number.
//uses numbers
//if read:integer
//row READERS readCount
const readCount = (param, raw, name, job) => {
  const value =
//if range:integer
    bounded(param,
//endif
    readWhole(param, raw, name)
//if range:integer
    , name, job)
//endif
  ;
  if (value < 0 || value > HIGH[param.key]) bad(name, "a whole number from 0");
  return value;
};
//endif
//if write:integer
//if bounds return_source steps
//row FITTERS fitNumber
//endif
//if loop_until_count
//row FITTERS fitCount
const fitCount = (param, value, recipes) => {
  if (param.key === "count" && value > param.max) recipes.push("loop_until_count");
  return fitNumber(param, value);
};
//endif
//endif
//if convert:integer
//row CONVERTERS convertNumber
//endif
