// Reading and writing results by a program of the plan.
const NUMBER = /^-?\d{1,15}(\.\d{1,15})?$/;

/** Plain canonical values of a vendor's reply. */
function readResult(program, payload, ctx) {
  const reply = isObject(payload) ? payload : {};
  unsaid(program, ctx.pair.write, reply, ctx); //debug
  const values = {};
  for (const field of program.singles) {
    const value = firstOf(field, reply, ctx);
    if (value === OMIT) {
      const kept = field.places.filter((place) => !place[2] && has(reply, place[0]));
      if (kept.some((place) => reply[place[0]] !== null)) {
        kept.forEach((place) => addExtra(values, place[0], reply[place[0]]));
      }
    } else if (field.leaf) {
      (values[field.root] = values[field.root] || {})[field.leaf] = value;
    } else {
      values[field.path] = value;
    }
  }
  for (const group of program.groups) values[group.root] = readFiles(reply, group, ctx);
  if (program.result.length && !keysOf(values).some((key) => isSome(values[key]))) ctx.note("MG208", ""); //debug
  else if (program.groups.length && !program.groups.some((group) => values[group.root].length)) ctx.note("MG208", ""); //debug
  keep(values, reply, program.replied);
  keysOf(reply).forEach((name) => { if (!program.replied.has(name)) ctx.note("MG205", name); }); //debug
  if (values.extra) shallow(program.name, values.extra); //debug
  return values;
}

/** The value of a field from the first place that has one: of a reply, or of a file in its lists. */
function firstOf(field, holder, ctx, index) {
  for (const place of field.places) {
    let raw = holder[place[0]];
    if (index === undefined) {
      if (isText(raw) && (place[1] || place[2])) {
        raw = asListed(place[0], raw, place[2], ctx);
        if (!raw.length) continue;
      }
      if (isList(raw) && raw.length > 1) ctx.note("MG206", place[0]); //debug
      if (isList(raw) && raw.length) raw = raw[0];
    } else {
      raw = raw && raw[index];
      if (!place[2] && isObject(raw)) continue;
    }
    if (place[2]) {
      if (index !== undefined && !isNone(raw) && !isObject(raw)) ctx.note("MG206", spot(place, index)); //debug
      raw = isObject(raw) ? raw[place[2]] : undefined;
    }
    if (!isNone(raw)) {
      const value = convert(field, raw, ctx, place, index);
      if (value !== OMIT) return value;
    }
  }
  return OMIT;
}

/** The files of a reply, each field from the first place that has it. */
function readFiles(reply, group, ctx) {
  const lists = {}, items = [];
  let count = 0, most = 0;
  for (const list of group.lists) {
    const raw = reply[list.key];
    if (isNone(raw)) continue;
    const found = lists[list.key] = listed(list.key, raw, list.open ? list.deep : null, ctx);
    most = Math.max(most, found.length);
  }
  for (const field of group.fields) {
    if (field.leaf !== "path") continue;
    for (const place of field.places) {
      const size = (lists[place[0]] || []).length;
      count = count || size;
      if (size && size !== count) ctx.note("MG207", place[0]); //debug
    }
  }
  const extras = {}; //debug
  for (let index = 0; index < (count || most); index++) {
    const item = {};
    for (const field of group.fields) {
      const value = firstOf(field, lists, ctx, index);
      if (value !== OMIT) item[field.leaf] = value;
      else keepRaw(lists, field, index, item);
    }
    for (const list of group.lists) {
      const entry = list.deep && (lists[list.key] || [])[index];
      if (!isObject(entry)) continue;
      keep(item, entry, list.known);
      if (item.extra) shallow(list.key, item.extra); //debug
      keysOf(entry).forEach((name) => { if (!list.known.has(name)) extras[list.key + "[]." + name] = 1; }); //debug
    }
    items.push(item);
  }
  keysOf(extras).sort().forEach((name) => ctx.note("MG205", name)); //debug
  return items;
}

/** What could not be read stays with the file, under the vendor's own name. */
function keepRaw(lists, field, index, item) {
  for (const place of field.from) {
    const entry = (lists[place[0]] || [])[index];
    if (place[2] && isObject(entry) && !isNone(entry[place[2]])) addExtra(item, place[2], entry[place[2]]);
  }
}

/** The entries of a list; `objects`: whether they are, null where no list belongs. */
function listed(key, raw, objects, ctx) {
  if (isList(raw)) {
    if (raw.length > MOST) throw new Bad(key, "fewer entries");
    if (objects !== null && !objects && raw.some(isObject)) ctx.note("MG206", key); //debug
    return objects ? raw.map((item) => (isText(item) ? asListed(key, item, true, ctx, true)[0] : item)) : raw;
  }
  if (isText(raw)) return objects === null ? [raw] : asListed(key, raw, objects, ctx);
  ctx.note("MG206", key); //debug
  return isObject(raw) ? [raw] : [];
}

