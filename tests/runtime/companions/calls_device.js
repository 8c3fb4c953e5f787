"use strict";
/** More of the calls of calls.js: tabs, the device, sensors, Bluetooth, sockets, files, what is drawn and played. */

module.exports = ({ call, at, frozen }) => {
  const WS = "wss://api.example.com/ws";
  /** A promise of what a function with options succeeds or fails with, by callbacks. */
  const done = (owner, name, options) => new Promise((resolve, reject) => owner[name](frozen({ ...options, success: resolve, fail: reject })));

  // --- pages, once more ---
  call("tabs: a red dot", "showTabBarRedDot", { index: 2 }, { sees: [["dot", 2]] });
  call("tabs: no red dot", "hideTabBarRedDot", { index: 2 }, { sees: [["no dot", 2]] });
  call("tabs: no badge", "removeTabBarBadge", { index: 1 }, { sees: [["no badge", 1]] });
  call("tabs: another word", "setTabBarItem", { index: 0, text: "Home" }, { sees: [["tab item", 0, "Home"]] });
  call("tabs: other colours", "setTabBarStyle", { color: "#000000", selectedColor: "#ff0000" }, { sees: [["tab style", "#000000", "#ff0000"]] });
  call("tabs: shown", "showTabBar", {}, { sees: [["tabs"]] });
  call("tabs: hidden", "hideTabBar", { animation: true }, { sees: [["no tabs"]] });
  call("sharing is not offered", "hideShareMenu", {}, { sees: [["no sharing"]] });
  call("the words at the top are light", "setBackgroundTextStyle", { textStyle: "light" }, { sees: [["background text", "light"]], tt: { sees: [], tells: "MG401|MG536" } });
  call("the window's background", "setBackgroundColor", { backgroundColor: "#eeeeee" }, { sees: [["background", "#eeeeee"]], tt: { sees: [], tells: "MG401|MG536" } });
  call("no button for home", "hideHomeButton", undefined, { sees: [["no home button"]], tt: { sees: [], tells: "MG401|MG536" } });
  call("it refreshes", "startPullDownRefresh", undefined, { sees: [["refresh"]] });
  call("the program ends", "exitMiniProgram", undefined, { sees: [["left"]] });
  call("the keyboard goes", "hideKeyboard", undefined, { sees: [["no keyboard"]], tt: { refused: true, tells: "MG401" } });
  call("who leaves is asked", "enableAlertBeforeUnload", { message: "Leave?" }, { sees: [["asked before leaving", "Leave?"]], tt: { refused: true, tells: "MG401" } });
  call("a letter of the app's own", "loadFontFace", { family: "Own", source: 'url("https://cdn.example.com/own.ttf")' }, { sees: [["font", "Own"]], tt: { refused: true, tells: "MG401" } });
  call("back, with callbacks of nothing", "navigateBack", { delta: 1, success: undefined, fail: null }, { sees: [["back", 1]], any: [["back", undefined]] });
  call("a menu with a colour", "showActionSheet", { itemList: ["A"], itemColor: "#ff0000" }, { user: { taps: 0 }, sees: [["menu", "", ["A"]]], gives: { tapIndex: 0 }, my: { tells: "MG103" }, tt: { tells: "MG103" } });
  call("a dialog without a word", "showModal", { content: "Only this" }, { sees: [["dialog", "", "Only this", ["取消", "确定"]]], gives: { confirm: true } });
  call("a dialog whose buttons are coloured", "showModal", { title: "Go", content: "?", confirmColor: "#ff0000" }, {
    sees: [["dialog", "Go", "?", ["取消", "确定"]]], gives: { confirm: true }, tt: { tells: "MG103" }, "my 2022": { wrong: /confirmColor/ } });

  // --- storage, once more ---
  at("storage: nothing at all is kept", (wx) => { wx.setStorageSync("k", null); return wx.getStorageSync("k"); }, { keeps: { k: null }, returns: "" });
  call("storage: nothing at all is kept, later", "setStorage", { key: "k", data: null }, { keeps: { k: null } });
  at("storage: a text", (wx) => { wx.setStorageSync("t", "text"); return wx.getStorageSync("t"); }, { returns: "text" });
  at("storage: emptiness", (wx) => { wx.setStorageSync("e", ""); wx.setStorageSync("l", []); return [wx.getStorageSync("e"), wx.getStorageSync("l")]; }, { returns: ["", []] });
  at("storage: the rest of an answer", (wx) => { const found = wx.getStorageSync("user") || { name: "nobody" }; return found.name; }, { kept: { user: { name: "Ann" } }, returns: "Ann" });
  call("storage: how much, later", "getStorageInfo", undefined, { kept: { a: 1 }, gives: { keys: ["a"], currentSize: 1, limitSize: 10240 } });
  call("storage: cleared later", "clearStorage", undefined, { kept: { a: 1 }, keeps: {} });

  // --- the network, once more ---
  call("request: a form", "request", { url: "https://api.example.com/list", method: "POST", header: { "content-type": "application/x-www-form-urlencoded" }, data: { a: 1, b: "2" } }, { sees: "any", gives: { data: [1, 2, 3] } });
  call("request: by another method", "request", { url: "https://api.example.com/user", method: "PUT", data: "text" }, { sees: "any", gives: { statusCode: 200 } });
  call("request: a task is returned", "request", { url: "https://api.example.com/user" }, { sees: "any", task: true, gives: { statusCode: 200, header: { "content-type": "text/plain" } } });
  call("upload: no such place", "uploadFile", { url: "https://api.example.com/nowhere", filePath: "wxfile://a.jpg", name: "file" }, { sees: "any", gives: { statusCode: 404 } });
  call("upload: no network", "uploadFile", { url: "https://api.example.com/up", filePath: "wxfile://a.jpg", name: "file" }, { device: { online: false }, sees: "any", fails: /^uploadFile:fail/ });
  call("download: no network", "downloadFile", { url: "https://cdn.example.com/a.pdf" }, { device: { online: false }, sees: "any", fails: /^downloadFile:fail/ });
  at("download: how far it is", (wx, { heard }) => {
    const [given, told] = heard({ url: "https://cdn.example.com/a.pdf" }), rows = [];
    const task = wx.downloadFile(given);
    task.onProgressUpdate(({ progress }) => rows.push(progress));
    return told.then(() => rows);
  }, { sees: "any", returns: [50] });
  at("download: given up", (wx) => { const task = wx.downloadFile({ url: "https://cdn.example.com/a.pdf", fail() {} }); task.abort(); return typeof task.offProgressUpdate; }, { sees: "any", returns: "function", tt: { tells: "" } });
  at("socket: bytes", (wx) => new Promise((resolve) => {
    const socket = wx.connectSocket({ url: WS });
    socket.onOpen(() => socket.send({ data: new Uint8Array([1, 2, 255]).buffer }));
    socket.onMessage(({ data }) => resolve([...new Uint8Array(data)]));
  }), { sees: [["socket", WS], ["sent", [1, 2, 255]]], returns: [1, 2, 255] });
  at("socket: closed", (wx) => new Promise((resolve) => {
    const socket = wx.connectSocket({ url: WS, success() {} });
    socket.onClose(() => {});
    socket.onError(() => {});
    socket.onOpen(() => socket.close({ code: 1000, success: resolve }));
  }).then((reply) => typeof reply), { sees: [["socket", WS], ["socket closed"]], returns: "object", tt: { tells: "MG404" } });
  at("socket: the one of the program", (wx) => new Promise((resolve) => {
    wx.onSocketOpen(() => wx.sendSocketMessage({ data: "hi" }));
    wx.onSocketMessage(({ data }) => resolve(data));
    wx.connectSocket({ url: WS });
  }), { sees: [["socket", WS], ["sent", "hi"]], returns: "echo hi", tt: { tells: "MG523" } });
  at("socket: the one of the program, bytes", (wx, { world }) => new Promise((resolve) => {
    wx.onSocketMessage(({ data }) => resolve(data instanceof ArrayBuffer && [...new Uint8Array(data)]));
    world.fire("message", { data: "AQL/", isBuffer: true });
  }), { returns: [1, 2, 255], tt: { never: true, tells: "MG523" } });
  at("socket: the one of the program is sent bytes", (wx) => new Promise((resolve) => {
    wx.sendSocketMessage({ data: new Uint8Array([1, 2, 255]).buffer, success: () => resolve("sent"), fail: () => resolve("not sent") });
  }), { sees: [["sent", [1, 2, 255]]], returns: "sent", tt: { sees: [], returns: "not sent", tells: "MG523" } });

  // --- the device, once more ---
  at("what device this is, alone", (wx) => { const { platform, brand, model, system } = wx.getDeviceInfo(); return [platform, brand, model, system]; }, { returns: ["ios", "iPhone", "iPhone14,5", "iOS 16.0"] });
  at("what is switched on", (wx) => { const { bluetoothEnabled, locationEnabled, wifiEnabled } = wx.getSystemSetting(); return [bluetoothEnabled, locationEnabled, wifiEnabled]; }, {
    returns: [true, true, false], "my 2022": { lacks: true, tells: "MG404" }, tt: { lacks: true, tells: "MG401" } });
  at("what the app may", (wx) => wx.getAppAuthorizeSetting().cameraAuthorized, { returns: "authorized", "my 2022": { lacks: true, tells: "MG404" }, tt: { lacks: true, tells: "MG401" } });
  at("how the app was entered", (wx) => { const { path, query } = wx.getEnterOptionsSync(); return [path, query]; }, { returns: ["pages/index/index", { a: "1" }], tt: { lacks: true, tells: "MG401" } });
  at("the configuration from outside", (wx) => wx.getExtConfigSync().theme, { returns: "dark", tt: { lacks: true, tells: "MG401" } });
  call("the battery", "getBatteryInfo", undefined, { gives: { level: 80, isCharging: false }, tt: { refused: true, tells: "MG401" } });
  call("how bright the screen is", "getScreenBrightness", undefined, { gives: { value: 0.4 } });
  call("a brighter screen", "setScreenBrightness", { value: 0.8 }, { sees: [["brightness", 0.8]] });
  call("a person's number is kept", "addPhoneContact", { firstName: "Ann", mobilePhoneNumber: "1380000" }, { sees: [["contact", "Ann", "1380000"]], tt: { refused: true, tells: "MG401" } });
  call("it trembles for long", "vibrateLong", undefined, { sees: [["tremble long"]] });
  call("settings are opened", "openSetting", {}, { sees: [["settings"]], gives: { authSetting: { "scope.userLocation": true } } });
  call("who the user is by name", "getUserProfile", { desc: "to greet" }, { gives: { userInfo: { nickName: "Ann" } }, my: { gives: undefined, refused: true, tells: "MG401" }, tt: { tells: "MG104|MG103|MG407|MG405" } });
  call("no such call for privacy", "getPrivacySetting", undefined, { gives: { needAuthorization: false }, my: { tells: "MG401|MG536" }, tt: { tells: "MG401|MG536" } });
  at("a sensor: started, heard, stopped", (wx, { world }) => {
    const heard = [], listener = ({ x, y, z }) => heard.push([x, y, z]);
    wx.startAccelerometer({ interval: "game" });
    wx.onAccelerometerChange(listener);
    world.fire("accelerometer", { x: 1, y: 2, z: 3, timestamp: 9 });
    wx.offAccelerometerChange(listener);
    world.fire("accelerometer", { x: 4, y: 5, z: 6 });
    return new Promise((resolve) => wx.stopAccelerometer({ complete: () => resolve(heard) }));
  }, { sees: [["accelerometer", "game"], ["no accelerometer"]], returns: [[1, 2, 3]], tt: { sees: "any", tells: "MG523" } });
  at("a compass", (wx, { world }) => {
    const heard = [];
    wx.startCompass();
    wx.onCompassChange(({ direction }) => heard.push(direction));
    world.fire("compass", { direction: 90, timestamp: 9 });
    wx.offCompassChange();
    world.fire("compass", { direction: 91 });
    wx.stopCompass();
    return heard;
  }, { sees: [["compass"], ["no compass"]], returns: [90], tt: { tells: "MG523" } });
  at("a picture of the screen is taken", (wx, { world }) => { let heard = 0; const listener = () => { heard += 1; }; wx.onUserCaptureScreen(listener); world.fire("screenshot"); wx.offUserCaptureScreen(listener); world.fire("screenshot"); return heard; }, { returns: 1 });
  at("memory runs low", (wx, { world }) => { let heard; wx.onMemoryWarning(({ level }) => { heard = level; }); world.fire("memory", { level: 10 }); return heard; }, { returns: 10 });
  at("the program is shown again", (wx, { world }) => { let heard = 0; wx.onAppShow(() => { heard += 1; }); world.fire("show", { path: "p" }); return heard; }, { returns: 1, tt: { returns: 0, tells: "MG401" } });
  at("an error nobody caught", (wx, { world }) => { let heard; wx.onError((text) => { heard = typeof text; }); world.fire("error", "broken", "at line 1"); return heard; }, { returns: "string", tt: { returns: undefined, tells: "MG401" } });
  at("the client's button changes", (wx) => { const listener = () => {}; wx.onMenuButtonBoundingClientRectWeightChange(listener); wx.offMenuButtonBoundingClientRectWeightChange(listener); return "on"; }, { returns: "on", tells: "MG401" });
  at("another theme", (wx) => { wx.onThemeChange(() => {}); wx.offThemeChange(); return "on"; }, { returns: "on", my: { tells: "MG536" }, tt: { tells: "MG405|MG404|" } });
  call("Bluetooth", "openBluetoothAdapter", undefined, { sees: [["bluetooth", false]] });
  call("no Bluetooth", "closeBluetoothAdapter", undefined, { sees: [["no bluetooth"]] });
  call("a device near by", "createBLEConnection", { deviceId: "d1" }, { sees: [["connected", "d1"]] });
  call("a device no longer", "closeBLEConnection", { deviceId: "d1" }, { sees: [["disconnected", "d1"]] });
  call("what a device offers", "getBLEDeviceServices", { deviceId: "d1" }, { gives: { services: [{ uuid: "180D", isPrimary: true }] } });
  at("a device comes and goes", (wx, { world }) => { let heard; wx.onBLEConnectionStateChange(({ deviceId, connected }) => { heard = [deviceId, connected]; }); world.fire("connection", { deviceId: "d1", connected: true }); return heard; }, { returns: ["d1", true] });

  // --- files, once more ---
  at("files: a folder and what is in it", (wx) => {
    const fs = wx.getFileSystemManager(), folder = `${wx.env.USER_DATA_PATH}/notes`;
    fs.mkdirSync(folder, true);
    fs.writeFileSync(`${folder}/1.txt`, "one", "utf8");
    fs.copyFileSync(`${folder}/1.txt`, `${folder}/2.txt`);
    fs.renameSync(`${folder}/2.txt`, `${folder}/3.txt`);
    const files = fs.readdirSync(folder);
    fs.unlinkSync(`${folder}/1.txt`);
    return [files, fs.readdirSync(folder), fs.accessSync(folder)];
  }, { returns: [["1.txt", "3.txt"], ["3.txt"], undefined] });
  at("files: how large one is", (wx) => { const fs = wx.getFileSystemManager(), path = `${wx.env.USER_DATA_PATH}/s.txt`; fs.writeFileSync(path, "12345", "utf8"); return fs.statSync(path).size; }, { returns: 5 });
  at("files: whether it is a folder", (wx) => {
    const fs = wx.getFileSystemManager(), path = `${wx.env.USER_DATA_PATH}/s.txt`;
    fs.writeFileSync(path, "12345", "utf8");
    const file = fs.statSync(path), folder = fs.statSync(wx.env.USER_DATA_PATH);
    return [file.isFile(), file.isDirectory(), folder.isFile(), folder.isDirectory()];
  }, { returns: [true, false, false, true] });
  at("files: read later", (wx) => { const fs = wx.getFileSystemManager(), path = `${wx.env.USER_DATA_PATH}/r.txt`; fs.writeFileSync(path, "text", "utf8"); return done(fs, "readFile", { filePath: path, encoding: "utf8" }).then(({ data, errMsg }) => [data, errMsg]); }, { returns: ["text", "readFile:ok"] });
  at("files: bytes are read", (wx) => { const fs = wx.getFileSystemManager(), path = `${wx.env.USER_DATA_PATH}/r.txt`; fs.writeFileSync(path, "AB", "utf8"); return [...new Uint8Array(fs.readFileSync(path))]; }, { returns: [65, 66] });
  at("files: read later, not there", (wx) => done(wx.getFileSystemManager(), "readFile", { filePath: `${wx.env.USER_DATA_PATH}/gone` }).catch(({ errMsg }) => errMsg.split(" ")[0]), { returns: "readFile:fail" });
  at("files: written, copied and removed later", async (wx) => {
    const fs = wx.getFileSystemManager(), path = `${wx.env.USER_DATA_PATH}/w.txt`;
    await done(fs, "writeFile", { filePath: path, data: "text", encoding: "utf8" });
    await done(fs, "copyFile", { srcPath: path, destPath: `${path}.2` });
    await done(fs, "unlink", { filePath: path });
    const { files } = await done(fs, "readdir", { dirPath: wx.env.USER_DATA_PATH });
    return files.includes("w.txt.2") && !files.includes("w.txt");
  }, { returns: true });
  at("files: made and asked about later", async (wx) => {
    const fs = wx.getFileSystemManager(), folder = `${wx.env.USER_DATA_PATH}/later`;
    await done(fs, "mkdir", { dirPath: folder });
    await done(fs, "access", { path: folder });
    const { stats } = await done(fs, "stat", { path: folder });
    await done(fs, "rmdir", { dirPath: folder });
    return stats.isDirectory();
  }, { returns: true });
  at("files: one that is not there is removed", (wx) => wx.getFileSystemManager().unlinkSync(`${wx.env.USER_DATA_PATH}/nowhere`), { throws: /^unlinkSync:fail/ });
  at("files: one that is not there is read", (wx) => wx.getFileSystemManager().readFileSync(`${wx.env.USER_DATA_PATH}/nowhere`, "utf8"), { throws: /^readFileSync:fail/ });
  at("files: kept for good", (wx) => done(wx.getFileSystemManager(), "saveFile", { tempFilePath: "tmp/a.pdf" }).then(({ savedFilePath }) => savedFilePath), { returns: "saved:a.pdf" });
  at("files: one is longer", (wx) => { const fs = wx.getFileSystemManager(), path = `${wx.env.USER_DATA_PATH}/l.txt`; fs.writeFileSync(path, "a", "utf8"); fs.appendFileSync(path, "b", "utf8"); return fs.readFileSync(path, "utf8"); }, { returns: "ab", tt: { lacks: true, tells: "MG401" } });
  call("a document with a menu", "openDocument", { filePath: "wxfile://a.xlsx", fileType: "xlsx", showMenu: true }, { sees: [["document", "wxfile://a.xlsx", "xlsx"]], tt: { sees: [["document", "wxfile://a.xlsx", "xlsx"], ["document menu"]] } });

  // --- what is drawn, watched, played ---
  at("a canvas is drawn on", (wx) => new Promise((resolve) => {
    const context = wx.createCanvasContext("board", {});
    context.setFillStyle("#ff0000");
    context.fillRect(0, 0, 10, 10);
    context.draw(false, () => resolve(context.measureText("abc").width));
  }), { sees: [["drawn", "board", false]], returns: 30 });
  call("a canvas as a file", "canvasToTempFilePath", { canvasId: "board", fileType: "jpg", quality: 0.8 }, { sees: [["exported", "board", "jpg", 0.8]], has: "tempFilePath" });
  call("a canvas as a file, no canvas named", "canvasToTempFilePath", {}, { sees: "any", fails: /^canvasToTempFilePath:fail/ });
  at("a canvas as a file, of a component", (wx, { heard }) => { const [given, told] = heard({ canvasId: "board" }); wx.canvasToTempFilePath(given, {}); return told.then((rows) => typeof rows[0][1].tempFilePath); }, { sees: "any", returns: "string" });
  at("a canvas out of sight", (wx) => { const canvas = wx.createOffscreenCanvas({ type: "2d", width: 30, height: 40 }); return [canvas.width, canvas.height, typeof canvas.getContext]; }, { returns: [30, 40, "function"], tt: { lacks: true, tells: "MG401" } });
  at("a video is played", (wx) => { const video = wx.createVideoContext("clip", {}); video.play(); video.seek(3); video.pause(); }, { sees: [["plays", "clip"], ["seeks", 3], ["pauses", "clip"]], returns: undefined });
  at("a map moves", (wx) => new Promise((resolve) => { const map = wx.createMapContext("map"); map.moveToLocation({ latitude: 1, longitude: 2 }); map.getCenterLocation({ success: ({ latitude }) => resolve(latitude) }); }), { sees: [["moves", 1]], returns: 30.2, tt: { lacks: true, sees: [], tells: "MG401" } });
  at("a sound is recorded", (wx) => new Promise((resolve) => {
    const recorder = wx.getRecorderManager();
    recorder.onStart(() => recorder.stop());
    recorder.onStop(({ tempFilePath }) => resolve(typeof tempFilePath));
    recorder.onError(() => {});
    recorder.start({ duration: 10000, format: "aac" });
  }), { sees: [["records", 10000]], returns: "string" });
  at("music behind the pages", (wx) => { const music = wx.getBackgroundAudioManager(); music.title = "Song"; music.src = "https://cdn.example.com/s.mp3"; return [music.title, typeof music.pause]; }, { returns: ["Song", "function"] });
  at("an element comes into sight", (wx) => new Promise((resolve) => {
    const observer = wx.createIntersectionObserver({}, { thresholds: [0.5] });
    observer.relativeToViewport({ bottom: 10 }).observe("#a", ({ intersectionRatio }) => { observer.disconnect(); resolve(intersectionRatio); });
  }), { sees: [["watched", "#a", "one"], ["watched no longer"]], returns: 0.5, my: { tells: "" } });
  at("elements come into sight", (wx) => new Promise((resolve) => {
    const page = {}, observer = wx.createIntersectionObserver(page, { observeAll: true });
    observer.relativeTo(".list").observe(".item", ({ intersectionRatio }) => resolve(intersectionRatio));
  }), { sees: [["watched", ".item", "all"]], returns: 0.5 });
  at("how far a page is scrolled", (wx) => new Promise((resolve) => { wx.createSelectorQuery().in({}).selectViewport().scrollOffset((told) => resolve(typeof told)).exec(); }), { returns: "object" });
  at("several things of elements", (wx) => new Promise((resolve) => {
    wx.createSelectorQuery().selectAll(".a").boundingClientRect().select("#b").fields({ id: true, size: true }).exec((told) => resolve(told.length));
  }), { returns: 2 });
  at("an advertisement", (wx) => { const made = wx.createRewardedVideoAd({ adUnitId: "unit-1" }); return made.show().then(() => "shown"); }, { sees: [["advertisement", "unit-1"]], returns: "shown", tt: { lacks: true, sees: [], tells: "MG401" } });
  at("programs look before they call", (wx) => [typeof wx.getWindowInfo, typeof wx.showToast, typeof wx.requestPayment, typeof wx.createInterstitialAd, typeof wx.noSuchThing], {
    returns: ["function", "function", "function", "undefined", "undefined"], tells: "MG401|MG404|MG528|MG510|" });
  at("the namespace is taken apart", async (wx) => { const { showToast, getStorageSync } = wx; await showToast({ title: "Taken" }); return getStorageSync("nowhere"); }, { sees: [["toast", "Taken", "success", 1500]], returns: "" });
  at("functions are made to promise", async (wx) => {
    const promised = (name) => (options) => new Promise((resolve, reject) => wx[name]({ ...options, success: resolve, fail: reject }));
    const { networkType } = await promised("getNetworkType")();
    return networkType;
  }, { returns: "wifi" });
  at("what cannot be had fails and completes", (wx, { heard }) => { const [given, told] = heard({ timeStamp: "1", nonceStr: "n", package: "p", signType: "RSA", paySign: "s" }); wx.requestPayment(given); return told.then((rows) => [rows[0][0], /^requestPayment:fail/.test(rows[0][1].errMsg), rows[1][0], rows.length]); }, {
    returns: ["fail", true, "complete", 2], tells: "MG401" });
};
