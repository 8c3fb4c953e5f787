"""The process that a realm lives in. Run as a script by `process`, never imported.

It imports the engine alone, and `protocol`, whose frames it speaks on standard input and output: a
head, then bytes. A frame that does not fit is answered by what is wrong with it.

The engine interrupts scripts that run too long, but not its own loops (``join``, ``sort``,
``indexOf``). A thread beside it, which the engine lets run, measures the process and ends it; so it
does when the process that started this one is gone.

Where a process can be forked, the client's script is read once, and every realm lives in a copy of
the process that read it. That one has a single thread, and nothing of any realm.
"""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

if TYPE_CHECKING or __package__:
    from . import protocol
else:
    sys.path.append(os.path.dirname(__file__))
    import protocol

ALONE = 72
FAULTY = 1
GRACE = 0.25
"""Seconds that the engine has to stop by itself, with a place, before the process ends."""
TICK = 0.02
BACKSTOP = 3
"""The engine's own limit is so many times the one promised. Lists grow by half and texts by
doubling, so before any of them is refused the process is over the limit, and that is seen here;
a script could hide the engine's refusal in a promise."""
ROOM = 16 << 20
"""Bytes of stack beside the engine's: for its own functions, which do not count."""
PIECE = 1 << 20
PER_BYTE = 6
"""Copies of a message that crossing takes: they are the client's, not the script's."""


def holding() -> Callable[[], int]:
    """A function that gives the bytes this process holds, or held at most where that is all."""
    system: str = sys.platform
    if system == "linux":
        page, pid = os.sysconf("SC_PAGE_SIZE"), os.getpid()
        statm = os.open(f"/proc/{pid}/statm", os.O_RDONLY)

        def own() -> int:
            _, resident, of_files, *_ = os.pread(statm, 99, 0).split()
            return (int(resident) - int(of_files)) * page

        return own
    if system == "win32":
        import ctypes
        from ctypes import wintypes

        class Counters(ctypes.Structure):
            _fields_ = [("cb", wintypes.DWORD), ("faults", wintypes.DWORD)] + [
                (name, ctypes.c_size_t)
                for name in ("peak", "held", "a", "b", "c", "d", "file", "peak_file")
            ]

        kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009  (absent elsewhere)
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        measure = kernel.K32GetProcessMemoryInfo
        measure.argtypes = [wintypes.HANDLE, ctypes.POINTER(Counters), wintypes.DWORD]

        def held() -> int:
            counters = Counters()
            counters.cb = ctypes.sizeof(counters)
            measure(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.cb)
            return int(counters.held)

        return held
    import resource

    unit = 1 if system == "darwin" else 1024
    return lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


def deserted(pipe: int) -> Callable[[], bool]:
    """A function that tells whether nobody writes to this pipe any more, where that can be seen."""
    if not hasattr(select, "poll"):
        return lambda: False

    def gone() -> bool:
        looked_at = select.poll()  # one a look: two threads may look, and one object refuses that
        looked_at.register(pipe, select.POLLIN)
        return any(event & select.POLLHUP for _, event in looked_at.poll(0))

    return gone


class Watch(threading.Thread):
    """Ends the process when the script outlasts its time, its memory or whoever asked for it."""

    def __init__(self, held: Callable[[], int], alone: Callable[[], bool]) -> None:
        super().__init__(daemon=True)
        self.held, self.alone = held, alone
        self.busy = threading.Event()
        self.until = 0.0
        self.most = self.peak = 0

    def run(self) -> None:
        """Look again and again while the script is busy."""
        while True:
            self.busy.wait()
            time.sleep(TICK)
            self.check()

    def check(self) -> None:
        """End the process where a limit is passed."""
        if not self.busy.is_set():
            return
        held = self.held()
        self.peak = max(self.peak, held)
        if held > self.most:
            os._exit(protocol.OUT_OF_MEMORY)
        if time.process_time() > self.until:
            os._exit(protocol.OUT_OF_TIME)
        if self.alone():
            os._exit(ALONE)


class Failed(Exception):
    """The realm cannot go on: a word for why, the engine's text, and its stack."""


