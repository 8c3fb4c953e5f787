"""Columns of a terminal: how many a text takes, and texts fitted into so many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

NARROWEST: Final = 40
"""Columns: a terminal that has fewer breaks the lines itself."""
_STYLE: Final = re.compile(r"\x1b\[[0-9;]*m")
_PIECE: Final = re.compile(
    r"[“（《]*(?:(?:\x1b\[[0-9;]*m|[!-~])+|[^!-~])[。，、；：？！”）》…]*", re.DOTALL
)
"""What a line is not broken within: a word of narrow characters, one wide one; with marks that open
before it or close after it."""


def width(text: str) -> int:
    """Columns a text takes on a terminal: wide East Asian characters take two, what combines and
    what styles none."""
    if "\x1b" in text:
        text = _STYLE.sub("", text)
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def fitted(text: str, columns: int, lead: str = "", pad: str | None = None) -> Iterator[str]:
    """Lines of a text, styled or not, in so many columns: the first after ``lead``, the others
    after ``pad``, by default blanks as wide as that. Broken at blanks and between wide characters,
    never within a word: one that is too long has a line of its own."""
    pad = " " * width(lead) if pad is None else pad
    line, empty = lead, True
    for piece in _PIECE.findall(text):
        if not empty and width((line + piece).rstrip()) > columns:
            yield line.rstrip()
            line, empty = pad, True
        if not empty or piece.strip():
            line, empty = line + piece, False
    yield line.rstrip()


def cut(text: str, columns: int) -> str:
    """The beginning of a text in so many columns, blanks behind it; ``…`` stands for the rest."""
    if width(text) > columns:
        text = next(broken(text, columns - 1)) + "…"
    return text + " " * (columns - width(text))


def broken(text: str, columns: int, pad: str = "") -> Iterator[str]:
    """Lines of a text that is not styled, in so many columns, broken wherever one is full; all but
    the first after ``pad``."""
    line, used, first = "", 0, True
    for char in text:
        more = width(char)
        if used + more > columns and not (first and not line):
            yield line
            line, used, first = pad, width(pad), False
        line, used = line + char, used + more
    yield line
