// Modules: the client sends every file a program may ask for; each runs once, when first asked.
const modules = new Map();
const running = [];

function define({ id, code, json, names }) {
  setPrototypeOf(names, null);
  modules.set(id, { id, code, json, names, exports: {}, state: "new" });
}

function load(id) {
  const module = modules.get(id);
  if (module.state !== "new") return module;
  module.state = "running";
  if (module.json !== undefined) {
    module.exports = parse(module.json);
    module.state = "done";
    return module;
  }
  running.push(id);
  try {
    const body = evaluate(module.code);
    const ask = (name) => asked(module, name);
    body((name) => ask(name).exports, module, module.exports, {
      from: ask,
      later: (name) => apply(promiseThen, OwnPromise.resolve(), [() => wrapped(ask(name))]),
      live,
      star,
      scope: (list) => scopeOf(ask, list),
      link: (list) => {
        for (let i = 0; i < list.length; i++) ask(list[i][0]);
      },
    });
    module.state = "done";
  } catch (thrown) {
    module.state = "new";
    throw thrown;
  } finally {
    running.pop();
  }
  return module;
}

/** A path that was computed: looked for among the files that are here. */
function computed(module, name) {
  const steps = name[0] === "/" ? [] : module.id.split("/").slice(0, -1);
  for (const step of name.split("/")) {
    if (step === "..") {
      if (!steps.length) return undefined;
      steps.pop();
    } else if (step !== "." && step !== "") {
      steps.push(step);
    }
  }
  const base = steps.join("/");
  return ["", ".js", ".json", "/index.js"].map((end) => base + end).find((id) => modules.has(id));
}

function asked(module, name) {
  const id = module.names[name] || computed(module, Text(name));
  if (id === undefined) {
    throw new Error("cannot find module '" + name + "', asked for by " + module.id);
  }
  return load(id);
}

/** Names of other modules as live bindings, for a `with` around the module's own strict code. */
function scopeOf(ask, list) {
  const scope = create(null);
  for (const [spec, names] of list) {
    for (const [local, name] of names) {
      const get = name === "*" ? () => wrapped(ask(spec)) : () => member(ask(spec), name, spec);
      defineProperty(scope, local, { get, enumerable: true });
    }
  }
  return freeze(scope);
}

function member(other, name, spec) {
  const { exports } = other;
  const made = exports !== null && exports !== undefined && exports.__esModule;
  if (name === "default" && !made) return exports;
  if (made && !(name in exports)) {
    throw new SyntaxError("'" + spec + "' has no export named '" + name + "'");
  }
  return exports[name];
}

function wrapped(other) {
  const { exports } = other;
  if (exports !== null && exports !== undefined && exports.__esModule) return exports;
  const out = create(null);
  if (exports !== null && typeof exports === "object") Object.assign(out, exports);
  out.default = exports;
  return out;
}

function live(exports, getters) {
  defineProperty(exports, "__esModule", { value: true });
  for (const name of ownKeys(getters)) {
    defineProperty(exports, name, { get: getters[name], enumerable: true, configurable: true });
  }
}

function star(exports, other) {
  for (const name of ownKeys(other.exports)) {
    if (name === "default" || name === "__esModule" || name in exports) continue;
    defineProperty(exports, name, {
      get: () => other.exports[name], enumerable: true, configurable: true,
    });
  }
}
