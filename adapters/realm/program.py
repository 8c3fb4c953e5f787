"""A mini-program in a realm over a host: its pages opened, called, tapped; its trace."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, Self

from attrs import frozen

from ...canonical.engine.faults import MediaError
from ...canonical.errors import InputError, MediaglotError
from ...profiles.fold import ClientProfile
from ..host.companions import Companions
from ..host.host import BaseHost, Started
from .config import file_rules, instance_model, side_config
from .engine import Limits, Realm, RealmError, mapped, prelude_lines
from .files import Mirror, repeat, spoken
from .modules import Modules
from .timers import Timers
from .trace import Trace

HORIZON: Final = 60.0
"""Seconds on the virtual clock that pending timers are waited for after the user did something."""

Stubs = Mapping[str, Any]
"""Answers for functions that are not simulated: a reply, or ``{"fail": reply}``; by function."""


class PageError(MediaglotError):
    """The program's own script failed: what it threw, and where. `trace`: the run up to there."""

    def __init__(self, message: str, trace: Trace) -> None:
        super().__init__(message)
        self.trace = trace


@frozen
class Thrown:
    """Something the script threw and did not catch."""

    where: str
    message: str
    places: list[str]

    def line(self) -> str:
        """In one line, with the place in the program."""
        place = f"{self.places[0]}: " if self.places else ""
        return f"{place}{self.message} (in {self.where})"


