"use strict";
/**
 * Runs handlers, original and port, each on its vendor's mock, in every world and variant, and tells
 * where what they did is not the same. A job as JSON on standard input, an answer on standard output.
 *
 * Job: {read, write, runtime, components, worlds: {name: spec}, typescript: folder or null, handlers: [{id, lang,
 * original, port, press, dataset, args, worlds}]}. Answer: [{id, compared, problem, differences:
 * [{world, original: [trace], port: [trace]}]}].
 *
 * What the facts leave open is a variant of a mock. The original may do what it does in any of its
 * own; the port must do one of these in each of the target's.
 */

const path = require("node:path");
const { World } = require("./mocks/world");

const MOCKS = { wx: require("./mocks/wx"), my: require("./mocks/my"), tt: require("./mocks/tt") };
const MEDIA = /^(choose|compress|get(Image|Video|File)Info|preview|save(Image|Video|File)|edit|crop|filePicker|getFileSystemManager|env$|canIUse)/;
const STEPS = 500;
const CODE = new Set(["errno", "error", "errCode"]);
const MESSAGE = new Set(["errMsg", "errorMessage"]);
const TOLD = /("(?:errMsg|errorMessage)":")(?:[^"\\]|\\.)+(?<!:ok)(")/g;

let current = null; // the world whose program is running
process.on("unhandledRejection", (reason) => {
  if (current && reason instanceof Error) current.see("error", reason);
});

const QUIET = { log() {}, info() {}, warn() {}, error() {}, debug() {} };
const tick = () => new Promise((resolve) => setImmediate(resolve));

async function drain(world) {
  for (let step = 0; step < STEPS; step++) {
    await tick();
    const task = world.queue.shift() || (await tick(), world.queue.shift() || world.due());
    if (!task) return;
    try { task(); } catch (error) { world.see("error", error); }
  }
  world.see("endless", null);
}

const compiled = new Map();
const NAMES = ["require", "module", "exports", "globalThis", "wx", "my", "tt", "Page", "Component", "App",
  "getApp", "console", "setTimeout", "clearTimeout", "global", "window"];

/** A module: what it declares may have the name of a global, as on a client. */
function compile(code) {
  if (!compiled.has(code)) compiled.set(code, new Function(...NAMES, `return function () {${code}\n}.call(this)`));
  return compiled.get(code);
}

/** The modules that the programs ask for: a page's own helpers, whose effects are seen. */
function helpers(world) {
  const ui = {
    toast: (text) => world.see("toast", text),
    alert: (title, text) => world.see("dialog", [title, text]),
    loading() {}, hide() {},
    confirm: (text) => { world.see("dialog", [text]); return Promise.resolve(true); },
  };
  const upload = (file, extra) => new Promise((resolve, reject) => world.later(() => {
    const found = world.files.get(file);
    if (world.spec.fails.upload) { reject(new Error("upload refused")); return; }
    world.affect("uploaded", [found ? found.name : file, extra]);
    resolve({ url: `https://cdn.example.com/${found ? found.name : "web"}` });
  }));
  const promisify = (fn, self) => (options) => new Promise((resolve, reject) =>
    fn.call(self, { ...options, success: resolve, fail: reject }));
  return { ui, api: { upload, report: (value) => world.see("report", value) }, promise: { promisify } };
}

function setAt(data, key, value) {
  const steps = key.replace(/\[(\d+)\]/g, ".$1").split(".");
  let place = data;
  for (let at = 0; at < steps.length - 1; at++) {
    place[steps[at]] ??= /^\d+$/.test(steps[at + 1]) ? [] : {};
    place = place[steps[at]];
  }
  place[steps.at(-1)] = value;
}

/** Data may be a function on Alipay; elsewhere no source says so. */
const dataOf = (id, { data }) => (typeof data !== "function" ? structuredClone(data || {}) : id === "my" ? data() : {});

function pageOf(world, made, id) {
  const instance = { ...made.methods, ...made };
  instance.data = dataOf(id, made);
  instance.properties = instance.data;
  instance.setData = (patch, then) => {
    for (const [key, value] of Object.entries(patch)) setAt(instance.data, key, value);
    world.see("data", copied(patch));
    if (then) then.call(instance);
  };
  instance.triggerEvent = (name, detail) => world.see("event", [name, copied(detail)]);
  return instance;
}

/** An event as its parent hears it, whatever it is called there: `after-read`, `onAfterRead`. */
const heard = (name) => name.replace(/-+(.)/g, (_, letter) => letter.toUpperCase()).replace(/^./, (letter) => letter.toLowerCase());

/** What a property without a value begins as. */
const FIRST = new Map([[String, () => ""], [Number, () => 0], [Boolean, () => false], [Array, () => []],
  [Object, () => null], [null, () => null]]);

/** A component, made and on its page. Its parent listens to whatever it tells. */
function componentOf(world, made, id) {
  const instance = pageOf(world, made, id);
  const see = (name, detail) => world.see("event", [heard(name), copied(detail)]);
  if (id === "my") {
    delete instance.triggerEvent;
    instance.props = new Proxy({ ...made.props }, {
      get: (own, name) => name in own || !/^on[A-Z]/.test(name) ? own[name]
        : (event) => see(name.slice(2), event && "detail" in event ? event.detail : event),
    });
    for (const hook of ["onInit", "didMount"]) if (made[hook]) made[hook].call(instance);
  } else {
    for (const [name, property] of Object.entries(made.properties || {})) {
      const said = property && typeof property === "object" ? property : { type: property };
      if (!(name in instance.data)) instance.data[name] = "value" in said ? structuredClone(said.value) : FIRST.get(said.type)();
    }
    // what a ported component tells whoever named a function that it is handed to: nobody did here
    const handed = "mgref";
    instance.triggerEvent = (name, detail) => name === handed || see(name, detail && detail.$said ? detail.$said[0] : detail);
    const hooks = { ...made, ...made.lifetimes };
    for (const hook of ["created", "attached", "ready"]) if (hooks[hook]) hooks[hook].call(instance);
  }
  return instance;
}

function vueOf(world, made) {
  const data = made.data ? made.data() : {};
  const instance = new Proxy({ ...made.methods, $emit: (name, value) => world.see("event", [name, copied(value)]) }, {
    get: (methods, key) => (key in data ? data[key] : typeof methods[key] === "function" ? methods[key].bind(instance) : methods[key]),
    set: (methods, key, value) => {
      data[key] = value;
      world.see("data", { [key]: copied(value) });
      return true;
    },
  });
  return { instance, data };
}

/** A snapshot, as what the page holds may change afterwards. */
function copied(value, depth = 0) {
  if (typeof value !== "object" || value === null || depth > 8 || value instanceof Error) return value;
  if (Array.isArray(value)) return value.map((item) => copied(item, depth + 1));
  if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `<${value.byteLength} bytes>`;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item, depth + 1)]));
}

