"""Edits of byte ranges: applied, shown and reversed. What no edit touches stays to the byte."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from operator import itemgetter
from typing import Final, NamedTuple


class Edit(NamedTuple):
    """Replace the bytes ``start`` to ``end`` by ``text``; an insertion when both are equal."""

    start: int
    end: int
    text: bytes


_RANGE: Final = itemgetter(0, 1)


class Conflict(ValueError):
    """Two edits of the same bytes: a defect of the rewriter, never of the input."""


def ordered(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in file order, exact duplicates once; raises `Conflict` where two overlap."""
    result: list[Edit] = []
    for edit in sorted(dict.fromkeys(edits), key=_RANGE):
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


HOLE: Final = re.compile(rb"\x00(\d+):(\d+)\x00")


def hole(start: int, end: int) -> str:
    """What stands in the text of an edit for a range of the source, with the edits inside it."""
    return f"\0{start}:{end}\0"


def settled(data: bytes, edits: Iterable[Edit]) -> list[Edit]:
    """The edits with holes filled; an edit inside another one lives on in its holes only.

    Raises `Conflict` where two edits overlap and neither holds the other.
    """
    every = sorted(
        dict.fromkeys(edits), key=lambda item: (item.start, item.start < item.end, -item.end)
    )
    starts = [edit.start for edit in every]
    if all(edit.end < start for edit, start in zip(every, starts[1:], strict=False)):
        return [_filled(data, every, starts, edit, frozenset()) for edit in every]
    return _within(data, every, starts, every, frozenset())


def _within(
    data: bytes, every: list[Edit], starts: list[int], chosen: list[Edit], busy: frozenset[Edit]
) -> list[Edit]:
    """The chosen ones of all edits, their holes filled; ``busy`` are those being filled."""
    return ordered(_filled(data, every, starts, edit, busy) for edit in _outermost(chosen))


def _filled(
    data: bytes, every: list[Edit], starts: list[int], edit: Edit, busy: frozenset[Edit]
) -> Edit:
    """An edit with its holes filled."""
    if b"\0" not in edit.text:
        return edit
    if edit in busy:
        raise Conflict(f"an edit at byte {edit.start} holds itself")

    def fill(match: re.Match[bytes]) -> bytes:
        start, end = int(match[1]), int(match[2])
        low, high = bisect_left(starts, start), bisect_right(starts, end)
        inner = [item for item in every[low:high] if item.end <= end and item is not edit]
        if not inner:
            return data[start:end]
        filled = _within(data, every, starts, inner, busy | {edit})
        return apply(data[start:end], shifted(filled, -start))

    return Edit(edit.start, edit.end, HOLE.sub(fill, edit.text))


def _outermost(chosen: list[Edit]) -> list[Edit]:
    """The edits that no other one holds. An insertion at the edge of another edit stands beside
    it, unless a hole begins or ends there."""
    swallowed: set[Edit] = set()
    for at, outer in enumerate(chosen):
        if outer in swallowed or outer.start == outer.end:
            continue
        first, last = outer.start, outer.end
        before, after = at - 1, at + 1
        alone = before < 0 or chosen[before].start != first
        if alone and (after == len(chosen) or chosen[after].start > last):
            continue
        edges = {int(part) for match in HOLE.finditer(outer.text) for part in match.groups()}
        while before >= 0 and chosen[before].start == first:
            if chosen[before].end == first and first in edges:
                swallowed.add(chosen[before])
            before -= 1
        after = at
        while (after := after + 1) < len(chosen) and chosen[after].start <= last:
            inner = chosen[after]
            if inner.start == inner.end == last:
                if last in edges:
                    swallowed.add(inner)
            elif inner.end <= last:
                swallowed.add(inner)
            elif inner.start < last:
                raise Conflict(f"edits cross at byte {inner.start}")
    return [edit for edit in chosen if edit not in swallowed]


def reverse(data: bytes, edits: Iterable[Edit]) -> list[Edit]:
    """The edits that take the edited bytes back to ``data``, in coordinates of the edited."""
    shift = 0
    back: list[Edit] = []
    for edit in ordered(edits):
        start = edit.start + shift
        made = Edit(start, start + len(edit.text), data[edit.start : edit.end])
        if back and back[-1].end == made.start:
            last = back.pop()
            made = Edit(last.start, made.end, last.text + made.text)
        back.append(made)
        shift += len(edit.text) - (edit.end - edit.start)
    return back


def shifted(edits: Iterable[Edit], by: int) -> list[Edit]:
    """The edits of a block in the coordinates of its file."""
    return [Edit(edit.start + by, edit.end + by, edit.text) for edit in edits]
