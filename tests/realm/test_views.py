"""What stands on a page, by the client's own rules: values, loops, conditions, templates, scripts."""

from __future__ import annotations

import contextlib
import gc
import json
import weakref
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.realm.engine import Limits, RealmError
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError
from mediaglot.adapters.realm.render.expressions import NotRead, expression, members
from mediaglot.adapters.realm.render.template import reader_of, template_file
from mediaglot.adapters.realm.render.tree import PageView
from mediaglot.adapters.source.markup.facts import markup_of
from mediaglot.canonical.errors import InputError
from mediaglot.profiles import loader
from mediaglot.profiles.registry import Registry

Load = Callable[..., Page]
SUFFIX = {"wx": ".wxml", "my": ".axml", "tt": ".ttml"}


def page_of(load: Load, text: str, client: str = "wx", code: str = "Page({})", **more: Any) -> Page:
    files = {f"page{SUFFIX[client[:2]]}": text, **more.pop("files", {})}
    return load(code, client, files=files, **more)


def shown(page: Page) -> str:
    return page.tree.words()


def outline(views: Any) -> list[Any]:
    """Tags and texts in one another."""
    return [
        view.text.strip() if view.kind == "text" else [view.tag, *outline(view.inner)]
        for view in views
    ]


# Values -------------------------------------------------------------------------------------------

DATA = """Page({ data: { n: null, o: { q: 1 }, l: [1, [2, 3]], nan: NaN, t: true, f: false, s: 'str',
  a: { b: 1 }, keys: ['b'], no: { length: 7 } } })"""

VALUES = [
    ("a.b", 1), ("a[keys[0]]", 1), ("u", None), ("u.a.b", None), ("n.x", None), ("s.length", 3),
    ("s[1]", "t"), ("l.length", 2), ("l[1][0]", 2), ("no.length", 7), ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9),
    ("'a' + 1", "a1"), ("'3' * 2", 6), ("u + 'x'", "undefinedx"), ("n + 1", 1), ("l + ''", "1,2,3"),
    ("o + ''", "[object Object]"), ("!u", True), ("!!l", True), ("-s.length", -3), ("~1", -2),
    ("5 % 3", 2), ("1 | 2", 3), ("6 & 3", 2), ("1 << 3", 8), ("1 > 0 && 'y'", "y"), ("0 || 'z'", "z"),
    ("f ? 1 : t ? 2 : 3", 2), ("'2' == 2", True), ("'2' === 2", False), ("n == u", True), ("l == l", True),
    ("[1, s, ...l]", [1, "str", 1, [2, 3]]), ("a.b === 1 ? 'one' : ''", "one"), ("'b' < 'a'", False),
    ("2 < 10", True), ("'2' < '10'", False), ("[1, 2][1]", 2), ("'}}'.length", 2), ("'it\\'s'", "it's"),
    ("t", True), ("NaN === NaN", False), ("undefined === u", True), (".5 * 2", 1),
]  # fmt: skip


def test_values_of_expressions(load: Load) -> None:
    attributes = " ".join(f'data-v{at}="{{{{{text}}}}}"' for at, (text, _) in enumerate(VALUES))
    page = page_of(load, f"<view {attributes}/>", code=DATA)
    data = page.find("view").dataset
    found = {text: data.get(f"v{at}") for at, (text, _) in enumerate(VALUES)}
    assert found == dict(VALUES)


@pytest.mark.parametrize(
    "text",
    [
        "a.constructor", "a.__proto__", "s.constructor", "l.push", "s.slice(1)", "l.join('')",
        "a.constructor.constructor('return 1')()", "globalThis", "wx", "Page", "this", "f()", "o.toString",
        "o.hasOwnProperty('q')", "a['__proto__']", "Math.max(1, 2)", "eval('1')", "t.constructor", "l['map']",
        "[].constructor", "''.constructor", "{}.constructor", "arguments", "getApp()",
    ],
)  # fmt: skip
def test_nothing_but_data_is_reached(load: Load, text: str) -> None:
    page = page_of(load, f'<view data-v="{{{{{text}}}}}">x</view>', code=DATA)
    assert page.find("view").dataset == {}


