"""How reads of a result are written where the target has its fields by other names or in lists."""

from __future__ import annotations

import mediaglot as mg
import pytest

NAMED = {
    "use(res.A)": "use(res.B)",
    "use(res?.A?.[0])": "use(res?.B?.[0])",
    "use(res['A'])": "use(res['B'])",
    "use(res?.['A'])": "use(res?.['B'])",
    "const { A } = res": "const { B: A } = res",
    "const { A = [] } = res": "const { B: A = [] } = res",
    "const { A: a } = res": "const { B: a } = res",
    "const { A: a = [] } = res": "const { B: a = [] } = res",
    "const { A: B } = res": "const { B } = res",
    "const { A: B = [] } = res": "const { B: B = [] } = res",
    "const { A: [a] } = res": "const { B: [a] } = res",
    "const { A: { length } } = res": "const { B: { length } } = res",
    "const { length: n } = res.A": "const { length: n } = res.B",
    "const { 'A': a } = res": "const { 'B': a } = res",
    "const { ['A']: a } = res": "const { B: a } = res",
    "const own = res; use(own.A)": "const own = res; use(own.B)",
    "const { A, ...rest } = res": None,
    "use({ ...res })": None,
    "use(res[name])": None,
}
"""From `apFilePaths` (A) to `tempFilePaths` (B); None where it cannot be done in place."""

LISTED = {
    "use(res.A)": "use(res.B[0])",
    "use(res?.A)": "use(res?.B[0])",
    "use(res['A'])": "use(res.B[0])",
    "use((res as any).A)": "use((res as any).B[0])",
    "use(res!.A)": "use(res!.B[0])",
    "use(res.A.length)": "use(res.B[0].length)",
    "const { A } = res": "const { B: [A] } = res",
    "const { A: a } = res": "const { B: [a] } = res",
    "const { A: a = 1 } = res": "const { B: [a = 1] } = res",
    "const { A: { length } } = res": "const { B: [{ length }] } = res",
    "const { A: a, ...rest } = res": None,
}
"""From `tempFilePath` (A) to the only entry of the list `apFilePaths` (B)."""

MEMBERS = {
    "use(res.L[0].A)": "use(res.L[0].B)",
    "use(res?.L?.[0]?.A)": "use(res?.L?.[0]?.B)",
    "use(res!.L![0]!.A)": "use(res!.L![0]!.B)",
    "use((res.L)[i].A)": "use((res.L)[i].B)",
    "use(res.L[0]['A'])": "use(res.L[0]['B'])",
    "use(res.L.map(a => a.A))": "use(res.L.map(a => a.B))",
    "for (const { A } of res.L) use(A)": "for (const { B: A } of res.L) use(A)",
    "const { L: [{ A }] } = res": "const { L: [{ B: A }] } = res",
    "const [{ A: a }] = res.L": "const [{ B: a }] = res.L",
    "const [a] = res.L; use(a.A)": "const [a] = res.L; use(a.B)",
}
"""From `tempFilePath` (A) of the entries of a list (L) to their `path` (B)."""


def ported(read: str, write: str, call: str, body: str) -> str | None:
    done = mg.port(call.replace("@", body), read=read, write=write, name="a.ts")
    start, end = (len(part) for part in call.split("@"))
    if done.runtime:
        return None
    rest = done.code[done.code.index("success(res) {") + len("success(res) {") + 1 :]
    assert start
    return rest[: len(rest) - end]


def spelt(text: str, a: str, b: str) -> str:
    return text.replace("A", a).replace("B", b).replace("L", "tempFiles")


@pytest.mark.parametrize("body", NAMED)
def test_a_field_by_another_name(body: str) -> None:
    names = "apFilePaths", "tempFilePaths"
    made = ported("my", "wx", "my.chooseImage({ success(res) { @ } })", spelt(body, *names))
    wanted = NAMED[body]
    assert made == (None if wanted is None else spelt(wanted, *names))


@pytest.mark.parametrize("body", LISTED)
def test_a_field_that_is_the_only_entry_of_a_list(body: str) -> None:
    names = "tempFilePath", "apFilePaths"
    made = ported("wx", "my", "wx.compressImage({ success(res) { @ } })", spelt(body, *names))
    wanted = LISTED[body]
    assert made == (None if wanted is None else spelt(wanted, *names))


@pytest.mark.parametrize("body", MEMBERS)
def test_a_field_of_entries_by_another_name(body: str) -> None:
    call = "wx.chooseMedia({ mediaType: ['image'], success(res) { @ } })"
    made = ported("wx", "my", call, spelt(body, "tempFilePath", "path"))
    assert made == spelt(MEMBERS[body], "tempFilePath", "path")
