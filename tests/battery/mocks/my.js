"use strict";
/**
 * Alipay, from FACTS sections 1 to 14, media-families A to F, seed S2 and the official typings.
 *
 * Variants are what the facts leave open: the three refusals (2001, 2003, 2002), 10 on Android and
 * 11 on iOS when a video picker is closed, and whether a message comes with the number.
 */

const { operation, counted, known } = require("./calls");
const { CONTENTS } = require("./world");
const { companions } = require("./companions");

const BOTH = ["original", "compressed"];
const SOURCES = ["camera", "album"];
const LEVELS = ["low", "medium", "high", "", "adapted"];
const SUFFIX = { image: ".image", video: ".video", file: ".other" };
const TYPES = { jpeg: "jpg" };
const VARIANTS = [
  { refusal: 2001, videoCancel: 11, message: true }, { refusal: 2003, videoCancel: 10, message: true },
  { refusal: 2002, videoCancel: 11, message: false },
];
const TEXTS = { cancelled: "用户取消操作", auth_denied: "在申请授权时用户拒绝授权" }; // S2

/** Codes are per API (FACTS 1.2, 1.5, 11). */
function codeOf(name, kind, variant, world) {
  const save = name.startsWith("save") && name !== "saveFile";
  switch (kind) {
    case "cancelled": return name === "chooseVideo" ? variant.videoCancel : 11;
    case "auth_denied": return save ? 15 : variant.refusal;
    case "param": return 2;
    case "internal": return 3;
    case "save_failed": return 17;
    case "load_failed": return name === "getImageInfo" ? 18 : 3;
    case "network": return 12;
    case "package": return 12;
    case "not_found":
      if (save) return 17;
      if (name === "getImageInfo") return 18;
      if (name === "uploadFile") return 11;
      if (name === "saveFileTop" || name === "getFileInfoTop") return 12;
      if (/^(saveFile|getFileInfo|readFile|removeSavedFile|unlink)$/.test(name)) return 10022;
      return world.unknown(`${name}: no code is documented for a missing file`);
    default: return 3; // compressImage documents no codes: the general "unknown error"
  }
}

