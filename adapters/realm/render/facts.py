"""What a client's templates go by while they are drawn, as plain data for its realm."""

from __future__ import annotations

from typing import Any

from ....canonical.markup import CONTROLS
from ....profiles.model import Vendor
from ...source.markup.facts import Markup, markup_of


def drawing(vendor: Vendor) -> dict[str, Any]:
    """The facts that decide while a page is drawn and touched; empty lists where a profile says
    nothing of templates."""
    facts = markup_of(vendor)
    template = vendor.template
    elements = vendor.elements
    return {
        "handed": template.handed if template else "",
        "handed_default": template.handed_default if template else "",
        "in_template": template.in_template if template else None,
        "host": template.host if template else None,
        "host_events": template.host_events if template else None,
        "handler_missing": template.handler_missing if template else None,
        "handler_expression": template.handler_expression if template else None,
        "slot_default": template.slot_default if template else None,
        "isolated": vendor.style.isolated if vendor.style else None,
        "isolation": vendor.style.isolation if vendor.style else "",
        "loops": template.loops if template else [],
        "nothing": template.nothing if template else None,
        "hit": template.hit if template else "",
        "at": bool(template and template.at),
        "types": _types(facts) if facts is not None else {},
        "held": elements.held if elements is not None else {},
        "alone": elements.alone if elements is not None else [],
        "controls": {name: attribute for name, (attribute, _) in CONTROLS.items()},
        "empty": {name: value for name, (_, value) in CONTROLS.items()},
        "initial": {
            name: [*next(iter(element.initial.items()))]
            for name, element in vendor.element.items()
            if element.initial
        },
        "presses": vendor.element["label"].presses if "label" in vendor.element else [],
        "fields": {
            f"{name} {event}": fields
            for name, element in vendor.element.items()
            for event, fields in element.detail.items()
        },
        "carried": {
            f"{name} {event}": dict(fields)
            for name, element in vendor.element.items()
            for event, fields in element.carries.items()
        },
    }


def _types(facts: Markup) -> dict[str, str]:
    """Canonical event -> what an event of it says that it is, where that is another word."""
    if not facts.template.capital:
        return {}
    result: dict[str, str] = {}
    for event, raw in facts.elements.fires.items():
        name = raw[:1].lower() + raw[1:]
        if name != event:
            result[event] = name
    return result
