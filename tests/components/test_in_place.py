"""Data of a page that it changes in place, where the target's pages share what is nested in it: each
page then makes data of its own."""

from __future__ import annotations

import mediaglot as mg
import pytest

CHANGING = "add() { this.data.list.push(1) }"
NESTED = """\
{ list: [] }
{ a: {} }
{ a: x }
{ a }
{ a: 1, /* why */ b: [] }
{ ...x }
{ a: f() }
{ a: -1 }
"""
PLAIN = """\
{}
{ a: 1, b: '', c: true, d: false, e: null, f: undefined, g: `x` }
{ /* why */ a: 1 }
{ a: ('b') }
"""
CHANGES = """\
this.data.list.push(1)
that.data.list[0].on = true
this.data.count += 1
this.data.count++
this.data['list'].sort()
const list = this.data.list; list.push(1)
const { list } = this.data; list.push(1)
"""
LEAVES = """\
this.setData({ list: [1] })
use(this.data.list)
if (this.data.list == 1) use()
data.list.push(1)
this.list.push(1)
const a = this.list
"""
OWN = "data() {\n  return "


def ported(code: str, write: str = "my") -> str:
    return mg.port(code, read="wx", write=write, name="a.js").code


@pytest.mark.parametrize("data", NESTED.splitlines())
def test_what_may_be_shared_is_made_anew(data: str) -> None:
    code = f"Page({{ data: {data}, {CHANGING} }})"
    assert ported(code) == code.replace("data: ", OWN, 1).replace(data, f"{data}\n}}", 1)


@pytest.mark.parametrize("data", PLAIN.splitlines())
def test_what_nobody_can_share_stays(data: str) -> None:
    code = f"Page({{ data: {data}, {CHANGING} }})"
    assert ported(code) == code


@pytest.mark.parametrize("code", CHANGES.splitlines())
def test_a_change_in_place(code: str) -> None:
    assert OWN in ported(f"Page({{ data: {{ list: [] }}, go() {{ {code} }} }})")


@pytest.mark.parametrize("code", LEAVES.splitlines())
def test_no_change_in_place(code: str) -> None:
    whole = f"Page({{ data: {{ list: [] }}, go() {{ {code} }} }})"
    assert ported(whole) == whole


@pytest.mark.parametrize(
    "code",
    [
        f"Component({{ data: {{ list: [] }}, methods: {{ {CHANGING} }} }})",
        f"Page({{ data() {{ return {{ list: [] }} }}, {CHANGING} }})",
        f"Page({{ data: make(), {CHANGING} }})",
        f"Page({{ {CHANGING} }})",
        f"App({{ data: {{ list: [] }}, {CHANGING} }})",
        f"const o = {{ data: {{ list: [] }}, {CHANGING} }}; use(o)",
    ],
)
def test_of_pages_alone_whose_data_are_in_sight(code: str) -> None:
    assert OWN not in ported(code)


def test_where_both_copy_or_the_target_does() -> None:
    code = f"Page({{ data: {{ list: [] }}, {CHANGING} }})"
    assert ported(code, "tt") == code


@pytest.mark.parametrize(
    ("code", "made"),
    [
        ("Page({\n  data: {\n    list: [],\n  },\n  X\n})",
         "Page({\n  data() {\n    return {\n    list: [],\n  }\n  },\n  X\n})"),
        ("Page({\n\tdata: { list: [] },\n\tX\n})",
         "Page({\n\tdata() {\n\t\treturn { list: [] }\n\t},\n\tX\n})"),
        ("Page({\r\n  data: { list: [] },\r\n  X\r\n})",
         "Page({\r\n  data() {\r\n    return { list: [] }\r\n  },\r\n  X\r\n})"),
        ("Page({ 'data': { list: [] }, X })", "Page({ 'data'() {\n  return { list: [] }\n}, X })"),
    ],
)  # fmt: skip
def test_it_is_laid_out_as_what_stands_around_it(code: str, made: str) -> None:
    assert ported(code.replace("X", CHANGING)) == made.replace("X", CHANGING)


SETS = """\
this.setData({ a: 1 })
that.setData({ 'a.b': 1 })
this.setData({ 'a[0]': 1 })
this.setData({ b: 1, ['a']: 2 })
use(setData); this.setData; this.setData({ a: 1 })
"""
SETS_OTHERS = """\
setData({ a: 1 })
this.setData(a)
this.setData({ b: 1, 'b.a': 2 })
this.setData({ [a]: 1 })
this.setData()
use(this.setData, { a: 1 })
this.setOther({ a: 1 })
"""


def told(code: str) -> list[str]:
    code = f"properties: {{ a: {{ type: String, value: '' }} }}, methods: {{ go() {{ {code} }} }}"
    done = mg.port(f"Component({{ {code} }})", read="wx", write="my", name="a.js")
    return [item.code for item in done.findings]


@pytest.mark.parametrize("code", SETS.splitlines())
def test_a_component_that_sets_what_it_is_given(code: str) -> None:
    assert told(code) == ["MG544"]


@pytest.mark.parametrize("code", SETS_OTHERS.splitlines())
def test_a_component_that_sets_its_own(code: str) -> None:
    assert told(code) == []
