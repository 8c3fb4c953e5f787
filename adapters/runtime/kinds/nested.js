// Values that are made of others: objects with members, lists, maps; at any depth.

/** Unfold what is inside a value: members by their keys, each entry of a list or a map. */
const openUp = (row, path) => {
  if (row.each) {
    row.each.type = row.each.type || TEXT;
    row.each.path = path + (LISTED[row.type] ? "[]" : ".*"); //debug
    openUp(row.each, row.each.path);
  }
  if (!row.members) return;
  row.inside = new Set();
  row.members = rows(row.members, (member, key) => {
    member.key = key;
    member.names = listOf(member.names || key);
    member.names.forEach((name) => row.inside.add(name));
    member.type = member.type || TEXT;
    member.path = path + "." + key; //debug
    openUp(member, member.path);
  });
};

/** What something makes of each value of a map; what it leaves out is left out. */
const valuesBy = (value, make) => {
  const out = {};
  keysOf(value).forEach((key) => {
    const item = isNone(value[key]) ? null : make(value[key]);
    if (item !== OMIT) put(out, key, item);
  });
  return out;
};

/** What something makes of each entry of a list; null for one that it leaves out. */
const listedBy = (value, make, other) => value.map((item) => {
  const made = isNone(item) ? OMIT : make(item);
  return made === OMIT ? other() : made;
});

const nothing = () => null;

/** An object in canonical words: `make` reads a member that stands under a name. */
const recordBy = (row, raw, make) => {
  const out = {};
  row.members.forEach((member) => {
    const name = member.status === "no" ? undefined : member.names.find((name) => !isNone(raw[name]));
    if (name === undefined) return;
    const value = make(member, raw[name], name);
    if (value !== OMIT) out[member.key] = value;
    else if (row.keeps) addExtra(out, name, raw[name]);
  });
  keep(out, raw, row.inside);
  return out;
};
