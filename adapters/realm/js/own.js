// The realm's built-in functions as they were before any script ran. A page may change every
// prototype there is: nothing of the client's looks anything up on one that a page can reach. So
// here: no for-of, no spread of lists, no methods of arrays, texts or promises; lists and maps
// have prototypes of their own, descriptors and handlers have none. A test holds this.
const {
  apply, construct, ownKeys, getOwnPropertyDescriptor, defineProperty, deleteProperty,
  getPrototypeOf, setPrototypeOf,
} = Reflect;
const { stringify, parse } = JSON;
const { isArray } = Array;
const { isFinite } = Number;
const { create, freeze } = Object;
const { ceil, floor } = Math;
const { isView } = ArrayBuffer;
const evaluate = globalThis.eval;
const PlainDate = globalThis.Date;
const PlainMap = globalThis.Map;
const PlainWeakSet = globalThis.WeakSet;
const PlainProxy = globalThis.Proxy;
const OwnPromise = globalThis.Promise;
const Bytes = globalThis.Uint8Array;
const Text = globalThis.String;
const OwnNumber = globalThis.Number;
const OwnBoolean = globalThis.Boolean;
const PlainArray = globalThis.Array;
const PlainObject = globalThis.Object;
const OwnError = globalThis.Error;
const OwnTypeError = globalThis.TypeError;
const OwnRangeError = globalThis.RangeError;
const OwnSyntaxError = globalThis.SyntaxError;
const isError = OwnError.isError;
const ofObjects = PlainObject.prototype; // what a page finds there is the page's own affair
const outOfMemory = globalThis.InternalError.prototype;
const { fromBase64, fromHex } = Bytes;
const { fromCharCode } = Text;

/** A function of a prototype as one whose first argument is `this`. */
const free = (method) => function (self, ...args) {
  return apply(method, self, args);
};
const getterOf = (prototype, name) => free(getOwnPropertyDescriptor(prototype, name).get);

const typed = getPrototypeOf(Bytes.prototype);
const lengthOf = getterOf(typed, "length");
const typedBuffer = getterOf(typed, "buffer");
const typedOffset = getterOf(typed, "byteOffset");
const typedSize = getterOf(typed, "byteLength");
const viewBuffer = getterOf(DataView.prototype, "buffer");
const viewOffset = getterOf(DataView.prototype, "byteOffset");
const viewSize = getterOf(DataView.prototype, "byteLength");
const bufferSize = getterOf(ArrayBuffer.prototype, "byteLength");
const setBytes = free(typed.set);
const toBase64 = free(Bytes.prototype.toBase64);
const toHex = free(Bytes.prototype.toHex);
const dateTime = free(PlainDate.prototype.getTime);
const dateText = free(PlainDate.prototype.toISOString);
const dateWords = free(PlainDate.prototype.toString);
const kindOf = free(Object.prototype.toString);
const then = free(OwnPromise.prototype.then);
const slice = free(Text.prototype.slice);
const indexIn = free(Text.prototype.indexOf);
const lastIn = free(Text.prototype.lastIndexOf);
const startsWith = free(Text.prototype.startsWith);
const lower = free(Text.prototype.toLowerCase);
const upper = free(Text.prototype.toUpperCase);
const charCodeAt = free(Text.prototype.charCodeAt);
const codePointAt = free(Text.prototype.codePointAt);
const exec = free(RegExp.prototype.exec);
const joined = free(Array.prototype.join);
const sorted = free(Array.prototype.sort);
const splice = Array.prototype.splice;
const asyncFunction = getPrototypeOf(async function () {});

/** A table without a prototype, of an object's own members. */
function bare(table) {
  const out = create(null);
  if (table === undefined || table === null) return out;
  const keys = ownKeys(table);
  for (let i = 0; i < keys.length; i++) out[keys[i]] = table[keys[i]];
  return out;
}

/** A table whose keys are these names. */
function names(...given) {
  const out = create(null);
  for (let i = 0; i < given.length; i++) out[given[i]] = true;
  return freeze(out);
}

const LIST = freeze(bare({ push: Array.prototype.push, pop: Array.prototype.pop }));

/** A list with no prototype but its own. */
function list(...items) {
  setPrototypeOf(items, LIST);
  return items;
}

/** A list of another's entries, whatever that one's prototype is. */
function listOf(items) {
  const out = list();
  for (let i = 0; i < items.length; i++) out[i] = items[i];
  return out;
}

function has(items, item) {
  for (let i = 0; i < items.length; i++) if (items[i] === item) return true;
  return false;
}

