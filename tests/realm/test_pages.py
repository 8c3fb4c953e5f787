"""Pages in a realm: handlers, data, callbacks and promises, timers, the other services."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError
from mediaglot.canonical.engine.user import (
    ScriptError,
    allows,
    cancels,
    denies,
    picks,
    taps,
)
from mediaglot.canonical.errors import InputError

Load = Callable[..., Page]


def page_of(body: str, before: str = "") -> str:
    return f"{before}\nPage({{ data: {{}}, async go(event) {{\n{body}\n}} }})\n"


PICK = """
Page({
  data: { list: [] },
  onLoad(query) { this.setData({ query }) },
  pick(event) {
    NS.chooseImage({
      count: 2,
      success: (res) => this.setData({ list: res.tempFilePaths, 'first[0].size': res.tempFiles[0].size }),
      fail: (error) => this.setData({ error }),
      complete: () => this.setData({ done: true }),
    })
  },
})
"""


@pytest.mark.parametrize(
    ("client", "scheme"), [("wx", "wxfile://"), ("my", "https://resource/"), ("tt", "ttfile://")]
)
def test_an_unmodified_page_picks(load: Load, client: str, scheme: str) -> None:
    user = [allows("album", when="my"), picks("dog.jpg", "cat.jpg")]
    page = load(PICK.replace("NS", client), client, user=user, query={"id": "7"})
    assert page.methods == ["pick"]
    page.tap("pick")
    data = page.data
    assert [path.startswith(scheme) for path in data["list"]] == [True, True]
    assert data["first"] == [
        {"size": page.program.host.storage.resolve(data["list"][0]).stat().st_size}
    ]
    assert data["done"] is True
    assert data["query"] == {"id": "7"}
    assert [sorted(patch) for patch in page.patches] == [
        ["query"], ["first[0].size", "list"], ["done"]
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("client", "error"),
    [
        ("wx", {"errno": 1, "errMsg": "chooseImage:fail cancel"}),
        ("my", {"error": 11}),
        ("tt", {"errno": 1300001}),
    ],
)
def test_cancel_reaches_the_page_in_the_vendors_words(
    load: Load, client: str, error: dict[str, Any]
) -> None:
    page = load(PICK.replace("NS", client), client, user=[cancels()])
    page.call("pick")
    assert error.items() <= page.data["error"].items()


def test_promises_follow_the_vendors_rule(load: Load) -> None:
    body = """
      const alone = NS.getImageInfo({ src: 'none' })
      alone && alone.catch(() => {})
      const heard = NS.getImageInfo({ src: 'none', fail() {} })
      return [typeof (alone && alone.then), typeof (heard && heard.then)]
    """
    assert load(page_of(body.replace("NS", "wx")), "wx").call("go") == ["function", "undefined"]
    assert load(page_of(body.replace("NS", "my")), "my").call("go") == ["function", "function"]


@pytest.mark.parametrize(("client", "wanted"), [("wx", "undefined"), ("my", "object")])
def test_whether_a_promise_is_returned_is_a_rule_of_the_function(
    load: Load, client: str, wanted: str
) -> None:
    body = """
      const fs = NS.getFileSystemManager()
      const all = [fs.saveFile({ tempFilePath: 'none' }), fs.readFile({ filePath: 'none' }),
        fs.access({ path: 'none' })]
      all.forEach((it) => it && it.catch(() => {}))
      const top = NS.getImageInfo({ src: 'none' })
      top.catch(() => {})
      return [...all.map((it) => typeof it), typeof top]
    """.replace("NS", client)
    assert load(page_of(body), client).call("go") == [wanted] * 3 + ["object"]


def test_what_an_api_of_its_own_rule_returns(load: Load) -> None:
    body = """
      const crop = wx.cropImage({ src: 'none', cropScale: '1:1', fail() {} })
      return [typeof crop, typeof wx.cropImage({ src: 'none', cropScale: '1:1' })]
    """
    assert load(page_of(body)).call("go") == ["undefined", "undefined"]


def test_callbacks_run_in_order_once_with_the_options_as_this(load: Load) -> None:
    body = """
      const seen = []
      const options = {
        src: 'nothing.png', tag: 'mine',
        success() { seen.push('success') },
        fail() { seen.push('fail ' + this.tag) },
        complete() { seen.push('complete'); throw new Error('late') },
      }
      const before = JSON.stringify(options)
      wx.getImageInfo(options)
      seen.push('called')
      await new Promise((go) => setTimeout(go, 10))
      return [seen, before === JSON.stringify(options)]
    """
    page = load(page_of(body), strict=False)
    assert page.call("go") == [["called", "fail mine", "complete"], True]
    assert "late" in page.program.thrown[0].message


def test_an_overlapping_save_is_swallowed_where_the_vendor_does_so(load: Load) -> None:
    body = """
      const res = await my.chooseImage({ count: 1 })
      const path = res.tempFilePaths[0]
      let ok = 0, ends = 0
      for (let i = 0; i < 3; i++) {
        my.saveImageToPhotosAlbum({ filePath: path, success() { ok++ }, complete() { ends++ } })
      }
      await new Promise((go) => setTimeout(go, 10))
      return [ok, ends]
    """
    user = [allows("album"), picks("cat.jpg"), allows("album_write")]
    assert load(page_of(body), "my", user=user).call("go") == [1, 3]


SAVES = """
Page({
  data: { log: '' },
  note(word) { this.setData({ log: this.data.log + word }) },
  async go() {
    const { tempFilePaths } = await NS.chooseImage({ count: 1 })
    const save = (left, mark) => NS.saveImageToPhotosAlbum({
      filePath: tempFilePaths[0],
      success: () => { this.note('s'); if (mark === 'success' && left) save(left - 1, mark) },
      complete: () => { this.note('c'); if (mark === 'complete' && left) save(left - 1, mark) },
    })
    save(2, WHEN)
  },
})
"""


@pytest.mark.parametrize(
    ("client", "when", "log"),
    [
        ("my", "complete", "scscsc"),
        ("my", "success", "scc"),  # the second overlaps the first: its success is swallowed
        ("wx", "complete", "scscsc"),
        ("wx", "success", "scscsc"),
    ],
)
def test_a_call_is_under_way_until_its_complete(
    load: Load, client: str, when: str, log: str
) -> None:
    user = [picks("cat.jpg"), allows("album_write")]
    if client == "my":
        user.insert(0, allows("album"))
    page = load(SAVES.replace("NS", client).replace("WHEN", f"'{when}'"), client, user=user)
    page.call("go")
    assert page.data["log"] == log


def test_timers_run_on_the_virtual_clock(load: Load) -> None:
    body = """
      const start = Date.now(), seen = []
      const id = setInterval(() => seen.push('tick'), 1000)
      clearTimeout(setTimeout(() => seen.push('never'), 1))
      await new Promise((go) => setTimeout(go, 3500))
      clearInterval(id)
      setTimeout((word) => seen.push(word), 0, 'zero')
      await new Promise((go) => setTimeout(go, 1))
      return [seen, Date.now() - start, new Date() instanceof Date]
    """
    assert load(page_of(body)).call("go") == [["tick", "tick", "tick", "zero"], 3501, True]


def test_a_timer_due_while_the_user_thinks_runs_before_the_reply(load: Load) -> None:
    body = """
      const seen = []
      setTimeout(() => seen.push('timer'), 1000)
      await wx.chooseImage({})
      seen.push('picked')
      return seen
    """
    page = load(page_of(body), user=[picks("cat.jpg", after=5)])
    assert page.call("go") == ["timer", "picked"]


def test_intervals_run_only_as_time_passes(load: Load) -> None:
    page = load(
        "Page({ data: {n: 0}, go() { setInterval(() => this.setData({n: this.data.n + 1}), 1000) } })"
    )
    page.call("go")
    assert page.data["n"] == 0
    page.run_for(3.5)
    assert page.data["n"] == 3


def test_a_timer_that_sets_the_next_without_end_runs_as_time_passes(load: Load) -> None:
    page = load(
        "Page({ data: {n: 0, m: 0},\n"
        "  tick() { setTimeout(() => { this.data.n++; this.tick() }, 30) },\n"
        "  count() { if (this.data.m++ < 50) setTimeout(() => this.count(), 1000) },\n"
        "  go() { this.tick(); this.count() } })"
    )
    page.call("go")
    assert page.data["m"] == 51  # what comes to an end is waited for
    n = page.data["n"]
    page.run_for(3)
    assert page.data["n"] == n + 100
    other = load("Page({ data: {n: 0}, go() { this.data.n++; setTimeout(() => this.go(), 30) } })")
    other.call("go")
    assert other.data["n"] == 101


def test_random_and_time_repeat(load: Load) -> None:
    body = "return [Math.random(), Math.random(), Date.now(), new Date().getFullYear()]"
    one, two = load(page_of(body)).call("go"), load(page_of(body)).call("go")
    assert one == two
    assert one[0] != one[1]
    assert one[3] == 2026


def test_storage_is_shared_between_sync_and_async(load: Load) -> None:
    body = """
      wx.setStorageSync('a', { deep: [1] })
      const held = wx.getStorageSync('a'); held.deep.push(2)
      await wx.setStorage({ key: 'b', data: 5 })
      const b = await wx.getStorage({ key: 'b' })
      wx.removeStorageSync('b')
      return [wx.getStorageSync('a'), b.data, wx.getStorageSync('b'), wx.getStorageInfoSync().keys]
    """
    assert load(page_of(body)).call("go") == [{"deep": [1]}, 5, "", ["a"]]
    my = "my.setStorageSync({ key: 'a', data: 1 }); return my.getStorageSync({ key: 'a' })"
    assert load(page_of(my), "my").call("go") == {"data": 1}


def test_a_key_that_was_never_kept_is_each_vendors_own(load: Load) -> None:
    body = """
      const failed = await {}.getStorage({{ key: 'a' }}).catch((e) => e.errMsg)
      {}.setStorageSync({})
      return [failed, (await {}.getStorage({{ key: 'a' }})).data]
    """
    wx = body.format("wx", "wx", "'a', null", "wx")
    assert load(page_of(wx)).call("go") == ["getStorage:fail data not found", None]
    my = body.format("my", "my", "{ key: 'a', data: 1 }", "my")
    assert load(page_of(my), "my").call("go") == [{"data": None}, 1]


def test_dialogs_and_menus_ask_the_user(load: Load) -> None:
    body = """
      const one = await wx.showModal({ title: 'sure?', confirmText: 'Yes' })
      const two = await wx.showModal({ title: 'really?' })
      const three = await wx.showActionSheet({ itemList: ['a', 'b'] })
      const four = await wx.showActionSheet({ itemList: ['a', 'b'] }).catch((e) => e.errMsg)
      return [one.confirm, two.confirm, two.cancel, three.tapIndex, four]
    """
    page = load(page_of(body), user=[taps("Yes"), cancels(), taps("b"), cancels()])
    assert page.call("go") == [True, False, True, 1, "showActionSheet:fail cancel"]


def test_a_closed_menu_is_a_success_where_the_vendor_says_so(load: Load) -> None:
    body = "return (await my.showActionSheet({ items: ['a'] })).index"
    assert load(page_of(body), "my", user=[cancels()]).call("go") == -1


def test_an_unscripted_dialog_names_the_line_to_add(load: Load) -> None:
    page = load(page_of("await wx.showActionSheet({ itemList: ['one', 'two'] })"))
    with pytest.raises(ScriptError, match=r"taps\('one'\) or cancels\(\)"):
        page.call("go")


def test_files_are_read_written_and_deleted_in_the_apps_own_root(load: Load) -> None:
    body = """
      const fs = wx.getFileSystemManager(), root = wx.env.USER_DATA_PATH
      const ask = (name, options) => new Promise((success, fail) => fs[name]({ ...options, success, fail }))
      await ask('writeFile', { filePath: root + '/a.txt', data: 'höllo', encoding: 'utf8' })
      const text = await ask('readFile', { filePath: root + '/a.txt', encoding: 'utf8' })
      const raw = await ask('readFile', { filePath: root + '/a.txt' })
      await ask('access', { path: root + '/a.txt' })
      await ask('unlink', { filePath: root + '/a.txt' })
      const gone = await ask('access', { path: root + '/a.txt' }).catch((e) => e.errMsg)
      const out = await ask('writeFile', { filePath: root + '/../x', data: '' }).catch((e) => e.errMsg)
      const pkg = await ask('unlink', { filePath: 'page.js' }).catch((e) => e.errMsg)
      return [text.data, new Uint8Array(raw.data).length, /fail/.test(gone), /fail/.test(out), /fail/.test(pkg)]
    """
    assert load(page_of(body)).call("go") == ["höllo", 6, True, True, True]


def test_network_is_off_unless_given(load: Load) -> None:
    body = """
      const ask = (name, options) => new Promise((success, fail) => wx[name]({ ...options, success, fail }))
      const get = (url) => ask('downloadFile', { url }).then((r) => r.statusCode, (e) => e.errMsg)
      const send = await ask('uploadFile', { url: 'https://a.example/up', filePath: 'page.js', name: 'f' })
        .then((r) => r.data, (e) => e.errMsg)
      return [await get('https://a.example/x.png'), send]
    """
    off = load(page_of(body)).call("go")
    assert all("fail" in text for text in off)
    net = {"https://a.example/x.png": b"x", "https://a.example/up": b"thanks"}
    page = load(page_of(body), device={"network": net})
    assert page.call("go") == [200, "thanks"]
    assert [event.data["url"] for event in page.trace.of("uploaded")] == ["https://a.example/up"]


def test_settings_and_authorize(load: Load) -> None:
    body = """
      const denied = await wx.authorize({ scope: 'scope.writePhotosAlbum' }).catch((e) => e.errno)
      const before = (await wx.getSetting()).authSetting
      const after = (await wx.openSetting()).authSetting
      return [denied, before, after]
    """
    page = load(page_of(body), user=[denies("album_write"), allows("album_write")])
    scope = "scope.writePhotosAlbum"
    assert page.call("go") == [103, {scope: False}, {scope: True}]


def test_system_information_and_capabilities(load: Load) -> None:
    body = """
      const info = NS.getSystemInfoSync()
      return [info.platform, info.SDKVersion, NS.canIUse('chooseImage.object.count'),
              NS.canIUse('chooseMedia'), NS.canIUse('noSuchThing'), typeof NS.chooseMedia]
    """
    assert load(page_of(body.replace("NS", "wx")), "wx/ios@2.9.0").call("go") == [
        "ios", "2.9.0", True, False, False, "undefined"
    ]  # fmt: skip
    assert load(page_of(body.replace("NS", "my")), "my/android").call("go")[3:] == [
        False, False, "undefined"
    ]  # fmt: skip


SAFE = {"left": 0, "right": 390, "top": 47, "bottom": 810, "width": 390, "height": 763}


@pytest.mark.parametrize(
    ("client", "wanted"),
    [
        ("wx/ios@3.0.0", ["iOS 14.0", "zh_CN", 47, SAFE, "3.0.0", "undefined"]),
        ("wx/ios@2.0.0", ["iOS 14.0", "zh_CN", 47, None, "2.0.0", "undefined"]),
        ("my/ios@2.8.0", ["14.0", "zh-Hans", 47, None, None, "2.8.0"]),
    ],
)
def test_system_information_is_in_the_clients_own_words(
    load: Load, client: str, wanted: list[Any]
) -> None:
    body = """
      const it = NS.getSystemInfoSync(), later = await new Promise((done) => NS.getSystemInfo({ success: done }))
      const known = ['system', 'language', 'statusBarHeight', 'safeArea', 'SDKVersion'].map((key) => it[key])
      if (known.some((value, i) => JSON.stringify(value) !== JSON.stringify(
        later[['system', 'language', 'statusBarHeight', 'safeArea', 'SDKVersion'][i]]))) throw new Error('differs')
      return [...known, 'SDKVersion' in NS ? NS.SDKVersion : 'undefined']
    """
    assert load(page_of(body.replace("NS", client[:2])), client).call("go") == wanted


def test_only_the_clients_own_namespace_is_there(load: Load) -> None:
    body = "return [typeof wx, typeof my, typeof tt, typeof window, typeof require, typeof process]"
    kinds = ["undefined", "object", "undefined", "undefined", "function", "undefined"]
    assert load(page_of(body), "my").call("go") == kinds


def test_what_is_not_simulated_fails_by_its_name(load: Load) -> None:
    page = load(page_of("wx.getWeRunData({})"))
    with pytest.raises(
        PageError, match=r"page\.js:3:\d+ in go: NotSimulated: wx\.getWeRunData is not simulated"
    ):
        page.call("go")


def test_a_namespace_is_an_object_like_any(load: Load) -> None:
    body = """return [wx.hasOwnProperty('chooseMedia'), wx.hasOwnProperty('nonsense'),
        Object.prototype.hasOwnProperty.call(wx, 'chooseMedia'), String(wx),
        wx.getFileSystemManager().hasOwnProperty('readFile')]"""
    assert load(page_of(body), "wx").call("go") == [True, False, True, "[object Object]", True]


def test_what_a_client_fills_beside_is_seen_by_any_look(load: Load) -> None:
    body = """const r = await my.chooseImage({ count: 1 })
        return [({ ...r }).apFilePaths.length, 'filePaths' in r, Object.keys(r).sort()]"""
    page = load(page_of(body), "my", user=[allows("album"), picks("cat.jpg")])
    assert page.call("go") == [1, True, ["apFilePaths", "tempFilePaths", "tempFiles"]]


def test_a_swallowed_refusal_is_still_loud(load: Load) -> None:
    page = load(page_of("Promise.resolve().then(() => wx.startBeaconDiscovery())"))
    with pytest.raises(PageError, match=r"wx\.startBeaconDiscovery is not simulated"):
        page.call("go")
    sync = load(page_of("try { wx.getFileSystemManager().openSync({}) } catch (e) {}"))
    with pytest.raises(PageError, match=r"openSync is not simulated; of what it gives, only"):
        sync.call("go")


def test_stubs_answer_for_what_is_not_simulated(load: Load) -> None:
    body = """
      const code = (await wx.login()).code
      const fail = await wx.getLocation().catch((e) => e.errMsg)
      return [code, fail]
    """
    stubs = {"login": {"code": "abc"}, "getLocation": {"fail": {"errMsg": "getLocation:fail"}}}
    assert load(page_of(body), stubs=stubs).call("go") == ["abc", "getLocation:fail"]


def test_a_missing_function_is_explained(load: Load) -> None:
    page = load(page_of("wx.chooseMedia({})"), "wx/android@2.9.0")
    with pytest.raises(
        PageError, match=r"not a function; wx\.chooseMedia is not there .* 2\.10\.0"
    ):
        page.call("go")


def test_an_uncaught_error_has_its_place_and_reaches_on_error(load: Load) -> None:
    code = "Page({ onLoad() {},\n  go() {\n    const a = null\n    a.b = 1\n  } })"
    page = load(
        code, files={"app.json": "{}", "app.js": "App({ onError(t) { console.log('heard', t) } })"}
    )
    with pytest.raises(PageError, match=r"page\.js:4:\d+ in go: TypeError"):
        page.call("go")
    assert page.console[0].startswith("heard TypeError")


def test_app_and_pages_see_each_other(load: Load) -> None:
    app = "App({ globalData: { n: 1 }, onLaunch(options) { this.path = options.path } })"
    body = "const app = getApp(); return [app.globalData.n, app.path, getCurrentPages().length, this.route]"
    page = load(page_of(body), files={"app.js": app, "app.json": "{}"})
    assert page.call("go") == [1, "page", 1, "page"]


def test_components_have_methods_properties_and_events(load: Load) -> None:
    code = """
    Component({
      properties: { size: { type: Number, value: 3 } },
      data: { n: 0 },
      lifetimes: { attached() { this.setData({ n: this.properties.size }) } },
      methods: { add() { this.setData({ n: this.data.n + 1 }); this.triggerEvent('added', { n: this.data.n }) } },
    })"""
    page = load(code)
    page.call("add")
    assert page.data["n"] == 4
    assert page.trace.of("event")[0].data == {"name": "added", "detail": {"n": 4}}


def test_set_data_paths(load: Load) -> None:
    body = """
      this.setData({ 'a.b[2].c': 1, 'list[0]': 'x', gone: undefined })
      let bad = ''
      try { this.setData({ 'a..b': 1 }) } catch (e) { bad = e.name }
      let proto = ''
      try { this.setData({ '__proto__.x': 1 }) } catch (e) { proto = e.name }
      await new Promise((go) => this.setData({ z: 1 }, go))
      return [this.data, bad, proto, ({}).x === undefined]
    """
    data = {"a": {"b": [None, None, {"c": 1}]}, "list": ["x"], "z": 1}
    assert load(page_of(body)).call("go") == [data, "SyntaxError", "RangeError", True]


NOTHINGS = {
    "throw null": "null (in go)",
    "return Promise.reject(null)": "null (in go)",
    "wx.getStorage({ key: 'a', complete() { throw null } })": "null (in complete)",
    "setTimeout(() => { throw null }, 0)": "null (in a timer)",
    "throw undefined": "undefined (in go)",
    "throw 0": "0 (in go)",
    "throw ''": "(in go)",
}


@pytest.mark.parametrize("body", NOTHINGS)
def test_nothing_thrown_is_told_and_the_page_goes_on(load: Load, body: str) -> None:
    """The engine itself throws null where no error finds room: that is another thing."""
    page = load(f"Page({{ go() {{ {body} }}, ok() {{ return 1 }} }})", client="wx/android")
    with pytest.raises(PageError) as caught:
        page.call("go")
    assert str(caught.value).endswith(NOTHINGS[body])
    assert page.call("ok") == 1


def test_unknown_handlers_and_files_are_input_errors(load: Load) -> None:
    page = load(page_of(""))
    with pytest.raises(InputError, match="no method 'nope'; methods: go"):
        page.call("nope")
    with pytest.raises(InputError, match="calls neither Page nor Component"):
        load("const a = 1")


def test_rejections_are_reported_once_and_never_invented(load: Load) -> None:
    code = """
    Page({ data: {},
      handled() { my.getImageInfo({ success() {}, fail: () => my.getImageInfo({ fail() {} }) }) },
      returned() { return my.getImageInfo({ fail() {} }) },
      elsewhere() {
        my.getImageInfo({ fail: () => { const p = Promise.reject(new Error('x')); p.catch(() => {}); return p } })
      },
      lost() { my.getImageInfo({ fail: async () => { throw new Error('lost') } }) },
    })"""
    page = load(code, "my")
    for name in ("handled", "returned", "elsewhere"):
        page.call(name)
    with pytest.raises(PageError, match="lost"):
        page.call("lost")
    assert len(page.program.thrown) == 1


def test_a_method_of_the_page_is_not_the_clients(load: Load) -> None:
    page = load("Page({ animate() { return 'mine' }, go() { return this.animate() } })")
    assert page.call("go") == "mine"


NAMESPACE = """
  const slot = Object.getOwnPropertyDescriptor(wx, 'getStorageSync');
  const keys = Object.keys(wx);
  const copy = { ...wx };
  const manager = wx.getFileSystemManager();
  const read = wx.getStorage;
  Object.defineProperty(wx, 'setStorage', { enumerable: false });
  Object.defineProperty(wx, 'hideToast', { value: 5 });
  wx.showToast = () => 'mine';
  delete wx.login;
  wx.login = 'back';
  delete wx.showModal;
  return {
    slot: [typeof slot.value, slot.writable, slot.enumerable, slot.configurable],
    first: keys.length > 100 && keys.indexOf('chooseImage') < keys.indexOf('getStorageSync'),
    same: wx.getStorage === read && wx.getStorage === copy.getStorage,
    order: Object.keys(wx).filter((key) => keys.includes(key)).length === keys.length - 2,
    all: keys.every((key) => copy[key] !== undefined),
    has: 'getStorageSync' in wx && 'readFile' in manager && wx.hasOwnProperty('setStorage'),
    manager: Object.keys(manager).includes('readFile') && typeof manager.readFile,
    hidden: [typeof wx.setStorage, Object.keys(wx).includes('setStorage')],
    set: [wx.hideToast, wx.showToast(), wx.login, typeof wx.showLoading],
    gone: 'showModal' in wx,
  };
"""


def test_the_namespace_is_an_object_like_any_other(load: Load) -> None:
    """Its functions are made when they are asked for, which no script sees."""
    assert load(page_of(NAMESPACE)).call("go") == {
        "slot": ["function", True, True, True],
        "first": True,
        "same": True,
        "order": True,
        "all": True,
        "has": True,
        "manager": "function",
        "hidden": ["function", False],
        "set": [5, "mine", "back", "function"],
        "gone": False,
    }


def test_a_poisoned_prototype_does_not_reach_what_is_made_late(load: Load) -> None:
    body = """
      Object.prototype.get = function () { throw new Error('reached') };
      Object.prototype.value = 7;
      const slot = Object.getOwnPropertyDescriptor(wx, 'getStorageSync');
      return [typeof slot.value, typeof wx.setStorageSync];
    """
    assert load(page_of(body)).call("go") == ["function", "function"]
