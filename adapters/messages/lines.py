"""Lines of a stream of bytes, and what becomes of each: the light half of `stream`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, Final

import attrs

from ...canonical.diagnostics import Diagnostic
from ...canonical.values import Value

MAX_LINE: Final = 16 * 1024 * 1024
"""The longest line that is read, bytes, unless the caller says else."""

_CHUNK: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"


@attrs.frozen(eq=False, repr=False)
class Done(Value):
    """A line translated: the output without line end, and what there is to say about it."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Bad(Value):
    """A line that cannot be used, and why, in one sentence."""

    message: str


def lines(stream: IO[bytes], max_line: int = MAX_LINE) -> Iterator[tuple[int, bytes | Bad]]:
    """Number and bytes of each line that is not blank, in constant memory.

    A byte order mark at the start is left out; a line longer than ``max_line`` bytes is `Bad`.
    """
    number = 0
    while True:
        line = stream.readline(max_line + 1)
        if not line:
            return
        number += 1
        if number == 1 and line.startswith(_BOM):
            line = line[len(_BOM) :]
        if len(line) > max_line and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, Bad(f"longer than {max_line:,} bytes")
            continue
        line = line.strip()
        if line:
            yield number, line


def _skip_line(stream: IO[bytes]) -> None:
    while True:
        rest = stream.readline(_CHUNK)
        if not rest or rest.endswith(b"\n"):
            return
