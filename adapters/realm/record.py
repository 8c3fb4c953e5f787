"""What the realm says that is only written down: a trace, what was thrown, what was missed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import frozen

from ..host.host import BaseHost
from .engine import mapped
from .trace import Trace

NOT_SIMULATED: Final = "NotSimulated"
"""The name of the error that says so, in the client's script."""
_NOTE: Final = 500
"""Characters of a note of the realm's."""
Heard = Callable[[dict[str, Any]], None]
"""Hears of one message of the realm."""


@frozen
class Thrown:
    """Something the script threw and did not catch."""

    where: str
    message: str
    places: list[str]

    @property
    def lacks(self) -> str:
        """What the program asked for that is not simulated; empty for anything else thrown."""
        kind, _, words = self.message.partition(": ")
        return words.partition(" is not ")[0] if kind == NOT_SIMULATED else ""

    def line(self) -> str:
        """In one line, with the place in the program."""
        place = f"{self.places[0]}: " if self.places else ""
        return f"{place}{self.message} (in {self.where})"


class Record:
    """The record of one run. `now`: the client's clock; `place`: where a line of the realm stands
    in the program; `host`: its client."""

    def __init__(
        self, now: Callable[[], float], place: Callable[[int], str | None], host: BaseHost
    ) -> None:
        self.trace = Trace(tells=host.world.tell)
        self.thrown: list[Thrown] = []
        self.absent: dict[str, str] = {}
        self._now, self._place, self._host = now, place, host

    def hears(self) -> dict[str, Heard]:
        """Who hears of which message."""
        host = self._host
        return {
            "listen": lambda it: self.add("listen", str(it["api"])),
            "foreign": lambda it: self.add("foreign", str(it["api"]), vendor=it["side"]),
            "data": lambda it: self.add("data", page=it["page"], patch=it["patch"]),
            "log": lambda it: self.add("log", level=it["level"], text=it["text"]),
            "event": lambda it: self.add("event", name=it["name"], detail=it.get("detail")),
            "absent": self._missed,
            "note": lambda it: host.world.note(str(it["text"])[:_NOTE]),
            "error": self._failed,
        }

    def add(self, what: str, api: str = "", /, **data: Any) -> None:
        """Write down what happens now."""
        self.trace.add(self._now(), what, api, **data)

    def page(self, route: str, query: Mapping[str, str]) -> None:
        """The page that the user sees after a move."""
        self.add("page", route=route, query=dict(query))

    def _missed(self, entry: dict[str, Any]) -> None:
        self.absent.pop(entry["name"], None)
        self.absent[entry["name"]] = entry["why"]

    def _failed(self, entry: dict[str, Any]) -> None:
        places = mapped(entry["stack"], self._place)
        name, message = entry["name"], entry["message"]
        text = f"{name}: {message}" if name and not message.startswith(name) else message
        if "not a function" in message and self.absent:
            api, why = next(reversed(self.absent.items()))
            text += f"; {api} is not there on {self._host.client}: {why}"
        self.thrown.append(Thrown(entry["where"], text, places))
        self.add("error", where=entry["where"], text=text, places=places)
