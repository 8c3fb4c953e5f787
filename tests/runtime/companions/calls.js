"use strict";
/**
 * Ordinary calls in WeChat's dialect, and what WeChat does on each: what is seen, what is answered.
 *
 * call(title, function, options, wanted) is called with callbacks and by promise; at(title, run,
 * wanted) once. wanted: {sees, gives (a part of the reply), fails (a pattern of errMsg), user,
 * device}; under a target's id what is otherwise there, with `tells`: the rule of the finding by
 * which a difference is told beforehand, `refused`: the call cannot be done there and fails.
 */

const calls = [];
const call = (title, name, options, wanted = {}) => calls.push({ title, name, options, wanted });
const at = (title, run, wanted = {}) => calls.push({ title, run, wanted });

const API = "https://api.example.com";
const BUTTONS = ["取消", "确定"];

// --- what pages show ---
call("toast: a title alone", "showToast", { title: "Saved" }, { sees: [["toast", "Saved", "success", 1500]] });
call("toast: no icon", "showToast", { title: "Note", icon: "none" }, { sees: [["toast", "Note", "none", 1500]] });
call("toast: an error for two seconds", "showToast", { title: "No", icon: "error", duration: 2000 },
  { sees: [["toast", "No", "error", 2000]], tt: { sees: [["toast", "No", "error|none", 2000]] } });
call("toast: loading, with a mask", "showToast", { title: "Wait", icon: "loading", mask: true, duration: 9000 },
  { sees: [["toast", "Wait", "loading", 9000]], my: { tells: "MG103" }, "my 2022": { sees: "any", wrong: /type loading/, tells: "MG103" } });
call("toast: a picture of the app's own", "showToast", { title: "Star", image: "/star.png" },
  { sees: [["toast", "Star", "success", 1500]], my: { tells: "MG103" }, tt: { tells: "MG103" } });
call("toast: taken away", "hideToast", undefined, { sees: [["no toast"]] });
call("loading", "showLoading", { title: "Loading" }, { sees: [["loading", "Loading", false]] });
call("loading: nothing below can be touched", "showLoading", { title: "Loading", mask: true }, { sees: [["loading", "Loading", true]] });
call("loading: taken away", "hideLoading", {}, { sees: [["no loading"]] });
call("dialog: agreed", "showModal", { title: "Delete", content: "Sure?" }, {
  sees: [["dialog", "Delete", "Sure?", BUTTONS]], gives: { confirm: true, cancel: false } });
call("dialog: refused", "showModal", { title: "Delete", content: "Sure?" }, {
  user: { taps: "no" }, sees: [["dialog", "Delete", "Sure?", BUTTONS]], gives: { confirm: false, cancel: true } });
call("dialog: one button", "showModal", { title: "Done", content: "All", showCancel: false }, {
  sees: [["dialog", "Done", "All", ["确定"]]], gives: { confirm: true, cancel: false } });
call("dialog: buttons of the app's own", "showModal", { title: "Go", content: "", confirmText: "Yes", cancelText: "No" }, {
  sees: [["dialog", "Go", "", ["No", "Yes"]]], gives: { confirm: true } });
call("dialog: a field for text", "showModal", { title: "Name", editable: true, placeholderText: "yours" }, {
  user: { text: "Ann" }, sees: [["prompt", "Name", "yours"]], gives: { confirm: true, content: "Ann" } });
call("dialog: a field for text, refused", "showModal", { title: "Name", editable: true }, {
  user: { taps: "no" }, sees: [["prompt", "Name", ""]], gives: { confirm: false, cancel: true } });
call("menu: the second entry", "showActionSheet", { itemList: ["A", "B"] }, { user: { taps: 1 }, sees: [["menu", "", ["A", "B"]]], gives: { tapIndex: 1 } });
call("menu: closed", "showActionSheet", { itemList: ["A", "B"] }, { user: { taps: "no" }, sees: [["menu", "", ["A", "B"]]], fails: /^showActionSheet:fail cancel/ });
call("scrolling to the top", "pageScrollTo", { scrollTop: 0 }, { sees: [["scroll", 0, 300]] });
call("scrolling to an element", "pageScrollTo", { selector: "#end", duration: 100 }, {
  sees: [["scroll", "#end", 100]], tt: { refused: true, tells: "MG103|MG115" } });
