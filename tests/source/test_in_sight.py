"""Calls whose options are not all written in them, and calls without any: what is told, what is
written, and what is refused."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.script.options.in_sight import in_sight
from mediaglot.adapters.source.script.properties import Property
from mediaglot.adapters.source.syntax.parsed import Script, arguments_of, parse
from mediaglot.adapters.source.tree.code import port_code

LEFT = "left out, destWidth is the width of the part on Feishu"


@pytest.mark.parametrize("style", ["native", "runtime"])
@pytest.mark.parametrize(
    ("call", "at"),
    [
        ("wx.canvasToTempFilePath({ canvasId: 'c' }, this)", "wx"),
        ("wx.canvasToTempFilePath(options)", "options"),
        ("wx.canvasToTempFilePath({ ...base, canvasId: 'c' })", "...base"),
        ("wx.canvasToTempFilePath({ canvasId: 'c', [key]: 1 })", "[key]"),
        ("wx.canvasToTempFilePath(made(), this)", "made()"),
    ],
)
def test_what_stands_for_an_option_that_is_left_out_is_told(call: str, at: str, style: str) -> None:
    """Where the options are in sight and where they are not, at the place that gives them."""
    told = [
        item for item in port_code(call, read="wx", write="tt", style=style).findings
        if item.diagnostic.message.startswith(LEFT)
    ]  # fmt: skip
    assert [(item.line, item.column) for item in told] == [(1, call.index(at) + 1)]
    assert told[0].diagnostic.severity == "info"


def told(code: str, write: str) -> list[str]:
    """What is told of options."""
    found = port_code(code, read="wx", write=write).findings
    return [
        item.diagnostic.message
        for item in found
        if item.code.startswith("MG1") and item.code != "MG101"
    ]


@pytest.mark.parametrize(
    ("given", "write", "says"),
    [
        # what is written somewhere else is weighed as if it stood in the call
        ("const o = { duration: 300000 }; r.start(o)", "my", ["duration: 300000 became 180000"]),
        ("r.start({ ...{ duration: 300000 }, sampleRate: 8000 })", "my", ["duration: 300000"]),
        ("r.start(Object.assign({ duration: 300000 }, more))", "my", ["duration: 300000"]),
        ("const o = { format: 'mp3' }; r.start(o)", "tt", ["format: Feishu does not offer"]),
        # the later one counts
        ("r.start({ ...{ duration: 300000 }, ...{ duration: 5 } })", "my", []),
        # what is changed elsewhere is not known
        ("let o = { duration: 300000 }; o = made(); r.start(o)", "my", []),
    ],
)
def test_options_that_are_written_elsewhere_are_weighed(
    given: str, write: str, says: list[str]
) -> None:
    found = told(f"const r = wx.getRecorderManager(); {given}", write)
    assert len(found) == len(says)
    assert all(text.startswith(wanted) for text, wanted in zip(found, says, strict=True))


def test_what_may_be_said_out_of_sight_is_not_missing() -> None:
    assert told("wx.openDocument(options)", "my") == []
    assert told("wx.openDocument({})", "my") != []


@pytest.mark.parametrize(
    ("call", "given"),
    [
        ("wx.getRecorderManager().start()", "{ numberOfChannels: 2 }"),
        ("wx.getRecorderManager().start({})", "{ numberOfChannels: 2 }"),
        ("const r = wx.getRecorderManager(); r.start()", "{ numberOfChannels: 2 }"),
        ("wx.getRecorderManager().pause()", ""),
        ("wx.chooseImage()", "{ count: 9 }"),
        ("wx.createCameraContext('c').takePhoto()", "{ quality: 'normal' }"),
    ],
)
def test_a_call_without_arguments_has_its_defaults(call: str, given: str) -> None:
    native = call.replace("wx.", "my.").rpartition("(")[0] + f"({given})"
    assert port_code(call, read="wx", write="my").code == native


def test_the_defaults_of_a_factory_without_arguments() -> None:
    done = port_code("my.createOffscreenCanvas()", read="my", write="wx")
    assert done.code == port_code("my.createOffscreenCanvas({})", read="my", write="wx").code


SUBJECT = "without canvasId nothing says what the call is about"


@pytest.mark.parametrize("style", ["native", "runtime"])
@pytest.mark.parametrize("write", ["tt", "douyin", "ascf", "swan"])
@pytest.mark.parametrize(
    ("code", "at"),
    [
        ("wx.canvasToTempFilePath({ canvas: it })", "canvas: it"),
        ("wx.canvasToTempFilePath({ canvas }, this)", "canvas }"),
        ("const o = { canvas: it }; wx.canvasToTempFilePath(o)", "canvas: it"),
    ],
)
def test_a_call_without_its_subject_is_refused(code: str, at: str, write: str, style: str) -> None:
    """What the picture is of was said, the target has no word for it, and nothing else says it."""
    done = port_code(code, read="wx", write=write, style=style)
    (found,) = [item for item in done.findings if item.code == "MG103"]
    assert SUBJECT in found.diagnostic.message
    assert found.diagnostic.severity == "error"
    assert found.diagnostic.loss == "unsupported"
    assert found.column == code.index(at) + 1
    assert done.verdict == "blocked"
    assert done.code == code


def test_a_subject_that_something_else_says_is_no_loss() -> None:
    both = port_code(
        "wx.canvasToTempFilePath({ canvas: it, canvasId: 'c' })", read="wx", write="tt"
    )
    assert "tt.canvasToTempFilePath({ canvasId: 'c' })" in both.code
    assert {item.diagnostic.severity for item in both.findings if item.code == "MG103"} == {
        "warning"
    }
    perhaps = port_code("wx.canvasToTempFilePath({ canvas: it, ...more })", read="wx", write="tt")
    assert {item.diagnostic.severity for item in perhaps.findings if item.code == "MG103"} == {
        "warning"
    }
    assert perhaps.verdict != "blocked"
    scrolled = port_code("wx.pageScrollTo({ selector: '#a' })", read="wx", write="tt")
    assert scrolled.verdict == "blocked"
    assert (
        port_code("wx.pageScrollTo({ scrollTop: 1 })", read="wx", write="tt").verdict == "complete"
    )


@pytest.mark.parametrize(
    ("code", "sight"),
    [
        ("ASK({ a: 1, b })", "a=1 b=b, whole"),
        ("ASK({})", "whole"),
        ("ASK({ a: 1, ...{ a: 2, b: 3 } })", "a=2 b=3, whole"),
        ("ASK({ ...{ a: 2, b: 3 }, a: 1 })", "a=1 b=3, whole"),
        ("ASK({ ...{ a: 2 }, a: 1, ...{ a: 3 } })", "a=3, whole"),
        ("ASK({ a: 1, ...x })", "a=1"),
        ("ASK({ a: 1, [x]: 2 })", "a=1"),
        ("ASK(({ a: 1 } as any))", "a=1, whole"),
        ("ASK(x)", "nothing"),
        ("ASK(x ? { a: 1 } : { b: 2 })", "nothing"),
        ("ASK(f({ a: 1 }))", "nothing"),
        ("ASK(Object.assign({}, { a: 1 }, { b: 2, a: 3 }))", "a=3 b=2, whole"),
        ("ASK(Object.assign({ a: 1 }, x))", "a=1"),
        ("ASK(Object.create({ a: 1 }))", "nothing"),
        ("const o = { a: 1 }; ASK(o)", "a=1, whole"),
        ("const o = { a: 1 }; ASK({ ...o, b: 2 })", "a=1 b=2, whole"),
        ("let o = { a: 1 }; ASK(o)", "a=1, whole"),
        ("let o = { a: 1 }; o = x; ASK(o)", "nothing"),
        ("const o = f(); ASK(o)", "nothing"),
        ("const { o } = x; ASK(o)", "nothing"),
        ("import o from 'o'; ASK(o)", "nothing"),
        ("const o = { a: 1 }; o.b = 2; ASK(o)", "a=1, set b"),
        ("const o = { a: 1 }; o['b'] = 2; (o).c = 3; ASK(o)", "a=1, set b c"),
        ("const o = { a: 1 }; o[x] = 2; ASK(o)", "a=1"),
        ("const o = { a: 1 }; o.b.c = 2; ASK(o)", "a=1, whole"),
        ("const o = { a: 1 }; x.o = 2; use(o.a); ASK(o)", "a=1, whole"),
        ("const o = { a: 1 }; use(o); ASK(o)", "a=1"),
        ("const o = { a: 1 }; delete o.a; ASK(o)", "a=1"),
        ("const o = { ...p }, p = { ...o, a: 1 }; ASK(o)", "a=1"),
        ("const a = { ...b }, b = { ...c }, c = { d: 1 }; ASK(a)", "nothing"),
    ],
)
def test_what_is_in_sight(code: str, sight: str) -> None:
    script = parse(code.encode(), code.encode(), 0, "typescript")
    start = code.index("ASK(")
    chain = script.chain(start, start + 3)
    call = next(node for node in reversed(chain) if node.type == "call_expression")
    found = in_sight(script, arguments_of(call)[0])
    said = [" ".join(f"{item.name}={value_of(script, item)}" for item in found.entries)]
    said += ["whole"] * found.whole
    said += [f"set {' '.join(sorted(found.set))}"] * bool(found.set)
    assert (", ".join(filter(None, said)) or "nothing") == sight


def value_of(script: Script, item: Property) -> str:
    assert item.value is not None
    return script.at(item.value).decode()
