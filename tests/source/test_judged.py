"""What the porter makes of expressions, names, objects and handlers before it ports anything.

Each question is put to many small scripts: which texts an expression may be, what its value is, how
likely it is `undefined`, what a name means at each place, where an object and a result go, what
runs, who calls, what is asked. `judged.txt` has the answers: `make accept` rewrites it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mediaglot.adapters.source.script.failures.tested import find_test
from mediaglot.adapters.source.script.results.traced import (
    MINE,
    OTHER,
    UNKNOWN,
    calls_of,
    owner_of,
    traced,
)
from mediaglot.adapters.source.syntax import guards
from mediaglot.adapters.source.syntax.callers import callers_of, enclosing, own_calls, returning
from mediaglot.adapters.source.syntax.calm import calm_handler
from mediaglot.adapters.source.syntax.constants import NO_CONSTANT, constant, is_undefined
from mediaglot.adapters.source.syntax.expression import ceiling, is_pure, tight
from mediaglot.adapters.source.syntax.flow import follow_parameter
from mediaglot.adapters.source.syntax.parsed import Chain, Script, arguments_of, parse, rise
from mediaglot.adapters.source.syntax.presence import LIKELY, NEVER, PERHAPS, handed, presence
from mediaglot.adapters.source.syntax.reached import Reach
from mediaglot.adapters.source.syntax.scope import table
from mediaglot.adapters.source.syntax.words import known_words

GOLDEN = Path(__file__).parent / "judged.txt"
FUNCTIONS = {"arrow_function", "function_declaration", "function_expression"}


def script_of(code: str, language: str = "typescript") -> Script:
    data = code.encode()
    return parse(data, data, 0, language)


def called(script: Script, name: bytes = b"ASK") -> Chain:
    """The first call of a function."""
    match = re.search(rb"(?<![\w$])%b\(" % name, script.text)
    assert match is not None, script.text
    chain = script.chain(match.start(), match.end() - 1)
    while chain[-1].type != "call_expression":
        chain = chain[:-1]
    return chain


def answers(cases: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Answers, and the scripts that have them."""
    found: dict[str, list[str]] = {}
    for code, answer in cases:
        found.setdefault(answer, []).append(code.replace("\n", " "))
    for answer, codes in found.items():
        yield f"  {answer}"
        yield from (f"    {code}" for code in codes)


# --- texts ----------------------------------------------------------------------------------------

KNOWN = """\
const ONE = 'a'; let two = 'b'; two = 'c'; let more = 'd'; more += 'e'; let never; let late;
late = 'f'; var old = 'g'; const LIST = ['h', /* no */ 'i']; const TABLE = { j: 'k', 'l': 'm' };
const MIXED = ['n', x]; const SPREAD = { ...x, o: 'p' }; const METHODS = { q() {}, r: 's' };
let grown = ['t']; grown.push('u'); const [taken] = ['v']; const { j, ...rest } = OPEN;
const OPEN = { k: 'l' };
const SELF = SELF; const NUMBERS = [1, 2]; const EMPTY = []; const NESTED = { w: { y: 'z' } };
function given(p) { return p } given('A'); given('B'); export function seen(p2) {}
function twice(q1, q2) { ASK_TWICE(q2) } twice('C', 'D'); twice('E');
"""
TEXTS = """\
'a' "a\\x62" `a` `a${ONE}` `a${x}` `\\x61` `${ONE}${two}` ONE two more never late old x taken j
rest SELF LIST[0] LIST[9] LIST[x] LIST['0'] TABLE.j TABLE.none TABLE['j'] TABLE[x] MIXED[0]
MIXED[x] SPREAD.o METHODS.r METHODS[x] grown[0] NUMBERS[0] EMPTY[0] NESTED.w.y NESTED[x]
NESTED.w[x] (ONE) (x,ONE) ONE+two ONE+x ONE+'b'+two ONE-two x?'a':'b' x?'a':y x||'a' ONE||two
x??'a' ONE??two x&&'a' f() new(F) 'a'as(any) ONE! !ONE typeof(x) [ONE][0] {a:ONE}.a
Object.keys(TABLE)[0] Object.values(TABLE)[x] Object.values(LIST)[x] Object.keys(TABLE,1)[x]
Object.entries(TABLE)[x] Object.keys(METHODS)[x] Object.keys(LIST)[x] NUMBERS[x] 3 OPEN.k OPEN[x]
"""
LOOPS = """\
for (const n of LIST) ASK(n)
for (const n of ['a', 'b']) ASK(n)
for (const n of ('a', LIST)) ASK(n)
for (const n of [ONE, `\\x61${ONE}`]) ASK(n)
for (const n of [ONE, `${ONE}${ONE}`]) ASK(n)
for (const { n } of LIST) ASK(n)
for (var n = 'a'; ASK(n);) {}
for (const n of MIXED) ASK(n)
for (const n in TABLE) ASK(n)
for (const n in LIST) ASK(n)
for (const n in x) ASK(n)
for (let n of LIST) { n = 'a'; ASK(n) }
for (n of LIST) ASK(n)
for (const [n] of LIST) ASK(n)
for (const n of Object.keys(TABLE)) ASK(n)
for (const n of Object.values(TABLE)) ASK(n)
for (const n of Object.keys(METHODS)) ASK(n)
for (const n of Object.keys(SPREAD)) ASK(n)
for (const n of Object.keys(x)) ASK(n)
for (const n of Object.values(Object.values(NESTED))) ASK(n)
for (const n of f(LIST)) ASK(n)
LIST.forEach(n => ASK(n))
LIST.forEach((x, n) => ASK(n))
LIST.forEach(function (n) { ASK(n) })
LIST.forEach((n = 'a') => ASK(n))
LIST.map(({ n }) => ASK(n))
LIST.reduce(n => ASK(n))
grown.forEach(n => ASK(n))
Object.keys(TABLE).some(n => ASK(n))
forEach(n => ASK(n))
function go(n) { ASK(n) } go('a'); go('b')
function go(n) { ASK(n) } go('a'); go(x)
function go(n) { ASK(n) } go()
function go(n) { ASK(n) } later(go)
function go(n) { n = 'a'; ASK(n) } go('b')
function go(m, n) { ASK(n) } go('a', 'b'); go('c', 'd')
function go({ n }) { ASK(n) } go({ n: 'a' })
const go = n => ASK(n); go('a')
const go = function (n) { ASK(n) }; go(x ? 'a' : 'b')
class A { go(n) { ASK(n) } } new A().go('a')
try {} catch (n) { ASK(n) }
import n from 'n'; ASK(n)
class n {} ASK(n)
"""


