// Components that stand on a page: made, told what their parent gives, drawn, ended. What each is
// given and when it is told is the vendor's own model: `config.model.component`.

/** A component where a template has its tag. */
function drawPart(view, node, ctx, scope, script) {
  const { page: owner } = ctx;
  const found = script === undefined ? undefined : registered.get(script);
  const place = ctx.file.name + ":" + node.at;
  if (found === undefined || found.kind === "Page") {
    const why = owner.part.lacking[node.tag] || "its script made no component";
    doubt("template", place + ": what <" + node.tag + "> shows: " + why);
    drawAll(node.inner, ctx, scope, view);
    return;
  }
  if (ctx.depth > MOST_LEVELS) throw new OwnRangeError("components contain one another without end");
  const given = propertiesOf(view, node, owner);
  const again = create(null);
  const { attrs = EMPTY_LIST } = node;
  for (let i = 0; config.model.component.again && i < attrs.length; i++) {
    if (isFresh(attrs[i][1], scope, owner)) again[attrs[i][0]] = true;
  }
  owner.seen.set(ctx.path, true);
  let kid = owner.kids.get(ctx.path);
  if (kid === undefined || kid.file !== script) {
    if (kid !== undefined) ended(kid);
    kid = born(script, found, owner, view, given);
    if (kid === undefined) return;
    owner.kids.set(ctx.path, kid);
    frame.born.push(kid);
    if (node.holds !== undefined) handOver(kid, owner, inText(valueIn(node.holds, scope)));
  } else {
    kid.host = view;
    hand(kid, given, again);
  }
  view.instance = kid;
  hostOf(view, kid, place);
  kid.light = bare({ node, ctx, scope, views: undefined });
  kid.generics = genericsOf(node, owner);
  setFields_(kid, view);
  drawInstance(kid, ctx.depth);
  view.inner.push(kid.tree);
}

/** The function of its owner's that a component is handed to. */
function handOver(kid, owner, name) {
  const run = owner.own[name];
  if (typeof run === "function") guarded(() => apply(run, owner.own, list(kid.own)), name, run);
  else missing(name, "a tag that hands over its component");
}

/** The components that a parent hands in by name. */
function genericsOf(node, owner) {
  if (node.generics === undefined) return undefined;
  const out = create(null);
  for (let i = 0; i < node.generics.length; i++) {
    out[node.generics[i][0]] = owner.part.using[node.generics[i][1]];
  }
  return out;
}

/** Whether a component has a node of its own: by its options, its configuration, the client. */
function hostOf(view, kid, place) {
  const { whole: { model: { virtual }, options }, part } = kid;
  let own = options[virtual];
  if (virtual && typeof own !== "boolean" && part !== undefined) own = part.config[virtual];
  const host = typeof own === "boolean" ? !own : facts.host;
  view.virtual = host === false;
  const shows = view.classes !== "" || "style" in view.attrs || view.id !== "" || view.binds.length > 0;
  if (host === null && shows) doubt("template.host", place + ": whether <" + view.node.tag + "> has a node of its own");
  else if (shows) decides(typeof own === "boolean" ? "component.virtual" : "template.host");
  if (view.virtual) view.shown = view.up.shown;
  view.isolated = facts.isolated;
  const said = options[facts.isolation] || (part !== undefined && part.config[facts.isolation]);
  if (facts.isolation && typeof said === "string") view.isolated = said === "isolated";
}

/** What a parent gives: attributes that are no general ones, and its functions as props. */
function propertiesOf(view, node, owner) {
  const given = create(null);
  const keys = ownKeys(view.attrs);
  for (let i = 0; i < keys.length; i++) if (!(keys[i] in GENERAL)) given[keys[i]] = view.attrs[keys[i]];
  const { listens, tag_data } = config.model.component;
  const data = tag_data ? ownKeys(view.data) : list();
  for (let i = 0; i < data.length; i++) given[tag_data + hyphened(data[i])] = view.data[data[i]];
  for (let i = 0; listens && node.gives !== undefined && i < node.gives.length; i++) {
    const name = node.gives[i][0];
    const bind = view.binds[i];
    if (eventOf(listens, name) === "") continue;
    delete given[name];
    given[name] = handedOn(owner, bind, view);
  }
  return given;
}

/** The name of a data attribute by its key in the dataset. */
function hyphened(key) {
  let out = "";
  for (let i = 0; i < key.length; i++) {
    const small = lower(key[i]);
    out += small === key[i] ? small : "-" + small;
  }
  return out;
}

