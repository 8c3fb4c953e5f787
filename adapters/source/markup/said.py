"""What attributes say, as far as a template shows it, and which count only where others say so."""

from __future__ import annotations

import re
from typing import Final, Literal

from ....canonical.markup import STRUCTURE
from .mustache import whole
from .tokens import Attribute, TemplateToken
from .work import TemplateWork

Counts = Literal["never", "may", "yes"]
_TEXTS: Final = re.compile(r"'([^'\\]*)'|\"([^\"\\]*)\"")


def said_by(work: TemplateWork, attribute: Attribute) -> list[str] | None:
    """The words that a value may come to; None where that cannot be told."""
    value = work.value(attribute)
    if "{{" not in value:
        return [value.strip()]
    inner = whole(work.text, attribute.value_start, attribute.value_end)
    if inner is None:
        return None
    text = work.text[inner.inner : inner.last].strip()
    words = [match[1] or match[2] or "" for match in _TEXTS.finditer(text)]
    parts = text.partition("?")
    if not words or not parts[1]:
        return words if _TEXTS.fullmatch(text) else None
    last = _TEXTS.sub("''", parts[2])
    if re.fullmatch(r"\s*''\s*:\s*''\s*", last) and "?" not in last:
        return words[-2:]
    return None


def counts(work: TemplateWork, token: TemplateToken, element: str, name: str) -> Counts:
    """Whether an attribute of an element, or an event after ``on``, counts where it stands."""
    facts = work.both.source.element(element)
    if name in facts.counts_with:
        return _with(work, token, element, facts.counts_with[name])
    if name in facts.counts_inside:
        return _inside(work, facts.counts_inside[name])
    return "yes"


def _with(work: TemplateWork, token: TemplateToken, element: str, wanted: str) -> Counts:
    name, _, word = wanted.partition("=")
    source = work.both.source
    there = next(
        (item for item in token.attributes if source.canonical(element, item.name) == name), None
    )
    if there is None:
        return "never"
    said = said_by(work, there)
    if said is None:
        return "may"
    if word not in said:
        return "never"
    return "yes" if len(said) == 1 else "may"


def _inside(work: TemplateWork, wanted: str) -> Counts:
    """Only a page's own template tells all that an element stands in."""
    tags = work.both.source.tags
    if not work.around.page:
        return "yes"
    for item in work.above:
        element = tags.get(item.name, "")
        known = element or item.name in STRUCTURE
        if item.inside or not known or element == wanted:
            return "yes"
    return "never"
