"""Handlers that stand elsewhere than in the call: what the target lacks is told there, too."""

from __future__ import annotations

import mediaglot as mg
import pytest


def lost(code: str, read: str = "wx", write: str = "my") -> list[str]:
    """The fields that are told to be lost, by their places in the code."""
    found = mg.port(code, read=read, write=write).diagnostics
    return [f"{item.place} {item.message}" for item in found if item.code == "MG512"]


@pytest.mark.parametrize(
    ("code", "column"),
    [
        ("function ok(r) { use(r.speed) } wx.getLocation({ success: ok })", 22),
        ("wx.getLocation({ success: ok }); const ok = (r) => use(r.speed)", 56),
        ("const o = { success(r) { use(r.speed) } }; wx.getLocation(o)", 30),
        ("wx.getLocation({ ...o, success: ok }); function ok({ speed }) { use(speed) }", 54),
        ("const f = (r) => use(r.speed); wx.getLocation(Object.assign({}, d, { success: f }))", 22),
        ("Page({ ok(r) { use(r.speed) }, go() { wx.getLocation({ success: this.ok }) } })", 20),
        (
            "Page({ ok: (r) => r.speed, go() { wx.getLocation({ success: me.ok.bind(me) }) } })",
            19,
        ),
        ("class A { ok(r) { use(r.speed) } go() { wx.getLocation({ success: this.ok }) } }", 23),
        ("class A { ok = (r) => use(r.speed); go() { wx.getLocation({ success: this.ok }) } }", 27),
        ("function ok(r) { use(r.speed) } wx.getLocation().then(ok)", 22),
        ("wx.getLocation({ success: (r) => show(1, r) }); const show = (n, r) => r.speed", 72),
        (
            "Page({ got(r) { r.speed }, go() { wx.getLocation({ success: (r) => me.got(r) }) } })",
            17,
        ),
        ("function a(r) { b(r); a(r) } const b = (r) => r.speed; wx.getLocation({success: a})", 47),
    ],
)  # fmt: skip
def test_a_handler_is_found_by_its_name(code: str, column: int) -> None:
    (told,) = lost(code)
    assert told == f"code.js:1:{column} the target's result has no speed"


def test_other_vendors_families_and_forms() -> None:
    heard = (
        "wx.onNetworkStatusChange(heard); function heard(r) { use(r.isConnected, r.networkType) }"
    )
    assert lost(heard) == []
    taken = "const o = { type: 1, success(r) { use(r.city) } }; my.getLocation(o)"
    assert lost(taken, "my", "tt") == ["code.js:1:39 the target's result has no city"]
    got = "function got(r) { use(r.tempFiles[0].thumbTempFilePath) }"
    picked = f"const o = {{ success: got }}; {got} wx.chooseMedia(o)"
    (told,) = lost(picked)
    assert told.endswith("the target's result has no tempFiles[].thumbTempFilePath")


def test_a_handler_of_several_calls_is_told_of_once() -> None:
    call = "wx.getLocation({ success: ok });"
    code = f"const ok = (r) => use(r.speed); {call} {call}"
    assert len(lost(code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "let ok = (r) => use(r.speed); ok = other; wx.getLocation({ success: ok })",
        "function ok() { use(arguments[0].speed) } wx.getLocation({ success: ok })",
        "wx.getLocation({ success: ok() }); function ok() { return (r) => use(r.speed) }",
        "wx.getLocation({ success: (r) => show(...r) }); function show(a) { use(a.speed) }",
        "wx.getLocation({ success: this.speed })",
        "function show(r) { show(r) } wx.getLocation({ success: show })",
    ],
)
def test_what_is_out_of_sight_is_not_guessed(code: str) -> None:
    assert lost(code) == []
