"""Regular expressions as trees: their parts, and which characters one begins with."""

from __future__ import annotations

from typing import Final

import attrs

ASCII: Final = frozenset(map(chr, range(128)))


@attrs.frozen
class Chars:
    """A set of characters: those of ASCII, and others, all of them where ``others`` is None."""

    ascii: frozenset[str]
    others: frozenset[str] | None = frozenset()

    @classmethod
    def of(cls, char: str) -> Chars:
        """One character, whatever its case."""
        cases = {char, char.lower(), char.upper()}
        return cls(frozenset(cases & ASCII), frozenset(cases - ASCII))

    def with_(self, other: Chars) -> Chars:
        """Both sets in one."""
        both = None
        if self.others is not None and other.others is not None:
            both = self.others | other.others
        return Chars(self.ascii | other.ascii, both)

    def inverse(self) -> Chars:
        """All that are not in the set, or may not be."""
        return Chars(ASCII - self.ascii, None)

    def apart(self, other: Chars) -> bool:
        """Whether no character is in both."""
        if self.ascii & other.ascii:
            return False
        if self.others is None or other.others is None:
            return self.others == frozenset() or other.others == frozenset()
        return not self.others & other.others


NONE: Final = Chars(frozenset())
ALL: Final = Chars(ASCII, None)


@attrs.frozen(eq=False)
class One:
    """One character of a set; ``literal``: that one, if it is just one."""

    chars: Chars
    literal: str = ""


@attrs.frozen(eq=False)
class At:
    """A place: ``^``, ``$``, a border of words, or what a look ahead finds."""

    start: bool = False
    ahead: Alt | None = None


@attrs.frozen(eq=False)
class Rep:
    """A part, from so many times to so many, ``most`` None for any number."""

    part: Node
    least: int
    most: int | None


@attrs.frozen(eq=False)
class Seq:
    """Parts one after another."""

    parts: tuple[Node, ...]


@attrs.frozen(eq=False)
class Alt:
    """One of several."""

    options: tuple[Seq, ...]


Node = One | At | Rep | Seq | Alt


def told_apart(node: Alt, follow: Chars | None) -> bool:
    """Whether one character tells which of several it is."""
    seen = NONE
    for option in node.options:
        first = first_of(option, follow)
        if not first.apart(seen):
            return False
        seen = seen.with_(first)
    return True


def first_of(node: Node, follow: Chars | None) -> Chars:
    """What a part, or where it may be empty what comes after it, begins with."""
    found = before(node, follow)
    return ALL if found is None else found


def before(node: Node, follow: Chars | None) -> Chars | None:
    """The same; None where nothing comes after it that could fail."""
    if isinstance(node, One):
        return node.chars
    if isinstance(node, At):
        return ALL if follow is None else follow
    if isinstance(node, Seq):
        for part in reversed(node.parts):
            follow = before(part, follow)
        return follow
    if isinstance(node, Alt):
        found = NONE
        for option in node.options:
            found = found.with_(first_of(option, follow))
        return found
    inner = first_of(node.part, ALL if follow is None else follow)
    return inner if node.least else inner.with_(ALL if follow is None else follow)
