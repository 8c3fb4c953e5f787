"""Runs of lines: what comes of one, and where one ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import attrs

from .again import AgainLine
from .compiled import CompiledLine, Outputs
from .form import Form
from .framing import BadLine, OnBad, Tally


@attrs.define
class LineRun:
    """What comes of a run of lines."""

    on_bad: OnBad
    form: Form
    first: int = 1
    blank: list[int] = attrs.field(factory=list)
    out: list[Any] = attrs.field(factory=list)
    rejected: list[BadLine] = attrs.field(factory=list)
    tally: Tally = attrs.field(factory=Tally)

    @property
    def stopped(self) -> bool:
        return bool(self.rejected) and self.on_bad == "stop"


@attrs.define
class LineWork:
    """Lines of many shapes: the output of each, and the places of those to be done one by one."""

    lines: list[bytes]
    made: list[Any]
    rest: list[int] = attrs.field(factory=list)
    tally: Tally = attrs.field(factory=Tally)


def put_out(run: LineRun, done: Outputs) -> int:
    """Put out what messages of one shape came to; gives how many they are."""
    made, lines, _ = done
    run.tally.lines += len(made)
    count_told(run.tally, lines)
    run.out.append(run.form.piece(made))
    return len(made)


def count_told(tally: Tally, lines: Sequence[CompiledLine | AgainLine]) -> None:
    """Count the diagnostics of lines translated by these entries."""
    for entry, times in Counter(lines).items() if lines else ():
        tally.say(entry.diagnostics, times)


def line_end(data: bytes, start: int, size: int) -> int:
    """Where the last line ends that starts within so many bytes: at least one line."""
    if len(data) - start <= size:
        return len(data)
    return data.rfind(b"\n", start, start + size) + 1 or data.find(b"\n", start) + 1 or len(data)
