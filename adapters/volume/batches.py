"""A chunk of a stream through the fast path, lines that are too long among it."""

from __future__ import annotations

from typing import Final

from ..lines.fast import Fast
from ..lines.framing import BadLine, Batch, OnBad, Tally
from .chunks import pieces

KEPT: Final = 1 << 20
"""Bytes of a bad line that are kept; of a line that is too long, none are."""


def translated_chunk(
    fast: Fast, data: bytes | None, first: int, on_bad: OnBad, max_line: int
) -> Batch:
    """Translate a chunk's lines; ``data`` is None for one line that is too long.

    ``first`` is the number of its first line. Rejected lines keep at most `KEPT` bytes.
    """
    if data is None:
        return _too_long(fast, first, on_bad, max_line, b"")
    if len(data) <= max_line:
        return fast.run(data, first=first, on_bad=on_bad)
    made: list[Batch] = []
    rejected: list[BadLine] = []
    blank: list[int] = []
    tally = Tally()
    number = first
    for part, too_long in pieces(data, max_line):
        if too_long:
            batch = _too_long(fast, number, on_bad, max_line, part[:KEPT])
        else:
            batch = fast.run(part, first=number, on_bad=on_bad)
        made.append(batch)
        rejected += batch.rejected
        blank += (number - first + index for index in batch.blank)
        tally.add(batch.tally)
        number += batch.numbered
        if rejected and on_bad == "stop":
            break
    data, rows = fast.form.joined([(batch.data, batch.rows) for batch in made])
    return Batch(data, tuple(rejected), tally, number - first, blank=tuple(blank), rows=rows)


def _too_long(fast: Fast, number: int, on_bad: OnBad, max_line: int, data: bytes) -> Batch:
    reason = f"longer than {max_line:,} bytes"
    kept = [fast.form.piece([{"line": number, "error": reason}])] if on_bad == "keep" else []
    out, rows = fast.form.whole(kept)
    return Batch(out, (BadLine(number, reason, data),), Tally(lines=1, bad=1), 1, rows=rows)
