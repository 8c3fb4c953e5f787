"""What the script beside a template tells of its handlers and of its data."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.scripts import Beside

SETS = {
    "Page({ go() { this.setData({ a: 1 }) } })": {"a": {"go"}, "b": set(), "a.b": {"go"}},
    "Page({ go() { this.setData({ a }) } })": {"a": {"go"}, "b": set()},
    "Page({ go: () => { that.setData({ 'a.b': 1 }) } })":
        {"a": {"go"}, "a.b": {"go"}, "a.c": set(), "a.b[0]": {"go"}},
    "Page({ go() { this.setData({ 'a[0].b': 1 }) } })":
        {"a": {"go"}, "a[0]": {"go"}, "a[1]": set(), "ab": set()},
    "Page({ go() { this.setData({ [`a[${i}].b`]: 1 }) } })": {"a": {"go"}, "b": set()},
    "Page({ go() { this.setData({ ['a.' + b]: 1 }) } })": {"a": {"go"}, "b": set()},
    "Page({ go() { this.setData({ [a]: 1 }) } })": {"a": None, "b": None},
    "Page({ go() { this.setData({ [`${a}`]: 1 }) } })": {"a": None},
    "Page({ go() { this.setData({ ...a }) } })": {"a": None},
    "Page({ go() { this.setData(a) } })": {"a": None},
    "Page({ go() { this.setData() } })": {"a": None},
    "Page({ go() { this.setData({ /* why */ b: 1 }) } })": {"a": set(), "b": {"go"}},
    "Page({ go() { this.setData(({ a: 1 })) } })": {"a": {"go"}},
    "Page({ go() { f(() => { this.setData({ a: 1 }) }) } })": {"a": {"go"}},
    "Page({ go: function () { this.setData({ a: 1 }) }, on() { x.setData({ a: 2 }) } })":
        {"a": {"go", "on"}},
    "function go() { this.setData({ a: 1 }) }": {"a": {"go"}},
    "this.setData({ a: 1 })": {"a": {""}},
    "Page({ go() { setData({ a: 1 }); use(this.setData); this.set({ a: 1 }) } })": {"a": set()},
    "Page({ go() {} })": {"a": set()},
}  # fmt: skip


def beside(code: str) -> Beside:
    return Beside(code.encode(), "typescript")


@pytest.mark.parametrize("code", SETS)
def test_who_sets_a_path_of_the_data(code: str) -> None:
    assert {path: beside(code).sets(path) for path in SETS[code]} == SETS[code]


@pytest.mark.parametrize(
    ("code", "gives"),
    [
        ("Page({ go() { return 1 } })", True),
        ("Page({ go() { if (x) { return x } } })", True),
        ("Page({ go: () => 1 })", True),
        ("Page({ go: function () { return 1 } })", True),
        ("function go() { return 1 }", True),
        ("Page({ go() {} })", False),
        ("Page({ go() { return } })", False),
        ("Page({ go() { f(() => { return 1 }) } })", False),
        ("Page({ go() { f(() => 1) } })", False),
        ("Page({ on() { return 1 }, go() {} })", False),
        ("Page({ 'go': () => { return 1 } })", True),
        ("go: 1", False),
        ("Page({ on() { return 1 } })", False),
    ],
)
def test_whether_a_function_gives_something_back(code: str, gives: bool) -> None:
    assert beside(code).gives_back("go") is gives


@pytest.mark.parametrize(
    ("code", "has"),
    [
        ("Page({ go() {} })", True),
        ("Page({ go: f })", True),
        ("Page({ on() {} })", False),
        ("Page({ on() { use('go') } })", False),
        ("Page({ ...more })", True),
        ("Page(more)", True),
        ("Page({ [`go`]() {} })", True),
        ("Page({ on() {} }); use([a])", False),
        ("Component({ methods: { go() {} } })", True),
        ("Component({ methods: { on() {} } })", False),
        ("const more = { on() {} }; Page(more)", False),
        ("Page(make({ on() {} }))", True),
        ("import more from './more'; Page({ on() {}, ...more })", True),
        ("Component({ behaviors: [b], methods: { on() {} } })", True),
        ("Component({ methods: { ...more } })", True),
        ("", False),
    ],
)
def test_whether_there_may_be_a_handler(code: str, has: bool) -> None:
    assert beside(code).may_have("go", pair("wx", "my")) is has


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("use(e.value)", True),
        ("use(e . value)", True),
        ("const { value } = e", True),
        ("const { a, value: b } = e", True),
        ("const { value = 1 } = e", True),
        ("use(e.values)", False),
        ("use(value)", False),
        ("use(e['value'])", False),
        ("use(value, e.a)", False),
    ],
)
def test_whether_a_field_is_read(code: str, reads: bool) -> None:
    assert beside(code).reads("value") is reads


def test_names_are_whole_words() -> None:
    assert beside("use(go)").mentions("go")
    assert beside("'go'").mentions("go")
    for code in ("use(gone)", "use($go)", "use(go_)", "use(ego)"):
        assert not beside(code).mentions("go")


def test_what_cannot_be_parsed_may_have_any_handler() -> None:
    wide = Beside("Page({ go() { this.setData({ a: 1 }) } })".encode("utf-16"), "javascript")
    assert wide.may_have("other", pair("wx", "my"))
    assert not wide.gives_back("go")