call("pulling down has ended", "stopPullDownRefresh", undefined, { sees: [["refreshed"]] });

// --- storage ---
at("storage: a list", (wx) => { wx.setStorageSync("list", [1, { a: 2 }]); return wx.getStorageSync("list"); }, { returns: [1, { a: 2 }] });
at("storage: numbers and falsehood", (wx) => { wx.setStorageSync("n", 0); wx.setStorageSync("f", false); return [wx.getStorageSync("n"), wx.getStorageSync("f")]; }, { returns: [0, false] });
at("storage: a key that is not there", (wx) => wx.getStorageSync("nowhere"), { returns: "" });
at("storage: a value that is too large", (wx) => wx.setStorageSync("big", "x".repeat(2 * 1024 * 1024)), { throws: /^setStorageSync:fail/ });
at("storage: removed", (wx) => { wx.setStorageSync("a", 1); return [wx.removeStorageSync("a"), wx.getStorageSync("a")]; }, { returns: [undefined, ""] });
at("storage: cleared", (wx) => { wx.setStorageSync("a", 1); wx.clearStorageSync(); return wx.getStorageInfoSync().keys; }, { returns: [] });
at("storage: what is kept", (wx) => { wx.setStorageSync("a", 1); const { keys, limitSize } = wx.getStorageInfoSync(); return [keys, limitSize]; }, { returns: [["a"], 10240] });
call("storage: read later", "getStorage", { key: "name" }, { kept: { name: "Ann" }, gives: { data: "Ann" } });
call("storage: read later, not there", "getStorage", { key: "nowhere" }, { fails: /^getStorage:fail data not found$/ });
call("storage: kept later", "setStorage", { key: "a", data: { b: 1 } }, { keeps: { a: { b: 1 } } });
call("storage: removed later", "removeStorage", { key: "a" }, { kept: { a: 1 }, keeps: {} });

// --- the network ---
call("request: JSON", "request", { url: `${API}/user` }, {
  sees: [["request", "GET", `${API}/user`, undefined, {}, 60000]], gives: { data: { name: "Ann" }, statusCode: 200 },
  tt: { sees: [["request", "GET", `${API}/user`, undefined, {}, undefined]] } });
call("request: headers, of which one is a number", "request", { url: `${API}/list`, method: "POST", data: { page: 2 }, header: { "X-Token": "t", "X-Page": 2 }, timeout: 5000 }, {
  sees: [["request", "POST", `${API}/list`, { page: 2 }, { "X-Token": "t", "X-Page": "2" }, 5000]], gives: { data: [1, 2, 3], statusCode: 200 },
  tt: { sees: "any" } });
call("request: no such thing", "request", { url: `${API}/missing` }, { sees: "any", gives: { statusCode: 404, data: { error: "no such thing" } } });
call("request: the server is broken", "request", { url: `${API}/broken` }, { sees: "any", gives: { statusCode: 500, data: "<h1>Sorry</h1>" } });
call("request: no JSON", "request", { url: `${API}/hello` }, { sees: "any", gives: { statusCode: 200, data: "hello" } });
call("request: text is wanted", "request", { url: `${API}/user`, dataType: "text" }, { sees: "any", gives: { data: '{"name":"Ann"}' } });
call("request: bytes", "request", { url: `${API}/hello`, responseType: "arraybuffer" }, { sees: "any", bytes: "hello" });
call("request: longer than a minute", "request", { url: `${API}/hello`, timeout: 120000 }, { sees: "any", gives: { data: "hello" }, my: { tells: "MG102" } });
call("request: no network", "request", { url: `${API}/user` }, { device: { online: false }, sees: "any", fails: /^request:fail/ });
at("request: given up", (wx, { heard }) => { const [given, told] = heard({ url: `${API}/slow` }); const task = wx.request(given); task.abort(); return told; }, {
  sees: "any", fails: /^request:fail/, "my 2022": { sees: "any", never: true } });
call("upload", "uploadFile", { url: `${API}/up`, filePath: "wxfile://a.jpg", name: "file", formData: { id: "1" }, header: { T: "t" } }, {
  sees: [["upload", `${API}/up`, "wxfile://a.jpg", "file", { id: "1" }, { T: "t" }]], gives: { statusCode: 200, data: '{"url":"https://cdn.example.com/1.jpg"}' } });
