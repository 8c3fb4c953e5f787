// Relations between components, and what they learn of their page, over a client that has neither:
// each tells its owner that it is there, and by what its tag says the module finds who stands in whom. A parent is the nearest
// component around, an ancestor any, and both have to say so.
const DOWN = { parent: "child", ancestor: "descendant" };
const there = new Map();
let numbers = 0;

/** What a component needs to be found: by those that it is related to, by its page. */
function related(out, whole) {
  hear(out[WRITE.parts.methods], whole);
  const { made, placed, ready, removed } = WRITE.moments;
  before(out, made, function () {
    this[KIN.nodes] = (key) => relatives(this, key);
    finding(this);
  });
  const sees = KIN.sights.some((sight) => whole.hooks[sight]);
  after(out, placed, function () {
    enroll(this, whole, sees);
  });
  const run = out[ready];
  out[ready] = function () {
    const state = stateOf(this);
    const { kin } = state;
    const go = () => {
      if (kin) kin.ready = undefined;
      state.stands = true;
      if (run) run.apply(this, arguments);
    };
    if (!kin || kin.steps.length || !whole.sections.relations) return go();
    kin.ready = go;
    setTimeout(() => kin.ready && kin.ready(), KIN.patience);
  };
  after(out, removed, function () {
    const { kin } = stateOf(this);
    if (kin) leave(kin);
  });
}

function enroll(it, whole, sees) {
  if (stateOf(it).kin) return;
  const kin = { number: ++numbers, it, whole, sees, links: {}, all: [], steps: [], path: steps(it[KIN.path]) };
  stateOf(it).kin = kin;
  there.set(kin.number, kin);
  it[TRIGGER](KIN.event, { number: kin.number });
}

/** An owner hears from those in its template; one that is a component is found by them, too. */
function hear(methods, whole) {
  methods[KIN.handler] = function (event) {
    const kin = there.get((event.detail || {}).number);
    if (kin === undefined) return;
    const state = stateOf(this);
    if (whole && kin.sees) enroll(this, whole, true);
    kin.steps = steps(event.currentTarget.dataset[KIN.data]);
    kin.all = state.kins = state.kins || [];
    kin.all.push(kin);
    sort(kin.all);
    link(kin);
    for (const other of kin.all.slice()) if (standsIn(other.steps, kin.steps)) link(other);
    if (kin.ready) kin.ready();
    if (state.saw && !state.stands) see(kin, ...state.saw);
  };
}

/** A page tells what becomes of it to those on it: of being shown first also those that come then. */
function watched(out) {
  for (const sight of KIN.sights) after(out, WRITE.page_sights[sight][0], function () {
    const state = stateOf(this);
    state.saw = [sight, arguments];
    for (const kin of (state.kins || []).slice()) see(kin, sight, arguments);
  });
  after(out, WRITE.page.ready, function () {
    stateOf(this).stands = true;
  });
}

function see(kin, sight, told) {
  const state = stateOf(kin.it);
  state.saw = [sight, told];
  run(kin.it, kin.whole, sight, told);
  for (const inner of (state.kins || []).slice()) see(inner, sight, told);
}

function before(out, name, run) {
  const own = out[name];
  out[name] = function () {
    run.call(this);
    if (own) own.apply(this, arguments);
  };
}

function after(out, name, run) {
  const own = out[name];
  out[name] = function () {
    if (own) own.apply(this, arguments);
    run.apply(this, arguments);
  };
}

/** What asks for components answers at once, unless it is given a function: of those that have told
 * where they stand, the first one that a selector means, or all. */
function finding(it) {
  for (const name of Object.keys(KIN.finds)) {
    const own = it[name];
    it[name] = function (selector, heard) {
      if (typeof heard === "function") return own.apply(this, arguments);
      const all = stateOf(this).kins || [];
      sort(all);
      const met = all.filter((kin) => isMeant(kin, String(selector))).map((kin) => EXPORT ? exported(kin.it) : kin.it);
      return KIN.finds[name] ? met : met[0] || null;
    };
  }
}

