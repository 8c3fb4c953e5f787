"""The porter's half of the kinds of values, a module each, and what they share.

A kind is ported in its own module alone; it is added by that module and its name below. One that
has none is left to the runtime, and its half in `adapters.plan.kinds` says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Final

from .kind import LIST, PATH, SourceKind

_NAMES: Final = (
    "integer", "number", "boolean", "string", "path", "paths", "enum", "set", "strings", "object",
    "quality", "levels", "index", "address", "media_sources", "any",
    "record", "list", "map",
)  # fmt: skip
_ABSENT: Final = SourceKind(name="")


class _SourceKinds(Mapping[str, SourceKind]):
    """The kinds by name; the module of one is imported when it is first asked for."""

    def __init__(self) -> None:
        self._found: dict[str, SourceKind] = {}

    def __getitem__(self, name: str) -> SourceKind:
        found = self._found.get(name)
        if found is None:
            if name not in _NAMES:
                return _ABSENT
            found = self._found[name] = import_module(f".{name}", __name__).KIND
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


SOURCE_KINDS: Final[Mapping[str, SourceKind]] = _SourceKinds()
"""Every kind that the porter knows, by its name; any other has no stand-in."""

__all__ = ["LIST", "PATH", "SOURCE_KINDS", "SourceKind"]
