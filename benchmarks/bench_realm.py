"""Realm: pages opened on a simulated client, and 1,000 scripted picks, against what bounds them."""

from __future__ import annotations

import resource
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from harness import HERE, Context, Goal, Row, Table, find_node

STARTS = 100
PICKS = 1000


def run(context: Context) -> list[Table]:
    """Processor time of a start beside a bare context and Node.js, of picks beside plain calls."""
    return [_starts(context), _picks(context)]


def _starts(context: Context) -> Table:
    title, count = "A page opened", context.size(STARTS)
    node = find_node()
    with ExitStack() as stack:
        cases = {
            name: stack.enter_context(context.worker(_worker(case, count)))
            for name, case in (("mediaglot", "page"), ("bare context", "context"))
        }
        if node is not None:
            cases["Node.js"] = lambda: _node(node, count)
        rows = context.interleave(cases, count, title)
    notes = {
        "mediaglot": "a realm with the client's namespace, the page's file run, onLoad to onReady",
        "bare context": "QuickJS alone, adding two numbers",
        "Node.js": "a process that does nothing",
    }
    rows = [Row(row.name, row.rates, notes[row.name]) for row in rows]
    return Table(
        title, "pages/s", rows, ["bare context", "Node.js"], [Goal("mediaglot", "Node.js", 2)]
    )


def _picks(context: Context) -> Table:
    title, count = "Scripted picks", context.size(PICKS)
    with ExitStack() as stack:
        cases = {
            name: stack.enter_context(context.worker(_worker(case, count)))
            for name, case in (("mediaglot, in a page", "picks"), ("the host alone", "calls"))
        }
        rows = context.interleave(cases, count, title)
    note = "One tap, one picture copied into the app's files, one setData; processor time."
    return Table(title, "picks/s", rows, ["the host alone"], [], [note])


def _worker(case: str, count: int) -> list[str | Path]:
    return [sys.executable, HERE / "realm_worker.py", case, str(count)]


def _node(node: Path, count: int) -> float:
    """Processor time of so many Node.js processes, one after the other."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(count):
        subprocess.run([str(node), "-e", "0"], check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