at("upload: how far it is", (wx, { heard }) => {
  const [given, told] = heard({ url: `${API}/up`, filePath: "wxfile://a.jpg", name: "file" }), rows = [];
  const task = wx.uploadFile(given);
  task.onProgressUpdate(({ progress, totalBytesSent, totalBytesExpectedToSend }) => rows.push([progress, totalBytesSent, totalBytesExpectedToSend]));
  return told.then(() => rows);
}, { sees: "any", returns: [[50, 5, 10]] });
call("download", "downloadFile", { url: "https://cdn.example.com/a.pdf" }, {
  sees: [["download", "https://cdn.example.com/a.pdf"]], gives: { statusCode: 200 }, has: "tempFilePath", "my 2022": { gives: undefined } });
call("download: not there", "downloadFile", { url: "https://cdn.example.com/gone.pdf" }, {
  sees: "any", gives: { statusCode: 404 }, my: { gives: undefined, fails: /^downloadFile:fail/ } });
at("socket: sent and heard", (wx) => new Promise((resolve) => {
  const socket = wx.connectSocket({ url: "wss://api.example.com/ws" });
  socket.onOpen(() => socket.send({ data: "hi" }));
  socket.onMessage(({ data }) => { socket.close({}); resolve(data); });
}), { sees: [["socket", "wss://api.example.com/ws"], ["sent", "hi"], ["socket closed"]], returns: "echo hi" });

// --- from page to page ---
call("a page is opened", "navigateTo", { url: "/pages/list/list?id=1" }, { sees: [["open", "/pages/list/list?id=1"]] });
call("a page that there is not", "navigateTo", { url: "/pages/nowhere/nowhere" }, { fails: /^navigateTo:fail/ });
call("a page in the place of this one", "redirectTo", { url: "/pages/list/list" }, { sees: [["replace", "/pages/list/list"]] });
call("all pages are closed", "reLaunch", { url: "/pages/index/index" }, { sees: [["restart", "/pages/index/index"]] });
call("a tab", "switchTab", { url: "/pages/home/home" }, { sees: [["tab", "/pages/home/home"]] });
call("back", "navigateBack", undefined, { sees: [["back", 1]], any: [["back", undefined]] });
call("back by two", "navigateBack", { delta: 2 }, { sees: [["back", 2]] });
call("the page's title", "setNavigationBarTitle", { title: "Hello" }, { sees: [["title", "Hello"]] });
call("the colours of its bar", "setNavigationBarColor", { frontColor: "#ffffff", backgroundColor: "#ff0000" }, {
  sees: [["bar", "#ffffff", "#ff0000"]], tt: { sees: [], tells: "MG401|MG536" } });
call("its bar shows that something goes on", "showNavigationBarLoading", undefined, { sees: [["bar loading"]], tt: { sees: [], tells: "MG401|MG536" } });
call("and no longer", "hideNavigationBarLoading", undefined, { sees: [["bar loaded"]], tt: { sees: [], tells: "MG401|MG536" } });
call("a badge on a tab", "setTabBarBadge", { index: 1, text: "3" }, { sees: [["badge", 1, "3"]] });
call("sharing is offered", "showShareMenu", { withShareTicket: true, menus: ["shareAppMessage"] }, {
  sees: [["sharing"]], my: { tells: "MG103" }, tt: { tells: "MG103" }, "my 2022": { refused: true, tells: "MG404" } });
call("another mini program", "navigateToMiniProgram", { appId: "wx123", path: "pages/a" }, {
  sees: [["program", "wx123", "pages/a"]], my: { tells: "MG122|MG104|MG123" }, tt: { refused: true, tells: "MG401" } });

// --- the device and the app ---
at("what device this is", (wx) => {
  const { platform, system, language, SDKVersion, windowWidth, windowHeight, screenWidth, pixelRatio, statusBarHeight } = wx.getSystemInfoSync();
  return { platform, system, language, SDKVersion: typeof SDKVersion, windowWidth, windowHeight, screenWidth, pixelRatio, statusBarHeight };
}, { returns: { platform: "ios", system: "iOS 16.0", language: "zh_CN", SDKVersion: "string", windowWidth: 390, windowHeight: 753, screenWidth: 390, pixelRatio: 3, statusBarHeight: 47 } });
at("what device this is, Android", (wx) => { const { platform, system, screenWidth } = wx.getSystemInfoSync(); return [platform, system, screenWidth]; }, {
  device: { os: "android" }, returns: ["android", "Android 13", 390], tt: { returns: ["android", "Android 16.0", 390] } });
