// What stands on a page: its template and those of its components, against their data. The programs
// come from `render`; everything a client decides by is in them or in `config.model.template`.
const programs = map(); // by script: a page's or a component's template, files and components
const MOST_VIEWS = 20000;
const MOST_LEVELS = 100;
const MOST_DRAWN = 30;
const GENERAL = freeze(names("id", "class", "style", "slot", "hidden", "animation"));
let facts;

let frame; // what is being drawn: counts, facts that decided, facts that nothing tells

function takePrograms(given) {
  for (let i = 0; i < given.length; i++) programs.set(given[i].script, given[i]);
}

/** A fact that nothing tells decides something: said once for all that stands on a page. */
function doubt(rule, words) {
  const known = frame === undefined ? doubted : frame.doubts;
  known.set(rule + "\n" + words, list(rule, words));
}

const doubted = map();

function decides(rule) {
  if (frame !== undefined) frame.rules.set(rule, true);
}

/** Draw what changed, and whatever that changes, until nothing does. */
function drawDirty() {
  if (frame !== undefined) return;
  for (let round = 0; ; round++) {
    let page;
    instances.forEach((it) => {
      if (it.dirty) page = it;
    });
    if (page === undefined) return;
    if (round >= MOST_DRAWN * (mapSize(instances) + 1)) {
      page.dirty = false;
      report(new OwnRangeError("what is drawn changes the data without end"), page.file);
      return;
    }
    page.dirty = false;
    drawPage(page);
  }
}

function drawPage(page) {
  frame = bare({ page, count: 0, rules: map(), doubts: map(), born: list() });
  try {
    drawInstance(page, 0);
    page.failed = undefined;
  } catch (thrown) {
    page.failed = described(thrown).message;
    scriptFailed(thrown, "the template of " + page.file);
  }
  const { born } = frame;
  page.rules = frame.rules;
  page.doubts = frame.doubts;
  frame = undefined;
  placing(born);
  for (let i = born.length - 1; i >= 0; i--) {
    const { drawn } = born[i].whole.model;
    if (!born[i].gone) hooksAt(born[i], (name) => has(drawn, name));
  }
  if (page.tree !== undefined) canvasesSoon(page);
}

/** The tree of a page or component, by its own template. */
function drawInstance(page, depth) {
  const { part } = page;
  page.depth = depth;
  page.fresh = page.touched;
  page.touched = create(null);
  page.tree = viewOf("root", undefined, page.host, page);
  page.seen = map();
  if (part === undefined || part.template === "") return;
  const file = part.files[part.template];
  const ctx = bare({ page, file, path: "", depth: depth + 1, templated: false, uses: 0 });
  const scope = scopeFor(page, file);
  if (file.asks && page.light !== undefined) scope.names[facts.handed] = slotsOf(page);
  drawAll(file.top, ctx, scope, page.tree);
  const gone = list();
  page.kids.forEach((kid, key) => {
    if (!page.seen.has(key)) gone.push(key);
  });
  for (let i = 0; i < gone.length; i++) {
    const kid = page.kids.get(gone[i]);
    page.kids.delete(gone[i]);
    ended(kid);
  }
  page.states.forEach((_, key) => {
    if (!page.seen.has(key)) page.states.delete(key);
  });
}

function scopeFor(page, file) {
  const { own, whole } = page;
  const props = whole.model.parts.defaults === undefined ? undefined : own[whole.model.parts.defaults[0]];
  const names = create(null);
  const { fields } = whole.model;
  if (fields.id !== undefined && facts.host === false) names[fields.id] = own[fields.id];
  return bare({
    up: undefined, names, data: own.data, props, scripts: scriptsOf(page.part, file), facts,
  });
}

function within_(scope, given, fresh_) {
  return bare({ up: scope, names: given, fresh: fresh_, data: scope.data, props: scope.props, scripts: scope.scripts, facts });
}

/** Whether the data that a value reads were set since the page was drawn last. */
function isFresh(value, scope, page) {
  if (!isArray(value)) return false;
  if (value[0] === "n" && typeof value[1] === "string") {
    for (let at = scope; at !== undefined; at = at.up) if (value[1] in at.names) return at.fresh === true;
    return scope.fresh === true || value[1] in page.fresh;
  }
  for (let i = 0; i < value.length; i++) if (isFresh(value[i], scope, page)) return true;
  return false;
}

/** The script modules of a template's file, by the names that it gives them. */
function scriptsOf(part, file) {
  if (file.modules !== undefined) return file.modules;
  const out = create(null);
  for (let i = 0; i < file.scripts.length; i++) {
    const { local, wanted, id } = file.scripts[i];
    installTypes();
    const { exports } = load(id).shell;
    const module = made(exports) && "default" in exports ? exports.default : exports;
    out[local] = wanted === "" ? module : memberOf(exports, wanted);
  }
  file.modules = out;
  return out;
}

