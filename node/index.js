// The media API of a mini-program client as a mock for Jest, Vitest and node:test. The dialect is
// the one that mediaglot's profiles describe; the device behind it is a list of file names.
"use strict";
const fs = require("fs");
const path = require("path");

const action = (kind) => (...names) => ({ kind, names });
const actions = {};
for (const kind of ["picks", "shoots", "cancels", "allows", "denies", "denies_forever", "saves"]) {
  actions[kind] = action(kind);
}

class ScriptError extends Error {}

class Failed extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const line = (step) => step.kind + "(" + step.names.map((n) => JSON.stringify(n)).join(", ") + ")";

const KINDS = { mp4: "video", mov: "video", m4v: "video", jpg: "image", jpeg: "image", png: "image",
  gif: "image", webp: "image", bmp: "image", heic: "image" };

function described(name, entry) {
  const ext = name.split(".").pop().toLowerCase();
  const given = typeof entry === "number" ? { size: entry } : entry || {};
  const kind = given.kind || KINDS[ext] || "file";
  const format = given.format || (ext === "jpg" ? "jpeg" : ext);
  const own = kind === "video" ? { duration: 5 } : {};
  return { name, ext, kind, format, size: 1000, width: 640, height: 480, orientation: 1, ...own,
    ...given };
}

class Device {
  constructor(facts, options) {
    this.facts = facts;
    this.album = Object.entries(options.album || {}).map(([name, entry]) => described(name, entry));
    this.consents = { ...options.permissions };
    this.left = [...(options.user || [])];
    this.files = new Map();
    this.events = [];
    this.made = 0;
  }

  event(api, kind, data) {
    this.events.push({ api, kind, ...data });
  }

  /** The next thing the user does at a prompt that takes these actions. */
  next(api, what, offers) {
    const client = this.facts.client;
    const step = this.left[0];
    if (step && offers[step.kind]) return this.left.shift();
    const found = step ? "the next line is " + line(step) : "the script is at its end";
    throw new ScriptError(client + ": " + api + " shows " + what + ", and " + found +
      "; add to the script, in order: " + Object.values(offers).join(" or "));
  }

  ask(api, scopes) {
    for (const scope of scopes || []) {
      const rule = this.facts.consent[scope];
      const state = this.consents[scope];
      if (!rule || !rule.asks || state === "allowed") continue;
      if (state === "denied_forever") throw new Failed("auth_denied_forever", "refused for good");
      if (state === "denied" && !rule.again) throw new Failed("auth_denied", "refused before");
      const offers = { allows: `allows("${scope}")`, denies: `denies("${scope}")` };
      if (rule.forever) offers.denies_forever = `denies_forever("${scope}")`;
      const step = this.next(api, "the dialog that asks for " + scope, offers);
      this.event(api, "consent", { scope, answer: step.kind });
      this.consents[scope] = { allows: "allowed", denies: "denied" }[step.kind] || "denied_forever";
      if (step.kind === "denies") throw new Failed("auth_denied", "the user refused");
      if (step.kind === "denies_forever") throw new Failed("auth_denied_forever", "refused for good");
    }
  }

  keep(file, template = this.facts.temp) {
    const kind = ["image", "video"].includes(file.kind) ? file.kind : "other";
    const ext = { content: file.ext, kind }[this.facts.ext] || this.facts.ext;
    const place = template.replace("{id}", String(++this.made)).replace("{ext}", ext);
    this.files.set(place, file);
    return place;
  }

  find(place) {
    const file = this.files.get(place);
    if (file) return file;
    if (!place) throw new Failed("param_invalid", "the path is missing or empty");
    throw new Failed("file_not_found", "no such file");
  }

