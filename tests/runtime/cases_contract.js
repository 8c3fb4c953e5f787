// Callbacks, promises, and what must never happen.
"use strict";
const one = ok({ apFilePaths: ["p"] });

add("contract: order, once each, this, one argument", () => {
  target("my", { chooseImage: one }, { promises: true });
  return heard(runtime("wx>my").media.chooseImage, { count: 1 }).then((events) => {
    same(events.map((event) => event[0]), ["success", "complete"]);
    yes(events[0][1] === events[1][1], "not the same reply");
    yes(events[0][2] && events[1][2], "this is not the options object");
  });
});

add("contract: a failure, order and this", () => {
  target("my", { chooseImage: no({ error: 11 }) }, { promises: true });
  return heard(runtime("wx>my").media.chooseImage, {}).then((events) => {
    same(events.map((event) => event[0]), ["fail", "complete"]);
    yes(events[0][1] === events[1][1] && events[0][2], "reply or this");
    yes(Object.keys(events[0][1]).indexOf("cause") < 0, "cause is enumerable");
  });
});

add("contract: callbacks run after the caller has gone on", () => {
  target("my", { chooseImage: one }, { sync: true });
  const order = [];
  runtime("wx>my").media.chooseImage({ success: () => order.push("success") });
  runtime("wx>my").media.chooseImage({ count: "x", fail: () => order.push("fail") });
  order.push("after");
  return ticks(10).then(() => same(order, ["after", "success", "fail"]));
});

add("contract: options used twice, never changed", () => {
  const my = target("my", { chooseImage: one });
  const options = Object.freeze({ count: 2, sizeType: Object.freeze(["original"]), odd: Object.freeze({ a: 1 }) });
  const media = runtime("wx>my").media;
  return media.chooseImage(options).then(() => media.chooseImage(options)).then(() => {
    same(my.calls[0], my.calls[1]);
    same(my.calls[0][1].odd, { a: 1 });
  });
});

add("contract: what the target does to its options stays there", () => {
  const seen = [];
  target("my", {
    chooseImage: (given) => { seen.push(given.sizeType.join()); given.sizeType.push("x"); return one; },
    previewImage: (given) => { seen.push(given.urls.join()); given.urls.length = 0; return ok(); }
  });
  const media = runtime("wx>my").media, urls = ["a", "b"];
  const pick = () => media.chooseImage({ sizeType: ["compressed"] });
  const show = () => media.previewImage({ urls: urls });
  return pick().then(pick).then(show).then(show)
    .then(() => same(seen, ["compressed", "compressed", "a,b", "a,b"]));
});

add("contract: more values than are remembered", () => {
  const my = target("my", { chooseImage: one });
  const media = runtime("wx>my").media, asked = [];
  for (let count = 2; count < 300; count++) asked.push(count, count);
  return Promise.all(asked.map((count) => media.chooseImage({ count: count, odd: count }))).then(() => {
    same(my.calls.map((call) => [call[1].count, call[1].odd]), asked.map((count) => [count, count]));
  });
});

add("contract: an option that calls while it is read", () => {
  const my = target("my", { chooseImage: one });
  const media = runtime("wx>my").media;
  const inner = [];
  const given = { sourceType: ["nowhere", "camera"], get sizeType() { inner.push(media.chooseImage({ count: 2 })); return ["original"]; } };
  return media.chooseImage(given).then(() => Promise.all(inner)).then(() => {
    const last = my.calls[my.calls.length - 1][1];
    same(last, { count: 9, sourceType: ["camera"], sizeType: ["original"] });
    my.calls.slice(0, -1).forEach((call) => same(call[1], { count: 2 }));
  });
});

add("contract: unknown options are passed on, cyclic ones too", () => {
  const context = { name: "page" };
  context.self = context;
  let given;
  const my = target("my", { chooseImage: (asked) => { given = asked; return one; } });
  return runtime("wx>my").media.chooseImage({ context: context, bizType: "x" }).then(() => {
    yes(given.context === context && given.bizType === "x" && my.calls.length === 1, "not passed on");
  });
});

add("contract: await and rejection", () => {
  target("my", { chooseImage: [one, no({ error: 2001 })] }, { promises: true });
  const media = runtime("wx>my").media;
  return (async () => {
    same((await media.chooseImage({})).tempFilePaths, ["p"]);
    try {
      await media.chooseImage({});
    } catch (error) {
      same(error.errMsg, "chooseImage:fail auth deny");
      return;
    }
    throw new Error("not rejected");
  })();
});

