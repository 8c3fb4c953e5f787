"""The definitions of a script ported: their edits, what they need of the helper, what is told."""

from __future__ import annotations

from typing import Final

import attrs

from ..common.outcome import Changes
from ..common.pair import Pair
from ..common.script_place import UNKNOWN, ScriptPlace
from ..syntax.parsed import Script
from ..syntax.scope import table
from ..text.edits import Edit
from ..text.place import free_name, name_pattern
from .classes import class_definitions
from .constructors import helper_of, moved_hooks, options_of, told_of, wrapped
from .definitions import Definition, definitions_of
from .differs import may_differ
from .elsewhere import elsewhere, made_out_of_sight
from .events import port_events, reads_events
from .facts import COMPONENT, PAGE, Models, models_of
from .functions import functions_in_data
from .helper import EXPORTED, FUNCTIONS
from .in_place import own_data, shared_data
from .members import port_members
from .nothing import handler_edit
from .outward import told_outward
from .page_returns import port_returns
from .place import COMPONENTS_FILE
from .ready_made import mixed_elsewhere
from .told import Told
from .undeclared import undeclared


@attrs.frozen(eq=False)
class PortedDefinitions:
    """What became of a script's definitions: edits, findings, functions of the helper as the
    script names them (function -> local name)."""

    found: tuple[Definition, ...] = ()
    edits: tuple[Edit, ...] = ()
    told: tuple[Told, ...] = ()
    helper: tuple[tuple[str, str], ...] = ()


def port_definitions(
    script: Script, pair: Pair, beside: ScriptPlace = UNKNOWN
) -> PortedDefinitions:
    """Port the definitions of a script. Nothing where a profile says too little of them."""
    models = models_of(pair)
    if models is None or not may_differ(script.text, pair, beside):
        return PortedDefinitions()
    found = definitions_of(script, models) if beside.template is not False else []
    found = [item for item in found if not _ported(script, item)]
    classes: list[Definition] = []
    if beside.page is False and not any(item.kind == COMPONENT for item in found):
        classes = class_definitions(script) if models.by_class(script.text) else []
    finders = models.finders and any(name.encode() in script.text for name in models.finders)
    away = elsewhere(script, models, found, beside) if beside.template is not False else []
    away = [item for item in away if not _ported(script, item)]
    events = beside.template is not False and reads_events(script.text, models)
    unmade = list(made_out_of_sight(script, models, (*found, *classes, *away), beside))
    if not (found or classes or away or events or unmade) and (
        not finders or beside.template is False
    ):
        mixed = (
            _with_evidence(item, models)
            for item in mixed_elsewhere(script, models, (), beside.exports)
        )
        return PortedDefinitions(told=tuple(mixed))
    edits: list[Edit] = []
    told = [item for made in classes for item in told_of(script, models, made, "component", beside)]
    told += unmade
    names: dict[str, str] = {}
    for definition in found:
        if definition.call.has_error:
            continue  # the broken place is told
        helper = helper_of(script, models, definition, beside)
        told.extend(told_of(script, models, definition, helper, beside))
        if helper:
            names.setdefault(helper, _free(script, helper))
            taken = undeclared(script, models, definition, beside.reads)
            edits += wrapped(definition, helper, names[helper], taken)
        else:
            edits += own_data(script, models, definition)
            edits += options_of(script, models, definition)
            edits += moved_hooks(models, definition)
    for definition in away:
        page = definition.argument is not None and definition.kind == PAGE
        helper = helper_of(script, models, definition, beside) if page else ""
        by = helper if page else "component" if definition.kind == COMPONENT else "page"
        if not (beside.page and definition.kind == COMPONENT):
            told += told_of(script, models, definition, by, beside)
        if helper:
            names.setdefault(helper, _free(script, helper))
            edits += wrapped(definition, helper, names[helper])
        else:
            edits += moved_hooks(models, definition)
    for definition in (*found, *away):
        more, said_of_page = port_returns(script, models, definition)
        edits += more
        told += said_of_page
        told += shared_data(script, models, definition)
    told += functions_in_data(script, models, [*found, *away])
    given = [item for item in away if item.argument is not None]
    nothing = handler_edit(script, models, [*found, *given]) if beside.ends else None
    if nothing is not None:
        edits.append(nothing)
    known = {item.said.node.start_byte for item in told}
    told += mixed_elsewhere(script, models, known, beside.exports)
    gives = _free(script, EXPORTED) if models.exports and beside.exports else ""
    more, said, blocks = port_members(script, models, found, classes, beside, gives)
    edits += more
    if gives and any(gives.encode() in edit.text for edit in more):
        names[EXPORTED] = gives
    told += [Told(item) for item in (*said, *told_outward(script, models))]
    told += [Told(item, name) for name, item in blocks]
    more, said = port_events(
        script, models, [*found, *away], _certain(script, models, found, beside)
    )
    edits += more
    told += [Told(item) for item in said]
    told = [_with_evidence(item, models) for item in told]
    held = tuple((name, names[name]) for name in FUNCTIONS if name in names)
    return PortedDefinitions((*found, *away), tuple(edits), tuple(told), held)


def _certain(script: Script, models: Models, found: list[Definition], beside: ScriptPlace) -> bool:
    """Whether a script is the source's still, by what it names or by what stands beside it."""
    hit = models.source.hit
    return (
        beside.template is True
        or models.pair.named(script.text)
        or (bool(hit) and _reads(script, hit.encode()))
        or any(helper_of(script, models, item, beside) for item in found)
    )


def _reads(script: Script, field: bytes) -> bool:
    """Whether a script takes a field of anything: no text and no comment counts."""
    places = (match.span() for match in name_pattern(field).finditer(script.text))
    return any(script.chain(*place)[-1].type in _FIELDS for place in places)


_FIELDS: Final = frozenset(
    {
        "property_identifier",
        "shorthand_property_identifier_pattern",
        "shorthand_property_identifier",
    }
)


def _ported(script: Script, definition: Definition) -> bool:
    """Whether a definition goes through the generated module already."""
    argument = definition.argument
    if argument is None or _STEM not in script.text or argument.type != "call_expression":
        return False
    callee = argument.child_by_field_name("function")
    if callee is None or callee.type != "identifier":
        return False
    binding = table(script, script.at(callee)).meant_at(callee)
    return binding is not None and any(
        _STEM in script.at(node)
        for node in binding.chain[-6:]
        if node.type in ("import_statement", "variable_declarator")
    )


_STEM: Final = COMPONENTS_FILE.removesuffix(".js").encode()


def _with_evidence(told: Told, models: Models) -> Told:
    """The same with the evidence of the target's definitions."""
    changes: Changes = {"evidence": models.target.evidence(), **told.said.changes}
    return Told(told.said._replace(changes=changes), told.blocks)


def _free(script: Script, name: str) -> str:
    """A name for a function of the helper that the script does not use."""
    return free_name(name.encode(), script.text, after=b".").decode()
