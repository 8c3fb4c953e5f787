"""Bad lines put aside: where they were, why they are bad, and what they held."""

from __future__ import annotations

import re
from typing import IO, Any, Final

import orjson

from ..lines.framing import BadLine, Batch
from ..system.places import naming
from .batches import KEPT

_VARYING: Final = re.compile(r'("[^"]*":)|"[^"]*"|\'[^\']*\'|(?<![\w-])\d[\d,]*')
"""What is of one line: words in quotes, but no keys of the form that is asked for; numbers, but
none in a name such as UTF-8."""


def write_rejects(stream: IO[bytes] | None, name: str, batch: Batch) -> None:
    """Put a batch's bad lines aside, where there is a place for them."""
    if stream is not None and batch.rejected:
        with naming(str(stream.name)):
            for item in batch.rejected:
                stream.write(reject(name, item) + b"\n")
            stream.flush()


def kind_of(reason: str) -> str:
    """A reason without what is of one line only, so that like ones can be counted together."""
    return _VARYING.sub(lambda match: match[1] or "…", reason).partition(";")[0][:120]


def reject(name: str, item: BadLine) -> bytes:
    """A bad line as a line of a rejects file: where, why, and what it was."""
    kept = item.data[:KEPT]
    made: dict[str, Any] = {"file": name, "line": item.line, "reason": item.reason}
    if len(kept) < len(item.data):
        made["bytes"] = len(item.data)
    try:
        made["text"] = kept.decode()
        return orjson.dumps(made)
    except UnicodeDecodeError:
        made["latin1"] = kept.decode("latin-1")
        return orjson.dumps(made)