add("contract: no arguments, null, undefined", () => {
  const my = target("my", { chooseImage: one });
  const media = runtime("wx>my").media;
  return Promise.all([media.chooseImage(), media.chooseImage(null), media.chooseImage(undefined)])
    .then(() => same(my.calls, [["chooseImage", { count: 9 }], ["chooseImage", { count: 9 }], ["chooseImage", { count: 9 }]]));
});

add("contract: promisified by value", () => {
  target("my", { chooseImage: [one, no({ error: 11 })] }, { promises: true });
  const promisify = (call) => (options) => new Promise((resolve, reject) => {
    call(Object.assign({}, options, { success: resolve, fail: reject }));
  });
  const choose = promisify(runtime("wx>my").media.chooseImage);
  return choose({ count: 1 }).then((reply) => same(reply.tempFilePaths, ["p"]))
    .then(() => refused(choose({}))).then((error) => same(error.errno, 1));
});

add("contract: destructured", () => {
  target("my", { chooseImage: one });
  const { chooseImage, canIUse } = runtime("wx>my").media;
  yes(canIUse("chooseImage"), "canIUse");
  return chooseImage({}).then((reply) => same(reply.errMsg, "chooseImage:ok"));
});

add("contract: no stray rejection where callbacks are used", () => {
  target("my", { chooseImage: no({ error: 11 }) }, { promises: true });
  runtime("wx>my").media.chooseImage({ success: () => {} });
  runtime("wx>my").media.chooseImage({ complete: () => {} });
  return ticks(20);
});

add("contract: the namespace is looked up when called", () => {
  ["wx", "my", "tt"].forEach((name) => { delete root[name]; });
  const { media } = runtime("wx>my");
  yes(!media.canIUse("chooseImage"), "canIUse without a vendor");
  return refused(media.chooseImage()).then((error) => {
    same(error.errno, 100);
    target("my", { chooseImage: one });
    return media.chooseImage();
  }).then((reply) => same(reply.tempFilePaths, ["p"]));
});

[["count", "3"], ["count", 1.5], ["count", -1], ["sizeType", 5], ["sizeType", [1]], ["sourceType", {}], ["count", NaN], ["count", Infinity]].forEach((row) =>
  add("contract: " + row[0] + " = " + String(JSON.stringify(row[1])) + " " + String(row[1]) + " fails as an invalid parameter", () => {
    const my = target("my", { chooseImage: one });
    const options = {};
    options[row[0]] = row[1];
    return heard(runtime("wx>my").media.chooseImage, options).then((events) => {
      same(events.map((event) => event[0]), ["fail", "complete"]);
      same(events[0][1].errno, 1001);
      yes(events[0][1].errMsg.indexOf(row[0]) > 0, events[0][1].errMsg);
      same(my.calls, []);
    });
  }));

add("contract: options that are no object", () => {
  target("my", { chooseImage: one });
  const media = runtime("wx>my").media;
  return Promise.all([5, "x", true, [], () => {}].map((value) => refused(media.chooseImage(value))
    .then((error) => same(error.errno, 1001))));
});

add("contract: hostile options end as a failure", () => {
  target("my", { chooseImage: one, previewImage: ok() });
  const media = runtime("wx>my").media;
  const bomb = {};
  Object.defineProperty(bomb, "count", { enumerable: true, get() { throw new Error("boom"); } });
  const revoked = Proxy.revocable([], {});
  revoked.revoke();
  const huge = new Array(200000).fill("a");
  return Promise.all([
    refused(media.chooseImage(bomb)), refused(media.chooseImage({ sizeType: revoked.proxy })),
    refused(media.chooseImage({ count: Symbol("x") })), refused(media.previewImage({ urls: huge })),
    refused(media.chooseImage({ sizeType: new Array(4000000000) })),
    refused(media.previewImage({ urls: ["\ud800"] })), refused(media.chooseImage({ count: () => 1 }))
  ]).then((errors) => errors.forEach((error) => yes(error.errMsg.indexOf(":fail") > 0, show(error))));
});

add("contract: names of Object.prototype are no words", () => {
  const my = target("my", { chooseImage: one, chooseVideo: one });
  const media = runtime("wx>my").media;
  return media.chooseImage(JSON.parse('{"__proto__": {"count": 5}, "constructor": 1, "sizeType": ["constructor", "original"]}'))
    .then(() => {
      same(my.calls[0][1].sizeType, ["original"]);
      same({}.count, undefined);
      return media.chooseVideo({ camera: "toString" });
    }).then(() => same(my.calls[1][1].camera, undefined));
});

