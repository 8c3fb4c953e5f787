// Functions of every form in the whole namespace: at once, factories, listeners, tasks, what passes.
"use strict";
const thrown = (run) => {
  try {
    return ["returned", run()];
  } catch (error) {
    return ["threw", error];
  }
};

/** What is told on the console meanwhile. */
function warnings(run) {
  const before = globalThis.console, told = [];
  globalThis.console = { warn: (text) => told.push(text) };
  try {
    run();
  } finally {
    globalThis.console = before;
  }
  return told;
}

/** A storage that answers as Alipay's does: an object, and failures returned. */
function stored(values) {
  const calls = [];
  const at = (name, act) => raw((...given) => { calls.push([name, ...given]); return act(given[0] || {}); });
  return {
    calls: calls,
    getStorageSync: at("getStorageSync", ({ key }) => ({ data: key in values ? values[key] : null, success: true })),
    setStorageSync: at("setStorageSync", ({ key, data }) => {
      if (key === "full") return { error: 14, errorMessage: "too much", success: false };
      values[key] = data;
      return { success: true };
    }),
    removeStorageSync: at("removeStorageSync", ({ key }) => { delete values[key]; return { success: true }; }),
    clearStorageSync: at("clearStorageSync", () => ({ success: true })),
    getStorageInfoSync: at("getStorageInfoSync", () => ({ keys: Object.keys(values), currentSize: 1, limitSize: 10240 }))
  };
}

add("forms: options that were arguments before they were an object", () => {
  const made = [];
  target("my", { createOffscreenCanvas: raw((...given) => { made.push(given); return { width: given[0] }; }) });
  const { wx } = runtime("whole wx>my");
  same(wx.createOffscreenCanvas(300, 150).width, 300);
  wx.createOffscreenCanvas({ type: "2d", width: 30, height: 15 });
  wx.createOffscreenCanvas(3, 5, {});
  wx.createOffscreenCanvas();
  same(made, [[300, 150], [30, 15], [3, 5], []]);
  same(thrown(() => wx.createOffscreenCanvas("wide", 5))[0], "threw");
});

add("forms: a function that takes nothing does not look at what it is given", () => {
  const my = stored({ name: "Ann" });
  target("my", my);
  const { wx } = runtime("whole wx>my");
  for (const given of ["k", 5, true, [1], () => {}]) {
    same(wx.getStorageInfoSync(given).keys, ["name"]);
    same(wx.clearStorageSync(given), undefined);
  }
  ["a", "b"].forEach(wx.clearStorageSync);
  same(my.calls.filter((call) => call[0] === "clearStorageSync").length, 7);
  same(thrown(() => wx.getStorageSync(5))[0], "threw");
});

add("forms: at once, arguments for an object, one field of the reply", () => {
  const my = stored({ name: "Ann", list: [1, 2], none: null, zero: 0 });
  target("my", my);
  const { wx, media } = runtime("whole wx>my");
  yes(wx === media, "two names for one");
  same(wx.getStorageSync("name"), "Ann");
  same(wx.getStorageSync("list"), [1, 2]);
  same(wx.getStorageSync("zero"), 0);
  same(wx.getStorageSync("nowhere"), "");
  same(wx.getStorageSync("none"), "");
  same(wx.setStorageSync("k", { deep: [1] }), undefined);
  same(wx.getStorageSync("k"), { deep: [1] });
  same(wx.removeStorageSync("k"), undefined);
  same(wx.getStorageSync("k"), "");
  same(wx.getStorageInfoSync().keys, ["name", "list", "none", "zero"]);
  same(wx.clearStorageSync(), undefined);
  same(my.calls[0], ["getStorageSync", { key: "name" }]);
  same(my.calls.filter((call) => call[0] === "setStorageSync"), [["setStorageSync", { key: "k", data: { deep: [1] } }]]);
});

add("forms: at once, what was returned as a failure is thrown", () => {
  target("my", stored({}));
  const { wx } = runtime("whole wx>my");
  const [how, error] = thrown(() => wx.setStorageSync("full", "x"));
  same(how, "threw");
  yes(error instanceof Error, "no Error");
  same(error.message, "setStorageSync:fail too much");
  same(error.errMsg, error.message);
  same(error.cause.error, 14);
  yes(Object.keys(error).indexOf("cause") < 0, "cause is enumerable");
});

