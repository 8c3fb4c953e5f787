"""Each way to write an option of a call, and to look at a failure, for options and failures that
vendors have otherwise.

`asked/` has by pair of vendors and option what becomes of most ways, then of each other, with what
is told of it; `failed/` and `answered/` the same of failures and of
calls that answer at once. `make accept` rewrites them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import in_full
import mediaglot as mg
import pytest
from mediaglot.adapters.plan.model import Program, ProgramParam
from mediaglot.canonical.errors import InputError
from ways import broken, grouped

HERE = Path(__file__).parent
PAIRS = [("wx", "my"), ("my", "wx"), ("tt", "wx"), ("my", "dingtalk"), ("wx", "swan")]
OPERATIONS = (
    "chooseImage", "chooseMedia", "chooseVideo", "compressImage", "previewImage", "previewMedia",
    "getImageInfo", "saveImageToAlbum", "showToast", "showModal", "getLocation", "httpRequest",
    "uploadFile", "startRecord", "chooseMessageFile", "setStorage", "navigateTo", "openDocument",
)  # fmt: skip

FORMS = """\
{ K: V }
{ 'K': V }
{ ['K']: V }
{ K: (V) }
{ K: V as any }
{ K: x ? V : W }
{ K: x && V }
{ K: one }
{ K: two }
{ K: given }
{ K: f() }
{ K: this.data.K }
{ K: props.K || V }
{ K: props.K ?? V }
{ K: await later }
{ K: !x }
{ K: x + 1 }
{ K: Math.min(x, 3) }
{ K: x ? V : undefined }
{ K: undefined }
{ K: null }
{ K: `${x}` }
{ K: [x] }
{ K: [V, W] }
{ K: [...given] }
{ K: x ? [V] : [W] }
{ K: given.map((a) => a.b) }
{ K: {} }
{ K: { a: V } }
{ K }
{ K() {} }
{ ...more, K: V }
{ K: V, ...more }
{ ...(x ? { K: V } : {}) }
{ [name]: V }
{ K: V, K: W }
{ K: V, zz: 1 }
{ /* why */ K: V, /* and */ }
{ K: V, success() {}, fail() {} }
whole
held
Object.assign({}, more, { K: V })
x ? { K: V } : { K: W }
make({ K: V })
"""
AROUND = "const one = V; let two = V; two = W; const K = V; const held = { K: V };\n"


def values_of(param: ProgramParam) -> tuple[str, str]:
    """Two values of an option, as code."""
    row: dict[str, Any] = dict(param)
    words = [repr(item) for _, item in row.get("values", ())] or [
        repr(item) for item in row.get("words", ())
    ]
    if row["kind"] == "boolean" and not words:
        words = ["true", "false"]
    if row["kind"] in ("integer", "number", "quality", "levels", "index"):
        words = [str(row.get("default", 3) or 3), "1000"]
    if row["kind"] in ("paths", "strings", "list", "media_sources"):
        words = ["['a.jpg']", "['http://x/a']"]
    if row["kind"] == "set":
        words = [f"[{word}]" for word in words]
    words = words or ["'a.jpg'", "'https://x/a'"]
    return words[0], words[-1]


def unlike(read: str, write: str) -> Iterator[tuple[Program, ProgramParam]]:
    """Options, one of each kind and facts here and there."""
    seen = set()
    for program in programs(read, write):
        entry = mg.plan(read, write).entry(program["api"])
        there = {item["key"]: item for way in entry["routes"] for item in way["program"]["params"]}
        for param in program["params"]:
            other = there.get(param["key"])
            facts = (param["kind"], "default" in param, "values" in param, *facts_of(other))
            if facts not in seen:
                seen.add(facts)
                yield program, param


def facts_of(param: ProgramParam | None) -> tuple[str, ...]:
    return ("lacking",) if param is None else (param["kind"], *sorted(set(param) - KEPT))


KEPT = {"key", "names", "kind", "words", "grade", "since", "low", "high"}


def becomes(read: str, write: str, name: str, first: str, options: str) -> str:
    """What a call's options become, `=` where they stay, and what is told of them."""
    code = f"{first}{read}.{name}({options})\n"
    done = mg.port(code, read=read, write=write, name="page.ts")
    assert broken(done.code) <= broken(code), done.code
    told = [f"{item.code} {item.line}:{item.column}-{item.end_column}" for item in done.findings]
    lines = done.code.splitlines()
    same = done.code == code.replace(f"{read}.{name}", f"{write}.{name}")
    made = "the runtime" if done.runtime else "=" if same else lines[-1] if lines else "nothing"
    if not done.runtime and lines[:-1] != code.splitlines()[:-1]:
        made = " | ".join(lines)
    return "; ".join([made, *told])


