"""Each way to read what a call gives, of places that vendors have in different shapes.

`reads/` has by pair of vendors and place of a reply what becomes of most reads, then of each other,
with what is told of it. `make accept` rewrites it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import in_full
import mediaglot as mg
import pytest
from mediaglot.adapters.plan.model import Program
from mediaglot.adapters.source.syntax.parsed import parse
from mediaglot.canonical.errors import InputError

GOLDEN = Path(__file__).parent / "reads"
PAIRS = [("wx", "my"), ("my", "wx"), ("tt", "my"), ("wx", "dingtalk"), ("swan", "wx")]
OPERATIONS = (
    "chooseImage", "chooseMedia", "chooseVideo", "getImageInfo", "getVideoInfo", "compressImage",
    "getLocation", "getSystemInfo", "getSetting", "getUserInfo", "getSavedFileList", "scanCode",
    "chooseContact", "getBLEDeviceCharacteristics", "getStorageInfo", "getFileInfo", "httpRequest",
)  # fmt: skip

WHOLE = """\
use(res)
console.log(res)
const r = res; use(r.K)
use({ ...res })
use(res.zz)
const { zz, ...rest } = res; use(rest)
use(Object.keys(res))
use(res[name])
if (res && res.K) use(1)
res = res || {}; use(res.K)
use(typeof res.K)
with_it(() => res.K)
"""
VALUE = """\
use(res.K)
use(res['K'])
use(res?.K)
const { K } = res; use(K)
const { K: a } = res; use(a)
const { K = 1 } = res; use(K)
const { K: a = 1 } = res; use(a)
res.K = 1
use(res.K.length)
if (res.K === 1) use(1)
use(res.K * 2 + 1)
use(`${res.K}`)
console.log(res.K)
this.setData({ K: res.K, own: res.K })
let a; a = res.K; use(a)
({ K: this.own } = res)
use((res as any).K)
use(res!.K)
use(res.K.zz)
switch (res.K) { case 1: use(1) }
delete res.K
use(res . /* why */ K)
"""
MEMBER = """\
use(res.K.M)
use(res.K?.M)
const { K: { M } } = res; use(M)
const { M } = res.K; use(M)
const { M: a = 1 } = res.K || {}; use(a)
use(res['K']['M'])
const k = res.K; use(k.M)
"""
LIST = """\
use(res.K)
use(res.K[0])
use(res.K[i])
use(res.K?.[0])
use(res.K.length)
use(res.K.at(0))
use(res.K.slice(1))
use([...res.K])
use(res.K.concat(more))
const [a] = res.K; use(a)
const [, a] = res.K; use(a)
const { K: [a] } = res; use(a)
const { K } = res; use(K[0])
const k = res.K; k.push(1); use(k)
for (const a of res.K) use(a)
for (let i = 0; i < res.K.length; i++) use(res.K[i])
res.K.map((a) => use(a))
res.K.map(use)
res.K.forEach(function (a, i) { use(a, i) })
use(res.K.join(','))
use(res.K.includes(x))
console.log(res.K[0])
if (!res.K.length) use(1)
res.K.sort()
"""
LIST_MEMBER = """\
use(res.K[0].M)
use(res.K[i].M)
use(res.K[0]['M'])
use(res.K?.[0]?.M)
use((res.K)[0].M)
use(res.K![0]!.M)
const a = res.K[0]; use(a.M)
const { M } = res.K[0]; use(M)
const { M: a = 1 } = res.K[0]; use(a)
const [{ M }] = res.K; use(M)
const { K: [{ M: a }] } = res; use(a)
const k = res.K; use(k[0].M, k.length)
res.K.map((a) => a.M)
res.K.map(({ M }) => M)
res.K.map(({ M: a }) => use(a))
res.K.map((a) => ({ ...a, own: a.M }))
res.K.forEach((a) => { use(a.M) })
for (const a of res.K) use(a.M)
for (const { M } of res.K) use(M)
res.K.filter((a) => a.M > 1).forEach((a) => use(a.M))
use(res.K.reduce((sum, a) => sum + a.M, 0))
use(res.K.find((a) => a.M === 1))
use(res.K[0].zz)
use(res.K[0][name])
res.K[0].M = 1
console.log(res.K[0].M)
res.K.forEach(({ M, ...rest }) => use(rest))
"""


def forms(program: Program) -> Iterator[tuple[str, list[str]]]:
    """The places of a reply, and the ways to read each."""
    yield "", WHOLE.replace("K", first_of(program)).splitlines()
    for field in program["result"][:6]:
        for key, many, member in field["from"][:2]:
            rows = LIST_MEMBER if member else LIST
            rows = rows if many else MEMBER if member else VALUE
            place = f"{key}{'[]' if many else ''}{'.' + member if member else ''}"
            yield (
                place,
                [row.replace("K", key).replace("M", member or "M") for row in rows.splitlines()],
            )


def first_of(program: Program) -> str:
    return str(program["result"][0]["from"][0][0]) if program["result"] else "K"


def becomes(read: str, write: str, name: str, body: str) -> str:
    """What a read becomes, `=` where it stays; what is told of it behind."""
    code = f"{read}.{name}({{ success: (res) => {{\n{body}\n}} }})\n"
    done = mg.port(code, read=read, write=write, name="page.ts")
    assert not parse(done.code.encode(), done.code.encode(), 0, "typescript").root.has_error
    told = [in_full.of_finding(item) for item in done.findings if item.line == 2]
    rest = [item.code for item in done.findings if item.line != 2]
    if done.runtime:
        made = "the runtime"
    else:
        lines = done.code.splitlines()
        made = "=" if len(lines) == 3 and lines[1] == body else " | ".join(lines[1:-1])
    return "; ".join([f"{made} {' '.join(rest)}".rstrip(), *told])


def grid(read: str, write: str) -> Iterator[str]:
    for operation in OPERATIONS:
        try:
            program = mg.plan(read, write).entry(operation)["read"]
        except InputError:
            continue
        for place, bodies in forms(program):
            found: dict[str, list[str]] = {}
            for body in bodies:
                found.setdefault(becomes(read, write, program["name"], body), []).append(body)
            yield f"{program['name']} {place}".rstrip()
            most = max(found, key=lambda said: len(found[said]))
            yield f"  {len(found.pop(most))} of {len(bodies)}: {most}"
            for said, those in found.items():
                yield f"  {said}"
                yield from (f"    {body}" for body in those)


@pytest.mark.parametrize(("read", "write"), [pytest.param(*p, id=">".join(p)) for p in PAIRS])
def test_each_way_to_read_a_reply(
    read: str, write: str, golden: Callable[[Path, str], None]
) -> None:
    golden(GOLDEN / f"{read}-{write}.txt", "".join(f"{line}\n" for line in grid(read, write)))
