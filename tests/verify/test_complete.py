"""What verify says it proved: all kinds of pages, what it did not compare, and who answered."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from commands import run
from mediaglot.adapters.verify import SCENARIOS, Verified, verify
from mediaglot.adapters.verify.compare import same
from mediaglot.adapters.verify.observed import Seen
from mediaglot.adapters.verify.show import missed_lines, plain
from mediaglot.canonical.errors import InputError

pytest.importorskip("quickjs")

OK = [situation for situation in SCENARIOS if situation.name in ("ok", "several")]

TYPED = """import { type Shot, first } from './util'
enum Mode { One = 1, Many = 9 }
interface Data { photos: string[] }
Page<Data, WechatMiniprogram.IAnyObject>({
  data: { photos: [] as string[] },
  async pick(this: any): Promise<void> {
    const res = await wx.chooseMedia({ count: Mode.Many, mediaType: ['image'] as const })
    this.setData({ photos: res.tempFiles.map((f: Shot) => f.tempFilePath), first: first!(res.tempFiles) })
  },
})
"""
UTIL = "export interface Shot { tempFilePath: string }\nexport const first = (all: Shot[]): number => all.length\n"


def tree(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return folder


def proved(folder: Path, files: dict[str, str], **options: Any) -> Verified:
    given = {"read": "wx", "write": "my", "situations": OK, **options}
    return verify(tree(folder, files), **given)


def test_a_typescript_page_is_run_on_both_sides(tmp_path: Path) -> None:
    verified = proved(tmp_path, {"page.ts": TYPED, "util.ts": UTIL, "app.ts": "App<{}>({})"})
    assert [entry.entry.label() for entry in verified.verdicts] == ["page.ts:pick"] * 2
    assert verified.ok
    assert verified.complete
    data = [seen for seen in verified.verdicts[1].original.seen if seen.what == "setData"]
    assert data
    assert data[0].data["first"] > 1


def test_a_wrong_port_of_a_typescript_page_is_found(tmp_path: Path) -> None:
    source = tree(tmp_path / "src", {"page.ts": TYPED, "util.ts": UTIL})
    wrong = """Page({ data: { photos: [] }, pick(this: any) {
      my.chooseImage({ count: 9, success: (res: any) => this.setData({ photos: res.apFilePaths.slice(1), first: res.apFilePaths.length }) }) } })"""
    port = tree(tmp_path / "port", {"page.ts": wrong})
    assert not verify(source, read="wx", write="my", port=port, situations=OK).ok


def test_what_was_not_compared_is_listed_and_the_status_says_so(tmp_path: Path) -> None:
    files = {
        "page.js": "Page({ pick() { wx.chooseImage({}) } })",
        "pages/a.vue": "<script>export default { m() { wx.chooseImage({}) } }</script>",
        "pages/b.tsx": "export const x = <a onClick={() => wx.saveImageToPhotosAlbum({})} />",
        "pages/c.vue": "<script>export default {}</script>",
        "bad.ts": "namespace N { export const x = 1 }\nPage({ pick() { wx.chooseImage({}) } })",
    }
    verified = proved(tmp_path, files)
    assert verified.ok
    assert not verified.complete
    assert verified.unread == ("pages/a.vue", "pages/b.tsx")
    lines = "\n".join(missed_lines(verified))
    assert "bad.ts:1:1: namespaces that hold values are not run here" in lines
    assert "  pages/a.vue\n  pages/b.tsx" in lines
    told = plain(verified)
    assert (told["ok"], told["complete"]) == (True, False)
    assert told["not_run"] == ["pages/a.vue", "pages/b.tsx"]
    status, text = run(f"mediaglot verify {tmp_path} --from wx --to my --only ok")
    assert status == 3
    assert "agree: 1 of 1 runs are the same; not everything was compared" in text
    status, text = run(f"mediaglot verify {tmp_path} --from wx --to my --only ok --format json")
    assert status == 3
    assert json.loads(text)["complete"] is False


def test_a_page_whose_media_calls_no_press_reaches_is_not_compared(tmp_path: Path) -> None:
    files = {
        "page.js": "Page({ pick() { wx.chooseImage({}) } })",
        "far.js": "Page({ go(e) { if (e.detail.deep === 7) wx.chooseImage({}) } })",
    }
    verified = proved(tmp_path, files)
    assert verified.ok
    assert not verified.complete
    assert "far.js: its scripts name a media API, and no handler reached one" in "\n".join(
        missed_lines(verified)
    )


def test_with_nothing_that_runs_the_kinds_are_named(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"no script here calls Page or Component; not run: a\.vue"
    ):
        proved(tmp_path, {"a.vue": "<script>wx.chooseImage({})</script>"})


GALLERY = """Page({
  data: { photos: [] },
  pick() { wx.chooseImage({ count: 9, success: (r) => this.setData({ photos: r.tempFilePaths }) }) },
  open(e) {
    const { urls, index } = e.currentTarget.dataset
    wx.previewImage({ urls, current: urls[index] })
  },
})
"""
GALLERY_WXML = """<image wx:for="{{photos}}" wx:key="*this" src="{{item}}" bindtap="open"
  data-urls="{{photos}}" data-index="{{index}}"/><button bindtap="pick">+</button>"""


def test_handlers_are_pressed_with_what_their_elements_carry(tmp_path: Path) -> None:
    verified = proved(tmp_path, {"page.js": GALLERY, "page.wxml": GALLERY_WXML})
    labels = {verdict.entry.label() for verdict in verified.verdicts}
    assert labels == {"page.js:pick", "page.js:pick+open"}
    assert verified.ok
    assert verified.complete
    several = verified.verdicts[-1].original.seen
    shown = [seen.data["current"] for seen in several if seen.what == "preview"]
    assert shown == [0, 1]
    assert not any(seen.what == "error" for seen in several)


GALLERY_PORT = """Page({
  data: { photos: [] },
  pick() { my.chooseImage({ count: 9, success: (r) => this.setData({ photos: r.apFilePaths }) }) },
  open(e) {
    const { urls, index } = e.currentTarget.dataset
    my.previewImage({ urls, current: index })
  },
})
"""
GALLERY_AXML = """<image a:for="{{photos}}" onTap="open" data-urls="{{photos}}" data-index="{{index}}"/>
<view onTap="pick"/>"""

SPOILED = {
    "first picture always": ("js", "current: index", "current: 0"),
    "one too far": ("js", "current: index", "current: index + 1"),
    "one too few": ("js", "urls, current", "urls: urls.slice(0, -1), current"),
    "reversed": ("js", "r.apFilePaths", "r.apFilePaths.reverse()"),
    "another name in the script": ("js", "{ urls, index }", "{ urls, idx: index }"),
    "another name in the template": ("axml", "data-index", "data-idx"),
    "the item for its place": ("axml", 'data-index="{{index}}"', 'data-index="{{item}}"'),
    "a list of one": ("axml", 'data-urls="{{photos}}"', 'data-urls="{{photos[0]}}"'),
    "no handler": ("axml", 'onTap="open"', 'onTap="opens"'),
}


@pytest.mark.parametrize("name", ["", *SPOILED])
def test_a_port_that_is_spoiled_in_script_or_template_is_caught(tmp_path: Path, name: str) -> None:
    source = tree(tmp_path / "src", {"page.js": GALLERY, "page.wxml": GALLERY_WXML})
    files = {"js": GALLERY_PORT, "axml": GALLERY_AXML}
    if name:
        kind, old, new = SPOILED[name]
        assert old in files[kind]
        files[kind] = files[kind].replace(old, new)
    port = tree(tmp_path / "port", {f"page.{kind}": text for kind, text in files.items()})
    verified = verify(source, read="wx", write="my", port=port, situations=OK[1:])
    assert {verdict.entry.label() for verdict in verified.verdicts} == {
        "page.js:pick",
        "page.js:pick+open",
    }
    assert verified.ok is (not name)


def test_a_component_that_keeps_trigger_event_is_no_port(tmp_path: Path) -> None:
    code = """Component({ properties: { count: { type: Number, value: 2 } }, methods: {
      pick() { wx.chooseImage({ count: this.data.count, success: (r) => this.triggerEvent('picked', r.tempFilePaths.length) }) } } })"""
    kept = code.replace("wx.", "my.").replace("tempFilePaths", "apFilePaths")
    made = """Component({ props: { count: 2 }, methods: {
      pick() { my.chooseImage({ count: this.props.count, success: (r) => this.props.onPicked(r.apFilePaths.length) }) } } })"""
    source = tree(tmp_path / "src", {"part.js": code})
    for name, text, good in (("kept", kept, False), ("made", made, True)):
        port = tree(tmp_path / name, {"part.js": text})
        assert verify(source, read="wx", write="my", port=port, situations=OK).ok is good


APP = "App({ onLaunch() { this.info = wx.getAccountInfoSync().miniProgram.envVersion; wx.login({ success: (r) => { this.code = r.code } }); wx.getNetworkType({}); wx.onWindowResize(() => {}) } })"


def test_what_apps_ask_for_at_their_start_does_not_stop_them(tmp_path: Path) -> None:
    page = "Page({ pick() { wx.chooseImage({ success: () => wx.showToast({ title: getApp().code }) }) } })"
    verified = proved(tmp_path, {"app.js": APP, "app.json": "{}", "page.js": page})
    assert verified.ok
    assert set(dict(verified.foreign)) == {"wx.onWindowResize"}  # the port has all the others
    _, told = run(f"mediaglot verify {tmp_path} --from wx --to my --only ok")
    assert "calls of the port were answered by wx itself, which the target lacks:" in told
    assert "that the runs agree does not mean that the port runs there" in told


def test_a_stub_reaches_members_of_members_and_the_ports_own_calls(tmp_path: Path) -> None:
    app = "App({ onLaunch() { wx.cloud.init({ env: 'x' }) } })"
    page = """Page({ pick() { wx.chooseImage({ success: (r) => wx.cloud.uploadFile({ filePath: r.tempFilePaths[0],
      success: (done) => this.setData({ id: done.fileID, ext: wx.getExtConfigSync().name }) }) }) } })"""
    files = {"app.js": app, "app.json": "{}", "page.js": page}
    lacking = proved(tmp_path, files)
    assert (lacking.ok, lacking.complete) == (True, False)
    assert lacking.at_start == (
        "app.js:1:29 in onLaunch: wx.cloud.init; answer it: --stub cloud.init={}",
    )
    assert [label.partition(": ")[2] for label in lacking.verdicts[0].left] == [
        "wx.cloud.uploadFile; answer it: --stub cloud.uploadFile={}"
    ]
    stubs = {
        "cloud.init": {},
        "cloud.uploadFile": {"fileID": "f1"},
        "getExtConfigSync": {"name": "n"},
    }
    verified = proved(tmp_path, files, stubs=stubs)
    assert verified.ok
    data = [seen.data for seen in verified.verdicts[0].port.seen if seen.what == "setData"]
    assert data[0] == {"id": "f1", "ext": "n"}
    assert verified.foreign["wx.cloud.uploadFile"] >= 2


def test_a_handler_that_is_not_there_is_no_agreement(tmp_path: Path) -> None:
    files = {"page.js": "Page({ pick() { wx.chooseImage({}) } })"}
    with pytest.raises(InputError, match=r"page\.js has no handler 'pik'; did you mean 'pick'\?"):
        proved(tmp_path, files, calls=["pik"])
    with pytest.raises(InputError, match=r"no handler 'send'; known handlers: pick$"):
        proved(tmp_path, files, calls=["page.js:pick+send"])
    status, text = run(f"mediaglot verify {tmp_path} --from wx --to my --call page.js:pik")
    assert (status, "agree" in text) == (2, False)


def test_a_named_handler_without_a_media_call_proves_nothing_of_media(tmp_path: Path) -> None:
    files = {"page.js": "Page({ pick() { wx.chooseImage({}) }, say() { console.log('no') } })"}
    verified = proved(tmp_path, files, calls=["say", "pick"])
    assert verified.ok
    assert not verified.complete
    assert "page.js:say: it made no media call in any situation" in "\n".join(
        missed_lines(verified)
    )
    assert proved(tmp_path, files, calls=["pick"]).complete


HALF = """const say = require('./say')
Page({
  pick() { wx.chooseImage({ success: (r) => say(r.tempFilePaths.length) }) },
  open(e) { if (e.detail.deep === 7) wx.previewImage({ urls: ['https://a.b/c.jpg'] }) },
  // wx.saveFile({ tempFilePath: 'a' })
})
"""
SAY = "module.exports = (n) => { if (n > 99) wx.compressImage({ src: 'a.jpg' }) }"


def test_a_media_call_that_no_run_makes_is_not_compared(tmp_path: Path) -> None:
    files = {"page.js": HALF, "say.js": SAY, "alone.ts": "wx.getImageInfo({ src: 'a.jpg' })"}
    verified = proved(tmp_path, files)
    assert verified.ok
    assert not verified.complete
    lines = list(missed_lines(verified))
    at = lines.index("media calls that no run made, so not compared:")
    assert lines[at + 1 :] == [
        "  alone.ts: getImageInfo",
        "  page.js: previewImage",
        "  say.js: compressImage",
    ]
    assert plain(verified)["not_made"]["say.js"] == ["compressImage"]
    one = verify(tmp_path / "page.js", read="wx", write="my", situations=OK)
    assert [item.file for item in one.unmade] == ["page.js", "say.js"]
    given = verify(tmp_path, read="wx", write="wx/ios", port=tmp_path, situations=OK)
    assert given.unmade == verified.unmade


def test_a_call_that_another_page_makes_counts_for_the_module_they_share(tmp_path: Path) -> None:
    both = "exports.a = () => wx.chooseImage({}); exports.b = () => wx.chooseVideo({})"
    files = {
        "app.js": "App({})",
        "both.js": both,
        "a.js": "const { a } = require('./both'); Page({ go() { a() } })",
        "b.js": "const { b } = require('./both'); Page({ go() { b() } })",
        "both.ts": "export const c = () => wx.previewMedia({ sources: [] })",
    }
    assert proved(tmp_path, files).complete


def test_what_could_not_be_compared_is_not_said_to_differ(tmp_path: Path) -> None:
    tree(
        tmp_path,
        {"page.js": "Page({ go() { wx.chooseImage({ success: () => wx.chooseAddress() }) } })"},
    )
    status, text = run(f"mediaglot verify {tmp_path} --from wx --to my --only ok")
    assert status == 3
    assert "page.js:go  in part" in text
    assert "page.js:1:50 in success: wx.chooseAddress; answer it: --stub chooseAddress={}" in text
    assert "agree: 1 of 1 runs are the same, 1 of them as far as they are simulated" in text
    assert "differ" not in text


def test_a_page_goes_on_without_what_is_not_simulated(tmp_path: Path) -> None:
    """What both lack is compared without it, before and after; what stays unknown is not guessed."""
    page = """const db = wx.cloud.database()
      const toast = require('ui-kit/toast')
      Page({ data: {},
        onLoad() { this.map = wx.createMapContext('m'); this.map.moveToLocation() },
        pick() { wx.chooseImage({ count: 1, success: () => {
          toast.show('picked')
          this.setData({ n: 1 })
          db.collection('a').add({}).then(() => this.setData({ n: 2 })) } }) },
        stuck() { const all = db.collection('a').size * 2; wx.chooseImage({ count: all }) } })"""
    files = {"app.json": "{}", "app.js": "App({ onLaunch() { wx.cloud.init() } })", "page.js": page}
    verified = proved(tmp_path / "src", files)
    assert (verified.ok, verified.complete) == (True, False)
    only = verified.verdicts[0]
    assert [seen.data for seen in only.original.seen if seen.what == "setData"] == [{"n": 1}] * 2
    assert [label.partition("; ")[0] for label in only.left] == [
        "page.js:1:21: wx.cloud.database",
        "page.js:6:17 in success: the package ui-kit/toast.show",
    ]
    stuck = next(item for item in verified.missed if item.handler == "stuck")
    assert ("wx.cloud.database" in stuck.problem, stuck.place) == (True, "page.js:9:34 in stuck")
    port = tmp_path / "port"
    tree(port, {name: text.replace("wx.", "my.") for name, text in files.items()})
    wrong = (port / "page.js").read_text().replace("n: 1", "n: 3")
    (port / "page.js").write_text(wrong, encoding="utf-8")
    differs = proved(tmp_path / "src", files, port=port)
    assert differs.verdicts[0].difference is not None


def test_what_the_port_alone_lacks_ends_the_comparison_there(tmp_path: Path) -> None:
    source, port = tmp_path / "src", tmp_path / "port"
    code = "Page({ go() { wx.chooseImage({ count: 1, success: () => { %s; this.setData({ a: 1 }) } }) } })"
    tree(source, {"page.js": code % "wx.getSystemInfoSync()"})
    tree(
        port, {"page.js": (code % "this.setData({ b: my.nothing().x + 1 })").replace("wx.", "my.")}
    )
    verified = verify(source, read="wx", write="my", port=port, situations=SCENARIOS[:1])
    assert (verified.ok, verified.complete) == (True, False)
    assert verified.verdicts[0].left[0].startswith("in the port, page.js:1:")
    tree(port, {"page.js": (code % "this.setData({ z: 0 }); my.nothing()").replace("wx.", "my.")})
    verified = verify(source, read="wx", write="my", port=port, situations=SCENARIOS[:1])
    assert not verified.ok


def test_a_program_of_which_nothing_runs_is_no_bad_input(tmp_path: Path) -> None:
    tree(tmp_path, {"page.js": "const x = +wx.cloud.init()\nPage({ go() { wx.chooseImage({}) } })"})
    status, text = run(f"mediaglot verify {tmp_path} --from wx --to my --only ok")
    assert status == 3
    assert "page.js:1:21: not simulated: wx.cloud.init; answer it: --stub cloud.init={}" in text
    assert "original on wx/android: nothing was compared (1 page or handler), see above" in text


def test_a_program_is_found_below_the_folder_of_its_tools(tmp_path: Path) -> None:
    files = {
        "project.config.json": "{}",
        "mini/app.json": '{"pages": ["page"]}',
        "mini/app.js": "App({ count: 2 })",
        "mini/page.js": "Page({ go() { wx.chooseImage({ count: getApp().count }) } })",
        "cloud/index.js": "exports.main = () => 1",
    }
    verified = proved(tmp_path, files)
    assert {verdict.entry.label() for verdict in verified.verdicts} == {"page.js:go"}
    assert verified.complete
    tree(tmp_path, {"built/app.json": '{"pages": ["page"]}'})
    with pytest.raises(InputError, match=r"holds several programs, name one: built, mini$"):
        proved(tmp_path, files)


KEEPS = """Page({
  data: { kept: '' },
  pick() {
    wx.chooseImage({ count: 1, success: (r) => wx.saveFile({
      tempFilePath: r.tempFilePaths[0],
      success: (s) => {
        wx.setStorageSync('kept', s.savedFilePath)
        wx.setStorageSync('all', { list: [s.savedFilePath], home: wx.env.USER_DATA_PATH + '/x' })
        this.setData({ kept: 'at ' + s.savedFilePath })
      },
    }) })
  },
})
"""


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_kept_file_within_a_text_is_the_same_file(tmp_path: Path, write: str) -> None:
    """Feishu keeps files under the user's directory, WeChat elsewhere."""
    verified = proved(tmp_path, {"page.js": KEEPS}, write=write)
    assert [verdict.difference for verdict in verified.verdicts] == [None, None]
    seen = verified.verdicts[0].port.seen
    stored = [it.data["value"] for it in seen if it.what == "stored"]
    assert stored[:2] == ["<saveFile 1>", {"list": ["<saveFile 1>"], "home": "<user>/x"}]


