"""The template beside a page: which elements name a handler, and what data they carry.

A tokenizer of its own, in one pass and bounded: tags, attributes, comments; no grammar of what may
stand where, since templates come from strangers. The spelling of loops and handlers is the
vendor's, from its profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from attrs import field, frozen

from ...profiles.model import Templates
from .expressions import UNKNOWN, value_of

MOST_ELEMENTS: Final = 20_000
MOST_LOOPS: Final = 8
MOST_OPEN: Final = 2_000

_NAME: Final = re.compile(r"[^\s/>=\"'<]+")
_SPACE: Final = re.compile(r"[\s/]*")
_HANDLER: Final = re.compile(r"[A-Za-z_$][\w$]*")
_DATA: Final = "data-"


@frozen
class Loop:
    """A loop around an element: the list as written, and the names of an item and its place."""

    over: str
    item: str
    index: str


@frozen
class Bound:
    """An element that names a handler. `data`: its data attributes as written."""

    handler: str
    event: str
    data: Mapping[str, str | None]
    loops: tuple[Loop, ...] = field(default=())

    def dataset(
        self, page: Mapping[str, Any], number: int, *, lowered: bool
    ) -> dict[str, Any] | None:
        """What the element carries in a page's data, as the item of that number of each loop, or
        the last there is. None: it is not on the page, since a loop is empty."""
        scope = dict(page)
        for loop in self.loops:
            items = value_of(loop.over, scope)
            if isinstance(items, float | int) and not isinstance(items, bool):
                items = list(range(min(int(items), 1000)))
            if isinstance(items, Mapping):
                keys = list(items)
                if not keys:
                    return None
                key = keys[min(number, len(keys) - 1)]
                scope[loop.item], scope[loop.index] = items[key], key
                continue
            if not isinstance(items, list) or not items:
                return None
            at = min(number, len(items) - 1)
            scope[loop.item], scope[loop.index] = items[at], at
        values = {
            _camel(name.lower() if lowered else name): True
            if text is None
            else value_of(text, scope)
            for name, text in self.data.items()
        }
        return {name: value for name, value in values.items() if value is not UNKNOWN}


def bound(text: str, facts: Templates) -> list[Bound]:
    """The elements of a template that name a handler, in order."""
    found: list[Bound] = []
    for attributes, loops in _elements(text, facts):
        data = {
            name[len(_DATA) :]: value
            for name, value in attributes.items()
            if name.startswith(_DATA) and len(name) > len(_DATA)
        }
        for name, value in attributes.items():
            event = _event(name, facts)
            if event and value and _HANDLER.fullmatch(value.strip()):
                found.append(Bound(value.strip(), event, data, loops))
    return found


def _event(name: str, facts: Templates) -> str:
    """The event of an attribute that names a handler; empty for any other attribute."""
    for prefix in facts.bind:
        rest = name.removeprefix(prefix)
        if rest == name or not rest:
            continue
        if facts.capital:
            return rest[0].lower() + rest[1:] if rest[0].isupper() else ""
        return rest if rest[0].isalpha() else ""
    return ""


def _elements(
    text: str, facts: Templates
) -> Iterator[tuple[dict[str, str | None], tuple[Loop, ...]]]:
    """Each element's attributes, and the loops around it, its own the last."""
    above: list[tuple[str, tuple[Loop, ...]]] = []
    for number, (tag, closing, closed, attributes) in enumerate(_tags(text, facts.scripts)):
        if number >= MOST_ELEMENTS:
            return
        if closing:
            for at in range(len(above) - 1, -1, -1):
                if above[at][0] == tag:
                    del above[at:]
                    break
            continue
        loops = above[-1][1] if above else ()
        over = attributes.get(f"{facts.directive}for")
        if over and len(loops) < MOST_LOOPS:
            item = attributes.get(f"{facts.directive}for-item") or "item"
            index = attributes.get(f"{facts.directive}for-index") or "index"
            loops = (*loops, Loop(over, item, index))
        yield attributes, loops
        if not closed and len(above) < MOST_OPEN:
            above.append((tag, loops))


def _tags(text: str, scripts: list[str]) -> Iterator[tuple[str, bool, bool, dict[str, str | None]]]:
    """Tags in order: name, whether it closes one, whether it is closed itself, attributes."""
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            end = text.find("-->", at + 4)
            if end < 0:
                return
            at = end + 3
            continue
        closing = text.startswith("</", at)
        name = _NAME.match(text, at + 1 + closing)
        if name is None or not name[0][0].isalpha():
            at += 1
            continue
        at, closed, attributes = _attributes(text, name.end())
        yield name[0], closing, closed, attributes
        if name[0] in scripts and not closing and not closed:
            end = text.find(f"</{name[0]}", at)
            if end < 0:
                return
            at = end


def _attributes(text: str, at: int) -> tuple[int, bool, dict[str, str | None]]:
    """The attributes of a tag from `at`: where it ends, whether by ``/>``, and what they are."""
    found: dict[str, str | None] = {}
    while True:
        start = at
        space = _SPACE.match(text, at)
        at = space.end() if space is not None else at
        if at >= len(text) or text[at] in "><":
            ended = text[start:at].rstrip().endswith("/")
            return at + (text[at : at + 1] == ">"), ended, found
        name = _NAME.match(text, at)
        if name is None:
            at += 1  # a stray quote or sign
            continue
        at = name.end()
        equals = re.compile(r"\s*=\s*").match(text, at)
        value: str | None = None
        if equals is not None:
            at, value = _value(text, equals.end())
        found.setdefault(name[0], value)


def _value(text: str, at: int) -> tuple[int, str]:
    quote = text[at : at + 1]
    if quote in ("'", '"') and quote:
        end = text.find(quote, at + 1)
        return (len(text), text[at + 1 :]) if end < 0 else (end + 1, text[at + 1 : end])
    bare = re.compile(r"[^\s>]*").match(text, at)
    return (bare.end(), bare[0]) if bare is not None else (at, "")


def _camel(name: str) -> str:
    return re.sub(r"-+(.?)", lambda match: match[1].upper(), name)
