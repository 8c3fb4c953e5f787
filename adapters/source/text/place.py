"""Places in bytes: lines and columns as people and editors count, and where a name stands."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Final

import attrs


@lru_cache(maxsize=512)
def name_pattern(name: bytes, after: bytes = b"") -> re.Pattern[bytes]:
    """What finds a name that is no part of a longer one, nor comes right after one of ``after``."""
    raw = re.escape(name)
    # the name comes first: that is what makes the search fast
    return re.compile(rb"%b(?<![\w$%b]%b)(?![\w$])" % (raw, re.escape(after), raw))


def free_name(name: bytes, text: bytes, after: bytes = b"") -> bytes:
    """A name that a text uses nowhere, or only right after one of ``after``: this one, or it with
    ``_`` behind."""
    while name_pattern(name, after).search(text) is not None:
        name += b"_"
    return name


TAKEN: Final = rb"\s*\??\.\s*([A-Za-z_$][\w$]*)"
"""A member that is taken of what stands before it."""


def member_pattern(name: bytes) -> re.Pattern[bytes]:
    """What finds the members that are taken of a name: they are its first group."""
    raw = re.escape(name)
    return re.compile(rb"%b(?<![\w$.]%b)%b" % (raw, raw, TAKEN))


_SHORT: Final = 3
_WORD: Final = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$")


def places_of(text: bytes, name: bytes) -> Iterator[tuple[int, int]]:
    """Where a name stands that is no part of a longer one: its beginnings and ends."""
    if len(name) <= _SHORT:  # it is a part of many, and few: a pattern is made once for each
        for match in name_pattern(name).finditer(text):
            yield match.span()
        return
    size, length = len(name), len(text)
    at = text.find(name)
    while at >= 0:
        end = at + size
        if (at and text[at - 1] in _WORD) or (end < length and text[end] in _WORD):
            at = text.find(name, at + 1)
            continue
        yield at, end
        at = text.find(name, end)


@attrs.frozen(eq=False, repr=False)
class Sought:
    """Patterns of which each matches nowhere without one of some words.

    The words are looked for first: a search for plain bytes takes a fraction of the time that a
    pattern takes which begins in several ways.
    """

    rows: tuple[tuple[tuple[bytes, ...], re.Pattern[bytes]], ...]

    def within(self, data: bytes) -> bool:
        """Whether one of the patterns matches somewhere."""
        for words, pattern in self.rows:
            if any(map(data.__contains__, words)) and pattern.search(data) is not None:
                return True
        return False


def sought(words: Iterable[str], pattern: bytes) -> Sought:
    """A pattern that matches nowhere without one of some words."""
    return Sought(((tuple(word.encode() for word in words), re.compile(pattern)),))


def sought_each(words: Iterable[str], before: bytes, after: bytes) -> Sought:
    """The same of words that a pattern begins with: one for each, as each is found by itself.

    ``before``: the characters that no word comes right behind, as in a set of a pattern; ``after``:
    the pattern of what follows it.
    """
    rows = []
    for word in words:
        raw = re.escape(word.encode())
        found = re.compile(rb"%b(?<![%b]%b)%b" % (raw, before, raw, after))
        rows.append(((word.encode(),), found))
    return Sought(tuple(rows))


def alternatives(words: Iterable[str]) -> bytes:
    """The part of a pattern that is any of some words; no words match nowhere."""
    return b"|".join(re.escape(word.encode()) for word in sorted(words)) or b"(?!)"


@attrs.define(eq=False, repr=False)
class Lines:
    """The lines of a file. Lines and columns count from 1, columns in characters."""

    data: bytes
    encoding: str
    _starts: list[int] = attrs.field(init=False, factory=list)

    @property
    def starts(self) -> list[int]:
        """Where each line begins; found when the first place is asked for."""
        if self._starts:
            return self._starts
        lengths = map(len, self.data.split(b"\n"))
        starts = [end + line for line, end in enumerate(accumulate(lengths, initial=0))]
        self._starts = starts[:-1]  # the last is the end of what follows the last line break
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of a byte offset."""
        starts = self._starts or self.starts
        line = bisect_right(starts, offset)
        start = starts[line - 1]
        before = self.data[start:offset]
        if before.isascii():
            return line, len(before) + 1
        return line, len(self._text(before, line)) + 1

    def text(self, line: int) -> str:
        """A line without its end."""
        start = self.starts[line - 1]
        end = self.starts[line] if line < len(self.starts) else len(self.data)
        return self._text(self.data[start:end], line).rstrip("\r\n")

    def _text(self, raw: bytes, line: int) -> str:
        if line == 1 and raw.startswith(b"\xef\xbb\xbf"):
            raw = raw[3:]
        return raw.decode(self.encoding, "replace")


def way_from_here(root: str) -> str | None:
    """The way from the working directory to a folder, ended by a slash, empty for the directory
    itself; None where it leads out.

    Code hosts look for a file below the folder of the checkout, where a workflow runs.
    """
    try:
        path = os.path.relpath(root).replace(os.sep, "/")
    except ValueError:  # another drive
        return None
    if path.split("/")[0] == "..":
        return None
    return "" if path == "." else f"{path}/"
