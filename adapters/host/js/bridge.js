// The bridge: everything that leaves the realm is a message in a queue, as JSON; everything that
// comes in is one call of `deliver`. The host never hands a function of its own to a script.
const { apply, ownKeys, getOwnPropertyDescriptor, defineProperty, getPrototypeOf } = Reflect;
const { stringify, parse } = JSON;
const { isArray } = Array;
const { isFinite } = Number;
const { create, setPrototypeOf, freeze } = Object;
const { fromBase64 } = Uint8Array;
const toBase64 = Uint8Array.prototype.toBase64;
const { isView } = ArrayBuffer;
const evaluate = globalThis.eval;
const PlainDate = Date;
const dateTime = Date.prototype.getTime;
const dateText = Date.prototype.toISOString;
const bufferLength = getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get;
const objectText = Object.prototype.toString;
const { then: promiseThen } = Promise.prototype;
const OwnPromise = Promise;
const Text = String;

const MOST_NODES = 200000;
const MOST_DEPTH = 100;
const MOST_CHARS = 64 << 20;
const MOST_MESSAGES = 100000;

const CALLBACKS = freeze(["success", "fail", "complete"]);

let queue = setPrototypeOf([], null);

function send(message) {
  if (queue.length >= MOST_MESSAGES) {
    throw new RangeError("too many calls are waiting for the client");
  }
  setPrototypeOf(message, null);
  queue[queue.length] = message;
}

function take() {
  const taken = queue;
  queue = setPrototypeOf([], null);
  return taken;
}

/** A value as plain JSON: tags for what JSON lacks, refusals for what cannot be carried over. */
function encode(value, place) {
  const budget = { nodes: MOST_NODES, chars: MOST_CHARS };
  return encoded(value, place, [], budget);
}

function tagged(kind, value) {
  const out = create(null);
  out.$ = kind;
  out.v = value;
  return out;
}

function encoded(value, place, above, budget) {
  if (--budget.nodes < 0) throw new RangeError(place + ": more than " + MOST_NODES + " values");
  switch (typeof value) {
    case "string":
      budget.chars -= value.length;
      if (budget.chars < 0) throw new RangeError(place + ": the text is too long");
      return value;
    case "number":
      return isFinite(value) ? value : tagged("number", Text(value));
    case "boolean":
      return value;
    case "bigint":
      return tagged("bigint", Text(value));
    case "object":
      return value === null ? null : encodedObject(value, place, above, budget);
    default:
      return undefined; // undefined, functions and symbols do not cross a client's bridge
  }
}

function encodedObject(value, place, above, budget) {
  const bytes = bytesOf(value);
  if (bytes !== null) {
    budget.chars -= bytes.length * 2;
    if (budget.chars < 0) throw new RangeError(place + ": too many bytes");
    return tagged("bytes", apply(toBase64, bytes, []));
  }
  const date = dateOf(value);
  if (date !== null) return date;
  if (above.length >= MOST_DEPTH) throw new RangeError(place + ": nested too deeply");
  for (let i = 0; i < above.length; i++) {
    if (above[i] === value) throw new TypeError(place + ": the value contains itself");
  }
  const inner = setPrototypeOf([], null);
  for (let i = 0; i < above.length; i++) inner[i] = above[i];
  inner[above.length] = value;
  if (isArray(value)) {
    const { length } = value;
    if (length > budget.nodes) {
      throw new RangeError(place + ": an array of " + length + " entries is too long");
    }
    const list = setPrototypeOf([], null);
    for (let i = 0; i < length; i++) {
      const item = encoded(value[i], place + "[" + i + "]", inner, budget);
      list[i] = item === undefined ? null : item;
    }
    return list;
  }
  const keys = ownKeys(value);
  const out = create(null);
  let clash = false;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (typeof key !== "string") continue;
    const slot = getOwnPropertyDescriptor(value, key);
    if (slot === undefined || !slot.enumerable) continue;
    if (key === "$") clash = true;
    const item = encoded(value[key], place + "." + key, inner, budget);
    if (item !== undefined) out[key] = item;
  }
  if (!clash) return out;
  const pairs = setPrototypeOf([], null);
  const names = ownKeys(out);
  for (let i = 0; i < names.length; i++) {
    pairs[i] = setPrototypeOf([names[i], out[names[i]]], null);
  }
  return tagged("object", pairs);
}