add("forms: at once, a wrong type and a function that is not there", () => {
  target("my", {});
  const { wx } = runtime("whole wx>my");
  const [how, error] = thrown(() => wx.getStorageSync("k"));
  same([how, error.errMsg], ["threw", "getStorageSync:fail Alipay has no getStorageSync"]);
  target("my", stored({}));
  const [then, wrong] = thrown(() => wx.getStorageSync(7));
  same([then, wrong instanceof Error], ["threw", true]);
});

add("forms: at once, an exception of the target's", () => {
  target("tt", { getStorageSync: raw(() => { throw new Error("broken"); }) });
  const [how, error] = thrown(() => runtime("whole wx>tt").wx.getStorageSync("k"));
  same([how, error.message], ["threw", "getStorageSync:fail broken"]);
});

add("forms: at once, what is stored is no failure, whatever it says", () => {
  const odd = { errCode: 5, errMsg: "fail", error: 11, success: false };
  target("tt", { getStorageSync: raw(() => odd) });
  same(runtime("whole wx>tt").wx.getStorageSync("k"), odd);
  target("my", { getStorageSync: raw(() => ({ data: odd })) });
  same(runtime("whole wx>my").wx.getStorageSync("k"), odd);
});

add("forms: at once, an object for arguments, failures returned", () => {
  const kept = { a: 1 }, calls = [];
  target("wx", {
    getStorageSync: raw((key) => { calls.push(key); return key in kept ? kept[key] : ""; }),
    setStorageSync: raw((key, data) => {
      if (key === "full") throw new Error("setStorageSync:fail exceed storage max size");
      kept[key] = data;
    })
  });
  const { my } = runtime("whole my>wx");
  same(my.getStorageSync({ key: "a" }).data, 1);
  same(my.setStorageSync({ key: "b", data: 2 }).success, true);
  same(kept.b, 2);
  const [how, failure] = thrown(() => my.setStorageSync({ key: "full", data: 2 }));
  same(how, "returned");
  yes(typeof failure.error === "number" || typeof failure.errorMessage === "string", "no failure");
  same(calls, ["a"]);
});

add("forms: at once on an object", () => {
  const calls = [];
  const manager = {
    state: 1,
    readFileSync: (...given) => { calls.push(given); return { data: "text" }; },
    accessSync: () => ({ error: 10022, errorMessage: "no such file" }),
    unlisted() { return this.state; }
  };
  target("my", { getFileSystemManager: raw(() => manager) });
  const fs = runtime("whole wx>my").wx.getFileSystemManager();
  same(fs.readFileSync("https://usr/a", "utf8"), "text");
  same(calls, [["https://usr/a", "utf8"]]);
  same(thrown(() => fs.accessSync("https://usr/b"))[0], "threw");
  same(fs.unlisted(), 1);
});

add("forms: a listener hears the dialect's words, and its end is found again", () => {
  const heard = [], native = new Set();
  target("my", {
    onNetworkStatusChange: raw((listener) => { native.add(listener); }),
    offNetworkStatusChange: raw((listener) => { if (listener) native.delete(listener); else native.clear(); })
  });
  const { wx } = runtime("whole wx>my");
  const one = (told) => heard.push(["one", told]), two = (told) => heard.push(["two", told]);
  const fire = () => native.forEach((listener) => listener({ isConnected: true, networkType: "WIFI" }));
  wx.onNetworkStatusChange(one);
  wx.onNetworkStatusChange(two);
  fire();
  same(heard.map((row) => row[0]), ["one", "two"]);
  same(heard[0][1].isConnected, true);
  wx.offNetworkStatusChange(one);
  fire();
  same(heard.map((row) => row[0]), ["one", "two", "two"]);
  wx.offNetworkStatusChange();
  fire();
  same(heard.length, 3);
  same(native.size, 0);
  wx.offNetworkStatusChange(() => {});
});

add("forms: a listener where the target cannot end one", () => {
  const heard = [], native = [];
  target("tt", { onNetworkStatusChange: raw((listener) => { native.push(listener); }) });
  const { wx } = runtime("whole wx>tt");
  const one = () => heard.push(1);
  wx.onNetworkStatusChange(one);
  native.forEach((listener) => listener({}));
  wx.offNetworkStatusChange(one);
  native.forEach((listener) => listener({}));
  same(heard, [1]);
});

add("forms: a listener of what never happens there", () => {
  target("tt", {});
  const { wx } = runtime("whole wx>tt");
  const told = warnings(() => {
    same(wx.onAppShow(() => {}), undefined);
    same(wx.onAppShow(() => {}), undefined);
    same(wx.offAppShow(), undefined);
  });
  same(told, ["Feishu has no onAppShow"]);
});

