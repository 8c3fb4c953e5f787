// Programs of the data, unfolded for the interpreter.
//if by needed
/** The key of a table under which a word stands. */
const keyOf = (table, word, other) =>
  keysOf(table).find((key) => among(table[key].split(" "), word)) || other;
//endif

//if fast
/** A text as engines keep the names of members: the same in less time. */
const interned = (text) => keysOf({ [text]: 0 })[0];
//endif

/**
 * A place of a reply, such as "tempFiles[].size": texts, empty for no. Older places have "~"
 * before them, "~~" where clients fill them still.
 */
const placeOf = (path) => {
//if older
  const older = /^~*/.exec(path)[0];
  path = path.slice(older.length);
//endif
//if lists
  const [, key, list, member] = /([^.[]*)(\[]|)\.?(.*)/.exec(path)
//endif
//if no_lists
  const [, key, member] = /([^.]*)\.?(.*)/.exec(path)
//endif
//if fast
    .map(interned)
//endif
  ;
  return {
//if older
    older: older,
//endif
//if lists
    list: list,
//endif
    key: key, member: member };
};

//if many
/** The row of a list that has the key of another, which is put there where there is none. */
const rowOf = (list, made) =>
  list.find((row) => row.key === made.key) || (list.push(made), made);
//endif

/** Unfold a program of the data: what is said once for all is put back in its places. Its name. */
const learn = (program, key, side) => {
  program.called = program.called || key;
//if canonical form:listener latest
  program.api = program.api || key;
//endif
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
//if read:set write:set
    param.words = param.words || (isList(param.default) && param.default);
//endif
//if nested
    openUp(param, key);
//endif
  });
//if fast
  program.free = new Set();
//endif
//if inner
  program.inner = {};
//endif
  program.singles = [];
//if many
  program.groups = [];
//endif
  program.replied = new Set(side.code.concat(side.message));
  program.result = rows(program.result, (field, path) => {
    const { key, member
//if lists
      , list
//endif
    } = placeOf(path);
    field.path = path;
    field.root = key;
    field.leaf = member;
    field.type = field.type || PATH;
//if nested
    openUp(field, path);
//endif
    field.places = listOf(field.names || path).map(placeOf);
    field.places.forEach((place) => {
      program.replied.add(place.key);
//if fast
      program.free.add(place.key);
//endif
    });
//if inner
    field.places.forEach(({ key, member
//if lists
      , list
//endif
    }) => {
      if (
//if lists
        !list &&
//endif
        member) (program.inner[key] = program.inner[key] || new Set()).add(member);
    });
//endif
//if many
    if (list) {
      const group = rowOf(program.groups, { key: key, fields: [], lists: [] });
      group.fields.push(field);
      field.places.forEach((place) => {
        const row = rowOf(group.lists, copy({ known: new Set() }, place));
        if (place.member) row.known.add(row.member = place.member);
      });
    } else
//endif
    program.singles.push(field);
  });
  program.success = copy(
//if form:at_once form:factory form:listener giver
    program.form ? {} :
//endif
    side.success(program.called), program.success);
  keysOf(program.success).forEach((key) => program.replied.add(key));
  return program.called;
};
