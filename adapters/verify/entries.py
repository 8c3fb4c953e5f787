"""Where a program begins: its pages, and the handlers that reach a media call."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from ...canonical.errors import InputError, did_you_mean, quoted
from ...profiles import loader
from ...profiles.markup import file_names
from ..realm.modules import TYPED, read_source

MAX_PAGES: Final = 500
_PAGE: Final = re.compile(r"(?<![\w$.])(?:Page|Component)\s*[(<]")
SCRIPTS: Final = (".js", ".ts")
UNREAD: Final = (".vue", ".tsx", ".jsx", ".wpy", ".mpx", ".uvue", ".nvue")
"""Kinds of source that hold scripts and are not run."""
_SKIPPED: Final = frozenset({"node_modules", ".git"})


LATE: Final = "the time was up"
"""The problem of what was not run for lack of time."""


@frozen
class PageStep:
    """One step from page to page: on `page`, the last of `handlers`, pressed in order, leads to the
    page `to`; without any, the page leads there while it opens."""

    page: str
    handlers: tuple[str, ...]
    to: str

    def label(self) -> str:
        """As it stands in reports."""
        return f"{self.page}:{'+'.join(self.handlers) or 'open'}"


@frozen
class Pressed:
    """A page opened and its handlers pressed. `calls`: how many media calls were made. `leads`:
    handlers that opened other pages, and those; `shown`: handlers that an element has."""

    methods: tuple[str, ...]
    calls: int
    problem: str = ""
    """What stopped it, if anything did."""
    place: str = ""
    """Where it did, unless `problem` says so."""
    leads: tuple[tuple[str, str], ...] = ()
    shown: frozenset[str] = frozenset()


Runs = Callable[[str, Sequence[str]], Pressed]
"""Opens a page and presses handlers in order."""


@frozen
class Entry:
    """A page and the handlers pressed, in order. `after`: how it is reached."""

    page: str
    handlers: tuple[str, ...]
    after: tuple[PageStep, ...] = ()

    def label(self) -> str:
        """As it stands in reports: ``index.js:open > pages/detail.js:pick``."""
        own = f"{self.page}:{'+'.join(self.handlers) or 'open'}"
        return " > ".join([*(step.label() for step in self.after), own])


def pages(root: Path, listed: Collection[str] = ()) -> Iterator[str]:
    """Scripts under the root that call Page or Component, or are of a page that the program lists,
    whoever makes it. `listed`: the routes of these."""
    count = 0
    for name, text in sources(root, SCRIPTS):
        if compiled(root, name) or name.endswith(".d.ts"):
            continue
        if name.rpartition(".")[0] in listed or _PAGE.search(text):
            count += 1
            if count > MAX_PAGES:
                raise InputError(f"more than {MAX_PAGES} pages; name one", place=str(root))
            yield name


def runs(name: str) -> bool:
    """Whether files of that name are scripts that can be run."""
    return name.endswith(SCRIPTS)


def compiled(root: Path, name: str) -> bool:
    """Whether a script is TypeScript whose compiled form stands beside it, and counts instead."""
    return name.endswith(TYPED) and (root / name).with_suffix(".js").is_file()


def unread(root: Path, words: re.Pattern[str]) -> list[str]:
    """Files under the root that speak of `words` and are no script that can be run."""
    return [name for name, text in sources(root, UNREAD) if words.search(text)]


def sources(root: Path, suffixes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Files under the root that end so, by name, with their texts; packages left out, and what
    cannot be read."""
    skipped = _SKIPPED | loader.current().remembered(file_names)().packages
    for place in sorted(root.rglob("*")):
        name = place.relative_to(root).as_posix()
        if not name.endswith(suffixes) or skipped & set(name.split("/")) or not place.is_file():
            continue
        try:
            yield name, read_source(root, name)
        except InputError:
            continue


@frozen
class Missed:
    """What was pressed and is not compared. `problem`: what stopped it; empty where it simply
    makes no media call."""

    page: str
    handler: str
    problem: str = ""
    place: str = ""
    """Where it was stopped, unless `problem` says so."""

    def label(self) -> str:
        """As it stands in reports."""
        return f"{self.page}:{self.handler}" if self.handler else self.page


@frozen
class OnPage:
    """What was found on a page: its entries, what is not compared, and where its handlers lead."""

    entries: tuple[Entry, ...] = ()
    missed: tuple[Missed, ...] = ()
    steps: tuple[PageStep, ...] = ()


