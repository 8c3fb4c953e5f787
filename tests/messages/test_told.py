"""What is told of the vectors, in full, and which of them go the quick way.

``told.txt``: of each vector that something is told of, every diagnostic: its rule, severity, loss
and place, its text, and the sources it stands on. ``quick.txt``: the vectors whose messages are
ordinary, so that nothing is worked out for each; slower, they would come to the same, which no
other test tells. ``make accept`` rewrites both; vectors that are not in them are held by
`test_vectors` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import vector_data
from mediaglot.adapters.messages import pair as pairs
from mediaglot.adapters.messages.straight_request import straight as straight_request
from mediaglot.adapters.messages.straight_result import straight as straight_result
from mediaglot.canonical.diagnostics import Translation
from vector_data import outcome

HERE = Path(__file__).parent
TOLD, QUICK = HERE / "told.txt", HERE / "quick.txt"
VECTORS = {item["id"]: item for item in vector_data.load() if "invalid" not in item}
Golden = Callable[[Path, str], None]


def told(vector: dict[str, Any]) -> Iterator[str]:
    """The diagnostics of a vector, a line each."""
    for item in outcome(vector).diagnostics:
        sources = ", ".join(f"{one.source} {one.grade}" for one in item.evidence)
        place = f" {item.place}" if item.place else ""
        text = f"  {item.code} {item.severity} {item.loss}{place}: {item.message} [{sources}]"
        yield text.encode(
            errors="backslashreplace"
        ).decode()  # half a surrogate pair may stand there


def listed(file: Path, accept: bool) -> list[dict[str, Any]]:
    """The vectors that a file speaks of; to be rewritten, it may speak of any."""
    lines = [] if accept else file.read_text(encoding="utf-8").splitlines()
    names = list(VECTORS) if accept else [line for line in lines if line[:1].strip()]
    assert names
    return [VECTORS[name] for name in names]


def test_what_is_told_is_told_in_full(accept: bool, golden: Golden) -> None:
    lines: list[str] = []
    for vector in listed(TOLD, accept):
        said = [*told(vector)]
        if said:
            lines += [vector["id"], *said]
    golden(TOLD, "\n".join(lines) + "\n")


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


def test_ordinary_messages_go_the_quick_way(accept: bool, golden: Golden) -> None:
    names = [vector["id"] for vector in listed(QUICK, accept) if quick(vector)]
    golden(QUICK, "\n".join(names) + "\n")


@pytest.mark.parametrize("kind", ["request", "result"])
def test_there_are_some_of_each(kind: str) -> None:
    names = QUICK.read_text(encoding="utf-8").split()
    assert sum(VECTORS[name]["kind"] == kind for name in names) > 10
