// Elements found by what they are: ".class", "#id", "tag", "[data-id=7]", ":first", together, inside
// one another (" ", ">"), several (","); and the tree of a page as data.

const PIECE = /^(?:([A-Za-z][\w-]*|\*)|\.([\w-]+)|#([\w-]+)|\[([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\]"']*)))?\])/;

/** A selector as alternatives, each a list of steps from the outside in. */
function selectorOf(given) {
  const out = list();
  const choices = split(given, ",");
  for (let i = 0; i < choices.length; i++) {
    const steps = list();
    let rest = trim(choices[i]);
    let child = false;
    while (rest.length) {
      const step = bare({ child, tests: list() });
      for (;;) {
        const found = exec(PIECE, rest);
        if (found === null) break;
        let value = found[5];
        for (let j = 6; value === undefined && j < 8; j++) value = found[j];
        step.tests.push(bare({ tag: found[1], name: found[2], id: found[3], key: found[4], value }));
        rest = slice(rest, found[0].length);
      }
      const gap = exec(/^(?:\s*(>)\s*|\s+)/, rest);
      if (!step.tests.length || (rest.length && gap === null)) {
        throw new OwnSyntaxError("'" + cut(given) + "' is no selector that is known: " + (rest || "it is empty"));
      }
      steps.push(step);
      if (gap !== null) {
        child = gap[1] === ">";
        rest = slice(rest, gap[0].length);
        if (!rest.length) throw new OwnSyntaxError("'" + cut(given) + "' ends too early");
      }
    }
    if (!steps.length) throw new OwnSyntaxError("a selector is empty");
    out.push(steps);
  }
  return out;
}

function matches(view, step) {
  for (let i = 0; i < step.tests.length; i++) {
    const { tag, name, id, key, value } = step.tests[i];
    if (tag !== undefined && tag !== "*" && tag !== view.node.tag && tag !== view.node.el) return false;
    if (id !== undefined && view.id !== id) return false;
    if (name !== undefined && exec(/\S+/, view.classes) === null) return false;
    if (name !== undefined && !has(split(joined(wordsIn(view.classes), " "), " "), name)) return false;
    if (key !== undefined && !holds(view, key, value)) return false;
  }
  return true;
}

function wordsIn(whole) {
  const out = list();
  for (let rest = whole, found; (found = exec(/^\s*(\S+)/, rest)) !== null; rest = slice(rest, found[0].length)) {
    out.push(found[1]);
  }
  return out;
}

/** An attribute, or one of the data by its written name or its name in the dataset. */
function holds(view, key, value) {
  let there = view.attrs[key];
  if (there === undefined && startsWith(key, "data-")) {
    const names_ = list(slice(key, 5), lower(slice(key, 5)), camel(slice(key, 5)));
    for (let i = 0; i < names_.length && there === undefined; i++) there = memberOf(view.data, names_[i]);
  }
  if (there === undefined) return false;
  return value === undefined || inText(there) === value;
}

function camel(name) {
  const steps = split(name, "-");
  let out = steps[0];
  for (let i = 1; i < steps.length; i++) out += upper(slice(steps[i], 0, 1)) + slice(steps[i], 1);
  return out;
}

function suits(view, steps, top) {
  let at = view;
  if (!matches(at, steps[steps.length - 1])) return false;
  for (let i = steps.length - 2; i >= 0; i--) {
    const { child } = steps[i + 1];
    for (;;) {
      do at = at.up; while (at !== undefined && at !== top && (at.node === undefined || at.kind === "slot" || at.kind === "text"));
      if (at === undefined || at === top) return false;
      if (matches(at, steps[i])) break;
      if (child) return false;
    }
  }
  return true;
}

/** The elements under one that a selector finds; `own`: of its own template alone. */
function selected(top, given, own) {
  const choices = selectorOf(given);
  return below(top, (view) => {
    if (view.node === undefined || view.kind === "slot" || view.kind === "text") return false;
    if (own !== undefined && view.page !== own) return false;
    for (let i = 0; i < choices.length; i++) if (suits(view, choices[i], top)) return true;
    return false;
  });
}

/** What those find who ask for a component: itself, or what it says. */
function givenBy({ own, whole: { gives } }) {
  return gives === undefined ? own : apply(gives, own, []);
}

/** The method of a page or component that finds others in its template. */
function finder(page, name, all, later_) {
  return function (given, run) {
    if (page.root.part === undefined) {
      return refused_("this." + name, (what) => notSimulated(what, "; views are not without a template"));
    }
    drawDirty();
    const views = page.tree === undefined ? list() : selected(page.tree, Text(given), page);
    const found = [];
    for (let i = 0; i < views.length; i++) {
      if (views[i].instance !== undefined) put(found, found.length, givenBy(views[i].instance));
    }
    const one = entry(found, 0);
    const result = all ? found : one === undefined ? null : one;
    if (!later_) return result;
    if (typeof run === "function") later(() => guarded(() => apply(run, undefined, [result]), "what was found", run));
    return undefined;
  };
}

// The tree as data -----------------------------------------------------------------------------------

/** What stands on a page, the outer first; `select`: which of it a selector finds. */
function treeOf({ page: id, select, number }) {
  drawDirty();
  const page = instances.get(id);
  if (page.part === undefined || page.failed !== undefined) {
    send({ t: "done", number, ok: false, known: page.failed || "" });
    return;
  }
  let found;
  try {
    found = select === undefined ? undefined : selected(page.tree, select);
  } catch (thrown) {
    send({ t: "done", number, ok: false, known: described(thrown).message });
    return;
  }
  const views = list();
  flat(page.tree, 0, views);
  const numbers = list();
  for (let i = 0; found !== undefined && i < found.length; i++) numbers.push(found[i].n);
  const doubts = list();
  const said = (it) => doubts.push(it);
  page.doubts.forEach(said);
  doubted.forEach(said);
  send({
    t: "done", number, ok: true,
    value: bare({ views, found: found === undefined ? undefined : numbers, rules: keysIn(page.rules), doubts }),
  });
}

function flat(view, up, out) {
  let above_ = up;
  if (view.kind !== "root" && view.kind !== "slot") {
    above_ = view.n;
    out.push(plainView(view, up));
  }
  for (let i = 0; i < view.inner.length; i++) flat(view.inner[i], above_, out);
}

/** What a component made of what it was given in other types than its properties have. */
function takenBy({ whole: { properties, model: { converts } } }, attrs) {
  let out;
  const keys = converts === true ? ownKeys(properties) : list();
  for (let i = 0; i < keys.length; i++) {
    if (getOwnPropertyDescriptor(attrs, keys[i]) === undefined) continue;
    const types = typesOf(properties[keys[i]]);
    if (fits(attrs[keys[i]], types)) continue;
    if (out === undefined) out = create(null);
    out[keys[i]] = encode(converted(attrs[keys[i]], types[0]), keys[i]);
  }
  return out;
}

function plainView(view, up) {
  const { n, kind, node, id, classes, key, shown, data, attrs } = view;
  const out = bare({ n, up, kind, at: view.file + ":" + node.at, shown });
  if (kind === "text") {
    out.text = view.text;
    return out;
  }
  out.tag = node.tag;
  out.el = node.el;
  if (id) out.id = id;
  if (classes) out.classes = classes;
  if (key !== undefined) out.key = key;
  if (view.virtual) out.virtual = true;
  if (view.inert) out.inert = true;
  if (view.isolated !== undefined && view.isolated !== null) out.isolated = view.isolated;
  if (view.script !== undefined) out.script = view.script;
  out.data = encode(data, "the dataset");
  out.attrs = create(null);
  const keys = ownKeys(attrs);
  for (let i = 0; i < keys.length; i++) {
    if (keys[i] === "id" || keys[i] === "class" || keys[i] === "hidden" || keys[i] === "slot") continue;
    const value = encode(attrs[keys[i]], keys[i]);
    if (value !== undefined) out.attrs[keys[i]] = value;
  }
  const taken = view.instance === undefined ? undefined : takenBy(view.instance, attrs);
  if (taken !== undefined) out.taken = taken;
  out.binds = list();
  for (let i = 0; i < view.binds.length; i++) {
    const { kind: how, event, raw, handler, silent } = view.binds[i];
    if (!silent) out.binds.push(list(how, event || raw, typeof handler === "string" ? handler : ""));
  }
  out.why = node.why;
  return out;
}
