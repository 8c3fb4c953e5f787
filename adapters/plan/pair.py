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
from ...canonical.errors import InputError
from ...profiles import loader
from ...profiles.fold import ClientApi, ClientProfile
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
    _programs: dict[str, Program] = attrs.field(factory=dict)

    def program(self, api: str) -> Program:
        """The program of an API, by canonical or vendor's name; raises `InputError`."""
        found = self._programs.get(api) if isinstance(api, str) else None
        if found is None:
            found = self._programs[api] = self.compiled(self.profile.api(api))
        return found

    def compiled(self, api: ClientApi) -> Program:
        """The program of an API of this client, compiled once: all its plans have the same."""
        found = self._programs.get(api.key)
        if found is None:
            found = self._programs[api.key] = program(self.profile, api)
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
    return (registry or loader.current()).remembered(_view)(_client(client))


def _view(registry: Registry, client: str | Client) -> View:
    folded = client_profile(parse_client(client), registry)
    return View(folded, side(folded))


def _client(client: str | Client) -> str | Client:
    """What may be looked up; anything else is refused, whether or not it can be hashed."""
    return client if isinstance(client, str) else parse_client(client)


def plan(read: str | Client, write: str | Client, registry: Registry | None = None) -> Plan:
    """The compiled plan of a pair of clients; compiled once a registry.

    ``registry``: where the vendors are looked up, by default `loader.current`. Raises
    `InputError` for an unknown vendor, os, surface or a malformed client.
    """
    known = registry or loader.current()
    return known.remembered(_plan)(_client(read), _client(write))


def _plan(registry: Registry, read: str | Client, write: str | Client) -> Plan:
    if isinstance(read, str) or isinstance(write, str):
        return plan(parse_client(read), parse_client(write), registry)
    reads, writes = view(read, registry), view(write, registry)
    source, target = reads.profile, writes.profile

    def entry(key: str) -> PlanEntry:
        api = source.apis[key]
        ways = routes_of(source, api, target, writes.compiled)
        return {"read": reads.compiled(api), **ways}

    there = (key for key, api in source.profile.api.items() if api.support is not False)
    apis = Lazy(there, entry)
    return Plan(source, target, {"read": reads.side, "write": writes.side}, apis, registry)


def client_profile(client: Client, registry: Registry | None = None) -> ClientProfile:
    """The folded profile of a client, made once a registry."""
    return (registry or loader.current()).remembered(_folded)(client)


def _folded(registry: Registry, client: Client) -> ClientProfile:
    return registry.get(client.vendor).at(client)
