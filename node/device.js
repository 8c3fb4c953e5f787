// The device behind a client: an album, a camera, files and consents, by the client's own rules.
// Files are names and what is known of them, not bytes.
"use strict";
const { createHash } = require("crypto");
const { Script, line } = require("./user.js");

/** A call failed for a reason that a client would report. */
class Failed extends Error {
  constructor(kind, message, detail) {
    super(message);
    this.kind = kind;
    this.detail = detail;
  }
}

const SHOT = { width: 1600, height: 1200, orientation: 6 };
const MAX_NAME = 255;

const token = (number) => createHash("sha256").update(String(number)).digest("hex").slice(0, 32);
const suffixOf = (name) => name.split("/").pop().split(".").pop().toLowerCase();
const given = (value) => value !== undefined && value !== null;
const missing = (what) => new Failed("param_invalid", what + " is missing or empty", "empty_path");

class Device {
  constructor(facts, options) {
    this.facts = facts;
    const table = (files) =>
      new Map(Object.entries(files || {}).map(([name, it]) => [name, this.described(name, it)]));
    this.album = table(options.album);
    this.camera = table(options.camera);
    this.network = options.network && table(options.network);
    this.package = table(options.package);
    this.consents = { ...options.permissions };
    this.trouble = options.trouble || {};
    this.script = new Script(options.user || [], facts.client);
    this.files = new Map();
    this.events = [];
    this.made = 0;
  }

  event(api, kind, data) {
    this.events.push({ api, kind, ...data });
  }

  put(prompt) {
    return this.script.answer(prompt);
  }

  /** What a format is: image, video, audio, pdf or other. */
  kindOf(format) {
    const { formats } = this.facts;
    return Object.keys(formats).find((kind) => formats[kind].includes(format)) || "other";
  }

  suffixOf(format) {
    return format ? this.facts.suffixes[format] || format : "dat";
  }

  /** A file as it is given: its size in bytes, or what is known of it; the rest is made up. */
  described(name, given = {}) {
    const own = typeof given === "number" ? { size: given } : given;
    const suffix = suffixOf(name);
    const format = own.format || this.formatOf(suffix);
    const known = this.kindOf(format);
    const kind = own.kind || (known === "image" || known === "video" ? known : "file");
    const looks = kind === "file" ? {} : { width: 640, height: 480, orientation: 1 };
    return { name, kind, format, size: 1000, ...looks, ...(kind === "video" ? { duration: 5 } : {}), ...own };
  }

  /** The format that a suffix tells of, if any does. */
  formatOf(suffix) {
    const { suffixes } = this.facts;
    const format = Object.keys(suffixes).find((name) => suffixes[name] === suffix) || suffix;
    return this.kindOf(format) === "other" ? null : format;
  }

  /** What is no picture, or no video, cannot be looked into. */
  head(file, kind) {
    if (file.kind === kind) return file;
    const what = kind === "image" ? "an image" : "a video";
    throw new Failed("format_unsupported", file.format
      ? `the file is ${this.kindOf(file.format)} (${file.format}), not ${what}`
      : `the file is not ${what} in a known format`);
  }

  // Consent ------------------------------------------------------------------------------------

  ask(api, scopes) {
    for (const scope of scopes || []) {
      const rule = this.facts.consent[scope];
      const state = this.consents[scope];
      if (!rule || !rule.prompts || state === "allowed" || state === "limited") continue;
      if (state === "denied_forever") this.refuse("auth_denied_forever", `refused for good: ${scope}`, rule.blocked);
      if (state === "denied" && !rule.asks_again) throw new Failed("auth_denied", `refused before: ${scope}`);
      const once = rule.offers_forever ? {} : { denies_forever: "its dialog has no 'do not ask again'; use denies()" };
      const step = this.put({
        kind: "consent", operation: api, what: "the dialog that asks for " + (rule.name || scope),
        offers: ["allows", "denies", ...(rule.offers_forever ? ["denies_forever"] : [])],
        refuses: once, scopes: [scope],
      });
      this.event(api, "consent", { scope, answer: step.kind });
      this.consents[scope] = { allows: "allowed", denies: "denied" }[step.kind] || "denied_forever";
      if (step.kind === "denies") throw new Failed("auth_denied", `the user refused: ${scope}`);
      if (step.kind !== "allows") this.refuse("auth_denied_forever", `the user refused for good: ${scope}`, rule.ticked);
    }
  }

