"""``mediaglot run``: a mini-program's page on a simulated client."""

from __future__ import annotations

import json
import math
import re
import shutil
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from ...canonical.engine.fetchers import NO_NETWORK
from ...canonical.errors import InputError, MediaglotError, printable
from .file_args import check_report, file_name
from .language import language
from .output import json_text, say, write_json, write_text

if TYPE_CHECKING:
    from ..realm.page import Page
    from ..realm.record import Thrown
    from ..realm.render.tree import PageTree
    from ..testing.journal import Happened, HostJournal

MOST_UNKNOWN: Final = 5
"""So much that is not known of a page is told."""
_HANDLER: Final = re.compile(r"[A-Za-z_$][\w$]*")
_TYPED: Final = re.compile(r"((?:[^=\[]|\[[^\]]*\])+)=(.*)", re.DOTALL)
EPILOG: Final = """\
Exit status: 0 it ran; 1 the script failed, was stopped at a limit, or did what the user's script
did not foresee; 2 usage or unreadable input. Needs the extra: pip install 'mediaglot[js]'.

\b
Examples:
  mediaglot run pages/index/index.js --client wx --album photos --tap pick \\
      --user 'picks("cat.jpg")'
  mediaglot run pages/index/index.js --client tt/android@7.47.0 \\
      --album photos --scenario flow.toml --call upload
  mediaglot run page.js --client my --tap pick \\
      --user 'allows("album")' --user cancels
  mediaglot run page.js --client wx --call pick --format json | jq .data
  mediaglot run pages/index/index.js --client wx --tap openDetail \\
      --tap pick                              # on the page reached
  mediaglot run pages/index/index.js --client wx --input '#name=Ann' \\
      --tap '.post'
  mediaglot run pages/index/index.js --client my --tree json | jq .tree
  mediaglot run page.js --client wx --tap pick --user cancels --html out.html
"""


class Seconds(click.FloatRange):
    """A time that ends."""

    name = "seconds"

    def __init__(self) -> None:
        super().__init__(min=0.01)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """The number. Raises click.BadParameter."""
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(f"{number} is no number of seconds.", param, ctx)
        return number


