"""One run of a program: opened, walked to a page, its handlers pressed, as a user would."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from attrs import frozen

from ...canonical.engine.faults import MediaError
from ...canonical.engine.operations import CHOOSING
from ...canonical.errors import InputError, MediaglotError
from ...profiles.fold import ClientProfile
from ...profiles.model import Vendor
from ..host.host import BaseHost
from ..realm.answers import Stubs
from ..realm.budget import Budget
from ..realm.engine import Limits, OutOfTime
from ..realm.program import MiniProgram, PageError
from ..realm.site import Site
from .entries import PageStep
from .labels import Vocabulary
from .media_calls import media_calls
from .press import presses
from .vocabulary import strings, vocabulary_of
from .worlds import Situation


@frozen
class Lack:
    """Something that a program asked for and that is not simulated, and where it did."""

    name: str
    place: str = ""

    def label(self) -> str:
        """As it stands in reports."""
        words = f"{self.name}; {advice([self.name])}"
        return f"{self.place}: {words}" if self.place else words


@frozen(eq=False)
class Run:
    """One run, before it is told in words of no vendor. Its host must stay open until then.

    `other`: the client on the other side; `leads`: which handler opened which other pages, by their
    scripts; "" for the opening itself.
    `shown`: the handlers of those pressed that an element had. `begun`: how many things were thrown
    before the first page opened; `reached`: before the first handler was pressed; `opened`: the
    media calls that were made by then.
    """

    host: BaseHost
    program: MiniProgram
    broke: str
    methods: tuple[str, ...]
    vocabulary: Vocabulary
    other: ClientProfile
    leads: tuple[tuple[str, str], ...] = ()
    shown: frozenset[str] = frozenset()
    begun: int = 0
    reached: int = 0
    opened: int = 0

    def lacks(self, *, of_app: bool = False) -> tuple[Lack, ...]:
        """What the program's pages asked for that is not simulated; or what the program itself did
        before the first of them opened."""
        thrown = self.program.thrown
        errors = thrown[: self.begun] if of_app else thrown[self.begun :]
        return tuple(Lack(it.lacks, it.places[0] if it.places else "") for it in errors if it.lacks)

    def stopped(self) -> tuple[str, str]:
        """What kept the program from going on, in one line, and where; empty where nothing did."""
        lacks = self.lacks()
        pressed = len([it for it in self.program.thrown[self.reached :] if it.lacks])
        lacks = lacks[len(lacks) - pressed :] if pressed else lacks
        if lacks:
            names = list(dict.fromkeys(lack.name for lack in lacks))
            return f"not simulated: {', '.join(names)}; {advice(names)}", lacks[0].place
        if self.broke:
            return self.broke, ""
        failed = [it for it in self.program.thrown if not it.lacks]
        return (failed[0].line() if failed else ""), ""


def advice(names: Sequence[str]) -> str:
    """How to answer what is not simulated, by whole names."""
    if any(name.startswith("the package ") for name in names):
        return "build or install it"
    stubs = [name.partition(".")[2] for name in names if not name.startswith("this.")]
    stubs = [name for name in stubs if name]
    return (
        "answer it: " + " ".join(f"--stub {name}={{}}" for name in stubs)
        if stubs
        else "views are not"
    )


def limits_of(budget: Budget | float | None) -> Limits:
    """What each run may use, with the time that all have together. Raises InputError."""
    if budget is not None and not isinstance(budget, Budget):
        budget = Budget(budget)
    return Limits(budget=budget)


def observe(
    host: BaseHost,
    root: Path,
    page: str,
    entries: Sequence[str],
    situation: Situation,
    *,
    other: ClientProfile,
    foreign: ClientProfile | None = None,
    stubs: Stubs | None = None,
    setup: Path | None = None,
    times: int = 2,
    looks: tuple[Path, Vendor] | None = None,
    pages: Site | None = None,
    after: Sequence[PageStep] = (),
    acts: Callable[[Walk], None] | None = None,
    limits: Limits | None = None,
    query: Mapping[str, str] | None = None,
) -> Run:
    """Open a page on a host, press its entries, and write down what happens.

    `other`: the client on the other side, whose words for failures the program may speak.
    `times`: how often each entry is pressed; in a loop the second press is the second item's.
    `looks`: whose templates count where the program has none. `pages`: what pages the program has,
    where not what its configuration says. `after`: how the page is reached from the first one's
    opening; where a step does not lead on, the run ends there. `acts`: what is done there instead
    of pressing entries; `query`: what the first page is opened with. Raises OutOfTime when the time
    of all runs together is up by the end.
    """
    first = after[0].page if after else page
    program = MiniProgram(
        host, root, page=first.rpartition(".")[0], stubs=stubs, foreign=foreign, strict=False,
        limits=limits, pages=pages, looks=looks,
    )  # fmt: skip
    if situation.loses:
        program.before_reply = lambda api, value: _lose(host, api, value)
    walk = Walk(program)
    broke = ""
    begun = reached = opened = 0
    try:
        if setup is not None:
            program.set_up(setup)
        program.run_app(first)
        begun = len(program.thrown)
        walk.open(first, query)
        there = all(walk.takes(step) for step in after)
        reached, opened = len(program.thrown), media_calls(program, host.view).total()
        if there and acts is not None:
            acts(walk)
        elif there:
            for name in entries:
                for press in range(times):
                    walk.press(name, press)
        program.trace.add(host.device.clock.now(), "end", data=_own_data(program, walk.page))
    except (InputError, PageError) as error:
        broke = str(error)
    except MediaglotError as error:
        broke = f"{type(error).__name__}: {error}"
    finally:
        program.close()
    if limits is not None and limits.budget is not None and limits.budget.over:
        raise OutOfTime(f"the time of all runs, {limits.budget}, is up")
    known = vocabulary_of(program.trace, host, other)
    methods, leads = tuple(walk.methods), tuple(walk.leads)
    return Run(
        host,
        program,
        broke,
        methods,
        known,
        other,
        leads,
        frozenset(walk.shown),
        begun,
        reached,
        opened,
    )


class Walk:
    """A user on the pages of a program. `page`: the one whose handlers are pressed."""

    def __init__(self, program: MiniProgram) -> None:
        self.page = 0
        self.methods: list[str] = []
        self.leads: dict[tuple[str, str], None] = {}
        self.shown: set[str] = set()
        self.program = program

    def open(self, file: str, query: Mapping[str, str] | None = None) -> None:
        """Open a page by itself."""
        self.page, self.methods = self.program.open(file, query)
        self.led("")

    def press(self, name: str, number: int) -> None:
        """Press every element that names a handler, with the data it carries then."""
        if name in self.methods:
            for press in presses(self.program, self.page, name, number):
                self.shown.add(name)
                self.back()
                press()
                self.led(name)

    def takes(self, step: PageStep) -> bool:
        """Press handlers until the last leads to a page, which is the one that counts from then
        on."""
        *before, last = step.handlers or ("",)
        for name in before:
            self.press(name, 0)
        if last in self.methods:
            for press in presses(self.program, self.page, last, 0):
                self.back()
                press()
                if self.seen() == step.to:
                    break
        if self.seen() != step.to:
            return False
        top = self.program.top
        self.page = self.page if top is None else top
        self.methods = self.program.methods(self.page)
        self.leads.clear()
        return True

    def seen(self) -> str:
        """The script of the page that the user sees."""
        top = self.program.top
        return "" if top is None else self.program.file(top)

    def left(self) -> bool:
        """Whether the page is no more among those that are open."""
        return all(it.number != self.page for it in self.program.standing.above)

    def led(self, name: str) -> None:
        """Note where a handler led, if it did."""
        if self.program.top not in (None, self.page):
            self.leads[name, self.seen()] = None

    def back(self) -> None:
        """Back to the page, where it is still below the one that is seen."""
        while any(it.number == self.page for it in self.program.standing.above[:-1]):
            if not self.program.back():
                break


def _own_data(program: MiniProgram, page: int) -> Any:
    """The data of a page; of a component without what its parent gave, which only some clients
    count as data."""
    data, given = program.data(page), program.properties(page)
    if not given or not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if key not in given}


def _lose(host: BaseHost, api: str, value: Mapping[str, Any]) -> None:
    """The picked files are gone before the program gets to them."""
    if api not in CHOOSING:
        return
    for text in strings(value):
        if host.storage.is_temp(text):
            try:
                host.storage.remove(text)
            except MediaError:
                continue
