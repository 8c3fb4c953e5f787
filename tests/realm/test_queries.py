"""Queries of elements on simulated clients: each text and picture is a line of the window."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import load
from mediaglot.adapters.verify.pages import verify_pages

pytest.importorskip("quickjs")

ENDS = {"wx": "wxml", "my": "axml", "tt": "ttml"}
LINE, WIDE, HIGH = 24, 390, 750
ASKS = """.select('#a').boundingClientRect().selectAll('.x').fields({ rect: true, size: true })
  .select('#none').boundingClientRect().selectViewport().boundingClientRect().select('#a').scrollOffset()
  .exec((all) => this.setData({ all }))"""
STANDS = """<view id="a" class="x" data-k="1">one <view class="x">two</view></view><view>
  <image class="x" src="a.png"/></view><view class="x" hidden="{{true}}">gone</view>"""


def box(top: int, lines: int) -> dict[str, int]:
    sides = {"left": 0, "top": top * LINE, "right": WIDE, "bottom": (top + lines) * LINE}
    return {**sides, "width": WIDE, "height": lines * LINE}


def answers(folder: Path, client: str, begins: str) -> list[Any]:
    (folder / "page.js").write_text(f"Page({{ data: {{}}, go() {{ {begins}{ASKS} }} }})")
    (folder / f"page.{ENDS[client]}").write_text(STANDS)
    with Host(client) as host, load(host, folder / "page.js") as page:
        page.call("go")
        assert any("where elements stand is not simulated" in note for note in host.notes)
        found: list[Any] = page.data["all"]
        return found


@pytest.mark.parametrize(
    ("client", "begins"),
    [
        ("wx", "wx.createSelectorQuery()"),
        ("wx", "this.createSelectorQuery()"),
        ("wx", "wx.createSelectorQuery().in(this)"),
        ("my", "my.createSelectorQuery()"),
        ("my", "this.createSelectorQuery()"),
        ("tt", "tt.createSelectorQuery()"),
    ],
)
def test_where_elements_stand(tmp_path: Path, client: str, begins: str) -> None:
    first, each, none, window, offset = answers(tmp_path, client, begins)
    named = {} if client == "my" else {"id": "a", "dataset": {"k": "1"}}
    assert first == {**named, **box(0, 2)}
    nothing = {"left": 0, "top": 0, "right": 0, "bottom": 0, "width": 0, "height": 0}
    assert each == [box(0, 2), box(1, 1), box(2, 1), nothing]
    assert none is None
    size = {"width": WIDE, "height": HIGH}
    corners = {"id": "", "dataset": {}, "left": 0, "top": 0, "right": WIDE, "bottom": HIGH}
    assert window == (size if client == "my" else {**corners, **size})
    assert offset == {"id": "a", "dataset": {"k": "1"}, "scrollLeft": 0, "scrollTop": 0}


def test_each_question_hears_its_answer_before_all_do(tmp_path: Path) -> None:
    code = """Page({ data: { log: [] }, say(what) { this.setData({ log: this.data.log.concat([what]) }) },
      go() { NS.createSelectorQuery().select('#a').boundingClientRect((one) => this.say(one.height))
        .select('#a').scrollOffset((one) => this.say(one.scrollTop)).exec((all) => this.say(all.length))
        this.say('later') } })"""
    for client, said in {"wx": [24, 0, 2], "tt": [24, 0, 2], "my": [0, 2]}.items():
        (tmp_path / "page.js").write_text(code.replace("NS", client))
        (tmp_path / f"page.{ENDS[client]}").write_text('<view id="a">one</view>')
        with Host(client) as host, load(host, tmp_path / "page.js") as page:
            page.call("go")
            assert page.data["log"] == ["later", *said], client


PART = """Component({ data: { high: 0, out: 0, early: 0 }, lifetimes: { attached() {
  wx.createSelectorQuery().in(this).select('.in').boundingClientRect((box) => this.setData({ early: box.width })).exec()
}, ready() {
  this.createSelectorQuery().select('.in').boundingClientRect((box) => this.setData({ high: box.height })).exec()
  wx.createSelectorQuery().in(this).select('.out').boundingClientRect((box) => this.setData({ out: box === null ? 'none' : 'found' })).exec()
} } })"""


@pytest.mark.parametrize("write", ["my", "tt"])
def test_a_component_looks_into_itself_as_its_port_does(tmp_path: Path, write: str) -> None:
    files = {
        "app.json": '{"pages": ["page"]}', "page.js": "Page({})",
        "page.json": '{"usingComponents": {"my-outer": "outer"}}',
        "page.wxml": '<view class="in">a</view><my-outer/>',
        "outer.json": '{"component": true, "usingComponents": {"my-part": "part"}}',
        "outer.wxml": '<view class="out">b</view><my-part/>', "outer.js": "Component({})",
        "part.json": '{"component": true}', "part.js": PART,
        "part.wxml": '<view class="in" id="in"><view>c</view><view>d</view></view>{{high}} {{out}} {{early}}',
    }  # fmt: skip
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    verified = verify_pages(tmp_path, read="wx", write=write)
    (verdict,) = verified.verdicts
    assert verdict.ok, verdict
    with Host("wx") as host:
        page = host.load(tmp_path / "page.js")
        assert page.tree.words() == "a b c d 48 none 390"