@click.command(epilog=EPILOG)
@click.argument("page", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--client", metavar="CLIENT", help="tt/android@7.47.0; default: the scenario's first."
)
@click.option("--album", type=click.Path(exists=True, file_okay=False), help="Folder of pictures.")
@click.option(
    "--scenario", type=click.Path(exists=True, dir_okay=False), help="Album, permissions, user."
)
@click.option("--user", multiple=True, metavar="ACTION", help="What the user does; may repeat.")
@click.option("--call", "calls", multiple=True, metavar="HANDLER", help="Call it; may repeat.")
@click.option(
    "--input", "inputs", multiple=True, metavar="SELECTOR=TEXT", help="Type it, after --call."
)
@click.option(
    "--tap",
    "taps",
    multiple=True,
    metavar="WHAT",
    help="Tap the element of a handler, or the one that a selector finds; after --input.",
)
@click.option(
    "--tree",
    "tree",
    type=click.Choice(["text", "json", "none"]),
    default="text",
    show_default=True,
    help="What stands on the page: as text, as JSON and nothing else, not at all.",
)
@click.option("--query", multiple=True, metavar="KEY=VALUE", help="The page's query.")
@click.option("--root", type=click.Path(exists=True, file_okay=False), help="Program's folder.")
@click.option("--stub", multiple=True, metavar="NAME=JSON", help="Answer of another function.")
@click.option(
    "--setup",
    type=click.Path(exists=True, dir_okay=False),
    help="Script to run before the program.",
)
@click.option("--seconds", type=Seconds(), default=5.0, help="Time limit a turn.")
@click.option(
    "--budget", type=Seconds(), default=120.0, show_default=True, help="Time limit of the whole."
)
@click.option("--memory", type=click.IntRange(min=8), default=256, help="Memory limit, MB.")
@click.option(
    "--html",
    type=file_name(".html", ".htm"),
    help="Write all that happened to one page: calls, prompts, what the user did, files, and the "
    "facts behind each.",
)
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True
)
def run(
    page: str,
    client: str | None,
    album: str | None,
    scenario: str | None,
    user: tuple[str, ...],
    calls: tuple[str, ...],
    inputs: tuple[str, ...],
    taps: tuple[str, ...],
    tree: str,
    query: tuple[str, ...],
    root: str | None,
    stub: tuple[str, ...],
    setup: str | None,
    seconds: float,
    budget: float,
    memory: int,
    html: str | None,
    form: str,
) -> int:
    """Run a mini-program page on a simulated client and show what it did and saw.

    Without --call and --tap the page is opened and its handlers are listed. Where navigation leads
    to another page, what follows is called and tapped there. A page with a template is shown as
    the user reads it.
    """
    from ..realm.budget import Budget
    from ..realm.engine import Limits, OutOfTime
    from ..realm.page import load

    limits = Limits(seconds=seconds, memory=memory << 20, budget=Budget(budget))
    stubs = dict(stub_of(text) for text in stub)
    asked = dict(_pair(text, "--query") for text in query)
    problem: str | None = None
    opened: Page | None = None
    data: Any = None
    failed: Any = None
    if html is not None:
        check_report("--html", html, page)
    host = _host(client, album, scenario, user)
    journal = _journal(host) if html is not None else None
    try:
        try:
            opened = load(
                host, page, root=root, query=asked, stubs=stubs, limits=limits, setup=setup,
                strict=False,
            )  # fmt: skip
            for name in calls:
                opened.current.call(name)
            for text in inputs:
                selector, value = _typed(text)
                opened.current.find(selector).input(value)
            for name in taps:
                if _HANDLER.fullmatch(name):
                    opened.current.tap(name)
                else:
                    opened.current.find(name).tap()
            data = opened.current.data
            problem = thrown_of(opened.program.thrown)
            if problem is None:
                host.finish()
        except InputError:
            raise
        except MediaglotError as error:
            late = isinstance(error, OutOfTime)
            if opened is None and not late and not getattr(error, "trace", None):
                raise
            problem = str(error)
            failed = getattr(error, "trace", None)
        seen = opened.current if opened is not None else None
        if journal is not None:
            _written(journal.happened(seen), page, problem, html)
        led = seen is not None and opened is not None and seen.number != opened.number
        trace = opened.trace if opened is not None else failed
        start = trace.events[0].time if trace is not None and len(trace) else 0.0
        stands = _standing(seen) if tree != "none" or form == "json" else None
        if tree == "json":
            write_json(_jsonable(stands.to_plain() if stands is not None else None))
        elif form == "json":
            events = [event.to_plain() for event in trace] if trace is not None else []
            write_json(
                _jsonable(
                    {"ok": problem is None, "client": host.client, "problem": problem,
                     "page": seen.file if seen is not None else None,
                     "methods": seen.methods if seen is not None else [], "data": data,
                     "tree": stands.to_plain() if stands is not None else None,
                     "trace": events}
                )
            )  # fmt: skip
        else:
            if trace is not None and len(trace):
                say(trace.text(start))
            if seen is not None and (led or stands is not None):
                say(f"page: {seen.file}")
            if stands is not None:
                _show(stands)
            if seen is not None and (led or not (calls or taps)):
                say(f"handlers: {', '.join(seen.methods) or 'none'}")
            for note in host.notes:
                more = "; --stub NAME=JSON answers for it" if note == NO_NETWORK else ""
                say(f"note: {note}{more}", err=True)
            if data:
                say(f"data: {json_text(_jsonable(data))}")
            if problem is not None:
                head = click.style("failed:", fg="red", bold=True)
                click.echo(f"{head} {printable(' '.join(problem.split()))}", err=True)
    finally:
        host.close()
    return 0 if problem is None else 1


