"""Original and port in the same situations, and the first thing they do differently."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from attrs import evolve, field, frozen

from ...canonical.client import parse_client
from ...canonical.errors import InputError, checked_path
from ..host.albums import Album
from ..host.rules import with_os
from ..plan.pair import client_profile
from ..realm.answers import Stubs
from ..realm.budget import Budget
from ..realm.engine import OutOfTime
from ..realm.host import Host
from ..realm.modules import Modules, find_program, find_root
from .compare import Agreement, Difference, held, lacking
from .discover import entries_of
from .drive import Run, limits_of, observe
from .entries import LATE, Entry, Missed, PageStep, Pressed, checked, named, pages, unread
from .labels import Vocabulary
from .media_calls import functions_of, media_calls
from .observed import Observation, told
from .reached import Unmade, unmade
from .sides import Sides, listed, ported
from .worlds import SCENARIOS, Situation, shared_scopes, situated

MakeHost = Callable[[str, Path], Host]
"""A fresh host for a client, with the package in that folder."""
MOST_SECONDS: Final = 600.0
"""Seconds for all runs of a program and its port together, where nobody says otherwise."""
_TO_FIND: Final = 0.5
"""The part of it in which the handlers that reach a media call are looked for."""

_SEEN: Final = ("call", "listen", "stored", "data")
"""What a trace tells of a handler that does something."""


@frozen
class Verdict(Agreement):
    """One entry in one situation."""

    entry: Entry
    situation: str
    original: Observation
    port: Observation
    difference: Difference | None = None
    problem: str = ""
    """Why the two cannot be compared."""
    left: tuple[str, ...] = ()
    """Why they were compared in part: what is not simulated, and where a run met it."""
    known: bool = False
    """Whether the project has settled that they do not agree."""


@frozen
class Verified:
    """What `verify` found."""

    read: str
    write: str
    verdicts: tuple[Verdict, ...]
    foreign: Mapping[str, int] = field(factory=dict)
    """Functions that the port still calls by the source's name, and how often: the source's own
    global answered, so that the runs agree says nothing of them."""
    missed: tuple[Missed, ...] = ()
    """Handlers that reach no media call, and pages that do not open: they are not compared."""
    unread: tuple[str, ...] = ()
    """Files that name a media API and are of a kind that is not run: they are not compared."""
    unmade: tuple[Unmade, ...] = ()
    """Media calls that files of the program write and no run made: they are not compared."""
    at_start: tuple[str, ...] = ()
    """What the program asks for before its first page opens and that is not simulated."""
    late: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """What was not compared for lack of time: entries, handlers and pages by their labels, each
    with the situations it was not compared in; none where it was in none."""

    @property
    def ok(self) -> bool:
        """Whether original and port agree wherever they were compared."""
        return all(verdict.ok for verdict in self.verdicts)

    @property
    def complete(self) -> bool:
        """Whether everything was compared that has to do with media."""
        missed = any(item.problem for item in self.missed)
        in_part = any(verdict.left for verdict in self.verdicts)
        nothing = not self.verdicts
        left = self.unread or self.unmade or self.at_start or self.late
        return not (left or missed or in_part or nothing)


def verify(
    source: str | Path,
    *,
    read: str,
    write: str,
    port: str | Path | None = None,
    calls: Sequence[str] = (),
    situations: Sequence[Situation] = SCENARIOS,
    scenario: MakeHost | None = None,
    album: Album = None,
    stubs: Stubs | None = None,
    setup: str | Path | None = None,
    style: str = "native",
    packages: bool | None = None,
    progress: Callable[[str], None] | None = None,
    first: bool = False,
    every: bool = False,
    budget: Budget | float | None = MOST_SECONDS,
) -> Verified:
    """Run the original on `read` and the port on `write`, and compare what they do.

    `source`: a mini-program's folder, or one page. `port`: the ported program; default: it is
    ported here. `calls`: entries such as ``pages/index.js:pick``; default: every handler that
    reaches a media call. `scenario` makes the hosts instead of `situations`. `stubs` answer
    functions that are not simulated, and `setup` is a script run before the program, on both
    sides. `packages`: what is built into the program of packages is ported with it. `first`: stop
    at the first difference. `every`: the handlers that do anything that is seen, not those alone
    that reach a media call. `budget`: seconds of real time for all runs together, from when the
    port stands; None for as many as they take. What is not compared by then is told (`late`);
    where time is short, each entry meets the first situation before any meets the second.
    Raises InputError, RealmMissing.
    """
    place = Path(checked_path(source, "the path of a mini-program or a page"))
    if not place.exists():
        raise InputError("no such file or folder", place=str(source))
    root = find_program(place.resolve()) if place.is_dir() else find_root(place.resolve())
    if place.is_dir():
        found = list(pages(root, listed(root, read)))
    else:
        found = [place.resolve().relative_to(root).as_posix()]
    _, words = _namings(read)
    not_run = tuple(unread(root, words)) if place.is_dir() else ()
    if not found:
        raise InputError(no_page(not_run), place=str(source))
    read, write = (with_os(client) for client in (read, write))
    first_script = Path(setup).resolve() if setup is not None else None
    if port is not None and place.is_dir():  # given as a whole, too, or the program alone
        within = Path(port) / root.relative_to(place.resolve())
        port = within if within.is_dir() else port
    with ported(root, read, write, port, style, packages=packages) as (tree, other):
        limits = limits_of(budget)
        sides = Sides(
            parse_client(read), parse_client(write), root, other, stubs, first_script, limits
        )
        cases = cases_of(sides, situations, scenario, album)
        by_entry: dict[Entry, list[Verdict]] = {}
        late: dict[str, tuple[str, ...]] = {}
        chosen, missed = _entries(sides, found, calls, cases, every)
        for name, situation, make in cases:
            for entry in chosen:
                if progress is not None:
                    progress(f"{entry.label()} {name}")
                try:
                    verdict = _judged(sides, entry, name, situation, make, times=2 - bool(scenario))
                except OutOfTime:
                    late[entry.label()] = (*late.get(entry.label(), ()), name)
                    continue
                by_entry.setdefault(entry, []).append(verdict)
                if first and not verdict.ok:
                    return Verified(read, write, (verdict,))
    verdicts = [verdict for entry in chosen for verdict in by_entry.get(entry, ())]
    late |= {item.label(): () for item in missed if item.problem == LATE}
    missed = [item for item in missed if item.problem != LATE]
    if not verdicts and not late and not any(item.problem for item in missed):
        raise InputError(
            f"no handler here {'does anything' if every else 'reaches a media call'}; "
            "name one with --call",
            place=str(source),
        )
    made = _made(sides, verdicts)
    if calls:
        missed = [_idle(entry) for entry, runs in by_entry.items() if not _calls(entry, runs)]
        left: tuple[Unmade, ...] = ()
    else:
        pages_made: dict[str, set[str]] = {page: set() for page in found}
        for entry, names in made.items():
            pages_made[entry.page] |= names
        media = functions_of(sides.views()[0])
        left = unmade(tree, root, pages_made, media, whole=place.is_dir())
    foreign = _foreign(sides, verdicts)
    begins = dict.fromkeys(
        label for it in verdicts for label in lacking(it.original.at_start, it.port.at_start)
    )
    return Verified(
        read, write, tuple(verdicts), foreign, tuple(missed), not_run, left, tuple(begins), late
    )


def _made(sides: Sides, verdicts: Sequence[Verdict]) -> dict[Entry, set[str]]:
    """The media functions of the source that each entry's runs of the original called."""
    known = sides.views()[0].apis
    made: dict[Entry, set[str]] = {}
    for verdict in verdicts:
        names = made.setdefault(verdict.entry, set())
        names.update(known[call.api].name for call in verdict.original.calls)
        names.update(verdict.original.media)
    return made


