"""What is drawn for WeChat is what WeChat's own compiler and component framework draw."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsenv
import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.render.tree import PageView

pytestmark = pytest.mark.node
Load = Callable[..., Page]

DATA = {
    "n": None, "o": {"q": 1, "r": {"s": [5]}}, "l": [1, [2, 3]], "t": True, "f": False, "s": "str",
    "zero": 0, "list": [{"id": "a", "in": [1, 2]}, {"id": "b", "in": []}], "name": "one",
    "nums": [3, 1, 2], "cn": "中文", "obj": {"x": 1, "y": "two"}, "neg": -1.5,
}  # fmt: skip

TEMPLATES = [
    "<view>{{u}}|{{n}}|{{o}}|{{l}}|{{t}}|{{zero}}|{{s}}{{cn}}|{{neg}}</view>",
    '<view id="{{s}}" class="a {{t ? \'on\' : \'\'}} {{s}}" style="x:{{zero}}"/>',
    '<image src="{{u}}" mode="{{n}}"/><image src="{{l}}" mode=" {{t}}"/><image src="{{zero}}" mode="{{f}}"/>',
    '<view wx:if="{{zero}}">a</view><view wx:elif="{{s}}">b</view><view wx:else>c</view>',
    '<view wx:if="{{n}}">a</view><view wx:elif="{{u}}">b</view><view wx:else>c</view>',
    '<view wx:if="false">text is true</view><view wx:if="">empty is not</view>',
    '<view wx:for="{{list}}" wx:key="id">{{index}}{{item.id}}</view>',
    '<view wx:for="{{list}}" wx:for-item="a" wx:for-index="i"><text wx:for="{{a.in}}">{{i}}{{index}}{{item}}</text></view>',
    '<view wx:for="{{3}}">{{item}}{{index}}</view><view wx:for="{{2.7}}">{{item}}</view>',
    '<view wx:for="{{obj}}">{{index}}={{item}}</view><view wx:for="abc">{{item}}</view>',
    '<view wx:for="{{n}}">x</view><view wx:for="{{u}}">x</view><view wx:for="{{t}}">x</view><view wx:for="{{zero}}">x</view>',
    '<view wx:for="{{nums}}" wx:if="{{item > 1}}">{{item}}</view>',
    '<block wx:if="{{t}}"><text>in</text><block wx:for="{{nums}}">{{item}}</block></block>',
    '<template name="a"><text>{{x}}{{y}}{{s}}</text></template><template is="a" data="{{...obj}}"/><template is="a" data="{{x: 5, ...obj, y: s}}"/>',
    '<template name="one"><text>1{{s}}</text></template><template is="{{name}}" data="{{s}}"/><template is="{{s}}"/><template is="one"/>',
    '<template name="a"><template is="b" data="{{v: w}}"/></template><template name="b"><text>{{v}}</text></template><template is="a" data="{{w: nums}}"/>',
    "<text>{{1 + 2}}{{'1' + 2}}{{s + 1}}{{5 % 3}}{{7 / 2}}{{'3' * '2'}}{{-zero}}{{!s}}{{!!l}}</text>",
    "<text>{{nums[0] + nums[1]}}{{o.r.s[0]}}{{o['q']}}{{l[1][0]}}{{s.length}}{{nums.length}}{{s[1]}}</text>",
    "<text>{{u.v.w}}{{n.v}}{{zero.v}}{{nums[9]}}{{s[9]}}{{o.none}}|</text>",
    "<text>{{t && 'and'}}{{f || 'or'}}{{t ? 1 : 2}}{{f ? 1 : t ? 2 : 3}}{{zero == '0'}}{{zero === '0'}}{{1 < 2}}{{2 <= 1}}</text>",
    "<text>{{[1, s, nums]}}{{6 & 3}}{{6 | 1}}{{6 ^ 2}}{{1 << 3}}{{-8 >> 1}}{{~5}}</text>",
    "<text>{{a < b ? 'less' : 'more'}}</text>",
    "<text>{{ s }} and {{ cn }}</text><view>plain\n  text</view>",
    "<view hidden/><view hidden='{{f}}'/><input disabled value='{{s}}' maxlength='{{3}}'/>",
    '<wxs module="m">module.exports = { up: function (v) { return v + "!" }, n: 7, t: function (v) { return v.constructor } }</wxs>'  # noqa: ISC004
    "<text>{{m.up(s)}}{{m.n}}{{m.none}}{{m.t(l)}}{{m.t(s)}}{{m.t(zero)}}{{m.up(m.up(1))}}</text>",
    '<wxs module="d">module.exports = function (v) { return getDate(v).getTime() + getRegExp("a+", "g").source }</wxs><text>{{d(5)}}</text>',
    "<text>{{s.slice(1)}}{{l.join('-')}}{{none()}}|</text>",
    "<text>{{'it' + \"'s\"}}</text>", "<view>{{t}}{{f}}</view>", "<view data-a='{{nums}}'><view/></view>",
]  # fmt: skip

FILES = {
    "index.wxml": '<import src="items.wxml"/><template is="item" data="{{s, v: 1}}"/><include src="head.wxml"/><template is="inner"/>',
    "items.wxml": '<import src="inner.wxml"/><template name="item"><text>{{s}}{{v}}</text><template is="inner" data="{{s}}"/></template>',
    "inner.wxml": '<template name="inner"><text>inner {{s}}</text></template>',
    "head.wxml": '<view>{{s}}</view><template name="unseen"><text>x</text></template>',
}


def drawn(view: PageView) -> Any:
    """A view as the compiler's tree has it."""
    if view.kind == "text":
        return " ".join(view.text.split())
    attrs = dict(view.attributes)
    if view.id:
        attrs["id"] = view.id
    if view.classes:
        attrs["class"] = " ".join(view.classes)
    return [view.tag, {k: v for k, v in attrs.items() if v is not None}, *map(drawn, view.inner)]


