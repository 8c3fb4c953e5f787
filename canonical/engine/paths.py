"""Names given by strangers: kept inside their root, whatever they say."""

from __future__ import annotations

import os
from pathlib import Path

from .faults import MediaError

MAX_NAME = 255
MAX_PATH = 4096


def clean_parts(relative: str) -> tuple[str, ...]:
    """The parts of a relative path. Raises MediaError for one that could leave its root.

    Refused: NUL and other control characters, lone surrogates, absolute paths, drive letters,
    backslashes, `..`, empty names and names longer than 255 bytes.
    """
    if len(relative) > MAX_PATH:
        raise MediaError("param_invalid", "the path is too long")
    try:
        relative.encode("utf-8")
    except UnicodeEncodeError:
        raise MediaError("param_invalid", "the path has a lone surrogate") from None
    if any(ord(char) < 32 or char == "\x7f" for char in relative):
        raise MediaError("param_invalid", "the path has a control character")
    if "\\" in relative or relative.startswith("/") or ":" in relative.split("/", 1)[0]:
        raise MediaError("param_invalid", "the path must be relative to its root")
    parts = tuple(part for part in relative.split("/") if part not in ("", "."))
    if ".." in parts:
        raise MediaError("param_invalid", "the path leaves its root")
    if not parts:
        raise MediaError("param_invalid", "the path names no file")
    if any(len(part.encode()) > MAX_NAME for part in parts):
        raise MediaError("param_invalid", "a name in the path is longer than 255 bytes")
    return parts


def inside(root: Path, relative: str) -> Path:
    """The place of `relative` under `root`, symbolic links followed. Raises MediaError."""
    place = root.joinpath(*clean_parts(relative))
    if not is_inside(root, place):
        raise MediaError("file_permission", "the path leads out of its root")
    return place


def is_inside(root: Path, place: Path) -> bool:
    """Whether `place`, symbolic links followed, lies under `root`."""
    try:
        real, base = os.path.realpath(place), os.path.realpath(root)
    except (OSError, ValueError):
        return False
    return real == base or real.startswith(base.rstrip(os.sep) + os.sep)


def plain_name(name: str) -> str:
    """A file name as it may stand in a message: undecodable bytes become U+FFFD."""
    return name.encode("utf-8", "replace").decode() if name.isprintable() else ascii(name)[1:-1]


def place_new(part: Path, place: Path) -> None:
    """Give a finished file its name, unless that is taken: FileExistsError.

    `part` may still be there afterwards.
    """
    try:
        os.link(part, place)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        with place.open("xb"):
            pass
        os.replace(part, place)
