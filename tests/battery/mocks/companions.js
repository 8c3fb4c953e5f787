"use strict";
/**
 * What stands around the media calls of each client: toast, dialog, menu, storage, settings, transfer,
 * the rest of the file manager. Their outcomes are told in words of no vendor; names and shapes are
 * those of media-families A, F and the vendors' pages.
 */

const { recording } = require("./recording");

const MENU = { image: /图|照|image|photo|picture/i, video: /视频|影|video/i };

const specs = new Map();

/** Options of any type; the same list gives the same object. */
function any(...names) {
  const key = names.join();
  if (!specs.has(key)) specs.set(key, Object.fromEntries(names.map((name) => [name, "any"])));
  return specs.get(key);
}

function companions(world, client) {
  const { id, platform, manager, api, reach, ok, temp, fails, own } = client;
  const my = id === "my";
  const denied = () => fails("save") === "auth_denied";

  /** Which entry of a menu the user taps: the kind of file that is wanted, else the first. */
  const tapped = (items) => {
    const kinds = [MENU.image, MENU.video].map((test) => items.findIndex((item) => test.test(String(item))));
    if (kinds.every((at) => at >= 0)) {
      if (fails("choose") === "cancelled") return -1;
      return kinds[/^(surf|wave)/.test(world.spec.wish[0]) ? 1 : 0];
    }
    return 0;
  };

  const spoken = {
    showLoading: api("showLoading", any("title", "content", "mask", "delay"), () => ok("showLoading")),
    hideLoading: api("hideLoading", any("page"), () => ok("hideLoading")),
    hideToast: api("hideToast", {}, () => ok("hideToast")),
    showToast: api("showToast", any(...(my ? ["content", "type", "duration"] : ["title", "icon", "duration", "mask"])), (o) => {
      world.see("toast", my ? o.content : o.title);
      return ok("showToast");
    }),
    showActionSheet: api("showActionSheet", any(...(my ? ["items", "title", "cancelButtonText"] : ["itemList", "itemColor"])), (o) => {
      const at = tapped(my ? o.items : o.itemList);
      if (my) return { ok: { index: at } };
      return at < 0 ? { fail: "cancelled" } : ok("showActionSheet", { tapIndex: at });
    }),
    navigateTo: api("navigateTo", any("url"), (o) => { world.see("navigate", o.url); return ok("navigateTo"); }),
    openSetting: api("openSetting", any("withSubscriptions"), () => {
      world.see("settings", null);
      return ok("openSetting", { authSetting: settings() });
    }),
    getSetting: api("getSetting", {}, () => ok("getSetting", { authSetting: settings() })),
    uploadFile: task(api("uploadFile", any("url", "filePath", "name", "fileName", "fileType", "formData", "header", "timeout", "hideLoading"), (o) => {
      const found = reach(o.filePath, false);
      if (found.fail) return found;
      if (world.spec.offline) return { fail: "network" };
      if (fails("upload")) return { fail: "network" };
      world.affect("uploaded", found.name);
      return ok("uploadFile", { statusCode: 200, data: "{\"url\":\"https://cdn.example.com/up.jpg\"}" });
    }, "never")),
    downloadFile: task(api("downloadFile", any("url", "header", "timeout", "filePath"), (o) => {
      if (world.spec.offline) return { fail: "network" };
      const path = temp(o.url);
      if (o.header && Object.keys(o.header).length) world.affect("asked with", [o.url, o.header]);
      return ok("downloadFile", my ? { apFilePath: path, tempFilePath: path } : { tempFilePath: path, statusCode: 200 });
    }, my ? "always" : "never")),
    canIUse: (text) => String(text).split(".")[0] in platform,
    getSystemInfoSync: () => ({ platform: "android" }),
    getFileSystemManager: () => ({ ...files(), ...manager }),
  };
  if (my) {
    Object.assign(spoken, {
      alert: api("alert", any("title", "content", "buttonText"), (o) => { world.see("dialog", [o.title, o.content]); return ok("alert"); }),
      confirm: api("confirm", any("title", "content", "confirmButtonText", "cancelButtonText"), (o) => {
        world.see("dialog", [o.title, o.content]);
        return { ok: { confirm: true } };
      }),
      setStorageSync: ({ key, data }) => { world.stored.set(key, data); world.see("store", [key, data]); },
      getStorageSync: ({ key }) => ({ data: world.stored.get(key) ?? null }),
      showAuthGuide: api("showAuthGuide", any("authType"), () => { world.see("settings", null); return { ok: { shown: true } }; }),
    });
  } else {
    Object.assign(spoken, {
      showModal: api("showModal", any("title", "content", "showCancel", "confirmText", "cancelText"), (o) => {
        world.see("dialog", [o.title, o.content]);
        return ok("showModal", { confirm: true, cancel: false });
      }),
      setStorageSync: (key, data) => { world.stored.set(key, data); world.see("store", [key, data]); },
      getStorageSync: (key) => world.stored.get(key) ?? "",
      authorize: api("authorize", any("scope"), () => (denied() ? { fail: "auth_denied" } : ok("authorize"))),
    });
  }

  function settings() {
    return my ? { album: !denied(), camera: true } : { "scope.writePhotosAlbum": !denied() };
  }

  function task(start) {
    return (options) => {
      const promise = start(options);
      const made = { abort() {}, onProgressUpdate() {} };
      return promise ? Object.assign(promise, made) : made;
    };
  }

  /** The rest of the file manager. */
  function files() {
    const read = (path, encoding) => {
      const found = reach(path, false);
      if (found.fail) return found;
      const bytes = world.bytes(found.name);
      if (encoding === "base64") return { ok: { data: `<base64 of ${found.name}>` } };
      return { ok: { data: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) } };
    };
    const write = (path, data) => {
      if (typeof data === "string") { world.put(path, `text ${data.slice(0, 40)}`); return; }
      world.written = world.written || new Map();
      const name = `written ${data.byteLength}`;
      world.written.set(name, new Uint8Array(data));
      world.put(path, name);
    };
    const thrown = (name, kind) => Object.assign(new Error(`${name}:fail`), { kind });
    return {
      readFile: api("readFile", any("filePath", "encoding", "position", "length"), (o) => read(o.filePath, o.encoding), "never"),
      readFileSync: (...given) => {
        const [path, encoding] = my && typeof given[0] === "object" ? [given[0].filePath, given[0].encoding] : given;
        const got = read(path, encoding);
        if (got.fail) throw thrown("readFileSync", got.fail);
        return my ? got.ok : got.ok.data;
      },
      writeFile: api("writeFile", any("filePath", "data", "encoding"), (o) => { write(o.filePath, o.data); return ok("writeFile"); }, "never"),
      unlink: api("unlink", any("filePath"), (o) => {
        const found = reach(o.filePath, false);
        if (found.fail) return found;
        world.files.delete(o.filePath);
        world.affect("deleted", found.name);
        return ok("unlink");
      }, "never"),
      access: api("access", any("path"), (o) => (world.at(o.path, own).missing ? { fail: "not_found" } : ok("access")), "never"),
    };
  }

  return Object.assign(platform, spoken, recording(world, client));
}

module.exports = { companions };
