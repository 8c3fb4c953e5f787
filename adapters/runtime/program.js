// Programs of the data, unfolded for the interpreter.
/** The key of a table under which a word stands. */
const keyOf = (table, word, other) =>
  keysOf(table).find((key) => table[key].split(" ").indexOf(word) >= 0) || other;

/** The usual kind of a canonical name. */
const kindOf = (name) => keyOf(KINDS, name, "path");

/** A pair of meaning and spelling; one word stands for both. */
const pairUp = (pairs) => pairs && pairs.map((pair) => (isList(pair) ? pair : [pair, pair]));

/** A program of the data, unfolded: what is said once for all is put back in its places. */
function learn(program, key, side) {
  program.api = program.api || key;
  program.name = program.name || program.api;
  program.known = new Set(["success", "fail", "complete"]);
  program.params = rows(program.params, "names", (param, key) => {
    param.key = key;
    param.names = listOf(param.names || key);
    param.spelt = param.names;
//if aliases
    if (param.also) param.spelt = param.names.concat(param.also);
//endif
    param.spelt.forEach((name) => { program.known.add(name); });
    param.kind = param.kind || kindOf(key);
    param.words = param.words || WORDS[key];
    param.values = pairUp(param.values);
  });
  program.result = rows(program.result, "from", (field, path) => {
    const place = placeOf(path);
    field.path = path;
    field.root = place[0];
    field.many = place[1];
    field.leaf = place[2];
    field.from = listOf(field.from || path).map(placeOf);
//if older
    field.legacy = listOf(field.legacy).map(placeOf);
//endif
    field.kind = field.kind || kindOf(place[2] || place[0]);
    field.values = pairUp(field.values);
    field.places = field.from;
//if older
    field.places = field.from.concat(field.legacy);
//endif
  });
  program.replied = new Set();
  program.singles = [];
  program.groups = [];
  program.result.forEach((field) => {
    field.places.forEach((place) => { program.replied.add(place[0]); });
    if (!field.many) return program.singles.push(field);
    let group = find(program.groups, "root", field.root);
    if (!group) program.groups.push(group = { root: field.root, fields: [], lists: [] });
    group.fields.push(field);
    field.places.forEach((place, at) => {
      let list = find(group.lists, "key", place[0]);
      if (!list) {
        list = { key: place[0], known: new Set(), open: place[1], shown: at < field.from.length };
        group.lists.push(list);
      }
      if (place[2]) list.deep = list.known.add(place[2]);
    });
  });
  const success = {};
  keysOf(side.success).forEach((name) => {
    const value = side.success[name];
    success[name] = isText(value) ? value.replace("{api}", program.name) : value;
  });
  program.success = copy(success, program.success);
  keysOf(program.success).concat(side.code, side.message)
    .forEach((name) => { program.replied.add(name); });
  return program;
}
