"""A whole program in Python's hands: opened where it opens, led from page to page, looked at."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

from attrs import define, field, frozen

from ...canonical.errors import InputError, did_you_mean
from ..host.host import BaseHost
from .answers import Stubs
from .engine import Limits
from .found import FoundElements
from .modules import find_program, page_script
from .page import Page, started
from .program import MiniProgram
from .render.tree import PageTree
from .site import site
from .trace import Trace


@frozen
class Start:
    """How a program is started: see `Host.open_program`."""

    stubs: Stubs | None = None
    limits: Limits | None = None
    strict: bool = True
    setup: str | Path | None = None


@define(eq=False)
class OpenProgram:
    """A program that runs on a host, with the page that the user sees.

    Everything that a test does to a page is done to the one that is seen: `find`, `call`, `tap`.
    Use it from one thread, and close it, or in a `with`. The host stays open.
    """

    host: BaseHost
    root: Path
    how: Start = field(repr=False)
    _program: MiniProgram = field(repr=False)

    # from page to page ------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that the user sees."""
        return self._page(self._program.standing.above[-1].number)

    @property
    def pages(self) -> list[Page]:
        """The pages that are open, the one that is seen last."""
        return [self._page(it.number) for it in self._program.standing.above]

    @property
    def route(self) -> str:
        """The route of the page that is seen: its path without a suffix."""
        return self._program.standing.above[-1].route

    def _page(self, number: int) -> Page:
        return Page(
            self._program, number, self._program.file(number), self._program.methods(number)
        )

    def navigate_to(self, url: str, **query: Any) -> Page:
        """Open a page above this one, as the program's own call would. Gives the page that is seen.

        `url`: from the program's root, ``/pages/a/a?id=7``, or beside the page; `query`: more of
        it. Raises MediaError in the client's words where the page cannot be opened so, PageError
        for what scripts throw.
        """
        return self._gone("navigateTo", url, query)

    def redirect_to(self, url: str, **query: Any) -> Page:
        """Open a page in place of this one: see `navigate_to`."""
        return self._gone("redirectTo", url, query)

    def relaunch(self, url: str, **query: Any) -> Page:
        """Open a page in place of all of them: see `navigate_to`."""
        return self._gone("reLaunch", url, query)

    def switch_tab(self, url: str) -> Page:
        """Open a page of the tab bar: see `navigate_to`."""
        return self._gone("switchTab", url, {})

    def back(self) -> Page:
        """The user goes back to the page below, if there is one; gives the page seen then."""
        self._program.back()
        return self.page

    def _gone(self, move: str, url: str, query: Mapping[str, Any]) -> Page:
        parts = [f"{key}={quote(_word(value), safe='')}" for key, value in query.items()]
        sign = "&" if "?" in url else "?"
        self._program.go(move, f"{url}{sign}{'&'.join(parts)}" if parts else url)
        return self.page

    def restart(self, page: str = "", query: Mapping[str, str] | None = None) -> Page:
        """Close the program and open it again, as a user does: what it kept stays, temporary files
        are gone."""
        self._program.close()
        self.host.restart()
        self._program = _opened(self.host, self.root, page, query, self.how)
        return self.page

    # the page that is seen --------------------------------------------------------------------

    def find(self, selector: str) -> FoundElements:
        """The elements that a selector finds on the page: see `FoundElements`."""
        return self.page.find(selector)

    def call(self, name: str, *args: Any) -> Any:
        """Call a method of the page: see `Page.call`."""
        return self.page.call(name, *args)

    def tap(self, handler: str, **event: Any) -> Any:
        """Tap the element that a handler is bound to: see `Page.tap`."""
        return self.page.tap(handler, **event)

    @property
    def tree(self) -> PageTree:
        """What stands on the page."""
        return self.page.tree

    @property
    def text(self) -> str:
        """The texts that show on the page."""
        return self.page.text

    @property
    def data(self) -> dict[str, Any]:
        """The data of the page."""
        return self.page.data

    # the program ------------------------------------------------------------------------------

    @property
    def stored(self) -> dict[str, Any]:
        """What the program keeps by key."""
        return {key: json.loads(text) for key, text in self.host.stored.items()}

    @property
    def trace(self) -> Trace:
        """What the program did and saw since it was opened."""
        return self._program.trace

    @property
    def console(self) -> list[str]:
        """What the program wrote to the console."""
        return self._program.console

    @property
    def toasts(self) -> list[str]:
        """The short messages shown, in order."""
        return self.page.toasts

    def evaluate(self, code: str) -> Any:
        """The value of an expression in the program's realm, waited for when it is a promise:
        ``getApp().globalData``. Raises PageError."""
        return self._program.evaluate(code)

    def run_for(self, seconds: float) -> None:
        """Let time pass on the client's clock."""
        self._program.run_for(seconds)

    def show(self) -> str:
        """Everything it did and saw, line by line."""
        return self._program.text()

    def close(self) -> None:
        """End the program."""
        self._program.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _word(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def open_program(
    host: BaseHost,
    folder: str | Path,
    page: str = "",
    query: Mapping[str, str] | None = None,
    *,
    stubs: Stubs | None = None,
    limits: Limits | None = None,
    strict: bool = True,
    setup: str | Path | None = None,
) -> OpenProgram:
    """Open a program on a host: `Host.open_program` tells how."""
    given = Path(folder)
    if not given.is_dir():
        raise InputError("no such folder", place=str(folder))
    root = find_program(given.resolve())
    how = Start(stubs, limits, strict, setup)
    return OpenProgram(host, root, how, _opened(host, root, page, query, how))


def _opened(
    host: BaseHost, root: Path, page: str, query: Mapping[str, str] | None, how: Start
) -> MiniProgram:
    file = _entry(host, root, page)
    program = started(
        host, root, file, stubs=how.stubs, limits=how.limits, strict=how.strict, setup=how.setup
    )
    try:
        program.open(file, query)
    except BaseException:
        program.close()
        raise
    return program


def _entry(host: BaseHost, root: Path, page: str) -> str:
    """The script of the page that opens first: the one asked for, or the program's own."""
    layout = host.view.profile.program
    found = site(root, layout)
    if found is None and not page:
        what = f"{layout.config} lists no pages" if layout.config else "no source says how"
        raise InputError(
            f"where does this program begin? On {host.view.profile.name} {what}; name a page",
            place=str(root),
        )
    route = page.lstrip("/") or (found.first if found is not None else "")
    file = page_script(root, route.removesuffix(".js").removesuffix(".ts"))
    if not file:
        known = sorted(found.pages) if found is not None else []
        hint = did_you_mean(route, known, "pages") if known else "it lists none"
        raise InputError(f"the program has no page {route!r}; {hint}", place=str(root))
    return file
