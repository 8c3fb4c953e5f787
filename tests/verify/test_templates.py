"""Templates: what an element carries, and how its handler is pressed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.verify.expressions import UNKNOWN, evaluated, value_of
from mediaglot.adapters.verify.press import Elements
from mediaglot.adapters.verify.template import bound
from mediaglot.profiles import loader
from mediaglot.profiles.model import Templates

DATA: dict[str, Any] = {
    "photos": [{"path": "a", "id": 7}, {"path": "b", "id": 8}],
    "n": 3,
    "on": False,
    "text": "hi",
    "deep": {"list": [[1, 2], [3]]},
    "none": None,
    "empty": [],
}


def facts(vendor: str) -> Templates:
    found = loader.get(vendor).template
    assert found is not None
    return found


VALUES = {
    "plain": "plain",
    "{{n}}": 3,
    " {{ n }} ": 3,
    "p{{n}}q{{text}}": "p3qhi",
    "{{photos[1].path}}": "b",
    "{{photos.length}}": 2,
    "{{deep.list[0][1]}}": 2,
    "{{deep['list'][n - 2][0]}}": 3,
    "{{photos}}": DATA["photos"],
    "{{!on && n > 2 ? 'yes' : 'no'}}": "yes",
    "{{n + 1}}": 4,
    "{{n + '1'}}": "31",
    "{{'a' + text}}": "ahi",
    "{{n % 2 === 1}}": True,
    "{{n == 3 || missing}}": True,
    "{{-n * (2 + 1)}}": -9,
    "{{on}}": False,
    "{{none}}": None,
    "{{true}}": True,
    "{{1.5}}": 1.5,
    "{{'it\\'s'}}": "it's",
    "{{none || 'x'}}": "x",
    "{{[1, n, 'x']}}": [1, 3, "x"],
    "{{[]}}": [],
    "{{[[n], photos[0].id,][1]}}": 7,
    "{{[1, 2].length}}": 2,
    "{{{a: 1}}}": {"a": 1},
    "{{ {index: n, text, 'k-2': {on}, 3: [n]} }}": {
        "index": 3, "text": "hi", "k-2": {"on": False}, "3": [3],
    },
    "{{ {...photos[1], id: n} }}": {"path": "b", "id": 3},
    "{{ {} }}": {},
    "{{n}}{{ {a: 1}.a }}": "31",
}  # fmt: skip


@pytest.mark.parametrize("text", VALUES)
def test_expressions_have_the_value_that_they_have_there(text: str) -> None:
    value = value_of(text, DATA)
    assert value == VALUES[text]
    assert type(value) is type(VALUES[text])


@pytest.mark.parametrize(
    "text",
    ["{{missing}}", "{{photos[9].path}}", "{{m.f(n)}}", "{{n =}}", "{{[1, missing]}}", "{{{a: missing}}}", "{{}}", "{{a: 1}}", "{{[1}}", "{{{a: 1}}",
     "{{{...n}}}", "{{{[n]: 1}}}", "{{[1 2]}}", "{{" + "[" * 500 + "]" * 500 + "}}",
     "{{n / 0}}", "a{{missing}}", "{{`x`}}", "{{" + "(" * 500 + "1" + ")" * 500 + "}}",
     "{{" + "n+" * 5000 + "n}}"],
)  # fmt: skip
def test_what_cannot_be_told_is_unknown(text: str) -> None:
    assert value_of(text, DATA) is UNKNOWN


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                "n",
                "photos",
                ".",
                "[",
                "]",
                "(",
                ")",
                "!",
                "-",
                "+",
                "*",
                "/",
                "%",
                "<",
                ">",
                "==",
                "?",
                ":",
                "{",
                "}",
                ",",
                "...",
                "&&",
                "||",
                "'a'",
                "1",
            ]
        ),
        max_size=12,
    ).map(" ".join)
)
def test_no_expression_is_an_error(text: str) -> None:
    evaluated(text, DATA)
    value_of("{{" + text + "}}", DATA)


WX = """
<!-- <view bindtap="no"/> --><wxs module="m">if (1 < 2) { '<view bindtap="no">' }</wxs>
<view data-a="1" data-item-Id='{{ n }}' data-b bindtap="one" capture-bind:touchstart="two">
  <image wx:for="{{photos}}" wx:key="id" src="{{item.path}}" data-path="{{item.path}}" data-index="{{index}}"
    mode=aspectFill catch:tap="open" data-urls="{{photos}}"/>
  <block wx:for="{{deep.list}}" wx:for-item="row" wx:for-index="r">
    <text wx:for="{{row}}" data-at="{{r}}-{{index}}" data-v="{{item}}" bind:tap="cell">a < b {{ n < 1 }}</text>
  </block>
  <input bindinput="typed" value="{{text}}" binding="x" bindtap="{{n}}" />
  <view wx:for="{{empty}}" bindtap="gone" data-x="1"></view>
