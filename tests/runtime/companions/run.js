"use strict";
/** Runs the calls through a generated file, on one client: a JSON line in, what was found out. */

const fs = require("fs");
const vm = require("vm");
const { World } = require("./world");
const { calls } = require("./calls");
const MOCKS = { my: require("./alipay"), tt: require("./feishu") };

const frozen = (value) => {
  if (typeof value === "object" && value !== null && !ArrayBuffer.isView(value)) Object.values(value).forEach(frozen) || Object.freeze(value);
  return value;
};
const shown = (value) => JSON.stringify(value, (key, item) => (item === undefined ? "(undefined)" : item instanceof ArrayBuffer ? [...new Uint8Array(item)] : item));
const sorted = (value) => (Array.isArray(value) ? value.map(sorted) : typeof value !== "object" || value === null ? value
  : Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])])));
const alike = (got, wanted) => shown(sorted(got)) === shown(sorted(wanted));
const part = (got, wanted) => (typeof wanted !== "object" || wanted === null || Array.isArray(wanted) ? alike(got, wanted)
  : typeof got === "object" && got !== null && Object.keys(wanted).every((key) => part(got[key], wanted[key])));
/** A row of what is seen; "a|b" stands for either. */
const met = (got, wanted) => wanted.length === got.length && wanted.every((item, at) =>
  (typeof item === "string" && typeof got[at] === "string" ? item.split("|").includes(got[at]) || item === got[at] : alike(got[at], item)));

["debug", "info", "log", "warn", "error"].forEach((name) => { console[name] = () => {}; });
const WAIT = { never: 400, else: 20_000 }; // what answers at all does so at once, but for a busy machine
const within = (promise, wanted) => {
  let timer;
  const never = new Promise((resolve) => { timer = setTimeout(resolve, wanted.never ? WAIT.never : WAIT.else, "never"); });
  return Promise.race([promise, never]).finally(() => clearTimeout(timer));
};
let stray = [];
process.on("unhandledRejection", (reason) => stray.push(reason));
process.on("uncaughtException", (reason) => stray.push(reason));

/** Options whose callbacks are heard, and a promise of [which, reply]. */
function heard(options) {
  let told;
  const promise = new Promise((resolve) => { told = resolve; });
  const rows = [];
  return [frozen({ ...options, success: (reply) => rows.push(["success", reply]), fail: (reply) => rows.push(["fail", reply]),
    complete: (reply) => { rows.push(["complete", reply]); setImmediate(() => told(rows)); } }), promise];
}

/** What is wanted of a call on a target: its own beside the general. */
const wantedOn = (wanted, target, variant) => ({ ...wanted, ...wanted[target], ...wanted[`${target} ${variant}`] });

