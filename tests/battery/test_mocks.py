"""The mocks hold what the vendors' pages say: their samples, tables and notes, one by one."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import IO, Any

import jsenv
import pytest

PROBE = Path(__file__).parent / "probe.js"
pytestmark = pytest.mark.node


@cache
def _process() -> tuple[IO[str], IO[str]]:
    started = subprocess.Popen(
        [str(jsenv.node()), str(PROBE)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    assert started.stdin is not None
    assert started.stdout is not None
    return started.stdin, started.stdout


def probe(vendor: str, code: str, variant: int = 0, **spec: Any) -> dict[str, Any]:
    """What a snippet logs, shows and does on a vendor's mock."""
    asked = {"vendor": vendor, "spec": spec, "variant": variant, "code": code}
    stdin, stdout = _process()
    stdin.write(json.dumps(asked) + "\n")
    stdin.flush()
    found: dict[str, Any] = json.loads(stdout.readline())
    return found


def logged(vendor: str, code: str, variant: int = 0, **spec: Any) -> list[Any]:
    values: list[Any] = probe(vendor, code, variant, **spec)["logged"]
    return values


def misuses(vendor: str, code: str, **spec: Any) -> list[str]:
    return [text for what, text in probe(vendor, code, **spec)["seen"] if what == "misuse"]


TEN = ["beach", "cat", "dune", "elm", "fern", "gate", "hill", "isle", "jade", "kite"]


def test_feishu_choose_image_sample() -> None:
    code = """tt.chooseImage({ sourceType: ['album', 'camera'], count: 10, sizeType: ['compressed'],
      cameraDevice: 'front', isSaveToAlbum: '0', success(res) { log(res) }, fail() { log('fail') } })"""
    (res,) = logged("tt", code)
    assert sorted(res) == ["errMsg", "tempFilePaths", "tempFiles"]
    assert res["errMsg"] == "chooseImage:ok"
    assert re.fullmatch(r"ttfile://temp/\d{13}\.jpg", res["tempFilePaths"][0])
    assert sorted(res["tempFiles"][0]) == ["path", "size"]
    assert res["tempFiles"][0]["path"] == res["tempFilePaths"][0]


@pytest.mark.parametrize(("vendor", "many"), [("wx", 9), ("my", 1), ("tt", 9)])
def test_default_counts(vendor: str, many: int) -> None:
    code = f"{vendor}.chooseImage({{ success: r => log(r.tempFilePaths.length) }})"
    assert logged(vendor, code, wish=TEN) == [many]


def test_feishu_count_is_one_to_twenty() -> None:
    assert misuses("tt", "tt.chooseImage({ count: 21 })") == ["chooseImage: count is 21"]
    assert misuses("tt", "tt.chooseImage({ count: 0 })") == ["chooseImage: count is 0"]
    assert misuses("tt", "tt.chooseImage({ count: 20 })") == []


def test_feishu_count_is_idle_with_the_camera() -> None:
    code = "tt.chooseImage({ sourceType: ['camera'], count: 3, success: r => log(r.tempFiles.length) })"
    assert logged("tt", code) == [1]


def test_feishu_choose_media_sample() -> None:
    code = """tt.chooseMedia({ mediaType: ['image', 'video'], sourceType: ['album'], count: 1,
      sizeType: ['compressed', 'original'], maxDuration: 60, cameraDevice: 'back',
      isSaveToAlbum: '0', success(res) { log(res) }, fail() { log('fail') } })"""
    (res,) = logged("tt", code)
    assert res["errMsg"] == "chooseMedia:ok"
    assert sorted(res["tempFiles"][0]) == ["size", "tempFilePath", "type"]
    assert res["tempFiles"][0]["type"] == "image"
    (video,) = logged("tt", code, wish=["surf"])
    assert sorted(video["tempFiles"][0]) == [
        "duration", "height", "size", "tempFilePath", "type", "width"
    ]  # fmt: skip


def test_wechat_choose_media_has_another_shape() -> None:
    code = "wx.chooseMedia({ mediaType: ['video'], success: r => log(r) })"
    (res,) = logged("wx", code)
    assert res["type"] == "video"
    assert res["tempFiles"][0]["fileType"] == "video"
    assert "thumbTempFilePath" in res["tempFiles"][0]
    assert logged("my", "log(typeof my.chooseMedia)") == ["undefined"]


def test_alipay_sample() -> None:
    """Its own preview of the third of two pictures is not told to work."""
    code = """my.chooseImage({ sourceType: ['camera', 'album'], count: 2,
      success: (res) => { log(res); my.previewImage({ current: 2, urls: res.tempFilePaths }) },
      fail: (res) => my.showToast({ type: 'fail', content: `错误码：${res.error}`, duration: 1000 }),
      complete: () => log('complete') })"""
    done = probe("my", code, wish=TEN)
    res, complete = done["logged"]
    assert complete == "complete"
    assert len(res["tempFilePaths"]) == 2
    assert "errMsg" not in res
    assert re.fullmatch(r"https://resource/\w+\.image", res["tempFilePaths"][0])
    assert sorted(res["tempFiles"][0]) == ["path", "size"]
    assert done["seen"] == [
        ["misuse", "previewImage: current 2 of 2: what is shown then is not told"]
    ]
    cancelled = probe("my", code, fails={"choose": "cancelled"})
    assert cancelled["seen"] == [["toast", "错误码：11"]]
    assert cancelled["logged"] == ["complete"]
    refused = [probe("my", code, variant, fails={"choose": "auth_denied"}) for variant in range(3)]
    assert [run["seen"][0][1] for run in refused] == [
        "错误码：2001", "错误码：2003", "错误码：2002"
    ]  # fmt: skip


