// Writing results by a program of the plan.
/**
 * A vendor's reply of plain canonical values; older fields stand there, not enumerable where its
 * client does not fill them any more.
 */
const writeResult = (program, values, called) => {
  const reply = {};
//if legacy
  const parts = { "~": {}, "~~": {} };
//endif
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
    for (const { key, member
//if lists
      , list
//endif
//if legacy
      , older
//endif
    } of field.places) {
      const out =
//if legacy
        parts[older] ||
//endif
        reply;
//if inner
      if (
//if lists
        !list &&
//endif
        member) {
        put(out[key] = out[key] || {}, member, spelt);
        continue;
      }
//endif
      out[key] =
//if lists
        list ? [spelt] :
//endif
        spelt;
    }
  }
//if many
  for (const group of program.groups) {
    writeFiles(values[group.key] || [], group, reply
//if legacy
      , parts
//endif
    );
    untold(values[group.key] || [], group, called); //debug
  }
//endif
  dropped(program, values); //debug
  const whole = (key) => isObject(reply[key]) && isObject(values.extra[key]); //debug
  keysOf(values.extra || {}).forEach((key) => { if (has(reply, key) && !whole(key)) say.note("MG205", key); }); //debug
//if inner
  for (const key in values.extra) {
    if (isObject(reply[key]) && isObject(values.extra[key])
//if base64_by
      && !isBytes(reply[key])
//endif
    ) reply[key] = copy(copy({}, values.extra[key]), reply[key]);
  }
//endif
  let success = program.success;
//if answers
  success = answeredBy(program, values) || success;
//endif
  copy(copy(reply, values.extra, (key) => has(reply, key)), success);
//if legacy
  for (const older in parts) {
    for (const key in parts[older]) {
      if (!has(reply, key)) (older === "~~" ? put : define)(reply, key, parts[older][key]);
    }
  }
//endif
  return reply;
};

//if derive
const kindOfFiles = (values) => {
  const kinds = listOf(values.files).map((file) => file.kind);
  return kinds.every((kind) => kind === kinds[0]) ? kinds[0] : among(kinds, undefined) ? undefined : "mix";
};
//endif

//if modes
/** An object that tells by functions what kind of file its mode says, where it has none of its own. */
const moded = (modes, value) => {
  if (!isObject(value) || !isNumber(value.mode) || keysOf(modes).every((name) => isCallable(value[name]))) return value;
  const out = copy({}, value);
  keysOf(modes).forEach((name) => {
    if (!isCallable(value[name])) define(out, name, () => (value.mode & 61440) === modes[name]);
  });
  return out;
};
//endif

const spellField = (field, value, called) => {
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
  if (field.absent !== undefined && fieldOf(called, field.path)) {
    say.note("MG202", field.path); //debug
    return (
//if absent:object
      isObject(field.absent) ? copy({}, field.absent) :
//endif
      field.absent);
  }
//endif
  if (!field.derive && !field.optional) say.note("MG202", field.path); //debug
  return OMIT;
};

/** A canonical value in the vendor's words and units. */
const spell = (field, value) => {
//if rows:FIELD_SPELLERS
  if (field.each || field.members) return FIELD_SPELLERS[field.type](field, value);
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
};

//if many
const writeFiles = (items, group, reply
//if legacy
  , parts
//endif
) => {
  for (const { key, list, member
//if legacy
    , older
//endif
  } of group.lists) {
//if bare
    if (!list) continue;
//endif
    (
//if legacy
      parts[older] ||
//endif
      reply)[key] = member ? items.map((item) => copy({},
//if legacy
      older ? {} :
//endif
      item.extra)) : [];
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
      for (const { key, list, member
//if legacy
        , older
//endif
      } of field.places) {
        const out =
//if legacy
          parts[older] ||
//endif
          reply;
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
};
//endif

//if back
/** The result of the API that was called, as the result of the API that was asked for. */
const back = (conversion, values) => {
  const shape = conversion && conversion.back;
//if back:only
  if (shape && shape.only) return copy({}, values, (key) => !among(shape.only, key));
//endif
  if (!shape || !shape.from) return values;
  const rest = copy({}, values, (key) => key === shape.from || key === "media");
  const items = listOf(values[shape.from]).map((file) => copy(copy({}, file
//if back:drop
    , (key) => among(shape.drop || [], key)
//endif
  ), shape.add));
//if back:shape
  if (shape.shape === "first") copy(rest, items.length ? { [shape.to]: items[0] } : {});
  else
//endif
  rest[shape.to] = items;
  return rest;
};
//endif
