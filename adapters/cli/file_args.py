"""Options and arguments that name files: what they may be called, and that they are apart."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Final

import click

from ...canonical.errors import InputError

if TYPE_CHECKING:
    from ..system.places import Place

LINES: Final = (".jsonl", ".ndjson", ".json", ".log", ".txt")
"""Ends of names for JSON Lines."""
TEXT: Final = (".txt", ".text", ".log")
NEUTRAL: Final = frozenset({".out", ".tmp"})
"""Suffixes that say no format."""
MAX_SUFFIX: Final = 8
"""Letters of a suffix that says a format; what is longer is a name such as mktemp makes."""
_PROFILES: Final = "mediaglot.profiles"


def file_name(*ends: str) -> Callable[[str], str]:
    """The type of an option: a file's name, not empty; with ``ends``, none of another format."""

    def name(value: str) -> str:
        _named(value, "file")
        if ends and value != "-":
            fits(value, ends)
        return value

    name.__name__ = "file"
    return name


def folder_name(value: str) -> str:
    """The type of an option: a folder's name, not empty, and not that of a file."""
    _named(value, "folder")
    if os.path.exists(value) and not os.path.isdir(value):
        raise click.BadParameter(f"{value!r} is not a folder")
    return value


folder_name.__name__ = "folder"


def _named(value: str, what: str) -> None:
    if not value:
        raise click.BadParameter(f"expected a {what}, got an empty name")


def suffix_of(name: str) -> str:
    """What a name says of the format, in small letters: a suffix with a letter in it, or nothing.

    Pipes and devices have none.
    """
    suffix = os.path.splitext(name)[1].lower()
    says = any(char.isalpha() for char in suffix) and len(suffix) <= MAX_SUFFIX + 1
    if not says or suffix in NEUTRAL or (os.path.exists(name) and not os.path.isfile(name)):
        return ""
    return suffix


def fits(name: str, ends: Sequence[str], what: str = "this command") -> None:
    """Raise `InputError` for a name whose suffix says a format that is not written there."""
    if suffix_of(name) and not name.lower().endswith(tuple(ends)):
        known = ", ".join(ends)
        raise InputError(
            f"{what} writes no {suffix_of(name)} file; a name may end in {known} or in no suffix",
            place=name,
        )


def remember_profiles(ctx: click.Context, files: Iterable[str]) -> None:
    """Keep which profile files the command line reads."""
    ctx.meta[_PROFILES] = tuple(files)


def all_apart(*places: Iterable[Place], all_of_them: bool = True) -> None:
    """Raise `InputError` where two files of a command are one, profiles among them.

    ``told``: the command writes to standard error while it works.
    """
    from ..system.places import apart, messages, reads

    ctx = click.get_current_context(silent=True)
    profiles = ctx.meta.get(_PROFILES, ()) if ctx is not None else ()
    found = reads("--profile", *profiles)
    for more in places:
        found += more
    apart(found + (messages() if all_of_them else []))


def check_report(option: str, file: str, source: str) -> None:
    """Refuse, before any work, a report that cannot be written, or is its own source.

    Raises `InputError`.
    """
    from ..system.places import reads, writes

    if os.path.isdir(file):
        raise InputError("is a folder; expected a file to write", place=file)
    all_apart(reads("SRC", source), writes(option, file))
    if not os.path.isdir(os.path.dirname(file) or "."):
        raise InputError("cannot be written: there is no such folder", place=file)
