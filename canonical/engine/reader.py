"""Bounded reads at offsets: what every header reader stands on."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from typing import BinaryIO, TypeVar

from ..errors import wrong
from .faults import MediaError, broken, truncated

Source = bytes | bytearray | memoryview | str | os.PathLike[str] | BinaryIO
T = TypeVar("T")

FIRST_READ = 8192
"""Bytes of the first read: enough for the head of nearly every photograph."""
MAX_READS = 30_000
MAX_BYTES = 64 << 20

_OPEN_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_NONBLOCK", 0)  # a FIFO must not hang the caller
    | getattr(os, "O_BINARY", 0)
)


class Reader:
    """A file of known `size` read at offsets, with a budget against hostile structures.

    `head` holds its first bytes (at most FIRST_READ of a file, all of a byte string).
    """

    __slots__ = ("_bytes_left", "_read", "_reads_left", "head", "size")

    def __init__(self, read: Callable[[int, int], bytes], size: int, head: bytes) -> None:
        self._read = read
        self._reads_left = MAX_READS
        self._bytes_left = MAX_BYTES
        self.size = size
        self.head = head

    def upto(self, offset: int, length: int) -> bytes:
        """At most `length` bytes at `offset`; fewer (or none) where the file ends."""
        end = offset + length
        if end <= len(self.head):
            return self.head[offset:end]
        self._reads_left -= 1
        self._bytes_left -= length
        if self._reads_left < 0 or self._bytes_left < 0:
            raise broken("the head of the file is larger than any real file's")
        if offset >= self.size:
            return b""
        return self._read(length, offset)

    def at(self, offset: int, length: int, what: str) -> bytes:
        """Exactly `length` bytes at `offset`. Raises MediaError when the file ends in `what`."""
        data = self.upto(offset, length)
        if len(data) != length:
            raise truncated(what)
        return data


def _pread(fd: int) -> Callable[[int, int], bytes]:
    if hasattr(os, "pread"):
        pread = os.pread
        return lambda length, offset: pread(fd, length, offset)

    def seek_and_read(length: int, offset: int) -> bytes:
        os.lseek(fd, offset, os.SEEK_SET)
        return os.read(fd, length)

    return seek_and_read


def open_regular(path: str | os.PathLike[str]) -> tuple[int, int]:
    """Open a regular file for reading: `(descriptor, size)`. Raises MediaError."""
    try:
        fd = os.open(path, _OPEN_FLAGS)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        raise MediaError("file_not_found", "the file does not exist") from None
    except PermissionError:
        raise MediaError("file_permission", "the file may not be read") from None
    except OSError as error:
        raise MediaError("load_failed", f"the file cannot be opened: {error.strerror}") from None
    info = os.fstat(fd)
    if not stat.S_ISREG(info.st_mode):
        os.close(fd)
        raise MediaError("file_not_found", "the path does not name a file")
    return fd, info.st_size


def read_through(source: Source, parse: Callable[[Reader], T]) -> T:
    """Open `source` (bytes, a path, or a seekable binary file), parse it, close what was opened."""
    if isinstance(source, (str, os.PathLike)):
        fd, size = open_regular(source)
        try:
            read = _pread(fd)
            return parse(Reader(read, size, read(FIRST_READ, 0)))
        except OSError as error:
            raise MediaError("load_failed", f"the file cannot be read: {error.strerror}") from None
        finally:
            os.close(fd)
    if isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
        return parse(Reader(lambda length, offset: data[offset : offset + length], len(data), data))

    if not hasattr(source, "seek"):
        raise wrong("bytes, a path or a binary file", source)
    stream = source

    def seek_and_read(length: int, offset: int) -> bytes:
        stream.seek(offset)
        return stream.read(length)

    try:
        size = stream.seek(0, os.SEEK_END)
        return parse(Reader(seek_and_read, size, seek_and_read(FIRST_READ, 0)))
    except OSError as error:
        raise MediaError("load_failed", f"the file cannot be read: {error.strerror}") from None
