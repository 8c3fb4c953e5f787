"""A pair of clients compiled once: plain data with nothing left to look up.

The Python interpreter (`request`, `result`, `failure`) and the JavaScript runtime both read this
data. Its form is described in docs/architecture.md.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import attrs

from ...canonical.client import Client, parse_client
from ...canonical.errors import InputError, wrong
from ...profiles import loader
from ...profiles.alike import standing_for
from ...profiles.fold import ClientApi, ClientProfile, declared
from ...profiles.lazy import Lazy
from ...profiles.registry import Registry
from .program import program
from .routes import routes_of
from .side import side

if TYPE_CHECKING:
    from .model import PlanEntry, Program, Side

VERSION: Final = 1


@attrs.frozen(eq=False)
class Plan:
    """A compiled pair. ``read`` is the dialect that is translated, ``write`` the one wanted."""

    read: ClientProfile = attrs.field(repr=lambda side: repr(str(side.client)))
    write: ClientProfile = attrs.field(repr=lambda side: repr(str(side.client)))
    sides: Mapping[str, Side] = attrs.field(repr=False)
    apis: Mapping[str, PlanEntry] = attrs.field(repr=False)
    registry: Registry = attrs.field(repr=False)

    @property
    def own(self) -> bool:
        """Whether both sides are the same vendor, so that its own words and levels are exact."""
        return bool(self.sides["read"]["id"] == self.sides["write"]["id"])

    def entry(self, api: str) -> PlanEntry:
        """The compiled entry of an API of the read vendor, by canonical or vendor's name."""
        found = self.apis.get(api) if isinstance(api, str) else None
        found = found or self.apis.get(self.read.api(api).key)
        if found is None:
            raise InputError(f"{self.read.profile.name} has no {api}: its profile says so")
        return found

    def to_json(self) -> dict[str, Any]:
        """The whole plan as JSON-like data, a copy of its own."""
        whole = {
            "version": VERSION,
            "read": self.sides["read"],
            "write": self.sides["write"],
            "apis": dict(self.apis),
        }
        return cast("dict[str, Any]", marshal.loads(marshal.dumps(whole)))  # noqa: S302  (our own)


@attrs.frozen(eq=False, repr=False)
class View:
    """One client, ready to read and write: its folded profile, side and programs."""

    profile: ClientProfile
    side: Side
    programs: dict[str, Program] = attrs.field(factory=dict)
    """What is compiled, by name: clients on which every fact holds alike have the same."""

    def program(self, api: str) -> Program:
        """The program of an API, by canonical or vendor's name; raises `InputError`."""
        found = self.programs.get(api) if isinstance(api, str) else None
        if found is None:
            found = self.programs[api] = self.compiled(self.profile.api(api))
        return found

    def compiled(self, api: ClientApi) -> Program:
        """The program of an API of this client, compiled once: all its plans have the same."""
        found = self.programs.get(api.key)
        if found is None:
            found = self.programs[api.key] = program(self.profile, api)
        return found

    def readable(self, api: str) -> Program:
        """The same, for an API the vendor really has; raises `InputError` for another."""
        known = self.profile.api(api)
        if known.facts.support is False:
            name = self.profile.profile.name
            raise InputError(f"{name} has no {api}: there is no such message")
        return self.program(api)


def view(client: str | Client, registry: Registry | None = None) -> View:
    """A client ready to read and write; made once a registry (default: `loader.current`)."""
    return (registry or loader.current()).remembered(_view)(text_of(client))


def _view(registry: Registry, client: str) -> View:
    named = parse_client(client)
    declared(registry.get(named.vendor), named)  # by its own version, not by one that stands for it
    shared = registry.remembered(shared_view)(standing_for(named, registry))
    if shared.side["client"] == str(named):
        return shared
    folded = client_profile(named, registry)
    return View(folded, {**shared.side, "client": str(named)}, shared.programs)


def shared_view(registry: Registry, client: Client) -> View:
    """The view that all clients have which this one stands for: for a registry to remember."""
    folded = registry.remembered(shared_fold)(client)
    return View(folded, side(folded))


def text_of(client: str | Client) -> str:
    """A client's name, by which it is looked up: two that are equal may be written in two ways,
    and findings name each as it is. Raises `InputError` for what is no client."""
    if isinstance(client, str):
        return client
    named = parse_client(client)
    if not isinstance(named.vendor, str):
        raise wrong("a vendor's id", named.vendor)
    return str(named)


def plan(read: str | Client, write: str | Client, registry: Registry | None = None) -> Plan:
    """The compiled plan of a pair of clients; compiled once a registry.

    ``registry``: where the vendors are looked up, by default `loader.current`. Raises
    `InputError` for an unknown vendor, os, surface or a malformed client.
    """
    known = registry or loader.current()
    return known.remembered(_plan)(text_of(read), text_of(write))


def _plan(registry: Registry, read: str, write: str) -> Plan:
    reads, writes = view(read, registry), view(write, registry)
    shared = registry.remembered(shared_plan)(
        standing_for(reads.profile.client, registry), standing_for(writes.profile.client, registry)
    )
    sides: dict[str, Side] = {"read": reads.side, "write": writes.side}
    return attrs.evolve(shared, read=reads.profile, write=writes.profile, sides=sides)


def shared_plan(registry: Registry, read: Client, write: Client) -> Plan:
    """The plan of all pairs of clients that these stand for: for a registry to remember."""
    made = registry.remembered(shared_view)
    reads, writes = made(read), made(write)
    source, target = reads.profile, writes.profile

    def entry(key: str) -> PlanEntry:
        api = source.apis[key]
        ways = routes_of(source, api, target, writes.compiled)
        return {"read": reads.compiled(api), **ways}

    there = (key for key, api in source.profile.api.items() if api.support is not False)
    apis = Lazy(there, entry)
    return Plan(source, target, {"read": reads.side, "write": writes.side}, apis, registry)


def client_profile(client: str | Client, registry: Registry | None = None) -> ClientProfile:
    """The folded profile of a client, made once a registry. Clients on which every fact holds
    alike share what is folded."""
    return (registry or loader.current()).remembered(_folded)(text_of(client))


def _folded(registry: Registry, client: str) -> ClientProfile:
    named = parse_client(client)
    declared(registry.get(named.vendor), named)  # by its own version, not by one that stands for it
    shared = registry.remembered(shared_fold)(standing_for(named, registry))
    return shared if str(shared.client) == str(named) else shared.named_as(named)


def shared_fold(registry: Registry, client: Client) -> ClientProfile:
    """The profile that all clients have which this one stands for: for a registry to remember."""
    return registry.get(client.vendor).at(client)
