"""Tags of components that are handed functions, for a target whose components tell events: what
each is handed, where its component asks for it, and the function that is handed the component."""

from __future__ import annotations

import re

from ..components.facts import Models, models_of
from ..components.given_names import HEARD_DATA, HOLD_EVENT
from .facts import DATA
from .tokens import Attribute, TemplateToken
from .work import TemplateWork


def name_listeners(work: TemplateWork, token: TemplateToken) -> None:
    """Have a component's tag say which functions it passes, where the component asks for them."""
    script_of, models = work.around.script_of, _told_by_events(work)
    script = script_of(token.name) if script_of is not None and models is not None else None
    if models is None or script is None or not script.asks_who_listens(work.both.pair):
        return
    passed = re.compile(rf"{re.escape(models.source.component.listens)}[A-Z]")
    names = [item.name for item in token.attributes if passed.match(item.name)]
    work.add(token, f'{DATA}{HEARD_DATA}="{" ".join(dict.fromkeys(names))}"')


def hands_component(work: TemplateWork, attribute: Attribute, element: str) -> bool:
    """Whether an attribute names the function that its tag's component is handed to: the component
    tells it then, as it is placed. What is no component has none to hand."""
    source, target = work.both.source.template, work.both.target
    name = source.holds
    if not name or attribute.name != name or target.template.holds == name:
        return False
    if element:
        return False
    handler = work.value(attribute).strip() if attribute.value_start >= 0 else ""
    if _told_by_events(work) is not None and re.fullmatch(r"[\w$]+", handler):
        bind = target.template.binding["bind"][0]
        work.rename(attribute, f"{bind}{HOLD_EVENT}")
        return True
    text = f"{work.writer}'s tags name no function that the component is handed to"
    where = (attribute.start, attribute.end)
    evidence = target.evidence(target.template)
    work.say("MG728", text, *where, blocks=name, severity="error", evidence=evidence)
    return True


def _told_by_events(work: TemplateWork) -> Models | None:
    models = models_of(work.both.pair)
    first = models is not None and models.source.kind == "first"
    return models if models is not None and first and models.target.kind == "typed" else None
