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
from ...canonical.engine.world import World
from ...canonical.vocabulary import Payload
from ...profiles.fold import ClientProfile
from ...profiles.registry import Registry
from ..messages.dialect import Dialect
from .alarms import Alarms
from .reply import Reply


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
