// The Feishu dialect on Alipay and on WeChat.
"use strict";
const resource = "https://resource/a.image";
const onAlipay = ok({ tempFilePaths: [resource], tempFiles: [{ path: resource, size: 7 }] });
const onWeChat = ok({ tempFilePaths: ["wxfile://tmp_a.jpg"], tempFiles: [{ path: "wxfile://tmp_a.jpg", size: 7 }], errMsg: "chooseImage:ok" });
const media = (kind, more) => Object.assign({ tempFilePath: "wxfile://tmp_" + kind, size: 7, fileType: kind }, more);
const mediaReply = (files) => ok({ tempFiles: files, type: files[0].fileType, errMsg: "chooseMedia:ok" });

// Defaults and clamps --------------------------------------------------------------------------

add("tt on my: count omitted is 9", () => {
  const my = target("my", { chooseImage: onAlipay }, { promises: true });
  return runtime("tt>my").media.chooseImage({}).then((reply) => {
    same(my.calls, [["chooseImage", { count: 9 }]]);
    same(reply, { tempFilePaths: [resource], tempFiles: [{ path: resource, size: 7 }], errMsg: "chooseImage:ok" });
  });
});

add("tt on wx: the same default is left out", () => {
  const wx = target("wx", { chooseImage: onWeChat });
  return runtime("tt>wx").media.chooseImage({}).then((reply) => {
    same(wx.calls, [["chooseImage", {}]]);
    same(reply.tempFilePaths, ["wxfile://tmp_a.jpg"]);
  });
});

["my", "wx"].forEach((name) => add("tt on " + name + ": what is stated is kept", () => {
  const there = target(name, { chooseImage: name === "my" ? onAlipay : onWeChat });
  const asked = { count: 3, sizeType: ["compressed"], sourceType: ["camera"] };
  return runtime("tt>" + name).media.chooseImage(asked).then(() => same(there.calls, [["chooseImage", asked]]));
}));

add("tt on wx: more than chooseImage takes is asked of chooseMedia", () => {
  const wx = target("wx", { chooseImage: onWeChat, chooseMedia: mediaReply([media("image")]) });
  return runtime("tt>wx").media.chooseImage({ count: 20 }).then((reply) => {
    same(wx.calls.map((call) => [call[0], call[1].count, call[1].mediaType]), [["chooseMedia", 20, ["image"]]]);
    same(reply.tempFilePaths, ["wxfile://tmp_image"]);
    same(reply.tempFiles, [{ path: "wxfile://tmp_image", size: 7 }]);
    same(reply.errMsg, "chooseImage:ok");
  });
});

add("tt on my: up to twenty pictures are asked for", () => {
  const my = target("my", { chooseImage: onAlipay });
  return runtime("tt>my").media.chooseImage({ count: 20 }).then(() => same(my.calls[0][1].count, 20));
});

[[undefined, 60], [30, 30], [1, 3], [100, 60]].forEach((row) =>
  add("tt on wx: chooseMedia with maxDuration " + row[0], () => {
    const wx = target("wx", { chooseMedia: mediaReply([media("video", { duration: 5 })]) });
    const asked = { mediaType: ["video"] };
    if (row[0] !== undefined) asked.maxDuration = row[0];
    return runtime("tt>wx").media.chooseMedia(asked).then(() => same(wx.calls[0][1].maxDuration, row[1]));
  }));

add("tt on my: a front camera and a saved shot", () => {
  const my = target("my", { chooseImage: onAlipay });
  return runtime("tt>my").media.chooseImage({ sourceType: ["camera"], cameraDevice: "front", isSaveToAlbum: "1" })
    .then(() => same(my.calls, [["chooseImage", { count: 9, sourceType: ["camera"], storeToAlbum: true }]]));
});

// Replies ----------------------------------------------------------------------------------------

