"""From page to page in a realm: what is open, and the moves that a program makes, carried out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...canonical.engine.faults import MediaError
from ...canonical.errors import InputError
from .modules import page_script
from .site import Site, site
from .stack import MOVES, Ground, Move, Pages, Standing, moved, opener_words

if TYPE_CHECKING:
    from ..host.host import BaseHost
    from ..host.performing import Do, Performing


class Navigator:
    """The pages of one program. `send` tells the realm something, `run` runs a file and says
    whether it made a page, `told` hears of the page that the user sees after a move.

    `opened`: what the realm said of each page that opened, by number. `pages`: what pages the
    program has, where its configuration does not say it in this vendor's words.
    """

    def __init__(
        self,
        host: BaseHost,
        root: Path,
        pages: Site | None,
        *,
        send: Callable[..., None],
        run: Callable[[str], bool],
        told: Callable[[str, Mapping[str, str]], None],
        opened: Mapping[int, Mapping[str, Any]],
    ) -> None:
        self.open = Pages()
        self._root = root
        self._send, self._run, self._told = send, run, told
        self._opened = opened
        profile = host.view.profile
        self._note = host.world.note
        self._channel = opener_words(host.view)
        found = pages or site(root, profile.program, self._note)
        self.ground: Ground | None = None
        if found is not None:
            self.ground = Ground(found, profile.stack, self._there, self._note)

    def _there(self, route: str) -> bool:
        return bool(page_script(self._root, route))

    def enter(
        self,
        file: str,
        query: Mapping[str, str],
        *,
        as_tab: bool = False,
        opener: Mapping[str, Any] | None = None,
    ) -> int | None:
        """Open the page that a file made, above all others: its number; None where that failed."""
        known = set(self._opened)
        talks = {} if opener is None else {"opener": opener}
        self._send("open", file=file, query=dict(query), where=file, **talks)
        number = next((n for n in self._opened if n not in known), None)
        if number is not None:
            page = Standing(number, file.rpartition(".")[0])
            self.open = self.open.entered(page, as_tab=as_tab)
        return number

    def is_tab(self, file: str) -> bool:
        """Whether a page's file is that of a tab."""
        return self.ground is not None and file.rpartition(".")[0] in self.ground.site.tabs

    def performers(self, call: int) -> Mapping[str, Do]:
        """Who does what a call asks for, by canonical name; nobody where no pages are known, or
        none is open yet."""
        if self.ground is None or self.open.top is None:
            return {}
        return {name: partial(self._perform, name, call) for name in MOVES}

    def _perform(
        self, name: str, call: int, _it: Performing, _own: str, given: Mapping[str, Any]
    ) -> dict[str, Any]:
        if self.ground is None:
            return {}
        move = moved(name, given, self.open, self.ground)
        opener = {"opener": call, **self._channel} if move.talks and self._channel else None
        self._carry_out(move, opener)
        return {}

    def lead(self, name: str, given: Mapping[str, Any]) -> bool:
        """Go where an element leads, by an operation's canonical name; False where no pages are
        known. Raises MediaError where that fails."""
        if self.ground is None or self.open.top is None:
            return False
        self._carry_out(moved(name, given, self.open, self.ground), None)
        return True

    def back(self) -> bool:
        """The user goes back to the page below this one, where there is one."""
        if self.ground is None or len(self.open.above) < 2:
            return False
        self._carry_out(moved("navigateBack", {}, self.open, self.ground), None)
        return True

    def switch(self, route: str) -> None:
        """The user taps an entry of the bar of tabs. Raises MediaError."""
        self.lead("switchTab", {"url": f"/{route}"})

    def _carry_out(self, move: Move, opener: Mapping[str, Any] | None) -> None:
        file = self._made(move.opens.route) if move.opens is not None else ""
        self._send(
            "leave",
            hides=[page.number for page in move.hides],
            closes=[page.number for page in move.closes],
            stays=[page.number for page in move.stays.above],
            where="leaving a page",
        )
        self.open = move.stays
        if move.shows is not None:
            self._send("show", page=move.shows.number, where=move.shows.route)
            self._told(move.shows.route, {})
        elif move.opens is not None:
            self._told(move.opens.route, move.opens.query)
            if self.enter(file, move.opens.query, as_tab=move.as_tab, opener=opener) is None:
                raise MediaError("internal", f'page "{move.opens.route}" does not open')

    def _made(self, route: str) -> str:
        """The script of a page, which has run and made one. Raises MediaError."""
        file = page_script(self._root, route)
        why = "it has no script"
        try:
            if file and self._run(file):
                return file
        except InputError as error:
            why = str(error)
        else:
            why = "its script made no page" if file else why
        self._note(f"the page {route} does not open: {why}")
        raise MediaError("not_found", f'page "{route}" is not found')
