"""Each way to make a call and to take what it gives, and each way to speak of the global.

`consumed/` has by pair of vendors and operation what becomes of most ways, then of each other, with
what is told of it. `make accept` rewrites it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import in_full
import mediaglot as mg
import pytest
from ways import broken, grouped

GOLDEN = Path(__file__).parent / "consumed"
PAIRS = [("wx", "my"), ("my", "wx"), ("wx", "tt")]
OPERATIONS = {"chooseImage": "tempFilePaths", "compressImage": "K", "getLocation": "latitude",
              "createSelectorQuery": "K"}  # fmt: skip

FORMS = """\
W.N(O)
W.N({ success })
W.N({ success: resolve, fail: reject })
W.N({ success: this.done })
W.N({ success: this.done.bind(this) })
W.N({ success: (res) => this.done(res) })
W.N({ success: ({ K }) => use(K) })
W.N({ success({ K: a = 1 }) { use(a) } })
W.N({ success: function (res) { use(res.K) } })
W.N({ async success(res) { await use(res.K) } })
W.N({ success: (res) => use(res.K), fail() {}, complete: (res) => use(res.K) })
W.N({ complete: (res) => { if (res.K) use(res.K); else use(2) } })
W.N({ success: (res = {}) => use(res.K) })
W.N({ success: (...all) => use(all[0].K) })
W.N({ success() { use(arguments[0].K) } })
W.N({ success: x ? (res) => use(res.K) : null })
W.N({ success: (res) => res.K })
W.N({ success: done })
W.N({ success: async (res) => { const { K } = await res; use(K) } })
W.N({ 'success': (res) => use(res.K) })
W.N({ success: (res) => { const own = res; use(own.K) } })
W.N({ success: (res) => { later(() => use(res.K)) } })
W.N({ success: (res) => { for (const res of a) use(res.K) } })
W.N({ success: (res) => { return new Promise((ok) => ok(res.K)) } })
W.N(O).then((res) => use(res.K))
W.N(O).then(({ K }) => use(K), (err) => use(err))
W.N(O).then((res) => res.K).then((a) => use(a))
W.N(O).then((res) => res).then((res) => use(res.K))
W.N(O).then(async (res) => { use(res.K) }).catch((err) => use(err.errMsg)).finally(() => use(1))
W.N(O).then(done)
W.N(O).then(done).catch(() => {})
W.N(O).catch(() => null)
W.N(O).finally(done)
W.N(O).then(function (res) { this.a = res.K })
W.N(O)['then']((res) => use(res.K))
await W.N(O)
const res = await W.N(O); use(res.K)
const { K } = await W.N(O); use(K)
const { K: a = 1 } = await W.N(O).catch(() => ({})); use(a)
use((await W.N(O)).K)
let res; res = await W.N(O); use(res.K)
try { use((await W.N(O)).K) } catch (err) { use(err.errMsg) } finally { use(1) }
try { const res = await W.N(O); use(res.K) } catch { return }
if (await W.N(O)) use(1)
use(await W.N(O))
return W.N(O)
return await W.N(O)
return (await W.N(O)).K
const p = W.N(O); p.then((res) => use(res.K))
const p = W.N(O); const res = await p; use(res.K)
const [a, b] = await Promise.all([W.N(O), W.N(O)]); use(a.K, b.K)
await Promise.all(list.map(() => W.N(O)))
Promise.all([W.N(O)]).then(([res]) => use(res.K))
await Promise.race([W.N(O), x])
Promise.resolve(W.N(O)).then((res) => use(res.K))
await new Promise((resolve, reject) => W.N({ success: resolve, fail: reject }))
const res = await new Promise((resolve) => { W.N({ success: (res) => resolve(res.K) }) }); use(res)
new Promise((ok, no) => W.N({ success: ok, fail: no })).then((res) => use(res.K))
void W.N(O)
!W.N(O)
x && W.N(O)
x ? W.N(O) : y
const f = () => W.N(O)
const f = async () => (await W.N(O)).K
list.forEach(() => { W.N(O) })
(async () => { use((await W.N(O)).K) })()
use(W.N(O))
use([W.N(O)])
use({ a: W.N(O) })
const a = W.N(O)
this.a = W.N(O)
W.N(O).K
W['N'](O)
W[name](O)
W?.N?.(O)
(W).N(O)
(W as any).N(O)
W.N<any>(O)
W.N.call(W, O)
W.N.apply(W, [O])
W.N.bind(W)(O)
const f = W.N; f(O)
const { N } = W; N(O)
const { N: f } = W; f(O)
const w = W; w.N(O)
let w = W; w = x; w.N(O)
function f(w) { w.N(O) } f(W)
((w) => w.N(O))(W)
use(W)
use(W.N)
promisify(W.N)(O)
const api = { N: W.N }; api.N(O)
const api = { ...W }; api.N(O)
if (W.N) W.N(O)
if (typeof W !== 'undefined' && W.N) W.N(O)
if (W.canIUse('N')) W.N(O)
if (typeof W.N === 'function') W.N(O)
if ('N' in W) W.N(O)
if (!W.N) return; W.N(O)
W.N && W.N(O)
(W.N || x)(O)
W.N = x
W.own = 1; use(W.own)
delete W.N
globalThis.W.N(O)
global.W && global.W.N(O)
window.W.N(O)
this.W.N(O)
my_.W.N(O)
const W_ = 1; W.N(O)
{ const W = x; W.N(O) }
use('W.N'); W.N(O) // W.N
use(`${W.N(O)}`)
W
.N
(O)
label: W.N(O)
new W.N(O)
W.N`a`
W.N(O, x)
W.N(...O)
W.N()
W.zz(O)
W.zz
"""


def becomes(read: str, write: str, body: str) -> str:
    code = f"export async function f() {{\n{body}\n}}\n"
    done = mg.port(code, read=read, write=write, name="page.ts")
    assert broken(done.code) <= broken(code), done.code
    told = [
        f"{item.code} {item.line}:{item.column}-{item.end_column} {item.diagnostic.severity}"
        for item in done.findings
    ]
    same = done.code == code.replace(f"{read}.", f"{write}.")
    lines = done.code.splitlines()
    at = next(
        (at for at, line in enumerate(lines) if line.startswith("export async function f")), 0
    )
    made = " | ".join([*lines[:at], *lines[at + 1 : -1]])
    told.append(in_full.of_finding(done.findings[0]) if done.findings else "nothing is told")
    return "; ".join(["=" if same else made, *told])


def grid(read: str, write: str) -> Iterator[str]:
    for operation, place in OPERATIONS.items():
        entry = mg.plan(read, write).apis.get(operation)
        if entry is None:
            continue
        name = entry["read"]["name"]
        options = "{ count: 1 }" if operation == "chooseImage" else "{ src: 'a' }"
        forms = FORMS.replace("W\n.N\n(O)", "W .N (O)").splitlines()
        bodies = [
            form.replace("W", read).replace("N", name).replace("O", options).replace("K", place)
            for form in forms
        ]
        yield from grouped(name, ((body, becomes(read, write, body)) for body in bodies))


@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS])
def test_each_way_to_take_what_a_call_gives(
    read: str, write: str, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / f"{read}-{write}.txt", "".join(f"{line}\n" for line in grid(read, write)))