add("tt on wx: chooseMedia answers with Feishu's fields", () => {
  target("wx", { chooseMedia: mediaReply([media("image"), media("video", { duration: 4, width: 3, height: 2, thumbTempFilePath: "wxfile://t" })]) });
  return runtime("tt>wx").media.chooseMedia({}).then((reply) => {
    same(reply.tempFiles.map((file) => [file.tempFilePath, file.type, file.size, file.duration]),
      [["wxfile://tmp_image", "image", 7, undefined], ["wxfile://tmp_video", "video", 7, 4]]);
    same([reply.type, reply.errMsg], [undefined, "chooseMedia:ok"]);
  });
});

add("tt on my: chooseMedia of pictures is chooseImage", () => {
  const my = target("my", { chooseImage: onAlipay });
  return runtime("tt>my").media.chooseMedia({ mediaType: ["image"], count: 4 }).then((reply) => {
    same(my.calls, [["chooseImage", { count: 4 }]]);
    same(reply, { tempFiles: [{ tempFilePath: resource, size: 7, type: "image" }], errMsg: "chooseMedia:ok" });
  });
});

add("tt on my: chooseMedia of videos is chooseVideo", () => {
  const my = target("my", { chooseVideo: ok({ tempFilePath: "https://resource/v.video", duration: 4, size: 9, width: 3, height: 2 }) });
  return runtime("tt>my").media.chooseMedia({ mediaType: ["video"], count: 1, cameraDevice: "front" }).then((reply) => {
    same(my.calls, [["chooseVideo", { camera: "front" }]]); // a minute is the default of both
    same(reply.tempFiles, [{ tempFilePath: "https://resource/v.video", size: 9, duration: 4, width: 3, height: 2, type: "video" }]);
  });
});

add("tt on my: chooseMedia of either kind asks with an action sheet", () => {
  const my = target("my", { showActionSheet: ok({ index: 1 }), chooseImage: onAlipay, chooseVideo: ok({ tempFilePath: "v" }) });
  return runtime("tt>my").media.chooseMedia().then((reply) => {
    same(my.calls.map((call) => call[0]), ["showActionSheet", "chooseVideo"]);
    same(reply.tempFiles[0].type, "video");
  });
});

add("tt on my: closing that action sheet is a cancel", () => {
  target("my", { showActionSheet: ok({ index: -1 }), chooseImage: onAlipay, chooseVideo: onAlipay });
  return refused(runtime("tt>my").media.chooseMedia({})).then((error) => same(error.errno, 1300001));
});

add("tt on wx: chooseVideo is chooseVideo, and its limit holds for the album too", () => {
  const wx = target("wx", { chooseVideo: ok({ tempFilePath: "wxfile://v", size: 1, duration: 100, errMsg: "chooseVideo:ok" }) });
  return refused(runtime("tt>wx").media.chooseVideo({ maxDuration: 90 })).then((error) => {
    same(error.errno, 1301004);
    same(wx.calls[0][0], "chooseVideo");
  });
});

// Failures ---------------------------------------------------------------------------------------

add("tt on my: cancel is errno 1300001, with Alipay's own error beside it", () => {
  target("my", { chooseImage: no({ error: 11, errorMessage: "用户取消操作" }) }, { promises: true });
  return refused(runtime("tt>my").media.chooseImage({})).then((error) => {
    same(Object.keys(error).sort(), ["errMsg", "errno"]);
    same(error.errno, 1300001);
    yes(/^chooseImage:fail/.test(error.errMsg), error.errMsg);
    same(error.cause, { error: 11, errorMessage: "用户取消操作" });
  });
});

add("tt on wx: cancel is errno 1300001, however WeChat says it", () => {
  const there = runtime("tt>wx").media;
  target("wx", { chooseImage: [no({ errMsg: "chooseImage:fail cancel" }), no({ errno: 1, errMsg: "chooseImage:fail" })] });
  return refused(there.chooseImage({})).then((error) => {
    same(error.errno, 1300001);
    return refused(there.chooseImage({}));
  }).then((error) => same(error.errno, 1300001));
});

