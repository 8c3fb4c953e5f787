"""Objects that live on a client: what a program asks of them goes on, and they tell of it later.

A recorder, a sound, a camera: each is made by a function of the vendor, has methods, data and
events, and works in canonical words; here its events become the vendor's, in order and on the
device's clock. The task of a call that is under way tells its progress in the same way.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final, TypedDict

from attrs import asdict, frozen

from ...canonical.engine.faults import MediaError
from ...canonical.errors import InputError
from ...canonical.operations import OPERATIONS
from ...canonical.operations.model import BEGINS
from ...canonical.vocabulary import Payload
from ...profiles.fold import ClientApi
from .asking import failure_of, values_of
from .performing import Performing

MOST: Final = 1000
"""Objects of one program."""
_MOST_TOLD: Final = 100_000


class ObjectState(TypedDict):
    """The data of an object that lives on the client, by canonical name."""

    id: int
    state: Mapping[str, Any]


@frozen
class ToldEvent:
    """An event of an object: its number, the canonical event, and the vendor's words for it."""

    number: int
    event: str
    reply: Payload


class Live:
    """One such object. ``it``: the client it lives on; ``number``: what it is told apart by."""

    single: ClassVar[bool] = False
    """There is one for the whole program."""
    error: ClassVar[str] = ""
    """The event that hears of failures."""

    def __init__(self, it: Performing, number: int, options: Mapping[str, Any]) -> None:
        self.it = it
        self.number = number
        self.options = options
        self.host = it.host
        self.world = it.host.world
        self.alarms = it.host.alarms

    def do(self, canonical: str, options: Mapping[str, Any]) -> None:
        """A method without an answer; a failure is told as an event. ``options``: the vendor's."""
        try:
            with self.host.storage.nothing_left():
                self.act(canonical, self.read(canonical, options))
        except MediaError as error:
            self.fail(error)

    def act(self, canonical: str, values: Mapping[str, Any]) -> None:  # noqa: ARG002
        """What a method does, by canonical name. Raises MediaError."""
        raise MediaError("api_unsupported", f"{self.api(canonical).name} is not simulated")

    def asked(self, canonical: str, values: Mapping[str, Any]) -> Payload:  # noqa: ARG002
        """The result of a method that is answered. Raises MediaError."""
        raise MediaError("api_unsupported", f"{self.api(canonical).name} is not simulated")

    def set(self, field: str, value: Any) -> None:
        """The program sets one of its data."""

    def state(self) -> Payload:
        """Its data now, by canonical name."""
        return {}

    def now(self) -> float:
        """The time on the device's clock, in seconds."""
        return self.world.device.clock.now()

    def read(self, canonical: str, options: Mapping[str, Any]) -> Payload:
        """The options of a method as canonical values, defaults and all. Raises MediaError."""
        return values_of(self.host.dialect, self.api(canonical), options)

    def api(self, canonical: str) -> ClientApi:
        """A method or an event of it, as this client has it."""
        return self.it.view.apis[canonical]

    def has(self, canonical: str) -> bool:
        """Whether this client has a method or an event of it."""
        found = self.it.view.apis.get(canonical)
        return found is not None and found.support.usable

    def tell(self, event: str, values: Mapping[str, Any] | None = None) -> None:
        """An event happens: what its listeners hear, by canonical name."""
        self.it.objects.tell(self.number, event, values or {})

    def fail(self, error: MediaError) -> None:
        """Something failed."""
        self.world.event(self.api(self.error).name, "failed", failure=error.kind)
        self.it.objects.fail(self.number, self.error, error)


class Objects:
    """The objects of one vendor's that a program has, and what they have told since. `kinds`: by
    the kind that a function gives."""

    def __init__(self, it: Performing, kinds: Mapping[str, type[Live]]) -> None:
        self._it = it
        self._kinds = kinds
        self._live: dict[int, Live] = {}
        self.told: list[ToldEvent] = []

    def make(self, giver: str, number: int, options: Mapping[str, Any]) -> None:
        """One more object, by the canonical function that gives it. Raises InputError."""
        if len(self._live) >= MOST:
            raise InputError(f"the program has more than {MOST:,} objects that play and record")
        self._live[number] = self._kinds[OPERATIONS[giver].gives](self._it, number, options)

    def get(self, number: int) -> Live:
        """The object of a number. Raises KeyError."""
        return self._live[number]

    def states(self) -> list[ObjectState]:
        """The data of all of them now."""
        found = ((number, live.state()) for number, live in self._live.items())
        return [{"id": number, "state": state} for number, state in found if state]

    def take(self) -> list[ToldEvent]:
        """What was told since, in order."""
        told, self.told = self.told, []
        return told

    def tell(self, number: int, event: str, values: Mapping[str, Any]) -> None:
        """An event of an object or of a call under way."""
        api = self._it.view.apis.get(event)
        if api is not None and api.support.usable:
            self.answer_as(number, event.removeprefix(BEGINS), event, values)

    def answer_as(self, number: int, heard: str, operation: str, values: Mapping[str, Any]) -> None:
        """What listens under a name hears the result of an operation."""
        if len(self.told) < _MOST_TOLD:
            reply, _ = self._it.host.dialect.answers(operation).write(dict(values), [])
            self.told.append(ToldEvent(number, heard, dict(reply)))

    def fail(self, number: int, event: str, error: MediaError) -> None:
        """A failure that listeners of an event hear."""
        api = self._it.view.apis[event]
        failure = asdict(failure_of(self._it.view, api, error), recurse=False)
        reply = self._it.host.dialect.refusals(api.key).write(failure, [])
        self.told.append(ToldEvent(number, event.removeprefix(BEGINS), reply))