/**
 * The generated runtime, started once: starting it takes longer than a whole run. It sees the client
 * of whichever run is on, and is started anew after a run that left calls unanswered.
 */
function runtimeOf(job, platform) {
  job.platform = platform;
  if (!job.started) {
    const live = new Proxy({}, {
      get: (_, key) => job.platform[key],
      has: (_, key) => key in job.platform,
      ownKeys: () => Reflect.ownKeys(job.platform),
      getOwnPropertyDescriptor: (_, key) => ({ value: job.platform[key], configurable: true, enumerable: true }),
    });
    const spaces = { [job.write]: live };
    const holder = { exports: {} };
    const timer = (...given) => current.timer(...given);
    const given = { module: holder, exports: holder.exports, globalThis: spaces, ...spaces, console: QUIET,
      setTimeout: timer, clearTimeout: (id) => current.timers.delete(id) };
    compile(job.runtime)(...NAMES.map((name) => given[name]));
    job.started = holder.exports;
  }
  return job.started;
}

/** The generated module of components. */
function componentsOf(job) {
  const holder = { exports: {} };
  compile(job.components)(...NAMES.map((name) => ({ module: holder, exports: holder.exports, console: QUIET })[name]));
  return holder.exports;
}

async function run(handler, code, job, id, variant, spec) {
  const world = new World(spec);
  const platform = MOCKS[id].make(world, variant);
  const spaces = { wx: undefined, my: undefined, tt: undefined, [id]: platform };
  if (id !== job.read && handler.companions) { // the port of other functions is not what is tried here
    const all = Object.entries(MOCKS[job.read].make(world, MOCKS[job.read].VARIANTS[0]));
    spaces[job.read] = Object.fromEntries(all.filter(([name]) => !MEDIA.test(name)));
    const manager = Object.entries(all.find(([name]) => name === "getFileSystemManager")[1]());
    spaces[job.read].getFileSystemManager = () => Object.fromEntries(manager.filter(([name]) => !MEDIA.test(name)));
  }
  const shared = { ...spaces };
  for (const name of Object.keys(shared)) if (shared[name] === undefined) delete shared[name];
  const timer = (...given) => world.timer(...given);
  const app = { globalData: {}, tell: (text) => world.see("toast", text) };
  const module = { exports: {} };
  const own = helpers(world);
  let page;
  const environment = (require, holder) => [require, holder, holder.exports, shared, spaces.wx, spaces.my, spaces.tt,
    (made) => { page = pageOf(world, made, id); }, (made) => { page = componentOf(world, made, id); },
    (made) => { page = pageOf(world, made, id); }, () => app, QUIET, timer, (id) => world.timers.delete(id), undefined, undefined];
  const require = (name) => {
    const base = path.basename(name, ".js");
    if (base === "mediaglot-runtime") return runtimeOf(job, platform);
    if (base === "mediaglot-components") return componentsOf(job);
    if (!(base in own)) throw new Error(`no module ${name}`);
    return own[base];
  };
  current = world;
  let data;
  const guarded = (act) => {
    try { return act(); } catch (error) { world.see("error", error); return undefined; }
  };
  guarded(() => compile(code)(...environment(require, module)));
  await drain(world);
  let target = page;
  const exported = module.exports.default || module.exports;
  if (!page && exported.methods) ({ instance: target, data } = vueOf(world, exported));
  if (!page && !exported.methods) target = pageOf(world, exported, id);
  for (const name of handler.press) {
    if (typeof target[name] !== "function") { world.see("error", new Error(`no handler ${name}`)); continue; }
    const element = { id: "", dataset: handler.dataset };
    const event = { type: "tap", currentTarget: element, target: element, detail: { value: "" } };
    const done = (...given) => world.see("done", copied(given));
    const given = handler.args ? [...handler.args, done] : [event, done];
    const returned = guarded(() => target[name](...given));
    if (returned && typeof returned.then === "function" && (!page || handler.returns)) {
      returned.then((value) => value !== undefined && world.see("returned", copied(value)),
        (error) => world.see("rejected", error instanceof Error ? error : page ? "<failure>" : copied(error)));
    }
    await drain(world);
  }
  if (target) world.see("end", copied(data || target.data));
  if (world.open) job.started = null;
  current = null;
  return world;
}