at("where nothing covers the window", (wx) => wx.getSystemInfoSync().safeArea.top, { returns: 47, "my 2022": { lacks: true, tells: "MG205|MG510" } });
call("what device this is, later", "getSystemInfo", undefined, { gives: { platform: "ios", language: "zh_CN", windowWidth: 390 } });
at("what window this is", (wx) => { const { windowWidth, screenHeight, pixelRatio, statusBarHeight } = wx.getWindowInfo(); return [windowWidth, screenHeight, pixelRatio, statusBarHeight]; }, { returns: [390, 844, 3, 47] });
at("what app this is in", (wx) => { const { language, version } = wx.getAppBaseInfo(); return [language, typeof version]; }, { returns: ["zh_CN", "string"] });
at("where the client's button is", (wx) => wx.getMenuButtonBoundingClientRect().left, { returns: 296, tt: { lacks: true, tells: "MG401" } });
at("which app this is", (wx) => wx.getAccountInfoSync().miniProgram.envVersion, { returns: "release", tt: { lacks: true, tells: "MG401" } });
at("how the app was started", (wx) => { const { path, query, scene } = wx.getLaunchOptionsSync(); return [path, query, typeof scene]; }, { returns: ["pages/index/index", {}, "number"] });
at("a new version of the app", (wx) => { let told; wx.getUpdateManager().onCheckForUpdate((reply) => { told = reply; }); return told.hasUpdate; }, { returns: true });
call("the network's kind", "getNetworkType", undefined, { gives: { networkType: "wifi" } });
at("the network comes and goes", (wx, { world }) => {
  const heard = [], listener = ({ isConnected, networkType }) => heard.push([isConnected, networkType]);
  const word = world.vendor === "my" ? "WIFI" : "wifi";
  wx.onNetworkStatusChange(listener);
  world.fire("network", { isConnected: true, networkType: word });
  wx.offNetworkStatusChange(listener);
  world.fire("network", { isConnected: false, networkType: "none" });
  return heard;
}, { returns: [[true, "wifi"]], tt: { tells: "MG523" } });
call("a text to paste", "setClipboardData", { data: "copied" }, { copies: "copied" });
call("what was copied", "getClipboardData", undefined, { copied: "kept", gives: { data: "kept" } });
call("a call by telephone", "makePhoneCall", { phoneNumber: "10086" }, { sees: [["call", "10086"]] });
call("a code is scanned", "scanCode", { onlyFromCamera: true, scanType: ["qrCode"] }, { sees: [["scan", true]], gives: { result: "https://e.com" }, tt: { sees: [["scan", false]], tells: "MG103" } });
call("no code is scanned", "scanCode", {}, { user: { taps: "no" }, sees: [["scan", false]], fails: /^scanCode:fail( cancel)?/ });
call("it trembles", "vibrateShort", { type: "light" }, { sees: [["tremble"]], my: { tells: "MG103" }, tt: { tells: "MG103" } });
call("the screen stays on", "setKeepScreenOn", { keepScreenOn: true }, { sees: [["awake", true]] });
call("where the user is", "getLocation", { type: "gcj02" }, { sees: "any", gives: { latitude: 30.28, longitude: 120.12, accuracy: 20 } });
call("where the user is, by GPS", "getLocation", { type: "wgs84" }, { sees: "any", gives: { latitude: 30.28, longitude: 120.12 }, my: { tells: "MG104|MG106|MG112|MG117" } });
call("where the user is, not told", "getLocation", { type: "gcj02" }, { user: { refuses: ["location"] }, sees: "any", fails: /^getLocation:fail auth/ });
call("a map", "openLocation", { latitude: 30.28, longitude: 120.12 }, { sees: [["map", 30.28, 120.12, 18]] });
call("a place is chosen", "chooseLocation", {}, { gives: { name: "Lake", latitude: 30.2, longitude: 120.1 } });
call("no place is chosen", "chooseLocation", {}, { user: { taps: "no" }, fails: /^chooseLocation:fail( cancel)?/ });

