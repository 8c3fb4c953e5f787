"""``this.createSelectorQuery()``: the global's query, looking inside the page or the component."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest

HANDED = "const f = (it, how) => { it.createSelectorQuery()"
LOOK = ".select('#a')"
ASKED = ".select('#a').boundingClientRect(r => this.r = r).exec()"
TWO = "q.select('#a').boundingClientRect(f); q.select('#b').boundingClientRect(g); q.exec()"


def ported(code: str, write: str, **settings: Any) -> mg.Ported:
    return mg.port(
        f"Page({{ go() {{ wx.hideLoading(); {code} }} }})", read="wx", write=write, **settings
    )


@pytest.mark.parametrize(
    ("code", "write", "wanted"),
    [
        # Alipay's pages have it, and its queries answer with exec alone
        (
            f"this.createSelectorQuery(){ASKED}",
            "my",
            f"this.createSelectorQuery(){LOOK}.boundingClientRect().exec(([r]) => this.r = r)",
        ),
        (f"this.createSelectorQuery(){LOOK}", "my", f"this.createSelectorQuery(){LOOK}"),
        (
            f"const q = this.createSelectorQuery(); {TWO}",
            "my",
            f"const q = media.createSelectorQuery().in(this); {TWO}",
        ),
        # Feishu's have not
        (
            f"this.createSelectorQuery(){ASKED}",
            "tt",
            f"tt.createSelectorQuery().in(this){ASKED}",
        ),
        (
            "const that = this; that.createSelectorQuery().select('#a')",
            "tt",
            "const that = this; tt.createSelectorQuery().in(that).select('#a')",
        ),
        # a page or a component that a function is handed
        (
            f"{HANDED}{ASKED} }}",
            "my",
            f"{HANDED}{LOOK}.boundingClientRect().exec(([r]) => this.r = r) }}",
        ),
        (
            f"{HANDED}[how]('#a').boundingClientRect(f).exec() }}",
            "my",
            f"{HANDED}[how]('#a').boundingClientRect(f).exec() }}".replace(
                "it.createSelectorQuery()", "media.createSelectorQuery().in(it)"
            ),
        ),
        (
            f"{HANDED}{ASKED} }}",
            "tt",
            f"{HANDED}{ASKED} }}".replace("it.create", "tt.create").replace("()", "().in(it)", 1),
        ),
        # nobody's page, or no call of it
        ("x.createSelectorQuery().select('#a')", "tt", "x.createSelectorQuery().select('#a')"),
        ("this.createSelectorQuery(1)", "tt", "this.createSelectorQuery(1)"),
        ("this.createSelectorQuery = f", "tt", "this.createSelectorQuery = f"),
    ],
)  # fmt: skip
def test_a_page_s_own_query(code: str, write: str, wanted: str) -> None:
    assert wanted in ported(code, write).code


def test_what_cannot_be_native_is_an_error_where_the_runtime_is_not_allowed() -> None:
    out = ported(f"const q = this.createSelectorQuery(); {TWO}", "my", strict=True)
    assert (out.verdict, [cause.words for cause in out.blockers]) == (
        "blocked",
        ["createSelectorQuery (MG518)"],
    )
    assert "const q = this.createSelectorQuery();" in out.code


def test_it_is_not_told_as_a_part_that_the_target_s_pages_have_not() -> None:
    go = f"go() {{ wx.hideLoading(); this.createSelectorQuery(){ASKED} }}"
    code = f"Component({{ methods: {{ {go} }} }})"
    out = mg.port(code, read="wx", write="tt")
    assert [item.code for item in out.findings if item.code == "MG531"] == []
    assert out.verdict == "complete"


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        (f"wx.createSelectorQuery().in(this){LOOK}", f"this.createSelectorQuery(){LOOK}"),
        (f"wx.createSelectorQuery().in(a.b){LOOK}", f"a.b.createSelectorQuery(){LOOK}"),
        (f"wx.createSelectorQuery().in(f()){LOOK}", f"my.createSelectorQuery().in(f()){LOOK}"),
        (
            "const q = wx.createSelectorQuery(); q.in(this).select('#a')",
            "const q = my.createSelectorQuery(); q.in(this).select('#a')",
        ),
    ],
)
def test_a_query_in_a_component_is_the_component_s_own(code: str, wanted: str) -> None:
    out = ported(code, "my")
    assert wanted in out.code
    told = [item.message for item in out.diagnostics if item.code == "MG404"]
    unsure = ["createSelectorQuery().in: no source says since when"]
    assert told == (unsure if ".in(" in wanted else [])


def test_a_file_that_does_not_name_the_global_is_ported() -> None:
    code = f"export const look = (it) => it.createSelectorQuery(){ASKED}"
    asked = f"{LOOK}.boundingClientRect().exec(([r]) => this.r = r)"
    assert mg.port(code, read="wx", write="my").code == (
        f"export const look = (it) => it.createSelectorQuery(){asked}"
    )
