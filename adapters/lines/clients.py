"""The clients that lines name: lines of clients that are read alike are of one shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ...canonical.client import Client, parse_client
from ...canonical.errors import InputError
from ...profiles.alike import standing_for
from ..plan.pair import client_profile
from .stream import LineSettings

MAX_NAMES: Final = 65_536
"""Names of clients that are remembered."""


def standing(settings: LineSettings) -> Callable[[str], str | None]:
    """A function that tells by a client's name, as a line has it, which clients are read as it is.

    ``None`` for a name that stands for itself alone: one without a version, a word of the log's
    own, and what is no client.
    """
    words = {said for said, _ in settings.words}
    known: dict[str, str | None] = {}

    def of(name: str) -> str | None:
        try:
            return known[name]
        except KeyError:
            if len(known) >= MAX_NAMES:
                known.clear()
            known[name] = found = None if name in words else _standing(settings, name)
            return found

    return of


def _standing(settings: LineSettings, name: str) -> str | None:
    try:
        client = parse_client(name)
        client_profile(client, settings.registry)  # raises for what the profile does not declare
    except InputError:
        return None
    if otherwise(name) is None:
        return None
    return str(standing_for(client, settings.registry))


def otherwise(name: str) -> str | None:
    """Another name of the same client, None where there is none: a version may end in zeros."""
    client: Client = parse_client(name)
    if client.version is None or str(client) != name:
        return None
    for text in (f"{name}.0", name.removesuffix(".0")):
        try:
            if text != name and parse_client(text) == client:
                return text
        except InputError:
            continue
    return None
