"""The pytest plugin: fixtures `host` and `device`, clients by marker, scenario files as tests.

```python
import mediaglot as mg
import pytest


@pytest.mark.client("tt/ios@7.47.0", "wx/android@3.7.0")
def test_upload(host):
    host.script(mg.picks("photo1.jpg"))
    page = host.load("src/pages/index/index.js")
    page.tap("upload")
    assert page.data["sent"]
```

Nothing of mediaglot is imported before a test asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from ...canonical.engine.device import Device
    from ..realm.host import Host

SCENARIOS = "*.scenario.toml"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options and settings of the plugin."""
    group = parser.getgroup("mediaglot", "simulated mini-program clients")
    group.addoption(
        "--mediaglot-client",
        action="append",
        default=[],
        metavar="CLIENT",
        help="client of tests without @pytest.mark.client; may repeat (default: wx)",
    )
    parser.addini(
        "mediaglot_clients", "clients of tests without @pytest.mark.client", "args", default=["wx"]
    )
    parser.addini(
        "mediaglot_scenarios", "names of scenario files that are tests", "args", default=[SCENARIOS]
    )


def pytest_configure(config: pytest.Config) -> None:
    """The markers."""
    config.addinivalue_line(
        "markers", "client(*clients): run the test on each of these clients (vendor/os@version)"
    )
    config.addinivalue_line(
        "markers", "album(source): the device's album: a folder beside the test, or name -> bytes"
    )
    config.addinivalue_line(
        "markers",
        "device(**options): camera, sounds, permissions, limited, system_off, network, package, "
        "capacity, "
        "seed",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a client."""
    if "mediaglot_client" not in metafunc.fixturenames:
        return
    marker = metafunc.definition.get_closest_marker("client")
    clients = list(marker.args) if marker is not None else _default_clients(metafunc.config)
    if marker is not None and not clients:
        raise pytest.UsageError(f"{metafunc.definition.nodeid}: mark.client names no client")
    metafunc.parametrize("mediaglot_client", clients, scope="function")


def _default_clients(config: pytest.Config) -> list[str]:
    return list(config.getoption("--mediaglot-client") or config.getini("mediaglot_clients"))


@pytest.fixture
def mediaglot_album(request: pytest.FixtureRequest) -> Any:
    """The album of `device`: of ``@pytest.mark.album``, or a few small files. Override at will."""
    marker = request.node.get_closest_marker("album")
    if marker is None or not marker.args:
        from ..verify.worlds import sample_album

        return sample_album()
    source = marker.args[0]
    return request.path.parent / source if isinstance(source, (str, Path)) else source


@pytest.fixture
def device(request: pytest.FixtureRequest, mediaglot_album: Any) -> Iterator[Device]:
    """A device with an album, a camera, permissions and a clock of its own."""
    from ..host.albums import make_device

    marker = request.node.get_closest_marker("device")
    options: dict[str, Any] = dict(marker.kwargs) if marker is not None else {}
    made = make_device(mediaglot_album, **options)
    yield made
    made.close()


@pytest.fixture
def host(request: pytest.FixtureRequest, mediaglot_client: str, device: Device) -> Iterator[Host]:
    """The client under test. A script that was not used up fails the test that passed."""
    from ..realm.host import Host

    made = Host(mediaglot_client, device=device)
    request.node.stash[_HOST] = made
    yield made
    for page in made.pages:
        page.close()
    report = request.node.stash.get(_CALLED, None)
    if report is None or report.passed:
        made.finish()


_HOST: pytest.StashKey[Host] = pytest.StashKey()
_CALLED: pytest.StashKey[pytest.TestReport] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    """A failure shows what the client and its pages did."""
    report: pytest.TestReport = yield
    if report.when == "call":
        item.stash[_CALLED] = report
    made = item.stash.get(_HOST, None)
    if made is not None and report.failed:
        for page in made.pages:
            report.sections.append((f"{page.file} on {made.client}", page.program.text()))
        if not made.pages and made.events:
            start = made.events[0].time
            lines = (
                f"{event.time - start:8.3f}  {event.kind:<9} {event.api} {dict(event.data)}"
                for event in made.events
            )
            report.sections.append((f"what happened on {made.client}", "\n".join(lines)))
    return report


# scenario files ---------------------------------------------------------------------------------


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    """Scenario files are tests, one a client."""
    patterns = parent.config.getini("mediaglot_scenarios")
    if file_path.suffix == ".toml" and any(file_path.match(pattern) for pattern in patterns):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


class ScenarioFile(pytest.File):
    """A scenario file."""

    def collect(self) -> Iterator[pytest.Item]:
        """One item a client."""
        from ...canonical.errors import InputError
        from .scenario_file import load_scenario

        try:
            script = load_scenario(self.path)
        except InputError as error:
            raise self.CollectError(str(error)) from None
        chosen = self.config.getoption("--mediaglot-client")
        for client in chosen or script.scenario.clients:
            yield ScenarioItem.from_parent(self, name=client, script=script)


class ScenarioFailed(Exception):
    """A scenario did not come as expected."""


class ScenarioItem(pytest.Item):
    """A scenario on one client."""

    def __init__(self, *, script: Any, **rest: Any) -> None:
        super().__init__(**rest)
        self.script = script

    def runtest(self) -> None:
        """Run it. Raises ScenarioFailed."""
        from .scenario import run_scenario

        for run in run_scenario(self.script, [self.name]):
            lines = [f"{run.client}: {run.problem}"] if run.problem else []
            lines += [
                f"call {step.call}, {step.api}: {problem}"
                for step in run.steps
                for problem in step.problems
            ]
            if lines:
                steps = "\n".join(
                    f"  {s.call} {s.api}: {s.outcome}, {s.summary}" for s in run.steps
                )
                raise ScenarioFailed("\n".join(lines) + f"\nwhat happened:\n{steps}")

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """The lines of the scenario, no traceback."""
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands."""
        return self.path, None, f"{self.path.name} on {self.name}"
