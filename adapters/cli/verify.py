"""``mediaglot verify``: original and port in the same situations, side by side."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import attrs
import click

from ...canonical.errors import InputError, printable
from ..system.columns import NARROWEST, fitted
from ..system.places import reads, writes
from .file_args import all_apart, check_report, file_name
from .language import language
from .output import say, table, write_json, write_text
from .run import Seconds, stub_of
from .settled_args import SettledOptions, settled_by, settled_options, written

if TYPE_CHECKING:
    from ..verify import Verified
    from ..verify.entries import Entry
    from ..verify.pages import PagesVerified
    from ..verify.worlds import Situation

Found = TypeVar("Found", "Verified", "PagesVerified")
MOST_LABEL: Final = 60
INCOMPLETE: Final = 3
"""Exit status: what was compared agrees, and not everything was."""
EPILOG: Final = """\
The original runs on a simulated client of the source vendor, the port on one of the target, with
the same device and the same user. What the program did must agree: data set, messages shown, files
saved, previewed and uploaded, and the media calls made.

Exit status: 0 they agree everywhere; 1 they differ, or a run could not be compared; 2 usage or
unreadable input; 3 what was compared agrees, but pages, files or media calls were not
compared, for lack of time or of something that is not simulated, for example: they are
listed.
Needs the extra: pip install 'mediaglot[js]'.

\b
Examples:
  mediaglot verify src/ --from wx --to my
  mediaglot verify src/ --from wx --to my --html runs.html
  mediaglot verify src/ --from wx --to tt/ios@7.47.0 --port build/tt
  mediaglot verify src/ --from wx --to my \\
      --call pages/index/index.js:pick --only cancel,deny
  mediaglot verify src/ --from my --to wx --scenario flow.toml
  mediaglot verify src/ --from wx --to my --pages
