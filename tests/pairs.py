"""The vendors, and the ordered pairs of them that a test runs over.

All pairs grow with the square of the vendors. A vendor whose profile describes its programs to the
project's file is *described*: what is peculiar to a pair comes up there. Of the others, whose
profiles say less, each is paired with the described ones, and with the next of its kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from typing import Final

from mediaglot.profiles import loader

Pair = tuple[str, str]

VENDORS: Final = loader.builtin_ids()
DESCRIBED: Final = tuple(name for name in VENDORS if loader.get(name).project is not None)
"""The vendors whose programs are known as a whole."""


def whole() -> list[Pair]:
    """Every ordered pair of described vendors."""
    return list(permutations(DESCRIBED, 2))


def every(vendors: Iterable[str] = VENDORS) -> list[Pair]:
    """Every ordered pair with a described vendor on one side, and a ring of the others."""
    rest = [name for name in vendors if name not in DESCRIBED]
    with_one = [pair for name in rest for one in DESCRIBED for pair in ((one, name), (name, one))]
    return [*whole(), *with_one, *_ring(rest)]


def some(vendors: Iterable[str] = VENDORS) -> list[Pair]:
    """The same, but of the others each to one described vendor and from another."""
    rest = [name for name in vendors if name not in DESCRIBED]
    turns = len(DESCRIBED)
    with_one = [
        pair
        for at, name in enumerate(rest)
        for pair in ((DESCRIBED[at % turns], name), (name, DESCRIBED[(at + 1) % turns]))
    ]
    return [*whole(), *with_one, *_ring(rest)]


def itself(vendors: Iterable[str] = VENDORS) -> list[Pair]:
    """Every vendor with itself."""
    return [(name, name) for name in vendors]


def _ring(names: Sequence[str]) -> Iterator[Pair]:
    """Each with the next, the last with the first."""
    if len(names) > 1:
        yield from zip(names, (*names[1:], names[0]), strict=True)
