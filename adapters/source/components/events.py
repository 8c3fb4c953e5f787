"""Event objects in handlers: whose data ``target`` has, and how the types of events are spelt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from ...plan.notes import READER, WRITER
from ..edits import Edit
from ..outcome import Said
from ..place import sought
from ..scope import table
from ..syntax import Script, member_name, parameters_of, string_value, unwrap
from .definitions import BEHAVIOR, Definition, LiteralEntry, literal_entries
from .facts import APP, PAGE, Models

if TYPE_CHECKING:
    from tree_sitter import Node

_TARGET, _CURRENT, _DATASET, _TYPE = "target", "currentTarget", "dataset", "type"
"""What events are made of on all platforms."""
_COMPARES: Final = frozenset({"==", "===", "!=", "!=="})
_READS: Final = re.compile(rb"%b|%b" % (_TARGET.encode(), _TYPE.encode()))
"""What a handler says that reads what differs."""
_TAKEN: Final = rb"\.\s*%b(?![\w$])|\[\s*[\"'`]%b[\"'`]"
_TARGETS: Final = sought([_TARGET], _TAKEN % (_TARGET.encode(), _TARGET.encode()))
_TYPES: Final = sought([_TYPE], _TAKEN % (_TYPE.encode(), _TYPE.encode()))


def port_events(
    script: Script, models: Models, found: Iterable[Definition], certain: bool
) -> tuple[list[Edit], list[Said]]:
    """The edits of handlers that read whose data an event has, and what is to be told.

    ``certain``: the script is not ported already. Where ``target.dataset`` means one thing before
    and another after, nothing else may tell.
    """
    sure = certain or not models.source.hit
    edits: list[Edit] = []
    said: list[Said] = []
    seen: set[int] = set()
    for definition in found:
        for entry in _handlers(script, models, definition):
            function = entry.function
            if function is None or function.id in seen:
                continue
            seen.add(function.id)
            if _READS.search(script.text, function.start_byte, function.end_byte) is None:
                continue
            for node in _events(script, function):
                _port_use(script, models, node, sure, edits, said)
    return edits, said


def reads_events(text: bytes, models: Models) -> bool:
    """Whether a script may read of an event what is otherwise on the target, by its words."""
    mine, other = models.source.hit, models.target.hit
    if mine != other and _TARGETS.within(text):
        named = (name.encode() in text for name in (_DATASET, mine, other) if name)
        if any(named):
            return True
    return (
        bool(models.spelling)
        and _TYPES.within(text)
        and any(name.encode() in text for name in models.spelling)
    )


def _handlers(script: Script, models: Models, definition: Definition) -> Iterator[LiteralEntry]:
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


def _events(script: Script, function: Node) -> Iterator[Node]:
    """Uses of a handler's first parameter: the event."""
    given = parameters_of(function)
    if not given or given[0].type != "identifier":
        return
    names = table(script, script.at(given[0]))
    binding = names.binding_at(given[0])
    if binding is None or any(use.write for use in names.of(binding)):
        return
    for use in names.of(binding):
        yield use.node


def _port_use(
    script: Script,
    models: Models,
    event: Node,
    sure: bool,
    edits: list[Edit],
    said: list[Said],
) -> None:
    chain = script.chain_of(event)
    member = chain[-2] if len(chain) > 1 else None
    if member is None or not _is_object(member, event):
        return
    name = member_name(script, member)
    if name == _TYPE:
        _port_type(script, models, chain[:-1], edits)
    elif name == _TARGET:
        _port_target(script, models, chain[:-1], sure, edits, said)


def _is_object(member: Node, inner: Node) -> bool:
    held = member.child_by_field_name("object")
    return held is not None and unwrap(held).id == inner.id


def _port_target(
    script: Script,
    models: Models,
    chain: tuple[Node, ...],
    sure: bool,
    edits: list[Edit],
    said: list[Said],
) -> None:
    """``event.target.dataset``: of the node that was hit, or of the one that has the handler."""
    mine, other = models.source.hit, models.target.hit
    if mine == other:
        return
    target = chain[-1]
    outer = chain[-2] if len(chain) > 1 else None
    if outer is None or not _is_object(outer, target):
        if _destructures(script, outer, {_DATASET, mine, other}):
            text = f"which node's data {READER} has in target cannot be told apart here"
            said.append(Said("MG545", text, target, {}))
        return
    name = member_name(script, outer)
    field = outer.child_by_field_name("property") or outer.child_by_field_name("index")
    inner = target.child_by_field_name("property") or target.child_by_field_name("index")
    if field is None or inner is None or field.type == "string" or inner.type == "string":
        if name in (_DATASET, mine, other):
            text = f"whose data this is differs on {WRITER}; it is asked for by a computed name"
            said.append(Said("MG545", text, outer, {}))
        return
    if not sure and name == _DATASET:
        text = f"nothing here tells whether this is still {READER}'s target.dataset"
        said.append(Said("MG545", text, outer, {}))
    elif name == _DATASET and other:
        edits.append(Edit(field.start_byte, field.end_byte, other.encode()))
    elif name == _DATASET and mine:
        edits.append(Edit(inner.start_byte, inner.end_byte, _CURRENT.encode()))
    elif name == mine and mine:
        edits.append(Edit(field.start_byte, field.end_byte, _DATASET.encode()))


def _destructures(script: Script, owner: Node | None, names: set[str]) -> bool:
    """Whether a pattern takes one of these names out of a value, or the value goes on as it is."""
    if owner is None or owner.type != "variable_declarator":
        return False
    pattern = owner.child_by_field_name("name")
    if pattern is None:
        return False
    if pattern.type == "identifier":
        return any(
            re.search(rb"(?<![\w$])%b\s*\.\s*%b(?![\w$])" % (script.at(pattern), name.encode()),
                      script.text)
            for name in names if name
        )  # fmt: skip
    return any(
        re.search(rb"(?<![\w$])%b(?![\w$])" % name.encode(), script.at(pattern))
        for name in names
        if name
    )


def _port_type(script: Script, models: Models, chain: tuple[Node, ...], edits: list[Edit]) -> None:
    """A comparison of the event's type with a text: types are spelt as events are."""
    other = models.spelling
    if not other or len(chain) < 2:
        return
    outer = chain[-2]
    told: Node | None = None
    if outer.type == "binary_expression":
        operator = outer.child_by_field_name("operator")
        sides = (outer.child_by_field_name("left"), outer.child_by_field_name("right"))
        if operator is not None and operator.type in _COMPARES:
            told = next((side for side in sides if side and side.id != chain[-1].id), None)
    if outer.type == "switch_statement" or outer.type == "parenthesized_expression":
        _cases(script, models, chain, edits)
        return
    value = string_value(script, told) if told is not None else None
    if told is None or value is None:
        return
    if value in other:
        _retype(script, told, other[value], edits)


def _cases(script: Script, models: Models, chain: tuple[Node, ...], edits: list[Edit]) -> None:
    switch = next((node for node in reversed(chain[-4:]) if node.type == "switch_statement"), None)
    body = switch.child_by_field_name("body") if switch is not None else None
    for case in body.named_children if body is not None else ():
        value = case.child_by_field_name("value") if case.type == "switch_case" else None
        text = string_value(script, value) if value is not None else None
        if value is not None and text in models.spelling:
            _retype(script, value, models.spelling[str(text)], edits)


def _retype(script: Script, node: Node, text: str, edits: list[Edit]) -> None:
    quote = script.at(node)[:1].decode()
    edits.append(Edit(node.start_byte, node.end_byte, f"{quote}{text}{quote}".encode()))