def texts() -> Iterator[str]:
    def told(code: str) -> str:
        script = script_of(code)
        words = known_words(script, arguments_of(called(script)[-1])[0])
        return "any text" if words is None else ", ".join(sorted(map(repr, words)))

    yield "which texts it may be"
    yield from answers((it, told(f"{KNOWN}ASK({it})")) for it in TEXTS.split())
    yield from answers((it, told(KNOWN + it)) for it in LOOPS.splitlines())


CONSTANTS = """\
1 1.0 1.5 -1 +1 - -1 1e3 1e400 0x1F 0b11 0o17 017 08 1_000 10n .5 5. -x +'1' !1 !0 !x !null true
false null undefined void(0) void(x) '' 'a' `a` `${x}` [1,'a'] [1,x] [] [,1] [...x] {} (1) (1,2)
1+1 -true ~1 !undefined NaN
"""


def constants() -> Iterator[str]:
    def told(code: str) -> str:
        script = script_of(f"ASK({code})")
        node = arguments_of(called(script)[-1])[0]
        value = constant(script, node)
        nothing = " and undefined" if is_undefined(script, node) else ""
        return ("not told" if value is NO_CONSTANT else repr(value)) + nothing

    yield "its value"
    yield from answers((it, told(it)) for it in CONSTANTS.split())


# --- presence -------------------------------------------------------------------------------------

EXPRESSIONS = """\
n m a n||1 n??1 n&&1 1&&n a?1:undefined a?n:2 undefined f() o.f?.() o?.n o.n o[n] o.length
n.length n.x n[0] n.x.y Number(n) parseInt(n) Math.max(1,n) Other.max(n) this.n this.m this.data.m
arguments arguments[0] n=3 n=m -n !n typeof(n) `${n}` 'a' 1 null true async()=>1 class{} new(N)
n++ [n] {n} /x/ this n.f() n()[0] n>m n+m (n) n! f()?.[0]
"""
AROUND = """\
ASK(@)
const n = 1, m = f(); ASK(@)
let n = 1; n = 2; const m = undefined; ASK(@)
const { n, m = 3 } = o; ASK(@)
const [n, m = 3] = o; ASK(@)
const { x: n, y: { m } } = o; ASK(@)
function n() {} class m {} ASK(@)
try {} catch (n) { let m; ASK(@) }
const o = { n: 3, m: { type: Number, value: 2 }, data: { m: 'a' } }; ASK(@)
function go(n, m = 2) { ASK(@) } go(1)
function go(n, m) { ASK(@) } go(1, 2); go(3)
function go(n, m) { ASK(@) } go(...x); go(1, 2)
function go(m, n) { ASK(@) } go(f(), undefined)
export function go(n, m) { ASK(@) }
function go({ n, m = 3 }) { ASK(@) } go(1)
function go({ n, m }: { n: number; m?: string }) { ASK(@) }
function go({ n, m }: { n: number | undefined, k: number }) { ASK(@) }
function go(n?: number, m: number = 3) { ASK(@) } go(1)
function go(n: number, m: string | undefined) { ASK(@) } go(1)
function go(n?: number, m?: number = 3) { ASK(@) }
const go = n => { const m = n.detail; ASK(@) }
function go(e) { const { n } = e.detail; const [m] = e; ASK(@) }
"""


