"""Where the options of a call are laid out: edits of its object literal, or of its brackets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...common.items import insertion, removals
from ...common.outcome import Work
from ...text.edits import Edit
from ...text.literal import key as key_text
from ..properties import CALLBACKS, Property
from .ways import Way

if TYPE_CHECKING:
    from tree_sitter import Node

Shown = list[tuple[Property, list[tuple[str, str | None]] | None]]
"""Options as written, each with the target's names and values; None for a value: its own text, and
instead of all: it is left out."""


def lay_out(
    work: Work,
    entries: list[Property],
    way: Way,
    shown: Shown,
    added: list[tuple[str, str]],
    literal: Node | None,
    arguments: Node | None,
) -> None:
    """Write options into the object literal of a call, or into its brackets where it has none.

    ``entries`` are the properties of the literal. What makes another function do the same leads; a
    default written out follows the options, or stands where the last one is left out.
    """
    options = [item for item in entries if item.name not in CALLBACKS]
    last = options[-1].node if options and not way.convert else None
    script, quote = work.script, work.quote
    gone = [item.node for item, parts in shown if parts is None]
    stands_for = last if added and last in gone and len(gone) < len(shown) else None
    if stands_for is not None:
        gone.remove(stands_for)
        work.replace(stands_for, _listed(added, quote))
        added = []
    if gone and literal is not None:
        kept = [child for child in literal.named_children if child.type != "comment"]
        work.edits.extend(removals(script, kept, gone))
    for item, parts in shown:
        if parts is None:
            continue
        first, text = parts[0]
        own = script.hole(item.value) if item.value is not None else ""
        more = "".join(f", {key_text(name, quote)}: {value or own}" for name, value in parts[1:])
        if item.shorthand:
            if first != item.name or text is not None or len(parts) > 1:
                rest = [f"{key_text(name, quote)}: {value or own}" for name, value in parts]
                work.replace(item.node, ", ".join(rest))
            continue
        if first != item.name and item.key is not None:
            work.replace(item.key, key_text(first, quote))
        if item.value is not None and (text is not None or more):
            work.replace(item.value, (own if text is None else text) + more)
    if literal is not None and len(gone) == len(shown) > 0:
        kept = [child for child in literal.named_children if child.type != "comment"]
        bare = len(literal.named_children) == len(kept)
        if len(kept) == len(shown) and (added or bare):
            work.edits[:] = [edit for edit in work.edits if edit.start < literal.start_byte]
            begin, end = kept[0].start_byte, kept[-1].end_byte
            if not added:
                begin, end = literal.start_byte + 1, literal.end_byte - 1
            work.edits.append(Edit(begin, end, _listed(added, quote).encode("latin-1")))
            return
    if added:
        if literal is not None:
            parts_added = [f"{key_text(name, quote)}: {value}" for name, value in added]
            after = last if last not in gone else None
            work.edits.append(insertion(script, literal, parts_added, after))
        elif arguments is not None:
            inside = f"{{ {_listed(added, quote)} }}".encode()
            at = arguments.start_byte + 1
            work.edits.append(Edit(at, at, inside))


def _listed(added: list[tuple[str, str]], quote: str) -> str:
    """Properties as an object literal has them."""
    return ", ".join(f"{key_text(name, quote)}: {value}" for name, value in added)
