// Components by each vendor's documented model, on their own: no line of the product is in here.
// Reads [{vendor, code, helper, given, steps}] as JSON from stdin, prints what
// each the component logged, told its parent and showed, as JSON.
"use strict";
const vm = require("vm");

const copy = (value) => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
const STEP = /[^.[\]]+/g;
function setPath(data, path, value) {
  const steps = path.match(STEP);
  let at = data;
  steps.slice(0, -1).forEach((step, i) => {
    if (at[step] === null || typeof at[step] !== "object") at[step] = /^\d+$/.test(steps[i + 1]) ? [] : {};
    at = at[step];
  });
  at[steps[steps.length - 1]] = value;
}
function getPath(data, path) {
  return path.match(STEP).reduce((at, step) => (at === null || at === undefined ? undefined : at[step]), data);
}
function touches(key, done) {
  const stem = key.replace(/\.?\*\*$/, "");
  const inside = (a, b) => a === b || b === "" || a.startsWith(`${b}.`) || a.startsWith(`${b}[`);
  return inside(stem, done) || (stem !== key && inside(done, stem));
}
const camel = (name) => name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");

/** Alipay: props apart from data and read-only; mixins; component2; observers and lifetimes by option. */
class Alipay {
  constructor(definition, given, told) {
    const all = [...(definition.mixins || []), definition];
    this.all = all;
    this.defaults = Object.assign({}, ...all.map((one) => one.props || {}));
    const it = {};
    this.it = it;
    Object.assign(it, ...all.map((one) => one.methods || {}));
    it.data = Object.assign({}, ...all.map((one) => copy(typeof one.data === "function" ? one.data() : one.data) || {}));
    it.props = this.props(given, told);
    it.is = "/c"; it.$id = 1;
    it.setData = (patch, done) => this.set(patch, done);
    it.$spliceData = () => {};
    it.$batchedUpdates = (run) => run();
    it.$selectComponent = (selector) => ({ selector });
    this.options = definition.options || {};
    this.pending = new Set();
    this.hooks("onInit");
    this.tree("created");
    this.hooks("deriveDataFromProps", it.props);
    this.observe();
    this.live = true;
    this.tree("attached");
    this.mounted = true;
    this.hooks("didMount");
    this.tree("ready");
  }
  props(given, told) {
    const heard = {};
    this.given = Object.assign({}, this.given, given);
    for (const name of told) heard[`on${camel(name)}`] = (event) => this.heard(name, event);
    return Object.freeze(Object.assign({}, this.defaults, this.given, heard));
  }
  heard() {}
  hooks(name, ...args) { for (const one of this.all) if (one[name]) one[name].apply(this.it, args); }
  tree(name) {
    if (!this.options.lifetimes) return;
    for (const one of this.all) if (one.lifetimes && one.lifetimes[name]) one.lifetimes[name].call(this.it);
  }
  set(patch, done) {
    const before = Object.assign({}, this.it.data);
    for (const key of Object.keys(patch)) { setPath(this.it.data, key, copy(patch[key])); this.pending.add(key); }
    if (this.live) this.observe();
    if (this.mounted) this.hooks("didUpdate", this.it.props, before);
    if (done) Promise.resolve().then(() => done.call(this.it));
  }
  observe() {
    if (!this.options.observers) return;
    while (this.pending.size) {
      const done = [...this.pending];
      this.pending.clear();
      for (const one of this.all) for (const key of Object.keys(one.observers || {})) {
        const paths = key.split(",").map((path) => path.trim());
        if (!paths.some((path) => done.some((change) => touches(path, change)))) continue;
        const seen = Object.assign({}, this.it.props, this.it.data);
        one.observers[key].apply(this.it, paths.map((path) => path === "**" ? seen : getPath(seen, path.replace(/\.?\*\*$/, ""))));
      }
    }
  }
  update(given, told) {
    const before = this.it.props, data = Object.assign({}, this.it.data);
    const next = this.props(given, told);
    this.mounted = this.live = false;
    this.hooks("deriveDataFromProps", next);
    this.it.props = next;
    for (const name of Object.keys(next)) if (next[name] !== before[name]) if (!(name in this.it.data)) this.pending.add(name);
    this.observe();
    this.mounted = this.live = true;
    this.hooks("didUpdate", before, data);
  }
  shown() { return Object.assign({}, this.it.props, this.it.data); }
  remove() { this.hooks("didUnmount"); this.tree("detached"); }
  page(name) { for (const one of this.all) { const run = one.rootEvents && one.rootEvents[{ show: "onShow", hide: "onHide" }[name]]; if (run) run.call(this.it); } }
}