def _journal(host: Any) -> HostJournal:
    from ..testing.journal import HostJournal

    return HostJournal(host)


def _written(happened: Happened, page: str, problem: str | None, html: str | None) -> None:
    from attrs import evolve

    from ..testing.trace_page import trace_page

    runs = [evolve(happened, problem=problem or "")]
    write_text(trace_page(page, runs, lang=language()), html)


def _typed(text: str) -> tuple[str, str]:
    """A selector and what is typed there: an equals sign inside brackets is the selector's."""
    match = _TYPED.fullmatch(text)
    if match is None:
        raise InputError(f"expected SELECTOR=TEXT, got {text[:60]!r}", place="--input")
    return match[1], match[2]


def _standing(page: Page | None) -> PageTree | None:
    """What stands on a page; None for one that is not drawn, which is told where there is more to
    it than that it has no template."""
    if page is None:
        return None
    try:
        return page.tree
    except InputError as error:
        if not str(error).endswith("it has no template"):
            say(f"note: the page is not drawn: {error}", err=True)
    except MediaglotError:
        return None
    return None


def _show(stands: PageTree) -> None:
    from ..realm.render.show import page_text

    width = shutil.get_terminal_size((80, 24)).columns
    text = page_text(stands, width - 2, lambda words: click.style(words, fg="cyan"))
    click.echo("\n".join(f"  {line}" for line in text.splitlines()) or "  (nothing shows)")
    for rule in stands.unknown[:MOST_UNKNOWN]:
        say(f"note: not known: {rule.says}", err=True)
    if len(stands.unknown) > MOST_UNKNOWN:
        more = len(stands.unknown) - MOST_UNKNOWN
        click.echo(f"note: not known: {more} more; --tree json has them", err=True)


def thrown_of(thrown: Sequence[Thrown]) -> str | None:
    """What a script threw and did not catch, in one line; the client went on, as clients do."""
    if not thrown:
        return None
    more = f"; {len(thrown) - 1} more" if len(thrown) > 1 else ""
    return thrown[0].line() + more


def _host(
    client: str | None, album: str | None, scenario: str | None, user: tuple[str, ...]
) -> Any:
    from ...canonical.engine.user_lines import parse_line
    from ..realm.host import Host

    actions = [parse_line(line, place="--user") for line in user]
    if scenario is None:
        if client is None:
            raise InputError("which client? Give --client, for example --client wx/android")
        return Host(client, album=album, user=actions)
    from ..testing.scenario_file import load_scenario

    script = load_scenario(scenario)
    host = script.host(client or script.scenario.clients[0])
    if album is not None:
        raise InputError("the scenario has an album; give either it or --album", place="--album")
    if actions:
        host.script(*actions)
    return host


def _pair(text: str, option: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not sign or not key:
        raise InputError(f"expected NAME=VALUE, got {text[:60]!r}", place=option)
    return key, value


def stub_of(text: str) -> tuple[str, Any]:
    """A function's name and the answer it is given, from ``NAME=JSON``. Raises InputError."""
    name, value = _pair(text, "--stub")
    try:
        parsed = json.loads(value, parse_constant=_finite, parse_float=_finite)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{name}: not JSON: {error}", place="--stub") from None
    if not isinstance(parsed, dict):
        raise InputError(f"{name}: expected an object", place="--stub")
    return name, parsed


def _finite(text: str) -> float:
    """A number as text that has an end. Raises ValueError."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(f"{text[:20]} is no number of JSON's")
    return number


def _jsonable(value: Any) -> Any:
    """Values as JSON has them: bytes by their length, NaN and infinities as text."""
    if isinstance(value, dict):
        return {str(key): _jsonable(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_jsonable(item) for item in value]
    if isinstance(value, bytes):
        return f"<{len(value)} bytes>"
    if isinstance(value, float) and value - value != 0:
        return str(value)
    if isinstance(value, str):
        return value.encode("utf-8", "backslashreplace").decode()
    return value
