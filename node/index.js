// The media API of a mini-program client as a mock for Jest, Vitest and node:test. What the client
// says and does is data, made of mediaglot's profiles (clients/); the device behind it is a list of
// files, the user a script.
"use strict";
const fs = require("fs");
const path = require("path");
const { Device, Failed } = require("./device.js");
const { checkActions, checkOptions, meant, nearest } = require("./given.js");
const { opened, closed, finishAll } = require("./hooks.js");
const { OPERATIONS } = require("./operations.js");
const { ScriptError, actions } = require("./user.js");

const FOLDER = path.join(__dirname, "clients");

/** The place that called a function of this package, for errors that are found later. */
function placeOf(called) {
  const place = new Error();
  if (Error.captureStackTrace) Error.captureStackTrace(place, called);
  return place;
}

/** An error that says where the test is, and not where this package found it. */
function at(place, error) {
  const lines = String(place.stack).split("\n").filter((line) => /^\s+at /.test(line));
  if (lines.length) error.stack = [`${error.name}: ${error.message}`, ...lines].join("\n");
  return error;
}

/** The device as the dialect calls it. What the script lacks is kept for the test to see. */
function spoken(device, broken) {
  const out = {};
  const { apis, details, usual, kinds } = device.facts;
  const perform = ({ is, requires, how }, asked) => {
    const lacking = Object.keys(requires).find((key) => asked[key] === undefined);
    if (lacking) throw new Failed("param_invalid", `${requires[lacking]} is required`, "empty_path");
    const trouble = device.trouble[is];
    if (trouble) throw new Failed(trouble, kinds[trouble]);
    const run = OPERATIONS[is];
    if (!run) throw new ScriptError(`${is} is not simulated here; the host in Python has it`);
    return run(device, { ...usual, ...how }, asked);
  };
  for (const { is } of Object.values(apis)) {
    out[is] = (options) => {
      const { success, fail, ...asked } = options;
      const called = apis[device.called];
      const place = device.calledAt;
      Promise.resolve().then(() => perform(called, asked)).then(success, (error) => {
        if (!(error instanceof Failed)) broken.push(error instanceof ScriptError && place ? at(place, error) : error);
        const { kind = "internal", detail, message } = error;
        const finer = detail && details.includes(`${kind}/${detail}`);
        if (error instanceof Failed) device.event(is, "failed", { failure: kind });
        fail({ kind: finer ? `${kind}/${detail}` : kind, ...(message ? { message } : {}) });
      });
    };
  }
  return out;
}

/** The vendor's namespace, whose functions say which of them is called: some do the same otherwise. */
function namespaceOf(media, device) {
  const own = { ...media };
  const given = {};
  for (const [key, { name, giver }] of Object.entries(device.facts.apis)) {
    const run = giver ? media[giver]()[name] : media[name];
    const place = giver ? given[giver] = given[giver] || {} : own;
    const called = place[name] = (...args) => {
      device.called = key;
      device.calledAt = placeOf(called);
      return run(...args);
    };
  }
  for (const giver of Object.keys(given)) own[giver] = () => given[giver];
  for (const name of device.facts.absent) delete own[name];
  return own;
}

