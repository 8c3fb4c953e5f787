"""One question to a server of HTTP and its answer: whole, in time, or a failure."""

from __future__ import annotations

import http.client
import io
import re
import socket
import ssl
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, Self

import attrs

from ..errors import in_one_line
from .faults import MediaError

PIECE: Final = 1 << 16
MAX_LINE: Final = 1 << 16
_LENGTH: Final = re.compile("[0-9]{1,15}")
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})


@attrs.frozen
class Deadline:
    """The moment by which all has to be done."""

    moment: float

    @classmethod
    def after(cls, seconds: float) -> Self:
        """So many seconds from now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds that are left; raises TimeoutError when none are."""
        left = self.moment - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return left


@attrs.frozen
class Served:
    """The body, or where the server sends its client to instead."""

    body: bytes | None
    onward: str = ""


class _Cut(http.client.HTTPException):
    """The answer ended before it was whole."""


class _Wire(io.RawIOBase):
    """What comes from a socket, each read within the time that is left for all of it."""

    def __init__(self, link: socket.socket, until: Deadline) -> None:
        self.link, self.until = link, until

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        self.link.settimeout(self.until.left())
        return self.link.recv_into(buffer)


class _Whole(io.BufferedReader):
    """A reader whose lines have an end: one without is what is left of a longer one."""

    def readline(self, size: int | None = -1, /) -> bytes:
        line = super().readline(size)
        if not line.endswith(b"\n") and len(line) != size:
            raise _Cut("the answer is cut off")
        return line


class _Link:
    """A connection as `http.client` wants it: sends, and gives a file to read from."""

    def __init__(self, link: socket.socket, until: Deadline) -> None:
        self.link, self.until = link, until

    def sendall(self, data: Any) -> None:
        self.link.settimeout(self.until.left())
        self.link.sendall(data)

    def makefile(self, mode: str) -> io.BufferedReader:
        del mode
        return _Whole(_Wire(self.link, self.until))

    def close(self) -> None:
        """Nothing: `http.client` closes before it has read; `get` closes the socket."""


def get(
    places: Sequence[tuple[str, int]],
    secure: str | None,
    path: str,
    headers: Mapping[str, str],
    until: Deadline,
    max_bytes: int,
) -> Served:
    """Ask for ``path`` at the first of some addresses that answers.

    ``secure``: the name that the server's certificate has to be for, None for plain HTTP. All is
    to be done by ``until``. Raises MediaError: ``timeout``, ``load_failed`` for a body that is
    too large, ``network`` for the rest.
    """
    try:
        with _connected(places, secure, until) as link:
            return _asked(_Link(link, until), path, headers, max_bytes)
    except TimeoutError:
        raise MediaError("timeout", "the server took too long") from None
    except (OSError, http.client.HTTPException, ValueError) as error:
        what = in_one_line(error) or type(error).__name__
        raise MediaError("network", f"the file cannot be fetched: {what}") from None


def _first_of(places: Sequence[tuple[str, int]], until: Deadline) -> socket.socket:
    for place in places[:-1]:
        with suppress(OSError):  # some of the time is kept for the addresses after this one
            return socket.create_connection(place, until.left() / 2)
    return socket.create_connection(places[-1], until.left())


def _connected(
    places: Sequence[tuple[str, int]], secure: str | None, until: Deadline
) -> socket.socket:
    raw = _first_of(places, until)
    if secure is None:
        return raw
    try:
        raw.settimeout(until.left())
        context = ssl.create_default_context()
        return context.wrap_socket(raw, server_hostname=secure, suppress_ragged_eofs=False)
    except BaseException:
        raw.close()
        raise


def _asked(link: _Link, path: str, headers: Mapping[str, str], max_bytes: int) -> Served:
    asking = http.client.HTTPConnection(headers["Host"])
    asking.sock = link
    asking.request("GET", path, headers=dict(headers))
    answer = asking.getresponse()
    if answer.status in REDIRECTS:
        onward = answer.headers.get("Location", "")
        if not onward.strip():
            raise MediaError("network", "the server redirects to no address")
        with suppress(UnicodeDecodeError):
            onward = onward.encode("latin-1").decode()  # as browsers read it
        return Served(None, onward)
    if answer.status != 200:
        raise MediaError("network", f"the server answered {answer.status}")
    _check_framing(answer)
    return Served(_body(answer, max_bytes))


def _check_framing(answer: http.client.HTTPResponse) -> None:
    """Raise MediaError where it cannot be told where the body ends, or what is in it."""
    lengths = [
        part.strip()
        for value in answer.headers.get_all("Content-Length", [])
        for part in value.split(",")
    ]
    right = all(_LENGTH.fullmatch(part) for part in lengths) and len(set(lengths)) <= 1
    coding = answer.headers.get("Transfer-Encoding", "chunked").strip().lower()
    if not right or coding != "chunked":
        raise MediaError("network", "the server does not say how long the file is")
    packed = answer.headers.get("Content-Encoding", "identity").strip().lower()
    if packed not in ("identity", ""):
        raise MediaError("network", "the server packed the file, which it was not asked to")


def _body(answer: http.client.HTTPResponse, max_bytes: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for piece in _chunks(answer.fp) if answer.chunked else _stream(answer):
        size += len(piece)
        if size > max_bytes:
            raise MediaError("load_failed", f"the file is larger than {max_bytes} bytes")
        pieces.append(piece)
    return b"".join(pieces)


def _stream(answer: http.client.HTTPResponse) -> Iterator[bytes]:
    """A body of the length that was promised, or up to the end of the connection."""
    while piece := answer.read1(PIECE):
        yield piece
    if answer.length:
        raise _Cut(f"{answer.length} bytes of it did not come")


def _chunks(source: Any) -> Iterator[bytes]:
    """A body in chunks, each under its size; `http.client` takes half a size for a smaller one."""
    while size := _chunk_size(source):
        while size:
            piece = source.read1(min(size, PIECE))
            if not piece:
                raise _Cut("the answer is cut off")
            size -= len(piece)
            yield piece
        if source.readline(3) not in _ENDS:
            raise _Cut("a chunk does not end where it says")
    while source.readline(MAX_LINE + 1) not in _ENDS:
        pass  # what follows the last chunk is nothing to us; the deadline bounds it


def _chunk_size(source: Any) -> int:
    text = source.readline(MAX_LINE + 1).partition(b";")[0].strip()
    if not _SIZE.fullmatch(text):
        raise _Cut("a chunk does not say its size")
    return int(text, 16)


_SIZE: Final = re.compile(rb"[0-9a-fA-F]{1,15}")
_ENDS: Final = (b"\r\n", b"\n")
