// The bridge: everything that leaves the realm is a message in a queue, as JSON; everything that
// comes in is one call of `deliver`. The host never hands a function of its own to a script.
const MOST_NODES = 200000;
const MOST_DEPTH = 100;
const MOST_CHARS = 64 << 20;
const MOST_MESSAGES = 100000;

const CALLBACKS = freeze(list("success", "fail", "complete"));

let queue = list();
let flooded = false;
let exhausted = false;

function send(message) {
  if (queue.length >= MOST_MESSAGES) {
    flooded = true;
    throw new OwnRangeError("too many calls are waiting for the client");
  }
  setPrototypeOf(message, null);
  queue.push(message);
}

function take() {
  const taken = queue;
  queue = list();
  return taken;
}

/** A value as plain JSON: tags for what JSON lacks, refusals for what cannot be carried over. */
function encode(value, place) {
  const budget = bare({ nodes: MOST_NODES, chars: MOST_CHARS });
  return encoded(value, place, list(), budget);
}

function tagged(kind, value) {
  return bare({ $: kind, v: value });
}

function encoded(value, place, above, budget) {
  if (--budget.nodes < 0) throw new OwnRangeError(place + ": more than " + MOST_NODES + " values");
  switch (typeof value) {
    case "string":
      budget.chars -= value.length;
      if (budget.chars < 0) throw new OwnRangeError(place + ": the text is too long");
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
    budget.chars -= lengthOf(bytes) * 2;
    if (budget.chars < 0) throw new OwnRangeError(place + ": too many bytes");
    return tagged("bytes", toBase64(bytes));
  }
  const date = dateOf(value);
  if (date !== null) return date;
  if (above.length >= MOST_DEPTH) throw new OwnRangeError(place + ": nested too deeply");
  if (has(above, value)) throw new OwnTypeError(place + ": the value contains itself");
  const inner = listOf(above);
  inner.push(value);
  if (isArray(value)) {
    const { length } = value;
    if (length > budget.nodes) {
      throw new OwnRangeError(place + ": an array of " + length + " entries is too long");
    }
    const out = list();
    for (let i = 0; i < length; i++) {
      const item = encoded(entry(value, i), place + "[" + i + "]", inner, budget);
      out[i] = item === undefined ? null : item;
    }
    return out;
  }
  const keys = keysOf(value);
  const out = create(null);
  let clash = false;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (key === "$") clash = true;
    const item = encoded(value[key], place + "." + key, inner, budget);
    if (item !== undefined) out[key] = item;
  }
  if (!clash) return out;
  const pairs = list();
  const held = ownKeys(out);
  for (let i = 0; i < held.length; i++) pairs.push(list(held[i], out[held[i]]));
  return tagged("object", pairs);
}

function bytesOf(value) {
  try {
    if (isView(value)) {
      try {
        return new Bytes(typedBuffer(value), typedOffset(value), typedSize(value));
      } catch {
        return new Bytes(viewBuffer(value), viewOffset(value), viewSize(value));
      }
    }
    bufferSize(value);
    return new Bytes(value);
  } catch {
    return null;
  }
}

function hasBytes(value) {
  return bytesOf(value) !== null;
}

function dateOf(value) {
  let time;
  try {
    time = dateTime(value);
  } catch {
    return null;
  }
  return isFinite(time) ? dateText(value) : null;
}

/** Bytes that the client sends come tagged; everything else is plain. */
function decode(value) {
  if (value === null || typeof value !== "object") return value;
  if (isArray(value)) {
    for (let i = 0; i < value.length; i++) put(value, i, decode(value[i]));
    return value;
  }
  const slot = getOwnPropertyDescriptor(value, "$bytes");
  if (slot !== undefined && typeof value.$bytes === "string") return typedBuffer(fromBase64(value.$bytes));
  const keys = ownKeys(value);
  for (let i = 0; i < keys.length; i++) put(value, keys[i], decode(value[keys[i]]));
  return value;
}

/** A copy as clients make them of data: functions in them are the same ones. */
function copied(value, above = list()) {
  if (value === null || typeof value !== "object") return typeof value === "symbol" ? undefined : value;
  if (bytesOf(value) !== null) return value;
  const date = dateOf(value);
  if (date !== null) return date;
  if (above.length >= MOST_DEPTH) throw new OwnRangeError("the data is nested too deeply");
  if (has(above, value)) throw new OwnTypeError("the data contains itself");
  const inner = listOf(above);
  inner.push(value);
  if (isArray(value)) {
    const { length } = value;
    if (length > MOST_NODES) throw new OwnRangeError("an array of the data is too long");
    const out = [];
    for (let i = 0; i < length; i++) put(out, i, copied(entry(value, i), inner));
    return out;
  }
  const out = {};
  const keys = keysOf(value);
  for (let i = 0; i < keys.length; i++) put(out, keys[i], copied(value[keys[i]], inner));
  return out;
}

/** Whether the engine had no memory left. It throws null where no error finds room; so may a script. */
function isExhausted(thrown) {
  if (thrown === null) return !hasRoom();
  if (!isError(thrown)) return false; // no proxy is one: its traps are the script's
  return getPrototypeOf(thrown) === outOfMemory
    && bare(getOwnPropertyDescriptor(thrown, "message")).value === "out of memory";
}

function hasRoom() {
  try {
    return lengthOf(new Bytes(65536)) > 0;
  } catch {
    return false;
  }
}

/** What was thrown, as text, whatever it is; never throws. */
function described(thrown) {
  const out = bare({ name: "", message: "", stack: "" });
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

function cut(whole) {
  return whole.length > 20000 ? slice(whole, 0, 20000) + "…" : whole;
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
    if (isError(value)) return Text(value.name) + ": " + Text(value.message);
    const date = dateOf(value);
    if (date !== null) return date;
    const bytes = bytesOf(value);
    if (bytes !== null) return "[" + lengthOf(bytes) + " bytes]";
    if (depth > 4) return isArray(value) ? "[…]" : "{…}";
    const parts = list();
    if (isArray(value)) {
      for (let i = 0; i < value.length && i < 100; i++) parts.push(shown(value[i], depth + 1));
      if (value.length > 100) parts.push("… " + (value.length - 100) + " more");
      return "[" + joined(parts, ", ") + "]";
    }
    if (kindOf(value) === "[object Promise]") return "[Promise]";
    const keys = keysOf(value);
    for (let i = 0; i < keys.length && i < 100; i++) {
      parts.push(keys[i] + ": " + shown(value[keys[i]], depth + 1));
    }
    if (keys.length > 100) parts.push("…");
    return parts.length ? "{ " + joined(parts, ", ") + " }" : "{}";
  } catch {
    return "[a value that cannot be shown]";
  }
}
