"""Calls of the client that a script has made and that wait for their answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from ..host.companions import Companions
from ..host.host import BaseHost, Started
from .answers import Stubs, companion_reply, media_call, media_reply
from .record import Heard
from .trace import Trace

if TYPE_CHECKING:
    from ..host.performing import Do

Call = dict[str, Any]
"""A ``call`` message of the realm."""


class Calls:
    """The calls that wait. `services`: who answers those beside media, by the vendor's global;
    `most`: how many a script may make in a turn; `fail`: ends the realm."""

    def __init__(
        self,
        host: BaseHost,
        services: Mapping[str, Companions],
        stubs: Stubs,
        most: int,
        trace: Trace,
        fail: Callable[[str], None],
    ) -> None:
        self._host = host
        self._services = services
        self._stubs = stubs
        self._most = most
        self._trace = trace
        self._fail = fail
        self._waiting: list[Call] = []
        self._aborted: set[int] = set()
        self._made = 0

    @property
    def waiting(self) -> bool:
        """Whether any call has no answer yet."""
        return bool(self._waiting)

    def begin_turn(self) -> None:
        """The number of calls is counted anew."""
        self._made = 0

    def hears(self) -> dict[str, Heard]:
        """What is heard of the realm, by the message."""
        return {"call": self._add, "abort": lambda it: self._aborted.add(it["id"])}

    def _add(self, call: Call) -> None:
        self._waiting.append(call)
        self._trace.add(
            self._now(), "call", str(call["api"]), options=call.get("options"), vendor=call["side"]
        )

    def begun(self) -> Iterator[tuple[Call, Started | None]]:
        """Those that wait, all begun before the first is given; of media, what they began."""
        calls, self._waiting = self._waiting, []
        begun: list[tuple[Call, Started | None]] = []
        for call in calls:
            self._made += 1
            if self._made > self._most:
                self._fail(f"the script called the client more than {self._most:,} times")
            begun.append((call, media_call(self._host, call, self._stubs)))
        self._crowded(calls)
        yield from begun

    def _crowded(self, calls: list[Call]) -> None:
        """Note where more go to the network at a time than the client has room for."""
        view = self._host.view
        most = [
            limit
            for call in calls
            for key in view.named(str(call["api"]), str(call["receiver"]))
            if (limit := view.apis[key].engine.get("parallel"))
        ]
        if most and len(most) > min(most):
            self._host.world.note(
                f"{len(most)} transfers at a time: {view.profile.name} has room for {min(most)}, "
                "and no source says what becomes of the others"
            )

    def reply(self, call: Call, started: Started | None, moves: Mapping[str, Do]) -> dict[str, Any]:
        """The client's reply to a call. `moves`: who performs what leads to other pages."""
        if started is not None:
            return media_reply(self._host, started)
        return companion_reply(
            self._services[str(call["side"])], call, self._stubs,
            aborted=call["id"] in self._aborted, moves=moves,
        )  # fmt: skip

    def note(self, call: Call, started: Started | None, reply: Mapping[str, Any]) -> None:
        """Write a reply into the trace."""
        self._trace.add(
            self._now(), "reply", str(call["api"]), ok=reply["ok"], value=reply["value"],
            media=started.api.key if started is not None else "", vendor=call["side"],
        )  # fmt: skip

    def _now(self) -> float:
        return self._host.device.clock.now()
