"""Reads of a result whose place is of another shape on the target, written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.outcome import NeedsRuntime, Work
from ...syntax.flow import EACH, Access
from ...syntax.parsed import unwrap
from ...text.edits import Edit
from .goals import Key

if TYPE_CHECKING:
    from tree_sitter import Node

    from ...syntax.parsed import Script


def rebind(work: Work, access: Access, key: Key, there: Key) -> None:
    """``{ tempFilePath }`` from a list of one: ``{ apFilePaths: [tempFilePath] }``."""
    item, step = access.chain[-1], access.steps[-1]
    _sure(access)
    if key[1] or not there[1]:
        raise NeedsRuntime("MG510", "a list of another shape is taken apart", item)
    opening, closing = ("[{ " + there[2] + ": ", " }]") if there[2] else ("[", "]")
    if step.form == "shorthand" and there[2] == step.name:
        opening = "[{ "
    if step.form == "shorthand":
        start, end = item.start_byte, item.end_byte
        work.edits.append(Edit(start, start, f"{there[0]}: {opening}".encode()))
        work.edits.append(Edit(end, end, closing.encode()))
        return
    value = item.child_by_field_name("value")
    if value is None:
        raise NeedsRuntime("MG510", "a list of another shape is taken apart", item)
    work.replace(step.node, there[0])
    work.edits.append(Edit(value.start_byte, value.start_byte, opening.encode()))
    work.edits.append(Edit(value.end_byte, value.end_byte, closing.encode()))


def _sure(access: Access) -> None:
    """Raises `NeedsRuntime` where something may stand in for what holds a value: an empty object
    has no field, and no list to look for the value in either."""
    if access.unsure:
        raise NeedsRuntime(
            "MG510", "a value that may be missing stands elsewhere", access.chain[-1]
        )


def rebuild(work: Work, access: Access, key: Key, there: Key) -> None:
    """Write an access anew: from the end of the object it starts at to its own end."""
    node, first = unwrap(access.chain[-1]), access.steps[0].node
    _sure(access)
    text = work.script.text
    steps = list(access.steps)
    indexed = len(steps) > 1 and steps[1].name == EACH
    if steps[-1].form in ("key", "shorthand", "each"):
        raise NeedsRuntime("MG510", "a part of another shape is taken apart", node)
    holder = _holder(access)
    if holder is None:
        raise NeedsRuntime("MG510", "a part of another shape stands in parentheses", node)
    start = holder.end_byte
    optional = "?." if b"?." in text[start : first.end_byte] else "."
    root = f"{optional}{there[0]}"
    many, member = there[1], there[2]
    before = ""
    if key[1] and not indexed:
        new = _list(root, many, member, access.use == "length")
        if not many:
            before = "["
    elif key[1] and many:
        index = work.script.hole(steps[1].node)
        mark = "?." if optional == "?." and _optional_index(work.script, access) else ""
        new = f"{root}{mark}[{index}]" + (f".{member}" if member else "")
    elif many:
        new = f"{root}[0]" + (f".{member}" if member else "")
    else:
        new = root + (f".{member}" if member else "")
    work.edits.append(Edit(start, node.end_byte, new.encode("latin-1")))
    if before:
        work.edits.append(Edit(holder.start_byte, holder.start_byte, before.encode()))


def _optional_index(script: Script, access: Access) -> bool:
    parent = access.steps[1].node
    before = script.text[: parent.start_byte].rstrip()
    return before.endswith(b"?.[")


def _list(root: str, many: bool, member: str | None, length: bool) -> str:
    if not many:
        return f"{root}{'.' + member if member else ''}]"
    if member is None or length:
        return root
    return f"{root}.map(file => file.{member})"


def _holder(access: Access) -> Node | None:
    """The object that an access starts at; None where parentheses part its steps."""
    node: Node | None = unwrap(access.chain[-1])
    for _ in access.steps:
        while node is not None and node.type == "non_null_expression":
            node = node.named_children[0]
        node = node.child_by_field_name("object") if node is not None else None
    return node
