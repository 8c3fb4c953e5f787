// The source keeps properties apart from the data, hands a parent plain values, and has hooks that
// follow a change: all of that over a client that has properties among the data and tells events.
const SAID = "$said";

function isHeard(name) {
  return LISTENS !== "" && name.startsWith(LISTENS) && /^[A-Z]/.test(name.slice(LISTENS.length));
}

/** Of any type: the source takes whatever is passed as it is. */
function propertyOf(name, { value }) {
  if (typeof value === "function" || isHeard(name)) return undefined;
  return value === undefined ? { type: null } : { type: null, value: copied(value) };
}

/** What the handler gave back that was just called; undefined: none was. */
let answer;

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
    const value = method.apply(this, said ? said.map(aimed) : arguments);
    if (said) answer = { value };
    return value;
  };
}

/** What a component makes of an event: whoever reads the data of its target, as the source has it,
 * was ported to read them where events of this client have them. */
function aimed(value) {
  const plain = isObject(value) && Object.getPrototypeOf(value) === Object.prototype;
  if (!AIMED || !plain || !isObject(value.target) || "currentTarget" in value) return value;
  return Object.assign({ currentTarget: value.target }, value);
}

/** Whether anybody listens for what a component calls by this name; undefined: its tag does not say. */
function listened(it, name) {
  const { said = (it[DATASET] || {})[HEARD] } = stateOf(it); // a component may set its own dataset
  return typeof said === "string" ? said.split(" ").indexOf(name) >= 0 : undefined;
}

/** A function of the parent's, which is told of by an event: what it gives back is given back. */
function calling(it, name, first) {
  const event = name[LISTENS.length].toLowerCase() + name.slice(LISTENS.length + 1);
  return function () {
    const said = Array.prototype.slice.call(arguments);
    const before = answer;
    answer = undefined;
    it[TRIGGER](event, { [SAID]: said });
    const given = answer;
    answer = before;
    if (given) return given.value;
    const unheard = listened(it, name) === undefined && typeof first === "function";
    return unheard ? first.apply(this, said) : undefined;
  };
}

function propsOf(it, whole, values) {
  const told = {};
  const own = {};
  const firsts = {};
  for (const name of Object.keys(whole.given)) {
    const { value } = whole.given[name];
    if (typeof value === "function") (isHeard(name) ? firsts : own)[name] = value;
  }
  Object.assign(own, values);
  for (const name of Object.keys(it[DATASET] || {})) {
    if (name !== HEARD) own[TAG_DATA + name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase())] = it[DATASET][name];
  }
  return new Proxy(own, {
    get(target, name) {
      if (name in target || typeof name !== "string" || !isHeard(name)) return target[name];
      if (listened(it, name) === false) return firsts[name];
      told[name] = told[name] || calling(it, name, firsts[name]);
      return told[name];
    },
    has: (target, name) => name in target || name in firsts || (isHeard(String(name)) && listened(it, name) === true),
    set: () => false,
  });
}

/** What is passed without a value is what the definition says. */
function fit(it, whole, names) {
  const missing = {};
  for (const name of names) {
    const { value } = whole.given[name] || {};
    if (it.data[name] === undefined && value !== undefined) missing[name] = copied(value);
  }
  quietly(it, missing);
}

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
  fit(it, whole, whole.names);
  state.values = valuesOf(it, whole);
  settle(it, whole);
  run(it, whole, "made");
  run(it, whole, "derived", [state.props]);
  run(it, whole, "placed");
  state.placed = true;
  if (HOLD) it[TRIGGER](HOLD, { [SAID]: [it] });
}

/** What its tag says is a component's once it is placed; some clients say it a moment later. */
function settle(it, whole) {
  const state = stateOf(it);
  state.said = (it[DATASET] || {})[HEARD];
  state.props = propsOf(it, whole, state.values);
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
