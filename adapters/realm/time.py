"""Time in a program: its timers, what happens later on its client, how long the user waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...canonical.engine.timers import Timers
from ..host.host import BaseHost
from .record import Heard


class Time:
    """The virtual clock of one program. `send`: tells the realm; `busy`: whether the program or its
    client has something to do before time goes on."""

    def __init__(
        self, host: BaseHost, *, send: Callable[..., None], busy: Callable[[], bool]
    ) -> None:
        self._host, self._send, self._busy = host, send, busy
        self._timers = host.alarms.timers = Timers(host.device.clock)
        self._start = host.device.clock.now()

    def hears(self) -> dict[str, Heard]:
        """What is heard of the realm, by the message."""
        return {"timer": self._add, "stop": lambda it: self._timers.stop(it["id"])}

    def _add(self, entry: dict[str, Any]) -> None:
        self._timers.add(entry["id"], float(entry["ms"]) / 1000, repeat=bool(entry["repeat"]))

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
                self._send("timer", now=max(due, self._start), id=number)
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
