// Programs of the data, unfolded for the interpreter.
/** The key of a table under which a word stands. */
const keyOf = (table, word, other) =>
  keysOf(table).find((key) => among(table[key].split(" "), word)) || other;

/** A text as engines keep the names of members: the same in less time. */
const interned = (text) => keysOf({ [text]: 0 })[0];

/**
 * A place of a reply, such as "tempFiles[].size": texts, empty for no. Older places have "~"
 * before them, "~~" where clients fill them still.
 */
const placeOf = (path) => {
//if older
  const older = /^~*/.exec(path)[0];
  path = path.slice(older.length);
//endif
  const [, key, list, member] = /([^.[]*)(\[]|)\.?(.*)/.exec(path).map(interned);
  return {
//if older
    older: older,
//endif
    key: key, list: list, member: member };
};

/** Unfold a program of the data: what is said once for all is put back in its places. Its name. */
const learn = (program, key, side) => {
  program.api = program.api || key;
  program.called = program.called || program.api;
  program.known = new Set(CALLBACKS);
  program.params = rows(program.params, (param, key) => {
    param.key = key;
    param.names = listOf(param.names || key)
//if aliases
      .concat(param.also || [])
//endif
    ;
    param.names.forEach((name) => program.known.add(name));
    param.type = param.type || PATH;
    param.words = param.words || WORDS[key];
//if nested
    openUp(param, key);
//endif
  });
  const free = program.free = new Set();
//if inner
  program.inner = {};
//endif
//if many
  program.groups = [];
//endif
  program.result = rows(program.result, (field, path) => {
    const { key, list, member } = placeOf(path);
    field.path = path;
    field.root = key;
    field.leaf = member;
    field.type = field.type || PATH;
//if nested
    openUp(field, path);
//endif
    field.places = listOf(field.names || path).map(placeOf);
    field.places.forEach((place) => free.add(place.key));
//if inner
    field.places.forEach(({ key, list, member }) => {
      if (member && !list) (program.inner[key] = program.inner[key] || new Set()).add(member);
    });
//endif
//if many
    field.many = list;
    if (!list) return;
    let group = program.groups.find((group) => group.root === key);
    if (!group) program.groups.push(group = { root: key, fields: [], lists: [] });
    group.fields.push(field);
    field.places.forEach((place) => {
      let row = group.lists.find((row) => row.key === place.key);
      if (!row) group.lists.push(row = copy({ known: new Set() }, place));
      if (place.member) row.known.add(row.member = place.member);
    });
//endif
  });
  program.singles = program.result
//if many
    .filter((field) => !field.many)
//endif
  ;
  const success =
//if form:at_once form:factory form:listener giver
    program.form ? "{}" :
//endif
    fill(JSON.stringify(side.success), "{api}", program.called);
  program.success = copy(JSON.parse(success), program.success);
  program.replied = new Set([...free, ...keysOf(program.success), ...side.code, ...side.message]);
  return program.called;
};
