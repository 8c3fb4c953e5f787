"""Regular expressions read by the grammar that Python and JavaScript share."""

from __future__ import annotations

import string
from typing import Final

from .pattern_tree import ASCII, NONE, Alt, At, Chars, Node, One, Rep, Seq, first_of, told_apart

MAX_DEPTH: Final = 20

_CLASSES: Final = {
    "d": frozenset(string.digits),
    "w": frozenset(string.ascii_letters + string.digits + "_"),
    "s": frozenset(" \t\n\r\f\v"),
}
_CONTROLS: Final = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}


class PatternReader:
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
        return one_of(Alt(tuple(options)))

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
            return One(Chars(ASCII - {"\n", "\r"}, None))
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
            return Chars(chars, others) if char.islower() else Chars(ASCII - chars, others)
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
        found = NONE
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
        found = NONE
        first, last = ord(low.literal), ord(high.literal)
        for code in range(first, min(last, 127) + 1):
            found = found.with_(Chars.of(chr(code)))
        return found.with_(Chars(frozenset(), None)) if last > 127 else found


def one_of(found: Alt) -> Alt:
    """Different characters to choose from as one set."""
    single = all(len(one.parts) == 1 and isinstance(one.parts[0], One) for one in found.options)
    if len(found.options) == 1 or not single or not told_apart(found, NONE):
        return found
    chars = NONE
    for option in found.options:
        chars = chars.with_(first_of(option, NONE))
    return Alt((Seq((One(chars),)),))
