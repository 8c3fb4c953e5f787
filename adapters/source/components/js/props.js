// The source keeps properties apart from the data, hands a parent plain values, and has hooks that
// follow a change: all of that over a client that has properties among the data and tells events.
const SAID = "$said";

function isHeard(name) {
  return LISTENS !== "" && name.startsWith(LISTENS) && /^[A-Z]/.test(name.slice(LISTENS.length));
}

function propertyOf(name, { value }) {
  if (typeof value === "function" || isHeard(name)) return undefined;
  const types = { string: String, number: Number, boolean: Boolean };
  const type = Array.isArray(value) ? Array : isObject(value) ? Object : types[typeof value] || null;
  return value === undefined ? { type } : { type, value: copied(value) };
}

/** Handlers that a component of this program tells values get these, not the event around them. */
function heardAll(methods) {
  const out = {};
  for (const name of Object.keys(methods)) out[name] = heard(methods[name]);
  return out;
}

function heard(method) {
  if (typeof method !== "function") return method;
  return function (event) {
    const said = event && event.detail ? event.detail[SAID] : undefined;
    return method.apply(this, said || arguments);
  };
}

function propsOf(it, whole, values) {
  const told = {};
  const own = Object.assign({}, values);
  for (const name of Object.keys(it[DATASET] || {})) {
    own[TAG_DATA + name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase())] = it[DATASET][name];
  }
  return new Proxy(own, {
    get(target, name) {
      if (name in target || typeof name !== "string" || !isHeard(name)) return target[name];
      const event = name.slice(LISTENS.length);
      told[name] = told[name] || function () {
        const said = Array.prototype.slice.call(arguments);
        return it[TRIGGER](event[0].toLowerCase() + event.slice(1), { [SAID]: said });
      };
      return told[name];
    },
    set: () => false,
  });
}

function fit() {}

let count = 0;

function begin(it, whole) {
  const state = stateOf(it);
  if (state.begun) return;
  state.begun = true;
  alias(it);
  const id = ++count;
  if (ID) define(it, ID, () => id);
  state.values = valuesOf(it, whole);
  state.props = propsOf(it, whole, state.values);
  define(it, PROPS, () => state.props);
  if (SPLICE) it[SPLICE] = (patch, done) => splice(it, patch, done);
  if (BATCHED && !it[BATCHED]) it[BATCHED] = (run) => run();
  state.after = (before) => later(it, whole, before);
  watch(it, whole);
}

function place(it, whole) {
  const state = stateOf(it);
  state.former = undefined;
  state.values = valuesOf(it, whole);
  state.props = propsOf(it, whole, state.values);
  run(it, whole, "made");
  run(it, whole, "derived", [state.props]);
  run(it, whole, "placed");
  state.placed = true;
}

function derive(it, whole) {
  const state = stateOf(it);
  const next = propsOf(it, whole, state.values);
  state.former = state.former || state.props;
  if (state.placed) run(it, whole, "derived", [next]);
  state.props = next;
}

/** Once the changes of now are done, what runs after them runs once. */
function later(it, whole, before) {
  const state = stateOf(it);
  if (!state.placed || !whole.hooks.updated) return;
  if (state.waiting) return;
  state.waiting = Object.assign({}, before);
  Promise.resolve().then(() => {
    const data = state.waiting;
    const former = state.former || state.props;
    state.waiting = state.former = undefined;
    run(it, whole, "updated", [former, data]);
  });
}

function splice(it, patch, done) {
  const lists = {};
  for (const path of Object.keys(patch)) {
    lists[path] = (valueAt(it.data, path) || []).slice();
    lists[path].splice(...patch[path]);
  }
  it.setData(lists, done);
}
