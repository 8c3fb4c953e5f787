"""Templates: what an element carries, and how its handler is pressed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.verify.expressions import UNKNOWN, evaluated, value_of
from mediaglot.adapters.verify.press import Elements, reads
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


# Conditions ------------------------------------------------------------------------------------

SHOWN = {
    '<view wx:if="{{n > 2}}" bindtap="go"/>': True,
    '<view wx:if="{{on}}" bindtap="go"/>': False,
    '<view wx:if="{{missing}}" bindtap="go"/>': False,
    '<view wx:if="{{missing.deep[0].path}}" bindtap="go"/>': False,
    '<view wx:if="{{missing == null && missing !== null}}" bindtap="go"/>': True,
    '<view wx:if="{{empty.length}}" bindtap="go"/>': False,
    '<view wx:if="{{!photos.length}}" bindtap="go"/>': False,
    '<view wx:if="{{empty}}" bindtap="go"/>': True,
    '<view wx:if="{{m.shows(n)}}" bindtap="go"/>': True,  # it cannot be told
    '<wxs module="m" src="./m.wxs"/><view wx:if="{{m.on}}" bindtap="go"/>': True,
    '<view wx:if="false" bindtap="go"/>': True,  # a text
    '<view wx:if="{{on}}"/><view wx:elif="{{n}}" bindtap="go"/>': True,
    '<view wx:if="{{n}}"/><view wx:elif="{{n}}" bindtap="go"/>': False,
    '<view wx:if="{{on}}"/><view wx:elif="{{on}}"/><view wx:else bindtap="go"/>': True,
    '<view wx:if="{{on}}"/><view wx:elif="{{n}}"/><view wx:else bindtap="go"/>': False,
    '<view wx:if="{{m.f()}}"/><view wx:else bindtap="go"/>': True,
    '<block wx:if="{{on}}"><view><view bindtap="go"/></view></block>': False,
    '<view hidden="{{n}}" bindtap="go"/>': False,
    '<view hidden="{{on}}" bindtap="go"/>': True,
    '<view hidden bindtap="go"/>': False,
    '<view hidden="false" bindtap="go"/>': False,  # a text
    '<view hidden="{{!on}}"><button bindtap="go"/></view>': False,
    '<view wx:for="{{photos}}" wx:if="{{item.id == 8}}" bindtap="go"/>': False,
    '<view wx:for="{{photos}}" wx:if="{{index === 0}}" bindtap="go"/>': True,
    '<view wx:for="{{photos}}"><view wx:if="{{on}}"/><view wx:else bindtap="go"/></view>': True,
}


@pytest.mark.parametrize("text", SHOWN)
@pytest.mark.parametrize("vendor", ["wx", "my", "tt"])
def test_what_is_not_shown_is_not_pressed(vendor: str, text: str) -> None:
    words = facts(vendor)
    own = text.replace("wx:", words.directive).replace("bindtap", words.bind[-1] + "tap")
    if vendor == "my":
        own = own.replace("ontap", "onTap").replace(
            'wxs module="m" src', 'import-sjs name="m" from'
        )
    if vendor == "tt":
        own = own.replace("wxs", "sjs")
    assert bool(sent(vendor, own, "go")) is SHOWN[text]


def test_only_some_elements_of_alipay_can_be_hidden() -> None:
    assert sent("my", '<button hidden="{{true}}" onTap="go"/>', "go")
    assert not sent("my", '<view hidden="{{true}}" onTap="go"/>', "go")


def test_the_second_item_has_its_own_condition() -> None:
    text = '<view wx:for="{{photos}}" wx:if="{{item.id == 8}}" bindtap="go" data-id="{{item.id}}"/>'
    assert datasets("wx", text, "go") == []
    assert datasets("wx", text, "go", 1) == [{"id": 8}]


# Templates of other files ------------------------------------------------------------------------

FILES = {
    "parts/card.wxml": """<import src="inner"/><template name="card">
      <view bindtap="open" data-id="{{id}}" data-n="{{n}}"/><template is="inner" data="{{...more}}"/>
      <template is="unlisted"/></template><view bindtap="outside"/>""",
    "parts/inner.wxml": """<template name="inner"><view bindtap="inner" data-a="{{a}}"/></template>""",
    "foot.wxml": """<template name="no"/><view bindtap="foot" data-n="{{n}}"/><include src="/foot"/>""",
    "loop.wxml": '<import src="loop"/><template name="loop"><view bindtap="again"/><template is="loop"/></template>',
}


def bound_of(text: str) -> list[Any]:
    return bound(text, facts("wx"), "pages/a.wxml", FILES.get)


def sent_of(text: str, handler: str) -> list[dict[str, Any]]:
    told = Elements(facts("wx"), facts("wx"), tuple(bound_of(text)))
    return [event["currentTarget"]["dataset"] for event in told.events(handler, DATA, 0)]


def test_imported_templates_see_the_data_they_are_given() -> None:
    text = """<import src="../parts/card.wxml"/>
      <template is="card" data="{{ id: photos[1].id, more: {a: text} }}"/>
      <template wx:for="{{photos}}" is="card" data="{{...item, n}}"/>
      <template is="inner" data="{{a: 1}}"/>"""
    assert sent_of(text, "open") == [{"id": 8}, {"id": 7, "n": 3}]
    assert sent_of(text, "inner") == [{"a": "hi"}, {}]
    assert {it.handler for it in bound_of(text)} == {"open", "inner"}  # imports do not chain


def test_templates_of_the_file_itself_by_computed_names() -> None:
    text = """<template name="one"><view bindtap="one"/></template>
      <template name="two"><view bindtap="two"/></template>
      <template is="{{n == 3 ? 'one' : 'two'}}"/>"""
    assert (sent_of(text, "one"), sent_of(text, "two")) == ([{}], [])
    unknown = text.replace("n == 3 ? 'one' : 'two'", "m.f(n)")
    assert (sent_of(unknown, "one"), sent_of(unknown, "two")) == ([{}], [{}])


def test_what_a_template_gets_that_cannot_be_told_hides_nothing() -> None:
    text = """<template name="one"><view wx:if="{{a}}" bindtap="one" data-a="{{a}}"/></template>
      <template is="one" data="{{a: m.f(n)}}"/>"""
    assert sent_of(text, "one") == [{}]


def test_an_included_file_stands_in_its_place() -> None:
    text = '<view wx:if="{{n}}"><include src="../foot.wxml"/></view><include src="../gone"/>'
    assert sent_of(text, "foot")[0] == {"n": 3}
    assert not sent_of('<view wx:if="{{on}}"><include src="/foot"/></view>', "foot")


def test_templates_that_use_themselves_are_bounded() -> None:
    assert 0 < len(bound_of('<import src="/loop"/><template is="loop"/>')) < 20
    many = '<template name="x">' + '<template is="x"/>' * 50 + '<view bindtap="go"/></template>'
    assert len(bound_of(many + '<template is="x"/>')) <= 20_000


def test_no_file_outside_the_program_is_read(tmp_path: Path) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "out.wxml").write_text('<view bindtap="out"/>', encoding="utf-8")
    (tmp_path / "app" / "link.wxml").symlink_to(tmp_path / "out.wxml")
    for src in ("../out.wxml", "/../out.wxml", "link", "a\0b", "."):
        text = f'<include src="{src}"/>'
        assert bound(text, facts("wx"), "a.wxml", reads(tmp_path / "app")) == []
