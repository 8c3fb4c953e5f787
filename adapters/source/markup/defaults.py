"""What an element does where its tag says nothing, and what it cannot do at once."""

from __future__ import annotations

from typing import Any

from ....canonical.markup import ELEMENTS
from .attributes import written
from .tokens import TemplateToken
from .work import TemplateWork


def defaults(
    work: TemplateWork, token: TemplateToken, element: str, known: set[str], stated: frozenset[str]
) -> None:
    """Defaults that differ are written out; those that the target cannot have are told."""
    source, target = work.both.source, work.both.target
    mine, other = source.element(element), target.element(element)
    neutral = ELEMENTS[element].neutral
    for name, theirs in other.defaults.items():
        if name in known or target.attribute(element, name) in stated:
            continue
        value = mine.defaults.get(name)
        if value is None and source.has_attribute(element, name) != "yes":
            value = neutral.get(name)
        if value is not None and value != theirs:
            work.add(token, f'{target.attribute(element, name)}="{written(value)}"')
    for name, value in mine.defaults.items():
        if name in known or neutral.get(name) in (None, value):
            continue
        if target.has_attribute(element, name) == "no":
            text = f"{work.reader}'s {element} has {name} unless told not to; {work.writer}'s not"
            work.say("MG705", text, token.start, token.end, once=f"{element} {name}")


def either(work: TemplateWork, token: TemplateToken, element: str) -> None:
    """Attributes of which the target takes only one."""
    target = work.both.target
    for names_ in target.element(element).either:
        if names_ in work.both.source.element(element).either:
            continue
        on = [
            item
            for item in token.attributes
            if item.name in names_
            and work.value(item).replace(" ", "") not in ("{{false}}", "{{!1}}", "{{0}}")
        ]
        if len(on) > 1:
            text = f"only one of {' and '.join(names_)} counts on {work.writer}"
            evidence = target.evidence(target.element(element))
            changes: dict[str, Any] = {"severity": "warning", "loss": "approximated"}
            work.say("MG704", text, on[1].start, on[1].end, evidence=evidence, **changes)
