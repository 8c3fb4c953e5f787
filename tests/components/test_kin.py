"""Relations between components on a target that has none: what is linked, in which order, and what
is told of it is what WeChat's clients do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.source.components.helper import generate_components
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort

pytest.importorskip("quickjs")
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import Page

PAGE = """Page({ data: { on: true, list: ['a', 'b'], rows: [['a', 'b'], ['c']], obj: { l: 1, 'k.b': 2, 'k.a': 3 } },
  log() { return getApp().log.splice(0) }, set(e) { this.setData(e) },
  ask(e) { const run = getApp()[e]; return run ? run() : null } })
"""
DEFINED = """const log = getApp().log
Component({
  properties: { name: String },
  relations: { 'KEY': { type: 'KIND',
    linked(other) { log.push(this.told() + ' linked ' + other.told()) },
    unlinked(other) { log.push(this.told() + ' unlinked ' + other.told()) } } },
  lifetimes: {
    attached() { getApp()[this.told()] = () => this.getRelationNodes('KEY').map((it) => it.told()) },
    ready() { log.push(this.told() + ' ready ' + this.getRelationNodes('KEY').length) },
    detached() { log.push(this.told() + ' gone') },
  },
  methods: { told() { return 'NAME ' + this.data.name } },
})
"""


def defined(key: str, kind: str, name: str) -> str:
    return DEFINED.replace("KEY", key).replace("KIND", kind).replace("NAME", name)


USING = '{"usingComponents": {"my-ul": "/parts/ul/ul", "my-li": "/parts/li/li", "my-box": "/parts/box"}}'


def program(
    text: str, kinds: tuple[str, str] = ("child", "parent"), more: Mapping[str, str] | None = None
) -> dict[str, str]:
    part = '{"component": true}'
    return {
        "page.js": PAGE, "page.wxml": text, "page.json": USING,
        "app.js": "App({ log: [] })", "app.json": '{"pages": ["page"]}',
        "parts/ul/ul.wxml": "<view><slot/></view>", "parts/ul/ul.json": part,
        "parts/ul/ul.js": defined("../li/li", kinds[0], "ul"),
        "parts/li/li.wxml": "<text>{{name}}</text>", "parts/li/li.json": part,
        "parts/li/li.js": defined("/parts/ul/ul", kinds[1], "li"),
        "parts/box.wxml": "<view><slot/></view>", "parts/box.json": part, "parts/box.js": "Component({})",
        **(more or {}),
    }  # fmt: skip


ANY = ("descendant", "ancestor")
ITEMS = 'wx:for="{{list}}" wx:key="*this" name="{{item}}"'
STEPS: list[dict[str, Any]] = [
    {"list": ["b", "c"]}, {"list": []}, {"list": ["x"], "on": False}, {"on": True},
]  # fmt: skip
CASES: dict[str, dict[str, str]] = {
    "a parent and its children": program(
        f'<my-ul name="u"><view><my-li name="x"/></view><my-li {ITEMS}/><my-li name="y"/></my-ul>'
    ),
    "nobody around": program(f'<my-li name="x"/><my-ul name="u"/><my-li {ITEMS}/>'),
    "a component between": program('<my-ul name="u"><my-box><my-li name="x"/></my-box></my-ul>'),
    "an ancestor beyond it": program(
        '<my-ul name="u"><my-box><my-li name="x"/></my-box><my-li name="y"/></my-ul>', ANY
    ),
    "the nearest of several": program(
        f'<my-ul name="u"><my-ul name="v"><my-li name="x"/></my-ul><my-li {ITEMS}/></my-ul>', ANY
    ),
    "kinds that do not meet": program('<my-ul name="u"><my-li name="x"/></my-ul>', ("child", "ancestor")),
    "one that comes and goes": program(
        f'<my-ul name="u" wx:if="{{{{on}}}}"><my-li name="x"/><my-li {ITEMS}/></my-ul><my-li wx:else name="z"/>'
    ),
    "children that come and go": program(
        '<my-ul name="u"><my-li name="x"/><my-li name="y" wx:if="{{on}}"/><my-li name="z"/></my-ul>'
    ),
    "loops in loops": program(
        '<my-ul wx:for="{{rows}}" wx:key="index" wx:for-item="row" wx:for-index="at" name="u{{at}}">'
        '<my-li wx:for="{{row}}" wx:key="*this" name="{{item}}"/><my-li name="last{{at}}"/></my-ul>'
    ),
    "loops in loops that call their rounds by one name": program(
        '<view wx:for="{{rows}}" wx:key="index" wx:for-item="row"><my-ul name="u{{index}}">'
        '<my-li wx:for="{{row}}" wx:key="*this" name="{{item}}"/>'
        '<view wx:for="{{row}}" wx:key="*this" wx:for-index="index"><my-li name="2{{item}}"/></view></my-ul></view>'
    ),
    "rounds of two elements": program(
        '<my-ul name="u"><block wx:for="{{list}}" wx:key="*this"><my-li name="1{{item}}"/>'
        '<view><my-li name="2{{item}}"/></view></block></my-ul>'
    ),
    "a loop over an object": program(
        '<my-ul name="u"><my-li wx:for="{{obj}}" wx:key="index" name="{{index}}"/></my-ul>'
    ),
    "in a component of their own": program(
        '<my-box><my-li name="out"/></my-box><my-box/>', ANY,
        {"parts/box.json": USING.replace('{"using', '{"component": true, "using'),
         "parts/box.wxml": '<my-ul name="u"><slot/><my-li name="in"/></my-ul>'},
    ),
    "a page that a function makes": program(
        f'<my-ul name="u"><my-li name="x"/><my-li {ITEMS}/></my-ul>', ("child", "parent"),
        {"page.js": PAGE.replace("Page(", "require('./make').make("),
         "make.js": "exports.make = (it) => Page(Object.assign({}, it))"},
    ),
    "by a behaviour": program(
        '<my-ul name="u"><my-li name="x"/><my-li name="y"/></my-ul>', ("child", "parent"),
        {"kind.js": "module.exports = Behavior({})",
         "parts/ul/ul.js": "const kind = require('../../kind')\n"
         + defined("any", "child', target: kind, more: '", "ul"),
         "parts/li/li.js": "const kind = require('../../kind')\n"
         + defined("../ul/ul", "parent", "li").replace("properties", "behaviors: [kind], properties")},
    ),
    "through a function of the program's own": program(
        '<my-ul name="u"><my-li name="x"/></my-ul>', ("child", "parent"),
        {"make.js": "exports.make = (given) => { const out = { properties: { name: String },\n"
         "  methods: { told() { return given.name + ' ' + this.data.name } } }\n"
         "  if (given.kin) out.relations = given.kin\n"
         "  out.ready = function () { getApp()[this.told()] = () => given.nodes(this).map((it) => it.told()) }\n"
         "  Component(out) }\n",
         "parts/ul/ul.js": "const { make } = require('../../make')\nmake({ name: 'ul', kin: { '../li/li':"
         " { type: 'child' } }, nodes: (it) => it.getRelationNodes('../li/li') })",
         "parts/li/li.js": "const { make } = require('../../make')\nmake({ name: 'li', kin: { '../ul/ul':"
         " { type: 'parent' } }, nodes: (it) => it.getRelationNodes('../ul/ul') })",
         "parts/box.js": "const { make } = require('../make')\nmake({ name: 'box', nodes: () => [] })"},
    ),
}  # fmt: skip
ASKED = [
    "ul u",
    "ul v",
    "ul u0",
    "ul u1",
    "li x",
    "li y",
    "li a",
    "li in",
    "li out",
    "li 2b",
    "li k",
]


def written(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def ported(source: Path, out: Path) -> TreePort:
    done = port_tree(source, read="wx", write="tt", parts=PARTS)
    output.write_tree(done, source, out)
    return done


def seen(folder: Path, client: str) -> list[Any]:
    """What a page says and is asked at first and after each step."""
    host = Host(client)
    page: Page = host.load(folder / "page.js", root=folder)
    try:
        return list(_steps(page))
    finally:
        page.close()
        host.close()


def _steps(page: Page) -> Iterator[Any]:
    for step in [None, *STEPS]:
        if step is not None:
            page.call("set", step)
        said: list[str] = page.call("log")
        links = [line for line in said if "ready" not in line]
        # whether what comes or what goes is told of first is each client's own way
        yield sorted(links) if step is not None else links
        yield sorted(line for line in said if "ready" in line)
        yield {name: page.call("ask", name) for name in ASKED}


@pytest.mark.parametrize("case", CASES)
def test_the_port_relates_what_the_original_does(case: str, tmp_path: Path) -> None:
    source = written(tmp_path / "app", CASES[case])
    done = ported(source, tmp_path / "out")
    assert [page.verdict for page in done.pages if not page.whole] == ["lossy"]
    assert {item.code for item in done.findings} <= {"MG544", "MG542", "MG748"}
    original, port = seen(source, "wx"), seen(tmp_path / "out", "tt")
    assert any(nodes for told in original[2::3] for nodes in told.values()) is (
        case not in ("nobody around", "a component between", "kinds that do not meet")
    )
    assert port == original


UNTOLD = {
    "a template of its own": (
        '<template name="t"><my-ul name="u"/></template><template is="t"/>', "is used elsewhere"
    ),
    "rounds of one name": (
        '<view wx:for="{{rows}}" wx:key="index"><my-ul wx:for="{{item}}" wx:key="*this" name="u{{index}}"/></view>',
        "call their rounds by one name, index",
    ),
    "rounds of one name, another one within": (
        '<view wx:for="{{a}}"><my-box wx:for="{{b}}"><text>{{index + 1}}</text><my-ul wx:for="{{c}}" wx:for-index="i"/></my-box></view>',
        "call their rounds by one name, index",
    ),
    "what the tag has already": ('<my-ul data-mgkin="1" name="u"/>', "has data-mgkin already"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNTOLD)
def test_where_nothing_tells_who_stands_in_whom(case: str, tmp_path: Path) -> None:
    text, why = UNTOLD[case]
    done = ported(written(tmp_path / "app", program(text)), tmp_path / "out")
    (page,) = [page for page in done.pages if not page.whole]
    assert [(cause.name, cause.code) for cause in page.blockers] == [("relations", "MG541")]
    assert why in page.blockers[0].message
    assert "mgKin" not in (tmp_path / "out/page.ttml").read_text()


@pytest.mark.parametrize(
    "text", ['<my-ul name="u"><include src="part.wxml"/></my-ul>',
             '<import src="part.wxml"/><template is="t"/>'],
)  # fmt: skip
def test_what_stands_in_a_file_that_others_include_is_refused(text: str, tmp_path: Path) -> None:
    part = '<my-li name="x"/><template name="t"><my-ul name="v"/></template>'
    files = program(text, more={"part.wxml": part})
    done = ported(written(tmp_path / "app", files), tmp_path / "out")
    (page,) = [page for page in done.pages if not page.whole]
    assert ("relations", "MG541") in [(cause.name, cause.code) for cause in page.blockers]


def test_what_is_written_says_the_steps_to_it_and_no_others(tmp_path: Path) -> None:
    text = (
        '<view><text>a</text><view wx:for="{{rows}}" wx:key="index"><view><my-ul name="u">'
        '<view><my-li name="x"/></view></my-ul></view></view></view>'
    )
    ported(written(tmp_path / "app", program(text)), tmp_path / "out")
    made = (tmp_path / "out/page.ttml").read_text()
    steps = re.findall(r'<(my-\w+) data-mgkin="([^"]*)" bindmgkin="mgKin"', made)
    assert steps == [("my-ul", "b4.{{index}}/c6"), ("my-li", "b4.{{index}}/c6/c8")]


def test_where_it_cannot_be_told_the_name_of_the_tag_is_marked(tmp_path: Path) -> None:
    text = '<view>\n  <my-ul data-mgkin="1" name="u"/></view>'
    done = ported(written(tmp_path / "app", program(text)), tmp_path / "out")
    (found,) = [item for item in done.findings if item.code == "MG541"]
    assert (found.line, found.column, found.end_line, found.end_column) == (2, 3, 2, 9)


def test_a_page_that_is_made_out_of_sight_hears_nobody(tmp_path: Path) -> None:
    more = {"page.js": "require('./make')()", "make.js": "module.exports = (it) => Page(it)"}
    source = written(tmp_path / "app", program('<my-ul name="u"/>', more=more))
    (page,) = [page for page in ported(source, tmp_path / "out").pages if not page.whole]
    assert "makes none in sight" in page.blockers[0].message


@pytest.mark.parametrize("given", ["{}", "{ data: { n: 1 } }", "{ onLoad() {} }"])
def test_what_another_function_makes_a_page_of_hears(given: str, tmp_path: Path) -> None:
    more = {
        "page.js": f"require('./make').make({given})",
        "make.js": "exports.make = (it) => Page(it)",
    }
    source = written(tmp_path / "app", program('<my-ul name="u"/>', more=more))
    assert not any(page.blockers for page in ported(source, tmp_path / "out").pages)
    assert f".make(page({given}))" in (tmp_path / "out/page.js").read_text()


def test_what_is_related_to_nobody_stays_as_it_is(tmp_path: Path) -> None:
    done = ported(written(tmp_path / "app", program("<my-box/>")), tmp_path / "out")
    assert (tmp_path / "out/page.ttml").read_text() == "<my-box/>"
    assert (tmp_path / "out/page.js").read_text() == PAGE
    (page,) = [page for page in done.pages if not page.whole]
    assert not page.blockers


def test_one_file_alone_cannot_say_where_its_component_stands() -> None:
    code = defined("../li/li", "child", "ul")
    assert [cause.name for cause in mg.port(code, read="wx", write="tt").blockers] == ["relations"]


def test_only_where_the_target_has_no_relations() -> None:
    assert "mgkin" in generate_components("wx", "tt")
    for pair in (("wx", "my"), ("my", "wx"), ("tt", "wx"), ("my", "tt")):
        assert "mgkin" not in generate_components(*pair), pair


GIVEN = {
    "page.wxml": '<my-part/>', "page.json": '{"usingComponents": {"my-part": "/part"}}',
    "page.js": "Page({ ask() { return getApp().told } })",
    "app.js": "App({})", "app.json": '{"pages": ["page"]}',
    "part.wxml": "<view/>", "part.json": '{"component": true}',
}  # fmt: skip


@pytest.mark.parametrize("write", ["tt", "my"])
def test_what_the_module_gives_beside(write: str, tmp_path: Path) -> None:
    """Data set in one go, by a function elsewhere; the name and the value of a field of forms."""
    files = {
        "util.js": "exports.all = (it, run) => it.groupSetData(run)",
        "part.js": "const { all } = require('./util')\nconst behaviors = []\n"
        "behaviors.push('wx://form-field')\n"
        "Component({ behaviors, observers: { a() {} }, lifetimes: { attached() {\n"
        "  all(this, () => this.setData({ a: 1 }))\n"
        "  getApp().told = [this.data.a, this.data.name, this.data.value] } } })",
    }
    source = written(tmp_path / "app", GIVEN | files)
    done = port_tree(source, read="wx", write=write, parts=PARTS)
    assert "wx://form-field" in " ".join(item.diagnostic.message for item in done.findings)
    output.write_tree(done, source, tmp_path / "out")
    answers = []
    for client, folder in (("wx", source), (write, tmp_path / "out")):
        with Host(client) as host, host.load(folder / "page.js", root=folder) as page:
            answers.append(page.call("ask"))
    assert answers == [[1, "", None]] * 2


SEEN = {
    "app.json": '{"pages": ["page", "other"]}', "app.js": "App({ log: [] })",
    "page.json": '{"usingComponents": {"my-outer": "/outer", "my-eye": "/eye"}}',
    "page.wxml": '<my-outer/><my-eye name="own"/><my-eye wx:if="{{late}}" name="late"/>',
    "page.js": "const log = getApp().log\nPage({ data: { late: false },\n"
    "  onShow() { log.push('page shown') }, onHide() { log.push('page hidden') },\n"
    "  log() { return log.splice(0) }, more() { this.setData({ late: true }) },\n"
    "  go() { wx.navigateTo({ url: '/other' }) } })",
    "other.json": "{}", "other.wxml": "<view/>", "other.js": "Page({})",
    "outer.json": '{"component": true, "usingComponents": {"my-eye": "/eye", "my-inner": "/inner"}}',
    "outer.wxml": '<my-inner/><my-eye name="in outer"/>', "outer.js": "Component({})",
    "inner.json": '{"component": true, "usingComponents": {"my-eye": "/eye"}}',
    "inner.wxml": '<my-eye wx:for="{{[1, 2]}}" wx:key="*this" name="in inner {{item}}"/>',
    "inner.js": "Component({ pageLifetimes: { show() { getApp().log.push('inner shown') } } })",
    "eye.json": '{"component": true}', "eye.wxml": "<view/>",
    "eye.js": "const { log } = getApp()\nComponent({ properties: { name: String }, pageLifetimes: {\n"
    "  show() { log.push(this.data.name + ' shown') }, hide() { log.push(this.data.name + ' hidden') } } })",
}  # fmt: skip


def walked(folder: Path, client: str) -> list[list[str]]:
    """What is told as a page is opened, shows more, is covered, and comes back."""
    with Host(client) as host, host.load(folder / "page.js", root=folder) as page:
        logs = [page.call("log")]
        page.call("more")
        logs.append(page.call("log"))
        page.call("go")
        logs.append(page.call("log"))
        page.back()
        return [sorted(log) for log in [*logs, page.call("log")]]


def test_components_hear_of_their_page(tmp_path: Path) -> None:
    source = written(tmp_path / "app", SEEN)
    done = ported(source, tmp_path / "out")
    assert not any(page.blockers for page in done.pages)
    assert "calls it with the page's own" in " ".join(f.diagnostic.message for f in done.findings)
    original = walked(source, "wx")
    assert original[0] == [
        "in inner 1 shown", "in inner 2 shown", "in outer shown", "inner shown", "own shown", "page shown",
    ]  # fmt: skip
    assert original[1] == []
    assert "late hidden" in original[2]
    assert "late shown" in original[3]
    assert walked(tmp_path / "out", "tt") == original
