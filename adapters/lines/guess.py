"""Guesses at the shape of a line, from a look at its text: they choose what is tried, no more."""

from __future__ import annotations

from typing import Final

MAX_HEAD: Final = 512
_DIGITS: Final = b"0123456789"


def head(line: bytes) -> bytes:
    """The start of a line as far as the first key of its payload: a guess at its shape."""
    start = line.find(b'"payload":{"', 0, MAX_HEAD)
    if start < 0:
        start = line.find(b'"payload": {"', 0, MAX_HEAD)
        if start < 0:
            return line[: line.find(b'":', 0, MAX_HEAD)][:MAX_HEAD]
    return line[: start + 20].translate(None, _DIGITS)


def tail(line: bytes) -> bytes:
    """The end of a line, for shapes that start alike."""
    return line[-4:].translate(None, _DIGITS)


def names(line: bytes) -> bytes:
    """API, client and first key of the payload, wherever in a line: a guess that costs more."""
    start = line.find(b'"payload"')
    if start < 0:
        return line[: line.find(b'":', 0, MAX_HEAD)][:MAX_HEAD]
    found = [line[start : line.find(b'":', start + 10)]]
    for key in (b'"api"', b'"read"', b'"client"'):
        at = line.find(key)
        if at >= 0:
            at = line.find(b'"', at + len(key)) + 1
            found.append(line[at : line.find(b'"', at)])
    return b"|".join(found)