def presences() -> Iterator[str]:
    words = {NEVER: "never", PERHAPS: "perhaps", LIKELY: "likely"}

    def told(code: str) -> str:
        script = script_of(code)
        node = arguments_of(called(script)[-1])[0]
        return words[presence(script, node)] + (", handed" if handed(script, node) else "")

    for around in AROUND.splitlines():
        yield f"how likely it is undefined in {around}"
        found: dict[str, list[str]] = {}
        for it in EXPRESSIONS.split():
            found.setdefault(told(around.replace("@", it)), []).append(it)
        yield from (f"  {answer}: {'  '.join(codes)}" for answer, codes in found.items())


# --- names ----------------------------------------------------------------------------------------

NAMES = """\
my; { let my; my } my
my; { var my } my
my; { function my() { my } } my
my; { class my { m() { my } } } my
const f = function my() { my }; my
const f = function* my() { my }; my
function* my() { my } my
const C = class my { static x = my }; my
abstract class my { } my
for (const my of x) my; my
for (var my in x) my; my
for (my of x) my; my
for (let my = 0; my < 1; my++) my; my
for ([my] of x) my
import my from 'x'; my
import * as my from 'x'; my
import { my } from 'x'; my
import { a as my } from 'x'; my
import { my as a } from 'x'; my
import my = require('x'); my
export { my }; my
export { my as b } from 'x'
export * as my from 'x'
export default my
my = 1; my += 1; my++; --my
[my, ...my] = x
({ my, a: my, ...my } = x)
({ my: a, [my]: b } = x)
({ a: my = my } = x)
var { my, ...rest } = my
const { a: { my = my } } = x; my
const [, my] = x; my
(my) => my; my
my => my; my
async (my) => my
({ my }) => my; my
({ a: my = my }) => my
([my, ...b]) => my
(...my) => my
(a = my) => { var my; my }
function f(my, b = my) { my } my
function f({ my }: { my: string }) { my }
function f(my?: string): void
declare function f(my: string): my
let f: (my: string) => void
interface I { my: my; m(my: string): void }
type T = my; my
let a: my; my
let a: typeof my; my
a as my; <my>a
enum my { A } my
namespace my { export const a = my } my
declare module 'my' { const a }
declare const my: any; my
try {} catch (my) { my } my
try {} catch ({ my }) { my } finally { my }
switch (a) { case my: let my; my } my
label: for (;;) { my: break; } my
x.my; x?.my; x['my']; x[my]
({ my }); ({ my: my }); ({ my() {} }); ({ get my() { return my } })
class A { my = my; #my = 1; my() { my } static my }
class A extends my { }
new my(); my`x`; typeof my; delete my; void my
if (a) { function my() {} } my
function f() { my; var my } my
(function () { my; let my })(); my
{ { let my; { my } } my }
@my class A {}
"""
MARKUP = ("<my />", "<my.View a={my} {...my} />", "<a my={1} my:b={my}>{my}</a>")


def names() -> Iterator[str]:
    def told(code: str, language: str = "typescript") -> str:
        script = script_of(code, language)
        found = table(script, b"my")
        lines = []
        for item in found.bindings:
            lines.append((item.chain[-1].start_byte, f"{item.kind} in {item.scope.type}"))
        for use in found.references:
            bound = "global" if use.binding is None else str(use.binding.chain[-1].start_byte)
            lines.append((use.node.start_byte, f"{'writes' if use.write else 'uses'} {bound}"))
        return "; ".join(f"{at} {said}" for at, said in sorted(lines)) or "nothing"

    yield "what the name my is"
    for code in NAMES.splitlines():
        yield f"  {code}\n    {told(code)}"
    for code in MARKUP:
        yield f"  {code}\n    {told(code, 'tsx')}"


# --- objects --------------------------------------------------------------------------------------

