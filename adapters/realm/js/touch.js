// What the user does to what stands on a page, and what a component tells its parent: events on
// their way, and what elements do by themselves.

/** The way of an event: from what was hit outwards, over the borders of components. */
function wayOf(view) {
  const way = list();
  for (let at = view; at !== undefined; at = at.up) {
    if (at.kind === "tag" || (at.kind === "part" && !at.virtual)) way.push(at);
  }
  return way;
}

let stamped = -1; // no two events have one time

/** Every handler that an event meets, outer ones that come first and then outwards. */
function dispatch(view, event, more) {
  const way = event.bubbles ? wayOf(view) : list(view);
  stamped = now - config.now > stamped ? now - config.now : stamped + 1;
  const run = bare({ event, view, more, way, mut: false, count: 0 });
  for (let i = way.length - 1; i >= 0; i--) {
    if (meets(run, way[i], "capture_bind", "capture_catch")) return run.count;
  }
  for (let i = 0; i < way.length; i++) if (meets(run, way[i], "bind", "catch")) return run.count;
  return run.count;
}

/** The handlers of one element; whether the event ends there. */
function meets(run, view, goes, stops) {
  let ends = false;
  for (let i = 0; i < view.binds.length; i++) {
    const bind = view.binds[i];
    const mut = goes === "bind" && bind.kind === "mut_bind";
    if (bind.kind !== goes && bind.kind !== stops && !mut) continue;
    if (run.event.own ? bind.raw !== run.event.name : bind.event !== run.event.name) continue;
    if (bind.silent || (mut && run.mut)) continue;
    if (view.kind === "part" && !run.event.own && !handsOn(view)) continue;
    if (mut) run.mut = true;
    if (bind.kind === stops) ends = true;
    run.count++;
    handle(run, view, bind);
  }
  return ends;
}

/** Whether a component's own node tells of fingers. */
function handsOn(view) {
  if (facts.host_events === true) return true;
  if (view.instance === undefined) return false; // the program has no such component
  const { options, model: { virtual } } = view.instance.whole;
  if (facts.host_events === false && options[virtual] === undefined) return false;
  doubt("template.host_events", placeOf(view) + ": whether <" + view.node.tag + "> tells events of fingers by itself");
  return facts.host_events !== false; // where no source says, it is as where one says that it does
}

function placeOf(view) {
  return view.file + ":" + view.node.at;
}

function handle(run, view, bind) {
  const owner = view.page;
  const where = "the event " + run.event.name;
  if (typeof bind.handler === "function") {
    doubt("module.handlers", placeOf(view) + ": what a script module's handler does to elements: it gets none here");
    guarded(() => apply(bind.handler, undefined, [eventFor(run, view)]), where, bind.handler);
    return;
  }
  const name = typeof bind.handler === "string" ? bind.handler : "";
  if (bind.computed) {
    if (facts.handler_expression === null) {
      doubt("template.handler_expression", placeOf(view) + ": what a handler given by an expression does");
    }
  }
  const method = name === "" ? undefined : owner.own[name];
  if (typeof method !== "function") {
    missing(name, "on " + bind.raw);
    return;
  }
  guarded(() => apply(method, owner.own, [eventFor(run, view)]), name, method);
}

/** A handler that is not there: an error, nothing at all, or what nothing tells. */
function missing(name, where) {
  if (facts.handler_missing === null) {
    doubt("template.handler_missing", "what comes of an event whose handler is not there: " + name);
  } else if (facts.handler_missing === "error") {
    scriptFailed(new OwnError("there is no handler '" + name + "'"), where);
  }
}

/** The event as a handler gets it: each its own, with what was hit as far as its scope sees it. */
function eventFor({ event, view, more, way }, current) {
  let hit = current;
  for (let i = 0; i < way.length; i++) {
    if (way[i].page === current.page) {
      hit = way[i];
      break;
    }
  }
  const target = elementOf(hit);
  if (facts.hit) {
    put(target, facts.hit, target.dataset);
    put(target, "dataset", copied(current.data));
  }
  const out = {
    type: facts.types[event.name] || event.name,
    timeStamp: event.own ? now - config.now : stamped,
    target,
    currentTarget: elementOf(current),
    detail: event.own ? more.detail : copied(more.detail),
  };
  const marks = {};
  let any = false;
  for (let i = way.length - 1; i >= 0; i--) {
    const keys = ownKeys(way[i].marks);
    for (let j = 0; j < keys.length; j++) {
      any = true;
      put(marks, keys[j], copied(way[i].marks[keys[j]]));
    }
  }
  if (any) put(out, "mark", marks);
  if (more.touches !== undefined) {
    put(out, "touches", copied(more.touches));
    put(out, "changedTouches", copied(more.changed));
  }
  return out;
}

function elementOf(view) {
  return { id: view.id, dataset: copied(view.data), offsetLeft: 0, offsetTop: 0 };
}