  choose(api, kinds, asked) {
    const sources = (asked.sources || ["album", "camera"]).filter(
      (source) => !this.facts.sources[api] || this.facts.sources[api].includes(source));
    const offers = { cancels: "cancels()" };
    if (sources.includes("album")) offers.picks = 'picks("name")';
    if (sources.includes("camera")) offers.shoots = 'shoots("name")';
    const consents = { allows: 1, denies: 1, denies_forever: 1 };
    const first = this.left.find((step) => !consents[step.kind]);
    const source = first && first.kind === "shoots" ? "camera" : sources[0];
    if (!first || first.kind !== "cancels" || sources.length === 1) {
      this.ask(api, (this.facts.scopes[api] || {})[source]);
    }
    const step = this.next(api, "the " + sources.join(" or "), offers);
    if (step.kind === "cancels") throw new Failed("cancelled", "the user cancelled");
    if (step.kind === "shoots") {
      this.event(api, "taken", { what: kinds[0] });
      return [described(step.names[0] || (kinds[0] === "video" ? "shot.mp4" : "shot.jpg"))];
    }
    if (asked.count && step.names.length > asked.count) {
      throw new ScriptError(`${this.facts.client}: ${line(step)} picks ${step.names.length}, but ` +
        `the picker of ${api} lets the user pick at most ${asked.count} (count)`);
    }
    this.event(api, "picked", { names: step.names });
    return step.names.map((name) => {
      const file = this.album.find((item) => item.name === name && kinds.includes(item.kind));
      if (file) return file;
      const shown = this.album.filter((item) => kinds.includes(item.kind)).map((item) => item.name);
      throw new ScriptError(`${this.facts.client}: the picker of ${api} does not show ${name}; it ` +
        `shows: ${shown.join(", ") || "nothing"}`);
    });
  }

  shown(file) {
    const { kind, size, width, height, duration } = file;
    return { path: this.keep(file), kind, size, width, height, ...(duration ? { duration } : {}) };
  }

  smaller(file, quality) {
    const share = typeof quality === "number" ? Math.min(quality, 100) / 100 : 0.8;
    return { ...file, size: Math.max(1, Math.round(file.size * share)) };
  }

  save(api, place) {
    if (!place) throw new Failed("param_invalid", "the file is missing or empty");
    this.ask(api, ["album_write"]);
    const network = /^https?:/.test(place) && !this.files.has(place);
    const { name } = network ? { name: place.split("/").pop() } : this.find(place);
    this.event(api, "saved", { name });
    return {};
  }
}

const OPERATIONS = {
  chooseImage: (it, asked) => ({
    images: it.choose("chooseImage", ["image"], asked).map((file) => it.shown(file)),
  }),
  chooseMedia: (it, asked) => {
    const kinds = asked.media && !asked.media.includes("mix") ? asked.media : ["image", "video"];
    return { files: it.choose("chooseMedia", kinds, asked).map((file) => it.shown(file)) };
  },
  chooseVideo: (it, asked) => ({ video: it.shown(it.choose("chooseVideo", ["video"], asked)[0]) }),
  chooseMessageFile: (it, asked) => ({
    files: it.choose("chooseMessageFile", ["image", "video", "file"],
      { ...asked, sources: ["album"] }).map((file) => ({ ...it.shown(file), name: file.name })),
  }),
  compressImage: (it, asked) => ({
    images: (asked.srcs || []).map((place) => {
      const file = it.find(place);
      if (asked.quality === "none") return { path: place, size: file.size };
      return it.shown(it.smaller(file, asked.quality));
    }),
  }),
  compressVideo: (it, asked) => {
    const file = it.smaller(it.find(asked.src), 50);
    return { path: it.keep(file), size_kb: file.size / 1024 };
  },
  getImageInfo: (it, asked) => {
    const { width, height, orientation, format, size } = it.find(asked.src);
    return { width, height, path: asked.src, orientation, format, size };
  },
  getVideoInfo: (it, asked) => {
    const { width, height, duration, format, size } = it.find(asked.src);
    return { width, height, duration, container: format, size_kb: size / 1024, path: asked.src };
  },
  previewImage: (it, asked) => {
    const urls = asked.urls || [];
    if (!urls.length) throw new Failed("param_invalid", "urls is missing or empty");
    it.event("previewImage", "shown", { urls, current: asked.current || 0 });
    return {};
  },
  previewMedia: (it, asked) => {
    const urls = (asked.sources || []).map((source) => source.url);
    it.event("previewMedia", "shown", { urls, current: asked.current || 0 });
    return {};
  },
  saveImageToPhotosAlbum: (it, asked) => it.save("saveImageToPhotosAlbum", asked.file),
  saveVideoToPhotosAlbum: (it, asked) => it.save("saveVideoToPhotosAlbum", asked.file),
  saveFile: (it, asked) => {
    const file = it.find(asked.temp_file);
    it.files.delete(asked.temp_file);
    if (!asked.file) return { path: it.keep(file, it.facts.saved) };
    it.files.set(asked.file, file);
    return { path: asked.file };
  },
  getFileInfo: (it, asked) => ({ size: it.find(asked.file).size }),
};

