"""JSON Lines of replies to JSON Lines of one shape: the function that programs call."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from typing import IO, Any, get_args, overload

from ...canonical.errors import wrong
from ...profiles import loader
from ...profiles.registry import Registry
from .fast import Fast
from .framing import BadLine, Batch, OnBad
from .iterated import TranslatedLines
from .keys import keys_of
from .stream import LineSettings, check


@overload
def normalize_lines(
    data: bytes | bytearray | memoryview,
    *,
    read: str | None = None,
    write: str | None = None,
    api: str | None = None,
    on_bad: OnBad = "skip",
    keys: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    registry: Registry | None = None,
) -> Batch: ...
@overload
def normalize_lines(
    data: os.PathLike[str] | IO[bytes] | Iterable[str | bytes],
    *,
    read: str | None = None,
    write: str | None = None,
    api: str | None = None,
    on_bad: OnBad = "skip",
    keys: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    registry: Registry | None = None,
    rejected: Callable[[BadLine], object] | None = None,
) -> TranslatedLines: ...
def normalize_lines(
    data: Any,
    *,
    read: str | None = None,
    write: str | None = None,
    api: str | None = None,
    on_bad: OnBad = "skip",
    keys: Mapping[str, str] | None = None,
    words: Mapping[str, str] | None = None,
    registry: Registry | None = None,
    rejected: Callable[[BadLine], object] | None = None,
) -> Batch | TranslatedLines:
    """Replies as JSON Lines, to canonical JSON Lines or to those of the vendor ``write``.

    Lines are bare payloads (``read`` and ``api`` say of what) or envelopes ``{"api": ...,
    "read": ..., "payload": ...}``; ``keys`` says how a log names these parts (theirs to ours:
    ``{"method": "api", "data": "payload"}``), ``words`` what it calls clients (``{"weapp":
    "wx"}``), and a payload may be JSON in a text. As fast as JSON is parsed, and says what
    `normalize` says.

    Of bytes a `Batch` is made: ``data`` has a line for each good line, ``rejected`` the bad ones
    with number and reason, ``tally`` the counts, diagnostics by code among them; iterated, it gives
    its lines. Of a path, a file open for bytes, or lines (texts or bytes) a `TranslatedLines`
    gives the lines one by one as they are asked for, in constant memory, with the ``tally`` so far;
    ``rejected`` is told of each bad line. ``on_bad``: leave it out, ``keep`` its place with
    ``{"line": n, "error": ...}``, or ``stop`` before it.

    Raises `InputError` for data that are none of these, unknown clients and APIs given by name.

    >>> normalize_lines(b'{"error": 11}', read="my", write="wx", api="chooseImage").data
    b'{"errno":1,"errMsg":"chooseImage:fail cancel"}\\n'
    """
    if on_bad not in get_args(OnBad):
        raise wrong(f"on_bad to be one of {', '.join(get_args(OnBad))}", on_bad)
    known = registry or loader.current()
    settings = LineSettings(
        read=read,
        write=write,
        api=api,
        keys=keys_of(keys or {}, "keys"),
        words=tuple((words or {}).items()),
        registry=known,
    )
    check(settings)
    if isinstance(data, bytes | bytearray | memoryview):
        made = known.remembered_by_thread(_fast)(settings).run(bytes(data), on_bad=on_bad)
        if rejected is not None:
            for item in made.rejected:
                rejected(item)
        return made
    return TranslatedLines(data, Fast(settings), on_bad, rejected)


def _fast(registry: Registry, settings: LineSettings) -> Fast:
    del registry  # the settings name it
    return Fast(settings)
