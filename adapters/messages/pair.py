"""Two clients' messages compiled: one function an operation and kind of message.

What is compiled is remembered by the registry the vendors come from, and goes when it goes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, ParamSpec

import attrs

from ...canonical.client import Client
from ...canonical.diagnostics import Call, Translation
from ...canonical.errors import InputError, quoted
from ...canonical.vocabulary import Payload
from ...profiles import loader
from ...profiles.alike import standing_for
from ...profiles.registry import Registry
from ..plan.notes import WRITER, Note
from ..plan.pair import Plan, plan, shared_plan, text_of
from ..plan.program import lacking, without_operation
from ..plan.routes import plain_way, routes_for
from . import (
    failure,
    failure_write,
    request,
    result,
    result_write,
    straight_request,
    straight_result,
)
from . import outcome as outcome_of
from .diagnose import Teller
from .dialect import Dialect, dialect, shared_dialect
from .route import Routed, origin_of, router
from .signs import reserved

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, ProgramParam

P = ParamSpec("P")
Told = Translation[Payload | None]
Translates = Callable[[Any], Told]
"""One message of the vendor read as one of the vendor written."""

Asks = Callable[[Mapping[str, Any], set[str]], Told]
"""A canonical request, as plain values and names stated, as the vendor's call."""

NOTHING: Final[frozenset[str]] = frozenset()


class DialectPair:
    """A pair of clients: its plan, both dialects, and what is compiled, as it is asked for.

    ``api`` is the canonical name or the read vendor's own; raises `InputError` for others.
    """

    def __init__(self, compiled: Plan, read: Dialect, write: Dialect) -> None:
        self.plan = compiled
        self.read = read
        self.write = write
        self._requests: dict[str, Translates] = {}
        self._results: dict[str, Translates] = {}
        self._failures: dict[str, Translates] = {}
        self._replies: dict[tuple[str, str], Translates] = {}
        self._asked: dict[str, Asks] = {}

    def request(self, api: str) -> Translates:
        """How its requests are translated."""
        found = self._requests.get(api) if isinstance(api, str) else None
        if found is None:
            found = self._requests[api] = _request(self, self.plan.entry(api))
        return found

    def result(self, api: str) -> Translates:
        """How its successful replies are translated."""
        found = self._results.get(api) if isinstance(api, str) else None
        if found is None:
            found = self._results[api] = _result(self, api)
        return found

    def failure(self, api: str) -> Translates:
        """How its failed replies are translated."""
        found = self._failures.get(api) if isinstance(api, str) else None
        if found is None:
            found = self._failures[api] = _failure(self, self.plan.entry(api))
        return found

    def reply(self, api: str, called: str) -> Translates:
        """How replies of ``called``, a function of the vendor written, answer the operation."""
        key = (api, called)
        found = self._replies.get(key) if isinstance(api, str) else None
        if found is None:
            found = self._replies[key] = _reply(self, api, called)
        return found

    def asked(self, api: str) -> Asks:
        """How a canonical request is written, by its canonical name: of a pair of one client."""
        found = self._asked.get(api)
        if found is None:
            found = self._asked[api] = _asked(self, api)
        return found


class NamedPair(DialectPair):
    """A pair of clients that has the functions of another, on which every fact holds alike, and
    tells of its own."""

    def __init__(self, compiled: Plan, read: Dialect, write: Dialect, shared: DialectPair) -> None:
        super().__init__(compiled, read, write)
        self._shared = shared
        self._names = read.side["client"], write.side["client"]

    def request(self, api: str) -> Translates:
        """How its requests are translated."""
        return self._kept(self._requests, api, self._shared.request)

    def result(self, api: str) -> Translates:
        """How its successful replies are translated."""
        return self._kept(self._results, api, self._shared.result)

    def failure(self, api: str) -> Translates:
        """How its failed replies are translated."""
        return self._kept(self._failures, api, self._shared.failure)

    def reply(self, api: str, called: str) -> Translates:
        """How replies of ``called``, a function of the vendor written, answer the operation."""
        asker, answerer = self._names
        return _named(self._shared.reply(api, called), answerer, asker)

    def asked(self, api: str) -> Asks:
        """How a canonical request is written, by its canonical name: of a pair of one client."""
        return _named(self._shared.asked(api), *self._names)

    def _kept(
        self, made: dict[str, Translates], api: str, make: Callable[[str], Translates]
    ) -> Translates:
        found = made.get(api) if isinstance(api, str) else None
        if found is None:
            found = made[api] = _named(make(api), *self._names)
        return found