def test_feishu_compress_sample() -> None:
    code = """tt.chooseImage({ count: 1, sourceType: ['album', 'camera'], success: (result) =>
      tt.compressImage({ src: result.tempFilePaths[0], quality: 50, success: log, fail: log }) })"""
    done = probe("tt", code)
    (res,) = done["logged"]
    assert sorted(res) == ["errMsg", "tempFilePath"]
    assert res["errMsg"] == "compressImage:ok"
    assert res["tempFilePath"].startswith("ttfile://temp/")
    assert done["effects"] == [["compressed", "beach-small medium"]]
    bad = code.replace("50", "0")
    assert misuses("tt", bad) == ["compressImage: quality is 0"]


def test_wechat_samples() -> None:
    code = """wx.chooseImage({ success(res) { wx.getImageInfo({ src: res.tempFilePaths[0],
      success(info) { log(info.width, info.height, info.orientation, info.type, info.path === res.tempFilePaths[0]) } }) } })"""
    assert logged("wx", code, wish=["cat"]) == [1280, 960, "right", "jpeg", True]
    assert logged(
        "wx", "wx.getImageInfo({ src: 'images/logo.png', success: r => log(r.type) })"
    ) == ["png"]
    assert misuses("wx", "wx.saveImageToPhotosAlbum({ success(res) {} })") == [
        "saveImageToPhotosAlbum: no filePath"
    ]
    # `current: ''` is not among the addresses: the first one is shown
    shown = "wx.previewImage({ current: '', urls: ['https://e.com/1.jpg', 'https://e.com/2.jpg'] })"
    assert probe("wx", shown)["effects"][0][1]["current"] == "https://e.com/1.jpg"


def test_orientations_are_the_exif_table() -> None:
    wanted = ["up", "up-mirrored", "down", "down-mirrored", "left-mirrored", "right",
              "right-mirrored", "left"]  # fmt: skip
    script = f"""const {{ bytesOf, TURNS }} = require({str(PROBE.parent / "mocks" / "bytes.js")!r});
      const tag = (t) => bytesOf({{ kind: 'image', type: 'jpeg', width: 4, height: 4, orientation: t }});
      console.log(JSON.stringify([TURNS, TURNS.map((t) => {{ const b = tag(t); const at = b.indexOf(0x12);
        return b[at + 8]; }})]))"""
    turns, tags = json.loads(jsenv.run(script))
    assert turns == wanted
    assert tags == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("vendor", "code", "wanted"),
    [
        ("wx", "chooseImage", {"errMsg": "chooseImage:fail cancel", "errno": 1}),
        ("wx", "chooseVideo", {"errMsg": "chooseVideo:fail cancel", "errno": 1}),
        ("my", "chooseImage", {"error": 11, "errorMessage": "用户取消操作"}),
        ("my", "chooseVideo", {"error": 11, "errorMessage": "用户取消操作"}),
        ("tt", "chooseImage", {"errMsg": "chooseImage:fail user cancel", "errno": 1300001}),
        ("tt", "chooseVideo", {"errMsg": "chooseVideo:fail user cancel", "errno": 1301001}),
    ],
)
def test_cancelled(vendor: str, code: str, wanted: dict[str, Any]) -> None:
    assert logged(vendor, f"{vendor}.{code}({{ fail: log }})", fails={"choose": "cancelled"}) == [
        wanted
    ]


def test_what_is_open_is_a_variant() -> None:
    closed = {"fails": {"choose": "cancelled"}}
    assert logged("my", "my.chooseVideo({ fail: e => log(e.error) })", 1, **closed) == [10]
    assert logged("my", "my.chooseImage({ fail: e => log(e.errorMessage) })", 2, **closed) == [
        "<undefined>"
    ]
    assert logged("wx", "wx.chooseImage({ fail: e => log(e.errno) })", 1, **closed) == [
        "<undefined>"
    ]
    assert logged("tt", "tt.chooseMedia({ fail: e => log(e.errno) })", 1, **closed) == [1301001]


@pytest.mark.parametrize(
    ("vendor", "code"), [("wx", 103), ("my", 15), ("tt", 107)]
)  # fmt: skip
def test_a_refused_album(vendor: str, code: int) -> None:
    snippet = f"""{vendor}.chooseImage({{ success: r => {vendor}.saveImageToPhotosAlbum({{
      filePath: r.tempFilePaths[0], fail: e => log(e.errno ?? e.error) }}) }})"""
    assert logged(vendor, snippet, fails={"save": "auth_denied"}) == [code]


