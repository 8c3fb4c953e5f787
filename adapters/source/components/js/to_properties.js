// The definition for a client whose components find their properties among their data.

function component(definition, undeclared) {
  const whole = compose(definition, false, [definition]);
  const out = rest(definition, whole);
  const { moments } = WRITE;
  const properties = {};
  for (const name of Object.keys(whole.given)) {
    const entry = propertyOf(name, whole.given[name]);
    if (entry === undefined) continue;
    properties[name] = Object.assign(entry, { observer: observer(whole) });
  }
  const more = (undeclared || []).filter((name) => !(name in whole.given) && !(name in whole.data));
  whole.loose = more.filter((name) => name !== ID);
  whole.numbered = more.length > whole.loose.length;
  for (const name of whole.loose) properties[name] = loose(whole);
  whole.names = Object.keys(properties);
  out[WRITE.parts.given] = properties;
  out.data = whole.data;
  if (MUTUAL) choosing(whole.methods);
  if (whole.exports) exports_(whole.methods, definition);
  out[WRITE.parts.methods] = heardAll(whole.methods);
  out[moments.made] = function () {
    begin(this, whole);
  };
  out[moments.placed] = function () {
    begin(this, whole);
    if (whole.numbered) this.setData({ [ID]: this[ID] });
    place(this, whole);
  };
  for (const moment of ["ready", "moved", "removed", "failed"]) {
    if (moments[moment] && whole.hooks[moment]) out[moments[moment]] = function () {
      if (moment === "ready") settle(this, whole);
      run(this, whole, moment, arguments);
    };
  }
  for (const sight of Object.keys(WRITE.sights)) {
    if (whole.hooks[sight]) setAt(out, WRITE.sights[sight], function () {
      run(this, whole, sight, arguments);
    });
  }
  if (KIN) related(out, whole);
  return out;
}

function observer(whole) {
  return function () {
    if (!stateOf(this).busy) passed(this, whole);
  };
}

/** A property for what is given and not declared: an empty text, which shows nothing, until then. */
function loose(whole) {
  return { type: null, value: "", observer: observer(whole) };
}

function valuesOf(it, whole) {
  const out = {};
  for (const name of whole.names) {
    if (name.startsWith(SLOT)) continue; // what its slots are handed is no property
    if (it.data[name] !== "" || whole.loose.indexOf(name) < 0) out[name] = it.data[name];
  }
  return out;
}

/** What the parent passed has changed: all that did is told at once. */
function passed(it, whole) {
  const state = stateOf(it);
  const before = state.values || {};
  const now = valuesOf(it, whole);
  const names = whole.names.filter((name) => now[name] !== before[name]);
  if (!names.length) return;
  fit(it, whole, names);
  Object.assign(now, valuesOf(it, whole));
  state.values = now;
  derive(it, whole, before);
  notify(it, whole, names, Object.assign({}, it.data, before));
  if (state.after) state.after(Object.assign({}, it.data, before));
}
