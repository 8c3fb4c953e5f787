"""Edits of byte ranges: applied, shown and reversed. What no edit touches stays to the byte."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

import attrs


@attrs.frozen(order=True)
class Edit:
    """Replace the bytes ``start`` to ``end`` by ``text``; an insertion when both are equal."""

    start: int
    end: int
    text: bytes


class Conflict(ValueError):
    """Two edits of the same bytes: a defect of the rewriter, never of the input."""


def ordered(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in file order, exact duplicates once; raises `Conflict` where two overlap."""
    result: list[Edit] = []
    for edit in sorted(set(edits), key=lambda item: (item.start, item.end)):
        if result and edit.start < result[-1].end:
            raise Conflict(f"edits overlap at bytes {edit.start} to {result[-1].end}")
        result.append(edit)
    return result


def apply(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The bytes after the edits; raises `Conflict`."""
    parts: list[bytes] = []
    at = 0
    for edit in ordered(edits):
        parts.append(data[at : edit.start])
        parts.append(edit.text)
        at = edit.end
    parts.append(data[at:])
    return b"".join(parts)


def reverse(data: bytes, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that take the edited bytes back to ``data``, in coordinates of the edited."""
    shift = 0
    back: list[Edit] = []
    for edit in ordered(edits):
        start = edit.start + shift
        back.append(Edit(start, start + len(edit.text), data[edit.start : edit.end]))
        shift += len(edit.text) - (edit.end - edit.start)
    return back


def shifted(edits: Iterable[Edit], by: int) -> list[Edit]:
    """The edits of a block in the coordinates of its file."""
    return [Edit(edit.start + by, edit.end + by, edit.text) for edit in edits]


def inside(data: bytes, start: int, end: int, edits: Sequence[Edit]) -> bytes:
    """The bytes of a range after those edits that lie within it."""
    within = [edit for edit in edits if start <= edit.start and edit.end <= end]
    return apply(data[start:end], shifted(within, -start))


def unified(before: bytes, after: bytes, name: str, encoding: str = "utf-8") -> list[str]:
    """A unified diff in lines without line ends; empty when nothing changed.

    A carriage return, invisible in a terminal, is not shown; a missing last line end is.
    """
    if before == after:
        return []
    old = before.decode(encoding, "replace").split("\n")
    new = after.decode(encoding, "replace").split("\n")
    lines = list(difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", lineterm=""))
    return [line.rstrip("\r") for line in lines]
