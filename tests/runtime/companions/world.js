"use strict";
/**
 * What is there whoever's client it is: a screen, a user who reacts by a script, a network, a
 * device. What happens is told in words of no vendor. A vendor's file beside this one says how its
 * client calls all that: from the facts about vendors alone, never from profiles.
 */

const PAGES = ["pages/index/index", "pages/list/list", "pages/home/home"];
const TABS = ["pages/home/home"];
const NETWORK = {
  "https://api.example.com/user": [200, '{"name":"Ann"}'],
  "https://api.example.com/list": [200, "[1,2,3]"],
  "https://api.example.com/missing": [404, '{"error":"no such thing"}'],
  "https://api.example.com/broken": [500, "<h1>Sorry</h1>"],
  "https://api.example.com/hello": [200, "hello"],
  "https://api.example.com/slow": [200, "late"],
  "https://api.example.com/up": [200, '{"url":"https://cdn.example.com/1.jpg"}'],
  "https://cdn.example.com/a.pdf": [200, "%PDF"],
  "https://cdn.example.com/gone.pdf": [404, ""],
};

class World {
  /** user: what the user does: {taps, text, refuses}; device: {os, network}. */
  constructor(user, device) {
    this.user = user || {};
    this.device = { os: "ios", online: true, network: "wifi", ...device };
    this.seen = [];
    this.wrong = [];
    this.kept = new Map();
    this.files = new Map([["user:/note.txt", "a note"]]);
    this.folders = new Set(["user:"]);
    this.copied = "";
    this.stack = ["pages/index/index"];
    this.listeners = new Map();
  }

  /** Something that the user, the network or the device is met with. */
  see(...what) {
    this.seen.push(what);
  }

  /** The vendor's contract broken by the caller. */
  misuse(text) {
    this.wrong.push(text);
  }

  /** What a server answers: [status, body], or nothing where there is no network. */
  fetch(url) {
    if (!this.device.online) return null;
    return NETWORK[url] || [404, ""];
  }

  page(url) {
    return PAGES.includes(String(url).replace(/^\//, "").split("?")[0]);
  }

  tab(url) {
    return TABS.includes(String(url).replace(/^\//, "").split("?")[0]);
  }

  on(event, listener) {
    if (!this.listeners.has(event)) this.listeners.set(event, new Set());
    this.listeners.get(event).add(listener);
  }

  off(event, listener) {
    const known = this.listeners.get(event) || new Set();
    if (listener) known.delete(listener);
    else known.clear();
  }

  fire(event, ...given) {
    [...(this.listeners.get(event) || [])].forEach((listener) => listener(...given));
  }
}

const TESTS = {
  text: (value) => typeof value === "string",
  number: (value) => typeof value === "number" && !Number.isNaN(value),
  flag: (value) => typeof value === "boolean",
  texts: (value) => Array.isArray(value) && value.every((item) => typeof item === "string"),
  object: (value) => typeof value === "object" && value !== null,
  call: (value) => typeof value === "function",
  any: () => true,
};
const CALLBACKS = ["success", "fail", "complete"];

/** The options of a call, checked against {name: kind}; "!" at the end of a kind: required. */
function checked(world, name, spec, given) {
  const options = {};
  let bad = false;
  Object.keys(given || {}).forEach((key) => {
    if (CALLBACKS.includes(key) || given[key] === undefined) return;
    const kind = spec[key];
    if (!kind) return world.misuse(`${name}: unknown option ${key}`);
    if (kind.replace("!", "").split("|").some((one) => TESTS[one](given[key]))) options[key] = given[key];
    else {
      world.misuse(`${name}: ${key} is ${JSON.stringify(given[key])}`);
      bad = true;
    }
  });
  Object.keys(spec).forEach((key) => {
    if (spec[key].endsWith("!") && !(key in options)) bad = true;
  });
  return bad ? null : options;
}

/** Answer a call by its callbacks, later: {ok: reply} or {no: failure}; nothing: never. */
function answer(given, told, settle) {
  if (!told) return;
  setImmediate(() => {
    const [name, reply] = "no" in told ? ["fail", told.no] : ["success", told.ok];
    if (given && typeof given[name] === "function") given[name](reply);
    if (given && typeof given.complete === "function") given.complete(reply);
    if (settle) settle[name === "fail" ? 1 : 0](reply);
  });
}

module.exports = { World, checked, answer };
