"""Event objects in handlers: whose data ``target`` has, and how the types of events are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

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
from ..text.edits import Edit
from ..text.place import name_pattern, sought
from .definitions import BEHAVIOR, Definition, LiteralEntry, literal_entries
from .event_data import (
    DEPTH,
    TARGET,
    EventPort,
    entries_of,
    is_object,
    port_target,
    port_target_entry,
    reads_data,
    uses_of_name,
)
from .facts import APP, PAGE, Models

if TYPE_CHECKING:
    from tree_sitter import Node

_TYPE: Final = "type"
"""What tells events apart on all platforms."""
_COMPARES: Final = frozenset({"==", "===", "!=", "!=="})
_READS: Final = re.compile(rb"%b|%b" % (TARGET.encode(), _TYPE.encode()))
"""What a handler says that reads what differs."""
_TARGETS: Final = sought([TARGET], name_pattern(TARGET.encode()).pattern)
_TYPES: Final = sought([_TYPE], name_pattern(_TYPE.encode()).pattern)


def port_events(
    script: Script, models: Models, found: Iterable[Definition], certain: bool
) -> tuple[list[Edit], list[Said]]:
    """The edits of handlers that read whose data an event has, and what is to be told.

    ``certain``: the script is not ported already. Where ``target.dataset`` means one thing before
    and another after, nothing else may tell.
    """
    job = EventPort(script, models, certain or not models.source.hit)
    seen: set[int] = set()
    for definition in found:
        for entry in _handlers(models, script, definition):
            function = entry.function
            if function is None or function.id in seen:
                continue
            seen.add(function.id)
            if _READS.search(script.text, function.start_byte, function.end_byte) is not None:
                _port_handler(job, function)
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
    """A handler's first parameter is the event."""
    given = parameters_of(function)
    event = given[0] if given else None
    if event is not None and event.type == "assignment_pattern":
        event = event.child_by_field_name("left")
    if event is None:
        return
    if event.type == "object_pattern":
        _port_pattern(job, event)
    elif event.type == "identifier":
        uses = uses_of_name(job.script, event)
        if uses is None and reads_data(job, event, rb"\s*\??\.\s*%b" % TARGET.encode()):
            job.untold(event)
        for chain in uses or ():
            _port_use(job, chain)


def _port_use(job: EventPort, chain: Chain) -> None:
    """A use of the event: a field of it, or a pattern that takes some."""
    chain = rise(chain)
    event, outer = chain[-1], chain[-2]
    if is_object(outer, event):
        name = member_name(job.script, outer)
        if name == _TYPE:
            _port_type(job, chain[:-1])
        elif name == TARGET:
            port_target(job, chain[:-1])
    elif outer.type == "variable_declarator" and is_field(outer, event, "value"):
        pattern = outer.child_by_field_name("name")
        if pattern is not None and pattern.type == "object_pattern":
            _port_pattern(job, pattern)


def _port_pattern(job: EventPort, pattern: Node) -> None:
    """``{ target, type }`` of an event."""
    for entry in entries_of(job.script, pattern):
        if entry.name == TARGET:
            port_target_entry(job, entry)
        elif entry.name == _TYPE:
            for chain in uses_of_name(job.script, entry.value) or ():
                _port_type(job, chain)


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