"""


@click.command(epilog=EPILOG)
@click.argument("source", type=click.Path(exists=True))
@click.option("--from", "read", required=True, metavar="CLIENT", help="The original's client: wx.")
@click.option("--to", "write", required=True, metavar="CLIENT", help="The port's: my/android.")
@click.option(
    "--port", type=click.Path(exists=True, file_okay=False), help="The port; default: made here."
)
@click.option(
    "--call", "calls", multiple=True, metavar="ENTRY",
    help="PAGE.js:HANDLER, or HANDLER+HANDLER in turn; default: all that reach a media call.",
)  # fmt: skip
@click.option(
    "--every", is_flag=True,
    help="All handlers that do anything: a toast, storage, a request, data.",
)  # fmt: skip
@click.option(
    "--scenario", type=click.Path(exists=True, dir_okay=False),
    help="The user's own situation, instead of the built-in ones.",
)  # fmt: skip
@click.option("--only", metavar="NAMES", help="Built-in situations, separated by commas.")
@click.option("--album", type=click.Path(exists=True, file_okay=False), help="Pictures to pick.")
@click.option("--stub", multiple=True, metavar="NAME=JSON", help="Answer of another function.")
@click.option(
    "--setup", type=click.Path(exists=True, dir_okay=False), help="Script to run before both."
)
@click.option(
    "--style", type=click.Choice(["native", "runtime"]), default="native", show_default=True,
    help="How the port is made.",
)  # fmt: skip
@click.option(
    "--packages/--no-packages", default=None,
    help="Port what is built into the program of other people's packages, too; by default with "
    "--pages.",
)  # fmt: skip
@click.option(
    "--pages", "by_page", is_flag=True,
    help="Draw each page, touch what can be touched, and compare what stands there.",
)  # fmt: skip
@click.option(
    "--budget", type=Seconds(), default=600.0, show_default=True,
    help="Time of all runs together; what is left then is listed.",
)  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="List the built-in situations.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--html", metavar="FILE", type=file_name(".html", ".htm"),
    help="Write all runs to one page, both programs beside each other.",
)  # fmt: skip
@settled_options
@click.option("-a", "--all", "everything", is_flag=True, help="Show every difference, not one.")
def verify(source: str, form: str, everything: bool, **given: Any) -> int:
    """Run a mini-program and its port side by side, and prove that they agree."""
    from ..verify import SCENARIOS
    from ..verify import verify as run
    from ..verify.show import plain

    if given["listed"]:
        table(["situation", "what happens"], [[s.name, s.about] for s in SCENARIOS])
        return 0
    words = (given[name] for name in ("select", "ignore", "baseline", "write_baseline"))
    settled = settled_by("verify", *words)
    known = {situation.name: situation for situation in SCENARIOS}
    names = [name.strip() for name in (given["only"] or ",".join(known)).split(",")]
    for name in names:
        if name not in known:
            raise InputError(f"no situation {name!r}; known: {', '.join(known)}", place="--only")
    shared: dict[str, Any] = {
        "read": given["read"],
        "write": given["write"],
        "port": given["port"],
        "scenario": _scenario(given["scenario"]),
        "album": given["album"],
        "stubs": dict(stub_of(text) for text in given["stub"]),
        "setup": given["setup"],
        "style": given["style"],
        "packages": given["packages"],
        "budget": given["budget"],
        "progress": _progress if sys.stderr.isatty() and form == "text" else None,
    }
    if given["html"] is not None:
        check_report("--html", given["html"], source)
    all_apart(reads("SRC", source), writes("--html", given["html"]), settled.places())
    chosen = [known[name] for name in names]
    if given["by_page"]:
        return _by_page(source, form, everything, given, chosen, shared, settled)
    verified = run(source, calls=given["calls"], every=given["every"], situations=chosen, **shared)
    verified = _settle(verified, settled, form)
    if sys.stderr.isatty() and form == "text":
        click.echo("\r\x1b[K", nl=False, err=True)
    if given["html"] is not None:
        from ..verify.traces_html import page

        write_text(page(verified, source, language()), given["html"])
    if form == "json":
        write_json(plain(verified))
    else:
        _report(verified, everything)
    return 1 if not verified.ok else 0 if verified.complete else INCOMPLETE


def _by_page(
    source: str,
    form: str,
    everything: bool,
    given: dict[str, Any],
    chosen: list[Situation],
    shared: dict[str, Any],
    settled: SettledOptions,
) -> int:
    """What stands on the pages; in the first situation, where none is named."""
    from ..verify.pages import verify_pages
    from .verify_pages import report_pages

    if given["calls"]:
        raise InputError("with --pages everything is touched that stands there", place="--call")
    situations = chosen if given["only"] else chosen[:1]
    verified = _settle(verify_pages(source, situations=situations, **shared), settled, form)
    if sys.stderr.isatty() and form == "text":
        click.echo("\r\x1b[K", nl=False, err=True)
    if given["html"] is not None:
        from ..verify.traces_html import page_of_pages

        write_text(page_of_pages(verified, source, language()), given["html"])
    report_pages(verified, form, everything)
    return 1 if not verified.ok else 0 if verified.complete else INCOMPLETE


def _settle(verified: Found, settled: SettledOptions, form: str) -> Found:
    """A verification without what the project has settled; its baseline, where it is asked for."""
    from ..verify.findings import findings_of, rows_of, without

    made = without(verified, lambda item: settled.rules.settles(item.code))
    if settled.writes:
        found = list(rows_of(findings_of(made)))
        part = {"from": made.read, "to": made.write, "findings": found}
        written(settled, part, form == "json")
        settled = attrs.evolve(
            settled, known=Counter((row["file"], row["code"], row["digest"]) for row in found)
        )
    elif settled.before is not None:
        pair = tuple(settled.before.get(key) for key in ("from", "to"))
        if pair != (made.read, made.write):
            ends = f"{pair[0]} to {pair[1]}, not from {made.read} to {made.write}"
            raise InputError(f"is of the way from {ends}", place=str(settled.file))
    return without(made, lambda item: item.key in settled.known)


def _progress(text: str) -> None:
    columns = shutil.get_terminal_size().columns - 1
    click.echo(f"\r\x1b[K{printable(text)[:columns]}", nl=False, err=True)


def _scenario(file: str | None) -> Any:
    if file is None:
        return None
    from ..testing.scenario_file import load_scenario

    script = load_scenario(file)

    def host(client: str, package: Path) -> Any:
        made = script.host(client)
        made.storage.mount(package)
        return made

    return host


def _short(entry: Entry) -> str:
    """An entry's label; of many handlers in turn the first, the last and how many."""
    label = entry.label()
    if len(label) <= MOST_LABEL or len(entry.handlers) < 3:
        return label
    first, last = entry.handlers[0], entry.handlers[-1]
    way = "".join(f"{step.label()} > " for step in entry.after)
    return f"{way}{entry.page}:{first}+…+{last} ({len(entry.handlers)} in turn)"


