"""``mediaglot scenario``: run one user's flow on many clients, and see where they differ."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ...canonical.errors import InputError, printable
from .file_args import all_apart, check_report, file_name
from .language import language
from .output import FORMAT, say, table, write_json, write_text

EPILOG: Final = """\
\b
Examples:
  mediaglot scenario new flow.toml
  mediaglot scenario run flow.toml
  mediaglot scenario run flow.toml --client tt/pc --client my/ios
  mediaglot scenario run flow.toml --format json
  mediaglot scenario run flow.toml --html flow.html
  mediaglot scenario schema --out scenario.schema.json
"""

TEMPLATE: Final = """\
#:schema ./scenario.schema.json
# ^ for editors; mediaglot scenario schema --out scenario.schema.json
# What the simulated user does, on each of these clients. Run: mediaglot scenario run {name}
title = "pick a picture and make it small"
clients = ["wx/android", "my/android", "tt/ios"]

# album = "album"                           # a folder beside this file, or pictures by name:
album = {{ "cat.jpg" = {{ width = 1600, height = 1200, orientation = 6 }} }}
# camera = "camera"                         # scenes for shoots("name")
# sounds = "sounds"                         # what the microphone hears, for records(3, "name")
permissions = {{ album = "allowed" }}         # album, camera, album_write:
                                            #   undetermined, allowed, denied, denied_forever

# In order; after= seconds, when= clients. Actions: picks, picks_first, shoots, records,
# is_interrupted, toggles_original, cancels, allows, denies, denies_forever, saves.
user = [
    'picks_first(1)',
]

[[call]]
api = "chooseImage"
options = {{ count = 1, sources = ["album"] }}  # canonical words; read = "wx" for WeChat's own
expect = {{ files = 1 }}

[[call]]
api = "compressImage"
options = {{ srcs = ["$chooseImage.images[0].path"], quality = 60 }}

[[call]]
api = "getImageInfo"
options = {{ src = "$last.images[0].path" }}
expect = {{ outcome = "ok", by_client = {{}} }}
"""


@click.group(epilog=EPILOG)
def scenario() -> None:
    """Scenarios: an album, permissions, what the user does, calls and expectations."""


RUN_EPILOG: Final = """\
\b
Examples:
  mediaglot scenario run flow.toml
  mediaglot scenario run flow.toml --client tt/pc --client my/ios
  mediaglot scenario run flow.toml --html flow.html
"""


@scenario.command(epilog=RUN_EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--client", "clients", multiple=True, help="Instead of the file's own; may repeat.")
@click.option(
    "--html",
    type=file_name(".html", ".htm"),
    help="Write all that happened on each client to one page: calls, prompts, what the user did, "
    "files, and the facts behind each.",
)
@FORMAT
def run(file: str, clients: tuple[str, ...], html: str | None, format: str) -> int:  # noqa: A002
    """Run a scenario on its clients, with one table of what differs.

    Exit status 1 when something did not come as expected.
    """
    from ..testing.scenario import differences, run_scenario
    from ..testing.scenario_file import load_scenario

    if html is not None:
        check_report("--html", html, file)
    script = load_scenario(file)
    runs = list(run_scenario(script, clients, traced=html is not None))
    good = all(run.ok for run in runs)
    if html is not None:
        from ..testing.trace_page import trace_page

        cells = [[name, *found] for name, found in differences(runs)]
        page = trace_page(
            script.scenario.title or file,
            [run.happened for run in runs if run.happened is not None],
            cells=[["", *(run.client for run in runs)], *cells],
            lang=language(),
        )
        write_text(page, html)
    if format == "json":
        write_json(
            {
                "file": file,
                "title": script.scenario.title,
                "ok": good,
                "runs": [
                    {
                        "client": run.client,
                        "ok": run.ok,
                        **({"problem": run.problem} if run.problem else {}),
                        "steps": [
                            {
                                "call": step.call,
                                "api": step.api,
                                "outcome": step.outcome,
                                "summary": step.summary,
                                "problems": list(step.problems),
                                "diagnostics": [d.to_plain() for d in step.diagnostics],
                            }
                            for step in run.steps
                        ],
                    }
                    for run in runs
                ],
            }
        )
        return 0 if good else 1
    if script.scenario.title:
        click.echo(click.style(printable(script.scenario.title), bold=True))
    rows = [[name, *cells] for name, cells in differences(runs)]
    table(["", *(run.client for run in runs)], [row for whole in rows for row in _lines(whole)])
    for run in runs:
        if run.problem:
            say(f"{run.client}: {run.problem}", err=True)
    failed = sum(not run.ok for run in runs)
    click.echo(
        f"{len(runs)} clients, {len(script.scenario.call)} calls: "
        + (click.style(f"{failed} not as expected", fg="red") if failed else "all as expected")
    )
    return 0 if good else 1


def _lines(row: list[str]) -> list[list[str]]:
    """A row whose cells have several lines as several rows."""
    cells = [cell.split("\n") for cell in row]
    height = max(map(len, cells))
    return [[cell[n] if n < len(cell) else "" for cell in cells] for n in range(height)]


SCHEMA_EPILOG: Final = """\
\b
Example:
  mediaglot scenario schema --out scenario.schema.json
"""


@scenario.command(epilog=SCHEMA_EPILOG)
@click.option("--out", type=file_name(".json"), help="File to write; default: standard output.")
def schema(out: str | None) -> None:
    """Print the JSON Schema of scenario files, for completion and checks in an editor."""
    import json

    from ..system.places import writes
    from ..testing.scenario_schema import scenario_schema

    all_apart(writes("--out", out or "-"))
    write_text(json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n", out)


CHECK_EPILOG: Final = """\
\b
Example:
  mediaglot scenario check flow.toml
"""


@scenario.command(epilog=CHECK_EPILOG)
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
def check(file: str) -> None:
    """Check a scenario file without running it."""
    from ..testing.scenario_file import load_scenario

    script = load_scenario(file)
    it = script.scenario
    click.echo(
        f"{file}: {len(it.clients)} clients, {len(script.actions)} actions, {len(it.call)} calls"
    )


NEW_EPILOG: Final = """\
\b
Examples:
  mediaglot scenario new flow.toml
  mediaglot scenario run flow.toml
"""


@scenario.command(epilog=NEW_EPILOG)
@click.argument("file", type=file_name(".toml"))
def new(file: str) -> None:
    """Write a scenario to start from. Never overwrites."""
    path = Path(file)
    if path.exists():
        raise InputError("exists already", place=file)
    write_text(TEMPLATE.format(name=path.name), file)
    click.echo(f"wrote {file}")
