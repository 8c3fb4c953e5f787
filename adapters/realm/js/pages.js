// Page, Component and App: registered by the program's files, made and driven by the client. What
// they are made of is the vendor's own: `config.model`.
const registered = map();
const instances = map();
let stack = list(); // the pages that are open, the lowest first
let application;
let instanceCount = 0;

function installPages() {
  hidden(globalThis, "Page", function Page(definition) {
    register("Page", definition);
  });
  hidden(globalThis, "Component", function Component(definition) {
    register("Component", definition);
  });
  hidden(globalThis, "App", function App(definition) {
    if (definition === null || typeof definition !== "object") {
      throw new OwnTypeError("App needs an object");
    }
    application = definition;
    for (let i = 0; i < config.model.app.begin.length; i++) startApp(config.model.app.begin[i]);
  });
  hidden(globalThis, "getApp", function getApp() {
    return application;
  });
  hidden(globalThis, "getCurrentPages", function getCurrentPages() {
    const out = [];
    for (let i = 0; i < stack.length; i++) put(out, i, stack[i]);
    return out;
  });
  const { behavior } = config.model;
  if (behavior) {
    hidden(globalThis, behavior, function (definition) {
      if (definition === null || typeof definition !== "object") {
        throw new OwnTypeError(behavior + " needs an object");
      }
      return definition;
    });
  }
  hidden(globalThis, "requirePlugin", function requirePlugin() {
    return refused_("requirePlugin", (name) => notSimulated(name, ""));
  });
}

function startApp(name) {
  const run = application[name];
  const { path } = config.model.app;
  const first = fresh(config.model.app.first);
  if (path) put(first, path, config.page);
  if (typeof run === "function") apply(run, application, [first]);
}

function register(kind, definition) {
  if (definition === null || typeof definition !== "object") {
    throw new OwnTypeError(kind + " needs an object");
  }
  const file = running.length ? running[running.length - 1] : "";
  registered.set(file, bare({ kind, definition }));
  send({ t: "registered", kind, file });
}

function open(file, query, channel) {
  const found = registered.get(file);
  if (found === undefined) {
    throw new OwnError(file + " calls neither Page nor Component");
  }
  const page = make(file, found);
  const { own, whole } = page;
  page.id = ++instanceCount;
  page.channel = channel;
  page.root = page;
  const { begin, drawn, roles, parts: known, fields } = whole.model;
  if (known.defaults !== undefined) put(own, known.defaults[0], givenProps(page, whole));
  if (fields.query !== undefined) put(own, fields.query, query);
  equip(page);
  instances.set(page.id, page);
  stack.push(own);
  send({
    t: "opened", page: page.id, file, kind: found.kind, methods: methodNames(page), data: encode(own.data, "data"),
    properties: keysOf(whole.properties),
  });
  let standing = false;
  for (let i = 0; i < begin.length; i++) {
    if (!standing && has(drawn, begin[i])) {
      standing = true;
      firstDrawn(page);
    }
    const derives = begin[i] === roles.derived;
    runHooks(page, begin[i], begin[i] === roles.query ? [query] : derives ? [own[known.defaults[0]]] : []);
  }
  if (!standing) firstDrawn(page);
}

/** The page stands: what is on it is there, and is told that the page is shown. */
function firstDrawn(page) {
  if (page.part === undefined) return;
  page.standing = true;
  page.dirty = true;
  drawDirty();
  eachKid(page, (kid) => runHooks(kid, kid.whole.model.roles.shown, []));
}

let numbered = 0; // components without a node of their own have a number for an id

/** A page or component of its definition: its own members and first data. */
function make(file, { kind, definition }) {
  const isPage = kind === "Page";
  const whole = composed(definition, isPage);
  const own = { data: {} };
  const page = bare({
    own, whole, file, part: programs.get(file), rounds: 0, dirty: false, kids: map(), states: map(),
    given: create(null), touched: create(null), fresh: create(null),
  });
  const methods = keysOf(whole.methods);
  for (let i = 0; i < methods.length; i++) {
    if (methods[i] !== "data") put(own, methods[i], whole.methods[methods[i]]);
  }
  own.data = assign(firstValues(whole.properties), whole.data);
  const { parts: known } = whole.model;
  if (known.properties !== undefined) put(own, known.properties[0], own.data);
  if (known.defaults !== undefined) put(own, known.defaults[0], assign({}, whole.defaults));
  const { fields } = whole.model;
  setFields(own, fields, exec(/^([^]*?)(?:\.[a-z]+)?$/, file)[1], {});
  if (!isPage && fields.id !== undefined && facts.host === false) put(own, fields.id, ++numbered);
  return page;
}

