"""What a template asks of the definition beside it: the handlers it has, and whether its slots have
names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from ....canonical.diagnostics import Loss
from ..common.pair import Pair
from ..syntax.parsed import Script, string_value, unwrap
from .classes import class_definitions
from .definitions import Definition, definitions_of, keys_in_sight, literal_entries
from .elsewhere import given_to_functions
from .facts import COMPONENT, PAGE, Models, models_of

if TYPE_CHECKING:
    from tree_sitter import Node

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


Filled = Literal["itself", "parent", "unknown"]
"""Who gives a datum of a page or component its first value, and any other that no call sets."""


def filled_by(script: Script, pair: Pair, name: str) -> Filled:
    """Who fills a datum: the definition itself; the parent of a component, whose property it is; or
    what is out of sight."""
    models = models_of(pair)
    if models is None:
        return "unknown"
    made = [item for item in definitions_of(script, models) if item.kind in (PAGE, COMPONENT)]
    made = made or list(given_to_functions(script, models))
    if len(made) != 1 or made[0].call.has_error:
        return "unknown"
    definition = made[0]
    given = models.source.given if definition.kind == COMPONENT else ""
    if given and name in definition.inner(script, given):
        return "parent"
    return "itself" if name in definition.inner(script, "data") else "unknown"


def property_types(script: Script, pair: Pair) -> dict[str, str]:
    """The properties of the component of a script that have one type in sight, by its name."""
    models = models_of(pair)
    if models is None:
        return {}
    made = [item for item in definitions_of(script, models) if item.kind == COMPONENT]
    made = made or [it for it in given_to_functions(script, models) if it.kind == COMPONENT]
    if len(made) != 1 or made[0].call.has_error:
        return {}
    found: dict[str, str] = {}
    for name, entry in made[0].inner(script, models.source.given).items():
        value = unwrap(entry.value) if entry.value is not None else None
        if value is not None and value.type == "object":
            said = literal_entries(script, value)
            typed = said.get("type")
            value = unwrap(typed.value) if typed is not None and typed.value is not None else None
            if models.source.definitions.also in said:
                continue
        if value is not None and value.type == "identifier":
            found[name] = script.at(value).decode("utf-8", "replace")
    return found


def _all_ready_made(script: Script, models: Models, value: Node | None) -> bool:
    """Whether a list of behaviours has but the source's own, which say nothing of slots."""
    array = unwrap(value) if value is not None else None
    if array is None or array.type != "array":
        return False
    texts = (string_value(script, item) for item in array.named_children if item.type != "comment")
    return all(
        text and text.startswith(tuple(models.source.definitions.ready_made)) for text in texts
    )


def one_slot(script: Script, pair: Pair) -> Loss:
    """What is lost where the component of a script has a single slot on the source, whatever names
    its template gives, and several on the target; of one that is written as a class, or has
    behaviours of the program's, to which more may come, that is not known."""
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
        entry = made[0].entries.get(mixed)
        if entry is not None and not _all_ready_made(script, models, entry.value):
            return "unknown"
        single = True
    else:
        inner = made[0].inner(script, _OPTIONS)
        single = keys_in_sight(script, options.value) and option not in inner
    return "approximated" if single else "none"
