"""The properties of an object literal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from ..common.outcome import NeedsRuntime
from ..syntax.parsed import first_named, property_name

if TYPE_CHECKING:
    from tree_sitter import Node

    from ..syntax.parsed import Script


CALLBACKS: Final = ("success", "fail", "complete")
"""Properties of an options literal that are no options: who is called with the outcome."""


class Property(NamedTuple):
    """One property of an options literal. ``value`` is None for a method or a shorthand."""

    name: str
    node: Node
    key: Node | None
    value: Node | None

    @property
    def shorthand(self) -> bool:
        return self.node.type == "shorthand_property_identifier"


def properties_of(script: Script, literal: Node) -> list[Property]:
    """The properties of an object literal; raises `NeedsRuntime` where names are computed."""
    result: list[Property] = []
    for item in literal.named_children:
        if item.type == "comment":
            continue
        if item.type == "shorthand_property_identifier":
            result.append(Property(script.at(item).decode("utf-8", "replace"), item, item, item))
            continue
        if item.type == "pair":
            key, value = item.child_by_field_name("key"), item.child_by_field_name("value")
        elif item.type == "method_definition":
            if any(child.type in ("get", "set") for child in item.children):
                raise NeedsRuntime("MG511", "an option is an accessor", item)
            key, value = item.child_by_field_name("name"), None
        else:
            raise NeedsRuntime("MG511", "the options hold a spread", item)
        name = property_name(script, key) if key is not None else None
        if name is None:
            raise NeedsRuntime("MG511", "an option's name is computed", item)
        result.append(Property(name, item, key, value))
    names = [entry.name for entry in result]
    if len(set(names)) != len(names):
        raise NeedsRuntime("MG511", "an option is given twice", literal)
    return result


def listed(script: Script, literal: Node) -> tuple[list[Property], list[Node], bool]:
    """The properties of an object literal that its text names, what is spread into it, and whether
    that is all there is."""
    found: list[Property] = []
    spread: list[Node] = []
    whole = True
    for item in literal.named_children:
        key = item.child_by_field_name("key") or item.child_by_field_name("name")
        if item.type == "shorthand_property_identifier":
            name: str | None = script.at(item).decode("utf-8", "replace")
            found.append(Property(name or "", item, item, item))
        elif item.type == "spread_element" and (inner := first_named(item)) is not None:
            spread.append(inner)
        elif item.type in ("pair", "method_definition") and key is not None:
            name = property_name(script, key)
            if name is None:
                whole = False
            else:
                found.append(Property(name, item, key, item.child_by_field_name("value")))
        elif item.type != "comment":
            whole = False
    return found, spread, whole
