"""The kinds of values that options and results have, a module each, and what they share.

A kind is read, written and checked in its own module alone; it is added by that module and its name
below.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from .kind import Goal, Kind, Spot

_NAMES: Final = (
    "integer", "number", "boolean", "string", "path", "paths", "enum", "set", "strings", "object",
    "quality", "levels", "index", "address", "media_sources", "any",
    "record", "list", "map",
)  # fmt: skip


class _Kinds(Mapping[str, Kind]):
    """The kinds by name; the module of one is imported when it is first asked for."""

    def __init__(self) -> None:
        self._found: dict[str, Kind] = {}

    def __getitem__(self, name: str) -> Kind:
        found = self._found.get(name)
        if found is None:
            if name not in _NAMES:
                raise KeyError(name)
            found = self._found[name] = import_module(f".{name}", __name__).KIND
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


KINDS: Final[Mapping[str, Kind]] = _Kinds()
"""Every kind by its name."""

__all__ = ["KINDS", "Goal", "Kind", "Spot"]
