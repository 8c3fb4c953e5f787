"""A plugin of pytest: what is measured while a test runs is the test's, and its processes' too."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from mutation.reach import VARIABLE


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Name the test, its cases together, while it runs."""
    from coverage import Coverage

    name = item.nodeid.partition("[")[0]
    measured = Coverage.current()
    os.environ[VARIABLE] = name
    if measured is not None:
        measured.switch_context(name)
    yield
    os.environ[VARIABLE] = ""
    if measured is not None:
        measured.switch_context("")
