// Every named recipe, performed against a scripted target.
"use strict";
const bytes = (list) => new Uint8Array(list).buffer;
const chars = (text) => Array.from(text).map((char) => char.charCodeAt(0));

/** A JPEG head with an Exif orientation, little or big endian. */
function jpeg(orientation, little) {
  const two = (value) => (little ? [value & 255, value >> 8] : [value >> 8, value & 255]);
  const four = (value) => (little ? two(value).concat([0, 0]) : [0, 0].concat(two(value)));
  const tiff = chars(little ? "II" : "MM").concat(two(42), four(8), two(2),
    two(256), two(3), four(1), two(9), [0, 0], two(274), two(3), four(1), two(orientation), [0, 0], four(0));
  const body = chars("Exif\0\0").concat(tiff);
  const app0 = [255, 224, 0, 4, 1, 1];
  return bytes([255, 216].concat(app0, [255, 225, 0, body.length + 2], body, [255, 218, 0, 2]));
}

[[jpeg(6, true), "right", "jpeg"], [jpeg(3, false), "down", "jpeg"], [jpeg(99, true), "up", "jpeg"],
  [bytes([255, 216, 255, 219, 0, 4, 0, 0, 255, 218, 0, 2, 0]), "up", "jpeg"],
  [bytes([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 0, 0]), "up", "png"],
  [bytes(chars("GIF89a......")), "up", "gif"], [bytes(chars("RIFF....WEBP")), "up", "unknown"],
  [bytes(chars("not a picture")), "up", "unknown"], [bytes([]), "up", "unknown"], [bytes([255, 216, 255]), "up", "jpeg"]
].forEach((row, at) => add("recipe: orientation and format from bytes " + at, () => {
  const tt = target("tt", {
    getImageInfo: ok({ width: 4, height: 2, path: "ttfile://temp/a.jpg", errMsg: "getImageInfo:ok" }),
    "fs.readFile": ok({ data: row[0], errMsg: "readFile:ok" })
  });
  return runtime("wx>tt").media.getImageInfo({ src: "ttfile://temp/a.jpg" }).then((reply) => {
    same(tt.calls.map((call) => call[0]), ["getImageInfo", "readFile"]);
    same(reply, { width: 4, height: 2, path: "ttfile://temp/a.jpg", orientation: row[1], type: row[2], errMsg: "getImageInfo:ok" });
  });
}));

add("recipe: a file that cannot be read has no orientation, and the call succeeds", () => {
  target("tt", { getImageInfo: ok({ width: 4, height: 2, path: "a" }), "fs.readFile": no({ errno: 203, errMsg: "readFile:fail" }) });
  return runtime("wx>tt").media.getImageInfo({ src: "a" }).then((reply) => same([reply.width, reply.orientation], [4, undefined]));
});

add("recipe: size from the file system", () => {
  const tt = target("tt", {
    getImageInfo: ok({ width: 4, height: 2, path: "p" }), "fs.readFile": ok({ data: jpeg(1, true) }),
    "fs.getFileInfo": ok({ size: 123 })
  });
  return runtime("my>tt").media.getImageInfo({ src: "a" }).then((reply) => {
    same(reply.size, 123);
    same(tt.calls.filter((call) => call[0] === "getFileInfo"), [["getFileInfo", { filePath: "p" }]]);
  });
});

const DIGESTS = {
  md5: "900150983cd24fb0d6963f7d28e17f72", sha1: "a9993e364706816aba3e25717850c26c9cd0d89d",
  sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
};
Object.keys(DIGESTS).forEach((name) => add("recipe: digest " + name, () => {
  target("tt", { "fs.getFileInfo": ok({ size: 3 }), "fs.readFile": ok({ data: bytes(chars("abc")) }) });
  const manager = runtime("wx>tt").media.getFileSystemManager();
  return new Promise((resolve, reject) => manager.getFileInfo({ filePath: "a", digestAlgorithm: name, success: resolve, fail: reject }))
    .then((reply) => same([reply.size, reply.digest], [3, DIGESTS[name]]));
}));

add("recipe: download first", () => {
  const wx = target("wx", {
    downloadFile: ok({ tempFilePath: "wxfile://tmp_1", statusCode: 200 }),
    saveImageToPhotosAlbum: ok({ errMsg: "saveImageToPhotosAlbum:ok" })
  });
  return runtime("my>wx").media.saveImageToPhotosAlbum({ filePath: "https://e.com/a.jpg" }).then(() => {
    same(wx.calls, [["downloadFile", { url: "https://e.com/a.jpg" }], ["saveImageToPhotosAlbum", { filePath: "wxfile://tmp_1" }]]);
  });
});

