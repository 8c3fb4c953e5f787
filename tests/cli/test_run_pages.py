"""``mediaglot run`` shows what stands on a page, and touches it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from commands import called

pytest.importorskip("quickjs")

FILES = {
    "page.js": """Page({ data: { name: '', n: 0 },
      typed(e) { this.setData({ name: e.detail.value }) },
      pick(e) { this.setData({ n: e.currentTarget.dataset.n }) } })""",
    "page.wxml": """<input id="who" bindinput="typed"/>
<view class="post" data-n="7" bindtap="pick">{{name}} {{n}}</view>
<view hidden class="not">x</view><text>{{gone.on}}</text>""",
    "page.axml": "<text>{{n}}{{gone}}</text>",
}


@pytest.fixture
def page(tmp_path: Path) -> str:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "page.js")


def ran(words: list[str]) -> tuple[int, str, str]:
    status, out, told = called(words)
    return status, out.decode(), told


def test_the_page_is_shown_as_text(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    status, out, _ = ran(
        ["run", page, "--client", "wx", "--input", "#who=Ann = me", "--tap", ".post"]
    )
    assert status == 0
    assert out.splitlines()[2:5] == [
        "page: page.js",
        "  input [Ann = me]                              input: typed",
        "  Ann = me 7                                 tap: pick {n=7}",
    ]
    assert "\x1b" not in out


def test_the_page_as_json_and_nothing_else(page: str) -> None:
    out = ran(["run", page, "--client", "wx", "--tap", ".post", "--tree", "json"])[1]
    found = json.loads(out)
    assert found["page"] == "page.js"
    assert [view["tag"] for view in found["tree"]] == ["input", "view", "view", "text"]
    whole = json.loads(ran(["run", page, "--client", "wx", "--format", "json"])[1])
    assert [view["tag"] for view in whole["tree"]["tree"]] == ["input", "view", "view", "text"]


def test_the_page_is_not_shown(page: str) -> None:
    assert "page:" not in ran(["run", page, "--client", "wx", "--tree", "none"])[1]


def test_what_is_not_known_is_told(page: str) -> None:
    told = ran(["run", page, "--client", "my"])[2]
    assert told == "note: not known: what a text shows for undefined\n"


def test_a_template_that_no_client_takes_is_told(page: str) -> None:
    Path(page).with_suffix(".wxml").write_text("<view>\n<b", encoding="utf-8")
    status, out, told = ran(["run", page, "--client", "wx"])
    assert (status, "handlers: typed, pick" in out) == (0, True)
    assert told == "note: the page is not drawn: page.wxml:1:1: <view> is not closed\n"


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--input", "#who"), "--input: expected SELECTOR=TEXT, got '#who'"),
        (("--tap", ".none"), "nothing on the page is '.none'"),
        (("--tap", ".not"), "'.not' is there and not shown (page.wxml:3:1)"),
        (("--tap", "a b["), "'a b[' is no selector that is known: ["),
    ],
)
def test_what_cannot_be_done(page: str, options: tuple[str, str], why: str) -> None:
    status, _, told = ran(["run", page, "--client", "wx", *options])
    assert status == 2
    assert why in told
