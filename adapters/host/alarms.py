"""What happens later on a device, beside the timers of a program."""

from __future__ import annotations

from collections.abc import Callable

from ...canonical.engine.timers import Timers


class Alarms:
    """What happens later on a device's clock, beside the timers of a program."""

    def __init__(self, timers: Timers) -> None:
        self.timers = timers
        self._acts: dict[int, Callable[[], None]] = {}
        self._count = 0
        self.waits = 0.0
        """Up to when the user waits before anything else is done."""

    def later(self, seconds: float, act: Callable[[], None], *, forces: bool = True) -> int:
        """Do it after so many seconds; its number. ``forces``: time goes on for it by itself."""
        self._count -= 1
        self._acts[self._count] = act
        self.timers.add(self._count, max(seconds, 0.0), repeat=not forces)
        return self._count

    def cancel(self, number: int) -> None:
        """It is not done."""
        if self._acts.pop(number, None) is not None:
            self.timers.stop(number)

    def ring(self, number: int) -> None:
        """Do what is due under a number of `later`."""
        act = self._acts.get(number)
        self.cancel(number)
        if act is not None:
            act()
