"""What a list holds that a call is given and that is made in its place: ``list.map(...)``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ...syntax.constants import constant
from ...syntax.known import constant_of, value_of
from ...syntax.parsed import (
    Script,
    arguments_of,
    children_of,
    first_named,
    function_body,
    member_name,
    returns_of,
    unwrap,
)
from ..properties import Property, listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tree_sitter import Node

    from ....plan.model import PlanEntry, ProgramParam

_MAKES: Final = "map"
_PLAIN: Final = frozenset({"arrow_function", "function_expression"})
_ALL_OF_KIND: Final = "all_kind"
_WITHOUT: Final = "image"
"""The kind of a medium that says none."""


def may_be_given(script: Script, entry: PlanEntry, options: Iterable[Property]) -> bool:
    """Whether a way of a call takes whatever its lists turn out to hold: all that is made of a
    list is of the kind the way is for."""
    given = {item.name: item.value for item in options}
    params = {param["key"]: param for param in entry["read"]["params"]}
    return any(
        all(
            name == _ALL_OF_KIND and _of_kind(script, params[key], given) == wanted
            for key, name, wanted in route["when"]
        )
        for route in entry["routes"]
    )


def _of_kind(script: Script, param: ProgramParam, given: Mapping[str, Node | None]) -> str | None:
    """The kind of all that an option's list holds; None where it cannot be seen."""
    node = next((value for name in param["names"] if (value := given.get(name))), None)
    maker = _maker(script, node) if node is not None else None
    made = _made(maker) if maker is not None else []
    kinds = {_kind(script, param, item) for item in made}
    return kinds.pop() if len(kinds) == 1 else None


def _maker(script: Script, node: Node) -> Node | None:
    """The function written in place that makes each entry of a list."""
    node = unwrap(node)
    if node.type == "identifier":
        found, value = constant_of(script, node), value_of(script, node)
        if found is None or len(found[1]) != 1 or value is None:
            return None  # who else has the list may add to it
        node = unwrap(value)
    if node.type != "call_expression":
        return None
    callee, given = node.child_by_field_name("function"), arguments_of(node)
    if callee is None or member_name(script, callee) != _MAKES or not given:
        return None
    function = unwrap(given[0])
    plain = function.type in _PLAIN and all(child.type != "async" for child in function.children)
    return function if plain else None


def _made(function: Node) -> list[Node]:
    """The values a function returns, where it cannot end without one."""
    body = function_body(function)
    if body is None or body.type != "statement_block":
        return [unwrap(body)] if body is not None else []
    statements = children_of(body)
    if not statements or statements[-1].type != "return_statement":
        return []
    values = list(map(first_named, returns_of(function)))
    return [] if None in values else [unwrap(value) for value in values if value is not None]


def _kind(script: Script, param: ProgramParam, made: Node) -> str | None:
    """The kind of one entry that is written in place."""
    if made.type != "object":
        return None
    entries, spread, whole = listed(script, made)
    if spread or not whole:
        return None
    spelling = param["entry"]["kind"]
    said = [item.value for item in entries if item.name == spelling]
    if not said:
        return _WITHOUT
    value = constant(script, said[-1]) if said[-1] is not None else None
    return next((meaning for meaning, name in param.get("values", ()) if name == value), None)
