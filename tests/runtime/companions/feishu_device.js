"use strict";
/** Feishu: tabs, the device, Bluetooth, sensors, what is drawn and recorded. From companion.tsv and its pages. */

const { checked } = require("./world");
const { drawing, events, watcher } = require("./parts");

function make(world, { fn, seen, failed, thrown }) {
  const colours = { backgroundColor: "text", color: "text", selectedColor: "text", borderStyle: "text" };
  const reading = (name) => (heard) => world.on(name, heard);
  return {
    showTabBar: seen("showTabBar", { animation: "flag" }, "tabs"),
    showTabBarRedDot: seen("showTabBarRedDot", { index: "number!" }, "dot", "index"),
    hideTabBarRedDot: seen("hideTabBarRedDot", { index: "number!" }, "no dot", "index"),
    setTabBarItem: seen("setTabBarItem", { index: "number!", text: "text", iconPath: "text", selectedIconPath: "text" }, "tab item", "index", "text"),
    setTabBarStyle: seen("setTabBarStyle", colours, "tab style", "color", "selectedColor"),
    exitMiniProgram: seen("exitMiniProgram", {}, "left"),

    getScreenBrightness: fn("getScreenBrightness", {}, () => ({ ok: { value: 0.4 } })),
    setScreenBrightness: seen("setScreenBrightness", { value: "number!" }, "brightness", "value"),
    startAccelerometer: seen("startAccelerometer", { interval: "text" }, "accelerometer", "interval"),
    stopAccelerometer: seen("stopAccelerometer", {}, "no accelerometer"),
    onAccelerometerChange: reading("accelerometer"),
    startCompass: seen("startCompass", {}, "compass"),
    stopCompass: seen("stopCompass", {}, "no compass"),
    onCompassChange: reading("compass"),
    onUserCaptureScreen: reading("screenshot"), offUserCaptureScreen: (heard) => world.off("screenshot", heard),
    onMemoryWarning: reading("memory"),

    openBluetoothAdapter: fn("openBluetoothAdapter", {}, () => { world.see("bluetooth", false); return { ok: {} }; }),
    closeBluetoothAdapter: seen("closeBluetoothAdapter", {}, "no bluetooth"),
    connectBLEDevice: seen("connectBLEDevice", { deviceId: "text!" }, "connected", "deviceId"),
    disconnectBLEDevice: seen("disconnectBLEDevice", { deviceId: "text!" }, "disconnected", "deviceId"),
    onBLEConnectionStateChange: reading("connection"),
    getBLEDeviceServices: fn("getBLEDeviceServices", { deviceId: "text!" }, () => ({ ok: { services: [{ uuid: "180D", isPrimary: true }] } })),

    createIntersectionObserver: (component, options) => {
      checked(world, "createIntersectionObserver", { thresholds: "object", initialRatio: "number", observeAll: "flag" }, options);
      return watcher(world, options || {}, (observed) => (observed.observeAll ? "all" : "one"));
    },
    createCanvasContext: (...given) => {
      if (given.length > 1) world.misuse(`createCanvasContext: ${given.length} arguments`);
      return drawing(world, given[0]);
    },
    canvasToTempFilePath: fn("canvasToTempFilePath", { canvasId: "text!", x: "number", y: "number", width: "number", height: "number", destWidth: "number", destHeight: "number", fileType: "text", quality: "number" }, (o) => {
      world.see("exported", o.canvasId, o.fileType || "png", o.quality === undefined ? 1 : o.quality);
      return { ok: { tempFilePath: "ttfile://temp/c.png" } };
    }),
    createVideoContext: (...given) => {
      if (given.length > 1) world.misuse(`createVideoContext: ${given.length} arguments`);
      return { play: () => world.see("plays", given[0]), pause: () => world.see("pauses", given[0]), seek: (time) => world.see("seeks", time), stop() {}, requestFullScreen() {}, exitFullScreen() {} };
    },
    createCameraContext: () => ({ takePhoto() {}, startRecord() {}, stopRecord() {} }),
    getBackgroundAudioManager: () => ({ src: "", title: "", play() {}, pause() {}, stop() {}, onPlay() {} }),
    getRecorderManager: () => {
      const told = events();
      return { ...told.listeners(["Start", "Stop", "Pause", "Resume", "Error"]),
        start: (o) => { world.see("records", o && o.duration); setImmediate(() => told.fire("Start", {})); },
        stop: () => setImmediate(() => told.fire("Stop", { tempFilePath: "ttfile://temp/s.aac" })), pause() {}, resume() {} };
    },
    getUserInfo: fn("getUserInfo", { withCredentials: "flag" }, () => ({ ok: { rawData: "{}", userInfo: { nickName: "Ann", avatarUrl: "https://cdn.example.com/1.jpg", gender: "female", country: "", city: "", language: "zh_CN" } } })),
    getFileSystemManager: () => files(world, { fn, failed, thrown }),
    saveFile: fn("saveFile", { tempFilePath: "text!", filePath: "text" }, ({ filePath }) => ({ ok: { savedFilePath: filePath || "ttfile://user/saved.pdf" } })),
  };
}

