"""The porter's half of the kinds of values, a module each, and what they share.

A kind is ported in its own module alone; it is added by that module and its name below. One that
has none is left to the runtime, and its half in `adapters.plan.kinds` says why.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ....plan.kinds.by_module import ByModule
from .kind import LIST, PATH, SourceKind

_NAMES: Final = (
    "integer", "number", "boolean", "string", "path", "paths", "enum", "set", "strings", "object",
    "quality", "levels", "index", "address", "media_sources", "any",
    "record", "list", "map",
)  # fmt: skip
_ABSENT: Final = SourceKind(name="")


class _SourceKinds(ByModule[SourceKind]):
    def absent(self, name: str) -> SourceKind:  # noqa: ARG002
        return _ABSENT


SOURCE_KINDS: Final[Mapping[str, SourceKind]] = _SourceKinds(__name__, _NAMES)
"""Every kind that the porter knows, by its name; any other has no stand-in."""

__all__ = ["LIST", "PATH", "SOURCE_KINDS", "SourceKind"]
