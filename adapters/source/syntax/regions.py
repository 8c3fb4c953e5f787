"""Regions of a script: what the parser could not read, and what is chosen by platform."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from .parsed import Script

if TYPE_CHECKING:
    from tree_sitter import Node

_CONDITIONAL: Final = re.compile(rb"#(ifdef|ifndef|endif)\b")


def broken(script: Script) -> Iterator[Node]:
    """The outermost broken regions, at most twenty a script."""
    if not script.root.has_error:
        return
    stack, given = [script.root], 0
    while stack and given < 20:
        node = stack.pop()
        if (node.is_error or node.is_missing) and node.id != script.root.id:
            given += 1
            yield node
            continue
        if node.has_error:
            stack.extend(reversed(node.children))


def hidden_ranges(script: Script) -> list[tuple[int, int]]:
    """Byte ranges between ``#ifdef`` and ``#endif`` comments."""
    if b"#ifdef" not in script.text and b"#ifndef" not in script.text:
        return []
    ranges: list[tuple[int, int]] = []
    open_at: list[int] = []
    for match in _CONDITIONAL.finditer(script.text):
        leaf = script.root.descendant_for_byte_range(match.start(), match.end())
        if leaf is None or leaf.type != "comment":
            continue
        if match[1] == b"endif":
            if open_at:
                ranges.append((open_at.pop(), match.end()))
        else:
            open_at.append(match.start())
    ranges.extend((start, len(script.text)) for start in open_at)
    return ranges
