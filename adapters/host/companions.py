"""What a client offers pages beside the media API: toasts, dialogs, storage, files, the network.

The vendor's names come from its profile; what an operation does is told here once, in
canonical words. What a page needs at once is answered in the realm itself, from the same store.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from attrs import define, field, frozen

from ...canonical.client import Client
from ...canonical.engine.faults import MediaError
from ...canonical.engine.fetchers import is_offline
from ...canonical.operations.device import ASKED
from ...canonical.vocabulary import Payload
from ...profiles.fold import ClientApi, ClientProfile
from ...profiles.model import SUCCESS, Api, Condition
from ...profiles.registry import Registry
from ..plan.pair import client_profile
from .asking import values_of
from .live import Objects
from .performers import PERFORMERS
from .performing import Do, PerformingHost
from .players import KINDS
from .replies import Replies, simulated

NEWEST: Final = "999.0.0"
"""The version a client without one reports: it counts as the newest."""
_WIDE: Final = 750
"""How many rpx are a screen."""
_SAFE: Final = {"left": 0, "right": 390, "top": 47, "bottom": 810, "width": 390, "height": 763}
"""Where nothing of the device covers the page, in pixels of the page."""


@frozen
class Answer:
    """A reply in the vendor's shape, and what it means: values by canonical name, or the error."""

    ok: bool
    value: Payload
    values: Mapping[str, Any] = field(factory=Payload)
    error: MediaError | None = None


