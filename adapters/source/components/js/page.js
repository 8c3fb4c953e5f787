// A page, with what it has of behaviours or mixins made its own.

function page(definition) {
  const whole = compose(definition, true, [definition]);
  const out = {};
  for (const name of Object.keys(heardAll(whole.methods))) out[name] = heardAll(whole.methods)[name];
  for (const key of Object.keys(definition)) {
    const own = definition[key];
    if (!(key in PAGE_OWN)) out[key] = key in PAGE_HOOKS ? own : heardAll({ own }).own;
  }
  finish(out, whole, PAGE_RUNS, (it) => {
    alias(it);
    if (TRIGGER && it[TRIGGER] === undefined) it[TRIGGER] = () => {};
    if (SPLICE && !it[SPLICE]) it[SPLICE] = (patch, done) => splice(it, patch, done);
    if (BATCHED && !it[BATCHED]) it[BATCHED] = (run) => run();
    if (whole.watches.length) watch(it, whole);
    if (KIN) finding(it);
  });
  if (KIN) hear(out), watched(out);
  return out;
}

/** Data and hooks of a page: `runs` are the moments of what it is made of that count. */
function finish(out, whole, runs, first) {
  const data = {};
  for (const name of Object.keys(whole.given)) {
    const value = firstOf(whole.given[name]);
    if (typeof value !== "function") data[name] = value;
  }
  Object.assign(data, whole.data);
  out.data = SHARED ? () => copied(data) : data;
  const { made, ready, removed } = WRITE.page;
  chained(out, whole, made, ["made", "derived", "placed"].filter((moment) => runs.includes(moment)), first);
  chained(out, whole, ready, ["ready"].filter((moment) => runs.includes(moment)));
  chained(out, whole, removed, ["removed"].filter((moment) => runs.includes(moment)));
  for (const sight of Object.keys(WRITE.page_sights)) chained(out, whole, WRITE.page_sights[sight], [sight]);
}

/** What runs of the behaviours before a hook of the page's own. */
function chained(out, whole, name, moments, first) {
  const own = at(out, [].concat(name));
  const before = moments.filter((moment) => whole.hooks[moment]);
  if (!before.length && !first) return;
  setAt(out, [].concat(name), function () {
    if (first) first(this, arguments[0]);
    for (const moment of before) run(this, whole, moment, []);
    return typeof own === "function" ? own.apply(this, arguments) : undefined;
  });
}
