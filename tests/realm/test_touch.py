"""What the user does to elements: events on their way, what handlers get, what elements do."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError

Load = Callable[..., Page]
SUFFIX = {"wx": ".wxml", "my": ".axml", "tt": ".ttml"}
LOG = """
const log = []
const note = (name) => function (e) { log.push(name + ' ' + e.type) }
Page({ data: DATA, log() { return log.splice(0) },
  a: note('a'), b: note('b'), c: note('c'), d: note('d'),
  seen(e) { log.push(JSON.stringify([e.target.dataset, e.currentTarget.dataset, e.target.id, e.mark, e.target.targetDataset])) },
  detail(e) { log.push(JSON.stringify(e.detail)) },
})"""


def page_of(load: Load, text: str, client: str = "wx", data: str = "{}", **more: Any) -> Page:
    files = {f"page{SUFFIX[client[:2]]}": text, **more.pop("files", {})}
    return load(more.pop("code", LOG.replace("DATA", data)), client, files=files, **more)


def log(page: Page) -> list[str]:
    found: list[str] = page.call("log")
    return found


# On their way -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "outer", "middle", "inner", "wanted"),
    [
        ("wx", "bindtap", "bind:tap", "bindtap", ["c tap", "b tap", "a tap"]),
        ("wx", "bindtap", "catch:tap", "bindtap", ["c tap", "b tap"]),
        ("wx", "capture-bind:tap", "bindtap", "catchtap", ["a tap", "c tap"]),
        ("wx", "bindtap", "capture-catch:tap", "bindtap", ["b tap"]),
        ("wx", "mut-bind:tap", "bindtap", "mut-bind:tap", ["c tap", "b tap"]),
        ("my", "onTap", "onTap", "onTap", ["c tap", "b tap", "a tap"]),
        ("my", "onTap", "catchTap", "onTap", ["c tap", "b tap"]),
        ("tt", "bindtap", "catchtap", "bind:tap", ["c tap", "b tap"]),
    ],
)  # fmt: skip
def test_events_go_inwards_and_outwards(
    load: Load, client: str, outer: str, middle: str, inner: str, wanted: list[str]
) -> None:
    text = (
        f'<view {outer}="a"><view {middle}="b"><view class="in" {inner}="c">x</view></view></view>'
    )
    page = page_of(load, text, client)
    assert page.find(".in").tap() == len(wanted)
    assert log(page) == wanted


def test_what_a_handler_gets(load: Load) -> None:
    text = '<view id="o" data-o="1" mark:a="x" bindtap="seen"><text id="i" data-i="2" mark:b="{{[1]}}" bindtap="seen">x</text></view>'
    page = page_of(load, text)
    page.find("text").tap()
    assert log(page) == [
        '[{"i":"2"},{"i":"2"},"i",{"a":"x","b":[1]},null]',
        '[{"i":"2"},{"o":"1"},"i",{"a":"x","b":[1]},null]',
    ]


def test_an_event_has_its_own_word_and_its_place(load: Load) -> None:
    text = '<view class="v" {}touch{}ove="a" {}="detail">x</view>'
    page = page_of(load, text.format("bind", "m", "bindtap"))
    page.find(".v").send("touchmove")
    page.find(".v").tap()
    assert log(page) == ["a touchmove", '{"x":0,"y":0}']
    page = page_of(load, '<view class="v" onTouchMove="a" onTap="detail">x</view>', "my")
    page.find(".v").send("touchmove")
    page.find(".v").tap()
    assert log(page) == ["a touchMove", "{}"]


def test_events_of_fingers_have_touches(load: Load) -> None:
    code = "Page({ data: { n: [] }, go(e) { this.setData({ n: [e.type, e.touches.length, e.changedTouches[0].identifier] }) } })"
    page = page_of(load, '<view class="v" bindtouchstart="go"/>', code=code)
    page.find(".v").send("touchstart")
    assert page.data["n"] == ["touchstart", 1, 0]


def test_a_handler_that_is_not_there(load: Load) -> None:
    page = page_of(load, '<view class="v" bindtap="gone" catchtouchmove="">x</view>')
    assert page.find(".v").tap() == 1
    assert page.find(".v").send("touchmove") == 1
    page = page_of(load, '<view class="v" onTap="gone">x</view>', "my")
    with pytest.raises(PageError, match="there is no handler 'gone'"):
        page.find(".v").tap()


def test_a_handler_by_an_expression(load: Load) -> None:
    page = page_of(load, '<view class="v" bindtap="{{name}}">x</view>', data="{ name: 'b' }")
    page.find(".v").tap()
    assert log(page) == ["b tap"]
    page = page_of(load, '<view class="v" onTap="{{name}}">x</view>', "my", data="{ name: 'b' }")
    page.find(".v").tap()
    assert "given by an expression" in page.tree.unknown[0].says


def test_a_handler_of_a_script_module(load: Load) -> None:
    text = '<wxs module="m">module.exports.go = function (e) { e.type = "seen " + e.type }</wxs>'
    page = page_of(load, text + '<view class="v" bindtap="{{m.go}}">x</view>')
    assert page.find(".v").tap() == 1
    assert [rule.rule for rule in page.tree.unknown] == ["module.handlers"]


def test_what_an_element_is_said_not_to_tell(load: Load) -> None:
    page = page_of(load, '<label class="v" onTap="a">x</label>', "my")
    assert page.find(".v").tap() == 0
    assert page.find(".v").view.bound == ()


# Elements -----------------------------------------------------------------------------------------


def test_an_input_keeps_what_is_typed_and_follows_the_data(load: Load) -> None:
    text = '<input value="{{v}}" bindinput="detail"/>'
    code = LOG.replace("DATA", "{ v: 'a' }").replace(
        "a: note", "set() { this.setData({ v: 'new' }) }, a: note"
    )
    page = page_of(load, text, code=code)
    assert page.find("input").input("typed") == 1
    assert (log(page), page.find("input").attributes["value"]) == (
        ['{"value":"typed","cursor":5}'],
        "typed",
    )
    page.call("set")
    assert page.find("input").attributes["value"] == "new"


@pytest.mark.parametrize(("more", "value"), [("", "a"), (' controlled="{{true}}"', "new")])
def test_an_input_whose_value_is_the_first_alone(load: Load, more: str, value: str) -> None:
    code = "Page({ data: { v: 'a' }, set() { this.setData({ v: 'new' }) } })"
    page = page_of(load, f'<input value="{{{{v}}}}"{more}/>', "my", code=code)
    page.call("set")
    assert page.find("input").attributes["value"] == value


def test_a_binding_both_ways_sets_the_data(load: Load) -> None:
    page = page_of(load, '<input model:value="{{a.b}}"/>', data="{ a: { b: 'x' } }")
    page.find("input").input("typed")
    assert (page.data, page.find("input").attributes["value"]) == ({"a": {"b": "typed"}}, "typed")


FORM = """<form {on}submit="detail" {on}reset="a"><input name="who" value="me"/><switch name="on"/>
<checkbox-group name="many" {on}change="detail"><label><checkbox value="x"/>X</label><checkbox value="y" checked="{{{{true}}}}"/></checkbox-group>
<radio-group name="one" {on}change="detail"><radio class="r1" value="1"/><radio class="r2" value="2"/></radio-group>
<slider name="much" value="{{{{5}}}}"/><button class="send" form-type="submit">send</button><button form-type="reset" class="clear"/></form>"""


def test_a_form_sends_what_its_controls_hold(load: Load) -> None:
    page = page_of(load, FORM.format(on="bind"))
    page.find("input").input("you")
    page.find("switch").tap()
    page.find("label").tap()
    page.find(".r1").tap()
    page.find(".r2").tap()
    page.find("slider").change(7)
    log(page)
    page.find(".send").tap()
    assert log(page) == ['{"value":{"who":"you","on":true,"many":["x","y"],"one":"2","much":7}}']
    page.find(".clear").tap()
    assert log(page) == ["a reset"]
    page.find("form").submit()
    assert log(page) == ['{"value":{"who":"","on":false,"many":[],"one":"","much":0}}']


def component(
    template: str, *behaviors: str, name: str = "part", suffix: str = ".wxml"
) -> dict[str, str]:
    """The files of a component."""
    return {
        f"{name}.json": '{"component": true}',
        f"{name}{suffix}": template,
        f"{name}.js": f"Component({{ behaviors: {list(behaviors)} }})",
    }


PARTS = '{"usingComponents": {"part": "/part", "other": "/other"}}'


def test_a_component_is_a_field_by_a_behaviour_of_the_client_s_own(load: Load) -> None:
    """WeChat's page on forms: it has two properties more, name and value."""
    files = {"page.json": PARTS, **component("<text>{{name}}={{value}}</text>", "wx://form-field")}
    text = '<form bindsubmit="detail"><part name="who" value="{{[1]}}"/><part value="2"/></form>'
    page = page_of(load, text, files=files)
    assert page.tree.words() == "who=1 =2"
    page.find("form").submit()
    assert log(page) == ['{"value":{"who":[1]}}']