/** The device as the dialect calls it. What the script lacks is kept for the test to see. */
function spoken(device, broken) {
  const out = {};
  const files = {};
  const managed = ["saveFile", "getFileInfo"];
  for (const name of Object.keys(OPERATIONS)) {
    out[name] = (options) => {
      const { success, fail, complete, ...asked } = options;
      Promise.resolve().then(() => OPERATIONS[name](device, asked)).then(success, (error) => {
        if (!(error instanceof Failed)) broken.push(error);
        fail({ kind: error.kind || "internal", message: error.message });
      });
    };
    if (managed.includes(name)) files[name] = out[name];
  }
  out.getFileSystemManager = () => files;
  return out;
}

function source(client) {
  const [plain, version] = client.split("@");
  const wanted = plain.includes("/") ? plain : plain + "/android";
  const folder = path.join(__dirname, "clients");
  const safe = (text) => text.replace(/[^A-Za-z0-9@._-]/g, "_");
  const names = version ? [safe(wanted + "@" + version)] : [safe(wanted)];
  for (const name of names) {
    const file = path.join(folder, name + ".js");
    if (fs.existsSync(file)) return fs.readFileSync(file, "utf8");
  }
  const known = fs.existsSync(folder)
    ? fs.readdirSync(folder).map((name) => name.replace(/\.js$/, "")).join(", ") : "none";
  throw new Error(`no file for the client ${client}; make it: python build.py ${client}; ` +
    `there are: ${known}`);
}

function guarded(own, label) {
  return new Proxy(own, {
    get(target, key) {
      if (key in target || typeof key === "symbol" || key === "then") return target[key];
      if (target.__absent.includes(key)) return undefined;
      return () => {
        throw new Error(`${label}.${key} is not mocked; give it a function of its own in stubs`);
      };
    },
  });
}

/** A client: its namespace under its own name, what happened, and the user's script. */
function createHost(client, options = {}) {
  const module = { exports: {} };
  const broken = [];
  const load = new Function("module", "__mediaglot_device__", source(client) + "\nreturn module;");
  let device;
  const bridge = {};
  const { media, facts } = load(module, bridge).exports;
  device = new Device({ ...facts, client }, options);
  Object.assign(bridge, spoken(device, broken));
  const own = { ...media, ...options.stubs };
  for (const name of facts.absent) delete own[name];
  Object.defineProperty(own, "__absent", { value: facts.absent });
  const namespace = guarded(own, facts.namespace);
  const before = Object.getOwnPropertyDescriptor(globalThis, facts.namespace);
  return {
    client,
    namespace: facts.namespace,
    [facts.namespace]: namespace,
    media: namespace,
    get events() {
      return device.events;
    },
    script(...more) {
      device.left.push(...more);
    },
    /** Make the namespace global, as on a client. */
    install() {
      Object.defineProperty(globalThis, facts.namespace, {
        value: namespace, writable: true, configurable: true, enumerable: false,
      });
      return this;
    },
    /** Throws when the script and what happened did not agree; takes the global away. */
    finish() {
      if (before) Object.defineProperty(globalThis, facts.namespace, before);
      else delete globalThis[facts.namespace];
      const left = device.left.splice(0);
      if (broken.length) throw broken[0];
      if (left.length) {
        throw new ScriptError(`${client}: nothing asked for ${left.map(line).join(", ")}; ` +
          "drop it from the script");
      }
    },
  };
}

module.exports = { createHost, ScriptError, ...actions };
