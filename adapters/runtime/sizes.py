"""What costs what in a runtime: bytes that its file would be smaller without a part."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

from ...canonical import requests
from ...canonical.operations import FAMILIES
from .entries import CANONICAL
from .generator import generate, plain
from .joining import DECLARED

_GZIP: Final = 12
"""Bytes that gzip's own head and end take beyond those of zlib."""


def sizes(
    read: str, write: str, *, only: Sequence[str] | None = None, fast: bool | None = None
) -> list[tuple[str, int]]:
    """Rows ``(name, bytes)`` for the arguments of `generate`, the largest first: of each name of
    ``only``, by default of each family, what the file would be smaller without it; then, under
    ``""``, what is left, which several share.

    Bytes are gzipped, without comments and indents; a minifier takes off about a quarter more.
    Raises `InputError` as `generate` does.
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


_PARTS: Final[dict[str, tuple[str, ...]]] = {
    "requests": ("read", "write", "kinds/*"),
    "results": ("result", "result_write"),
    "failures": ("failure",),
    "calls": ("route", "call", "answer"),
    "recipes": ("recipe_*", "base64"),
    "other forms": ("forms",),
    "straight lines": ("lane",),
    "namespace": ("media", "space", "several", "detect"),
    "shared": ("values", "program"),
}
"""The files of the code by what they are for."""
_STARTS: Final = re.compile(r"^(?:const|let|function) (\w+)|^([A-Z]+)\.\w+ = |^(return)\b")
_FRAME: Final = ("runtime", "over", "built", "current", "platform", "return")


def parts(
    read: str, write: str, *, only: Sequence[str] | None = None, fast: bool | None = None
) -> list[tuple[str, int]]:
    """Rows ``(part, bytes)``: what the file would be smaller without its data, and without each
    part of its code; then, under ``""``, what is left, which several say. As `sizes` counts."""
    part, lines = "namespace", list[tuple[str, str]]()
    for line in generate(read, write, only=only, fast=fast).splitlines(keepends=True):
        if found := _STARTS.match(line):
            part = _part(found[1] or found[2] or found[3])
        lines.append((part, line))
    whole = weight("".join(line for _, line in lines))
    rows = [
        (name, whole - weight("".join(line for part, line in lines if part != name)))
        for name in ("data", *_PARTS)
        if any(part == name for part, _ in lines)
    ]
    return [*rows, ("", whole - sum(size for _, size in rows))]


def _part(name: str) -> str:
    """The part of the code that declares a name; what none does is data."""
    if name in _FRAME:
        return "namespace"
    if name in ("BEFORE", "INSTEAD", "AFTER", "FILLS", "ALONE"):
        return "recipes"
    return "other forms" if name == "MAKERS" else _declaring().get(name, "data")


@cache
def _declaring() -> dict[str, str]:
    folder = Path(__file__).parent
    return {
        name: part
        for part, files in _PARTS.items()
        for pattern in files
        for file in sorted(folder.glob(f"{pattern}.js"))
        for name in DECLARED.findall(file.read_text(encoding="utf-8"))
    }
