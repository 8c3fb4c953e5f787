// Clients without the function that is called first: the profile's other functions for the same.
"use strict";
const image = { errMsg: "chooseImage:ok", tempFilePaths: ["p"], tempFiles: [{ path: "p", size: 7 }] };
const chosenMedia = { errMsg: "chooseMedia:ok", tempFiles: [{ tempFilePath: "p", size: 7, fileType: "image" }], type: "image" };
const clip = { errMsg: "chooseVideo:ok", tempFilePath: "v", size: 7, duration: 3, width: 4, height: 2 };

/** One call where only the functions of `script` are there: what is called, and the reply. */
function older(title, options, script, calls, reply) {
  const [pair, path] = title.split(" ");
  add("older: " + title + " " + JSON.stringify(options), () => {
    const there = target(pair.split(">")[1].split("/")[0], script);
    const { media, canIUse } = runtime(pair);
    const managed = path.indexOf("fs.") === 0;
    if (!managed) yes(canIUse(path), "canIUse");
    const holder = managed ? media.getFileSystemManager() : media;
    return new Promise((resolve, reject) => {
      holder[path.replace("fs.", "")](Object.assign({ success: resolve, fail: reject }, options));
    }).then((found) => {
      same(there.calls, calls, "called");
      same(found, reply, "replied");
    });
  });
}

["wx>my", "tt>my"].forEach((pair) => {
  older(pair + " saveImageToPhotosAlbum", { filePath: "https://e.com/a.jpg" }, { saveImage: ok({}) },
    [["saveImage", { url: "https://e.com/a.jpg" }]], { errMsg: "saveImageToPhotosAlbum:ok" });
  older(pair + " fs.saveFile", { tempFilePath: "t" }, { saveFile: ok({ apFilePath: "s" }) },
    [["saveFile", { apFilePath: "t" }]], { savedFilePath: "s", errMsg: "saveFile:ok" });
  older(pair + " fs.getFileInfo", { filePath: "t" }, { getFileInfo: ok({ size: 7 }) },
    [["getFileInfo", { apFilePath: "t" }]], { size: 7, errMsg: "getFileInfo:ok" });
});
older("wx>my getFileInfo", { filePath: "t", digestAlgorithm: "sha1" }, { getFileInfo: ok({ size: 7, digest: "d" }) },
  [["getFileInfo", { apFilePath: "t", digestAlgorithm: "sha1" }]], { size: 7, digest: "d", errMsg: "getFileInfo:ok" });
["my>wx fs.getFileInfo", "tt>wx fs.getFileInfo"].forEach((title) => older(title, { filePath: "t" },
  { getFileInfo: ok({ size: 7, errMsg: "getFileInfo:ok" }) },
  [["getFileInfo", { filePath: "t" }]],
  title[0] === "m" ? { size: 7 } : { size: 7, errMsg: "getFileInfo:ok" }));
["wx>tt", "my>tt", "my>wx", "tt>wx"].forEach((pair) => older(pair + " fs.saveFile", { tempFilePath: "t" },
  { saveFile: ok({ savedFilePath: "s", errMsg: "saveFile:ok" }) }, [["saveFile", { tempFilePath: "t" }]],
  pair[0] === "m" ? { savedFilePath: "s" } : { savedFilePath: "s", errMsg: "saveFile:ok" }));

older("my>wx chooseImage", { count: 2 }, { chooseMedia: ok(chosenMedia) },
  [["chooseMedia", { mediaType: ["image"], count: 2 }]], { tempFilePaths: ["p"], apFilePaths: ["p"], tempFiles: [{ path: "p", size: 7 }] });
older("tt>wx chooseMedia", { mediaType: ["image"], count: 2 }, { chooseImage: ok(image) },
  [["chooseImage", { count: 2 }]], { tempFiles: [{ tempFilePath: "p", size: 7, type: "image" }], errMsg: "chooseMedia:ok" });
older("tt>wx chooseMedia", { mediaType: ["video"] }, { chooseVideo: ok(clip) }, [["chooseVideo", {}]],
  { tempFiles: [{ tempFilePath: "v", size: 7, type: "video", duration: 3, width: 4, height: 2 }], errMsg: "chooseMedia:ok" });
older("wx>tt chooseMedia", { mediaType: ["image"] }, { chooseImage: ok(image) }, [["chooseImage", {}]],
  { tempFiles: [{ tempFilePath: "p", size: 7, fileType: "image" }], type: "image", errMsg: "chooseMedia:ok" });

add("older: the first that is there is called, and only that", () => {
  const my = target("my", { saveImage: ok({}), saveImageToPhotosAlbum: ok({}) });
  return runtime("wx>my").media.saveImageToPhotosAlbum({ filePath: "f" })
    .then(() => same(my.calls, [["saveImageToPhotosAlbum", { filePath: "f" }]]));
});

add("older: where none is there, the call fails as unsupported", () => {
  target("my", { chooseImage: ok({}) });
  const { media, canIUse } = runtime("wx>my");
  yes(!canIUse("saveImageToPhotosAlbum"), "canIUse");
  return refused(media.saveImageToPhotosAlbum({ filePath: "f" })).then((error) => same(error.errno, 100));
});

add("older: the older function's own failures", () => {
  target("my", { saveImage: no({ error: 2001 }) });
  return refused(runtime("tt>my").media.saveImageToPhotosAlbum({ filePath: "f" })).then((error) => same(error.errno, 107));
});

// No global, or one of nobody known.
["wx>my", "canonical>any", "wx>any"].forEach((pair) => add("nobody: " + pair + " without any global", () => {
  ["wx", "my", "tt"].forEach((name) => { delete root[name]; });
  return refused(runtime(pair).media.chooseImage({})).then((error) => {
    const message = error.errMsg || error.message;
    yes(/there is no global .*here$/.test(message), message);
    ["my of Alipay"].concat(pair === "wx>my" ? [] : ["tt of Feishu", "wx of WeChat"])
      .forEach((name) => yes(message.indexOf(name) > 0, message));
    yes(message.indexOf(" has no ") < 0, message);
    if (pair[0] === "c") same([error.kind, error.vendor], ["api_unsupported", undefined]);
    else same(error.errno, 100);
  });
}));