const PNG = "iVBORw0KGgo=", INLINED = "data:image/png;base64," + PNG;
[["wx>my", { env: { USER_DATA_PATH: "https://usr" } }, "https://usr/"], ["wx>tt", {}, "ttfile://user/"],
  ["my>wx", { env: { USER_DATA_PATH: "wxfile://usr" } }, "wxfile://usr/"]
].forEach((row) => add("recipe: data to file " + row[0], () => {
  const space = row[0].slice(3);
  const there = Object.assign(target(space, { previewImage: ok({}), "fs.writeFile": ok({}) }), row[1]);
  const media = runtime(row[0]).media;
  const jpeg = "data:image/jpeg;base64,/9j/4AA=";
  return new Promise((resolve, reject) => media.previewImage({
    urls: ["https://e.com/a.jpg", INLINED, jpeg, INLINED], current: row[0] === "my>wx" ? 1 : INLINED, success: resolve, fail: reject
  })).then(() => {
    const written = there.calls.filter((call) => call[0] === "writeFile").map((call) => call[1]);
    same(written.map((given) => [given.data, given.encoding]), [[PNG, "base64"], ["/9j/4AA=", "base64"], [PNG, "base64"]].slice(0, written.length));
    const files = written.map((given) => given.filePath);
    files.forEach((file) => yes(file.indexOf(row[2] + "mediaglot") === 0, file));
    yes(/\.png$/.test(files[0]) && /\.jpeg$/.test(files[1]) && files[0] !== files[1], show(files));
    const shown = there.calls.filter((call) => call[0] === "previewImage")[0][1];
    same(shown.urls.slice(0, 3), ["https://e.com/a.jpg", files[0], files[1]]);
    same(shown.current, space === "my" ? 1 : files[0]);
  });
}));

add("recipe: the same bytes are the same file, others another", () => {
  const tt = target("tt", { getImageInfo: ok({ width: 1, height: 1, path: "p" }), "fs.writeFile": ok({}), "fs.readFile": no({}) });
  const media = runtime("wx>tt").media, ask = (src) => media.getImageInfo({ src: src });
  return ask(INLINED).then(() => ask(INLINED)).then(() => ask(INLINED.replace("iV", "iW"))).then(() => {
    const files = tt.calls.filter((call) => call[0] === "writeFile").map((call) => call[1].filePath);
    same(files.length, 3);
    yes(files[0] === files[1] && files[1] !== files[2], show(files));
    same(tt.calls.filter((call) => call[0] === "getImageInfo").map((call) => call[1].src), files);
  });
});

add("recipe: data that cannot be written fails the call", () => {
  const my = Object.assign(target("my", { getImageInfo: ok({}), "fs.writeFile": no({ error: 10028, errorMessage: "full" }) }), { env: { USER_DATA_PATH: "https://usr" } });
  return refused(runtime("wx>my").media.getImageInfo({ src: INLINED })).then((error) => {
    yes(/^getImageInfo:fail/.test(error.errMsg) && error.cause.error === 10028, show(error));
    same(my.calls.map((call) => call[0]), ["writeFile"]);
  });
});

add("recipe: a client without a user directory cannot take data", () => {
  const my = target("my", { getImageInfo: ok({}), "fs.writeFile": ok({}) });
  return refused(runtime("wx>my").media.getImageInfo({ src: INLINED })).then((error) => {
    same([error.errno, my.calls.length], [100, 0]);
  });
});

add("recipe: what is no base64 is passed on", () => {
  const tt = target("tt", { getImageInfo: ok({ width: 1, height: 1, path: "p" }), "fs.readFile": no({}), "fs.writeFile": ok({}) });
  const address = "data:image/svg+xml,%3Csvg/%3E";
  return runtime("wx>tt").media.getImageInfo({ src: address }).then(() =>
    same(tt.calls.slice(0, 1), [["getImageInfo", { src: address }]]));
});

add("recipe: local paths of either vendor are not downloaded", () => {
  const wx = target("wx", { saveImageToPhotosAlbum: ok({}) });
  const media = runtime("my>wx").media;
  return media.saveImageToPhotosAlbum({ filePath: "https://resource/a.image" })
    .then(() => media.saveImageToPhotosAlbum({ filePath: "http://tmp/a.jpg" }))
    .then(() => same(wx.calls.length, 2));
});

