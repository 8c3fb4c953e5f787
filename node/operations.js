// What each canonical operation does on the device. How a client does it is in the facts.
"use strict";
const { createHash } = require("crypto");
const { Failed, given, missing, shrunk } = require("./device.js");

const both = ["album", "camera"];
const kilobytes = (size) => Math.round(size / 1024 * 100) / 100;

function chosen(it, api, how, asked, more) {
  return it.choose({
    api, how, count: given(asked.count) ? asked.count : undefined,
    sources: asked.sources || both, sizes: asked.sizes || ["original", "compressed"],
    camera: asked.camera || "back", save: asked.save_to_album, most_seconds: asked.max_duration, ...more,
  });
}

function showable(it, url, how, video) {
  if (typeof url === "string" && url && it.isNetwork(url)) {
    if (!how.network) throw new Failed("param_invalid", "network addresses are not shown here");
    return;
  }
  if (typeof url === "string" && url.includes("://") && !it.isLocal(url)) {
    throw new Failed("param_invalid", "only http and https addresses are shown");
  }
  const { file } = it.find(url, how, "the file to show");
  it.head(file, video ? "video" : "image");
  if (!video && how.formats && !how.formats.includes(file.format)) {
    throw new Failed("format_unsupported", `${file.format} pictures are not shown here`);
  }
}

function kept(it, api, how, asked, kind) {
  if (!asked.file) throw missing("the file");
  if (asked.show_action_sheet) confirmed(it, api, "save", "the sheet that offers to save");
  it.ask(api, how.scopes.save);
  const { path, file } = it.find(asked.file, how, "the file");
  it.head(file, kind);
  if (how.formats && how.by_suffix) {
    const suffix = path.split("/").pop().split(".").pop().toLowerCase();
    if (!how.formats.includes(it.formatOf(suffix) || suffix)) {
      throw new Failed("format_unsupported", `a file with the suffix '${suffix}' is not saved here`);
    }
  } else if (how.formats && !how.formats.includes(file.format)) {
    throw new Failed("format_unsupported", `${file.format} files are not saved here`);
  }
  it.add(api, file);
  return {};
}

function confirmed(it, api, kind, what) {
  const step = it.put({ kind, operation: api, what, offers: ["saves", "cancels"] });
  if (step.kind === "saves") return;
  if (kind === "edit") it.event(api, "cancelled", { at: what });
  throw new Failed("cancelled", "the user cancelled");
}

/** The editor's and the cropper's picture: the pixels are made up, so its bytes are estimated. */
function edited(it, api, how, asked, what, change) {
  const { file } = it.find(asked.src, how, "src");
  const made = change(it.head(file, "image"));
  confirmed(it, api, "edit", what);
  return { path: it.keep(made) };
}

function shown(it, api, how, entries, asked) {
  const index = Math.max(0, Math.min(asked.current || 0, entries.length - 1));
  const menu = typeof asked.show_menu === "boolean" ? asked.show_menu : null;
  it.event(api, "shown", { urls: entries.map(({ url }) => url), current: index, menu });
  return {};
}