ORDERED = """\
Page({
  go() {
    const all = wx.getSystemInfoSync()
    wx.setStorageSync('all', { theme: all.theme, width: all.windowWidth })
    wx.setStorageSync('text', 'a')
    wx.removeStorageSync('text')
    wx.setStorageSync('nothing', null)
    wx.chooseImage({ count: 1 })
  },
})
"""


def test_what_is_kept_is_compared_by_value() -> None:
    """Which field of an answer comes first, no vendor says; that nothing is kept differs from a
    kept null."""
    first = Seen("stored", {"key": "a", "value": {"theme": "light", "width": 1}})
    assert same(first, Seen("stored", {"key": "a", "value": {"width": 1, "theme": "light"}}))
    assert not same(first, Seen("stored", {"key": "a", "value": {"width": "1", "theme": "light"}}))


def test_what_is_kept_is_shown_by_value(tmp_path: Path) -> None:
    verified = proved(tmp_path, {"page.js": ORDERED}, write="tt")
    seen = verified.verdicts[0].original.seen
    stored = [it.data for it in seen if it.what == "stored"]
    assert stored[:4] == [
        {"key": "all", "value": {"theme": "light", "width": 390}},
        {"key": "text", "value": "a"},
        {"key": "text", "text": None},
        {"key": "nothing", "value": None},
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes there")
def test_a_pipe_in_the_place_of_a_configuration_is_none(tmp_path: Path) -> None:
    from mediaglot.adapters.verify.sides import _same_bytes

    os.mkfifo(tmp_path / "app.json")
    (tmp_path / "other.json").write_bytes(b"")
    assert not _same_bytes(tmp_path / "app.json", tmp_path / "other.json")
    assert _same_bytes(tmp_path / "other.json", tmp_path / "other.json")
