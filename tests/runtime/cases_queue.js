// Saves to Alipay's album that overlap: one after the other, and none for ever.
"use strict";

/** A target whose saves are answered by hand, and a clock that is moved by hand. */
function album() {
  const own = [root.setTimeout, root.clearTimeout], timers = [];
  root.setTimeout = (task, time) => timers.push({ task: task, time: time });
  root.clearTimeout = (id) => { timers[id - 1] = null; };
  const my = target("my", {}), asked = [], log = [];
  my.saveImageToPhotosAlbum = (given) => { log.push("start " + given.filePath); asked.push(given); };
  const { media } = runtime("wx>my");
  return {
    asked, log, my,
    save: (name, more) => media.saveImageToPhotosAlbum(Object.assign({ filePath: name,
      success: () => { log.push("success " + name); if (more) more(); },
      fail: () => log.push("fail " + name), complete: () => log.push("complete " + name) })),
    pass: (time) => timers.forEach((timer, at) => {
      if (!timer || timer.time > time) return;
      timers[at] = null;
      timer.task();
    }),
    pending: () => timers.filter(Boolean).length,
    end: () => { [root.setTimeout, root.clearTimeout] = own; }
  };
}

/** A case with an album, put away afterwards. */
function queued(name, run) {
  add("queue: " + name, () => {
    const it = album();
    return Promise.resolve(it).then(run).then(it.end, (error) => { it.end(); throw error; });
  });
}

queued("the next starts in complete, not in success", (it) => {
  it.save("a");
  it.save("b");
  same(it.log, ["start a"]);
  it.asked[0].success({ success: true });
  same(it.log, ["start a", "success a", "complete a"]);
  it.asked[0].complete({ success: true });
  same(it.log, ["start a", "success a", "complete a", "start b"]);
  it.asked[1].fail({ error: 17 });
  it.asked[1].complete({ error: 17 });
  same(it.log.slice(4), ["fail b", "complete b"]);
  same(it.pending(), 0);
});

queued("a save that success asks for waits for complete too", (it) => {
  it.save("a", () => it.save("b"));
  it.asked[0].success({});
  same(it.log, ["start a", "success a", "complete a"]);
  it.asked[0].complete({});
  same(it.log, ["start a", "success a", "complete a", "start b"]);
});

queued("without complete the next starts a second after the answer", (it) => {
  it.save("a");
  it.save("b");
  it.asked[0].success({});
  it.pass(999);
  same(it.asked.length, 1);
  it.pass(1000);
  same(it.asked.length, 2);
  it.asked[0].complete({});
  same(it.asked.length, 2);
});

queued("a silent call holds the others up for a minute, and may still answer", (it) => {
  ["a", "b", "c"].forEach((name) => it.save(name));
  it.pass(59999);
  same(it.log, ["start a"]);
  it.pass(60000);
  same(it.log, ["start a", "start b"]);
  it.asked[0].success({});
  it.asked[0].complete({});
  same(it.log, ["start a", "start b", "success a", "complete a"]);
  it.asked[1].success({});
  it.asked[1].complete({});
  same(it.log.slice(4), ["success b", "complete b", "start c"]);
});

queued("a target that throws, or is gone, holds nobody up", (it) => {
  const { saveImageToPhotosAlbum } = it.my;
  it.my.saveImageToPhotosAlbum = () => { throw new Error("native"); };
  it.save("a");
  return ticks(5).then(() => {
    same(it.log, ["fail a", "complete a"]);
    it.save("b");
    it.my.saveImageToPhotosAlbum = saveImageToPhotosAlbum;
    it.pass(1000);
    same(it.log, ["fail a", "complete a", "start b"]);
    it.save("c");
    delete it.my.saveImageToPhotosAlbum;
    it.asked[0].complete({});
    return ticks(5);
  }).then(() => same(it.log.slice(3).sort(), ["complete b", "complete c", "fail c", "success b"]));
});

queued("twenty saves at once, each answered once and in order", (it) => {
  const names = "abcdefghijklmnopqrst".split("");
  names.forEach((name) => it.save(name));
  names.forEach((name, at) => {
    it.asked[at].success({ success: true });
    it.asked[at].complete({ success: true });
  });
  same(it.log, [].concat.apply([], names.map((name) => ["start " + name, "success " + name, "complete " + name])));
});
