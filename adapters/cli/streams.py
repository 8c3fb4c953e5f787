"""Standard streams that say what is wrong with them: closed, full, or gone."""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress
from typing import Any, Final

NAMES: Final = ("standard input", "standard output", "standard error")


class _Raw(io.FileIO):
    """A descriptor whose errors have its name; those of standard error are nobody's to hear."""

    def write(self, data: Any, /) -> int:
        """As of `io.FileIO`."""
        try:
            return super().write(data)
        except BrokenPipeError:
            if self.fileno() == 2:
                return memoryview(data).nbytes
            raise
        except OSError as error:
            if self.fileno() == 2:
                return memoryview(data).nbytes
            raise self._named(error) from None

    def readinto(self, buffer: Any, /) -> int | None:
        """As of `io.FileIO`."""
        try:
            return super().readinto(buffer)
        except OSError as error:
            raise self._named(error) from None

    def _named(self, error: OSError) -> OSError:
        return OSError(error.errno, error.strerror, NAMES[self.fileno()])


def open_streams() -> None:
    """Make the standard streams of this process say their names in errors.

    Where one was closed, there is an error to read from it or to write to it, and no file takes
    its number; what is said on standard error is then lost.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        stream = getattr(sys, name)
        if stream is None:
            handle = os.open(os.devnull, os.O_RDONLY if number == 1 else os.O_WRONLY)
            if handle != number:
                os.dup2(handle, number)
                os.close(handle)
        elif not _is_plain(stream, number):
            continue  # a console of Windows, or something that a caller put there
        raw: Any = _Raw(number, "wb" if number else "rb", closefd=False)
        whole: Any = raw
        if not number:
            whole = io.BufferedReader(raw)
        elif not isinstance(getattr(stream, "buffer", None), io.FileIO):
            whole = io.BufferedWriter(raw)
        text = io.TextIOWrapper(
            whole,
            encoding=getattr(stream, "encoding", "utf-8"),
            errors=getattr(stream, "errors", "backslashreplace"),
            line_buffering=number == 2 or getattr(stream, "line_buffering", False),
            write_through=whole is raw,
        )
        setattr(sys, name, text)


def _is_plain(stream: Any, number: int) -> bool:
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # none where Python was told not to buffer
    return type(raw) is io.FileIO and raw.fileno() == number


def give_up() -> None:
    """Keep the interpreter from writing, as it ends, what could not be written before."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                devnull = os.open(os.devnull, os.O_WRONLY)
                os.dup2(devnull, stream.fileno())
                os.close(devnull)