function make(world, variant = VARIANTS[0]) {
  const failure = (name, kind) => {
    const made = { error: codeOf(name, kind, variant, world) };
    if (variant.message) made.errorMessage = TEXTS[kind] || "接口调用失败";
    return made;
  };
  world.mute = !variant.message;
  const vendor = { promise: "always", failure };
  const own = (path) => /^https:\/\/(resource|usr)\//.test(path);
  const temp = (name, picked) => world.put(
    `https://resource/${(++world.count).toString(36).padStart(10, "q")}${SUFFIX[world.content(name).kind]}`,
    name, picked,
  );
  const ok = (name, more = {}) => ({ ok: more });
  const api = (name, spec, act, promise) => operation(world, vendor, name, spec, act, promise);
  const reach = (path, web = true) => {
    const found = world.at(path, own);
    if (found.missing) return { fail: "not_found" };
    if (found.inside) return { fail: "package" };
    if (found.net) return { fail: "load_failed" };
    if (found.web && !web) world.refused("an address where a local path is wanted");
    return found;
  };
  const fails = (kind) => world.spec.fails[kind];
  const listed = (value) => (typeof value === "string" ? [value] : value);

  const chooseImage = api("chooseImage", {
    count: "number", sizeType: "string[]", sourceType: "string[]|string", storeToAlbum: "boolean",
  }, (o) => {
    const { count = 1, sizeType = BOTH } = o;
    const sourceType = listed(o.sourceType || SOURCES);
    if (!counted(world, "chooseImage", count, Infinity)) return { fail: "param" };
    known(world, "chooseImage", "sizeType", sizeType, BOTH);
    known(world, "chooseImage", "sourceType", sourceType, SOURCES);
    if (count > 9 && world.spec.wish.length > 9) world.unknown("count above 9: no maximum is documented");
    const got = world.pick({ kinds: ["image"], count, sources: sourceType, sizes: sizeType });
    if (got.fail) return got;
    if (o.storeToAlbum && !sourceType.includes("album")) world.kept(got.names[0]);
    const tempFiles = got.names.map((n) => ({ path: temp(n, true), size: world.content(n).size }));
    const paths = tempFiles.map((f) => f.path);
    return ok("chooseImage", { tempFilePaths: paths, apFilePaths: [...paths], tempFiles });
  });

  const chooseVideo = api("chooseVideo", {
    sourceType: "string[]|string", compressed: "boolean", maxDuration: "number", camera: "string[]|string",
  }, (o) => {
    const sourceType = listed(o.sourceType || SOURCES);
    known(world, "chooseVideo", "sourceType", sourceType, SOURCES);
    if (o.maxDuration > 60) world.unknown("maxDuration above 60: no maximum is documented");
    const sizes = [o.compressed === false ? "original" : "compressed"];
    const got = world.pick({ kinds: ["video"], count: 1, sources: sourceType, sizes });
    if (got.fail) return got;
    const { size, duration, width, height } = world.content(got.names[0]);
    const path = temp(got.names[0], true);
    return ok("chooseVideo", { tempFilePath: path, filePath: path, size, duration, width, height });
  });

  const compressImage = api("compressImage", {
    apFilePaths: "string[]!", compressLevel: "number", compressedWidth: "number",
    compressedHeight: "number", maxWidth: "number", maxHeight: "number",
  }, (o) => {
    const { compressLevel = 4 } = o;
    if (!(compressLevel in LEVELS)) { world.misuse(`compressImage: compressLevel is ${compressLevel}`); return { fail: "param" }; }
    if (["compressedWidth", "compressedHeight", "maxWidth", "maxHeight"].some((key) => key in o)) {
      world.unknown("a compressed size: pixels are not modelled");
    }
    const out = [];
    for (const path of o.apFilePaths) {
      const found = reach(path);
      if (found.fail) return found;
      if (world.content(found.name).type !== "jpeg") world.unknown("what it makes of other formats is not told");
      out.push([found.name, LEVELS[compressLevel]]);
    }
    if (out.some(([, level]) => level) && fails("compress")) return { fail: fails("compress") };
    for (const [name, level] of out) if (level) world.affect("compressed", `${name} ${level}`);
    return ok("compressImage", { apFilePaths: out.map(([name, level]) => temp(level ? `${name}~${level}` : name)) });
  });

  const getImageInfo = api("getImageInfo", { src: "string!" }, (o) => {
    const found = reach(o.src);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const { width, height, orientation, type } = world.content(found.name);
    return ok("getImageInfo", {
      width, height, path: found.local ? o.src : temp(found.name), orientation, type: TYPES[type] || type,
    });
  });

  const TURN = { up: 0, down: 1, left: 2, right: 3 };
  const getVideoInfo = api("getVideoInfo", { src: "string!" }, (o) => {
    const found = reach(o.src);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const { width, height, duration, size, type } = world.content(found.name);
    return ok("getVideoInfo", {
      orientation: TURN.up, type, duration: duration * 1000, size: size / 1024, width, height, fps: 30, bitrate: 4000,
    });
  });

  const shown = (url) => {
    const found = world.at(url, own);
    if (found.net) world.unknown("what a preview shows without a network");
    return found.name || "nothing";
  };
  const previewImage = api("previewImage", {
    urls: "string[]!", current: "number", enablesavephoto: "boolean", enableSavePhoto: "boolean",
    enableShowPhotoDownload: "boolean",
  }, (o) => {
    const pictures = o.urls.map(shown);
    const { current = 0 } = o;
    if (o.urls.length === 0) return { fail: "param" };
    if (!(Number.isInteger(current) && current >= 0 && current < o.urls.length)) {
      world.misuse(`previewImage: current ${current} of ${o.urls.length}: what is shown then is not told`);
    }
    const menu = o.enablesavephoto ?? o.enableSavePhoto;
    world.affect("preview", { pictures, current: pictures[current] ?? current, menu: menu === undefined ? null : menu });
    return ok("previewImage");
  });

  let saving = 0;
  /** Overlapping calls fire success once only: start the next in complete (APD). */
  const save = (name, kind, spec, place) => api(name, spec, (o) => {
    const path = place(o);
    if (path === undefined) { world.misuse(`${name}: no path`); return { fail: "param" }; }
    const found = reach(path);
    const again = saving > 0;
    if (fails("save") === "auth_denied") return { fail: "auth_denied" };
    if (found.fail) return { fail: "save_failed" };
    if (fails("save")) return { fail: fails("save") };
    if (world.content(found.name).kind !== kind) return { fail: "save_failed" };
    world.affect("saved", found.name);
    if (again) return undefined;
    saving += 1;
    return { ok: { success: true }, between: () => { saving -= 1; } };
  });

  const saveImage = api("saveImage", {
    url: "string!", showActionSheet: "boolean", cusHandleResult: "boolean",
  }, (o) => {
    if (o.showActionSheet !== false) world.unknown("the default of showActionSheet: sources conflict");
    const found = reach(o.url);
    if (fails("save") === "auth_denied") return { fail: "auth_denied" };
    if (found.fail) return { fail: "save_failed" };
    if (fails("save")) return { fail: fails("save") };
    world.affect("saved", found.name);
    return { ok: { success: true } };
  });

  const keep = (name, from, to) => (o) => {
    const found = reach(o[from], false);
    if (found.fail) return found;
    const at = o.filePath || `https://resource/kept${(++world.count).toString(36)}${SUFFIX[world.content(found.name).kind]}`;
    world.files.delete(o[from]);
    world.put(at, found.name);
    world.affect("kept", found.name);
    return ok(name, { [to]: at });
  };
  const inspect = (key) => (o) => {
    const found = reach(o[key], false);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const algorithm = o.digestAlgorithm || "md5";
    known(world, "getFileInfo", "digestAlgorithm", algorithm, ["md5", "sha1"]);
    return ok("getFileInfo", { size: world.content(found.name).size, digest: `${algorithm} of ${found.name}` });
  };

  const file = { filePath: "string" };
  const platform = {
    chooseImage, chooseVideo, compressImage, getImageInfo, getVideoInfo, previewImage,
    saveImageToPhotosAlbum: save("saveImageToPhotosAlbum", "image", { ...file, hideToast: "boolean" }, (o) => o.filePath),
    saveVideoToPhotosAlbum: save("saveVideoToPhotosAlbum", "video", { ...file, src: "string" }, (o) => o.filePath ?? o.src),
    saveImage,
    saveFile: api("saveFileTop", { apFilePath: "string!" }, keep("saveFile", "apFilePath", "apFilePath")),
    getFileInfo: api("getFileInfoTop", { apFilePath: "string!", digestAlgorithm: "string" }, inspect("apFilePath")),
    env: { USER_DATA_PATH: "https://usr" },
  };
  const manager = {
    saveFile: api("saveFile", { tempFilePath: "string!", filePath: "string" }, keep("saveFile", "tempFilePath", "savedFilePath")),
    getFileInfo: api("getFileInfo", { filePath: "string!", digestAlgorithm: "string" }, inspect("filePath")),
  };
  return companions(world, { id: "my", platform, manager, api, reach, ok, temp, fails, own });
}

module.exports = { make, VARIANTS, CONTENTS };
