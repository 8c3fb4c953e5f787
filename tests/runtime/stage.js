// A stage for generated runtimes: scripted target namespaces, cases, and what they found.
"use strict";
const sources = {};
const cases = {};
const outcomes = {};
const stray = [];
let called = null; // "pair function" of every call, once startAll has asked for it
const root = typeof globalThis === "object" ? globalThis : this;

const read = {}; // each source as a function, for reading it takes longer than a case

/** A fresh runtime of a pair such as "wx>my", with its exports. */
function runtime(pair) {
  const module = { exports: {} };
  if (!read[pair]) read[pair] = new Function("module", sources[pair]);
  read[pair](module);
  if (called) module.exports.media = traced(pair, "", module.exports.media);
  return module.exports;
}

/** The same functions, each call of which is written down. */
function traced(pair, prefix, functions) {
  const out = {};
  Object.keys(functions).forEach((name) => {
    out[name] = function () {
      called.add(pair + " " + prefix + name);
      const found = functions[name].apply(this, arguments);
      return name === "getFileSystemManager" ? traced(pair, "fs.", found) : found;
    };
  });
  return out;
}

const ok = (reply) => ({ reply: reply, name: "success" });
const no = (reply) => ({ reply: reply, name: "fail" });

/**
 * A target namespace. Each API has a script: one answer for every call, or a list of answers, or
 * a function of the options that gives one. `promises`: every call also returns a promise, as
 * Alipay's do. Calls are recorded without their callbacks.
 */
function target(namespace, script, settings) {
  const calls = [];
  const say = settings || {};
  const make = (name, key) => function (options) {
    const given = options || {};
    const plain = {};
    Object.keys(given).forEach((key) => {
      if (typeof given[key] !== "function" || key === "context") plain[key] = given[key];
    });
    calls.push([name, plain]);
    const turn = script[key || name];
    let answer = Array.isArray(turn) ? turn.shift() : turn;
    if (typeof answer === "function") answer = answer(given, calls);
    if (answer === undefined) return undefined;
    const settle = () => {
      if (given[answer.name]) given[answer.name](answer.reply);
      if (given.complete) given.complete(answer.reply);
    };
    if (say.sync) settle();
    else Promise.resolve().then(settle);
    if (!say.promises) return undefined;
    return answer.name === "success" ? Promise.resolve(answer.reply) : Promise.reject(answer.reply);
  };
  const found = { calls: calls };
  const manager = {};
  Object.keys(script).forEach((name) => {
    if (name.indexOf("fs.") === 0) manager[name.slice(3)] = make(name.slice(3), name);
    else if (typeof script[name] === "function" && script[name].raw) found[name] = script[name];
    else found[name] = make(name);
  });
  if (Object.keys(manager).length) found.getFileSystemManager = () => manager;
  ["wx", "my", "tt"].forEach((other) => { delete root[other]; });
  root[namespace] = found;
  return found;
}

/** A synchronous function of a namespace, such as createOffscreenCanvas. */
function raw(make) {
  make.raw = true;
  return make;
}

function show(value) {
  return JSON.stringify(value, (key, item) => (item === undefined ? "(undefined)" : item));
}

/** Equal in content, enumerable members only, whatever their order. */
function same(got, wanted, what) {
  const order = (value) => {
    if (Array.isArray(value)) return value.map(order);
    if (typeof value !== "object" || value === null) return value;
    const out = {};
    Object.keys(value).sort().forEach((key) => { out[key] = order(value[key]); });
    return out;
  };
  if (show(order(got)) !== show(order(wanted))) {
    throw new Error((what || "differs") + ": got " + show(got) + ", wanted " + show(wanted));
  }
}

function yes(value, what) {
  if (!value) throw new Error(what || "not so");
}

/** What a call of a function with callbacks is answered with: [name, reply] of each callback. */
function heard(call, options) {
  const given = Object.assign({}, options);
  const events = [];
  return new Promise((resolve) => {
    ["success", "fail"].forEach((name) => {
      given[name] = function (reply) { events.push([name, reply, this === given]); };
    });
    given.complete = function (reply) {
      events.push(["complete", reply, this === given]);
      Promise.resolve().then(() => resolve(events));
    };
    same(call(given), undefined, "returned beside callbacks");
  });
}

/** The reason of a promise that must be rejected. */
function refused(promise) {
  return promise.then((value) => { throw new Error("fulfilled with " + show(value)); }, (error) => error);
}

const ticks = (count) => (count ? Promise.resolve().then(() => ticks(count - 1)) : Promise.resolve());

function add(name, run) {
  cases[name] = run;
}

/** Start a case; `outcome(name)` is null until it has ended. */
function start(name) {
  outcomes[name] = null;
  stray.length = 0;
  Promise.resolve().then(cases[name]).then(() => ticks(20)).then(
    () => { outcomes[name] = { error: stray.length ? "stray rejection: " + show(stray) : "" }; },
    (error) => {
      const text = error instanceof Error ? error.message + "\n" + error.stack : show(error) + show(error && error.cause);
      outcomes[name] = { error: text };
    }
  );
}

/** Every case, one after the other, to see what they call. */
function startAll() {
  called = new Set();
  Object.keys(cases).reduce(
    (turn, name) => turn.then(cases[name]).then(() => {}, () => {}),
    Promise.resolve()
  );
}

function outcome(name) {
  return JSON.stringify(outcomes[name]);
}

if (typeof process === "object") {
  const fs = require("fs");
  const vm = require("vm");
  process.on("unhandledRejection", (reason) => stray.push(reason));
  require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
    const request = JSON.parse(line);
    if (request.sources) {
      Object.assign(sources, request.sources);
      Object.assign(root, { runtime, ok, no, target, raw, same, yes, heard, refused, ticks, add, show, root });
      request.files.forEach((file) => vm.runInThisContext(fs.readFileSync(file, "utf8"), file));
      process.stdout.write(JSON.stringify(Object.keys(cases)) + "\n");
      return;
    }
    start(request.run);
    let patience = 2000;
    const wait = () => {
      if (outcomes[request.run] || !patience--) process.stdout.write(outcome(request.run) + "\n");
      else setImmediate(wait);
    };
    wait();
  });
}