def test_a_mustache_alone_keeps_its_type_and_one_in_a_text_is_text(load: Load) -> None:
    text = (
        '<view data-a="{{t}}" data-b=" {{t}} " data-c="{{t}}{{f}}" data-d="x{{n}}{{u}}{{l}}{{o}}" data-e />'
        "<text>{{n}}|{{u}}|{{nan}}|{{o}}</text>"
    )
    page = page_of(load, text, code=DATA)
    assert page.find("view").dataset == {
        "a": True, "b": " true ", "c": "truefalse", "d": "xnull1,2,3[object Object]", "e": True,
    }  # fmt: skip
    assert page.find("text").text == "null||NaN|[object Object]"


def test_a_number_without_an_end_is_infinity(load: Load) -> None:
    """Which JSON, in which templates reach the page, has no word for."""
    text = '<text data-a="{{1e999 > 5}}">{{1e999}} {{-1e999}} {{[1e400]}}</text>'
    page = page_of(load, text, code=DATA)
    assert page.find("text").text == "Infinity -Infinity Infinity"
    assert page.find("text").dataset == {"a": True}


def test_what_no_source_says_of_a_text_is_told(load: Load) -> None:
    page = page_of(load, "<text>{{gone}}</text>", "my")
    assert [rule.says for rule in page.tree.unknown] == ["what a text shows for undefined"]


# Loops and conditions -----------------------------------------------------------------------------

LOOPS = """
<view {p}for="{{{{list}}}}" {p}key="id">{{{{index}}}}{{{{item.id}}}}</view>
<block {p}for="{{{{list}}}}" {p}for-item="a" {p}for-index="i"><text {p}for="{{{{a.in}}}}" {p}key="*this">{{{{i}}}}{{{{item}}}}</text></block>
<view {p}if="{{{{n > 1}}}}">many</view><view {p}elif="{{{{n}}}}">one</view><view {p}else>none</view>
"""
LOOPED = """Page({ data: { n: 1, list: [{ id: 'a', in: ['x'] }, { id: 'b', in: ['y', 'z'] }] },
  more() { this.setData({ n: 2, 'list[0].id': 'c', list2: 1 }) },
  none() { this.setData({ n: 0, list: [] }) } })"""


@pytest.mark.parametrize(("client", "prefix"), [("wx", "wx:"), ("my", "a:"), ("tt", "tt:")])
def test_loops_and_conditions_follow_the_data(load: Load, client: str, prefix: str) -> None:
    page = page_of(load, LOOPS.format(p=prefix), client, LOOPED)
    assert shown(page) == "0a 1b 0x 1y 1z one"
    keys = [view.key for view in page.find("view") if view.key]
    assert keys == ["a", "b"]
    page.call("more")
    assert shown(page) == "0c 1b 0x 1y 1z many"
    page.call("none")
    assert shown(page) == "none"


def test_what_a_loop_runs_over(load: Load) -> None:
    text = (
        '<text wx:for="{{3}}">{{item}}{{index}} </text><text wx:for="ab">{{item}}{{index}} </text>'
        '<text wx:for="{{o}}">{{item}}{{index}} </text><text wx:for="{{null}}">never</text>'
        '<text wx:for="{{true}}">never</text><text wx:for="{{list}}" wx:if="{{item > 1}}">{{item}}</text>'
    )
    page = page_of(load, text, code="Page({ data: { o: { k: 1 }, list: [1, 2] } })")
    assert shown(page) == "00 11 22 a0 b1 1k 2"


def test_a_loop_over_what_no_source_names_is_told(load: Load) -> None:
    page = page_of(
        load, '<text a:for="{{o}}">{{item}}</text>', "my", "Page({ data: { o: { k: 1 } } })"
    )
    assert (shown(page), [rule.rule for rule in page.tree.unknown]) == ("1", ["template.loops"])


# Templates, files, scripts ------------------------------------------------------------------------

