"""What the porter makes of definitions, of what is handed on, of values that stand in for results,
and of tests of keys: beside `test_judged`, of parts that have their own scripts.

`judged_parts.txt` has the answers: `make accept` rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.components.definitions import definitions_of, literal_entries
from mediaglot.adapters.source.components.facts import models_of
from mediaglot.adapters.source.pages.given_keys import calls_itself, guards_at
from mediaglot.adapters.source.pages.module_reader import module_of
from mediaglot.adapters.source.syntax.handed import members_taken
from mediaglot.adapters.source.syntax.parsed import Script, parse
from mediaglot.adapters.source.syntax.shaped import shaped, stands_in

GOLDEN = Path(__file__).parent / "judged_parts.txt"


def script_of(code: str) -> Script:
    data = code.encode()
    return parse(data, data, 0, "typescript")


def answers(head: str, cases: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Answers, and the scripts that have them."""
    found: dict[str, list[str]] = {}
    for code, answer in cases:
        found.setdefault(answer, []).append(code.replace("\n", " "))
    yield head
    for answer, codes in found.items():
        yield f"  {answer}"
        yield from (f"    {code}" for code in codes)


# --- definitions ----------------------------------------------------------------------------------

DEFINED = """\
Page({})
Page()
Page(options)
Page({ data: {}, onLoad() {}, 'go': 1, ['a']: 2, [b]: 3, c, d: () => {}, async e() {}, get f() {} })
Page({ /* why */ a: 1, /* and */ b: 2 })
Page({ ...more, a: 1 })
Page({ a: 1, ...{ b: 2 }, c: 3 })
Page({ a: 1, ...[], c: 3 })
Page({ a: 1, .../* why */ { b: 2 } })
Page({ a: 1, ... })
const more = { a: 1, b: 2 }; Page({ ...more, b: 3 })
const o = { a: 1 }; Page(o)
const o = { a: 1 }; o.b = 2; o['c'] = 3; o[d] = 4; Page(o)
const o = { a: 1 }; o.b += 2; use(o.c); delete o.d; Page(o)
const o = { a: 1 }; mix(o); Page(o)
const o = { a: 1 }; Mix(o); JSON.stringify(o); Object.keys(o); console.log(o); Page(o)
const o = { a: 1 }; Object.assign(o, { b: 2 }); Page(o)
const o = { a: 1 }; Object.assign({}, o); Page(o)
const o = { a: 1 }; Object.assign(/* why */ o, x); Page(o)
let o = { a: 1 }; o = { b: 2 }; Page(o)
let o = { a: 1 }; Page(o)
var o = { a: 1 }; Page(o)
const { o } = { o: { a: 1 } }; Page(o)
const [o] = [{ a: 1 }]; Page(o)
const o = p; const p = { a: 1 }; Page(o)
const o = p, p = q, q = r, r = s, s = { a: 1 }; Page(o)
function f(o) { Page(o) }
import o from 'o'; Page(o)
Page(Object.assign({}, { a: 1 }, more, { b: 2 }))
Page(Object.assign({ a: 1 }, { b: 2 }))
Page(Object.create({ a: 1 }))
Page(make({ a: 1 }))
Page(x ? { a: 1 } : { b: 2 })
Page({ a: 1 } as any)
Page(({ a: 1 }))
Page({ a: { b: 1, c() {} } })
Page({ a: 1, a: 2 })
new Page({ a: 1 })
Page
Page = f
Page = f({ a: 1 })
const P = Page; P({ a: 1 })
use(Page)
use(Page, { a: 1 })
a.Page({ a: 1 })
Page.a({ a: 1 })
Page?.({ a: 1 })
Page`a`
function Page() {} Page({ a: 1 })
import Page from 'page'; Page({ a: 1 })
Component({ a: 1 }); Page({ b: 2 }); App({ c: 3 }); Behavior({ d: 4 })
export default Behavior({ a: 1 })
Component({ methods: { a() {}, b }, data: () => ({ c: 1 }) })
Component({ methods, properties: { a: String, b: { type: Number } } })
const methods = { a() {} }; Component({ methods })
const methods = { a() {} }; Component({ methods: methods })
let methods = f(); Component({ methods })
Component({ methods: { ...more, a() {} } })
Component({ [`a`]: 1, 1: 2, 'b-c': 3, "d": 4 })
"""
MODELS = models_of(pair("wx", "my"))


