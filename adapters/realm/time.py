"""Time in a program: its timers, what happens later on its client, how long the user waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from ...canonical.engine.timers import Timers
from ..host.host import BaseHost
from .record import Heard

LONGEST_CHAIN: Final = 100
"""How many timers may set one another before they count as one that repeats."""


class Time:
    """The virtual clock of one program. `send`: tells the realm; `busy`: whether the program or its
    client has something to do before time goes on."""

    def __init__(
        self, host: BaseHost, *, send: Callable[..., None], busy: Callable[[], bool]
    ) -> None:
        self._host, self._send, self._busy = host, send, busy
        self._timers = host.alarms.timers = Timers(host.device.clock)
        self._start = host.device.clock.now()
        self._links: dict[int, int] = {}
        self._link = 0

    def hears(self) -> dict[str, Heard]:
        """What is heard of the realm, by the message."""
        return {"timer": self._add, "stop": self._stop}

    def _add(self, entry: dict[str, Any]) -> None:
        number, milliseconds, repeat = entry["id"], float(entry["ms"]), bool(entry["repeat"])
        link = self._link + (milliseconds > 0)
        if not repeat:
            self._links[number] = link
        self._timers.add(number, milliseconds / 1000, repeat=repeat, endless=link > LONGEST_CHAIN)

    def _stop(self, entry: dict[str, Any]) -> None:
        self._links.pop(entry["id"], None)
        self._timers.stop(entry["id"])

    def _fired(self, number: int, due: float) -> None:
        """Tell the realm of a timer. What is set meanwhile is the next link of its chain."""
        before, self._link = self._link, self._links.pop(number, 0)
        try:
            self._send("timer", now=max(due, self._start), id=number)
        finally:
            self._link = before

    def fire(self, until: float, *, intervals: bool) -> bool:
        """Run what is due by `until` up to the first that leaves something to do; False without
        any."""
        fired = False
        while (found := self._timers.take(until, intervals=intervals)) is not None:
            due, number = found
            fired = True
            if number < 0:
                self._host.alarms.ring(number)
            else:
                self._fired(number, due)
            if self._busy():
                break
        return fired

    def waits(self) -> bool:
        """Let time pass where the user waits before anything else; False where they do not."""
        until = self._host.alarms.waits
        if until <= self._host.device.clock.now():
            return False
        if not self.fire(until, intervals=True):
            self.pass_to(until)
        return True

    def pass_to(self, moment: float) -> None:
        """Let time pass up to a moment."""
        self._timers.pass_to(moment)
