"""The pytest plugin: fixtures for clients, programs and networks, scenario files as tests.

```python
import mediaglot as mg
import pytest


@pytest.mark.client("tt/ios@7.47.0", "wx/android@3.7.0")
def test_upload(host):
    host.script(mg.picks("photo1.jpg"))
    page = host.load("src/pages/index/index.js")
    page.tap("upload")
    assert page.data["sent"]


@pytest.mark.program("src")
def test_detail(program, network):
    network.route("https://api.example.com/posts/*", json={"title": "Cats"})
    program.find(".row").tap()
    assert program.route == "pages/detail/detail"
    assert "Cats" in program.text
```

Nothing of mediaglot is imported before a test asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from .frames import PACKAGE, hide_frames
from .traces import Traces, seen_page

if TYPE_CHECKING:
    from ...canonical.engine.device import Device
    from ...canonical.engine.routes import WebRoutes
    from ..realm.host import Host
    from ..realm.opened import OpenProgram
    from .journal import Happened

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
    group.addoption(
        "--mediaglot-traces",
        metavar="DIR",
        help="write a page of what happened on the client into this folder for each test that "
        "fails: calls, prompts, what the user did, files, the facts behind each",
    )
    group.addoption(
        "--mediaglot-traces-all",
        action="store_true",
        help="with --mediaglot-traces: for each test, not only for those that fail",
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
    config.addinivalue_line(
        "markers",
        "program(folder, page='', query=None, read=None, setup=None, stubs=None, strict=True): the "
        "program of the fixture `program`: a folder beside the test, or folders by client; `read`: "
        "whose program it is, ported where another vendor's client runs it",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test a client."""
    if "mediaglot_client" not in metafunc.fixturenames:
        return
    from ...canonical.errors import InputError
    from .marks import ANY_NUMBER, mark_of

    try:
        marker = mark_of(metafunc.definition, "client", ANY_NUMBER)
    except InputError as error:
        raise pytest.Collector.CollectError(str(error)) from None
    clients = list(marker.args) if marker is not None else _default_clients(metafunc.config)
    metafunc.parametrize("mediaglot_client", clients, scope="function")


def _default_clients(config: pytest.Config) -> list[str]:
    return list(config.getoption("--mediaglot-client") or config.getini("mediaglot_clients"))


@pytest.fixture
def mediaglot_album(request: pytest.FixtureRequest) -> Any:
    """The album of `device`: of ``@pytest.mark.album``, or a few small files. Override at will."""
    from .marks import ONE, mark_of

    marker = mark_of(request.node, "album", ONE)
    if marker is None:
        from ..verify.worlds import sample_album

        return sample_album()
    source = marker.args[0]
    return request.path.parent / source if isinstance(source, (str, Path)) else source


@pytest.fixture
def network(request: pytest.FixtureRequest) -> Iterator[WebRoutes]:
    """The network of `device`: routes that a test makes, over the files of
    ``@pytest.mark.device(network=...)``. What the program asked for and no route answers fails the
    test that passed; ``network.strict = False`` lets it be."""
    from ...canonical.engine.routes import WebRoutes

    made = WebRoutes.over(_device_options(request).get("network"))
    yield made
    if made.strict and made.unrouted and _passed(request):
        asked = "\n".join(f"  {it.method} {it.url}" for it in made.unrouted[:_MOST_TOLD])
        more = len(made.unrouted) - _MOST_TOLD
        rest = f"\n  and {more} more" if more > 0 else ""
        pytest.fail(
            f"no route answered\n{asked}{rest}\n"
            f"add network.route({made.unrouted[0].url!r}, ...), or set network.strict = False",
            pytrace=False,
        )


def _device_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    from .marks import NONE, mark_of

    marker = mark_of(request.node, "device", NONE, None)
    return dict(marker.kwargs) if marker is not None else {}


@pytest.fixture
def device(request: pytest.FixtureRequest, mediaglot_album: Any) -> Iterator[Device]:
    """A device with an album, a camera, permissions and a clock of its own."""
    from ..host.albums import make_device

    options = _device_options(request)
    if "network" in request.fixturenames:
        options["network"] = request.getfixturevalue("network")
    made = make_device(mediaglot_album, **options)
    yield made
    made.close()


@pytest.fixture
def host(request: pytest.FixtureRequest, mediaglot_client: str, device: Device) -> Iterator[Host]:
    """The client under test. A script that was not used up fails the test that passed."""
    from ..realm.host import Host

    made = Host(mediaglot_client, device=device)
    request.node.stash[_HOST] = made
    journal = Traces.of(request.config).journal(made)
    yield made
    if journal is not None:
        request.node.stash[_HAPPENED] = [journal.happened(seen_page(made))]
    for page in made.pages:
        page.close()
    for opened in made.programs:
        opened.close()
    if _passed(request):
        made.finish()


@pytest.fixture
def program(request: pytest.FixtureRequest, host: Host, tmp_path: Path) -> OpenProgram:
    """The program that ``@pytest.mark.program`` names, open on `host`."""
    from .programs import opened_for

    opened: OpenProgram = opened_for(host, request.node, request.path.parent, tmp_path / "ported")
    return opened


def _passed(request: pytest.FixtureRequest) -> bool:
    """Whether the test itself has passed, as far as it ran."""
    report = request.node.stash.get(_CALLED, None)
    return report is None or report.passed


_MOST_TOLD: Final = 5
_HOST: pytest.StashKey[Host] = pytest.StashKey()
_HAPPENED: pytest.StashKey[list[Happened]] = pytest.StashKey()
_CALLED: pytest.StashKey[pytest.TestReport] = pytest.StashKey()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Any:
    """A failure shows what the client and its pages did, and no frame of mediaglot."""
    if call.excinfo is not None and item.config.rootpath != PACKAGE:
        hide_frames()
    report: pytest.TestReport = yield
    if report.when == "call":
        item.stash[_CALLED] = report
    made = item.stash.get(_HOST, None)
    if made is not None and report.failed:
        report.sections.extend(_told(made))
    happened: list[Happened] = item.stash.get(_HAPPENED, [])
    Traces.of(item.config).heard(item, report, happened)
    return report


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Where the pages of the tests are."""
    lines = Traces.of(config).summary(terminalreporter)
    if lines:
        terminalreporter.section("mediaglot traces", sep="-")
        for line in lines:
            terminalreporter.write_line(line)


def _told(made: Host) -> Iterator[tuple[str, str]]:
    """What a client and its pages did, as sections of a report."""
    for page in made.pages:
        yield f"{page.file} on {made.client}", page.program.text()
    for opened in made.programs:
        yield f"{opened.root.name} on {made.client}, at {opened.route}", opened.show()
    if not made.pages and not made.programs and made.events:
        start = made.events[0].time
        lines = (
            f"{event.time - start:8.3f}  {event.kind:<9} {event.api} {dict(event.data)}"
            for event in made.events
        )
        yield f"what happened on {made.client}", "\n".join(lines)


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

        traces = Traces.of(self.config)
        (run,) = run_scenario(self.script, [self.name], traced=traces.wanted)
        self.stash[_HAPPENED] = [run.happened] if run.happened is not None else []
        lines = run.faults()
        if lines:
            steps = "\n".join(f"  {s.call} {s.api}: {s.outcome}, {s.summary}" for s in run.steps)
            raise ScenarioFailed("\n".join(lines) + f"\nwhat happened:\n{steps}")

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """The lines of the scenario, no traceback."""
        if isinstance(excinfo.value, ScenarioFailed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands."""
        return self.path, None, f"{self.path.name} on {self.name}"