add("contract: a reply given twice counts once", () => {
  const my = target("my", {});
  my.chooseImage = (asked) => {
    asked.success({ apFilePaths: ["p"] });
    asked.success({ apFilePaths: ["q"] });
    asked.fail({ error: 11 });
    asked.complete({});
  };
  return heard(runtime("wx>my").media.chooseImage, {}).then((events) => {
    same(events.map((event) => event[0]), ["success", "complete"]);
    same(events[0][1].tempFilePaths, ["p"]);
  });
});

add("contract: a target that only completes", () => {
  const my = target("my", {});
  my.chooseImage = (asked) => { asked.complete({ error: 11 }); };
  return refused(runtime("wx>my").media.chooseImage()).then((error) => {
    same(error.errno, 1);
    my.chooseImage = (asked) => { asked.complete({ apFilePaths: ["p"] }); };
    return runtime("wx>my").media.chooseImage();
  }).then((reply) => same(reply.tempFilePaths, ["p"]));
});

add("contract: a failure that comes as a success", () => {
  target("my", { chooseImage: ok({ error: 11, errorMessage: "x" }) });
  return refused(runtime("wx>my").media.chooseImage()).then((error) => same(error.errno, 1));
});

add("contract: a target that throws, or rejects without callbacks", () => {
  const my = target("my", {});
  my.chooseImage = () => { throw new Error("native"); };
  return refused(runtime("wx>my").media.chooseImage()).then((error) => {
    same(error.errno, 4);
    yes(error.cause instanceof Error, "cause");
    my.chooseImage = () => Promise.reject({ error: 11 });
    return refused(runtime("wx>my").media.chooseImage());
  }).then((error) => same(error.errno, 1));
});

/** What surfaces while `run` and what follows it run: errors of their own, whoever called. */
function surfaced(run) {
  const own = root.setTimeout, found = [];
  root.setTimeout = (task) => {
    try {
      task();
    } catch (error) {
      found.push(error.message);
    }
  };
  const restore = () => { root.setTimeout = own; };
  return Promise.resolve().then(run).then(() => ticks(20)).then(restore, (error) => { restore(); throw error; })
    .then(() => found);
}

[true, false].forEach((sync) => ["success", "fail"].forEach((kind) => {
  add("contract: callbacks that throw, " + kind + (sync ? " at once" : " later"), () => {
    const heardOf = [];
    target("my", { chooseImage: kind === "success" ? one : no({ error: 11 }) }, { sync: sync, promises: true });
    const options = { complete: () => { heardOf.push("complete"); throw new Error("second"); } };
    options[kind] = () => { heardOf.push(kind); throw new Error("first"); };
    return surfaced(() => { same(runtime("wx>my").media.chooseImage(options), undefined); })
      .then((errors) => {
        same(heardOf, [kind, "complete"]);
        same(errors, ["first", "second"]);
      });
  });
}));

add("contract: a callback that throws is not thrown into the target, and the promise is settled", () => {
  const wx = target("wx", {});
  let reply, promise;
  wx.chooseImage = (asked) => { reply = asked; };
  return surfaced(() => {
    promise = runtime("my>wx").media.chooseImage({ success: () => { throw new Error("mine"); } });
    reply.success({ tempFilePaths: ["p"], errMsg: "chooseImage:ok" });
    reply.complete({ errMsg: "chooseImage:ok" });
  }).then((errors) => {
    same(errors, ["mine"]);
    return promise;
  }).then((value) => same(value.tempFilePaths, ["p"]));
});