function viewOf(kind, node, up, page) {
  if (++frame.count > MOST_VIEWS) {
    throw new OwnRangeError("more than " + MOST_VIEWS + " elements stand on the page");
  }
  return bare({
    n: frame.count, kind, node, up, page, inner: list(), shown: up === undefined || up.shown, attrs: create(null),
    data: {}, marks: create(null), binds: list(), id: "", classes: "", slot: "",
  });
}

/** Nodes in order: conditions choose among those that follow one another. */
function drawAll(numbers, ctx, scope, up) {
  if (ctx.depth > MOST_LEVELS) throw new OwnRangeError(ctx.file.name + ": the page is nested too deeply");
  let open_ = false; // whether a condition may go on
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i];
    const node = ctx.file.nodes[number];
    if (node.chain === "elif" || node.chain === "else") {
      if (!open_) continue;
    } else if (node.kind !== "text") {
      open_ = false;
    }
    if (node.for !== undefined) {
      if (node.chain !== undefined && node.chain !== "if") continue;
      drawLoop(node, number, ctx, scope, up);
      continue;
    }
    if (node.chain !== undefined) {
      open_ = node.chain !== "else" && !valueIn(node.test, scope);
      if (node.chain !== "else" && open_) continue;
    }
    drawNode(node, inside(ctx, ctx.path + "/" + number), scope, up);
  }
}

function inside(ctx, path) {
  const out = bare(ctx);
  out.path = path;
  out.depth = ctx.depth + 1;
  return out;
}

/** A loop: over lists, and over what else this client's loops take. */
function drawLoop(node, number, ctx, scope, up) {
  const over = valueIn(node.for, scope);
  if (over === null) return;
  const kind = isArray(over) ? "list" : typeof over === "string" ? "text"
    : typeof over;
  if (kind !== "list" && kind !== "text" && kind !== "object" && kind !== "number") return;
  if (kind !== "list" && !has(facts.loops, kind)) doubt("template.loops", "what a loop over a value of the kind " + kind + " does");
  const keys = kind === "object" ? keysOf(over) : undefined;
  const count = kind === "number" ? over : keys === undefined ? over.length : keys.length;
  if (count > MOST_VIEWS - frame.count) {
    const place = ctx.file.name + ":" + node.at;
    throw new OwnRangeError(place + ": a loop of " + count + " rounds makes more than " + MOST_VIEWS + " elements");
  }
  const item = node.item || "item";
  const index = node.index || "index";
  const fresh_ = isFresh(node.for, scope, ctx.page);
  const met = map();
  for (let i = 0; i < count; i++) {
    const value = kind === "number" ? i : keys !== undefined ? over[keys[i]] : kind === "list" ? entry(over, i) : over[i];
    const inner = within_(scope, bare({ [item]: value, [index]: keys === undefined ? i : keys[i] }), fresh_);
    if (node.chain === "if" && !valueIn(node.test, inner)) continue;
    let key = keyOf(node, value, inner, i);
    const times = met.get(key) || 0;
    met.set(key, times + 1);
    if (times) key += "#" + times;
    drawNode(node, inside(ctx, ctx.path + "/" + number + "[" + key + "]"), inner, up, key);
  }
}

/** What tells one round of a loop from another: a property, the item itself, or an expression. */
function keyOf(node, value, scope, i) {
  if (node.key === undefined || node.key === null) return Text(i);
  const key = isArray(node.key) ? valueIn(node.key, scope) : node.key === "*this" ? value : memberOf(value, node.key);
  return key === undefined || key === null ? Text(i) : inText(key);
}

function drawNode(node, ctx, scope, up, key) {
  for (let i = 0; node.why !== undefined && i < node.why.length; i++) decides(node.why[i]);
  for (let i = 0; node.doubts !== undefined && i < node.doubts.length; i++) {
    doubt(node.doubts[i][0], ctx.file.name + ":" + node.at + ": " + node.doubts[i][1]);
  }
  switch (node.kind) {
    case "text": {
      const view = viewOf("text", node, up, ctx.page);
      view.file = ctx.file.name;
      view.text = inText(valueIn(node.text, scope));
      up.inner.push(view);
      return;
    }
    case "block":
      drawAll(node.inner, ctx, scope, up);
      return;
    case "include":
      drawIncluded(node, ctx, scope, up);
      return;
    case "use":
      drawTemplate(node, ctx, scope, up);
      return;
    case "slot":
      drawSlot(node, ctx, scope, up);
      return;
    default:
      drawElement(node, ctx, scope, up, key);
  }
}

function drawIncluded(node, ctx, scope, up) {
  const file = ctx.page.part.files[node.src];
  const inner = inside(ctx, ctx.path);
  inner.home = ctx.home || ctx.file;
  inner.file = file;
  inner.templated = true;
  const own = bare(scope);
  own.scripts = scriptsOf(ctx.page.part, file);
  drawAll(file.top, inner, own, up);
}

/** A template by its name: it sees the data that it is given and nothing else. An included file has
 * its own, as WeChat's compilers build it; else those of the file that includes it. */