PARTS = {
    "parts/items.wxml": '<import src="more"/><template name="item"><text>{{title}}{{m.up(title)}}{{n}}</text>'
    '<template is="tail" data="{{title}}"/></template><wxs module="m" src="./m.wxs"/>',
    "parts/more.wxml": '<template name="tail"><text>tail {{title}}</text></template>',
    "parts/m.wxs": "var b = require('./b.wxs'); module.exports = { up: function (t) { return b.up(t) } }",
    "parts/b.wxs": "module.exports.up = function (t) { return t.constructor + t.toUpperCase() + typeof wx + typeof Page }",
    "head.wxml": "<view>head {{n}} {{own(n)}}</view><template name='unseen'/>",
}
PARTED = """<import src="parts/items.wxml" /><include src="/head"/>
<template is="{{ n ? 'item' : 'x' }}" data="{{ title: 'a', ...more }}"/><template is="gone"/>
<wxs module="own">module.exports = function (n) { return getDate(0).getTime() + n + getRegExp('a+').source }</wxs>
<text>{{own(2)}}{{own.x}}</text>"""


def test_templates_includes_and_scripts(load: Load) -> None:
    page = page_of(load, PARTED, code="Page({ data: { n: 1, more: { title: 'b' } } })", files=PARTS)
    assert shown(page) == "head 1 bStringBundefinedundefined tail b 2a+"


def test_scripts_of_a_module_language(load: Load) -> None:
    text = (
        '<import-sjs name="m" from="./m.sjs"/><import-sjs name="{two, one: first}" from="./m.sjs"/>'
        "<text>{{m.both(1)}} {{two}} {{first()}}</text>"
    )
    files = {
        "m.sjs": "import { plus } from './n.sjs'\nexport const two = 2\nexport function one() { return 'one' }\n"
        "export default { both: (n) => `${plus(n)}` }",
        "n.sjs": "export const plus = (n) => n + two_()\nfunction two_() { return 2 }",
    }
    assert shown(page_of(load, text, "my", files=files)) == "3 2 one"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<view>", "page.wxml:1:1: <view> is not closed"),
        ('\n <import src="./gone.wxml"/>', "page.wxml: there is no file './gone.wxml'"),
        ('<wxs module="m" src="./gone.wxs"/>', "page.wxml: there is no script './gone.wxs'"),
        ('<view wx:else>x</view>', "page.wxml:1:1: else follows no if"),
        ("<import/>", "page.wxml:1:1: import needs the path of a file: src"),
        ("<view>" * 300 + "</view>" * 300, r"page.wxml:1:1\d+: elements stand in one another more than"),
    ],
)  # fmt: skip
def test_a_template_that_no_client_takes(load: Load, text: str, why: str) -> None:
    page = page_of(load, text, code="Page({ data: { a: 1 }, go() { return 1 } })")
    assert page.call("go") == 1
    with pytest.raises(InputError, match=why):
        _ = page.tree


def test_a_page_without_a_template(load: Load) -> None:
    with pytest.raises(InputError, match=r"page\.js: it has no template"):
        _ = load("Page({})").tree


def test_a_file_that_includes_itself_ends(load: Load) -> None:
    with pytest.raises(PageError, match="nested too deeply"):
        page_of(load, '<view><include src="./page.wxml"/></view>')


def test_a_template_that_uses_itself_ends(load: Load) -> None:
    with pytest.raises(PageError, match="nested too deeply"):
        page_of(
            load, '<template name="t"><view><template is="t"/></view></template><template is="t"/>'
        )


def test_templates_that_import_one_another(load: Load) -> None:
    files = {"other.wxml": '<import src="page.wxml"/><template name="o"><text>o</text></template>'}
    assert shown(page_of(load, '<import src="other.wxml"/><template is="o"/>', files=files)) == "o"


def test_a_path_that_is_a_packages(load: Load) -> None:
    files = {"head.axml": "<text>head</text>"}
    page = page_of(load, '<include src="head.axml"/>', "my", files=files)
    with pytest.raises(InputError, match=r"a path without \./ or / is a package's"):
        _ = page.tree
    assert shown(page_of(load, '<include src="./head.axml"/>', "my", files=files)) == "head"


