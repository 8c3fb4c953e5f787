"""What style sheets say of widths and heights, rule by rule: the realm works out what counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ....profiles.model import Vendor
from .sheets import Reads, sheets_of

MOST_RULES: Final = 400
"""Rules of a page's sheets that speak of a size, as far as they are looked at."""
_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE: Final = re.compile(r"[{};]")
_SIDES: Final = ("width", "height")


def sizes_of(stem: str, vendor: Vendor, reads: Reads) -> list[list[str]]:
    """The rules of a page's sheets that give a width or a height, in the order they count:
    selector, width, height, the last two empty where nothing is said. `stem`: as of `sheets_of`.

    What hangs on the screen (``@media`` and its like) is told as a size of ``@``: nothing says
    whether it counts.
    """
    result: list[list[str]] = []
    for name in sheets_of(stem, vendor, reads).names:
        for selector, said in _rules(reads(name) or ""):
            if len(result) >= MOST_RULES:
                return result
            width, height = (said.get(side, "") for side in _SIDES)
            if width or height:
                result.append([selector, width, height])
    return result


def _rules(text: str) -> Iterator[tuple[str, dict[str, str]]]:
    """Each selector of a sheet with what its block declares; commas divide selectors later."""
    text = _COMMENT.sub(" ", text)
    heads: list[str] = []
    said: dict[str, str] = {}
    begun = 0
    for brace in _BRACE.finditer(text):
        words = text[begun : brace.start()].strip()
        begun = brace.end()
        if brace[0] == "{":
            heads.append(words)
            said = {}
            continue
        if heads:
            key, colon, value = words.partition(":")
            if colon and key.strip().lower() in _SIDES:
                said[key.strip().lower()] = value.strip()[:100]
        if brace[0] == "}" and heads:
            head = heads.pop()
            if said and not head.startswith("@"):
                unsure = any(outer.startswith("@") for outer in heads)
                yield head[:500], dict.fromkeys(said, "@") if unsure else said
            said = {}
