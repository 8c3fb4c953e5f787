// Texts: what every kind that reads one shares.
const readString = (param, raw, name) => {
  if (!isText(raw) || LONE.test(raw)) bad(name, "a string");
  return raw;
};
