// What a page or a component is made of: its own definition and those of its behaviours or mixins,
// in one; and what follows when its data change.
const EMPTY = freeze({ number: 0, string: "", boolean: false });
const PARTS = freeze(new Set(["data", "properties", "methods", "observers", "lifetimes",
  "pageLifetimes", "behaviors", "mixins", "options", "relations", "externalClasses", "props"]));
const MOST_ROUNDS = 30;

/** One definition out of many: `hooks` and `observers` keep those of all, in order. */
function composed(definition, isPage, above = []) {
  if (above.includes(definition)) throw new TypeError("a behaviour contains itself");
  const whole = { data: {}, properties: {}, methods: {}, props: {}, hooks: new Map(), observers: [] };
  const parents = [...(definition.behaviors || []), ...(definition.mixins || [])];
  for (const parent of parents) {
    if (parent === null || typeof parent !== "object") {
      throw notSimulated("the behaviour " + shown(parent), "; only behaviours of the program's own are");
    }
    const inner = composed(parent, false, [...above, definition]);
    for (const part of ["data", "properties", "methods", "props"]) {
      Object.assign(whole[part], inner[part]);
    }
    for (const [name, list] of inner.hooks) addHooks(whole, name, list);
    whole.observers.push(...inner.observers);
  }
  Object.assign(whole.data, copied(definition.data || {}));
  Object.assign(whole.properties, definition.properties);
  Object.assign(whole.props, definition.props);
  Object.assign(whole.methods, definition.methods);
  const hooks = {};
  for (const key of Object.keys(definition)) {
    if (PARTS.has(key) && typeof definition[key] !== "function") continue;
    if (isPage) whole.methods[key] = definition[key];
    else hooks[key] = definition[key];
  }
  Object.assign(hooks, definition.lifetimes); // where both are given, this one counts
  for (const name of Object.keys(hooks)) addHooks(whole, name, [hooks[name]]);
  addHooks(whole, "onShow", [(definition.pageLifetimes || {}).show]);
  for (const [pattern, run] of Object.entries(definition.observers || {})) {
    whole.observers.push({ paths: pattern.split(",").map((path) => path.trim()), run });
  }
  return whole;
}

function addHooks(whole, name, list) {
  whole.hooks.set(name, [...(whole.hooks.get(name) || []), ...list.filter((it) => typeof it === "function")]);
}

/** The first values of declared properties: their own, or the empty one of their type. */
function firstValues(properties) {
  const out = {};
  for (const key of Object.keys(properties)) {
    const entry = properties[key];
    const declared = entry !== null && typeof entry === "object";
    if (declared && entry.value !== undefined) out[key] = copied(entry.value);
    else out[key] = emptyOf(declared ? entry.type : entry);
  }
  return out;
}

function emptyOf(type) {
  if (type === Array) return [];
  if (type === Object) return null;
  return typeof type === "function" && type !== Date ? EMPTY[typeof type()] : null;
}

/** What follows from a change of the data: observers of the paths, of properties, and updates. */
function changed(page, whole, paths, before) {
  if (page.rounds >= MOST_ROUNDS) throw new RangeError("observers change the data without end");
  page.rounds++;
  try {
    for (const { paths: watchedPaths, run } of whole.observers) {
      if (!watchedPaths.some((path) => paths.some((done) => touches(path, done)))) continue;
      const values = watchedPaths.map((path) => valueAt(page.own.data, path.replace(/\.?\*\*$/, "")));
      guarded(() => apply(run, page.own, values), "an observer", run);
    }
    for (const key of Object.keys(whole.properties)) {
      const entry = whole.properties[key];
      const observer = entry !== null && typeof entry === "object" ? entry.observer : undefined;
      const run = typeof observer === "string" ? page.own[observer] : observer;
      if (typeof run !== "function" || page.own.data[key] === before[key]) continue;
      guarded(() => apply(run, page.own, [page.own.data[key], before[key], [key]]), "an observer", run);
    }
    for (const run of whole.hooks.get("didUpdate") || []) {
      guarded(() => apply(run, page.own, [page.own.props, before]), "didUpdate", run);
    }
  } finally {
    page.rounds--;
  }
}

/** Whether a change at `done` is one that an observer of `path` wants to hear of. */
function touches(path, done) {
  const base = path.replace(/\.?\*\*$/, "");
  const within = (inner, outer) => inner === outer || outer === ""
    || (inner.startsWith(outer) && (inner[outer.length] === "." || inner[outer.length] === "["));
  return within(base, done) || (base !== path && within(done, base));
}

function valueAt(data, path) {
  let value = data;
  for (let rest = path; rest.length && value !== null && value !== undefined; ) {
    const found = STEP.exec(rest);
    if (found === null) return undefined;
    value = value[found[2] === undefined ? found[1] : +found[2]];
    rest = rest.slice(found[0].length);
  }
  return value;
}
