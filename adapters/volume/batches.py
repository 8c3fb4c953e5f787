"""A chunk of a stream through the fast path, lines that are too long among it."""

from __future__ import annotations

from typing import Final

import orjson

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
        return _too_long(first, on_bad, max_line, b"")
    if len(data) <= max_line:
        return fast.run(data, first=first, on_bad=on_bad)
    out: list[bytes] = []
    rejected: list[BadLine] = []
    blank: list[int] = []
    tally = Tally()
    number = first
    for part, too_long in pieces(data, max_line):
        if too_long:
            batch = _too_long(number, on_bad, max_line, part[:KEPT])
        else:
            batch = fast.run(part, first=number, on_bad=on_bad)
        out.append(batch.data)
        rejected += batch.rejected
        blank += (number - first + index for index in batch.blank)
        tally.add(batch.tally)
        number += batch.numbered
        if rejected and on_bad == "stop":
            break
    return Batch(b"".join(out), tuple(rejected), tally, number - first, blank=tuple(blank))


def _too_long(number: int, on_bad: OnBad, max_line: int, data: bytes) -> Batch:
    reason = f"longer than {max_line:,} bytes"
    out = b""
    if on_bad == "keep":
        out = orjson.dumps({"line": number, "error": reason}) + b"\n"
    return Batch(out, (BadLine(number, reason, data),), Tally(lines=1, bad=1), 1)
