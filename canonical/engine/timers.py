"""What is due on a clock: timers by number, in order."""

from __future__ import annotations

import heapq
from typing import Final

from .clock import Clock

LEAST_INTERVAL: Final = 0.004
LONGEST: Final = 2**31 / 1000


class Timers:
    """Timers by number, and when each is due next. Those that run once and those that repeat stand
    apart, so that none is searched for: a script may begin any number of them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._intervals: dict[int, float | None] = {}
        self._once: list[tuple[float, int, int]] = []
        self._again: list[tuple[float, int, int]] = []
        self._count = 0

    def add(self, number: int, seconds: float, *, repeat: bool, endless: bool = False) -> None:
        """A timer that runs once after so many seconds, or again and again; `endless`: once, but
        as part of what never ends."""
        seconds = min(seconds, LONGEST)
        self._intervals[number] = seconds if repeat else None
        queue = self._again if repeat or endless else self._once
        self._later(queue, number, self._clock.now() + seconds)

    def stop(self, number: int) -> None:
        """Take a timer away."""
        self._intervals.pop(number, None)

    def take(self, until: float, *, intervals: bool) -> tuple[float, int] | None:
        """The next timer due by `until`, when and its number: the clock is there then.

        Without `intervals` time goes on only for timers that run once, since the others never end.
        """
        for queue in (self._once, self._again):
            while queue and queue[0][2] not in self._intervals:
                heapq.heappop(queue)
        if not intervals and not (self._once and self._once[0][0] <= until):
            return None
        queue = min((queue for queue in (self._once, self._again) if queue), default=[])
        if not queue or queue[0][0] > until:
            return None
        due, _, number = heapq.heappop(queue)
        self.pass_to(due)
        interval = self._intervals[number]
        if interval is None:
            del self._intervals[number]
        else:
            self._later(self._again, number, due + max(interval, LEAST_INTERVAL))
        return due, number

    def pass_to(self, moment: float) -> None:
        """Let time pass up to a moment."""
        wait = moment - self._clock.now()
        if wait > 0:
            self._clock.pass_time(wait)

    def _later(self, queue: list[tuple[float, int, int]], number: int, due: float) -> None:
        self._count += 1
        heapq.heappush(queue, (due, self._count, number))