add("forms: what is heard of on tasks, and what needs no listener, is not told as missing", () => {
  target("tt", { connectSocket: raw(() => ({ onOpen() {} })) });
  const { wx } = runtime("whole wx>tt");
  same(warnings(() => { wx.onSocketOpen(() => {}); wx.onNeedPrivacyAuthorization(() => {}); }), []);
});

add("forms: an object's event that the target has not is told, wherever that is found out", () => {
  const recorder = { onStop() {} };
  target("tt", { getRecorderManager: raw(() => recorder) });
  ["whole wx>tt", "whole wx>any"].forEach((pair) => {
    const mine = runtime(pair).wx.getRecorderManager();
    const told = warnings(() => { mine.onInterruptionBegin(() => {}); mine.onStop(() => {}); });
    same(told, ["Feishu has no onInterruptionBegin"]);
  });
});

add("forms: what gives an object says so where there is no global", () => {
  target("qq", {});
  const { wx } = runtime("whole wx>wx,my");
  const [how, error] = thrown(() => wx.getRecorderManager());
  same([how, error.message], ["threw", "there is no global wx of WeChat or my of Alipay here"]);
});

add("forms: a factory gives the target's object", () => {
  const made = { onCheckForUpdate() {}, applyUpdate() {} };
  target("my", { getUpdateManager: raw(() => made) });
  yes(runtime("whole wx>my").wx.getUpdateManager() === made, "another object");
});

/** An object whose functions are its class's: nothing of its own is to be seen. */
class Drawing {
  setFillStyle() { return this; }
  draw() { return "drawn"; }
}

add("forms: a factory gives the target's object, though all it has is its class's", () => {
  const made = new Drawing();
  target("my", { createCanvasContext: raw(() => made) });
  const context = runtime("whole wx>my").wx.createCanvasContext("c");
  yes(context === made, "another object");
  same(context.draw(), "drawn");
  target("tt", { createCanvasContext: raw(() => made) });
  yes(runtime("whole wx>tt").wx.createCanvasContext("c") === made, "another object");
});

const unheard = (failing) => {
  const listeners = [];
  return { src: "", play() { if (this.src === "a.mp3") listeners.forEach((listener) => listener(failing)); }, onError: (listener) => { listeners.push(listener); } };
};

add("forms: a sound's errors are the source's, where the sound alone is asked for", () => {
  const heard = [];
  const played = (pair, name, failing) => {
    target(pair.slice(-2), { createInnerAudioContext: raw(() => unheard(failing)) });
    const sound = runtime("sound " + pair)[name].createInnerAudioContext();
    sound.src = "a.mp3";
    sound.onError((error) => heard.push([error.errno || error.errCode, Object.keys(error).indexOf("data"), error.data && error.data.errCode]));
    sound.play();
  };
  played("wx>tt", "wx", { errno: 1303102, errString: "failed" });
  played("wx>my", "wx", { data: { errCode: 10003, errMsg: "failed" } });
  played("my>tt", "my", { errno: 1303101, errString: "failed" });
  played("tt>wx", "tt", { errCode: 10002, errMsg: "failed" });
  same(heard, [[10002, -1, undefined], [10003, -1, undefined], [10003, -1, 10003], [1303102, -1, undefined]]); // my nests it, too
});

add("forms: a task is there at once, and is the target's", () => {
  const told = [], answers = [];
  target("my", {
    request: raw((options) => {
      answers.push(options);
      return { abort: () => { told.push("abort"); options.fail({ error: 9, errorMessage: "abort" }); } };
    })
  });
  const { wx } = runtime("whole wx>my");
  const events = [];
  const task = wx.request({ url: "https://a.example", success: () => events.push("success"), fail: () => events.push("fail"), complete: () => events.push("complete") });
  same(typeof task.abort, "function");
  same(typeof task.onHeadersReceived, "function");
  task.onHeadersReceived(() => {});
  task.abort();
  return ticks(5).then(() => {
    same(told, ["abort"]);
    same(events, ["fail", "complete"]);
  });
});

add("forms: what a task has is there however it is asked for, and knows its listeners", () => {
  let native = [], aborted = 0;
  target("my", {
    uploadFile: raw(() => ({
      abort: () => { aborted += 1; },
      onProgressUpdate: (listener) => native.push(listener),
      offProgressUpdate: (listener) => { native = native.filter((one) => one !== listener); }
    }))
  });
  const { wx } = runtime("whole wx>my"), heard = [], hears = (told) => heard.push(told.progress);
  const task = wx.uploadFile({ url: "https://a.example", filePath: "a", name: "f", success() {} });
  const { abort, onProgressUpdate, offProgressUpdate } = task;
  yes("abort" in task, "a task without its functions");
  onProgressUpdate(hears);
  native.forEach((listener) => listener({ progress: 5 }));
  offProgressUpdate(hears);
  same(native.length, 0);
  abort();
  same(aborted, 1);
  same(heard, [5]);
  const promised = wx.uploadFile({ url: "https://a.example", filePath: "a", name: "f" });
  yes(!promised.then || promised instanceof Promise, "another promise");
});