def test_promises() -> None:
    kind = "const is = (p) => log(p === undefined ? 'none' : typeof p.then);"
    assert logged("wx", f"{kind} is(wx.chooseImage({{}})); is(wx.chooseImage({{ success() {{}} }}))") == [
        "function", "none"
    ]  # fmt: skip
    assert logged("my", f"{kind} is(my.chooseImage({{}})); is(my.chooseImage({{ success() {{}} }}))") == [
        "function", "function"
    ]  # fmt: skip
    assert logged("tt", f"{kind} is(tt.chooseImage({{}}))") == ["none"]
    manager = f"{kind} is(wx.getFileSystemManager().getFileInfo({{ filePath: 'wxfile://x' }}))"
    assert logged("wx", manager) == ["none"]
    assert logged("wx", f"{kind} is(wx.editImage({{ src: 'wxfile://x' }}))") == ["none"]


def test_alipay_answers_one_of_overlapping_saves() -> None:
    code = """my.chooseImage({ count: 2, success: ({ tempFilePaths: [a, b] }) => {
      my.saveImageToPhotosAlbum({ filePath: a, success: r => log(r), complete: () => log('end') });
      my.saveImageToPhotosAlbum({ filePath: b, success: () => log('second') }) } })"""
    done = probe("my", code, wish=TEN, full=True)
    assert done["logged"] == [{"success": True}, "end"]
    assert done["effects"] == [["saved", "beach"], ["saved", "cat"]]
    chained = code.replace("complete: () => log('end') });", "complete: () => {").replace(
        "log('second') }) } })", "log('second') }) } }) } })"
    )
    assert logged("my", chained, wish=TEN) == [{"success": True}, "second"]


def test_levels_and_qualities() -> None:
    code = """my.chooseImage({ success: r => [0, 1, 2, 3, 4].forEach(compressLevel =>
      my.compressImage({ apFilePaths: r.apFilePaths, compressLevel })) })"""
    strengths = [effect[1].split()[1] for effect in probe("my", code)["effects"]]
    assert strengths == ["low", "medium", "high", "adapted"]
    code = """wx.chooseImage({ success: r => [1, 33, 34, 66, 67, 99, 100].forEach(quality =>
      wx.compressImage({ src: r.tempFilePaths[0], quality })) })"""
    strengths = [effect[1].split()[1] for effect in probe("wx", code)["effects"]]
    assert strengths == ["low", "low", "medium", "medium", "high", "high"]
    failed = "wx.chooseImage({ success: r => wx.compressImage({ src: r.tempFilePaths[0], quality: 101, fail: e => log(e.errno) }) })"
    assert logged("wx", failed) == [1103006]


def test_units_of_video_info() -> None:
    ask = "{v}.chooseVideo({{ success: r => {v}.getVideoInfo({{ src: r.tempFilePath, success: log }}) }})"
    (wx,), (my,), (tt,) = (logged(v, ask.format(v=v)) for v in ("wx", "my", "tt"))
    assert (wx["size"], my["size"], tt["size"]) == (3000, 3000, 3000)
    assert (my["duration"], tt["duration"]) == (12000, 12)
    assert (wx["orientation"], my["orientation"], tt.get("orientation")) == ("up", 0, None)
    assert tt["type"] == "video/mp4"


def test_addresses_where_local_paths_are_wanted() -> None:
    ask = "{v}.saveImageToPhotosAlbum({{ filePath: 'https://e.com/a.jpg', success: () => log('saved') }})"
    assert logged("my", ask.format(v="my")) == ["saved"]
    for vendor in ("wx", "tt"):
        done = probe(vendor, ask.format(v=vendor))
        assert done["logged"] == []
        assert done["seen"][0][0] == "misuse"
        assert done["silent"]


def test_package_files_of_alipay_are_not_exposed() -> None:
    ask = "my.getImageInfo({ src: '/images/logo.png', fail: e => log(e.error) })"
    assert logged("my", ask) == [12]


def test_strictness() -> None:
    assert misuses("wx", "wx.previewImage({ urls: ['https://e.com/1.jpg'], current: 0 })") == [
        "previewImage: current is number"
    ]
    assert misuses("my", "my.previewImage({ urls: ['https://e.com/1.jpg'], current: 'a' })") == [
        "previewImage: current is string"
    ]
    assert misuses("my", "my.compressImage({ src: 'x' })") == [
        "compressImage: unknown option src", "compressImage: no apFilePaths"
    ]  # fmt: skip
    assert misuses("tt", "tt.chooseMedia({ camera: 'back' })") == [
        "chooseMedia: unknown option camera"
    ]
    assert misuses("tt", "tt.chooseImage({ count: undefined })") == []


def test_silence_is_kept() -> None:
    code = "wx.getImageInfo({ src: 'data:image/png;base64,aaaa', success: log, fail: log })"
    done = probe("wx", code)
    assert (done["logged"], bool(done["silent"])) == ([], True)