/** A function of the parent's, as a component gets it: the same one each time. */
function handedOn(owner, bind, view) {
  if (typeof bind.handler === "function") return bind.handler;
  const name = inText(bind.handler);
  if (owner.handed === undefined) owner.handed = map();
  if (!owner.handed.has(name)) {
    owner.handed.set(name, function (...told) {
      const run = owner.own[name];
      if (typeof run !== "function") return missing(name, "on " + view.node.tag);
      return apply(run, owner.own, told);
    });
  }
  return owner.handed.get(name);
}

/** A component begins: its properties, its hooks up to the first drawing. */
function born(script, found, owner, view, given) {
  let kid;
  try {
    kid = make(script, found);
  } catch (thrown) {
    scriptFailed(thrown, script);
    return undefined;
  }
  kid.owner = owner;
  kid.host = view;
  kid.root = owner.root;
  equip(kid);
  const { model } = kid.whole;
  hooksAt(kid, (name) => has(model.bare, name));
  const begun = bare({ before: assign({}, kid.own.data), paths: list() });
  take_(kid, given, begun, true);
  if (begun.paths.length && model.parts.defaults === undefined) changed(kid, begun.paths, begun.before);
  hooksAt(kid, (name) => !has(model.bare, name) && !has(model.placed, name) && !has(model.drawn, name));
  return kid;
}

/** The hooks of a component's beginning, those of them that are due. */
function hooksAt(kid, due) {
  const { begin, roles, parts: known } = kid.whole.model;
  for (let i = 0; i < begin.length; i++) {
    if (begin[i] === roles.query || begin[i] === roles.shown || !due(begin[i])) continue;
    runHooks(kid, begin[i], begin[i] === roles.derived ? [kid.own[known.defaults[0]]] : []);
  }
}

/** What changed of what a parent gives; a component hears of it as its vendor has it. */
function hand(kid, given, again) {
  const before = assign({}, kid.own.data);
  const told = bare({ before, paths: list() });
  const { parts: known } = kid.whole.model;
  const props = known.defaults === undefined ? undefined : kid.own[known.defaults[0]];
  take_(kid, given, told, false, again);
  if (told.paths.length) changed(kid, told.paths, before, props);
}

function take_(kid, given, told, first, again = create(null)) {
  const { model } = kid.whole;
  const keys = listOf(ownKeys(given));
  if (!first) {
    const had = ownKeys(kid.given);
    for (let i = 0; i < had.length; i++) if (!(had[i] in given)) keys.push(had[i]);
  }
  const news = list();
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i];
    const text = typeof given[key] === "function" ? given[key] : keyText(given[key]);
    if (key in kid.given && kid.given[key] === text && !(key in again)) continue;
    if (key in given) kid.given[key] = text;
    else delete kid.given[key];
    news.push(key);
  }
  if (model.parts.defaults !== undefined) takeProps(kid, given, news, told, first);
  else takeProperties(kid, given, news, told);
}

/** Properties are data: each in its own type, where the client takes care of that. */
function takeProperties(kid, given, news, told) {
  const { whole: { properties, model }, own } = kid;
  for (let i = 0; i < news.length; i++) {
    const key = news[i];
    if (getOwnPropertyDescriptor(properties, key) === undefined) continue;
    const types = typesOf(properties[key]);
    const value = given[key];
    put(own.data, key, copied(model.converts !== false && !fits(value, types) ? converted(value, types[0]) : value));
    told.paths.push(key);
  }
  if (model.converts === null) doubtTypes(properties, given);
}

/** What is not known of properties that are given another type: as long as they are given it. */
function doubtTypes(properties, given) {
  const keys = ownKeys(given);
  for (let i = 0; i < keys.length; i++) {
    if (getOwnPropertyDescriptor(properties, keys[i]) === undefined) continue;
    if (fits(given[keys[i]], typesOf(properties[keys[i]]))) continue;
    doubt("component.converts", "what the property " + keys[i] + " is, given another type");
  }
}

/** The types that a property may have, its own first. */
function typesOf(declared) {
  const object = declared !== null && typeof declared === "object";
  const types = list(object ? declared.type : declared);
  const more = object ? declared.optionalTypes : undefined;
  for (let j = 0; isArray(more) && j < more.length; j++) types.push(entry(more, j));
  return types;
}

function fits(value, types) {
  for (let i = 0; i < types.length; i++) {
    const type = types[i];
    if (type === null || type === undefined) return true;
    if (type === Text ? typeof value === "string" : type === OwnNumber ? typeof value === "number" && isFinite(value)
      : type === OwnBoolean ? typeof value === "boolean" : type === PlainArray ? isArray(value)
        : type === PlainObject ? value === null || (typeof value === "object" && !isArray(value)) : true) return true;
  }
  return false;
}

