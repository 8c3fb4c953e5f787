"""A page of a mini-program, in Python's hands: opened, called, tapped, looked at."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from attrs import frozen

from ...canonical.errors import InputError
from ...profiles.model import Templates
from ..host.host import BaseHost
from .answers import Stubs
from .engine import Limits
from .found import FoundElements
from .modules import find_root
from .program import MiniProgram
from .render.tree import PageTree
from .trace import Trace


def event_of(
    facts: Templates | None,
    kind: str,
    dataset: Mapping[str, Any],
    detail: Mapping[str, Any],
    name: str = "",
) -> dict[str, Any]:
    """An event as a client with these facts hands it to a handler. `kind`: the event's own word;
    `name`: the element's id."""
    element = {"id": name, "dataset": dict(dataset), "offsetLeft": 0, "offsetTop": 0}
    hit = {facts.hit: dict(dataset)} if facts is not None and facts.hit else {}
    return {
        "type": kind,
        "timeStamp": 0,
        "target": {**element, **hit},
        "currentTarget": element,
        "detail": dict(detail),
    }


@frozen(eq=False)
class Page:
    """An open page or component."""

    program: MiniProgram
    number: int
    file: str
    methods: list[str]
    """Its handlers, lifetimes left out."""

    def call(self, name: str, *args: Any) -> Any:
        """Call a method and run all that follows: calls, promises, timers of the next minute.

        Gives what the method returns, waited for when it is a promise. Raises InputError for an
        unknown method, PageError, RealmError, ScriptError.
        """
        return self.program.invoke(self.number, name, *args)

    def tap(
        self,
        handler: str,
        *,
        dataset: Mapping[str, Any] | None = None,
        detail: Mapping[str, Any] | None = None,
        id: str = "",  # noqa: A002
    ) -> Any:
        """Tap the element that `handler` is bound to; `dataset` is the element's."""
        return self.dispatch(handler, "tap", dataset=dataset, detail=detail, id=id)

    def dispatch(
        self,
        handler: str,
        type: str,  # noqa: A002
        *,
        dataset: Mapping[str, Any] | None = None,
        detail: Mapping[str, Any] | None = None,
        id: str = "",  # noqa: A002
    ) -> Any:
        """Send any event, such as ``change`` or ``input``, to a handler."""
        facts = self.program.host.view.profile.template
        event = event_of(facts, type, dataset or {}, detail or {}, id)
        return self.program.invoke(self.number, handler, event)

    def find(self, selector: str) -> FoundElements:
        """The elements that a selector finds on the page: see `FoundElements`."""
        return FoundElements(self.program, self.number, selector)

    @property
    def tree(self) -> PageTree:
        """What stands on the page. Raises InputError for a page without a template, or one whose
        template no client takes."""
        return self.program.tree(self.number)[0]

    @property
    def current(self) -> Page:
        """The page that the user sees now: this one, or where navigation led."""
        number = self.program.top
        if number is None or number == self.number:
            return self
        program = self.program
        return Page(program, number, program.file(number), program.methods(number))

    def back(self) -> Page:
        """The user goes back to the page below the one that is seen, if there is one; gives the
        page that is seen then."""
        self.program.back()
        return self.current

    @property
    def data(self) -> dict[str, Any]:
        """The page's data, as it stands."""
        found = self.program.data(self.number)
        return found if isinstance(found, dict) else {}

    @property
    def patches(self) -> list[dict[str, Any]]:
        """What setData was given, in order, by path of the data."""
        events = self.program.trace.of("data")
        return [dict(e.data["patch"]) for e in events if e.data["page"] == self.number]

    @property
    def text(self) -> str:
        """The texts that show on the page. Raises as `tree` does."""
        return self.tree.words()

    @property
    def trace(self) -> Trace:
        """What the program did and saw."""
        return self.program.trace

    @property
    def console(self) -> list[str]:
        """What the program wrote to the console."""
        return self.program.console

    @property
    def toasts(self) -> list[str]:
        """The short messages shown, in order."""
        return [str(event.data["text"]) for event in self.program.trace.of("toast")]

    def run_for(self, seconds: float) -> None:
        """Let time pass on the client's clock."""
        self.program.run_for(seconds)

    def close(self) -> None:
        """End the program."""
        self.program.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def load(
    host: BaseHost,
    page: str | Path,
    *,
    root: str | Path | None = None,
    query: Mapping[str, str] | None = None,
    stubs: Stubs | None = None,
    limits: Limits | None = None,
    app: bool = True,
    strict: bool = True,
    setup: str | Path | None = None,
) -> Page:
    """Run a page's file on a host and open it. `root`: the program's folder; default: where its
    list of pages stands, or the page's own folder. `app`: run the program's own script first.
    `setup`: a script that runs before it, such as ``wx.login = () => ({})``."""
    file = Path(page)
    if not file.is_file():
        raise InputError("no such file", place=str(page))
    file = file.resolve()
    folder = Path(root).resolve() if root is not None else find_root(file)
    if not file.is_relative_to(folder):
        raise InputError(f"lies outside the program's folder {folder}", place=str(page))
    name = file.relative_to(folder).as_posix()
    program = started(host, folder, name, stubs=stubs, limits=limits, strict=strict, setup=setup,
                      app=app)  # fmt: skip
    try:
        number, methods = program.open(name, query)
        return Page(program, number, name, methods)
    except BaseException:
        program.close()
        raise


def started(
    host: BaseHost,
    folder: Path,
    file: str,
    *,
    stubs: Stubs | None,
    limits: Limits | None,
    strict: bool,
    setup: str | Path | None,
    app: bool = True,
) -> MiniProgram:
    """The program of a folder on a host, its own script run, before it opens the page of `file`."""
    page = file.rpartition(".")[0]
    program = MiniProgram(host, folder, page=page, stubs=stubs, limits=limits, strict=strict)
    try:
        if setup is not None:
            program.set_up(Path(setup).resolve())
        if app:
            program.run_app(file)
        return program
    except BaseException:
        program.close()
        raise
