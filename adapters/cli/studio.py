"""``mediaglot studio``: a program on simulated clients, in the browser."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import click

from ...canonical.errors import InputError

if TYPE_CHECKING:
    from ..studio.studio import Studio, StudioPlan

EPILOG: Final = """\
A page opens in the browser: the program on a phone, which is touched with mouse and keys, an album,
a camera, what the client asks, and beside it all that happens. The server is this machine's alone;
its address has a token that changes each time. Ctrl-C ends it.
Needs the extras: pip install 'mediaglot[js,studio]'.

\b
Examples:
  mediaglot studio src/ --client wx/android
  mediaglot studio src/ --client wx/android --beside my/android
  mediaglot studio src/ --client wx/ios --beside tt/ios --ported build/tt
  mediaglot studio pages/index/index.js --client my --album photos/
  mediaglot studio src/ --from wx --client tt/android
  mediaglot studio src/ --client wx --scenario flow.toml --no-open
"""


@click.command(epilog=EPILOG)
@click.argument("source", metavar="SRC", type=click.Path(exists=True))
@click.option("--client", metavar="CLIENT", help="wx/android@8.0; default: the scenario's first.")
@click.option(
    "--from", "own", metavar="VENDOR",
    help="Whose dialect the program is in; default: what its templates say, else --client's.",
)  # fmt: skip
@click.option("--beside", metavar="CLIENT", help="A second client, which answers the same acts.")
@click.option(
    "--ported", type=click.Path(exists=True, file_okay=False),
    help="The port for --beside; default: made here.",
)  # fmt: skip
@click.option("--album", type=click.Path(exists=True, file_okay=False), help="Folder of pictures.")
@click.option(
    "--scenario", type=click.Path(exists=True, dir_okay=False),
    help="Album, camera, permissions and network to begin with.",
)  # fmt: skip
@click.option("--stub", multiple=True, metavar="NAME=JSON", help="Answer of another function.")
@click.option(
    "--save", type=click.Path(exists=True, file_okay=False), default=".", show_default=True,
    help="Folder for scenarios that are saved.",
)  # fmt: skip
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Default: any free one.")
@click.option("--no-open", is_flag=True, help="Tell the address alone, open no browser.")
def studio(source: str, port: int, no_open: bool, **given: Any) -> int:
    """Look at a mini-program on simulated clients, touch it, and see what happens."""
    from functools import partial

    from ...canonical.client import parse_client
    from ...profiles import loader
    from ..studio.server import bound, serve

    _fit(given)
    for client in filter(None, (given["client"], given["beside"], given["own"])):
        vendor = parse_client(client).vendor
        if vendor not in loader.known_ids():  # a profile takes time: the page need not wait for it
            loader.get(vendor)

    lang = click.get_current_context().find_root().params.get("lang") or "auto"
    with TemporaryDirectory(prefix="mediaglot-", ignore_cleanup_errors=True) as work:
        at = bound(port)
        click.echo(f"studio: {at.address}\n(Ctrl-C ends it)")
        if not no_open:
            _open(at.address)

        def make() -> Studio:
            plan = _plan(source, given, Path(work).resolve())
            from ..studio.studio import Studio

            return Studio(plan)

        saves = partial(_saved, folder=Path(given["save"]).resolve())
        serve(make, at, language="" if lang == "auto" else lang, saves=saves)
    return 0


def _saved(studio: Studio, name: str, folder: Path) -> str:
    """Save what was done, run it once, and say what became of it."""
    from ..studio.kept import save_scenario
    from ..testing.scenario import run_scenario
    from ..testing.scenario_file import load_scenario

    file = save_scenario(studio, name, folder)
    runs = [run for run in run_scenario(load_scenario(folder / file)) if not run.ok]
    problems = [(run, [it for step in run.steps for it in step.problems]) for run in runs]
    wrong = [f"{run.client}: {run.problem or '; '.join(found)}" for run, found in problems]
    return file if not wrong else f"{file} (run as it is, it comes to something else: {wrong[0]})"


def _fit(given: dict[str, Any]) -> None:
    """Raise InputError for options that do not go together."""
    if not given["client"] and not given["scenario"]:
        raise InputError("which client? Give --client, for example --client wx/android")
    if given["ported"] and not given["beside"]:
        raise InputError("is the port for a second client; say which: --beside", place="--ported")
    if given["album"] and given["scenario"]:
        raise InputError("the scenario has an album; give either it or --album", place="--album")


def _plan(source: str, given: dict[str, Any], work: Path) -> StudioPlan:
    from functools import partial

    from ...canonical.client import parse_client
    from ..plan.pair import client_profile
    from ..realm.modules import find_program, find_root
    from ..studio.studio import StudioPlan, dialect_of
    from ..studio.worlds import Drawing, devices
    from .run import stub_of

    place = Path(source).resolve()
    root = find_program(place) if place.is_dir() else find_root(place)
    page = "" if place.is_dir() else place.relative_to(root).as_posix()
    stubs = dict(stub_of(text) for text in given["stub"])
    script = None
    if given["scenario"]:
        from ..testing.scenario_file import load_scenario

        script = load_scenario(given["scenario"])
    client = given["client"] or (script.scenario.clients[0] if script is not None else "")
    own = parse_client(given["own"]).vendor if given["own"] else dialect_of(root, client)
    for name in filter(None, (client, given["beside"], own)):
        client_profile(parse_client(name))
    album = Path(given["album"]).resolve() if given["album"] else None
    drawing = Drawing(work, album is None)
    device = partial(script.device, package=root) if script else devices(album, root, drawing)
    port = Path(given["ported"]).resolve() if given["ported"] else None
    beside = given["beside"] or ""
    rested = None if script else drawing.begin
    return StudioPlan(root, client, device, page, beside, port, own, stubs, rested)


def _open(address: str) -> None:
    import webbrowser

    if os.environ.get("BROWSER") == "none" or not webbrowser.open(address):
        click.echo("no browser can be opened here; open the address yourself", err=True)
