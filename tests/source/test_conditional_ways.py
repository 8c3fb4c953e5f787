"""Calls that the target does for some options alone: what is computed is told, and weighs."""

from __future__ import annotations

import mediaglot as mg
import pytest

GIVEN = "what it is given decides whether it can be called: "


@pytest.mark.parametrize(
    "code",
    [
        "wx.previewMedia({ sources: list, current: i })",
        "wx.previewMedia({ sources: list.map((it) => ({ url: it.u, type: it.t })) })",
        "wx.previewMedia({ sources: list.map((it) => ({ ...it })) })",
        "wx.previewMedia({ sources: list.map((it) => ({ url: it, type: 'video' })) })",
        "wx.previewMedia({ sources: list.map((it) => it) })",
        "wx.previewMedia({ sources: list.map(one) })",
        "wx.previewMedia({ sources: list.map(async (it) => ({ url: it })) })",
        "wx.previewMedia({ sources: list.map(it => { if (it) return { url: it }; return it }) })",
        "wx.previewMedia({ sources: list.map(it => { if (it) return { url: it } }) })",
        "wx.previewMedia({ sources: list.filter((it) => ({ url: it })) })",
        "const all = list.map(u => ({ url: u })); add(all); wx.previewMedia({ sources: all })",
        "wx.previewMedia({ sources: [{ url: u, type: t }] })",
        "wx.previewMedia(options)",
        "wx.previewMedia({ sources: [{ url, type }] })",
        "wx.previewMedia({ sources: [{ url, ...more }] })",
        "const show = wx.previewMedia",
    ],
)
@pytest.mark.parametrize("write", ["my", "tt", "swan", "douyin"])
def test_a_call_that_may_not_be_possible_is_told(code: str, write: str) -> None:
    out = mg.port(code, read="wx", write=write)
    told = [item for item in out.diagnostics if item.code == "MG401"]
    assert [(item.severity, item.loss) for item in told] == [("warning", "unknown")]
    assert told[0].message.startswith(GIVEN)
    assert not out.lossless


@pytest.mark.parametrize(
    ("read", "write", "code"),
    [
        ("wx", "my", "wx.previewMedia({ sources: [{ url: u }, { url: v, type: 'image' }] })"),
        ("wx", "my", "wx.previewMedia({ sources: [{ url: u }], fail: failed })"),
        ("wx", "my", "wx.previewMedia({ sources: [{ url, type: 'image' }, { url: u /* b */ }] })"),
        ("wx", "my", "wx.previewMedia({ sources: list.map((it) => ({ url: it })) })"),
        ("wx", "my", "wx.previewMedia({ sources: list.map(url => ({ url, type: 'image' })) })"),
        ("wx", "tt", "wx.previewMedia({ sources: a.map(function (it) { return { url: it } }) })"),
        ("wx", "tt", "const all = a.map(u => ({ url: u })); wx.previewMedia({ sources: all })"),
        ("wx", "my", "wx.previewMedia({ sources: a.map(it => { log(); return { url: it } }) })"),
        ("my", "wx", "my.setNavigationBar({ title })"),
    ],
)
def test_one_that_is_known_to_be_possible_is_not(read: str, write: str, code: str) -> None:
    out = mg.port(code, read=read, write=write)
    assert "MG401" not in {item.code for item in out.diagnostics}


def test_one_that_is_known_not_to_be_is_refused() -> None:
    code = "wx.previewMedia({ sources: [{ url, type: 'video' }], fail: failed })"
    out = mg.port(code, read="wx", write="my")
    (told,) = (item for item in out.diagnostics if item.code == "MG401")
    assert (told.code, told.severity, told.loss) == ("MG401", "error", "unsupported")


def test_of_several_options_any_may_decide() -> None:
    out = mg.port("my.setNavigationBar({ title, reset })", read="my", write="wx")
    assert ("MG401", "unknown") in {(item.code, item.loss) for item in out.diagnostics}