add("tt on my: cancel of chooseVideo is errno 1301001, from Android and from iOS", () => {
  target("my", { chooseVideo: [no({ error: 10 }), no({ error: 11 })] });
  const there = runtime("tt>my").media;
  return refused(there.chooseVideo()).then((error) => same(error.errno, 1301001))
    .then(() => refused(there.chooseVideo())).then((error) => same(error.errno, 1301001));
});

add("tt: a denial is no cancel", () => {
  const denied = (error) => {
    same(error.errno, 107);
    yes(!/cancel/.test(error.errMsg), error.errMsg);
  };
  target("my", { chooseImage: [no({ error: 2001 }), no({ error: 2002 }), no({ error: 2003 })] });
  const onMy = runtime("tt>my").media;
  const onWx = runtime("tt>wx").media;
  return refused(onMy.chooseImage({})).then(denied)
    .then(() => refused(onMy.chooseImage({}))).then(denied)
    .then(() => refused(onMy.chooseImage({}))).then(denied)
    .then(() => {
      target("wx", { saveImageToPhotosAlbum: [no({ errno: 103, errMsg: "x" }), no({ errno: 104, errMsg: "x" }),
        no({ errMsg: "saveImageToPhotosAlbum:fail auth deny" }), no({ errMsg: "saveImageToPhotosAlbum:fail:auth denied" })] });
      return refused(onWx.saveImageToPhotosAlbum({ filePath: "a.jpg" })).then(denied);
    })
    .then(() => refused(onWx.saveImageToPhotosAlbum({ filePath: "a.jpg" }))).then(denied)
    .then(() => refused(onWx.saveImageToPhotosAlbum({ filePath: "a.jpg" }))).then(denied)
    .then(() => refused(onWx.saveImageToPhotosAlbum({ filePath: "a.jpg" }))).then(denied);
});

add("tt: WeChat's numbers never pass for Feishu's", () => {
  const there = runtime("tt>wx").media;
  target("wx", { saveImageToPhotosAlbum: [no({ errno: 3, errMsg: "x" }), no({ errno: 1300001, errMsg: "x" })],
    getImageInfo: no({ errno: 1300002, errMsg: "getImageInfo:fail" }), compressImage: no({ errno: 1103005, errMsg: "x" }) });
  return refused(there.saveImageToPhotosAlbum({ filePath: "a" })).then((error) => same(error.errno, 106))
    .then(() => refused(there.saveImageToPhotosAlbum({ filePath: "a" })))
    .then((error) => yes(error.errno !== 1300001, show(error)))
    .then(() => refused(there.getImageInfo({ src: "a" }))).then((error) => same(error.errno, 203))
    .then(() => refused(there.compressImage({ src: "a" }))).then((error) => same(error.errno, 1300003));
});

add("tt on my: Alipay's codes by meaning", () => {
  const there = runtime("tt>my").media;
  target("my", { saveImageToPhotosAlbum: [no({ error: 15 }), no({ error: 16 }), no({ error: 17 }), no({ error: 2 })] });
  const save = () => refused(there.saveImageToPhotosAlbum({ filePath: "a" })).then((error) => error.errno);
  return save().then((errno) => same(errno, 107)).then(save).then((errno) => same(errno, 1300012))
    .then(save).then((errno) => same(errno, 1300012)).then(save).then((errno) => same(errno, 104));
});

// compressImage ----------------------------------------------------------------------------------

[[undefined, 2], [1, 0], [50, 1], [80, 2], [100, 3]].forEach((row) =>
  add("tt on my: compressImage with quality " + row[0], () => {
    const my = target("my", { compressImage: ok({ apFilePaths: ["https://resource/c.image"] }) });
    const asked = row[0] === undefined ? { src: "a.jpg" } : { src: "a.jpg", quality: row[0] };
    return runtime("tt>my").media.compressImage(asked).then((reply) => {
      same(my.calls, [["compressImage", { apFilePaths: ["a.jpg"], compressLevel: row[1] }]]);
      same(reply, { tempFilePath: "https://resource/c.image", errMsg: "compressImage:ok" });
    });
  }));