# Bounds -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("over", ["1000000000", "many"])
def test_a_loop_without_end_is_one_clear_error(load: Load, over: str) -> None:
    code = "Page({ data: { many: [] }, onLoad() { this.setData({ many: new Array(30000).fill(1) }) } })"
    with pytest.raises(PageError, match=r"page.wxml:1:1: a loop of \d+ rounds makes more than"):
        page_of(load, f'<view wx:for="{{{{{over}}}}}"/>', code=code)


def test_a_script_module_without_end_is_ended(load: Load) -> None:
    text = (
        '<wxs module="m">module.exports = function () { while (true) {} }</wxs><text>{{m()}}</text>'
    )
    with pytest.raises(RealmError, match=r"ran for more than 0\.3 s"):
        page_of(load, text, limits=Limits(seconds=0.3))


def test_loops_in_loops_are_bounded(load: Load) -> None:
    text = (
        "".join(f'<view wx:for="{{{{99}}}}" wx:for-item="i{n}">' for n in range(5)) + "</view>" * 5
    )
    with pytest.raises(PageError, match="more than 20000 elements"):
        page_of(load, text)


def test_an_expression_too_deep_is_told_and_none(load: Load) -> None:
    text = "(" * 500 + "1" + ")" * 500
    page = page_of(load, f"<text>x{{{{{text}}}}}</text>")
    assert shown(page) == "x"
    assert "deeper than 100 levels" in page.tree.unknown[0].says


def test_newer_javascript_is_told_and_none(load: Load) -> None:
    page = page_of(load, "<text>x{{a?.b}}{{a ?? 1}}</text>", code="Page({ data: { a: { b: 1 } } })")
    assert shown(page) == "x"
    assert [rule.says.partition(":")[0] for rule in page.tree.unknown] == ["page.wxml"] * 2


def test_which_of_two_attributes_counts_is_told_not_to_be_known(load: Load) -> None:
    tree = page_of(load, '<view class="a" class="b">x</view>').tree
    assert tree.unknown[0].says == "page.wxml:1:1: which of two attributes class counts"


# Hidden, evidence ---------------------------------------------------------------------------------


def test_what_is_hidden_is_there_and_not_shown(load: Load) -> None:
    text = '<view hidden="{{h}}"><text>in</text></view><image hidden src="a"/>'
    page = page_of(
        load, text, code="Page({ data: { h: true }, show() { this.setData({ h: false }) } })"
    )
    assert (page.find("text").shown, page.find("image").shown, shown(page)) == (False, False, "")
    page.call("show")
    assert (page.find("text").shown, shown(page)) == (True, "in")


def test_what_a_style_takes_off_the_page_is_not_shown(load: Load) -> None:
    text = (
        "<text style=\"color: red; {{h ? 'display: none' : ''}}\">in</text>"
        '<image style="DISPLAY:none !important" src="a"/>'
        '<view class="on" style="display: none; display: block">on</view>'
        '<view class="url" style="background: url(display:none)">too</view>'
    )
    page = page_of(
        load, text, code="Page({ data: { h: true }, show() { this.setData({ h: false }) } })"
    )
    names = ("text", "image", ".on", ".url")
    assert [page.find(name).shown for name in names] == [False, False, True, True]
    page.call("show")
    assert page.find("text").shown


def test_facts_that_decided_have_their_evidence(load: Load) -> None:
    page = page_of(load, '<image hidden src="a" data-itemId="1"/>', "my")
    view = page.find("image").view
    assert view.shown
    assert "element.image" in view.why
    known = {rule.rule: rule for rule in page.tree.rules}
    assert [one.source for one in known["element.image"].evidence] == ["APC"]
    assert "what data-itemId is called" in " ".join(rule.says for rule in page.tree.unknown)


def test_a_tree_as_data(load: Load) -> None:
    page = page_of(load, '<view id="a" class="b c" data-x="1" bindtap="go">hi</view>')
    assert page.tree.to_plain()["tree"] == [
        {
            "kind": "tag", "at": "page.wxml:1:1", "tag": "view", "element": "view", "id": "a",
            "class": ["b", "c"], "dataset": {"x": "1"}, "handlers": [["bind", "tap", "go"]],
            "inner": [{"kind": "text", "at": "page.wxml:1:50", "text": "hi"}],
        }
    ]  # fmt: skip


