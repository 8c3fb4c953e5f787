// Page, Component and App: registered by the program's files, made and driven by the client.
const registered = new Map();
const instances = new Map();
const stack = [];
let application;
let instanceCount = 0;

const BEGIN = freeze(["onInit", "created", "attached", "onLoad", "didMount", "onShow", "ready",
  "onReady"]);
const NO_VIEWS = freeze(["selectComponent", "selectAllComponents", "selectOwnerComponent",
  "createSelectorQuery", "createIntersectionObserver", "getTabBar", "getRelationNodes", "animate",
  "clearAnimation", "getOpenerEventChannel"]);

function installPages() {
  hidden(globalThis, "Page", function Page(definition) {
    register("Page", definition);
  });
  hidden(globalThis, "Component", function Component(definition) {
    register("Component", definition);
  });
  hidden(globalThis, "App", function App(definition) {
    if (definition === null || typeof definition !== "object") {
      throw new TypeError("App needs an object");
    }
    application = definition;
    const first = { path: config.page, query: {}, scene: 1001 };
    for (const name of ["onLaunch", "onShow"]) {
      if (typeof application[name] === "function") application[name](first);
    }
  });
  hidden(globalThis, "getApp", function getApp() {
    return application;
  });
  hidden(globalThis, "getCurrentPages", function getCurrentPages() {
    return stack.slice();
  });
  for (const name of ["Behavior", "Mixin"]) {
    hidden(globalThis, name, function (definition) {
      if (definition === null || typeof definition !== "object") {
        throw new TypeError(name + " needs an object");
      }
      return definition;
    });
  }
  hidden(globalThis, "requirePlugin", function requirePlugin() {
    throw notSimulated("requirePlugin", "");
  });
}

function register(kind, definition) {
  if (definition === null || typeof definition !== "object") {
    throw new TypeError(kind + " needs an object");
  }
  const file = running.length ? running[running.length - 1] : "";
  registered.set(file, { kind, definition });
  send({ t: "registered", kind, file });
}

function open(file, query) {
  const found = registered.get(file);
  if (found === undefined) {
    throw new Error(file + " calls neither Page nor Component");
  }
  const { kind, definition } = found;
  const isPage = kind === "Page";
  const whole = composed(definition, isPage);
  const id = ++instanceCount;
  const page = { data: {} };
  for (const key of Object.keys(whole.methods)) {
    if (key !== "data") page[key] = whole.methods[key];
  }
  page.data = { ...firstValues(whole.properties), ...whole.data };
  if (!isPage) {
    page.properties = page.data;
    page.props = { ...whole.props };
  }
  const route = file.replace(/\.js$/, "");
  page.route = route;
  page.is = route;
  page.options = query;
  equip(id, page, whole);
  instances.set(id, page);
  stack.push(page);
  const names = methodNames(page);
  send({ t: "opened", page: id, file, kind, methods: names, data: encode(page.data, "data") });
  for (const name of BEGIN) {
    const hooks = [...(whole.hooks.get(name) || [])];
    if (isPage || name.startsWith("on")) hooks.push(page[name]);
    for (const hook of hooks) {
      if (typeof hook !== "function") continue;
      guarded(() => apply(hook, page, name === "onLoad" ? [query] : []), name, hook);
    }
  }
  return id;
}

/** What every page and component has of the client. */
function equip(id, page, whole) {
  const made = { own: page, rounds: 0 };
  const set = (patch, done) => setData_(id, made, whole, patch, done);
  hidden(page, "setData", function setData(patch, done) {
    set(patch, done);
  });
  hidden(page, "triggerEvent", function triggerEvent(name, detail) {
    send({ t: "event", page: id, name: Text(name), detail: encode(detail, "detail") });
  });
  for (const name of NO_VIEWS) {
    hidden(page, name, function () {
      throw refusal("this." + name, "; views are not");
    });
  }
  const { splice_data, batched_updates } = config.instance;
  if (splice_data) {
    hidden(page, splice_data, function (patch, done) {
      const lists = {};
      for (const path of Object.keys(patch)) {
        const list = valueAt(page.data, path);
        if (!isArray(list)) throw new TypeError(splice_data + ": '" + path + "' is no array");
        lists[path] = [...list];
        lists[path].splice(...patch[path]);
      }
      set(lists, done);
    });
  }
  if (batched_updates) {
    hidden(page, batched_updates, function (run) {
      run();
    });
  }
}

