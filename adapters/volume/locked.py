"""Files that one run writes at a time."""

from __future__ import annotations

import os
import stat
import time
from typing import IO, Any, Final

from ...canonical.errors import InputError

LOCK_TRIES: Final = 50
LOCK_WAIT: Final = 0.1
"""Seconds between tries to get hold of a file."""
LOCKED_BYTE: Final = 0x7FFF_FFF0
"""The byte of a file that is locked where locks are on bytes."""


def locked(name: str, shown: str | None = None) -> tuple[IO[bytes], bool]:
    """A file to write that nobody else writes, as it is, and whether it was not there before.

    A pipe or a device is opened and not locked. Raises `InputError`, which calls the file
    ``shown``.
    """
    shown = shown or name
    for _ in range(LOCK_TRIES):
        try:
            if os.path.exists(name) and not os.path.isfile(name):
                return open(name, "wb"), False
            stream, fresh = _opened(name)
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise InputError(f"cannot be written: {reason}", place=shown) from None
        if _locks(stream) and _stands_at(stream, name):
            return stream, fresh
        stream.close()
        time.sleep(LOCK_WAIT)
    raise InputError("another run is writing it", place=shown)


def is_regular(stream: IO[bytes]) -> bool:
    """Whether it is a file that has a size: no pipe, no device."""
    return stat.S_ISREG(os.fstat(stream.fileno()).st_mode)


def is_held(name: str) -> bool:
    """Whether another run holds the lock of a file; a file that cannot be read is not."""
    try:
        with open(name, "rb") as stream:
            return not _locks(stream)
    except OSError:
        return False


def _opened(name: str) -> tuple[IO[bytes], bool]:
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
    try:
        handle, fresh = os.open(name, flags | os.O_EXCL, 0o666), True
    except FileExistsError:  # or a link that leads to no file
        fresh = not os.path.exists(name)
        handle = os.open(name, flags, 0o666)
    stream = os.fdopen(handle, "r+b")
    return stream, fresh


def _locks(stream: IO[bytes]) -> bool:
    """Keep other runs away. Workers of one that was killed need a moment to notice."""
    try:
        import fcntl
    except ImportError:
        return _locks_as_windows_does(stream)
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system that knows no locks
        return True
    return True


def _locks_as_windows_does(stream: IO[bytes]) -> bool:
    """There a lock is on bytes, and keeps others from reading them: so it is on one far behind."""
    import importlib

    msvcrt: Any = importlib.import_module("msvcrt")
    handle = stream.fileno()
    place = os.lseek(handle, 0, os.SEEK_CUR)
    os.lseek(handle, LOCKED_BYTE, os.SEEK_SET)
    try:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    finally:
        os.lseek(handle, place, os.SEEK_SET)
    return True


def _stands_at(stream: IO[bytes], name: str) -> bool:
    """Whether a file is still under its name: not when another run has just finished it."""
    try:
        return os.path.samestat(os.fstat(stream.fileno()), os.stat(name))
    except FileNotFoundError:
        return False