function drawTemplate(node, ctx, scope, up) {
  const name = valueIn(node.is, scope);
  const { files } = ctx.page.part;
  let found = files[templateHome(files, ctx.file.name, inText(name)) || templateHome(files, (ctx.home || ctx.file).name, inText(name))];
  if (found === undefined) return;
  const given = node.with === undefined || node.with === null ? {} : valueIn(node.with, scope);
  const inner = inside(ctx, ctx.path);
  inner.file = found;
  inner.home = undefined;
  inner.templated = true;
  const own = bare({
    up: undefined, names: create(null), data: given, props: undefined,
    scripts: scriptsOf(ctx.page.part, found), facts, fresh: isFresh(node.with, scope, ctx.page),
  });
  drawAll(found.templates[inText(name)], inner, own, up);
}

/** The file that has a template: the one it is used in, or one that it imports. */
function templateHome(files, name, wanted) {
  const file = files[name];
  if (wanted in file.templates) return name;
  for (let i = file.imports.length - 1; i >= 0; i--) {
    const other = files[file.imports[i]];
    if (other !== undefined && wanted in other.templates) return file.imports[i];
  }
  return "";
}

/** An attribute's value, its general ones apart. */
function dress(view, node, scope) {
  const { attrs = EMPTY_LIST, data = EMPTY_LIST, marks = EMPTY_LIST, binds = EMPTY_LIST } = node;
  for (let i = 0; i < attrs.length; i++) {
    const value = valueIn(attrs[i][1], scope);
    if (value !== undefined) view.attrs[attrs[i][0]] = value;
  }
  for (let i = 0; i < data.length; i++) {
    const value = valueIn(data[i][1], scope);
    if (value !== undefined) put(view.data, data[i][0], copied(value));
  }
  for (let i = 0; i < marks.length; i++) view.marks[marks[i][0]] = valueIn(marks[i][1], scope);
  for (let i = 0; i < binds.length; i++) {
    const { handler } = binds[i];
    const bind = bare(binds[i]);
    bind.computed = isArray(handler);
    bind.handler = valueIn(handler, scope);
    view.binds.push(bind);
  }
  view.id = "id" in view.attrs ? inText(view.attrs.id) : "";
  view.classes = "class" in view.attrs ? inText(view.attrs.class) : "";
  view.slot = "slot" in view.attrs ? inText(view.attrs.slot) : "";
  if ("hidden" in view.attrs && view.attrs.hidden) view.shown = false;
  if ("style" in view.attrs && undisplayed(inText(view.attrs.style))) view.shown = false;
}

/** Whether a style takes an element off the page: the last that it says of that counts. */
function undisplayed(style) {
  const rows = split(style, ";");
  let off = false;
  for (let i = 0; i < rows.length; i++) {
    const said = split(rows[i], ":");
    if (said.length === 2 && lower(trim(said[0])) === "display") off = split(trim(said[1]), " ")[0] === "none";
  }
  return off;
}

const EMPTY_LIST = freeze(list());

function drawElement(node, ctx, scope, up, key) {
  const script = node.kind === "part" ? componentOf(ctx.page, node) : undefined;
  const view = viewOf(node.kind, node, up, ctx.page);
  view.key = key;
  view.file = ctx.file.name;
  view.path = ctx.path;
  dress(view, node, scope);
  up.inner.push(view);
  if (node.kind !== "part") {
    control(view, node, ctx);
    drawAll(node.inner, ctx, scope, view);
    return;
  }
  view.script = script;
  if (ctx.templated && facts.in_template !== true) {
    if (facts.in_template === false) {
      decides("template.in_template");
      view.inert = true;
      return;
    }
    doubt("template.in_template", ctx.file.name + ":" + node.at + ": whether <" + node.tag + "> works inside a template");
  }
  drawPart(view, node, ctx, scope, script);
}

/** The script of a component by its tag: declared, or handed in under that name. */
function componentOf(page, node) {
  const { generics } = page;
  if (generics !== undefined && node.tag in generics) return generics[node.tag];
  return page.part.using[node.tag];
}

/** What the user changes in an element, and whether the data change it, too. */
function control(view, node, ctx) {
  const name = facts.controls[node.el];
  if (name === undefined) return;
  const { states } = ctx.page;
  ctx.page.seen.set(ctx.path, true);
  const given = view.attrs[name];
  const state = states.get(ctx.path);
  const first = facts.initial[node.el];
  if (state === undefined) {
    states.set(ctx.path, bare({ given: keyText(given), value: given }));
  } else if (first !== undefined && first[0] === name && !view.attrs[first[1]]) {
    decides("element." + node.el);
  } else if (state.given !== keyText(given)) {
    state.given = keyText(given);
    state.value = given;
  }
  view.state = states.get(ctx.path);
  if (view.state.value === undefined) delete view.attrs[name];
  else view.attrs[name] = view.state.value;
}

/** Whether two values of the data are the same is asked by this. */
function keyText(value) {
  if (value === null || typeof value !== "object") return value;
  try {
    return "=" + stringify(encode(value, "the data"));
  } catch {
    return value;
  }
}
