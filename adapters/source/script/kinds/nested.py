"""What the kinds share that hold other values: what a program writes in place is edited inside.

A value that is not written in place passes where both vendors spell all of it alike, and else takes
the runtime.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from ...common.items import removals
from ...common.outcome import NeedsRuntime, Work
from ...syntax.constants import NO_CONSTANT, constant
from ...syntax.parsed import Script, unwrap
from ...text.literal import key as key_text
from ...text.literal import mark, write
from ..inner import paired
from ..properties import properties_of

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import ProgramMember, ProgramParam
    from ..inner import Row


def of_list(script: Script, row: ProgramParam, node: Node | None, texts: list[str]) -> Any:
    """A list written in place, what is computed in it as marks; None where some is hidden."""
    array = unwrap(node) if node is not None else None
    if array is None or array.type != "array":
        return None
    items = [child for child in array.named_children if child.type != "comment"]
    result = [_value(script, row["each"], item, texts) for item in items]
    return None if any(item is None for item in result) else result


def of_object(script: Script, row: ProgramParam, node: Node | None, texts: list[str]) -> Any:
    """The same of an object: of one with members, or of a map."""
    literal = unwrap(node) if node is not None else None
    if literal is None or literal.type != "object":
        return None
    known = {name: member for member in row.get("members", ()) for name in member["names"]}
    out: dict[str, Any] = {}
    try:
        properties = properties_of(script, literal)
    except NeedsRuntime:
        return None
    for item in properties:
        inner = row["each"] if "each" in row else known.get(item.name)
        if inner is None:
            texts.append("")
            out[item.name] = mark(len(texts) - 1)
            continue
        value = _value(script, inner, item.node if item.shorthand else item.value, texts)
        if value is None:
            return None
        out[item.name] = value
    return out


def _value(script: Script, row: ProgramMember, node: Node | None, texts: list[str]) -> Any:
    from . import SOURCE_KINDS  # which imports the module of a kind when it is first asked for

    value = constant(script, node) if node is not None else NO_CONSTANT
    if value is not NO_CONSTANT:
        return value
    return SOURCE_KINDS[row["kind"]].stand_in(script, cast("ProgramParam", row), node, texts)


def rewrite(work: Work, source: Row, target: Row, node: Node | None, name: str) -> None:
    """Write the edits inside an option's value; raises `NeedsRuntime` where they cannot be told."""
    if paired(source, target).same:
        return
    if node is None:
        raise NeedsRuntime("MG513", f"{name} is computed")
    literal = unwrap(node)
    if "members" in source and literal.type == "object":
        _members(work, source, target, literal, name)
    elif "each" in source and literal.type in ("array", "object"):
        _entries(work, source["each"], target["each"], literal, name)
    elif "members" in source or "each" in source:
        raise NeedsRuntime("MG513", f"{name} is computed", node)
    else:
        _word(work, source, target, node, name)


def _entries(
    work: Work, source: ProgramMember, target: ProgramMember, literal: Node, name: str
) -> None:
    if literal.type == "object":
        for item in properties_of(work.script, literal):
            rewrite(work, source, target, item.value, name)
        return
    for child in literal.named_children:
        if child.type == "spread_element":
            raise NeedsRuntime("MG511", f"{name} holds a spread", child)
        if child.type != "comment":
            rewrite(work, source, target, child, name)


def _word(work: Work, source: Row, target: Row, node: Node, name: str) -> None:
    value = constant(work.script, node)
    if value is NO_CONSTANT:
        raise NeedsRuntime("MG513", f"a word in {name} is computed", node)
    meant = next((word for word, item in source.get("values", ()) if item == value), value)
    spelling = dict(map(tuple, target.get("values", ()))).get(meant, meant)
    if spelling != value:
        work.replace(unwrap(node), write(spelling, work.quote))


def _members(work: Work, source: Row, target: Row, literal: Node, name: str) -> None:
    known = {item["key"]: item for item in target.get("members", ())}
    own = {word: item for item in source.get("members", ()) for word in item["names"]}
    theirs = {word for item in known.values() for word in item["names"]}
    gone: list[Node] = []
    for item in properties_of(work.script, literal):
        member = own.get(item.name)
        if member is None:
            if item.name in theirs:
                gone.append(item.node)  # it would come to life there
            continue
        there = known.get(member["key"])
        if there is None or there.get("status") == "no":
            gone.append(item.node)
            continue
        word = there["names"][0]
        if word != item.name and item.shorthand:
            text = work.script.hole(item.node)
            work.replace(item.node, f"{key_text(word, work.quote)}: {text}")
        elif word != item.name and item.key is not None:
            work.replace(item.key, key_text(word, work.quote))
        value = item.node if item.shorthand else item.value
        rewrite(work, member, there, value, f"{name}.{item.name}")
    if gone:
        items = [child for child in literal.named_children if child.type != "comment"]
        work.edits.extend(removals(work.script, items, gone))
