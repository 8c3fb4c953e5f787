"""The files one command reads and writes, and that none of them is another by a second name.

Files are told apart by device and inode: symbolic and hard links, ``..``, ``/dev/stdin`` and a
file that the shell put on a standard stream are the same file under other names. A file that is
not there yet is known by its folder and its name, case and Unicode form aside, since the file
system may not tell those apart.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final
from unicodedata import normalize

import attrs

from ...canonical.errors import InputError

STREAMS: Final = ("standard input", "standard output", "standard error")


@attrs.frozen
class Place:
    """A file of a command.

    ``what``: how messages call it, such as ``--out``; ``name``: its path; ``stream``: the number
    of the standard stream that it is instead; ``replaces``: it is written apart and renamed when
    all is done, so that it may be what is read.
    """

    what: str
    name: str
    written: bool
    stream: int | None = None
    replaces: bool = False


def reads(what: str, *names: str) -> list[Place]:
    """Files that are read; ``-`` is standard input."""
    return [_place(what, name, False) for name in names]


def writes(what: str, *names: str | None, replaces: bool = False) -> list[Place]:
    """Files that are written; ``-`` is standard output, and None is none."""
    found = (_place(what, name, True) for name in names if name is not None)
    return [attrs.evolve(place, replaces=replaces and place.stream is None) for place in found]


def messages() -> list[Place]:
    """Standard error, where a command tells what it has to say."""
    return [Place(STREAMS[2], "-", True, 2)]


def apart(places: Iterable[Place]) -> None:
    """Raise `InputError` where a file that is written is another file of the command.

    Reading one file twice is no harm; nor are terminals and ``/dev/null`` named twice.
    """
    known: dict[Hashable, Place] = {}
    for place in sorted(places, key=lambda place: place.written):
        found = identity(place.name) if place.stream is None else _of_stream(place.stream)
        if found is None:
            continue
        other = known.setdefault(found, place)
        if other is place or not place.written:
            continue
        if place.stream is not None and other.stream is not None and other.written:
            continue  # >log 2>&1
        if place.replaces and not other.written:
            continue
        if place.stream is not None and other.stream is not None:
            raise InputError(f"{other.what} and {place.what} are the same file")
        named, also = (place, other) if place.stream is None else (other, place)
        hint = f" ({also.name})" if also.stream is None and also.name != named.name else ""
        raise InputError(
            f"is {also.what} already{hint}; {named.what} needs a file of its own", place=named.name
        )


def identity(name: str) -> Hashable | None:
    """What a file is, whatever its name: equal for names of one file.

    None where the name says nothing: a terminal or other device of characters, a folder that is
    not there, a name that cannot be one.
    """
    try:
        return _key(os.stat(name))
    except (OSError, ValueError):
        pass
    try:
        folder, last = os.path.split(os.path.realpath(name))
        where = os.stat(folder)
    except (OSError, ValueError):
        return None
    return where.st_dev, where.st_ino, folded(last)


def folded(name: str) -> str:
    """A file's name as the file system that tells the fewest names apart sees it."""
    plain = normalize("NFC", normalize("NFD", name).casefold())
    return plain.rstrip(" .") if os.name == "nt" else plain


def is_standard_output(name: str) -> bool:
    """Whether a name such as ``/dev/stdout`` is this process's standard output."""
    if not name.startswith(("/dev/", "/proc/")):
        return False
    try:
        return os.path.samestat(os.stat(name), os.fstat(1))
    except (OSError, ValueError):
        return False


def _place(what: str, name: str, written: bool) -> Place:
    if name == "-":
        return Place(STREAMS[written], name, written, int(written))
    return Place(what, name, written)


def _of_stream(number: int) -> Hashable | None:
    try:
        found = os.fstat(number)
    except OSError:
        return None
    if number == 2 and not stat.S_ISREG(found.st_mode):
        return None  # bad lines may go to the pipe that takes the messages
    return _key(found)


def _key(found: os.stat_result) -> Hashable | None:
    if stat.S_ISCHR(found.st_mode) or not found.st_ino:
        return None
    return found.st_dev, found.st_ino


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Errors of the system that tell of no file are about this one."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is not None or error.errno is None or name == "<stdout>":
            raise
        raise OSError(error.errno, os.strerror(error.errno), name) from None
