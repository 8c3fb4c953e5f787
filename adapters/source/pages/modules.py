"""What a script is made of for those that bring it: its parts, what it exports, what it brings.

A *part* is a function, a class or another value that does nothing until it is used. All else runs
when the script is loaded. What cannot be told counts as used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import attrs

from ..syntax.parsed import Script

ALL: Final = "*"
DEFAULT: Final = "default"
ITSELF: Final = "="
"""Under this, `ScriptModule.exports` has what ``module.exports`` itself is."""


class Demand(NamedTuple):
    """What is asked of another script: its path as it is written, and a name that it exports; of a
    default export that is an object, ``default.name``; `ALL` of all of it."""

    path: str
    name: str


class Mention(NamedTuple):
    """A name of the script's own that stands somewhere, and the member that is taken of it; empty
    where it is taken whole."""

    name: str
    member: str


@attrs.frozen(eq=False)
class Part:
    """A part: its place, and what runs where it does: the script's own names it mentions, and what
    it asks of others itself."""

    name: str
    start: int
    end: int
    mentions: frozenset[Mention]
    asks: frozenset[Demand]


@attrs.frozen(eq=False)
class ScriptModule:
    """A script. ``loading``: what runs when it is loaded. ``parts``: by name; ``exports``: exported
    name -> name of its own; ``imports``: name -> what it stands for in another script; ``passes``:
    exported name -> what it is in another; ``stars``: scripts of which all is exported; ``whole``:
    all of it may run, since more cannot be told."""

    script: Script | None
    loading: Part
    parts: Mapping[str, Part]
    exports: Mapping[str, str]
    imports: Mapping[str, Demand]
    passes: Mapping[str, Demand]
    stars: tuple[str, ...]
    whole: bool

    def part_at(self, offset: int) -> Part | None:
        """The part that a place is in; None: it runs when the script is loaded."""
        return next((p for p in self.parts.values() if p.start <= offset < p.end), None)


NOTHING: Final = Part("", 0, 0, frozenset(), frozenset())
