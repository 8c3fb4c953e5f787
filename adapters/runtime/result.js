// Reading results by a program of the plan.
/** Plain canonical values of a vendor's reply. */
const readResult = (program, payload) => {
  const reply = isObject(payload) ? payload : {};
  if (!answers(program, reply)) unsaid(program, reply); //debug
  const values = {}, unread = {};
  for (const field of program.singles) {
    const value = firstOf(field, reply);
    tellUnlike(field, reply, value); //debug
    if (value === OMIT) {
      const kept = field.places.filter(({ key, member }) => !member && has(reply, key));
      if (kept.some(({ key }) => !isNone(reply[key]))
//if void
        && !(field.void && kept.some(({ key }) => reply[key] === field.absent))
//endif
      ) {
        kept.forEach(({ key }) => addExtra(values, key, reply[key]));
      }
//if inner
      for (const { key, member } of field.places) unread[key + "." + member] = 1;
//endif
    } else if (field.leaf) {
      (values[field.root] = values[field.root] || {})[field.leaf] = value;
    } else {
      values[field.path] = value;
    }
  }
//if inner
  for (const key in program.inner) {
    if (!isObject(reply[key])) continue;
    const known = program.inner[key];
    const rest = copy({}, reply[key], (name) => known.has(name) && (isNone(reply[key][name]) || !unread[key + "." + name]));
    if (keysOf(rest).length) addExtra(values, key, rest);
    keysOf(rest).sort().forEach((name) => known.has(name) || say.note("MG205", key + "." + name)); //debug
  }
//endif
//if many
  for (const group of program.groups) values[group.key] = readFiles(reply, group);
//endif
//if always
  for (const path in program.always) {
    if (isNone(values[path])) values[path] = program.always[path];
  }
//endif
  tellKinds(program, values); //debug
  const expected = program.result.some((field) => !field.optional && !field.void && !field.or_null); //debug
  if (expected && !keysOf(values).some((key) => isSome(values[key]))) say.note("MG208", ""); //debug
  else if (program.groups.length && !program.groups.some((group) => values[group.key].length)) say.note("MG208", ""); //debug
  keep(values, reply, program.replied);
  keysOf(reply).sort().forEach((name) => { if (!program.replied.has(name)) say.note("MG205", name); }); //debug
  if (values.extra) shallow(program.called, values.extra); //debug
  return values;
};

/** The value of a field from the first place that has one: of a reply, or of a file in its lists. */
const firstOf = (field, holder
//if many
  , index
//endif
) => {
  for (const place of field.places) {
    const { key, member
//if lists
      , list
//endif
    } = place;
    let raw = holder[key];
//if many
    if (index === undefined) {
//endif
      if (isText(raw) && (
//if lists
        list ||
//endif
        (member
//if rows:LISTED
        && !LISTED[field.type]
//endif
      ))) {
        raw = listed(key, raw, member);
        if (!raw.length) continue;
      }
      if (isList(raw) && raw.length
//if rows:LISTED
        && (
//if lists
          list ||
//endif
          !LISTED[field.type])
//endif
      ) {
        if (raw.length > 1 || !list) say.note("MG206", key); //debug
        raw = raw[0];
      }
//if many
    } else {
      raw = raw[index];
      if (!member && isObject(raw)) continue;
    }
//endif
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
};

//if many
/** The files of a reply, each field from the first place that has it. */
const readFiles = (reply, group) => {
  const lists = {}, items = [];
  let count = 0, most = 0;
  for (const { key, list, member } of group.lists) {
    const raw = reply[key];
    lists[key] = isNone(raw) ? [] : listed(key, raw, list ? member : null);
    most = Math.max(most, lists[key].length);
  }
  for (const field of group.fields) {
    if (field.leaf !== "path") continue;
    for (const { key } of field.places) {
      const size = lists[key].length;
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
      const entry = member && lists[key][index];
      if (!isObject(entry)) continue;
      keep(item, entry, known);
      if (item.extra) shallow(key, item.extra); //debug
      keysOf(entry).forEach((name) => { if (!known.has(name)) extras[key + "[]." + name] = 1; }); //debug
    }
    items.push(item);
  }
  tellOtherPaths(lists, group); //debug
  keysOf(extras).sort().forEach((name) => say.note("MG205", name)); //debug
  return items;
};

/** What could not be read stays with the file, under the vendor's own name. */
const keepRaw = (lists, field, index, item) => {
  for (const place of field.places) {
    const { key, member } = place, entry = lists[key][index];
    const raw = !member ? entry : isObject(entry)
//if older
      && !place.older
//endif
      ? entry[member] : null;
    if (!isNone(raw)) addExtra(item, member || key, raw);
  }
};
//endif

/** The entries of a list, or of one that a text says; `objects`: whether they are, null: no list. */
const listed = (key, raw, objects, inner) => {
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
};

/** The list, object or text that a text says in JSON, be it written twice; else null. */
const saidBy = (raw, inner) => {
  const text = raw.replace(/^[\s\0]+|[\s\0]+$/g, "");
  let said = null;
  try { said = /^[[{"]/.test(text) ? JSON.parse(text) : null; } catch (error) { /* it says none */ }
  return isText(said) && !inner ? saidBy(said, true) || said : said;
};

//if rows:SAYS
/** What a text says in JSON where an object or a list belongs; else the text. */
const instead = (field, raw) => {
  const says = SAYS[field.type], said = says && saidBy(raw);
  if (!says || !says(said, field)) return raw; //debug
  say.note("MG206", say.place); //debug
  return says && says(said, field) ? said : raw;
};
//endif

/** A vendor's value as the canonical one: words, units and types. */
const convert = (field, raw) => {
  if (isText(raw)) readString(field, raw, say.place); //debug
  if (raw === "" && field.filled) say.note("MG206", say.place); //debug
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
//if counted
  const number = isText(raw) && /^-?\d{1,15}$/.test(raw) ? paired(field.values, 1, +raw) : OMIT;
  if (number !== OMIT) say.note("MG206", say.place); //debug
  if (number !== OMIT) return number;
//endif
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
      CONVERTERS[field.type] ||
//endif
      convertText)(field, raw);
    if (value !== OMIT) return value;
  }
  say.note("MG206", say.place); //debug
  return OMIT;
};

const convertText = (field, raw) =>
  (isText(raw)
//if reply:words
    && (!field.words || among(field.words, raw))
//endif
    ? raw : OMIT);

/** A number without noise: to a millionth. */
const tidy = (value) => (value % 1 ? Math.floor(value * 1e6 + 0.5) / 1e6 : value);

//if answers
/** What a vendor tells of such a result by, where it calls it a failure. */
const answeredBy = (program, values) => {
  const row = listOf(program.answers).find(([, , tests]) =>
    tests.length && tests.every((test) => holds(test, values, {})));
  return row && row[0];
};
//endif