def _named(translate: Callable[P, Told], read: str, write: str) -> Callable[P, Told]:
    """A translation whose diagnostics tell of these clients."""

    def named(*args: P.args, **no: P.kwargs) -> Told:
        got = translate(*args, **no)
        if not got.diagnostics:
            return got
        told = [
            attrs.evolve(item, read=item.read and read, write=item.write and write)
            for item in got.diagnostics
        ]
        return attrs.evolve(got, diagnostics=tuple(told))

    return named


def pair(read: str | Client, write: str | Client, registry: Registry | None = None) -> DialectPair:
    """Two clients' messages, compiled once a registry (default: `loader.current`)."""
    return (registry or loader.current()).remembered(_pair)(text_of(read), text_of(write))


def _pair(registry: Registry, read: str, write: str) -> DialectPair:
    compiled = plan(read, write, registry)
    shared = registry.remembered(shared_pair)(
        standing_for(compiled.read.client, registry), standing_for(compiled.write.client, registry)
    )
    names = compiled.sides["read"]["client"], compiled.sides["write"]["client"]
    if names == (shared.read.side["client"], shared.write.side["client"]):
        return shared
    return NamedPair(compiled, dialect(read, registry), dialect(write, registry), shared)


def shared_pair(registry: Registry, read: Client, write: Client) -> DialectPair:
    """The pair of all clients that these stand for: for a registry to remember."""
    compiled = registry.remembered(shared_plan)(read, write)
    made = registry.remembered(shared_dialect)
    return DialectPair(compiled, made(read), made(write))


def _teller(both: DialectPair, entry: PlanEntry) -> Teller:
    source, known = entry["read"], both.plan.read
    own = (key for key in known.named(source["name"]) if known.apis[key].canonical == source["api"])
    return Teller(source["api"], known, both.plan.write, next(own, ""))


def _translation(routed: Routed, notes: Any, stated: set[str]) -> Told:
    value, api, calls, recipes = routed
    return Translation(
        value,
        notes,
        frozenset(stated),
        api,
        tuple([Call(name, options) for name, options in calls]),
        tuple(dict.fromkeys(recipes)) if recipes else (),
    )


def _request(both: DialectPair, entry: PlanEntry) -> Translates:
    own = both.plan.own
    origin = origin_of(entry, both.read.side, own=own)
    read = request.reader(entry["read"], own=own)
    route = router(entry, origin)
    carry = straight_request.straight(entry, origin)
    tell = _teller(both, entry)
    usual = _of_usual(entry, own)

    def translate(payload: Any) -> Told:
        if carry is not None:
            carried = carry(payload)
            if carried is not None:
                options, name, said, more = carried
                if usual and name == usual[0]:
                    more += usual[1]
                return Translation(
                    options,
                    tell(more) if more else (),
                    frozenset(said),
                    name,
                    (Call(name, options),),
                    (),
                )
        notes: list[Note] = []
        values, stated = read(payload, notes)
        routed = route(values, stated, notes)
        if usual and routed[1] == usual[0]:
            notes += usual[1]
        return _translation(routed, tell(notes) if notes else (), stated)

    return translate


def _of_usual(entry: PlanEntry, own: bool) -> tuple[str, list[Note]] | None:
    """What is told of the function that is usually called: that it is stopped, or unsure."""
    usual = plain_way(entry)
    if usual is None:
        return None
    name = usual["program"]["name"]
    notes: list[Note] = []
    if entry.get("stopped"):
        notes.append(("MG408", "", f"{WRITER}'s {name}: {entry['stopped']}", {}))
    if entry.get("status") == "unknown" and not own:
        text = f"no source says since when this client of {WRITER} has {name}, or whether"
        notes.append(("MG404", "", text, {}))
    for code, text, words in entry.get("acts", {}).values():
        if not words:
            notes.append((code, "", text, {}))
    return (name, notes) if notes else None


def _result(both: DialectPair, api: str) -> Translates:
    entry = both.plan.entry(api)
    source, target = entry["read"], _direct(both, entry)
    read = result.reader(source, both.read.side, both.read.signs, columns=True)
    tell = _teller(both, entry)
    if target is None:
        return _refused(read, entry, tell)
    kept = reserved(both.write.side["envelope"])
    write = result_write.writer(target, source=source, older=False, own=both.plan.own, kept=kept)
    name = target["name"]
    outcome = failure.outcomes(source) if "outcomes" in source else None

    def translate(payload: Any) -> Told:
        if outcome is not None and isinstance(payload, Mapping) and outcome(payload):
            return both.failure(api)(payload)
        notes: list[Note] = []
        value = write(read(payload, notes), notes)[0]
        return Translation(value, tell(notes) if notes else (), NOTHING, name, (), ())

    return straight_result.straight(source, target, both.read.signs, tell, translate)


