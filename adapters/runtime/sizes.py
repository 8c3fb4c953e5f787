"""What costs what in a runtime: bytes that its file would be smaller without a part."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Final

from ...canonical import requests
from ...canonical.operations import FAMILIES
from .entries import CANONICAL
from .generator import generate, plain

_GZIP: Final = 12
"""Bytes that gzip's own head and end take beyond those of zlib."""


def sizes(
    read: str, write: str, *, only: Sequence[str] | None = None, fast: bool | None = None
) -> list[tuple[str, int]]:
    """Rows ``(name, bytes)`` for the arguments of `generate`, the largest first: of each name of
    ``only``, by default of each family, what the file would be smaller without it; then, under
    ``""``, what is left, which several share.

    Bytes are gzipped, without comments and indents; a minifier takes off about a tenth more. Raises
    `InputError` as `generate` does.
    """
    every = sorted(requests.REQUESTS) if read == CANONICAL else FAMILIES
    names = list(dict.fromkeys(every if only is None else only))
    text = generate(read, write, only=only, fast=fast)
    whole, straight = weight(text), "\nconst lines = " in text
    rows = []
    for name in names:
        rest = [other for other in names if other != name]
        less = generate(read, write, only=rest, fast=straight) if rest else ""
        rows.append((name, whole - weight(less)))
    rows.sort(key=lambda row: -row[1])
    return [*rows, ("", whole - sum(size for _, size in rows))]


def weight(text: str) -> int:
    """Bytes of a generated file, gzipped, without comments and indents."""
    return len(zlib.compress(plain(text).encode(), 9)) + _GZIP if text else 0
