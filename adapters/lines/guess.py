"""Guesses at the shape of a line, from a look at its text: they choose what is tried, no more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Final

from .keys import EnvelopeKeys

MAX_HEAD: Final = 512
MAX_NAMED: Final = 4096
"""Bytes of a line that are searched for names."""
_NAME: Final = re.compile(rb'"([^"\\]*)"\s*:')
_DIGITS: Final = b"0123456789"

Guess = Callable[[bytes], bytes]


def guesses(keys: EnvelopeKeys) -> tuple[Guess, Guess]:
    """Two guesses at the shape of a line with such keys.

    The first is its start as far as the first key of its payload; the other, which costs more,
    every key of it once, with the API and the client of an envelope. Neither has the digits of a
    client's version.
    """
    api, read, client, payload = (
        json.dumps(key, ensure_ascii=False).encode("utf-8", "surrogatepass") for key in keys.all
    )
    tight, spaced = payload + b':{"', payload + b': {"'
    after, bare = len(tight) + 8, payload[1:-1]
    words = api, read, client

    def head(line: bytes) -> bytes:
        start = line.find(tight, 0, MAX_HEAD)
        if start < 0:
            start = line.find(spaced, 0, MAX_HEAD)
            if start < 0:
                return line[: line.find(b'":', 0, MAX_HEAD)][:MAX_HEAD]
        return line[: start + after].translate(None, _DIGITS)

    def names(line: bytes) -> bytes:
        result = list(dict.fromkeys(_NAME.findall(line, 0, MAX_NAMED)))
        if bare not in result:
            return b"|".join(result)
        for key in words:
            at = line.find(key)
            if at >= 0:
                at = line.find(b'"', at + len(key)) + 1
                word = line[at : line.find(b'"', at)]
                result.append(word if key is api else word.translate(None, _DIGITS))
        return b"|".join(result)

    return head, names
