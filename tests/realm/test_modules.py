"""Modules of a realm: require, ES syntax, places of errors, and the root they stay in."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.realm.esm import is_module, transformed
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.modules import Modules
from mediaglot.adapters.realm.page import Page
from mediaglot.adapters.realm.program import PageError
from mediaglot.adapters.realm.tokens import tokenized
from mediaglot.canonical.errors import InputError, MediaglotError

Load = Callable[..., Page]


def page(body: str, before: str = "") -> str:
    return f"{before}\nPage({{ data: {{}}, async go() {{ {body} }} }})\n"


def test_require_finds_files_packages_and_json(load: Load) -> None:
    files = {
        "lib/a.js": "exports.n = require('./b').n + require('../data').n",
        "lib/b/index.js": "module.exports = { n: 1 }",
        "data.json": '{"n": 10}',
        "miniprogram_npm/tool/index.js": "module.exports = () => 100",
        "node_modules/other/package.json": '{"main": "dist/main.js"}',
        "node_modules/other/dist/main.js": "module.exports = 1000",
    }
    before = "const a = require('./lib/a'), t = require('tool'), o = require('other')"
    assert load(page("return a.n + t() + o", before), files=files).call("go") == 1111


def test_a_package_is_where_that_client_looks(load: Load) -> None:
    """What WeChat's tools built is no package on Alipay: a port that leaves it so must not run."""
    files = {"miniprogram_npm/tool/index.js": "module.exports = () => 100"}
    body = page("return t()", "const t = require('tool')")
    assert load(body, client="wx/android", files=files).call("go") == 100
    with pytest.raises(PageError, match="the package tool"):
        load(body, client="my/android", files=files).call("go")


def test_cycles_and_single_evaluation(load: Load) -> None:
    files = {
        "a.js": "exports.early = 1; exports.b = require('./b').seen; console.log('a')",
        "b.js": "exports.seen = require('./a').early; console.log('b')",
    }
    made = load(page("return [a.b, require('./a') === a]", "const a = require('./a')"), files=files)
    assert made.call("go") == [1, True]
    assert made.console == ["b", "a"]


def test_es_modules_bind_live(load: Load) -> None:
    files = {
        "m.js": """
          export let count = 0
          export const add = () => ++count, twice = (n) => n * 2
          export default class Box { value() { return 'box' } }
          export function hi(name = `you ${'}'}`) { return 'hi ' + name }
          export { count as total }
        """,
        "all.js": "export * from './m.js'\nexport { default as Box, hi as hello } from './m.js'\n",
        "old.js": "module.exports = { x: 42 }",
    }
    before = """
      import Box, { add, count as now, twice } from './m'
      import * as all from './all'
      import old, { x } from './old'
      import './m'
    """
    body = """
      add(); add()
      let fixed = ''
      try { now = 5 } catch (e) { fixed = e.name }
      const later = await import('./old.js')
      return [now, all.total, twice(4), new Box().value(), all.hello('a'), new all.Box().value(),
              old.x, x, later.default.x, fixed, Object.keys(all).sort()]
    """
    names = ["Box", "add", "count", "hello", "hi", "total", "twice"]
    assert load(page(body, before), files=files).call("go") == [
        2, 2, 8, "box", "hi a", "box", 42, 42, 42, "TypeError", names
    ]  # fmt: skip


def test_default_exports_of_every_kind(load: Load) -> None:
    files = {
        "a.js": "export default function () { return 1 }",
        "b.js": "export default async () => 2",
        "c.js": "export default { n: 3 };",
        "d.js": "export default class extends Array {}",
        "e.js": "export default function named() { return typeof named }",
    }
    before = "\n".join(f"import {name} from './{name}.js'" for name in "abcde")
    body = "return [a(), await b(), c.n, new d().length, e()]"
    assert load(page(body, before), files=files).call("go") == [1, 2, 3, 0, "function"]


def test_a_module_may_have_a_variable_called_exports(load: Load) -> None:
    files = {
        "a.js": "var exports = {}; exports.n = 4; export default exports; export * from './b.js'",
        "b.js": "export const module = 5, b = 6",
    }
    before = "import a, { b } from './a.js'; import { module as five } from './b.js'"
    assert load(page("return [a.n, b, five]", before), files=files).call("go") == [4, 6, 5]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("export const { a } = b", "m.js:1:14: exporting a pattern"),
        ("import a from './x' with { type: 'json' }", "m.js:1:21: import attributes"),
        ("import a\nfrom", "m.js:2:1: the file ends inside"),
        ("export const a = import.meta.url", "m.js:1:18: import.meta"),
        ("import { a b } from './x'", "m.js:1:12: expected ','"),
    ],
)
def test_unsupported_syntax_is_refused_with_its_place(code: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        transformed(code, "m.js")
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("code", "declares"),
    [
        ("import a from 'b'", True),
        ("export {}", True),
        ("const a = 'import b'", False),
        ("// export const a = 1", False),
        ("const r = /export default/; x.import; ({ export: 1 })", False),
        ("`${a} import x from y`", False),
        ("import('./a')", False),
        ("if (a) /import b/.test(c)", False),
        ("a = b / import_ / 2\nexport default 1", True),
    ],
)
def test_what_is_a_module(code: str, declares: bool) -> None:
    assert is_module(code) is declares