@define(eq=False)
class Companions:
    """The operations beside media of one vendor over a host.

    `view` may be another vendor's than the host's: pages that are half ported still speak to the
    one they came from."""

    view: ClientProfile
    host: PerformingHost
    words: Replies = field(init=False)
    """How the vendor words its replies."""
    objects: Objects = field(init=False)
    """What plays and records, and what calls under way tell."""
    call: int = 0
    """The number of the call that is performed."""

    def __attrs_post_init__(self) -> None:
        self.objects = Objects(self, KINDS)
        self.words = self.host.registry.remembered(replies)(self.view.client)

    @property
    def offline(self) -> bool:
        """Whether the device has no network."""
        return is_offline(self.host.device.fetch)

    def info(self) -> Payload:
        """What getSystemInfo says, in canonical words."""
        client, profile = self.view.client, self.view.profile
        os_name = client.os or profile.os[0]
        version = str(client.version) if client.version is not None else NEWEST
        by_client = profile.versions == "client"
        platform = profile.platforms.get(os_name, os_name)
        told: Payload = {
            "platform": platform,
            "system": "14.0",
            "version": version if by_client else NEWEST,
            "base": NEWEST if by_client else version,
            "brand": "mediaglot",
            "model": f"simulated {os_name}",
            "language": "zh_CN",
            "pixel_ratio": 2,
            "screen_width": 390,
            "screen_height": 844,
            "window_width": 390,
            "window_height": 750,
            "status_bar_height": 47,
            "safe_area": dict(_SAFE),
            "screen_top": 94,
            "font_size": 16,
            "theme": "light",
        }
        asked = self.view.apis.get(ASKED)
        fields = asked.result if asked is not None else {}
        for key, place in fields.items():
            if isinstance(told.get(key), str):
                before = place.facts.before.get(platform, "")
                told[key] = before + str(place.facts.values.get(told[key], told[key]))
        return told

    def window(self) -> tuple[float, float]:
        """How wide and high the page is, in pixels."""
        info = self.info()
        return float(info["window_width"]), float(info["window_height"])

    def rpx(self) -> float:
        """What an rpx is in pixels: every screen is as many of them wide."""
        return float(self.info()["window_width"]) / _WIDE

    def members(self) -> Payload:
        """What of that the vendor's global object has as members of its own, by their names."""
        asked, info = self.view.apis.get(ASKED), self.info()
        fields = asked.result if asked is not None else {}
        return {
            place.facts.member: info[key]
            for key, place in fields.items()
            if place.facts.member and key in info
        }

    def perform(
        self,
        name: str,
        options: Mapping[str, Any],
        receiver: str,
        moves: Mapping[str, Do] | None = None,
        of: int | None = None,
        beside: Mapping[str, Any] | None = None,
    ) -> Answer:
        """Do what a function of the vendor does. `moves`: what is done by those that lead from page
        to page, by canonical name, where there are pages; `of`: the number of the object that it is
        called on; `beside`: what its page knows of what the options name, by canonical name.
        Raises ScriptError when the script does not fit; KeyError for a function that is none of
        its operations.
        """
        api = self.words.called(name, receiver)
        if api is None:
            raise KeyError(name)
        if of is not None:
            return self._of_object(api, options, of)
        moves = moves or {}
        run = moves.get(api.canonical) or PERFORMERS.get(api.canonical)
        if api.facts.answer is not None:
            return Answer(True, self.words.success(name, self.answer(api.facts), api))
        if run is None and not simulated(api):
            error = MediaError("api_unsupported", f"{name} is not simulated")
            return Answer(False, self._failed(api, error), error=error)
        if run is None or api.canonical in moves:
            self.host.world.event(name, "navigate", options=dict(options))
        if run is None:
            return Answer(True, self.words.success(name, {}, api))
        given = {
            key: options[spelling]
            for key, param in api.params.items()
            for spelling in param.names
            if spelling in options
        }
        given = {**(beside or {}), **given, **api.facts.implies}
        try:
            with self.host.storage.nothing_left():
                values = run(self, api.name, given)
        except MediaError as error:
            if error.kind == "cancelled":
                for outcome in api.facts.outcomes:
                    if outcome.kind == error.kind:
                        reply = self.words.success(name, outcome.when, api)
                        return Answer(True, reply, error=error)
            return Answer(False, self._failed(api, error), error=error)
        reply = self.words.written(api, values)
        for outcome in api.facts.outcomes:  # an answer that comes as a failure
            if outcome.kind == SUCCESS and outcome.told and self._held(outcome.told, values):
                if not set(outcome.needs) <= reply.keys():
                    bad = MediaError("load_failed", "the server's status is an error")
                    return Answer(False, self._failed(api, bad), error=bad)
                return Answer(False, {**reply, **outcome.when}, values)
        return Answer(True, reply, values)

    @staticmethod
    def _held(told: Mapping[str, Condition], values: Mapping[str, Any]) -> bool:
        """Whether a result is told so: a number over a bound, or equal to a value."""
        return all(
            (test.over is None or (isinstance(values.get(path), int) and values[path] > test.over))
            and (test.equals is None or values.get(path) == test.equals)
            for path, test in told.items()
        )

    def _of_object(self, api: ClientApi, options: Mapping[str, Any], of: int) -> Answer:
        try:
            with self.host.storage.nothing_left():
                given = values_of(self.host.dialect, api, options)
                values = self.objects.get(of).asked(api.canonical, given)
        except MediaError as error:
            self.host.world.event(api.name, "failed", failure=error.kind)
            return Answer(False, self._failed(api, error), error=error)
        return Answer(True, self.words.written(api, values), values)

    def answer(self, facts: Api) -> Payload:
        """What a function that does nothing else here answers now."""
        offline = facts.offline is not None and self.offline
        return dict((facts.offline if offline else facts.answer) or {})

    def aborted(self, name: str, receiver: str) -> Payload:
        """The reply of a call that the program ended by its task."""
        api, error = self.words.called(name, receiver), MediaError("aborted", "abort")
        return self.words.failure(name, error) if api is None else self._failed(api, error)

    def _failed(self, api: ClientApi, error: MediaError) -> Payload:
        """A failed reply, by this function's own codes where it has some."""
        detail = error.detail or ""
        if error.kind == "network" and self.offline:
            detail = "offline"
        return self.words.failed(api, error, detail)


def replies(registry: Registry, client: Client) -> Replies:
    """How a client words its replies."""
    return Replies(client_profile(client, registry))
