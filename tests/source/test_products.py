"""Data members of an object that a function gives: what is told of each."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

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
