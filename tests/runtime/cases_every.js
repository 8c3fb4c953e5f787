// Each remaining function of each dialect on each target: what is called, and what comes back.
"use strict";
const done = (name) => ({ errMsg: name + ":ok" });

/** One call: "pair function", options, the target's script, its calls, the reply. */
function turn(title, options, script, calls, reply) {
  const [pair, path] = title.split(" ");
  add(pair.replace(">", " on ") + ": " + path + " " + JSON.stringify(options), () => {
    const there = target(pair.split(">")[1], script);
    const { media } = runtime(pair);
    const managed = path.indexOf("fs.") === 0;
    const call = managed
      ? (given) => new Promise((resolve, reject) =>
        media.getFileSystemManager()[path.slice(3)](Object.assign({ success: resolve, fail: reject }, given)))
      : media[path];
    return call(options).then((found) => {
      same(there.calls, calls, "called");
      same(found, reply, "replied");
    });
  });
}

/** One function that the target cannot do: it fails by name, and canIUse says so. */
function without(title, options, code) {
  const [pair, name] = title.split(" ");
  add(pair.replace(">", " on ") + ": " + name + " has no counterpart", () => {
    const there = target(pair.split(">")[1], { chooseImage: ok({}), previewImage: ok({}) });
    const { media } = runtime(pair);
    return refused(new Promise((resolve, reject) => {
      media[name](Object.assign({ success: resolve, fail: reject }, options));
    })).then((error) => {
      same([error.errno, there.calls], [code, []]);
      yes(error.errMsg.indexOf(name + ":fail") === 0, error.errMsg);
    });
  });
}

["wx>my", "wx>tt"].forEach((pair) => {
  ["editImage", "cropImage", "compressVideo"].forEach((name) => without(pair + " " + name, { src: "a" }, 100));
  without(pair + " previewMedia", { sources: [{ url: "v", type: "video" }] }, 100);
});
without("wx>my chooseMessageFile", { count: 1 }, 100);

// WeChat's dialect -------------------------------------------------------------------------------

turn("wx>my getImageInfo", { src: "a" },
  { getImageInfo: ok({ width: 4, height: 2, path: "https://resource/a.image", orientation: "right", type: "jpg" }) },
  [["getImageInfo", { src: "a" }]],
  { width: 4, height: 2, path: "https://resource/a.image", orientation: "right", type: "jpeg", errMsg: "getImageInfo:ok" });
turn("wx>my getImageInfo", { src: "b" },
  { getImageInfo: ok({ width: 4, height: 2, path: "p", orientation: "lright-mirrored", type: "heic" }) },
  [["getImageInfo", { src: "b" }]],
  { width: 4, height: 2, path: "p", orientation: "right-mirrored", type: "unknown", errMsg: "getImageInfo:ok" });
["my", "tt"].forEach((name) => turn("wx>" + name + " previewMedia",
  { sources: [{ url: "a" }, { url: "b", type: "image" }], current: 1 }, { previewImage: ok({}) },
  [["previewImage", name === "my" ? { urls: ["a", "b"], current: 1, enablesavephoto: true, enableSavePhoto: true } : { urls: ["a", "b"], current: "b" }]],
  done("previewMedia")));
["wx>my", "wx>tt", "my>wx", "my>tt"].forEach((pair) => turn(pair + " saveVideoToPhotosAlbum",
  { filePath: "a.mp4" }, { saveVideoToPhotosAlbum: ok({ errMsg: "saveVideoToPhotosAlbum:ok" }) },
  [["saveVideoToPhotosAlbum", { filePath: "a.mp4" }]],
  pair[0] === "w" ? done("saveVideoToPhotosAlbum") : { success: true }));
turn("wx>my saveFile", { tempFilePath: "t" }, { saveFile: ok({ apFilePath: "https://usr/a" }), "fs.saveFile": ok({ savedFilePath: "https://usr/a" }) },
  [["saveFile", { tempFilePath: "t" }]], Object.assign({ savedFilePath: "https://usr/a" }, done("saveFile")));
turn("wx>my fs.getFileInfo", { filePath: "f" }, { "fs.getFileInfo": ok({ size: 3, digest: "x" }) },
  [["getFileInfo", { filePath: "f" }]], Object.assign({ size: 3, digest: "x" }, done("getFileInfo")));
turn("wx>my getFileInfo", { filePath: "f" }, { getFileInfo: ok({ size: 3, digest: "x" }), "fs.getFileInfo": ok({ size: 3, digest: "x" }) },
  [["getFileInfo", { filePath: "f" }]], Object.assign({ size: 3, digest: "x" }, done("getFileInfo")));