def theirs(node: Any) -> Any:
    if isinstance(node, str):
        return " ".join(node.split())
    tag, attrs, *inner = node
    kept = {
        k: " ".join(v.split()) if k == "class" else v
        for k, v in attrs.items()
        if v is not None and k != "hidden" and not k.startswith("data-")
    }
    return [tag, kept, *map(theirs, inner)]


def test_templates_are_drawn_as_the_compiler_draws_them(load: Load) -> None:
    programs = [{"index.wxml": text} for text in TEMPLATES] + [FILES]
    cases = [{"files": files, "data": DATA} for files in programs]
    found: list[Any] = jsenv.ask("trees", {"what": "compiled", "cases": cases})
    if found[0] is None:
        pytest.skip("the compiler is a program of another system")
    wrong: list[Any] = []
    for files, tree in zip(programs, found, strict=True):
        page = load(
            f"Page({{ data: {json.dumps(DATA)} }})", page="index.js",
            files={**files, "index.js": f"Page({{ data: {json.dumps(DATA)} }})"},
        )  # fmt: skip
        ours = [drawn(view) for view in page.tree.top]
        if ours != [theirs(node) for node in tree]:
            wrong.append((files, ours, tree))
        page.close()
    assert wrong == []


PART = """Component({ options: OPTIONS,
  properties: { v: { type: Number, value: 5, observer(a, b) { log.push('observer ' + b + '>' + a) } }, flag: Boolean,
    lst: { type: Array, value: [7] }, obj: Object, str: { type: String, value: 'dflt' }, any: null, big: Number },
  data: { own: 1, twice: 0 }, observers: { 'v, own'(a, b) { log.push('observers ' + a + ' ' + b); this.setData({ twice: a * 2 }) } },
  created() { log.push('created') }, attached() { log.push('attached ' + JSON.stringify(Object.entries(this.data).sort())); this.triggerEvent('ev', this.data.v) },
  ready() { log.push('ready') }, detached() { log.push('detached') }, methods: {} })"""
PAGE = """Page({ data: DATA, told(e) { log.push('told ' + e.type + JSON.stringify(e.detail)) } })"""
PART_TEMPLATE = (
    "<view>{{v}} {{twice}} {{flag}} {{str}} {{lst.length}}<slot name='head'/>-<slot/></view>"
)

FRAMED: list[tuple[str, str, str, str, list[dict[str, Any]]]] = [
    ('<my-part v="{{n}}" flag bind:ev="told"><text slot="head">h{{n}}</text><text>r</text></my-part>', PART_TEMPLATE,
     "{}", "{ n: 1 }", [{"n": 3}, {"n": 3}, {"n": 4}]),
    ('<my-part><text slot="head">h</text><text>r</text></my-part>', PART_TEMPLATE, "{ multipleSlots: true }", "{}", []),
    ('<my-part v="7" lst="x" obj="{{1}}" str="{{null}}" any="{{[1]}}" flag="false" big="12"/>', PART_TEMPLATE, "{}", "{}", []),
    ('<my-part v="x" lst="{{l}}" str="{{5}}" obj="{{l}}" big="{{null}}"/>', PART_TEMPLATE, "{}", "{ l: [1, 2] }", [{"l": [1]}]),
    ('<my-part wx:if="{{on}}" v="{{n}}"/>', PART_TEMPLATE, "{}", "{ on: true, n: 1 }", [{"on": False}, {"on": True, "n": 2}]),
    ('<my-part wx:for="{{l}}" wx:key="*this" v="{{item}}"/>', PART_TEMPLATE, "{}", "{ l: [1, 2] }", [{"l": [2]}, {"l": []}]),
    ("<my-part/>", "<view><slot>fallback</slot></view>", "{}", "{}", []),
]  # fmt: skip


def told_of(steps: list[Any]) -> list[Any]:
    """What was shown and logged. The framework is not asked to call a page ready; what one change
    does to several components comes in an order of its own where one of them ends."""
    found = []
    for words, log in steps:
        lines = [line for line in log if line != "ready"]
        found.append([words, sorted(lines) if "detached" in lines else lines])
    return found


