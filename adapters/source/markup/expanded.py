"""A template with others written out in it: what stands where, and the way back to the file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

import attrs

from ..common.finding import Finding
from ..text.edits import Edit, apply, shifted
from ..text.place import Lines


class Piece(NamedTuple):
    """What becomes of a range of the file: ``text``, and what that is for people to read: empty
    where nothing is to be said of it."""

    start: int
    end: int
    text: bytes
    what: str = ""


@attrs.frozen(eq=False)
class Expanded:
    """A template with others written out in it. ``data``: the file; ``pieces``: what was put in, in
    order."""

    data: bytes
    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> bytes:
        """The whole template."""
        return apply(self.data, [Edit(start, end, text) for start, end, text, _ in self.pieces])

    @cached_property
    def _places(self) -> list[tuple[int, int]]:
        """Where each piece stands in the whole."""
        result: list[tuple[int, int]] = []
        shift = 0
        for piece in self.pieces:
            start = piece.start + shift
            result.append((start, start + len(piece.text)))
            shift += len(piece.text) - (piece.end - piece.start)
        return result

    def composed(self, edits: Iterable[Edit]) -> list[Edit]:
        """Edits of the whole as edits of the file."""
        inner: list[list[Edit]] = [[] for _ in self.pieces]
        result: list[Edit] = []
        for edit in edits:
            at, shift = self._at(edit.start)
            if at >= 0:
                inner[at].append(edit)
            else:
                result.append(Edit(edit.start - shift, edit.end - shift, edit.text))
        for piece, (start, _), own in zip(self.pieces, self._places, inner, strict=True):
            result.append(Edit(piece.start, piece.end, apply(piece.text, shifted(own, -start))))
        return sorted(result, key=lambda edit: (edit.start, edit.end))

    def back(self, offset: int) -> int:
        """The place in the file of one in the whole: of one in a piece, where that begins."""
        at, shift = self._at(offset)
        return self.pieces[at].start if at >= 0 else offset - shift

    def told(self, finding: Finding, lines: Lines) -> Finding:
        """A finding of the whole, at its place in the file, whose ``lines`` these are."""
        at, shift = self._at(finding.start)
        if at < 0:
            return attrs.evolve(finding, start=finding.start - shift, end=finding.end - shift)
        piece, said = self.pieces[at], finding.diagnostic
        if piece.what:
            said = attrs.evolve(said, message=f"{said.message}, in {piece.what}")
        line, column = lines.position(piece.end)
        if line != finding.line:
            line, column = finding.line, len(finding.text) + 1
        return attrs.evolve(
            finding, diagnostic=said, start=piece.start, end=piece.end, end_line=line,
            end_column=column,
        )  # fmt: skip

    def _at(self, offset: int) -> tuple[int, int]:
        """The piece that a place of the whole stands in, -1 for none, and how far what follows the
        pieces before it is shifted."""
        at = bisect_right(self._places, offset, key=itemgetter(0)) - 1
        if at < 0:
            return -1, 0
        end = self._places[at][1]
        return (at if offset < end else -1), end - self.pieces[at].end


@attrs.define(eq=False)
class ExpandedLines(Lines):
    """The lines of a file, asked for by places in the whole."""

    expanded: Expanded = attrs.field(kw_only=True)

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column in the file of a place in the whole."""
        return super().position(self.expanded.back(offset))
