"""The page of a verification: its runs, the first difference, and nothing from outside."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from commands import called
from mediaglot.adapters.realm.trace import Trace
from mediaglot.adapters.verify import SCENARIOS, verify
from mediaglot.adapters.verify.compare import Difference, beside_of, compared
from mediaglot.adapters.verify.observed import Observation, Seen
from mediaglot.adapters.verify.pages import verify_pages
from mediaglot.adapters.verify.traces_html import page, page_of_pages
from mediaglot.canonical.client import parse_client

pytest.importorskip("quickjs")

ONE = [situation for situation in SCENARIOS if situation.name == "ok"]
CODE = """Page({
  pick() { wx.chooseImage({ count: 1, success: (r) => {
    this.setData({ n: r.tempFilePaths.length, '</pre><script>alert(1)</script>': 1 }) } }) },
  note() { wx.showToast({ title: 'a' }) },
})"""
BAD = CODE.replace("wx.", "my.").replace("n: r.tempFilePaths.length", "n: 7")


class Whole(HTMLParser):
    """Whether every tag of a page is closed, and what a browser would ask for."""

    VOID = frozenset({"meta", "input", "br"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asked: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.VOID:
            self.open.append(tag)
        self.asked += [str(value) for name, value in attrs if name in ("src", "href", "srcset")]
        if tag in ("script", "link", "iframe", "img"):
            self.asked.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def sound(text: str) -> str:
    parser = Whole()
    parser.feed(text)
    assert not parser.open
    assert not parser.asked
    assert "default-src 'none'" in text
    assert "@import" not in text
    assert "url(" not in text
    return text


def program(folder: Path, port: str = "") -> tuple[Path, Path | None]:
    (folder / "src").mkdir()
    (folder / "src" / "page.js").write_text(CODE, encoding="utf-8")
    if not port:
        return folder / "src", None
    (folder / "port").mkdir()
    (folder / "port" / "page.js").write_text(port, encoding="utf-8")
    return folder / "src", folder / "port"


def test_runs_that_agree(tmp_path: Path) -> None:
    source, _ = program(tmp_path)
    text = sound(page(verify(source, read="wx", write="my", situations=ONE), "src"))
    assert "<title>src: wx/android and its port on my/android</title>" in text
    assert "1 run: 1 is the same" in text
    assert '<details class="same good"><summary><span class="state">the same</span>' in text
    assert "all that happened on wx/android" in text
    assert "chooseImage(options=" in text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)" in text
    assert '<td class="mark">!</td>' not in text


def test_the_first_difference_is_marked(tmp_path: Path) -> None:
    source, port = program(tmp_path, BAD)
    found = verify(source, read="wx", write="my", port=port, situations=ONE)
    text = sound(page(found, "src"))
    assert '<details class="differs bad" open>' in text
    rows = re.findall(
        r'<tr class="first"><td>(.*?)</td><td class="mark">!</td><td>(.*?)</td>', text
    )
    assert len(rows) == 1
    one, other = rows[0]
    assert "&quot;n&quot;: 1" in one
    assert "&quot;n&quot;: 7" in other


def test_only_lines_of_one_kind_stand_beside_each_other() -> None:
    def run(client: str, *seen: Seen) -> Observation:
        return Observation(client, seen, (), Trace())

    clients = parse_client("wx/android"), parse_client("my/android")
    toast, saved = Seen("toast", "a"), Seen("saved", "x", world=True)
    one = run("wx/android", toast, saved, Seen("toast", "b"))
    later = compared(one, other := run("my/android", saved, toast, Seen("toast", "c")), *clients)
    assert beside_of(later, (one, other)) == (
        [['toast     "a"', 'toast     "b"'], ['toast     "a"', 'toast     "c"']], 1
    )  # fmt: skip
    world = compared(one, other := run("my/android", toast, Seen("toast", "b")), *clients)
    assert beside_of(world, (one, other)) == ([['saved     "x"'], []], 0)
    call = Difference("a media call", 3, "this", "that")
    assert beside_of(call, (one, other)) == ([["this"], ["that"]], 0)
    assert beside_of(None, (one, one)) == ([[it.line() for it in one.seen]] * 2, -1)


def test_pages_that_were_drawn(tmp_path: Path) -> None:
    source, _ = program(tmp_path)
    (source / "page.wxml").write_text('<view bindtap="note">{{n}}</view>', encoding="utf-8")
    text = sound(page_of_pages(verify_pages(source, read="wx", write="my", situations=ONE), "src"))
    assert "1 run: 1 is the same" in text


def test_the_command_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, _ = program(tmp_path)
    monkeypatch.chdir(tmp_path)
    words = ["verify", str(source), "--from", "wx", "--to", "my", "--only", "ok"]
    status, _, told = called([*words, "--html", "runs.html"])
    assert status == 0, told
    sound((tmp_path / "runs.html").read_text(encoding="utf-8"))
    for file, said in (
        ("none/runs.html", "none/runs.html: cannot be written: there is no such folder"),
        ("runs.txt", "a name may end in .html, .htm"),
        (".", "is a folder; expected a file to write"),
    ):
        status, out, told = called([*words, "--html", file])
        assert (status, out) == (2, b"")
        assert said in told


def test_nothing_was_compared(tmp_path: Path) -> None:
    source, _ = program(tmp_path)
    (source / "page.js").write_text("Page({ go() { wx.chooseImage() } })", encoding="utf-8")
    found = verify(source, read="wx", write="my", situations=ONE, budget=1e-9)
    text = sound(page(found, "src"))
    assert "nothing was compared" in text
    assert "not compared for lack of time" in text