const OPERATIONS = {
  chooseImage: (it, how, asked) => ({ images: chosen(it, "chooseImage", how, asked, { kinds: ["image"] }) }),
  chooseMedia: (it, how, asked) => {
    const media = asked.media || ["image", "video"];
    const mix = media.includes("mix");
    const kinds = ["image", "video"].filter((kind) => mix || media.includes(kind));
    const files = chosen(it, "chooseMedia", how, asked, { kinds, mix });
    const found = new Set(files.map((file) => file.kind));
    return { files, media: found.size > 1 ? "mix" : files[0].kind };
  },
  chooseVideo: (it, how, asked) => {
    const sizes = [asked.compressed === false ? "original" : "compressed"];
    const more = { kinds: ["video"], count: 1, sizes, most_picked: asked.max_picked_duration, save: false };
    return { video: chosen(it, "chooseVideo", how, asked, more)[0] };
  },
  chooseMessageFile: (it, how, asked) => {
    const api = "chooseMessageFile";
    const kinds = asked.type && asked.type !== "all" ? [asked.type] : ["image", "video", "file"];
    const system = how.max_when_system && asked.system_picker;
    const most = system ? how.max_when_system : given(asked.count) ? asked.count : undefined;
    const ends = (asked.extensions || []).map((end) => "." + end.toLowerCase().replace(/^\./, ""));
    const items = it.items(kinds)
      .filter(({ name }) => !ends.length || ends.some((end) => name.toLowerCase().endsWith(end)));
    const step = it.put({
      kind: "pick", operation: api, what: "the file picker", offers: ["picks", "picks_first", "cancels"],
      items, most, media: kinds,
    });
    const files = it.picked(step, items, most, api, "file").map((file) => ({
      path: it.keep(file), size: file.size, kind: file.kind, name: file.name.split("/").pop(), time: it.facts.now,
    }));
    return { files };
  },
  compressImage: (it, how, asked) => {
    const paths = asked.srcs || [];
    if (!paths.length || !paths.every(Boolean)) {
      throw new Failed("param_invalid", "no picture to compress was named", "empty_path");
    }
    if (asked.width === 0 || asked.height === 0) throw new Failed("param_invalid", "a size of 0 pixels", "size");
    const quality = given(asked.quality) ? asked.quality : how.quality;
    const images = paths.map((path) => {
      const source = it.find(path, how, "the source");
      if (quality === "none") return { path: source.path, size: source.file.size, kind: "image" };
      if (!(quality >= 0 && quality <= 100)) {
        throw new Failed("param_invalid", "quality must be between 0 and 100", "quality");
      }
      if (!source.file.size) throw new Failed("empty", "the picture is empty");
      const made = it.compressed(it.head(source.file, "image"), Math.trunc(quality), how.compress, asked);
      return { path: it.keep(made), size: made.size, kind: "image" };
    });
    return { images };
  },
  compressVideo: (it, how, asked) => {
    const { file } = it.find(asked.src, how, "the source");
    const share = given(asked.quality) ? how.presets[asked.quality] : 0.5;
    if (share === undefined) throw new Failed("param_invalid", `unknown quality ${asked.quality}`);
    const made = shrunk(it.head(file, "video"), share);
    return { path: it.keep(made), size_kb: kilobytes(made.size) };
  },
  cropImage: (it, how, asked) => {
    const { file } = it.find(asked.src, how, "src");
    const [, across, down] = /^(\d+):(\d+)$/.exec(asked.scale || "") || [];
    if (!(+across && +down)) throw new Failed("param_invalid", "the scale must be a ratio such as 16:9");
    const ratio = across / down;
    return edited(it, "cropImage", how, asked, "the cropper", () => ({
      ...shrunk(file, how.quality / 100), format: "jpeg", orientation: 1,
      width: Math.min(file.width, Math.round(file.height * ratio)),
      height: Math.min(file.height, Math.round(file.width / ratio)),
    }));
  },
  editImage: (it, how, asked) => edited(it, "editImage", how, asked, "the picture editor", (file) => file),
  getImageInfo: (it, how, asked) => {
    const { path, file } = it.find(asked.src, how, "src");
    it.head(file, "image");
    if (how.formats && !how.formats.includes(file.format)) {
      throw new Failed("format_unsupported", `${file.format} pictures are not supported here`);
    }
    const { width, height, orientation, format, size } = file;
    return { width, height, path, orientation, format, size };
  },
  getVideoInfo: (it, how, asked) => {
    const { path, file } = it.find(asked.src, how, "src");
    it.head(file, "video");
    if (how.formats && !how.formats.includes(file.format)) {
      throw new Failed("format_unsupported", `${file.format} videos are not supported here`);
    }
    const { width, height, duration, format, size, orientation, fps, bitrate } = file;
    return { container: format, duration, size_kb: kilobytes(size), width, height, orientation, fps, bitrate, path };
  },
  getFileInfo: (it, how, asked) => {
    const { file } = it.find(asked.file, how, "the file");
    const wanted = asked.digest || how.digest_default;
    if (!wanted || !how.digests.length) return { size: file.size };
    if (!how.digests.includes(wanted)) throw new Failed("param_invalid", `this client has no digest ${wanted}`);
    const digest = (file.digests || {})[wanted] || createHash(wanted).update(file.name).digest("hex");
    return { size: file.size, digest };
  },
  previewImage: (it, how, asked) => {
    const urls = asked.urls || [];
    if (!urls.length) throw missing("urls");
    for (const url of urls) showable(it, url, how, false);
    return shown(it, "previewImage", how, urls.map((url) => ({ url })), asked);
  },
  previewMedia: (it, how, asked) => {
    const sources = asked.sources || [];
    if (!sources.length) throw missing("sources");
    for (const { url, kind } of sources) showable(it, url, how, kind === "video");
    return shown(it, "previewMedia", how, sources, asked);
  },
  saveImageToPhotosAlbum: (it, how, asked) => kept(it, "saveImageToPhotosAlbum", how, asked, "image"),
  saveVideoToPhotosAlbum: (it, how, asked) => kept(it, "saveVideoToPhotosAlbum", how, asked, "video"),
  saveFile: (it, how, asked) => {
    if (!asked.temp_file) throw new Failed("param_invalid", "the temporary file is not named", "empty_path");
    const { path, size } = it.save(asked.temp_file, asked.file);
    it.event("saveFile", "kept", { path, size });
    return { path };
  },
};

module.exports = { OPERATIONS };