turn("wx>tt chooseMedia", { mediaType: ["mix"], camera: "front" },
  { chooseMedia: ok({ tempFiles: [{ tempFilePath: "a", type: "image", size: 1 }, { tempFilePath: "b", type: "video", size: 2, duration: 3 }] }) },
  [["chooseMedia", { cameraDevice: "front", maxDuration: 10 }]],
  { tempFiles: [{ tempFilePath: "a", fileType: "image", size: 1 }, { tempFilePath: "b", fileType: "video", size: 2, duration: 3 }], type: "mix", errMsg: "chooseMedia:ok" });
turn("wx>tt chooseVideo", { camera: "front", compressed: false },
  { chooseMedia: ok({ tempFiles: [{ tempFilePath: "v", type: "video", size: 2, duration: 3, width: 4, height: 5 }] }) },
  [["chooseMedia", { mediaType: ["video"], count: 1, sizeType: ["original"], cameraDevice: "front" }]],
  { tempFilePath: "v", size: 2, duration: 3, width: 4, height: 5, errMsg: "chooseVideo:ok" });
turn("wx>tt getVideoInfo", { src: "ttfile://temp/v.mp4" }, { getVideoInfo: ok({ duration: 3, size: 9, width: 4, height: 2, type: "video/mp4", path: "p" }) },
  [["getVideoInfo", { src: "ttfile://temp/v.mp4" }]],
  { duration: 3, size: 9, width: 4, height: 2, type: "mp4", errMsg: "getVideoInfo:ok" });
turn("wx>tt saveImageToPhotosAlbum", { filePath: "a.jpg" }, { saveImageToPhotosAlbum: ok({ errMsg: "saveImageToPhotosAlbum:ok" }) },
  [["saveImageToPhotosAlbum", { filePath: "a.jpg" }]], done("saveImageToPhotosAlbum"));
turn("wx>tt chooseMessageFile", { count: 2, type: "all" },
  { filePicker: ok({ list: [{ path: "t/1", name: "a.pdf", size: "3" }] }) },
  [["filePicker", { maxNum: 2 }]],
  { tempFiles: [{ path: "t/1", name: "a.pdf", size: 3, type: "file" }], errMsg: "chooseMessageFile:ok" });
["my", "tt"].forEach((name) => {
  turn("wx>" + name + " fs.saveFile", { tempFilePath: "t", filePath: "u" }, { "fs.saveFile": ok({ savedFilePath: "u" }) },
    [["saveFile", { tempFilePath: "t", filePath: "u" }]], Object.assign({ savedFilePath: "u" }, done("saveFile")));
});
turn("wx>tt saveFile", { tempFilePath: "t" }, { saveFile: ok({ savedFilePath: "ttfile://user/a" }), "fs.saveFile": ok({ savedFilePath: "ttfile://user/a" }) },
  [["saveFile", { tempFilePath: "t" }]], Object.assign({ savedFilePath: "ttfile://user/a" }, done("saveFile")));
turn("wx>tt getFileInfo", { filePath: "f", digestAlgorithm: "md5" },
  { "fs.getFileInfo": ok({ size: 3 }), "fs.readFile": ok({ data: new Uint8Array([97, 98, 99]).buffer }) },
  [["getFileInfo", { filePath: "f" }], ["readFile", { filePath: "f" }]],
  Object.assign({ size: 3, digest: "900150983cd24fb0d6963f7d28e17f72" }, done("getFileInfo")));

// Alipay's dialect -------------------------------------------------------------------------------

turn("my>wx chooseVideo", { camera: "front", compressed: false },
  { chooseMedia: ok({ tempFiles: [{ tempFilePath: "v", fileType: "video", size: 2, duration: 3, width: 4, height: 5, thumbTempFilePath: "t" }], type: "video" }), chooseVideo: ok({}) },
  [["chooseMedia", { mediaType: ["video"], count: 1, sizeType: ["original"], camera: "front", maxDuration: 60 }]],
  { tempFilePath: "v", size: 2, duration: 3, width: 4, height: 5 });
turn("my>tt chooseVideo", {},
  { chooseMedia: ok({ tempFiles: [{ tempFilePath: "v", type: "video", size: 2, duration: 3, width: 4, height: 5 }] }) },
  [["chooseMedia", { mediaType: ["video"], count: 1, sizeType: ["compressed"] }]],
  { tempFilePath: "v", size: 2, duration: 3, width: 4, height: 5 });
turn("my>wx getImageInfo", { src: "a" },
  { getImageInfo: ok({ width: 4, height: 2, path: "wxfile://a", orientation: "left", type: "jpeg" }), "fs.getFileInfo": ok({ size: 9 }) },
  [["getImageInfo", { src: "a" }], ["getFileInfo", { filePath: "wxfile://a" }]],
  { width: 4, height: 2, path: "wxfile://a", orientation: "left", type: "jpg", size: 9 });