function converted(value, type) {
  const none = value === undefined || value === null;
  if (type === Text) return none ? "" : inText(value);
  if (type === OwnBoolean) return !!value;
  if (type === PlainArray) return [];
  if (type === PlainObject) return none || typeof value !== "object" ? null : value;
  const number = none || typeof value === "object" ? NaN : +value;
  return isFinite(number) ? number : 0;
}

/** Props stand beside the data, and are the parent's. */
function takeProps(kid, given, news, told, first) {
  const { own, whole } = kid;
  const name = whole.model.parts.defaults[0];
  if (!first && !news.length) return;
  const props = assign({}, whole.defaults);
  const keys = ownKeys(given);
  for (let i = 0; i < keys.length; i++) {
    const value = given[keys[i]];
    const text = whole.model.functions === "on" && typeof value === "function" && !startsWith(keys[i], "on");
    if (value !== undefined) put(props, keys[i], text ? Text(value) : value);
  }
  for (let i = 0; i < news.length; i++) told.paths.push(news[i]);
  const { derived } = whole.model.roles;
  if (derived && !first) runHooks(kid, derived, [props]);
  put(own, name, frozen(props));
}

function frozen(props) {
  return new PlainProxy(props, bare({ set: () => false, deleteProperty: () => false }));
}

/** The fields of a component that say where it stands. */
function setFields_(kid, view) {
  const { fields } = kid.whole.model;
  if (fields.id !== undefined && facts.host !== false) put(kid.own, fields.id, view.id);
  if (fields.dataset !== undefined) put(kid.own, fields.dataset, copied(view.data));
}

/** What a parent hands to a slot, drawn in the parent's own scope. */
function drawSlot(node, ctx, scope, up) {
  const { page } = ctx;
  const { light } = page;
  if (light === undefined) return;
  const view = viewOf("slot", node, up, page);
  up.inner.push(view);
  dress(view, node, scope);
  const wanted = inText(valueIn(node.name, scope));
  const views = light.views === undefined || scoped(light) ? handed(page, view) : light.views;
  const many = manySlots(page);
  let found = false;
  for (let i = 0; i < views.length; i++) {
    if (many ? views[i].slot !== wanted : view.page.tree.filled) continue;
    found = true;
    moveInto(views[i], view);
  }
  if (!many) page.tree.filled = true;
  if (found || !node.inner.length) return;
  if (facts.slot_default === null) {
    doubt("template.slot_default", ctx.file.name + ":" + node.at + ": whether what stands in a slot shows");
  } else if (facts.slot_default) {
    decides("template.slot_default");
    drawAll(node.inner, ctx, scope, view);
  }
}

/** Whether a component's slots have names: always, or by an option. */
function manySlots({ whole: { model: { slots }, options } }) {
  if (!slots) return true;
  decides("component.slots");
  return options[slots] === true;
}

function scoped({ node, ctx }) {
  for (let i = 0; i < node.inner.length; i++) {
    if (ctx.file.nodes[node.inner[i]].scope !== undefined) return true;
  }
  return false;
}

/** The views that stand between a component's tags. */
function handed(page, slot) {
  const { light } = page;
  const { node, ctx, scope } = light;
  const top = bare({ inner: list(), shown: slot.shown, page: ctx.page, up: slot });
  let inner = scope;
  for (let i = 0; i < node.inner.length; i++) {
    const { scope: name } = ctx.file.nodes[node.inner[i]];
    if (name !== undefined && name !== "") inner = within_(scope, bare({ [name]: assign({}, slot.attrs) }));
  }
  drawAll(node.inner, inside(ctx, ctx.path + "/~"), inner, top);
  light.views = top.inner;
  return top.inner;
}

/** What slots are handed, by their names. */
function slotsOf(page) {
  const { light } = page;
  const out = create(null);
  if (scoped(light)) {
    doubt("template.handed", "what slots are handed that hand something out themselves");
    return out;
  }
  const views = light.views || handed(page, bare({ shown: true, attrs: create(null) }));
  for (let i = 0; i < views.length; i++) out[views[i].slot || facts.handed_default] = true;
  return out;
}

function moveInto(view, slot) {
  view.up = slot;
  slot.inner.push(view);
  if (!slot.shown) hide(view);
}

function hide(view) {
  view.shown = false;
  for (let i = 0; i < view.inner.length; i++) hide(view.inner[i]);
}

/** A component that stands nowhere any more, and those in it. */
function ended(kid) {
  const { end } = kid.whole.model;
  kid.gone = true;
  equipped.delete(kid.own);
  for (let i = 0; kid.placed && i < end.length; i++) runHooks(kid, end[i], []);
  relink(kid, true);
  kid.kids.forEach((inner) => ended(inner));
}

/** Every component on a page, or in another, with what is to be done with each. */
function eachKid(page, run) {
  page.kids.forEach((kid) => {
    run(kid);
    eachKid(kid, run);
  });
}
