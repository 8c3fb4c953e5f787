"""TypeScript's enums as the objects that they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..text.blanks import Blanks, walk

if TYPE_CHECKING:
    from tree_sitter import Node


def written_enum(work: Blanks, node: Node) -> list[Node]:
    """``enum A { X, Y = 2 }`` as the object that it is, each member on its own line."""
    named, body = (node.child_by_field_name(key) for key in ("name", "body"))
    if named is None or body is None:
        work.refuse(node, "cannot be told without its types")
    name = named.text or b""
    work.cut(node.start_byte, body.start_byte + 1)
    head = b"var %b; (function (%b) {" % (name, name)
    work.inserts.append((node.start_byte, head))
    known: set[bytes] = set()
    last = b""
    values: list[Node] = []
    for child in body.children:
        if child.type == ",":
            work.cut(child.start_byte, child.end_byte)
        if not child.is_named or child.type == "comment":
            continue
        value = child.child_by_field_name("value")
        key_node = child.child_by_field_name("name") or child
        if key_node.type == "computed_property_name":
            work.refuse(key_node, "computed names of an enum's members are not read")
        key = _quoted(key_node)
        place = b"%b[%b]" % (name, key)
        if value is None:
            given = b"%b + 1" % last if last else b"0"
            work.cut(child.start_byte, child.end_byte)
            work.inserts.append((child.start_byte, b"%b = %b" % (place, given)))
        else:
            work.cut(child.start_byte, value.start_byte)
            work.inserts.append((child.start_byte, b"%b = " % place))
            values.append(value)
            _qualified(work, value, name, known)
        code = b'; if (typeof %b !== "string") %b[%b] = %b; ' % (place, name, place, key)
        work.inserts.append((child.end_byte, code))
        known.add((key_node.text or b"").strip(b"'\""))
        last = place
    tail = b"})(%b || (%b = {}));" % (name, name)
    work.cut(body.end_byte - 1, body.end_byte)
    work.inserts.append((body.end_byte, tail))
    return values


def _qualified(work: Blanks, value: Node, name: bytes, known: set[bytes]) -> None:
    """Earlier members are named alone among the values of later ones."""
    for node in walk(value):
        if node.type == "identifier" and (node.text or b"") in known:
            work.inserts.append((node.start_byte, name + b"."))


def _quoted(node: Node) -> bytes:
    text = node.text or b""
    return text if node.type == "string" else b'"' + text + b'"'
