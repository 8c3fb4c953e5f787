"""A mini-program in a realm over a host: its pages opened, called, tapped; its trace."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from ...canonical.errors import InputError, MediaglotError
from ...profiles.fold import ClientProfile
from ...profiles.model import Vendor
from ..host.companions import Companions
from ..host.host import BaseHost
from .answers import Stubs
from .calls import Calls
from .config import realm_config
from .engine import Limits, Realm, RealmError, mapped, prelude_lines
from .files import Mirror, spoken
from .kept import Kept
from .lives import Lives
from .modules import Modules, app_script
from .navigation import Navigator
from .record import Heard, Record
from .render.program import PageTemplates
from .render.template import reader_of
from .render.tree import PageTree, PageView
from .site import Site
from .stack import Pages
from .stage import Stage, language_of
from .time import Time
from .trace import Trace

HORIZON: Final = 60.0
"""Seconds on the virtual clock that pending timers are waited for after the user did something."""


class PageError(MediaglotError):
    """The program's own script failed: what it threw, and where. `trace`: the run up to there."""

    def __init__(self, message: str, trace: Trace) -> None:
        super().__init__(message)
        self.trace = trace


class MiniProgram:
    """A program whose files lie under `root`, on one client.

    `stubs` answer functions that are not simulated. `foreign` is another vendor whose services
    (never its media API) the program finds too, under their own name: for half-ported programs.
    `strict`: what the script throws is raised as PageError; without, what is not simulated is told
    and something stands in its place, so that the program goes on. `pages`: what pages it has,
    where not what its configuration says in this vendor's words; without either, navigation is
    written down and leads nowhere. `draws`: templates are drawn, and components in them live.
    `looks`: a folder and a vendor whose templates count where this program has none. Use it from
    one thread, and close it, or in a `with`. The host stays open.
    """

    def __init__(
        self,
        host: BaseHost,
        root: Path,
        *,
        page: str = "",
        stubs: Stubs | None = None,
        limits: Limits | None = None,
        foreign: ClientProfile | None = None,
        strict: bool = True,
        pages: Site | None = None,
        draws: bool = True,
        looks: tuple[Path, Vendor] | None = None,
    ) -> None:
        self._draws = draws
        self.host = host
        self.root = root
        self.strict = strict
        self.stored = host.stored
        self.before_reply: Callable[[str, Mapping[str, Any]], None] | None = None
        """Called with API and value before the program sees a reply of the media API."""
        self._limits = limits or Limits()
        self._stubs = dict(stubs or {})
        self._services = {host.view.profile.namespace: host.companions}
        if foreign is not None:
            self._services[foreign.profile.namespace] = Companions(foreign, host)
        vendor, language = host.view.profile, language_of(host.view, self._services)
        self._modules = Modules(root, prelude_lines(), language, vendor.program.packages)
        self._record = Record(self._now, self._modules.place, host)
        self.trace, self.thrown = self._record.trace, self._record.thrown
        self._calls = Calls(
            host, self._services, self._stubs, self._limits.calls, self.trace, self._failed
        )
        self._kept = Kept(host, self.stored, self.trace, self._failed, self.catch_up)
        host.storage.mount(root)
        self._mirror = Mirror(host.storage, spoken(it.view for it in self._services.values()))
        self.lives = Lives(self._services)
        self._time = Time(host, send=self._send, busy=self._busy)
        self._results: dict[int, dict[str, Any]] = {}
        self._registered: set[str] = set()
        self._opened: dict[int, dict[str, Any]] = {}
        self.navigator = Navigator(
            host, root, pages,
            send=self._send, run=self._made, told=self._moved, opened=self._opened,
        )  # fmt: skip
        self.stage = Stage(
            vendor,
            [
                PageTemplates(folder, of, reader_of(host.registry, of.id), self._modules)
                for folder, of in ((root, vendor), *((looks,) if looks else ()))
            ],
            send=self._send, ask=self._answer_to, run=self._run, ran=self._registered,
        )  # fmt: skip
        self._numbers = 0
        self.taken = len(host.events)
        self._page = page
        self._start = host.device.clock.now()
        self.hears: dict[str, Heard] = {
            **self._record.hears(),
            **self._calls.hears(),
            **self._kept.hears(),
            **self.lives.hears(),
            **self._time.hears(),
            "done": lambda it: self._results.update({it["number"]: it}),
            "ran": lambda _it: None,  # what follows from it is told by itself
            "registered": lambda it: self._registered.add(str(it["file"])),
            "opened": lambda it: self._opened.update({it["page"]: it}),
            "navigate": self.stage.leads.append,
        }
        """Who hears of which message of the realm, by `t`."""
        config, tables = realm_config(
            host, self._services, self._stubs, self._milliseconds(), page, goes_on=not strict
        )
        self._realm = Realm(config, self._limits, tables)

    def _milliseconds(self) -> int:
        return int(self.host.device.clock.now() * 1000)

    # driving ------------------------------------------------------------------------------------

    def open(self, page: str, query: Mapping[str, str] | None = None) -> tuple[int, list[str]]:
        """Run a page's file and open the page: its number, and its handlers.

        Raises InputError for a file that is missing or calls neither Page nor Component,
        PageError for what it throws, ScriptError when the user's script does not fit.
        """
        number: int | None = None
        with self.turn():
            if self._made(page):
                number = self.navigator.enter(page, query or {}, as_tab=self.navigator.is_tab(page))
                self.settle()
            elif not self.thrown:
                raise InputError(self._modules.why_no_page(), place=page)
        if number is None:
            if self.thrown:
                raise PageError(self.thrown[-1].line(), self.trace)
            raise InputError(f"{page} opened no page")
        return number, self.methods(number)

    def back(self) -> bool:
        """The user goes back to the page below this one, where there is one."""
        with self.turn():
            went = self.navigator.back()
            self.settle()
        return went

    def go(self, move: str, url: str) -> None:
        """Go to a page as a function of navigation goes there, by that function's canonical name.

        Raises InputError where the program lists no pages, MediaError where the move fails,
        PageError for what scripts throw."""
        with self.turn():
            if not self.navigator.lead(move, {"url": url}):
                raise InputError("the program's configuration lists no pages, so nothing leads on")
            self.settle()

    @property
    def top(self) -> int | None:
        """The number of the page that the user sees."""
        page = self.navigator.open.top
        return None if page is None else page.number

    @property
    def standing(self) -> Pages:
        """The pages that are open."""
        return self.navigator.open

    def file(self, page: int) -> str:
        """The script of a page."""
        return str(self._opened[page]["file"])

    def methods(self, page: int) -> list[str]:
        """The handlers of a page."""
        return list(self._opened[page].get("methods", ()))

    def set_up(self, file: Path) -> None:
        """Run a script of the test's own, before any of the program: what it sets on the vendor's
        namespace answers the program. Raises InputError, PageError."""
        with self.turn():
            module = self._modules.add_setup(file)
            self._mirror.read(module.code or "")
            self._send("define", modules=[module.to_json()])
            self._send("run", file=module.id, where=module.id)
            self.settle()

    def run_app(self, first: str) -> None:
        """Run the program's own script, unless it is `first`, the script of the first page."""
        script = app_script(self.root, self.host.view.profile.program.script)
        if script and script != first:
            self.run(script)

    def run(self, file: str) -> None:
        """Run a file of the program, and all that follows from it."""
        with self.turn():
            self._run(file)
            self.settle()

    def _run(self, file: str) -> None:
        modules = self._modules.add(file)
        for module in modules:
            self._mirror.read(module.code or "")
        self._send("define", modules=[module.to_json() for module in modules])
        self._send("run", file=file, where=file)

    def _made(self, file: str) -> bool:
        """Run a file, those of its components first, and say whether it calls Page or Component."""
        if self._draws:
            self.stage.gather(file)
        self._run(file)
        return file in self._registered

    def evaluate(self, code: str) -> Any:
        """The value of an expression in the realm, waited for when it is a promise."""
        with self.turn():
            return self._invoked("evaluate", "evaluate", code=code)

    def run_for(self, seconds: float) -> None:
        """Let time pass: timers and intervals run."""
        with self.turn():
            until = self.host.device.clock.now() + seconds
            while self._busy() or self._time.fire(until, intervals=True):
                self.settle()
            self._time.pass_to(until)

    def invoke(self, page: int, name: str, *args: Any) -> Any:
        """Call a method of an open page and run all that follows."""
        with self.turn():
            return self._invoked("invoke", name, page=page, name=name, args=list(args))

    def tree(self, page: int, select: str | None = None) -> tuple[PageTree, list[PageView]]:
        """What stands on an open page, and which of it a selector finds.

        Raises InputError for a page without a template that can be drawn, and for a selector that
        is none; PageError for what scripts throw meanwhile."""
        with self.turn():
            return self.stage.tree(self.file(page), page, select)

    def named(self, page: int) -> frozenset[str] | None:
        """The handlers that a page's template names; None for a page that is not drawn."""
        return self.stage.named(self.file(page))

    def act(
        self, page: int, node: int, does: str, *, detail: Mapping[str, Any], value: Any = None
    ) -> int:
        """The user does something to an element of the last tree, and all that follows runs. Gives
        how many handlers ran. Raises PageError."""
        with self.turn():
            count = self.stage.act(page, node, does, detail, value)
            while self.stage.lead(self.navigator, self._led, self._lost):
                self.settle()
        return count

    def _led(self, name: str, url: str) -> None:
        self.trace.add(self._now(), "leads", name, url=url)

    def _lost(self, why: str, where: str) -> None:
        self.trace.add(self._now(), "error", text=why, places=[], where=where)

    def _answer_to(self, op: str, **message: Any) -> dict[str, Any]:
        """What the realm says to a question by number."""
        self._numbers += 1
        number = self._numbers
        self._send(op, number=number, **message)
        self.settle()
        return self._results.pop(number, {})

    def properties(self, page: int) -> list[str]:
        """Data of an open component that are its parent's."""
        return list(self._opened[page].get("properties", ()))

    def data(self, page: int) -> Any:
        """The data of an open page, now."""
        with self.turn():
            return self._invoked("data", "data", page=page)

    def _invoked(self, op: str, what: str, **message: Any) -> Any:
        result = self._answer_to(op, where=what, **message)  # nothing while its promise is pending
        if result.get("absent"):
            raise InputError(f"the page has no method {what!r}; methods: {result.get('known')}")
        return result.get("value")

    @contextmanager
    def turn(self) -> Iterator[None]:
        """One thing the user does: its limits begin anew, what the script threw is raised."""
        self._realm.begin_turn()
        self._calls.begin_turn()
        before = len(self.thrown)
        try:
            yield
        except RealmError as error:
            places = mapped(error.stack, self._modules.place)
            text = f"{places[0]}: {error}" if places else str(error)
            self.trace.add(self._now(), "error", text=text)
            raise type(error)(text, trace=self.trace) from None
        if self.strict and len(self.thrown) > before:
            raise PageError(self.thrown[before].line(), self.trace)

    def _failed(self, why: str) -> None:
        self._realm.fail(why)

    def _now(self) -> float:
        return self.host.device.clock.now()

    # the queue ----------------------------------------------------------------------------------

    def _send(self, op: str, now: float | None = None, **message: Any) -> None:
        clock = self._milliseconds() if now is None else int(now * 1000)
        changes = self._mirror.changes(clock)
        if changes:
            message["files"] = changes
        if states := self.lives.changes():
            message["objects"] = states
        for entry in self._realm.send(op, now=clock, **message):
            self.hears[entry["t"]](entry)

    def settle(self) -> None:
        """Answer calls and run timers until the program is quiet."""
        until = self._now() + HORIZON
        while True:
            if self.lives.waiting:
                self._tell()
            elif self._calls.waiting:
                self._answer()
            elif not (self._time.fire(until, intervals=False) or self._time.waits()):
                return

    def _busy(self) -> bool:
        return self._calls.waiting or self.lives.waiting

    def _tell(self) -> None:
        """What objects and calls under way have told, in order."""
        for told in self.lives.take():
            self.catch_up()
            self.trace.add(self._now(), "told", told.event, value=told.reply)
            self._send("told", id=told.number, event=told.event, value=told.reply)

    def _answer(self) -> None:
        for call, started in self._calls.begun():
            reply = self._calls.reply(call, started, self.navigator.performers(call["id"]))
            self._tell()
            self.catch_up()
            self._calls.note(call, started, reply)
            if started is not None and self.before_reply is not None:
                self.before_reply(started.api.canonical, reply["value"])
            self._time.fire(self._now(), intervals=True)
            self._send("reply", id=call["id"], where=f"{call['api']}", **reply)

    def catch_up(self) -> None:
        """Take over what the host wrote down since."""
        events = self.host.events
        for event in events[self.taken :]:
            self.trace.add(event.time, event.kind, event.api, **event.data)
        self.taken = len(events)

    # messages of the realm ------------------------------------------------------------------------

    def _moved(self, route: str, query: Mapping[str, str]) -> None:
        self.catch_up()
        self._record.page(route, query)

    # looking ------------------------------------------------------------------------------------

    @property
    def console(self) -> list[str]:
        """What the program wrote to the console."""
        return [str(event.data["text"]) for event in self.trace.of("log")]

    def text(self) -> str:
        """The trace as lines, times in seconds since the program began."""
        return self.trace.text(self._start)

    def close(self) -> None:
        """End the realm."""
        self._realm.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
