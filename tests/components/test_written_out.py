"""Components in templates and included files, for a client that makes none there: what shows them
is written out where it is used, and shows and does the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree import output
from mediaglot.adapters.source.tree.port import port_tree
from mediaglot.adapters.source.tree.ported import TreePort

pytest.importorskip("quickjs")
from mediaglot.adapters.realm.host import Host

PAGE = """Page({ data: { said: [], who: 'Ann', list: ['a', 'b'], rows: [{ t: 'x', n: 1 }, { t: 'y' }],
    on: true, off: false, kind: 'two', none: null, deep: { name: 'D', n: 7, inner: { name: 'E' } }, item: 'mine',
    index: 9 },
  hit(e) { const { said } = this.data; said.push([e.currentTarget.dataset, e.detail && e.detail.v]);
    this.setData({ said }) },
  turn() { this.setData({ on: !this.data.on, kind: 'one', who: 'Bob', rows: [{ t: 'z', n: 3 }] }) },
  log() { return this.data.said } })
"""
PART = """Component({ properties: { name: String, n: Number }, methods: {
  go() { this.triggerEvent('go', { v: this.data.name }) } } })
"""
SHOWN = '<view class="p" bindtap="go">[{{name}}|{{n}}]</view><slot/>'


def program(page: str, **more: str) -> dict[str, str]:
    """A page, a component that it may use, and files by name, two underscores for a slash."""
    files = {
        "app.json": '{"pages": ["pages/a/a"]}', "app.js": "App({})",
        "pages/a/a.json": '{"usingComponents": {"my-part": "/part/part"}}', "pages/a/a.js": PAGE,
        "part/part.json": '{"component": true}', "part/part.js": PART, "part/part.wxml": SHOWN,
        "pages/a/a.wxml": page + '<view class="turn" bindtap="turn">turn</view>',
    }  # fmt: skip
    return files | {name.replace("__", "/") + ".wxml": text for name, text in more.items()}


ROW = '<template name="row"><my-part name="{{name}}" n="{{n}}" bind:go="hit" data-n="{{n}}"/></template>'
USE = '<import src="../../tpl/row.wxml"/>'
CASES: dict[str, dict[str, str]] = {
    "what it is given": program(
        f'{USE}<template is="row" data="{{{{name: who, n: 1 + 2}}}}"/>', tpl__row=ROW
    ),
    "nothing": program(f'{USE}<template is="row"/>', tpl__row=ROW),
    "by the same names": program(
        f'{USE}<template is="row" data="{{{{name, n}}}}"/><template is="row" data="{{{{ ...deep }}}}"/>',
        tpl__row=ROW,
    ),
    "all that an object has, and more behind it": program(
        f'{USE}<template is="row" data="{{{{...deep, name: who}}}}"/>', tpl__row=ROW
    ),
    "all that an object has over what stands before": program(
        f'{USE}<template is="row" data="{{{{name: who, n: 5, ...deep.inner}}}}"/>', tpl__row=ROW
    ),
    "all that nothing has": program(
        f'{USE}<template is="row" data="{{{{name: who, ...none}}}}"/>', tpl__row=ROW
    ),
    "in a loop": program(
        f'{USE}<template wx:for="{{{{rows}}}}" wx:key="t" is="row" data="{{{{name: item.t, n: index}}}}"/>',
        tpl__row=ROW,
    ),
    "under a condition": program(
        f'{USE}<template wx:if="{{{{on}}}}" is="row" data="{{{{name: 1 > 2 ? who : kind}}}}"/>'
        '<view wx:else>off</view>',
        tpl__row=ROW,
    ),
    "one of two": program(
        '<import src="../../tpl/row"/><template is="{{on ? \'row\' : \'other\'}}" data="{{name: who}}"/>',
        tpl__row=ROW + '<template name="other"><view>other {{name}}</view></template>',
    ),
    "one of several": program(
        '<import src="../../tpl/row"/><template is="{{kind}}-{{1}}" data="{{name: who}}"/>',
        tpl__row=ROW.replace('"row"', '"two-1"') + '<template name="one-1"><view>one</view></template>',
    ),
    "which a loop says": program(
        '<import src="../../tpl/row"/><template wx:for="{{rows}}" wx:key="t" is="{{item.t}}" data="{{...item}}"/>',
        tpl__row=ROW.replace('"row"', '"x"').replace("name}}", "t}}") + '<template name="y"><view>y{{t}}</view></template>',
    ),
    "a loop that calls its rounds as the page does": program(
        f'{USE}<template wx:for="{{{{list}}}}" wx:key="*this" is="row" data="{{{{all: rows, mine: item, at: index}}}}"/>',
        tpl__row='<template name="row"><view wx:for="{{all}}" wx:key="t">{{index}}{{at}}'
        '<my-part name="{{mine + item.t}}" n="{{at}}"/></view></template>',
    ),
    "a loop with names of its own": program(
        f'{USE}<template is="row" data="{{{{all: rows, it: item, at: index}}}}"/>',
        tpl__row='<template name="row"><view wx:for="{{all}}" wx:for-item="item" wx:for-index="i" wx:key="t">'
        '{{i}}{{at}}<my-part name="{{it + item.t}}" n="{{i}}"/></view></template>',
    ),
    "a loop over loops": program(
        f'{USE}<template is="row" data="{{{{all: [list, list], index}}}}"/>',
        tpl__row='<template name="row"><view wx:for="{{all}}" wx:key="*this"><my-part wx:for="{{item}}" wx:for-item="one" '
        'wx:key="*this" name="{{one + index}}"/></view></template>',
    ),
    "of the page itself": program(
        '<template name="own"><my-part name="{{name}}"/></template><template is="own" data="{{name: who}}"/>'
    ),
    "one in another": program(
        '<import src="../../tpl/outer"/><template is="outer" data="{{...deep, title: who}}"/>',
        tpl__outer='<import src="row"/><template name="outer"><view>{{title}}<template is="row" '
        'data="{{name: title, ...inner}}"/></view></template>',
        tpl__row=ROW,
    ),
    "a script of its file": program(
        f'{USE}<template is="row" data="{{{{name: who}}}}"/>',
        tpl__row='<wxs src="./m.wxs" module="m"/><template name="row"><my-part name="{{m.up(name)}}"/></template>',
    )
    | {"tpl/m.wxs": "module.exports = { up: function (s) { return s + '!' } }"},
    "a script that the page calls otherwise": program(
        f'<wxs src="../../tpl/m.wxs" module="mine"/>{USE}{{{{mine.up("q")}}}}<template is="row" data="{{{{name: who}}}}"/>',
        tpl__row='<wxs src="./m.wxs" module="m"/><template name="row"><my-part name="{{m.up(name)}}"/></template>',
    )
    | {"tpl/m.wxs": "module.exports = { up: function (s) { return s + '!' } }"},
    "a script with the name of another": program(
        f'<wxs src="./m.wxs" module="m"/>{USE}{{{{m.up("q")}}}}<template is="row" data="{{{{name: m.up(who)}}}}"/>',
        tpl__row='<wxs src="./m.wxs" module="m"/><template name="row"><my-part name="{{m.up(name)}}"/></template>',
    )
    | {
        "tpl/m.wxs": "module.exports = { up: function (s) { return s + '!' } }",
        "pages/a/m.wxs": "module.exports = { up: function (s) { return s + '?' } }",
    },
    "an included file": program(
        '<view wx:for="{{list}}" wx:key="*this"><include src="../../tpl/inc"/></view>',
        tpl__inc='<my-part name="{{item + who}}" n="{{index}}" bind:go="hit" data-n="{{item}}"/>',
    ),
    "an included file with scripts and templates of its own": program(
        '<wxs module="m">exports.a = function () { return "mine" }</wxs><view>{{m.a()}}</view>'
        '<include src="../../tpl/inc"/>',
        tpl__inc='<wxs src="m.wxs" module="m"/><import src="row"/><my-part name="{{m.a(who)}}"/>'
        '<template is="row" data="{{name: m.a(who)}}"/>',
        tpl__row=ROW,
    )
    | {"tpl/m.wxs": "exports.a = function (v) { return v + '!' }"},
    "what a script gives over what stands before": program(
        '<wxs module="f">exports.a = function (v) { return { name: v } }; exports.b = function () { return {} }'
        f'</wxs>{USE}<template is="row" data="{{{{name: who, ...f.a(kind)}}}}"/>'
        '<template is="row" data="{{name: who, ...f.b()}}"/>',
        tpl__row=ROW,
    ),
    "an included file under a condition": program(
        '<include wx:if="{{on}}" src="/tpl/inc.wxml"/><view wx:else>off</view>',
        tpl__inc='<my-part name="{{who}}"/><include src="more"/>',
        tpl__more="<view>{{kind}}</view>",
    ),
    "handlers by name": program(
        f'{USE}<template is="row" data="{{{{name: who, ongo: \'hit\'}}}}"/><template is="row" data="{{{{name: kind}}}}"/>',
        tpl__row='<template name="row"><my-part name="{{name}}" bind:go="{{ongo || \'\'}}" data-n="1"/></template>',
    ),
    "texts with quotes": program(
        f"{USE}<template is='row' data='{{{{name: \"it is \" + who}}}}'/>", tpl__row=ROW
    ),
    "what stands in a component": program(
        f'{USE}<template is="row" data="{{{{name: who}}}}"/>',
        tpl__row='<template name="row"><my-part name="{{name}}"><text>{{name}} within</text></my-part></template>',
    ),
    "what is no component beside it": program(
        f'{USE}<template is="row" data="{{{{name: who}}}}"/><template is="plain" data="{{{{name: kind}}}}"/>',
        tpl__row=ROW + '<template name="plain"><view>{{name}}</view></template>',
    ),
    "a file with a mark of its encoding": program(
        f'\ufeff{USE}<template is="row" data="{{{{name: who}}}}"/>',
        tpl__row="\ufeff" + ROW.replace("<my-part", "名<my-part"),
    ),
    "choices that nothing is left of": program(
        f'{USE}<template is="row" data="{{{{name: \'\'}}}}"/><template is="row" data="{{{{n: 0 || 2}}}}"/>',
        tpl__row='<template name="row"><my-part name="{{name || \'no name\'}}" n="{{n || 8}}"/></template>',
    ),
}  # fmt: skip


def ported(files: Mapping[str, str], folder: Path) -> tuple[TreePort, Path, Path]:
    source = folder / "app"
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    done = port_tree(source, read="wx", write="my", parts=PARTS)
    output.write_tree(done, source, folder / "out")
    return done, source, folder / "out"


def told(folder: Path, client: str) -> list[Any]:
    """What a page shows, touched in all its components, before and after it changed."""
    with Host(client) as host, host.load(folder / "pages/a/a.js", root=folder) as page:
        result: list[Any] = [page.tree.words()]
        for _ in range(2):
            for at in range(len(page.find(".p"))):
                page.find(".p").nth(at).tap()
            result.append((page.call("log"), page.tree.words()))
            page.find(".turn").tap()
        result.append(page.tree.words())
        return result


@pytest.mark.parametrize("case", CASES)
def test_it_shows_and_does_the_same(case: str, tmp_path: Path) -> None:
    done, source, out = ported(CASES[case], tmp_path)
    page = next(item for item in done.pages if item.name == "pages/a/a")
    assert page.verdict != "blocked", page.blockers
    assert "MG734" in [item.code for file in done.files for item in file.findings]
    assert told(out, "my/android") == told(source, "wx")


REFUSED = {
    "that uses itself": (
        program(f'{USE}<template is="row" data="{{{{...deep}}}}"/>',
                tpl__row='<template name="row"><my-part name="{{name}}"/>'
                '<template wx:if="{{inner}}" is="row" data="{{...inner}}"/></template>'),
        "it uses itself",
    ),
    "that is given what nobody can read": (
        program(f'{USE}<template is="row" data="{{{{ {{name: who}} }}}}"/>', tpl__row=ROW),
        "what it is given cannot be read",
    ),
    "that is given a text and more": (
        program(f'{USE}<template is="row" data="x{{{{name}}}}"/>', tpl__row=ROW),
        "what it is given cannot be read",
    ),
    "with an expression that cannot be read": (
        program(f'{USE}<template is="row" data="{{{{name: who}}}}"/>',
                tpl__row=ROW.replace("{{n}}", "{{n ?? 1}}").replace("?? 1", "@ 1")),
        "an expression in it cannot be read",
    ),
    "of which there are two": (
        program(f'{USE}<import src="../../tpl/more"/><template is="row"/>', tpl__row=ROW, tpl__more=ROW),
        "two templates are called row",
    ),
    "with a script in its file": (
        program(f'{USE}<template is="row" data="{{{{name: who}}}}"/>',
                tpl__row='<wxs module="m">exports.a = 1</wxs><template name="row"><my-part name="{{m.a}}"/></template>'),
        "it needs a script that stands in its file",
    ),
    "with quotes of both kinds": (
        program(f"{USE}<template is='row' data='{{{{name: \"it\\'s\"}}}}'/>", tpl__row=ROW),
        "a text in it has both kinds of quotes",
    ),
    "that depends on a choice": (
        program(USE + '<template is="row" data="{{name: who, ...(on ? deep : item)}}"/>', tpl__row=ROW),
        "what it is given as name depends on (on ? deep : item)",
    ),
    "of a file that is not there": (
        program(
            '<import src="../../tpl/none"/><import src="../../tpl/row"/><template is="other"/>',
            tpl__row=ROW,
        ),
        "a file that it is taken from cannot be read",
    ),
    "in an included file with a script in it": (
        program('<include src="../../tpl/inc"/>', tpl__inc='<wxs module="m">exports.a = 1</wxs><my-part name="{{m.a}}"/>'),
        "it needs a script that stands in its file",
    ),
    "in an included file with templates of another": (
        program(f'{USE}<include src="../../tpl/inc"/>', tpl__inc='<template is="row"/><my-part/>', tpl__row=ROW),
        "an included file uses a template that it has not itself",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_template_that_stays_is_told_with_the_reason(case: str, tmp_path: Path) -> None:
    files, why = REFUSED[case]
    done, _, out = ported(files, tmp_path)
    said = [item for item in done.findings if item.code == "MG722"]
    page = next(item for item in done.pages if item.name == "pages/a/a")
    assert page.verdict == "blocked"
    assert any(item.diagnostic.message.endswith(f": {why}") for item in said), said
    text = (out / "pages/a/a.axml").read_text(encoding="utf-8")
    assert "<my-part" not in text.split('class="turn"')[0]


def test_what_is_written_out_and_what_stays(tmp_path: Path) -> None:
    page = (
        '<import src="../../tpl/row"/>\n  <import src="../../tpl/plain"/>\n'
        '<view>\n  <template is="row" data="{{name: who, n: index + 1}}"></template>\n'
        '  <template is="plain"/>\n</view>\n'
    )
    files = program(page, tpl__row=ROW, tpl__plain='<template name="plain"><view/></template>')
    done, _, out = ported(files, tmp_path)
    assert (out / "pages/a/a.axml").read_text() == (
        '  <import src="../../tpl/plain.axml"/>\n'
        '<view>\n  <my-part name="{{who}}" n="{{index + 1}}" onGo="hit" data-n="{{index + 1}}"/>\n'
        '  <template is="plain"/>\n</view>\n<view class="turn" onTap="turn">turn</view>'
    )
    (note,) = [item for item in done.findings if item.code == "MG734"]
    assert (note.file, note.line, note.column, note.end_column) == ("pages/a/a.wxml", 4, 3, 68)
    assert note.diagnostic.message == (
        "the template row is written out here: Alipay makes no component in it"
    )
    assert files["pages/a/a.wxml"].encode()[note.start : note.end].startswith(b"<template is")
    page_port = next(item for item in done.pages if item.name == "pages/a/a")
    assert "tpl/row.wxml" not in page_port.files
    assert "tpl/plain.wxml" in page_port.files


def test_what_is_told_of_it_is_told_where_it_is_used(tmp_path: Path) -> None:
    row = ROW.replace("<my-part", '<view unheard="1"/><my-part bindtap="hit"')
    page = f'\n{USE}\n<view>\n<template is="row" data="{{{{name: who}}}}"/></view><view odd="1"/>'
    files = program(page, tpl__row=row)
    files["part/part.wxml"] = "<slot/>"  # nothing there tells a tap
    done, _, _ = ported(files, tmp_path)
    told = {item.code: item for item in done.findings if item.file == "pages/a/a.wxml"}
    assert (told["MG721"].line, told["MG721"].column) == (4, 1)
    assert told["MG721"].diagnostic.message.endswith(", in the template row")
    assert told["MG721"].diagnostic.place == "pages/a/a.wxml:4:1"
    text = files["pages/a/a.wxml"].encode()
    assert text[told["MG721"].start : told["MG721"].end] == (
        b'<template is="row" data="{{name: who}}"/>'
    )
    odd = [item for item in done.findings if "odd" in item.diagnostic.message]
    assert [text[item.start : item.end] for item in odd] == [b"odd"]
    assert not [item for item in done.findings if item.file == "tpl/row.wxml"]


def test_one_that_another_page_cannot_have_written_out_stays(tmp_path: Path) -> None:
    files = program(f'{USE}<template is="row" data="{{{{name: who}}}}"/>', tpl__row=ROW)
    files["app.json"] = '{"pages": ["pages/a/a", "pages/b/b"]}'
    files["pages/b/b.wxml"] = f'{USE}<template is="row" data="x{{{{name}}}}"/>'
    files |= {"pages/b/b.json": files["pages/a/a.json"], "pages/b/b.js": PAGE}
    done, _, _ = ported(files, tmp_path)
    verdicts = {item.name: item.verdict for item in done.pages}
    assert verdicts["pages/a/a"] != "blocked"
    assert verdicts["pages/b/b"] == "blocked"


def test_nothing_is_thought_unused_where_a_template_cannot_be_read(tmp_path: Path) -> None:
    files = program(f'{USE}<template is="row" data="{{{{name: who}}}}"/>', tpl__row=ROW)
    files["app.json"] = '{"pages": ["pages/a/a", "pages/b/b"]}'
    files |= {"pages/b/b.json": files["pages/a/a.json"], "pages/b/b.js": PAGE}
    source = tmp_path / "app"
    (source / "pages/b").mkdir(parents=True)
    (source / "pages/b/b.wxml").write_bytes(f'{USE}<template is="row"/>名'.encode("gb18030"))
    done, _, _ = ported(files, tmp_path)
    assert [item.file for item in done.findings if item.code == "MG722"] == ["tpl/row.wxml"]
    verdicts = {item.name: item.verdict for item in done.pages}
    assert verdicts["pages/a/a"] != "blocked"
    assert verdicts["pages/b/b"] == "blocked"


@pytest.mark.parametrize("target", ["tt", "ascf"])
def test_other_targets_keep_their_templates(target: str, tmp_path: Path) -> None:
    files = program(f'{USE}<template is="row" data="{{{{name: who}}}}"/>', tpl__row=ROW)
    source = tmp_path / "app"
    for name, text in files.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_text(text, encoding="utf-8")
    done = port_tree(source, read="wx", write=target, parts=PARTS)
    assert "MG734" not in {item.code for item in done.findings}


def test_a_second_port_changes_nothing(tmp_path: Path) -> None:
    _, _, out = ported(CASES["one in another"], tmp_path)
    again = port_tree(out, read="wx", write="my", parts=PARTS)
    assert not any(file.changed for file in again.files)


def test_too_much_is_not_written_out(tmp_path: Path) -> None:
    row = ROW.replace("<my-part", f"<view>{'x' * 9_000}</view><my-part")
    uses = '<template is="row" data="{{name: who}}"/>' * 60
    done, _, out = ported(program(USE + uses, tpl__row=row), tmp_path)
    assert (out / "pages/a/a.axml").stat().st_size < 520_000
    (said,) = [item for item in done.findings if item.code == "MG722"]
    assert said.diagnostic.message.endswith(": that is more than 500,000 bytes")


def test_templates_that_use_one_another_by_the_thousand(tmp_path: Path) -> None:
    rows = "".join(
        f'<template name="t{at}"><template is="t{at + 1}"/></template>' for at in range(3_000)
    )
    files = program(f'{rows}<template name="t3000"><my-part/></template><template is="t0"/>')
    done, _, _ = ported(files, tmp_path)
    assert "MG722" in {item.code for item in done.findings}


def test_uses_that_double_end_early(tmp_path: Path) -> None:
    rows = "".join(
        f'<template name="t{at}"><template is="t{at + 1}"/><template is="t{at + 1}"/></template>'
        for at in range(40)
    )
    page = (
        f'{rows}<template name="t40"/><template name="all"><template is="t0"/><my-part/></template>'
    )
    done, _, _ = ported(program(page + '<template is="all"/>'), tmp_path)
    (said,) = {item.diagnostic.message for item in done.findings if item.code == "MG722"}
    assert said.endswith(": that is more than 500,000 bytes")