add("recipe: a failed download fails the call in its own dialect", () => {
  target("wx", { downloadFile: [ok({ statusCode: 404, tempFilePath: "x" }), no({ errno: 5, errMsg: "downloadFile:fail timeout" })], saveImageToPhotosAlbum: ok({}) });
  const media = runtime("my>wx").media;
  return refused(media.saveImageToPhotosAlbum({ filePath: "https://e.com/a.jpg" }))
    .then((error) => yes(typeof error.error === "number" || error.errorMessage, show(error)))
    .then(() => refused(media.saveImageToPhotosAlbum({ filePath: "https://e.com/a.jpg" })))
    .then((error) => yes(error.cause.errno === 5, show(error)));
});

add("recipe: download with header", () => {
  const my = target("my", { downloadFile: ok({ apFilePath: "https://resource/d.image" }), previewImage: ok() });
  return runtime("tt>my").media.previewImage({ urls: ["https://resource/x.image", "https://e.com/a.jpg"], current: "https://e.com/a.jpg", header: { Referer: "r" } })
    .then(() => {
      same(my.calls[0], ["downloadFile", { url: "https://e.com/a.jpg", header: { Referer: "r" } }]);
      same([my.calls[1][1].urls, my.calls[1][1].current, my.calls[1][1].header],
        [["https://resource/x.image", "https://resource/d.image"], 1, undefined]);
    });
});

add("recipe: one at a time", () => {
  const open = [];
  const my = target("my", {});
  let most = 0;
  my.saveImageToPhotosAlbum = (asked) => {
    open.push(asked);
    most = Math.max(most, open.length);
    ticks(5).then(() => {
      open.shift();
      if (asked.filePath === "b") asked.fail({ error: 17 });
      else asked.success({ success: true });
      asked.complete({});
    });
  };
  const media = runtime("wx>my").media;
  const outcome = ["a", "b", "c"].map((path) => media.saveImageToPhotosAlbum({ filePath: path }).then((reply) => reply.errMsg, (error) => "no " + error.errMsg));
  return Promise.all(outcome).then((told) => {
    same(most, 1);
    yes(told[0] === "saveImageToPhotosAlbum:ok" && told[2] === told[0] && told[1].indexOf("no ") === 0, show(told));
  });
});

add("recipe: fan out, in order", () => {
  const wx = target("wx", { compressImage: (asked) => ok({ tempFilePath: asked.src + "!", errMsg: "compressImage:ok" }) });
  return runtime("my>wx").media.compressImage({ apFilePaths: ["a", "b", "c"], compressLevel: 0 }).then((reply) => {
    same(wx.calls.map((call) => call[1]), ["a", "b", "c"].map((src) => ({ src: src, quality: 30 })));
    same(reply.apFilePaths, ["a!", "b!", "c!"]);
  });
});

add("recipe: fan out ends with the first failure", () => {
  const wx = target("wx", { compressImage: (asked) => (asked.src === "b" ? no({ errno: 1103002, errMsg: "compressImage:fail" }) : ok({ tempFilePath: "x" })) });
  return refused(runtime("my>wx").media.compressImage({ apFilePaths: ["a", "b", "c"] }))
    .then(() => same(wx.calls.length, 2));
});

add("recipe: no compression is no call", () => {
  const wx = target("wx", { compressImage: ok({}) });
  return runtime("my>wx").media.compressImage({ apFilePaths: ["a", "b"], compressLevel: 3 }).then((reply) => {
    same(wx.calls, []);
    same(reply.apFilePaths, ["a", "b"]);
  });
});

add("recipe: save after capture, from the camera alone", () => {
  const picture = ok({ tempFiles: [{ path: "wxfile://a", size: 1 }], tempFilePaths: ["wxfile://a"] });
  const wx = target("wx", { chooseImage: picture, saveImageToPhotosAlbum: ok({}) });
  const media = runtime("tt>wx").media;
  return media.chooseImage({ sourceType: ["camera"], isSaveToAlbum: "1" }).then((reply) => {
    same(reply.tempFilePaths, ["wxfile://a"]);
    same(wx.calls[1], ["saveImageToPhotosAlbum", { filePath: "wxfile://a" }]);
    return media.chooseImage({ sourceType: ["album", "camera"], isSaveToAlbum: "1" });
  }).then(() => same(wx.calls.length, 3));
});

add("recipe: a refused save does not spoil the pick", () => {
  target("wx", {
    chooseImage: ok({ tempFiles: [{ path: "wxfile://a", size: 1 }], tempFilePaths: ["wxfile://a"] }),
    saveImageToPhotosAlbum: no({ errMsg: "saveImageToPhotosAlbum:fail auth deny" })
  });
  return runtime("tt>wx").media.chooseImage({ sourceType: ["camera"], isSaveToAlbum: "1" })
    .then((reply) => same(reply.tempFilePaths, ["wxfile://a"]));
});