add("forms: a success that is a failure, and the other way", () => {
  const sheet = { itemList: ["a", "b"] };
  target("my", { showActionSheet: ok({ index: -1 }) });
  return refused(runtime("whole wx>my").wx.showActionSheet(sheet)).then((error) => {
    same(error.errMsg, "showActionSheet:fail cancel");
    target("my", { showActionSheet: ok({ index: 1 }) });
    return runtime("whole wx>my").wx.showActionSheet(sheet);
  }).then((reply) => {
    same(reply.tapIndex, 1);
    target("wx", { showActionSheet: no({ errMsg: "showActionSheet:fail cancel" }) });
    return runtime("whole my>wx").my.showActionSheet({ items: ["a", "b"] });
  }).then((reply) => same(reply.index, -1));
});

add("namespace: what the dialect does not know is the target's own", () => {
  const my = target("my", { brandNew: raw((given) => ["new", given]) });
  const { wx } = runtime("whole wx>my");
  same(wx.brandNew(1), ["new", 1]);
  same(wx.isNowhere, undefined);
  same("brandNew" in wx, true);
  same("isNowhere" in wx, false);
  my.later = 5;
  same(wx.later, 5);
});

add("namespace: its functions are its own members", () => {
  target("my", {});
  const { wx } = runtime("whole wx>my");
  const copy = Object.assign({}, wx);
  yes(["showToast", "request", "getStorageSync", "chooseImage"].every((name) => copy[name] === wx[name]), "not all");
  const listed = [];
  for (const name in wx) listed.push(name);
  yes(listed.indexOf("showToast") >= 0 && listed.indexOf("canIUse") >= 0, "not listed");
});

add("namespace: loaded before its target is there", () => {
  ["wx", "my", "tt"].forEach((name) => { delete root[name]; });
  const { wx } = runtime("whole wx>my");
  same(wx.brandNew, undefined);
  target("my", { brandNew: raw(() => 1), hideLoading: ok({}) });
  same(wx.brandNew(), 1);
  return wx.hideLoading().then((reply) => same(reply, { errMsg: "hideLoading:ok" }));
});

add("namespace: the user's directory", () => {
  target("my", { env: raw(() => {}) });
  root.my.env = { USER_DATA_PATH: "https://usr", clientName: "x" };
  same(runtime("whole wx>my").wx.env.USER_DATA_PATH, "https://usr");
  target("tt", {});
  same(runtime("whole wx>tt").wx.env.USER_DATA_PATH, "ttfile://user");
  same(runtime("whole wx>any").wx.env.USER_DATA_PATH, "ttfile://user");
});

add("namespace: canIUse knows the functions of every form", () => {
  target("my", Object.assign(stored({}), { showToast: ok({}), request: ok({}), onNetworkStatusChange: ok({}), canIUse: raw((text) => text === "lottie") }));
  const { canIUse } = runtime("whole wx>my");
  same(canIUse("getStorageSync"), true);
  same(canIUse("showToast.object.title"), true);
  same(canIUse("showToast.object.nothing"), false);
  same(canIUse("request.return.abort"), true);
  same(canIUse("onNetworkStatusChange"), true);
  same(canIUse("hideLoading"), false);
  same(canIUse("lottie"), true);
  same(canIUse("view"), false);
});

add("namespace: on the dialect's own vendor everything passes", () => {
  const seen = [];
  target("wx", {
    getStorageSync: raw((key) => { seen.push(key); return 7; }),
    showToast: raw((options) => { seen.push(options.title); return "own"; }),
    env: raw(() => {})
  });
  root.wx.env = { USER_DATA_PATH: "wxfile://usr" };
  ["whole wx>wx,my", "whole wx>any"].forEach((pair) => {
    seen.length = 0;
    const { wx } = runtime(pair);
    same(wx.getStorageSync("k"), 7);
    same(wx.showToast({ title: "t" }), "own");
    same(wx.env.USER_DATA_PATH, "wxfile://usr");
    same(seen, ["k", "t"]);
  });
});
