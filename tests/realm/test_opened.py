"""Whole programs: opened where they open, led from page to page, opened again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import mediaglot as mg
import pytest
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.opened import OpenProgram

pytest.importorskip("quickjs")

NOTES = Path(__file__).resolve().parents[2] / "examples" / "notes-app"
FILES = {
    "app.json": '{"pages": ["pages/a/a", "pages/b/b"]}',
    "app.js": "App({ globalData: { n: 1 } })",
    "pages/a/a.js": """Page({
      data: { q: '' },
      onLoad(q) { this.setData({ q: JSON.stringify(q) }); console.log('open') },
      go() { wx.navigateTo({ url: '../b/b?from=a' }) },
      fall() { throw new Error('oh') },
    })""",
    "pages/a/a.wxml": '<view class="q">{{q}}</view><button bindtap="go">go</button>',
    "pages/b/b.js": "Page({ onLoad(q) { wx.setStorageSync('from', q) } })",
    "pages/b/b.wxml": "<text>second</text>",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / "src" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "src" / name).write_text(text)
    return tmp_path


@pytest.fixture
def opened(folder: Path) -> Iterator[OpenProgram]:
    with Host("wx/android") as host, host.open_program(folder) as program:
        yield program


@pytest.mark.parametrize("client", ["wx/android", "my/ios", "tt/android"])
def test_one_program_in_three_dialects(client: str) -> None:
    with Host(client) as host, host.open_program(NOTES / client.partition("/")[0]) as program:
        assert (program.route, program.text) == ("pages/list/list", "Add Nothing yet")
        program.find("input").input("milk")
        program.find(".add").tap()
        assert program.text == "Add milk"
        assert program.stored == {"notes": [{"id": 1, "text": "milk"}]}
        assert program.switch_tab("/pages/about/about").file == "pages/about/about.js"
        program.restart()
        assert program.text == "Add milk"
        assert program.tree.words() == program.text


def test_from_page_to_page(opened: OpenProgram) -> None:
    assert opened.find(".q").text == "{}"
    opened.find("button").tap()
    assert (opened.route, opened.text) == ("pages/b/b", "second")
    assert opened.stored == {"from": {"from": "a"}}
    assert [page.file for page in opened.pages] == ["pages/a/a.js", "pages/b/b.js"]
    assert opened.back().file == "pages/a/a.js"
    assert opened.back().file == "pages/a/a.js"
    opened.navigate_to("/pages/a/a?x=1", name="a b", n=2)
    assert opened.data == {"q": '{"x":"1","name":"a%20b","n":"2"}'}
    opened.redirect_to("../b/b")
    assert [page.file for page in opened.pages] == ["pages/a/a.js", "pages/b/b.js"]
    opened.relaunch("/pages/b/b")
    assert [page.file for page in opened.pages] == ["pages/b/b.js"]
    assert opened.evaluate("getApp().globalData.n") == 1
    assert opened.console == ["open", "open"]
    assert "open" in opened.show()


def test_where_nothing_leads(opened: OpenProgram) -> None:
    with pytest.raises(mg.MediaError, match='page "pages/no" is not found'):
        opened.navigate_to("/pages/no")
    with pytest.raises(mg.MediaError, match="is no page of the tab bar"):
        opened.switch_tab("/pages/b/b")
    with pytest.raises(mg.MediaglotError, match=r"pages/a/a\.js:5.*oh"):
        opened.call("fall")
    assert opened.route == "pages/a/a"


def test_another_page_first_with_a_query(folder: Path) -> None:
    with Host("wx") as host, host.open_program(folder / "src", "pages/a/a", {"k": "v"}) as program:
        assert program.data == {"q": '{"k":"v"}'}
        program.restart("/pages/b/b.js", {"l": "w"})
        assert program.stored == {"from": {"l": "w"}}


def test_what_is_no_program(folder: Path) -> None:
    with Host("wx") as host:
        with pytest.raises(mg.InputError, match="no such folder"):
            host.open_program(folder / "none")
        with pytest.raises(mg.InputError, match="no page 'pages/c/c'; did you mean 'pages/b/b'"):
            host.open_program(folder, "pages/c/c")
        (folder / "src" / "app.json").write_text("{}")
        with pytest.raises(mg.InputError, match=r"where does this program begin\?.*app.json"):
            host.open_program(folder / "src")
        assert host.programs == []