def _calls(entry: Entry, runs: Sequence[Verdict]) -> bool:
    """Whether an entry makes a media call, in any run of the original; its handlers do, where it
    has some."""
    return any(it.original.pressed if entry.handlers else it.original.media for it in runs)


def _idle(entry: Entry) -> Missed:
    """An entry that was asked for and makes no media call."""
    return Missed(entry.page, "+".join(entry.handlers), "it made no media call in any situation")


def no_page(not_run: Sequence[str]) -> str:
    """Why there is nothing to run. `not_run`: files of a kind that is not."""
    more = f" and {len(not_run) - 3} more" if len(not_run) > 3 else ""
    rest = f"; not run: {', '.join(not_run[:3])}{more}" if not_run else ""
    return f"no script here calls Page or Component{rest}"


def _namings(read: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """How scripts name a media API of a client: by its name, and as a member of the global."""
    view = client_profile(parse_client(read))
    names = "|".join(sorted({re.escape(api.name) for api in view.apis.values()}))
    namespace = re.escape(view.profile.namespace)
    return re.compile(rf"\b(?:{names})\b"), re.compile(rf"\b{namespace}\s*\??\.\s*(?:{names})\b")


Case = tuple[str, Situation, MakeHost]


def cases_of(
    sides: Sides, situations: Sequence[Situation], scenario: MakeHost | None, album: Album
) -> list[Case]:
    if scenario is not None:
        return [("scenario", Situation("scenario", "the user's own"), scenario)]
    shared = shared_scopes(*sides.views())

    def case(situation: Situation) -> Case:
        def make(client: str, package: Path) -> Host:
            return situated(client, situation, shared, album, package)

        return situation.name, situation, make

    return [case(situation) for situation in situations]


def _entries(
    sides: Sides,
    found: Sequence[str],
    calls: Sequence[str],
    cases: Sequence[Case],
    every: bool,
) -> tuple[list[Entry], list[Missed]]:
    _, situation, make = cases[0]
    whole = sides.limits.budget
    limits = evolve(sides.limits, budget=whole and whole.share(_TO_FIND))

    def run(file: str, handlers: Sequence[str], after: Sequence[PageStep] = ()) -> Pressed:
        host = make(str(sides.read), sides.original)
        try:
            done = observe(host, sides.original, file, handlers, situation,
                           other=sides.views()[1], stubs=sides.stubs, setup=sides.setup,
                           times=1, pages=sides.pages(False), after=after,
                           limits=limits)  # fmt: skip
        except OutOfTime:
            return Pressed((), 0, LATE)
        finally:
            host.close()
        trace = done.program.trace
        made = media_calls(done.program, host.view).total()
        made += len(trace.of(*_SEEN)) if every else 0
        return Pressed(done.methods, made, *done.stopped(), done.leads, done.shown)

    if calls:
        return checked(named(calls, found), run), []
    return entries_of(found, sides.pages(False), run, lambda page: every or _speaks(sides, page))


def _speaks(sides: Sides, page: str) -> bool:
    """Whether a page, or what it asks for, names a media API of the source."""
    names, _ = _namings(str(sides.read))
    modules = Modules(sides.original, 1)
    try:
        modules.add(page)
    except InputError:
        return True
    return modules.mention(names)


def _judged(
    sides: Sides, entry: Entry, name: str, situation: Situation, make: MakeHost, times: int
) -> Verdict:
    source, target = sides.views()
    same = source.profile.namespace == target.profile.namespace
    runs: list[Run] = []
    with ExitStack() as hosts:
        for client, folder, other, foreign in (
            (sides.read, sides.original, target, None),
            (sides.write, sides.port, source, None if same else source),
        ):
            host = make(str(client), folder)
            hosts.callback(host.close)
            runs.append(
                observe(host, folder, entry.page, entry.handlers, situation, other=other,
                        foreign=foreign, stubs=sides.stubs, setup=sides.setup, times=times,
                        looks=sides.looks(folder is sides.port),
                        pages=sides.pages(folder is sides.port), after=entry.after,
                        limits=sides.limits)
            )  # fmt: skip
        words = Vocabulary()
        for run in runs:
            words.add(run.vocabulary)
        client = target.client
        original, port = (told(run, words, client) for run in runs)
    found = held(original, port, sides.read, sides.write)
    return Verdict(entry, name, original, port, found.difference, found.problem, found.left)


def _foreign(sides: Sides, verdicts: Sequence[Verdict]) -> dict[str, int]:
    source, target = sides.views()
    name = source.profile.namespace
    if name == target.profile.namespace:
        return {}
    counts = Counter(
        f"{name}.{event.api}"
        for verdict in verdicts
        for event in verdict.port.trace.of("call", "foreign")
        if event.data["vendor"] == name
    )
    return dict(sorted(counts.items()))
