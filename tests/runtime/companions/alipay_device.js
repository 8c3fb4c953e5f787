"use strict";
/**
 * Alipay: tabs, the device, Bluetooth, sensors, what is drawn, watched and recorded. From companion.tsv
 * and, where a row names no fields, the typings it names; `fn`, `seen`: those of alipay.js.
 */

const { checked } = require("./world");
const { bytes, drawing, events, watcher } = require("./parts");

function make(world, { fn, seen, typed }) {
  const text = { backgroundColor: "text", color: "text", selectedColor: "text", borderStyle: "text" };
  const reading = (name) => (heard) => world.on(name, heard);
  const silent = (name) => (heard) => world.off(name, heard);
  const path = typed ? ["tempFilePath", "apFilePath"] : ["apFilePath"];
  const my = {
    showTabBar: seen("showTabBar", { animation: "flag" }, "tabs"),
    showTabBarRedDot: seen("showTabBarRedDot", { index: "number!" }, "dot", "index"),
    hideTabBarRedDot: seen("hideTabBarRedDot", { index: "number!" }, "no dot", "index"),
    setTabBarItem: seen("setTabBarItem", { index: "number!", text: "text!", iconPath: "text", selectedIconPath: "text" }, "tab item", "index", "text"),
    setTabBarStyle: seen("setTabBarStyle", text, "tab style", "color", "selectedColor"),
    setBackgroundTextStyle: seen("setBackgroundTextStyle", { textStyle: "text!" }, "background text", "textStyle"),
    enableAlertBeforeUnload: seen("enableAlertBeforeUnload", { message: "text" }, "asked before leaving", "message"),
    disableAlertBeforeUnload: seen("disableAlertBeforeUnload", {}, "not asked before leaving"),
    exitMiniProgram: seen("exitMiniProgram", {}, "left"),
    hideKeyboard: seen("hideKeyboard", {}, "no keyboard"),
    startPullDownRefresh: seen("startPullDownRefresh", {}, "refresh"),
    getEnterOptionsSync: () => ({ path: "pages/index/index", scene: "1000", query: { a: "1" } }),
    getExtConfigSync: () => ({ theme: "dark" }),
    createRewardedAd: (unit) => ({ unit, load: () => Promise.resolve(), show() { world.see("advertisement", unit); return Promise.resolve(); }, onClose() {}, onLoad() {}, onError() {} }),

    getBatteryInfo: fn("getBatteryInfo", {}, () => ({ ok: { level: 80, isCharging: false } })),
    getScreenBrightness: fn("getScreenBrightness", {}, () => ({ ok: { brightness: 0.4 } })),
    setScreenBrightness: seen("setScreenBrightness", { brightness: "number!" }, "brightness", "brightness"),
    addPhoneContact: seen("addPhoneContact", { firstName: "text", lastName: "text", mobilePhoneNumber: "text", organization: "text", email: "text" }, "contact", "firstName", "mobilePhoneNumber"),
    startAccelerometer: seen("startAccelerometer", { interval: "text" }, "accelerometer", "interval"),
    stopAccelerometer: seen("stopAccelerometer", {}, "no accelerometer"),
    onAccelerometerChange: reading("accelerometer"), offAccelerometerChange: silent("accelerometer"),
    startCompass: seen("startCompass", { interval: "text" }, "compass"),
    stopCompass: seen("stopCompass", {}, "no compass"),
    onCompassChange: reading("compass"), offCompassChange: silent("compass"),
    onUserCaptureScreen: reading("screenshot"), offUserCaptureScreen: silent("screenshot"),
    onMemoryWarning: reading("memory"), offMemoryWarning: silent("memory"),
    onError: reading("error"), offError: silent("error"),

    openBluetoothAdapter: fn("openBluetoothAdapter", { autoClose: "flag" }, (o) => {
      world.see("bluetooth", o.autoClose === undefined ? true : o.autoClose);
      return { ok: { isSupportBLE: true } };
    }),
    closeBluetoothAdapter: seen("closeBluetoothAdapter", {}, "no bluetooth"),
    connectBLEDevice: seen("connectBLEDevice", { deviceId: "text!", timeout: "number" }, "connected", "deviceId"),
    disconnectBLEDevice: seen("disconnectBLEDevice", { deviceId: "text!" }, "disconnected", "deviceId"),
    onBLEConnectionStateChanged: reading("connection"), offBLEConnectionStateChanged: silent("connection"),
    getBLEDeviceServices: fn("getBLEDeviceServices", { deviceId: "text!" }, () => ({ ok: { services: [{ serviceId: "180D", isPrimary: true }] } })),

    onSocketOpen: reading("open"), offSocketOpen: silent("open"),
    onSocketMessage: reading("message"), offSocketMessage: silent("message"),
    onSocketClose: reading("close"), offSocketClose: silent("close"),
    sendSocketMessage: fn("sendSocketMessage", { data: "text!", isBuffer: "flag" }, ({ data, isBuffer }) => {
      world.see("sent", isBuffer ? bytes(data) : data);
      setImmediate(() => world.fire("message", isBuffer ? { data, isBuffer } : { data: `echo ${data}`, isBuffer: false }));
      return { ok: { success: true } };
    }),
    closeSocket: seen("closeSocket", typed ? { code: "number", reason: "text" } : {}, "socket closed"),

    createIntersectionObserver: (...given) => {
      if (given.length > 1) world.misuse(`createIntersectionObserver: ${given.length} arguments`);
      checked(world, "createIntersectionObserver", { thresholds: "object", initialRatio: "number", selectAll: "flag", dataset: "flag" }, given[0]);
      return watcher(world, given[0] || {}, (observed) => (observed.selectAll ? "all" : "one"));
    },
    createCanvasContext: (...given) => {
      if (given.length > 1) world.misuse(`createCanvasContext: ${given.length} arguments`);
      return drawing(world, given[0]);
    },
    canvasToTempFilePath: fn("canvasToTempFilePath", { canvasId: "text", canvas: "object", x: "number", y: "number", width: "number", height: "number", destWidth: "number", destHeight: "number", fileType: "text", quality: "number" }, (o) => {
      if (!o.canvasId && !o.canvas) return { no: { error: 1, errorMessage: "no canvas" } };
      if (![undefined, "png", "jpg"].includes(o.fileType)) world.misuse(`canvasToTempFilePath: ${o.fileType}`);
      world.see("exported", o.canvasId || "a canvas", o.fileType || "png", o.quality === undefined ? 1 : o.quality);
      return { ok: Object.fromEntries(path.map((key) => [key, "https://resource/c.image"])) };
    }),
    createOffscreenCanvas: (...given) => {
      if (given.some((item) => typeof item !== "number")) world.misuse("createOffscreenCanvas takes numbers");
      return { width: given[0], height: given[1], getContext: () => ({}) };
    },
    createVideoContext: (...given) => {
      if (given.length > 1) world.misuse(`createVideoContext: ${given.length} arguments`);
      return { play: () => world.see("plays", given[0]), pause: () => world.see("pauses", given[0]), seek: (time) => world.see("seeks", time), stop() {}, requestFullScreen() {}, exitFullScreen() {} };
    },
    createMapContext: (...given) => {
      if (given.length > 1) world.misuse(`createMapContext: ${given.length} arguments`);
      return { moveToLocation: (o) => world.see("moves", o && o.latitude), getCenterLocation: ({ success }) => setImmediate(() => success({ longitude: 120.1, latitude: 30.2 })) };
    },
    createCameraContext: () => ({ takePhoto() {}, startRecord() {}, stopRecord() {} }),
    getBackgroundAudioManager: () => ({ src: "", title: "", play() {}, pause() {}, stop() {}, onPlay() {} }),
    getRecorderManager: () => {
      const told = events();
      return { ...told.listeners(["Start", "Stop", "Pause", "Resume", "Error"]),
        start: (o) => { world.see("records", o && o.duration); setImmediate(() => told.fire("Start", {})); },
        stop: () => setImmediate(() => told.fire("Stop", { tempFilePath: "https://resource/s.audio", duration: 10, fileSize: 5 })), pause() {}, resume() {} };
    },
    loadFontFace: seen("loadFontFace", { family: "text!", source: "text!", desc: "object", nativeCanvas: "flag" }, "font", "family"),
    getSavedFileList: fn("getSavedFileList", {}, () => ({ ok: { success: true, fileList: [{ size: 6, createTime: 1, apFilePath: "https://resource/saved.image" }] } })),
    removeSavedFile: fn("removeSavedFile", typed ? { apFilePath: "text", filePath: "text" } : { apFilePath: "text!" }, (o) => { world.see("removed", o.apFilePath || o.filePath); return { ok: {} }; }),
  };
  if (typed) {
    Object.assign(my, {
      getSystemSetting: () => ({ bluetoothEnabled: true, locationEnabled: true, wifiEnabled: false }),
      getAppAuthorizeSetting: () => ({ albumAuthorized: "authorized", bluetoothAuthorized: "denied", cameraAuthorized: "authorized", locationAuthorized: "not determined", microphoneAuthorized: "denied", notificationAuthorized: "authorized" }),
    });
  }
  return my;
}

module.exports = { make };
