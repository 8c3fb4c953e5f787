"""Whether lines hold what they are taken for: one message each; and where they do not."""

from __future__ import annotations

import re
from typing import Final

_POSITION: Final = re.compile(r"\(byte (\d+)\)|`\$\[(\d+)\]")


def place_of(error: Exception, block: bytes) -> int:
    """Where in a block its decoding failed: in the line, or in the one before it."""
    if isinstance(error, UnicodeDecodeError):
        try:
            block.decode()
        except UnicodeDecodeError as found:
            return found.start
    place = _POSITION.search(str(error))
    if place is None:  # the last one is cut off
        return max(len(block) - 2, 0)
    if place[2] is not None:
        line = 0
        for _ in range(int(place[2])):
            line = block.find(b"\n", line) + 1
        return line
    at = min(int(place[1]), len(block) - 1)
    # a line that ends too early is noticed at the start of the next one
    return max(at - 2, 0) if block[at - 1 : at] == b"\n" else at


def apart(block: bytes, count: int) -> bool:
    """Whether so many messages stand on as many lines, each on its own.

    Between two objects that follow each other, one message ends and the next begins: where
    every line starts and ends as an object does, none has a part of a message.
    """
    start = 0
    for _ in range(count):
        end = block.find(b"\n", start)
        if end < 0 or block[start] != 123 or block[end - 1] != 125:
            return False
        start = end + 1
    return start == len(block)


def difference(one: bytes, other: bytes) -> int:
    """The first place where two texts differ."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return min(low, len(other) - 1)


def escaped(line: bytes, quotes: int) -> bool:
    """Whether a line has so many quotes when those inside of strings are left out."""
    if b"\\" not in line:
        return False
    return line.replace(b"\\\\", b"").replace(b'\\"', b"").count(b'"') == quotes
