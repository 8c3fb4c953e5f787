// The Alipay dialect on WeChat and Feishu, and the Feishu dialect.
"use strict";
const shot = ok({ tempFiles: [{ tempFilePath: "wxfile://tmp_a.jpg", size: 7, fileType: "image" }], type: "image", errMsg: "chooseMedia:ok" });

const old = ok({ tempFilePaths: ["wxfile://tmp_a.jpg"], tempFiles: [{ path: "wxfile://tmp_a.jpg", size: 7 }], errMsg: "chooseImage:ok" });

add("my on wx: count omitted is 1", () => {
  const wx = target("wx", { chooseImage: old });
  return runtime("my>wx").media.chooseImage().then((reply) => {
    same(wx.calls, [["chooseImage", { count: 1 }]]);
    same(reply, { tempFilePaths: ["wxfile://tmp_a.jpg"], tempFiles: [{ path: "wxfile://tmp_a.jpg", size: 7 }],
      apFilePaths: ["wxfile://tmp_a.jpg"] });
  });
});

add("my on wx: more than chooseImage takes is asked of chooseMedia", () => {
  const wx = target("wx", { chooseMedia: shot, chooseImage: old });
  return runtime("my>wx").media.chooseImage({ count: 15 }).then((reply) => {
    same(wx.calls.map((call) => [call[0], call[1].count]), [["chooseMedia", 15]]);
    same(reply.tempFiles, [{ path: "wxfile://tmp_a.jpg", size: 7 }]);
  });
});

add("my on wx: an old client without chooseMedia", () => {
  const wx = target("wx", { chooseImage: old });
  return runtime("my>wx").media.chooseImage({ count: 15 }).then((reply) => {
    same(wx.calls[0][0], "chooseImage");
    same(reply.tempFilePaths, ["wxfile://tmp_a.jpg"]);
  });
});

add("my: older fields are there, enumerable where the client still fills them", () => {
  target("wx", { chooseImage: old });
  return runtime("my>wx").media.chooseImage({}).then((reply) => {
    same(reply.apFilePaths, ["wxfile://tmp_a.jpg"]);
    same(Object.assign({}, reply).apFilePaths, ["wxfile://tmp_a.jpg"]);
    same(reply.filePaths, ["wxfile://tmp_a.jpg"]);
    yes(Object.keys(reply).indexOf("filePaths") < 0, "enumerable");
    yes(JSON.stringify(reply).indexOf("filePaths") < 0, "in JSON");
  });
});

add("my on wx: cancel is error 11", () => {
  target("wx", { chooseImage: no({ errMsg: "chooseImage:fail cancel" }) });
  return refused(runtime("my>wx").media.chooseImage({})).then((error) => same(error.error, 11));
});

add("my on tt: cancel is error 11, denial 2001", () => {
  const media = runtime("my>tt").media;
  target("tt", { chooseImage: [no({ errno: 1300001, errMsg: "x" }), no({ errno: 107, errMsg: "x" })] });
  return refused(media.chooseImage({})).then((error) => same(error.error, 11))
    .then(() => refused(media.chooseImage({}))).then((error) => same(error.error, 2001));
});

add("my on wx: denial is 2001, not cancel", () => {
  target("wx", { chooseImage: no({ errMsg: "chooseImage:fail auth deny" }) });
  return refused(runtime("my>wx").media.chooseImage({})).then((error) => same(error.error, 2001));
});

add("my: a promise beside callbacks, and no stray rejection", () => {
  target("wx", { chooseImage: no({ errMsg: "chooseImage:fail cancel" }) });
  let told;
  const promise = runtime("my>wx").media.chooseImage({ fail: (error) => { told = error; } });
  yes(promise && typeof promise.then === "function", "no promise");
  return ticks(30).then(() => refused(promise)).then((error) => yes(error === told, "not the same error"));
});

[[undefined, undefined], [1, "b"], [9, "c"], [-1, undefined], [0, undefined]].forEach((row) =>
  add("my on wx: previewImage with current " + row[0], () => {
    const wx = target("wx", { previewImage: ok({ errMsg: "previewImage:ok" }) });
    const asked = { urls: ["a", "b", "c"] };
    if (row[0] !== undefined) asked.current = row[0];
    return runtime("my>wx").media.previewImage(asked)
      .then(() => same(wx.calls[0][1].current, row[1]));
  }));