/** The values of several runs in words of no vendor: contents for paths, one word for messages and codes. */
class Words {
  constructor(worlds) {
    this.messages = new Set();
    this.codes = new Set();
    this.anyMenu = false;
    for (const world of worlds) {
      world.messages.forEach((text) => this.messages.add(text));
      world.codes.forEach((code) => this.codes.add(code));
    }
  }

  told(world) {
    const all = [...world.page.map(([what, value]) => [what, this.value(value, world)]), "",
      ...world.effects.map(([what, value]) => [what, this.effect(value)])];
    const lines = all.map((item) => (item === "" ? "--" : `${item[0]} ${JSON.stringify(item[1])}`));
    // a message that may be missing is shown as nothing; other variants have it
    return world.mute && world.codes.size ? lines.map((line) => line.replace(/"<undefined>"|undefined/g, (m) => (m[0] === '"' ? '"<message>"' : "<message>"))) : lines;
  }

  effect(value) {
    if (this.anyMenu && value && typeof value === "object" && "menu" in value) return { ...value, menu: null };
    return value;
  }

  value(value, world) {
    if (value === undefined) return "<undefined>";
    if (typeof value === "function") return "<function>";
    if (typeof value === "number") {
      return Number.isFinite(value) ? (this.codes.has(value) ? "<code>" : value) : `<${value}>`;
    }
    if (value instanceof Error) return value.constructor === Error ? `Error: ${this.text(value.message, world)}` : value.name;
    if (typeof value === "string") return this.text(value, world);
    if (Array.isArray(value)) return value.map((item) => this.value(item, world));
    if (value && typeof value === "object") {
      return Object.fromEntries(Object.keys(value).sort().map((key) => [key, CODE.has(key) && typeof value[key] === "number"
        ? "<code>" : MESSAGE.has(key) && typeof value[key] === "string" && !value[key].endsWith(":ok")
          ? "<message>" : this.value(value[key], world)]));
    }
    return value;
  }

