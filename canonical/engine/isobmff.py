"""ISO base media boxes (ISO/IEC 14496-12), one level at a time."""

from __future__ import annotations

from collections.abc import Iterator

from .faults import broken, truncated
from .reader import Reader

MAX_BOXES = 8192

Box = tuple[bytes, int, int]
"""Type, offset of its body, offset behind its body."""


def file_boxes(reader: Reader) -> Iterator[Box]:
    """Boxes at the top level of a file, in order; a box cut by the end of the file is shortened."""
    pos = 0
    for _ in range(MAX_BOXES):
        header = reader.upto(pos, 16)
        if len(header) < 8:
            return
        body, end = _extent(header, pos, reader.size)
        yield header[4:8], body, min(end, reader.size)
        pos = end


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Boxes inside `data[start:end]`, in order, shortened where they leave it."""
    limit = len(data) if end is None else min(end, len(data))
    pos = start
    for _ in range(MAX_BOXES):
        if pos + 8 > limit:
            return
        body, behind = _extent(data[pos : pos + 16], pos, limit)
        yield data[pos + 4 : pos + 8], body, min(behind, limit)
        pos = behind


def _extent(header: bytes, pos: int, limit: int) -> tuple[int, int]:
    size = int.from_bytes(header[:4], "big")
    if size == 1:
        if len(header) < 16:
            raise truncated("a box header")
        size = int.from_bytes(header[8:16], "big")
        if size < 16:
            raise broken("a box is shorter than its own header")
        return pos + 16, pos + size
    if size == 0:
        return pos + 8, limit
    if size < 8:
        raise broken("a box is shorter than its own header")
    return pos + 8, pos + size


def find_box(reader: Reader, name: bytes, most: int) -> bytes:
    """Body of the first top-level box `name`, at most `most` bytes long. Raises MediaError."""
    for kind, start, end in file_boxes(reader):
        if kind == name:
            if end - start > most:
                raise broken(f"the {name.decode()} box is larger than any real file's")
            return reader.upto(start, end - start)
    raise truncated(f"the boxes before {name.decode()}")
