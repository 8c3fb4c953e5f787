// What a test hands in, looked at before anything is done with it: a misspelt word is an error by its
// name, and never ignored.
"use strict";
const { makers } = require("./user.js");

const FILES = ["album", "camera", "network", "package"];
const OPTIONS = ["album", "camera", "user", "permissions", "network", "package", "trouble", "stubs"];
const FILE_KEYS = [
  "size", "compressed", "width", "height", "kind", "format", "orientation", "animated", "duration",
  "fps", "bitrate", "digests",
];
const STATES = ["undetermined", "allowed", "limited", "denied", "denied_forever"];
const CONSENTS = ["allows", "denies", "denies_forever"];

/** How many letters have to be changed, put in or left out to make one word of another. */
function apart(one, other) {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  [...one].forEach((letter, at) => {
    const next = [at + 1];
    [...other].forEach((wanted, index) => {
      next.push(Math.min(next[index] + 1, row[index + 1] + 1, row[index] + (letter === wanted ? 0 : 1)));
    });
    row = next;
  });
  return row[other.length];
}

/** The word most like a misspelt one, of those that differ in few letters. */
function nearest(word, known, most = (it) => Math.ceil(it.length / 3)) {
  const off = (it) => apart(String(word).toLowerCase(), it.toLowerCase());
  return known.filter((it) => off(it) <= most(it)).sort((a, b) => off(a) - off(b))[0];
}

/** The end of a sentence about a word that is not known: the nearest, else what is known. */
function meant(word, known, what) {
  const near = nearest(word, known);
  return near ? `did you mean "${near}"?` : `${what}: ${known.join(", ")}`;
}

/** A value as a message shows it. */
function shown(value) {
  if (typeof value === "function") return value.name ? `the function ${value.name}` : "a function";
  if (value === null || typeof value !== "object") return typeof value === "string" ? JSON.stringify(value) : String(value);
  return Array.isArray(value) ? "an array" : "an object";
}

const isTable = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const isSize = (value) => typeof value === "number" && value >= 0 && Number.isFinite(value);

function checkTable(value, place) {
  if (!isTable(value)) throw new Error(`${place}: expected an object by names, got ${shown(value)}`);
}

function checkFile(file, place) {
  if (isSize(file)) return;
  if (!isTable(file)) {
    throw new Error(`${place}: expected a size in bytes, or { size, width, height, … }, got ${shown(file)}`);
  }
  const odd = Object.keys(file).find((key) => !FILE_KEYS.includes(key));
  if (odd) throw new Error(`${place}: of a file nothing is called ${odd}; ${meant(odd, FILE_KEYS, "known")}`);
}

/** Actions of a script, as `picks("cat.jpg")` makes them. Throws by the number of one that is none. */
function checkActions(given, scopes) {
  if (!Array.isArray(given)) {
    throw new Error(`user: expected a list of actions, such as [cancels()], got ${shown(given)}`);
  }
  given.forEach((action, at) => {
    const name = typeof action === "function" ? makers.get(action) : undefined;
    if (name) throw new Error(`user[${at}]: ${name} is not called; write ${name}()`);
    if (!isTable(action) || ![...makers.values()].includes(action.kind)) {
      throw new Error(`user[${at}]: expected an action such as cancels(), got ${shown(action)}`);
    }
    const [scope] = action.names || [];
    if (CONSENTS.includes(action.kind) && !scopes.includes(scope)) {
      throw new Error(`user[${at}]: ${action.kind}: no permission ${shown(scope)}; ${meant(scope, scopes, "known")}`);
    }
  });
}

/** The options of `createHost`. `words`: the scopes, operations and troubles that there are. */
function checkOptions(options, words) {
  checkTable(options, "the options");
  const unknown = Object.keys(options).find((name) => !OPTIONS.includes(name));
  if (unknown) throw new Error(`no option ${unknown} here; ${meant(unknown, OPTIONS, "known")}`);
  for (const name of OPTIONS) {
    if (name !== "user" && options[name] !== undefined) checkTable(options[name], name);
  }
  for (const name of FILES) {
    for (const [file, what] of Object.entries(options[name] || {})) checkFile(what, `${name}["${file}"]`);
  }
  const each = (name, keys, values) => Object.entries(options[name] || {}).forEach(([key, value]) => {
    if (!keys.includes(key)) throw new Error(`${name}: no ${key} here; ${meant(key, keys, "known")}`);
    if (!values.includes(value)) {
      throw new Error(`${name}.${key}: ${shown(value)} is none; ${meant(value, values, "known")}`);
    }
  });
  each("permissions", words.scopes, STATES);
  each("trouble", words.operations, words.troubles);
  if (options.user !== undefined) checkActions(options.user, words.scopes);
}

module.exports = { checkActions, checkOptions, meant, nearest };
