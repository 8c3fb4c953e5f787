"""Expressions of templates: what stands between ``{{`` and ``}}``, against a page's data.

Paths, literals, lists, objects, the usual operators and ``? :``; no calls. What cannot be told is
`UNKNOWN`, never an error: templates come from strangers.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from attrs import define, field

MOST_DEPTH: Final = 40
MOST_CHARS: Final = 4000


class _Unknown:
    """A value that is not known."""

    def __repr__(self) -> str:
        return "UNKNOWN"


UNKNOWN: Final = _Unknown()


class _Undefined:
    """The value of what is not there, where that is known."""

    def __repr__(self) -> str:
        return "UNDEFINED"


UNDEFINED: Final = _Undefined()

_TOKEN: Final = re.compile(
    r"\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Za-z_$][\w$]*)|('(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(\.\.\.|===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]{}]))"
)
_WORDS: Final[Mapping[str, Any]] = {
    "true": True, "false": False, "null": None, "NaN": math.nan,
}  # fmt: skip
_LEVELS: Final = (
    ("||",), ("&&",), ("===", "!==", "==", "!="), ("<", ">", "<=", ">="), ("+", "-"),
    ("*", "/", "%"),
)  # fmt: skip


class _NotRead(Exception):
    """An expression that is none of these."""


def value_of(text: str, scope: Mapping[str, Any], absent: Any = UNKNOWN) -> Any:
    """The value of an attribute: its text, or what its mustaches stand for in `scope`. `absent`:
    of names and entries that are not there, UNKNOWN or UNDEFINED."""
    if len(text) > MOST_CHARS:
        return UNKNOWN if "{{" in text else text
    whole = re.fullmatch(r"\s*\{\{((?:(?!\}\}(?!\})).)*)\}\}\s*", text, re.DOTALL)
    if whole is not None:
        return evaluated(whole[1], scope, absent)
    if "{{" not in text:
        return text
    parts = re.split(r"\{\{((?:(?!\}\}).)*)\}\}", text, flags=re.DOTALL)
    values = [evaluated(part, scope, absent) if at % 2 else part for at, part in enumerate(parts)]
    return UNKNOWN if any(value is UNKNOWN for value in values) else "".join(map(_text, values))


def evaluated(text: str, scope: Mapping[str, Any], absent: Any = UNKNOWN) -> Any:
    """The value of an expression in a scope; UNKNOWN where it cannot be told."""
    try:
        tokens = _tokens(text)
        reader = _Reader(tokens, scope, absent)
        value = reader.choice()
        return value if reader.at == len(tokens) else UNKNOWN
    except (_NotRead, ArithmeticError, TypeError, ValueError):
        return UNKNOWN


def _tokens(text: str) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    at = 0
    text = text.rstrip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise _NotRead
        found.append((match.lastindex or 0, match[match.lastindex or 0]))
        at = match.end()
    return found


@define(eq=False)
class _Reader:
    tokens: list[tuple[int, str]]
    scope: Mapping[str, Any]
    absent: Any
    at: int = 0
    depth: int = field(default=0)

    def peek(self) -> str:
        """The sign that comes next; empty for anything else."""
        if self.at >= len(self.tokens):
            return ""
        kind, text = self.tokens[self.at]
        return text if kind == 4 else ""

    def take(self, sign: str) -> None:
        if self.peek() != sign:
            raise _NotRead
        self.at += 1

    def choice(self) -> Any:
        """``test ? one : other``."""
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise _NotRead
        test = self.binary(0)
        if self.peek() == "?":
            self.at += 1
            one = self.choice()
            self.take(":")
            other = self.choice()
            test = UNKNOWN if test is UNKNOWN else one if truth(test) else other
        self.depth -= 1
        return test

    def binary(self, level: int) -> Any:
        """Operators from left to right, the weakest first."""
        if level == len(_LEVELS):
            return self.unary()
        value = self.binary(level + 1)
        while (sign := self.peek()) in _LEVELS[level]:
            self.at += 1
            value = _applied(sign, value, self.binary(level + 1))
        return value

    def unary(self) -> Any:
        """Signs before a value."""
        signs: list[str] = []
        while (sign := self.peek()) in ("!", "-", "+"):
            signs.append(sign)
            self.at += 1
        value = self.member()
        for sign in reversed(signs):
            if value is UNKNOWN:
                return UNKNOWN
            value = not truth(value) if sign == "!" else _number(value) * (-1 if sign == "-" else 1)
        return value

    def member(self) -> Any:
        """A value and the path behind it."""
        value = self.first()
        while (sign := self.peek()) in (".", "["):
            self.at += 1
            if sign == ".":
                kind, name = self.tokens[self.at] if self.at < len(self.tokens) else (0, "")
                if kind != 2:
                    raise _NotRead
                self.at += 1
                value = self.entry(value, name)
            else:
                key = self.choice()
                self.take("]")
                value = self.entry(value, key)
        return value

    def entry(self, value: Any, key: Any) -> Any:
        """What stands in a value under a key."""
        found = _entry(value, key)
        known = value is not UNKNOWN and key is not UNKNOWN
        return self.absent if found is _NONE and known else UNKNOWN if found is _NONE else found

    def first(self) -> Any:
        """A literal, a name, or what stands in parentheses."""
        if self.at >= len(self.tokens):
            raise _NotRead
        kind, text = self.tokens[self.at]
        self.at += 1
        if kind == 1:
            return float(text) if "." in text else int(text[:18])
        if kind == 2:
            if text == "undefined":
                return self.absent
            return _WORDS[text] if text in _WORDS else self.scope.get(text, self.absent)
        if kind == 3:
            return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)
        if text == "[":
            return self.list_()
        if text == "{":
            return self.object_()
        if text != "(":
            raise _NotRead
        value = self.choice()
        self.take(")")
        return value

    def list_(self) -> Any:
        """The rest of a list. One unknown item makes it unknown."""
        values: list[Any] = []
        while self.peek() != "]":
            values.append(self.choice())
            if self.peek() != "]":
                self.take(",")
        self.take("]")
        return UNKNOWN if any(value is UNKNOWN for value in values) else values

    def object_(self) -> Any:
        """The rest of an object: ``name: value``, a name alone, ``...name``."""
        values: dict[str, Any] = {}
        known = True
        while self.peek() != "}":
            if self.peek() == "...":
                self.at += 1
                more = self.choice()
                known = known and isinstance(more, Mapping)
                values.update(more if isinstance(more, Mapping) else {})
            else:
                kind, text = self.tokens[self.at] if self.at < len(self.tokens) else (0, "")
                if kind not in (1, 2, 3):
                    raise _NotRead
                name = text[1:-1] if kind == 3 else text
                if kind == 2 and self.tokens[self.at + 1 : self.at + 2] != [(4, ":")]:
                    values[name] = self.choice()
                else:
                    self.at += 1
                    self.take(":")
                    values[name] = self.choice()
                known = known and values[name] is not UNKNOWN
            if self.peek() != "}":
                self.take(",")
        self.take("}")
        return values if known else UNKNOWN


_NONE: Final = object()


def _entry(value: Any, key: Any) -> Any:
    if isinstance(value, Mapping):
        return value.get(_text(key), _NONE)
    if isinstance(value, (list, str)):
        if key == "length":
            return len(value)
        number = int(key) if isinstance(key, str) and key.isdecimal() else key
        if isinstance(number, (int, float)) and not isinstance(number, bool):
            at = int(number)
            return value[at] if at == number and 0 <= at < len(value) else _NONE
    return _NONE


def truth(value: Any) -> bool:
    """Whether a value counts as true."""
    if isinstance(value, (list, Mapping)):
        return True
    if value is UNDEFINED:
        return False
    return bool(value) and value == value  # NaN is false


def _number(value: Any) -> float | int:
    if value is UNDEFINED:
        return math.nan
    if isinstance(value, bool) or value is None:
        return int(bool(value))
    if isinstance(value, (int, float)):
        return value
    return float(value) if isinstance(value, str) and value.strip() else 0


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None or value is UNDEFINED:
        return "null" if value is None else "undefined"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (list, Mapping)):
        raise _NotRead
    return str(value)


_ORDERS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "<": lambda one, other: one < other,
    ">": lambda one, other: one > other,
    "<=": lambda one, other: one <= other,
    ">=": lambda one, other: one >= other,
}
_NUMBERS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    **_ORDERS,
    "-": lambda one, other: one - other,
    "*": lambda one, other: one * other,
    "/": lambda one, other: one / other,
    "%": math.fmod,
}


def _applied(sign: str, one: Any, other: Any) -> Any:
    if sign == "&&":
        return UNKNOWN if one is UNKNOWN else other if truth(one) else one
    if sign == "||":
        return UNKNOWN if one is UNKNOWN else one if truth(one) else other
    if one is UNKNOWN or other is UNKNOWN:
        return UNKNOWN
    if sign in ("===", "!==", "==", "!="):
        if len(sign) == 2:  # null and undefined are alike
            one, other = (None if it is UNDEFINED else it for it in (one, other))
        strict = isinstance(one, bool) == isinstance(other, bool)
        equal = one == other and (strict or len(sign) == 2)
        return equal == (sign[0] == "=")
    if sign == "+":
        if isinstance(one, str) or isinstance(other, str):
            return _text(one) + _text(other)
        return _number(one) + _number(other)
    if sign in _ORDERS and isinstance(one, str) and isinstance(other, str):
        return _ORDERS[sign](one, other)
    return _NUMBERS[sign](_number(one), _number(other))
