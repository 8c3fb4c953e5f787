// What every part uses: bad input, own members, lists of data.
const OMIT = {};
const LONE = /[\uD800-\uDFFF]/u;
const MOST = 100000;

/** Input that cannot be used: the vendor's own answer to it is "invalid parameter". */
function Bad(place, wanted) {
  this.text = place + ": expected " + wanted;
}

const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
const isList = Array.isArray;
const isObject = (value) => typeof value === "object" && value !== null && !isList(value);
const isNumber = (value) => typeof value === "number";
const sameMembers = (one, other) =>
  one.every((word) => other.indexOf(word) >= 0) && other.every((word) => one.indexOf(word) >= 0);

function define(object, key, value, shown) {
  Object.defineProperty(object, key,
    { value: value, writable: true, configurable: true, enumerable: shown });
}

function put(object, key, value) {
  if (key === "__proto__") define(object, key, value, true);
  else object[key] = value;
}

function copy(target, source) {
  if (source) Object.keys(source).forEach((key) => put(target, key, source[key]));
  return target;
}

const listOf = (value) => (isList(value) ? value : value === undefined ? [] : [value]);

/** A place of a reply, such as "tempFiles[].size": key, whether it is a list, member. */
function placeOf(path) {
  const parts = path.split(".");
  const key = parts[0].replace("[]", "");
  return [key, key !== parts[0], parts.length > 1 ? parts[1] : null];
}

/** What is not known stays, in the extra of the values. */
function keep(values, given, known) {
  for (const name of Object.keys(given)) {
    if (!known.has(name)) put(values.extra = values.extra || {}, name, given[name]);
  }
}

/** A table of the data as the list that the interpreter walks. */
function rows(table, build) {
  return Object.keys(table || {}).map((key) => build(key, table[key]));
}