</view>
<view bindtap="one" data-a="2">
"""


def sent(
    vendor: str, text: str, handler: str, number: int = 0, client: str = ""
) -> list[dict[str, Any]]:
    told = Elements(facts(client or vendor), facts(vendor), tuple(bound(text, facts(vendor))))
    return told.events(handler, DATA, number)


def datasets(vendor: str, text: str, handler: str, number: int = 0) -> list[dict[str, Any]]:
    return [event["currentTarget"]["dataset"] for event in sent(vendor, text, handler, number)]


def test_an_element_carries_what_its_template_says() -> None:
    assert datasets("wx", WX, "one") == [{"a": "1", "itemId": 3, "b": True}, {"a": "2"}]
    assert [event["type"] for event in sent("wx", WX, "two")] == ["touchstart"]
    assert [event["type"] for event in sent("wx", WX, "typed")] == ["input"]


def test_each_item_of_a_loop_carries_its_own() -> None:
    first = {"path": "a", "index": 0, "urls": DATA["photos"]}
    assert datasets("wx", WX, "open") == [first]
    assert datasets("wx", WX, "open", 1) == [{**first, "path": "b", "index": 1}]
    assert datasets("wx", WX, "open", 5) == [{**first, "path": "b", "index": 1}]
    assert datasets("wx", WX, "cell") == [{"at": "0-0", "v": 1}]
    assert datasets("wx", WX, "cell", 1) == [{"at": "1-0", "v": 3}]


def test_what_is_not_on_the_page_is_not_pressed() -> None:
    assert sent("wx", WX, "gone") == []


def test_a_handler_of_no_element_gets_a_plain_tap() -> None:
    assert datasets("wx", WX, "other") == [{"index": 0, "id": 0}]


def test_the_event_is_the_clients_own() -> None:
    text = '<view onTap="go" data-a="1" catchLongTap="hold" onclick="no" a:for="{{2}}"/>'
    (event,) = sent("my", text, "go", 1)
    assert (event["type"], event["target"]["targetDataset"]) == ("tap", {"a": "1"})
    assert "x" not in event["detail"]
    assert [event["type"] for event in sent("my", text, "hold")] == ["longTap"]
    assert datasets("my", text, "no") == [{"index": 0, "id": 0}]
    assert "targetDataset" not in sent("tt", '<view bindtap="go"/>', "go")[0]["target"]
    (event,) = sent("wx", '<view bindtap="go" data-a="1"/>', "go", client="my")
    assert event["target"]["targetDataset"] == {"a": "1"}


@pytest.mark.parametrize(
    "text",
    ["<view bindtap='go", '<view bindtap="go"', "<", "<view <view bindtap=go>", "</view></x><view bindtap=go>",
     "<view bindtap = go / >", '<view "bindtap=go>', "<view\x00 bindtap=go>", "<view =x bindtap=go>"],
)  # fmt: skip
def test_broken_templates_are_read_as_far_as_they_go(text: str) -> None:
    assert {element.handler for element in bound(text, facts("wx"))} <= {"go"}


@pytest.mark.parametrize(
    "text",
    ["<view>" * 50_000, "<view wx:for='{{a}}'>" * 30_000, "<" * 100_000, "<!--" * 50_000, "<a b=" * 30_000,
     "<a " + "data-x=1 " * 30_000 + "bindtap=go>", "<wxs>" * 30_000, "{{" * 50_000, "</a>" * 50_000],
)  # fmt: skip
def test_large_templates_are_bounded(text: str) -> None:
    assert len(bound(text, facts("wx"))) <= 1


@given(
    st.lists(
        st.sampled_from(
            [
                "<",
                ">",
                "/",
                "view",
                " ",
                "bindtap",
                "=",
                '"go"',
                "'",
                "data-a",
                "wx:for",
                "{{photos}}",
                "<!--",
                "-->",
                "</view>",
                "<wxs>",
                "\n",
            ]
        ),
        max_size=40,
    ).map("".join)
)
def test_any_template_is_read(text: str) -> None:
    for element in bound(text, facts("wx")):
        element.dataset(DATA, 1, lowered=True)
