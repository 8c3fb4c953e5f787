// Source and target find properties among the data: what the one has and the other has not.

function propertyOf(name, { said, type, also }) {
  const entry = isObject(said) ? Object.assign({}, said) : { type };
  delete entry.observer;
  if (also.length && WRITE.also !== READ.also) {
    delete entry[READ.also];
    entry.type = null; // any of them; what is none is made one here
  }
  return entry;
}

function derive() {}

function settle() {}

/** What was passed as the source's component would have it: of the type that it says. What is null
 * from the beginning, or what the definition says, was not passed: that may be of another type. */
function fit(it, whole, names, first) {
  const odd = {};
  for (const name of names) {
    const value = it.data[name];
    if (!(name in whole.given) || value === undefined || value !== value) continue;
    if (first && (value === null || isFirst(whole.given[name], value))) continue;
    const fitting = fitted(whole.given[name], value);
    if (!Object.is(fitting, value)) odd[name] = fitting;
  }
  quietly(it, odd);
}

function isFirst({ value }, now) {
  const objects = value !== null && typeof value === "object" && typeof now === "object";
  return Object.is(value, now) || (objects && JSON.stringify(value) === JSON.stringify(now));
}

function begin(it, whole) {
  const state = stateOf(it);
  if (state.begun) return;
  state.begun = true;
  alias(it);
  if (BATCHED && !it[BATCHED]) it[BATCHED] = (run) => run();
  state.own = () => {
    state.values = valuesOf(it, whole);
  };
  state.own();
  if (observed(whole)) watch(it, whole);
  run(it, whole, "made");
}

function place(it, whole) {
  fit(it, whole, whole.names, true);
  passed(it, whole);
  run(it, whole, "placed");
}