/** Feishu: properties among the data, with observers; hooks beside the parts, behaviours merged. */
class Feishu {
  constructor(definition, given, told) {
    const all = [];
    const gather = (one) => { for (const inner of one.behaviors || []) gather(inner); if (!all.includes(one)) all.push(one); };
    gather(definition);
    this.all = all;
    this.given = {};
    const it = {};
    this.it = it;
    this.properties = Object.assign({}, ...all.map((one) => one.properties || {}));
    for (const name of Object.keys(this.properties)) {
      const said = this.properties[name];
      this.properties[name] = said !== null && typeof said === "object" ? said : { type: said };
    }
    Object.assign(it, ...all.map((one) => one.methods || {}));
    it.data = Object.assign({}, ...all.map((one) => copy(one.data) || {}));
    for (const name of Object.keys(this.properties)) it.data[name] = this.first(name);
    it.properties = it.data;
    it.dataset = {}; it.id = ""; it.is = "c";
    it.setData = (patch, done) => { this.set(patch); if (done) Promise.resolve().then(() => done.call(it)); };
    it.triggerEvent = (name, detail) => { if (told.includes(name)) this.heard(name, { type: name, detail }); };
    this.hooks("created");
    this.update(given);
    this.hooks("attached");
    this.hooks("ready");
  }
  heard() {}
  first(name) {
    const { type, value } = this.properties[name];
    if (value !== undefined) return copy(value);
    return type === String ? "" : type === Number ? 0 : type === Boolean ? false : type === Array ? [] : null;
  }
  fit(name, value) {
    const { type } = this.properties[name];
    if (type === Number) return isFinite(value) ? Number(value) : this.first(name);
    return type === Boolean ? !!value : type === String ? String(value) : value;
  }
  set(patch) {
    const before = Object.assign({}, this.it.data);
    for (const key of Object.keys(patch)) setPath(this.it.data, key, key in this.properties ? this.fit(key, copy(patch[key])) : copy(patch[key]));
    for (const name of Object.keys(patch)) {
      const observer = (this.properties[name] || {}).observer;
      const run = typeof observer === "string" ? this.it[observer] : observer;
      if (run && this.it.data[name] !== before[name]) run.call(this.it, this.it.data[name], before[name], [name]);
    }
  }
  hooks(name) { for (const one of this.all) if (one[name]) one[name].call(this.it); }
  update(given) {
    const changed = {};
    for (const name of Object.keys(given)) if (name in this.properties && this.given[name] !== given[name]) changed[name] = given[name];
    Object.assign(this.given, given);
    this.set(changed);
  }
  shown() { return this.it.data; }
  remove() { this.hooks("detached"); }
  page() {}
}