OBJECTS = """\
const v = ASK(); v.stop()
let v; v = ASK(); v.stop()
let v = ASK(); v = other(); v.stop()
ASK().stop().stop()
(ASK()).stop
ASK()?.stop()
(await ASK()).stop()
const v = await ASK(); v.stop()
const v = ASK().on(a).on(b); v.stop()
this.v = ASK(); this.v.stop(); that.v.stop(); v.stop(); this.w.stop(); stop()
this['v'] = ASK(); this.v.stop()
const o = { v: ASK() }; o.v.stop(); const { v } = o; v.stop(); const w = o.v; w.stop(); w2.stop()
const o = { 'v': ASK(), [k]: 1 }; o.v.stop(); f().stop(); [1].stop(); (a, b).stop()
const o = { [k]: ASK() }; o.v.stop()
const v = ASK(), w = v; w.stop(); v.stop()
const v = ASK(); const o = { v }; o.v.stop()
const v = ASK(); const o = { w: v }; o.w.stop(); o.v.stop()
const v = ASK(); go(v); v.stop()
const v = ASK(); return v
const v = ASK(); if (v) v.stop(); v && v.stop(); !v; v === null; null == v; v || w
const v = ASK(); v.x = 1; v[k](); v['stop']()
const [v] = [ASK()]; v.stop()
const { stop } = ASK(); stop()
go(ASK())
go(() => ASK()); setTimeout(() => ASK()); list.forEach(() => ASK())
f({ success: () => ASK() }); f({ other: () => ASK() })
x = y = ASK(); x.stop(); y.stop()
a.b.c = ASK(); a.b.c.stop(); c.stop(); b.c.stop()
[v] = ASK(); v.stop()
o[k] = ASK(); o[k].stop()
export const v = ASK(); v.stop()
this.v = ASK(); const { v } = this; v.stop()
this.v = ASK(); const { v: w } = this; w.stop()
this.v = ASK(); const v = this.v; v.stop(); const u = this.u; u.stop()
this.v = ASK(); const t = f(); t.stop(); let s; s.stop()
this.v = ASK(); function go(v, { v: w }, { v }) { v.stop(); w.stop() }
this.v = ASK(); import u from 'u'; u.stop()
const v = a ? ASK() : b; v.stop()
const v = a || ASK(); v.stop()
const v = ASK() as any; v.stop(); v!.stop()
function make() { return ASK() } make().stop()
var v = ASK(); function go() { v.stop(); v = null }
"""


def objects() -> Iterator[str]:
    owners = {MINE: "its own", OTHER: "another's", UNKNOWN: "perhaps"}

    def told(code: str) -> str:
        script = script_of(code)
        product = traced(script, called(script))
        names = [item.name.decode() for item in product.bindings]
        away = "" if product.away is None else f"; away at {script.at(product.away).decode()!r}"
        calls = [
            f"{script.at(chain[-1]).decode()} {owners[owner_of(script, product, chain)]}"
            for _, chain in calls_of(script, ["stop"])
        ]
        alone = "; alone" if product.only(script, "stop") else ""
        return (
            f"names {names}, properties {sorted(product.properties)}{away}{alone}; "
            f"{', '.join(calls)}"
        )

    yield "where an object goes, and whose stop is called"
    for code in OBJECTS.splitlines():
        yield f"  {code}\n    {told(code)}"


# --- results --------------------------------------------------------------------------------------

READS = """\
use(r.a)
use(r.a.b[0].c)
use(r['a'], r[`b`], r[k], r[0], r[r.length - 1])
const { a, b: c, d = 1, ...e } = r; use(a, c, d, e)
const { a: [b], c: { d } } = r; use(b, d)
const [a, , b] = r; use(a, b)
const { [k]: a } = r; use(a)
const x = r.a; use(x.b); x.c = 1
let x; x = r.a; use(x)
let x = r.a; x = other; use(x)
var x = r; use(x.a)
r.a = 1; r.b += 1; r.c++; delete r.d
if (r.a) use(); while (r.b) {} r.c ? 1 : 2; !r.d; r.e && f(); r.f || f()
use(r.a || [], r.b ?? 1, r.c && 1)
use(r.a === 1, 'b' == r.b, r.c > 1, 'd' in r, r.e instanceof F)
switch (r.a) { case 1: use() }
console.log(r); console.error('a', r.a); console.log(`${r.b}`, 'c' + r.c)
use(`${r.a}`, r.b + 1, -r.c, typeof r.d, void r.e, +r.f)
r.a.forEach(x => use(x.b)); r.a.map((x, i) => x.c); r.a.filter(function (x) { return x.d })
r.a.reduce((s, x) => s + x.b, 0); r.a.sort((x, y) => x.b - y.b)
r.a.slice(1).map(x => x.b); r.a.concat(r.c).forEach(x => use(x.d))
r.a.pop().b; r.a.find(x => x.b).c; r.a.at(-1).b; r.a.flatMap(x => x.b)
r.a.forEach(use); r.a.map(({ b }) => b); r.a.map(([b]) => b); r.a.map((...x) => x)
r.a.push(1); r.a.join(','); r.a.length; r.a.length = 0; r.a.includes(1); r.a.toFixed(2)
for (const x of r.a) use(x.b); for (const { b } of r.a) use(b)
for (x of r.a) use(x); for (const x in r.a) use(x)
[...r.a]; ({ ...r }); f(...r.a); ({ r }); ({ a: r.a }); [r.a]
return r; return r.a; throw r.a; yield r.a; await r.a; await r
(r).a; (r as any).b; r!.c; r?.d; r?.[0]; r.e?.f; (r, r.g)
this.setData({ a: r.a, ...r }); this.a = r.a; that.b = r; o[k] = r.c
use(r); new F(r); r(); r.a(); r.a.b(); r`x`; new r.C()
use(r.#a, r.a.#b, this.#c)
r.a.reduce((x, s) => s.b); r.a.reduceRight((s, x) => x.b, 0); r.a.reduce(f, 0)
r.a.some((x, i, l) => l.b); r.a.sort(); r.a.sort(f); r.a.toSorted((x) => x.b)[0].c
r.a.findLast(x => x.b).c; r.a.shift().d; r.a.reverse()[0].e; r.a.splice(0, 1).f
for (const [x] of r.a) use(x.b); for (const { b: [c] } of r.a) use(c)
switch (x) { case r.a: use() } do {} while (r.b); for (; r.c;) {}
const { a: { b = 1, ...c } = {} } = r; const { ['d']: e } = r; const { 1: f } = r
let x; if (y) { x = r.a } use(x.b); let z; z = r.b; z = r.c; use(z.d)
var v; v = r.a, use(v.b); const w = (r.c as any)!; use(w.d)
Boolean(r.a); Array.isArray(r.b); JSON.stringify(r.c); console.log(JSON.stringify(r.d))
console.log('a' + (r.a + 'b')); console.log(`${`${r.b}`}`); use('a' + (r.c + 'b'))
use(arguments); use(() => r.a); function later() { return r.a }
JSON.stringify(r); Object.keys(r); Object.assign({}, r.a); Promise.resolve(r)
String(r.a); parseInt(r.b)
const f = x => x.a; f(r); r.a.then(x => x.b); callback && callback(r); cb?.(r.a)
{ let r; use(r.a) } function g(r) { use(r.b) } use(r.c)
r = other; use(r.a)
const { length } = r.a; use(length); const { a = r.b } = o
export const q = r.a; if (r.a.b === '') { r.a.b = 1 } label: r.a
"""