def entries(page: str, run: Runs, *, speaks: bool = True) -> OnPage:
    """The handlers of a page that reach a media call, alone or after others, and all in turn; and
    those that do not. `speaks`: its scripts name a media API; without, its handlers are pressed
    in one go first, and each by itself only where that reaches a call."""
    leads: dict[str, PageStep] = {}

    def pressed(page: str, handlers: Sequence[str]) -> Pressed:
        did = run(page, handlers)
        for handler, to in did.leads:
            before = handlers[: list(handlers).index(handler) + 1] if handler else ()
            step = PageStep(page, tuple(before) if speaks else tuple(before)[-1:], to)
            if to not in leads or len(step.handlers) < len(leads[to].handlers):
                leads[to] = step
        return did

    found, missed = _entries(page, pressed, speaks)
    return OnPage(tuple(found), tuple(missed), tuple(leads.values()))


def _entries(page: str, runs: Runs, speaks: bool) -> tuple[list[Entry], list[Missed]]:
    late = False

    def run(page: str, handlers: Sequence[str]) -> Pressed:
        nonlocal late
        did = runs(page, handlers)
        late = late or did.problem == LATE
        return did

    opened = run(page, ())
    if opened.problem and not opened.methods:
        return [], [Missed(page, "", opened.problem, opened.place)]
    if not speaks and run(page, opened.methods).calls == opened.calls == 0:
        return [], [Missed(page, name, LATE if late else "") for name in opened.methods]
    alone = {name: run(page, (name,)) for name in opened.methods}
    direct = [name for name, did in alone.items() if did.calls > opened.calls]
    shown = tuple(name for name, did in alone.items() if name in did.shown)
    result = [Entry(page, (name,)) for name in direct]
    missed: list[Missed] = []
    reached = run(page, direct).calls if direct else 0
    for name in opened.methods:
        if name in direct:
            continue
        if direct and run(page, (*direct, name)).calls > reached:
            result.append(Entry(page, (*direct, name)))
        elif name not in shown and shown and _shows(page, run, shown, name):
            result.append(Entry(page, (*shown, name)))
        elif late:  # whether it reaches a call is not known
            missed.append(Missed(page, name, LATE))
        else:
            did = alone[name]
            own = (did.problem, did.place) != (opened.problem, opened.place)
            missed.append(Missed(page, name, did.problem, did.place) if own else Missed(page, name))
    if len(result) > 1:
        everything = tuple(direct) + tuple(e.handlers[-1] for e in result if len(e.handlers) > 1)
        if not any(entry.handlers == everything for entry in result):
            result.append(Entry(page, everything))
    if not result and opened.calls:
        result.append(Entry(page, ()))
    if not result and speaks and not any(item.problem for item in missed) and not opened.problem:
        missed.append(Missed(page, "", "its scripts name a media API, and no handler reached one"))
    if opened.problem and not (result and opened.place):  # its entries tell of it
        missed.append(Missed(page, "", opened.problem, opened.place))
    return result, missed


def _shows(page: str, run: Runs, shown: Sequence[str], name: str) -> bool:
    """Whether a handler that no element has at first gets one by those that are shown, and then
    reaches a call."""
    return run(page, (*shown, name)).calls > run(page, shown).calls


def named(calls: Sequence[str], found: Sequence[str]) -> list[Entry]:
    """Entries as the user names them: ``pick``, ``pages/index/index.js:pick``, ``pick+send``."""
    out: list[Entry] = []
    for text in calls:
        page, sign, handlers = text.rpartition(":")
        if not sign and len(found) != 1:
            known = ", ".join(found[:5]) or "none"
            raise InputError(f"of which page? Write PAGE.js:{text}; pages: {known}", place="--call")
        if sign and page not in found:
            known = ", ".join(found[:5]) or "none"
            raise InputError(f"no page {page[:80]!r}; pages: {known}", place="--call")
        out.append(Entry(page or found[0], tuple(part for part in handlers.split("+") if part)))
    return out


def checked(entries: Sequence[Entry], run: Runs) -> list[Entry]:
    """Entries as the user names them, none with a handler that its page has not. A page that does
    not open is not asked: its runs say what stops it."""
    opened = {page: run(page, ()) for page in dict.fromkeys(entry.page for entry in entries)}
    for entry in entries:
        known = opened[entry.page].methods
        for name in entry.handlers:
            if known and name not in known:
                meant = did_you_mean(name, known, "handlers")
                text = f"{entry.page} has no handler {quoted(name)}; {meant}"
                raise InputError(text, place="--call")
    return list(entries)
