// The definition for a client whose components are given properties apart from their data: the
// properties' values stand in the data, too, and follow what the parent passes.

const marks = new Map();

/** What stands for a behaviour on the target, whose relations know those of its own alone. */
function markOf(inner) {
  if (!marks.has(inner)) marks.set(inner, newMark());
  return marks.get(inner);
}

function marked(out, whole) {
  const key = WRITE.sections.relations;
  const rows = Object.assign({}, out[key]);
  for (const name of Object.keys(rows)) {
    if (isObject(rows[name]) && isObject(rows[name].target)) {
      rows[name] = Object.assign({}, rows[name], { target: markOf(rows[name].target) });
    }
  }
  out[key] = rows;
  const own = whole.met.slice(1).map(markOf);
  if (own.length) out[WRITE.parts.behaviors] = own;
}

function component(definition) {
  const whole = compose(definition, false, [definition]);
  const first = {};
  for (const name of Object.keys(whole.given)) first[name] = firstOf(whole.given[name]);
  const out = rest(definition, whole);
  if (whole.sections.relations && WRITE.sections.relations && WRITE.parts.behaviors) marked(out, whole);
  const { moments } = WRITE;
  out[WRITE.parts.given] = {}; // what is passed, then, is all that stands there
  const data = Object.assign(copied(first), whole.data);
  out.data = COMPUTED ? () => copied(data) : data;
  out[WRITE.parts.methods] = whole.methods;
  if (TELL) telling(whole.methods);
  if (MUTUAL) choosing(whole.methods);
  if (whole.exports) exports_(whole.methods, definition);
  out[moments.made] = function () {
    begin(this, whole);
    take(this, whole, this[PROPS]);
    place(this, whole);
  };
  out[moments.derived] = function (next) {
    begin(this, whole);
    stateOf(this).derives = true;
    take(this, whole, next);
  };
  out[moments.updated] = function () {
    if (!stateOf(this).derives) take(this, whole, this[PROPS]); // a project without the other hook
  };
  out[moments.ready] = function () {
    begin(this, whole);
    take(this, whole, this[PROPS]);
    place(this, whole);
    run(this, whole, "ready");
  };
  for (const moment of ["removed", "failed"]) {
    if (moments[moment] && whole.hooks[moment]) out[moments[moment]] = function () {
      run(this, whole, moment, arguments);
    };
  }
  if (whole.hooks.moved && WRITE.parts.lifetimes) {
    setAt(out, WRITE.parts.lifetimes.concat(WRITE.tree.moved), function () {
      run(this, whole, "moved");
    });
    out.options[WRITE.options.lifetimes] = true;
  }
  for (const sight of Object.keys(WRITE.sights)) {
    if (whole.hooks[sight]) setAt(out, WRITE.sights[sight], function () {
      run(this, whole, sight, arguments);
    });
  }
  return out;
}

/** An instance that was made: its members under the names that its own code uses. */
function begin(it, whole) {
  const state = stateOf(it);
  if (state.begun) return;
  state.begun = true;
  state.taken = {};
  alias(it);
  if (TRIGGER) it[TRIGGER] = (name, detail) => tell(it, name, detail);
  if (PROPERTIES) define(it, PROPERTIES, () => it.data);
  if (ID_MEMBER) define(it, ID_MEMBER, () => idOf(it));
  if (DATASET) define(it, DATASET, () => dataOf(it));
  if (observed(whole)) watch(it, whole);
  run(it, whole, "made");
}

function place(it, whole) {
  const state = stateOf(it);
  if (state.placed) return;
  state.placed = true;
  run(it, whole, "placed");
}

/** Take over what the parent passes and has changed since: in place, too. The parent's and this
 *  one's are no longer the same lists and objects, as on the source. What is passed is heard of, even
 *  where it is what stands there already. */
function take(it, whole, next) {
  const state = stateOf(it);
  const { taken } = state;
  const patch = {};
  const heard = [];
  for (const name of Object.keys(whole.given)) {
    const value = next[PASSED[name] || name];
    const before = taken[name];
    if (!before && value === undefined) continue; // nobody passes it
    if (before && Object.is(before.value, value) && alike(before.copy, value)) continue;
    taken[name] = { value, copy: copied(value) };
    heard.push(name);
    const fit = value === undefined ? firstOf(whole.given[name]) : fitted(whole.given[name], value);
    if (!Object.is(fit, it.data[name])) patch[name] = copied(fit);
  }
  if (!heard.length) return;
  state.heard = heard;
  if (Object.keys(patch).length || whole.watches.length) it.setData(patch);
}

/** Whether a value is still what was kept of it. */
function alike(own, value) {
  if (Object.is(own, value) || typeof own !== "object" || own === null) return Object.is(own, value);
  if (typeof value !== "object" || value === null || Array.isArray(own) !== Array.isArray(value)) return false;
  const names = Object.keys(own);
  return names.length === Object.keys(value).length && names.every((name) => alike(own[name], value[name]));
}
