// What a page or a component is made of: its own definition and those of its behaviours or mixins,
// in one, by the vendor's own model; and what follows when its data change.
const EMPTY = freeze(bare({ number: 0, string: "", boolean: false }));
const MOST_ROUNDS = 30;

/** A part of a definition, where this vendor has it and its options do not leave it out. */
function partOf(definition, model, part) {
  const path = model.parts[part];
  if (path === undefined) return undefined;
  const option = model.options[part];
  if (option !== undefined && (definition.options || EMPTY)[option] !== true) return undefined;
  let value = definition;
  for (let i = 0; i < path.length && value !== null && value !== undefined; i++) value = value[path[i]];
  return value;
}

/** One definition out of many: `hooks` and `observers` keep those of all, in order. */
function composed(definition, isPage, above = list()) {
  if (has(above, definition)) throw new OwnTypeError("a behaviour contains itself");
  const model = isPage ? config.model.page : config.model.component;
  const whole = bare({
    model, isPage, data: create(null), properties: create(null), defaults: create(null),
    methods: create(null), hooks: map(), observers: list(), options: {}, forms: create(null),
    relations: create(null), behaviors: list(),
  });
  if (definition.options !== null && typeof definition.options === "object") {
    assign(whole.options, definition.options);
  }
  const inside = listOf(above);
  inside.push(definition);
  const parents = partOf(definition, model, "behaviors") || list();
  for (let i = 0; i < parents.length; i++) {
    const parent = parents[i];
    const { exports: said } = config.model.component;
    if (!isPage && said.behavior !== undefined && parent === said.behavior) {
      if (typeof definition[said.part] === "function") whole.gives = definition[said.part];
      continue;
    }
    const inForms = typeof parent === "string" ? config.model.component.in_forms[parent] : undefined;
    if (inForms !== undefined) {
      whole.forms[inForms] = true;
      if (inForms === "field") assign(whole.properties, { name: Text, value: null });
      continue;
    }
    if (parent === null || typeof parent !== "object") {
      throw notSimulated("the behaviour " + shown(parent), "; only behaviours of the program's own are");
    }
    const filter = filterOf(parent);
    if (filter !== undefined) filter(definition);
    whole.behaviors.push(parent);
    join(whole, composed(parent, false, inside));
  }
  assign(whole.data, firstData(definition, model));
  assign(whole.properties, partOf(definition, model, "properties"));
  assign(whole.defaults, partOf(definition, model, "defaults"));
  if (isPage) {
    ownMembers(definition, whole);
  } else {
    assign(whole.methods, partOf(definition, model, "methods"));
    ownHooks(definition, whole);
    const { relations, relations_option } = model;
    const counts = relations_option === undefined || whole.options[relations_option] === true;
    if (relations !== undefined && counts) assign(whole.relations, definition[relations]);
  }
  addHook(whole, model.roles.shown, partOf(definition, model, "shown"));
  addHook(whole, model.roles.hidden, partOf(definition, model, "hidden"));
  watch(whole, partOf(definition, model, "observers"));
  return whole;
}

/** What a behaviour does to the definitions that have it; it is handed what those that it has do. */
function filterOf(behaviour) {
  const model = config.model.component;
  const filter = partOf(behaviour, model, "filter");
  if (typeof filter !== "function") return undefined;
  const others = [];
  const parents = partOf(behaviour, model, "behaviors") || list();
  for (let i = 0; i < parents.length; i++) {
    const other = parents[i] !== null && typeof parents[i] === "object" ? filterOf(parents[i]) : undefined;
    put(others, i, other === undefined ? null : other);
  }
  return (definition) => apply(filter, behaviour, [definition, others]);
}

function join(whole, inner) {
  const parts = list("data", "properties", "defaults", "methods", "forms", "relations");
  for (let i = 0; i < parts.length; i++) assign(whole[parts[i]], inner[parts[i]]);
  inner.hooks.forEach((runs, name) => {
    for (let i = 0; i < runs.length; i++) addHook(whole, name, runs[i]);
  });
  for (let i = 0; i < inner.behaviors.length; i++) whole.behaviors.push(inner.behaviors[i]);
  for (let i = 0; i < inner.observers.length; i++) whole.observers.push(inner.observers[i]);
}

/** The data that one begins with: its own copy, or the definition's own values where they are shared. */
function firstData(definition, model) {
  const given = definition.data;
  if (typeof given === "function" && model.computed) return apply(given, definition, []);
  if (given === null || typeof given !== "object") return undefined;
  return model.copies === "shallow" ? given : copied(given);
}

/** What stands in a page's definition beside its data is the page's own. */
function ownMembers(definition, whole) {
  const parts = bare({ data: true });
  const known = ownKeys(whole.model.parts);
  for (let i = 0; i < known.length; i++) parts[whole.model.parts[known[i]][0]] = true;
  const keys = keysOf(definition);
  for (let i = 0; i < keys.length; i++) {
    if (!(keys[i] in parts)) put(whole.methods, keys[i], definition[keys[i]]);
  }
}

/** The hooks of a component: those beside its parts, and those of the part for them, which count. */
function ownHooks(definition, whole) {
  const { begin, end, hooks, lifetimes, outside } = whole.model;
  const part = partOf(definition, whole.model, "lifetimes");
  const every = listOf(begin);
  for (let i = 0; i < end.length; i++) every.push(end[i]);
  for (let i = 0; i < hooks.length; i++) every.push(hooks[i]);
  for (let i = 0; i < every.length; i++) {
    const name = every[i];
    const inPart = has(lifetimes, name) && part !== null && typeof part === "object" ? part[name] : undefined;
    const beside = outside || !has(lifetimes, name) ? definition[name] : undefined;
    addHook(whole, name, typeof inPart === "function" ? inPart : beside);
  }
}