add("my on wx: previewImage opens the second of two equal addresses", () => {
  const wx = target("wx", { previewImage: ok({ errMsg: "previewImage:ok" }) });
  const urls = ["https://e.com/a.jpg", "https://e.com/b.jpg", "https://e.com/a.jpg"];
  return runtime("my>wx").media.previewImage({ urls: urls, current: 2 }).then(() => {
    const sent = wx.calls[0][1];
    same(sent.urls.indexOf(sent.current), 2);
    same(urls[2], "https://e.com/a.jpg", "caller's list changed");
  });
});

[[0, 30], [1, 60], [2, undefined], [4, undefined], [undefined, undefined]].forEach((row) =>
  add("my on wx: compressImage at level " + row[0], () => {
    const wx = target("wx", { compressImage: ok({ tempFilePath: "wxfile://c", errMsg: "compressImage:ok" }) });
    const asked = { apFilePaths: ["a"] };
    if (row[0] !== undefined) asked.compressLevel = row[0];
    return runtime("my>wx").media.compressImage(asked).then((reply) => {
      same(wx.calls[0][1].quality, row[1]);
      same(reply.apFilePaths, ["wxfile://c"]);
    });
  }));

add("my on tt: chooseImage with storeToAlbum", () => {
  const tt = target("tt", { chooseImage: ok({ tempFiles: [{ path: "ttfile://temp/a", size: 1 }], errMsg: "chooseImage:ok" }) });
  return runtime("my>tt").media.chooseImage({ storeToAlbum: true, sourceType: "camera" })
    .then(() => same(tt.calls, [["chooseImage", { count: 1, sourceType: ["camera"], isSaveToAlbum: "1" }]]));
});

add("tt on my: previewImage by address", () => {
  const my = target("my", { previewImage: ok() });
  return runtime("tt>my").media.previewImage({ urls: ["a", "b"], current: "b" })
    .then(() => same(my.calls[0][1].current, 1));
});

add("tt on wx: chooseMedia with its own words", () => {
  const wx = target("wx", { chooseMedia: shot });
  return runtime("tt>wx").media.chooseMedia({ mediaType: ["image"], cameraDevice: "front" }).then((reply) => {
    same(wx.calls[0][1].camera, "front");
    same(reply.tempFiles[0].type, "image");
    same(reply.type, undefined);
  });
});

add("any: the vendor that is there, each by its own rules", () => {
  const media = runtime("wx>any").media;
  const my = target("my", { chooseImage: ok({ apFilePaths: ["p"] }) });
  return media.chooseImage({}).then((reply) => {
    same(my.calls, [["chooseImage", { count: 9 }]]);
    same(reply.tempFilePaths, ["p"]);
    const tt = target("tt", { previewImage: ok({}) });
    return media.previewImage({ urls: ["a", "b"], current: "b" })
      .then(() => same(tt.calls[0][1].current, "b"));
  }).then(() => {
    const options = { count: 2, odd: 1 };
    let given;
    const wx = target("wx", {
      chooseImage: raw((asked) => { given = asked; return "native"; }),
      canIUse: raw((text) => text === "chooseImage")
    });
    same(media.chooseImage(options), "native");
    yes(given === options && wx, "passed on as it is");
    same(["chooseImage", "previewImage"].map(media.canIUse), [true, false]);
  });
});

add("canonical: a dialect of no vendor", () => {
  const my = target("my", { chooseImage: [ok({ apFilePaths: ["p"] }), no({ error: 11 })] });
  const media = runtime("canonical>any").media;
  return media.chooseImage({ count: 2, sources: ["camera"] }).then((reply) => {
    same(my.calls, [["chooseImage", { count: 2, sourceType: ["camera"] }]]);
    same(reply, { images: [{ path: "p" }] });
    return refused(media.chooseImage({}));
  }).then((error) => same([error.api, error.kind, error.code], ["chooseImage", "cancelled", 11]));
});