def results() -> Iterator[str]:
    def told(code: str) -> str:
        script = script_of(
            f"ASK(async function* (r) {{ {code} }})".replace("async function*", "function")
        )
        call = called(script)
        node = arguments_of(call[-1])[0]
        uses = []
        for item in follow_parameter(script, script.chain_of(node)):
            path = ".".join(item.path) or "itself"
            forms = f" by {' '.join(step.form for step in item.steps)}" if item.steps else ""
            method = f" {item.method}" if item.method else ""
            uses.append(f"{path}{forms}: {item.use}{method}")
        return "; ".join(uses) or "nothing"

    yield "where a result goes"
    for code in READS.splitlines():
        yield f"  {code}\n    {told(code)}"


# --- handlers -------------------------------------------------------------------------------------

HANDLERS = """\
this.x = r.a
this.x.y = r.a
that.data.x = r.a[0].b
this.data.x.y = 1
x.y = 1
x = r.a
x()
console.log(r, x)
console.log(r.a.b)
this.setData({ a: r.a, b: r.b.c })
this.setData(x.y)
setData({})
wx.hideToast()
wx.hideToast({ success() { x.y.z() } })
my.hideToast()
use(wx.hideToast())
return
return r.a
return x
return f()
return wx.hideToast()
return { a: r.a }
return `${r.a}`
return 1 + 2
return undefined
return new F()
throw r
if (r.a) { this.x = 1 } else { this.y = 2 }
if (r.a.b.c) this.x = 1
for (const x of r.a) this.x = x
while (r.a) {}
switch (r.a) {}
try { f() } catch (e) {}
const a = r.a
const { a } = r
const { a: { b }, ...c } = r; this.x = b.c
const [a] = r.a
const { a } = x
const a = r.a; this.x = a.b
const a = x.b
const a = await r
await f()
let a
a += 1
a **= 2
a ??= 1
[a] = r
({ a } = r)
delete r.a
typeof r.a
r.a++
!r.a; -r.a; +r.b; ~r.c
a = r.a ? 1 : 2
a = r.a || 1
a = r.a ** 2
a = r.a in r
a = [r.a, ...r.b]
a = [...x]
a = { ...r.a, ...x }
a = { ...this.data.list }
a = this.data.list.concat(r.a)
a = this.data.list.slice(1)
a = this.data.other.concat(r.a)
a = r.a.concat(1)
a = r.a.map(f)
a = r.a['b']
a = r.a[b]
a = r['a'][0]
a = r.a[1]
a = r?.a
a = r.a?.b
a = () => f()
function g() { f() }
a = function () {}
a = `${x.y}`
a = `${r.a}`
a = /x/
a = new Date()
a = this
a = super.x
label: a = 1
debugger
;
class A {}
a = x.y.z
a = self.data.list
a = r.a.b.c.d
"""


def handlers() -> Iterator[str]:
    def told(code: str, takes: bool) -> str:
        how = "async " if "await" in code else ""
        page = "const page = { data: { list: [] } }"
        script = script_of(f"{page}; ASK({how}(r) => {{ {code} }})", "javascript")
        node = arguments_of(called(script)[-1])[0]
        return "calm" if calm_handler(script, node, takes, b"wx") else "not calm"

    yield "whether a handler is calm that takes a result, and one that takes something else"
    lines = HANDLERS.splitlines()
    yield from answers((it, f"{told(it, True)}, {told(it, False)}") for it in lines)


# --- what runs ------------------------------------------------------------------------------------

