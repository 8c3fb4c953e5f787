"""Lines of a stream of bytes, and what becomes of them: the light half of `stream` and `fast`."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator
from typing import IO, Any, Final, Literal

import attrs

from ...canonical.client import vendor_of
from ...canonical.diagnostics import LOSSLESS, Diagnostic
from ...canonical.errors import InputError
from ...canonical.values import Value

OnBad = Literal["skip", "keep", "stop"]
"""What to do about a bad line: leave it out, tell of it in its place, or stop before it."""

MAX_LINE: Final = 16 * 1024 * 1024
"""The longest line that is read, bytes, unless the caller says else."""

MAX_SAID: Final = 10_000
"""How many different things that are said are told apart; of others, their places are not."""

OTHER: Final = "(more)"
_NUMBER: Final = re.compile(r"\[\d+\]")
_CHUNK: Final = 1 << 20
_BOM: Final = b"\xef\xbb\xbf"
_BLANK: Final = b" \t\n\r\x0b\x0c\x00"


@attrs.frozen(eq=False, repr=False)
class TranslatedLine(Value):
    """A line translated: the output without line end, and what there is to say about it."""

    data: bytes
    diagnostics: tuple[Diagnostic, ...] = ()


@attrs.frozen(eq=False, repr=False)
class Bad(Value):
    """A line that cannot be used, and why, in one sentence."""

    message: str


@attrs.frozen(eq=False, repr=False)
class BadLine(Value):
    """A bad line: its number, why, and its bytes."""

    line: int
    reason: str
    data: bytes


Said = tuple[str, str, str, str, str, str]
"""What a translation said: the rule, the vendor that was read, the API, the place without numbers,
severity and loss."""


@attrs.define
class Tally:
    """What a run of lines came to: how many, how many bad, and what was said about them."""

    lines: int = 0
    bad: int = 0
    said: Counter[Said] = attrs.field(factory=Counter)

    @property
    def errors(self) -> int:
        """How many things that were said are errors."""
        return sum(count for said, count in self.said.items() if said[4] == "error")

    @property
    def lossy(self) -> int:
        """How many things that were said are losses."""
        return sum(count for said, count in self.said.items() if said[5] not in LOSSLESS)

    @property
    def codes(self) -> Counter[str]:
        """How often each rule was told."""
        found: Counter[str] = Counter()
        for said, count in self.said.items():
            found[said[0]] += count
        return found

    def say(self, diagnostics: tuple[Diagnostic, ...], times: int = 1) -> None:
        """Count the diagnostics of so many lines."""
        for item in diagnostics:
            vendor, place = vendor_of(item.read), unnumbered(item.place)
            self._count((item.code, vendor, item.api, place, item.severity, item.loss), times)

    def add(self, other: Tally) -> None:
        """Add another run's."""
        self.lines += other.lines
        self.bad += other.bad
        for said, count in other.said.items():
            self._count(said, count)

    def _count(self, said: Said, times: int) -> None:
        if said not in self.said and len(self.said) >= MAX_SAID:
            said = (*said[:3], OTHER, *said[4:])
        self.said[said] += times


@attrs.frozen(eq=False, repr=False)
class Batch(Value):
    """Whole lines, translated: output lines in order, the bad ones apart, and the counts.

    ``numbered``: how many lines went by, blank ones among them. ``stored``: bytes of output that
    are where they belong already, ``data`` then being empty. ``blank``: which lines are, from 0.
    ``rows``: the output where it is no bytes.
    """

    data: bytes
    rejected: tuple[BadLine, ...]
    tally: Tally
    numbered: int = 0
    stored: int = 0
    blank: tuple[int, ...] = ()
    rows: Any = None

    def __iter__(self) -> Iterator[bytes]:
        """The output lines, without their ends."""
        return iter(self.data.split(b"\n")[:-1])


def unnumbered(place: str) -> str:
    """A place of a message without the numbers of its entries: ``files[].size``."""
    return _NUMBER.sub("[]", place)


def open_lines(name: str | os.PathLike[str]) -> IO[bytes]:
    """A file of lines, which its reader closes. Raises `InputError` where it cannot be read."""
    try:
        return open(name, "rb")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=os.fspath(name)) from None


def bare(line: bytes) -> bytes:
    """A record without the blanks and zeros around it, and the byte order marks at its head.

    Files that were joined have a mark in the middle; one whose writer was cut off is filled up
    with zeros.
    """
    line = line.strip(_BLANK)
    while line.startswith(_BOM):
        line = line[len(_BOM) :].lstrip(_BLANK)
    return line


def lines(stream: IO[bytes], max_line: int = MAX_LINE) -> Iterator[tuple[int, bytes | Bad]]:
    """Number and bytes of each line that is not blank, in constant memory.

    A line longer than ``max_line`` bytes is `Bad`; the others are `bare`.
    """
    number = 0
    while True:
        line = stream.readline(max_line + 1)
        if not line:
            return
        number += 1
        if len(line) > max_line and not line.endswith(b"\n"):
            _skip_line(stream)
            yield number, Bad(f"longer than {max_line:,} bytes")
            continue
        line = bare(line)
        if line:
            yield number, line


def _skip_line(stream: IO[bytes]) -> None:
    while True:
        rest = stream.readline(_CHUNK)
        if not rest or rest.endswith(b"\n"):
            return