function isMeant({ it }, selector) {
  const classes = String((it[KIN.dataset] || {})[KIN.classes] || "").split(/\s+/);
  const has = (word) => word[0] === "#" ? it[KIN.id] === word.slice(1) : classes.indexOf(word.slice(1)) >= 0;
  return selector.split(",").some((one) => {
    const words = one.trim().match(/[#.][\w-]+/g) || [];
    return words.length > 0 && words.join("") === one.trim() && words.every(has);
  });
}

function steps(path) {
  return String(path || "").split("/").filter((step) => step !== "");
}

function standsIn(inner, outer) {
  return inner.length > outer.length && outer.every((step, i) => step === inner[i]);
}

/** In the order of the template: rounds of loops may have moved since they were placed. */
function sort(all) {
  for (const kin of all) {
    const said = (kin.it[KIN.dataset] || {})[KIN.data];
    if (said) kin.steps = steps(said);
  }
  all.sort((one, two) => order(one.steps, two.steps));
}

/** Which of two stands first: by the place in the template, then by the round of a loop; rounds
 * over an object stand as they came. */
function order(one, two) {
  for (let i = 0; i < one.length && i < two.length; i++) {
    const [a, b] = [one[i], two[i]].map((step) => /^.(\d+)\.?([^]*)$/.exec(step) || [step, 0, ""]);
    if (a[1] !== b[1]) return a[1] - b[1];
    if (a[2] !== b[2]) return a[2] - b[2] || 0;
  }
  return one.length - two.length;
}

/** Whether a row of what a component says means another. */
function means(kin, key, other) {
  const { target } = kin.whole.sections.relations[key];
  if (isObject(target)) return other.whole.met.indexOf(target) >= 0;
  const path = target || key;
  const way = path[0] === "/" ? [] : kin.path.slice(0, -1);
  for (const step of steps(path)) {
    if (step === "..") way.pop();
    else if (step !== ".") way.push(step);
  }
  return way.join("/") === other.path.join("/");
}

/** The component that a row links to, and the row of that one. */
function found(kin, key, type) {
  for (let i = kin.steps.length - 1; i > 0; i--) {
    if (kin.steps[i - 1][0] !== "c") continue;
    const other = kin.all.find(({ steps: place }) => place.length === i && standsIn(kin.steps, place));
    if (other && means(kin, key, other)) {
      const rows = other.whole.sections.relations || {};
      const row = Object.keys(rows).find((name) => rows[name].type === DOWN[type] && means(other, name, kin));
      if (row !== undefined) return { kin: other, key: row };
    }
    if (type === "parent") return undefined;
  }
  return undefined;
}

function link(kin, gone) {
  const rows = kin.whole.sections.relations || {};
  for (const key of Object.keys(rows)) {
    if (!(rows[key].type in DOWN)) continue;
    const old = kin.links[key];
    const now = gone ? undefined : found(kin, key, rows[key].type);
    if (old && now && old.kin === now.kin && old.key === now.key) continue;
    kin.links[key] = now;
    if (old) both("unlinked", kin, key, old);
    if (now) both("linked", kin, key, now);
  }
}

function both(name, kin, key, other) {
  for (const [one, row, two] of [[other.kin, other.key, kin], [kin, key, other.kin]]) {
    const run = one.whole.sections.relations[row][name];
    if (typeof run === "function") run.call(one.it, two.it);
  }
}

function leave(kin) {
  there.delete(kin.number);
  const at = kin.all.indexOf(kin);
  if (at >= 0) kin.all.splice(at, 1);
  link(kin, true);
  for (const other of kin.all.slice()) {
    if (Object.keys(other.links).some((key) => other.links[key] && other.links[key].kin === kin)) link(other);
  }
}

/** Those that a component is linked to by a key, in the order in which they stand there. */
function relatives(it, key) {
  const { kin } = stateOf(it);
  const row = kin && (kin.whole.sections.relations || {})[key];
  if (!row) return [];
  if (row.type in DOWN) return kin.links[key] ? [kin.links[key].kin.it] : [];
  const mine = ({ links }) => Object.keys(links).some(
    (name) => links[name] && links[name].kin === kin && links[name].key === key
  );
  sort(kin.all);
  return kin.all.filter(mine).map((other) => other.it);
}
