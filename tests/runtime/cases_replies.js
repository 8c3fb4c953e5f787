// Every reply that Alipay has given, read by the dialects that answer with tempFilePaths.

Object.entries({
  "tempFiles and tempFilePaths": { tempFilePaths: ["p"], tempFiles: [{ path: "p", size: 2 }] },
  "tempFilePaths alone": { tempFilePaths: ["p"] },
  "apFilePaths": { apFilePaths: ["p"] },
  "one object for tempFiles": { apFilePaths: ["p"], tempFiles: { path: "p", size: 2 } },
  "filePaths": { filePaths: ["p"] },
  "a bare apFilePath": { apFilePath: "p" }
}).forEach((item) => ["wx", "tt"].forEach((source) => add(source + " on my: a reply with " + item[0], () => {
  target("my", { chooseImage: ok(item[1]) });
  return runtime(source + ">my").media.chooseImage({ count: 1 }).then((reply) => {
    same(reply.tempFilePaths, ["p"]);
    same(reply.tempFiles, [item[1].tempFiles ? { path: "p", size: 2 } : { path: "p" }]);
    same(Object.keys(reply).sort(), ["errMsg", "tempFilePaths", "tempFiles"]);
  });
})));

// A success with several codes is one where none of them tells of a failure.

Object.entries({
  "0 and 0": [{ errno: 0, errCode: 0 }, true],
  "0 and false": [{ errno: 0, errCode: false }, true],
  "0 and a failure": [{ errno: 0, errCode: -1 }, false],
  "a failure and 0": [{ errno: 103, errCode: 0 }, false],
  "0 and a text of a failure": [{ errno: "0", errCode: "103" }, false],
  "0 and an object": [{ errno: 0, errCode: {} }, false]
}).forEach(([name, [codes, done]]) => add("my on wx: a success with codes " + name, () => {
  const reply = Object.assign({ tempFilePaths: ["p"], errMsg: "chooseImage:ok" }, codes);
  target("wx", { chooseImage: ok(reply) });
  return runtime("my>wx").media.chooseImage({ count: 1 }).then(() => true, () => false)
    .then((it) => same(it, done));
}));