  text(text, world) {
    const file = world.files.get(text);
    if (file) return `{${file.name}}`;
    if (/^[\w.]+:\s?fail[^{}]*$/.test(text)) return "<message>";
    text = text.replace(TOLD, "$1<message>$2"); // a failure as JSON
    for (const message of this.messages) text = text.split(message).join("<message>");
    if (/wxfile:|ttfile:|https:\/\/(resource|usr)/.test(text)) {
      for (const [at, { name }] of [...world.files].sort((a, b) => b[0].length - a[0].length)) text = text.split(at).join(`{${name}}`);
      text = text.replace(/(wxfile:\/\/usr|ttfile:\/\/user|https:\/\/usr)/g, "<user>");
    }
    for (const code of this.codes) text = text.replace(new RegExp(`(?<![\\w.])${code}(?![\\w.])`, "g"), "<code>");
    return text;
  }
}

/** The program in a world, once for each variant of the client; one does where nothing failed. */
async function runs(handler, code, job, id, spec) {
  const all = [];
  for (const variant of MOCKS[id].VARIANTS) {
    all.push(await run(handler, code, job, id, variant, spec));
    if (!all[0].codes.size && !all[0].messages.size) break;
  }
  return all;
}

const misuses = (world) => world.page.filter(([what]) => what === "misuse" || what === "endless");

async function judged(handler, job) {
  const out = { id: handler.id, compared: [], silent: [], problem: "", differences: [] };
  const touched = new Set();
  for (const [name, { about, ...spec }] of Object.entries(job.worlds)) {
    // a world that is about something neither program has come upon is like the first ones
    if (about && !about.some((key) => touched.has(key))) { out.compared.push(name); continue; }
    const originals = await runs(handler, handler.original, job, job.read, spec);
    if (originals.some((world) => world.silent)) { out.silent.push(name); continue; }
    const ports = await runs(handler, handler.port, job, job.write, spec);
    if (ports.some((world) => world.silent && !misuses(world).length)) { out.silent.push(name); continue; }
    if (!about) for (const world of [...originals, ...ports]) world.touched.forEach((key) => touched.add(key));
    const words = new Words([...originals, ...ports]);
    words.anyMenu = originals.some((world) => world.effects.some(([what, value]) => what === "preview" && value.menu === null));
    const wanted = [...new Set(originals.map((world) => words.told(world).join("\n")))];
    const misused = originals.flatMap(misuses);
    if (misused.length) out.problem = out.problem || `${name}: the original: ${misused[0].join(" ")}`;
    const got = [...new Set(ports.map((world) => words.told(world).join("\n")))];
    out.compared.push(name);
    const odd = got.filter((trace) => !wanted.includes(trace));
    if (odd.length) out.differences.push({ world: name, original: wanted, port: odd });
    out.quiet = (out.quiet ?? true) && wanted.every((trace) => !/\n?(data|toast|dialog|event|report|done|returned|rejected|uploaded|saved|preview|kept|error|navigate|settings|store) /.test(trace));
  }
  return out;
}

function plain(code, lang, typescript) {
  if (lang === "vue") code = /<script[^>]*>([\s\S]*?)<\/script>/.exec(code)[1];
  if (lang === "js" && !/^\s*(import|export)\b/m.test(code)) return code;
  const ts = require(path.join(typescript, "typescript"));
  const options = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: false };
  return ts.transpileModule(code, { compilerOptions: options }).outputText;
}

async function main() {
  const chunks = [];
  for await (const chunk of process.stdin) chunks.push(chunk);
  const job = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  const out = [];
  for (const handler of job.handlers) {
    try {
      handler.original = plain(handler.original, handler.lang, job.typescript);
      handler.port = plain(handler.port, handler.lang, job.typescript);
      compile(handler.original);
    } catch (error) {
      out.push({ id: handler.id, compared: [], differences: [], problem: `does not compile: ${error.message}` });
      continue;
    }
    try { compile(handler.port); } catch (error) {
      out.push({ id: handler.id, compared: ["all"], problem: "", differences: [{ world: "all", original: [""], port: [`does not compile: ${error.message}`] }] });
      continue;
    }
    out.push(await judged(handler, job));
  }
  process.stdout.write(JSON.stringify(out));
}

main().then(() => {}, (error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
