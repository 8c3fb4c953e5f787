"""A source with parts of it blanked out, so that lines and columns stay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NoReturn

from attrs import define, field

from ....canonical.errors import InputError

if TYPE_CHECKING:
    from tree_sitter import Node


def first_error(root: Node) -> Node:
    """The innermost place where a tree says that it does not fit."""
    found = root
    for node in walk(root):
        if node.is_error or node.is_missing:
            return node
        if node.has_error:
            found = node
    return found


def walk(root: Node) -> Iterator[Node]:
    """Every node of a tree, in order."""
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        todo.extend(reversed(node.children))


@define(eq=False)
class Blanks:
    """One file: what is cut out of it, and what is written in its place."""

    source: bytes
    name: str
    cuts: list[tuple[int, int, bytes]] = field(factory=list)
    """Start, end, and what stands first there; the rest becomes blanks."""
    inserts: list[tuple[int, bytes]] = field(factory=list)

    def refuse(self, node: Node, why: str) -> NoReturn:
        """The file cannot be told: always raises InputError with the node's place."""
        row, column = node.start_point
        raise InputError(why, place=f"{self.name}:{row + 1}:{column + 1}")

    def cut(self, start: int, end: int, first: bytes = b"") -> None:
        """Blank some bytes out; `first` stands at their beginning."""
        self.cuts.append((start, end, first))

    def result(self) -> bytes:
        """The source with everything cut and inserted."""
        events: list[tuple[int, int, int, bytes]] = []
        end = 0
        for start, stop, first in sorted(self.cuts):
            if stop <= end:
                continue  # inside another
            events.append((max(start, end), 1, stop, first))
            end = stop
        events += [(at, 0, at, text) for at, text in self.inserts]
        parts: list[bytes] = []
        at = 0
        for start, cut, stop, text in sorted(events, key=lambda it: it[:2]):
            if start < at and cut:
                continue
            parts.append(self.source[at:start] if start > at else b"")
            parts.append(_blank(self.source[start:stop], text) if cut else text)
            at = max(at, stop)
        parts.append(self.source[at:])
        return b"".join(parts)


def _blank(text: bytes, first: bytes) -> bytes:
    """Blanks in place of a text, as wide as an editor shows it; `first` stands at its beginning."""
    out: list[str] = []
    for char in text.decode("utf-8", "surrogatepass"):
        out.append(char if char in "\r\n\u2028\u2029\t" else " " * (2 if ord(char) > 0xFFFF else 1))
    inserted = first.decode()
    for at, char in enumerate(inserted):
        if at < len(out) and out[at] == " ":
            out[at] = char
        else:
            out.insert(at, char)
    return "".join(out).encode("utf-8", "surrogatepass")
