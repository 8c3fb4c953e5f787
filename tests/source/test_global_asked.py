"""What becomes of code that asks whether the source's global, or a member of it, is there."""

from __future__ import annotations

import mediaglot as mg
import pytest

THERE, GONE = "typeof wx !== 'undefined'", "typeof wx === 'undefined'"

ASKED = {
    "if (wx) f()": f"if ({THERE}) f()",
    "if (!wx) f()": f"if ({GONE}) f()",
    "if ((wx)) f()": f"if (({THERE})) f()",
    "if (wx as any) f()": f"if (({THERE}) as any) f()",
    "use(wx ? 1 : 2)": f"use({THERE} ? 1 : 2)",
    "const a = wx && b": f"const a = {THERE} && b",
    "while (wx) f()": f"while ({THERE}) f()",
    "use(!!wx)": f"use(!({GONE}))",
    "Boolean(wx)": f"Boolean({THERE})",
    "if (wx === undefined) f()": f"if ({GONE}) f()",
    "if (null == wx) f()": f"if ({GONE}) f()",
    "if (wx != null) f()": f"if ({THERE}) f()",
    "if (void 0 !== wx) f()": f"if ({THERE}) f()",
    "if (typeof wx !== 'undefined') f()": f"if ({THERE}) f()",
    "if ('undefined' === typeof wx) f()": "if ('undefined' === typeof wx) f()",
    "if (typeof wx === 'object') f()": "if (typeof wx === 'object') f()",
}
NO_TEST = """\
if (wx == 1) f()
if (wx === x) f()
"""
MEMBERS = """\
if (wx.chooseImage) f()
if (!wx.chooseImage) f()
if (wx.chooseImage && x) f()
use(wx.chooseImage ? 1 : 2)
use(!!wx.chooseImage)
if (wx.chooseImage === undefined) f()
if (null != wx.chooseImage) f()
if (typeof wx.chooseImage === 'function') f()
if ('undefined' !== typeof wx.chooseImage) f()
if (typeof (wx.chooseImage) === 'function') f()
"""
ELSEWHERE = """\
use(wx || 1)
if (wx > 1) f()
use(wx)
use(wx, wx === null ? 1 : 2)
"""


def ported(code: str) -> tuple[str, list[str]]:
    done = mg.port(code, read="wx", write="my", name="a.ts")
    return done.code, [item.code for item in done.findings]


@pytest.mark.parametrize("code", ASKED)
def test_a_test_of_the_global_breaks_nothing_where_there_is_none(code: str) -> None:
    assert ported(code) == (ASKED[code], ["MG526"])


@pytest.mark.parametrize("code", NO_TEST.splitlines())
def test_what_asks_for_something_else_is_told(code: str) -> None:
    assert ported(code) == (code, ["MG526", "MG528"])


@pytest.mark.parametrize("code", MEMBERS.splitlines())
def test_a_test_of_a_member_asks_the_target(code: str) -> None:
    assert ported(code) == (code.replace("wx.", "my."), ["MG520"])


@pytest.mark.parametrize("code", ELSEWHERE.splitlines())
def test_what_takes_the_global_gets_the_runtime(code: str) -> None:
    made, told = ported(code)
    assert made == f"import {{ wx }} from './mediaglot-runtime'\n{code}"
    assert told[0] == "MG502"
