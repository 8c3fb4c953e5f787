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
const keysOf = Object.keys;
const isObject = (value) => typeof value === "object" && value !== null && !isList(value);
const isNumber = (value) => typeof value === "number";
const isText = (value) => typeof value === "string";
const isCallable = (value) => typeof value === "function";
const isNone = (value) => value === undefined || value === null;
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
  if (source) keysOf(source).forEach((key) => put(target, key, source[key]));
  return target;
}

const listOf = (value) => (isList(value) ? value : value === undefined ? [] : [value]);

/** A place of a reply, such as "tempFiles[].size": key, whether it is a list, member. */
function placeOf(path) {
  const parts = path.split(".");
  const key = parts[0].replace("[]", "");
  return [key, key !== parts[0], parts[1] || ""];
}

/** Put a member into the extra of the values. */
function addExtra(values, name, value) {
  put(values.extra = values.extra || {}, name, value);
}

/** What is not known stays, in the extra of the values. */
function keep(values, given, known) {
  for (const name of keysOf(given)) if (!known.has(name)) addExtra(values, name, given[name]);
}

/** The first of these with such a member. */
const find = (items, name, value) => items.find((item) => item[name] === value);

/** A table of the data as the list that the interpreter walks; a member stands for its row. */
function rows(table, member, build) {
  return keysOf(table || {}).map((key) => {
    const row = isObject(table[key]) ? table[key] : { [member]: table[key] };
    build(row, key);
    return row;
  });
}