async function judge(one, style, wx, world, wanted) {
  const options = frozen(one.options && JSON.parse(JSON.stringify(one.options)));
  let how, reply;
  if (one.run) {
    try {
      const told = await within(Promise.resolve(one.run(wx, { world, heard })), wanted);
      if (told === "never") return wanted.never ? "" : "it hangs";
      [how, reply] = wanted.fails ? [told[0][0], told[0][1]] : ["returned", told];
    } catch (error) {
      if (wanted.lacks) return error instanceof TypeError || /^\w+:fail /.test(error.errMsg) ? "" : `it throws ${error}`;
      if (!wanted.throws) return `it throws ${error && error.stack}`;
      return wanted.throws.test(error.errMsg) && error instanceof Error ? "" : `it throws ${shown(error)}`;
    }
    if (wanted.throws) return `it does not throw: ${shown(reply)}`;
    if (wanted.lacks) return reply === undefined ? "" : `it is there: ${shown(reply)}`;
    if ("returns" in wanted && !alike(reply, wanted.returns)) return `it returns ${shown(reply)}, not ${shown(wanted.returns)}`;
  } else if (style === "callbacks") {
    const [given, told] = heard(options);
    wx[one.name](given);
    const rows = await within(told, wanted);
    if (rows === "never") return "it hangs";
    if (rows.length !== 2 || rows[1][0] !== "complete" || rows[0][1] !== rows[1][1]) return `heard ${shown(rows)}`;
    [how, reply] = rows[0];
  } else {
    try {
      how = "success";
      const called = wx[one.name](options);
      if (!called || typeof called.then !== "function") return one.wanted.task ? "" : "it gives no promise";
      reply = await within(called, wanted);
      if (reply === "never") return "it hangs";
    } catch (error) {
      [how, reply] = ["fail", error];
    }
  }
  const { sees = [], gives, fails, refused } = wanted;
  if (fails || refused) {
    if (how !== "fail") return `it succeeds with ${shown(reply)}`;
    if (!/^\w+:fail/.test(reply.errMsg)) return `it fails with ${shown(reply)}`;
    if (fails && !fails.test(reply.errMsg)) return `it fails with ${reply.errMsg}`;
    if (refused) return world.seen.length ? `it is refused, and yet ${shown(world.seen)}` : "";
  } else if (how === "fail") {
    return `it fails with ${shown(reply)}`;
  }
  if (!one.run && !fails && reply.errMsg !== `${one.name}:ok`) return `errMsg is ${shown(reply.errMsg)}`;
  if (gives && !part(reply, gives)) return `it gives ${shown(reply)}, not ${shown(gives)}`;
  if (wanted.has && !reply[wanted.has]) return `it gives no ${wanted.has}: ${shown(reply)}`;
  if (wanted.bytes && Buffer.from(reply.data).toString() !== wanted.bytes) return `it gives ${shown(reply)}`;
  const seen = world.seen;
  const choices = [sees, ...(wanted.any ? [wanted.any] : [])];
  if (sees !== "any" && !choices.some((rows) => rows.length === seen.length && rows.every((row, at) => met(seen[at], row)))) {
    return `what is seen is ${shown(seen)}, not ${shown(sees)}`;
  }
  if (wanted.keeps && !alike(Object.fromEntries(world.kept), wanted.keeps)) return `kept is ${shown(Object.fromEntries(world.kept))}`;
  if (wanted.copies && world.copied !== wanted.copies) return `copied is ${shown(world.copied)}`;
  return "";
}

/** What gives the file loaded anew: what it remembers is of one program. */
function loader(file) {
  const script = new vm.Script(`(function (module) {${fs.readFileSync(file, "utf8")}\n})`, { filename: file });
  return () => {
    const module = { exports: {} };
    script.runInThisContext()(module);
    return module.exports;
  };
}

/** What a runtime goes on remembering: listeners, and objects that a call gives. */
const LASTING = /\.(?:on|off|connect|create|get\w+Manager)/;

/** `files`: by title, a file for each of some calls, instead of one for all. */
async function all({ file, files, target, variant }) {
  const found = [], whole = file && loader(file);
  let shared = whole && whole();
  for (const one of calls.filter(({ title }) => !files || files[title])) {
    const made = whole || loader(files[one.title]);
    for (const style of one.run ? ["at once"] : ["callbacks", "await"]) {
      const wanted = wantedOn(one.wanted, target, variant);
      const world = new World(wanted.user, wanted.device);
      world.vendor = target;
      Object.entries(wanted.kept || {}).forEach(([key, value]) => world.kept.set(key, value));
      if (wanted.copied) world.copied = wanted.copied;
      globalThis[target] = MOCKS[target].make(world, { typed: variant === "typed" });
      stray = [];
      let error;
      try {
        const own = !shared || (one.run && LASTING.test(String(one.run)));
        error = await judge(one, style, (own ? made() : shared).wx, world, wanted);
      } catch (thrown) {
        error = `it throws ${thrown && thrown.stack}`;
      }
      if (error && shared) shared = made(); // what went wrong may go on
      await new Promise((resolve) => setImmediate(resolve));
      const wrong = world.wrong.filter((text) => !(wanted.wrong && wanted.wrong.test(text)));
      if (!error && wrong.length) error = `misuse: ${wrong.join("; ")}`;
      if (!error && stray.length) error = `stray: ${shown(stray.map(String))}`;
      found.push({ title: one.title, style, error, tells: wanted.tells || "", name: one.name || "", options: one.options === undefined ? {} : one.options,
        refused: !!wanted.refused, lacks: !!wanted.lacks, code: one.run ? String(one.run) : "" });
    }
  }
  return found;
}

let turn = Promise.resolve();
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  turn = turn.then(async () => process.stdout.write(`${JSON.stringify(await all(JSON.parse(line)))}\n`));
});