const mapSize = getterOf(PlainMap.prototype, "size");
const MAP = freeze(bare({
  get: PlainMap.prototype.get, set: PlainMap.prototype.set, has: PlainMap.prototype.has,
  delete: PlainMap.prototype.delete, clear: PlainMap.prototype.clear,
  forEach: PlainMap.prototype.forEach,
}));
const WEAK = freeze(bare({ add: PlainWeakSet.prototype.add, has: PlainWeakSet.prototype.has }));

function map() {
  const out = new PlainMap();
  setPrototypeOf(out, MAP);
  return out;
}

function weakSet() {
  const out = new PlainWeakSet();
  setPrototypeOf(out, WEAK);
  return out;
}

function keysIn(table) {
  const out = list();
  table.forEach((_, key) => {
    out.push(key);
  });
  return out;
}

/** Values that came as JSON, without prototypes that a page can reach. `isWhole`: of values that did
 * not, what is no table or list. */
function owned(value, isWhole = undefined) {
  if (value === null || typeof value !== "object" || isWhole !== undefined && isWhole(value)) return value;
  setPrototypeOf(value, isArray(value) ? LIST : null);
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length; i++) {
    const inner = value[keys[i]];
    if (typeof inner === "object") owned(inner, isWhole);
  }
  return value;
}

/** A copy of plain values, for a script to have. */
function fresh(value) {
  return value === undefined ? undefined : parse(stringify(value));
}

/** A table over another, both without prototypes. */
function laid(table, part) {
  const keys = ownKeys(part);
  for (let i = 0; i < keys.length; i++) table[keys[i]] = part[keys[i]];
  return table;
}

/** The settings of the client: its own part is laid over the whole, then one over each side. */
function settings(text, tables) {
  const told = owned(parse(text));
  for (let i = 0; i < tables.length; i++) {
    laid(i ? told.sides[i - 1] : told, owned(parse(tables[i])));
  }
  return told;
}

let config;

/** An entry of an array; a gap is none, whatever stands on its prototypes. */
function entry(items, i) {
  return getOwnPropertyDescriptor(items, i) === undefined ? undefined : items[i];
}

/** The enumerable text keys of an object, as Object.keys gives them. */
function keysOf(value) {
  const keys = ownKeys(value);
  const out = list();
  for (let i = 0; i < keys.length; i++) {
    if (typeof keys[i] !== "string") continue;
    const slot = getOwnPropertyDescriptor(value, keys[i]);
    if (slot !== undefined && bare(slot).enumerable) out.push(keys[i]);
  }
  return out;
}

/** A member of an object's own, past every setter on its prototypes. */
function put(target, key, value) {
  return defineProperty(target, key,
    bare({ value, writable: true, enumerable: true, configurable: true }));
}

function hidden(target, key, value) {
  return defineProperty(target, key,
    bare({ value, writable: true, enumerable: false, configurable: true }));
}

function getter(target, key, get, configurable = true) {
  return defineProperty(target, key, bare({ get, enumerable: true, configurable }));
}

/** Every member of an object, on another. */
function assign(target, from) {
  if (from === undefined || from === null) return target;
  const keys = keysOf(from);
  for (let i = 0; i < keys.length; i++) put(target, keys[i], from[keys[i]]);
  return target;
}

function split(whole, mark) {
  const out = list();
  let from = 0;
  for (;;) {
    const at = indexIn(whole, mark, from);
    out.push(slice(whole, from, at < 0 ? undefined : at));
    if (at < 0) return out;
    from = at + mark.length;
  }
}

function trim(whole) {
  return exec(/^\s*([^]*?)\s*$/, whole)[1];
}

/** What follows a promise; false for what is none. A constructor of its own keeps the page's away. */
function follow(promise, good, bad) {
  let shaded = false;
  try {
    if (getOwnPropertyDescriptor(promise, "constructor") === undefined) {
      shaded = hidden(promise, "constructor", undefined);
    }
    then(promise, good, bad);
    return true;
  } catch {
    return false;
  } finally {
    if (shaded) deleteProperty(promise, "constructor");
  }
}

/** Run something once what runs now has ended. */
function later(run) {
  follow(new OwnPromise((done) => done()), run);
}

/** A promise for a script, and the two functions that settle it. */
function deferred() {
  const out = create(null);
  out.promise = new OwnPromise((resolve, reject) => {
    out.resolve = resolve;
    out.reject = reject;
  });
  return out;
}

function bytesFrom(bytes, start, end) {
  const out = new Bytes(end - start);
  for (let i = start; i < end; i++) out[i - start] = bytes[i];
  return out;
}
