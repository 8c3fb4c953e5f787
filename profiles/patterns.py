"""Regular expressions of a profile: such as Python and JavaScript both have, and none that hangs.

A pattern is searched for in messages of strangers, by engines that try one way after another,
here and in the generated runtime. So it is read here, by the grammar that both languages share,
and the steps are estimated that a search may take in the longest text that is searched.
"""

from __future__ import annotations

import string
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import attrs

LONGEST: Final = 2_000
"""Characters of a message that are searched."""
MAX_STEPS: Final = 4e9
"""More estimated steps are refused. Estimates are high: what is just allowed takes a second."""
MAX_PATTERN: Final = 1_000
MAX_DEPTH: Final = 20

_ASCII: Final = frozenset(map(chr, range(128)))
_CLASSES: Final = {
    "d": frozenset(string.digits),
    "w": frozenset(string.ascii_letters + string.digits + "_"),
    "s": frozenset(" \t\n\r\f\v"),
}
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
_PROBE: Final = 1e5


@attrs.frozen
class Chars:
    """A set of characters: those of ASCII, and others, all of them where ``others`` is None."""

    ascii: frozenset[str]
    others: frozenset[str] | None = frozenset()

    @classmethod
    def of(cls, char: str) -> Chars:
        """One character, whatever its case."""
        cases = {char, char.lower(), char.upper()}
        return cls(frozenset(cases & _ASCII), frozenset(cases - _ASCII))

    def with_(self, other: Chars) -> Chars:
        """Both sets in one."""
        both = None
        if self.others is not None and other.others is not None:
            both = self.others | other.others
        return Chars(self.ascii | other.ascii, both)

    def inverse(self) -> Chars:
        """All that are not in the set, or may not be."""
        return Chars(_ASCII - self.ascii, None)

    def apart(self, other: Chars) -> bool:
        """Whether no character is in both."""
        if self.ascii & other.ascii:
            return False
        if self.others is None or other.others is None:
            return self.others == frozenset() or other.others == frozenset()
        return not self.others & other.others


_NONE: Final = Chars(frozenset())
_ALL: Final = Chars(_ASCII, None)


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


def problem(pattern: str) -> str | None:
    """What is wrong with a pattern, as the end of a sentence; None when nothing is."""
    if len(pattern) > MAX_PATTERN:
        return f"longer than {MAX_PATTERN:,} characters"
    try:
        found = _Reader(pattern).whole()
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
        return rest + (_cost(node.ahead, 1, _ALL) if node.ahead is not None else 0)
    if isinstance(node, Seq):
        return _of_sequence(node, rest, follow)
    if isinstance(node, Alt):
        costs = [_cost(option, rest, follow) for option in node.options]
        return max(costs) + len(costs) if _told_apart(node, follow) else sum(costs)
    return _repeated(node, rest, follow, 1)


def _told_apart(node: Alt, follow: Chars | None) -> bool:
    """Whether one character tells which of several it is."""
    seen = _NONE
    for option in node.options:
        first = _first(option, follow)
        if not first.apart(seen):
            return False
        seen = seen.with_(first)
    return True


def _of_sequence(node: Seq, rest: float, follow: Chars | None) -> float:
    for index in range(len(node.parts) - 1, -1, -1):
        part = node.parts[index]
        if isinstance(part, Rep):
            rest = _repeated(part, rest, follow, _period(_literals(node.parts, index + 1)))
        else:
            rest = _cost(part, rest, follow)
        follow = _before(part, follow)
    return rest


def _repeated(node: Rep, rest: float, follow: Chars | None, spaced: int) -> float:
    """``spaced``: how far apart two places are at which the rest can begin."""
    most = LONGEST if node.most is None else min(node.most, LONGEST)
    own = _first(node.part, _NONE)
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


def _first(node: Node, follow: Chars | None) -> Chars:
    """What a part, or where it may be empty what comes after it, begins with."""
    found = _before(node, follow)
    return _ALL if found is None else found


def _before(node: Node, follow: Chars | None) -> Chars | None:
    if isinstance(node, One):
        return node.chars
    if isinstance(node, At):
        return _ALL if follow is None else follow
    if isinstance(node, Seq):
        for part in reversed(node.parts):
            follow = _before(part, follow)
        return follow
    if isinstance(node, Alt):
        found = _NONE
        for option in node.options:
            found = found.with_(_first(option, follow))
        return found
    inner = _first(node.part, _ALL if follow is None else follow)
    return inner if node.least else inner.with_(_ALL if follow is None else follow)


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


def _one_of(found: Alt) -> Alt:
    """Different characters to choose from as one set."""
    single = all(len(one.parts) == 1 and isinstance(one.parts[0], One) for one in found.options)
    if len(found.options) == 1 or not single or not _told_apart(found, _NONE):
        return found
    chars = _NONE
    for option in found.options:
        chars = chars.with_(_first(option, _NONE))
    return Alt((Seq((One(chars),)),))


