"""Regular expressions of a profile: such as Python and JavaScript both have, and none that hangs.

A pattern is searched for in messages of strangers, by engines that try one way after another,
here and in the generated runtime. So it is read by the grammar that both languages share, and the
steps are estimated that a search may take in the longest text that is searched.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from .pattern_reader import PatternReader
from .pattern_tree import (
    ALL,
    NONE,
    Alt,
    At,
    Chars,
    Node,
    One,
    Rep,
    Seq,
    before,
    first_of,
    told_apart,
)

LONGEST: Final = 2_000
"""Characters of a message that are searched."""
MAX_STEPS: Final = 4e9
"""More estimated steps are refused. Estimates are high: what is just allowed takes a second."""
MAX_PATTERN: Final = 1_000

_PROBE: Final = 1e5


def problem(pattern: str) -> str | None:
    """What is wrong with a pattern, as the end of a sentence; None when nothing is."""
    if len(pattern) > MAX_PATTERN:
        return f"longer than {MAX_PATTERN:,} characters"
    try:
        found = PatternReader(pattern).whole()
    except ValueError as error:
        return str(error)
    if steps(found) > MAX_STEPS:
        return (
            "a text could be tried in too many ways: no repeat within a repeat, no two that take "
            "the same characters one after the other, at most two of `.*` with words between"
        )
    return None


def steps(found: Alt) -> float:
    """About how many steps a search in the longest text takes at worst."""
    total = 0.0
    for option in found.options:
        first = option.parts[0] if option.parts else None
        anchored = isinstance(first, At) and first.start
        starts = 1 if anchored else LONGEST / _period(_literals(option.parts, 0))
        total += starts * max(_cost(option, 1, None), 1)
    return total


def _cost(node: Node, rest: float, follow: Chars | None) -> float:
    """Steps of a part and what comes after it, ``rest``, which begins with ``follow`` (None:
    nothing comes after it that could fail)."""
    if rest > MAX_STEPS:
        return rest
    if isinstance(node, One):
        return 1 + rest
    if isinstance(node, At):
        return rest + (_cost(node.ahead, 1, ALL) if node.ahead is not None else 0)
    if isinstance(node, Seq):
        return _of_sequence(node, rest, follow)
    if isinstance(node, Alt):
        costs = [_cost(option, rest, follow) for option in node.options]
        return max(costs) + len(costs) if told_apart(node, follow) else sum(costs)
    return _repeated(node, rest, follow, 1)


def _of_sequence(node: Seq, rest: float, follow: Chars | None) -> float:
    for index in range(len(node.parts) - 1, -1, -1):
        part = node.parts[index]
        if isinstance(part, Rep):
            rest = _repeated(part, rest, follow, _period(_literals(node.parts, index + 1)))
        else:
            rest = _cost(part, rest, follow)
        follow = before(part, follow)
    return rest


def _repeated(node: Rep, rest: float, follow: Chars | None, spaced: int) -> float:
    """``spaced``: how far apart two places are at which the rest can begin."""
    most = LONGEST if node.most is None else min(node.most, LONGEST)
    own = first_of(node.part, NONE)
    if _is_plain(node.part):
        if most == node.least:
            return most + rest
        if follow is None or own.apart(follow):
            return most + rest
        ways = (most - node.least) / spaced + 1
        return most + ways * rest
    after = own if follow is None else own.with_(follow)
    ways, more = _each(node.part, after)
    cost = rest
    for _ in range(most):
        cost = rest + ways * cost + more
        if cost > MAX_STEPS:
            break
    return cost


@lru_cache(maxsize=1024)
def _each(part: Node, after: Chars) -> tuple[float, float]:
    """In how many ways a part can be taken that may come again, and the steps it takes itself."""
    low, high = (_cost(part, size, after) for size in (_PROBE, 2 * _PROBE))
    if high > MAX_STEPS:
        return high, high
    ways = (high - low) / _PROBE
    return ways, max(low - ways * _PROBE, 1)


def _is_plain(node: Node) -> bool:
    """Whether a part is a fixed number of characters, which can be taken in one way only."""
    if isinstance(node, Seq):
        return all(isinstance(part, One) for part in node.parts) and bool(node.parts)
    if isinstance(node, Alt):
        return len(node.options) == 1 and _is_plain(node.options[0])
    return isinstance(node, One)


def _literals(parts: Sequence[Node], start: int) -> str:
    """The text that has to stand at a place, as far as it is sure."""
    found = ""
    for part in parts[start:]:
        if not isinstance(part, One) or not part.literal:
            break
        found += part.literal.lower()
    return found


def _period(text: str) -> int:
    """How far apart a text can occur twice at the least; 1 for none."""
    for size in range(1, len(text)):
        if text[size:] == text[:-size]:
            return size
    return max(len(text), 1)
