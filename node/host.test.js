"use strict";
const test = require("node:test");
const assert = require("node:assert");
const { createHost, picks, cancels, allows, denies, shoots } = require("./index.js");

const album = { "cat.jpg": { size: 700, width: 4, height: 3 }, "dog.png": 20, "walk.mp4": 90 };

test("each vendor's defaults, shapes and schemes", async () => {
  const wx = createHost("wx/ios", { album, user: [picks("cat.jpg", "dog.png")] });
  const reply = await wx.wx.chooseImage({});
  assert.strictEqual(reply.errMsg, "chooseImage:ok");
  assert.deepStrictEqual(reply.tempFiles.map((file) => file.size), [700, 20]);
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
  assert.throws(() => host.finish(), /add to the script, in order: .*cancels\(\) or picks/);
  assert.throws(() => createHost("tt", { user: [shoots()] }).finish(), /nothing asked for shoots/);
});

test("what is not mocked fails by its name, what the client lacks is undefined", () => {
  const host = createHost("wx", { stubs: { login: () => "mine" } }).install();
  assert.strictEqual(globalThis.wx.login(), "mine");
  assert.throws(() => globalThis.wx.scanCode(), /wx\.scanCode is not mocked/);
  host.finish();
  assert.strictEqual(globalThis.wx, undefined);
  assert.throws(() => createHost("wx@1.0.0"), /make it: python build.py wx@1\.0\.0/);
});
