"""What every benchmark shares: workers on one core, interleaved runs, tables of ratios.

A benchmark is a module ``bench_NAME.py`` beside this one. The first line of its docstring says
what it measures; ``run(context)`` returns tables.
"""

from __future__ import annotations

import contextlib
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from jsenv import NodeMissing, find_node, install  # noqa: E402

__all__ = ["Context", "Goal", "NodeMissing", "Row", "Table", "find_node", "install"]


@dataclass(frozen=True)
class Row:
    """One contestant: units of work in a second, over all measured runs."""

    name: str
    rates: Sequence[float]
    note: str = ""

    @property
    def rate(self) -> float:
        """The median rate."""
        return statistics.median(self.rates)

    @property
    def spread(self) -> float:
        """Half the distance of best and worst run, as a share of the median."""
        return (max(self.rates) - min(self.rates)) / 2 / self.rate


@dataclass(frozen=True)
class Goal:
    """``row`` is to be at least ``ratio`` times as fast as ``reference``."""

    row: str
    reference: str
    ratio: float


@dataclass(frozen=True)
class Table:
    """Rates measured in one go, comparable with each other and with nothing else."""

    title: str
    unit: str
    rows: Sequence[Row]
    references: Sequence[str]
    goals: Sequence[Goal] = ()
    notes: Sequence[str] = ()

    def ratio(self, name: str, reference: str) -> float | None:
        """How many times as fast ``name`` is as ``reference``; None when either is absent."""
        rates = {row.name: row.rate for row in self.rows}
        if name not in rates or reference not in rates:
            return None
        return rates[name] / rates[reference]

    def as_json(self) -> dict[str, object]:
        """Return the table as JSON-able data."""
        return {
            "title": self.title,
            "unit": self.unit,
            "rows": [
                {
                    "name": row.name,
                    "median": row.rate,
                    "runs": list(row.rates),
                    "ratios": {ref: self.ratio(row.name, ref) for ref in self.references},
                    "note": row.note,
                }
                for row in self.rows
            ],
            "goals": [
                asdict(goal) | {"measured": self.ratio(goal.row, goal.reference)}
                for goal in self.goals
            ],
            "notes": list(self.notes),
        }


@dataclass
class Context:
    """How to measure: where to put files, how much, how often, and whom to tell."""

    scratch: Path
    quick: bool = False
    repeats: int = 5
    say: Callable[[str], None] = field(default=lambda _: None)

    def size(self, full: int) -> int:
        """Return an amount of work: ``full``, or a tenth of it for a quick look."""
        return max(1, full // 10) if self.quick else full

    def interleave(
        self, cases: Mapping[str, Callable[[], float]], work: float, title: str = ""
    ) -> list[Row]:
        """Run all cases in turn, ``repeats`` times, after one round that is not counted.

        A case returns the seconds it took for ``work`` units. What slows the machine down for a
        while then slows every case, so ratios hold where absolute figures do not.
        """
        rates: dict[str, list[float]] = {name: [] for name in cases}
        for turn in range(self.repeats + 1):
            for name, case in cases.items():
                self.say(f"{title}: {name}, {f'run {turn}' if turn else 'warming up'}")
                seconds = case()
                if turn:
                    rates[name].append(work / seconds)
        return [Row(name, found) for name, found in rates.items()]

    @contextlib.contextmanager
    def worker(self, command: Sequence[str | Path]) -> Iterator[Callable[[], float]]:
        """Start a process on one core that does one run for every line it is sent.

        It answers every line with a JSON object that holds ``seconds``. Yields the run.
        """
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            preexec_fn=one_core if hasattr(os, "sched_setaffinity") else None,
        )
        stdin, stdout = process.stdin, process.stdout
        assert stdin
        assert stdout

        def run() -> float:
            stdin.write("run\n")
            stdin.flush()
            answer = stdout.readline()
            if not answer:
                raise RuntimeError(f"{command[-2:]} ended with {process.wait()}")
            return float(json.loads(answer)["seconds"])

        try:
            yield run
        finally:
            stdin.close()
            process.wait(timeout=30)
            stdout.close()


def one_core() -> None:
    """Keep this process, and what it starts, on one core."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