/** The file system: what answers at once gives the value, and throws. */
function files(world, { fn, failed, thrown }) {
  const folder = (path) => `${path.replace(/\/$/, "")}/`;
  const there = (path) => world.files.has(path) || [...world.files.keys()].some((known) => known.startsWith(folder(path))) || world.folders.has(path);
  const stats = (path) => ({ mode: world.files.has(path) ? 33188 : 16877, size: (world.files.get(path) || "").length, lastAccessedTime: 1, lastModifiedTime: 1,
    isFile: () => world.files.has(path), isDirectory: () => !world.files.has(path) });
  const acts = {
    access: [["path"], { path: "text!" }, ({ path }) => (there(path) ? {} : null)],
    readFile: [["filePath", "encoding"], { filePath: "text!", encoding: "text", position: "number", length: "number" }, ({ filePath, encoding }) => (!world.files.has(filePath) ? null
      : { data: encoding ? world.files.get(filePath) : new TextEncoder().encode(world.files.get(filePath)).buffer }), "data"],
    writeFile: [["filePath", "data", "encoding"], { filePath: "text!", data: "any", encoding: "text" }, ({ filePath, data }) => { world.files.set(filePath, data); return {}; }],
    copyFile: [["srcPath", "destPath"], { srcPath: "text!", destPath: "text!" }, ({ srcPath, destPath }) => (world.files.has(srcPath) ? (world.files.set(destPath, world.files.get(srcPath)), {}) : null)],
    rename: [["oldPath", "newPath"], { oldPath: "text!", newPath: "text!" }, ({ oldPath, newPath }) => (world.files.has(oldPath) ? (world.files.set(newPath, world.files.get(oldPath)), world.files.delete(oldPath), {}) : null)],
    unlink: [["filePath"], { filePath: "text!" }, ({ filePath }) => (world.files.delete(filePath) ? {} : null)],
    mkdir: [["dirPath", "recursive"], { dirPath: "text!", recursive: "flag" }, ({ dirPath }) => (there(dirPath) ? null : (world.folders.add(dirPath), {}))],
    rmdir: [["dirPath", "recursive"], { dirPath: "text!", recursive: "flag" }, ({ dirPath }) => (world.folders.delete(dirPath) ? {} : null)],
    readdir: [["dirPath"], { dirPath: "text!" }, ({ dirPath }) => (!there(dirPath) ? null
      : { files: [...world.files.keys()].filter((path) => path.startsWith(folder(dirPath))).map((path) => path.slice(folder(dirPath).length)) }), "files"],
    stat: [["path", "recursive"], { path: "text!", recursive: "flag" }, ({ path }) => (there(path) ? { stats: stats(path) } : null), "stats"],
    saveFile: [["tempFilePath", "filePath"], { tempFilePath: "text!", filePath: "text" }, ({ tempFilePath, filePath }) => ({ savedFilePath: filePath || `saved:${tempFilePath.split("/").pop()}` }), "savedFilePath"],
  };
  const made = {};
  Object.keys(acts).forEach((name) => {
    const [names, spec, act, returns] = acts[name];
    made[name] = fn(name, spec, (o) => { const told = act(o); return told ? { ok: name === "stat" ? { stat: told.stats } : told } : failed(name, 1, "no such file or directory"); });
    made[`${name}Sync`] = (...given) => {
      if (given.length > names.length) world.misuse(`${name}Sync: ${given.length} arguments`);
      const told = act(Object.fromEntries(names.map((word, at) => [word, given[at]])));
      if (!told) throw thrown(`${name}Sync`, 1, "no such file or directory");
      return returns ? told[returns] : undefined;
    };
  });
  return Object.assign(made, {
    getFileInfo: fn("getFileInfo", { filePath: "text!" }, ({ filePath }) => (world.files.has(filePath) ? { ok: { size: world.files.get(filePath).length } } : failed("getFileInfo", 1, "no such file"))),
    getSavedFileList: fn("getSavedFileList", {}, () => ({ ok: { fileList: [{ filePath: "ttfile://user/saved.pdf", size: 6, createTime: 1 }] } })),
    removeSavedFile: fn("removeSavedFile", { filePath: "text!" }, ({ filePath }) => { world.see("removed", filePath); return { ok: {} }; }),
  });
}

module.exports = { make };