/** WeChat: its own published component framework. */
class WeChat {
  constructor(define, given, told) {
    const { EmptyBackendContext, Element } = require("glass-easel");
    const { MiniProgramEnv } = require("glass-easel-miniprogram-adapter");
    const { TmplGroup } = require("glass-easel-template-compiler");
    const template = (text) => {
      const group = new TmplGroup();
      group.addTmpl("", text);
      const groupList = new Function(`return ${group.getTmplGenObjectGroups()}`)();
      group.free();
      return { groupList, content: groupList[""] };
    };
    const space = new MiniProgramEnv();
    const code = space.createCodeSpace("", true);
    const listens = told.map((name) => `bind:${name}="heard"`).join(" ");
    const passed = Object.keys(given).map((name) => `${name}="{{${name}}}"`).join(" ");
    code.addComponentStaticConfig("c", { component: true });
    code.addComponentStaticConfig("p", { usingComponents: { c: "/c" } });
    code.addCompiledTemplate("c", template("<div>{{title}}</div>"));
    code.addCompiledTemplate("p", template(`<c id="c" ${passed} ${listens} />`));
    code.componentEnv("c", define);
    const heard = (event) => this.heard(event.type, { type: event.type, detail: event.detail });
    code.componentEnv("p", ({ Component }) => Component({ data: given, methods: { heard } }));
    this.root = space.associateBackend(new EmptyBackendContext()).createRoot("body", code, "p").getComponent();
    Element.pretendAttached(this.root);
    this.node = this.root.getShadowRoot().getElementById("c");
    this.it = this.node.getMethodCaller();
    this.node.triggerLifetime("ready", []);
    this.detach = () => Element.pretendDetached(this.root);
  }
  heard() {}
  update(given) { this.root.getMethodCaller().setData(given); }
  shown() { return this.it.data; }
  remove() { this.detach(); }
  page(name) { this.node.triggerPageLifetime(name, []); }
}

/** What a parent's handler finds: the detail of an event, or the value itself. */
function detailOf(event) {
  const detail = event !== null && typeof event === "object" && "detail" in event ? event.detail : event;
  return detail && detail.$said ? detail.$said[0] : detail;
}

async function play({ vendor, code, helper, given, told, steps }) {
  const log = [];
  const shown = [];
  let definition;
  const module = { exports: {} };
  const context = {
    console, Promise, WeakMap, Proxy,
    log: (...words) => log.push(words.map((word) => (typeof word === "string" ? word : JSON.stringify(word))).join(" ")),
    Component: (found) => { definition = found; },
    Behavior: (found) => found, Mixin: (found) => found,
    module, exports: module.exports,
    require: () => {
      const inner = { exports: {} };
      vm.runInContext(`(function (module, exports) {${helper}\n})`, context)(inner, inner.exports);
      return inner.exports;
    },
  };
  vm.createContext(context);
  for (const name of ["String", "Number", "Boolean", "Array", "Object"]) context[name] = global[name];
  const Kind = { my: Alipay, tt: Feishu, wx: WeChat }[vendor];
  Kind.prototype.heard = (name, event) => log.push(`told ${name} ${JSON.stringify(detailOf(event))}`);
  let one;
  if (vendor === "wx") {
    one = new Kind((own) => { Object.assign(context, { Component: own.Component, Behavior: own.Behavior }); vm.runInContext(code, context); }, given, told || []);
  } else {
    vm.runInContext(code, context);
    one = new Kind(definition, given, told || []);
  }
  const show = () => { const all = copy(one.shown()); shown.push(Object.fromEntries(Object.keys(all).sort().map((key) => [key, all[key]]))); };
  show();
  for (const [what, ...rest] of steps) {
    if (what === "update") one.update(rest[0], told || []);
    else if (what === "call") one.it[rest[0]](...rest.slice(1));
    else if (what === "page") one.page(rest[0]);
    else if (what === "remove") one.remove();
    await Promise.resolve();
    await Promise.resolve();
    log.push("--");
    show();
  }
  return { log, shown };
}

let text = "";
process.stdin.on("data", (part) => { text += part; });
process.stdin.on("end", async () => {
  const out = [];
  for (const one of JSON.parse(text)) {
    try { out.push(await play(one)); } catch (error) { out.push({ error: String(error.stack || error) }); }
  }
  process.stdout.write(JSON.stringify(out));
});