const PAGE_HOOKS = create(null);

function nameHooks() {
  const { begin, end, roles } = config.model.page;
  const known = list(begin, end, list(roles.hidden || ""));
  for (let i = 0; i < known.length; i++) {
    for (let j = 0; j < known[i].length; j++) PAGE_HOOKS[known[i][j]] = true;
  }
}

/** What the client calls of a page by a name: hooks of its parts first, then its own. */
function runHooks({ own, whole, owner }, name, given) {
  const { isPage, model: { lifetimes, as_page } } = whole;
  const hooks = listOf(hooksOf(whole, name));
  if (owner === undefined && (isPage ? !has(lifetimes, name) : as_page && name in PAGE_HOOKS)) hooks.push(own[name]);
  for (let i = 0; i < hooks.length; i++) {
    const hook = hooks[i];
    if (typeof hook === "function") guarded(() => apply(hook, own, given), name, hook);
  }
}

/** Pages are covered or closed, and those that stay are told by number. */
function leave({ hides, closes, stays }) {
  for (let i = 0; i < hides.length; i++) {
    const page = instances.get(hides[i]);
    runHooks(page, page.whole.model.roles.hidden, []);
    eachKid(page, (kid) => runHooks(kid, kid.whole.model.roles.hidden, []));
  }
  for (let i = 0; i < closes.length; i++) {
    const page = instances.get(closes[i]);
    const { end } = page.whole.model;
    for (let j = 0; j < end.length; j++) runHooks(page, end[j], []);
    page.kids.forEach((kid) => ended(kid));
    page.dirty = false;
    page.part = undefined;
  }
  stack = list();
  for (let i = 0; i < stays.length; i++) stack.push(instances.get(stays[i]).own);
}

function comeBack(id) {
  const page = instances.get(id);
  runHooks(page, page.whole.model.roles.shown, []);
  eachKid(page, (kid) => runHooks(kid, kid.whole.model.roles.shown, []));
}

function setFields(own, fields, route, query) {
  const values = bare({ route, path: route, id: "", dataset: {}, query });
  const keys = ownKeys(fields);
  for (let i = 0; i < keys.length; i++) put(own, fields[keys[i]], values[keys[i]]);
}

const equipped = map(); // pages and components by what their scripts see of them

/** What every page and component has of the client. */
function equip(page) {
  const { own } = page;
  equipped.set(own, page);
  const { methods, views, finds_none, calls_back } = page.whole.model;
  for (let i = 0; i < finds_none.length; i++) hidden(own, finds_none[i], () => null);
  hidden(own, "setData", function setData(patch, done) {
    setData_(page, patch, done);
  });
  const { related: relatives } = config.model.component;
  if (relatives !== undefined && page.owner !== undefined) {
    hidden(own, relatives, (key) => related(page, inText(key)));
  }
  for (let i = 0; i < views.length; i++) {
    if (getOwnPropertyDescriptor(own, views[i]) !== undefined) continue; // a method of the program's
    if (config.sides[0].query !== undefined && config.sides[0].query.name === views[i]) {
      hidden(own, views[i], querying(config.sides[0], (name) => notSimulated(name, ""), page));
      continue;
    }
    hidden(own, views[i], function () {
      return refused_("this." + views[i], (name) => notSimulated(name, "; views are not"));
    });
  }
  const { trigger_event, splice_data, batched_updates, opener_channel } = methods;
  const finders = list("select_component", "select_components");
  for (let i = 0; i < finders.length; i++) {
    const name = methods[finders[i]];
    if (name) hidden(own, name, finder(page, name, i > 0, has(calls_back, finders[i])));
  }
  if (opener_channel) {
    hidden(own, opener_channel, function () {
      if (page.channel === undefined) page.channel = channelEnds()[0]; // nobody hears it
      return page.channel;
    });
  }
  if (trigger_event) {
    hidden(own, trigger_event, function (name, detail, options) {
      if (page.owner !== undefined) tellParent(page, Text(name), detail, options);
      else send({ t: "event", page: page.id, name: Text(name), detail: encode(detail, "detail") });
    });
  }
  if (splice_data) {
    hidden(own, splice_data, function (patch, done) {
      const lists = {};
      const paths = keysOf(patch);
      for (let i = 0; i < paths.length; i++) {
        const path = paths[i];
        const before = valueAt(own.data, path);
        if (!isArray(before)) throw new OwnTypeError(splice_data + ": '" + path + "' is no array");
        const after = listOf(before);
        apply(splice, after, patch[path]);
        put(lists, path, after);
      }
      setData_(page, lists, done);
    });
  }
  if (batched_updates) {
    hidden(own, batched_updates, function (run) {
      run();
    });
  }
}