def defined(code: str) -> str:
    script = script_of(code)
    assert MODELS is not None
    rows = []
    for item in definitions_of(script, MODELS):
        parts = {
            name: f"({' '.join(item.inner(script, name))})" if item.inner(script, name) else ""
            for name in item.entries
        }
        keys = " ".join(f"{name}{inner}" for name, inner in parts.items())
        shown = "" if item.literal is None else " written in place"
        rows.append(f"{item.kind} with {keys or 'nothing'}{shown}{', whole' if item.whole else ''}")
    return "; ".join(rows) or "none"


LITERALS = """\
({ a: 1, b, c() {}, 'd': 2, ['e']: 3, [f]: 4, ...g, get h() {}, async i() {}, 1: 5 })
({ /* why */ a: 1 })
({})
a
const a = { b: 1 }; a
[]
"""


def literal(code: str) -> str:
    script = script_of(code)
    last = script.root.named_children[-1].named_children[0]
    entries = literal_entries(script, last)
    return " ".join(
        f"{name}={script.at(it.value).decode() if it.value is not None else ''}"
        for name, it in entries.items()
    )


# --- what is handed on ----------------------------------------------------------------------------

HANDED = """\
GLOBAL
const a = GLOBAL; a.b(); a.c
const a = GLOBAL; a['b']; a[c]
const a = GLOBAL; const k = 'b'; a[k]
const a = GLOBAL; use(a)
const a = GLOBAL; if (a) a.b(); !a; typeof a
const a = GLOBAL; a && a.b()
const a = GLOBAL; b && a
const a = GLOBAL; a === b; a != null; a + 1
const a = GLOBAL; a.b = 1; a = 2
const a = GLOBAL; c[a]
const { b } = GLOBAL
let a; a = GLOBAL; a.b()
let a; a.b = GLOBAL
a = GLOBAL; a.b()
GLOBAL.a = b
const a = GLOBAL || b; a.c()
const a = x ? GLOBAL : b; a.c()
const a = (GLOBAL); a.c()
const a = GLOBAL as any; a.c()
export const a = GLOBAL; a.b()
function f(a = GLOBAL) { a.b() }
function f(a: any = GLOBAL) { a.b() }
function f(a?: any) { a.b() } f(GLOBAL)
const f = (a = GLOBAL) => a.b
function f(a) { a.b() } f(GLOBAL)
function f(a) { a.b() } f(1, GLOBAL)
function f(b, a) { a.c() } f(1, GLOBAL)
function f(a) { use(a) } f(GLOBAL)
function f({ b }) {} f(GLOBAL)
function f(...a) { a.b } f(GLOBAL)
function f(a = {}) { a.b() } f(GLOBAL)
function f(a) { a.b() } f = g; f(GLOBAL)
const f = (a) => a.b(); f(GLOBAL)
const f = function (a) { a.b() }; f(GLOBAL)
let f = g; f(GLOBAL)
((a) => a.b())(GLOBAL)
(function (a, b) { b.c() })(1, GLOBAL)
GLOBAL.f.call(GLOBAL, 1)
GLOBAL.f.apply(GLOBAL)
GLOBAL.f.bind(GLOBAL)()
(GLOBAL).f.call(GLOBAL)
other.f.call(GLOBAL)
f.call(1, GLOBAL)
f.call(GLOBAL)
unknown(GLOBAL)
new A(GLOBAL)
[GLOBAL]
({ a: GLOBAL })
return_(GLOBAL)
class A { a = GLOBAL }
class A { a: any = GLOBAL; b() { this.a.c() } }
for (const a of GLOBAL) a.b()
const a = GLOBAL, b = a; b.c()
{ const a = GLOBAL; a.b() } a.c()
"""