  /** A refusal, by the code that the client has for this very case, where it has one. */
  refuse(kind, message, detail) {
    throw detail ? new Failed(kind, undefined, detail) : new Failed(kind, message);
  }

  // Files --------------------------------------------------------------------------------------

  named(root, file) {
    const { path, ext, force_ext } = this.facts.roots[root];
    const own = force_ext || (ext === "kind" ? this.kindOf(file.format) : this.suffixOf(file.format));
    return path.replace("{id}", token(++this.made)).replace("{ext}", own);
  }

  /** How large one more temporary file, or one that is kept, may be, in bytes; what stands at `target` makes room. */
  room(kept, target) {
    const { max_file, max_total } = this.facts.roots[kept ? "user" : "temp"];
    let used = 0;
    for (const [path, file] of this.files) if (file.kept === kept && path !== target) used += file.size;
    return Math.min(max_file || Infinity, max_total ? max_total - used : Infinity);
  }

  keep(file) {
    if (file.size > this.room(false)) throw new Failed("storage_full", "there is no room for another temporary file");
    const path = this.named("temp", file);
    this.files.set(path, { ...file, kept: false });
    return path;
  }

  save(path, target) {
    const file = this.files.get(path);
    if (!file || file.kept) throw new Failed("file_not_found", "no such temporary file", "temp_file");
    const root = this.facts.roots.user.path;
    if (target && !target.startsWith(root)) throw new Failed("file_permission", `the target must be under ${root}`);
    const place = target ? root + clean(target.slice(root.length)) : this.named("saved", file);
    if (file.size > this.room(true, place)) throw new Failed("storage_full", `a file of ${file.size} bytes is over the quota`);
    this.files.delete(path);
    this.files.set(place, { ...file, kept: true });
    return { path: place, size: file.size };
  }

  isLocal(path) {
    const heads = Object.values(this.facts.roots).map(({ path: place }) => place.split("{")[0]);
    return !/^[A-Za-z][A-Za-z0-9+.-]*:/.test(path) || heads.some((head) => path.startsWith(head));
  }

  isNetwork(path) {
    return /^https?:\/\//i.test(path) && !this.isLocal(path);
  }

  /** The file behind a path or an address, and the path that the app may use for it. */
  find(path, how, what) {
    if (typeof path !== "string" || !path) throw missing(what);
    if (this.isNetwork(path)) {
      if (!how.network) throw new Failed("param_invalid", `${what} must be a local file here`, "network_source");
      return this.fetch(path);
    }
    if (!how.local) throw new Failed("param_invalid", `${what} must be a network address here`);
    return { path, file: this.resolve(path) };
  }

  fetch(url) {
    if (!this.network) throw new Failed("network", "no network");
    const file = this.network.get(url.split("#")[0]);
    if (!file) throw new Failed("network", "nothing answers at that address");
    this.event("", "fetched", { url, size: file.size });
    return { path: this.keep(file), file };
  }

