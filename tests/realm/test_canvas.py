"""A canvas on simulated clients: pictures of the size, format and quality asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import load
from mediaglot.adapters.realm.program import PageError
from mediaglot.adapters.verify import SCENARIOS, verify

pytest.importorskip("quickjs")

NAMES = {"wx": "wx", "tt": "tt", "my": "my", "douyin": "tt", "ascf": "has"}
SHOWS = """success: r => NS.getImageInfo({ src: r.tempFilePath || r.apFilePath, success: i =>
  this.setData({ size: [i.width, i.height], type: i.type }) }),
  fail: e => this.setData({ failed: e.errMsg || e.errorMessage || String(e.error) })"""


def exported(folder: Path, client: str, options: str) -> tuple[dict[str, Any], list[Any], Any]:
    """The page's data, what was drawn, and the notes, after an export with some options."""
    code = f"Page({{ data: {{}}, go() {{ NS.canvasToTempFilePath({{ {options}, {SHOWS} }}) }} }})"
    vendor = client.partition("/")[0].partition("@")[0]
    file = folder / "page.js"
    file.write_text(code.replace("NS", NAMES[vendor]), encoding="utf-8")
    with Host(client) as host, load(host, file) as page:
        page.call("go")
        drawn = [event.data for event in page.program.trace if event.what == "drawn"]
        return dict(page.data), drawn, host.notes


@pytest.mark.parametrize(
    ("client", "options", "size"),
    [
        # a size that is left out: the part's, times the pixel ratio (2) where the vendor says so
        ("wx", "canvasId: 'c', width: 100, height: 50", [200, 100]),
        ("ascf", "canvasId: 'c', width: 100, height: 50", [200, 100]),
        ("tt", "canvasId: 'c', width: 100, height: 50", [100, 50]),
        ("douyin", "canvasId: 'c', width: 100, height: 50", [100, 50]),
        ("wx", "canvasId: 'c', width: 100, height: 50, destWidth: 30, destHeight: 20", [30, 20]),
        ("tt", "canvasId: 'c', width: 100, height: 50, destWidth: 30, destHeight: 20", [30, 20]),
        ("my", "canvasId: 'c', width: 100, height: 50, destWidth: 30, destHeight: 20", [30, 20]),
        ("my", "canvasId: 'c', x: 100, y: 25", [200, 200]),  # of 300 by 225
    ],
)  # fmt: skip
def test_the_size_of_a_picture(tmp_path: Path, client: str, options: str, size: list[int]) -> None:
    data, drawn, notes = exported(tmp_path, client, options)
    assert data["size"] == size
    assert drawn == [{"width": size[0], "height": size[1], "format": "png"}]
    assert any("is not simulated: its picture is empty" in note for note in notes)
    told = any("no source says whether the pixel ratio" in note for note in notes)
    assert told == (client == "my" and "destWidth" not in options)


def test_format_and_quality(tmp_path: Path) -> None:
    sizes = []
    for quality in ("1", "0.1", "7", "0"):  # what is outside counts as 1
        asked = f"canvasId: 'c', width: 200, height: 200, fileType: 'jpg', quality: {quality}"
        code = f"""Page({{ data: {{}}, go() {{ wx.canvasToTempFilePath({{ {asked}, success: r =>
          wx.getFileInfo({{ filePath: r.tempFilePath, success: i => this.setData({{ n: i.size }}) }})
        }}) }} }})"""
        (tmp_path / "page.js").write_text(code, encoding="utf-8")
        with Host("wx/android") as host, load(host, tmp_path / "page.js") as page:
            page.call("go")
            sizes.append(page.data["n"])
    assert sizes[0] == sizes[2] == sizes[3]
    assert sizes[1] < sizes[0]
    data, _, _ = exported(tmp_path, "wx", "canvasId: 'c', width: 9, height: 9, fileType: 'jpg'")
    assert data["type"] == "jpeg"


@pytest.mark.parametrize(
    ("client", "options"),
    [
        ("wx", "width: 10, height: 10"),
        ("wx", "canvasId: 'c'"),  # how large such a canvas is, no source says
        ("wx", "canvasId: 'c', width: 0, height: 10"),
        ("wx", "canvasId: 'c', width: 1e9, height: 10"),
        ("wx", "canvasId: 'c', width: '9', height: 10"),
        ("wx", "canvasId: 'c', width: 9, height: 10, fileType: 'gif'"),
        ("my", "canvasId: 'c', x: 301"),
    ],
)
def test_what_gives_no_picture_fails(tmp_path: Path, client: str, options: str) -> None:
    data, drawn, _ = exported(tmp_path, client, options)
    assert data["failed"]
    assert drawn == []
    assert "size" not in data


def test_drawing_is_let_pass_and_tells_when_it_is_done(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text("""Page({ data: {}, go() {
      const c = wx.createCanvasContext('c')
      c.fillStyle = 'red'
      const g = c.createLinearGradient(0, 0, 1, 1); g.addColorStop(0, c.fillStyle)
      c.setFillStyle(g); c.fillText('a', c.measureText('a').width + 1, 2)
      c.draw(false, () => this.setData({ drawn: c.fillStyle }))
      this.setData({ drawn: 'not yet' })
    } })""", encoding="utf-8")  # fmt: skip
    with Host("wx/android") as host, load(host, tmp_path / "page.js") as page:
        page.call("go")
        assert page.data == {"drawn": "red"}
        assert not page.program.thrown


def test_what_would_answer_by_callbacks_is_refused(tmp_path: Path) -> None:
    code = "Page({ go() { wx.createCanvasContext('c').toTempFilePath({ success() {} }) } })"
    (tmp_path / "page.js").write_text(code, encoding="utf-8")
    told = r"createCanvasContext\(\)\.toTempFilePath is not simulated"
    with (
        Host("wx/android") as host,
        load(host, tmp_path / "page.js") as page,
        pytest.raises(PageError, match=told),
    ):
        page.call("go")


def test_a_smaller_picture_of_the_port_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(
        "Page({ go() { wx.chooseImage({ success: () => wx.canvasToTempFilePath({ canvasId: 'c', "
        "width: 100, height: 50, success: r => wx.previewImage({ urls: [r.tempFilePath] }) }) }) } })",
        encoding="utf-8",
    )
    ok = [situation for situation in SCENARIOS if situation.name == "ok"]
    (verdict,) = verify(tmp_path, read="wx", write="tt", situations=ok).verdicts
    assert verdict.difference is not None
    assert '"width": 200' in verdict.difference.original
    assert '"width": 100' in verdict.difference.port
    assert verify(tmp_path, read="wx", write="ascf", situations=ok).ok