class _Reader:
    """A pattern read by the grammar that Python and JavaScript share. Raises `ValueError`."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0

    def whole(self) -> Alt:
        found = self._alt(0)
        if self.at < len(self.text):
            raise self._wrong("unbalanced parenthesis")
        return found

    def _wrong(self, what: str) -> ValueError:
        return ValueError(f"not a regular expression: {what} at position {self.at}")

    def _unshared(self, what: str) -> ValueError:
        return ValueError(
            f"not a regular expression of both Python and JavaScript: {what} at position {self.at}"
        )

    def _next(self, *words: str) -> str:
        """The word of these that comes next, taken, else nothing."""
        for word in words:
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return word
        return ""

    def _alt(self, depth: int) -> Alt:
        if depth > MAX_DEPTH:
            raise self._wrong("nested too deeply")
        options = [self._seq(depth)]
        while self._next("|"):
            options.append(self._seq(depth))
        return _one_of(Alt(tuple(options)))

    def _seq(self, depth: int) -> Seq:
        parts: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            node = self._quantified(self._atom(depth))
            single = isinstance(node, Alt) and len(node.options) == 1
            parts += node.options[0].parts if isinstance(node, Alt) and single else [node]
        return Seq(tuple(parts))

    def _quantified(self, node: Node) -> Node:
        start = self.at
        least, most = self._quantifier()
        if self.at == start:
            return node
        if isinstance(node, At):
            self.at = start
            raise self._unshared("a place repeated")
        if self._next("+"):
            raise self._unshared("a possessive repeat")
        self._next("?")
        if self._quantifier() != (1, 1):
            raise self._wrong("multiple repeat")
        return Rep(node, least, most)

    def _quantifier(self) -> tuple[int, int | None]:
        word = self._next("*", "+", "?", "{")
        if word != "{":
            return {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(word, (1, 1))
        end = self.text.find("}", self.at)
        least, comma, most = self.text[self.at : max(end, self.at)].partition(",")
        good = end > 0 and least.isdecimal() and (not most or most.isdecimal())
        if not good or not (least + most).isascii() or len(least + most) > 8:
            raise self._unshared(r"a brace that is no repeat; write \{")
        self.at = end + 1
        low, high = int(least), int(most) if most else None
        if high is not None and high < low:
            raise self._wrong("the least repeat is more than the most")
        return low, high if comma else low

    def _atom(self, depth: int) -> Node:
        char = self.text[self.at]
        if char == "(":
            return self._group(depth)
        if char in "*+?":
            raise self._wrong("nothing to repeat")
        if char in "{}]":
            raise self._unshared(rf"a bracket by itself; write \{char}")
        self.at += 1
        if char == ".":
            return One(Chars(_ASCII - {"\n", "\r"}, None))
        if char in "^$":
            return At(start=char == "^")
        if char == "[":
            return One(self._set())
        if char == "\\":
            return self._escape()
        return One(Chars.of(char), char)

    def _group(self, depth: int) -> Node:
        start = self.at
        kind = self._next("(?:", "(?=", "(?!")
        if not kind:
            self._next("(")
            if self.text.startswith("?", self.at):
                raise self._unshared("a group that is none of ( (?: (?= (?!")
        inner = self._alt(depth + 1)
        if not self._next(")"):
            self.at = start
            raise self._wrong("missing ), unterminated subpattern")
        return At(ahead=inner) if kind in ("(?=", "(?!") else inner

    def _escape(self) -> Node:
        if self._next("b", "B"):
            return At()
        found = self._escaped()
        return found if isinstance(found, One) else One(found)

    def _escaped(self) -> One | Chars:
        """What stands after a backslash."""
        if self.at >= len(self.text):
            raise self._wrong("bad escape (end of pattern)")
        char = self.text[self.at]
        self.at += 1
        if char.lower() in _CLASSES:
            # white space beyond ASCII is white space in JavaScript only
            others = None if char in "sDWS" else frozenset[str]()
            chars = _CLASSES[char.lower()]
            return Chars(chars, others) if char.islower() else Chars(_ASCII - chars, others)
        if char in _CONTROLS:
            return One(Chars.of(_CONTROLS[char]), _CONTROLS[char])
        if char in "xu":
            size = 2 if char == "x" else 4
            digits = self.text[self.at : self.at + size]
            if len(digits) < size or not set(digits) <= set(string.hexdigits):
                raise self._wrong(f"bad escape \\{char}")
            self.at += size
            one = chr(int(digits, 16))
            return One(Chars.of(one), one)
        if not char.isascii() or char.isalnum():
            raise self._unshared(f"the escape \\{char}")
        return One(Chars.of(char), char)

    def _set(self) -> Chars:
        negated = bool(self._next("^"))
        if self._next("]"):
            raise self._unshared(r"an empty set; write \]")
        found = _NONE
        while not self._next("]"):
            low = self._member()
            dash = self.text[self.at : self.at + 1] == "-"
            if dash and self.text[self.at + 1 : self.at + 2] != "]":
                self.at += 1
                found = found.with_(self._range(low, self._member()))
                continue
            found = found.with_(low.chars if isinstance(low, One) else low)
        return found.inverse() if negated else found

    def _member(self) -> One | Chars:
        if self.at >= len(self.text):
            raise self._wrong("unterminated character set")
        if self._next("\\"):
            return self._escaped()
        char = self.text[self.at]
        if char == "[":
            raise self._unshared(r"a set within a set; write \[")
        self.at += 1
        return One(Chars.of(char), char)

    def _range(self, low: One | Chars, high: One | Chars) -> Chars:
        if isinstance(low, Chars) or isinstance(high, Chars) or low.literal > high.literal:
            raise self._wrong("bad character range")
        found = _NONE
        first, last = ord(low.literal), ord(high.literal)
        for code in range(first, min(last, 127) + 1):
            found = found.with_(Chars.of(chr(code)))
        return found.with_(Chars(frozenset(), None)) if last > 127 else found
