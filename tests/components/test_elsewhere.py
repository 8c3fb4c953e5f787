"""Handlers and hooks that stand outside of definitions in sight: given to a function that makes the
page, mixed in from another file, handed an event."""

from __future__ import annotations

import json
from pathlib import Path

import mediaglot as mg
import pytest
from mediaglot.adapters.source.pages.parts import PARTS
from mediaglot.adapters.source.tree.port import port_tree

TAP = "tap(e) { this.setData({ n: e.target.dataset.n }); if (e.type === 'touchmove') this.x = 1 },"
SHARE = "onShareAppMessage() { return { title: 'x', path: '/p', imageUrl: '/i.png' } },"
GIVEN = f"{{ data: {{ n: 1 }}, {TAP} {SHARE} }}"
PAGES = {
    "a function of the script": f"const make = (o) => Page(o)\nmake({GIVEN})",
    "one of another": f"import make from '../lib/make'\nmake({GIVEN})",
    "one of a package": f"import {{ create }} from 'store'\ncreate(store, {GIVEN})",
    "a method": f"const app = require('../lib/app')\nmodule.exports = app.page({GIVEN})",
    "what a function gives to Page": f"import mix from '../lib/mix'\nPage(mix({GIVEN}))",
    "what functions give to it": f"const own = {GIVEN}\nPage(connect((s) => s)(own))",
    "awaited": f"await create({GIVEN})",
    "exported": f"export default create({GIVEN})",
    "an object that grows": f"const o = {{ data: {{ n: 1 }} }}\no.tap = function {TAP[:-1]}\n"
    f"o.onShareAppMessage = function {SHARE[:-1]}\nPage(o)".replace(
        "function tap(", "function ("
    ).replace("function onShareAppMessage(", "function ("),
    "a class": f"class P {{ {TAP[:-1]} {SHARE[:-1]} }}\nPage(new P())",
    "fields of a class": "class P { tap = (e) => use(e.target.dataset.n, e.type === 'touchmove' && "
    "e.touches)\n onShareAppMessage = () => ({ title: 'x', path: '/p', imageUrl: '/i.png' }) }\n"
    "Page(new P())",
    "functions of the script": f"function {TAP[:-1]}\nfunction {SHARE[:-1]}\n"
    "Page({ tap, onShareAppMessage })",
    "functions by another name": f"function go{TAP[3:-1]}\nconst share = {SHARE[17:-1]}\n".replace(
        "const share = ()", "const share = function ()"
    )
    + "Page({ tap: go, onShareAppMessage: share })",
}


UNSEEN = {"one of a package", "awaited", "exported"}
"""Nothing in the tree calls Page of these."""
SCRIPTS = {
    "lib/make.js": "import { done } from './done'\nexport default (o) => done(o)",
    "lib/done.js": "export const done = (o) => Page(o)",
    "lib/app.js": "exports.page = (o) => Page(Object.assign({}, o))",
    "lib/mix.js": "export default (o) => ({ hello() {}, ...o })",
}


def page(script: str, write: str = "my") -> mg.Ported:
    return mg.port(script, read="wx", write=write, name="pages/page.js")


