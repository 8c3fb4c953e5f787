// Telling a developer, once each, on the console.
const heardOf = {};

const warn = (text) => {
  if (heardOf[text]) return;
  heardOf[text] = true;
  if (typeof console === "object") console.warn("mediaglot: " + text);
};

/** By how many letters two words differ: changed, left out, put in. */
const apart = (one, other) => {
  let row = Array.from(other, (letter, at) => at + 1);
  Array.from(one.toLowerCase()).forEach((letter, at) => {
    let before = at, last = at + 1;
    row = Array.from(other.toLowerCase(), (theirs, place) => {
      const found = Math.min(last + 1, row[place] + 1, before + (letter === theirs ? 0 : 1));
      before = row[place];
      return last = found;
    });
  });
  return row.length ? row[row.length - 1] : one.length;
};

/** A question whether a name is meant that differs by two letters at most; empty for none. */
const meant = (name, names) => {
  const near = names.map((word) => [apart(name, word), word]).filter((row) => row[0] < 3 && row[0] < name.length)
    .sort((one, other) => one[0] - other[0])[0];
  return near ? "; did you mean " + JSON.stringify(near[1]) + "?" : "";
};

/** Tell of a member of the namespace that is not there. */
const strange = (name) => {
  if (typeof name !== "string" || SILENT.indexOf(name) >= 0) return;
  warn(SPOKEN + "." + name + (NAMES.indexOf(name) >= 0
    ? " is not in this file, and the client has no " + name + ": name it in --only"
    : " is not known" + meant(name, NAMES)));
};

/** What engines, promises and consoles themselves ask any object for. */
const SILENT = ["then", "toJSON", "constructor", "prototype", "inspect", "valueOf", "toString", "nodeType", "tagName",
  "hasAttribute", "asymmetricMatch", "$$typeof", "__esModule", "default"];
