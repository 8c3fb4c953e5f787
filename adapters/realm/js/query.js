// Queries of elements: where they stand is worked out from the lines of a page (layout.js), what only
// a style could say is refused by its name. A canvas of the newer kind is a node: it has a size, a
// context that draws nothing, and pictures without pixels.

const FRAME = 16; // milliseconds from one picture of the screen to the next
const KNOWN = names("id", "dataset", "node", "properties", "size", "rect", "scrollOffset");
const ASKS = bare({
  boundingClientRect: names("id", "dataset", "rect", "size"),
  scrollOffset: names("id", "dataset", "scrollOffset"),
  node: names("node"),
});

/** The function that gives a query; `side.query` says what the client's answers. `own`: the page or
 * component that it looks into, where it is a method of one. */
function querying(side, missing, own = undefined) {
  const { name, lacks, at_exec, deaf } = side.query;
  const label = name + "()";
  return function () {
    const asked = list();
    let within = () => own === undefined ? instanceOf(undefined) : own;
    const query = create(null);
    const absent = absentOf(lacks);
    const shown = guardedObject(query, label, at_exec ? absent : create(null), missing);
    const asking = (own, of) => {
      const ask = (how) => function (...args) {
        setPrototypeOf(args, LIST);
        const fields = how === "fields" ? fieldsOf(args[0], lacks, label + "." + how, missing) : ASKS[how];
        const run = args[how === "fields" ? 1 : 0];
        if (of.selector !== undefined) {
          asked.push(bare({ selector: of.selector, all: of.all, how, fields, run: has(deaf, how) ? undefined : run }));
        }
        return shown;
      };
      for (const how in ASKS) if (!has(lacks, how)) own[how] = ask(how);
      own.fields = ask("fields");
      return own;
    };
    // a query that answers when it is run has the questions itself, about what was selected last
    const last = bare({ selector: undefined, all: false });
    if (at_exec) asking(query, last);
    const nodes = (selector, all) => {
      if (!at_exec) return guardedObject(asking(create(null), bare({ selector, all })), label + ".select()", absent, missing);
      last.selector = selector;
      last.all = all;
      return shown;
    };
    query.in = (component) => {
      within = () => instanceOf(component);
      return shown;
    };
    query.select = (selector) => nodes(Text(selector), false);
    query.selectAll = (selector) => nodes(Text(selector), true);
    query.selectViewport = () => nodes(WINDOW, false);
    query.exec = (run) => {
      const page = within();
      if (page === undefined || page.root.part === undefined) {
        return refused_(label + ".exec", (what) => notSimulated(what, "; views are not without a template"));
      }
      waitingQueries.push(bare({ side, page, asked: listOf(asked), run, missing }));
      if (waitingQueries.length === 1) startTimer(answerWaiting, 0, [], false);
      return shown;
    };
    return shown;
  };
}

function absentOf(words) {
  const out = create(null);
  for (let i = 0; i < words.length; i++) out[words[i]] = "not on this client";
  return out;
}

/** What of an element is wanted; what only a layout could say is refused. */
function fieldsOf(given, lacks, label, missing) {
  const out = create(null);
  const keys = typeof given === "object" && given !== null ? ownKeys(given) : list();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    if (!given[key] || has(lacks, key)) continue;
    if (!(key in KNOWN)) refused_(label + " of " + key, missing);
    out[key] = given[key];
  }
  return out;
}

/** The instance of a component, or the page that is seen. */
function instanceOf(component) {
  return equipped.get(component === undefined ? stack[stack.length - 1] : component);
}

let waitingQueries = list();

/** All queries that wait are answered of what stands there then, before any of them is heard. */
function answerWaiting() {
  const due = waitingQueries;
  waitingQueries = list();
  drawDirty();
  const lines = map();
  for (let i = 0; i < due.length; i++) guarded(() => due[i].answers = answersOf(due[i], lines), "what is asked");
  for (let i = 0; i < due.length; i++) {
    const { asked, answers, run } = due[i];
    if (answers === undefined) continue;
    for (let j = 0; j < asked.length; j++) {
      const heard = asked[j].run;
      if (typeof heard === "function") guarded(() => apply(heard, undefined, [answers[j]]), "what was found", heard);
    }
    if (typeof run === "function") guarded(() => apply(run, undefined, [answers]), "what was found", run);
  }
}

