"""Handlers of which one is called, for a target that calls them all: the module sees to it."""

from __future__ import annotations

import re
from typing import Final

from ....canonical.diagnostics import RuleChanges
from ..components.facts import MUTUAL, models_of
from .facts import DATA, Both
from .mustache import mustaches
from .tokens import Attribute, TemplateToken
from .touches import tells
from .work import TemplateWork

KIND: Final = "mut_bind"
_NO_KEY: Final = re.compile(r"[^a-z0-9]")


def mutual_prefixes(both: Both) -> tuple[str, ...]:
    """How handlers begin of which one is called, where the module sees to that on the target."""
    models = models_of(both.pair)
    if models is None or not models.chooses or KIND not in both.target.template.lacks:
        return ()
    return tuple(both.source.template.binding.get(KIND, ()))


def mutual(
    work: TemplateWork, token: TemplateToken, attribute: Attribute, event: str, raw: str
) -> bool:
    """Have the module call a handler of an element, unless one that stands further in was called;
    whether that can be: it is a component whose definition goes through the module. ``event``: the
    event's canonical name; empty for one of a component's own, called ``raw``."""
    number = turn(work, attribute, event, raw)
    if not number:
        return False
    work.add(token, number)
    work.chosen.add(attribute.start)
    if not tells(work, token, event):
        work.set_value(attribute, MUTUAL)
    return True


def turn(work: TemplateWork, attribute: Attribute, event: str, raw: str) -> str:
    """The data by which the module knows a handler and when its turn is; empty where it cannot."""
    models = models_of(work.both.pair)
    around = work.around
    if models is None or not models.chooses:
        return ""
    if around.script is None or around.page or around.part:
        return ""
    value = work.value(attribute).strip()
    if not value or mustaches(value, 0, len(value)):
        return ""
    name = _NO_KEY.sub("", (work.both.target.event("", event) if event else raw).lower())
    text = (
        f"{work.writer} calls all handlers: which one is, the module sees by the time of the touch"
    )
    changes: RuleChanges = {"severity": "info", "loss": "none"}
    evidence = work.both.target.evidence(work.both.target.template)
    work.say("MG715", text, attribute.start, attribute.name_end, evidence=evidence, **changes)
    # by the place in the template: an event meets those that stand further in before others
    return f'{DATA}{MUTUAL.lower()}{name}="{attribute.start} {value}"'


def alone(both: Both) -> bool:
    """Whether an event of a component's own meets the handler on its tag, and no other, on the
    target: of several handlers that is the one which is called."""
    models = models_of(both.pair)
    return models is not None and models.source.kind == "typed" and models.target.kind == "first"
