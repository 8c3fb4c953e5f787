"""JSON Lines as they come, from a file, a stream or lines of any origin: a line out at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Generator, Iterable, Iterator
from typing import Any, Final, Self

from ...canonical.errors import checked_path, wrong
from .fast import Fast
from .framing import MAX_LINE, Bad, BadLine, OnBad, Tally, bare, lines, open_lines
from .stream import encoded

GROUP: Final = 1 << 18
"""Bytes of lines that are translated together."""

Rejected = Callable[[BadLine], object]
"""Who is told of a bad line."""
_Numbered = Iterator[tuple[int, bytes | Bad]]


class TranslatedLines(Iterator[bytes]):
    """Output lines without their ends, in order, made as they are asked for.

    ``tally``: the counts so far. About a quarter of a megabyte of lines is read ahead, and nothing
    is kept.
    """

    def __init__(
        self, source: object, fast: Fast, on_bad: OnBad = "skip", rejected: Rejected | None = None
    ) -> None:
        self.tally = Tally()
        self._made: Generator[bytes, None, None] = self._lines(
            _opened(source), fast, on_bad, rejected
        )

    def __next__(self) -> bytes:
        return next(self._made)

    def close(self) -> None:
        """Read no more; a file that was named is closed."""
        self._made.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _lines(
        self, source: _Numbered, fast: Fast, on_bad: OnBad, rejected: Rejected | None
    ) -> Generator[bytes, None, None]:
        for first, group in _groups(source):
            if isinstance(group, Bad):
                self.tally.add(Tally(lines=1, bad=1))
                bad: tuple[BadLine, ...] = (BadLine(first, group.message, b""),)
                kept = encoded({"line": first, "error": group.message})
                made: Iterable[bytes] = [kept] if on_bad == "keep" else []
            else:
                batch = fast.run(b"\n".join(group), first=first, on_bad=on_bad)
                self.tally.add(batch.tally)
                bad, made = batch.rejected, batch
            yield from made
            if rejected is not None:
                for item in bad:
                    rejected(item)
            if bad and on_bad == "stop":
                return


def _groups(source: _Numbered) -> Iterator[tuple[int, list[bytes] | Bad]]:
    """Lines that follow each other, so many at a time, with the number of the first."""
    first, size, group = 0, 0, list[bytes]()
    for number, line in source:
        if group and (isinstance(line, Bad) or number != first + len(group) or size > GROUP):
            yield first, group
            size, group = 0, []
        if isinstance(line, Bad):
            yield number, line
            continue
        if not group:
            first = number
        group.append(line)
        size += len(line)
    if group:
        yield first, group


def _opened(source: Any) -> _Numbered:
    """The numbered lines of a source; raises `InputError` for what is none."""
    if isinstance(source, os.PathLike):
        return _of_file(checked_path(source))
    if callable(getattr(source, "readline", None)):
        if isinstance(getattr(source, "newlines", b""), str | tuple | None):
            raise wrong("a file that is open for reading bytes ('rb')", source)
        return lines(source)
    if isinstance(source, Iterable) and not isinstance(source, str | dict):
        return _given(source)
    raise wrong("JSON Lines: bytes, a path, a file that is open for bytes, or lines", source)


def _of_file(name: str | os.PathLike[str]) -> _Numbered:
    stream = open_lines(name)

    def read() -> _Numbered:
        with stream:
            yield from lines(stream)

    return read()


def _given(source: Iterable[Any]) -> _Numbered:
    """Lines that somebody has already: texts, or bytes, with their ends or without."""
    for number, item in enumerate(source, 1):
        line = item.encode("utf-8", "surrogatepass") if isinstance(item, str) else item
        if not isinstance(line, bytes | bytearray | memoryview):
            raise wrong("a line of JSON as text or bytes", item, place=f"line {number}")
        line = bare(bytes(line))
        if len(line) > MAX_LINE:
            yield number, Bad(f"longer than {MAX_LINE:,} bytes")
        elif b"\n" in line:
            yield number, Bad("has a line end inside")
        elif line:
            yield number, line
