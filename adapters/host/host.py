"""A vendor's media API over the engine, as one client of that vendor behaves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from threading import RLock
from typing import Any, BinaryIO, Self, Unpack

from attrs import asdict, define

from ...canonical import results, shapes
from ...canonical.client import Client, parse_client
from ...canonical.engine.device import Device, DeviceOptions
from ...canonical.engine.faults import ExtraMissing, MediaError
from ...canonical.engine.operations import perform
from ...canonical.engine.prompts import User
from ...canonical.engine.scripted import ScriptedUser
from ...canonical.engine.timers import Timers
from ...canonical.engine.user import Action
from ...canonical.engine.world import Behaviour, Event, World
from ...canonical.errors import InputError, wrong
from ...canonical.vocabulary import Payload
from ...profiles import loader
from ...profiles.fold import ClientApi
from ...profiles.registry import Registry
from ..messages.dialect import Dialect, dialect
from ..messages.request import CALLBACKS
from ..messages.result_write import beside
from ..plan.notes import Note
from ..plan.pair import client_profile
from .alarms import Alarms
from .albums import Album, make_device
from .asking import asked, diagnosed, failure_of, options_given, unsupported
from .companions import Companions
from .replies import BESIDE, offered
from .reply import Rejected, Reply
from .rules import behaviour, consent_rules, storage_rules, with_default_os


@define(eq=False)
class Started:
    """A call under way. `overlapped`: another call of the same API was running beside it."""

    api: ClientApi
    options: Mapping[str, Any]
    overlapped: bool = False


class BaseHost:
    """A client that runs here: `BaseHost("tt/pc@7.40.0", album="album/", user=[picks("cat.jpg")])`.

    `album`: a folder, files by name (bytes or paths), or paths of files. `user`: what the user
    does, in order. `device`: a Device made beforehand, instead of `album` and the options of
    DeviceOptions; several hosts may share it, as apps share a telephone. `registry`: where the
    vendor is looked up, by default `loader.current()`. Use it as a context
    manager: leaving it raises ScriptError when actions of the script were never asked for, and
    removes the temporary files.
    """

    def __init__(
        self,
        client: str | Client,
        album: Album = None,
        user: Iterable[Action] | User = (),
        *,
        device: Device | None = None,
        keep: bool = False,
        registry: Registry | None = None,
        **options: Unpack[DeviceOptions],
    ) -> None:
        wanted = parse_client(client)
        self.registry = registry or loader.current()
        view = client_profile(wanted, self.registry)
        self.dialect: Dialect = dialect(with_default_os(wanted, view), self.registry)
        self.view = self.dialect.view.profile
        self.client = str(wanted)
        if device is not None and (album is not None or options):
            raise InputError("give either device= or album= and the device's options, not both")
        self._own_device = device is None
        self.device = device if device is not None else make_device(album, keep=keep, **options)
        try:
            self.storage = self.device.storage(storage_rules(self.view))
            self._user: User = (
                ScriptedUser(user, self.client, self.fits)
                if isinstance(user, Iterable)
                else _attentive(user)
            )
        except BaseException:
            if self._own_device:
                self.device.close()
            raise
        self._world = World(
            self.client, self.device, self.storage, self._user, consent_rules(self.view)
        )
        self.stored: dict[str, str] = {}
        """What the app keeps by key, as JSON."""
        self.alarms = Alarms(Timers(self.device.clock))
        self.companions = Companions(self.view, self)
        self._behaviours: dict[str, Behaviour] = {}
        self._running: dict[str, list[Started]] = {}
        self._lock = RLock()

    # calling ----------------------------------------------------------------------------------

    def call(
        self, api: str, options: Mapping[str, Any] | None = None, **callbacks: Callable[..., Any]
    ) -> Any:
        """Call a function of the vendor and give back its reply, success or failure.

        `api`: the vendor's own name or the canonical one. Callbacks may stand among the options,
        or be given by name; they are called as this client calls them. A failure is a reply, not
        an exception; ScriptError says that the script does not fit what happened. An operation
        that answers at once takes its options by name, too, and gives what it returns: the reply,
        or the one field of it; it raises Rejected where this client throws.
        """
        everything = {**options_given(options), **callbacks}
        started = self.start(api, everything)
        try:
            reply = self._settle(started)
            self.fire(reply, everything, started)
        finally:
            self._end(started)
        if started.api.operation.form == "at_once":
            return self._returned(started.api, reply)
        return dict(reply.value)

    def _returned(self, api: ClientApi, reply: Reply) -> Any:
        """What a call that answers at once returns."""
        if not reply.ok and self.view.profile.files.sync == "throws":
            raise Rejected(reply)
        field = api.result.get(api.facts.returns)
        if field is None and not (api.result or reply.value):
            return None
        if not reply.ok or field is None:
            return dict(reply.value)
        return reply.value.get(field.facts.paths[0])

    async def acall(
        self, api: str, options: Mapping[str, Any] | None = None, **callbacks: Callable[..., Any]
    ) -> Payload | None:
        """As `call`, asynchronously, with this client's rule for promises.

        Calls that are awaited together overlap. A failure raises Rejected; where callbacks are
        given and the client then returns no promise, the value is None.
        """
        import asyncio

        everything = {**options_given(options), **callbacks}
        started = self.start(api, everything)
        try:
            await asyncio.sleep(0)
            reply = self._settle(started)
            self.fire(reply, everything, started)
        finally:
            self._end(started)
        if not self.promises(everything, started.api):
            return None
        if not reply.ok:
            raise Rejected(reply)
        return dict(reply.value)

    def reply(self, api: str, options: Mapping[str, Any] | None = None) -> Reply:
        """As `call`, with the canonical value and the diagnostics beside the vendor's reply."""
        return self.settle(self.start(api, options_given(options)))

    def promises(self, options: Mapping[str, Any], api: ClientApi) -> bool:
        """Whether a call of an API with these options returns a promise on this client."""
        rule = api.promise(self.view.profile)
        has_callback = any(callable(options.get(name)) for name in CALLBACKS)
        if rule == "unknown":
            self._world.note("whether this client returns promises is not documented; assumed")
        return rule == "always" or (rule != "never" and not has_callback)

    def start(self, api: str, options: Mapping[str, Any]) -> Started:
        """Begin a call; `settle` ends it. Raises InputError for an API the profile lacks."""
        with self._lock:
            started = Started(self.view.api(api), dict(options))
            beside = self._running.setdefault(started.api.key, [])
            if beside:
                started.overlapped = True
            beside.append(started)
        self._world.tell("call", started.api.name, {"key": started.api.key, "options": options})
        return started

    def settle(self, started: Started) -> Reply:
        """Perform a call that was started, give its reply, and let it end."""
        try:
            return self._settle(started)
        finally:
            self._end(started)

    def _settle(self, started: Started) -> Reply:
        with self._lock:
            reply = self._settled(started)
            self._world.tell("reply", reply.api, {"key": started.api.key, "reply": reply})
            return reply

    def _end(self, started: Started) -> None:
        """A call is over when its complete is called: what starts before that overlaps it."""
        with self._lock:
            running = self._running[started.api.key]
            if started in running:
                running.remove(started)

    def _settled(self, started: Started) -> Reply:
        api, notes = started.api, list[Note]()
        if api.operation.family in BESIDE:
            return self._answered(started)
        plan = self.dialect.program(api.key)
        try:
            request = asked(self.dialect, api, started.options, notes)
            result = perform(request, self._world, self._behaviour(api))
        except ExtraMissing:
            raise  # this machine lacks a library: no client would report that
        except MediaError as error:
            if error.detail == "camera_raw":
                self._world.note(error.message, "MG609")
            return self._refusal(api, error, notes, self._fires("fail", started))
        plain = results.to_plain(result)
        ours = {field["path"] for field in plan["result"]}
        written: list[Note] = []
        value, legacy = self.dialect.answers(api.key).write(plain, written)
        # What the engine knows and this vendor never returns is no loss here.
        notes.extend(note for note in written if note[0] != "MG201" or note[1] in ours)
        return Reply(
            api.name,
            True,
            value,
            result=result,
            legacy=legacy,
            beside=beside(plan),
            diagnostics=diagnosed(self._world, api, notes),
            fires=self._fires("success", started),
        )

    def _answered(self, started: Started) -> Reply:
        """The reply of an operation beside media."""
        api = started.api
        if not offered(api):
            return self._refusal(api, unsupported(api), [], self._fires("fail", started))
        answer = self.companions.perform(api.name, started.options, api.receiver)
        failure = None if answer.error is None else failure_of(self.view, api, answer.error)
        known = {key: answer.values[key] for key in api.result if key in answer.values}
        return Reply(
            api.name,
            answer.ok,
            answer.value,
            result=shapes.result_of(api.canonical, known) if failure is None else None,
            failure=failure,
            fires=self._fires("success" if answer.ok else "fail", started),
        )

    def refused(self, api: str, error: MediaError) -> Reply:
        """The reply of this client to a call that failed for `error`."""
        return self._refusal(self.view.api(api), error, [], ("fail", "complete"))

    def _refusal(
        self, api: ClientApi, error: MediaError, notes: list[Note], fires: tuple[str, ...]
    ) -> Reply:
        failure = failure_of(self.view, api, error)
        how = self.dialect.refusals(api.key)
        value = how.write(asdict(failure, recurse=False), notes)
        self._world.event(api.name, "failed", failure=failure.kind)
        return Reply(
            api.name,
            False,
            value,
            failure=failure,
            diagnostics=diagnosed(self._world, api, notes),
            fires=fires,
        )

    def _behaviour(self, api: ClientApi) -> Behaviour:
        if api.key not in self._behaviours:
            self._behaviours[api.key] = behaviour(api)
        return self._behaviours[api.key]

    def _fires(self, outcome: str, started: Started) -> tuple[str, ...]:
        """Callbacks in this client's order; one that overlapping calls swallow is left out."""
        swallowed = (
            started.overlapped
            and outcome == "success"
            and "overlap_fires_once" in started.api.facts.quirks
        )
        wanted = {"complete"} if swallowed else {outcome, "complete"}
        return tuple(name for name in self.dialect.side["order"] if name in wanted)

    def fire(
        self, reply: Reply, options: Mapping[str, Any], started: Started | None = None
    ) -> None:
        """Call the callbacks among the options as this client does, once each, in its order.

        An exception out of one does not keep the next from running; the first is raised then.
        """
        raised: BaseException | None = None
        for name in reply.fires:
            callback = options.get(name)
            if name == "complete" and started is not None:
                self._end(started)
            if callable(callback):
                try:
                    callback(dict(reply.value))
                except Exception as error:  # noqa: BLE001  (complete runs even so)
                    raised = raised or error
        if raised is not None:
            raise raised

    @property
    def world(self) -> World:
        """What this host's operations work in."""
        return self._world

    # looking ----------------------------------------------------------------------------------

    def can_use(self, api: str) -> bool:
        """Whether this client has an API, as far as its profile knows."""
        try:
            found = self.view.api(api)
        except InputError:
            return False
        return found.support.usable and not found.engine.get("unsupported")

    def open(self, path: str) -> BinaryIO:
        """The file behind a path that a reply gave. Raises MediaError when it is not there."""
        if not isinstance(path, str):
            raise wrong("a path that a reply gave", path)
        return self.storage.resolve(path).open("rb")

    def fits(self, client: str) -> bool:
        """Whether this client is one of those that a client string speaks of."""
        meant, ours = parse_client(client), self.view.client
        return (
            meant.vendor == ours.vendor
            and meant.surface in (None, ours.surface)
            and meant.os in (None, ours.os)
            and meant.version in (None, ours.version)
        )

    @property
    def events(self) -> tuple[Event, ...]:
        """What the user saw and what the device did, in order."""
        return tuple(self._world.events)

    @property
    def shown(self) -> tuple[Event, ...]:
        """The previews among the events."""
        return tuple(event for event in self._world.events if event.kind == "shown")

    @property
    def saved(self) -> tuple[str, ...]:
        """Names of the files saved to the album, in order."""
        return tuple(e.data["name"] for e in self._world.events if e.kind == "saved")

    @property
    def notes(self) -> tuple[str, ...]:
        """What the engine assumed or could not do on this machine."""
        return tuple(self._world.notes)

    # running ----------------------------------------------------------------------------------

    def script(self, *actions: Action) -> None:
        """More for the user to do, behind what is left of the script."""
        if not isinstance(self._user, ScriptedUser):
            raise InputError("this host's user is not a script")
        self._user.add(actions, self.fits)

    def restart(self) -> None:
        """Close the app and open it again: its temporary files are gone, consent stays."""
        self.storage.restart()

    def finish(self) -> None:
        """Raise ScriptError when actions of the script were never asked for."""
        if isinstance(self._user, ScriptedUser):
            self._user.finish()

    def close(self) -> None:
        """Remove the host's files, and the device unless it was given.

        Does not check the script: see `finish`.
        """
        self.storage.close()
        if self._own_device:
            self.device.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self.finish()
        finally:
            self.close()


def _attentive(user: User) -> User:
    if not callable(getattr(user, "answer", None)):
        raise wrong("actions such as cancels(), or a user that answers", user, place="user")
    return user
