// Yes or no.
//uses typed
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
//row CONVERTERS typed((raw) => typeof raw === "boolean")
//endif