function bytesOf(value) {
  try {
    if (isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    apply(bufferLength, value, []);
    return new Uint8Array(value);
  } catch {
    return null;
  }
}

function dateOf(value) {
  let time;
  try {
    time = apply(dateTime, value, []);
  } catch {
    return null;
  }
  return isFinite(time) ? apply(dateText, value, []) : null;
}

/** Bytes that the client sends come tagged; everything else is plain. */
function decode(value) {
  if (value === null || typeof value !== "object") return value;
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) value[i] = decode(value[i]);
    return value;
  }
  if (typeof value.$bytes === "string") return fromBase64(value.$bytes).buffer;
  for (const key of ownKeys(value)) value[key] = decode(value[key]);
  return value;
}

/** A copy as a client's own bridge makes one: data only. */
function copied(value, above = []) {
  if (value === null || typeof value !== "object") {
    return typeof value === "function" || typeof value === "symbol" ? undefined : value;
  }
  if (bytesOf(value) !== null) return value;
  const date = dateOf(value);
  if (date !== null) return date;
  if (above.length >= MOST_DEPTH) throw new RangeError("the data is nested too deeply");
  for (let i = 0; i < above.length; i++) {
    if (above[i] === value) throw new TypeError("the data contains itself");
  }
  const inner = [...above, value];
  if (isArray(value)) {
    if (value.length > MOST_NODES) throw new RangeError("an array of the data is too long");
    const list = [];
    for (let i = 0; i < value.length; i++) list[i] = copied(value[i], inner);
    return list;
  }
  const out = {};
  for (const key of Object.keys(value)) {
    defineProperty(out, key, {
      value: copied(value[key], inner), writable: true, enumerable: true, configurable: true,
    });
  }
  return out;
}

/** What was thrown, as text, whatever it is; never throws. */
function described(thrown) {
  const out = { name: "", message: "", stack: "" };
  try {
    if (thrown !== null && typeof thrown === "object") {
      if (typeof thrown.name === "string") out.name = thrown.name;
      out.message = typeof thrown.message === "string" ? thrown.message : shown(thrown);
      if (typeof thrown.stack === "string") out.stack = thrown.stack;
    } else {
      out.message = shown(thrown);
    }
  } catch {
    out.message = out.message || "a value that cannot be shown";
  }
  return out;
}

function cut(text) {
  return text.length > 20000 ? text.slice(0, 20000) + "…" : text;
}

function report(thrown, where) {
  const { name, message, stack } = described(thrown);
  send({ t: "error", where, name: cut(name), message: cut(message), stack: cut(stack) });
  return name ? name + ": " + message : message;
}

/** A value as console shows it; getters that throw are named, not run into the caller. */
function shown(value, depth = 0) {
  switch (typeof value) {
    case "string":
      return depth === 0 ? value : stringify(value);
    case "function":
      return "[Function]";
    case "symbol":
    case "undefined":
    case "boolean":
    case "number":
      return Text(value);
    case "bigint":
      return Text(value) + "n";
    default:
  }
  if (value === null) return "null";
  try {
    if (value instanceof Error) return Text(value.name) + ": " + Text(value.message);
    const date = dateOf(value);
    if (date !== null) return date;
    const bytes = bytesOf(value);
    if (bytes !== null) return "[" + bytes.length + " bytes]";
    if (depth > 4) return isArray(value) ? "[…]" : "{…}";
    const parts = [];
    if (isArray(value)) {
      for (let i = 0; i < value.length && i < 100; i++) parts[i] = shown(value[i], depth + 1);
      if (value.length > 100) parts[100] = "… " + (value.length - 100) + " more";
      return "[" + parts.join(", ") + "]";
    }
    const kind = apply(objectText, value, []);
    if (kind === "[object Promise]") return "[Promise]";
    for (const key of Object.keys(value)) {
      if (parts.length === 100) {
        parts[100] = "…";
        break;
      }
      parts[parts.length] = key + ": " + shown(value[key], depth + 1);
    }
    return parts.length ? "{ " + parts.join(", ") + " }" : "{}";
  } catch {
    return "[a value that cannot be shown]";
  }
}
