// What programs read of the last match of a pattern, `RegExp.$1`: clients' engines keep it, this one
// does not. It is kept once a script asks for it, as each match takes longer then.
const ASKS_MATCH = /RegExp\s*(?:\.\s*(?:\$|lastMatch|lastParen|leftContext|rightContext|input\b)|\[)/;
const PlainPattern = globalThis.RegExp;
const ownExec = PlainPattern.prototype.exec;
let keptMatch;

function keepMatches(code) {
  if (keptMatch !== undefined || exec(ASKS_MATCH, code) === null) return;
  keptMatch = list("");
  keptMatch.index = 0;
  keptMatch.input = "";
  const { exec: keeping } = {
    exec(text) {
      const found = apply(ownExec, this, [text]);
      if (found !== null) {
        keptMatch = listOf(found);
        keptMatch.index = found.index;
        keptMatch.input = found.input;
      }
      return found;
    },
  };
  hidden(PlainPattern.prototype, "exec", keeping);
  for (let i = 1; i < 10; i++) reads("$" + i, () => entry(keptMatch, i) || "");
  readsAs(["$&", "lastMatch"], () => keptMatch[0]);
  readsAs(["$+", "lastParen"], () => (keptMatch.length > 1 && keptMatch[keptMatch.length - 1]) || "");
  readsAs(["$_", "input"], () => keptMatch.input);
  readsAs(["$`", "leftContext"], () => slice(keptMatch.input, 0, keptMatch.index));
  readsAs(["$'", "rightContext"], () => slice(keptMatch.input, keptMatch.index + keptMatch[0].length));
}

function readsAs(given, get) {
  for (let i = 0; i < given.length; i++) reads(given[i], get);
}

function reads(name, get) {
  defineProperty(PlainPattern, name, bare({ get, set: () => {}, configurable: true, enumerable: false }));
}
