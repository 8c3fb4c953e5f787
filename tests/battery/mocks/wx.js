"use strict";
/**
 * WeChat, from FACTS sections 1 to 14, media-families A to F, seed S4 and the official typings.
 *
 * Variants are what the facts leave open: errno beside errMsg (1, "being rolled out"), and the texts
 * and codes seen for a refusal (1.3).
 */

const { operation, counted, known } = require("./calls");
const { CONTENTS, strength } = require("./world");
const { companions } = require("./companions");

const BOTH = ["original", "compressed"];
const SOURCES = ["album", "camera"];
const VARIANTS = [{ errno: true, refusal: 0 }, { errno: false, refusal: 1 }, { errno: true, refusal: 2 }];

const MISSING = { // texts of typings (FileError) and of code in the wild
  compressImage: ["fail file doesn't exist", 1103002],
  saveFile: ["fail tempFilePath file not exist", 1301112],
};
const REFUSALS = { // FACTS 1.3, [W]
  choose: [["fail auth deny", 103], ["fail:auth denied", 103], ["fail privacy permission is not authorized", 104]],
  save: [["fail auth deny", 103], ["fail:auth denied", 103], ["fail auth deny", 103]],
};
const CODES = {
  cancelled: ["fail cancel", 1], internal: ["fail", 4], param: ["fail", 1001],
  not_found: ["fail no such file or directory", 1300002], compress_failed: ["fail", 1103005],
  quality: ["fail", 1103006], save_failed: ["fail", 4], load_failed: ["fail download image fail", 0],
  network: ["fail", 600003],
};

function failure(variant) {
  return (name, kind) => {
    let told = CODES[kind];
    if (kind === "not_found" && MISSING[name]) told = MISSING[name];
    if (kind === "auth_denied") told = REFUSALS[name.startsWith("choose") ? "choose" : "save"][variant.refusal];
    const made = { errMsg: `${name}:${told[0]}` };
    if (variant.errno && told[1]) made.errno = told[1];
    return made;
  };
}

