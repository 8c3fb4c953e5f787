"use strict";
/** Alipay: the file system, from companion.tsv and its pages of 2022. */

const { bytes } = require("./parts");

/** The file system: what answers at once returns an object, a failure too. */
function manager(world, fn) {
  const named = (given, names) => (typeof given[0] === "object" ? given[0] : Object.fromEntries(names.map((name, at) => [name, given[at]])));
  const atOnce = (names, act) => (...given) => {
    if (given.length > names.length) world.misuse(`a file: ${given.length} arguments`);
    return act(named(given, names));
  };
  const folder = (path) => `${path.replace(/\/$/, "")}/`;
  const gone = { error: 10022, errorMessage: "not found" };
  const there = (path) => world.files.has(path) || [...world.files.keys()].some((known) => known.startsWith(folder(path))) || world.folders.has(path);
  const acts = {
    access: [["path"], { path: "text!" }, ({ path }) => (there(path) ? {} : gone)],
    readFile: [["filePath", "encoding"], { filePath: "text!", encoding: "text" }, ({ filePath, encoding }) => (!world.files.has(filePath) ? gone
      : { data: encoding ? world.files.get(filePath) : bytes.of(world.files.get(filePath)), dataType: encoding ? "string" : "arraybuffer" })],
    writeFile: [["filePath", "data", "encoding"], { filePath: "text!", data: "any", encoding: "text" }, ({ filePath, data }) => { world.files.set(filePath, data); return {}; }],
    appendFile: [["filePath", "data", "encoding"], { filePath: "text!", data: "any", encoding: "text" }, ({ filePath, data }) => {
      if (!world.files.has(filePath)) return gone;
      world.files.set(filePath, world.files.get(filePath) + data);
      return {};
    }],
    copyFile: [["srcPath", "destPath"], { srcPath: "text!", destPath: "text!" }, ({ srcPath, destPath }) => {
      if (!world.files.has(srcPath)) return gone;
      world.files.set(destPath, world.files.get(srcPath));
      return {};
    }],
    rename: [["oldPath", "newPath"], { oldPath: "text!", newPath: "text!" }, ({ oldPath, newPath }) => {
      if (!world.files.has(oldPath)) return gone;
      world.files.set(newPath, world.files.get(oldPath));
      world.files.delete(oldPath);
      return {};
    }],
    unlink: [["filePath"], { filePath: "text!" }, ({ filePath }) => (world.files.delete(filePath) ? {} : gone)],
    mkdir: [["dirPath", "recursive"], { dirPath: "text!", recursive: "flag" }, ({ dirPath }) => {
      if (there(dirPath)) return { error: 10025, errorMessage: "it is there" };
      world.folders.add(dirPath);
      return {};
    }],
    rmdir: [["dirPath", "recursive"], { dirPath: "text!", recursive: "flag" }, ({ dirPath }) => (world.folders.delete(dirPath) ? {} : gone)],
    readdir: [["dirPath"], { dirPath: "text!" }, ({ dirPath }) => (!there(dirPath) ? gone
      : { files: [...world.files.keys()].filter((path) => path.startsWith(folder(dirPath))).map((path) => path.slice(folder(dirPath).length)) })],
    stat: [["path", "recursive"], { path: "text!", recursive: "flag" }, ({ path }) => (!there(path) ? gone
      : { stats: { mode: world.files.has(path) ? 33188 : 16877, size: (world.files.get(path) || "").length, lastAccessedTime: 1, lastModifiedTime: 1 } })],
    saveFile: [["tempFilePath", "filePath"], { tempFilePath: "text!", filePath: "text" }, ({ tempFilePath, filePath }) => ({ savedFilePath: filePath || `saved:${tempFilePath.split("/").pop()}` })],
  };
  const made = {};
  Object.keys(acts).forEach((name) => {
    const [names, spec, act] = acts[name];
    made[name] = fn(name, spec, (o) => { const told = act(o); return told.error ? { no: told } : { ok: told }; });
    made[`${name}Sync`] = atOnce(names, (o) => { const told = act(o); return told.error ? told : { success: true, ...told }; });
  });
  return Object.assign(made, {
    getFileInfo: fn("getFileInfo", { filePath: "text!", digestAlgorithm: "text" }, ({ filePath }) => (world.files.has(filePath) ? { ok: { size: world.files.get(filePath).length, digest: "d" } } : { no: gone })),
    getSavedFileList: fn("getSavedFileList", {}, () => ({ ok: { fileList: [] } })),
    removeSavedFile: fn("removeSavedFile", { filePath: "text!" }, () => ({ ok: {} })),
  });
}

module.exports = { manager };