class MiniProgram:
    """A program whose files lie under `root`, on one client.

    `stubs` answer functions that are not simulated. `foreign` is another vendor whose services
    (never its media API) the program finds too, under their own name: for half-ported programs.
    `strict`: what the script throws is raised as PageError. Use it from one thread, and close it,
    or use it as a context manager. The host stays open.
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
    ) -> None:
        self.host = host
        self.root = root
        self.trace = Trace()
        self.strict = strict
        self.thrown: list[Thrown] = []
        self.absent: dict[str, str] = {}
        self.stored = host.stored
        self.before_reply: Callable[[str, Mapping[str, Any]], None] | None = None
        """Called with API and value before the program sees a reply of the media API."""
        self._limits = limits or Limits()
        self._stubs = dict(stubs or {})
        self._services = {host.view.profile.namespace: host.companions}
        if foreign is not None:
            self._services[foreign.profile.namespace] = Companions(foreign, host)
        self._modules = Modules(root, prelude_lines())
        host.storage.mount(root)
        self._mirror = Mirror(host.storage, spoken(it.view for it in self._services.values()))
        self._calls: list[dict[str, Any]] = []
        self._aborted: set[int] = set()
        self._timers = Timers(host.device.clock)
        self._results: dict[int, dict[str, Any]] = {}
        self._registered: set[str] = set()
        self._opened: dict[int, dict[str, Any]] = {}
        self._numbers = 0
        self._turns = 0
        self._seen = len(host.events)
        self._page = page
        self._start = host.device.clock.now()
        self._realm = Realm(self._config(), self._limits)

    def _config(self) -> dict[str, Any]:
        first = next(iter(self._services))
        return {
            "now": self._milliseconds(),
            "seed": zlib.crc32(self.host.device.ids.token(16).encode()),
            "page": self._page,
            "files": file_rules(self.host.storage),
            "model": instance_model(self.host.view),
            "store": dict(self.stored),
            "sides": [
                side_config(services, own=name == first, stubs=self._stubs)
                for name, services in self._services.items()
            ],
        }

    def _milliseconds(self) -> int:
        return int(self.host.device.clock.now() * 1000)

    # driving ------------------------------------------------------------------------------------

    def open(self, page: str, query: Mapping[str, str] | None = None) -> tuple[int, list[str]]:
        """Run a page's file and open the page: its number, and its handlers.

        Raises InputError for a file that is missing or calls neither Page nor Component,
        PageError for what it throws, ScriptError when the user's script does not fit.
        """
        number: int | None = None
        with self._turn():
            self._run(page)
            known = set(self._opened)
            if page in self._registered:
                self._send("open", file=page, query=dict(query or {}), where=page)
                self._settle()
                number = next((n for n in self._opened if n not in known), None)
            elif not self.thrown:
                raise InputError(self._modules.why_no_page(), place=page)
        if number is None:
            reason = self.thrown[-1].line() if self.thrown else f"{page} opened no page"
            raise InputError(reason)
        return number, list(self._opened[number].get("methods", ()))

    def set_up(self, file: Path) -> None:
        """Run a script of the test's own, before any of the program: what it sets on the vendor's
        namespace answers the program. Raises InputError, PageError."""
        with self._turn():
            module = self._modules.add_setup(file)
            self._mirror.read(module.code or "")
            self._send("define", modules=[module.to_json()])
            self._send("run", file=module.id, where=module.id)
            self._settle()

    def run(self, file: str) -> None:
        """Run a file of the program, and all that follows from it."""
        with self._turn():
            self._run(file)
            self._settle()

    def _run(self, file: str) -> None:
        modules = self._modules.add(file)
        for module in modules:
            self._mirror.read(module.code or "")
        self._send("define", modules=[module.to_json() for module in modules])
        self._send("run", file=file, where=file)

    def evaluate(self, code: str) -> Any:
        """The value of an expression in the realm, waited for when it is a promise."""
        with self._turn():
            return self._invoked("evaluate", "evaluate", code=code)

    def run_for(self, seconds: float) -> None:
        """Let time pass: timers and intervals run."""
        with self._turn():
            until = self.host.device.clock.now() + seconds
            while self._calls or self._fire(until, intervals=True):
                self._settle()
            self._timers.pass_to(until)

    def invoke(self, page: int, name: str, *args: Any) -> Any:
        """Call a method of an open page and run all that follows."""
        with self._turn():
            return self._invoked("invoke", name, page=page, name=name, args=list(args))

    def properties(self, page: int) -> list[str]:
        """Data of an open component that are its parent's."""
        return list(self._opened[page].get("properties", ()))

    def data(self, page: int) -> Any:
        """The data of an open page, now."""
        with self._turn():
            return self._invoked("data", "data", page=page)

    def _invoked(self, op: str, what: str, **message: Any) -> Any:
        self._numbers += 1
        number = self._numbers
        self._send(op, number=number, where=what, **message)
        self._settle()
        result = self._results.pop(number, None)
        if result is None:
            return None  # its promise is still pending
        if result.get("absent"):
            raise InputError(f"the page has no method {what!r}; methods: {result.get('known')}")
        return result.get("value")

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """One thing the user does: its limits begin anew, what the script threw is raised."""
        self._realm.begin_turn()
        self._turns = 0
        before = len(self.thrown)
        try:
            yield
        except RealmError as error:
            places = mapped(error.stack, self._modules.place)
            text = f"{places[0]}: {error}" if places else str(error)
            self.trace.add(self._now(), "error", text=text)
            raise RealmError(text) from None
        if self.strict and len(self.thrown) > before:
            raise PageError(self.thrown[before].line(), self.trace)

    def _now(self) -> float:
        return self.host.device.clock.now()

    # the queue ----------------------------------------------------------------------------------

    def _send(self, op: str, now: float | None = None, **message: Any) -> None:
        clock = self._milliseconds() if now is None else int(now * 1000)
        changes = self._mirror.changes(clock)
        if changes:
            message["files"] = changes
        for entry in self._realm.send(op, now=clock, **message):
            getattr(self, f"_on_{entry['t']}")(entry)

    def _settle(self) -> None:
        """Answer calls and run timers until the program is quiet."""
        until = self._now() + HORIZON
        while True:
            if self._calls:
                self._answer()
            elif not self._fire(until, intervals=False):
                return

    def _answer(self) -> None:
        calls, self._calls = self._calls, []
        begun: list[tuple[dict[str, Any], Started | None]] = []
        for call in calls:
            self._turns += 1
            if self._turns > self._limits.calls:
                self._realm.fail(
                    f"the script called the client more than {self._limits.calls:,} times"
                )
            begun.append((call, self._started(call)))
        for call, started in begun:
            reply = self._media(started) if started is not None else self._other(call)
            self._events()
            self.trace.add(
                self._now(), "reply", str(call["api"]), ok=reply["ok"], value=reply["value"],
                media=started.api.key if started is not None else "", vendor=call["side"],
            )  # fmt: skip
            if started is not None and self.before_reply is not None:
                self.before_reply(started.api.canonical, reply["value"])
            self._fire(self._now(), intervals=True)
            self._send("reply", id=call["id"], where=f"{call['api']}", **reply)

    def _started(self, call: Mapping[str, Any]) -> Started | None:
        """A media call begun on the host; None when it is none."""
        if call["side"] != self.host.view.profile.namespace or call["api"] in self._stubs:
            return None
        view = self.host.view
        for key in view.named(str(call["api"]), str(call["receiver"])):
            api = view.apis[key]
            if api.operation.family == "media" and api.support.usable:
                options = call.get("options")  # a function, for example, is not told
                started = self.host.start(key, options if isinstance(options, dict) else {})
                started.overlapped = started.overlapped or bool(call.get("overlaps"))
                return started
        return None

    def _media(self, started: Started) -> dict[str, Any]:
        reply = self.host.settle(started)
        outcome = "success" if reply.ok else "fail"
        older = reply.legacy.items()
        return {
            "ok": reply.ok,
            "value": {**reply.value, **{k: v for k, v in older if k in reply.beside}},
            "legacy": {k: v for k, v in older if k not in reply.beside},
            "fires": list(reply.fires),
            "settles": outcome in reply.fires,
        }

    def _other(self, call: Mapping[str, Any]) -> dict[str, Any]:
        name, services = str(call["api"]), self._services[str(call["side"])]
        given = call.get("options")
        options = given if isinstance(given, dict) else {}
        if call["id"] in self._aborted:
            ok, value = False, services.aborted(name, str(call["receiver"]))
        elif name in self._stubs:
            stub = self._stubs[name]
            ok = not (isinstance(stub, Mapping) and set(stub) == {"fail"})
            value = dict(stub) if ok else dict(stub["fail"])
        elif "problem" in call:
            ok, value = False, services.problem(name, str(call["receiver"]), str(call["problem"]))
        elif "local" in call:
            ok, value = True, services.success(name, call["local"] or {})
        else:
            answer = services.perform(name, options, str(call["receiver"]))
            ok, value = answer.ok, answer.value
        wanted = ("success" if ok else "fail", "complete")
        order = services.view.profile.call.order
        fires = [callback for callback in order if callback in wanted]
        return {"ok": ok, "value": value, "fires": fires, "settles": True}

    def _events(self) -> None:
        """Take over what the host wrote down since."""
        events = self.host.events
        for event in events[self._seen :]:
            self.trace.add(event.time, event.kind, event.api, **event.data)
        self._seen = len(events)

    # time ---------------------------------------------------------------------------------------

    def _fire(self, until: float, *, intervals: bool) -> bool:
        """Run timers due by `until` up to the first that calls the client; False without any."""
        fired = False
        while (found := self._timers.take(until, intervals=intervals)) is not None:
            due, number = found
            fired = True
            self._send("timer", now=max(due, self._start), id=number)
            if self._calls:
                break
        return fired

    # messages of the realm ------------------------------------------------------------------------

    def _on_call(self, entry: dict[str, Any]) -> None:
        self._calls.append(entry)
        self.trace.add(
            self._now(), "call", str(entry["api"]), options=entry.get("options"),
            vendor=entry["side"],
        )  # fmt: skip

    def _on_listen(self, entry: dict[str, Any]) -> None:
        self.trace.add(self._now(), "listen", str(entry["api"]))

    def _on_foreign(self, entry: dict[str, Any]) -> None:
        self.trace.add(self._now(), "foreign", str(entry["api"]), vendor=entry["side"])

    def _on_abort(self, entry: dict[str, Any]) -> None:
        self._aborted.add(entry["id"])

    def _on_timer(self, entry: dict[str, Any]) -> None:
        self._timers.add(entry["id"], float(entry["ms"]) / 1000, repeat=bool(entry["repeat"]))

    def _on_stop(self, entry: dict[str, Any]) -> None:
        self._timers.stop(entry["id"])

    def _on_data(self, entry: dict[str, Any]) -> None:
        self.trace.add(self._now(), "data", page=entry["page"], patch=entry["patch"])

    def _on_log(self, entry: dict[str, Any]) -> None:
        self.trace.add(self._now(), "log", level=entry["level"], text=entry["text"])

    def _on_error(self, entry: dict[str, Any]) -> None:
        places = mapped(entry["stack"], self._modules.place)
        name, message = entry["name"], entry["message"]
        text = f"{name}: {message}" if name and not message.startswith(name) else message
        if "not a function" in message and self.absent:
            api, why = next(reversed(self.absent.items()))
            text += f"; {api} is not there on {self.host.client}: {why}"
        thrown = Thrown(entry["where"], text, places)
        self.thrown.append(thrown)
        self.trace.add(self._now(), "error", where=entry["where"], text=text, places=places)

    def _on_absent(self, entry: dict[str, Any]) -> None:
        self.absent.pop(entry["name"], None)
        self.absent[entry["name"]] = entry["why"]

    def _on_stored(self, entry: dict[str, Any]) -> None:
        if entry["key"] is None:
            self.stored.clear()
        elif entry["text"] is None:
            self.stored.pop(entry["key"], None)
        else:
            self.stored[entry["key"]] = entry["text"]
        self.trace.add(self._now(), "stored", key=entry["key"], text=entry["text"])

    def _on_file(self, entry: dict[str, Any]) -> None:
        try:
            repeat(entry, self.host.world)
        except MediaError as error:
            self._realm.fail(f"the realm's files are not the client's: {error}")
        self._events()

    def _on_event(self, entry: dict[str, Any]) -> None:
        self.trace.add(self._now(), "event", name=entry["name"], detail=entry.get("detail"))

    def _on_done(self, entry: dict[str, Any]) -> None:
        self._results[entry["number"]] = entry

    def _on_ran(self, entry: dict[str, Any]) -> None:
        """Nothing: what follows from it is told by itself."""

    def _on_registered(self, entry: dict[str, Any]) -> None:
        self._registered.add(str(entry["file"]))

    def _on_opened(self, entry: dict[str, Any]) -> None:
        self._opened[entry["page"]] = entry

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
