"""Handlers of which one is called, for a target that calls them all: the module sees to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ....canonical.diagnostics import RuleChanges
from ..components.facts import models_of
from ..components.given_names import MUTUAL
from .details import HANDLER
from .facts import DATA, Both
from .mustache import mustaches
from .tokens import Attribute, TemplateToken, defines
from .touches import own_handler, tells, touch_of, touches_of
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


def ended_within(work: TemplateWork, tokens: Sequence[TemplateToken]) -> None:
    """Note the handlers, within a component, of which the module has to call one because a
    component's tag ends the touch, which on the target nothing does: that of the tag, and those of
    what stands around it."""
    models, around = models_of(work.both.pair), work.around
    if around.hears is None or models is None or not models.chooses:
        return
    if around.script is None or around.page or around.part:
        return
    above: list[TemplateToken] = []
    for token in tokens:
        if token.kind == "close":
            above.pop()
        elif token.kind in ("open", "alone"):
            for attribute in token.attributes if token.name not in work.both.source.tags else ():
                event = touch_of(work.both, attribute, ("catch",))
                if event and around.hears(token.name, event):
                    work.turns |= _turns(work, attribute, event, above)
            if token.kind == "open":
                above.append(token)


def _turns(
    work: TemplateWork, attribute: Attribute, event: str, above: Sequence[TemplateToken]
) -> set[int]:
    """Where the handlers stand that a touch meets, up to one that ends it; none where one of them
    is not a name, or hears of it before those inside."""
    found = [attribute]
    for outer in above:
        own = own_handler(work.both, outer, event)
        if defines(outer) is not None or (own is None and event in touches_of(work.both, outer)):
            return set()
        found += [own] if own is not None else []
    named = all(HANDLER.fullmatch(work.value(it)) for it in found)
    return {it.start for it in found} if named and len(found) > 1 else set()


def alone(both: Both) -> bool:
    """Whether an event of a component's own meets the handler on its tag, and no other, on the
    target: of several handlers that is the one which is called."""
    models = models_of(both.pair)
    return models is not None and models.source.kind == "typed" and models.target.kind == "first"
