"""Where a program is entered: at its entry pages, and wherever its navigation leads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.verify import SCENARIOS, Verified, verify
from mediaglot.adapters.verify.show import plain

pytest.importorskip("quickjs")

OK = [situation for situation in SCENARIOS if situation.name in ("ok", "cancel")]
CONFIG = {
    "pages": ["pages/list", "pages/detail", "pages/gone", "pages/last"],
    "tabBar": {"list": [{"pagePath": "pages/list"}]},
}
LIST = """Page({
  data: { items: [{ id: 7 }, { id: 8 }] },
  help() { wx.showToast({ title: 'help' }) },
  open(e) { wx.navigateTo({ url: `./detail?id=${e.currentTarget.dataset.id}` }) },
})"""
LIST_WXML = """<button bindtap="help"/>
<view wx:for="{{items}}" bindtap="open" data-id="{{item.id}}"/>"""
DETAIL = """Page({
  data: { shot: '' },
  onLoad({ id }) { if (!id) throw new Error('no id'); this.setData({ id }) },
  pick() { wx.chooseImage({ success: (res) => this.setData({ shot: res.tempFilePaths[0] }) }) },
  send() { wx.redirectTo({ url: '/pages/last?shot=' + this.data.shot }) },
})"""
DETAIL_WXML = """<button bindtap="pick"/><button wx:if="{{shot}}" bindtap="send"/>"""
LAST = """Page({
  onLoad({ shot }) { this.shot = shot },
  save() {
    wx.saveImageToPhotosAlbum({ filePath: this.shot, fail: () => wx.showToast({ title: 'no' }) })
  },
})"""
GONE = """Page({
  pick() { wx.chooseImage({ success: (res) => this.setData({ n: res.tempFilePaths.length }) }) },
})"""


def proved(folder: Path, files: dict[str, str], **options: Any) -> Verified:
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    return verify(folder, **{"read": "wx", "write": "my", "situations": OK, **options})


def program(**more: str) -> dict[str, str]:
    return {
        "app.json": json.dumps(CONFIG),
        "app.js": "App({})",
        "pages/list.js": LIST,
        "pages/list.wxml": LIST_WXML,
        "pages/detail.js": DETAIL,
        "pages/detail.wxml": DETAIL_WXML,
        "pages/last.js": LAST,
        "pages/gone.js": GONE,
        **more,
    }


WAY = "pages/list.js:open > pages/detail.js:"


def test_pages_are_entered_where_navigation_leads(tmp_path: Path) -> None:
    verified = proved(tmp_path, program())
    labels = {verdict.entry.label() for verdict in verified.verdicts}
    assert labels == {
        f"{WAY}pick",
        f"{WAY}pick+send > pages/last.js:save",
        "pages/gone.js:pick",  # nothing leads there
    }
    assert verified.ok
    pick = next(v for v in verified.verdicts if v.entry.label() == f"{WAY}pick")
    first = [seen.line() for seen in pick.original.seen[:3]]
    assert [line.split()[0] for line in first] == ["navigate", "page", "setData"]
    assert '"id": "7"' in first[2]
    assert plain(verified)["verdicts"][0]["after"] == ["pages/list.js:open"]


def test_a_port_that_hands_on_another_query_differs(tmp_path: Path) -> None:
    port = tmp_path / "port"
    files = program()
    wrong = DETAIL.replace("wx.", "my.").replace("tempFilePaths", "apFilePaths")
    for name, text in files.items():
        place = port / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text.replace("wx.", "my."), encoding="utf-8")
    (port / "pages/list.js").write_text(
        LIST.replace("wx.", "my.").replace("?id=", "?key="), encoding="utf-8"
    )
    (port / "pages/detail.js").write_text(wrong, encoding="utf-8")
    verified = proved(tmp_path / "src", files, port=port)
    differs = {v.entry.label(): v for v in verified.verdicts if not v.ok}
    assert f"{WAY}pick" in differs
    difference = differs[f"{WAY}pick"].difference
    assert difference is not None
    assert "?key=7" in difference.port


def test_a_page_that_only_leads_on_has_a_bound(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(8)]
    files = {"app.json": json.dumps({"pages": names})}
    for number, name in enumerate(names):
        to = f"p{number + 1}" if number < 7 else "p0"
        files[f"{name}.js"] = f"""Page({{ on() {{ wx.navigateTo({{ url: '{to}' }}) }},
          pick() {{ wx.chooseImage({{ success: () => this.setData({{ ok: {number} }}) }}) }} }})"""
    verified = proved(tmp_path, files)
    assert verified.ok
    steps = {v.entry.page: len(v.entry.after) for v in verified.verdicts}
    assert max(steps.values()) == 3
    assert set(steps) == {f"{name}.js" for name in names}


def test_a_page_of_a_redirect_is_pressed_all_the_same(tmp_path: Path) -> None:
    files = program(
        **{
            "pages/list.js": """Page({ onLoad() { wx.redirectTo({ url: '/pages/gone' }) },
              pick() { wx.chooseImage({ success: () => this.setData({ ok: 1 }) }) } })"""
        }
    )
    del files["pages/list.wxml"]
    verified = proved(tmp_path, files)
    labels = {verdict.entry.label() for verdict in verified.verdicts}
    assert {"pages/list.js:pick", "pages/list.js:open > pages/gone.js:pick"} <= labels
    assert verified.ok


def test_a_handler_that_is_shown_later_is_pressed_then(tmp_path: Path) -> None:
    page = """Page({ data: { on: false }, show() { this.setData({ on: true }) },
      pick() { wx.chooseImage({ success: () => this.setData({ ok: 1 }) }) },
      never() { wx.chooseImage({}) } })"""
    markup = """<view bindtap="show"/><view wx:if="{{on}}" bindtap="pick"/>
      <view wx:if="{{admin}}" bindtap="never"/>"""
    verified = proved(tmp_path, {"page.js": page, "page.wxml": markup})
    assert {v.entry.label() for v in verified.verdicts} == {"page.js:show+pick"}
    assert [item.label() for item in verified.missed] == ["page.js:show", "page.js:never"]


BESIDE = """Page({
  data: {},
  go() {
    const { platform, windowWidth } = wx.getSystemInfoSync()
    this.setData({ known: !!platform, windowWidth })
    wx.setNavigationBarTitle({ title: 'hello' })
    wx.chooseImage({ success: (res) => {
      wx.setNavigationBarColor({ frontColor: '#ffffff', backgroundColor: '#000000' })
      this.setData({ n: res.tempFilePaths.length })
      wx.pageScrollTo({ scrollTop: 0 })
    } })
  },
})"""


@pytest.mark.parametrize("write", ["my", "tt"])
def test_calls_beside_media_are_told_as_the_target_has_them(tmp_path: Path, write: str) -> None:
    verified = proved(tmp_path / "app", {"page.js": BESIDE}, write=write)
    assert [verdict.difference for verdict in verified.verdicts if not verdict.ok] == []
    port = tmp_path / "port"
    port.mkdir()
    wrong = """Page({ data: {}, go() {
      this.setData({ known: true, windowWidth: 390 }); NS.BAR({ title: 'other' }) } })"""
    bar = {"my": "setNavigationBar", "tt": "setNavigationBarTitle"}[write]
    (port / "page.js").write_text(wrong.replace("NS", write).replace("BAR", bar), encoding="utf-8")
    verified = proved(tmp_path / "app", {"page.js": BESIDE}, write=write, port=port)
    difference = verified.verdicts[0].difference
    assert difference is not None
    assert ("hello" in difference.original, "other" in difference.port) == (True, True)
