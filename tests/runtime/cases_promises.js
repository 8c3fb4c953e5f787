// Every function of every dialect, over targets whose calls misbehave: it ends once, as its own
// vendor would end it, and no promise of the target's is left unhandled.
"use strict";
const everything = {
  src: "a", filePath: "f", apFilePath: "f", tempFilePath: "t", apFilePaths: ["a"], urls: ["https://e.com/a.jpg"], url: "https://e.com/a.jpg",
  sources: [{ url: "https://e.com/a.jpg" }], count: 1, cropScale: "1:1", mediaType: ["image"], list: []
};
const canonical = {
  chooseImage: {}, chooseMedia: { media: ["image"] }, chooseVideo: {}, compressImage: { srcs: ["a"] }, compressVideo: { src: "a" },
  getImageInfo: { src: "a" }, getVideoInfo: { src: "a" }, previewImage: { urls: ["https://e.com/a.jpg"] }, previewMedia: { sources: [{ url: "u", kind: "image" }] },
  saveImageToPhotosAlbum: { file: "f" }, saveVideoToPhotosAlbum: { file: "f" }, editImage: { src: "a" }, cropImage: { src: "a" },
  chooseMessageFile: { count: 1 }, saveFile: { temp_file: "t" }, getFileInfo: { file: "f" }
};

const broken = (namespace) => (namespace === "my" ? { error: 3, errorMessage: "out of order" } : { errMsg: "x:fail out of order" });
const WAYS = {
  "reject": (given, reason) => Promise.reject(reason),
  "fail and reject": (given, reason) => { given.fail(reason); given.complete(reason); return Promise.reject(reason); },
  "fail, then reject": (given, reason) => ticks(2).then(() => { given.fail(reason); given.complete(reason); throw reason; }),
  "reject, then fail": (given, reason) => { ticks(3).then(() => { given.fail(reason); given.complete(reason); }); return Promise.reject(reason); },
  "throw": (given, reason) => { throw reason; },
  "answer and reject": (given, reason) => { given.success({}); given.complete({}); return Promise.reject(reason); },
  "answer, then reject": (given, reason) => ticks(2).then(() => { given.success({}); given.complete({}); throw reason; }),
  "fail and throw": (given, reason) => { given.fail(reason); throw new Error("late"); }
};

/** A namespace that has every function, each of which ends in one way. */
function crowd(namespace, way) {
  const any = (members) => new Proxy(members, {
    has: () => true,
    get: (own, name) => (name in own ? own[name] : typeof name === "string" && name !== "then" && !/^create|Sync$/.test(name)
      ? (given) => WAYS[way](given || {}, broken(namespace)) : undefined)
  });
  ["wx", "my", "tt"].forEach((other) => { delete root[other]; });
  root[namespace] = any({ getFileSystemManager: () => any({}) });
}

["wx>my", "wx>tt", "my>wx", "my>tt", "tt>wx", "tt>my", "canonical>any", "wx>any"].forEach((pair) => {
  const targets = pair.split(">")[1] === "any" ? ["my", "wx"].filter((name) => pair.indexOf(name) < 0) : [pair.split(">")[1]];
  targets.forEach((namespace) => Object.keys(WAYS).forEach((way) => {
    add("promises: " + pair + " over " + namespace + ", calls that " + way, () => {
      crowd(namespace, way);
      const { media } = runtime(pair);
      const manager = media.getFileSystemManager ? media.getFileSystemManager() : {};
      const names = Object.keys(media).filter((name) => !/^(canIUse|getFileSystemManager)$/.test(name));
      const managed = ["saveFile", "getFileInfo"].filter((name) => manager[name]);
      const calls = names.map((name) => [name, media[name]]).concat(managed.map((name) => ["fs." + name, manager[name]]));
      yes(calls.length > 9, "only " + calls.length);
      return Promise.all(calls.map((call) => {
        const options = pair[0] === "c" ? canonical[call[0]] : everything;
        const events = [];
        const given = Object.assign({}, options, {
          success: () => events.push("success"), fail: () => events.push("fail"), complete: () => events.push("complete")
        });
        call[1](given); // beside callbacks, a promise that nobody listens to
        return ticks(40).then(() => {
          if (/answer/.test(way)) events[0] = events[0].replace("success", "fail"); // it may have been one
          same(events, ["fail", "complete"], call[0]);
        });
      }));
    });
  }));
});

// Whether a call returns a promise is its own function's rule.
[["wx>my", "fs.saveFile", [false, false]], ["wx>tt", "fs.getFileInfo", [false, false]], ["wx>my", "cropImage", [false, false]],
  ["wx>tt", "editImage", [false, false]], ["wx>my", "getFileInfo", [true, false]], ["wx>my", "chooseImage", [true, false]],
  ["my>wx", "fs.saveFile", [true, true]], ["my>tt", "chooseImage", [true, true]]
].forEach((row) => add("promises: " + row[0] + " " + row[1] + ", without callbacks and with", () => {
  crowd(row[0].split(">")[1], "fail and reject");
  const { media } = runtime(row[0]);
  const call = row[1].indexOf("fs.") ? media[row[1]] : media.getFileSystemManager()[row[1].slice(3)];
  const returned = [call(everything), call(Object.assign({ fail: () => {} }, everything))];
  returned.forEach((promise) => { if (promise) promise.catch(() => {}); });
  same(returned.map((promise) => !!promise && typeof promise.then === "function"), row[2]);
  return ticks(30);
}));
