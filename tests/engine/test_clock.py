"""Time on the virtual clock, and how long a user takes."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from mediaglot.canonical.engine import user
from mediaglot.canonical.engine.clock import START, VirtualClock
from mediaglot.canonical.engine.user import ScriptError


def test_a_virtual_clock_moves_when_it_is_told_to() -> None:
    clock = VirtualClock()
    assert clock.now() == START
    for seconds, passed in ((0.25, 0.25), (0, 0.25), (-3, 0.25), (2, 2.25)):
        clock.pass_time(seconds)
        assert clock.now() == START + passed
    assert VirtualClock(5).now() == 5


@pytest.mark.parametrize("make", [user.records, user.is_interrupted])
def test_a_length_is_a_number_above_nothing(make: Callable[..., user.Action]) -> None:
    for seconds in (0, -0.5, -1, math.nan, math.inf, True, "1", None):
        with pytest.raises(ScriptError, match=r"in seconds above 0"):
            make(seconds)
    assert make(0.5).number == 0.5


def test_a_user_takes_no_time_unless_told() -> None:
    made = (
        user.picks("a"), user.picks_first(1), user.shoots(), user.records(1),
        user.is_interrupted(1), user.toggles_original(), user.cancels(),
    )  # fmt: skip
    assert {action.after for action in made} == {0}
    with pytest.raises(ScriptError, match="at least 1"):
        user.picks_first(0)