@pytest.mark.parametrize(
    ("behaviour", "wanted"), [("wx://form-field-group", {"in": "x"}), ("wx://form-field", {})]
)
def test_fields_inside_a_component_count_where_it_lets_them(
    load: Load, behaviour: str, wanted: dict[str, str]
) -> None:
    files = {"page.json": PARTS, **component('<input name="in" value="x"/>', behaviour)}
    text = '<form bindsubmit="detail"><part/></form>'
    page = page_of(load, text, files=files)
    page.find("form").submit()
    (told,) = map(json.loads, log(page))
    assert told["value"] == wanted


@pytest.mark.parametrize(
    ("behaviour", "wanted"), [("wx://form-field-button", ['{"value":{}}']), ("wx://form-field", [])]
)
def test_a_button_inside_a_component_sends_where_it_lets_it(
    load: Load, behaviour: str, wanted: list[str]
) -> None:
    files = {"page.json": PARTS, **component('<button form-type="submit">go</button>', behaviour)}
    page = page_of(load, '<form bindsubmit="detail"><part/></form>', files=files)
    page.find("button").tap()
    assert log(page) == wanted


def test_what_stands_between_a_component_s_tags_is_the_page_s(load: Load) -> None:
    files = {"page.json": PARTS, **component("<view><slot/></view>")}
    text = '<form bindsubmit="detail"><part><input name="own" value="y"/></part></form>'
    page = page_of(load, text, files=files)
    page.find("form").submit()
    assert log(page) == ['{"value":{"own":"y"}}']