@pytest.mark.parametrize("how", PAGES)
def test_pages_are_ported_however_they_are_made(how: str, tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    folder.mkdir()
    (tmp_path / "app.json").write_text(json.dumps({"pages": ["pages/page"]}))
    (folder / "page.wxml").write_text('<view bindtap="tap" />')
    (folder / "page.json").write_text("{}")
    (folder / "page.js").write_text(PAGES[how])
    for name, text in SCRIPTS.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    port = port_tree(tmp_path, read="wx", write="my", parts=PARTS)
    done = next(file for file in port.files if file.name == "pages/page.js")
    code = (done.after or b"").decode()
    assert "e.target.targetDataset.n" in code
    assert "'touchMove'" in code
    assert "bgImgUrl: '/i.png'" in code
    assert [item.code for item in done.findings] == (["MG542"] if how in UNSEEN else [])
    assert page(code).code == code


MIXED = {
    f"module.exports = {{ {TAP} }}": "targetDataset",
    f"export default {{ {SHARE} }}": "bgImgUrl",
    f"exports.share = {{ {SHARE} }}": "bgImgUrl",
    f"export function {SHARE[:-1]}": "bgImgUrl",
    "exports.onShareAppMessage = () => ({ title: 'x', path: '/p', imageUrl: '/i.png' })": "bgImgUrl",
    "export const hit = (event) => event.target.dataset.id": "targetDataset",
    "export const hit = ({ target: { dataset } }) => dataset.id": "targetDataset: dataset",
    "export const moved = (e) => e.type === 'touchmove' && e.touches[0]": "'touchMove'",
    "export const make = (o) => wrap({ 'onShareAppMessage': () => ({ title: o, path: o, imageUrl: o }) })": "bgImgUrl",
}


@pytest.mark.parametrize("script", MIXED)
def test_what_pages_have_of_other_files(script: str) -> None:
    done = page(script)
    assert MIXED[script] in done.code
    assert [item.code for item in done.findings] == []


@pytest.mark.parametrize(
    ("script", "write", "code"),
    [
        ("export default { onShareTimeline() { return { title: 'x' } } }", "my", "MG531"),
        ("create({ data: {}, onResize() {}, onLoad() {} })", "tt", "MG531"),
        ("class P { onLoad() {} onResize() {} }\nPage(new P())", "my", "MG531"),
        ("import { share } from './share'\nPage({ onShareAppMessage: share })", "my", "MG544"),
        ("export const moved = (e) => e.type === 'touchmove'", "my", "MG545"),
        ("const o = { data: { list: [] }, onLoad() { this.data.list.push(1) } }\nPage(o)", "my", "MG544"),
        ("create({ onLaunch(options) { use(options.scene) } })", "my", "MG412"),
    ],
)  # fmt: skip
def test_what_is_lost_of_them_is_told(script: str, write: str, code: str) -> None:
    assert code in [item.code for item in page(script, write).findings]


@pytest.mark.parametrize(
    "script",
    [
        "import { onShareAppMessage } from './share'\nPage({ onShareAppMessage })",
        "const share = require('./share')\nPage({ onShareAppMessage: share.onShareAppMessage })",
        "chart.setOption({ onResize() {} })",
        "export const same = (action) => action.type === 'tap'",
        "const flags = { onShareAppMessage: true }",
        "Page({ onShareAppMessage: null })",
        "class Sprite { animate(a) { return a } go() { return this.animate(1) } }",
        "const o = { animate() {}, go() { const me = this; me.animate(1) } }",
        (
            "function E() {}\nE.prototype.animate = function () {}\n"
            "E.prototype.go = function () { const me = this; [1].map(() => this.animate(1)); me.animate() }"
        ),
        "use(this.find(x).target, other.dataset)",
    ],
)
def test_nothing_is_said_of_what_is_the_same(script: str) -> None:
    done = page(script)
    assert (done.code, list(done.findings)) == (script, [])


def program(folder: Path, files: dict[str, str]) -> dict[str, list[str]]:
    """The findings that say a definition is out of sight, by file, of a port to Alipay."""
    using = '{"usingComponents": {"my-part": "/part"}}'
    files = {
        "app.json": '{"pages": ["page"]}', "page.json": using, "page.wxml": "<my-part/>",
        "page.js": "Page({})", "part.json": '{"component": true}', "part.wxml": "<view/>",
        "part.js": "Component({})", **files,
    }  # fmt: skip
    for name, text in files.items():
        (folder / name).write_text(text)
    port = port_tree(folder, read="wx", write="my", parts=PARTS)
    return {
        file.name: told
        for file in port.files
        if (told := [it.code for it in file.findings if it.code in ("MG541", "MG542")])
    }


GIVEN_PART = (
    "import { make } from './make'\nmake({ properties: { a: String }, methods: { go() {} } })"
)


def test_what_makes_a_component_is_in_sight_or_told(tmp_path: Path) -> None:
    assert program(tmp_path, {"part.js": GIVEN_PART}) == {"part.js": ["MG541"]}
    (tmp_path / "make.js").write_text("export const make = (it) => other(it)")
    assert program(tmp_path, {}) == {}
    assert program(tmp_path, {"part.js": GIVEN_PART}) == {"part.js": ["MG541"]}
    (tmp_path / "make.js").write_text("export const make = (it) => Component(it)")
    assert program(tmp_path, {"part.js": GIVEN_PART}) == {"make.js": ["MG542"]}
    (tmp_path / "make.js").unlink()
    (tmp_path / "app.js").write_text("global.make = (it) => Component(it)")
    assert program(tmp_path, {"part.js": GIVEN_PART}) == {"app.js": ["MG542"]}
    (tmp_path / "app.js").unlink()
    assert program(tmp_path, {"part.js": "export default new Part()"}) == {"part.js": ["MG541"]}
    assert program(tmp_path, {"part.js": "\n"}) == {}
    (tmp_path / "parsed.wxml").write_text("<template name='a'/>")
    assert program(tmp_path, {"parsed.js": "module.exports = { parse() {} }"}) == {}


def test_a_page_that_another_script_makes_of_a_component(tmp_path: Path) -> None:
    files = {"page.js": GIVEN_PART, "make.js": "export const make = (it) => Component(it)"}
    assert program(tmp_path, files) == {"make.js": ["MG542"], "page.js": ["MG541"]}
    files["make.js"] = ""
    assert program(tmp_path, files) == {"page.js": ["MG541"]}
    files["page.js"] = "make({ onLoad() {} })"
    assert program(tmp_path, files) == {"page.js": ["MG542"]}


@pytest.mark.parametrize("made", ["make(IT)", "Page(mix(IT))", "const it = IT\nPage(mix(it))"])
def test_what_a_function_is_given_gets_the_handler_that_does_nothing(
    made: str, tmp_path: Path
) -> None:
    page = {
        "page.wxml": '<view catchtouchmove="" bindtap="go"/>',
        "page.js": made.replace("IT", "{ data: {}, go() {} }"),
        "app.js": "global.make = (it) => Page(it)",
    }
    program(tmp_path, page)
    port = port_tree(tmp_path, read="wx", write="my", parts=PARTS)
    after = {file.name: (file.after or b"").decode() for file in port.files}
    assert after["page.wxml"] == '<view catchTouchMove="nothing" onTap="go"/>'
    assert "{ nothing() {}, data: {}, go() {} }" in after["page.js"]
    assert not [cause.name for file in port.files for cause in file.blockers]


def test_texts_for_properties_of_other_types_are_written_in_them(tmp_path: Path) -> None:
    tag = '<my-part n="5" b="false" c="" s="7" a="x" m="1" o="{{5}}" d="0x1"/>'
    part = (
        "make({ properties: { n: Number, b: { type: Boolean, value: true }, c: Boolean, s: String,"
        " a: Number, m: { type: Number, optionalTypes: [String] }, o: Boolean, d: Number } })"
    )
    files = {"page.wxml": tag, "part.js": part, "app.js": "global.make = (it) => Component(it)"}
    program(tmp_path, files)
    for write, wanted in (
        ("my", tag),
        (
            "tt",
            '<my-part n="{{5}}" b="{{true}}" c="{{false}}" s="7" a="x" m="1" o="{{5}}" d="0x1"/>',
        ),
    ):
        port = port_tree(tmp_path, read="wx", write=write, parts=PARTS)
        (page,) = (file for file in port.files if file.name == "page.wxml")
        assert page.after is None or page.after.decode() == wanted


@pytest.mark.parametrize(
    ("script", "replaced"),
    [
        ("const own = Page\nPage = function (options) { return own(options) }\n", True),
        ("const own = Page\nglobalThis.Page = (options) => own(options)\n", True),
        ("const Page = (options) => options\n", False),
        ("if (kind == Page) run()\nx.Page = 1\n", False),
    ],
)
def test_who_replaces_page_makes_the_pages_of_components_too(
    tmp_path: Path, script: str, replaced: bool
) -> None:
    """On the source a page that is a component does not go through Page."""
    files = {
        "app.json": '{"pages": ["pages/a/a", "pages/b/b"]}',
        "app.js": "require('./utils/wrap')\nApp({})\n",
        "utils/wrap.js": script,
        "pages/a/a.json": "{}",
        "pages/a/a.js": "Component({ data: { a: 1 } })\n",
        "pages/a/a.wxml": "<view>{{a}}</view>\n",
        "pages/b/b.json": "{}",
        "pages/b/b.js": "Page({ data: { a: 1 } })\n",
        "pages/b/b.wxml": "<view>{{a}}</view>\n",
    }
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    port = port_tree(tmp_path, read="wx", write="my", parts=PARTS)
    told = [item for file in port.files for item in file.findings if item.code == "MG544"]
    assert [item.file for item in told] == (["pages/a/a.js"] if replaced else [])
    assert all("utils/wrap.js replaces Page" in item.diagnostic.message for item in told)