RUNS = """\
ASK()
if (GONE) ASK()
if (GONE) {} else ASK()
if (!GONE) ASK()
if (!GONE) {} else { ASK() }
if (x) ASK()
if (GONE && x) ASK()
if (x && GONE) ASK()
if (GONE || x) ASK()
if (!(GONE || x)) ASK()
if (GONE === undefined) ASK()
if (undefined !== GONE) ASK()
if (GONE == null) ASK()
if (GONE === null) ASK()
if (GONE === null) {} else ASK()
if (GONE == null) {} else ASK()
if (GONE !== null) {} else ASK()
if (GONE === 1) ASK()
if (GONE !== x) ASK()
if (GONE > 1) ASK()
if (typeof GONE === 'undefined') ASK()
if (typeof GONE === 'function') ASK()
if ('undefined' != typeof GONE) ASK()
if (typeof GONE === x) ASK()
if (typeof x === 'undefined') ASK()
if (Boolean(GONE)) ASK()
if (Boolean(GONE, 1)) ASK()
if (other(GONE)) ASK()
if (GONE ? true : false) ASK()
if (x ? true : 1) ASK()
if (x ? true : 0) ASK()
if (x ? GONE : undefined) ASK()
if (x ? GONE : GONE) ASK()
if (GONE ? 1 : 2) ASK()
if (GONE ? 1 : 0) ASK()
if (GONE?.a) ASK()
if (GONE ?? x) ASK()
if ((GONE, x)) ASK()
if (GONE in x) ASK()
if (GONE + 1) ASK()
if (typeof GONE == 'object') ASK()
if (typeof GONE) ASK()
if (GONE !== undefined && GONE !== null) ASK()
if (0) ASK()
if ('') ASK()
if ([]) {} else ASK()
if (null) ASK()
if (void 0) ASK()
if (true || x) {} else ASK()
if (false || false) ASK()
if (true && true) {} else ASK()
const has = GONE; if (has) ASK()
let has = GONE; if (has) ASK()
let has = GONE; has = 1; if (has) ASK()
const has = has2, has2 = has; if (has) ASK()
const { has } = GONE; if (has) ASK()
function has() {} if (has) ASK()
GONE && ASK()
GONE || ASK()
x && ASK()
!GONE || ASK()
GONE ?? ASK()
GONE ? ASK() : 0
GONE ? 0 : ASK()
while (GONE) ASK()
while (true) ASK()
for (; GONE;) ASK()
do { ASK() } while (GONE)
function f() { if (!GONE) return; ASK() } f()
function f() { if (GONE) return; ASK() } f()
function f() { if (x) return; ASK() } f()
function f() { if (!GONE) { log(); return } ASK() } f()
function f() { if (!GONE) { return; log() } ASK() } f()
function f() { if (GONE) {} else { return } ASK() } f()
function f() { if (GONE) {} else if (x) return; ASK() } f()
function f() { if (!GONE) {} ASK() } f()
function f() { return ASK() } f()
function f() { return; ASK() } f()
function f() { throw x; ASK() } f()
for (;;) { break; ASK() }
for (;;) { continue; ASK() }
for (;;) { if (x) break; ASK() }
switch (GONE) { case 1: ASK() }
switch (x) { case 1: return; case 2: ASK() }
function f() { if (x) { return } else { return } ASK() } f()
function f() { if (GONE) { return } else { return } ASK() } f()
function f() { try { return } finally { ASK() } } f()
function f() { for (;;) { return } ASK() } f()
function f() { { return } ASK() } f()
return; ASK()
if (x) { return } ASK()
function f() { ASK() }
function f() { ASK(); f() }
const f = () => ASK()
const f = () => ASK(); f()
export const f = () => ASK()
export function f() { ASK() }
export default function f() { ASK() }
const f = function () { ASK() }
let f = function () { ASK() }, g = f
var o = { f() { ASK() } }
class A { f() { ASK() } }
function f() { ASK() } function f() {}
function* f() { ASK() }
(function () { ASK() })()
(() => ASK())
const [f] = () => ASK()
"""


def runs() -> Iterator[str]:
    def told(code: str) -> str:
        script = script_of(code, "javascript")
        gone = set()
        for match in re.finditer(rb"(?<![\w$])GONE(?![\w$])", script.text):
            gone.add(script.chain(match.start(), match.end())[-1].id)
        runs = Reach(script, frozenset(gone)).reached(called(script))
        return "runs" if runs else "never runs"

    yield "whether a call runs where GONE is not there"
    yield from answers((it, told(it)) for it in RUNS.splitlines())


# --- who calls ------------------------------------------------------------------------------------

