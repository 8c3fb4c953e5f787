// Two vendors with a global of one name: told apart by what their profiles know them by, or not at all.
"use strict";
const FEISHU = [
  ["a web app, without the function", undefined],
  ["before 3.5.0, without a name", { platform: "android" }],
  ["with an empty name", { appName: "", platform: "ios" }],
  ["by its name", { appName: "Feishu", platform: "android" }],
  ["by Lark's name", { appName: "lark", platform: "ios" }],
  ["by a platform that only it has", { appName: "Something", platform: "windows_nt" }]
];
const OTHERS = [
  ["by its name", { appName: "Douyin", platform: "android" }],
  ["by a host's name, in any case", { appName: "douyin_LITE", platform: "ios" }]
];
const NOBODYS = [
  ["an unknown name", { appName: "Something", platform: "android" }],
  ["names that both know", { appName: "Douyin", platform: "darwin" }],
  ["a function that throws", null],
  ["a function that gives nothing", "nothing"]
];

function shared(info) {
  const script = { chooseImage: ok({ errMsg: "chooseImage:ok", tempFilePaths: ["p"], tempFiles: [{ path: "p", size: 1 }] }) };
  if (info !== undefined) {
    script.getSystemInfoSync = raw(() => {
      if (info === null) throw new Error("no");
      return info === "nothing" ? undefined : info;
    });
  }
  return target("tt", script);
}

const pickMany = (pair, there) => runtime(pair).media.chooseImage({ count: 30 })
  .then(() => there.calls.map((call) => call[1].count), (error) => error);

FEISHU.forEach((row) => ["wx>wx,my,tt", "wx>any"].forEach((pair) => add("detect: " + pair + ", Feishu's tt: " + row[0], () => {
  const there = shared(row[1]);
  return pickMany(pair, there).then((counts) => same(counts[0], 20));
})));

OTHERS.forEach((row) => add("detect: Douyin's tt where its profile is known: " + row[0], () => {
  const there = shared(row[1]);
  return pickMany("wx>any", there).then((counts) => same(counts, [30]))
    .then(() => {
      there.chooseImage = (asked) => asked.fail({ errMsg: "chooseImage:fail cancel" });
      return refused(runtime("wx>any").media.chooseImage({}));
    }).then((error) => same(error.errno, 1));
}));

OTHERS.concat([NOBODYS[0], NOBODYS[2], NOBODYS[3]]).map((row) => ["wx>wx,my,tt", row]).concat(NOBODYS.map((row) => ["wx>any", row]))
  .forEach((row) => add("detect: " + row[0] + ", a tt of nobody known: " + row[1][0], () => {
    const there = shared(row[1][1]);
    const { media, canIUse } = runtime(row[0]);
    yes(!canIUse("chooseImage"), "canIUse");
    return refused(media.chooseImage({ count: 30 })).then((error) => {
      same([error.errno, there.calls], [100, []]);
      yes(/there is no global .*tt of Feishu.* here$/.test(error.errMsg), error.errMsg);
    });
  }));

add("detect: asked once a global, and again of another", () => {
  let asked = 0;
  const info = () => { asked += 1; return { appName: "Feishu" }; };
  const { media } = runtime("wx>wx,my,tt");
  const there = shared({});
  there.getSystemInfoSync = info;
  return media.chooseImage({}).then(() => media.chooseImage({})).then(() => {
    same(asked, 1);
    shared({ appName: "Douyin", platform: "ios" });
    return refused(media.chooseImage({}));
  });
});

add("detect: a runtime for one named client asks nothing", () => {
  shared(null);
  return runtime("wx>tt").media.chooseImage({}).then((reply) => same(reply.tempFilePaths, ["p"]));
});

add("several: held to the vendors wanted", () => {
  const { media } = runtime("tt>wx,my");
  const my = target("my", { chooseImage: ok({ apFilePaths: ["p"] }) });
  return media.chooseImage({}).then((reply) => {
    same([my.calls, reply.tempFilePaths], [[["chooseImage", { count: 9 }]], ["p"]]);
    target("tt", { chooseImage: ok({}) });
    return refused(media.chooseImage({}));
  }).then((error) => yes(/there is no global wx of WeChat or my of Alipay here$/.test(error.errMsg), error.errMsg));
});
