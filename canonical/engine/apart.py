"""HEIC pixels, decoded in another process.

libheif and its HEVC decoder end the process on some damaged files (a type of an item that is not
what follows, an aperture of nothing). So they run in a process of their own, started at the first
picture and used again; a picture that ends it costs one failure.
"""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
import threading
from importlib.util import find_spec
from typing import Any

from attrs import frozen

from ..values import Value
from .faults import ExtraMissing, MediaError, cause

MISSING = "decoding HEIC needs an extra: pip install 'mediaglot[heif]'"
SECONDS = 120.0
"""Longest that one picture may take; the largest takes a tenth of it."""
_WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "apart_worker.py")
_MAX_HEAD = 1 << 16


@frozen(eq=False, repr=False)
class Pixels(Value):
    """A decoded picture: Pillow's mode, size, bytes of a row, and what the file holds beside."""

    mode: str
    size: tuple[int, int]
    stride: int
    data: bytes
    exif: bytes
    icc: bytes


class _Ended(Exception):
    """The other process is gone."""


class _Decoder:
    """One process that decodes."""

    def __init__(self) -> None:
        try:
            self._process = subprocess.Popen(  # noqa: S603  (this interpreter, a file beside this one)
                [sys.executable, "-I", "-S", _WORKER],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, ValueError) as error:
            words = getattr(error, "strerror", None) or "this interpreter has no name"
            raise MediaError("internal", f"no decoder can be started: {words}") from None
        self._send(sys.path)

    def decode(self, path: str, seconds: float) -> tuple[dict[str, Any], list[bytes]]:
        """The answer to one job. Raises _Ended when the process crashes or takes too long."""
        watch = threading.Timer(seconds, self._process.kill)
        watch.daemon = True
        watch.start()
        try:
            self._send({"path": path, "seconds": seconds})
            head = json.loads(self._read(None))
            return head, [self._read(length) for length in head["lengths"]]
        except (OSError, ValueError) as error:
            raise _Ended from error
        finally:
            watch.cancel()

    def _send(self, value: Any) -> None:
        stream = self._process.stdin
        if stream is not None:
            try:
                stream.write(json.dumps(value).encode() + b"\n")
                stream.flush()
            except OSError:
                raise _Ended from None

    def _read(self, length: int | None) -> bytes:
        stream = self._process.stdout
        if stream is None:
            raise _Ended
        data = stream.readline(_MAX_HEAD) if length is None else stream.read(length)
        if not data if length is None else len(data) < length:
            raise _Ended
        return data

    def end(self) -> None:
        """End the process."""
        self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue  # what was not yet sent to a process that is gone
        self._process.wait()


_idle: list[_Decoder] = []
_of_parent: list[_Decoder] = []
_lock = threading.Lock()


def decode_heic(path: str | os.PathLike[str], seconds: float = SECONDS) -> Pixels:
    """The primary picture of a HEIC file, turned and cut as its boxes say. Raises MediaError."""
    try:
        if find_spec("pi_heif") is None:
            raise ExtraMissing(MISSING)
    except ValueError:  # imported by hand, without a spec
        raise ExtraMissing(MISSING) from None
    with _lock:
        decoder = _idle.pop() if _idle else None
    try:
        decoder = decoder or _Decoder()
        head, blocks = decoder.decode(os.path.abspath(os.fsdecode(path)), seconds)
    except _Ended:
        if decoder is not None:
            decoder.end()
        raise _failed("its decoder gave up on the file") from None
    except BaseException:
        if decoder is not None:
            decoder.end()
        raise
    with _lock:
        _idle.append(decoder)
    if "error" in head:
        raise _failed(cause(ValueError(head["error"]), path))
    return Pixels(head["mode"], tuple(head["size"]), head["stride"], *blocks)


def _failed(why: str) -> MediaError:
    return MediaError("load_failed", f"the picture cannot be decoded: {why}", detail="broken")


def _end_all() -> None:
    while _idle:
        _idle.pop().end()


def _after_fork() -> None:
    """The decoders of a parent are the parent's; kept from being ended with this process."""
    global _lock
    _lock = threading.Lock()
    _of_parent.extend(_idle)
    _idle.clear()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
