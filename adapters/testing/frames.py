"""Tracebacks of tests without what is inside mediaglot."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any, Final

PACKAGE: Final = Path(__file__).resolve().parents[2]
"""The folder of mediaglot."""
HIDES: Final = "__tracebackhide__"
"""The name by which pytest asks a frame whether it is shown."""


def hide_frames() -> None:
    """Say of every module of mediaglot that pytest need not show its frames: see `hides`. Told
    when a test has failed, so that one that passes pays nothing. What the modules' contexts raise
    passes through the standard library, whose frames say no more."""
    top = __name__.partition(".")[0] + "."
    for name, module in list(sys.modules.items()):
        if name.startswith(top) and module is not None:
            vars(module).setdefault(HIDES, hides)
    if not hasattr(contextlib, HIDES):
        setattr(contextlib, HIDES, lambda failure: _told_in_words(type(failure.value)))


def hides(failure: Any) -> bool:
    """Whether a test's failure, as pytest has it, is shown without the frames of mediaglot: it was
    told of in words, or raised in code that mediaglot called. What broke here shows where."""
    if _told_in_words(type(failure.value)):
        return True
    last = failure.traceback[-1] if failure.traceback else None
    return last is not None and not Path(last.path).is_relative_to(PACKAGE)


def _told_in_words(kind: type[BaseException]) -> bool:
    """Whether an exception is one of mediaglot's own, which say what is wrong by themselves."""
    home = __name__.partition(".")[0]
    return any(base.__module__.partition(".")[0] == home for base in kind.__mro__)
