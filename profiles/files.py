"""The texts of a profile: one file, or a folder with a file a family."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from ..canonical.errors import InputError
from ..canonical.operations import FAMILIES

MAX_BYTES: Final = 4_000_000
MAX_PARTS: Final = 100
MAIN: Final = "vendor.toml"
"""The file of a folder that says who the vendor is."""
VENDOR: Final = "vendor"
"""What is said of all families that nothing is said of."""

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


def family_file(name: str, parts: Collection[str]) -> str:
    """The family whose file this one of a folder is, by its name; empty: it is none's."""
    stem = os.path.basename(name).removesuffix(".toml")
    return stem if len(parts) > 1 and stem in FAMILIES else ""


def joined(parts: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The data of the files of one profile, as if of one file.

    ``extends`` in a family's file names the base of that family. Raises `InputError` where two of
    them say the same key, which names both.
    """
    whole: dict[str, Any] = {}
    owner: dict[tuple[str, ...], str] = {}
    by_family = {name: family_file(name, parts) for name in parts}
    several = any(by_family[name] and "extends" in data for name, data in parts.items())
    for name, data in parts.items():
        if several and isinstance(data.get("extends"), str):
            base = {by_family[name] or VENDOR: data["extends"]}
            data = {**data, "extends": base}
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
