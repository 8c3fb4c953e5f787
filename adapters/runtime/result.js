// Reading and writing results by a program of the plan.
/** Plain canonical values of a vendor's reply. */
function readResult(program, payload) {
  const reply = isObject(payload) ? payload : {};
  if (!answers(program, reply)) unsaid(program, reply); //debug
  const values = {};
  for (const field of program.singles) {
    const value = firstOf(field, reply);
    if (value === OMIT) {
      const kept = field.places.filter(({ key, member }) => !member && has(reply, key));
      if (kept.some(({ key }) => !isNone(reply[key]))
//if void
        && !(field.void && kept.some(({ key }) => reply[key] === field.absent))
//endif
      ) {
        kept.forEach(({ key }) => addExtra(values, key, reply[key]));
      }
    } else if (field.leaf) {
      (values[field.root] = values[field.root] || {})[field.leaf] = value;
    } else {
      values[field.path] = value;
    }
  }
//if inner
  for (const key in program.inner) {
    if (!isObject(reply[key])) continue;
    const rest = copy({}, reply[key], (name) => program.inner[key].has(name));
    if (keysOf(rest).length) addExtra(values, key, rest);
    keysOf(rest).forEach((name) => say.note("MG205", key + "." + name)); //debug
  }
//endif
  for (const group of program.groups) values[group.root] = readFiles(reply, group);
//if always
  for (const path in program.always) {
    if (isNone(values[path])) values[path] = program.always[path];
  }
//endif
  const expected = program.result.some((field) => !field.optional && !field.void && !field.or_null); //debug
  if (expected && !keysOf(values).some((key) => isSome(values[key]))) say.note("MG208", ""); //debug
  else if (program.groups.length && !program.groups.some((group) => values[group.root].length)) say.note("MG208", ""); //debug
  keep(values, reply, program.replied);
  keysOf(reply).forEach((name) => { if (!program.replied.has(name)) say.note("MG205", name); }); //debug
  if (values.extra) shallow(program.name, values.extra); //debug
  return values;
}

/** The value of a field from the first place that has one: of a reply, or of a file in its lists. */
function firstOf(field, holder, index) {
  for (const place of field.places) {
    const { key, list, member } = place;
    let raw = holder[key];
    if (index === undefined) {
      if (isText(raw) && (list || (member
//if rows:LISTED
        && !LISTED[field.kind]
//endif
      ))) {
        raw = listed(key, raw, member);
        if (!raw.length) continue;
      }
      if (isList(raw) && raw.length
//if rows:LISTED
        && (list || !LISTED[field.kind])
//endif
      ) {
        if (raw.length > 1) say.note("MG206", key); //debug
        raw = raw[0];
      }
    } else {
      raw = raw && raw[index];
      if (!member && isObject(raw)) continue;
    }
    if (member) {
      if (index !== undefined && !isNone(raw) && !isObject(raw)) say.note("MG206", spot(place, index)); //debug
      raw = isObject(raw) ? raw[member] : undefined;
    }
//if void
    if (field.void && raw === field.absent) continue;
//endif
//if nullable
    if (raw === null && field.nullable) return raw;
//endif
    if (!isNone(raw)) {
      say.place = spot(place, index); //debug
//if base64_by
      let by = field.base64_by && (member ? holder[key] : holder)[field.base64_by];
      by = ""; //debug
      if (by === true && isText(raw)) return fromBase64(raw);
//endif
      const value = convert(field, raw);
      if (value !== OMIT) return value;
    }
  }
  return OMIT;
}

/** The files of a reply, each field from the first place that has it. */
function readFiles(reply, group) {
  const lists = {}, items = [];
  let count = 0, most = 0;
  for (const { key, list, member } of group.lists) {
    const raw = reply[key];
    if (isNone(raw)) continue;
    lists[key] = listed(key, raw, list ? member : null);
    most = Math.max(most, lists[key].length);
  }
  for (const field of group.fields) {
    if (field.leaf !== "path") continue;
    for (const { key } of field.places) {
      const size = (lists[key] || []).length;
      count = count || size;
      if (size && size !== count) say.note("MG207", key); //debug
    }
  }
  const extras = {}; //debug
  for (let index = 0; index < (count || most); index++) {
    const item = {};
    for (const field of group.fields) {
      const value = firstOf(field, lists, index);
      if (value !== OMIT) item[field.leaf] = value;
      else keepRaw(lists, field, index, item);
    }
    for (const { key, member, known } of group.lists) {
      const entry = member && (lists[key] || [])[index];
      if (!isObject(entry)) continue;
      keep(item, entry, known);
      if (item.extra) shallow(key, item.extra); //debug
      keysOf(entry).forEach((name) => { if (!known.has(name)) extras[key + "[]." + name] = 1; }); //debug
    }
    items.push(item);
  }
  keysOf(extras).sort().forEach((name) => say.note("MG205", name)); //debug
  return items;
}

