// A definition and those of its behaviours or mixins in one: the properties it is given, its data,
// its methods, what watches which paths, and what runs when.

function at(from, path) {
  let value = from;
  for (let i = 0; i < path.length && value !== null && value !== undefined; i++) value = value[path[i]];
  return value;
}

function part(definition, name) {
  const path = READ.parts[name];
  const option = READ.options[name];
  if (path === undefined) return undefined;
  if (option !== undefined && at(definition, ["options", option]) !== true) return undefined;
  return at(definition, path);
}

function isObject(value) {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function copied(value) {
  if (Array.isArray(value)) return value.map(copied);
  const kind = isObject(value) ? Object.getPrototypeOf(value) : undefined;
  if (kind !== null && kind !== Object.prototype) return value;
  const out = {};
  for (const key of Object.keys(value)) out[key] = copied(value[key]);
  return out;
}

/** What a behaviour does to the definitions that have it; it is handed what those that it has do. */
function filterOf(inner) {
  const filter = isObject(inner) ? part(inner, "filter") : undefined;
  if (typeof filter !== "function") return null;
  const others = (part(inner, "behaviors") || []).map(filterOf);
  return (definition) => filter.call(inner, definition, others);
}

function compose(definition, isPage, met) {
  const whole = { given: {}, data: {}, methods: {}, watches: [], hooks: {}, sections: {}, met };
  for (const inner of part(definition, "behaviors") || []) {
    if (FIELD && inner === FIELD) addField(whole);
    if (EXPORT && inner === EXPORT.behavior) whole.exports = true;
    if (!isObject(inner)) continue;
    const again = met.indexOf(inner) >= 0; // what it runs, runs once
    met.push(inner);
    const filter = filterOf(inner);
    if (filter) filter(definition);
    join(whole, compose(inner, false, met), again);
  }
  addData(whole, firstData(definition));
  const given = part(definition, "given") || {};
  for (const name of Object.keys(given)) whole.given[name] = entryOf(given[name]);
  const watches = part(definition, "observers") || {};
  for (const key of Object.keys(watches)) {
    whole.watches.push({ paths: key.split(",").map((path) => path.trim()), run: watches[key] });
  }
  for (const name of Object.keys(READ.sections)) {
    const said = definition[READ.sections[name]];
    if (said === undefined) continue;
    const known = whole.sections[name];
    whole.sections[name] = together(known, said);
  }
  if (isPage) return whole;
  Object.assign(whole.methods, part(definition, "methods"));
  addHooks(whole, definition);
  return whole;
}

function together(known, said) {
  return Array.isArray(said) ? (known || []).concat(said) : Object.assign({}, known, said);
}

function firstData(definition) {
  const { data } = definition;
  return typeof data === "function" ? data.call(definition) : copied(data);
}

function addData(whole, data) {
  for (const key of isObject(data) ? Object.keys(data) : []) {
    const both = READ.merges && isObject(data[key]) && isObject(whole.data[key]);
    whole.data[key] = both ? Object.assign(whole.data[key], data[key]) : data[key];
  }
}

function addHooks(whole, definition) {
  const tree = part(definition, "lifetimes") || {};
  for (const moment of MOMENTS) {
    const name = READ.moments[moment];
    const inTree = tree[READ.tree[moment]];
    const beside = name === undefined ? undefined : definition[name];
    if (name !== READ.tree[moment] || inTree === undefined) hook(whole, moment, beside);
    hook(whole, moment, inTree);
  }
  for (const sight of Object.keys(READ.sights)) hook(whole, sight, at(definition, READ.sights[sight]));
}

function hook(whole, moment, run) {
  if (typeof run !== "function" && typeof run !== "string") return;
  (whole.hooks[moment] = whole.hooks[moment] || []).push(run);
}

function join(whole, inner, again) {
  if (inner.exports) whole.exports = true;
  Object.assign(whole.given, inner.given);
  Object.assign(whole.methods, inner.methods);
  addData(whole, inner.data);
  for (const name of Object.keys(inner.sections)) {
    whole.sections[name] = together(whole.sections[name], inner.sections[name]);
  }
  if (again) return;
  whole.watches.push(...inner.watches);
  for (const moment of Object.keys(inner.hooks)) {
    for (const run of inner.hooks[moment]) hook(whole, moment, run);
  }
}

/** What runs at a moment; a text names a method. */
function run(it, whole, moment, args) {
  for (const found of whole.hooks[moment] || []) {
    const method = typeof found === "string" ? it[found] : found;
    if (typeof method === "function") method.apply(it, args || []);
  }
}

const states = new WeakMap();

function stateOf(it) {
  if (!states.has(it)) states.set(it, { busy: 0 });
  return states.get(it);
}

/** Parts of the definition that nobody here knows pass on; those that both vendors have, too. */
function rest(definition, whole) {
  const out = {};
  for (const key of Object.keys(definition)) if (!(key in OWN)) out[key] = definition[key];
  const options = {};
  for (const key of Object.keys(definition.options || {})) {
    if (DROPPED.indexOf(key) < 0) options[key] = definition.options[key];
  }
  for (const name of Object.keys(whole.sections)) {
    const key = WRITE.sections[name];
    if (key === undefined) continue;
    out[key] = whole.sections[name];
    if (WRITE.flags[name] !== undefined) options[WRITE.flags[name]] = true;
  }
  out.options = Object.assign({}, HOST, options);
  return out;
}

function setAt(out, path, value) {
  let place = out;
  for (const key of path.slice(0, -1)) place = place[key] = place[key] || {};
  place[path[path.length - 1]] = value;
}

/** Other names of the same members, as the definition knows them. */
function alias(it) {
  for (const name of Object.keys(ALIASES)) {
    if (it[name] !== undefined) continue;
    it[name] = function () {
      const method = this[ALIASES[name]];
      return typeof method === "function" ? method.apply(this, arguments) : undefined;
    };
  }
}

function define(it, name, get) {
  Object.defineProperty(it, name, { configurable: true, get });
}
