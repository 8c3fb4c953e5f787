"""What a template asks of the definition beside it: the handlers it has, and whether its slots have
names."""

from __future__ import annotations

import re
from typing import Final

from ....canonical.diagnostics import Loss
from ..common.pair import Pair
from ..syntax.parsed import Script
from .classes import class_definitions
from .definitions import Definition, definitions_of, keys_in_sight
from .facts import COMPONENT, PAGE, Models, models_of

_OPTIONS: Final = "options"
_GIVEN: Final = re.compile(rb"(?:\.\s*([\w$]+)|\[\s*['\"]([\w$]+)['\"]\s*\])\s*=(?![=>])")
"""A member that is given a value somewhere: `this.onTap = …`."""


def handlers_of(script: Script, pair: Pair) -> frozenset[str] | None:
    """The handlers of the one page or component of a script; None where there may be others: from
    behaviours, wrappers or what stands elsewhere."""
    models = models_of(pair)
    if models is None:
        return None
    made = [item for item in definitions_of(script, models) if item.kind in (PAGE, COMPONENT)]
    if len(made) != 1 or made[0].call.has_error:
        return None
    own = _own(script, models, made[0])
    if own is None:
        return None
    given = {part for match in _GIVEN.finditer(script.text) for part in match.groups() if part}
    return own | {name.decode("utf-8", "replace") for name in given}


def _own(script: Script, models: Models, made: Definition) -> frozenset[str] | None:
    page = made.kind == PAGE
    parts = models.source.page_parts if page else models.source.parts
    mixed = parts.get("behaviors", "").partition(".")[0]
    if not made.whole or (mixed and mixed in made.entries):
        return None
    if page:
        return frozenset(made.entries)
    methods = made.entries.get(parts.get("methods", ""))
    if methods is None:
        return frozenset(made.entries)
    if not keys_in_sight(script, methods.value):
        return None
    return frozenset(made.entries) | frozenset(made.inner(script, methods.name))


def one_slot(script: Script, pair: Pair) -> Loss:
    """What is lost where the component of a script has a single slot on the source, whatever names
    its template gives, and several on the target; of one that is written as a class, which more may
    come to, that is not known."""
    models = models_of(pair)
    option = models.source.component.slots if models is not None else ""
    if models is None or not option or models.target.component.slots:
        return "none"
    made = [item for item in definitions_of(script, models) if item.kind == COMPONENT]
    if not made and option.encode() not in script.text and len(class_definitions(script)) == 1:
        return "unknown"
    if len(made) != 1 or not made[0].whole or made[0].call.has_error:
        return "none"
    mixed = models.source.parts.get("behaviors", "")
    options = made[0].entries.get(_OPTIONS)
    if options is None:
        single = mixed not in made[0].entries
    else:
        inner = made[0].inner(script, _OPTIONS)
        single = keys_in_sight(script, options.value) and option not in inner
    return "approximated" if single else "none"
