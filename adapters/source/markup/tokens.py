"""A template as tokens that tile it: nothing is lost, whatever stands there.

Offsets are those of bytes: the text is a template's masked bytes, a character each
(`encoding.mask`, then latin-1). Time and memory grow with the length alone: every search moves
forward, and nothing is nested here.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final, Literal, NamedTuple

import attrs

Kind = Literal["text", "comment", "open", "close", "alone", "script", "meta"]
"""``open``, ``close``: a tag; ``alone``: one that closes itself; ``script``: what stands in an
element whose text is a script; ``meta``: ``<!`` or ``<?`` to its ``>``."""

_MARK: Final = re.compile(
    r"</(?P<close>[^\s/>=\"'<{]++)\s*+>|<(?P<open>[A-Za-z\x80-\xff][^\s/>=\"'<{]*+)>"
    r"|<(?=[!?/]|[A-Za-z\x80-\xff])|\{\{"
)
"""Where text ends. A closing tag as nearly all are, and an opening one without attributes, are told
whole; `_markup` reads any other."""
_NAME: Final = re.compile(r"[^\s/>=\"'<{]+")
_SPACE: Final = re.compile(r"\s*")
_ATTRIBUTE: Final = re.compile(r"[^\s/>=\"'<]+")
_EQUALS: Final = re.compile(r"\s*=\s*")
_BARE: Final = re.compile(r"[^\s>\"'=<]*")
_QUOTED: Final = re.compile(
    r"\s*+([^\s/>=\"'<{][^\s/>=\"'<]*+)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')"
)
"""An attribute as nearly all are; `_attribute` reads any."""
_TEXT: Final = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", re.DOTALL)
_TRIES: Final = 8
"""So many ``}}`` are tried; a mustache that none of them closes ends at the first."""
MOST_PROBLEMS: Final = 100
"""So many are kept: the first already leaves the file as it is."""
_LONG: Final = 10_000
"""How far a quote inside a mustache may be from the ``}}`` behind it."""


class Attribute(NamedTuple):
    """An attribute. ``start`` to ``end``: all of it, quotes included; ``name_end``: of its name;
    ``value_start`` to ``value_end``: what it says, -1 for one without a value. ``quote`` is empty
    for a bare value."""

    name: str
    start: int
    name_end: int
    value_start: int
    value_end: int
    end: int
    quote: str


class TemplateToken(NamedTuple):
    """A piece of a template; ``name`` and ``attributes`` are those of a tag."""

    kind: Kind
    start: int
    end: int
    name: str = ""
    attributes: tuple[Attribute, ...] = ()


class Fault(NamedTuple):
    """What no compiler takes, at its place."""

    start: int
    end: int
    text: str


@attrs.frozen
class Scanned:
    """The tokens of a template, and what is wrong with it."""

    text: str
    tokens: list[TemplateToken]
    problems: list[Fault]


def scanned(text: str, scripts: Collection[str] = ()) -> Scanned:
    """The tokens of a template. ``scripts``: elements whose text is a script, by name."""
    return _last_scanned(text, frozenset(scripts))


@lru_cache(maxsize=1)
def _last_scanned(text: str, scripts: frozenset[str]) -> Scanned:
    """The same, kept until another is asked for: a template is looked at for the script beside it
    and for itself."""
    tokens: list[TemplateToken] = []
    problems: list[Fault] = []
    size = len(text)
    at = start = 0
    closed = True
    while True:
        mark = _MARK.search(text, at)
        if mark is None:
            break
        here = mark.start()
        usual = mark.lastgroup
        if usual is None and mark[0] == "{{":
            end = mustache_end(text, here) if closed else -1
            if end < 0 and closed:
                _tell(problems, Fault(here, here + 2, "{{ is not closed"))
                closed = False  # nor is any that follows: nobody looks for it again
            at = end if end > 0 else here + 2
            continue
        if start < here:
            tokens.append(TemplateToken("text", start, here))
        if usual is not None:
            kind: Kind = "close" if usual == "close" else "open"
            token = TemplateToken(kind, here, mark.end(), mark[usual])
        else:
            token = _markup(text, here, problems)
        tokens.append(token)
        at = start = token.end
        if token.kind == "open" and token.name in scripts:
            end = text.find(f"</{token.name}", at)
            if end < 0:
                end = size
            if end > at:
                tokens.append(TemplateToken("script", at, end))
            at = start = end
    if start < size:
        tokens.append(TemplateToken("text", start, size))
    _balanced(tokens, problems)
    problems.sort()
    return Scanned(text, tokens, problems)


def closing(tokens: list[TemplateToken]) -> dict[int, int]:
    """Where the tag that each token opens is closed, by number; of tokens without problems."""
    result: dict[int, int] = {}
    above: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "open":
            above.append(at)
        elif token.kind == "close":
            result[above.pop()] = at
    return result


def defines(token: TemplateToken) -> Attribute | None:
    """The name by which an element defines a template; None for any other element."""
    if token.kind not in ("open", "alone") or token.name != "template":
        return None
    return attribute_of(token, "name")


def attribute_of(token: TemplateToken, name: str) -> Attribute | None:
    """The first attribute of a name."""
    return next((item for item in token.attributes if item.name == name), None)


def mustache_end(text: str, start: int, stop: int | None = None) -> int:
    """Behind the ``}}`` that closes a mustache, texts and objects in it kept whole; -1: none."""
    stop = len(text) if stop is None else stop
    first = at = text.find("}}", start + 2, stop)
    for _ in range(_TRIES):
        if at < 0:
            break
        if _complete(text[start + 2 : at]):
            return at + 2
        at = text.find("}}", at + 1, stop)
    return first if first < 0 else first + 2


def _complete(inner: str) -> bool:
    """Whether texts and objects that begin in an expression end there, too."""
    if "{" not in inner and "'" not in inner and '"' not in inner:
        return True
    rest = _TEXT.sub("", inner)
    return "'" not in rest and '"' not in rest and rest.count("{") == rest.count("}")


def _tell(problems: list[Fault], found: Fault) -> None:
    if len(problems) < MOST_PROBLEMS:
        problems.append(found)


def _markup(text: str, at: int, problems: list[Fault]) -> TemplateToken:
    """The comment, meta tag or tag that begins here."""
    if text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        return TemplateToken("comment", at, len(text) if end < 0 else end + 3)
    if text[at + 1] in "!?":
        end = text.find(">", at)
        end = len(text) if end < 0 else end + 1
        _tell(problems, Fault(at, end, "templates have no such tag"))
        return TemplateToken("meta", at, end)
    closing = text[at + 1] == "/"
    name = _NAME.match(text, at + 1 + closing)
    if name is None:
        end = text.find(">", at)
        end = len(text) if end < 0 else end + 1
        _tell(problems, Fault(at, end, "a tag without a name"))
        return TemplateToken("meta", at, end)
    end, alone, attributes = _inside(text, name.end(), problems)
    if closing and attributes:
        first = attributes[0]
        _tell(problems, Fault(first.start, first.end, "a closing tag has no attributes"))
    kind: Kind = "close" if closing else "alone" if alone else "open"
    return TemplateToken(kind, at, end, name[0], tuple(attributes))


def _inside(text: str, at: int, problems: list[Fault]) -> tuple[int, bool, list[Attribute]]:
    """The attributes of a tag from ``at``; where it ends, and whether by ``/>``."""
    result: list[Attribute] = []
    begun, size = at, len(text)
    quoted = _QUOTED.match
    while True:
        usual = quoted(text, at)
        while usual is not None:
            start, name_end = usual.span(1)
            first, last = usual.span(usual.lastindex or 0)
            opened = text.rfind("{{", first, last)
            if opened >= 0 and text.find("}}", opened, last) < 0:
                break  # the quote may be one inside a mustache
            at = last + 1
            result.append(Attribute(usual[1], start, name_end, first, last, at, text[last]))
            if text[at : at + 1] == ">":
                return at + 1, False, result
            usual = quoted(text, at)
        at = _space(text, at)
        mark = text[at : at + 1]
        if mark == ">":
            return at + 1, False, result
        if mark == "/":
            if text.startswith("/>", at):
                return at + 2, True, result
            _tell(problems, Fault(at, at + 1, "/ stands in a tag"))
            at += 1
        elif not mark or mark == "<":
            _tell(problems, Fault(begun, min(at + 1, size), "a tag is not closed"))
            return at, False, result
        elif mark in "\"'=":
            _tell(problems, Fault(at, at + 1, f"{mark} stands where an attribute was expected"))
            at += 1
        else:
            attribute = _attribute(text, at, problems)
            result.append(attribute)
            at = attribute.end


def _attribute(text: str, at: int, problems: list[Fault]) -> Attribute:
    name = _ATTRIBUTE.match(text, at)
    assert name is not None  # noqa: S101  (what it cannot begin with was told before)
    if name[0].startswith("{"):
        _tell(problems, Fault(at, name.end(), "{ stands where an attribute was expected"))
    equals = _EQUALS.match(text, name.end())
    if equals is None:
        return Attribute(name[0], at, name.end(), -1, -1, name.end(), "")
    start = equals.end()
    quote = text[start : start + 1]
    if quote in ('"', "'") and quote:
        end = _value_end(text, start + 1, quote)
        if end < 0:
            _tell(problems, Fault(start, start + 1, f"{quote} is not closed"))
            return Attribute(name[0], at, name.end(), start + 1, len(text), len(text), quote)
        return Attribute(name[0], at, name.end(), start + 1, end, end + 1, quote)
    if text[start - 1] != "=":  # a bare value stands right behind the sign, else there is none
        return Attribute(
            name[0], at, name.end(), -1, -1, start - len(equals[0]) + len(equals[0].rstrip()), ""
        )
    end = _bare_end(text, start)
    return Attribute(name[0], at, name.end(), start, end, end, "")


def _bare_end(text: str, start: int) -> int:
    """Where a value without quotes ends."""
    if text.startswith("{{", start) and (end := mustache_end(text, start)) > 0:
        return end
    bare = _BARE.match(text, start)
    end = start if bare is None else bare.end()
    return end - 1 if end > start and text.startswith("/>", end - 1) else end


def _value_end(text: str, start: int, quote: str) -> int:
    """Where the quote that closes a value stands: none that is inside a mustache; -1: none."""
    end = text.find(quote, start)
    opened = text.find("{{", start, end)
    while end >= 0 and opened >= 0:
        closed = text.find("}}", opened, end)
        if closed < 0:
            tag = text.find(">", end, end + _LONG)
            after = text.find("}}", end, end + _LONG if tag < 0 else tag)
            if after < 0:
                return end  # nobody closes it: the quote is the value's
            end = text.find(quote, after)
            closed = after
        opened = text.find("{{", closed, end)
    return end


def _space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return at if space is None else space.end()


def _balanced(tokens: list[TemplateToken], problems: list[Fault]) -> None:
    """Tell of tags that are not closed, and of those that close none."""
    open_: list[TemplateToken] = []
    for token in tokens:
        if token.kind == "open":
            open_.append(token)
        elif token.kind == "close":
            if open_ and open_[-1].name == token.name:
                open_.pop()
                continue
            wanted = f"; <{open_[-1].name}> is open" if open_ else ""
            text = f"</{token.name}> closes nothing{wanted}"
            _tell(problems, Fault(token.start, token.end, text))
            return  # what follows would only be the same again
    for token in open_[:1]:
        _tell(problems, Fault(token.start, token.end, f"<{token.name}> is not closed"))
