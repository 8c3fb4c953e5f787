"""A plugin of pytest: what is marked while a test runs is the test's, its processes' marks too.

What a test makes that its fellows share is marked as it makes it. At the end the plugin writes
down, into the file that the environment names, how long each test took, its cases together, which
blocks it reached, and which failed; what ran before all tests stands under ''.
"""

from __future__ import annotations

import builtins
import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from mutation.blocks import MARKS
from mutation.marks import places, take
from mutation.reach import ENDED

_seconds: defaultdict[str, float] = defaultdict(float)
_reached: defaultdict[str, int] = defaultdict(int)
_failed: set[str] = set()
_running = [""]
_marks = getattr(builtins, MARKS)


def _next(name: str) -> None:
    """What is marked so far belongs to the test that ran."""
    if name != _running[0]:
        _reached[_running[0]] |= take(_marks)
        _running[0] = name


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Measure a test, its cases together."""
    name = item.nodeid.partition("[")[0]
    _next(name)
    start = time.monotonic()
    yield
    _seconds[name] += time.monotonic() - start


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note a test that fails."""
    if report.failed:
        _failed.add(report.nodeid.partition("[")[0])


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Note a file that cannot be read."""
    if report.failed:
        _failed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write down how the tests ended."""
    _next("the end")
    reached = {name: places(taken, len(_marks)) for name, taken in _reached.items()}
    told = {"seconds": _seconds, "failed": sorted(_failed), "reached": reached}
    Path(os.environ[ENDED]).write_text(json.dumps(told), encoding="utf-8")
