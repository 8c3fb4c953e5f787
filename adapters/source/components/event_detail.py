"""What handlers read of what an event carries, `event.detail`, as far as it can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import attrs

from ..syntax.parsed import Chain, Script, is_field, member_name, parameters_of, rise
from ..syntax.printed import printed
from .event_data import DEPTH, DETAIL, entries_of, is_object, uses_of_name

if TYPE_CHECKING:
    from tree_sitter import Node

_TESTS: Final = frozenset(
    {"expression_statement", "if_statement", "unary_expression", "while_statement"}
)
"""What takes nothing of the value that it holds."""
_ELSE: Final = ("||", "??")
_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier_pattern"})


@attrs.define(eq=False)
class DetailReads:
    """What is read of a detail: ``fields`` by name; ``handed``: it goes on as a whole, so that
    others may read more; ``event``: the event does."""

    fields: set[str] = attrs.field(factory=set)
    handed: bool = False
    event: bool = False


def detail_reads(script: Script, function: Node) -> DetailReads:
    """What a handler reads of the detail of the event that it is given."""
    result = DetailReads()
    given = parameters_of(function)
    if given:
        _follow(_Value(script, result), given[0], DEPTH)
    elif b"arguments" in script.at(function):
        result.event = True
    return result


@attrs.frozen(eq=False)
class _Value:
    """A value that is followed: the event, or ``inside`` it the detail."""

    script: Script
    reads: DetailReads
    inside: bool = False

    def field(self, name: str, at: Node | Chain, depth: int) -> None:
        """A field is read; of the event only the detail is of interest."""
        if self.inside:
            self.reads.fields.add(name)
        elif name == DETAIL:
            _follow(_Value(self.script, self.reads, inside=True), at, depth)

    def whole(self) -> None:
        """It goes where it is not followed."""
        if self.inside:
            self.reads.handed = True
        else:
            self.reads.event = True


def _follow(value: _Value, at: Node | Chain, depth: int) -> None:
    """Follow a value from an expression (a chain), or from the pattern that takes it."""
    if isinstance(at, tuple):
        _expression(value, at, depth)
    elif at.type == "assignment_pattern":
        left = at.child_by_field_name("left")
        _follow(value, left if left is not None else at, depth)
    elif at.type == "object_pattern":
        for entry in entries_of(value.script, at):
            value.field(entry.name, entry.value, depth)
        if any(item.type == "rest_pattern" for item in at.named_children):
            value.whole()
    else:
        uses = uses_of_name(value.script, at) if depth and at.type in _NAMES else None
        if uses is None:
            value.whole()
        for chain in uses or ():
            _expression(value, chain, depth - 1)


def _expression(value: _Value, chain: Chain, depth: int) -> None:
    chain = rise(chain)
    if len(chain) < 2:
        return
    node, outer = chain[-1], chain[-2]
    if is_object(outer, node):
        name = member_name(value.script, outer)
        if name is None:
            value.whole()
        else:
            value.field(name, chain[:-1], depth)
    elif outer.type == "variable_declarator" and is_field(outer, node, "value"):
        pattern = outer.child_by_field_name("name")
        _follow(value, pattern if pattern is not None else node, depth)
    elif outer.type == "binary_expression":
        sign = outer.child_by_field_name("operator")
        operator = sign.type if sign is not None else ""
        if operator in _ELSE or (operator == "&&" and is_field(outer, node, "right")):
            _expression(value, chain[:-1], depth)
    elif outer.type == "ternary_expression":
        if not is_field(outer, node, "condition"):
            _expression(value, chain[:-1], depth)
    elif outer.type not in _TESTS and not printed(value.script, chain):
        value.whole()
