"use strict";
/**
 * Feishu, from FACTS sections 1 to 14, media-families A to F and seeds S0, S1, S3. The phone is one
 * whose pickers compress videos (S1: iOS).
 *
 * Variants are what the facts leave open: the text beside errno, whether every client sends errno for
 * what it does not know itself, and which of two families of codes chooseMedia uses when it is closed. No source says that a function gives a promise.
 */

const { operation, counted, known } = require("./calls");
const { CONTENTS, strength } = require("./world");
const { companions } = require("./companions");

const BOTH = ["original", "compressed"];
const SOURCES = ["album", "camera"];
const VARIANTS = [{ cancel: 1300001, text: "fail user cancel" }, { cancel: 1301001, text: "fail" }];
const CODES = {
  auth_denied: 107, internal: 100, param: 104, not_found: 203, compress_failed: 1300003,
  load_failed: 1300007, network: 303,
};

function failure(variant) {
  return (name, kind) => {
    let errno = CODES[kind];
    let text = "fail";
    if (kind === "cancelled") {
      errno = name === "chooseMedia" ? variant.cancel : name === "chooseVideo" ? 1301001 : 1300001;
      text = variant.text;
    }
    if (kind === "save_failed") errno = name.startsWith("saveVideo") ? 1301012 : 1300012;
    if (kind === "load_failed" && name === "getVideoInfo") errno = 1306003;
    const bare = kind === "internal" && variant.text === "fail";
    return bare ? { errMsg: `${name}:${text}` } : { errMsg: `${name}:${text}`, errno };
  };
}

