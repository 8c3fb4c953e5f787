// Source and target find properties among the data: what the one has and the other has not.

function propertyOf(name, { said, type, also }) {
  const entry = isObject(said) ? Object.assign({}, said) : { type };
  delete entry.observer;
  if (also.length && WRITE.also !== READ.also) delete entry[READ.also];
  return entry;
}

function derive() {}

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
  passed(it, whole);
  run(it, whole, "placed");
}
