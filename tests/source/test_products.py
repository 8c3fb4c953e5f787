"""Data members of an object that a function gives: what is told of each."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.source.script.results.products import _data

GONE = ("MG512", "what my.make gives has no d")


def field(**said: Any) -> dict[str, Any]:
    return {"path": "duration", "from": [["d", 0, None]], **said}


@pytest.mark.parametrize(
    ("mine", "theirs", "told"),
    [
        ({}, {}, None),
        ({"unit": "unknown"}, {"unit": "unknown"}, None),
        ({}, {"unit": "unknown"}, ("MG203", "no source gives the unit of d there")),
        ({"unit": "unknown"}, {}, ("MG203", "no source gives the unit of d here")),
        ({}, {"status": "no"}, GONE),
        ({}, {"status": "unknown"}, None),
        ({}, {"path": "other"}, GONE),
    ],
)
def test_a_member_that_the_target_has_otherwise(
    mine: dict[str, Any], theirs: dict[str, Any], told: tuple[str, str] | None
) -> None:
    pair: Any = SimpleNamespace(goal="my")
    read: Any = {"form": "factory", "result": [field(**mine)]}
    write: Any = {"name": "make", "result": [field(**theirs)]}
    assert _data(pair, read, write) == ({} if told is None else {"d": told})
    read["form"] = "options"
    assert _data(pair, read, write) == {}
    read["form"], write["result"] = "factory", []
    assert _data(pair, read, write) == {}


SET = """\
a.autoplay = true
a.loop = a.autoplay = true
function go() { if (x) { a.autoplay = false } }
this.b = a; this.b.autoplay = x
"""
NOT_SET = """\
a.src = 'x'
b.autoplay = true
use(a.autoplay)
b = a.autoplay
function go() { use(a.autoplay === true) }
use({ autoplay: true })
"""


def unsaid(code: str) -> Iterator[bool]:
    """Whether the port says that a sound may begin by itself: in a script, and in a page."""
    code = f"const a = wx.createInnerAudioContext(); {code}"
    for text in (code, f"Page({{ onLoad() {{ {code} }} }})"):
        done = mg.port(text, read="wx", write="my", name="a.js")
        yield "MG411" in [item.code for item in done.findings]


@pytest.mark.parametrize("code", SET.splitlines())
def test_what_the_code_sets_need_not_be_told(code: str) -> None:
    assert list(unsaid(code)) == [False, False]


@pytest.mark.parametrize("code", NOT_SET.splitlines())
def test_what_the_code_only_reads_is_not_set(code: str) -> None:
    assert list(unsaid(code)) == [True, True]