def handed(code: str) -> str:
    script = script_of(code)
    spots = [match.start() for match in re.finditer("GLOBAL", code)]
    taken = members_taken(script, script.chain(spots[-1], spots[-1] + 6))
    return "any" if taken is None else " ".join(map(str, sorted(taken, key=str))) or "none"


# --- values that stand in -------------------------------------------------------------------------

VALUES = """\
{} { a:1 } { /*a*/ } { ...a } [] [1] [{}] [{a:1}] [/*a*/{a:1}] 1 '' `a` null undefined true a a.b
f() ({a:1}) -1 !a new(A) /a/ ()=>1 x?1:a this [[{a:1}]]
"""
HANDLERS = """\
() => ({})
() => ({ a: 1 })
() => []
() => [{ a: 1 }]
() => a
() => 1
() => {}
() => { return }
() => { return /* why */ }
() => { return { a: 1 } }
() => { return /* why */ { a: 1 } }
() => { if (a) return 1; return b }
() => { if (a) { return b } }
() => { function f() { return a } }
() => { const f = () => { return a }; return 1 }
() => { try { return a } catch {} }
() => { switch (a) { case 1: return { a } } }
function () { return a }
async () => { return a }
function () {}
handler
a.b
"""


def standing() -> Iterator[str]:
    def of(code: str, path: tuple[str, ...]) -> str:
        script = script_of(f"({code})")
        value = script.root.named_children[0].named_children[0].named_children[0]
        return "shaped" if shaped(value, path) else "not"

    values = VALUES.replace("\n", " ").replace("{ ", "{").replace(" }", "}").split()
    yield from answers("what is shaped, as the whole", ((it, of(it, ())) for it in values))
    yield from answers("what is shaped, as a part", ((it, of(it, ("a",))) for it in values))

    def stands(code: str) -> str:
        script = script_of(f"({code})")
        value = script.root.named_children[0].named_children[0].named_children[0]
        return "stands in" if stands_in(value) else "does not"

    yield from answers("what stands in", ((it, stands(it)) for it in HANDLERS.splitlines()))


# --- tests of keys --------------------------------------------------------------------------------