def programs(read: str, write: str) -> Iterator[Program]:
    for operation in OPERATIONS:
        try:
            yield mg.plan(read, write).entry(operation)["read"]
        except InputError:
            continue


def options(read: str, write: str) -> Iterator[str]:
    for program, param in unlike(read, write):
        name, key = program["name"], param["names"][0]
        value, other = values_of(param)
        forms = [spelt(form, key, value, other) for form in FORMS.splitlines()]
        first = spelt(AROUND, key, value, other)
        cases = ((form, becomes(read, write, name, first, form)) for form in forms)
        yield from grouped(f"{name} {key}", cases)


def spelt(text: str, key: str, value: str, other: str) -> str:
    return text.replace("K", key).replace("V", value).replace("W", other)


FAILED = """\
use(err)
console.log(err)
use(err.M)
use(err.C)
use(err['C'])
const { M } = err; use(M)
const { C: a = 1 } = err; use(a)
const { C = 1 } = err; use(C)
const { M = '' } = err; if (M.includes('cancel')) use(M)
const { 'C': a } = err; use(a)
const { ['M']: a } = err; use(a)
use((err as any).C)
if (err.C === X) use(1)
if (err.C == X || err.C == 3) use(1)
if (X === err.C) use(1)
if (err.C !== X) { use(1) } else { use(2) }
if (err.C > X) use(1)
switch (err.C) { case X: use(1); break; default: use(2) }
switch (err.C) { case 987654: use(1); break; default: use(2) }
switch (err.C) { case X: case 987654: use(1); break }
if (err.C === x) use(1)
if (err.C) use(1)
if (err.M.includes('cancel')) use(1)
if (err['M'].includes('cancel')) use(1)
if (err.M?.includes('cancel') ?? false) use(1)
if (err.M.includes('cancel') === true) use(1)
if (err.M.includes('cancel')) use(1); else if (err.M.includes('auth deny')) use(2); else use(3)
use([err.M.includes('cancel')])
if (err.M.indexOf('cancel') > -1) use(1)
if (err.M.indexOf('cancel') === -1) use(1)
if (err.M.indexOf('auth deny') >= 0) use(1)
if (/cancel/.test(err.M)) use(1)
if (/cancel|deny/i.test(err.M)) use(1)
if (err.M === 'N:fail cancel') use(1)
if (err.M !== 'N:fail cancel') use(1)
if (err.M == 'N:fail auth deny') use(1)
if (err.M.startsWith('N:fail')) use(1)
if (err.M.endsWith('cancel')) use(1)
if (err.M.match(/cancel/)) use(1)
if (err.M.search('cancel') !== -1) use(1)
if (~err.M.indexOf('cancel')) use(1)
if (err && err.M && err.M.includes('cancel')) use(1)
if (err?.M?.includes('cancel')) use(1)
if (!err.M.includes('cancel')) use(1)
if (err.M.toLowerCase().includes('cancel')) use(1)
const m = err.M || ''; if (m.includes('cancel')) use(1)
const { M: m } = err; if (m.includes('cancel')) use(1)
const cancelled = err.M.includes('cancel'); use(cancelled)
use(err.M.includes('cancel') ? 1 : 2)
return err.M.includes('cancel')
if (JSON.stringify(err).includes('cancel')) use(1)
use(`failed: ${err.M}`)
use(err.M.replace('N:fail ', ''))
use(err.M.split(':')[1])
use(err.zz)
use({ ...err })
err.C = 1
err = err || {}; use(err.C)
if (['N:fail cancel'].includes(err.M)) use(1)
if ([X, 3].includes(err.C)) use(1)
if ([X, 3].indexOf(err.C) >= 0) use(1)
"""


def failures(read: str, write: str) -> Iterator[str]:
    for program in list(programs(read, write))[:8]:
        side = mg.plan(read, write).sides["read"]["envelope"]
        code, message = (side["code"] or ["errCode"])[0], side["message"][0]
        known = [item for row in program["failures"]["read"] for item in row.get("codes", ())]
        forms = FAILED.replace("X", repr((known or [11])[0])).replace("N:", f"{program['name']}:")
        forms = re.sub(r"\bM\b", message, forms)
        bodies = re.sub(r"\bC\b", code, forms).splitlines()
        yield from grouped(
            program["name"], ((body, fails(read, write, program["name"], body)) for body in bodies)
        )


