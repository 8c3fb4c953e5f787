"""Expressions of templates by their places: mustaches in a text, and the names that they read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from .tokens import mustache_end

_TOKEN: Final = re.compile(
    r"(?P<space>\s+)|(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)"
    r"|(?P<name>[A-Za-z_$\x80-\xff][\w$\x80-\xff]*)"
    r"|(?P<text>'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
    r"|(?P<sign>\.\.\.|===|!==|==|!=|<=|>=|&&|\|\||[-+*/%<>!?:.,()\[\]{}~^&|])",
    re.DOTALL,
)
_MODERN: Final = re.compile(r"\?\.(?!\d)|\?\?|=>|`|\*\*")
WORDS: Final = frozenset({"true", "false", "null", "undefined", "NaN", "typeof", "void", "in"})
MOST: Final = 10_000
"""Characters of an expression that is looked into."""


class Mustache(NamedTuple):
    """``{{ … }}``: from ``start`` to ``end``; the expression from ``inner`` to ``last``."""

    start: int
    inner: int
    last: int
    end: int


class ReadName(NamedTuple):
    """A name that an expression reads, no member of another. ``alone``: it stands in an object for
    a key and its value both; ``called``: as a function, or a member of it is."""

    text: str
    start: int
    end: int
    alone: bool
    called: bool


def mustaches(text: str, start: int, stop: int) -> list[Mustache]:
    """The mustaches of a range, in order."""
    result: list[Mustache] = []
    at = text.find("{{", start, stop)
    while at >= 0:
        end = mustache_end(text, at, stop)
        if end < 0:
            break
        result.append(Mustache(at, at + 2, end - 2, end))
        at = text.find("{{", end, stop)
    return result


def whole(text: str, start: int, stop: int) -> Mustache | None:
    """The mustache that a value is made of, with nothing but space beside it."""
    found = mustaches(text, start, stop)
    if len(found) != 1:
        return None
    one = found[0]
    beside = text[start : one.start] + text[one.end : stop]
    return one if not beside.strip() else None


def modern(text: str, start: int, stop: int) -> int:
    """Where an expression says what only newer JavaScript has; -1: nowhere."""
    match = _MODERN.search(text, start, stop)
    return -1 if match is None else match.start()


def names(text: str, start: int, stop: int) -> list[ReadName] | None:
    """The names that an expression reads; None where it is none that can be read."""
    tokens = list(expression_tokens(text, start, stop))
    if tokens and tokens[-1] is None:
        return None
    known = [token for token in tokens if token is not None]
    result: list[ReadName] = []
    above: list[str] = []
    for at, (kind, word, begin, end) in enumerate(known):
        before = known[at - 1][1] if at else ""
        after = known[at + 1][1] if at + 1 < len(known) else ""
        if kind == "sign":
            if word in "([{":
                above.append(word)
            elif word in ")]}" and above:
                above.pop()
            continue
        if kind != "name" or word in WORDS or before == ".":
            continue
        # the data of a template are the inside of an object
        inside = (above[-1] == "{") if above else any(sign in (":", ",") for _, sign, *_ in known)
        first = before in ("", "{", ",")
        if inside and first and after == ":":
            continue  # a key
        alone = inside and first and after in ("", ",", "}")
        result.append(ReadName(word, begin, end, alone, _called(known, at)))
    return result


def _called(tokens: list[tuple[str, str, int, int]], at: int) -> bool:
    at += 1
    while at + 1 < len(tokens) and tokens[at][1] == "." and tokens[at + 1][0] == "name":
        at += 2
    return at < len(tokens) and tokens[at][1] == "("


def expression_tokens(
    text: str, start: int, stop: int
) -> Iterator[tuple[str, str, int, int] | None]:
    """Kind, text and place of each; a last None where something else stands there."""
    if stop - start > MOST:
        yield None
        return
    at = start
    while at < stop:
        match = _TOKEN.match(text, at, stop)
        if match is None:
            yield None
            return
        if match.lastgroup != "space":
            yield str(match.lastgroup), match[0], at, match.end()
        at = match.end()
