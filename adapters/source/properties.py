"""The properties of an object literal: read, put in and taken out as its lines are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from .edits import Edit
from .outcome import NeedsRuntime
from .syntax import property_name

if TYPE_CHECKING:
    from tree_sitter import Node

    from .syntax import Script


@attrs.frozen(eq=False)
class Entry:
    """One property of an options literal. ``value`` is None for a method or a shorthand."""

    name: str
    node: Node
    key: Node | None
    value: Node | None

    @property
    def shorthand(self) -> bool:
        return self.node.type == "shorthand_property_identifier"


def properties_of(script: Script, literal: Node) -> list[Entry]:
    """The properties of an object literal; raises `NeedsRuntime` where names are computed."""
    found: list[Entry] = []
    for item in literal.named_children:
        if item.type == "comment":
            continue
        if item.type == "shorthand_property_identifier":
            found.append(Entry(script.at(item).decode("utf-8", "replace"), item, item, item))
            continue
        if item.type == "pair":
            key, value = item.child_by_field_name("key"), item.child_by_field_name("value")
        elif item.type == "method_definition":
            key, value = item.child_by_field_name("name"), None
        else:
            raise NeedsRuntime("MG511", "the options hold a spread", item)
        name = property_name(script, key) if key is not None else None
        if name is None:
            raise NeedsRuntime("MG511", "an option's name is computed", item)
        found.append(Entry(name, item, key, value))
    names = [entry.name for entry in found]
    if len(set(names)) != len(names):
        raise NeedsRuntime("MG511", "an option is given twice", literal)
    return found


def insertion(script: Script, literal: Node, parts: list[str]) -> Edit:
    """Put properties first in an object literal, in the way its own lines are laid out."""
    at = literal.start_byte + 1
    items = [child for child in literal.named_children if child.type != "comment"]
    if not items:
        text = ", ".join(parts).encode("latin-1")
        inner = script.text[at : literal.end_byte - 1]
        if inner.strip():
            return Edit(at, at, b" " + text + b",")
        return Edit(at, literal.end_byte - 1, b" " + text + b" ")
    space = script.original[at : items[0].start_byte]
    if not space:
        return Edit(at, at, ", ".join(parts).encode("latin-1") + b", ")
    lead = space if space.strip() == b"" else b" "
    return Edit(at, at, b"".join(lead + part.encode("latin-1") + b"," for part in parts))


def removal(script: Script, node: Node, comma_gone: bool = False) -> Edit:
    """Take a property out with its comma and the space that led to it.

    ``comma_gone``: the property before it goes as well, and takes the comma between them.
    """
    text = script.text
    start = node.start_byte
    follower = _neighbour(node, forward=True)
    if follower is not None and follower.type == ",":
        end = follower.end_byte
        rest = end
        while text[rest : rest + 1] in (b" ", b"\t"):
            rest += 1
        about = follower.next_sibling
        if about is not None and about.start_byte == rest and script.at(about)[:2] == b"//":
            rest = about.end_byte  # it speaks of the property on its line
        if text[rest : rest + 1] not in (b"\r", b"\n"):
            return Edit(start, rest, b"")
        begin = start
        while text[begin - 1 : begin] in (b" ", b"\t") and begin > 0:
            begin -= 1
        if text[begin - 1 : begin] != b"\n":
            return Edit(start, end, b"")  # other properties stand on its line
        rest += 2 if text[rest : rest + 2] == b"\r\n" else 1
        return Edit(begin, rest, b"")
    before = _neighbour(node, forward=False)
    if before is not None and before.type == "," and not comma_gone:
        return Edit(before.start_byte, node.end_byte, b"")
    return Edit(start, node.end_byte, b"")


def _neighbour(node: Node, forward: bool) -> Node | None:
    """The token beside a node, comments passed over."""
    beside = node.next_sibling if forward else node.prev_sibling
    while beside is not None and beside.type == "comment":
        beside = beside.next_sibling if forward else beside.prev_sibling
    return beside