// --- the user ---
call("who the user is", "login", undefined, { sees: [["login", "auth_base"]], gives: { code: "c0de" } });
call("that is still known", "checkSession", undefined, { my: { tells: "MG401|MG536" } });
call("what is allowed", "getSetting", undefined, { user: { refuses: ["location"] }, gives: { authSetting: { "scope.userLocation": false } } });
call("a permission ahead of its use", "authorize", { scope: "scope.userLocation" }, {});
call("a permission that is refused", "authorize", { scope: "scope.userLocation" }, { user: { refuses: ["location"] }, fails: /^authorize:fail auth den/ });
call("an address", "chooseAddress", undefined, { gives: { userName: "Ann", telNumber: "1380000", provinceName: "Z" }, tt: { refused: true, tells: "MG401" } });
call("no address", "chooseAddress", undefined, { user: { taps: "no" }, fails: /^chooseAddress:fail cancel/, tt: { refused: true, fails: undefined, tells: "MG401" } });
call("messages are agreed to", "requestSubscribeMessage", { tmplIds: ["a", "b"] }, { gives: { a: "accept", b: "accept" }, tt: { refused: true, tells: "MG401" } });
call("a payment", "requestPayment", { timeStamp: "1", nonceStr: "n", package: "prepay_id=1", signType: "RSA", paySign: "s" }, {
  my: { refused: true, tells: "MG401|MG406" }, tt: { refused: true, tells: "MG401" } });

// --- files, views, the rest ---
at("a text in a file", (wx) => { const fs = wx.getFileSystemManager(), path = `${wx.env.USER_DATA_PATH}/b.txt`; fs.writeFileSync(path, "text", "utf8"); return fs.readFileSync(path, "utf8"); }, { returns: "text" });
at("a file that is not there", (wx) => wx.getFileSystemManager().accessSync(`${wx.env.USER_DATA_PATH}/nowhere`), { throws: /^accessSync:fail/ });
call("a document", "openDocument", { filePath: "wxfile://a.pdf" }, { sees: [["document", "wxfile://a.pdf", "pdf"]], tt: { sees: [["document", "wxfile://a.pdf", undefined]] } });
at("where an element is", (wx) => new Promise((resolve) => {
  wx.createSelectorQuery().select("#a").boundingClientRect((rect) => resolve(rect.height)).exec();
}), { returns: 20 });
at("where two elements are", (wx) => new Promise((resolve) => {
  const query = wx.createSelectorQuery();
  query.select("#a").boundingClientRect();
  query.select("#b").boundingClientRect();
  query.exec((rects) => resolve(rects.map(({ width }) => width)));
}), { returns: [10, 10] });
at("an animation", (wx) => wx.createAnimation({ duration: 200, timingFunction: "ease" }).rotate(1).step().scale(2).step({ timingFunction: "linear" }).export().steps, {
  returns: [[200, "ease"], [200, "linear"]] });
at("a sound", (wx) => { const audio = wx.createInnerAudioContext(); audio.src = "a.mp3"; audio.play(); }, { sees: [["play", "a.mp3"]] });
at("bytes as text", (wx) => wx.arrayBufferToBase64(new Uint8Array([1, 2, 255]).buffer), { returns: "AQL/" });
at("text as bytes", (wx) => [...new Uint8Array(wx.base64ToArrayBuffer("AQL/"))], { returns: [1, 2, 255] });
at("what can be used", (wx) => [wx.canIUse("showModal"), wx.canIUse("showToast.object.title"), wx.canIUse("noSuchThing")], { returns: [true, true, false], tells: "MG528|MG507" });
at("after the page is drawn", (wx) => new Promise((resolve) => { wx.nextTick(() => resolve("later")); }), { returns: "later" });
at("an event is told", (wx) => wx.reportAnalytics("opened", { page: 1 }), { returns: undefined, tells: "MG401|MG536" });
at("a log", (wx) => { const log = wx.getRealtimeLogManager(); log.info("a"); return typeof log.error; }, { returns: "function" });

require("./calls_device")({ call, at, frozen: Object.freeze });

module.exports = { calls };
