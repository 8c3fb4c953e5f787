"""Data that a page changes in place, where the target's pages share what is nested in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from ...plan.notes import WRITER
from ..common.outcome import Said
from ..syntax.parsed import Script, unwrap
from ..text.edits import Edit
from .definitions import Definition, LiteralEntry
from .facts import PAGE, Models
from .told import Told

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
    entry = _shared(script, models, definition)
    value = unwrap(entry.value) if entry is not None and entry.value is not None else None
    if entry is None or value is None or definition.literal is None:
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


def shared_data(script: Script, models: Models, definition: Definition) -> Iterator[Told]:
    """What is to be told of such data where others may read them, too: they cannot be a function
    there."""
    entry = _shared(script, models, definition)
    if entry is not None and definition.literal is None:
        text = f"what is nested in data is not copied for each page on {WRITER}: what changes it "
        text += "in place changes it for the next"
        yield Told(Said("MG544", text, entry.key, {}))


def _shared(script: Script, models: Models, definition: Definition) -> LiteralEntry | None:
    """The data of a page, where something is nested in them and may be changed in place."""
    entry = definition.entries.get("data")
    if definition.kind != PAGE or entry is None or not shares_data(models):
        return None
    value = unwrap(entry.value) if entry.value is not None else None
    if value is None or value.type != "object" or entry.whole.type != "pair":
        return None
    return entry if _nested(value) and changes_in_place(script.text) else None


def _nested(literal: Node) -> bool:
    """Whether something in an object is an object, a list, or may be one."""
    plain = {"string", "number", "true", "false", "null", "undefined", "template_string", "comment"}
    for item in literal.named_children:
        value = item.child_by_field_name("value")
        if item.type == "comment" or (value is not None and unwrap(value).type in plain):
            continue
        return True
    return False
