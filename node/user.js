// The user as a script: what is done at each prompt, in order; strict both ways.
"use strict";

class ScriptError extends Error {}

const NUMBERED = { picks_first: 1, records: 1 };
const CONSENTS = ["allows", "denies", "denies_forever"];
const FROM = {
  picks: "album", picks_first: "album", toggles_original: "album", shoots: "camera",
  records: "camera",
};

const quoted = (names) => names.map((name) => JSON.stringify(name)).join(", ");
const listed = (kind, prompt) => (kind === "taps" ? prompt.entries : prompt.scopes) || [];

/** The makers of actions: `picks("cat.jpg")`, `records(5)`. */
const actions = {};
/** The name of each. */
const makers = new Map();
for (const kind of [...Object.keys(FROM), ...CONSENTS, "cancels", "saves", "taps"]) {
  actions[kind] = NUMBERED[kind]
    ? (number, ...names) => ({ kind, number, names }) : (...names) => ({ kind, names });
  makers.set(actions[kind], kind);
}

function line({ kind, number, names = [] }) {
  const shown = NUMBERED[kind] ? [String(number), ...(names.length ? [quoted(names)] : [])] : [quoted(names)];
  return kind + "(" + shown.join(", ") + ")";
}

/** An action that fits a prompt, as a line of a script. */
function example(kind, prompt) {
  if (kind === "picks") return line({ kind, names: [prompt.items.length ? prompt.items[0].name : "name"] });
  if (NUMBERED[kind]) return line({ kind, number: kind === "records" ? 5 : 1 });
  return line({ kind, names: kind === "taps" || CONSENTS.includes(kind) ? listed(kind, prompt).slice(0, 1) : [] });
}

class Script {
  constructor(actions, client) {
    this.left = [...actions];
    this.client = client;
  }

  /** What the user does at a prompt. A sheet that only leads on is not scripted. */
  answer(prompt) {
    if (prompt.kind === "source") return this.source(prompt);
    const [action] = this.left;
    if (action && prompt.refuses && prompt.refuses[action.kind]) {
      throw this.error(`${line(action)} cannot be done in ${prompt.what} of ${prompt.operation}: ` +
        prompt.refuses[action.kind]);
    }
    const named = action && (action.kind === "taps" || CONSENTS.includes(action.kind));
    const fits = action && prompt.offers.includes(action.kind) &&
      !(named && !listed(action.kind, prompt).includes(action.names[0]));
    if (fits) return this.left.shift();
    if (action && CONSENTS.includes(action.kind) && !prompt.offers.includes("allows")) {
      throw this.error(`${prompt.operation} does not ask for ${action.names[0]} here (allowed already, ` +
        `or no scope of this client); drop ${line(action)}, or give it when= the clients that ask`);
    }
    const found = action ? "the next line is " + line(action) : "the script is at its end";
    throw this.error(`${prompt.operation} shows ${prompt.what}, and ${found}; add to the script, in ` +
      "order: " + prompt.offers.map((kind) => example(kind, prompt)).join(" or "));
  }

  /** The entry that the next actions lie behind. */
  source(prompt) {
    let asked;
    for (const action of this.left) {
      if (FROM[action.kind]) return actions.taps(FROM[action.kind]);
      if (!CONSENTS.includes(action.kind)) break;
      asked = asked || prompt.entries.find((entry) => prompt.needs[entry].includes(action.names[0]));
    }
    return asked ? actions.taps(asked) : this.answer(prompt.then);
  }

  error(text) {
    return new ScriptError(`${this.client}: ${text}`);
  }

  finish() {
    const left = this.left.splice(0).map(line).join(", ");
    if (left) throw this.error(`nothing asked for ${left}; drop it from the script`);
  }
}

module.exports = { Script, ScriptError, actions, makers, line };