[[undefined, {}], [1, { quality: 1 }], [80, {}], [100, { quality: 100 }]].forEach((row) =>
  add("tt on wx: compressImage with quality " + row[0], () => {
    const wx = target("wx", { compressImage: ok({ tempFilePath: "wxfile://c", errMsg: "compressImage:ok" }) });
    const asked = row[0] === undefined ? { src: "a.jpg" } : { src: "a.jpg", quality: row[0] };
    return runtime("tt>wx").media.compressImage(asked)
      .then(() => same(wx.calls, [["compressImage", Object.assign({ src: "a.jpg" }, row[1])]]));
  }));

// What Feishu does outside 1 to 100 is not documented; the nearest that the target takes is asked for.
[["my", -1, { compressLevel: 0 }], ["my", 101, { compressLevel: 3 }], ["wx", -1, { quality: 0 }], ["wx", 101, { quality: 100 }]].forEach((row) =>
  add("tt on " + row[0] + ": compressImage with quality " + row[1], () => {
    const there = target(row[0], { compressImage: ok(row[0] === "my" ? { apFilePaths: ["c"] } : { tempFilePath: "c" }) });
    return runtime("tt>" + row[0]).media.compressImage({ src: "a", quality: row[1] }).then((reply) => {
      const sent = Object.assign({}, there.calls[0][1]);
      delete sent.src;
      delete sent.apFilePaths;
      same([sent, reply.tempFilePath], [row[2], "c"]);
    });
  }));

// previewImage -----------------------------------------------------------------------------------

[["b", 1], [undefined, 0], ["zzz", 0], ["a", 0]].forEach((row) =>
  add("tt on my: previewImage with current " + row[0], () => {
    const my = target("my", { previewImage: ok() });
    const asked = { urls: ["a", "b", "a"] };
    if (row[0]) asked.current = row[0];
    return runtime("tt>my").media.previewImage(asked).then((reply) => {
      same(my.calls[0][1].current || 0, row[1]);
      same(my.calls[0][1].urls, ["a", "b", "a"]);
      same(reply, { errMsg: "previewImage:ok" });
    });
  }));

["b", undefined, "zzz"].forEach((current) => add("tt on wx: previewImage keeps current " + current, () => {
  const wx = target("wx", { previewImage: ok({ errMsg: "previewImage:ok" }) });
  const asked = current ? { urls: ["a", "b"], current: current } : { urls: ["a", "b"] };
  return runtime("tt>wx").media.previewImage(asked).then(() => {
    same([wx.calls[0][0], wx.calls[0][1].urls], ["previewImage", ["a", "b"]]);
    yes(current !== "b" || wx.calls[0][1].current === "b", show(wx.calls));
    yes(current !== undefined || wx.calls[0][1].current === undefined, show(wx.calls));
  });
}));

[["my", "enablesavephoto"], ["wx", "showmenu"]].forEach((row) =>
  [[undefined, true], [true, true], [false, false]].forEach((asked) =>
    add("tt on " + row[0] + ": previewImage with shouldShowSaveOption " + asked[0], () => {
      const there = target(row[0], { previewImage: ok({}) });
      const options = { urls: ["a"] };
      if (asked[0] !== undefined) options.shouldShowSaveOption = asked[0];
      return runtime("tt>" + row[0]).media.previewImage(options).then(() => {
        const sent = there.calls[0][1][row[1]];
        same(sent === undefined ? row[0] === "wx" : sent, asked[1]); // WeChat shows it when left out
      });
    })));

// The other functions ----------------------------------------------------------------------------

