"""The process beside this one that a realm lives in: started, kept for the next realm, ended.

What a script does there cannot hold this process up or take it down. A realm has a process to
itself; one that ended well leaves it to the next, with a fresh engine ready in it.
"""

from __future__ import annotations

import atexit
import contextlib
import importlib.util
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Final, cast

from attrs import define, field, frozen

from . import protocol

_SCRIPT: Final = Path(__file__).with_name("child.py").resolve()
MOST_IDLE: Final = 2
ENDING: Final = 1.0
"""Seconds that a process whose pipes are closed has to end."""
MOST_GROWN: Final = 64 << 20
"""Bytes: a process that held so much more than at first is not used again."""
_GROUPS: Final = hasattr(os, "killpg")
_ENDS: Final = {protocol.OUT_OF_TIME: "time", protocol.OUT_OF_MEMORY: "memory"}


class Unavailable(Exception):
    """No realm can be had here: the engine is not installed, or no process can be started."""


@frozen
class ChildReply:
    """What came back. `why`: empty, one of `protocol.REASONS`, or `ended`."""

    lists: tuple[str, ...] = ()
    spent: float = 0.0
    why: str = ""
    text: str = ""
    stack: str = ""


@define(eq=False)
class Worker:
    """One such process, for one realm at a time."""

    process: subprocess.Popen[bytes]
    owner: int = field(factory=os.getpid)
    grown: int = 0

    def tell(self, kind: bytes, text: str = "", seconds: float = 1.0) -> None:
        """Send a frame that is not answered."""
        data = text.encode("utf-8", "surrogatepass")
        pipe = cast("IO[bytes]", self.process.stdin)
        pipe.write(protocol.REQUEST.pack(kind, seconds, len(data)))
        pipe.write(data)
        pipe.flush()

    def ask(self, kind: bytes, text: str, seconds: float) -> ChildReply:
        """Send a frame and wait for its answer. A process that ends meanwhile is an answer too."""
        try:
            self.tell(kind, text, seconds)
            return self._answer()
        except (OSError, ValueError):  # a broken pipe, or one that was closed
            return self._ended()
        except BaseException:
            self.kill()  # interrupted half way: what it says next is nobody's
            raise

    def _answer(self) -> ChildReply:
        pipe = cast("IO[bytes]", self.process.stdout)
        head = pipe.read(protocol.ANSWER.size)
        if len(head) < protocol.ANSWER.size:
            return self._ended()
        status, spent, self.grown, length = protocol.ANSWER.unpack(head)
        if status not in (protocol.DONE, protocol.FAILED) or length > protocol.MOST_BYTES:
            return self._ended("its process answered what fits no frame")
        data = pipe.read(length)
        if len(data) < length:
            return self._ended()
        try:
            answer = data.decode("utf-8", "surrogatepass")
            if status == protocol.DONE:
                return ChildReply(tuple(answer.split("\n")), spent)
            return ChildReply((), spent, *_reason(answer))
        except ValueError:
            return self._ended("its process answered what fits no frame")

    def _ended(self, why: str = "") -> ChildReply:
        if not why:  # it is ending by itself: how, is its last word
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(ENDING)
        code = self.kill()
        end = "" if why else _ENDS.get(code, "")
        return ChildReply((), 0.0, end or "ended", why or f"its process ended with status {code}")

    def kill(self) -> int:
        """End the process, with the copy of it that a realm lives in; its exit status."""
        if _GROUPS and self.process.poll() is None:
            with contextlib.suppress(OSError):
                os.killpg(self.process.pid, signal.SIGKILL)
        with contextlib.suppress(OSError):
            self.process.kill()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError, AttributeError):
                cast("IO[bytes]", pipe).close()
        return self.process.wait()


def _reason(answer: str) -> tuple[str, str, str]:
    """Why the process cannot go on. Raises ValueError."""
    import json

    why, text, stack = json.loads(answer)
    if why not in protocol.REASONS or not isinstance(text, str) or not isinstance(stack, str):
        raise ValueError
    return why, text, stack


_idle: list[Worker] = []
_lock = threading.Lock()


def take(prelude: str) -> Worker:
    """A process with a fresh realm ready in it. Raises Unavailable."""
    with _lock:
        while _idle:
            worker = _idle.pop()
            if worker.owner == os.getpid() and worker.process.poll() is None:
                return worker
    worker = Worker(_started())
    with contextlib.suppress(OSError):
        worker.tell(b"P", prelude)
    return worker


def give_back(worker: Worker) -> None:
    """A realm has ended well: the next may have its process."""
    try:
        worker.tell(b"E")
    except OSError:
        worker.kill()
        return
    with _lock:
        if len(_idle) < MOST_IDLE and worker.grown < MOST_GROWN:
            _idle.append(worker)
            return
    worker.kill()


def _started() -> subprocess.Popen[bytes]:
    found = importlib.util.find_spec("_quickjs") or importlib.util.find_spec("quickjs")
    if found is None or found.origin is None:
        raise Unavailable(
            "running JavaScript needs quickjs-ng, which is not installed: "
            "pip install 'mediaglot[js]'"
        )
    origin = Path(found.origin)
    folder = origin.parent.parent if origin.name == "__init__.py" else origin.parent
    if not sys.executable:
        raise Unavailable("running JavaScript needs a second process, and sys.executable is empty")
    try:
        return subprocess.Popen(  # noqa: S603  (our own script, our own interpreter)
            [sys.executable, "-I", "-S", str(_SCRIPT), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_SCRIPT.parent,
            process_group=0 if _GROUPS else None,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise Unavailable(f"running JavaScript needs a second process: {error.strerror}") from None


@atexit.register
def close_idle() -> None:
    """End the processes that are kept for later."""
    with _lock:
        for worker in _idle:
            if worker.owner == os.getpid():
                worker.kill()
        _idle.clear()


def _forked() -> None:
    """A fork of this process starts its own; those it inherits are its parent's."""
    global _lock
    _lock = threading.Lock()
    _idle.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