def test_every_component_on_the_way_has_a_say(load: Load) -> None:
    outer = component("<other/>", "wx://form-field-group")
    outer["part.json"] = '{"component": true, "usingComponents": {"other": "/other"}}'
    for behaviours, wanted in ((("wx://form-field-group",), {"in": "x"}), ((), {})):
        inner = component('<input name="in" value="x"/>', *behaviours, name="other")
        page = page_of(
            load, '<form bindsubmit="detail"><part/></form>',
            files={"page.json": PARTS, **outer, **inner},
        )  # fmt: skip
        page.find("form").submit()
        assert json.loads(log(page)[0])["value"] == wanted


def test_another_behaviour_of_the_client_s_own_is_not_simulated(load: Load) -> None:
    files = {"page.json": PARTS, **component("<text/>", "wx://proxy-scroll-view")}
    with pytest.raises(PageError, match="wx://proxy-scroll-view is not simulated"):
        page_of(load, "<part/>", files=files)


def test_groups_tell_of_their_boxes(load: Load) -> None:
    page = page_of(load, FORM.format(on="bind"))
    page.find("label").tap()
    page.find(".r1").tap()
    page.find(".r1").tap()
    assert log(page) == ['{"value":["x","y"]}', '{"value":"1"}']


def test_a_swiper_tells_its_own_field(load: Load) -> None:
    page = page_of(load, '<swiper bindchange="detail"><swiper-item/></swiper>')
    page.find("swiper").change(1)
    assert log(page) == ['{"current":1,"source":"touch"}']
    assert page.find("swiper").attributes["current"] == 1


