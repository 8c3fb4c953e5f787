"""Expressions of templates as data: what stands between ``{{`` and ``}}``, never run as code.

What comes out are lists that begin with a word: ``["v", value]`` a value, ``["w", word]``
``undefined`` or ``NaN``, ``["n", name]``, ``[".", of, name]``, ``["[", of, key]``,
``["(", function, given]``, ``["u", sign, of]``, ``["b", sign, one, other]`` (``&&`` and ``||``
among them), ``["?", test, one, other]``, ``["a", entries]``, ``["o", members]``; an entry may be
``["...", of]``, a member is that or ``[key, of]``.
"""

from __future__ import annotations

import math
import re
from typing import Any, Final, NamedTuple

from attrs import define

Expression = list[Any]
Value = Any
"""Of an attribute or a text: a plain value, ``["x", expression]``, or ``["j", parts]``, texts and
expressions that make one text."""

MOST_CHARS: Final = 10_000
MOST_DEPTH: Final = 100
"""Levels of an expression, one in another."""

_TOKEN: Final = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)"
    r"|(?P<name>[A-Za-z_$\u0080-\uffff][\w$\u0080-\uffff]*)"
    r"|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<sign>\.\.\.|===|!==|>>>|==|!=|<=|>=|&&|\|\||<<|>>|[-+*/%<>!?:.,()\[\]{}~^&|]))",
    re.DOTALL,
)
_LEVELS: Final = (
    ("||",), ("&&",), ("|",), ("^",), ("&",), ("===", "!==", "==", "!="), ("<", ">", "<=", ">="),
    ("<<", ">>", ">>>"), ("+", "-"), ("*", "/", "%"),
)  # fmt: skip
_BINDS: Final = {sign: level for level, signs in enumerate(_LEVELS) for sign in signs}
_WORDS: Final = {"true": True, "false": False, "null": None}
_MISSING: Final = frozenset({"undefined", "NaN"})
_RESERVED: Final = frozenset(
    {"typeof", "void", "new", "delete", "in", "instanceof", "function", "await", "yield", "class"}
)
_ESCAPES: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0"}
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)


class NotRead(ValueError):
    """What stands there is no expression that any vendor's page names."""


class _Token(NamedTuple):
    kind: str
    text: str


def expression(text: str) -> Expression:
    """An expression; raises `NotRead`."""
    reader = _reader(text)
    found = reader.choice()
    reader.end()
    return found


def members(text: str) -> Expression:
    """The inside of an object, as the data of a template are written; raises `NotRead`."""
    reader = _reader(text)
    found = reader.members("")
    reader.end()
    return found


def root(found: Expression) -> str:
    """The name that a path begins with; empty for what is none."""
    while found[0] in (".", "["):
        found = found[1]
    return str(found[1]) if found[0] == "n" else ""


def names(found: Value) -> frozenset[str]:
    """The names that a value reads."""
    read: set[str] = set()
    todo = [found]
    while todo:
        one = todo.pop()
        if not isinstance(one, list):
            continue
        if one and one[0] == "n":
            read.add(str(one[1]))
        todo += one
    return frozenset(read)


def _reader(text: str) -> _Reader:
    if len(text) > MOST_CHARS:
        raise NotRead(f"longer than {MOST_CHARS:,} characters")
    tokens: list[_Token] = []
    at, size = 0, len(text.rstrip())
    while at < size:
        match = _TOKEN.match(text, at)
        if match is None:
            raise NotRead(text[at:].strip()[:20])
        tokens.append(_Token(str(match.lastgroup), match[str(match.lastgroup)]))
        at = match.end()
    return _Reader(tokens)


_END: Final = _Token("end", "")


