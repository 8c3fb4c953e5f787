"use strict";
/**
 * What is there whoever's client runs: pictures and videos, files, a user who reacts by a rule, and
 * a trace of outcomes in words of no vendor. A vendor's file beside this one says how its client
 * calls all that.
 */

const { bytesOf } = require("./bytes");

const photo = (size, width, height, orientation = "up") =>
  ({ kind: "image", type: "jpeg", size, width, height, orientation });

const CONTENTS = {
  beach: photo(2400000, 4032, 3024),
  cat: photo(900000, 1280, 960, "right"),
  dune: photo(310000, 800, 600),
  elm: photo(5200000, 6000, 4000, "down"),
  fern: photo(640000, 1000, 1500),
  gate: photo(1100000, 1920, 1080),
  hill: photo(76000, 320, 240),
  isle: photo(205000, 640, 640),
  jade: photo(1500000, 2000, 2000),
  kite: photo(820000, 1600, 1200),
  plan: { kind: "image", type: "png", size: 48000, width: 640, height: 480, orientation: "up" },
  shot: photo(1800000, 3000, 4000, "right"),
  surf: { kind: "video", type: "mp4", size: 6144000, width: 1920, height: 1080, duration: 12 },
  wave: { kind: "video", type: "mp4", size: 3072000, width: 1280, height: 720, duration: 8 },
  film: { kind: "video", type: "mp4", size: 1024000, width: 1280, height: 720, duration: 5 },
  note: { kind: "file", type: "pdf", size: 88000 },
};
const PACKAGE = { "images/logo.png": { ...CONTENTS.plan, size: 5000, width: 64, height: 64 } };
const KEPT = { small: 0.5, low: 0.2, medium: 0.4, high: 0.6, adapted: 0.3 };
const LONGEST = 2000;

/** A run reached something about which no source says what the vendor does. */
class Silent extends Error {}

/** How strong a compression is, in the four words that both scales have (SEMANTIC_GAPS 4, POLICY). */
function strength(quality) {
  return quality <= 33 ? "low" : quality <= 66 ? "medium" : quality < 100 ? "high" : "";
}

/** An object that notes which of its keys were asked for. */
function watched(values, touched) {
  return new Proxy(values, { get: (held, key) => { touched.add(key); return held[key]; } });
}

class World {
  /**
   * spec: {wish: names the user would pick, full: takes the original where it is offered,
   * fails: {family: kind of failure}, lost: picked files are gone, offline}
   */
  constructor(spec) {
    this.touched = new Set();
    this.spec = watched({ wish: ["beach"], ...spec, fails: watched(spec.fails || {}, this.touched) }, this.touched);
    this.files = new Map();
    this.queue = [];
    this.timers = new Map();
    this.now = 0;
    this.set = 0; // timers so far
    this.page = [];
    this.effects = [];
    this.messages = new Set();
    this.codes = new Set();
    this.silent = "";
    this.stored = new Map();
    this.count = 0;
    this.open = 0; // calls not yet answered
  }

  /** Something that the user or the page sees. */
  see(what, value) {
    if (this.page.length < LONGEST) this.page.push([what, value]);
  }

  /** Something done to the device or the network. */
  affect(what, value) {
    if (this.effects.length < LONGEST) this.effects.push([what, value]);
  }

  /** The vendor's contract broken by the program. */
  misuse(text) {
    this.see("misuse", text);
  }

  /** No source tells what happens from here on: the run is not compared. */
  unknown(reason) {
    this.silent = this.silent || reason;
    throw new Silent(reason);
  }

  /** It is told that this does not work, but not how it fails: no original does so, and no port may. */
  refused(reason) {
    this.misuse(reason);
    this.unknown(reason);
  }

  /** A picture just taken goes to the album as well. */
  kept(name) {
    if (this.spec.fails.save || this.spec.lost) this.unknown("what becomes of it where saving fails");
    this.affect("saved", name);
  }

  later(task) {
    this.queue.push(task);
  }

  timer(task, wait, ...given) {
    this.set += 1;
    this.timers.set(this.set, { at: this.now + (Number(wait) || 0), task: () => task(...given) });
    return this.set;
  }

  /** The next timer's task: time goes on only when nothing else is to be done. */
  due() {
    const next = [...this.timers].sort(([, a], [, b]) => a.at - b.at)[0];
    if (!next) return undefined;
    this.timers.delete(next[0]);
    this.now = next[1].at;
    return next[1].task;
  }

  /** What a picker gives: names of contents, or the kind of failure. */
  pick({ kinds, count, sources, sizes, mixed = false }) {
    const { fails, wish } = this.spec;
    if (fails.choose) return { fail: fails.choose };
    if (sources && !sources.includes("album")) {
      return { names: [kinds.includes("image") ? "shot" : "film"].map((n) => this.sized(n, sizes)) };
    }
    let names = wish.filter((name) => kinds.includes(CONTENTS[name].kind));
    if (!names.length) names = [kinds[0] === "video" ? "surf" : kinds[0] === "file" ? "note" : "beach"];
    if (!mixed) names = names.filter((name) => CONTENTS[name].kind === CONTENTS[names[0]].kind);
    return { names: names.slice(0, count).map((name) => this.sized(name, sizes)) };
  }

  /** Compressed by the picker unless the caller wants the original, or the user, if asked, does. */
  sized(name, sizes) {
    const original = sizes.includes("original");
    const small = sizes.includes("compressed") && !(original && this.spec.full);
    return small ? `${name}-small` : name;
  }

  /** What a content is: its base, and what was done to it. */
  content(name) {
    if (Object.hasOwn(CONTENTS, name)) return CONTENTS[name];
    if (name.startsWith("package ")) return PACKAGE[name.slice(8)];
    if (/^https?:/.test(name)) return photo(51200, 640, 480);
    const at = Math.max(name.lastIndexOf("-"), name.lastIndexOf("~"));
    if (at < 0) return photo(12345, 300, 200);
    const base = this.content(name.slice(0, at));
    const factor = KEPT[name.slice(at + 1)] || 1;
    return { ...base, size: Math.round(base.size * factor) };
  }

  bytes(name) {
    const made = this.written && this.written.get(name);
    return made || bytesOf(this.content(name));
  }

  /** A new file at a path, holding a content. */
  put(path, name, picked = false) {
    this.files.set(path, { name, picked });
    return path;
  }

  /** What is at a path: {name, local}, {missing}, or {net} that cannot be had. */
  at(path, own) {
    const file = this.files.get(path);
    if (file) return file.picked && this.spec.lost ? { missing: true } : { name: file.name, local: true };
    if (/^data:/.test(path)) this.unknown("a data: address: no source says that it is taken");
    if (own(path)) return { missing: true };
    if (/^https?:\/\//.test(path)) return this.spec.offline ? { net: true } : { name: path, web: true };
    const inside = path.replace(/^\.?\//, "");
    if (Object.hasOwn(PACKAGE, inside)) return { name: `package ${inside}`, inside: path };
    return { missing: true };
  }

  failed(failure) {
    for (const value of Object.values(failure)) {
      if (typeof value === "string" && value.length > 3) this.messages.add(value);
      if (typeof value === "number" && value) this.codes.add(value);
    }
    return failure;
  }
}

module.exports = { World, Silent, CONTENTS, strength };
