"""What is told of the vectors, in full, and which of them go the quick way.

``told.txt`` is as in `in_full`. ``quick.txt``: the vectors whose messages are ordinary, so that
nothing is worked out for each; slower, they would come to the same, which no other test tells.
`make accept` rewrites both.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import in_full
import pytest
import vector_data
from mediaglot.adapters.messages import pair as pairs
from mediaglot.adapters.messages.straight_request import straight as straight_request
from mediaglot.adapters.messages.straight_result import straight as straight_result
from mediaglot.canonical.diagnostics import Translation

HERE = Path(__file__).parent
TOLD, QUICK = HERE / "told.txt", HERE / "quick.txt"
VECTORS = {item["id"]: item for item in vector_data.load() if "invalid" not in item}


def said(vector: dict[str, Any]) -> list[str]:
    return [in_full.of_diagnostic(item) for item in vector_data.outcome(vector).diagnostics]


def test_what_is_told_is_told_in_full(accept: bool, golden: in_full.Golden) -> None:
    cases = {name: partial(said, vector) for name, vector in VECTORS.items()}
    in_full.hold(golden, accept, TOLD, cases)


def quick(vector: dict[str, Any]) -> bool:
    """Whether a request or a reply goes straight."""
    both = pairs.pair(vector["read"], vector["write"])
    entry = both.plan.entry(vector["api"])
    if vector["kind"] == "request":
        carry = straight_request(entry, pairs.origin_of(entry, both.read.side, own=both.plan.own))
        return carry is not None and carry(vector["payload"]) is not None
    way = next((way for way in entry["routes"] if "convert" not in way), None)
    if way is None or vector["kind"] != "result":
        return False
    usual: Translation[Any] = Translation(None)
    tell: Any = lambda _notes: ()  # noqa: E731
    go = straight_result(entry["read"], way["program"], both.read.signs, tell, lambda _: usual)
    return go(vector["payload"]) is not usual


def test_ordinary_messages_go_the_quick_way(accept: bool, golden: in_full.Golden) -> None:
    asked = VECTORS if accept else in_full.names_in(QUICK)
    golden(QUICK, "".join(f"{name}\n" for name in asked if quick(VECTORS[name])))


@pytest.mark.parametrize("kind", ["request", "result"])
def test_there_are_some_of_each(kind: str) -> None:
    names = QUICK.read_text(encoding="utf-8").split()
    assert sum(VECTORS[name]["kind"] == kind for name in names) > 10
