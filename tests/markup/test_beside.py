"""What the script beside a template tells of its handlers and of its data."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.common.pair import pair
from mediaglot.adapters.source.markup.scripts import PARENT, Beside

PAIR = pair("wx", "my")

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
    page = beside(code.replace("Page({", "Page({ data: { a: [], ab: 1, b: 2, c: 3 },"))
    assert {path: page.sets(path, PAIR) for path in SETS[code]} == SETS[code]


FILLED = {
    "Page({ data: { a: 1 }, go() {} })": {"a": set(), "a.b": set(), "b": None},
    "make({ data: { a: 1 }, go() {} })": {"a": set()},
    "Page({ data: { a: 1 }, go() { this.setData({ b: 1 }) } })": {"a": set(), "b": {"go"}},
    "Page({ data: { a: 1 }, go() { this.setData(b) } })": {"a": None},
    "Component({ properties: { a: String }, data: { b: 1 } })": {"a": {PARENT}, "b": set(), "c": None},
    "Component({ properties: { a: String }, methods: { go() { this.setData({ a: 1 }) } } })":
        {"a": {PARENT, "go"}},
    "Page({ data: make() })": {"a": None},
    "Page({ ...own })": {"a": None},
    "Page({ data: {} }); Page({ data: { a: 1 } })": {"a": None},
}  # fmt: skip


@pytest.mark.parametrize("code", FILLED)
def test_who_fills_what_no_call_sets(code: str) -> None:
    assert {path: beside(code).sets(path, PAIR) for path in FILLED[code]} == FILLED[code]


BROUGHT = {
    "export function put(page, a) { page.setData({ a }) }": {"a": {"put"}, "b": set()},
    "module.exports = { data: {}, put(a) { this.setData({ a }) } }": {"a": {"put"}},
    "module.exports = Behavior({ methods: { put(a) { const that = this; that.setData({ a }) } } })":
        {"a": {"put"}},
    "exports.show = (page, what) => page.setData(what)": {"a": None},
    "exports.show = (page, what) => page.selectComponent('#toast').setData(what)": {"a": set()},
    "exports.show = (what) => { const toast = find(); toast.setData(what) }": {"a": set()},
    "Component({ methods: { show(what) { this.setData(what) } } })": {"a": set()},
}  # fmt: skip


@pytest.mark.parametrize("code", BROUGHT)
def test_scripts_that_are_brought_set_data_too(code: str) -> None:
    own = b"Page({ data: { a: 1, b: 2 } })"
    page = Beside(own, "typescript", lambda: [beside(code)])
    assert {path: page.sets(path, PAIR) for path in BROUGHT[code]} == BROUGHT[code]


def test_what_a_function_calls() -> None:
    script = beside("Page({ go() { run(() => this.put(1)) }, other() { take(this.put) } })")
    assert script.calls("go", {"put"})
    assert script.calls("go", {"run"})
    assert not script.calls("other", {"put"})
    assert not script.calls("none", {"put"})


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


@pytest.mark.parametrize(
    ("code", "reads"),
    [
        ("export const at = (e) => e.detail.source", True),
        ("export const at = (e) => e.detail?.source", True),
        ("export const at = (e) => { const { current, source } = e.detail; return source }", True),
        ("export const at = ({ detail: { source } }) => source", True),
        ("export const at = (e) => e.source", False),
        ("export const at = ({ source }) => source", False),
        ("export const at = (e) => e.detail.sourceMap", False),
    ],
)
def test_what_scripts_that_are_brought_read_of_events(code: str, reads: bool) -> None:
    assert Beside(b"Page({})", "typescript", lambda: [beside(code)]).reads("source") is reads
