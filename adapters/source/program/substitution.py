"""Expressions of a template that is written out where it is used: each name in them becomes what
the template is given under it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, NamedTuple

import attrs

from ..markup.mustache import Mustache, expression_tokens, mustaches, names

NOTHING: Final = "undefined"
"""What a name comes to that a template is not given."""
_FALSE: Final = frozenset({NOTHING, "null", "false", "''", '""', "NaN"})
_OPENING, _CLOSING = "([{", ")]}"
_PLAIN: Final = re.compile(r"[^'\"\\{}<>&]*\Z")


class NotWrittenOut(Exception):
    """Why a template cannot be written out where it is used, in words."""


class GivenEntry(NamedTuple):
    """What a template is given: an expression by name, or, without a name, all that it has."""

    name: str
    value: str


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    end: int


@attrs.frozen(eq=False)
class TemplateNames:
    """What names mean in a template: ``local`` are those of its loops and scripts; ``given`` is
    what it was given, None where it reads the data of the page itself."""

    local: Mapping[str, str] = attrs.field(factory=dict)
    given: tuple[GivenEntry, ...] | None = None

    def meaning(self, name: str) -> str:
        """The expression that a name stands for. Raises `NotWrittenOut`."""
        if name in self.local:
            return self.local[name]
        return name if self.given is None else given_value(self.given, name)

    def inside(self, names_: Mapping[str, str]) -> TemplateNames:
        """The same with the names of a loop."""
        return TemplateNames({**self.local, **names_}, self.given)


def given_value(given: tuple[GivenEntry, ...], name: str) -> str:
    """What a template is given under a name: the last entry that has it counts. Raises
    `NotWrittenOut`."""
    found = NOTHING
    for entry in given:
        if entry.name == name:
            found = entry.value
        elif not entry.name and entry.value != NOTHING:
            member = f"{within(entry.value)}.{name}"
            if found != NOTHING:
                if not _path(entry.value, calls=True):
                    raise NotWrittenOut(f"what it is given as {name} depends on {entry.value}")
                # nothing in the data is undefined: it goes to the page as JSON
                member = f"({member} === {NOTHING} ? {within(found)} : {member})"
            found = member
    return found


def entries(text: str, names_: TemplateNames) -> tuple[GivenEntry, ...]:
    """What the inside of a template's data gives it, in the names of where it is used. Raises
    `NotWrittenOut`."""
    result: list[GivenEntry] = []
    for part in _parts(_tokens(text)):
        first, last = part[0], part[-1]
        if first.text == "..." and len(part) > 1:
            inner = text[part[1].start : last.end]
            result.append(GivenEntry("", substituted(inner, names_)))
        elif first.kind == "name" and len(part) == 1:
            result.append(GivenEntry(first.text, names_.meaning(first.text)))
        elif first.kind in ("name", "text") and len(part) > 2 and part[1].text == ":":
            key = first.text if first.kind == "name" else first.text[1:-1]
            inner = text[part[2].start : last.end]
            result.append(GivenEntry(key, substituted(inner, names_)))
        else:
            raise NotWrittenOut("what it is given cannot be read")
    return tuple(result)


def substituted(expression: str, names_: TemplateNames) -> str:
    """An expression in the names of where it is used. Raises `NotWrittenOut`."""
    read = names(expression, 0, len(expression))
    if read is None:
        raise NotWrittenOut("an expression in it cannot be read")
    if len(read) == 1 and read[0].text == expression:
        return _bare(names_.meaning(expression))
    out: list[str] = []
    at = 0
    for name in read:
        new = names_.meaning(name.text)
        if new == name.text:
            continue
        after = expression[name.end :].lstrip()[:1]
        new = within(new, member=after in (".", "[", "("))
        out += expression[at : name.start], f"{name.text}: {new}" if name.alone else new
        at = name.end
    return folded("".join((*out, expression[at:]))) if out else expression


def folded(expression: str) -> str:
    """An expression without the choices that are made: ``undefined || 1`` is ``1``."""
    tokens = _tokens(expression)
    while len(tokens) > 2 and tokens[1].text == "||" and _lasts(tokens[2:]):
        first = tokens[0]
        if first.text not in _FALSE and first.kind != "text":
            break
        tokens = tokens[2:] if first.text in _FALSE else tokens[:1]
    return expression[tokens[0].start : tokens[-1].end] if tokens else expression


def _lasts(rest: list[_Token]) -> bool:
    """Whether what follows ``||`` is all of its right side."""
    depth = 0
    for token in rest:
        depth += (token.text in _OPENING) - (token.text in _CLOSING) if token.kind == "sign" else 0
        if depth == 0 and token.text in ("?", ",", ":"):
            return False
    return True


def within(expression: str, member: bool = True) -> str:
    """An expression as a part of another: in brackets where it is more than a path or a value.
    ``member``: a member of it follows."""
    tokens = _tokens(expression)
    lone = len(tokens) == 1 and not (member and tokens[0].kind == "number")
    whole = lone or _bracketed(tokens) or _path(expression, calls=True)
    return expression if whole else f"({expression})"


def _bare(expression: str) -> str:
    """An expression without brackets around all of it."""
    tokens = _tokens(expression)
    return expression[tokens[0].end : tokens[-1].start] if _bracketed(tokens) else expression


def _bracketed(tokens: list[_Token]) -> bool:
    return bool(tokens) and tokens[0].text == "(" and _closed_at(tokens, 0) == len(tokens) - 1


def _path(expression: str, calls: bool = False) -> bool:
    """Whether an expression is a name, or members of one; with ``calls``, what they give, too."""
    tokens = _tokens(expression)
    if not tokens or tokens[0].kind != "name":
        return False
    at = 1
    while at < len(tokens):
        if tokens[at].text == "." and at + 1 < len(tokens) and tokens[at + 1].kind == "name":
            at += 2
        elif tokens[at].text in ("[(" if calls else "[") and (closed := _closed_at(tokens, at)) > 0:
            at = closed + 1
        else:
            return False
    return True


def value(text: str, start: int, stop: int, names_: TemplateNames, quote: str, plain: bool) -> str:
    """A text or a value with its mustaches in the names of where it is used. ``quote``: what it
    stands in, empty for a text. ``plain``: a text that is all of a value is written without its
    mustache. Raises `NotWrittenOut`."""
    found = mustaches(text, start, stop)
    out: list[str] = []
    at = start
    for one in found:
        new = _requoted(substituted(text[one.inner : one.last].strip(), names_), quote)
        alone = len(found) == 1 and (one.start, one.end) == (start, stop)
        if plain and alone and new[:1] in "'\"" and len(_tokens(new)) == 1:
            inner = new[1:-1]
            if _PLAIN.match(inner):
                return inner
        out += text[at : one.start], _mustache(text, one, new)
        at = one.end
    return "".join((*out, text[at:stop]))


def computed(text: str, start: int, stop: int, names_: TemplateNames) -> str:
    """A value as one expression, its texts and mustaches put together. Raises `NotWrittenOut`."""
    parts: list[str] = []
    at = start
    for one in mustaches(text, start, stop):
        parts.append(_literal(text[at : one.start]))
        parts.append(substituted(text[one.inner : one.last].strip(), names_))
        at = one.end
    parts.append(_literal(text[at:stop]))
    parts = [part for part in parts if part != "''"] or ["''"]
    return parts[0] if len(parts) == 1 else " + ".join(within(part, member=False) for part in parts)


def choice(expression: str) -> tuple[str, str, str] | None:
    """Test, one and other text of an expression that chooses between two texts."""
    tokens = _tokens(expression)
    if len(tokens) < 5 or [token.kind for token in tokens[-3:]] != ["text", "sign", "text"]:
        return None
    if tokens[-2].text != ":" or tokens[-4].text != "?":
        return None
    test = tokens[:-4]
    if not _lasts(test):
        return None
    return (
        expression[test[0].start : test[-1].end],
        tokens[-3].text[1:-1],
        tokens[-1].text[1:-1],
    )


def constant(expression: str) -> str | None:
    """The text that an expression is; None for any other."""
    tokens = _tokens(expression)
    if len(tokens) == 1 and tokens[0].kind == "text" and "\\" not in tokens[0].text:
        return tokens[0].text[1:-1]
    return None


def free_names(given: tuple[GivenEntry, ...]) -> frozenset[str]:
    """The names that what a template is given reads."""
    found: set[str] = set()
    for entry in given:
        found.update(name.text for name in names(entry.value, 0, len(entry.value)) or ())
    return frozenset(found)


def _mustache(text: str, one: Mustache, new: str) -> str:
    if new == text[one.inner : one.last].strip():
        return text[one.start : one.end]
    before = " " if new.startswith("{") else ""
    after = " " if new.endswith("}") else ""
    return f"{{{{{before}{new}{after}}}}}"


def _literal(text: str) -> str:
    if not _PLAIN.match(text):
        raise NotWrittenOut("which template it is cannot be told")
    return f"'{text}'"


def _requoted(expression: str, quote: str) -> str:
    """An expression whose texts do not stand in the quote that is around it."""
    if not quote or quote not in expression:
        return expression
    other = "'" if quote == '"' else '"'
    out: list[str] = []
    at = 0
    for token in _tokens(expression):
        if token.kind == "text" and quote in token.text:
            inner = token.text[1:-1]
            if token.text[0] != quote or other in inner or "\\" in inner or quote in inner:
                raise NotWrittenOut("a text in it has both kinds of quotes")
            out += expression[at : token.start], f"{other}{inner}{other}"
            at = token.end
    return "".join((*out, expression[at:]))


def _tokens(expression: str) -> list[_Token]:
    result: list[_Token] = []
    for token in expression_tokens(expression, 0, len(expression)):
        if token is None:
            raise NotWrittenOut("an expression in it cannot be read")
        result.append(_Token(*token))
    return result


def _parts(tokens: list[_Token]) -> list[list[_Token]]:
    """What stands between the commas."""
    result: list[list[_Token]] = [[]]
    depth = 0
    for token in tokens:
        if token.kind == "sign" and token.text in _OPENING:
            depth += 1
        elif token.kind == "sign" and token.text in _CLOSING:
            depth -= 1
        if depth == 0 and token.text == ",":
            result.append([])
        else:
            result[-1].append(token)
    return [part for part in result if part]


def _closed_at(tokens: list[_Token], start: int) -> int:
    """The place of the bracket that closes one; -1: none does."""
    depth = 0
    for at in range(start, len(tokens)):
        if tokens[at].kind == "sign" and tokens[at].text in _OPENING:
            depth += 1
        elif tokens[at].kind == "sign" and tokens[at].text in _CLOSING:
            depth -= 1
            if depth == 0:
                return at
    return -1
