"""What a port that only renames breaks in silence: each fact has vectors and calls that hold it.

The vectors run through both interpreters of the plan, the calls through the namespace in use and as
ported scripts, on clients written from the vendors' pages.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
import tomli
import vector_data

HERE = Path(__file__).parent
CALLS = HERE.parent / "runtime" / "companions"
FACTS: list[dict[str, Any]] = tomli.loads((HERE / "surprises.toml").read_text(encoding="utf-8"))[
    "fact"
]


def titles() -> set[str]:
    texts = (file.read_text(encoding="utf-8") for file in CALLS.glob("calls*.js"))
    return {title for text in texts for title in re.findall(r'\b(?:call|at)\("([^"]+)"', text)}


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact["says"])
def test_a_surprise_has_its_vectors_and_calls(fact: dict[str, Any]) -> None:
    known = {vector["id"] for vector in vector_data.load()}
    assert fact["vectors"]
    assert fact["calls"]
    assert set(fact["vectors"]) - known == set()
    assert set(fact["calls"]) - titles() == set()


@pytest.mark.parametrize(
    "fact", [fact for fact in FACTS if "lacks" in fact], ids=lambda f: f["says"]
)
def test_what_a_vendor_lacks_is_an_error_or_a_loss_of_a_port(fact: dict[str, Any]) -> None:
    for vendor, names in fact["lacks"].items():
        for name in names:
            out = mg.port(f"wx.{name}({{}})", read="wx", write=vendor)
            told = [item for item in out.diagnostics if item.severity != "info"]
            assert [item.api for item in told] == [name], name
            assert f"has no {name}" in told[0].message