class RealmKeeper:
    """One realm at a time, and a fresh one kept ready."""

    watch: Watch

    def __init__(self, engine: Any) -> None:
        self.engine = engine
        self.errors = (engine.JSException, engine.StackOverflow)
        self.prelude = ""
        self.spare: Any = None
        self.context: Any = None
        self.deliver: Any = None
        self.base = self.memory = self.jobs = 0

    def fresh(self) -> tuple[Any, Any]:
        """A fresh realm, and what begins the client's script in it, which is read."""
        context = self.engine.Context()
        return context, context.eval(self.prelude)

    def read(self, prelude: str) -> None:
        """Take the client's script, and keep a fresh realm ready. Raises Failed."""
        self.prelude, self.spare = prelude, None
        self.spare = self.named(self.fresh)

    def begin(self, text: str, seconds: float) -> str:
        """A fresh realm begins, with its limits."""
        first, *tables = text.split("\n")
        settings: Any = first
        with contextlib.suppress(ValueError, RecursionError):
            settings = json.loads(first)
        fault = protocol.shape("settings", settings)
        if not fault and not tables:
            fault = "what the client is, is missing: a line of its own after the settings"
        if fault:
            raise Failed("frame", fault, "")
        self.context, start = self.spare or self.named(self.fresh)
        self.spare = None
        self.base, self.memory, self.jobs = self.watch.held(), settings["memory"], settings["jobs"]
        self.watch.peak = self.base
        self.context.set_memory_limit(BACKSTOP * self.memory)
        self.context.set_max_stack_size(min(settings["stack"], protocol.MOST_STACK))
        self.deliver = self.limited(lambda: start(*tables), seconds)
        return "[]"

    def said(self, text: str, seconds: float) -> str:
        """A message for the realm and all promise reactions that follow; what it queued."""
        if self.deliver is None:
            raise Failed("frame", "no realm has begun", "")
        self.watch.most = self.base + self.memory + PER_BYTE * len(text)
        end = time.process_time() + seconds
        first: str = self.limited(lambda: self.deliver(text), seconds)
        done, reaction = 0, self.context.execute_pending_job
        while self.limited(reaction, end - time.process_time()):
            done += 1
            if done > self.jobs:
                raise Failed("jobs", "", "")
        if not done:
            return first
        rest: str = self.limited(lambda: self.deliver('{"op": "poke"}'), end - time.process_time())
        return f"{first}\n{rest}"

    def limited(self, run: Callable[[], Any], seconds: float) -> Any:
        """What `run` gives within so many seconds. Raises Failed."""
        if seconds <= 0:
            raise Failed("time", "", "")
        self.context.set_time_limit(seconds)
        return self.named(run)

    def named(self, run: Callable[[], Any]) -> Any:
        """What `run` gives; what the engine throws is Failed."""
        try:
            return run()
        except self.errors as error:
            text = str(error)
            line = text.partition("\n")[0].strip()
            why = "time" if "interrupted" in line else "script"
            if "out of memory" in line or line in ("", "null"):
                why = "memory"
            raise Failed(why, line, text) from None
        except (SystemError, UnicodeError, MemoryError) as error:
            raise Failed("engine", str(error), "") from None

    def end(self) -> None:
        """The realm is gone, another is kept ready. Raises Failed."""
        self.deliver = self.context = None
        if self.spare is None:
            self.spare = self.named(self.fresh)


class Frame(NamedTuple):
    """What the process that started this one says. `fault`: what is wrong with it."""

    kind: bytes
    seconds: float
    text: str
    fault: str


def frames(read: Callable[[int], bytes]) -> Iterator[Frame]:
    """Frames until there are no more."""
    size = protocol.REQUEST.size
    while len(head := read(size)) == size:
        kind, seconds, length = protocol.REQUEST.unpack(head)
        yield Frame(kind, seconds, *told(kind, seconds, length, read))


