"use strict";
/** Feishu's namespace as its pages have it. From companion.tsv and NOTES.md. */

const { checked, answer } = require("./world");
const device = require("./feishu_device");

function make(world) {
  const failed = (name, errno, text) => ({ no: { errMsg: `${name}:fail ${text}`, errno } });

  /** A function with options; whether it returns a promise no page says, so it does not. */
  const fn = (name, spec, act) => (given) => {
    const options = checked(world, name, spec, given);
    const told = options ? act(options, given || {}) : failed(name, 104, "invalid parameter");
    if (told && told.ok) told.ok = { ...told.ok, errMsg: `${name}:ok` };
    answer(given, told);
  };
  const seen = (name, spec, word, ...keys) => fn(name, spec, (o) => {
    world.see(word, ...keys.map((key) => o[key]));
    return { ok: {} };
  });
  const opened = (name, spec, act) => fn(name, spec, (o) => {
    if (!world.page(o.url) || (name !== "switchTab" && name !== "reLaunch" && world.tab(o.url))) return failed(name, 1, "page not found");
    world.see(act, o.url);
    return { ok: {} };
  });
  const thrown = (name, errno, text) => Object.assign(new Error(`${name}:fail ${text}`), { errno, errMsg: `${name}:fail ${text}` });
  const info = () => ({
    platform: world.device.os === "ios" ? "iOS" : "Android", system: "16.0", version: "7.50.0", appName: "Feishu",
    SDKVersion: "3.50.0", brand: "iPhone", model: "iPhone14,5", language: "zh_CN", pixelRatio: 3, screenWidth: 390,
    screenHeight: 844, windowWidth: 390, windowHeight: 753, statusBarHeight: 47, fontSizeSetting: 16,
    safeArea: { left: 0, right: 390, top: 47, bottom: 810, width: 390, height: 763 },
    navigationBarSafeArea: { left: 0, right: 296, top: 47, bottom: 91, width: 296, height: 44 },
  });
  const settings = () => ({ "scope.userLocation": !(world.user.refuses || []).includes("location"), "scope.userInfo": true });
  const task = (start) => (given) => {
    let listener, done = false;
    start({ ...given, complete: (reply) => { done = true; if (given.complete) given.complete(reply); } });
    setImmediate(() => { if (listener) listener({ progress: 50, totalBytesSent: 5, totalBytesExpectedToSend: 10 }); });
    return {
      abort: () => { if (!done) { world.see("aborted"); answer(given, failed("request", 301, "abort")); } },
      onProgressUpdate: (heard) => { listener = heard; },
    };
  };

  const tt = {
    showToast: fn("showToast", { title: "text!", icon: "text", duration: "number", image: "text", mask: "flag" }, (o) => {
      const { icon = "success", duration = 1500 } = o;
      if (!["success", "loading", "none", "error", "info", "warning"].includes(icon)) world.misuse(`showToast: icon ${icon}`);
      world.see("toast", o.title, icon, duration);
      return { ok: {} };
    }),
    hideToast: seen("hideToast", {}, "no toast"),
    showLoading: fn("showLoading", { title: "text!", mask: "flag" }, (o) => {
      world.see("loading", o.title, !!o.mask);
      return { ok: {} };
    }),
    hideLoading: seen("hideLoading", {}, "no loading"),
    showModal: fn("showModal", { title: "text", content: "text", showCancel: "flag", cancelText: "text", confirmText: "text" }, (o) => {
      if (!o.title && !o.content) return failed("showModal", 104, "title and content are empty");
      const confirm = o.confirmText || "OK", cancel = o.cancelText || "Cancel";
      world.see("dialog", o.title || "", o.content || "", o.showCancel === false ? [confirm] : [cancel, confirm]);
      const yes = world.user.taps !== "no";
      return { ok: { confirm: yes, cancel: !yes } };
    }),
    showPrompt: fn("showPrompt", { title: "text", placeholder: "text", maxLength: "number", confirmText: "text", cancelText: "text" }, (o) => {
      world.see("prompt", o.title || "", o.placeholder || "");
      const yes = world.user.taps !== "no";
      return { ok: { confirm: yes, cancel: !yes, inputValue: yes ? world.user.text : "" } };
    }),
    showActionSheet: fn("showActionSheet", { itemList: "texts!" }, (o) => {
      world.see("menu", "", o.itemList);
      if (world.user.taps === "no") return failed("showActionSheet", 1300001, "cancel");
      return { ok: { tapIndex: world.user.taps } };
    }),
    pageScrollTo: fn("pageScrollTo", { scrollTop: "number!", duration: "number" }, (o) => {
      world.see("scroll", o.scrollTop, o.duration === undefined ? 200 : o.duration);
      return { ok: {} };
    }),
    startPullDownRefresh: seen("startPullDownRefresh", {}, "refresh"),
    stopPullDownRefresh: seen("stopPullDownRefresh", {}, "refreshed"),

    getStorageSync: (key) => world.kept.get(key),
    setStorageSync: (key, data) => {
      if (JSON.stringify(data).length > 1024 * 1024) throw thrown("setStorageSync", 1, "over 1 MB");
      world.kept.set(key, data);
    },
    removeStorageSync: (key) => { world.kept.delete(key); },
    clearStorageSync: () => { world.kept.clear(); },
    getStorageInfoSync: () => ({ keys: [...world.kept.keys()], currentSize: 1, limitSize: 10240 }),
    getStorage: fn("getStorage", { key: "text!" }, ({ key }) => (world.kept.has(key) ? { ok: { data: world.kept.get(key) } } : failed("getStorage", 1, "data not found"))),
    setStorage: fn("setStorage", { key: "text!", data: "any" }, ({ key, data }) => { world.kept.set(key, data); return { ok: {} }; }),
    removeStorage: fn("removeStorage", { key: "text!" }, ({ key }) => { world.kept.delete(key); return { ok: {} }; }),
    clearStorage: fn("clearStorage", {}, () => { world.kept.clear(); return { ok: {} }; }),
    getStorageInfo: fn("getStorageInfo", {}, () => ({ ok: { keys: [...world.kept.keys()], currentSize: 1, limitSize: 10240 } })),

    request: task(fn("request", { url: "text!", method: "text", data: "any", header: "object", dataType: "text", responseType: "text", timeout: "number" }, (o) => {
      const { method = "GET", header = {}, dataType = "json", responseType = "text" } = o;
      if (!["GET", "POST", "PUT", "HEAD", "DELETE"].includes(method)) return failed("request", 104, "method");
      world.see("request", method, o.url, o.data, header, o.timeout);
      if (o.url.endsWith("/slow")) return undefined;
      const got = world.fetch(o.url);
      if (!got) return failed("request", 303, "offline");
      let data = got[1];
      if (responseType === "arraybuffer") data = new TextEncoder().encode(data).buffer;
      else if (dataType === "json") { try { data = JSON.parse(data); } catch (error) { /* it stays a text */ } }
      return { ok: { data, statusCode: got[0], header: { "content-type": "text/plain" }, trace: "t" } };
    })),
    uploadFile: task(fn("uploadFile", { url: "text!", filePath: "text!", name: "text!", header: "object", formData: "object" }, (o) => {
      world.see("upload", o.url, o.filePath, o.name, o.formData || {}, o.header || {});
      const got = world.fetch(o.url);
      if (!got) return failed("uploadFile", 303, "offline");
      return { ok: { data: got[1], statusCode: got[0], trace: "t" } };
    })),
    downloadFile: task(fn("downloadFile", { url: "text!", header: "object", filePath: "text" }, (o) => {
      const got = world.fetch(o.url);
      if (!got) return { no: { errMsg: "downloadFile:fail offline", errno: 303, statusCode: "0", tempFilePath: "" } };
      world.see("download", o.url);
      return { ok: { tempFilePath: "ttfile://temp/download.pdf", statusCode: got[0] } };
    })),
    connectSocket: (given) => {
      const o = checked(world, "connectSocket", { url: "text!", header: "object", protocols: "texts" }, given);
      world.see("socket", o.url);
      answer(given, { ok: { errMsg: "connectSocket:ok" } });
      const heard = {};
      setImmediate(() => { if (heard.open) heard.open({}); });
      return {
        send: ({ data, success, fail, complete }) => {
          world.see("sent", typeof data === "string" ? data : [...new Uint8Array(data)]);
          setImmediate(() => { if (heard.message) heard.message({ data: typeof data === "string" ? `echo ${data}` : data }); });
          answer({ success, fail, complete }, { ok: { errMsg: "sendSocketMessage:ok" } });
        },
        close: (more) => { world.see("socket closed"); answer(more, { ok: {} }); },
        onOpen: (listener) => { heard.open = listener; }, onClose: (listener) => { heard.close = listener; },
        onMessage: (listener) => { heard.message = listener; },
      };
    },

    navigateTo: opened("navigateTo", { url: "text!" }, "open"),
    redirectTo: opened("redirectTo", { url: "text!" }, "replace"),
    reLaunch: opened("reLaunch", { url: "text!" }, "restart"),
    switchTab: opened("switchTab", { url: "text!" }, "tab"),
    navigateBack: seen("navigateBack", { delta: "number" }, "back", "delta"),
    openSchema: seen("openSchema", { schema: "text!", external: "flag" }, "schema", "schema"),
    setNavigationBarTitle: seen("setNavigationBarTitle", { title: "text!" }, "title", "title"),
    setTabBarBadge: seen("setTabBarBadge", { index: "number!", text: "text!" }, "badge", "index", "text"),
    removeTabBarBadge: seen("removeTabBarBadge", { index: "number!" }, "no badge", "index"),
    hideTabBar: seen("hideTabBar", { animation: "flag" }, "no tabs"),
    showShareMenu: seen("showShareMenu", {}, "sharing"),
    hideShareMenu: seen("hideShareMenu", {}, "no sharing"),

    getSystemInfoSync: info,
    getSystemInfo: fn("getSystemInfo", {}, () => ({ ok: info() })),
    getLaunchOptionsSync: () => ({ path: "pages/index/index", query: {}, scene: "1000", subScene: "", group_id: "" }),
    getUpdateManager: () => ({ onCheckForUpdate: (heard) => heard({ hasUpdate: true }), onUpdateReady() {}, onUpdateFailed() {}, applyUpdate() {}, triggerCheckUpdate() {} }),
    getNetworkType: fn("getNetworkType", {}, () => ({ ok: { networkType: world.device.network } })),
    onNetworkStatusChange: (heard) => world.on("network", heard),
    setClipboardData: fn("setClipboardData", { data: "text!" }, ({ data }) => { world.copied = data; return { ok: {} }; }),
    getClipboardData: fn("getClipboardData", {}, () => ({ ok: { data: world.copied } })),
    makePhoneCall: seen("makePhoneCall", { phoneNumber: "text!" }, "call", "phoneNumber"),
    scanCode: fn("scanCode", { scanType: "texts", barCodeInput: "flag" }, () => {
      world.see("scan", false);
      if (world.user.taps === "no") return failed("scanCode", 1505002, "cancel");
      return { ok: { result: "https://e.com" } };
    }),
    vibrateShort: seen("vibrateShort", {}, "tremble"),
    vibrateLong: seen("vibrateLong", {}, "tremble long"),
    setKeepScreenOn: seen("setKeepScreenOn", { keepScreenOn: "flag!" }, "awake", "keepScreenOn"),
    getLocation: fn("getLocation", { type: "text", timeout: "number", cacheTimeout: "number", accuracy: "text" }, (o) => {
      world.see("where", o.type || "wgs84");
      if ((world.user.refuses || []).includes("location")) return failed("getLocation", 10200, "auth deny");
      return { ok: { longitude: 120.12, latitude: 30.28, accuracy: 20, verticalAccuracy: 0, horizontalAccuracy: 20, timestamp: 1 } };
    }),
    openLocation: fn("openLocation", { latitude: "number!", longitude: "number!", scale: "number", name: "text", address: "text" }, (o) => {
      world.see("map", o.latitude, o.longitude, o.scale === undefined ? 18 : o.scale);
      return { ok: {} };
    }),
    chooseLocation: fn("chooseLocation", {}, () => (world.user.taps === "no" ? failed("chooseLocation", 1, "cancel")
      : { ok: { name: "Lake", address: "West 1", latitude: "30.2", longitude: "120.1" } })),

    login: fn("login", {}, () => { world.see("login", "auth_base"); return { ok: { code: "c0de" } }; }),
    requestAccess: fn("requestAccess", { scopeList: "texts", state: "text" }, () => { world.see("login", "auth_base"); return { ok: { code: "c0de", state: "" } }; }),
    checkSession: fn("checkSession", {}, () => ({ ok: {} })),
    getSetting: fn("getSetting", {}, () => ({ ok: { authSetting: settings() } })),
    openSetting: fn("openSetting", {}, () => { world.see("settings"); return { ok: { authSetting: settings() } }; }),
    authorize: fn("authorize", { scope: "text!" }, (o) => {
      if (!/^scope\.(userInfo|userLocation|record|clipboard|writePhotosAlbum|bluetooth)$/.test(o.scope)) return failed("authorize", 104, "invalid scope");
      if (o.scope === "scope.userLocation" && (world.user.refuses || []).includes("location")) return failed("authorize", 10200, "auth deny");
      return { ok: {} };
    }),

    openDocument: fn("openDocument", { filePath: "text!", fileType: "text", showMenu: "flag" }, (o) => {
      world.see("document", o.filePath, o.fileType);
      if (o.showMenu !== false) world.see("document menu");
      return { ok: {} };
    }),
    createSelectorQuery: () => {
      const asked = [];
      const add = (given) => { asked.push([typeof given === "function" ? given : null, { width: 10, height: 20, top: 0, left: 0 }]); return query; };
      const query = {
        in: () => query, select: () => ref, selectAll: () => ref, selectViewport: () => ref,
        exec: (done) => { setImmediate(() => {
          asked.forEach(([heard, told]) => heard && heard(told));
          if (done) done(asked.map(([, told]) => told));
        }); },
      };
      const ref = { boundingClientRect: add, scrollOffset: add, fields: (fields, heard) => add(heard) };
      return query;
    },
    createAnimation: (o) => {
      const spec = { duration: "number", timingFunction: "text", delay: "number", transformOrigin: "text" };
      const options = checked(world, "createAnimation", spec, o);
      const steps = [];
      const animation = {
        rotate: () => animation, scale: () => animation,
        step: (more) => { steps.push({ ...options, ...checked(world, "step", spec, more) }); return animation; },
        export: () => ({ steps: steps.map((step) => [step.duration === undefined ? 400 : step.duration, step.timingFunction || "linear"]) }),
      };
      return animation;
    },
    createInnerAudioContext: () => ({ src: "", play() { world.see("play", this.src); }, onEnded() {} }),
  };
  return Object.assign(tt, device.make(world, { fn, seen, failed, thrown }));
}

module.exports = { make };