/** What there is of a client: its dialect as a script, its facts, and the words that there are. */
function found(client) {
  if (typeof client !== "string") throw new Error(`expected a client such as "my/ios", got ${typeof client}`);
  const [, vendor, os, version] = /^([^/:@]*)([^@]*)(.*)$/.exec(client);
  const files = fs.existsSync(FOLDER) ? fs.readdirSync(FOLDER).filter((name) => name.endsWith(".json")).sort() : [];
  const of = (name) => JSON.parse(fs.readFileSync(path.join(FOLDER, name), "utf8"));
  if (!files.includes(vendor + ".json")) {
    if (!files.length) throw new Error("no client was made: node prepare.js in the package's folder makes them");
    const ids = files.map((name) => name.slice(0, -".json".length));
    const called = ids.find((id) => of(id + ".json").name.toLowerCase() === vendor.toLowerCase());
    throw new Error(`no vendor ${JSON.stringify(vendor)}; ` +
      (called ? `did you mean "${called}${os}"?` : meant(vendor, ids, "known")));
  }
  const { usual, clients, codes, words } = of(vendor + ".json");
  // a client without an os is the one that its profile assumes
  const name = clients[client] ? client : !os && clients[vendor + usual + version] && vendor + usual + version;
  if (name) return { script: clients[name].data + codes[clients[name].code], facts: clients[name].facts, words };
  const known = Object.keys(clients);
  if (!version && !os.includes(":")) throw new Error(`no client ${client}; ${meant(client, known, "there are")}`);
  throw new Error(`the client ${client} was not made; make it in the folder node/ of mediaglot and install the ` +
    `package again: python build.py ${client}; there are: ${known.join(", ")}`);
}

/** Names that runners, printers and promises ask of any object. */
const ASKED_OF_ALL = ["then", "toJSON", "asymmetricMatch", "nodeType", "tagName", "$$typeof", "prototype"];

/** The namespace: what is not mocked throws by its name, and the test fails for it even where the
 * program catches that. */
function guarded(own, label, absent, broken) {
  return new Proxy(own, {
    get(target, key) {
      if (key in target || typeof key === "symbol" || ASKED_OF_ALL.includes(key)) return target[key];
      if (absent.includes(key)) return undefined;
      const near = nearest(key, Object.keys(target), () => 2);
      const unmocked = () => {
        const error = new Error(`${label}.${key} is not mocked; ` +
          `${near ? `did you mean "${near}"? Else ` : ""}give it a function of its own in stubs`);
        broken.push(at(placeOf(unmocked), error));
        throw error;
      };
      return unmocked;
    },
  });
}

/** A client: its namespace under its own name, what happened, and the user's script. */
function createHost(client, options = {}) {
  const made = placeOf(createHost);
  let known;
  try {
    known = found(client);
    checkOptions(options, known.words);
  } catch (error) {
    throw at(made, error);
  }
  const module = { exports: {} };
  const bridge = {};
  const { script, facts, words } = known;
  new Function("module", "__mediaglot_device__", script)(module, bridge);
  const { media } = module.exports;
  const broken = [];
  const device = new Device({ ...facts, client }, options);
  Object.assign(bridge, spoken(device, broken));
  const own = { ...namespaceOf(media, device), ...options.stubs };
  const namespace = guarded(own, facts.namespace, facts.absent, broken);
  let before;
  let installed = false;
  const host = {
    client,
    namespace: facts.namespace,
    [facts.namespace]: namespace,
    media: namespace,
    get events() {
      return device.events;
    },
    script(...more) {
      checkActions(more, words.scopes);
      device.script.left.push(...more);
    },
    /** Make the namespace global, as on a client. */
    install() {
      if (!installed) before = Object.getOwnPropertyDescriptor(globalThis, facts.namespace);
      installed = true;
      Object.defineProperty(globalThis, facts.namespace, {
        value: namespace, writable: true, configurable: true, enumerable: false,
      });
      return this;
    },
    /** Throws when the script and what happened did not agree; takes the global away. */
    finish() {
      closed(host);
      if (installed && before) Object.defineProperty(globalThis, facts.namespace, before);
      else if (installed) delete globalThis[facts.namespace];
      installed = false;
      const [first] = broken.splice(0);
      if (first) {
        device.script.left.length = 0;
        throw first;
      }
      try {
        device.script.finish();
      } catch (error) {
        throw at(made, error);
      }
    },
  };
  opened(host);
  return host;
}

const {
  picks, picks_first, shoots, records, toggles_original, cancels, allows, denies, denies_forever, saves, taps,
} = actions;

// by their names, so that `import { picks }` finds them in this module
module.exports = {
  createHost, finishAll, ScriptError, picks, picks_first, shoots, records, toggles_original, cancels, allows,
  denies, denies_forever, saves, taps,
};
