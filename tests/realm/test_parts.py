"""Components that stand on a page, by each vendor's own model."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError

Load = Callable[..., Page]
SUFFIX = {"wx": ".wxml", "my": ".axml", "tt": ".ttml"}


def page_of(
    load: Load, text: str, part: str, script: str, client: str = "wx", code: str = "Page({})", **more: Any
) -> Page:  # fmt: skip
    end = SUFFIX[client]
    files = {
        f"page{end}": text, "page.json": '{"usingComponents": {"my-part": "./parts/part"}}',
        f"parts/part{end}": part, "parts/part.js": script, "parts/part.json": '{"component": true}',
        **more.pop("files", {}),
    }  # fmt: skip
    return load(code, client, files=files, **more)


LOGGED = "const log = getApp().log\n"
APP = {"app.js": "App({ log: [] })", "app.json": '{"pages": ["page"]}'}
PAGE = """Page({ data: { n: 1, on: true, list: ['a', 'b'] }, log() { return getApp().log.splice(0) },
  told(e) { getApp().log.push('told ' + JSON.stringify([e.type, e.detail, e.target.dataset, e.currentTarget.id])) },
  set(e) { this.setData(e) }, })"""


def log(page: Page) -> list[str]:
    found: list[str] = page.call("log")
    return found


# Properties and events ----------------------------------------------------------------------------

WX = (
    LOGGED
    + """Component({
  properties: { value: { type: Number, value: 5, observer(now, old) { log.push('observer ' + old + '>' + now) } },
    bigName: String, flag: Boolean, list: Array, any: null, obj: Object },
  data: { own: 1 },
  observers: { 'value, own'(v, o) { log.push('observers ' + v + ' ' + o) } },
  lifetimes: { created() { log.push('created') }, attached() { log.push('attached ' + this.data.value) },
    ready() { log.push('ready') }, detached() { log.push('detached') } },
  pageLifetimes: { show() { log.push('show') }, hide() { log.push('hide') } },
  methods: { go(e) { this.triggerEvent('my-ev', { v: this.data.value }) }, grow() { this.setData({ own: 2 }) } },
})"""
)
PART = '<view class="in" bindtap="go" data-in="1">{{value}} {{bigName}} {{flag}} {{own}} {{list.length}}</view>'
USE = """<my-part wx:if="{{on}}" id="p" class="k" value="{{n}}" big-name="{{n}}" flag list="{{list}}" nothing="x"
  data-row="7" bind:my-ev="told"/>"""


def test_a_component_of_properties(load: Load) -> None:
    page = page_of(load, USE, PART, WX, code=PAGE, files=APP)
    assert page.tree.words() == "1 1 true 1 2"
    assert log(page) == [
        "created", "observers 1 1", "observer 5>1", "attached 1", "ready", "show",
    ]  # fmt: skip
    page.call("set", {"n": 3, "list[2]": "c"})
    assert page.tree.words() == "3 3 true 1 3"
    assert log(page) == ["observers 3 1", "observer 1>3"]
    page.find(".in").tap()
    assert log(page) == ['told ["my-ev",{"v":3},{"row":"7"},"p"]']
    page.call("set", {"on": False})
    assert (page.tree.words(), log(page)) == ("", ["detached"])


def test_properties_are_in_their_own_types(load: Load) -> None:
    text = '<my-part value="7" flag="false" list="x" bigName="{{null}}" any="{{[1]}}" obj="{{1}}"/>'
    part = '<text data-v="{{[value, bigName, flag, list, any, obj]}}">x</text>'
    page = page_of(load, text, part, WX, code=PAGE, files=APP)
    assert page.find("text").dataset["v"] == [7, "", True, [], [1], None]


def test_the_own_data_of_a_component_is_drawn(load: Load) -> None:
    page = page_of(load, '<my-part id="p"/>', PART, WX, code=PAGE, files=APP)
    page.program.evaluate("getCurrentPages()[0].selectComponent('#p').grow()")
    assert page.tree.words() == "5 false 2 0"
    assert page.trace.of("data") == []  # it is no page's


MY = (
    LOGGED
    + """Component({
  props: { value: 5, onMyEv: null }, data: { own: 1 },
  onInit() { log.push('onInit ' + this.props.value) }, didMount() { log.push('didMount') },
  deriveDataFromProps(next) { log.push('derive ' + next.value) },
  didUpdate(before, data) { log.push('didUpdate ' + before.value + ' ' + data.own) },
  didUnmount() { log.push('didUnmount') },
  methods: { go() { this.props.onMyEv && this.props.onMyEv({ detail: this.props.value, type: 'x', target: { dataset: {} }, currentTarget: {} })
    log.push(String('value' in this.data)) } },
})"""
)


def test_a_component_of_props(load: Load) -> None:
    text = '<my-part a:if="{{on}}" id="p" class="k" value="{{n}}" onMyEv="told"/>'
    part = '<view class="in" onTap="go">{{value}} {{own}}</view>'
    page = page_of(load, text, part, MY, "my", code=PAGE, files=APP)
    assert page.tree.words() == "1 1"
    assert log(page) == ["onInit 1", "derive 1", "didMount"]
    view = page.find("my-part").view
    assert (view.virtual, view.why) == (True, ())
    page.call("set", {"n": 3})
    assert (page.tree.words(), log(page)) == ("3 1", ["derive 3", "didUpdate 1 1"])
    page.find(".in").tap()
    assert log(page) == ['told ["x",3,{},null]', "false"]
    page.call("set", {"on": False})
    assert log(page) == ["didUnmount"]


def test_components_keep_their_own_data_by_key(load: Load) -> None:
    text = '<my-part wx:for="{{list}}" wx:key="*this" bigName="{{item}}"/>'
    page = page_of(
        load, text, '<text bindtap="grow">{{bigName}}{{own}} </text>', WX, code=PAGE, files=APP
    )
    page.find("text").nth(1).tap()
    assert page.tree.words() == "a1 b2"
    page.call("set", {"list": ["b", "c", "a"]})
    assert page.tree.words() == "b2 c1 a1"


# Slots, hosts, generics ---------------------------------------------------------------------------

BARE = "Component({ options: OPTIONS, data: { d: 'inner' }, methods: { c() { getApp().log.push('c') } } })"
SLOTS = '<view {b}="c"><slot name="head"/>-<slot>fallback</slot></view>'


def test_slots_with_names_by_an_option(load: Load) -> None:
    text = '<my-part><text slot="head" bindtap="told" class="h">{{n}}</text><text>{{d}}rest</text></my-part>'
    files = APP
    many = page_of(
        load,
        text,
        SLOTS.format(b="bindtap"),
        BARE.replace("OPTIONS", "{ multipleSlots: true }"),
        code=PAGE,
        files=files,
    )
    assert many.tree.words() == "1 - rest"
    many.find(".h").tap()
    assert [line.split(" ")[0] for line in log(many)] == ["told", "c"]
    one = page_of(
        load, text, SLOTS.format(b="bindtap"), BARE.replace("OPTIONS", "{}"), code=PAGE, files=files
    )
    assert one.tree.words() == "1 rest -"


def test_slots_with_names_always_and_what_stands_in_them(load: Load) -> None:
    script = BARE.replace("OPTIONS", "{}")
    page = page_of(load, "<my-part/>", SLOTS.format(b="onTap"), script, "my", code=PAGE, files=APP)
    assert page.tree.words() == "- fallback"
    page = page_of(
        load, "<my-part/>", SLOTS.format(b="bindtap"), script, "tt", code=PAGE, files=APP
    )
    assert [rule.rule for rule in page.tree.unknown] == ["template.slot_default"]


def test_what_a_slot_hands_out(load: Load) -> None:
    text = '<my-part><view slot-scope="p">{{p.item}} {{n}}</view></my-part>'
    script = "Component({ data: { l: ['x', 'y'] } })"
    page = page_of(
        load,
        text,
        '<view a:for="{{l}}"><slot item="{{item}}"/></view>',
        script,
        "my",
        code=PAGE,
        files=APP,
    )
    assert page.tree.words() == "x 1 y 1"


@pytest.mark.parametrize(
    ("client", "options", "virtual", "ran"),
    [("wx", "{}", False, 1), ("wx", "{ virtualHost: true }", True, 0), ("my", "{}", True, 0)],
)
def test_a_component_has_a_node_of_its_own_or_not(
    load: Load, client: str, options: str, virtual: bool, ran: int
) -> None:
    bind = "onTap" if client == "my" else "bindtap"
    page = page_of(
        load, f'<my-part class="k" {bind}="told"/>', "<text>x</text>", BARE.replace("OPTIONS", options), client,
        code=PAGE, files=APP,
    )  # fmt: skip
    assert page.find("my-part").view.virtual is virtual
    page.find("text").tap()
    assert len(log(page)) == ran


def test_events_that_bubble_out_of_components(load: Load) -> None:
    script = "Component({ methods: { go() { this.triggerEvent('ev', 1, { bubbles: true, composed: true }) } } })"
    page = page_of(
        load,
        '<view id="o" bind:ev="told"><my-part/></view>',
        '<text bindtap="go">x</text>',
        script,
        code=PAGE,
        files=APP,
    )
    page.find("text").tap()
    assert log(page) == ['told ["ev",1,{},"o"]']


def test_a_component_handed_in_by_name(load: Load) -> None:
    files = {
        **APP, "other.js": "Component({ properties: { t: String } })", "other.wxml": "<text>other {{t}}</text>",
        "page.json": '{"usingComponents": {"my-part": "/parts/part", "the-other": "/other"}}',
        "parts/part.json": '{"component": true, "componentGenerics": {"it": true}, "usingComponents": {"it": "/none"}}',
    }  # fmt: skip
    page = page_of(
        load, '<my-part generic:it="the-other"/>', '<it t="7"/>', "Component({})", files=files
    )
    assert page.tree.words() == "other 7"


# What cannot be ----------------------------------------------------------------------------------


def test_a_component_that_is_not_there_is_told_and_the_rest_stands(load: Load) -> None:
    files = {"page.json": '{"usingComponents": {"my-part": "some-package/x"}}'}
    page = page_of(load, "<my-part><text>in</text></my-part><text>on</text>", "", "", files=files)
    assert page.tree.words() == "in on"
    assert "some-package/x is not among the program's files" in page.tree.unknown[0].says


def test_a_component_whose_script_throws_is_told(load: Load) -> None:
    page = page_of(load, "<my-part/><text>on</text>", "<text>part</text>",
                   "Component({ attached() { throw new Error('no') } })", strict=False)  # fmt: skip
    assert page.tree.words() == "part on"
    assert "no" in page.program.thrown[0].line()


def test_components_that_contain_themselves_end(load: Load) -> None:
    files = {"parts/part.json": '{"component": true, "usingComponents": {"my-part": "./part"}}'}
    with pytest.raises(PageError, match=r"nested too deeply|contain one another"):
        page_of(load, "<my-part/>", "<view><my-part/></view>", "Component({})", files=files)


def test_components_that_change_what_is_drawn_for_ever_end(load: Load) -> None:
    script = "let n = 0\nComponent({ properties: { v: { type: Number, observer() { this.triggerEvent('up', ++n) } } } })"
    code = "Page({ data: { n: 9 }, up(e) { this.setData({ n: e.detail }) } })"
    with pytest.raises(PageError, match="what is drawn changes the data without end"):
        page_of(load, '<my-part v="{{n}}" bindup="up"/>', "<text>x</text>", script, code=code)


def test_a_component_inside_a_template(load: Load) -> None:
    text = '<template name="t"><my-part/></template><template is="t"/>'
    assert page_of(load, text, "<text>x</text>", "Component({})").tree.words() == "x"
    page = page_of(load, text, "<text>x</text>", "Component({})", "my")
    assert (page.tree.words(), page.find("my-part").view.inert) == ("", True)
    assert [rule.rule for rule in page.tree.rules] == ["template.in_template"]


# Finding ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("client", "call", "wanted"),
    [
        ("wx", "this.selectComponent('#p').data.d", "inner"),
        ("wx", "this.selectAllComponents('.k').length", 2),
        ("wx", "this.selectComponent('#none')", None),
        ("my", "this.$selectComponent('.k').data.d", "inner"),
        ("tt", "this.selectComponent('#p')", None),
        ("tt", "new Promise((done) => this.selectComponent('#p', (it) => done(it.data.d)))", "inner"),
        ("tt", "new Promise((done) => this.selectAllComponents('.k', (all) => done(all.length)))", 2),
    ],
)  # fmt: skip
def test_components_are_found(load: Load, client: str, call: str, wanted: Any) -> None:
    text = '<my-part id="p" class="k"/><my-part class="k"/>'
    page = page_of(load, text, "<text>x</text>", BARE.replace("OPTIONS", "{}"), client,
                   code=f"Page({{ find() {{ return {call} }} }})")  # fmt: skip
    assert page.call("find") == wanted


def test_pages_that_are_covered_and_closed_tell_their_components(load: Load) -> None:
    files = {
        **APP,
        "app.json": '{"pages": ["page", "next"]}',
        "next.js": "Page({})",
        "next.wxml": "<text>n</text>",
    }
    page = page_of(load, "<my-part/>", PART, WX, files=files,
                   code=PAGE.replace("told(e)", "on() { wx.navigateTo({ url: '/next' }) }, told(e)"))  # fmt: skip
    log(page)
    page.call("on")
    assert page.program.evaluate("getApp().log.splice(0)") == ["hide"]
    page.current.back()
    assert log(page) == ["show"]


def test_a_type_that_nothing_is_known_of_is_told_as_long_as_it_is_given(load: Load) -> None:
    code = "Page({ data: { n: 'text', other: 1 }, set(e) { this.setData(e) } })"
    script = "Component({ properties: { n: Number } })"
    text = '<my-part n="{{n}}"/><text>{{other}}</text>'
    page = page_of(load, text, "<text>{{n}}</text>", script, "tt", code)

    def told() -> bool:
        return "component.converts" in [rule.rule for rule in page.tree.unknown]

    assert told()
    page.call("set", {"other": 2})
    assert told()
    page.call("set", {"n": 3})
    assert not told()
