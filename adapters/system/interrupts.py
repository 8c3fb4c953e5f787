"""Interrupts (Ctrl-C): heard once, by one process, wherever it is; held back where they do harm."""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any, Final

STATUS: Final = 130
TWICE: Final = 0.5
"""Seconds in which a second interrupt is the first once more: a terminal tells every process in
front of it, and some parents tell their children again."""
LINE: Final = "mediaglot: interrupted"
_IMPORTS: Final = "<frozen importlib._bootstrap>"

_last = float("-inf")
_heard = _told = False
_main = 0


def guarded(run: Callable[[], int]) -> int:
    """The exit status of ``run``, in which an interrupt raises `KeyboardInterrupt`.

    One that comes while a module is loaded comes after that: some that are not Python's end the
    process where what they load fails. One that comes where exceptions are lost, as in a
    ``__del__``, comes once more. After one that ``run`` did not see, or no more, it is `STATUS`.
    Outside of ``run`` interrupts go where they went before. For the main thread.
    """
    before = signal.getsignal(signal.SIGINT)
    if before is signal.SIG_IGN:  # as in the background of a shell
        return run()
    global _main
    _main = _thread.get_ident()
    sys.unraisablehook = _lost
    try:
        try:
            signal.signal(signal.SIGINT, _raise)
            status = run()
            return told() if _heard and not _told else status
        finally:
            signal.signal(signal.SIGINT, _end if _told else before)
    except KeyboardInterrupt as error:
        signal.signal(signal.SIGINT, _end)
        return told(str(error))


def heard() -> bool:
    """Whether an interrupt has come: what fails from then on fails by it."""
    return _heard


def told(more: str = "") -> int:
    """Say once, in one line of standard error, that this process was interrupted; `STATUS`.

    ``more``: what else the user should know.
    """
    global _told
    if _told and _main:
        return STATUS
    line = f"{LINE}; {more}\n" if more else f"{LINE}\n"
    with held_back():  # one that comes once more must not cut it short
        with suppress(OSError, ValueError, AttributeError):  # nobody is there to be told
            sys.stderr.write(f"\n{line}" if sys.stderr.isatty() else line)  # behind the ^C
            sys.stderr.flush()
        _told = True
    return STATUS


@contextmanager
def held_back() -> Iterator[None]:
    """Interrupts come after the block. A process that is started in it holds them back as well
    (see `left_to_parent`). Without effect where there are no masks of signals: on Windows."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def left_to_parent() -> None:
    """In a process that another has started: interrupts are that one's to hear."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _raise(_number: int, frame: FrameType | None) -> None:
    global _heard, _last
    _heard = True
    if _loading(frame):
        _thread.start_new_thread(_again, ())
        return
    now = time.monotonic()
    if now - _last < TWICE:
        return
    _last = now
    raise KeyboardInterrupt


def _end(*_: Any, end: Any = os._exit) -> None:
    end(STATUS)


def _loading(frame: FrameType | None) -> bool:
    """Whether a module is loaded in a frame or around it, as far out as `guarded`."""
    while frame is not None and frame.f_code is not guarded.__code__:
        if frame.f_code.co_filename == _IMPORTS:
            return True
        frame = frame.f_back
    return False


def _lost(unraisable: sys.UnraisableHookArgs) -> None:
    """An exception that nobody could catch. After an interrupt: that itself, which is sent again,
    or what follows from giving everything up half way."""
    if not _heard:
        sys.__unraisablehook__(unraisable)
    elif issubclass(unraisable.exc_type, KeyboardInterrupt):
        _thread.start_new_thread(_again, ())


def _again() -> None:
    global _last
    time.sleep(0.01)  # let the main thread leave the place
    if _told:
        return
    _last = float("-inf")
    if hasattr(signal, "pthread_kill"):  # it may be waiting for something
        signal.pthread_kill(_main, signal.SIGINT)
    else:
        _thread.interrupt_main()
