"""What those who perform an operation, or live on a client, are given of it: as types.

They know no more of the client than this, and what they are given knows them: so no module here
imports what holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from ...canonical.engine.device import Device
from ...canonical.engine.faults import MediaError
from ...canonical.engine.storage import Storage
from ...canonical.engine.timers import Timers
from ...canonical.engine.world import World
from ...canonical.vocabulary import Payload
from ...profiles.fold import ClientProfile
from ...profiles.registry import Registry
from ..messages.dialect import Dialect
from .reply import Reply


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


class PerformingHost(Protocol):
    """The host that an operation is performed on."""

    registry: Registry
    dialect: Dialect
    view: ClientProfile
    device: Device
    storage: Storage
    stored: dict[str, str]
    """What the app keeps by key, as JSON."""
    alarms: Alarms

    @property
    def world(self) -> World:
        """What the host's operations work in."""
        ...

    def reply(self, api: str, options: Mapping[str, Any] | None = None) -> Reply:
        """The reply to a call of a media function, by canonical name."""
        ...


class ObjectEvents(Protocol):
    """Where calls under way and objects that live on the client tell what happens."""

    def tell(self, number: int, event: str, values: Mapping[str, Any]) -> None:
        """An event of an object or of a call under way."""
        ...

    def answer_as(self, number: int, heard: str, operation: str, values: Mapping[str, Any]) -> None:
        """What listens under a name hears the result of an operation."""
        ...

    def fail(self, number: int, event: str, error: MediaError) -> None:
        """A failure that listeners of an event hear."""
        ...


class Performing(Protocol):
    """What performs: one vendor's operations beside media, over a host."""

    view: ClientProfile
    call: int
    """The number of the call that is performed."""

    @property
    def host(self) -> PerformingHost:
        """What it is performed on."""
        ...

    @property
    def objects(self) -> ObjectEvents:
        """Where what goes on is told."""
        ...

    def info(self) -> Payload:
        """What the system's information is, in canonical words."""
        ...


Do = Callable[[Performing, str, Mapping[str, Any]], Payload]
"""What an operation does: by whom, under which canonical name, with which options, by canonical
name; what it gives, by canonical name. Raises MediaError."""