CALLS = """\
function f() { ASK() } f(); g(f())
function f() { ASK() } later(f)
function f() { ASK() } const o = { f }; o.f()
function f() { ASK() } Page({ f }); this.f()
function f() { ASK() } Page({ go: f }); this.go()
function f() { ASK() } x = f
function f() { return ASK() } f()
function f() { if (x) return 1; return ASK() } f()
function f() { return () => ASK() } f()
function* f() { return ASK() } f()
async function f() { return await ASK() } f()
export function f() { ASK() } f()
export default function () { ASK() }
const f = () => ASK(); f()
const f = () => { ASK() }; f()
const f = function () { return ASK() }; f(); f.call(x)
export const f = () => ASK(); f()
const [f] = [() => ASK()]; f()
let f; f = () => ASK(); f()
Page({ f() { ASK() } }); this.f(); that.f(); f()
Page({ f: () => ASK() }); this.f()
Page({ methods: { f() { ASK() } } }); this.f()
Page({ [f]() { ASK() } })
Page({ 'f': function () { ASK() } }); this.f()
const p = Page({ f() { ASK() } }); p.f()
const o = { f() { ASK() } }; o.f()
export default { f() { ASK() } }
export default { methods: { f() { ASK() } } }; this.f()
export const o = { f() { ASK() } }
new Page({ f() { ASK() } })
class A { f() { ASK() } } this.f()
class A extends B { f() { ASK() } g() { this.f() } }
(() => { ASK() })()
(function () { ASK() }())
list.forEach(() => ASK())
ASK()
if (x) { ASK() }
x = { f() { ASK() } }
module.exports = { f() { ASK() } }
"""


def callers() -> Iterator[str]:
    def listed(script: Script, found: list[Chain] | None) -> str:
        if found is None:
            return "not told"
        return str([script.at(chain[-1]).decode() for chain in found])

    def told(code: str) -> str:
        script = script_of(code, "javascript")
        call = called(script)
        function = enclosing(call)
        gives = returning(call)
        given = "" if gives is None else f"; given by {script.at(gives[-1])[:12].decode()}"
        if function is None:
            return f"of the script{given}"
        own = listed(script, own_calls(script, function))
        return f"called by {listed(script, callers_of(script, function))}; alone by {own}{given}"

    yield "who calls the function around"
    for code in CALLS.splitlines():
        yield f"  {code}\n    {told(code)}"


# --- asking and lending ---------------------------------------------------------------------------

GUARDS = """\
'f' in WX
f in WX
WX in x
'f' instanceof WX
Object.hasOwn(WX, 'f')
Object.hasOwn(x, WX)
Object.hasOwn(WX, 'f', 1)
Object.prototype.hasOwnProperty.call(WX, 'f')
Reflect.has(WX, `f`)
other(WX, 'f')
WX.hasOwnProperty('f')
WX.hasOwnProperty('f', 1)
WX.hasOwnProperty
WX.other('f')
WX.f.call(WX2, 1)
wx.f.call(WX, 1)
wx.f.apply(WX, [1])
wx.f.bind(WX)
wx.f.other(WX)
wx.f.call(1, WX)
my.f.call(WX)
wx['f'].call(WX)
wx[f].call(WX)
Reflect.apply(wx.f, WX, [])
Reflect.apply(wx.f, 1, WX)
Reflect.apply(f, WX, []); const f = wx.f
const f = wx.f; f.call(WX)
let f; f = wx.f; f.call(WX)
let f; (f = wx.f) === null ? 0 : f.call(WX)
const f = x ? wx.f : 1; f.call(WX)
const f = x || wx.f; f.call(WX)
const f = my.f; f.call(WX)
f.call(WX)
let a; (a = wx).f.call(WX)
let a; (a = WX).f()
let a = 1; (a = WX).f()
WX = a
(WX = a).f()
let b; b = (a = WX)
const a = (x, WX)
const a = WX ? WX : 1
Reflect.apply(wx.f, WX)
Reflect.get(WX, 'f')
Object.keys(WX)
wx.f.call(WX.g, 1)
let f; f = 1; f = wx.f; f.call(WX)
let a; a = 1; (a = WX).f()
const a = WX
(a = WX).f()
var a; a = WX
let a; a += WX
function g(a) { a = WX }
const a = typeof x === 'undefined' ? null : WX
const a = x ? WX : undefined
const a = x ? WX : {}
const a = x ? WX : { b: 1 }
const a = x ? WX : y
const a = WX ? 1 : null
const a = WX || {}
const a = WX ?? void 0
const a = x && WX
const a = WX && x
const a = null || WX
const a = y || WX
const a = WX + 1
const a = (x ? WX : null) || {}
const { a } = WX || {}
a = WX || {}
f(WX || {})
"""


def guards_of() -> Iterator[str]:
    def told(code: str) -> str:
        script = script_of(code.replace("WX2", "wx").replace("WX", "wx"), "javascript")
        at = code.encode().index(b"WX")
        chain = rise(script.chain(at, at + 2))
        found = []
        asked = guards.named(script, chain)
        if asked is not None:
            found.append(f"asks for {asked[0]}")
        lent = guards.lent(script, chain)
        if lent is not None:
            found.append(f"lent to {lent}")
        kept = guards.kept(script, chain)
        if kept is not None:
            found.append(f"kept in {kept.name.decode()}")
        picked = guards.picked(script, chain)
        if picked is not None:
            found.append(f"picked as {script.at(picked).decode()}")
        return ", ".join(found) or "nothing"

    yield "how the global is asked, lent, kept and picked"
    yield from answers((it, told(it)) for it in GUARDS.splitlines())


