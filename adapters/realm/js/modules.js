// Modules: the client sends every file a program may ask for; each runs once, when first asked.
const modules = map();
const packages = map();
const running = list();
const LANGUAGE = freeze(bare({ date: PlainDate, pattern: globalThis.RegExp }));
const ENDS = freeze(list("", ".js", ".ts", ".json", "/index.js", "/index.ts"));

function define({ id, code, json, names: named, hides }) {
  const shell = { exports: {} };
  modules.set(id, bare({ id, code, json, names: named, hides, shell, state: "new" }));
}

function load(id) {
  const module = modules.get(id);
  if (module.state !== "new") return module;
  module.state = "running";
  if (module.json !== undefined) {
    module.shell.exports = parse(module.json);
    module.state = "done";
    return module;
  }
  running.push(id);
  try {
    const body = module.hides === undefined ? usual(module) : shaded(module);
    const ask = (name) => asked(module, name);
    body((name) => ask(name).shell.exports, module.shell, module.shell.exports, bare({
      from: (name) => ask(name).shell,
      later: (name) => {
        const { promise, resolve, reject } = deferred();
        later(() => {
          try {
            resolve(wrapped(ask(name)));
          } catch (thrown) {
            reject(thrown);
          }
        });
        return promise;
      },
      live,
      star,
      scope: (given) => scopeOf(ask, given),
      link: (given) => {
        for (let i = 0; i < given.length; i++) ask(given[i][0]);
      },
    }));
    module.state = "done";
  } catch (thrown) {
    module.state = "new";
    throw thrown;
  } finally {
    running.pop();
  }
  return module;
}

function usual({ code }) {
  keepMatches(code);
  return evaluate(code);
}

/** A script of templates: it sees few of the realm's names, and two of its language's own. */
function shaded({ code, hides }) {
  const own = list("getDate", "getRegExp");
  const outer = evaluate("(function (" + joined(own, ", ") + ", " + joined(hides, ", ") + ") { return (" + code + ")\n})");
  return outer(
    (...given) => construct(LANGUAGE.date, given.length ? given : [now]),
    (source, flags) => construct(LANGUAGE.pattern, flags === undefined ? [source] : [source, flags]),
  );
}

/** A path that was computed: looked for among the files that are here. */
function computed(module, name) {
  const steps = name[0] === "/" ? list() : split(module.id, "/");
  if (steps.length) steps.pop();
  const parts = split(name, "/");
  for (let i = 0; i < parts.length; i++) {
    if (parts[i] === "..") {
      if (!steps.length) return undefined;
      steps.pop();
    } else if (parts[i] !== "." && parts[i] !== "") {
      steps.push(parts[i]);
    }
  }
  const base = joined(steps, "/");
  for (let i = 0; i < ENDS.length; i++) if (modules.has(base + ENDS[i])) return base + ENDS[i];
  return undefined;
}

function asked(module, given) {
  const name = Text(given);
  const id = module.names[name] || computed(module, name);
  if (id !== undefined) return load(id);
  if (exec(/^[./]/, name) !== null) {
    throw new OwnError("cannot find module '" + name + "', asked for by " + module.id);
  }
  return lacking(name);
}

/** A package that is not among the program's files: it is missed where it is used, by its name. */
function lacking(name) {
  if (!packages.has(name)) {
    const missing = (used) => {
      const error = new OwnError(used + " is not among the program's files; build or install it");
      hidden(error, "name", "NotSimulated");
      return error;
    };
    const exports = refusing("the package " + name, missing);
    packages.set(name, bare({ lacks: true, shell: { exports } }));
  }
  return packages.get(name);
}

/** Names of other modules as live bindings, for a `with` around the module's own strict code. */
function scopeOf(ask, given) {
  const scope = create(null);
  for (let i = 0; i < given.length; i++) {
    const spec = given[i][0];
    const bound = given[i][1];
    for (let j = 0; j < bound.length; j++) {
      const name = bound[j][1];
      const get = name === "*" ? () => wrapped(ask(spec)) : () => member(ask(spec), name, spec);
      getter(scope, bound[j][0], get, false);
    }
  }
  return freeze(scope);
}

function made(exports) {
  return exports !== null && exports !== undefined && exports.__esModule;
}

function member(other, name, spec) {
  const { exports } = other.shell;
  if (other.lacks) return name === "default" ? exports : exports[name];
  if (name === "default" && !made(exports)) return exports;
  if (made(exports) && !(name in exports)) {
    throw new OwnSyntaxError("'" + spec + "' has no export named '" + name + "'");
  }
  return exports[name];
}

function wrapped(other) {
  const { exports } = other.shell;
  if (other.lacks || made(exports)) return exports;
  const out = create(null);
  if (exports !== null && typeof exports === "object") assign(out, exports);
  out.default = exports;
  return out;
}

function live(exports, getters) {
  defineProperty(exports, "__esModule", bare({ value: true }));
  const keys = ownKeys(getters);
  for (let i = 0; i < keys.length; i++) getter(exports, keys[i], getters[keys[i]]);
}

function star(exports, other) {
  const keys = ownKeys(other.exports);
  for (let i = 0; i < keys.length; i++) {
    const name = keys[i];
    if (name === "default" || name === "__esModule" || name in exports) continue;
    getter(exports, name, () => other.exports[name]);
  }
}
