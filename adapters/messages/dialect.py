"""One client's messages compiled, as they are asked for; `pair` has those of two.

What is compiled is remembered by the registry its vendors come from, and goes when it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import attrs

from ...canonical.client import Client
from ...profiles import loader
from ...profiles.alike import standing_for
from ...profiles.registry import Registry
from ..plan.notes import Note
from ..plan.pair import View, shared_view, text_of, view
from . import failure, failure_write, outcome, request, result, result_write
from .diagnose import Teller
from .signs import Signs

if TYPE_CHECKING:
    from ..plan.model import Program, Side

P = ParamSpec("P")
T = TypeVar("T")


@attrs.frozen(eq=False, repr=False)
class Reading:
    """How one kind of an operation's messages is read: its canonical name, and the functions."""

    api: str
    read: Callable[[Any, list[Note]], Any]
    tell: Teller


@attrs.frozen(eq=False, repr=False)
class Writing:
    """How one kind of an operation's messages is written: the vendor's name of it."""

    name: str
    write: Callable[[Mapping[str, Any], list[Note]], Any]
    tell: Teller


class Dialect:
    """A client, ready to read and write: its view, the signs of its replies, what is compiled.

    ``api`` is an operation's canonical name or the vendor's own; raises `InputError` for others,
    and, reading, for one that the vendor does not have. ``shared``: that of a client on which every
    fact holds as on this one, whose functions it has.
    """

    def __init__(self, seen: View, shared: Dialect | None = None) -> None:
        self.view = seen
        self.signs: Signs = Signs(seen.side) if shared is None else shared.signs
        self._made: dict[Any, Any] = {}
        self._shared = shared

    @property
    def side(self) -> Side:
        """What a plan says of the client as a whole."""
        return self.view.side

    def program(self, api: str) -> Program:
        """The program of an operation."""
        return self.view.program(api)

    def requests(self, api: str) -> Reading:
        """How its requests are read."""
        return self.remembered(_requests, api)

    def results(self, api: str) -> Reading:
        """How its successful replies are read."""
        return self.remembered(_results, api)

    def failures(self, api: str) -> Reading:
        """How its failed replies are read."""
        return self.remembered(_failures, api)

    def failed(self, api: str, payload: Any) -> bool:
        """Whether a reply of an operation is a failure."""
        answers = self.remembered(_answered, api)
        if answers is not None and answers(payload):
            return False
        return self.signs.failed(payload) or self.outcome(api)(payload) is not None

    def outcome(self, api: str) -> failure.Outcomes:
        """How its successes that are failures are told."""
        return self.remembered(_outcome, api)

    def answers(self, api: str) -> Writing:
        """How its successful replies are written."""
        return self.remembered(_answers, api)

    def refusals(self, api: str, source: Dialect | None = None) -> Writing:
        """How its failed replies are written; ``source``: the vendor they were read from."""
        return self.remembered(_refusals, api, source)

    def lacking(self, api: str) -> Callable[[Mapping[str, Any], list[Note]], None]:
        """The function that tells what a reply does not have that the vendor documents."""
        return self.remembered(_lacking, api)

    def remembered(
        self,
        make: Callable[Concatenate[Dialect, str, P], T],
        api: str,
        *more: P.args,
        **no: P.kwargs,
    ) -> T:
        key = (make, api, *more)
        try:
            found: T = self._made[key]
        except (KeyError, TypeError):  # not made yet, or no name
            if self._shared is None:
                found = make(self, api, *more, **no)
            else:
                found = self._named(self._shared.remembered(make, api, *more, **no))
            self._made[key] = found
        return found

    def _named(self, made: Any) -> Any:
        """What was made for clients on which every fact holds alike, telling of this one."""
        if not isinstance(made, Reading | Writing):
            return made
        name = self.side["client"]
        return attrs.evolve(made, tell=made.tell.of(name, name))


def dialect(client: str | Client, registry: Registry | None = None) -> Dialect:
    """A client's messages, compiled once a registry (default: `loader.current`)."""
    return (registry or loader.current()).remembered(_dialect)(text_of(client))


def _dialect(registry: Registry, client: str) -> Dialect:
    seen = view(client, registry)
    shared = registry.remembered(shared_dialect)(standing_for(seen.profile.client, registry))
    return shared if shared.side["client"] == seen.side["client"] else Dialect(seen, shared)


def shared_dialect(registry: Registry, client: Client) -> Dialect:
    """The dialect of all clients that this one stands for: for a registry to remember."""
    return Dialect(registry.remembered(shared_view)(client))


def _teller(of: Dialect, api: str, *, reads: bool) -> Teller:
    profile = of.view.profile
    return Teller(api, profile, None) if reads else Teller(api, None, profile)


def _requests(of: Dialect, api: str) -> Reading:
    program = of.view.readable(api)
    teller = _teller(of, program["api"], reads=True)
    return Reading(program["api"], request.reader(program), teller)


def _results(of: Dialect, api: str) -> Reading:
    program = of.view.readable(api)
    teller = _teller(of, program["api"], reads=True)
    return Reading(program["api"], result.reader(program, of.side, of.signs), teller)


def _failures(of: Dialect, api: str) -> Reading:
    program = of.view.readable(api)
    teller = _teller(of, program["api"], reads=True)
    return Reading(program["api"], failure.reader(program, of.side, of.signs), teller)


def _answered(of: Dialect, api: str) -> outcome.Answers | None:
    return outcome.answers(of.view.readable(api))


def _outcome(of: Dialect, api: str) -> failure.Outcomes:
    return failure.outcomes(of.view.readable(api))


def _answers(of: Dialect, api: str) -> Writing:
    program = of.program(api)
    teller = _teller(of, program["api"], reads=False)
    return Writing(program["name"], result_write.writer(program), teller)


def _refusals(of: Dialect, api: str, source: Dialect | None) -> Writing:
    program = of.program(api)
    teller = _teller(of, program["api"], reads=False)
    reader = source.side if source is not None else None
    return Writing(program["name"], failure_write.writer(program, of.side, reader=reader), teller)


def _lacking(of: Dialect, api: str) -> Callable[[Mapping[str, Any], list[Note]], None]:
    return result_write.teller(of.program(api))