function make(world, variant = VARIANTS[0]) {
  const vendor = { promise: "without_callbacks", failure: failure(variant) };
  const own = (path) => /^(wxfile:\/\/|http:\/\/tmp\/|http:\/\/usr\/)/.test(path);
  const temp = (name, picked) =>
    world.put(`wxfile://tmp_${(++world.count).toString(16).padStart(6, "0")}${suffix(name)}`, name, picked);
  const suffix = (name) => {
    const type = world.content(name).type;
    return `.${type === "jpeg" ? "jpg" : type}`;
  };
  const ok = (name, more = {}) => ({ ok: { ...more, errMsg: `${name}:ok` } });
  const api = (name, spec, act, promise) => operation(world, vendor, name, spec, act, promise);
  /** The file at a path, or how that fails. `web`: addresses are taken. */
  const reach = (path, web = false) => {
    const found = world.at(path, own);
    if (found.missing) return { fail: "not_found" };
    if (found.net) return { fail: "load_failed" };
    if (found.web && !web) world.refused("an address where a local path is wanted");
    return found;
  };
  const fails = (kind) => world.spec.fails[kind];

  const chooseImage = api("chooseImage", { count: "number", sizeType: "string[]", sourceType: "string[]" }, (o) => {
    const { count = 9, sizeType = BOTH, sourceType = SOURCES } = o;
    if (!counted(world, "chooseImage", count, Infinity)) return { fail: "param" };
    known(world, "chooseImage", "sizeType", sizeType, BOTH);
    known(world, "chooseImage", "sourceType", sourceType, SOURCES);
    if (count > 9 && world.spec.wish.length > 9) world.unknown("count above 9: no maximum is documented");
    const got = world.pick({ kinds: ["image"], count, sources: sourceType, sizes: sizeType });
    if (got.fail) return got;
    const tempFiles = got.names.map((n) => ({ path: temp(n, true), size: world.content(n).size }));
    return ok("chooseImage", { tempFilePaths: tempFiles.map((f) => f.path), tempFiles });
  });

  const chooseMedia = api("chooseMedia", {
    count: "number", mediaType: "string[]", sourceType: "string[]", maxDuration: "number",
    sizeType: "string[]", camera: "string",
  }, (o) => {
    const { count = 9, mediaType = ["image", "video"], sourceType = SOURCES, sizeType = BOTH } = o;
    if (!counted(world, "chooseMedia", count, 20)) return { fail: "param" };
    known(world, "chooseMedia", "mediaType", mediaType, ["image", "video", "mix"]);
    known(world, "chooseMedia", "sizeType", sizeType, BOTH);
    known(world, "chooseMedia", "sourceType", sourceType, SOURCES);
    known(world, "chooseMedia", "camera", o.camera || [], ["back", "front"]);
    if (o.maxDuration < 3 || o.maxDuration > 60) world.unknown("maxDuration out of range");
    const kinds = mediaType.includes("mix") ? ["image", "video"] : mediaType;
    const got = world.pick({ kinds, count, sources: sourceType, sizes: sizeType });
    if (got.fail) return got;
    const tempFiles = got.names.map((n) => {
      const { kind, size, duration, width, height } = world.content(n);
      const file = { tempFilePath: temp(n, true), size, fileType: kind };
      if (kind === "image") return file;
      return { ...file, duration, width, height, thumbTempFilePath: temp(`${n}@thumb`) };
    });
    const types = new Set(tempFiles.map((f) => f.fileType));
    return ok("chooseMedia", { tempFiles, type: types.size > 1 ? "mix" : [...types][0] });
  });

  const chooseVideo = api("chooseVideo", {
    sourceType: "string[]", compressed: "boolean", maxDuration: "number", camera: "string",
  }, (o) => {
    const { sourceType = SOURCES, compressed = true } = o;
    if (o.maxDuration < 3 || o.maxDuration > 60) world.unknown("maxDuration out of range");
    const sizes = [compressed ? "compressed" : "original"];
    const got = world.pick({ kinds: ["video"], count: 1, sources: sourceType, sizes });
    if (got.fail) return got;
    const { size, duration, width, height } = world.content(got.names[0]);
    return ok("chooseVideo", { tempFilePath: temp(got.names[0], true), size, duration, width, height });
  });

  const chooseMessageFile = api("chooseMessageFile", {
    count: "number!", type: "string", extension: "string[]",
  }, (o) => {
    const { count, type = "all" } = o;
    const kinds = type === "all" ? ["file", "image", "video"] : [type];
    const got = world.pick({ kinds, count, sources: null, sizes: ["original"] });
    if (got.fail) return got;
    const tempFiles = got.names.map((n) => {
      const { kind, size } = world.content(n);
      return { path: temp(n, true), size, name: `${n}${suffix(n)}`, type: kind, time: 1700000000 };
    });
    return ok("chooseMessageFile", { tempFiles });
  });

  const compressImage = api("compressImage", {
    src: "string!", quality: "number", compressedWidth: "number", compressedHeight: "number",
  }, (o) => {
    const { quality = 80 } = o;
    if (quality < 0 || quality > 100) return { fail: "quality" };
    if (o.compressedWidth || o.compressedHeight) world.unknown("a compressed size: pixels are not modelled");
    const found = reach(o.src);
    if (found.fail) return found;
    const level = world.content(found.name).type === "jpeg" ? strength(quality) : "";
    if (level && fails("compress")) return { fail: fails("compress") };
    if (level) world.affect("compressed", `${found.name} ${level}`);
    return ok("compressImage", { tempFilePath: temp(level ? `${found.name}~${level}` : found.name) });
  });

  const compressVideo = api("compressVideo", {
    src: "string!", quality: "string", bitrate: "number", fps: "number", resolution: "number",
  }, (o) => {
    const found = reach(o.src);
    if (found.fail) return found;
    if (fails("compress")) return { fail: fails("compress") };
    world.affect("compressed", `${found.name} ${o.quality}`);
    const name = `${found.name}~${o.quality}`;
    return ok("compressVideo", { tempFilePath: temp(name), size: world.content(name).size / 1024 });
  });

  const getImageInfo = api("getImageInfo", { src: "string!" }, (o) => {
    const found = reach(o.src, true);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const { width, height, orientation, type } = world.content(found.name);
    const path = found.local ? o.src : found.inside || temp(found.name);
    return ok("getImageInfo", { width, height, path, orientation, type });
  });

  const getVideoInfo = api("getVideoInfo", { src: "string!" }, (o) => {
    const found = reach(o.src);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const { width, height, duration, size, type } = world.content(found.name);
    return ok("getVideoInfo", { orientation: "up", type, duration, size: size / 1024, width, height, fps: 30, bitrate: 4000 });
  });

  const shown = (url) => {
    const found = world.at(url, own);
    if (found.net) world.unknown("what a preview shows without a network");
    return found.name || "nothing";
  };
  const previewImage = api("previewImage", {
    urls: "string[]!", current: "string", showmenu: "boolean", referrerPolicy: "string",
  }, (o) => {
    const pictures = o.urls.map(shown);
    if (o.urls.length === 0) return { fail: "param" };
    const current = Math.max(0, o.urls.indexOf(o.current));
    world.affect("preview", { pictures, current: pictures[current] ?? current, menu: o.showmenu !== false });
    return ok("previewImage");
  });

  const previewMedia = api("previewMedia", {
    sources: "object[]!", current: "number", showmenu: "boolean", referrerPolicy: "string",
  }, (o) => {
    const { current = 0, sources } = o;
    if (!(current >= 0 && current < sources.length)) world.unknown("current out of range");
    const pictures = sources.map((s) => shown(s.url));
    world.affect("preview", { pictures, current: pictures[current] ?? current, menu: o.showmenu !== false });
    return ok("previewMedia");
  });

  const save = (name, kind) => api(name, { filePath: "string!" }, (o) => {
    const found = reach(o.filePath);
    if (fails("save") === "auth_denied") return { fail: "auth_denied" };
    if (found.fail) return found;
    if (fails("save")) return { fail: fails("save") };
    if (world.content(found.name).kind !== kind) return { fail: "save_failed" };
    world.affect("saved", found.name);
    return ok(name);
  });

  const edited = (name, spec, mark) => api(name, spec, (o) => {
    const found = reach(o.src);
    if (found.fail) return found;
    if (fails("choose")) return { fail: fails("choose") };
    return ok(name, { tempFilePath: temp(`${found.name}~${mark(o)}`) });
  }, "never");

  const keep = (name) => (o) => {
    const found = reach(o.tempFilePath);
    if (found.fail) return found;
    const savedFilePath = o.filePath || `wxfile://store_${(++world.count).toString(16).padStart(6, "0")}${suffix(found.name)}`;
    world.files.delete(o.tempFilePath);
    world.put(savedFilePath, found.name);
    world.affect("kept", found.name);
    return ok(name, { savedFilePath });
  };
  const inspect = (o) => {
    const found = reach(o.filePath);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const algorithm = o.digestAlgorithm || "md5";
    known(world, "getFileInfo", "digestAlgorithm", algorithm, ["md5", "sha1", "sha256"]);
    return ok("getFileInfo", { size: world.content(found.name).size, digest: `${algorithm} of ${found.name}` });
  };

  const platform = {
    chooseImage, chooseMedia, chooseVideo, chooseMessageFile, compressImage, compressVideo,
    getImageInfo, getVideoInfo, previewImage, previewMedia,
    saveImageToPhotosAlbum: save("saveImageToPhotosAlbum", "image"),
    saveVideoToPhotosAlbum: save("saveVideoToPhotosAlbum", "video"),
    editImage: edited("editImage", { src: "string!" }, () => "edited"),
    cropImage: edited("cropImage", { src: "string!", cropScale: "string!" }, (o) => `crop ${o.cropScale}`),
    saveFile: api("saveFile", { tempFilePath: "string!", filePath: "string" }, keep("saveFile")),
    getFileInfo: api("getFileInfo", { filePath: "string!", digestAlgorithm: "string" }, inspect),
    env: { USER_DATA_PATH: "wxfile://usr" },
  };
  const manager = {
    saveFile: api("saveFile", { tempFilePath: "string!", filePath: "string" }, keep("saveFile"), "never"),
    getFileInfo: api("getFileInfo", { filePath: "string!", digestAlgorithm: "string" }, inspect, "never"),
  };
  return companions(world, { id: "wx", platform, manager, api, reach, ok, temp, fails, own });
}

module.exports = { make, VARIANTS, CONTENTS };