@define(eq=False)
class _Reader:
    tokens: list[_Token]
    at: int = 0
    depth: int = 0

    @property
    def next(self) -> _Token:
        return self.tokens[self.at] if self.at < len(self.tokens) else _END

    def sign(self, *wanted: str) -> bool:
        """Whether one of these signs comes next; it is passed then."""
        if self.next.kind == "sign" and self.next.text in wanted:
            self.at += 1
            return True
        return False

    def take(self, wanted: str) -> None:
        if not self.sign(wanted):
            raise NotRead(self.next.text or "it ends too early")

    def end(self) -> None:
        if self.next is not _END:
            raise NotRead(self.next.text)

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise NotRead(f"deeper than {MOST_DEPTH} levels")

    def choice(self) -> Expression:
        """``test ? one : other``."""
        self.deeper()
        found = self.binary(0)
        if self.sign("?"):
            one = self.choice()
            self.take(":")
            found = ["?", found, one, self.choice()]
        self.depth -= 1
        return found

    def binary(self, lowest: int) -> Expression:
        """Operators from left to right, those that bind more tightly first."""
        found = self.unary()
        steps = 0
        while self.next.kind == "sign":
            level = _BINDS.get(self.next.text, -1)
            if level < lowest:
                break
            steps += 1
            self.deeper()
            sign = self.next.text
            self.at += 1
            found = ["b", sign, found, self.binary(level + 1)]
        self.depth -= steps
        return found

    def unary(self) -> Expression:
        """Signs before a value."""
        signs: list[str] = []
        while self.next.kind == "sign" and self.next.text in ("!", "-", "+", "~"):
            signs.append(self.next.text)
            self.deeper()
            self.at += 1
        found = self.path()
        for sign in reversed(signs):
            found = ["u", sign, found]
        self.depth -= len(signs)
        return found

    def path(self) -> Expression:
        """A value, the path behind it, and calls."""
        found = self.first()
        steps = 0
        while self.next.kind == "sign" and self.next.text in (".", "[", "("):
            steps += 1
            self.deeper()
            sign = self.next.text
            self.at += 1
            if sign == ".":
                found = [".", found, self.name()]
            elif sign == "[":
                found = ["[", found, self.choice()]
                self.take("]")
            else:
                found = ["(", found, self.entries(")")]
        self.depth -= steps
        return found

    def name(self) -> str:
        token = self.next
        if token.kind != "name":
            raise NotRead(token.text or "it ends too early")
        self.at += 1
        return token.text

    def first(self) -> Expression:
        """A literal, a name, or what stands in parentheses."""
        kind, text = self.next
        self.at += 1
        if kind == "number":
            number = float(text)
            if math.isinf(number):  # which JSON has no word for
                return ["b", "/", ["v", 1], ["v", 0]]
            return ["v", int(number) if number.is_integer() and abs(number) < 2**53 else number]
        if kind == "text":
            return ["v", _plain(text[1:-1])]
        if kind == "name":
            if text in _RESERVED:
                raise NotRead(text)
            return (
                ["v", _WORDS[text]] if text in _WORDS else ["w" if text in _MISSING else "n", text]
            )
        if text == "[":
            return ["a", self.entries("]")]
        if text == "{":
            found = self.members("}")
            self.take("}")
            return found
        if text != "(":
            raise NotRead(text or "it ends too early")
        found = self.choice()
        self.take(")")
        return found

    def entries(self, close: str) -> list[Expression]:
        """Values with commas between them, up to a sign."""
        result: list[Expression] = []
        while not self.sign(close):
            result.append(["...", self.choice()] if self.sign("...") else self.choice())
            if self.next.text != close:
                self.take(",")
        return result

    def members(self, close: str) -> Expression:
        """``key: value``, a name alone, ``...value``, up to a sign that stays."""
        result: list[Any] = []
        while self.next is not _END and (not close or self.next.text != close):
            if self.sign("..."):
                result.append(["...", self.choice()])
            else:
                kind, text = self.next
                if kind not in ("name", "text", "number"):
                    raise NotRead(text)
                self.at += 1
                key = _plain(text[1:-1]) if kind == "text" else text
                if kind != "name" or (self.next.kind, self.next.text) == ("sign", ":"):
                    self.take(":")
                    result.append([key, self.choice()])
                else:
                    result.append([key, ["n", text]])
            if self.next is not _END and self.next.text != close:
                self.take(",")
        return ["o", result]


def _plain(text: str) -> str:
    """A text as it is meant."""
    return _ESCAPE.sub(
        lambda m: chr(int(m[1] or m[2], 16)) if m[1] or m[2] else _ESCAPES.get(m[3], m[3]), text
    )