/** A component tells its parent: on its own node, and outwards where it says so. */
function tellParent(kid, name, detail, options) {
  const { bubbles = false, composed: far = false } = options !== null && typeof options === "object" ? options : {};
  const { host } = kid;
  if (host === undefined) return;
  const all = bubbles ? wayOf(host) : list(host);
  const way = list();
  for (let i = 0; i < all.length; i++) {
    if (i === 0 || far || all[i].page === host.page) way.push(all[i]);
  }
  if (way.length === 0 || way[0] !== host) splice_first(way, host);
  const run = bare({ event: bare({ name, own: true }), view: host, more: bare({ detail }), way, mut: false, count: 0 });
  for (let i = 0; i < way.length; i++) if (meets(run, way[i], "bind", "catch")) return;
}

function splice_first(way, host) {
  for (let i = way.length; i > 0; i--) way[i] = way[i - 1];
  way[0] = host;
}

// The user -----------------------------------------------------------------------------------------

const FINGERS = names(
  "tap", "longpress", "longtap", "touchstart", "touchmove", "touchend", "touchcancel",
  "touchforcechange", "transitionend", "animationstart", "animationiteration", "animationend",
);

function finger(view, name, detail) {
  const point = { identifier: 0, pageX: 0, pageY: 0, clientX: 0, clientY: 0 };
  const ends = name === "touchend" || name === "tap" || name === "touchcancel";
  return dispatch(view, bare({ name, bubbles: true, own: false }), bare({
    detail, touches: ends ? [] : [point], changed: [point],
  }));
}

/** What the user does to an element; what was met by how many handlers. */
function act({ page: id, node, does, detail, value, number }) {
  drawDirty();
  const page = instances.get(id);
  const view = viewAt(page.tree, node);
  if (view === undefined) throw new OwnError("there is no such element");
  let count = 0;
  if (does === "tap") count = tap(view, detail);
  else if (does === "longpress") count = press(view, detail);
  else if (does === "input" || does === "change") count = change(view, does, value, detail);
  else if (does in FINGERS) count = finger(view, does, detail);
  else if (does === "submit" || does === "reset") count = formed(view, does, detail);
  else count = tell(view, does, detail);
  send({ t: "done", number, ok: true, value: count });
}

