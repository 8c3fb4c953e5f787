"""Data that a page changes in place, where the target's pages share what is nested in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from ..syntax.parsed import Script, unwrap
from ..text.edits import Edit
from .definitions import Definition
from .facts import PAGE, Models

if TYPE_CHECKING:
    from tree_sitter import Node

_CHANGES: Final = re.compile(
    rb"\.\s*data(?:\s*\.\s*[\w$]+|\s*\[[^\]\n]{0,80}\]){1,12}\s*"
    rb"(?:\.\s*(?:push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)\s*\(|"
    rb"(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)?=(?![=>])|\+\+|--)"
)
"""What changes something inside the data of an instance."""
_DATA: Final = re.compile(rb"\.\s*data\b")
_HELD: Final = re.compile(rb"=\s*[\w$]+\s*\.\s*data\b")
"""What either needs: these begin in one way, and are found quickly."""
_ALIASED: Final = re.compile(
    rb"(?:const|let|var)\s+(?:[\w$]+\s*=\s*|\{[^{}\n]{1,200}\}\s*=\s*)[\w$]+\s*\.\s*data\b"
)
"""A variable for data, or for a part of it: what is done to it is not followed."""


def shares_data(models: Models) -> bool:
    """Whether the target's pages share what is nested in their data, and the source's do not."""
    target = models.target.page
    shares = target.copies == "shallow" and bool(target.computed)
    return shares and models.source.page.copies == "deep"


def changes_in_place(text: bytes) -> bool:
    """Whether a script changes something inside the data of an instance, or may."""
    if _DATA.search(text) is None:
        return False
    if _CHANGES.search(text) is not None:
        return True
    return _HELD.search(text) is not None and _ALIASED.search(text) is not None


def own_data(script: Script, models: Models, definition: Definition) -> list[Edit]:
    """Give each page data of its own: a function that makes them, where what is nested in them is
    changed in place, or may be. Nothing where the target copies them, or nothing is nested."""
    if definition.kind != PAGE or not shares_data(models):
        return []
    entry = definition.entries.get("data")
    value = unwrap(entry.value) if entry is not None and entry.value is not None else None
    if entry is None or value is None or value.type != "object" or entry.whole.type != "pair":
        return []
    if not _nested(value) or not changes_in_place(script.text):
        return []
    if definition.literal is None or entry.whole.parent is None:
        return []
    end = "\r\n" if b"\r\n" in script.text else "\n"
    start = entry.whole.start_byte
    before = script.text[script.text.rfind(b"\n", 0, start) + 1 : start]
    indent = before.decode("latin-1") if not before.strip() else ""
    key = script.at(entry.key).decode("utf-8", "replace")
    step = "\t" if indent.startswith("\t") else "  "
    opening = f"{key}() {{{end}{indent}{step}return "
    return [
        Edit(entry.key.start_byte, value.start_byte, opening.encode()),
        Edit(value.end_byte, entry.whole.end_byte, f"{end}{indent}}}".encode()),
    ]


def _nested(literal: Node) -> bool:
    """Whether something in an object is an object, a list, or may be one."""
    plain = {"string", "number", "true", "false", "null", "undefined", "template_string", "comment"}
    for item in literal.named_children:
        value = item.child_by_field_name("value")
        if item.type == "comment" or (value is not None and unwrap(value).type in plain):
            continue
        return True
    return False
