"""Clients that a profile does not tell apart: those whose versions lie between the same facts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any, Final

import attrs

from ..canonical.client import Client, Version, parse_version
from .profile import Profile
from .registry import Registry
from .table import Table

_BOUND: Final = re.compile(r"[<>=]{0,2}\s*([vV]?[0-9]{1,9}(?:\.[0-9]{1,9}){0,4})\s*\Z")
_LONGEST: Final = 5
"""Parts that a version has at most, as `parse_version` reads it."""


def standing_for(client: Client, registry: Registry) -> Client:
    """The client that all of its vendor's clients with the same answers share: each fact of the
    profile holds on it as it does on ``client``. Without a version it is the client itself.

    Its version may be one that nobody has, so it is none to be shown. Raises `InputError` for an
    unknown vendor.
    """
    if client.version is None:
        return client
    bounds = registry.remembered(_bounds)(client.vendor)
    return attrs.evolve(client, version=_between(client.version, bounds))


def _bounds(registry: Registry, vendor: str) -> tuple[Version, ...]:
    return bounds_of(registry.get(vendor))


def bounds_of(profile: Profile) -> tuple[Version, ...]:
    """Every version that a profile names, in order. A text that could be one counts: one too many
    only tells apart what is alike."""
    return tuple(sorted({parse_version(text) for text in _versions(profile)}))


def _versions(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        found = _BOUND.match(value)
        if found:
            yield found[1]
    elif isinstance(value, Table):
        for item in vars(value).values():
            yield from _versions(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _versions(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _versions(item)


def _between(version: Version, bounds: Sequence[Version]) -> Version:
    """The bound that a version is, else the least one after the bound below it."""
    at = bisect_left(bounds, version)
    if at < len(bounds) and bounds[at] == version:
        return bounds[at]
    if at == 0:
        return Version((0,))
    below = bounds[at - 1].parts
    return Version((*below, *(0,) * (_LONGEST - len(below)), 1))
