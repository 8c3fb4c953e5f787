"""The kinds of values that options and results have, a module each, and what they share.

A kind is read, written and checked in its own module alone; it is added by that module and its name
below.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .by_module import ByModule
from .kind import Goal, Kind, OptionPlace

_NAMES: Final = (
    "integer", "number", "boolean", "string", "path", "paths", "enum", "set", "strings", "object",
    "quality", "levels", "index", "address", "media_sources", "any",
    "record", "list", "map",
)  # fmt: skip

KINDS: Final[Mapping[str, Kind]] = ByModule(__name__, _NAMES)
"""Every kind by its name."""

ANYTHING: Final = "any"
"""The kind of what nobody looks into."""

__all__ = ["ANYTHING", "KINDS", "Goal", "Kind", "OptionPlace"]
