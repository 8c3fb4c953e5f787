"""What a program did and saw, in order: the trace of a run."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import define, field, frozen

MOST: Final = 100_000
"""Events of one trace; a program that makes more is stopped by the realm's own limits."""


@frozen
class Did:
    """One event. `what`: call, reply, data, log, error, and the kinds of the host's events."""

    time: float
    what: str
    api: str = ""
    data: Mapping[str, Any] = field(factory=dict[str, Any])

    def to_plain(self) -> dict[str, Any]:
        """The event as plain data."""
        plain: dict[str, Any] = {"time": round(self.time, 3), "what": self.what}
        if self.api:
            plain["api"] = self.api
        return {**plain, **self.data}

    def line(self) -> str:
        """The event as a line of text."""
        words = ", ".join(f"{key}={_short(value)}" for key, value in self.data.items())
        return f"{self.what:<9} {self.api}{'(' + words + ')' if self.api else words}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, default=_shown)
    return text if len(text) <= 300 else text[:300] + "…"


def _shown(value: Any) -> str:
    return f"<{len(value)} bytes>" if isinstance(value, bytes) else repr(value)


OF_PROGRAM: Final = frozenset(
    {"call", "reply", "data", "log", "error", "page", "event", "leads", "listen", "told", "foreign"}
)
"""What only a program's own realm tells; the rest is taken over from the host's events."""


@define(eq=False)
class Trace:
    """Events in order. `tells` hears of those that only the realm tells."""

    events: list[Did] = field(factory=list[Did])
    tells: Callable[[str, str, Mapping[str, Any]], None] | None = None

    def add(self, time: float, what: str, api: str = "", /, **data: Any) -> None:
        """Write an event down."""
        if self.tells is not None and (what in OF_PROGRAM or (what == "stored" and not api)):
            self.tells(what, api, data)
        if len(self.events) < MOST:
            self.events.append(Did(time, what, api, data))

    def __iter__(self) -> Iterator[Did]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    def of(self, *kinds: str) -> list[Did]:
        """The events of these kinds."""
        return [event for event in self.events if event.what in kinds]

    def text(self, start: float = 0.0) -> str:
        """The trace as lines, times in seconds from `start`."""
        return "\n".join(f"{event.time - start:8.3f}  {event.line()}" for event in self.events)
