"""Studio: 12-megapixel pictures picked and shown, against bare decoding; starts, against Python's.

Processor time of the studio's process, from the tap on *Done* until the page has them and the
pictures of page and trace are made. On two cores the clock shows half of it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from bench_engine import photographs
from harness import HERE, Context, Goal, Row, Table

PICTURES = 9
STARTS = 10
CASES = {
    "mediaglot": ("compressed", "compressed as the client does, then shown"),
    "mediaglot, original": ("original", "copied, then shown"),
    "Pillow, decode and encode": ("pillow", "what the client's compressing takes, and no more"),
    "Pillow, decode small": ("draft", "what showing takes, and no more"),
}


def run(context: Context) -> list[Table]:
    """Picks beside bare decoding, and starts beside the libraries' own."""
    return [_picks(context), _starts(context)]


def _picks(context: Context) -> Table:
    title, count = "12-megapixel pictures picked and shown", context.size(PICTURES)
    folder = context.scratch / "photographs"
    photographs(folder, count)
    with ExitStack() as stack:
        cases = {
            name: stack.enter_context(context.worker(_worker(case, folder)))
            for name, (case, _) in CASES.items()
        }
        rows = context.interleave(cases, count, title)
    rows = [Row(row.name, row.rates, CASES[row.name][1]) for row in rows]
    references = ["Pillow, decode and encode", "Pillow, decode small"]
    goals = [
        Goal("mediaglot", references[0], 0.6),
        Goal("mediaglot, original", references[1], 0.5),
    ]
    return Table(title, "pictures/s", rows, references, goals)


def _starts(context: Context) -> Table:
    title, count = "A studio started, until its phone stands", context.size(STARTS)
    libraries = [sys.executable, "-c", "import uvicorn, starlette.applications, attrs, click"]
    cases = {
        "mediaglot": lambda: _started([sys.executable, HERE / "studio_worker.py", "start"], count),
        "its libraries, imported": lambda: _started(libraries, count),
    }
    rows = context.interleave(cases, count, title)
    references = ["its libraries, imported"]
    return Table(title, "starts/s", rows, references, [Goal("mediaglot", references[0], 0.25)])


def _worker(case: str, folder: Path) -> list[str | Path]:
    return [sys.executable, HERE / "studio_worker.py", case, folder]


def _started(command: Sequence[str | Path], count: int) -> float:
    """Processor time of so many processes, one after the other."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(count):
        subprocess.run([str(part) for part in command], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
