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
