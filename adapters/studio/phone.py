"""One phone of the studio: a program on a client, in a thread of its own, and what shows of it.

What is done to it is put in a queue; what it shows is a value that is replaced whole, so that any
thread may read it. A prompt holds the phone's thread until it is answered.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, Final

from ...canonical.engine.fetchers import no_network
from ...canonical.engine.prompts import Prompt
from ...canonical.engine.user import Action
from ...canonical.errors import InputError, MediaglotError
from ..realm.engine import Limits, RealmError
from ..realm.host import Host
from ..realm.modules import page_script
from ..realm.program import MiniProgram
from ..realm.render.tree import PageTree
from ..realm.site import site
from .person import Ahead, Person, ahead_of
from .rows import TraceRows
from .screen import Screen
from .seat import Seat
from .shelf import Shelf
from .touching import Spot, spotted

MOST_EVENTS: Final = 10_000
"""Events after which a phone forgets what happened before."""
LIMITS: Final = Limits(memory=512 << 20)

Job = Callable[[], None]


class Phone:
    """A phone. `news` is called, from its thread, when what it shows has changed; `rested` when it
    has done all that it was told."""

    def __init__(
        self, seat: Seat, shelf: Shelf, *, news: Callable[[], None], rested: Callable[[], None]
    ) -> None:
        self.seat, self._shelf = seat, shelf
        self._news, self._rested = news, rested
        self.device = seat.device()
        self._fetch = self.device.fetch
        self.person = self._somebody()
        self.program: MiniProgram | None = None
        self.host: Host | None = None
        self.rows: TraceRows | None = None
        self.screen: Screen | None = None
        self.tree: PageTree | None = None
        """What stands on the page that is seen, when it was last quiet."""
        self.problem = ""
        self.busy = False
        self.first = ""
        self.began: dict[str, str] = {}
        """What was allowed when the program opened."""
        self.forgot = False
        """Whether what happened first is forgotten."""
        self._taken = 0
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"phone {seat.client}")
        self._thread.start()

    def _somebody(self) -> Person:
        return Person(self._asked, self._did, self._changed)

    # from other threads -------------------------------------------------------------------------

    def tell(self, job: Job) -> None:
        """Do it when what was told before is done."""
        self.busy = True
        self._jobs.put(job)

    def start(self, page: str, *, fresh: bool = False) -> None:
        """Open the program anew, at the page of a script; empty: at its first. `fresh`: on a device
        that nobody has used."""
        self.person.close("the program begins anew")
        self.tell(lambda: self._open(page, fresh))

    def answer(self, prompt: int, action: Action, *then: Action) -> tuple[Ahead, ...]:
        """Do it at the open prompt of a number, and at those that follow `then`; what was done.

        Raises ScriptError for what does not fit."""
        open_now = self.person.waits
        self.person.reply(action, prompt)
        if open_now is None:
            return ()
        later = [Ahead(open_now.kind, more) for more in then]
        for more in later:
            self.person.ahead(more)
        return ahead_of(open_now, action), *later

    def online(self, on: bool) -> None:
        """Give it the network that it began with, or none."""
        self.device.fetch = self._fetch if on else no_network

    def close(self) -> None:
        """End it."""
        self.person.close("the phone is closed")
        self._jobs.put(None)
        self._thread.join(3)
        self.device.close()

    # in its own thread --------------------------------------------------------------------------

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self.busy, self.problem = True, ""
            self._news()
            try:
                job()
            except MediaglotError as error:
                self.problem = str(error)
            except OSError as error:
                self.problem = f"{error.strerror or error}"
            self._look()
            self.busy = not self._jobs.empty()
            if not self.busy:
                self._rested()
            self._news()
        self._end()

    def _open(self, page: str, fresh: bool) -> None:
        self._end()
        if fresh:
            self.device.close()
            self.device = self.seat.device()
        self.person = self._somebody()
        seat = self.seat
        self.host = host = Host(seat.client, user=self.person, device=self.device)
        self.rows = TraceRows(host, self._shelf)
        self._taken, self.forgot = 0, False
        self.began = self.device.consent.to_plain()
        first = page or self._first()
        self.first = first
        self.program = program = MiniProgram(
            host, seat.root, page=first.rpartition(".")[0], stubs=seat.stubs, limits=LIMITS,
            foreign=seat.foreign, strict=False, pages=seat.pages, looks=seat.looks,
        )  # fmt: skip
        self.screen = Screen(seat, host, program, self._shelf)
        program.run_app(first)
        program.open(first)

    def _first(self) -> str:
        """The script of the page that the program begins with. Raises InputError."""
        root, pages = self.seat.root, self.seat.pages
        if pages is None and self.host is not None:
            pages = site(root, self.host.view.profile.program)
        script = page_script(root, pages.first) if pages is not None else ""
        if not script:
            raise InputError("it lists no pages; name the page to begin with", place=root.name)
        return script

    def _end(self) -> None:
        if self.program is not None:
            self.program.close()
        if self.host is not None:
            self.host.close()
        self.program = self.host = self.tree = None

    def touch(self, spot: Spot, event: str, detail: Mapping[str, Any], value: Any) -> None:
        """A finger on an element of the page that is seen. Raises InputError where there is no
        such element."""
        program = self._opened()
        view = spotted(self.tree, spot) if self.tree is not None else None
        top = program.top
        self._act(f"{event} {spot.label()}" + ("" if value is None else f" = {value!r}"))
        if view is None or top is None:
            raise InputError(f"there is nothing here to {event}: {spot.label()}")
        try:
            program.act(top, view.number, event, detail=detail, value=value)
        except RealmError as error:  # what ends a realm ends the program; it may begin anew
            raise InputError(f"the program has ended: {error}") from None

    def back(self) -> None:
        """The user goes back."""
        self._act("back")
        self._opened().back()

    def switch(self, route: str) -> None:
        """The user taps an entry of the bar of tabs."""
        program = self._opened()
        self._act(f"tab {route}")
        with program.turn():
            program.navigator.switch(route)
            program.settle()

    def wait(self, seconds: float) -> None:
        """Time passes."""
        self._act(f"{seconds:g} s pass")
        self._opened().run_for(seconds)

    def _opened(self) -> MiniProgram:
        if self.program is None:
            raise InputError("no program is open")
        return self.program

    def _act(self, words: str) -> None:
        if self.program is not None:
            self.program.trace.add(self.device.clock.now(), "user", "", does=words)

    def _asked(self, prompt: Prompt) -> None:
        """A prompt is about to open."""
        if self.program is None:
            return
        self.program.catch_up()
        scope = {"scope": prompt.scopes[0]} if prompt.kind == "consent" else {}
        self.program.trace.add(
            self.device.clock.now(), "prompt", prompt.operation, kind=prompt.kind,
            shows=prompt.what, **scope,
        )  # fmt: skip
        self._rows()

    def _did(self, prompt: Prompt, action: Action) -> None:
        """A prompt was answered."""
        if self.program is not None:
            self.program.trace.add(
                self.device.clock.now(), "user", prompt.operation, does=action.line(),
                at=prompt.kind, action=action.to_json(),
            )  # fmt: skip
            self._rows()

    def _changed(self) -> None:
        self._rows()
        self._news()

    def _rows(self) -> None:
        """Take over what happened since."""
        if self.program is None or self.rows is None:
            return
        fresh = self.program.trace.events[self._taken :]
        self._taken += len(fresh)
        self.rows.take(fresh)
        if self.screen is not None:
            self.screen.hear(fresh, self.rows.told)

    def _look(self) -> None:
        """What stands there now that it is quiet."""
        if self.program is None or self.screen is None:
            return
        with suppress(MediaglotError):
            self.program.catch_up()
        self._rows()
        self.tree = self.screen.look()
        if len(self.program.trace.events) > MOST_EVENTS:
            self._forget()

    def _forget(self) -> None:
        """What happened so far is done with: its rows stay, as many as are kept."""
        program, host = self._opened(), self.host
        self.forgot = True
        program.trace.events.clear()
        program.thrown.clear()
        if host is not None:
            host.world.events.clear()
        program.taken = self._taken = 0