turn("my>wx getVideoInfo", { src: "wxfile://v" },
  { getVideoInfo: ok({ duration: 3, size: 9, width: 4, height: 2, type: "mp4", orientation: "right", fps: 25, bitrate: 800 }) },
  [["getVideoInfo", { src: "wxfile://v" }]],
  { duration: 3000, size: 9, width: 4, height: 2, type: "mp4", orientation: 3, fps: 25, bitrate: 800 });
turn("my>tt getVideoInfo", { src: "ttfile://temp/v.mp4" },
  { getVideoInfo: ok({ duration: 3, size: 9, width: 4, height: 2, type: "video/mp4", path: "p" }) },
  [["getVideoInfo", { src: "ttfile://temp/v.mp4" }]],
  { duration: 3000, size: 9, width: 4, height: 2, type: "mp4" });
["wx", "tt"].forEach((name) => {
  turn("my>" + name + " fs.saveFile", { tempFilePath: "t" }, { "fs.saveFile": ok({ savedFilePath: "u" }) },
    [["saveFile", { tempFilePath: "t" }]], { savedFilePath: "u" });
  turn("my>" + name + " saveFile", { apFilePath: "t" }, { "fs.saveFile": ok({ savedFilePath: "u" }), saveFile: ok({ savedFilePath: "u" }) },
    [["saveFile", { tempFilePath: "t" }]], { apFilePath: "u" });
});
["fs.getFileInfo", "getFileInfo"].forEach((path) => {
  const key = path === "getFileInfo" ? "apFilePath" : "filePath";
  turn("my>wx " + path, { [key]: "f" }, { "fs.getFileInfo": ok({ size: 3, digest: "x" }), getFileInfo: ok({ size: 3, digest: "x" }) },
    [["getFileInfo", { filePath: "f" }]], { size: 3, digest: "x" });
  turn("my>tt " + path, { [key]: "f" },
    { "fs.getFileInfo": ok({ size: 3 }), "fs.readFile": ok({ data: new Uint8Array([97, 98, 99]).buffer }) },
    [["getFileInfo", { filePath: "f" }], ["readFile", { filePath: "f" }]],
    { size: 3, digest: "900150983cd24fb0d6963f7d28e17f72" });
});
turn("my>tt compressImage", { apFilePaths: ["a", "b"], compressLevel: 1 },
  { compressImage: (asked) => ok({ tempFilePath: asked.src + "!" }) },
  [["compressImage", { src: "a", quality: 60 }], ["compressImage", { src: "b", quality: 60 }]],
  { apFilePaths: ["a!", "b!"] });
turn("my>tt previewImage", { urls: ["a", "b"], current: 1, enablesavephoto: false }, { previewImage: ok({}) },
  [["previewImage", { urls: ["a", "b"], current: "b", shouldShowSaveOption: false }]], {});
turn("my>tt saveImageToPhotosAlbum", { filePath: "ttfile://temp/a.jpg" }, { saveImageToPhotosAlbum: ok({}) },
  [["saveImageToPhotosAlbum", { filePath: "ttfile://temp/a.jpg" }]], { success: true });
turn("my>tt saveImage", { url: "https://e.com/a.jpg" },
  { downloadFile: ok({ tempFilePath: "ttfile://temp/a.jpg", statusCode: 200 }), saveImageToPhotosAlbum: ok({}) },
  [["downloadFile", { url: "https://e.com/a.jpg" }], ["saveImageToPhotosAlbum", { filePath: "ttfile://temp/a.jpg" }]], {});

// Feishu's dialect -------------------------------------------------------------------------------

turn("tt>wx getVideoInfo", { src: "wxfile://v" }, { getVideoInfo: ok({ duration: 3, size: 9, width: 4, height: 2, type: "mp4", fps: 25 }) },
  [["getVideoInfo", { src: "wxfile://v" }]],
  { duration: 3, size: 9, width: 4, height: 2, type: "video/mp4", path: "wxfile://v", errMsg: "getVideoInfo:ok" });
turn("tt>my getImageInfo", { src: "a" }, { getImageInfo: ok({ width: 4, height: 2, path: "p", orientation: "up", type: "png" }) },
  [["getImageInfo", { src: "a" }]], { width: 4, height: 2, path: "p", errMsg: "getImageInfo:ok" });
["wx", "my"].forEach((name) => turn("tt>" + name + " saveFile", { tempFilePath: "t" },
  { saveFile: ok({ savedFilePath: "u" }), "fs.saveFile": ok({ savedFilePath: "u" }) },
  [["saveFile", { tempFilePath: "t" }]], Object.assign({ savedFilePath: "u" }, done("saveFile"))));