GUARDED = """\
export function f(o) { if (o.key) HERE }
export function f(o) { if (o.key && x) HERE }
export function f(o) { if (x && (o.key)) HERE }
export function f(o) { if (x && o.key && o.other) HERE }
export function f(o) { if (o.key || x) HERE }
export function f(o) { if (!o.key) HERE }
export function f(o) { if (o.key) {} else HERE }
export function f(o) { if (o['key']) HERE }
export function f(o) { if (o[key]) HERE }
export function f(o) { if (o.key) { if (o.other) { HERE } } }
export function f(o) { const { key } = o; if (key) HERE }
export function f(o) { const { key: k } = o; if (k) HERE }
export function f(o) { const key = o.key; if (key) HERE }
export function f(o) { let key = o.key; key = 1; if (key) HERE }
export function f(o) { const key = o; if (key) HERE }
export function f(o) { const key = g(o); if (key) HERE }
export function f({ key }) { if (key) HERE }
export function f({ key } = {}) { if (key) HERE }
export function f({ key: k }) { if (k) HERE }
export function f({ ...key }) { if (key) HERE }
export function f(a, o) { if (o.key) HERE }
export function f(o = {}) { if (o.key) HERE }
export function f(...o) { if (o.key) HERE }
export function f(o) { o.key = 1; if (o.key) HERE }
export function f(o) { o.a.b = 1; if (o.key) HERE }
export function f(o) { x = o.key; if (o.key) HERE }
export function f(o) { o.n++; if (o.key) HERE }
export function f(o) { delete o.key; if (o.key) HERE }
export function f(o) { for (o.key of x) {} if (o.key) HERE }
export function f(o) { o.go(); if (o.key) HERE }
export function f(o) { o = x; if (o.key) HERE }
export function f(o) { use(arguments); if (o.key) HERE }
export function f(o) { eval(x); if (o.key) HERE }
export function f(o) { Object.keys(o); JSON.stringify(o); console.log(o); if (o.key) HERE }
export function f(o) { use(o); if (o.key) HERE }
export function f(o) { typeof o; !o; if (o.key) HERE }
export function f(o) { g(o); if (o.key) HERE } function g(p) { p.a }
export function f(o) { g(o); if (o.key) HERE } function g(p) { p.a = 1 }
export function f(o) { g(1, o); if (o.key) HERE } const g = (a, p) => p.a
export function f(o) { g(o); if (o.key) HERE } const g = function ({ a }) {}
export function f(o) { g(o); if (o.key) HERE } let g = (p) => p; g = h
export function f(o) { g(o); if (o.key) HERE } const g = (p) => h(p), h = (q) => h(q)
export function f(o) { const { a } = o; if (o.key) HERE }
export function f(o) { const [a] = o; if (o.key) HERE }
export function f(o) { return () => { if (o.key) HERE } }
export const f = (o) => { if (o.key) HERE }
export const f = function (o) { if (o.key) HERE }
if (o.key) HERE
export function f(o) { HERE }
export function f(o) { while (o.key) HERE }
export function f(o) { if (p.key) HERE }
"""
CALLED = """\
f({ key: 1 })
f({ 'key': 1 })
f({ key })
f({ key() {} })
f({ other: 1 })
f({ ['key']: 1 })
f({ [a]: 1 })
f({ ...a })
f({ __proto__: a })
f({})
f()
f(null)
f(undefined)
f(a)
f(...a)
f(1, { key: 1 })
use(f)
const g = f
f.call(null, a)
f.bind(1)
f.other
f[a]
(0, f)({ key: 1 })
(f)({ other: 1 })
a.f({ key: 1 })
a.f = 1
new f({ key: 1 })
exports.f = f
module.exports = f
module.exports = { f }
module.exports = { f: f }
exports.a = { f }
export { f }
export default f
'f'
const o = { f: 1 }
"""


def guarded(code: str) -> str:
    module = module_of(code.encode(), "a.ts")
    assert module.script is not None
    at = code.index("HERE")
    part = module.part_at(at)
    if part is None:
        return "no part"
    found = guards_at(module.script, at, part)
    return ", ".join(f"{it.part} {it.position} {it.key}" for it in found) or "nothing"


def called(code: str) -> str:
    whole = f"function f(o) {{ if (o.key) HERE }}\nexports.f = f\n{code}"
    module = module_of(whole.encode(), "a.ts")
    assert module.script is not None
    part = module.part_at(whole.index("HERE"))
    if part is None:
        return "no part"
    guards = guards_at(module.script, whole.index("HERE"), part)
    return " ".join("given" if calls_itself(module, it) else "never given" for it in guards) or "-"


def parts() -> Iterator[str]:
    yield from answers("definitions", ((it, defined(it)) for it in DEFINED.splitlines()))
    yield from answers("keys of literals", ((it, literal(it)) for it in LITERALS.splitlines()))
    yield from answers(
        "taken of what is handed on", ((it, handed(it)) for it in HANDED.splitlines())
    )
    yield from standing()
    yield from answers("behind tests of keys", ((it, guarded(it)) for it in GUARDED.splitlines()))
    yield from answers(
        "whether it is given the key", ((it, called(it)) for it in CALLED.splitlines())
    )


def test_parts_are_judged_as_they_were(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, "".join(f"{line}\n" for line in parts()))
