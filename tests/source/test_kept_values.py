"""What is kept by code that the target does not run is not there: nor what asks for it."""

from __future__ import annotations

import mediaglot as mg
import pytest

ON = "onScreenRecordingStateChanged"
OFF = "offScreenRecordingStateChanged"


def given(what: str) -> str:
    """Something is kept where the source's client alone has a function."""
    return f"if (wx.{ON}) {{ {what} = f; wx.{ON}({what}) }}"


def left(code: str) -> list[str]:
    """What throws on the target, by name."""
    out = mg.port(code, read="wx", write="my")
    return [cause.name for cause in out.blockers]


def page(begin: str, end: str, more: str = "") -> str:
    return f"Page({{ onLoad() {{ {begin} }}, onUnload() {{ {end} }}, {more} }})"


@pytest.mark.parametrize(
    "code",
    [
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)"),
        page(given("this.told"), f"if (this.told) {{ wx.{OFF}(f); this.told = null }}"),
        page(given("this.told"), f"if (!this.told) return; wx.{OFF}(this.told)"),
        page(f"this.told = null; {given('this.told')}", f"this.told ? wx.{OFF}(f) : a"),
        page(f"wx.{ON} && (this.told = f, wx.{ON}(f))", f"this.told && wx.{OFF}(this.told)"),
        page(f"this.told = wx.{ON} ? f : undefined", f"this.told && wx.{OFF}(this.told)"),
        "let told\n" + page(given("told"), f"if (told) wx.{OFF}(told)"),
        "let told = null\n" + page(given("told"), f"if (told) {{ wx.{OFF}(f); told = undefined }}"),
        f"var told = false; if (wx.{ON}) told = true; if (told) wx.{OFF}(f)",
        f"class A {{ a() {{ {given('this.told')} }} b() {{ this.told && wx.{OFF}(this.told) }} }}",
    ],
)  # fmt: skip
def test_what_is_never_given_is_never_there(code: str) -> None:
    assert left(code) == []


def asked(more: str) -> str:
    """A page that keeps something so, asks for it, and has more."""
    return page(given("this.told"), f"this.told && wx.{OFF}(this.told)", more)


@pytest.mark.parametrize(
    "code",
    [
        page("this.told = f", f"this.told && wx.{OFF}(this.told)"),
        page(given("this.told"), f"this.other && wx.{OFF}(this.told)"),
        page(given("this.told") + "; this.told = g", f"this.told && wx.{OFF}(this.told)"),
        page(given("this.told"), f"this.told || wx.{OFF}(this.told)"),
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)", "told: f"),
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)", "told() {}"),
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)", "a() { this['told'] = 1 }"),
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)", "a(it) { it.told = 1 }"),
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)", "a() { this.told++ }"),
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)", "a() { this.told ||= 1 }"),
        page(given("this.told"), f"this.told && wx.{OFF}(this.told)", "a() { [this.told] = b }"),
        asked("a() { ({ b: this.told } = c) }"),
        asked("a() { for (this.told of b) c() }"),
        asked("a() { const { told } = this }"),
        "let told = f\n" + page(given("told"), f"if (told) wx.{OFF}(told)"),
        "let told\n" + page(given("told"), f"if (told) wx.{OFF}(told)", "a() { told = b }"),
        "let told\n" + page(given("told"), f"if (told) wx.{OFF}(told)", "a() { [told] = b }"),
        page(f"let told; if (wx.{ON}) told = f", f"if (told) wx.{OFF}(told)"),
        page(f"a(function (told) {{ if (told) wx.{OFF}(told) }})", ""),
    ],
)  # fmt: skip
def test_what_may_be_given_may_be_there(code: str) -> None:
    assert left(code) == [OFF]


def test_it_is_told_with_what_keeps_it_off() -> None:
    code = page(given("this.told"), f"this.told && wx.{OFF}(this.told)")
    out = mg.port(code, read="wx", write="my")
    assert [item.code for item in out.findings] == ["MG534", "MG534"]
    assert {
        name for item in out.findings for name in (ON, OFF) if name in item.diagnostic.message
    } == {ON, OFF}


def test_other_members_that_are_asked_for_take_no_place() -> None:
    asked_for = "".join(f"if (it.a{at}) wx.{OFF}(f)\n" for at in range(80))
    code = f"if (wx.{ON}) {{ this.told = f }}\n{asked_for}if (this.told) wx.onThemeChangeX(f)"
    assert left(code) == [OFF]


def test_many_of_them_take_little() -> None:
    code = "".join(f"if (this.told) wx.{OFF}(a); if (said) wx.{OFF}(b)\n" for _ in range(3_000))
    out = mg.port(
        f"let said\nif (wx.{ON}) {{ this.told = f; said = g }}\n{code}", read="wx", write="my"
    )
    assert out.blockers == ()