def test_components_live_as_in_the_framework(load: Load) -> None:
    cases = [
        {
            "files": {
                "page": {"template": use, "json": {"usingComponents": {"my-part": "part"}},
                         "script": PAGE.replace("DATA", data)},
                "part": {"template": part, "json": {"component": True}, "script": PART.replace("OPTIONS", options)},
            },
            "steps": steps,
        }
        for use, part, options, data, steps in FRAMED
    ]  # fmt: skip
    found: list[Any] = jsenv.ask("trees", {"what": "framed", "cases": cases})
    wrong: list[Any] = []
    for (use, part, options, data, steps), told in zip(FRAMED, found, strict=True):
        page = load(
            "const log = []; globalThis.log = log; globalThis.set = (d) => getCurrentPages()[0].setData(d)\n"
            + PAGE.replace("DATA", data),
            files={
                "page.wxml": use, "page.json": '{"usingComponents": {"my-part": "part"}}', "part.wxml": part,
                "part.json": "{}", "part.js": PART.replace("OPTIONS", options).replace("log.", "globalThis.log."),
            },
        )  # fmt: skip
        ours = [[page.tree.words(), page.program.evaluate("log.splice(0)")]]
        for step in steps:
            page.program.evaluate(f"set({json.dumps(step)})")
            ours.append([page.tree.words(), page.program.evaluate("log.splice(0)")])
        mine, theirs_ = told_of(ours), told_of(told)
        if mine != theirs_:
            wrong.append((use, mine, theirs_))
        page.close()
    assert wrong == []


BOX = """Component({ properties: { start: Number }, data: { n: 1, more: [], on: true },
  observers: { n(n) { log.push('box n ' + n) } },
  lifetimes: {
    created() { log.push('box made') },
    attached() { log.push('box placed'); PLACED },
  },
  methods: { told(e) { log.push('told ' + e.detail + ' while ' + this.data.n); TOLD } } })"""
LEAF = """Component({ properties: { n: Number, k: String },
  observers: { n(n) { log.push(this.data.k + ' sees ' + n); this.triggerEvent('told', n) } },
  lifetimes: {
    created() { log.push('leaf made') },
    attached() { log.push(this.data.k + ' placed ' + this.data.n); LEAF_PLACED },
    detached() { log.push(this.data.k + ' gone') },
  } })"""
BOXES = {
    "what it sets": ("this.setData({ n: this.data.n + 1 })", "", ""),
    "what it sets and what is there already": ("this.setData({ n: 1 })", "", ""),
    "a list of new ones": ("this.setData({ more: ['x', 'y'], n: 5 })", "", ""),
    "one that goes": ("this.setData({ on: false })", "", ""),
    "one after the other": ("this.setData({ n: 2 }); this.setData({ n: 3 })", "", ""),
    "what those in it tell": ("this.setData({ n: 7 })", "if (this.data.n < 9) this.setData({ n: 9 })", ""),
    "what those in it tell as they are placed": (
        "", "if (this.data.n < 4) this.setData({ n: this.data.n + 1 })", "this.triggerEvent('told', 0)",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BOXES)
def test_what_a_component_sets_as_it_is_placed_reaches_those_in_it(case: str, load: Load) -> None:
    placed, told, leaf_placed = BOXES[case]
    use = '<my-box start="3"/>'
    box = (
        '<view><my-leaf wx:if="{{on}}" k="a" n="{{n}}" bind:told="told"/>'
        '<my-leaf wx:for="{{more}}" wx:key="*this" k="{{item}}" n="{{n}}" bind:told="told"/></view>'
    )
    leaf = "<text>{{k}}{{n}}</text>"
    scripts = {
        "box": BOX.replace("PLACED", placed).replace("TOLD", told),
        "leaf": LEAF.replace("LEAF_PLACED", leaf_placed),
    }
    page = "Page({ data: {} })"
    files = {
        "page": {"template": use, "json": {"usingComponents": {"my-box": "box"}}, "script": page},
        "box": {"template": box, "json": {"component": True, "usingComponents": {"my-leaf": "leaf"}},
                "script": scripts["box"]},
        "leaf": {"template": leaf, "json": {"component": True}, "script": scripts["leaf"]},
    }  # fmt: skip
    asked: list[Any] = jsenv.ask(
        "trees", {"what": "framed", "cases": [{"files": files, "steps": []}]}
    )
    (theirs,) = asked[0]
    loaded = load(
        f"const log = []; globalThis.log = log;\n{page}",
        files={
            **{f"{name}.{end}": text for name, file in files.items() for end, text in (
                ("wxml", file["template"]), ("json", json.dumps(file["json"])))},
            **{f"{name}.js": text.replace("log.push", "globalThis.log.push") for name, text in scripts.items()},
        },
    )  # fmt: skip
    ours = [loaded.tree.words(), loaded.program.evaluate("log.splice(0)")]
    loaded.close()
    # the framework makes those in a component first, which nothing but their order shows
    assert [line for line in ours[1] if not line.endswith("made")] == [
        line for line in theirs[1] if not line.endswith("made")
    ]
    assert ours[0] == theirs[0]
