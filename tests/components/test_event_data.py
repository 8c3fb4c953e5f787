"""Whose data the target of an event has, and how the types of events are spelt, in handlers.

`target.dataset` is of the node that was hit on one, of the node that has the handler on the other,
which has that of the hit node as `targetDataset`.
"""

from __future__ import annotations

import mediaglot as mg
import pytest

HIT = {
    "use(e.target.A.x)": "use(e.target.B.x)",
    "use(e.target?.A?.x)": "use(e.target?.B?.x)",
    "use(e['target'].A)": "use(e['target'].B)",
    "use((e.target).A)": "use((e.target).B)",
    "use((e.target as any).A)": "use((e.target as any).B)",
    "use((e as any).target.A)": "use((e as any).target.B)",
    "use(e!.target!.A)": "use(e!.target!.B)",
    "const { target } = e; use(target.A)": "const { target } = e; use(target.B)",
    "const { target: t } = e; use(t.A)": "const { target: t } = e; use(t.B)",
    "const { target: t } = e as any; use(t.A)": "const { target: t } = e as any; use(t.B)",
    "const { target: { A } } = e": "const { target: { B: A } } = e",
    "const { target: { A: d } } = e": "const { target: { B: d } } = e",
    "const { target: { A: d = {} } } = e": "const { target: { B: d = {} } } = e",
    "const { target: { A = {} } } = e": "const { target: { B: A = {} } } = e",
    "const { target: { id, A: { x } } } = e": "const { target: { id, B: { x } } } = e",
    "const { A } = e.target": "const { B: A } = e.target",
    "const { id, A: { x } } = e.target as any": "const { id, B: { x } } = e.target as any",
    "const t = e.target; use(t.A)": "const t = e.target; use(t.B)",
    "const t = (e.target); const { A } = t": "const t = (e.target); const { B: A } = t",
}
"""From `A`, the data of the hit node, to `B`."""

APART = """\
use(e.target['dataset'])
let t = e.target; t = x; use(t.dataset)
const t = e.target; use(t['dataset'])
use(e.detail.target.dataset)
const { detail: { target } } = e; use(target.dataset)
const { target } = e.detail; use(target.dataset)
const read = (node) => node.dataset.id; use(read(e.target))
"""
SAME = """\
use(e.target.id)
use(e.currentTarget.dataset)
use(f(e.target).dataset)
use(e.detail.target.id)
use(read(e.target))
console.log(e.target); use(e.detail.dataset)
use(target.dataset)
const { currentTarget: { dataset } } = e
const { detail: t } = e; use(t.dataset)
"""
TYPES = {
    "if (e.type === 'touchstart') use()": True,
    "if ('touchstart' == e.type) use()": True,
    "if ((e.type as any) !== 'touchstart') use()": True,
    "use(e.type != ('touchstart'))": True,
    "switch (e.type) { case 'touchstart': use(); break; default: use(2) }": True,
    "switch ((e.type)) { case x: case 'touchstart': use() }": True,
    "const { type } = e; if (type == 'touchstart') use()": True,
    "const { type: t } = e; switch (t) { case 'touchstart': use() }": True,
    "const t = e.type; if (t === 'touchstart') use()": True,
    "const t = e.type, s = t; if (s === 'touchstart') use()": True,
    "let t = e.type; t = x; if (t === 'touchstart') use()": False,
    "switch (x) { case 'touchstart': use((e.type)) }": False,
    "use(e.type + 'touchstart')": False,
    "use(e.type > 'touchstart')": False,
    "use(e.kind === 'touchstart')": False,
    "use(e.detail.type === 'touchstart')": False,
    "use(type === 'touchstart')": False,
}
"""Whether the text is spelt as the target does."""


def ported(read: str, write: str, body: str) -> tuple[str, list[str]]:
    start, end = "Page({ go(e) { ", " } })"
    done = mg.port(f"{start}{body}{end}", read=read, write=write, name="a.ts")
    assert done.code.startswith(start)
    return done.code[len(start) : -len(end)], [item.code for item in done.findings]


def spelt(text: str, a: str, b: str) -> str:
    return text.replace("A", a).replace("B", b)


@pytest.mark.parametrize("body", HIT)
def test_data_of_the_hit_node(body: str) -> None:
    here, there = "dataset", "targetDataset"
    assert ported("wx", "my", spelt(body, here, there)) == (spelt(HIT[body], here, there), [])
    assert ported("my", "wx", spelt(body, there, here)) == (spelt(HIT[body], there, here), [])
    assert ported("wx", "tt", spelt(body, here, there)) == (spelt(body, here, there), [])


@pytest.mark.parametrize("body", HIT)
def test_data_that_may_be_ported_already(body: str) -> None:
    body = spelt(body, "dataset", "targetDataset")
    assert ported("my", "wx", body) == (body, ["MG545"])


@pytest.mark.parametrize("body", APART.splitlines())
def test_data_that_cannot_be_told_apart(body: str) -> None:
    assert ported("wx", "my", body) == (body, ["MG545"])


@pytest.mark.parametrize("body", SAME.splitlines())
def test_other_data(body: str) -> None:
    assert ported("wx", "my", body) == (body, [])
    assert ported("my", "wx", body) == (body, [])


@pytest.mark.parametrize("body", TYPES)
def test_types_of_events(body: str) -> None:
    made = body.replace("touchstart", "touchStart") if TYPES[body] else body
    assert ported("wx", "my", body) == (made, [])


@pytest.mark.parametrize(
    ("head", "finds"),
    [("e", True), ("e = {}", True), ("e: any", True), ("{ target }", True), ("{ target } = {}", True),
     ("x, e", True), ("", True), ("...e", True), ("x, { target }", True)],
)  # fmt: skip
def test_nothing_but_an_event_has_a_target_with_data(head: str, finds: bool) -> None:
    of = "target" if "target }" in head else "e.target"
    code = f"Page({{ go({head}) {{ use({of}.dataset) }} }})"
    done = mg.port(code, read="wx", write="my", name="a.ts")
    assert ("targetDataset" in done.code) is finds