CARRIED = [  # what is done, and what the event of it carries on each
    ("<swiper {}><swiper-item/></swiper>", "change", "change", 1,
     ('{"current":1,"source":"touch"}', '{"current":1}', '{"current":1,"source":"touch"}')),
    ('<input value="abc" {}/>', "focus", "send", "focus",
     ('{"value":"abc","height":0}', '{"value":"abc"}', '{"value":"abc","height":0}')),
    ('<textarea value="abc" {}/>', "blur", "send", "blur",
     ('{"value":"abc","cursor":3}', '{"value":"abc"}', '{"value":"abc"}')),
    ("<input {}/>", "input", "input", "hello", ('{"value":"hello","cursor":5}',) * 3),
    ('<video src="a" {}/>', "timeupdate", "send", "timeupdate",
     ('{"currentTime":0,"duration":0}', '{"currentTime":0,"userPlayDuration":0,"videoDuration":0}',
      '{"currentTime":0,"duration":0}')),
]  # fmt: skip


@pytest.mark.parametrize(("text", "event", "does", "value", "carries"), CARRIED)
def test_an_event_carries_what_its_client_says(
    load: Load, text: str, event: str, does: str, value: Any, carries: tuple[str, ...]
) -> None:
    names = {
        "wx": f"bind{event}",
        "my": MINE.get(event, f"on{event.capitalize()}"),
        "tt": f"bind{event}",
    }
    for client, carried in zip(names, carries, strict=True):
        page = page_of(load, text.format(f'{names[client]}="detail"'), client)
        getattr(page.find(text[1:].partition(" ")[0]), does)(value)
        assert log(page) == [carried], client


MINE = {"timeupdate": "onTimeUpdate"}


def test_a_finger_that_stays(load: Load) -> None:
    page = page_of(load, '<view class="v" bindlongpress="a" bindtap="b">x</view>')
    page.find(".v").longpress()
    assert log(page) == ["a longpress"]
    page = page_of(load, '<view class="v" onLongTap="a" onTap="b">x</view>', "my")
    page.find(".v").longpress()
    assert log(page) == ["a longTap"]
    assert "whether a tap follows a finger that stays" in page.tree.unknown[0].says


NAVIGATOR = {
    "app.json": '{"pages": ["page", "next"]}',
    "next.js": "Page({ data: { q: 0 }, onLoad(q) { this.setData({ q: q.a }) } })",
    "next.wxml": "<text>next {{q}}</text>",
}


def test_a_navigator_leads_to_its_page(load: Load) -> None:
    page = page_of(load, '<navigator url="/next?a=7">go</navigator>', files=NAVIGATOR)
    page.find("navigator").tap()
    assert (page.current.file, page.current.tree.words()) == ("next.js", "next 7")
    assert [event.api for event in page.trace.of("leads")] == ["navigateTo"]


def test_a_handler_that_throws_is_told_and_the_others_run(load: Load) -> None:
    code = LOG.replace("DATA", "{}").replace("a: note('a')", "a() { throw new Error('no') }")
    page = page_of(
        load, '<view bindtap="b"><view class="v" bindtap="a"/></view>', code=code, strict=False
    )
    assert page.find(".v").tap() == 2
    assert log(page) == ["b tap"]
    assert "no" in page.program.thrown[0].line()


def test_what_handlers_change_is_drawn_with_what_follows(load: Load) -> None:
    code = "Page({ data: { n: 0 }, go() { setTimeout(() => Promise.resolve().then(() => this.setData({ n: 2 })), 10) } })"
    page = page_of(load, '<text class="v" bindtap="go">{{n}}</text>', code=code)
    page.find(".v").tap()
    assert page.find(".v").text == "2"


def test_a_component_that_is_not_there_hands_nothing_on(load: Load) -> None:
    files = {"page.json": '{"usingComponents": {"my-lost": "./lost"}}'}
    text = '<my-lost class="lost" onTap="a">in</my-lost><view class="next" onTap="b">on</view>'
    page = page_of(load, text, "my", files=files)
    page.find(".lost").tap()
    page.find(".next").tap()
    assert log(page) == ["b tap"]
