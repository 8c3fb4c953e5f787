"""Time and names: virtual and seeded by default, so that a run repeats to the byte."""

from __future__ import annotations

import hashlib
import time
from threading import Lock
from typing import Protocol

START = 1_767_225_600.0
"""Where the virtual clock starts: 2026-01-01T00:00:00Z."""


class Clock(Protocol):
    """Seconds since 1970, and a way to let time pass."""

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        ...

    def pass_time(self, seconds: float) -> None:
        """Let `seconds` go by."""
        ...


class VirtualClock:
    """A clock that moves only when told to."""

    def __init__(self, start: float = START) -> None:
        self._now = start
        self._lock = Lock()

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        return self._now

    def pass_time(self, seconds: float) -> None:
        """Move on by `seconds`, at once."""
        with self._lock:
            self._now += max(0.0, seconds)


class RealClock:
    """The machine's clock; passing time sleeps."""

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        return time.time()

    def pass_time(self, seconds: float) -> None:
        """Sleep for `seconds`."""
        time.sleep(max(0.0, seconds))


class Ids:
    """Unique tokens: the same seed gives the same sequence."""

    def __init__(self, seed: int | str = 0) -> None:
        self._seed = f"{seed}"
        self._count = 0
        self._lock = Lock()

    def token(self, length: int = 32) -> str:
        """The next token: `length` hexadecimal digits, at most 64."""
        with self._lock:
            self._count += 1
            text = f"{self._seed}/{self._count}"
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]
