"""Handlers of which one is called, for a target that calls them all: the module sees to it."""

from __future__ import annotations

from typing import Final

from ....canonical.diagnostics import RuleChanges
from ..components.facts import MUTUAL, models_of
from .facts import DATA, Both
from .mustache import mustaches
from .tokens import Attribute, TemplateToken
from .work import TemplateWork

KIND: Final = "mut_bind"


def mutual_prefixes(both: Both) -> tuple[str, ...]:
    """How handlers begin of which one is called, where the module sees to that on the target."""
    models = models_of(both.pair)
    if models is None or not models.chooses or KIND not in both.target.template.lacks:
        return ()
    return tuple(both.source.template.binding.get(KIND, ()))


def mutual(work: TemplateWork, token: TemplateToken, attribute: Attribute, event: str) -> bool:
    """Have the module call a handler of an element, unless one that stands further in was called;
    whether that can be. It is a component whose definition goes through the module, and nothing
    else is to be done for the touch."""
    models = models_of(work.both.pair)
    around = work.around
    if models is None or not models.chooses:
        return False
    if around.script is None or around.page or around.part or not event:
        return False
    value = work.value(attribute).strip()
    if not value or mustaches(value, 0, len(value)) or event in around.telling:
        return False
    name = work.both.target.event("", event).lower()
    # by the place in the template: an event meets those that stand further in before others
    work.add(token, f'{DATA}{MUTUAL.lower()}{name}="{attribute.start} {value}"')
    work.set_value(attribute, MUTUAL)
    text = (
        f"{work.writer} calls all handlers: which one is, the module sees by the time of the touch"
    )
    changes: RuleChanges = {"severity": "info", "loss": "none"}
    evidence = work.both.target.evidence(work.both.target.template)
    work.say("MG715", text, attribute.start, attribute.name_end, evidence=evidence, **changes)
    return True