function viewAt(view, number) {
  if (view === undefined || view.n === number) return view;
  for (let i = 0; i < view.inner.length; i++) {
    const found = viewAt(view.inner[i], number);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** An event of the element's own. */
function tell(view, name, detail) {
  return dispatch(view, bare({ name, bubbles: false, own: false }), bare({ detail: carried(view, name, detail) }));
}

/** All that a client's event carries, as far as that is known: what is said, and what else there is. */
function carried(view, name, detail) {
  const key = view.node.el + " " + name;
  const fields = facts.fields[key];
  if (fields === undefined) return detail;
  const usual = bare(facts.carried[key] || {});
  const out = bare(assign({}, detail));
  for (let i = 0; i < fields.length; i++) {
    const field = fields[i];
    if (field in out) continue;
    if (field in usual) put(out, field, usual[field]);
    else if (field === "value" && view.state !== undefined) put(out, field, heldBy(view));
    else if (field === "cursor" && typeof out.value === "string") put(out, field, out.value.length);
  }
  return out;
}

function heldBy(view) {
  return view.state.value === undefined ? facts.empty[view.node.el] : copied(view.state.value);
}

function tap(view, detail) {
  const at = facts.at ? assign({ x: 0, y: 0 }, detail) : detail;
  let count = finger(view, "touchstart", {}) + finger(view, "touchend", {});
  count += finger(view, "tap", at);
  return count + does(view);
}

/** A finger that stays: a tap follows unless somebody hears of an event that it does not follow, or
 * nothing tells whether it does. */
function press(view, detail) {
  let count = finger(view, "touchstart", {});
  let quiet = false;
  const kinds = ownKeys(facts.held);
  for (let i = 0; i < kinds.length; i++) {
    const met = finger(view, kinds[i], detail);
    count += met;
    if (!met) continue;
    if (has(facts.alone, kinds[i])) quiet = true;
    if (facts.alone.length) continue;
    doubt("elements.alone", placeOf(view) + ": whether a tap follows a finger that stays; none does here");
    quiet = true;
  }
  count += finger(view, "touchend", {});
  if (quiet) return count;
  return count + finger(view, "tap", facts.at ? { x: 0, y: 0 } : {}) + does(view);
}

/** What elements do by themselves when they are tapped: the innermost that does anything. */
function does(view) {
  const way = wayOf(view);
  for (let i = 0; i < way.length; i++) {
    const { node: { el }, attrs } = way[i];
    if (el === undefined || el in facts.controls && attrs.disabled) continue;
    if (el === "button" && !attrs.disabled && (attrs["form-type"] === "submit" || attrs["form-type"] === "reset")) {
      const form = formOf(way[i]);
      return form === undefined ? 0 : formed(form, attrs["form-type"], {});
    }
    if (el === "navigator") {
      send({
        t: "navigate", page: way[i].page.root.id, how: inText(attrs["open-type"] || "navigate"),
        url: inText(attrs.url || ""), delta: +attrs.delta || 1,
      });
      return 0;
    }
    if (el === "label") return labelled(way[i]);
    if (el === "switch" || el === "checkbox") return change(way[i], "change", !truthy(way[i]), {});
    if (el === "radio") return truthy(way[i]) ? 0 : change(way[i], "change", true, {});
  }
  return 0;
}

function truthy(view) {
  return view.state !== undefined && !!view.state.value;
}

function above(view, element) {
  for (let at = view.up; at !== undefined; at = at.up) if (at.node !== undefined && at.node.el === element) return at;
  return undefined;
}

function below(view, wanted, out = list()) {
  for (let i = 0; i < view.inner.length; i++) {
    if (wanted(view.inner[i])) out.push(view.inner[i]);
    below(view.inner[i], wanted, out);
  }
  return out;
}

/** A label presses what it names, or the first that stands in it. */
function labelled(view) {
  const id = view.attrs.for;
  const presses = (it) => it.node !== undefined && has(facts.presses, it.node.el);
  const root = view.page.tree;
  const found = id === undefined ? below(view, presses) : below(root, (it) => it.id === id && presses(it));
  if (!found.length) return 0;
  const one = found[0];
  return one.node.el === "button" ? finger(one, "tap", facts.at ? { x: 0, y: 0 } : {}) + does(one) : does(one);
}

/** The user changes what an element holds: the element keeps it, and tells whom it concerns. */
function change(view, name, value, detail) {
  const { node: { el, two }, page } = view;
  const held = facts.controls[el];
  if (held !== undefined && view.state !== undefined) {
    view.state.value = value;
    page.root.dirty = true;
    view.attrs[held] = value;
  }
  for (let i = 0; two !== undefined && i < two.length; i++) {
    if (two[i][0] === held) page.own.setData({ [two[i][1]]: value });
  }
  if (el === "checkbox" || el === "radio") {
    const group = above(view, el + "-group");
    let count = tell(view, "change", { value: inText(view.attrs.value || "") });
    if (group === undefined) return count;
    if (el === "radio") {
      const others = below(group, (it) => it.node !== undefined && it.node.el === "radio" && it !== view);
      for (let i = 0; i < others.length; i++) if (others[i].state !== undefined) others[i].state.value = false;
    }
    count += tell(group, "change", { value: groupValue(group) });
    return count;
  }
  const told = facts.fields[el + " " + name];
  const given = { [told !== undefined && !has(told, "value") ? told[0] : "value"]: value };
  return tell(view, name, assign(given, detail));
}

function groupValue(group) {
  const many = group.node.el === "checkbox-group";
  const inner = below(group, (it) => it.node !== undefined && (it.node.el === "checkbox" || it.node.el === "radio"));
  const out = [];
  for (let i = 0; i < inner.length; i++) if (truthy(inner[i])) put(out, out.length, inText(inner[i].attrs.value || ""));
  return many ? out : entry(out, 0) || "";
}

/** Whether a form sees what stands in components inside it, as far as these let it. Where nothing
 * tells that they have a say, it sees all. */
function seenBy(form, view, as) {
  if (!ownKeys(config.model.component.in_forms).length) return true;
  for (let at = view.page; at !== form.page; at = at.owner) {
    if (at === undefined || at.host === undefined || at.whole.forms[as] !== true) return false;
  }
  return true;
}

/** The form that a button in it sends. */
function formOf(button) {
  const form = above(button, "form");
  return form !== undefined && seenBy(form, button, "button") ? form : undefined;
}

/** A form is sent, or set back: every control in it that has a name. */
function formed(form, name, detail) {
  const value = {};
  const fields = below(form, (it) => it.instance !== undefined && it.instance.whole.forms.field === true);
  for (let i = 0; i < fields.length; i++) {
    const { data } = fields[i].instance.own;
    if (seenBy(form, fields[i], "group") && inText(data.name)) put(value, inText(data.name), copied(data.value));
  }
  const named_ = below(form, (it) => it.node !== undefined && "name" in it.attrs && seenBy(form, it, "group"));
  for (let i = 0; i < named_.length; i++) {
    const { node: { el }, state } = named_[i];
    const key = inText(named_[i].attrs.name);
    if (el === "checkbox-group" || el === "radio-group") put(value, key, groupValue(named_[i]));
    else if (state !== undefined && el !== "checkbox" && el !== "radio") {
      put(value, key, heldBy(named_[i]));
    }
  }
  const held = name === "reset" ? below(form, (it) => it.state !== undefined && seenBy(form, it, "group")) : list();
  for (let i = 0; i < held.length; i++) {
    held[i].state.value = facts.empty[held[i].node.el];
    form.page.root.dirty = true;
  }
  return tell(form, name, name === "submit" ? assign({ value }, detail) : detail);
}