add("recipe: resize on a page's canvas", () => {
  const drawn = [];
  const tt = target("tt", {
    getImageInfo: ok({ width: 400, height: 200, path: "a" }), compressImage: ok({}),
    canvasToTempFilePath: ok({ tempFilePath: "ttfile://temp/small.jpg" }),
    createCanvasContext: raw((id) => ({
      drawImage: function () { drawn.push([id].concat(Array.from(arguments))); },
      draw: (keep, done) => done()
    }))
  });
  return runtime("wx>tt").media.compressImage({ src: "a", quality: 60, compressedWidth: 100 }).then((reply) => {
    same(drawn, [["mediaglot", "a", 0, 0, 100, 50]]);
    same(tt.calls[1][1], { canvasId: "mediaglot", width: 100, height: 50, destWidth: 100, destHeight: 50, fileType: "jpg", quality: 0.6 });
    same(reply, { tempFilePath: "ttfile://temp/small.jpg", errMsg: "compressImage:ok" });
  });
});

add("recipe: resize without a canvas is refused, not thrown", () => {
  target("tt", { getImageInfo: ok({ width: 400, height: 200, path: "a" }), compressImage: ok({}) });
  return refused(runtime("wx>tt").media.compressImage({ src: "a", compressedWidth: 100 }))
    .then((error) => same(error.errno, 100));
});

add("recipe: largest sides on an offscreen canvas", () => {
  const wx = target("wx", { getImageInfo: ok({ width: 400, height: 200 }), compressImage: ok({ tempFilePath: "x" }), canvasToTempFilePath: ok({ tempFilePath: "wxfile://small" }) });
  const canvas = { createImage: () => { const image = {}; Object.defineProperty(image, "src", { set() { Promise.resolve().then(image.onload); } }); return image; }, getContext: () => ({ drawImage: () => {} }) };
  wx.createOffscreenCanvas = (options) => { same(options, { type: "2d", width: 50, height: 25 }); return canvas; };
  return runtime("my>wx").media.compressImage({ apFilePaths: ["a"], compressLevel: 1, maxWidth: 50, maxHeight: 100 })
    .then((reply) => same(reply.apFilePaths, ["wxfile://small"]));
});

add("recipe: a video that is too long", () => {
  const video = (duration) => ok({ tempFilePath: "wxfile://v", size: 1, duration: duration });
  target("wx", { chooseVideo: [video(61), video(59)] });
  const media = runtime("tt>wx").media;
  return refused(media.chooseVideo({ maxDuration: 60 })).then((error) => {
    same(error.errno, 1301004);
    return media.chooseVideo({ maxDuration: 60 });
  }).then((reply) => same(reply.tempFilePath, "wxfile://v"));
});

add("recipe: only the suffixes asked for", () => {
  const tt = target("tt", { filePicker: ok({ list: [{ path: "t/1", name: "a.PDF", size: "3" }, { path: "t/2", name: "b.doc", size: 4 }] }) });
  return runtime("wx>tt/ios").media.chooseMessageFile({ count: 2, type: "file", extension: ["pdf"] }).then((reply) => {
    same(tt.calls[0][0], "filePicker");
    same(reply.tempFiles.map((file) => [file.name, file.size]), [["a.PDF", 3]]);
  });
});

add("recipe: keep one kind", () => {
  const file = (name, type) => ({ tempFilePath: name, type: type, size: 1 });
  target("tt", { chooseMedia: [ok({ tempFiles: [file("a", "video"), file("b", "image"), file("c", "video")] }), ok({ tempFiles: [] })] });
  const media = runtime("wx>onekind").media;
  return media.chooseMedia({}).then((reply) => {
    same(reply.tempFiles.map((each) => [each.tempFilePath, each.fileType]), [["a", "video"], ["c", "video"]]);
    same(reply.type, "video");
    return media.chooseMedia({});
  }).then((reply) => same(reply.tempFiles, []));
});

add("recipe: ask before saving", () => {
  const wx = target("wx", {
    showActionSheet: [ok({ tapIndex: 0 }), no({ errMsg: "showActionSheet:fail cancel" })],
    saveImageToPhotosAlbum: ok({}), downloadFile: ok({ tempFilePath: "wxfile://d", statusCode: 200 })
  });
  const media = runtime("my>wx").media;
  return media.saveImage({ url: "https://e.com/a.jpg", showActionSheet: true }).then(() => {
    same(wx.calls.map((call) => call[0]), ["showActionSheet", "downloadFile", "saveImageToPhotosAlbum"]);
    return refused(media.saveImage({ url: "https://e.com/a.jpg", showActionSheet: true }));
  }).then((error) => yes(error.cause.errMsg === "showActionSheet:fail cancel", show(error)));
});
