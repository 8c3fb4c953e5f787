"""What may run of the scripts that a page brings: `a.js` is the page's own, all of which runs.

Places are marked by comments of one capital letter; a case says which of them may run.
"""

from __future__ import annotations

import re

import pytest
from mediaglot.adapters.source.common.packages import resolved
from mediaglot.adapters.source.pages.module_reader import module_of
from mediaglot.adapters.source.pages.running import Running
from mediaglot.adapters.source.program.scripts import script_at

MARK = re.compile(r"/\*([A-Z])\*/")

CASES: dict[str, tuple[str, dict[str, str]]] = {
    "a function that is taken by name, and what it names": (
        "AB",
        {
            "a.js": "import { f } from './b'; f()",
            "b.js": "const h = () => { /*B*/ }\nexport function f() { /*A*/ h() }\n"
            "export function g() { /*C*/ }",
        },
    ),
    "what nobody brings": ("A", {"a.js": "/*A*/", "b.js": "/*B*/ f()"}),
    "what runs when a script is loaded": (
        "AC",
        {
            "a.js": "import './b'",
            "b.js": "/*A*/ start()\nfunction f() { /*B*/ }\nlet kept = { g() { /*C*/ } }",
        },
    ),
    "a member of a module": (
        "A",
        {
            "a.js": "const b = require('./b.js')\nPage({ go() { b.f() } })",
            "b.js": "function f() { /*A*/ }\nconst g = function () { /*B*/ }\n"
            "module.exports = { f, g: g, h: () => { /*C*/ }, i() { /*D*/ } }",
        },
    ),
    "a member beside a chain of its own": (
        "A",
        {
            "a.js": "const b = require('./b')\nthis.b.g(); b?.f()",
            "b.js": "exports.f = () => { /*A*/ }\nexports.g = function () { /*B*/ }",
        },
    ),
    "a module taken whole": (
        "AB",
        {
            "a.js": "const b = require('./b')\nPage({ ...b })",
            "b.js": "exports.f = () => { /*A*/ }\nmodule.exports.g = function () { /*B*/ }",
        },
    ),
    "a member by a computed name": (
        "AB",
        {
            "a.js": "import * as b from './b'\nb[name]()",
            "b.js": "export const f = () => { /*A*/ }\nexport const g = () => { /*B*/ }",
        },
    ),
    "members of a namespace": (
        "B",
        {
            "a.js": "import * as b from './b'\nb.g()",
            "b.js": "export const f = () => { /*A*/ }\nexport const g = () => { /*B*/ }",
        },
    ),
    "members of a default export": (
        "AD",
        {
            "a.js": "import b from './b'\nb.f()",
            "b.js": "import c from './c'\nfunction g() { /*B*/ }\n"
            "export default { f() { /*A*/ c.f() }, g, h: c.h }",
            "c.js": "export default { e() { /*C*/ }, f: () => { /*D*/ }, h() {} }",
        },
    ),
    "a default export taken whole": (
        "AB",
        {
            "a.js": "import b from './b'\nuse(b)",
            "b.js": "function g() { /*B*/ }\nexport default { f() { /*A*/ }, g }",
        },
    ),
    "a default export with a name": (
        "A",
        {
            "a.js": "import b from './b'\nb()",
            "b.js": "export default function go() { /*A*/ }\nexport function other() { /*B*/ }",
        },
    ),
    "the default of what is no ES module": (
        "A",
        {
            "a.js": "import b from './b'\nb.f()",
            "b.js": "module.exports = { f() { /*A*/ }, g() { /*B*/ } }",
        },
    ),
    "what stands for the exports": (
        "AB",
        {
            "a.js": "const { f } = require('./b')\nf()",
            "b.js": "class B { f() { /*A*/ } g() { /*B*/ } }\nfunction h() { /*C*/ }\n"
            "module.exports = B",
        },
    ),
    "names taken of a module": (
        "AC",
        {
            "a.js": "const { f, h: other } = require('./b')\nPage({ f, other })",
            "b.js": "exports.f = () => { /*A*/ }\nexports.g = () => { /*B*/ }\n"
            "exports.h = () => { /*C*/ }",
        },
    ),
    "a module asked for inside a function": (
        "A",
        {
            "a.js": "Page({ go() { require('./b').f() } })",
            "b.js": "exports.f = () => { /*A*/ }\nexports.g = () => { /*B*/ }",
        },
    ),
    "a module asked for where nothing runs": (
        "",
        {
            "a.js": "import { f } from './b'; f()",
            "b.js": "export function f() {}\nexport function g() { require('./c').go() }",
            "c.js": "/*A*/ start()\nexports.go = () => { /*B*/ }",
        },
    ),
    "a module given to a function": (
        "AB",
        {
            "a.js": "use(require('./b'))",
            "b.js": "exports.f = () => { /*A*/ }\nexports.g = () => { /*B*/ }",
        },
    ),
    "names passed on": (
        "AD",
        {
            "a.js": "import { f, i } from './b'\nf(i)",
            "b.js": "export { f, g } from './c'\nexport * from './d'\nexport * from './e'",
            "c.js": "export function f() { /*A*/ }\nexport function g() { /*B*/ }",
            "d.js": "export function h() { /*C*/ }",
            "e.js": "export function i() { /*D*/ }",
        },
    ),
    "a name that nothing is seen to export": (
        "AB",
        {
            "a.js": "import { x } from './b'\nx()",
            "b.js": "export function f() { /*A*/ }\nObject.assign(exports, { g() { /*B*/ } })",
        },
    ),
    "what is exported by no name": (
        "AB",
        {
            "a.js": "const b = require('./b')\nb.f()",
            "b.js": "function f() { /*A*/ }\nfunction g() { /*B*/ }\nmodule.exports = make(f, g)",
        },
    ),
    "what a function is called on": (
        "AB",
        {
            "a.js": "const b = require('./b')\nb.f()",
            "b.js": "module.exports = { f() { /*A*/ this.g() }, g() { /*B*/ }, h() { /*C*/ } }",
        },
    ),
    "what a function is called on, kept": (
        "ABC",
        {
            "a.js": "const b = require('./b')\nb.f()",
            "b.js": "module.exports = { f() { /*A*/ const me = this; me.g() }, g() { /*B*/ }, "
            "h() { /*C*/ } }",
        },
    ),
    "functions of ES modules are called on nothing": (
        "A",
        {
            "a.js": "import { f } from './b'\nf()",
            "b.js": "export function f() { /*A*/ use(this) }\nexport function g() { /*B*/ }",
        },
    ),
    "a class that does more than declare": (
        "AB",
        {
            "a.js": "import { f } from './b'\nf()",
            "b.js": "import { g, h } from './c'\nexport function f() {}\nclass A extends g() {}\n"
            "class B { static kept = h() }\nclass C { m() { i() } }\nfunction i() { /*C*/ }",
            "c.js": "export function g() { /*A*/ }\nexport function h() { /*B*/ }",
        },
    ),
    "a script with an error": (
        "AB",
        {
            "a.js": "import { f } from './b'\nf()",
            "b.js": "export function f() { /*A*/ }\nexport function g() { /*B*/ }\nlet = = 1",
        },
    ),
    "a star of a script that is not there": ("A", {
        "a.js": "import { f } from './b'; f()",
        "b.js": "export * from './none'\nexport * from './c'",
        "c.js": "export function f() { /*A*/ }\nexport function g() { /*B*/ }"}),
    "stars in a circle": ("A", {
        "a.js": "import { f } from './b'; f()",
        "b.js": "export * from './c'",
        "c.js": "export * from './b'\nexport function f() { /*A*/ }\nexport function g() { /*B*/ }"}),
    "a star, and the name beside it": ("B", {
        "a.js": "import { g } from './b'; g()",
        "b.js": "export * from './c'\nexport function g() { /*B*/ }",
        "c.js": "export function f() { /*A*/ }\nexport function g() { /*C*/ }"}),
    "the second of two stars": ("BC", {
        "a.js": "import { g } from './b'; g()",
        "b.js": "export * from './c'\nexport * from './d'",
        "c.js": "/*C*/ start()\nexport function f() { /*A*/ }",
        "d.js": "export function g() { /*B*/ }\nexport function h() { /*D*/ }"}),
    "a name that no star has": ("AB", {
        "a.js": "import { x } from './b'; x()",
        "b.js": "export * from './c'",
        "c.js": "export function f() { /*A*/ }\nexport function g() { /*B*/ }"}),
    "a default passed on": ("A", {
        "a.js": "import b from './b'; b.f()",
        "b.js": "export { default } from './c'\nexport function g() { /*C*/ }",
        "c.js": "export default { f() { /*A*/ }, g() { /*B*/ } }"}),
    "a default passed on under a name, and what is taken of it": ("AB", {
        "a.js": "import { c } from './b'; c.f()",
        "b.js": "export { default as c } from './c'",
        "c.js": "export default { f() { /*A*/ }, g() { /*B*/ } }"}),
    "a name passed on under another": ("A", {
        "a.js": "import * as b from './b'; b.f()",
        "b.js": "export { g as f, f as g } from './c'",
        "c.js": "export function f() { /*B*/ }\nexport function g() { /*A*/ }"}),
    "a member of a name that is passed on": ("A", {
        "a.js": "import { c } from './b'; c.f()",
        "b.js": "export { d as c } from './c'",
        "c.js": "export const d = () => { /*A*/ }\nexport const e = () => { /*B*/ }"}),
    "what is imported and exported again": ("A", {
        "a.js": "import { f } from './b'; f()",
        "b.js": "import { f, g } from './c'\nexport { f }\nexport function h() { g() }",
        "c.js": "export function f() { /*A*/ }\nexport function g() { /*B*/ }"}),
    "an export that is made as it loads": ("AB", {
        "a.js": "import { f } from './b'; f()",
        "b.js": "import { make } from './c'\nexport const f = make(() => { /*A*/ })\n"
        "function g() { /*C*/ }",
        "c.js": "export function make() { /*B*/ }\nexport function other() { /*D*/ }"}),
    "a member that no default export has": ("", {
        "a.js": "import b from './b'; b.x()",
        "b.js": "export default { f() { /*A*/ } }"}),
    "all of a script that passes on": ("AB", {
        "a.js": "import * as b from './b'; use(b)",
        "b.js": "export { f } from './c'\nexport function g() { /*B*/ }",
        "c.js": "export function f() { /*A*/ }\nexport function h() { /*C*/ }"}),
    "types bring nothing": (
        "A",
        {
            "a.ts": "import type { B } from './b'\nimport { f } from './c'\nf({} as B)",
            "b.ts": "/*B*/ start()\nexport interface B { a: 1 }",
            "c.ts": "export type C = 1\nexport function f(): void { /*A*/ }\n"
            "export const g = (): void => { /*C*/ }",
        },
    ),
    "scripts that bring each other": (
        "AB",
        {
            "a.js": "import { f } from './b'\nf()\nexport function g() { /*A*/ }",
            "b.js": "import { g } from './a'\nexport function f() { /*B*/ g() }\n"
            "export function h() { /*C*/ }",
        },
    ),
    "behind a key that nobody gives": (
        "A",
        {
            "a.js": "import { make } from './b'\nmake({ data: 1, other })\nmake()\nmake(null)",
            "b.js": "function make(given) { /*A*/ const { kin } = given\n"
            "if (kin) { /*B*/ }\nif (given.more && go) { /*C*/ } }\nexport { make }",
        },
    ),
    "behind a key that somebody gives": (
        "ABCD",
        {
            "a.js": "import { make } from './b'\nmake({ kin })",
            "b.js": "import './c'\nexport function make(given, { own }) { /*A*/\n"
            "const word = given.kin\nif (word) { /*B*/ } else { /*C*/ }\nif (own) { /*D*/ } }",
            "c.js": "import { make } from './b'\nmake({}, { own: 1 })",
        },
    ),
    "behind a key of what is out of sight": (
        "AB",
        {
            "a.js": "import * as b from './b'\nb.make(found())\nb.other({})",
            "b.js": "export const make = (given) => { /*A*/ if (given.kin) { /*B*/ } }\n"
            "export function other(given) { if (given.kin) { /*C*/ } }",
        },
    ),
    "behind a key of what is spread": (
        "AB",
        {
            "a.js": "import { make, other } from './b'\nmake({ ...all })\nother(...all)",
            "b.js": "export const make = (given) => { if (given.kin) { /*A*/ } }\n"
            "export function other(given) { if (given.kin) { /*B*/ } }",
        },
    ),
    "behind a key that is put there": (
        "A",
        {
            "a.js": "import { make } from './b'\nmake({})",
            "b.js": "export function make(given) { given.kin = 1\nif (given.kin) { /*A*/ } }",
        },
    ),
    "behind a key of what is put in its place": (
        "A",
        {
            "a.js": "import { make } from './b'\nmake({})",
            "b.js": "export function make(given) { given = more(given)\n"
            "if (given.kin) { /*A*/ } }",
        },
    ),
    "behind a key, the function handed on": (
        "A",
        {
            "a.js": "import { make } from './b'\nuse(make)",
            "b.js": "export function make(given) { if (given.kin) { /*A*/ } }",
        },
    ),
    "behind a key, called by a method of functions": (
        "A",
        {
            "a.js": "import { make } from './b'\nmake.call(null, {})",
            "b.js": "export function make(given) { if (given.kin) { /*A*/ } }",
        },
    ),
    "behind a key, called as compilers do": (
        "AC",
        {
            "a.js": "var b_1 = require('./b');\n(0, b_1.make)({ other: 1 }); (0, b_1.more)({ kin: 1 })",
            "b.js": "function make(given) { /*A*/ var kin = given.kin; if (kin) { /*B*/ } }\n"
            "function more(given) { if (given.kin) { /*C*/ } }\nexports.make = make; exports.more = more",
        },
    ),
    "behind a key, called by a name passed on": (
        "A",
        {
            "a.js": "import { made } from './c'\nmade({ kin: 1 })",
            "b.js": "export function make(given) { if (given.kin) { /*A*/ } }",
            "c.js": "export { make as made } from './b'",
        },
    ),
}  # fmt: skip