def _refused(read: result.Reads, entry: PlanEntry, tell: Teller) -> Translates:
    """How replies are translated for a vendor that has no such operation."""
    refusal = entry["refuse"]
    note: Note = (refusal["code"], "", refusal["message"], {})

    def translate(payload: Any) -> Told:
        notes: list[Note] = []
        read(payload, notes)
        notes.append(note)
        return Translation(None, tell(notes))

    return translate


def _direct(both: DialectPair, entry: PlanEntry) -> Program | None:
    """The target's program for the same canonical operation, where it has one."""
    routes = [way for way in entry["routes"] if "convert" not in way]
    usual = next((way for way in routes if not way["when"]), next(iter(routes), None))
    found = usual["program"] if usual is not None else None
    canonical = entry["read"]["api"]
    theirs = both.plan.write.apis.get(canonical)
    if found is None and theirs is not None and theirs.facts.support is not False:
        return both.write.program(canonical)
    return found


def _failure(both: DialectPair, entry: PlanEntry) -> Translates:
    source = entry["read"]
    answers = outcome_of.answers(source)
    target = _direct(both, entry) or lacking(both.plan.write, source["api"])
    read = failure.reader(source, both.read.side, both.read.signs)
    write = failure_write.writer(target, both.write.side, source=source, reader=both.read.side)
    tell = _teller(both, entry)
    name = target["name"]

    def translate(payload: Any) -> Told:
        if answers is not None and answers(payload):
            return both.result(source["api"])(payload)
        notes: list[Note] = []
        value = write(read(payload, notes), notes)
        return Translation(value, tell(notes) if notes else (), NOTHING, name, (), ())

    return translate


def _reply(both: DialectPair, api: str, called: str) -> Translates:
    """How the vendor written, which was called, answers the vendor read, which asked."""
    entry = both.plan.entry(api)
    way = next(
        (item for item in entry["routes"] if called in (item["to"], item["program"]["name"])), None
    )
    if way is None:
        raise InputError(f"{api} is never answered by {quoted(called)} there")
    asked, answer, there, here = entry["read"], way["program"], both.write, both.read
    signs, convert = there.signs, way.get("convert")
    read = result.reader(answer, there.side, signs)
    kept = reserved(here.side["envelope"])
    write = result_write.writer(asked, source=answer, own=both.plan.own, kept=kept)
    read_no = failure.reader(answer, there.side, signs)
    write_no = failure_write.writer(asked, here.side, source=answer, reader=there.side)
    outcome, answers = failure.outcomes(answer), outcome_of.answers(answer)
    tell = Teller(asked["api"], both.plan.write, both.plan.read)
    name = asked["name"]

    def translate(payload: Any) -> Told:
        notes: list[Note] = []
        if answers is not None and answers(payload):
            failed = False
        else:
            failed = signs.failed(payload) or bool(outcome(payload))
        if failed:
            value = write_no(read_no(payload, notes), notes)
        else:
            values = read(payload, notes)
            if convert:
                values = result.back(convert, values)
            value, _ = write(values, notes)
        return Translation(value, tell(notes), NOTHING, name)

    return translate


def _asked(both: DialectPair, key: str) -> Asks:
    client = both.plan.write
    client.api(key)  # raises for one that the vendor does not know
    known = both.plan.apis.get(key)
    unread = without_operation(key, {})  # it is only written
    entry: PlanEntry = known or {"read": unread, **routes_for(client, key)}
    route = router(entry, origin_of(entry, both.read.side, own=both.plan.own))
    needing: list[ProgramParam] = [
        param for way in entry["routes"] for param in way["program"]["params"] if "needs" in param
    ]
    tell = Teller(key, None, client)

    def ask(values: Mapping[str, Any], stated: set[str]) -> Told:
        for param in needing:
            if param["key"] in stated and request.unmet(param, values):
                values = {**param["needs"], **values}
        notes: list[Note] = []
        routed = route(values, stated, notes)
        return _translation(routed, tell(notes), stated)

    return ask
