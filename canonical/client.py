"""Clients and versions: ``vendor[:surface][/os][@version]`` in one string.

``tt``, ``tt/android@7.35.0``, ``tt:web/pc@3.47.0``, ``my/ide``, ``wx@2.25.0``. What the
version counts (client or base library) is the profile's to say.
"""

from __future__ import annotations

import re
from functools import total_ordering
from typing import Final

import attrs

from .errors import InputError, shown, wrong

_CLIENT: Final = re.compile(
    r"(?P<vendor>[a-z][a-z0-9_-]{0,31})"
    r"(?::(?P<surface>[a-z][a-z0-9_-]{0,31}))?"
    r"(?:/(?P<os>[a-z][a-z0-9_-]{0,31}))?"
    r"(?:@(?P<version>[vV]?[0-9]{1,9}(?:\.[0-9]{1,9}){0,4}))?\Z"
)
_MORE: Final = re.compile(r"[:/@]")
_VERSION: Final = re.compile(r"[vV]?([0-9]{1,9}(?:\.[0-9]{1,9}){0,4})\Z")


@total_ordering
@attrs.frozen(eq=False, repr=False)
class Version:
    """A dotted version; ``5.30`` equals ``5.30.0``."""

    parts: tuple[int, ...]

    def _key(self) -> tuple[int, ...]:
        parts = self.parts
        while parts and parts[-1] == 0:
            parts = parts[:-1]
        return parts

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self._key() == other._key()

    def __lt__(self, other: Version) -> bool:
        return self._key() < other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __str__(self) -> str:
        return ".".join(str(part) for part in self.parts)


def parse_version(text: str) -> Version:
    """The version of a dotted string such as ``7.35.0``; raises `InputError`."""
    match = _VERSION.match(text) if isinstance(text, str) else None
    if match is None:
        raise InputError(f"expected a version such as 7.35.0, got {shown(text)}")
    return Version(tuple(int(part) for part in match[1].split(".")))


@attrs.frozen
class Client:
    """One client of one vendor; what is ``None`` was not said."""

    vendor: str
    surface: str | None = None
    os: str | None = None
    version: Version | None = None

    def __str__(self) -> str:
        text = self.vendor
        if self.surface is not None:
            text += f":{self.surface}"
        if self.os is not None:
            text += f"/{self.os}"
        if self.version is not None:
            text += f"@{self.version}"
        return text


def vendor_of(client: str) -> str:
    """The vendor that the name of a client begins with; nothing is checked."""
    return _MORE.split(client, maxsplit=1)[0]


def parse_client(text: str | Client) -> Client:
    """The client of a string ``vendor[:surface][/os][@version]``; raises `InputError`."""
    if isinstance(text, Client):
        for part in (text.vendor, text.surface, text.os):
            if not isinstance(part, (str, type(None))):
                raise wrong("a client of strings", part)
        return text
    match = _CLIENT.match(text) if isinstance(text, str) else None
    if match is None and isinstance(text, str) and _CLIENT.match(text.strip().lower()):
        meant = text.strip().lower()
        raise InputError(f"clients are written in lower case: did you mean {meant!r}?")
    if match is None:
        raise InputError(
            f"expected a client such as wx, my/ide or tt/android@7.35.0, got {shown(text)}"
        )
    version = match["version"]
    return Client(
        match["vendor"],
        match["surface"],
        match["os"],
        parse_version(version) if version is not None else None,
    )