KEYED = "exports.open = function (o) { if (o.pay) { /*A*/ } }"
UNSEEN: dict[str, dict[str, str]] = {
    "asked for in place": {"a.js": "require('./b').open({ pay: true })", "b.js": KEYED},
    "a member that is kept": {"a.js": "const open = require('./b').open\nopen({ pay: true })", "b.js": KEYED},
    "assigned later": {"a.js": "let b\nb = require('./b')\nb.open({ pay: true })", "b.js": KEYED},
    "asked for in a function": {
        "a.js": "Page({ go() { const b = require('./b'); b.open({ pay: true }) } })", "b.js": KEYED,
    },
    "with a default": {"a.js": "const { open = 1 } = require('./b')\nopen({ pay: true })", "b.js": KEYED},
    "through another function": {"a.js": "var b = I(require('./b'))\nb.open({ pay: true })", "b.js": KEYED},
    "later": {"a.js": "import('./b').then((m) => m.open({ pay: true }))", "b.js": KEYED},
    "by a script between": {
        "a.js": "import { open } from './i'\nopen({ pay: true })",
        "i.js": "import { open } from './b'\nexport { open }", "b.js": KEYED,
    },
    "by a script that is another": {
        "a.js": "require('./i').open({ pay: true })", "i.js": "module.exports = require('./b')", "b.js": KEYED,
    },
    "by an object of a script between": {
        "a.js": "const i = require('./i')\ni.b.open({ pay: true })",
        "i.js": "const b = require('./b')\nmodule.exports = { b }", "b.js": KEYED,
    },
    "by a namespace of a script between": {
        "a.js": "import { b } from './i'\nb.open({ pay: true })", "i.js": "export * as b from './b'", "b.js": KEYED,
    },
    "by the script itself, on what it exports": {
        "a.js": "require('./b').go()",
        "b.js": "exports.open = function (o) { if (o.pay) { /*A*/ } }\n"
        "exports.go = () => exports.open({ pay: true })",
    },
    "by the script itself, on this": {
        "a.js": "import b from './b'\nb.go()",
        "b.js": "export default { open(o) { if (o.pay) { /*A*/ } }, go() { this.open({ pay: true }) } }",
    },
    **{
        f"filled by the function: {fill}": {
            "a.js": "import { open } from './b'\nopen({ id: 1 })",
            "b.js": f"function d(it) {{ it.pay = true }}\nexport function open(o) {{ {fill}; if (o.pay) {{ /*A*/ }} }}",
        }
        for fill in (
            "Object.assign(o, all)", "for (const k in all) o[k] = all[k]", "o.pay ??= 1", "o.pay ||= 1", "d(o)",
            "fill(arguments[0])", "const p = o; p.pay = 1", "o.fill()", "for (o.pay of all) {}", "delete o.x; o.n++",
        )
    },
    "what texts have": {
        "a.js": "import { f } from './b'\nf('abc')", "b.js": "export function f(o) { if (o.length) { /*A*/ } }",
    },
    "what all objects have": {
        "a.js": "import { f } from './b'\nf({ a: 1 })", "b.js": "export function f(o) { if (o.toString) { /*A*/ } }",
    },
    "what it stands on": {
        "a.js": "import { f } from './b'\nf({ __proto__: base })", "b.js": "export function f(o) { if (o.pay) { /*A*/ } }",
    },
    "an export by its own name": {
        "a.js": "require('./b').go()",
        "b.js": "exports.pay = function () { /*A*/ }\nexports.go = function () { exports.pay() }",
    },
    "an export of the module": {
        "a.js": "require('./b').go()",
        "b.js": "module.exports = { pay() { /*A*/ }, go() { module.exports.pay() } }",
    },
    "exports under another name": {
        "a.js": "require('./b').go()",
        "b.js": "const e = exports\nexports.pay = function () { /*A*/ }\nexports.go = () => e.pay()",
    },
    "a namespace that is called on": {
        "a.js": "import * as b from './b'\nb.go()",
        "b.js": "export function pay() { /*A*/ }\nexport function go() { this.pay() }",
    },
    "one of two of a name": {
        "a.js": "import { f } from './b'\nf()",
        "b.js": "var h = function () { /*A*/ }\nconst k = h\nvar h = function () {}\nexport function f() { k() }",
    },
    "a getter beside a setter": {
        "a.js": "const b = require('./b')\nb.pay", "b.js": "module.exports = { get pay() { /*A*/ }, set pay(v) {} }",
    },
    "the name of a method": {
        "a.js": "import './b'", "b.js": "class A { [pay()]() {} }\nfunction pay() { /*A*/ }",
    },
    "a script that comes later": {"a.js": "require.async('./b').then((m) => m.pay())", "b.js": "exports.pay = () => { /*A*/ }"},
    "a script for a function": {"a.js": "require('./b', (m) => m.pay())", "b.js": "exports.pay = () => { /*A*/ }"},
    "a path in other quotes": {"a.js": "require(`./b`).pay()", "b.js": "exports.pay = () => { /*A*/ }"},
    "a path behind a comment": {"a.js": "require(/* b */ './b').pay()", "b.js": "exports.pay = () => { /*A*/ }"},
    "a module's own function": {"a.js": "module.require('./b').pay()", "b.js": "exports.pay = () => { /*A*/ }"},
    "what is built of another": {"a.js": "import { pay } from './b.js'\npay()", "b.ts": "export const pay = () => { /*A*/ }"},
    "a default that is passed on": {
        "a.js": "import b from './b'\nb.pay()",
        "b.js": "export { default } from './c'\nexport function pay() {}", "c.js": "export default { pay() { /*A*/ } }",
    },
}  # fmt: skip