add("tt on wx: getImageInfo gives what Feishu gives", () => {
  target("wx", { getImageInfo: ok({ width: 4, height: 2, path: "wxfile://a", orientation: "right", type: "jpeg", errMsg: "getImageInfo:ok" }) });
  return runtime("tt>wx").media.getImageInfo({ src: "a" })
    .then((reply) => same([reply.width, reply.height, reply.path, reply.errMsg], [4, 2, "wxfile://a", "getImageInfo:ok"]));
});

add("tt on my: getVideoInfo in seconds and MIME types", () => {
  target("my", { getVideoInfo: ok({ duration: 30000, size: 12, width: 4, height: 2, type: "mp4" }) });
  return runtime("tt>my").media.getVideoInfo({ src: "https://resource/a.video" })
    .then((reply) => same([reply.duration, reply.size, reply.type], [30, 12, "video/mp4"]));
});

[["my", ok({ success: true })], ["wx", ok({ errMsg: "saveVideoToPhotosAlbum:ok" })]].forEach((row) =>
  add("tt on " + row[0] + ": saveVideoToPhotosAlbum", () => {
    const there = target(row[0], { saveVideoToPhotosAlbum: row[1] });
    return runtime("tt>" + row[0]).media.saveVideoToPhotosAlbum({ filePath: "a.mp4" }).then((reply) => {
      same(there.calls, [["saveVideoToPhotosAlbum", { filePath: "a.mp4" }]]);
      same(reply.errMsg, "saveVideoToPhotosAlbum:ok");
    });
  }));

add("tt on wx: filePicker is chooseMessageFile", () => {
  const wx = target("wx", { chooseMessageFile: ok({ tempFiles: [{ path: "wxfile://a", name: "a.pdf", size: 3, type: "file", time: 1 }], errMsg: "chooseMessageFile:ok" }) });
  const there = runtime("tt>wx").media;
  return there.filePicker({ maxNum: 2 }).then((reply) => {
    same([wx.calls[0][0], wx.calls[0][1].count], ["chooseMessageFile", 2]);
    same(reply.list.map((file) => [file.path, file.name, Number(file.size)]), [["wxfile://a", "a.pdf", 3]]);
    same(reply.errMsg, "filePicker:ok");
    return there.filePicker({ isSystem: true, maxNum: 5 });
  }).then(() => same(wx.calls[1][1].count, 1));
});

["my", "wx"].forEach((name) => add("tt on " + name + ": files through getFileSystemManager()", () => {
  const there = target(name, { "fs.saveFile": ok({ savedFilePath: "https://usr/a" }), "fs.getFileInfo": ok({ size: 3, digest: "x" }) });
  const manager = runtime("tt>" + name).media.getFileSystemManager();
  const call = (api, options) => new Promise((resolve, reject) =>
    manager[api](Object.assign({ success: resolve, fail: reject }, options)));
  return call("saveFile", { tempFilePath: "t" }).then((reply) => {
    same(reply, { savedFilePath: "https://usr/a", errMsg: "saveFile:ok" });
    return call("getFileInfo", { filePath: "ttfile://user/a" });
  }).then((reply) => {
    same([reply.size, reply.errMsg], [3, "getFileInfo:ok"]);
    same(there.calls.map((item) => item[0]), ["saveFile", "getFileInfo"]);
  });
}));

// How it is called -------------------------------------------------------------------------------