def fails(read: str, write: str, name: str, body: str) -> str:
    code = f"{read}.{name}({{ fail: (err) => {{\n{body}\n}} }})\n"
    done = mg.port(code, read=read, write=write, name="page.ts")
    assert broken(done.code) <= broken(code), done.code
    told = [in_full.of_finding(item) for item in done.findings if item.line == 2]
    lines = done.code.splitlines()
    made = "=" if len(lines) == 3 and lines[1] == body else " | ".join(lines[1:-1])
    return "; ".join(["the runtime" if done.runtime else made, *told])


AT_ONCE = """\
N()
N(K)
N('k')
N('k', V)
N('k', { a: 1 })
N('k', undefined)
N(undefined, V)
N(k, v, more)
N(...args)
N({ P: 'k' })
N({ P: 'k', Q: V })
N({ P })
N({ ...more, P: 'k' })
N(options)
N({ zz: 1 })
N({})
use(N('k'))
use(N('k').R)
use(N({ P: 'k' }).R)
const { R } = N({ P: 'k' }); use(R)
const { R: a = 1 } = N('k'); use(a)
const a = N('k'); use(a.R, a)
const a = N({ P: 'k' }); use(a)
let a; a = N('k'); if (a) use(a)
if (N('k')) use(1)
if (N('k').R === 1) use(1)
N('k') || use(1)
use(await N('k'))
try { use(N('k')) } catch (e) { use(e.message) }
try { N('k', V); use(1) } catch { use(2) }
try { const a = N({ P: 'k' }); use(a.R) } catch (e) {} finally { use(3) }
const f = () => N('k')
use(() => { return N('k') })
use(`${N('k')}`)
use({ ...N('k') })
use(N)
N.call(null, 'k')
const g = N; g('k')
use((N('k') as any).R)
use(N('k')!.R)
use(N?.('k'))
N('k').R = 1
console.log(N('k'))
use(JSON.stringify(N('k')))
N(/* why */ 'k', V)
"""


def at_once(read: str, write: str) -> Iterator[str]:
    apis = mg.plan(read, write).apis
    for program in (apis[key]["read"] for key in apis):
        if program.get("form") != "at_once" or program.get("receiver"):
            continue
        names = [*(param["names"][0] for param in program["params"]), "p", "q"]
        result = program["result"][0]["from"][0][0] if program["result"] else "r"
        spell = {"N": f"{read}.{program['name']}", "P": names[0], "Q": names[1], "R": result}
        bodies = [
            re.sub(r"\b[NPQRVK]\b", lambda it, spell=spell: spell.get(it[0], "1"), form)
            for form in AT_ONCE.splitlines()
        ]
        yield from grouped(program["name"], ((it, answered(read, write, it)) for it in bodies))


def answered(read: str, write: str, body: str) -> str:
    code = f"export async function f(k, v) {{\n{body}\n}}\n"
    done = mg.port(code, read=read, write=write, name="page.ts")
    assert broken(done.code) <= broken(code), done.code
    told = [in_full.of_finding(item) for item in done.findings]
    same = done.code == code.replace(f"{read}.", f"{write}.")
    made = "=" if same else " | ".join(done.code.splitlines()[1:-1])
    return "; ".join(["the runtime" if done.runtime else made, *told])


@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS[:3]])
def test_each_way_to_call_what_answers_at_once(
    read: str, write: str, golden: Callable[[Path, str], None]
) -> None:
    text = "".join(f"{line}\n" for line in at_once(read, write))
    golden(HERE / "answered" / f"{read}-{write}.txt", text)


@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS[:3]])
def test_each_way_to_write_an_option(
    read: str, write: str, golden: Callable[[Path, str], None]
) -> None:
    text = "".join(f"{line}\n" for line in options(read, write))
    golden(HERE / "asked" / f"{read}-{write}.txt", text)


@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS])
def test_each_way_to_look_at_a_failure(
    read: str, write: str, golden: Callable[[Path, str], None]
) -> None:
    text = "".join(f"{line}\n" for line in failures(read, write))
    golden(HERE / "failed" / f"{read}-{write}.txt", text)
