"""The vendors, and the ordered pairs of them that a test runs over.

All pairs grow with the square of the vendors. A vendor whose profile describes its programs to the
project's file is *described*: what is peculiar to a pair comes up there. Of the others, whose
profiles say less, each is paired with the described ones, and with the next of its kind. A
*variant* is its base but for what its own file says: once from a described vendor, once to one, is
what shows whether it holds, and of its operations those that it says more of than that it has them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from functools import cache
from itertools import permutations
from typing import Final

import tomli
from hypothesis import settings
from mediaglot.profiles import builtin, loader
from mediaglot.profiles.files import joined

Pair = tuple[str, str]

VENDORS: Final = loader.builtin_ids()
DESCRIBED: Final = tuple(name for name in VENDORS if loader.get(name).described)
"""The vendors whose programs are known as a whole."""
VARIANTS: Final = tuple(name for name in VENDORS if loader.get(name).variant)
"""Those that are another one but for what they say themselves."""
_THAT_IT_HAS_IT: Final = frozenset({"support", "stopped", "evidence", "grade", "note"})


def whole() -> list[Pair]:
    """Every ordered pair of described vendors."""
    return list(permutations(DESCRIBED, 2))


def every(vendors: Iterable[str] = VENDORS) -> list[Pair]:
    """Every ordered pair with a described vendor on one side, and a ring of the others; of
    variants what `some` has."""
    rest, variants = _others(vendors)
    with_one = [pair for name in rest for one in DESCRIBED for pair in ((one, name), (name, one))]
    return [*whole(), *with_one, *_ring(rest), *_in_turn(variants)]


def some(vendors: Iterable[str] = VENDORS) -> list[Pair]:
    """The same, but of the others each to one described vendor and from another."""
    rest, variants = _others(vendors)
    return [*whole(), *_in_turn(rest), *_ring(rest), *_in_turn(variants)]


def itself(vendors: Iterable[str] = VENDORS) -> list[Pair]:
    """Every vendor but variants with itself."""
    return [(name, name) for name in vendors if name not in VARIANTS]


@cache
def said(vendor: str) -> frozenset[str]:
    """The operations that a vendor's own file describes: of a variant without those of which it
    says no more than whether they are there."""
    if vendor not in VARIANTS:
        return frozenset(loader.get(vendor).api)
    texts = builtin.texts(vendor) or {}
    own = joined({name: tomli.loads(text) for name, text in texts.items()})["api"]
    return frozenset(key for key, api in own.items() if api.keys() - _THAT_IT_HAS_IT)


def _others(vendors: Iterable[str]) -> tuple[list[str], list[str]]:
    rest = [name for name in vendors if name not in DESCRIBED]
    return (
        [name for name in rest if name not in VARIANTS],
        [name for name in rest if name in VARIANTS],
    )


def _in_turn(names: Sequence[str]) -> list[Pair]:
    """Each from one described vendor, and to the next."""
    turns = len(DESCRIBED)
    return [
        pair
        for at, name in enumerate(names)
        for pair in ((DESCRIBED[at % turns], name), (name, DESCRIBED[(at + 1) % turns]))
    ]


def _ring(names: Sequence[str]) -> Iterator[Pair]:
    """Each with the next, the last with the first."""
    if len(names) > 1:
        yield from zip(names, (*names[1:], names[0]), strict=True)


def shared(examples: int, cases: Sized) -> settings:
    """So many random examples together for the cases of one test, and twenty for each at least.

    Cases grow with the vendors, and what they draw is the same mechanism's for all of them.
    """
    return settings(max_examples=max(20, examples // len(cases)))