/** What could not be read stays with the file, under the vendor's own name. */
function keepRaw(lists, field, index, item) {
  for (const { older, key, member } of field.places) {
    const entry = (lists[key] || [])[index];
    if (!older && member && isObject(entry) && !isNone(entry[member])) addExtra(item, member, entry[member]);
  }
}

/** The entries of a list, or of one that a text says; `objects`: whether they are, null: no list. */
function listed(key, raw, objects, inner) {
  if (isText(raw) && objects !== null) {
    const said = saidBy(raw);
    say.note("MG206", key); //debug
    if (!isList(said) || inner) return !objects ? [isText(said) ? said : raw] : isObject(said) ? [said] : [];
    raw = said;
  }
  if (isList(raw)) {
    if (raw.length > MOST) bad(key, "fewer entries");
    if (objects !== null && !objects && raw.some(isObject)) say.note("MG206", key); //debug
    return objects ? raw.map((item) => (isText(item) ? listed(key, item, true, true)[0] : item)) : raw;
  }
  if (!isText(raw)) say.note("MG206", key); //debug
  return isText(raw) || isObject(raw) ? [raw] : [];
}

/** The list, object or text that a text says in JSON, be it written twice; else null. */
function saidBy(raw, inner) {
  const text = raw.replace(/^[\s\0]+|[\s\0]+$/g, "");
  let said = null;
  try { said = /^[[{"]/.test(text) ? JSON.parse(text) : null; } catch (error) { /* it says none */ }
  return isText(said) && !inner ? saidBy(said, true) || said : said;
}

//if rows:SAYS
/** What a text says in JSON where an object or a list belongs; else the text. */
function instead(field, raw) {
  const says = SAYS[field.kind], said = says && saidBy(raw);
  if (!says || !says(said, field)) return raw;
  say.note("MG206", say.place); //debug
  return said;
}
//endif

/** A vendor's value as the canonical one: words, units and types. */
function convert(field, raw) {
  if (isText(raw)) readString(field, raw, say.place); //debug
//if rows:SAYS
  if (isText(raw)) raw = instead(field, raw);
//endif
//if by
  if (field.by && isText(raw)) {
    say.note("MG209", say.place); //debug
    return keyOf(SUFFIXES, (/\.(\w+)$/.exec(raw.toLowerCase()) || [])[1], "file");
  }
//endif
//if keys
  if (field.keys) return keyed(field.keys, 1, raw);
//endif
  const meant = paired(field.values, 1, raw);
  if (meant !== OMIT) return meant;
//if reads
  if (isText(raw) && field.reads && has(field.reads, raw)) return field.reads[raw];
//endif
//if open
  if (field.open && isText(raw)) return raw;
//endif
//if before
  if (field.before && isText(raw)) {
    const small = raw.toLowerCase(), before = field.before.find((word) => small.indexOf(word) === 0) || "";
    return /^\d/.test(raw.slice(before.length)) ? raw.slice(before.length) : raw;
  }
//endif
  if (!field.values) {
    const value = (
//if rows:CONVERTERS
      CONVERTERS[field.kind] ||
//endif
      convertText)(field, raw);
    if (value !== OMIT) return value;
  }
  say.note("MG206", say.place); //debug
  return OMIT;
}

const convertText = (field, raw) =>
  (isText(raw) && (!field.words || among(field.words, raw)) ? raw : OMIT);

/** A number without noise: to a millionth. */
const tidy = (value) => (value % 1 ? Math.floor(value * 1e6 + 0.5) / 1e6 : value);

//if answers
/** What a vendor tells of such a result by, where it calls it a failure. */
function answeredBy(program, values) {
  const row = listOf(program.answers).find(([, , tests]) =>
    tests.length && tests.every((test) => holds(test, values, {})));
  return row && row[0];
}
//endif

/**
 * A vendor's reply of plain canonical values; older fields stand there, not enumerable where its
 * client does not fill them any more.
 */
function writeResult(program, values, called) {
  const reply = {}, parts = { "": reply
//if legacy
    , "~": {}, "~~": {}
//endif
  };
  for (const field of program.singles) {
    const holder = field.leaf ? values[field.root] || {} : values;
    let value = holder[field.leaf || field.path];
//if derive
    if (value === undefined && field.derive) value = kindOfFiles(values);
//endif
    let spelt = spellField(field, value, called);
    if (spelt === OMIT) continue;
//if before
    if (field.before_by && isText(spelt) && /^\d/.test(spelt)) {
      spelt = (field.before[values[field.before_by]] || "") + spelt;
    }
//endif
    for (const { older, key, list, member } of field.places) {
//if inner
      if (member && !list) {
        put(parts[older][key] = parts[older][key] || {}, member, spelt);
        continue;
      }
//endif
      parts[older][key] = list ? [spelt] : spelt;
    }
  }
  for (const group of program.groups) {
    writeFiles(values[group.root] || [], group, parts);
    untold(values[group.root] || [], group, called); //debug
  }
  dropped(program, values); //debug
//if inner
  for (const key in values.extra) {
    if (!has(reply, key) || !isObject(values.extra[key])) continue;
    values.extra[key] = isObject(reply[key])
//if base64_by
      && !isBytes(reply[key])
//endif
      ? copy(copy({}, values.extra[key]), reply[key]) : reply[key];
  }
//endif
  let success = program.success;
//if answers
  success = answeredBy(program, values) || success;
//endif
  copy(copy(reply, values.extra), success);
//if legacy
  for (const older in parts) {
    for (const key in parts[older]) {
      if (!has(reply, key)) (older === "~~" ? put : define)(reply, key, parts[older][key]);
    }
  }
//endif
  return reply;
}

//if derive
function kindOfFiles(values) {
  const kinds = (values.files || []).map((file) => file.kind);
  if (!kinds.length || among(kinds, undefined)) return undefined;
  return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : "mix";
}
//endif

//if modes
/** An object that tells by functions what kind of file its mode says, where it has none of its own. */
function moded(modes, value) {
  if (!isObject(value) || !isNumber(value.mode) || keysOf(modes).every((name) => isCallable(value[name]))) return value;
  const out = copy({}, value);
  keysOf(modes).forEach((name) => {
    if (!isCallable(value[name])) define(out, name, () => (value.mode & 61440) === modes[name]);
  });
  return out;
}
//endif

function spellField(field, value, called) {
//if status:no
  if (field.status === "no") {
    if (value !== undefined) say.note("MG201", field.path); //debug
    return OMIT;
  }
//endif
//if modes
  if (field.modes) value = moded(field.modes, value);
//endif
  if (!isNone(value)) return spell(field, value);
//if nullable
  if (value === null && field.nullable) return value;
//endif
//if void
  if (field.void) return field.absent;
//endif
//if or_null
  if (field.or_null) return null;
//endif
//if absent
  if (field.absent !== undefined && find(called.result, "path", field.path)) {
    say.note("MG202", field.path); //debug
    return isObject(field.absent) ? copy({}, field.absent) : field.absent;
  }
//endif
  if (!field.derive && !field.optional) say.note("MG202", field.path); //debug
  return OMIT;
}

/** A canonical value in the vendor's words and units. */
function spell(field, value) {
//if rows:FIELD_SPELLERS
  if (field.each || field.members) return FIELD_SPELLERS[field.kind](field, value);
//endif
//if keys
  if (field.keys) return keyed(field.keys, 0, value, field);
//endif
//if as_text
  if (field.as_text) return isNumber(value) ? asText(value) : value;
//endif
//if scale
  if (field.scale && !field.values && isNumber(value)) return tidy(value / field.scale);
//endif
  if (!field.values) return value;
  const found = paired(field.values, 0, value);
  if (found !== OMIT) return found;
//if nearest
  const near = paired(field.nearest, 0, value);
  if (near !== OMIT) {
    say.note("MG204", field.path); //debug
    return paired(field.values, 0, near);
  }
//endif
//if otherwise
  if (field.otherwise !== undefined) {
    if (value !== field.otherwise) say.note("MG204", field.path); //debug
    return field.otherwise;
  }
//endif
//if open
  if (field.open) return value;
//endif
  say.note("MG204", field.path); //debug
  return OMIT;
}

function writeFiles(items, group, parts) {
  for (const { key, list, older, member } of group.lists) {
//if bare
    if (!list) continue;
//endif
    parts[older][key] = member ? items.map(() => ({})) : [];
  }
  for (const field of group.fields) {
    if (field.by) continue; //debug
//if status:no
    if (field.status === "no") continue;
//endif
    items.forEach((item, index) => {
      const value = item[field.leaf];
      if (isNone(value)) return;
//if only
      if (field.only && !among(field.only, item.kind || field.only[0])) return;
//endif
      const spelt = spell(field, value);
      if (spelt === OMIT) return;
      for (const { older, key, list, member } of field.places) {
        const out = parts[older];
//if bare
        if (!list) {
          if (!index) out[key] = spelt;
        } else
//endif
        if (member) out[key][index][member] = spelt;
        else out[key].push(spelt);
      }
    });
  }
  for (const { key, list, older, member } of group.lists) {
    if (older || !list || !member) continue;
    items.forEach((item, index) => {
      const entry = parts[""][key][index];
      copy(entry, item.extra, (name) => has(entry, name));
    });
  }
}

//if convert
/** The result of the API that was called, as the result of the API that was asked for. */
function back(conversion, values) {
  const shape = conversion && conversion.back;
//if back:only
  if (shape && shape.only) return copy({}, values, (key) => !among(shape.only, key));
//endif
  if (!shape || !shape.from) return values;
  const rest = copy({}, values), found = values[shape.from];
  delete rest[shape.from];
  delete rest.media;
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