const LIFE = freeze(new Set([...BEGIN, "onHide", "onUnload", "onPullDownRefresh", "onReachBottom",
  "onShareAppMessage", "onShareTimeline", "onAddToFavorites", "onPageScroll", "onResize",
  "onTabItemTap", "onSaveExitState", "onTitleClick", "onOptionMenuClick", "onPopMenuClick",
  "onPullIntercept", "onKeyboardHeight", "onBack", "deriveDataFromProps", "didUpdate",
  "didUnmount", "detached", "moved", "onError"]));

function methodNames(page) {
  const names = [];
  for (const key of Object.keys(page)) {
    if (typeof page[key] === "function" && !LIFE.has(key)) names.push(key);
  }
  return names;
}

function invoke(id, name, args, number) {
  const page = instances.get(id);
  const method = page[name];
  if (typeof method !== "function") {
    const known = methodNames(page).join(", ") || "none";
    send({ t: "done", number, ok: false, absent: true, known });
    return;
  }
  let value;
  try {
    value = apply(method, page, args);
  } catch (thrown) {
    scriptFailed(thrown, name);
    send({ t: "done", number, ok: false });
    return;
  }
  settle(value, name, number);
}

/** The outcome of a handler, waited for when it is a promise. */
function settle(value, name, number) {
  const good = (result) => {
    let plain = null;
    try {
      plain = encode(result, name);
    } catch (thrown) {
      plain = shown(result);
    }
    send({ t: "done", number, ok: true, value: plain });
  };
  if (value instanceof OwnPromise) {
    apply(promiseThen, value, [good, (thrown) => {
      if (!quiet.has(value)) scriptFailed(thrown, name);
      send({ t: "done", number, ok: false });
    }]);
  } else {
    good(value);
  }
}

function guarded(run, where, method = run) {
  try {
    watched(method, run(), where);
  } catch (thrown) {
    scriptFailed(thrown, where);
  }
}

/** The promise of an async function that the client calls is nobody else's: its end is watched. */
function watched(method, value, where) {
  if (value instanceof OwnPromise && apply(objectText, method, []) === "[object AsyncFunction]") {
    apply(promiseThen, value, [undefined, (thrown) => scriptFailed(thrown, where)]);
  }
}

let inErrorHook = false;

function scriptFailed(thrown, where) {
  if (thrown !== null && typeof thrown === "object" && reported.has(thrown)) return;
  const text = report(thrown, where);
  const hook = application !== undefined && application.onError;
  if (typeof hook !== "function" || inErrorHook) return;
  inErrorHook = true;
  try {
    apply(hook, application, [text]);
  } catch (again) {
    report(again, "onError");
  } finally {
    inErrorHook = false;
  }
}

function setData_(id, made, whole, patch, done) {
  if (patch === null || typeof patch !== "object") throw new TypeError("setData needs an object");
  const page = made.own;
  const paths = Object.keys(patch);
  send({ t: "data", page: id, patch: encode(patch, "setData") });
  const before = { ...page.data };
  for (const key of paths) put(page.data, key, copied(patch[key]));
  changed(made, whole, paths, before);
  if (typeof done === "function") {
    apply(promiseThen, OwnPromise.resolve(), [() => guarded(() => apply(done, page, []), "setData", done)]);
  }
}

const STEP = /^(?:\.?([^.[\]]+)|\[(\d+)\])/;

/** Set `a.b[0].c` in the data, making what is missing on the way. */
function put(data, path, value) {
  const steps = [];
  for (let rest = path; rest.length; ) {
    const found = STEP.exec(rest);
    if (found === null) throw new SyntaxError("setData: '" + path + "' is not a path of the data");
    const step = found[2] === undefined ? found[1] : +found[2];
    if (step === "__proto__" || step > 1000000 || steps.length >= MOST_DEPTH) {
      throw new RangeError("setData: '" + cut(path) + "' cannot be a path of the data");
    }
    steps.push(step);
    rest = rest.slice(found[0].length);
  }
  let place = data;
  for (let i = 0; i + 1 < steps.length; i++) {
    let inner = place[steps[i]];
    if (inner === null || typeof inner !== "object") {
      inner = typeof steps[i + 1] === "number" ? [] : {};
      place[steps[i]] = inner;
    }
    place = inner;
  }
  if (steps.length) place[steps[steps.length - 1]] = value;
}
