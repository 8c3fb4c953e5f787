"""Which functions of the script a call may mean."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from .callers import own_calls
from .parsed import (
    CLASS_FIELDS,
    FUNCTIONS,
    Script,
    arguments_of,
    is_field,
    parameters_of,
    parent_of,
    unwrap,
)
from .scope import Binding, table

if TYPE_CHECKING:
    from tree_sitter import Node


def functions_of(script: Script, callee: Node, name: Node) -> Iterator[Node]:
    """The functions of the script that an expression may mean: a declared one, a member of that
    name, or what the callers of a function hand to it."""
    if callee.type == "identifier":
        binding = table(script, script.at(callee)).meant_at(callee)
        owner = binding.chain[-2] if binding is not None else None
        if binding is not None and binding.kind == "parameter":
            yield from _given(script, binding)
        elif owner is not None:
            value = owner.child_by_field_name("value")
            value = unwrap(value) if value is not None else owner
            if value.type in FUNCTIONS:
                yield value
        return
    for start, end in script.named(script.at(name)):
        chain = script.chain(start, end)
        parent = parent_of(chain)
        if parent.type == "method_definition" and is_field(parent, chain[-1], "name"):
            yield parent
        elif parent.type == "pair" or parent.type in CLASS_FIELDS:
            value = parent.child_by_field_name("value")
            if value is not None and unwrap(value).type in FUNCTIONS:
                yield unwrap(value)


def _given(script: Script, binding: Binding) -> Iterator[Node]:
    """What the calls in sight hand to a parameter, where those are functions."""
    function = script.chain_of(binding.scope)
    places = [pattern.id for pattern in parameters_of(function[-1])]
    if binding.chain[-1].id not in places:
        return
    place = places.index(binding.chain[-1].id)
    for call in own_calls(script, function) or ():
        given = arguments_of(call[-1])
        if len(given) > place and unwrap(given[place]).type in FUNCTIONS:
            yield unwrap(given[place])
