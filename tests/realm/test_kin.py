"""Relations of components, as WeChat and Alipay have them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError

Load = Callable[..., Page]
END = {"wx": "wxml", "my": "axml", "tt": "ttml"}
PAGE = """Page({ data: { on: true, list: ['a', 'b'], more: ['c'] },
  log() { return getApp().log.splice(0) }, set(e) { this.setData(e) }, ask(e) { return getApp()[e]() } })"""


def component(client: str, key: str, kind: str, name: str, more: str = "") -> str:
    options = "options: { relations: true, lifetimes: true }, " if client == "my" else ""
    given = "this.props.name" if client == "my" else "this.data.name"
    properties = "props: { name: '' }" if client == "my" else "properties: { name: String }"
    return f"""const log = getApp().log
Component({{ {options}{properties}, {more}
  relations: {{ '{key}': {{ type: '{kind}',
    linked(other) {{ log.push('{name} ' + {given} + ' linked ' + other.told()) }},
    unlinked(other) {{ log.push('{name} ' + {given} + ' unlinked ' + other.told()) }} }} }},
  lifetimes: {{ attached() {{ log.push('{name} placed') }},
    ready() {{ getApp()['{name}' + {given}] = () => this.getRelationNodes('{key}').map((it) => it.told()) }} }},
  methods: {{ told() {{ return '{name}' + {given} }} }},
}})"""


def load_kin(load: Load, text: str, client: str = "wx", kinds: tuple[str, str] = ("child", "parent"),
             more: Mapping[str, str] | None = None) -> Page:  # fmt: skip
    end = END[client]
    using = '{"usingComponents": {"my-ul": "/parts/ul/ul", "my-li": "/parts/li/li", "my-box": "/parts/box"}}'
    files = {
        f"page.{end}": text, "page.json": using,
        "app.js": "App({ log: [] })", "app.json": '{"pages": ["page"]}',
        f"parts/ul/ul.{end}": "<view><slot/></view>", "parts/ul/ul.json": '{"component": true}',
        "parts/ul/ul.js": component(client, "../li/li", kinds[0], "ul"),
        f"parts/li/li.{end}": "<text>{{name}}</text>", "parts/li/li.json": '{"component": true}',
        "parts/li/li.js": component(client, "../ul/ul", kinds[1], "li"),
        f"parts/box.{end}": "<view><slot/></view>", "parts/box.json": '{"component": true}',
        "parts/box.js": "Component({})",
        **(more or {}),
    }  # fmt: skip
    return load(PAGE, client, files=files)


def log(page: Page) -> list[str]:
    found: list[str] = page.call("log")
    return found


def asked(page: Page, who: str) -> list[str]:
    found: list[str] = page.call("ask", who)
    return found


LOOP = {"wx": 'wx:for="{{list}}" wx:key="*this"', "my": 'a:for="{{list}}" a:key="*this"'}


@pytest.mark.parametrize("client", ["wx", "my"])
def test_a_parent_and_its_children(load: Load, client: str) -> None:
    text = f'<my-ul name="u"><view><my-li name="x"/></view><my-li {LOOP[client]} name="{{{{item}}}}"/></my-ul>'
    page = load_kin(load, text, client)
    assert [line for line in log(page) if "linked" in line] == [
        "ul u linked lix", "li x linked ulu", "ul u linked lia", "li a linked ulu",
        "ul u linked lib", "li b linked ulu",
    ]  # fmt: skip
    assert asked(page, "ulu") == ["lix", "lia", "lib"]
    assert asked(page, "lia") == ["ulu"]
    page.call("set", {"list": ["c", "b"]})
    assert [line for line in log(page) if "linked" in line] == [
        "ul u unlinked lia", "li a unlinked ulu", "ul u linked lic", "li c linked ulu",
    ]  # fmt: skip
    assert asked(page, "ulu") == ["lix", "lic", "lib"]


def test_only_the_nearest_component_is_a_parent(load: Load) -> None:
    text = '<my-ul name="u"><my-box><my-li name="x"/></my-box><my-li name="y"/></my-ul>'
    page = load_kin(load, text)
    assert asked(page, "ulu") == ["liy"]
    assert asked(page, "lix") == []
    page = load_kin(load, text, kinds=("descendant", "ancestor"))
    assert asked(page, "ulu") == ["lix", "liy"]


def test_the_nearest_of_several_ancestors(load: Load) -> None:
    text = '<my-ul name="u"><my-ul name="v"><my-li name="x"/></my-ul></my-ul>'
    page = load_kin(load, text, kinds=("descendant", "ancestor"))
    assert asked(page, "lix") == ["ulv"]
    assert asked(page, "ulu") == []


@pytest.mark.parametrize("kinds", [("child", "ancestor"), ("descendant", "parent"), ("child", "")])
def test_one_word_alone_links_nobody(load: Load, kinds: tuple[str, str]) -> None:
    page = load_kin(load, '<my-ul name="u"><my-li name="x"/></my-ul>', kinds=kinds)
    assert asked(page, "ulu") == []


def test_what_stands_in_another_template_is_not_related(load: Load) -> None:
    files = {
        "parts/box.wxml": '<my-ul name="u"><slot/><my-li name="y"/></my-ul>',
        "parts/box.json": '{"component": true, "usingComponents": {"my-ul": "ul/ul", "my-li": "li/li"}}',
    }
    page = load_kin(load, '<my-box><my-li name="x"/></my-box>', more=files)
    assert asked(page, "ulu") == ["liy"]
    assert asked(page, "lix") == []


def test_relations_by_a_behaviour(load: Load) -> None:
    files = {
        "kind.js": "module.exports = Behavior({})",
        "parts/ul/ul.js": """const kind = require('../../kind')
Component({ relations: { any: { type: 'child', target: kind } }, lifetimes: { ready() {
  getApp().ulu = () => this.getRelationNodes('any').map((it) => it.told()) } }, methods: { told() { return 'ul' } } })""",
        "parts/li/li.js": """const kind = require('../../kind')
Component({ behaviors: [kind], properties: { name: String }, relations: { '../ul/ul': { type: 'parent' } },
  methods: { told() { return 'li' + this.data.name } } })""",
    }
    page = load_kin(load, '<my-ul><my-li name="x"/><my-li name="y"/></my-ul>', more=files)
    assert asked(page, "ulu") == ["lix", "liy"]


def test_clients_without_relations_say_so(load: Load) -> None:
    files = {"parts/li/li.js": "Component({ methods: { told() { return this.getRelationNodes('x') } },"
             " ready() { getApp().li = () => this.told() } })"}  # fmt: skip
    page = load_kin(load, "<my-li/>", "tt", more=files)
    with pytest.raises(PageError, match="not a function"):
        page.call("ask", "li")
    older = component("my", "../ul/ul", "parent", "li").replace("relations: true, ", "")
    page = load_kin(
        load, '<my-ul name="u"><my-li name="x"/></my-ul>', "my", more={"parts/li/li.js": older}
    )
    assert asked(page, "ulu") == []
