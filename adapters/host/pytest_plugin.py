"""Fixtures for pytest: hosts that are checked and closed when the test is over.

```python
pytest_plugins = ["mediaglot.adapters.host.pytest_plugin"]      # in conftest.py

def test_cancel(media_host):
    host = media_host("my/ios", user=[mg.cancels()])
    assert host.call("chooseImage")["error"] == 11
```

`@pytest.mark.media_clients("wx", "my/ios")` runs a test that takes `media_client` once for each.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from .host import Host

_FAILED = pytest.StashKey[bool]()


def pytest_configure(config: pytest.Config) -> None:
    """Make the mark known."""
    config.addinivalue_line(
        "markers", "media_clients(*clients): run with media_client set to each of these clients"
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One run a client of the mark."""
    mark = metafunc.definition.get_closest_marker("media_clients")
    if mark is not None and "media_client" in metafunc.fixturenames:
        metafunc.parametrize("media_client", mark.args)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Remember whether the test itself failed."""
    report: Any = yield
    if report.when == "call":
        item.stash[_FAILED] = bool(report.failed)
    return report


@pytest.fixture
def media_host(request: pytest.FixtureRequest) -> Iterator[Callable[..., Host]]:
    """Make hosts as `Host(...)` does; leftovers of their scripts fail the test."""
    from .host import Host  # not before a test asks for it

    hosts: list[Host] = []

    def make(*arguments: Any, **options: Any) -> Host:
        host = Host(*arguments, **options)
        hosts.append(host)
        return host

    try:
        yield make
        if not request.node.stash.get(_FAILED, False):
            for host in hosts:
                host.finish()
    finally:
        for host in hosts:
            host.close()
