// What every part uses: bad input, own members, lists of data.
const OMIT = {};
const LONE = /[\uD800-\uDFFF]/u;
const MOST = 100000;
const CALLBACKS = ["success", "fail", "complete"];

/** Input that cannot be used: the vendor's own answer to it is "invalid parameter". */
function Bad(place, wanted) {
  this.message = place + ": expected " + wanted;
}

const bad = (place, wanted) => {
  throw new Bad(place, wanted);
};

const owns = Object.prototype.hasOwnProperty;
const has = (object, key) => owns.call(object, key);
const isList = Array.isArray;
const keysOf = Object.keys;
const isObject = (value) => typeof value === "object" && value !== null && !isList(value);
//if base64_by
const isBytes = (value) => isObject(value) && typeof value.byteLength === "number";
//endif
const isNumber = (value) => typeof value === "number";
const isText = (value) => typeof value === "string";
const isCallable = (value) => typeof value === "function";
const isNone = (value) => value == null;
const among = (items, item) => items.indexOf(item) >= 0;
const within = (some, items) => some.every((item) => among(items, item));
const sameMembers = (one, other) => within(one, other) && within(other, one);

const alike = (one, other) => (isList(one) && isList(other) ? sameMembers(one, other) : one === other);

//if range:clamp bounds loop_until_count return_source
/** A number within bounds; one that is undefined bounds nothing. */
const clamp = (value, low, high) => (value < low ? low : value > high ? high : value);
//endif

const define = (object, key, value, shown) => {
  Object.defineProperty(object, key,
    { value: value, writable: true, configurable: true, enumerable: shown });
};

const put = (object, key, value) => {
  if (key === "__proto__") define(object, key, value, true);
  else object[key] = value;
};

/** The target, with the members of a source, but for those that a test holds for. */
const copy = (target, source, but) => {
  keysOf(source || {}).forEach((key) => (but && but(key)) || put(target, key, source[key]));
  return target;
};

const listOf = (value) => (isList(value) ? value : value === undefined ? [] : [value]);

/** Put a member into the extra of the values. */
const addExtra = (values, name, value) => {
  put(values.extra = values.extra || {}, name, value);
};

/** What is not known stays, in the extra of the values. */
const keep = (values, given, known) => {
  keysOf(given).forEach((name) => known.has(name) || addExtra(values, name, given[name]));
};

/** The option of a program by its canonical name, and the field of a result by its path. */
const paramOf = (program, key) => program.params.find((param) => param.key === key);
const fieldOf = (program, path) => program.result.find((field) => field.path === path);

/** Of pairs of meaning and spelling, a word for two that are one: what a value at 0 or 1 is paired with. */
const paired = (pairs, at, value) => {
  for (const pair of pairs || []) {
    const both = isList(pair) ? pair : [pair, pair];
    if (both[at] === value) return both[1 - at];
  }
  return OMIT;
};

//if entries as_text
/** A number as a text without an exponent. */
const asText = (number) => {
  const [said, power] = String(number).split("e"), digits = said.replace(/\D/g, "");
  return !power ? said : (number < 0 ? "-" : "") +
    (power < 0 ? "0." + "0".repeat(-power - 1) + digits : digits.concat("0".repeat(power - digits.length + 1)));
};
//endif

/** A table of the data as the list that the interpreter walks; what is no row is its kind, or its names. */
const rows = (table, build) => keysOf(table || {}).map((key) => {
  const said = table[key], row = isObject(said) ? said : isNumber(said) ? { type: said } : { names: said };
  build(row, key);
  return row;
});
