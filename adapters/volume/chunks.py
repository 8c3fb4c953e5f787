"""A stream of bytes as chunks of whole lines, in constant memory."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterator
from typing import IO, Any, Final, cast

import attrs

from ...canonical.errors import InputError
from ..lines.framing import MAX_LINE as MAX_LINE
from .magic import LOOKED_AT, refuse

CHUNK: Final = 1 << 20
_PACKED: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"


@attrs.frozen
class Chunk:
    """Some whole lines: their bytes, or where in the file they are (``data`` is None).

    ``too_long``: one line that is longer than allowed; its bytes are not kept.
    """

    start: int
    size: int
    data: bytes | None = None
    too_long: bool = False


def unpacked(file: IO[bytes]) -> IO[bytes]:
    """The file, or what it holds when it is packed by gzip."""
    if not isinstance(file, io.BufferedReader) or file.peek(2)[:2] != _PACKED:
        return file
    from gzip import GzipFile

    whole: Any = GzipFile(fileobj=file)
    whole.read1 = whole.read  # of what is packed, reads come in no pieces worth handing on
    return cast("IO[bytes]", whole)


def unpacking(chunks: Iterator[Chunk], name: str) -> Iterator[Chunk]:
    """The chunks of a file; raises `InputError` where what is packed is damaged or cut off."""
    from zlib import error

    try:
        yield from chunks
    except (EOFError, error, OSError) as damage:
        if isinstance(damage, OSError) and damage.errno is not None:
            raise
        raise InputError(f"cannot be unpacked: {damage}", place=name) from None


def read(
    stream: IO[bytes], max_line: int = MAX_LINE, start: int = 0, name: str = ""
) -> Iterator[Chunk]:
    """The chunks of a stream that is read from front to end; ``start`` is where it stands.

    Raises `InputError`, which calls it ``name``, where its first bytes are no text in UTF-8.
    """
    left = b""
    first = start == 0
    available: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
    while True:
        more = available(CHUNK)
        if not more:
            break
        if first:
            refuse(more[:LOOKED_AT], name)
            first = False
        end = more.rfind(b"\n") + 1
        if end:
            data = left + more[:end] if left else more[:end]
            left = more[end:]
            yield Chunk(start, len(data), data)
            start += len(data)
        else:
            left += more
        if len(left) > max_line:
            size = len(left) + skip_line(stream)
            left = b""
            yield Chunk(start, size, too_long=True)
            start += size
    if left:
        yield Chunk(start, len(left), left)


def skip_line(stream: IO[bytes]) -> int:
    """Read to the end of a line; gives how many bytes that were."""
    size = 0
    while True:
        part = stream.readline(CHUNK)
        size += len(part)
        if not part or part.endswith(b"\n"):
            return size


def spans(file: int, max_line: int = MAX_LINE, start: int = 0, name: str = "") -> Iterator[Chunk]:
    """The chunks of a regular file (a descriptor), as places: only borders are read.

    Raises `InputError` as `read` does.
    """
    if start == 0:
        refuse(os.pread(file, LOOKED_AT, 0), name)
    end = os.fstat(file).st_size
    while start < end:
        stop = start + CHUNK
        if stop >= end:
            yield Chunk(start, end - start)
            return
        border = _line_end(file, stop - 1, max_line)
        if border is not None:
            yield Chunk(start, border - start)
            start = border
            continue
        last = os.pread(file, CHUNK, start).rfind(b"\n") + 1
        if last:
            yield Chunk(start, last)
            start += last
        border = _line_end(file, stop, None)
        stop = border if border is not None else end
        yield Chunk(start, stop - start, too_long=True)
        start = stop


def _line_end(file: int, start: int, most: int | None) -> int | None:
    """Where the line ends that holds a place, if that is not further than ``most`` bytes."""
    at = start
    while most is None or at - start <= most:
        part = os.pread(file, 1 << 16, at)
        if not part:
            return at if most is not None else None
        found = part.find(b"\n")
        if found >= 0:
            return at + found + 1
        at += len(part)
    return None


def pieces(data: bytes, max_line: int) -> Iterator[tuple[bytes, bool]]:
    """Runs of lines of a chunk, each with whether it is one line that is too long."""
    if len(data) <= max_line:
        yield data, False
        return
    kept: list[bytes] = []
    for line in _lines(data):
        if len(line) > max_line + line.endswith(b"\n"):
            if kept:
                yield b"".join(kept), False
                kept = []
            yield line, True
        else:
            kept.append(line)
    if kept:
        yield b"".join(kept), False


def _lines(data: bytes) -> list[bytes]:
    rows = data.split(b"\n")
    return [row + b"\n" for row in rows[:-1]] + rows[-1:] * bool(rows[-1])


def without_mark(data: bytes) -> bytes:
    """The data without a byte order mark at its start."""
    return data.removeprefix(_BOM)