@pytest.mark.parametrize("case", UNSEEN)
def test_what_may_run_by_ways_that_are_not_looked_through(case: str) -> None:
    files = UNSEEN[case]

    def found(path: str, name: str) -> str | None:
        return script_at(path, name, "", files.__contains__)

    running = Running(lambda name: module_of(files[name].encode(), name), found).begin(["a.js"])
    ((name, text),) = [(name, text) for name, text in files.items() if "/*A*/" in text]
    assert running.runs(name, text.index("/*A*/"))


@pytest.mark.parametrize("case", CASES)
def test_what_may_run(case: str) -> None:
    expected, files = CASES[case]

    def found(path: str, name: str) -> str | None:
        return script_at(path, name, "", files.__contains__)

    running = Running(lambda name: module_of(files[name].encode(), name), found)
    running.begin(name for name in files if name.startswith("a."))
    met = "".join(
        sorted(
            mark[1]
            for name, text in files.items()
            for mark in MARK.finditer(text)
            if running.runs(name, mark.start())
        )
    )
    assert met == expected
    assert resolved("./b", "a.js", "") == "b"


def test_what_is_no_script_runs_whole() -> None:
    module = module_of(b"export function f() {}", "a.vue")
    assert module.whole
    assert not module.parts


def test_what_is_too_deep_to_be_looked_into_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        "a.js": "import { make } from './b'\nmake({})",
        "b.js": "export function make(given) { if (given.kin) { pay() } }",
    }
    modules = {name: module_of(text.encode(), name) for name, text in files.items()}
    running = Running(modules.__getitem__, lambda _path, _name: "b.js").begin(["a.js"])
    place = files["b.js"].index("pay")
    assert not running.runs("b.js", place)
    monkeypatch.setattr("mediaglot.adapters.source.syntax.parsed.ANCESTORS", -10_000)
    assert running.runs("b.js", place)


def test_a_condition_of_many_parts() -> None:
    test = " && ".join(["given.more"] * 5_000 + ["given.kin"])
    files = {
        "a.js": "import { make } from './b'\nmake({ more: 1 })",
        "b.js": f"export function make(given) {{ if ({test}) {{ pay() }} }}",
    }
    modules = {name: module_of(text.encode(), name) for name, text in files.items()}
    running = Running(modules.__getitem__, lambda _path, _name: "b.js").begin(["a.js"])
    assert not running.runs("b.js", files["b.js"].index("pay"))


def test_scripts_that_pass_on_what_others_pass_on() -> None:
    many = 900
    files = {
        "a.js": "import { f } from './s0'\nf()",
        "b.js": "export function f() {}\nexport function g() {}",
    }
    files |= {
        f"s{at}.js": f"export * from './{f's{at + 1}' if at + 1 < many else 'b'}'"
        for at in range(many)
    }
    modules = {name: module_of(text.encode(), name) for name, text in files.items()}
    running = Running(
        modules.__getitem__, lambda path, name: script_at(path, name, "", files.__contains__)
    ).begin(["a.js"])
    assert running.runs("b.js", files["b.js"].index("f()"))
