// Values of templates: expressions as data, against what is in scope. Nothing of them is run as
// code: members are own members only, and nothing is called but what script modules offer.
const MISSING = freeze(bare({ NaN }));

/** What a value of a template comes to: its text, or what its expressions give. */
function valueIn(value, scope) {
  if (!isArray(value)) return value;
  if (value[0] === "x") return evaluated(value[1], scope);
  let out = "";
  const parts = value[1];
  for (let i = 0; i < parts.length; i++) {
    out += isArray(parts[i]) ? wordsOf(evaluated(parts[i][1], scope), scope.facts) : parts[i];
  }
  return out;
}

/** A value in a text: what has no words there, and what nothing tells of. */
function wordsOf(value, facts) {
  if (value === undefined || value === null) {
    const name = value === null ? "null" : "undefined";
    if (facts.nothing === null) {
      doubt("template.nothing", "what a text shows for " + name);
      return value === null ? name : "";
    }
    return has(facts.nothing, name) ? "" : name;
  }
  return inText(value);
}

/** A value as text, past every method that a page can change. */
function inText(value, depth = 0) {
  if (value === null) return "null";
  if (typeof value === "function") return "";
  if (typeof value !== "object") return typeof value === "symbol" ? "" : Text(value);
  if (!isArray(value)) return "[object Object]";
  if (depth > MOST_DEPTH) throw new OwnRangeError("a list is nested too deeply");
  let out = "";
  for (let i = 0; i < value.length; i++) {
    const item = entry(value, i);
    if (i) out += ",";
    if (item !== undefined && item !== null) out += inText(item, depth + 1);
  }
  return out;
}

function plain(value) {
  return value !== null && (typeof value === "object" || typeof value === "function") ? inText(value) : value;
}

/** What a name stands for: names of loops and templates, then scripts, then data. */
function named(scope, name) {
  for (let at = scope; at !== undefined; at = at.up) if (name in at.names) return at.names[name];
  if (name in scope.scripts) return scope.scripts[name];
  const { data, props } = scope;
  const slot = data === undefined ? undefined : getOwnPropertyDescriptor(data, name);
  if (slot !== undefined) return data[name];
  return props === undefined ? undefined : memberOf(props, name);
}

function memberOf(value, key) {
  if (typeof key !== "string" && typeof key !== "number" && typeof key !== "boolean") return undefined;
  if (typeof value === "string") {
    if (key === "length") return value.length;
    const at = typeof key === "boolean" ? -1 : +key;
    return at >= 0 && at < value.length && at === floor(at) ? value[at] : undefined;
  }
  if (value === null || (typeof value !== "object" && typeof value !== "function")) return undefined;
  return getOwnPropertyDescriptor(value, key) === undefined ? undefined : value[key];
}

function evaluated(e, scope) {
  switch (e[0]) {
    case "v":
      return e[1];
    case "w":
      return MISSING[e[1]];
    case "n":
      return named(scope, e[1]);
    case ".":
      return memberOf(evaluated(e[1], scope), e[2]);
    case "[":
      return memberOf(evaluated(e[1], scope), evaluated(e[2], scope));
    case "(":
      return called(e, scope);
    case "u":
      return signed(e[1], evaluated(e[2], scope));
    case "b":
      return e[1] === "&&" || e[1] === "||" ? decided(e, scope)
        : applied(e[1], evaluated(e[2], scope), evaluated(e[3], scope));
    case "?":
      return evaluated(evaluated(e[1], scope) ? e[2] : e[3], scope);
    case "a":
      return entriesOf(e[1], scope);
    default:
      return membersOf(e[1], scope);
  }
}

function decided(e, scope) {
  const first = evaluated(e[2], scope);
  return e[1] === "&&" ? first && evaluated(e[3], scope) : first || evaluated(e[3], scope);
}

/** A call: of a script module's function, or of nothing. */
function called(e, scope) {
  let from = e[1];
  while (from[0] === "." || from[0] === "[") from = from[1];
  if (from[0] !== "n" || !(from[1] in scope.scripts)) return undefined;
  const run = evaluated(e[1], scope);
  if (typeof run !== "function") return undefined;
  const values = entriesOf(e[2], scope);
  return apply(run, undefined, values);
}

function entriesOf(given, scope) {
  const out = [];
  for (let i = 0; i < given.length; i++) {
    if (given[i][0] !== "...") {
      put(out, out.length, evaluated(given[i], scope));
      continue;
    }
    const more = evaluated(given[i][1], scope);
    if (isArray(more)) for (let j = 0; j < more.length; j++) put(out, out.length, entry(more, j));
  }
  return out;
}

function membersOf(given, scope) {
  const out = {};
  for (let i = 0; i < given.length; i++) {
    const value = evaluated(given[i][1], scope);
    if (given[i][0] !== "...") put(out, given[i][0], value);
    else if (value !== null && typeof value === "object") assign(out, value);
  }
  return out;
}

function signed(sign, value) {
  if (sign === "!") return !value;
  const number = +plain(value);
  return sign === "-" ? -number : sign === "~" ? ~number : number;
}

function applied(sign, left, right) {
  if (sign === "===") return left === right;
  if (sign === "!==") return left !== right;
  const objects = left !== null && right !== null && typeof left === "object" && typeof right === "object";
  if (objects && sign === "==") return left === right;
  if (objects && sign === "!=") return left !== right;
  const one = plain(left);
  const other = plain(right);
  switch (sign) {
    case "==":
      return one == other; // eslint-disable-line eqeqeq
    case "!=":
      return one != other; // eslint-disable-line eqeqeq
    case "+":
      return one + other;
    case "-":
      return one - other;
    case "*":
      return one * other;
    case "/":
      return one / other;
    case "%":
      return one % other;
    case "<":
      return one < other;
    case ">":
      return one > other;
    case "<=":
      return one <= other;
    case ">=":
      return one >= other;
    case "&":
      return one & other;
    case "|":
      return one | other;
    case "^":
      return one ^ other;
    case "<<":
      return one << other;
    case ">>":
      return one >> other;
    default:
      return one >>> other;
  }
}
