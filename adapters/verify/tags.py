"""The markup of a template as a tree: tags, attributes, comments.

A tokenizer of its own, in one pass and bounded; no grammar of what may stand where, since templates
come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from attrs import define, field

MOST_ELEMENTS: Final = 20_000
MOST_OPEN: Final = 2_000

_NAME: Final = re.compile(r"[^\s/>=\"'<]+")
_SPACE: Final = re.compile(r"[\s/]*")
_EQUALS: Final = re.compile(r"\s*=\s*")
_BARE: Final = re.compile(r"[^\s>]*")

Attributes = dict[str, str | None]
"""As written; None: without a value."""


@define(eq=False)
class Element:
    """An element with what stands in it."""

    tag: str
    attributes: Attributes
    inner: list[Element] = field(factory=list["Element"])


def tree(text: str, scripts: Collection[str]) -> list[Element]:
    """The elements of a template, the outer ones. `scripts`: elements whose text is a script."""
    top = Element("", {})
    above = [top]
    for number, (tag, closing, closed, attributes) in enumerate(_tags(text, scripts)):
        if number >= MOST_ELEMENTS:
            break
        if closing:
            for at in range(len(above) - 1, 0, -1):
                if above[at].tag == tag:
                    del above[at:]
                    break
            continue
        element = Element(tag, attributes)
        above[-1].inner.append(element)
        if not closed and len(above) < MOST_OPEN:
            above.append(element)
    return top.inner


def _tags(text: str, scripts: Collection[str]) -> Iterator[tuple[str, bool, bool, Attributes]]:
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


def _attributes(text: str, at: int) -> tuple[int, bool, Attributes]:
    """The attributes of a tag from `at`: where it ends, whether by ``/>``, and what they are."""
    found: Attributes = {}
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
        equals = _EQUALS.match(text, at)
        value: str | None = None
        if equals is not None:
            at, value = _value(text, equals.end())
        found.setdefault(name[0], value)


def _value(text: str, at: int) -> tuple[int, str]:
    quote = text[at : at + 1]
    if quote in ("'", '"') and quote:
        end = text.find(quote, at + 1)
        return (len(text), text[at + 1 :]) if end < 0 else (end + 1, text[at + 1 : end])
    bare = _BARE.match(text, at)
    return (bare.end(), bare[0]) if bare is not None else (at, "")
