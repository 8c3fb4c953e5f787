// A page that the source makes by its constructor of components: what it is opened with are its
// properties.

function pageOf(definition) {
  const whole = compose(definition, false, [definition]);
  const out = Object.assign({}, heardAll(whole.methods));
  finish(out, whole, MOMENTS, (it, query) => {
    alias(it);
    if (TRIGGER) it[TRIGGER] = () => {};
    if (PROPERTIES) define(it, PROPERTIES, () => it.data);
    if (observed(whole)) watch(it, whole);
    if (KIN) finding(it);
    const patch = {};
    for (const name of Object.keys(whole.given)) {
      if (query && name in query) patch[name] = fitted(whole.given[name], query[name]);
    }
    if (Object.keys(patch).length) it.setData(patch);
  });
  if (KIN) hear(out), watched(out);
  return out;
}
