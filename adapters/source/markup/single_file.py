"""Templates of single-file components: a framework makes the target's of them, but for the words of
a vendor's own that stand in them. Those are told, and nothing is changed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ....canonical.diagnostics import RuleChanges
from ..text.blocks import vue_templates
from .facts import both_of
from .tokens import Attribute, scanned
from .work import ALONE, TemplateWork

if TYPE_CHECKING:
    from ..common.on_the_way import OnTheWay

_EVENT: Final = re.compile(r"(?:@|v-on:)([A-Za-z][\w-]*)")
_BOUND: Final = re.compile(r"(?::|v-bind:)([A-Za-z][\w-]*)")
_CHANGES: Final[RuleChanges] = {"severity": "warning", "loss": "unknown"}
_FRAMEWORK: Final = "what the framework makes of it is not known"


def tell_single_file(file: OnTheWay, text: bytes) -> None:
    """Tell what the templates of a single-file component ask of a built-in element that the
    target's has not: attributes, words of attributes, events. ``text``: the file, masked."""
    both = both_of(file.pair)
    if both is None:
        return
    whole = text.decode("latin-1")
    work = TemplateWork(file, both, ALONE, whole)
    for start, end in vue_templates(text):
        for token in scanned(" " * start + whole[start:end]).tokens:
            if token.kind not in ("open", "alone"):
                continue
            element = both.source.tags.get(token.name)
            if element is not None and both.target.has_element(element) == "yes":
                for attribute in token.attributes:
                    _tell(work, element, attribute)


def _tell(work: TemplateWork, element: str, attribute: Attribute) -> None:
    source, target = work.both.source, work.both.target
    place = (attribute.start, attribute.end)
    evidence = target.evidence(target.element(element))
    event = _EVENT.match(attribute.name)
    if event is not None:
        name = source.read_event(element, event[1])
        known = bool(name) and source.has_event(element, name) == "yes"
        if known and target.has_event(element, name) == "no":
            text = f"{work.writer}'s {element} does not tell {name}; {_FRAMEWORK}"
            work.say("MG709", text, *place, once=f"{element} {name}", evidence=evidence, **_CHANGES)
        return
    bound = _BOUND.match(attribute.name)
    raw = bound[1] if bound is not None else attribute.name
    name = source.canonical(element, raw)
    if source.has_attribute(element, name) != "yes":
        return
    if target.has_attribute(element, name) == "no":
        text = f"{work.writer}'s {element} has no {name}; {_FRAMEWORK}"
        work.say("MG704", text, *place, once=f"{element} {name}", evidence=evidence, **_CHANGES)
        return
    word = work.value(attribute)
    mine = source.element(element).values.get(name, ())
    words = target.element(element).values.get(name)
    if bound is None and words is not None and word in mine and word not in words:
        text = f"{work.writer}'s {element} has no {name}={work.shown(word)}; {_FRAMEWORK}"
        once = f"{element} {name} {word}"
        work.say("MG707", text, *place, once=once, evidence=evidence, **_CHANGES)
