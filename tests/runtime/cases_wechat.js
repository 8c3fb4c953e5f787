// The WeChat dialect on Alipay and on Feishu.
"use strict";
const picked = ok({ tempFilePaths: ["https://resource/a.image"], tempFiles: [{ path: "https://resource/a.image", size: 7 }] });

add("wx on my: count omitted is 9", () => {
  const my = target("my", { chooseImage: picked }, { promises: true });
  return runtime("wx>my").media.chooseImage({}).then((reply) => {
    same(my.calls, [["chooseImage", { count: 9 }]]);
    same(reply, {
      tempFilePaths: ["https://resource/a.image"],
      tempFiles: [{ path: "https://resource/a.image", size: 7 }],
      errMsg: "chooseImage:ok"
    });
  });
});

add("wx on tt: the same default is left out", () => {
  const tt = target("tt", { chooseImage: picked });
  return runtime("wx>tt").media.chooseImage({}).then(() => same(tt.calls, [["chooseImage", {}]]));
});

add("wx on my: what is stated is kept", () => {
  const my = target("my", { chooseImage: picked });
  const asked = { count: 3, sizeType: ["compressed"], sourceType: ["camera"] };
  return runtime("wx>my").media.chooseImage(asked).then(() => same(my.calls, [["chooseImage", asked]]));
});

add("wx on tt: more than the target takes is picked in rounds", () => {
  const pick = (count) => ok({ tempFiles: Array.from({ length: count }, (_, at) => ({ path: "ttfile://temp/" + count + "-" + at, size: 1 })) });
  const tt = target("tt", { chooseImage: [pick(20), pick(5)] });
  return runtime("wx>tt").media.chooseImage({ count: 25 }).then((reply) => {
    same(tt.calls.map((call) => call[1].count), [20, 5]);
    same(reply.tempFilePaths.length, 25);
    same(reply.tempFiles.length, 25);
  });
});

add("wx on tt: rounds end where the user picks fewer, or cancels", () => {
  const file = { path: "ttfile://temp/a", size: 1 };
  const full = ok({ tempFiles: Array.from({ length: 20 }, () => file) });
  const tt = target("tt", { chooseImage: [ok({ tempFiles: [file] }), full, no({ errno: 1300001, errMsg: "chooseImage:fail" })] });
  const media = runtime("wx>tt").media;
  return media.chooseImage({ count: 25 })
    .then((reply) => same(reply.tempFilePaths.length, 1))
    .then(() => media.chooseImage({ count: 25 }))
    .then((reply) => same([reply.tempFilePaths.length, tt.calls.length], [20, 3]));
});

add("wx on my: cancel is fail cancel", () => {
  target("my", { chooseImage: no({ error: 11, errorMessage: "用户取消操作" }) }, { promises: true });
  return refused(runtime("wx>my").media.chooseImage({})).then((error) => {
    same(error, { errno: 1, errMsg: "chooseImage:fail cancel" });
    same(error.cause, { error: 11, errorMessage: "用户取消操作" });
  });
});

add("wx on tt: cancel is fail cancel", () => {
  target("tt", { chooseImage: no({ errno: 1300001, errMsg: "chooseImage:fail" }) });
  return refused(runtime("wx>tt").media.chooseImage({}))
    .then((error) => same(error, { errno: 1, errMsg: "chooseImage:fail cancel" }));
});

add("wx: a denial is no cancel", () => {
  const media = runtime("wx>my").media;
  const denied = (error) => {
    yes(/auth den/.test(error.errMsg), error.errMsg);
    yes(!/cancel/.test(error.errMsg) && error.errno === 103, show(error));
  };
  target("my", { chooseImage: [no({ error: 2001 }), no({ error: 2003 }), no({ error: 2002 })] });
  return refused(media.chooseImage({})).then(denied)
    .then(() => refused(media.chooseImage({}))).then(denied)
    .then(() => refused(media.chooseImage({}))).then(denied)
    .then(() => {
      target("tt", { chooseImage: no({ errno: 107, errMsg: "chooseImage:fail user denied" }) });
      return refused(runtime("wx>tt").media.chooseImage({}));
    }).then(denied);
});

[[undefined, 2], [0, 0], [50, 1], [80, 2], [100, 3]].forEach((row) =>
  add("wx on my: compressImage with quality " + row[0], () => {
    const my = target("my", { compressImage: ok({ apFilePaths: ["https://resource/c.image"] }) });
    const asked = row[0] === undefined ? { src: "a.jpg" } : { src: "a.jpg", quality: row[0] };
    return runtime("wx>my").media.compressImage(asked).then((reply) => {
      same(my.calls, [["compressImage", { apFilePaths: ["a.jpg"], compressLevel: row[1] }]]);
      same(reply, { tempFilePath: "https://resource/c.image", errMsg: "compressImage:ok" });
    });
  }));

[[undefined, {}], [0, { quality: 1 }], [80, {}], [100, { quality: 100 }]].forEach((row) =>
  add("wx on tt: compressImage with quality " + row[0], () => {
    const tt = target("tt", { compressImage: ok({ tempFilePath: "ttfile://temp/c.jpg" }) });
    const asked = row[0] === undefined ? { src: "a.jpg" } : { src: "a.jpg", quality: row[0] };
    return runtime("wx>tt").media.compressImage(asked)
      .then(() => same(tt.calls, [["compressImage", Object.assign({ src: "a.jpg" }, row[1])]]));
  }));