["my", "wx"].forEach((name) => {
  const reply = name === "my" ? onAlipay : onWeChat;
  const cancelled = name === "my" ? no({ error: 11 }) : no({ errMsg: "chooseImage:fail cancel" });
  const there = (script) => target(name, { chooseImage: script }, { promises: name === "my" });
  const dialect = () => runtime("tt>" + name).media;

  add("tt on " + name + ": callbacks once each, in order", () => {
    there([reply, cancelled]);
    return heard(dialect().chooseImage, {}).then((events) => {
      same(events.map((event) => event[0]), ["success", "complete"]);
      yes(events[0][1] === events[1][1] && events[0][2], "reply or this");
      return heard(dialect().chooseImage, {});
    }).then((events) => {
      same(events.map((event) => event[0]), ["fail", "complete"]);
      same(events[0][1].errno, 1300001);
    });
  });

  add("tt on " + name + ": one options object, used twice and unchanged", () => {
    const found = there(reply);
    const options = Object.freeze({ count: 2, sizeType: Object.freeze(["original"]), mine: Object.freeze({ a: 1 }) });
    const it = dialect();
    return it.chooseImage(options).then(() => it.chooseImage(options)).then(() => {
      same(found.calls[0], found.calls[1]);
      same(found.calls[0][1].mine, { a: 1 });
    });
  });

  add("tt on " + name + ": await and rejection", () => {
    there([reply, cancelled]);
    const it = dialect();
    return (async () => {
      same((await it.chooseImage({})).errMsg, "chooseImage:ok");
      try {
        await it.chooseImage({});
      } catch (error) {
        same(error.errno, 1300001);
        return;
      }
      throw new Error("not rejected");
    })();
  });

  add("tt on " + name + ": no arguments, null, undefined", () => {
    const found = there(reply);
    const it = dialect();
    return Promise.all([it.chooseImage(), it.chooseImage(null), it.chooseImage(undefined)])
      .then(() => same(found.calls.map((call) => call[1]), name === "my" ? [{ count: 9 }, { count: 9 }, { count: 9 }] : [{}, {}, {}]));
  });

  add("tt on " + name + ": promisified by value, and destructured", () => {
    there([reply, cancelled]);
    const { chooseImage, canIUse } = dialect();
    const promisify = (call) => (options) => new Promise((resolve, reject) => {
      call(Object.assign({}, options, { success: resolve, fail: reject }));
    });
    yes(canIUse("chooseImage") && canIUse("chooseImage.object.cameraDevice"), "canIUse");
    return promisify(chooseImage)({ count: 1 }).then((found) => same(found.errMsg, "chooseImage:ok"))
      .then(() => refused(promisify(chooseImage)({}))).then((error) => same(error.errno, 1300001));
  });

  add("tt on " + name + ": an old client without the API", () => {
    target(name, {});
    const it = dialect();
    yes(!it.canIUse("chooseImage"), "canIUse");
    return heard(it.chooseImage, {}).then((events) => {
      same(events.map((event) => event[0]), ["fail", "complete"]);
      same(events[0][1].errno, 103);
    });
  });

  [["count", "3"], ["count", -1], ["sizeType", 5], ["sourceType", {}], ["count", NaN]].forEach((row) =>
    add("tt on " + name + ": " + row[0] + " = " + String(row[1]) + " " + typeof row[1] + " fails as an invalid parameter", () => {
      const found = there(reply);
      const options = {};
      options[row[0]] = row[1];
      return refused(dialect().chooseImage(options)).then((error) => {
        same(error.errno, 104);
        same(found.calls, []);
      });
    }));
});

add("tt on my: what has no counterpart fails, and canIUse says so", () => {
  target("my", { chooseImage: onAlipay });
  const it = runtime("tt>my").media;
  yes(!it.canIUse("filePicker"), "canIUse");
  return refused(it.filePicker({})).then((error) => {
    same(error.errno, 103);
    yes(/^filePicker:fail/.test(error.errMsg), error.errMsg);
  });
});

add("tt on my: overlapping saves wait for each other", () => {
  const my = target("my", {});
  let open = 0, most = 0;
  my.saveImageToPhotosAlbum = (asked) => {
    most = Math.max(most, ++open);
    ticks(5).then(() => { open--; asked.success({ success: true }); asked.complete({}); });
  };
  const it = runtime("tt>my").media;
  return Promise.all(["a", "b", "c"].map((path) => it.saveImageToPhotosAlbum({ filePath: path })))
    .then((replies) => same([most, replies.map((reply) => reply.errMsg)], [1, Array(3).fill("saveImageToPhotosAlbum:ok")]));
});