/** What a target may do, and how a call of the source's dialect ends. */
const good = { apFilePaths: ["p"] }, bad = { error: 11, errorMessage: "x" };
Object.entries({
  "answers, then throws": ["success", (asked) => { asked.success(good); throw new Error("late"); }],
  "fails, then throws": ["fail", (asked) => { asked.fail(bad); throw new Error("late"); }],
  "succeeds twice": ["success", (asked) => { asked.success(good); asked.success({ apFilePaths: ["q"] }); }],
  "fails after success": ["success", (asked) => { asked.success(good); asked.fail(bad); }],
  "succeeds after failure": ["fail", (asked) => { asked.fail(bad); asked.success(good); }],
  "completes first, saying nothing": ["success", (asked) => { asked.complete(); asked.success(good); }],
  "completes first, then fails": ["fail", (asked) => { asked.complete(); asked.fail(bad); }],
  "completes alone": ["success", (asked) => { asked.complete(good); }],
  "never completes": ["success", (asked) => { asked.success(good); }],
  "gives a promise alone": ["success", () => Promise.resolve(good)],
  "rejects alone": ["fail", () => Promise.reject(bad)],
  "answers, and rejects its promise": ["success", (asked) => { asked.success(good); return Promise.reject(bad); }],
  "answers, and its promise has another answer": ["success", (asked) => { asked.success(good); return Promise.resolve({ apFilePaths: ["q"] }); }],
  "is an async function around a callback": ["success", (asked) => { ticks(9).then(() => asked.success(good)); return Promise.resolve(); }],
  "throws its failure": ["fail", () => { throw bad; }],
  "throws an Error that says the failure": ["fail", () => { throw Object.assign(new Error("x"), bad); }],
  "throws null": ["fail", () => { throw null; }],
  "throws a text": ["fail", () => { throw "out of order"; }],
  "throws what cannot be looked at": ["fail", () => { throw new Proxy({}, { get() { throw new Error("no"); } }); }],
  "gives a thenable that throws": ["success", (asked) => { asked.success(good); return { get then() { throw new Error("no"); } }; }],
  "answers with a getter that throws": ["fail", (asked) => { asked.success({ get apFilePaths() { throw new Error("no"); } }); }],
  "fails with a getter that throws": ["fail", (asked) => { asked.fail({ get error() { throw null; } }); }],
  "answers with a revoked proxy": ["fail", (asked) => { const it = Proxy.revocable({}, {}); it.revoke(); asked.success(it.proxy); }],
  "answers with an Error": ["fail", (asked) => { asked.success(new Error("x")); }],
  "answers with what has a failure for a prototype": ["fail", (asked) => { asked.success(Object.create(bad)); }],
  "answers without a prototype": ["success", (asked) => { asked.success(Object.assign(Object.create(null), good)); }],
  "answers frozen": ["success", (asked) => { asked.success(Object.freeze({ apFilePaths: Object.freeze(["p"]) })); }]
}).forEach((row) => [true, false].forEach((sync) => {
  const wanted = row[1][0];
  add("contract: a target that " + row[0] + (sync ? ", at once" : ", later"), () => {
    const my = target("my", {});
    const media = runtime("wx>my").media;
    my.chooseImage = sync || /throws|alone|promise|async/.test(row[0]) ? row[1][1]
      : (asked) => { ticks(3).then(() => { try { row[1][1](asked); } catch (error) { /* the target's own */ } }); };
    const events = [], note = (name) => (reply) => events.push([name, reply]);
    const mine = (reply) => (wanted === "success" ? reply.tempFilePaths[0] === "p" : /^chooseImage:fail/.test(reply.errMsg));
    return surfaced(() => {
      same(media.chooseImage({ success: note("success"), fail: note("fail"), complete: note("complete") }), undefined);
      return ticks(20);
    }).then((errors) => {
      same(errors, []);
      same(events.map((event) => event[0]), [wanted, "complete"]);
      yes(events[0][1] === events[1][1] && mine(events[0][1]), show(events));
      const promise = media.chooseImage({});
      return wanted === "success" ? promise : refused(promise);
    }).then((reply) => yes(mine(reply), show(reply)));
  });
}));

Object.entries({
  "every option": () => { throw new Error("no"); },
  "success": (options, name) => { if (name === "success") throw new Error("no"); return options[name]; },
  "count": (options, name) => { if (name === "count") throw null; return options[name]; }
}).forEach((row) => add("contract: an options proxy that throws for " + row[0], () => {
  const my = target("my", { chooseImage: one });
  const heardOf = [];
  const note = (name) => (reply) => { heardOf.push([name, reply.errMsg.slice(0, 16)]); };
  const given = new Proxy({ count: 1, fail: note("fail"), complete: note("complete"), success: note("success") }, { get: row[1] });
  const promise = runtime("wx>my").media.chooseImage(given);
  return ticks(20).then(() => {
    same(my.calls, []);
    if (row[0] !== "every option") return same(heardOf, [["fail", "chooseImage:fail"], ["complete", "chooseImage:fail"]]);
    return refused(promise).then((error) => yes(/^chooseImage:fail/.test(error.errMsg), error.errMsg));
  });
}));

add("contract: canIUse", () => {
  target("my", { chooseImage: one, canIUse: raw((text) => text === "getSystemInfo") });
  const { canIUse } = runtime("wx>my");
  same(["chooseImage", "chooseImage.object.count", "chooseImage.object.nonsense", "chooseImage.success.tempFiles",
    "chooseImage.success.tempFiles.size", "chooseImage.success.errMsg", "getSystemInfo", "nonsense", "chooseMedia"].map(canIUse),
    [true, true, false, true, true, true, true, false, true]);
});