function answersOf({ side, page, asked, missing }, lines) {
  const all = [];
  for (let i = 0; i < asked.length; i++) {
    const { selector } = asked[i];
    const views = selector === WINDOW ? list(WINDOW) : page.tree === undefined ? list() : selected(page.tree, selector, page);
    const answers = [];
    for (let j = 0; j < views.length && (asked[i].all || j < 1); j++) {
      put(answers, j, answerOf(side, views[j], asked[i], lines, missing));
    }
    const one = entry(answers, 0);
    put(all, i, asked[i].all ? answers : one === undefined ? null : one);
  }
  return all;
}

function answerOf(side, view, { fields, how }, lines, missing) {
  const out = {};
  const { without = EMPTY_LIST, of_window = EMPTY_LIST } = bare(side.query.answers[how]);
  const give = (key, value) => {
    if (!has(without, key) && (view !== WINDOW || !of_window.length || has(of_window, key))) put(out, key, value);
  };
  const { id, data, attrs } = view === WINDOW ? bare({ id: "", data: {}, attrs: create(null) }) : view;
  if (fields.id) give("id", id);
  if (fields.dataset) give("dataset", fresh(data));
  if (fields.node) give("node", view === WINDOW ? null : nodeOf(side, view, missing));
  for (let i = 0; fields.properties && i < fields.properties.length; i++) {
    give(fields.properties[i], attrs[fields.properties[i]]);
  }
  if (fields.scrollOffset) {
    give("scrollLeft", 0);
    give("scrollTop", 0);
  }
  if (!fields.rect && !fields.size) return out;
  const { left, top, width, height } = boxOf(side, view, lines);
  if (fields.rect) {
    give("left", left);
    give("top", top);
    give("right", left + width);
    give("bottom", top + height);
  }
  if (fields.size) {
    give("width", width);
    give("height", height);
  }
  return out;
}

/** The size that a canvas is drawn in: that of its own attributes, else the client's. */
function drawingSize(side, view) {
  const width = +view.attrs.width, height = +view.attrs.height;
  if (width > 0 && height > 0) return list(width, height);
  return side.query !== undefined && side.query.element.length ? side.query.element : undefined;
}

/**
 * The size of a canvas: that of its own attributes, of its style, else the client's; of others none
 * is known.
 */
function sizeOf(side, view) {
  if (view.node.el !== "canvas") return undefined;
  const width = +view.attrs.width, height = +view.attrs.height;
  if (width > 0 && height > 0) return list(width, height);
  const styled = styleSize(side, view), usual = side.query === undefined ? list() : side.query.element;
  const size = list(styled[0] || entry(usual, 0), styled[1] || entry(usual, 1));
  return size[0] === undefined || size[1] === undefined ? undefined : size;
}

const LENGTH = /^(\d+(?:\.\d+)?|\.\d+)(px|rpx)$/;
const INLINE = 1e6; // before every selector
const IMPORTANT = 1e7;

/** The width and height that styles give to an element, undefined where they give none that is known. */
function styleSize(side, view) {
  const found = list(undefined, undefined), rank = list(-1, -1);
  const take = (at, said, weight) => {
    const words = exec(/^(.*?)\s*(!important)?$/i, lower(said));
    const counts = words[2] === undefined ? weight : weight + IMPORTANT;
    if (words[1] === "" || counts < rank[at]) return;
    rank[at] = counts;
    found[at] = words[1];
  };
  const rules = (view.page.part && view.page.part.sizes) || list();
  for (let i = 0; i < rules.length; i++) {
    const weight = weightOf(view, rules[i][0]);
    for (let at = 0; weight >= 0 && at < 2; at++) take(at, rules[i][at + 1], weight);
  }
  const own = split(inText(view.attrs.style === undefined ? "" : view.attrs.style), ";");
  for (let i = 0; i < own.length; i++) {
    const said = exec(/^\s*(width|height)\s*:\s*(.*?)\s*$/i, own[i]);
    if (said !== null) take(lower(said[1]) === "width" ? 0 : 1, said[2], INLINE);
  }
  for (let at = 0; at < 2; at++) {
    if (found[at] === undefined) continue;
    const length = exec(LENGTH, found[at]);
    if (length === null && found[at] !== "auto") {
      send({ t: "note", text: "the " + (at ? "height" : "width") + " that a canvas' style gives is not simulated: " + cut(found[at]) });
    }
    found[at] = length === null ? undefined : +length[1] * (length[2] === "rpx" ? side.rpx : 1);
  }
  return found;
}

