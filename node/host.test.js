"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { createHost, finishAll, picks, cancels, allows, denies, shoots } = require("./index.js");

const album = {
  "cat.jpg": { size: 700, width: 4, height: 3, compressed: 500 }, "dog.png": 20, "walk.mp4": 90,
};

test("each vendor's defaults, shapes and schemes", async () => {
  const wx = createHost("wx/ios", { album, user: [picks("cat.jpg", "dog.png")] });
  const reply = await wx.wx.chooseImage({});
  assert.strictEqual(reply.errMsg, "chooseImage:ok");
  assert.deepStrictEqual(reply.tempFiles.map((file) => file.size), [500, 20]);
  assert.match(reply.tempFilePaths[0], /^wxfile:/);
  wx.finish();

  const my = createHost("my/ios", { album, user: [allows("album"), picks("cat.jpg")] });
  const theirs = await my.my.chooseImage({});
  assert.match(theirs.tempFilePaths[0], /^https:\/\/resource\/.*\.image$/);
  assert.strictEqual(theirs.errMsg, undefined);
  my.finish();
});

test("the vendor's default count is a limit", async () => {
  const my = createHost("my", { album, user: [allows("album"), picks("cat.jpg", "dog.png")] });
  await my.my.chooseImage({}).catch(() => {});
  assert.throws(() => my.finish(), /at most 1 \(count\)/);
});

test("failures in the vendor's words", async () => {
  const codes = {};
  for (const client of ["wx", "my", "tt"]) {
    const host = createHost(client, { album, user: [cancels()] });
    await new Promise((done) => host.media.chooseImage({
      fail: (error) => { codes[client] = error.errno || error.error; }, complete: done,
    }));
    host.finish();
  }
  assert.deepStrictEqual(codes, { wx: 1, my: 11, tt: 1300001 });
});

test("permissions are remembered", async () => {
  const host = createHost("wx", { album, user: [picks("cat.jpg"), denies("album_write")] });
  const { tempFilePaths: [filePath] } = await host.wx.chooseImage({});
  for (let i = 0; i < 2; i++) {
    const error = await host.wx.saveImageToPhotosAlbum({ filePath }).catch((e) => e);
    assert.strictEqual(error.errno, 103);
  }
  host.finish();
});

test("scripts are strict both ways", async () => {
  const host = createHost("tt", { album });
  await host.tt.chooseImage({}).catch(() => {});
  assert.throws(() => host.finish(), /add to the script, in order: picks\("cat.jpg"\) or .*cancels\(\)/);
  assert.throws(() => createHost("tt", { user: [shoots()] }).finish(), /nothing asked for shoots/);
});

test("what is not mocked fails by its name, what the client lacks is undefined", () => {
  const host = createHost("wx", { stubs: { login: () => "mine" } }).install();
  assert.strictEqual(globalThis.wx.login(), "mine");
  assert.throws(() => globalThis.wx.scanCode(), /wx\.scanCode is not mocked/);
  assert.throws(() => host.finish(), /wx\.scanCode is not mocked/); // even where a program catches it
  assert.strictEqual(globalThis.wx, undefined);
  assert.throws(() => createHost("wx@1.0.0"), /again: python build.py wx@1\.0\.0; there are: wx\/android, /);
  assert.throws(() => createHost("qq"), /no vendor "qq"; known: ascf, .*, wx$/);
  assert.throws(() => createHost("Alipay/ios"), /no vendor "Alipay"; did you mean "my\/ios"\?/);
  assert.throws(() => createHost("my/ioss"), /no client my\/ioss; did you mean "my\/ios"\?/);
  assert.throws(() => createHost("my/windows"), /no client my\/windows; there are: my\/android, my\/ios/);
  assert.throws(() => createHost(), /expected a client such as "my\/ios", got undefined/);
});

test("what was left open is finished, all of it", () => {
  const wx = createHost("wx", { user: [cancels()] }).install();
  const my = createHost("my").install();
  assert.throws(() => finishAll(), /nothing asked for cancels/);
  assert.strictEqual(globalThis.wx, undefined);
  assert.strictEqual(globalThis.my, undefined);
  assert.doesNotThrow(() => finishAll());
  wx.finish();
  my.finish();
  globalThis.wx = 1;
  createHost("wx").install().install().finish();
  assert.strictEqual(globalThis.wx, 1);
  createHost("wx").finish();
  assert.strictEqual(globalThis.wx, 1);
  delete globalThis.wx;
});