@given(st.text(alphabet="ab{}()[]/`$'\"\\\n;=,. import export from*", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    covered = tokenized(text)
    assert all(one.end <= two.start for one, two in pairwise(covered))
    try:
        _, body, _ = transformed(text, "a.js")
    except InputError:
        return
    assert body.count("\n") == text.count("\n")


def test_lines_of_errors_are_the_files_own(load: Load) -> None:
    files = {
        "m.js": "import './n.js'\n\nexport function fail() {\n  return undefined.x\n}\n",
        "n.js": "\n\n",
    }
    made = load(page("fail()", "import { fail } from './m.js'"), files=files)
    with pytest.raises(PageError, match=r"^m\.js:4:\d+ in fail: TypeError"):
        made.call("go")


def test_a_syntax_error_has_its_place(load: Load) -> None:
    with pytest.raises(PageError, match=r"^page\.js:2:\d+: SyntaxError"):
        load("Page({})\nvar = 3")


def test_a_file_cannot_be_asked_for_outside_the_root(load: Load, tmp_path: Path) -> None:
    (tmp_path / "secret.js").write_text("module.exports = 'secret'")
    for spec in ("../secret.js", "/../secret.js", str(tmp_path / "secret.js")):
        made = load(page(f"return require({spec!r})"))
        with pytest.raises(PageError, match="cannot find module"):
            made.call("go")


def test_a_link_out_of_the_root_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "secret.js").write_text("module.exports = 1")
    root = tmp_path / "app"
    root.mkdir()
    (root / "page.js").write_text("require('./link')")
    (root / "link.js").symlink_to(tmp_path / "secret.js")
    assert [module.names for module in Modules(root, 1).add("page.js")] == [{}]
    with pytest.raises(InputError, match="leads out"):
        Modules(root, 1).add("link.js")


def test_a_computed_path_finds_the_programs_scripts(load: Load) -> None:
    files = {"langs/en.js": "module.exports = 'hello'", "langs/fr.js": "module.exports = 'salut'"}
    body = "const lang = 'fr'; return require('./langs/' + lang)"
    assert load(page(body), files=files).call("go") == "salut"
    other = load(page("return require('./langs/' + 'de')"), files=files)
    with pytest.raises(PageError, match=r"cannot find module '\./langs/de', asked for by page\.js"):
        other.call("go")


def test_broken_typescript_and_bad_bytes_are_refused(tmp_path: Path) -> None:
    (tmp_path / "bad.js").write_bytes(b"ok\n\xff")
    with pytest.raises(InputError, match=r"bad\.js:2: not UTF-8"):
        Modules(tmp_path, 1).add("bad.js")
    (tmp_path / "a.ts").write_text("let a: = 1")
    with pytest.raises(InputError, match=r"a\.ts:1:\d+: is no TypeScript that can be read"):
        Modules(tmp_path, 1).add("a.ts")


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("const x = require('./nope')\nPage({})", "cannot find module './nope', asked for by page.js"),
        ("import x from './nope'\nPage({})", "cannot find module './nope', asked for by page.js"),
        ("import('./nope').then(() => Page({}))", "neither Page nor Component; not found: './nope' of page.js"),
        ("const x = 1", r"page\.js: calls neither Page nor Component$"),
    ],
)  # fmt: skip
def test_a_page_that_asks_for_what_is_not_there_says_so(
    load: Load, code: str, message: str, strict: bool
) -> None:
    with pytest.raises(MediaglotError, match=message):
        load(code, strict=strict)


def test_typescript_runs_and_its_lines_are_its_own(load: Load) -> None:
    page = """import { Kind, type Odd } from './lib/kind'
    interface Data { n: number }
    Page({ data: { n: 1 } as Data,
      go(this: any, e?: Odd): string { return Kind[this.data.n as number] + require('./deep').word },
      bad() { const x: any = null; return x.y } })
    """
    files = {
        "lib/kind.ts": "export enum Kind { Zero, One }\nexport type Odd = 1",
        "deep/index.ts": "const word: string = '!'; export { word }",
        "page.ts": page,
    }
    opened = load("throw 1", files=files, page="page.ts")
    assert opened.call("go") == "One!"
    with pytest.raises(PageError, match=r"page\.ts:5:\d+ in bad: TypeError"):
        opened.call("bad")


def test_a_script_beside_typescript_is_what_it_was_compiled_to(load: Load) -> None:
    files = {"a.js": "exports.v = 'js'", "a.ts": "export const v = 'ts'"}
    assert (
        load("const { v } = require('./a'); Page({ go() { return v } })", files=files).call("go")
        == "js"
    )


@pytest.mark.parametrize("name", ["page.tsx", "page.jsx", "page.vue"])
def test_what_has_to_be_compiled_says_so(load: Load, name: str) -> None:
    with pytest.raises(InputError, match="is not run here; compile it to JavaScript first"):
        load("", files={name: "Page({})"}, page=name)


@pytest.mark.parametrize(
    "code",
    [
        "import Toast, { Theme } from 'ui/toast'\nPage({ go() { Toast({ theme: Theme.ok }) } })",
        "import * as ui from 'ui/toast'\nPage({ go() { ui.show() } })",
        "const { show } = require('ui/toast')\nPage({ go() { show() } })",
        "const Ui = require('ui/toast')\nPage({ go() { return new Ui.Toast() } })",
    ],
)
def test_a_package_that_is_not_there_is_missed_where_it_is_used(load: Load, code: str) -> None:
    page = load(code, strict=False)
    page.call("go")
    (thrown,) = page.program.thrown
    assert thrown.message.startswith("NotSimulated: the package ui/toast")
    assert "build or install it" in thrown.message


def test_a_page_may_have_the_name_of_the_configuration(load: Load, tmp_path: Path) -> None:
    for name, text in {
        "app.json": '{"pages": ["x/app/app"]}', "app.js": "App({ found: 1 })",
        "x/app/app.json": '{"usingComponents": {}}',
        "x/app/app.js": "Page({ data: { n: getApp().found } })",
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Host("wx") as host:
        assert host.load(tmp_path / "x/app/app.js").data == {"n": 1}
