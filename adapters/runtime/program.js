// Programs of the data, unfolded for the interpreter.
/** The key of a table under which a word stands. */
const keyOf = (table, word, other) =>
  Object.keys(table).filter((key) => table[key].split(" ").indexOf(word) >= 0)[0] || other;

/** The usual kind of a canonical name. */
const kindOf = (name) => keyOf(KINDS, name, "path");

/** A pair of meaning and spelling; one word stands for both. */
const pairUp = (pairs) => pairs && pairs.map((pair) => (isList(pair) ? pair : [pair, pair]));

/** A program of the data, unfolded: what is said once for all is put back in its places. */
function learn(program, key, side) {
  program.api = program.api || key;
  program.name = program.name || program.api;
  program.known = new Set(["success", "fail", "complete"]);
  program.keys = new Set(["extra"]);
  program.params = rows(program.params, (key, given) => {
    const param = isObject(given) ? given : { names: given };
    program.keys.add(key);
    param.key = key;
    param.names = param.names ? listOf(param.names) : [key];
    param.spelt = param.names.concat(param.also || []);
    param.spelt.forEach((name) => { program.known.add(name); });
    param.kind = param.kind || kindOf(key);
    param.words = param.words || WORDS[key];
    param.values = pairUp(param.values);
    if (param.kind === "address") program.marks = param;
    return param;
  });
  program.result = rows(program.result, (path, given) => {
    const field = isObject(given) ? given : { from: given };
    const place = placeOf(path);
    field.path = path;
    field.root = place[0];
    field.many = place[1];
    field.leaf = place[2];
    field.from = listOf(field.from).map(placeOf);
    field.legacy = listOf(field.legacy).map(placeOf);
    field.kind = field.kind || kindOf(place[2] || place[0]);
    field.values = pairUp(field.values);
    field.places = field.from.concat(field.legacy);
    return field;
  });
  program.paths = new Set();
  program.replied = new Set();
  program.singles = [];
  program.groups = [];
  program.result.forEach((field) => {
    program.paths.add(field.path);
    field.places.forEach((place) => { program.replied.add(place[0]); });
    if (!field.many) return program.singles.push(field);
    let group = program.groups.filter((item) => item.root === field.root)[0];
    if (!group) program.groups.push(group = { root: field.root, fields: [], lists: [] });
    group.fields.push(field);
    field.places.forEach((place, at) => {
      let list = group.lists.filter((item) => item.key === place[0])[0];
      if (!list) {
        list = { key: place[0], known: new Set(), open: place[1], shown: at < field.from.length };
        group.lists.push(list);
      }
      if (place[2] !== null) list.deep = list.known.add(place[2]);
      place[3] = group.lists.indexOf(list);
    });
  });
  program.success = program.success || {};
  Object.keys(side.success).forEach((name) => {
    const value = side.success[name];
    if (!has(program.success, name)) {
      program.success[name] = typeof value === "string" ? value.replace("{api}", program.name) : value;
    }
  });
  Object.keys(program.success).concat(side.code, side.message)
    .forEach((name) => { program.replied.add(name); });
  return program;
}
