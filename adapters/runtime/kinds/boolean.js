// Yes or no.
//if read:boolean
//row READERS readBoolean
const readBoolean = (param, raw, name) => {
//if values:boolean
  const value = paired(param.values, 1, raw);
  if (value !== OMIT) return value;
//endif
  if (typeof raw !== "boolean") bad(name, "true or false");
  return raw;
};
//endif
//if convert:boolean
//row CONVERTERS convertBoolean
const convertBoolean = (field, raw) => {
  if (typeof raw === "boolean") return raw;
  if (raw !== "true" && raw !== "false") return OMIT;
  say.note("MG206", say.place); //debug
  return raw === "true";
};
//endif