  resolve(path) {
    const file = this.files.get(path);
    if (file) return file;
    if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(path)) {
      const root = this.facts.roots.user.path;
      if (path.startsWith(root)) clean(path.slice(root.length));
      throw new Failed("file_not_found", "no such file");
    }
    const form = path[0] === "/" ? "slash" : path.startsWith("./") ? "dot" : "bare";
    const name = clean(path.slice({ slash: 1, dot: 2, bare: 0 }[form]));
    if (!this.facts.forms.includes(form)) throw new Failed("file_not_found", "this client takes no path of that form");
    const inside = this.package.get(name);
    if (!inside) throw new Failed("file_not_found", "no such file in the package");
    return inside;
  }

  // Choosing -----------------------------------------------------------------------------------

  items(kinds) {
    return [...this.album.values()].filter((file) => kinds.includes(file.kind))
      .sort((one, other) => one.name.localeCompare(other.name, "en", { numeric: true }));
  }

  picked(action, items, most, api, what) {
    if (action.kind === "cancels") {
      this.event(api, "cancelled", { at: what });
      throw new Failed("cancelled", "the user cancelled");
    }
    const first = action.kind === "picks_first";
    if (first && items.length < action.number) {
      throw this.script.error(`${line(action)}, but the picker of ${api} shows ${items.length}`);
    }
    const names = first ? items.slice(0, action.number).map((item) => item.name) : action.names;
    if (most !== undefined && names.length > most) {
      throw this.script.error(`${line(action)} picks ${names.length}, but the picker of ${api} lets ` +
        `the user pick at most ${most} (count)`);
    }
    if (new Set(names).size < names.length) throw this.script.error(`${line(action)} picks the same file twice`);
    const found = names.map((name) => {
      const item = items.find((one) => one.name === name);
      if (item) return item;
      const other = this.album.get(name);
      const why = other ? `, a ${other.kind} file` : `; it shows: ${items.map((one) => one.name).join(", ") || "nothing"}`;
      throw this.script.error(`the picker of ${api} does not show ${name}${why}`);
    });
    this.event(api, "picked", { names });
    for (const file of found) if (!file.size) throw new Failed("empty", "the picked file is empty");
    return found;
  }

  taken(action, wish) {
    const video = action.kind === "records";
    const scene = action.names && action.names[0];
    const known = scene && this.camera.get(scene);
    if (scene && !known) throw this.script.error(`the camera has no scene ${scene}`);
    const bounded = wish.how.limits !== "none" && given(wish.most_seconds);
    const most = bounded ? wish.most_seconds : Infinity;
    const made = video ? { duration: Math.min(action.number, most) } : SHOT;
    const file = known || this.described(video ? "shot.mp4" : "shot.jpg", made);
    this.event(wish.api, "taken", { what: file.kind, camera: wish.camera });
    if (wish.save) this.add(wish.api, file);
    return file;
  }

  add(api, file) {
    const suffix = "." + this.suffixOf(file.format);
    let name = "IMG_0" + suffix;
    for (let n = 1; this.album.has(name); n++) name = `IMG_0 (${n})${suffix}`;
    this.album.set(name, { ...file, name });
    this.event(api, "saved", { name, size: file.size });
  }

  choose(wish) {
    const { api, how, kinds, count } = wish;
    let { sources } = wish;
    if (how.sources) {
      const both = sources.filter((source) => how.sources.includes(source));
      sources = both.length ? both : how.sources;
    }
    if (count !== undefined && count < 1) throw new Failed("param_invalid", "count must be at least 1");
    sources = ["album", "camera"].filter((source) => sources.includes(source));
    const items = sources.includes("album") ? this.items(kinds) : [];
    const toggle = how.sizes && wish.sizes.length === 2 && !how.compress_always;
    let prompt = picker(wish, sources, toggle, items);
    let [source] = sources;
    if (sources.length > 1) {
      const needs = Object.fromEntries(sources.map((one) => [one, how.scopes[one] || []]));
      const sheet = { ...prompt, kind: "source", offers: ["taps", "cancels"], entries: sources, needs, then: prompt };
      const step = this.put(sheet);
      if (step.kind === "cancels") {
        this.event(api, "cancelled", { at: "sheet" });
        throw new Failed("cancelled", "the user cancelled");
      }
      [source] = step.names;
      if (source === "camera") prompt = picker(wish, ["camera"], false, []);
    }
    this.ask(api, how.scopes[source]);
    let action = this.put(prompt);
    let original = !how.sizes || (wish.sizes.length === 1 && wish.sizes[0] === "original");
    if (action.kind === "toggles_original") {
      original = true;
      action = this.put(picker(wish, sources, false, items));
    }
    if (action.kind === "shoots" || action.kind === "records") {
      if (source !== "camera") this.ask(api, how.scopes.camera);
      return [this.finished(this.taken(action, wish), wish, original)];
    }
    const chosen = this.picked(action, items, count, api, "album");
    if (new Set(chosen.map((file) => file.kind)).size > 1 && !wish.mix) {
      throw this.script.error(`the picker of ${api} takes pictures or videos in one pick, not both ` +
        "(its media has no mix)");
    }
    return chosen.map((file) => this.finished(file, wish, original));
  }

  /** What was picked or taken, as the client hands it over. */
  finished(file, wish, original) {
    const { how } = wish;
    if (file.kind === "video") {
      const most = given(wish.most_picked) ? wish.most_picked : how.limits === "pick" ? wish.most_seconds : null;
      if (given(most) && file.duration > most) throw new Failed("too_long", `the video is longer than ${most} seconds`);
      const smaller = how.video_compressed && (how.compress_always || !original);
      const kept = smaller ? shrunk(file, how.video_compressed.share || 0.5) : file;
      const path = this.keep(kept);
      const { width, height, duration, size } = kept;
      const thumbnail = how.thumbnail ? this.keep(this.described("thumbnail.jpg", { width, height })) : undefined;
      return { path, size, kind: "video", width, height, duration, thumbnail };
    }
    let rule = original && !how.compress_always ? null : how.compressed;
    if (how.first_frame && file.animated) rule = { accepts: null, output: "jpeg", orientation: "keep" };
    const kept = rule ? this.compressed(file, how.quality, rule) : file;
    return { path: this.keep(kept), size: kept.size, kind: "image", width: kept.width, height: kept.height };
  }

  /** A picture as a client's rule compresses it. What its bytes become is told or estimated. */
  compressed(file, quality, rule, resize = {}) {
    const accepted = !rule.accepts || rule.accepts.includes(file.format);
    if (!accepted && rule.otherwise === "unchanged") return file;
    if (!accepted && rule.otherwise === "fail") {
      throw new Failed("format_unsupported", `only ${[...rule.accepts].sort().join(", ")} can be compressed`);
    }
    const same = accepted && rule.output === "same";
    if (same && file.format === "gif") return file;
    const format = same && ["jpeg", "png", "webp", "avif"].includes(file.format) ? file.format : "jpeg";
    const turned = rule.orientation === "apply" && file.orientation >= 5;
    const side = rule.max_side && !(resize.width || resize.height)
      ? { max_width: rule.max_side, max_height: rule.max_side } : resize;
    const [width, height] = sized(turned ? [file.height, file.width] : [file.width, file.height], side);
    const orientation = rule.orientation === "apply" ? 1 : file.orientation;
    return { ...shrunk(file, quality / 100), format, width, height, orientation, animated: false };
  }
}