/** How much a rule's selector weighs for an element; below 0 where it does not select it. */
function weightOf(view, given) {
  let most = -1;
  const choices = split(given, ",");
  for (let i = 0; i < choices.length; i++) {
    let steps;
    try {
      steps = selectorOf(choices[i])[0];
    } catch (unknown) {
      continue; // what is not known here selects by more than what stands there
    }
    if (!suits(view, steps, view.page.tree)) continue;
    let weight = 0;
    for (let j = 0; j < steps.length; j++) {
      for (let k = 0; k < steps[j].tests.length; k++) {
        const { tag, id } = steps[j].tests[k];
        weight += id !== undefined ? 10000 : tag === undefined ? 100 : tag === "*" ? 0 : 1;
      }
    }
    if (weight > most) most = weight;
  }
  return most;
}

const canvases = map(); // the canvas of an element, by its page and what it is called there

const standingCanvases = map(); // canvases that tell when they are there: by their keys, whether they have

const canvasKey = (view) => view.page.root.id + " " + view.page.file + " " + (view.id || view.n);

/** Canvases that stand on a page now and tell when they are there: a moment later. */
function canvasesSoon(page) {
  const { query } = config.sides[0];
  if (query === undefined || query.after === "") return;
  const views = selected(page.tree, "canvas");
  for (let i = 0; i < views.length; i++) {
    const key = canvasKey(views[i]);
    if (views[i].attrs.type === undefined || standingCanvases.has(key)) continue;
    standingCanvases.set(key, false);
    startTimer(() => {
      standingCanvases.set(key, true);
      const now = selected(page.tree, "canvas");
      for (let j = 0; j < now.length; j++) if (canvasKey(now[j]) === key) tell(now[j], query.after, {});
    }, 2 * FRAME, [], false);
  }
}

/** The canvas that an element is, where it is of the newer kind, and there. */
function nodeOf(side, view, missing) {
  if (view.node.el !== "canvas" || view.attrs.type === undefined) return null;
  const key = canvasKey(view);
  if (side.query.after !== "" && standingCanvases.get(key) !== true) return null;
  if (!canvases.has(key)) canvases.set(key, canvasOf(drawingSize(side, view) || list(0, 0), missing));
  return canvases.get(key);
}

function canvasOf(size, missing) {
  const own = create(null);
  const contexts = map();
  own.width = size[0];
  own.height = size[1];
  hidden(own, "getContext", (kind) => {
    if (!contexts.has(kind)) contexts.set(kind, drawing("Canvas.getContext()", missing)());
    return contexts.get(kind);
  });
  hidden(own, "createImage", () => imageOf());
  hidden(own, "requestAnimationFrame", (run) => startTimer(run, FRAME, [], false));
  hidden(own, "cancelAnimationFrame", (id) => stopTimer(id));
  return guardedObject(own, "Canvas", create(null), missing);
}

/** A function that gives a canvas of no page: of the size asked for, by options or by arguments. */
function offscreen({ options, places, usual }, missing) {
  return (...given) => {
    setPrototypeOf(given, LIST);
    const named = typeof given[0] === "object" && given[0] !== null;
    const size = list();
    for (let i = 0; i < 2; i++) {
      const side = named ? given[0][options[i]] : given[places[i]];
      size.push(+side > 0 && +side < Infinity ? +side : usual[i]);
    }
    return canvasOf(size, missing);
  };
}

/**
 * A call that names a canvas of the page: of one that does not stand there it names none, of others
 * the client learns the size that they have there.
 */
function ofCanvas(side, run, { option, attribute }) {
  return function (options, component) {
    const wanted = typeof options === "object" && options !== null ? options[option] : undefined;
    const page = instanceOf(component);
    if (wanted === undefined || page === undefined || page.root.part === undefined) return run(options);
    drawDirty();
    const found = page.tree === undefined ? list() : selected(page.tree, "canvas");
    for (let i = 0; i < found.length; i++) {
      if ((attribute === "id" ? found[i].id : found[i].attrs[attribute]) !== Text(wanted)) continue;
      const size = sizeOf(side, found[i]);
      if (size === undefined) return run(options);
      besideCall = bare({ canvas: bare({ width: size[0], height: size[1] }) });
      try {
        return run(options);
      } finally {
        besideCall = undefined;
      }
    }
    if (component !== undefined) return run(options);
    const rest = assign({}, options);
    delete rest[option];
    return run(rest);
  };
}

/** A picture to be drawn: it tells that it is there, whatever its address; of pixels nothing is known. */
function imageOf() {
  const own = { onload: null, onerror: null, width: 0, height: 0 };
  let source = "";
  defineProperty(own, "src", bare({
    enumerable: true,
    configurable: true,
    get: () => source,
    set: (value) => {
      source = value;
      startTimer(() => {
        if (typeof own.onload === "function") apply(own.onload, own, []);
      }, 0, [], false);
    },
  }));
  return own;
}
