"""A plugin of pytest: what is measured while a test runs is the test's, and its processes' too.

At the end it writes down, into the file that the environment names, how long each test took, its
cases together, and which failed.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from mutation.reach import ENDED, VARIABLE

_seconds: defaultdict[str, float] = defaultdict(float)
_failed: set[str] = set()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test, its cases together, while it runs."""
    from coverage import Coverage

    name = item.nodeid.partition("[")[0]
    measured = Coverage.current()
    os.environ[VARIABLE] = name
    if measured is not None:
        measured.switch_context(name)
    start = time.monotonic()
    yield
    _seconds[name] += time.monotonic() - start
    os.environ[VARIABLE] = ""
    if measured is not None:
        measured.switch_context("")


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
    told = {"seconds": _seconds, "failed": sorted(_failed)}
    Path(os.environ[ENDED]).write_text(json.dumps(told), encoding="utf-8")