/** What a text says in JSON that stands where a list or an object belongs. */
function asListed(key, raw, objects, ctx, within) {
  const said = saidBy(raw);
  ctx.note("MG206", key); //debug
  if (isList(said) && !within) return listed(key, said, objects, ctx);
  if (objects) return isObject(said) ? [said] : [];
  return [isText(said) ? said : raw];
}

/** The list, object or text that a text says in JSON, be it written twice; else null. */
function saidBy(raw, within) {
  const text = raw.replace(/^[\s\0]+|[\s\0]+$/g, "");
  let said = null;
  try { said = /^[[{"]/.test(text) ? JSON.parse(text) : null; } catch (error) { /* it says none */ }
  return isText(said) && !within ? saidBy(said, true) || said : said;
}

/** A vendor's value as the canonical one: words, units and types. */
function convert(field, raw, ctx, place, index) {
  if (isText(raw)) readString(field, raw, spot(place, index)); //debug
//if by
  if (field.by && isText(raw)) {
    ctx.note("MG209", spot(place, index)); //debug
    return keyOf(SUFFIXES, (/\.(\w+)$/.exec(raw.toLowerCase()) || [])[1], "file");
  }
//endif
  if (field.values) for (const pair of field.values) if (pair[1] === raw) return pair[0];
//if reads
  if (isText(raw) && field.reads && has(field.reads, raw)) return field.reads[raw];
//endif
  const numeric = field.kind === "integer" || field.kind === "number";
  if (numeric && !field.values) {
    const value = isText(raw) && NUMBER.test(raw) ? +raw : raw;
    if (value !== raw) ctx.note("MG206", spot(place, index)); //debug
    if (!isNumber(value) || !isFinite(value)) {
      ctx.note("MG206", spot(place, index)); //debug
      return OMIT;
    }
    if (field.unit === "unknown") ctx.note("MG203", spot(place, index)); //debug
//if scale
    if (field.scale) return tidy(value * field.scale);
//endif
    return tidy(value);
  }
  if (!field.values && isText(raw) && (!field.words || field.words.indexOf(raw) >= 0)) return raw;
  ctx.note("MG206", spot(place, index)); //debug
  return OMIT;
}

/** A number without noise: to a millionth. */
function tidy(value) {
  return value % 1 ? Math.floor(value * 1e6 + 0.5) / 1e6 : value;
}

/** A vendor's reply of plain canonical values; older fields stand there, those not enumerable
 * that its client does not fill any more. */
function writeResult(program, values, source, ctx) {
  const reply = {}, legacy = {};
  for (const field of program.singles) {
    const holder = field.leaf ? values[field.root] || {} : values;
    let value = holder[field.leaf || field.path];
//if derive
    if (value === undefined && field.derive) value = kindOfFiles(values);
//endif
    const spelt = spellField(field, value, source, ctx);
    if (spelt === OMIT) continue;
    field.from.forEach((place) => { reply[place[0]] = place[1] ? [spelt] : spelt; });
//if legacy
    field.legacy.forEach((place) => { legacy[place[0]] = place[1] ? [spelt] : spelt; });
//endif
  }
  for (const group of program.groups) {
    writeFiles(values[group.root] || [], group, reply, legacy, source, ctx);
  }
  dropped(program, values, ctx); //debug
  copy(copy(reply, values.extra), program.success);
//if legacy
  const filled = new Set();
//if beside
  program.result.forEach((field) => field.legacy.slice(0, field.beside || 0).forEach((place) => filled.add(place[0])));
//endif
  keysOf(legacy).forEach((key) => { if (!has(reply, key)) define(reply, key, legacy[key], filled.has(key)); });
//endif
  return reply;
}

//if derive
function kindOfFiles(values) {
  const kinds = (values.files || []).map((file) => file.kind);
  if (!kinds.length || kinds.indexOf(undefined) >= 0) return undefined;
  return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : "mix";
}
//endif

function spellField(field, value, source, ctx) {
//if status:no
  if (field.status === "no") {
    if (value !== undefined) ctx.note("MG201", field.path); //debug
    return OMIT;
  }
//endif
  if (!isNone(value)) return spell(field, value, ctx);
  if (!source) return OMIT;
//if absent
  if (find(source.result, "path", field.path) && field.absent !== undefined) {
    ctx.note("MG202", field.path); //debug
    return field.absent;
  }
//endif
  if (!field.derive && !field.optional) ctx.note("MG202", field.path); //debug
  return OMIT;
}

/** A canonical value in the vendor's words and units. */
function spell(field, value, ctx) {
//if scale
  if (field.scale && !field.values && isNumber(value)) return tidy(value / field.scale);
//endif
  if (!field.values) return value;
  const found = pairOf(field.values, value);
  if (found !== OMIT) return found;
//if nearest
  const near = pairOf(field.nearest || [], value);
  if (near !== OMIT) {
    ctx.note("MG204", field.path); //debug
    return pairOf(field.values, near);
  }
//endif
//if otherwise
  if (field.otherwise !== undefined) {
    if (value !== field.otherwise) ctx.note("MG204", field.path); //debug
    return field.otherwise;
  }
//endif
  ctx.note("MG204", field.path); //debug
  return OMIT;
}

function writeFiles(items, group, reply, legacy, source, ctx) {
  const columns = group.fields;
  if (items.length > 1 && !lists(columns)) ctx.note("MG201", columns[0].root); //debug
  for (const list of group.lists) {
//if bare
    if (!list.open) continue;
//endif
    let out = reply;
//if legacy
    if (!list.shown) out = legacy;
//endif
    out[list.key] = list.deep ? items.map(() => ({})) : [];
  }
  for (const field of columns) {
    if (field.by) continue; //debug
    const told = items.length || (lists(columns) && !lone(source, group.root)) ? items : [{}]; //debug
    const lacking = told.some((item) => (!field.only || field.only.indexOf(item.kind) >= 0) && !has(item, field.leaf)); //debug
    if (field.status === "no" && items.some((item) => has(item, field.leaf))) ctx.note("MG201", field.path); //debug
//if status:no
    if (field.status === "no") continue;
//endif
    if (lacking && source && !field.optional) ctx.note("MG202", field.path); //debug
    for (let index = 0; index < items.length; index++) {
      const item = items[index], value = item[field.leaf];
      if (isNone(value)) continue;
//if only
      if (field.only && field.only.indexOf(item.kind || field.only[0]) < 0) continue;
//endif
      const spelt = spell(field, value, ctx);
      if (spelt === OMIT) continue;
      for (let at = 0; at < field.places.length; at++) {
        const place = field.places[at];
        let out = reply;
//if legacy
        if (at >= field.from.length) out = legacy;
//endif
//if bare
        if (!place[1]) {
          if (!index) out[place[0]] = spelt;
          continue;
        }
//endif
        if (place[2]) out[place[0]][index][place[2]] = spelt;
        else out[place[0]].push(spelt);
      }
    }
  }
  items.forEach((item, index) => {
    if (!item.extra) return;
    for (const list of group.lists) {
//if legacy
      if (!list.shown) continue;
//endif
//if bare
      if (!list.open) continue;
//endif
      if (!list.deep) continue;
      const entry = reply[list.key][index];
      keysOf(item.extra).forEach((name) => {
        if (!has(entry, name)) put(entry, name, item.extra[name]);
      });
    }
  });
}

//if convert
/** The result of the API that was called, as the result of the API that was asked for. */
function back(conversion, values) {
  const shape = conversion && conversion.back;
  if (!shape || !shape.from) return values;
  const rest = copy({}, values);
  delete rest[shape.from];
  delete rest.media;
  const found = values[shape.from];
  const items = (isList(found) ? found : found ? [found] : []).map((file) => {
    const out = copy({}, file);
    (shape.drop || []).forEach((key) => { delete out[key]; });
    return copy(out, shape.add);
  });
  if (shape.shape !== "first") rest[shape.to] = items;
  else if (items.length) rest[shape.to] = items[0];
  return rest;
}
//endif
//debug-begin

/** Whether some field of files stands in a list. */
const lists = (columns) => columns.some((field) => field.from.some((place) => place[1]));

/** Whether a program tells of one file, in no list. */
const lone = (source, root) =>
  !!source && source.groups.some((group) => group.root === root && !lists(group.fields));

function spot(place, index) {
  const list = index === undefined ? "" : "[" + index + "]";
  return place[0] + list + (place[2] ? "." + place[2] : "");
}

function isSome(value) {
  return value !== null && !(typeof value === "object" && !keysOf(value).length);
}

function dropped(program, values, ctx) {
  const written = { extra: 1 };
  program.result.forEach((field) => { written[field.path] = 1; });
  for (const key of keysOf(values)) {
    const value = values[key];
    if (key === "extra" || value === null) continue;
    let paths = [key];
    if (isList(value)) {
      const leaves = {};
      value.forEach((item) => keysOf(item).forEach((leaf) => { leaves[leaf] = 1; }));
      paths = keysOf(leaves).filter((leaf) => leaf !== "extra").sort().map((leaf) => key + "[]." + leaf);
    } else if (isObject(value)) {
      paths = keysOf(value).filter((leaf) => leaf !== "extra").sort().map((leaf) => key + "." + leaf);
    }
    paths.forEach((path) => { if (!has(written, path)) ctx.note("MG201", path); });
  }
}
//debug-end
