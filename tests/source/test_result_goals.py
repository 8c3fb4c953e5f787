"""What the places of a result come to together."""

from __future__ import annotations

import pytest
from mediaglot.adapters.source.script.results.goals import Key, ResultGoal
from mediaglot.adapters.source.script.results.reads import ResultGoals

ENTRY, FIELD, MEMBER, VALUES = (
    ("r", True, "m"),
    ("r", False, None),
    ("r", False, "m"),
    ("r", True, None),
)


def place(*key: object) -> ResultGoal:
    return ResultGoal("place", key)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("goals", "flat"),
    [
        ({ENTRY: place("a", False, None)}, True),
        ({ENTRY: place("a", False, None), ("r", True, "n"): place("b", False, None)}, True),
        ({ENTRY: place("a", False, None), ("r", True, "n"): ResultGoal("missing")}, True),
        ({ENTRY: place("a", False, None), ("s", True, "n"): place("a", True, "n")}, True),
        ({}, False),
        ({ENTRY: ResultGoal("missing")}, False),
        ({("s", True, "m"): place("a", False, None)}, False),
        ({VALUES: place("a", False, None)}, False),
        ({FIELD: place("a", False, None)}, False),
        ({MEMBER: place("a", False, None)}, False),
        ({ENTRY: place("a", True, None)}, False),
        ({ENTRY: place("a", False, "m")}, False),
        ({ENTRY: place("a", True, "m")}, False),
        ({ENTRY: ResultGoal("place")}, False),
        ({ENTRY: place("a", False, None), ("r", True, "n"): place("b", True, "n")}, False),
    ],
)
def test_entries_are_flat_where_the_one_entry_is_the_reply_itself(
    goals: dict[Key, ResultGoal], flat: bool
) -> None:
    assert ResultGoals(goals).flat("r") is flat
