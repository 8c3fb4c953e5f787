"""How far long work is: one line on a terminal, rewritten a few times a second."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ..volume.job import State

SECONDS: Final = 0.2


class Progress:
    """Lines, rate, and the time that is left when the size of the input is known."""

    def __init__(self, size: int | None, shown: bool) -> None:
        self.size, self.shown = size, shown
        self.start = self.last = time.monotonic()
        self.drawn = False

    def tick(self, state: State) -> None:
        """Draw, if it is time."""
        if not self.shown:
            return
        now = time.monotonic()
        if now - self.last < SECONDS:
            return
        self.last, self.drawn = now, True
        sys.stderr.write(f"\r\x1b[K{text(state, self.size, now - self.start)}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away, so that something else can be said."""
        if self.drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self.drawn = False


def text(state: State, size: int | None, seconds: float) -> str:
    """What to say of a run after so many seconds."""
    done = state.read - state.resumed
    speed = done / max(seconds, 1e-9)
    parts = [f"{state.tally.lines:,} lines", f"{state.tally.bad:,} bad", f"{speed / 1e6:,.1f} MB/s"]
    if size:
        parts.insert(0, f"{min(state.read / size, 1):4.0%}")
        if speed:
            parts.append(f"{clock(max(size - state.read, 0) / speed)} left")
    return ", ".join(parts)


def clock(seconds: float) -> str:
    """A time span such as 0:07 or 1:02:30."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
