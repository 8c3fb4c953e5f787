"""The time that all runs of something may take together."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

from attrs import Factory, evolve, field, frozen

from ...canonical.errors import InputError


def _seconds(_: Budget, __: Any, value: Any) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InputError(f"expected seconds, got {type(value).__name__}", place="budget")
    if not (value > 0 and math.isfinite(value)):
        raise InputError(f"expected seconds above 0, got {value!r}", place="budget")


@frozen(eq=False)
class Budget:
    """So many `seconds` of real time from `start` on, for everything that is given it.

    `clock` tells the time, in seconds. Raises InputError for what is no time.
    """

    seconds: float = field(validator=_seconds)
    clock: Callable[[], float] = time.monotonic
    start: float = Factory(lambda self: self.clock(), takes_self=True)

    def left(self) -> float:
        """Seconds that are left; 0 where the time is up."""
        return max(0.0, self.start + self.seconds - self.clock())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left() <= 0

    def share(self, part: float) -> Budget:
        """A budget that is up when a part of this one, between 0 and 1, is."""
        return evolve(self, seconds=self.seconds * part)

    def __str__(self) -> str:
        return f"{self.seconds:g} s"
