"""Guesses at the shape of a line, from a look at its text: they choose what is tried, no more."""

from __future__ import annotations

import re
from typing import Final

MAX_HEAD: Final = 512
MAX_NAMED: Final = 4096
"""Bytes of a line that are searched for names."""
_NAME: Final = re.compile(rb'"([^"\\]*)"\s*:')
_DIGITS: Final = b"0123456789"


def head(line: bytes) -> bytes:
    """The start of a line as far as the first key of its payload: a guess at its shape."""
    start = line.find(b'"payload":{"', 0, MAX_HEAD)
    if start < 0:
        start = line.find(b'"payload": {"', 0, MAX_HEAD)
        if start < 0:
            return line[: line.find(b'":', 0, MAX_HEAD)][:MAX_HEAD]
    return line[: start + 20].translate(None, _DIGITS)


def names(line: bytes) -> bytes:
    """Every key of a line once, API and client of an envelope: a guess that costs more."""
    result = list(dict.fromkeys(_NAME.findall(line, 0, MAX_NAMED)))
    if b"payload" not in result:
        return b"|".join(result)
    for key in (b'"api"', b'"read"', b'"client"'):
        at = line.find(key)
        if at >= 0:
            at = line.find(b'"', at + len(key)) + 1
            result.append(line[at : line.find(b'"', at)])
    return b"|".join(result)