# --- failures -------------------------------------------------------------------------------------

FAILED = """\
r.code === 1
r.code !== '1'
2 == r.code
r.code != x
r.code > 1
r.code === true
r.code === null
r.code === 1.5
r.code === -1
r.msg === 'cancel'
r.msg === ''
r.msg.indexOf('cancel') > -1
r.msg.indexOf('cancel') >= 0
r.msg.indexOf('cancel') !== -1
r.msg.indexOf('cancel') === -1
r.msg.indexOf('cancel') < 0
r.msg.indexOf('cancel') == 0
r.msg.indexOf('cancel') > 0
r.msg.indexOf('cancel') !== 5
-1 !== r.msg.indexOf('cancel')
~r.msg.indexOf('cancel')
!~r.msg.indexOf('cancel')
r.msg.indexOf('cancel')
r.msg.indexOf(x) > -1
r.msg.indexOf('cancel', 1) > -1
r.msg.includes('cancel')
!r.msg.includes('cancel')
r.msg.includes('cancel') === false
r.msg.includes('cancel') && x
r.msg.startsWith('a')
r.msg.endsWith('a')
r.msg.match(/cancel/)
r.msg.match(/cancel/i)
r.msg.match('cancel')
r.msg.search(/cancel/) > -1
r.msg.search('cancel') >= 0
/cancel/.test(r.msg)
/can(cel)?$/i.test(r.msg)
!/cancel/.test(r.msg)
new RegExp('cancel').test(r.msg)
re.test(r.msg)
/cancel/.exec(r.msg)
other(r.msg)
r.msg.split(':')[1] === 'cancel'
r.msg.toLowerCase().includes('cancel')
r.msg.toLowerCase() === 'cancel'
r.msg
r === 'cancel'
['a', 'b'].includes(r.msg)
[1, 2].includes(r.code)
[1, 2].indexOf(r.code) > -1
list.includes(r.code)
r.code in { 1: 2 }
typeof r.code === 'number'
"""
WORDS = ("", "cancel", "fail cancel", "fail Cancel it", "a", "1")


def failed() -> Iterator[str]:
    def told(code: str) -> str:
        script = script_of(f"ASK((r) => {{ if ({code}) go() }})", "javascript")
        function = script.chain_of(arguments_of(called(script)[-1])[0])
        tests = []
        for access in follow_parameter(script, function):
            found = find_test(script, access)
            if found is not None:
                holds = [word for word in WORDS if found.holds is not None and found.holds(word)]
                tests.append(
                    f"{script.at(found.node).decode()!r} {'is' if found.yes else 'is not'} "
                    f"{found.needle!r} {list(found.codes)}, holds of {holds}"
                )
        return "; ".join(tests) or "none"

    yield "which tests of a failure there are"
    for code in FAILED.splitlines():
        yield f"  {code}\n    {told(code)}"


# --- expressions ----------------------------------------------------------------------------------

PURE = """\
a a.b a[b] a[0] a[b()] a?.b this this.a 1 'a' `a` `a${b}` `a${b()}` [a,1] [a()] {a:1} a+b a+b()
a?b:c a?b():c a() (a) a.map(x=>x.b) a.map(x=>x.b()) a.map(f) a.map(function(x){}) a.map(x=>{})
a.filter(x=>x) a.slice(1) a.slice(b()) -a a.concat(b,c) a.concat(...b) a.split(',') a.reverse()
a.push(1) new(A) a=1 a++ a() await(a) x=>1 /x/ null !a typeof(a) 9-a 9-a.length a-9 9+a x?3:5
x?3:y x?'a':5 Math.min(9,a) Math.min(a,b) Math.max(1,2) 9-3 20-a-b 9-(-1) 9-'1' 1.5-a
"""


def expressions() -> Iterator[str]:
    def told(code: str) -> str:
        script = script_of(f"ASK({code})", "javascript")
        node = arguments_of(called(script)[-1])[0]
        most = ceiling(script, node)
        said = ["pure" if is_pure(script, node) else "not pure"]
        said += ["loose"] if tight(script, node).startswith("(") and code[0] != "(" else []
        return ", ".join(said + ([f"at most {most}"] if most is not None else []))

    yield "whether it may be evaluated twice, and what it is at most"
    yield from answers((it, told(it)) for it in PURE.split())


PARTS = (
    texts,
    constants,
    presences,
    names,
    objects,
    results,
    handlers,
    runs,
    callers,
    guards_of,
    failed,
    expressions,
)


def test_what_is_made_of_scripts(golden: Callable[[Path, str], None]) -> None:
    lines = [line for part in PARTS for line in part()]
    golden(GOLDEN, "".join(f"{line}\n" for line in lines))