[-1, 101].forEach((quality) => add("wx: compressImage refuses quality " + quality, () => {
  const my = target("my", { compressImage: picked });
  return refused(runtime("wx>my").media.compressImage({ src: "a", quality: quality })).then((error) => {
    same(error.errno, 1103006);
    same(my.calls, []);
  });
}));

[["b", 1], [undefined, undefined], ["zzz", undefined], ["a", undefined]].forEach((row) =>
  add("wx on my: previewImage with current " + row[0], () => {
    const my = target("my", { previewImage: ok() });
    const asked = { urls: ["a", "b", "a"] };
    if (row[0]) asked.current = row[0];
    return runtime("wx>my").media.previewImage(asked).then((reply) => {
      same(my.calls[0][1].current || 0, row[1] || 0);
      same(my.calls[0][1].urls, ["a", "b", "a"]);
      same(reply, { errMsg: "previewImage:ok" });
    });
  }));

add("wx on tt: previewImage keeps its address", () => {
  const tt = target("tt", { previewImage: ok({ errMsg: "previewImage:ok" }) });
  return runtime("wx>tt").media.previewImage({ urls: ["a", "b"], current: "b" })
    .then(() => same(tt.calls, [["previewImage", { urls: ["a", "b"], current: "b" }]]));
});

add("wx on my: chooseMedia of pictures is chooseImage", () => {
  const my = target("my", { chooseImage: picked });
  return runtime("wx>my").media.chooseMedia({ mediaType: ["image"] }).then((reply) => {
    same(my.calls, [["chooseImage", { count: 9 }]]);
    same(reply.tempFiles, [{ tempFilePath: "https://resource/a.image", size: 7, fileType: "image" }]);
    same([reply.type, reply.errMsg], ["image", "chooseMedia:ok"]);
  });
});

add("wx on my: chooseMedia of videos is chooseVideo", () => {
  const my = target("my", { chooseVideo: ok({ tempFilePath: "https://resource/v.video", duration: 4, size: 9, width: 3, height: 2 }) });
  return runtime("wx>my").media.chooseMedia({ mediaType: ["video"], count: 1 }).then((reply) => {
    same(my.calls, [["chooseVideo", { maxDuration: 10 }]]);
    same(reply.type, "video");
    same(reply.tempFiles[0].tempFilePath, "https://resource/v.video");
    same(reply.tempFiles[0].fileType, "video");
  });
});

add("wx on my: chooseMedia of either kind asks with an action sheet", () => {
  const my = target("my", { showActionSheet: ok({ index: 0 }), chooseImage: picked, chooseVideo: picked });
  const found = runtime("wx>my");
  return found.media.chooseMedia().then((reply) => {
    same(my.calls, [["showActionSheet", { items: [found.texts.image, found.texts.video] }], ["chooseImage", { count: 9 }]]);
    same(reply.type, "image");
  });
});

add("wx on my: closing that action sheet is fail cancel", () => {
  target("my", { showActionSheet: ok({ index: -1 }), chooseImage: picked, chooseVideo: picked });
  return heard(runtime("wx>my").media.chooseMedia, {}).then((events) => {
    same(events.map((event) => event[0]), ["fail", "complete"]);
    same(events[0][1].errMsg, "chooseMedia:fail cancel");
  });
});

add("wx on my: cancel of chooseVideo is 10 or 11", () => {
  target("my", { chooseVideo: [no({ error: 10 }), no({ error: 11 })] });
  const media = runtime("wx>my").media;
  return refused(media.chooseVideo()).then((error) => same(error.errMsg, "chooseVideo:fail cancel"))
    .then(() => refused(media.chooseVideo())).then((error) => same(error.errMsg, "chooseVideo:fail cancel"));
});

add("wx on my: what has no counterpart fails, and canIUse says so", () => {
  target("my", { chooseImage: picked });
  const found = runtime("wx>my");
  yes(!found.canIUse("compressVideo") && !found.media.canIUse("editImage"), "canIUse");
  return refused(found.media.compressVideo({ src: "a" })).then((error) => {
    same(error.errno, 100);
    yes(/^compressVideo:fail/.test(error.errMsg), error.errMsg);
  });
});

add("wx on my: an old client without the API", () => {
  target("my", {});
  const found = runtime("wx>my");
  yes(!found.canIUse("chooseImage"), "canIUse");
  return heard(found.media.chooseImage, {}).then((events) => {
    same(events.map((event) => event[0]), ["fail", "complete"]);
    same(events[0][1].errno, 100);
  });
});

add("wx on my: getVideoInfo in seconds and words", () => {
  target("my", { getVideoInfo: ok({ duration: 30000, orientation: 3, size: 12, width: 4, height: 2, type: "flv", fps: 25, bitrate: 800 }) });
  return runtime("wx>my").media.getVideoInfo({ src: "https://resource/a.video" }).then((reply) => {
    same([reply.duration, reply.orientation, reply.size], [30, "right", 12]);
  });
});

add("wx on my: getFileSystemManager().saveFile", () => {
  const my = target("my", { "fs.saveFile": ok({ savedFilePath: "https://usr/a" }), "fs.readFile": ok({ data: "x" }) });
  const manager = runtime("wx>my").media.getFileSystemManager();
  return new Promise((resolve, reject) => manager.saveFile({ tempFilePath: "t", success: resolve, fail: reject }))
    .then((reply) => {
      same(reply, { savedFilePath: "https://usr/a", errMsg: "saveFile:ok" });
      same(my.calls, [["saveFile", { tempFilePath: "t" }]]);
      yes(typeof manager.readFile === "function", "other methods stay");
    });
});
