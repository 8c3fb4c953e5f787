"""Whether a call may start while another call of the same function is under way.

Some functions must not overlap: the next call has to start in ``complete`` of the one before.
What a person would write is kept native where the code shows that calls follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final

from .parsed import FUNCTIONS, Chain, Script, is_field, parent_of, property_name, rise

if TYPE_CHECKING:
    from tree_sitter import Node

_LOOPS: Final = frozenset({"for_statement", "for_in_statement", "while_statement", "do_statement"})
_EACH: Final = (b".forEach", b".map", b".filter", b".some", b".every", b".reduce")
_EXCLUSIVE: Final = frozenset({"if_statement", "ternary_expression", "switch_body"})
_DECLARED: Final = frozenset(
    {"method_definition", "function_declaration", "generator_function_declaration"}
)
_NAMING: Final = {
    "variable_declarator": "name",
    "assignment_expression": "left",
    "pair": "key",
    "public_field_definition": "name",
    "field_definition": "property",
}
_CALLBACKS: Final = frozenset({"success", "fail", "complete"})
_MOST: Final = 100
"""Mentions of one name that are looked at; beyond that, calls are taken to overlap."""


def may_overlap(script: Script, call: Chain, name: str) -> bool:
    """Whether the call that a chain ends in may start before another of that function is done."""
    script.asked.add(name.encode())  # what is around the call decides as well
    if _again(script, call, {}):
        return True
    mentions = list(islice(_mentions(script, name), _MOST))
    if len(mentions) == _MOST:
        return True
    return any(_beside(script, call, other) for other in _others(mentions, call))


def _again(script: Script, place: Chain, seen: dict[str, Chain | None]) -> bool:
    """Whether a place may be reached again before what it started is done."""
    for index in range(len(place) - 2, 0, -1):
        node = place[index]
        if node.type in _LOOPS:
            return True
        if node.type not in FUNCTIONS:
            continue
        if _for_each(script, place[: index + 1]):
            return True
        name = _name_of(script, place[: index + 1])
        if name is not None:
            return _called_again(script, name, place, node, seen)
    return False


def _for_each(script: Script, function: Chain) -> bool:
    """Whether a function is called for each entry of a list."""
    function = rise(function)
    if len(function) < 3 or function[-2].type != "arguments":
        return False
    callee = function[-3].child_by_field_name("function")
    return callee is not None and script.at(callee).endswith(_EACH)


def _name_of(script: Script, function: Chain) -> str | None:
    """The name that a function is called by; None for a callback written in place."""
    node = function[-1]
    if node.type in _DECLARED:
        named = node.child_by_field_name("name")
        return property_name(script, named) if named is not None else None
    function = rise(function)
    parent = function[-2] if len(function) > 1 else None
    if parent is None or parent.type not in _NAMING:
        return None
    named = parent.child_by_field_name(_NAMING[parent.type])
    if named is None:
        return None
    if named.type == "member_expression":
        named = named.child_by_field_name("property")
    name = property_name(script, named) if named is not None else None
    return None if name in _CALLBACKS else name


def _called_again(
    script: Script, name: str, place: Chain, function: Node, seen: dict[str, Chain | None]
) -> bool:
    """Whether a function of that name is called while the call at ``place`` in it goes on.

    ``seen``: names that were asked for, each with the place while it is: one that leads back to
    it closes a circle.
    """
    if name in seen:
        first = seen[name]
        circle = first is not None and any(node.id == function.id for node in first)
        return circle and not (_in_complete(script, place, function) or _waited_for(first or ()))
    seen[name] = place
    again = _mentioned_again(script, name, place, function, seen)
    seen[name] = None
    return again


def _mentioned_again(
    script: Script, name: str, place: Chain, function: Node, seen: dict[str, Chain | None]
) -> bool:
    mentions = list(islice(_mentions(script, name), _MOST))
    if len(mentions) == _MOST:
        return True
    for site in mentions:
        outer = rise(_whole(site))
        within = any(node.id == function.id for node in outer[:-1])
        if _for_each(script, outer):
            return True
        if not _called(site):
            continue
        if within:
            if not (_in_complete(script, outer, function) or _waited_for(place)):
                return True
        elif _again(script, outer, seen):
            return True
    return False


def _mentions(script: Script, name: str) -> Iterator[Chain]:
    for start, end in script.named(name.encode()):
        chain = script.chain(start, end)
        if chain[-1].type in ("identifier", "property_identifier"):
            yield chain


def _whole(name: Chain) -> Chain:
    """The chain of ``this.name`` for that of ``name``."""
    above = parent_of(name)
    member = above.type == "member_expression" and is_field(above, name[-1], "property")
    return name[:-1] if member else name


def _called(name: Chain) -> bool:
    callee = _whole(name)
    call = parent_of(callee)
    return call.type == "call_expression" and is_field(call, callee[-1], "function")


def _others(mentions: list[Chain], call: Chain) -> Iterator[Chain]:
    """The other calls of the function, of all that is named so."""
    for chain in mentions:
        if _called(chain):
            other = _whole(chain)[:-1]
            if other[-1].id != call[-1].id:
                yield other


def _beside(script: Script, one: Chain, other: Chain) -> bool:
    """Whether two calls may be under way at once: the second starts before the first is done."""
    first, second = sorted((one, other), key=lambda chain: chain[-1].start_byte)
    shared = 0
    while shared < min(len(first), len(second)) and first[shared].id == second[shared].id:
        shared += 1
    common = first[shared - 1]
    if common.type in _EXCLUSIVE:
        return False
    if common.id == first[-1].id:  # the second stands in the first's options
        return not _in_complete(script, second, common)
    if any(
        _name_of(script, chain[: index + 1]) is not None
        for chain in (first, second)
        for index in range(shared, len(chain) - 1)
        if chain[index].type in FUNCTIONS
    ):
        return False  # two functions: one after the other, by the user
    if common.id == second[-1].id:  # the second is a member of what the first gives
        return not _waited_for(first)
    behind = common.type == "call_expression" and is_field(common, second[shared], "arguments")
    return not (behind or _waited_for(first))


def _waited_for(call: Chain) -> bool:
    """Whether the code goes on when the promise of a call is settled, and not before."""
    outer = rise(call)
    while len(outer) > 2 and outer[-2].type == "member_expression":  # .then(...), .catch(...)
        outer = rise(outer[:-2])
    return len(outer) > 1 and outer[-2].type == "await_expression"


def _in_complete(script: Script, place: Chain, above: Node) -> bool:
    """Whether a place below a node stands in a ``complete`` callback."""
    for node in reversed(place[:-1]):
        if node.id == above.id:
            return False
        key = node.child_by_field_name("key") or node.child_by_field_name("name")
        keyed = node.type in ("pair", "method_definition")
        if keyed and key is not None and property_name(script, key) == "complete":
            return True
    return False