/** A file made smaller: to the size that is given for it, else to an estimate. */
function shrunk(file, share) {
  return { ...file, size: file.compressed || Math.max(1, Math.round(file.size * Math.min(share, 1))) };
}

function sized([width, height], { width: across, height: down, max_width, max_height }) {
  const whole = (number) => Math.max(1, Math.round(number));
  if (across && down) return [across, down];
  if (across) return [across, whole(height * across / width)];
  if (down) return [whole(width * down / height), down];
  const scale = Math.min(1, max_width ? max_width / width : 1, max_height ? max_height / height : 1);
  return [whole(width * scale), whole(height * scale)];
}

function picker({ api, how, kinds, count }, sources, toggle, items) {
  const album = sources.includes("album");
  const offers = album ? ["picks", "picks_first"] : [];
  const refuses = {};
  if (!album) refuses.picks = refuses.picks_first = "the album is not offered (sources)";
  const lacks = how.sources && !how.sources.includes("camera");
  for (const [kind, name] of [["image", "shoots"], ["video", "records"]]) {
    if (!sources.includes("camera")) {
      refuses[name] = lacks ? "this client has no camera (sources of its profile)"
        : "the camera is not offered (sources)";
    } else if (!kinds.includes(kind)) {
      refuses[name] = `${kind}s are not asked for (media)`;
    } else {
      offers.push(name);
    }
  }
  if (toggle && album) offers.push("toggles_original");
  else {
    refuses.toggles_original = "the picker offers no choice of size (sizes must hold original and " +
      "compressed, and the client heed it)";
  }
  offers.push("cancels");
  const kind = album ? "pick" : "camera";
  return { kind, operation: api, what: "the " + sources.join(" or "), offers, refuses, items, most: count, media: kinds };
}

/** A path under its root, without what could leave it. */
function clean(relative) {
  const wrong = (text) => new Failed("param_invalid", text);
  if (/[\u0000-\u001f\u007f]/.test(relative)) throw wrong("the path has a control character");
  if (/\\|^\//.test(relative) || relative.split("/")[0].includes(":")) throw wrong("the path must be relative to its root");
  const parts = relative.split("/").filter((part) => part && part !== ".");
  if (parts.includes("..")) throw wrong("the path leaves its root");
  if (!parts.length) throw wrong("the path names no file");
  if (parts.some((part) => Buffer.byteLength(part) > MAX_NAME)) throw wrong("a name in the path is longer than 255 bytes");
  return parts.join("/");
}

module.exports = { Device, Failed, given, missing, shrunk };