/** The handlers: methods that the client does not call by itself. */
function methodNames({ own, whole }) {
  const { begin, end, hooks } = whole.model;
  const found = list();
  const keys = keysOf(whole.isPage ? own : whole.methods);
  for (let i = 0; i < keys.length; i++) {
    const name = keys[i];
    if (typeof own[name] !== "function" || has(begin, name) || has(end, name) || has(hooks, name)) {
      continue;
    }
    if (!(name in PAGE_HOOKS)) found.push(name);
  }
  return found;
}

function invoke(id, name, args, number) {
  const page = instances.get(id);
  const method = page.own[name];
  if (typeof method !== "function") {
    const known = joined(methodNames(page), ", ") || "none";
    send({ t: "done", number, ok: false, absent: true, known });
    return;
  }
  let value;
  try {
    value = apply(method, page.own, args);
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
  const bad = (thrown) => {
    if (!quiet.has(value)) scriptFailed(thrown, name);
    send({ t: "done", number, ok: false });
  };
  if (value === null || typeof value !== "object" || !follow(value, good, bad)) good(value);
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
  if (value !== null && typeof value === "object" && getPrototypeOf(method) === asyncFunction) {
    follow(value, undefined, (thrown) => scriptFailed(thrown, where));
  }
}

let inErrorHook = false;

function scriptFailed(thrown, where) {
  if (isExhausted(thrown)) {
    exhausted = true;
    return;
  }
  if (typeof thrown === "object" && reported.has(thrown)) return;
  const told_ = report(thrown, where);
  const { error } = config.model.app;
  const hook = application !== undefined && application[error];
  if (typeof hook !== "function" || inErrorHook) return;
  inErrorHook = true;
  try {
    apply(hook, application, [told_]);
  } catch (again) {
    report(again, error);
  } finally {
    inErrorHook = false;
  }
}

function setData_(page, patch, done) {
  if (patch === null || typeof patch !== "object") throw new OwnTypeError("setData needs an object");
  const { own } = page;
  const paths = keysOf(patch);
  const plain_ = encode(patch, "setData");
  if (page.owner === undefined) send({ t: "data", page: page.id, patch: plain_ });
  const before = assign({}, own.data);
  for (let i = 0; i < paths.length; i++) {
    putAt(own.data, paths[i], copied(patch[paths[i]]));
    const head = exec(/^[^.[\]]*/, paths[i])[0];
    page.touched[head] = true;
  }
  if (page.root.standing && !page.gone) page.root.dirty = true;
  changed(page, paths, before);
  handOn(page);
  if (typeof done === "function") later(() => guarded(() => apply(done, own, []), "setData", done));
}

/** Set `a.b[0].c` in the data, making what is missing on the way. */
function putAt(data, path, value) {
  const steps = list();
  for (let rest = path; rest.length; ) {
    const found = exec(STEP, rest);
    if (found === null) throw new OwnSyntaxError("setData: '" + path + "' is not a path of the data");
    const step = found[2] === undefined ? found[1] : +found[2];
    if (step === "__proto__" || step > 1000000 || steps.length >= MOST_DEPTH) {
      throw new OwnRangeError("setData: '" + cut(path) + "' cannot be a path of the data");
    }
    steps.push(step);
    rest = slice(rest, found[0].length);
  }
  let place = data;
  for (let i = 0; i + 1 < steps.length; i++) {
    const slot = getOwnPropertyDescriptor(place, steps[i]);
    let inner = slot === undefined ? undefined : place[steps[i]];
    if (inner === null || typeof inner !== "object") {
      inner = typeof steps[i + 1] === "number" ? [] : {};
      put(place, steps[i], inner);
    }
    place = inner;
  }
  if (steps.length) put(place, steps[steps.length - 1], value);
}