function addHook(whole, name, run) {
  if (typeof run !== "function") return;
  if (!whole.hooks.has(name)) whole.hooks.set(name, list());
  whole.hooks.get(name).push(run);
}

function hooksOf(whole, name) {
  return whole.hooks.get(name) || list();
}

function watch(whole, observers) {
  if (observers === null || typeof observers !== "object") return;
  const patterns = keysOf(observers);
  for (let i = 0; i < patterns.length; i++) {
    const given = split(patterns[i], ",");
    const paths = list();
    for (let j = 0; j < given.length; j++) paths.push(trim(given[j]));
    whole.observers.push(bare({ paths, run: observers[patterns[i]] }));
  }
}

/** The first values of declared properties: their own, or the empty one of their type. */
function firstValues(properties) {
  const out = {};
  const keys = keysOf(properties);
  for (let i = 0; i < keys.length; i++) {
    const entry = properties[keys[i]];
    const declared = entry !== null && typeof entry === "object";
    const first = declared && entry.value !== undefined;
    put(out, keys[i], first ? copied(entry.value) : emptyOf(declared ? entry.type : entry));
  }
  return out;
}

function emptyOf(type) {
  if (type === PlainArray) return [];
  if (type === PlainObject) return null;
  if (type === Text || type === OwnNumber || type === OwnBoolean) return EMPTY[typeof type()];
  return null;
}

/** What a parent passes: the first values, and a function for whatever a component may tell it. */
function givenProps({ id }, { defaults, model: { listens } }) {
  const told = map();
  return new PlainProxy(assign({}, defaults), bare({
    get(own, key) {
      const event = eventOf(listens, key);
      if (event === "") return own[key];
      if (!told.has(key)) {
        const name = lower(slice(event, 0, 1)) + slice(event, 1);
        told.set(key, function (given) {
          const isEvent = given !== null && typeof given === "object"
            && getOwnPropertyDescriptor(given, "detail") !== undefined;
          send({ t: "event", page: id, name, detail: encode(isEvent ? given.detail : given, "detail") });
        });
      }
      return told.get(key);
    },
    set: () => false, // they are the parent's
  }));
}

/** The event that a prop listens for, with a capital letter; empty for any other prop. */
function eventOf(listens, key) {
  if (!listens || typeof key !== "string" || !startsWith(key, listens)) return "";
  const event = slice(key, listens.length);
  return exec(/^[A-Z]/, event) === null ? "" : event;
}

/** What follows from a change of the data: observers of the paths, of properties, and updates. */
function changed(page, paths, before, props_) {
  const { whole, own } = page;
  if (page.rounds >= MOST_ROUNDS) throw new OwnRangeError("observers change the data without end");
  page.rounds++;
  try {
    for (let i = 0; i < whole.observers.length; i++) {
      const { paths: wanted, run } = whole.observers[i];
      if (!anyTouches(wanted, paths)) continue;
      const values = list();
      for (let j = 0; j < wanted.length; j++) values.push(seenAt(page, stem(wanted[j])));
      guarded(() => apply(run, own, values), "an observer", run);
    }
    const keys = keysOf(whole.properties);
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i];
      const entry = whole.properties[key];
      const observer = entry !== null && typeof entry === "object" ? entry.observer : undefined;
      const run = typeof observer === "string" ? own[observer] : observer;
      if (typeof run !== "function" || own.data[key] === before[key]) continue;
      guarded(() => apply(run, own, [own.data[key], before[key], [key]]), "an observer", run);
    }
    const { roles: { updated }, parts } = whole.model;
    const updates = hooksOf(whole, updated);
    for (let i = 0; i < updates.length; i++) {
      const now_ = parts.defaults === undefined ? undefined : own[parts.defaults[0]];
      const props = props_ === undefined ? now_ : props_;
      guarded(() => apply(updates[i], own, [props, before]), updated, updates[i]);
    }
  } finally {
    page.rounds--;
  }
}

function anyTouches(wanted, done) {
  for (let i = 0; i < wanted.length; i++) {
    for (let j = 0; j < done.length; j++) if (touches(wanted[i], done[j])) return true;
  }
  return false;
}

/** A pattern without the stars at its end. */
function stem(path) {
  return exec(/^(.*?)(?:\.?\*\*)?$/, path)[1];
}

/** Whether a change at `done` is one that an observer of `path` wants to hear of. */
function touches(path, done) {
  const base = stem(path);
  return within(base, done) || (base !== path && within(done, base));
}

function within(inner, outer) {
  return inner === outer || outer === ""
    || (startsWith(inner, outer) && (inner[outer.length] === "." || inner[outer.length] === "["));
}

/** A value of the data, or of what the parent gives where that stands beside them. */
function seenAt({ own, whole: { model: { parts } } }, path) {
  const value = valueAt(own.data, path);
  if (value !== undefined || parts.defaults === undefined) return value;
  return valueAt(own[parts.defaults[0]], path);
}

const STEP = /^(?:\.?([^.[\]]+)|\[(\d+)\])/;

function valueAt(data, path) {
  let value = data;
  for (let rest = path; rest.length && value !== null && value !== undefined; ) {
    const found = exec(STEP, rest);
    if (found === null) return undefined;
    value = value[found[2] === undefined ? found[1] : +found[2]];
    rest = slice(rest, found[0].length);
  }
  return value;
}