function make(world, variant = VARIANTS[0]) {
  const vendor = { promise: "never", failure: failure(variant) };
  const own = (path) => /^ttfile:\/\//.test(path);
  const suffix = (name) => {
    const type = world.content(name).type;
    return `.${type === "jpeg" ? "jpg" : type}`;
  };
  const temp = (name, picked) =>
    world.put(`ttfile://temp/${1637489223000 + ++world.count}${suffix(name)}`, name, picked);
  const ok = (name, more = {}) => ({ ok: { ...more, errMsg: `${name}:ok` } });
  const api = (name, spec, act, promise) => operation(world, vendor, name, spec, act, promise);
  const reach = (path, web = false) => {
    const found = world.at(path, own);
    if (found.missing) return { fail: "not_found" };
    if (found.net) return { fail: "load_failed" };
    if (found.web && !web) world.refused("an address where a local path is wanted");
    return found;
  };
  const fails = (kind) => world.spec.fails[kind];
  const flags = (name, o) => {
    known(world, name, "cameraDevice", o.cameraDevice || [], ["back", "front"]);
    known(world, name, "isSaveToAlbum", o.isSaveToAlbum || [], ["0", "1"]);
  };

  const chooseImage = api("chooseImage", {
    count: "number", sizeType: "string[]", sourceType: "string[]", cameraDevice: "string", isSaveToAlbum: "string",
  }, (o) => {
    const { count = 9, sizeType = BOTH, sourceType = SOURCES } = o;
    if (!counted(world, "chooseImage", count, 20)) return { fail: "param" };
    known(world, "chooseImage", "sizeType", sizeType, BOTH);
    known(world, "chooseImage", "sourceType", sourceType, SOURCES);
    flags("chooseImage", o);
    const got = world.pick({ kinds: ["image"], count, sources: sourceType, sizes: sizeType });
    if (got.fail) return got;
    if (o.isSaveToAlbum === "1" && !sourceType.includes("album")) world.kept(got.names[0]);
    const tempFiles = got.names.map((n) => ({ path: temp(n, true), size: world.content(n).size }));
    return ok("chooseImage", { tempFilePaths: tempFiles.map((f) => f.path), tempFiles });
  });

  const chooseMedia = api("chooseMedia", {
    mediaType: "string[]", sourceType: "string[]", count: "number", sizeType: "string[]",
    maxDuration: "number", cameraDevice: "string", isSaveToAlbum: "string",
  }, (o) => {
    const { count = 9, mediaType = ["image", "video"], sourceType = SOURCES, sizeType = BOTH } = o;
    if (!counted(world, "chooseMedia", count, 20)) return { fail: "param" };
    known(world, "chooseMedia", "mediaType", mediaType, ["image", "video"]);
    known(world, "chooseMedia", "sizeType", sizeType, BOTH);
    known(world, "chooseMedia", "sourceType", sourceType, SOURCES);
    flags("chooseMedia", o);
    if (o.maxDuration < 3 || o.maxDuration > 60) world.unknown("maxDuration out of range");
    const got = world.pick({ kinds: mediaType, count, sources: sourceType, sizes: sizeType });
    if (got.fail) return got;
    if (o.isSaveToAlbum === "1" && !sourceType.includes("album")) world.kept(got.names[0]);
    const tempFiles = got.names.map((n) => {
      const { kind, size, duration, width, height } = world.content(n);
      const file = { tempFilePath: temp(n, true), size, type: kind };
      return kind === "image" ? file : { ...file, duration, width, height };
    });
    return ok("chooseMedia", { tempFiles });
  });

  const chooseVideo = api("chooseVideo", {
    sourceType: "string[]", compressed: "boolean", maxDuration: "number",
  }, (o) => {
    const { sourceType = SOURCES, compressed = true, maxDuration = 60 } = o;
    if (maxDuration > 180) world.misuse(`chooseVideo: maxDuration is ${maxDuration}`);
    const sizes = [compressed ? "compressed" : "original"];
    const got = world.pick({ kinds: ["video"], count: 1, sources: sourceType, sizes });
    if (got.fail) return got;
    const { size, duration, width, height } = world.content(got.names[0]);
    if (duration > maxDuration) return { text: { errMsg: "chooseVideo:fail", errno: 1301004 } };
    return ok("chooseVideo", { tempFilePath: temp(got.names[0], true), size, duration, width, height });
  });

  const filePicker = api("filePicker", {
    maxNum: "number", isSystem: "boolean", pickerTitle: "string", pickerConfirm: "string", supportFileTypes: "string[]",
  }, (o) => {
    const count = o.isSystem ? 1 : o.maxNum === undefined ? Infinity : o.maxNum;
    const got = world.pick({ kinds: ["file", "image", "video"], count, sources: null, sizes: ["original"] });
    if (got.fail) world.unknown("how a closed file picker fails");
    const list = got.names.map((n) => ({ path: temp(n, true), name: `${n}${suffix(n)}`, size: world.content(n).size }));
    return ok("filePicker", { list });
  });

  const compressImage = api("compressImage", { src: "string!", quality: "number" }, (o) => {
    const { quality = 80 } = o;
    if (quality <= 0 || quality > 100) { world.misuse(`compressImage: quality is ${quality}`); return { fail: "param" }; }
    const found = reach(o.src);
    if (found.fail) return found;
    if (world.content(found.name).type !== "jpeg") world.unknown("other formats: they depend on the phone");
    const level = strength(quality);
    if (level && fails("compress")) return { fail: fails("compress") };
    if (level) world.affect("compressed", `${found.name} ${level}`);
    return ok("compressImage", { tempFilePath: temp(level ? `${found.name}~${level}` : found.name) });
  });

  const getImageInfo = api("getImageInfo", { src: "string!" }, (o) => {
    const found = reach(o.src, true);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const { width, height } = world.content(found.name);
    return ok("getImageInfo", { width, height, path: found.local ? o.src : found.inside || temp(found.name) });
  });

  const getVideoInfo = api("getVideoInfo", { src: "string!" }, (o) => {
    const found = reach(o.src);
    if (found.fail) return found;
    if (fails("info")) return { fail: fails("info") };
    const { width, height, duration, size, type } = world.content(found.name);
    return ok("getVideoInfo", { duration, size: size / 1024, width, height, type: `video/${type}`, path: o.src });
  });

  const shown = (url) => {
    const found = world.at(url, own);
    if (found.net) world.unknown("what a preview shows without a network");
    return found.name || "nothing";
  };
  const previewImage = api("previewImage", {
    urls: "string[]!", current: "string", shouldShowSaveOption: "boolean", header: "object",
  }, (o) => {
    const pictures = o.urls.map(shown);
    if (o.urls.length === 0) return { fail: "param" };
    const seen = { pictures, current: pictures[Math.max(0, o.urls.indexOf(o.current))], menu: o.shouldShowSaveOption !== false };
    if (o.header) for (const url of o.urls) world.affect("asked with", [url, o.header]);
    world.affect("preview", seen);
    return ok("previewImage");
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

  const keep = (o) => {
    const found = reach(o.tempFilePath);
    if (found.fail) return found;
    if (o.filePath && !o.filePath.startsWith("ttfile://user/")) world.misuse("saveFile: filePath outside ttfile://user/");
    const savedFilePath = o.filePath || `ttfile://user/${++world.count}${suffix(found.name)}`;
    world.files.delete(o.tempFilePath);
    world.put(savedFilePath, found.name);
    world.affect("kept", found.name);
    return ok("saveFile", { savedFilePath });
  };

  const platform = {
    chooseImage, chooseMedia, chooseVideo, filePicker, compressImage, getImageInfo, getVideoInfo, previewImage,
    saveImageToPhotosAlbum: save("saveImageToPhotosAlbum", "image"),
    saveVideoToPhotosAlbum: save("saveVideoToPhotosAlbum", "video"),
    saveFile: api("saveFile", { tempFilePath: "string!", filePath: "string" }, keep),
  };
  const manager = {
    saveFile: api("saveFile", { tempFilePath: "string!", filePath: "string" }, keep),
    getFileInfo: api("getFileInfo", { filePath: "string!" }, (o) => {
      const found = reach(o.filePath);
      if (found.fail) return found;
      if (fails("info")) return { fail: fails("info") };
      return ok("getFileInfo", { size: world.content(found.name).size });
    }),
  };
  return companions(world, { id: "tt", platform, manager, api, reach, ok, temp, fails, own });
}

module.exports = { make, VARIANTS, CONTENTS };
