"""The texts of a profile: one file, or a folder with a file a family."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..canonical.errors import InputError

MAX_BYTES: Final = 4_000_000
MAX_PARTS: Final = 100
MAIN: Final = "vendor.toml"
"""The file of a folder that says who the vendor is."""

Texts: TypeAlias = Mapping[str, str]
"""The texts of one profile by the names of its files; none is said twice."""


def read_text(file: Path) -> str:
    """The text of a profile file; raises `InputError` when it cannot be read."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=str(file)) from None
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES:,} bytes", place=str(file))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("not UTF-8", place=f"{file}:{line}") from None


def read_texts(path: Path) -> Texts:
    """The texts of a profile: of a file, or of the files of a folder, `MAIN` first.

    Raises `InputError` when one cannot be read, and for a folder that is none of a profile.
    """
    if not path.is_dir():
        return {str(path): read_text(path)}
    names = sorted(name for name in os.listdir(path) if name.endswith(".toml"))
    if MAIN not in names:
        raise InputError(f"no profile: a folder of one holds a {MAIN}", place=str(path))
    if len(names) > MAX_PARTS:
        raise InputError(f"more than {MAX_PARTS} files", place=str(path))
    names.sort(key=lambda name: name != MAIN)
    return {str(path / name): read_text(inside(path, path / name)) for name in names}


def inside(folder: Path, file: Path) -> Path:
    """The file, which must stand in that folder, even by a link; raises `InputError`."""
    root = os.path.realpath(folder)
    if not os.path.realpath(file).startswith(root.rstrip(os.sep) + os.sep):
        raise InputError("a link that leads out of its folder", place=str(file))
    return file


def joined(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The data of the files of one profile, as if of one file.

    Raises `InputError` where two of them say the same key, which names both.
    """
    whole: dict[str, Any] = {}
    owner: dict[tuple[str, ...], str] = {}
    for name, data in parts.items():
        _join(whole, data, name, owner, ())
    return whole


def _join(
    into: dict[str, Any],
    data: Mapping[str, Any],
    name: str,
    owner: dict[tuple[str, ...], str],
    path: tuple[str, ...],
) -> None:
    for key, value in data.items():
        here = (*path, key)
        if key not in into:
            owner[here] = name
            into[key] = value
        elif isinstance(value, Mapping) and isinstance(into[key], Mapping):
            into[key] = dict(into[key])
            _join(into[key], value, name, owner, here)
        else:
            above = (here[:end] for end in range(len(here), 0, -1))
            other = os.path.basename(next(owner[key] for key in above if key in owner))
            text = f"{'.'.join(here)[:100]} is said in {other}, too"
            raise InputError(text, place=name)
