"use strict";
/**
 * Alipay's namespace, as documented in 2022 (`typed` false) or as its typings of 2026 have it: those
 * know more functions and fields. From companion.tsv and NOTES.md.
 */

const { checked, answer } = require("./world");
const device = require("./alipay_device");
const { manager } = require("./alipay_files");
const { bytes } = require("./parts");

function make(world, { typed }) {
  const bad = { error: 2, errorMessage: "invalid parameter" };

  /** A function with options: it always returns a promise. */
  const fn = (name, spec, act) => (given) => {
    const options = checked(world, name, spec, given);
    let settle;
    const promise = new Promise((...both) => { settle = both; });
    const told = options ? act(options, given || {}, settle) : { no: bad };
    answer(given, told, settle);
    return promise;
  };
  const seen = (name, spec, word, ...keys) => fn(name, spec, (o) => {
    world.see(word, ...keys.map((key) => o[key]));
    return { ok: {} };
  });
  const colours = typed ? { confirmColor: "text", cancelColor: "text" } : {};
  const opened = (name, spec, act) => fn(name, spec, (o) => {
    if (!world.page(o.url)) return { no: { error: 1, errorMessage: "page not found" } };
    world.see(act, o.url);
    return { ok: {} };
  });
  const info = () => ({
    platform: world.device.os === "ios" ? "iOS" : "Android",
    system: world.device.os === "ios" ? "16.0" : "13", version: "10.3.20", brand: "iPhone", model: "iPhone14,5",
    language: "zh-Hans", pixelRatio: 3, screenWidth: world.device.os === "ios" ? 390 : 1170,
    screenHeight: world.device.os === "ios" ? 844 : 2532, screen: { width: 390, height: 844 }, windowWidth: 390,
    windowHeight: 753, statusBarHeight: 47, titleBarHeight: 44, app: "alipay", storage: "60 GB",
    currentBattery: "80%", fontSizeSetting: 16,
  });
  const settings = () => {
    const { refuses = [] } = world.user;
    return { location: !refuses.includes("location"), camera: true };
  };
  const stored = {
    getStorageSync: ({ key }) => ({ data: world.kept.has(key) ? world.kept.get(key) : null, success: true }),
    setStorageSync: ({ key, data }) => {
      if (JSON.stringify(data).length > 200 * 1024) return { error: 14, errorMessage: "over 200 KB", success: false };
      world.kept.set(key, data);
      return { success: true };
    },
    removeStorageSync: ({ key }) => { world.kept.delete(key); return { success: true }; },
    clearStorageSync: () => { world.kept.clear(); return { success: true }; },
    getStorageInfoSync: () => ({ keys: [...world.kept.keys()], currentSize: 1, limitSize: 10240, success: true }),
  };
  /** What answers at once takes one object. */
  const atOnce = (name, spec) => (...given) => {
    if (given.length > 1) world.misuse(`${name}: ${given.length} arguments`);
    if (Object.keys(spec).length && typeof given[0] !== "object") world.misuse(`${name}: ${typeof given[0]} for an object`);
    const options = checked(world, name, spec, given[0]);
    return options ? stored[name](options) : { ...bad, success: false };
  };

  const request = fn("request", {
    url: "text!", method: "text", data: "any", headers: "object", timeout: "number", dataType: "text",
    enableCookie: "flag", ...(typed ? { header: "object" } : {}),
  }, (o) => {
    const { method = "GET", headers = o.header || {}, timeout = 30000, dataType = typed ? "json_or_text" : "json" } = o;
    if (Object.values(headers).some((value) => typeof value !== "string")) return { no: bad };
    if (timeout < 0 || timeout > 60000) return { no: bad };
    if (!["json", "text", "base64", "arraybuffer", ...(typed ? ["json_or_text"] : [])].includes(dataType)) return { no: bad };
    world.see("request", method, o.url, o.data, headers, timeout);
    if (o.url.endsWith("/slow")) return undefined;
    const got = world.fetch(o.url);
    if (!got) return { no: { error: 12, errorMessage: "network error" } };
    const [status, body] = got, header = { "content-type": "text/plain" };
    const read = () => {
      if (dataType === "arraybuffer") return new TextEncoder().encode(body).buffer;
      if (dataType === "text") return body;
      return JSON.parse(body);
    };
    let data = body;
    try {
      data = read();
    } catch (error) {
      if (dataType === "json" && status < 400) {
        return { no: { error: 14, errorMessage: "parse error", data: body, headers: header, status: 13 } };
      }
    }
    const reply = { data, status, headers: header, ...(typed ? { statusCode: status, header } : {}) };
    return status < 400 ? { ok: reply } : { no: { error: 19, errorMessage: "http status error", ...reply } };
  });

  const progress = (listener) => listener && listener({ progress: 50, totalBytesWritten: 5, totalBytesExpectedToWrite: 10 });
  const transfer = (start) => (given) => {
    const promise = start(given);
    let listener;
    setImmediate(() => progress(listener));
    return Object.assign(promise, {
      abort: () => world.see("aborted"),
      onProgressUpdate: (heard) => { listener = heard; },
      offProgressUpdate: () => { listener = null; },
    });
  };

  const my = {
    SDKVersion: "2.8.5",
    env: { USER_DATA_PATH: "user:" },
    canIUse: (text) => String(text).split(".")[0] in my,

    showToast: fn("showToast", { content: "text", type: "text", duration: "number" }, (o) => {
      const { content = "", type = "none", duration = 3000 } = o;
      if (!["none", "success", "fail", "exception", ...(typed ? ["loading"] : [])].includes(type)) world.misuse(`showToast: type ${type}`);
      world.see("toast", content, { fail: "error" }[type] || type, duration);
      return { ok: {} };
    }),
    hideToast: seen("hideToast", {}, "no toast"),
    showLoading: fn("showLoading", { content: "text", delay: "number", mask: "flag" }, (o) => {
      world.see("loading", o.content || "", o.mask === undefined ? true : o.mask);
      return { ok: {} };
    }),
    hideLoading: seen("hideLoading", { page: "any" }, "no loading"),
    alert: fn("alert", { title: "text", content: "text", buttonText: "text", ...(typed ? { confirmColor: "text" } : {}) }, (o) => {
      world.see("dialog", o.title || "", o.content || "", [o.buttonText || "确定"]);
      return { ok: {} };
    }),
    confirm: fn("confirm", { title: "text", content: "text", confirmButtonText: "text", cancelButtonText: "text", ...colours }, (o) => {
      world.see("dialog", o.title || "", o.content || "", [o.cancelButtonText || "取消", o.confirmButtonText || "确定"]);
      return { ok: { confirm: world.user.taps !== "no" } };
    }),
    prompt: fn("prompt", { title: "text", message: "text", placeholder: "text", align: "text", okButtonText: "text", cancelButtonText: "text", confirmColor: "text", cancelColor: "text" }, (o) => {
      world.see("prompt", o.title || "", o.placeholder || "");
      const ok = world.user.taps !== "no";
      return { ok: ok ? { ok, inputValue: world.user.text } : { ok } };
    }),
    showActionSheet: fn("showActionSheet", { title: "text", items: "texts!", cancelButtonText: "text", destructiveBtnIndex: "number", badges: "object" }, (o) => {
      world.see("menu", o.title || "", o.items);
      return { ok: { index: world.user.taps === "no" ? -1 : world.user.taps } };
    }),
    pageScrollTo: fn("pageScrollTo", { scrollTop: "number", duration: "number", selector: "text", offsetTop: "number" }, (o) => {
      world.see("scroll", o.selector || o.scrollTop, o.duration || 0);
      return { ok: {} };
    }),
    stopPullDownRefresh: seen("stopPullDownRefresh", {}, "refreshed"),

    getStorageSync: atOnce("getStorageSync", { key: "text!" }),
    setStorageSync: atOnce("setStorageSync", { key: "text!", data: "any" }),
    removeStorageSync: atOnce("removeStorageSync", { key: "text!" }),
    clearStorageSync: atOnce("clearStorageSync", {}),
    getStorageInfoSync: atOnce("getStorageInfoSync", {}),
    getStorage: fn("getStorage", { key: "text!" }, ({ key }) => ({ ok: { data: world.kept.has(key) ? world.kept.get(key) : null } })),
    setStorage: fn("setStorage", { key: "text!", data: "any" }, ({ key, data }) => { world.kept.set(key, data); return { ok: {} }; }),
    removeStorage: fn("removeStorage", { key: "text!" }, ({ key }) => { world.kept.delete(key); return { ok: {} }; }),
    clearStorage: fn("clearStorage", {}, () => { world.kept.clear(); return { ok: {} }; }),
    getStorageInfo: fn("getStorageInfo", {}, () => ({ ok: { keys: [...world.kept.keys()], currentSize: 1, limitSize: 10240 } })),

    request: (given) => {
      let fail;
      const promise = request(given);
      if (!typed) return promise;
      return Object.assign(promise, {
        abort: () => { if (given.fail) given.fail({ error: 9, errorMessage: "request:fail abort" }); },
      });
    },
    uploadFile: transfer(fn("uploadFile", {
      url: "text!", filePath: "text!", name: "text", fileName: "text", fileType: "text", hideLoading: "flag",
      header: "object", formData: "object", timeout: "number",
    }, (o) => {
      if (o.hideLoading !== true) world.see("loading", "", true);
      if (!(o.name || o.fileName)) return { no: bad };
      world.see("upload", o.url, o.filePath, o.name || o.fileName, o.formData || {}, o.header || {});
      const got = world.fetch(o.url);
      if (!got) return { no: { error: 12, errorMessage: "upload failed" } };
      return { ok: { data: got[1], statusCode: got[0], header: {} } };
    })),
    downloadFile: transfer(fn("downloadFile", { url: "text!", header: "object", filePath: "text", timeout: "number" }, (o) => {
      const got = world.fetch(o.url);
      if (!got || got[0] >= 400) return { no: { error: 12, errorMessage: "download failed" } };
      world.see("download", o.url);
      const path = "https://resource/download.pdf";
      return { ok: { apFilePath: path, ...(typed ? { tempFilePath: path, statusCode: got[0], header: {} } : {}) } };
    })),
    connectSocket: (given) => {
      const o = checked(world, "connectSocket", { url: "text!", header: "object", protocols: "texts", data: "any", multiple: "flag" }, given);
      world.see("socket", o.url);
      answer(given, { ok: {} });
      if (!o.multiple) return Promise.resolve({});
      const heard = {};
      const task = { send: ({ data, isBuffer = false, success, fail, complete }) => {
        if (typeof data !== "string") world.misuse(`send: ${typeof data}`);
        world.see("sent", isBuffer ? bytes(data) : data);
        const told = { data: isBuffer ? data : `echo ${data}`, isBuffer };
        setImmediate(() => { if (heard.message) heard.message(typed ? { data: { socketTaskID: 1, ...told } } : told); });
        answer({ success, fail, complete }, { ok: {} });
      }, close: (more) => { world.see("socket closed"); answer(more, { ok: {} }); } };
      ["Open", "Message", "Close", "Error"].forEach((event) => {
        task[`on${event}`] = (listener) => { heard[event.toLowerCase()] = listener; };
        task[`off${event}`] = () => { delete heard[event.toLowerCase()]; };
      });
      setImmediate(() => { if (heard.open) heard.open({}); });
      return task;
    },

    navigateTo: opened("navigateTo", { url: "text!", events: "object" }, "open"),
    redirectTo: opened("redirectTo", { url: "text!" }, "replace"),
    reLaunch: opened("reLaunch", { url: "text!" }, "restart"),
    switchTab: opened("switchTab", { url: "text!" }, "tab"),
    navigateBack: seen("navigateBack", { delta: "number" }, "back", "delta"),
    navigateToMiniProgram: seen("navigateToMiniProgram", { appId: "text!", path: "text", query: "object", extraData: "object", envVersion: "text" }, "program", "appId", "path"),
    setNavigationBar: fn("setNavigationBar", { title: "text", image: "text", backgroundColor: "text", frontColor: "text", borderBottomColor: "text", reset: "flag" }, (o) => {
      if (o.title !== undefined) world.see("title", o.title);
      if (o.backgroundColor) world.see("bar", o.frontColor, o.backgroundColor);
      return { ok: {} };
    }),
    showNavigationBarLoading: seen("showNavigationBarLoading", {}, "bar loading"),
    hideNavigationBarLoading: seen("hideNavigationBarLoading", {}, "bar loaded"),
    hideBackHome: seen("hideBackHome", {}, "no home button"),
    setTabBarBadge: seen("setTabBarBadge", { index: "number!", text: "text!" }, "badge", "index", "text"),
    removeTabBarBadge: seen("removeTabBarBadge", { index: "number!" }, "no badge", "index"),
    hideTabBar: seen("hideTabBar", { animation: "flag" }, "no tabs"),
    setBackgroundColor: seen("setBackgroundColor", { backgroundColor: "text", backgroundColorTop: "text", backgroundColorBottom: "text" }, "background", "backgroundColor"),
    hideShareMenu: seen("hideShareMenu", {}, "no sharing"),

    getSystemInfoSync: info,
    getSystemInfo: fn("getSystemInfo", {}, () => ({ ok: info() })),
    getMenuButtonBoundingClientRect: () => ({ width: 87, height: 32, top: 51, right: 383, bottom: 83, left: 296 }),
    getAccountInfoSync: () => ({ miniProgram: { appId: "2021", envVersion: "gray", version: "1.0.0" } }),
    getLaunchOptionsSync: () => ({ path: "pages/index/index", scene: "1000" }),
    getUpdateManager: () => ({ onCheckForUpdate: (heard) => heard({ hasUpdate: true }), onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {} }),
    getNetworkType: fn("getNetworkType", {}, () => ({ ok: { networkAvailable: true, networkType: world.device.network.toUpperCase() } })),
    onNetworkStatusChange: (heard) => world.on("network", heard),
    offNetworkStatusChange: (heard) => world.off("network", heard),
    onAppShow: (heard) => world.on("show", heard),
    offAppShow: (heard) => world.off("show", heard),
    setClipboard: fn("setClipboard", { text: "text!" }, ({ text }) => { world.copied = text; return { ok: {} }; }),
    getClipboard: fn("getClipboard", {}, () => ({ ok: { text: world.copied } })),
    makePhoneCall: seen("makePhoneCall", { number: "text!" }, "call", "number"),
    scan: fn("scan", { scanType: "texts|text", hideAlbum: "flag", type: "text", ...(typed ? { onlyFromCamera: "flag" } : {}) }, (o) => {
      world.see("scan", !!(o.hideAlbum || o.onlyFromCamera));
      if (world.user.taps === "no") return { no: { error: 10, errorMessage: "cancelled" } };
      return { ok: { code: "https://e.com", result: "https://e.com", qrCode: "https://e.com" } };
    }),
    vibrateShort: seen("vibrateShort", {}, "tremble"),
    vibrateLong: seen("vibrateLong", {}, "tremble long"),
    setKeepScreenOn: seen("setKeepScreenOn", { keepScreenOn: "flag!" }, "awake", "keepScreenOn"),
    getLocation: fn("getLocation", { type: "number", cacheTimeout: "number", ...(typed ? { highAccuracyExpireTime: "number", isHighAccuracy: "flag" } : {}) }, () => {
      if ((world.user.refuses || []).includes("location")) return { no: { error: 2001, errorMessage: "refused" } };
      return { ok: { longitude: "120.12", latitude: "30.28", accuracy: "20.0", horizontalAccuracy: "20.0" } };
    }),
    openLocation: fn("openLocation", { longitude: "number|text!", latitude: "number|text!", name: "text!", address: "text!", scale: "number" }, (o) => {
      if (!o.name || !o.address) return { no: bad };
      world.see("map", +o.latitude, +o.longitude, o.scale === undefined ? 15 : o.scale);
      return { ok: {} };
    }),
    chooseLocation: fn("chooseLocation", { latitude: "number", longitude: "number" }, () => (world.user.taps === "no"
      ? { no: { errorCode: 11, errorMessage: "cancelled" } }
      : { ok: { name: "Lake", address: "West 1", latitude: 30.2, longitude: 120.1, provinceName: "Z", cityName: "H" } })),

    getAuthCode: fn("getAuthCode", { scopes: "text|texts" }, (o) => {
      world.see("login", String(o.scopes || "auth_base"));
      return { ok: { authCode: "c0de" } };
    }),
    getSetting: fn("getSetting", {}, () => ({ ok: { authSetting: settings() } })),
    openSetting: fn("openSetting", {}, () => { world.see("settings"); return { ok: { authSetting: settings() } }; }),
    getAddress: fn("getAddress", {}, () => (world.user.taps === "no" ? { ok: { resultStatus: "6001", result: "" } } : { ok: { resultStatus: "9000", result: {
      fullname: "Ann", mobilePhone: "1380000", prov: "Z", city: "H", area: "X", street: "", country: "", address: "ZHX Lake 1" } } })),
    requestSubscribeMessage: fn("requestSubscribeMessage", { entityIds: "texts!" }, ({ entityIds }) => (world.user.taps === "no"
      ? { no: { behavior: "cancel", errorCode: 11, errorMessage: "cancelled" } }
      : { ok: { behavior: "subscribe", show: true, keep: false, ...Object.fromEntries(entityIds.map((id) => [id, "accept"])) } })),
    tradePay: fn("tradePay", { tradeNO: "text", orderStr: "text" }, () => ({ ok: { resultCode: "9000" } })),

    openDocument: fn("openDocument", { filePath: "text!", fileType: "text!", showMenu: "flag" }, (o) => {
      world.see("document", o.filePath, o.fileType);
      return { ok: {} };
    }),
    getFileSystemManager: () => manager(world, fn),
    createSelectorQuery: () => {
      const asked = [];
      const add = (what) => (...given) => { if (typeof given[0] === "function") world.misuse(`${what} takes no callback`); asked.push({ width: 10, height: 20, top: 0, left: 0 }); return query; };
      const query = {
        select: () => query, selectAll: () => query, selectViewport: () => query,
        boundingClientRect: add("boundingClientRect"), scrollOffset: add("scrollOffset"), fields: (fields) => { asked.push({ id: "x" }); return query; },
        exec: (done) => { setImmediate(() => done && done(asked.slice())); return query; },
        ...(typed ? { in: () => query } : {}),
      };
      return query;
    },
    createAnimation: (o) => {
      const options = checked(world, "createAnimation", { duration: "number", timeFunction: "text", delay: "number", transformOrigin: "text" }, o);
      const steps = [];
      const animation = {
        rotate: () => animation, scale: () => animation,
        step: (more) => { steps.push({ ...options, ...checked(world, "step", { duration: "number", timeFunction: "text", delay: "number", transformOrigin: "text" }, more) }); return animation; },
        export: () => ({ steps: steps.map((step) => [step.duration === undefined ? 400 : step.duration, step.timeFunction || "linear"]) }),
      };
      return animation;
    },
    arrayBufferToBase64: (buffer) => Buffer.from(buffer).toString("base64"),
    base64ToArrayBuffer: (text) => Uint8Array.from(Buffer.from(text, "base64")).buffer,
    createInnerAudioContext: () => ({ src: "", play() { world.see("play", this.src); }, onEnded() {} }),
  };
  if (typed) {
    Object.assign(my, {
      showModal: fn("showModal", { title: "text", content: "text", showCancel: "flag", cancelText: "text", cancelColor: "text", confirmText: "text", confirmColor: "text", editable: "flag", placeholderText: "text" }, (o) => {
        const buttons = o.showCancel === false ? [o.confirmText || "确定"] : [o.cancelText || "取消", o.confirmText || "确定"];
        world.see(...(o.editable ? ["prompt", o.title || "", o.placeholderText || ""] : ["dialog", o.title || "", o.content || "", buttons]));
        const confirm = world.user.taps !== "no";
        return { ok: o.editable && confirm ? { confirm, content: world.user.text } : { confirm } };
      }),
      setNavigationBarTitle: seen("setNavigationBarTitle", { title: "text!" }, "title", "title"),
      setNavigationBarColor: seen("setNavigationBarColor", { frontColor: "text!", backgroundColor: "text!", animation: "object" }, "bar", "frontColor", "backgroundColor"),
      getWindowInfo: () => ({ pixelRatio: 3, screenWidth: 390, screenHeight: 844, windowWidth: 390, windowHeight: 753, statusBarHeight: 47, safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 }, screenTop: 91 }),
      getAppBaseInfo: () => ({ SDKVersion: "2.8.5", language: "zh-Hans", version: "10.3.20" }),
      showShareMenu: seen("showShareMenu", {}, "sharing"),
    });
  }
  return Object.assign(my, device.make(world, { fn, seen, typed }));
}

module.exports = { make };