def _listed(name: str, cells: dict[str, str], width: int) -> Iterator[str]:
    """An entry's outcomes where a table is too wide: each with the situations that had it."""
    yield name
    for outcome in dict.fromkeys(cells.values()):
        having = ", ".join(situation for situation, cell in cells.items() if cell == outcome)
        yield from textwrap.wrap(
            f"{outcome}: {having}",
            max(width, 24),
            initial_indent="  ",
            subsequent_indent="    ",
        )


def _wrapped(line: str, width: int) -> list[str]:
    """A line of a list in a terminal of that width; whole where nobody looks."""
    if not sys.stdout.isatty():
        return [line]
    words = line.lstrip()
    return [*fitted(words, max(width, NARROWEST), line.removesuffix(words), "    ")]


def _report(verified: Verified, everything: bool) -> None:
    from ..verify.show import foreign_lines, missed_lines, part_lines, verdict_lines

    width = shutil.get_terminal_size((140, 24)).columns
    rows: dict[str, dict[str, str]] = {}
    for verdict in verified.verdicts:
        rows.setdefault(verdict.entry.label(), {})[verdict.situation] = verdict.outcome
    names = {verdict.entry.label(): _short(verdict.entry) for verdict in verified.verdicts}
    situations = list(dict.fromkeys(verdict.situation for verdict in verified.verdicts))
    taken = max(map(len, names.values()), default=0) + sum(len(name) + 3 for name in situations)
    if not rows:
        pass
    elif sys.stdout.isatty() and taken > width:
        for label, cells in rows.items():
            say("\n".join(_listed(names[label], cells, width)))
    else:
        found = [
            [names[label], *(cells.get(name, "") for name in situations)]
            for label, cells in rows.items()
        ]
        table(["entry", *situations], found)
    bad = [verdict for verdict in verified.verdicts if not verdict.ok]
    for verdict in bad if everything else bad[:1]:
        click.echo()
        for line in verdict_lines(verdict, max(width, 80)):
            say(line)
    if len(bad) > 1 and not everything:
        click.echo(f"\n{len(bad) - 1} more differ or stopped; --all shows them")
    foreign = list(foreign_lines(verified))
    if foreign:
        say("\n" + "\n".join(foreign))
    for told in (part_lines, missed_lines):
        lines = [
            line for it in told(verified, everything=everything) for line in _wrapped(it, width)
        ]
        if lines:
            say("\n" + "\n".join(lines))
    known = sum(verdict.known for verdict in verified.verdicts)
    good = len(verified.verdicts) - len(bad) - known
    stopped = sum(bool(verdict.problem) for verdict in bad)
    verb = click.style("differ", fg="red")
    if stopped == len(bad):  # none that was compared differs
        verb = click.style("agree", fg="green") if not bad else "were not compared everywhere"
    rest = f", {stopped} could not be compared" if stopped else ""
    rest += f", {known} more {'is' if known == 1 else 'are'} known" if known else ""
    in_part = sum(verdict.ok and bool(verdict.left) for verdict in verified.verdicts)
    rest += f", {in_part} of them as far as they are simulated" if in_part else ""
    stopped_early = len({item.label() for item in verified.missed if item.problem})
    stopped_early += len(verified.late)
    count = ""
    if not verified.complete:
        plural = "s" if stopped_early > 1 else ""
        count = f" ({stopped_early} page{plural} or handler{plural})" if stopped_early else ""
        rest += f"; not everything was compared{count}, see above"
    if not verified.verdicts:
        click.echo(f"\noriginal on {verified.read}: nothing was compared{count}, see above")
        return
    click.echo(
        f"\noriginal on {verified.read} and port on {verified.write} {verb}: "
        f"{good} of {len(verified.verdicts)} runs are the same{rest}"
    )
