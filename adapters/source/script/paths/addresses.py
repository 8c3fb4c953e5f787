"""Paths and addresses written in the code, by what they begin with: inlined data, package files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from .....canonical.recipes import SERVED
from ....plan.kinds import KINDS
from ....plan.kinds.addresses import BASE64
from ....plan.notes import WRITER
from ...common.outcome import Work
from ...common.pair import Pair, param_named
from ...syntax.parsed import Script, first_named, string_value, unwrap
from ...syntax.scope import table
from ..properties import CALLBACKS, Property

if TYPE_CHECKING:
    from tree_sitter import Node

    from ....plan.model import Program

_INLINE: Final = re.compile(r"(data|blob):", re.IGNORECASE)
_FILE: Final = re.compile(r"(?:\.{0,2}/)?[\w\-.@%+ /]+\.[A-Za-z0-9]{2,5}\Z")
_DRAWN: Final = {b"toDataURL": "data:image/png;base64,", b"createObjectURL": "blob:"}
_DEPTH: Final = 8


def tell_addresses(work: Work, pair: Pair, program: Program, options: list[Property]) -> None:
    """Report addresses that hold their bytes, and files of the package that the target must be
    told of. ``program`` is the source's; ``work.package`` gets the paths of those files."""
    for entry in options:
        param = param_named(program, entry.name)
        if param is None or entry.value is None or entry.name in CALLBACKS:
            continue
        kind = KINDS[param["kind"]]
        for node in _parts(entry.value) if kind.files else ():
            _tell(work, pair, entry.name, kind.inline, node)


def _writable(pair: Pair) -> bool:
    """Whether the runtime can write bytes to a file of the target's user directory."""
    return SERVED["data_to_file"].keys() <= pair.target["services"].keys() and any(
        pair.target["user"].values()
    )


def _tell(work: Work, pair: Pair, name: str, inline: bool, node: Node) -> None:
    begins, whole = _beginning(work.script, node, _DEPTH)
    held = _INLINE.match(begins)
    if held is not None:
        user = pair.target["user"]
        writes = " or ".join(SERVED["data_to_file"])
        where = f"{pair.goal}.{user['member']}" if user["member"] else user["address"]
        text = (
            f"{name}: {WRITER} documents no {held[1].lower()}: address here; write the bytes to "
            f"a file under {where} with the file manager's {writes}, and pass its path"
        )
        performed = inline and BASE64.match(begins) and _writable(pair)
        work.say("MG529", text, node, {"recipe": "data_to_file" if performed else ""})
        return
    listing = pair.target["package"]
    if not listing or not whole or not _packaged(begins, pair):
        return
    shown = begins.lstrip("./")
    text = (
        f"{name}: a file of the package; {WRITER} finds it only where {listing['file']} has "
        f'"{listing["key"]}": ["{shown}"]'
    )
    if begins.startswith("."):
        text += f", and by its path from the root: /{shown}"
    work.say("MG530", text, node)
    work.package.append(begins)


def _packaged(text: str, pair: Pair) -> bool:
    """Whether a constant is the path of a file in the package."""
    if text.startswith(("//", *pair.source["local"], *pair.source["private"])):
        return False
    return _FILE.match(text) is not None


def _parts(node: Node) -> Iterator[Node]:
    """The addresses that an option's value is made of: entries of lists, sides of choices."""
    todo = [node]
    while todo:
        item = unwrap(todo.pop())
        if item.type == "array":
            todo.extend(child for child in reversed(item.named_children) if child.type != "comment")
        elif item.type == "ternary_expression":
            names = ("alternative", "consequence")
            todo.extend(side for side in map(item.child_by_field_name, names) if side is not None)
        elif item.type == "object":
            values = [child.child_by_field_name("value") for child in item.named_children]
            todo.extend(value for value in reversed(values) if value is not None)
        else:
            yield item


def _beginning(script: Script, node: Node, depth: int) -> tuple[str, bool]:
    """How a text begins, and whether that is all of it; empty where nothing shows."""
    node = unwrap(node)
    if depth == 0:
        return "", False
    text = string_value(script, node)
    if text is not None:
        return text, True
    if node.type == "template_string":
        first = first_named(node)
        if first is None or first.type == "template_substitution":
            inner = first_named(first) if first is not None else None
            return (_beginning(script, inner, depth - 1)[0], False) if inner else ("", False)
        return script.at(first).decode("utf-8", "replace"), False
    if node.type == "binary_expression":
        operator, left = node.child_by_field_name("operator"), node.child_by_field_name("left")
        if operator is not None and operator.type in ("+", "||", "??") and left is not None:
            return _beginning(script, left, depth - 1)[0], False
        return "", False
    if node.type == "ternary_expression":
        sides = map(node.child_by_field_name, ("consequence", "alternative"))
        result = [_beginning(script, side, depth - 1)[0] for side in sides if side is not None]
        return next(filter(_INLINE.match, result), ""), False
    if node.type == "call_expression":
        callee = node.child_by_field_name("function")
        prop = callee.child_by_field_name("property") if callee is not None else None
        if prop is not None and script.at(prop) in _DRAWN:
            return _DRAWN[script.at(prop)], False
        holder = callee.child_by_field_name("object") if callee is not None else None
        if prop is not None and holder is not None and script.at(prop) in (b"concat", b"replace"):
            return _beginning(script, holder, depth - 1)[0], False
        return "", False
    if node.type in ("identifier", "shorthand_property_identifier"):
        return _bound(script, node, depth)
    return "", False


def _bound(script: Script, node: Node, depth: int) -> tuple[str, bool]:
    """The beginning of what a variable of one value was given."""
    reference = table(script, script.at(node)).reference_at(node)
    chain = reference.binding.chain if reference is not None and reference.binding else ()
    if len(chain) < 3 or chain[-2].type != "variable_declarator":
        return "", False
    value = chain[-2].child_by_field_name("value")
    name = chain[-2].child_by_field_name("name")
    if value is None or name is None or name.id != chain[-1].id:
        return "", False
    begins, whole = _beginning(script, value, depth - 1)
    return begins, whole and script.at(chain[-3]).startswith(b"const")