def serve(
    world: RealmKeeper, watch: Watch, said: Iterable[Frame], write: Callable[[bytes], None]
) -> None:
    """Answer frames until there are none."""
    for kind, seconds, text, fault in said:
        if watch.alone():
            os._exit(ALONE)
        start = time.process_time()
        watch.until = start + max(seconds, 0.0) + GRACE
        watch.most = sys.maxsize
        watch.busy.set()
        status, answer = protocol.DONE, ""
        try:
            if fault:
                raise Failed("frame", fault, "")
            if kind == b"N":
                answer = world.begin(text, seconds)
            elif kind == b"S":
                answer = world.said(text, seconds)
                watch.check()
            elif kind == b"P":
                world.read(text)
            elif kind == b"E":
                world.end()
        except Failed as failed:
            status, answer = protocol.FAILED, json.dumps(failed.args)
        finally:
            watch.busy.clear()
        if fault or kind in protocol.ANSWERED:
            data = answer.encode("utf-8", "surrogatepass")
            grew = max(0, watch.peak - world.base)
            spent = time.process_time() - start
            write(protocol.ANSWER.pack(status, spent, grew, len(data)) + data)


def told(kind: bytes, seconds: float, length: int, read: Callable[[int], bytes]) -> tuple[str, str]:
    """The text of a frame, and what is wrong with it."""
    if length > protocol.MOST_BYTES:
        while length > 0 and (piece := read(min(length, PIECE))):
            length -= len(piece)
        return "", f"a frame of more than {protocol.MOST_BYTES:,} bytes"
    try:
        text = read(length).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return "", "a text that is not UTF-8"
    if kind not in protocol.KINDS:
        return "", f"there is no frame {kind!r}"
    return text, "" if seconds == seconds else "a time that is no number"


def exactly(pipe: int) -> Callable[[int], bytes]:
    """A function that reads so many bytes of a pipe, fewer at its end, and never one ahead: what
    follows is for another process to read."""

    def read(count: int) -> bytes:
        got = os.read(pipe, min(count, PIECE)) if count else b""
        if len(got) == count:
            return got
        parts = [got]
        while got and (count := count - len(got)):
            got = os.read(pipe, min(count, PIECE))
            parts.append(got)
        return b"".join(parts)

    return read


def live(world: RealmKeeper, said: Iterable[Frame], write: Callable[[bytes], None]) -> NoReturn:
    """Answer frames until there are no more; the process ends with that."""
    started_by = os.getppid()
    gone = deserted(sys.stdin.fileno())

    def alone() -> bool:
        return gone() or os.getppid() != started_by

    watch = world.watch = Watch(holding(), alone)
    watch.start()

    def served() -> None:
        status = FAULTY
        try:
            serve(world, watch, said, write)
            status = 0
        finally:
            os._exit(status)  # the other side sees its pipe end

    # a thread has the stack that it is given; the first one's is the system's to choose
    threading.stack_size(protocol.MOST_STACK + ROOM)
    engine_thread = threading.Thread(target=served)
    engine_thread.start()
    engine_thread.join()
    os._exit(FAULTY)


def copied(world: RealmKeeper, said: Iterator[Frame], write: Callable[[bytes], None]) -> None:
    """Read the client's script; from any other frame on a copy of this process answers, until its
    realm ends. A copy that ends otherwise takes this process with it."""
    for frame in said:
        if frame.kind == b"P" and not frame.fault:
            with contextlib.suppress(Failed):  # the realm that begins says so
                world.read(frame.text)
            continue
        copy = os.fork()
        if not copy:
            more = itertools.chain((frame,), said)
            live(world, itertools.takewhile(lambda it: it.kind != b"E" or it.fault, more), write)
        status = os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])
        if status:
            os._exit(status & 0xFF)


def main() -> None:
    """Serve the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is the parent's to take
    sys.path.append(sys.argv[1])
    try:
        import _quickjs as engine
    except ImportError:
        import quickjs as engine
    out = sys.stdout.buffer

    def write(data: bytes) -> None:
        out.write(data)
        out.flush()

    world, said = RealmKeeper(engine), frames(exactly(sys.stdin.fileno()))
    (copied if hasattr(os, "fork") else live)(world, said, write)


if __name__ == "__main__":
    main()
