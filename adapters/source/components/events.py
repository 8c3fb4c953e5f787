"""Event objects in handlers: whose data ``target`` has, and how the types of events are spelt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

import attrs

from ...plan.notes import WRITER
from ..common.outcome import Said
from ..syntax.parsed import (
    Chain,
    Script,
    is_field,
    member_name,
    parameters_of,
    rise,
    string_value,
    unwrap,
)
from ..syntax.scope import table
from ..text.edits import Edit
from ..text.place import name_pattern, sought
from .definitions import BEHAVIOR, Definition, LiteralEntry, function_of, literal_entries
from .event_data import (
    DEPTH,
    TARGET,
    EventPort,
    entries_of,
    is_object,
    port_targets,
    uses_of_name,
)
from .facts import APP, PAGE, Models

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPE: Final = "type"
"""What tells events apart on all platforms."""
_COMPARES: Final = frozenset({"==", "===", "!=", "!=="})
_TARGETS: Final = sought([TARGET], name_pattern(TARGET.encode()).pattern)
_TYPES: Final = sought([_TYPE], name_pattern(_TYPE.encode()).pattern)


def port_events(
    script: Script, models: Models, found: Iterable[Definition], certain: bool
) -> tuple[list[Edit], list[Said]]:
    """The edits for what reads whose data an event has or of which type it is, and what is to be
    told. Nothing else has a ``target`` with data: it is an event's in handlers and elsewhere.

    ``certain``: the script is not ported already. Where ``target.dataset`` means one thing before
    and another after, nothing else may tell.
    """
    job = EventPort(script, models, certain or not models.source.hit)
    port_targets(job)
    if models.spelling and _TYPES.within(script.text):
        seen: set[int] = set()
        for definition in found:
            for entry in _handlers(models, script, definition):
                function = function_of(script, entry)
                if function is not None and function.id not in seen:
                    seen.add(function.id)
                    _port_handler(job, function)
        _port_others(job, seen)
    return job.edits, job.said


def reads_events(text: bytes, models: Models) -> bool:
    """Whether a script may read of an event what is otherwise on the target, by its words."""
    hits = models.source.hit != models.target.hit and _TARGETS.within(text)
    if hits and any(name.encode() in text for name in models.hits):
        return True
    return (
        bool(models.spelling)
        and _TYPES.within(text)
        and any(name.encode() in text for name in models.spelling)
    )


def _handlers(models: Models, script: Script, definition: Definition) -> Iterator[LiteralEntry]:
    """Methods that a template may name: all but what the client calls by itself."""
    if definition.kind == APP:
        return
    page, parts = models.source.page, models.source.parts
    if definition.kind == PAGE:
        hooks = {*page.begin, *page.end, *page.hooks}
        yield from (entry for name, entry in definition.entries.items() if name not in hooks)
        return
    if "methods" in parts:
        yield from definition.inner(script, parts["methods"]).values()
    if definition.kind == BEHAVIOR and not definition.entries:
        yield from literal_entries(script, definition.argument).values()


def _port_handler(job: EventPort, function: Node) -> None:
    """The type of the event that is a handler's first parameter."""
    given = parameters_of(function)
    event = given[0] if given else None
    if event is not None and event.type == "assignment_pattern":
        event = event.child_by_field_name("left")
    if event is None:
        return
    if event.type == "object_pattern":
        _port_pattern(job, event)
    elif event.type == "identifier":
        for chain in uses_of_name(job.script, event) or ():
            _port_use(job, chain)


def _port_use(job: EventPort, chain: Chain) -> None:
    """A use of the event: its type, or a pattern that takes it."""
    chain = rise(chain)
    event, outer = chain[-1], chain[-2]
    if is_object(outer, event):
        if member_name(job.script, outer) == _TYPE:
            _port_type(job, chain[:-1])
    elif outer.type == "variable_declarator" and is_field(outer, event, "value"):
        pattern = outer.child_by_field_name("name")
        if pattern is not None and pattern.type == "object_pattern":
            _port_pattern(job, pattern)


def _port_pattern(job: EventPort, pattern: Node) -> None:
    """``{ type }`` of an event."""
    for entry in entries_of(job.script, pattern):
        if entry.name == _TYPE:
            for chain in uses_of_name(job.script, entry.value) or ():
                _port_type(job, chain)


def _port_others(job: EventPort, seen: set[int]) -> None:
    """Functions that are nobody's handlers in sight: what has more of an event than a type is one;
    of anything else it is told. ``seen``: the functions that were ported."""
    for match in name_pattern(_TYPE.encode()).finditer(job.script.text):
        chain = job.script.chain(*match.span())
        if len(chain) < 2:
            continue
        member = chain[-2]
        held = member.child_by_field_name("object")
        if held is None or held.type != "identifier":
            continue
        names = table(job.script, job.script.at(held))
        binding = names.meant_at(held)
        if binding is None or binding.kind != "parameter" or binding.scope.id in seen:
            continue
        tried = attrs.evolve(job, edits=[], said=[])
        _port_type(tried, chain[:-1])
        if tried.edits and any(_takes_event(job, use.chain) for use in names.of(binding)):
            job.edits.extend(tried.edits)
        elif tried.edits:
            text = f"whether this is the type of an event, spelt otherwise on {WRITER}, cannot be "
            job.tell(f"{text}told here", member)


def _takes_event(job: EventPort, chain: Chain) -> bool:
    node = chain[-1]
    outer = chain[-2] if len(chain) > 1 else node
    return is_object(outer, node) and member_name(job.script, outer) in _PARTS


_PARTS: Final = frozenset({"currentTarget", TARGET, "touches", "changedTouches"})
"""What only events have, on all platforms."""


def _port_type(job: EventPort, chain: Chain, depth: int = DEPTH) -> None:
    """A comparison of the event's type with a text: types are spelt as events are."""
    other, chain = job.models.spelling, rise(chain)
    if not other or len(chain) < 2:
        return
    outer = chain[-2]
    name = outer.child_by_field_name("name") if outer.type == "variable_declarator" else None
    if name is not None and name.type == "identifier" and depth:
        for use in uses_of_name(job.script, name) or ():
            _port_type(job, use, depth - 1)
        return
    told: Node | None = None
    if outer.type == "binary_expression":
        operator = outer.child_by_field_name("operator")
        sides = (outer.child_by_field_name("left"), outer.child_by_field_name("right"))
        if operator is not None and operator.type in _COMPARES:
            told = next((side for side in sides if side and side.id != chain[-1].id), None)
    if outer.type == "switch_statement":
        _cases(job, outer)
        return
    value = string_value(job.script, told) if told is not None else None
    if told is None or value is None:
        return
    if value in other:
        _retype(job, told, other[value])


def _cases(job: EventPort, switch: Node) -> None:
    body = switch.child_by_field_name("body")
    for case in body.named_children if body is not None else ():
        value = case.child_by_field_name("value") if case.type == "switch_case" else None
        text = string_value(job.script, value) if value is not None else None
        if value is not None and text in job.models.spelling:
            _retype(job, value, job.models.spelling[str(text)])


def _retype(job: EventPort, node: Node, text: str) -> None:
    node = unwrap(node)
    quote = job.script.at(node)[:1].decode()
    job.replace(node, f"{quote}{text}{quote}")
