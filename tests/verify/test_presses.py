"""How handlers are pressed: what stands on the page and listens is touched, as its user would."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.program import MiniProgram
from mediaglot.adapters.verify.press import presses
from mediaglot.profiles import loader

pytest.importorskip("quickjs")
SUFFIX = {"wx": ".wxml", "my": ".axml", "tt": ".ttml"}
DATA = """photos: [{ path: 'a', id: 7 }, { path: 'b', id: 8 }], n: 3, on: false, text: 'hi', empty: [],
  rows: [[1, 2], [3]]"""

Sent = Callable[..., list[dict[str, Any]]]


@pytest.fixture
def sent(tmp_path: Path) -> Sent:
    """The events that presses of a handler send: `sent(text, handler, number=, client=, files=)`."""

    def press(
        text: str, handler: str, number: int = 0, client: str = "wx", files: dict[str, str] | None = None,
        suffix: str = "",
    ) -> list[dict[str, Any]]:  # fmt: skip
        names = sorted(
            {"go", "one", "two", "typed", "open", "cell", "gone", "other", "hold", handler}
        )
        script = (
            "const got = [];\nPage({ data: { DATA }, got() { return got.splice(0) }, HANDLERS })"
        )
        keep = ", ".join(
            f"{name}(e) {{ if ('{name}' === '{handler}') got.push(e) }}" for name in names
        )
        end = suffix or SUFFIX[client]
        for name, body in {
            "page.js": script.replace("DATA", DATA).replace("HANDLERS", keep), f"page{end}": text, **(files or {}),
        }.items():  # fmt: skip
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(body, encoding="utf-8")
        host = Host(client)
        looks = (tmp_path, loader.get("wx")) if suffix else None
        with MiniProgram(host, tmp_path, page="page", strict=False, looks=looks) as program:
            page, _ = program.open("page.js")
            for one in presses(program, page, handler, number):
                one()
            found: list[dict[str, Any]] = program.invoke(page, "got")
        host.close()
        return found

    return press


def datasets(events: list[dict[str, Any]]) -> list[Any]:
    return [event["currentTarget"]["dataset"] for event in events]


WX = """
<wxs module="m">if (1 < 2) { '<view bindtap="no">' } module.exports = 1</wxs>
<view data-a="1" data-item-Id='{{ n }}' data-b bindtap="one" capture-bind:touchstart="two"></view>
<view><image wx:for="{{photos}}" wx:key="id" src="{{item.path}}" data-path="{{item.path}}" catch:tap="open"/>
  <block wx:for="{{rows}}" wx:for-item="row" wx:for-index="r">
    <text wx:for="{{row}}" data-at="{{r}}-{{index}}" bind:tap="cell">a < b {{ n < 1 }}</text>
  </block>
  <input bindinput="typed" value="{{text}}"/><view wx:for="{{empty}}" bindtap="gone"/></view>
<view bindtap="one" data-a="2"/><view wx:if="{{on}}" bindtap="hold"/>
"""


def test_elements_carry_what_their_template_says(sent: Sent) -> None:
    assert datasets(sent(WX, "one")) == [{"a": "1", "itemId": 3, "b": True}, {"a": "2"}]
    assert [event["type"] for event in sent(WX, "two")] == ["touchstart"]
    (typed,) = sent(WX, "typed")
    assert (typed["type"], typed["detail"]) == ("input", {"value": "hi", "cursor": 2})


def test_each_item_of_a_loop_carries_its_own(sent: Sent) -> None:
    found = [datasets(sent(WX, "open", number)) for number in (0, 1, 5)]
    assert found == [[{"path": "a"}], [{"path": "b"}], [{"path": "b"}]]
    assert [datasets(sent(WX, "cell", number)) for number in (0, 2)] == [
        [{"at": "0-0"}],
        [{"at": "1-0"}],
    ]


def test_what_is_not_on_the_page_is_not_pressed(sent: Sent) -> None:
    assert sent(WX, "gone") == sent(WX, "hold") == []
    assert sent('<view hidden><view bindtap="go"/></view>', "go") == []
    assert sent('<button hidden="{{true}}" onTap="go"/>', "go", client="my") != []


def test_a_handler_of_no_element_gets_a_plain_tap(sent: Sent) -> None:
    assert datasets(sent(WX, "other")) == [{"index": 0, "id": 0}]
    assert datasets(sent("<view bindtap='go", "go")) == [{"index": 0, "id": 0}]


def test_the_event_is_the_clients_own(sent: Sent) -> None:
    text = '<view onTap="go" data-a="1" catchLongTap="hold" a:for="{{2}}"/>'
    (event,) = sent(text, "go", 1, "my")
    assert (event["type"], event["target"]["targetDataset"]) == ("tap", {"a": "1"})
    assert "x" not in event["detail"]
    assert [event["type"] for event in sent(text, "hold", client="my")] == ["longTap"]
    assert "targetDataset" not in sent('<view bindtap="go"/>', "go", client="tt")[0]["target"]


def test_a_template_of_another_vendor_counts_where_there_is_none(sent: Sent) -> None:
    (event,) = sent('<view bindtap="go" data-A="1"/>', "go", client="my", suffix=".wxml")
    assert event["target"]["targetDataset"] == {"a": "1"}


def test_only_some_of_many_are_pressed(sent: Sent) -> None:
    text = "".join(f'<view bindtap="go" data-n="{n}"/>' for n in range(9))
    assert len(sent(text, "go")) == 4
    assert len(sent('<view bindtap="go"/>' * 9, "go")) == 1


def test_a_component_that_tells_is_taken_at_its_word(sent: Sent) -> None:
    files = {"page.json": '{"usingComponents": {"a-part": "part"}}', "part.js": "Component({})",
             "part.wxml": "<text/>"}  # fmt: skip
    (event,) = sent('<a-part bind:picked="go" data-a="1"/>', "go", files=files)
    assert (event["type"], event["currentTarget"]["dataset"]) == ("picked", {"a": "1"})


def test_templates_and_files_are_pressed_in_their_place(sent: Sent) -> None:
    files = {
        "parts/card.wxml": '<template name="card"><view bindtap="go" data-id="{{id}}" data-n="{{n}}"/></template>'
    }
    text = '<import src="parts/card"/><template is="card" data="{{id: 5}}"/>'
    assert datasets(sent(text, "go", files=files)) == [{"id": 5}]


@pytest.mark.parametrize(
    "text",
    ["<view bindtap='go", '<view bindtap="go"', "<", "<view <view bindtap=go>", "</view></x><view bindtap=go>",
     "<view\x00 bindtap=go>", "<view =x bindtap=go>", "<a>" * 5000, "{{" * 5000, "<view a='" + "{{n+" * 5000],
)  # fmt: skip
def test_broken_and_large_templates_end(sent: Sent, text: str) -> None:
    assert len(sent(text, "go")) <= 4
