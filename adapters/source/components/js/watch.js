// What follows from a change of the data: observers of paths, then those of properties.

const STEP = /^(?:\.?([^.[\]]+)|\[(\d+)\])/;

function valueAt(data, path) {
  let value = data;
  for (let left = path; left && value !== null && value !== undefined; ) {
    const found = STEP.exec(left);
    if (found === null) return undefined;
    value = value[found[1] === undefined ? +found[2] : found[1]];
    left = left.slice(found[0].length);
  }
  return value;
}

function within(inner, outer) {
  return inner === outer || outer === "" || (inner.startsWith(outer) && /[.[]/.test(inner[outer.length]));
}

/** Whether a change at `done` is one that an observer of `path` hears of. */
function hears(path, done) {
  const stem = path.replace(/\.?\*\*$/, "");
  return within(stem, done) || (stem !== path && within(done, stem));
}

function observed(whole) {
  return whole.watches.length > 0 || Object.keys(whole.given).some((name) => whole.given[name].observer);
}

/** After paths were set: `before` has the properties as they were. */
function notify(it, whole, paths, before) {
  for (const { paths: wanted, run: told } of whole.watches) {
    if (!wanted.some((path) => paths.some((done) => hears(path, done)))) continue;
    const values = wanted.map((path) => valueAt(it.data, path.replace(/\.?\*\*$/, "")));
    const method = typeof told === "string" ? it[told] : told;
    if (typeof method === "function") method.apply(it, values);
  }
  for (const name of Object.keys(whole.given)) {
    const { observer } = whole.given[name];
    const method = typeof observer === "string" ? it[observer] : observer;
    if (typeof method !== "function" || it.data[name] === before[name]) continue;
    if (paths.some((done) => within(name, done))) method.call(it, it.data[name], before[name], [name]);
  }
}

/** Data that no observer hears of, where there is any. */
function quietly(it, patch) {
  const state = stateOf(it);
  if (!Object.keys(patch).length) return;
  state.busy++;
  try {
    (state.set || it.setData).call(it, patch);
  } finally {
    state.busy--;
  }
}

/** The instance's own way to set data, which tells the observers at once. */
function watch(it, whole) {
  const state = stateOf(it);
  const set = it.setData;
  state.set = set;
  it.setData = function (patch, done) {
    const before = Object.assign({}, it.data);
    const paths = (state.heard || []).concat(Object.keys(patch || {}));
    state.heard = undefined;
    state.busy++;
    try {
      set.call(it, patch, done);
    } finally {
      state.busy--;
    }
    if (state.own) state.own();
    notify(it, whole, paths, before);
    if (state.after) state.after(before);
  };
}