test("one of each: a client's version, its own way of saving, the editor, trouble", async () => {
  const tt = createHost("tt/ios@7.40.0", { album, user: [picks("cat.jpg", "dog.png")] });
  assert.strictEqual((await tt.tt.chooseImage({ count: 2, sourceType: ["album"] })).tempFilePaths.length, 2);
  tt.finish();
  const my = createHost("my", { network: { "https://a.example/a.jpg": 9 }, permissions: { album_write: "allowed" } });
  const reply = (url) => new Promise((done) => my.my.saveImage({ url, success: () => done("saved"), fail: done }));
  assert.strictEqual(await reply("https://a.example/a.jpg"), "saved");
  assert.strictEqual((await reply("/a.jpg")).error, 2);
  assert.deepStrictEqual(my.events.map((event) => event.kind), ["fetched", "saved", "failed"]);
  const wx = createHost("wx", { package: { "a.jpg": 9 }, user: [cancels()], trouble: { chooseImage: "timeout" } });
  assert.strictEqual((await wx.wx.chooseImage({}).catch((error) => error)).errno, 5);
  await new Promise((done) => wx.wx.editImage({ src: "/a.jpg", fail: done }));
  wx.finish();
});

const REFUSED = [
  ["an option", { system_off: ["album"] }, /no option system_off here; known: album/],
  ["an option's name", { albumm: {} }, /no option albumm here; did you mean "album"\?/],
  ["a table", { album: ["cat.jpg"] }, /album: expected an object by names, got an array/],
  ["a file", { album: { "a.jpg": "70kb" } }, /album\["a.jpg"\]: expected a size in bytes, .* got "70kb"/],
  ["a size", { camera: { "a.jpg": -1 } }, /camera\["a.jpg"\]: expected a size in bytes/],
  ["what is known of a file", { album: { "a.jpg": { widht: 3 } } }, /nothing is called widht; did you mean "width"\?/],
  ["a permission", { permissions: { albumm: "denied" } }, /permissions: no albumm here; did you mean "album"\?/],
  ["a state", { permissions: { album: "denid" } }, /permissions.album: "denid" is none; did you mean "denied"\?/],
  ["an operation", { trouble: { chooseImge: "timeout" } }, /trouble: no chooseImge here; did you mean "chooseImage"\?/],
  ["a trouble", { trouble: { chooseImage: "rain" } }, /trouble.chooseImage: "rain" is none; known: api_forbidden/],
  ["a script", { user: cancels() }, /user: expected a list of actions, such as \[cancels\(\)\], got an object/],
  ["an action", { user: [cancels(), "picks"] }, /user\[1\]: expected an action such as cancels\(\), got "picks"/],
  ["an action's kind", { user: [{ kind: "pick", names: [] }] }, /user\[0\]: expected an action/],
  ["a call", { user: [picks] }, /user\[0\]: picks is not called; write picks\(\)/],
  ["whose consent", { user: [allows("albun")] }, /allows: no permission "albun"; did you mean "album"\?/],
];
for (const [what, options, told] of REFUSED) {
  test(`${what} that cannot be is refused`, () => {
    assert.throws(() => createHost("my", options), told);
    finishAll(); // nothing is left open
  });
}

test("more of a script is looked at, too", () => {
  const host = createHost("my", { album });
  assert.throws(() => host.script(picks), /picks is not called/);
  host.finish();
});

const first = (error) => error.stack.split("\n").find((line) => /^\s+at /.test(line));
test("an error says where the test is", async () => {
  const host = createHost("my/ios", { album, user: [cancels()] });
  try {
    host.my.chooseImmage({});
  } catch (error) {
    assert.match(error.message, /my.chooseImmage is not mocked; did you mean "chooseImage"\? Else give it/);
    assert.match(first(error), /host\.test\.js:/);
  }
  assert.throws(() => host.finish(), (error) => /host\.test\.js:/.test(first(error)));
  const left = createHost("my/ios", { user: [cancels()] });
  assert.throws(() => left.finish(), (error) => /host\.test\.js:/.test(first(error)));
  const asked = createHost("my/ios", { album });
  await asked.my.chooseImage({}).catch(() => {});
  assert.throws(() => asked.finish(), (error) => /add to the script/.test(error.message) && /host\.test\.js:/.test(first(error)));
  assert.throws(() => createHost("my", { album: 3 }), (error) => /host\.test\.js:/.test(first(error)));
});