# Selectors ----------------------------------------------------------------------------------------

TREE = """<view class="a b" id="top"><text class="a" data-id="7">1</text><view class="c"><text data-id="8">2</text></view></view>
<text class="a">3</text>"""


@pytest.mark.parametrize(
    ("selector", "texts"),
    [
        (".a", "1 2,1,3"), ("text", "1,2,3"), ("#top text", "1,2"), ("#top > text", "1"), (".a.b", "1 2"),
        ("[data-id=7]", "1"), ('text[data-id="8"]', "2"), ("[data-id]", "1,2"), (".c,.zzz", "2"), ("view .a", "1"),
        (".a .c text", "2"), ("*", "1 2,1,2,2,3"),
    ],
)  # fmt: skip
def test_selectors(load: Load, selector: str, texts: str) -> None:
    page = page_of(load, TREE)
    assert ",".join(view.words() for view in page.find(selector)) == texts


@pytest.mark.parametrize("selector", ["", "..a", "a >", "view:nth(2)", "[", ","])
def test_what_is_no_selector(load: Load, selector: str) -> None:
    with pytest.raises(InputError, match=r"selector|ends too early"):
        page_of(load, TREE).find(selector).all()


def test_what_is_not_found_or_not_shown_is_not_touched(load: Load) -> None:
    page = page_of(load, '<view hidden class="a" bindtap="go"/>')
    with pytest.raises(InputError, match=r"'.a' is there and not shown \(page.wxml:1:1\)"):
        page.find(".a").tap()
    with pytest.raises(InputError, match=r"nothing on the page is '\.b' number 2"):
        page.find(".b").nth(2).tap()
    assert not page.find(".b")


def test_views_are_pythons_own(load: Load) -> None:
    top = page_of(load, TREE).tree.top[0]
    assert isinstance(top, PageView)
    assert outline([top]) == [["view", ["text", "1"], ["view", ["text", "2"]]]]


# Anything at all ----------------------------------------------------------------------------------

PIECES = [
    "<view>", "</view>", "<text>", "</text>", "{{", "}}", "{{a}}", "{{a.b[0]}}", '"', "'", "<", ">", "/>", " ",
    'wx:for="{{a}}"', "wx:if", "wx:else", 'wx:elif="{{', "<block ", "<template name='t'>", "</template>",
    '<template is="t" data="{{...a}}"/>', "<slot/>", "<import src='x'/>", "<wxs module='m'>", "</wxs>", "data-A-b=1",
    "bind:tap='go'", "model:value='{{a}}'", "<!--", "-->", "(", ")", "?", ":", "...", "a", "\u4e2d", "\ud83d\ude00", "\n", "=",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_text_is_a_template_or_told_where_it_is_none(text: str) -> None:
    for vendor in ("wx", "my", "tt"):
        facts = markup_of(loader.get(vendor))
        assert facts is not None
        told, made = "", None
        try:
            made = template_file(text, "page.wxml", facts, frozenset())
        except InputError as error:
            told = str(error)
        if made is None:
            assert told.startswith("page.wxml")
            continue
        assert json.loads(json.dumps(made.nodes)) == made.nodes
        inner = [number for node in made.nodes for number in node.get("inner", ())]
        places = [*made.top, *inner, *(n for numbers in made.templates.values() for n in numbers)]
        assert len(places) == len(set(places)) <= len(made.nodes)


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))
def test_any_text_is_an_expression_or_none(text: str) -> None:
    for read in (expression, members):
        with contextlib.suppress(NotRead):
            sent = json.dumps(read(text))  # halves of a pair that stand apart become one there
            assert json.dumps(json.loads(sent)) == sent


def test_templates_that_were_read_are_kept_with_their_registry() -> None:
    known = Registry()
    reader = reader_of(known, "wx")
    assert reader is not None and reader is reader_of(known, "wx")  # noqa: PT018
    file = reader.read("<view/>", "page.wxml", frozenset())
    assert reader.read("<view/>", "page.wxml", frozenset()) is file
    kept = weakref.ref(reader.facts)
    del known, reader, file
    gc.collect()
    assert kept() is None
