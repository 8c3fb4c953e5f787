"""What an operation works in: the device, the app's files, the user, and the client's rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, Final

from attrs import evolve, field, frozen

from ..values import Value
from ..vocabulary import UNSET
from .codec import CompressRule
from .device import Device
from .faults import MediaError
from .prompts import Prompt, User
from .storage import Storage
from .user import Action, ScriptError
from .video_codec import VideoRule

PLATFORM_QUALITY = 80
"""Quality of a compression whose strength the platform decides. Assumed: no client documents it."""


Watcher = Callable[[str, str, Mapping[str, Any]], None]
"""Hears of everything on a client as it happens: what it is, the function it belongs to, data."""
_ONCE: Final = ("allows", "denies")
_NOT_FOREVER: Final = {"denies_forever": "its dialog has no 'do not ask again'; use denies()"}


def said(value: Any, default: Any) -> Any:
    """A canonical field's value, or `default` where nobody said anything."""
    return default if value is UNSET or value is None else value


@frozen(eq=False, repr=False)
class ConsentRule(Value):
    """How a client asks for one scope.

    `prompts`: it asks at all. `asks_again`: after a refusal the next call asks again.
    `offers_forever`: the dialog has "do not ask again". `forever_code`, `blocked_code`: the
    client's codes when that is ticked, and of later calls.
    """

    name: str
    prompts: bool
    asks_again: bool
    offers_forever: bool
    forever_code: int | None
    blocked_code: int | None


@frozen(eq=False, repr=False)
class Behaviour(Value):
    """How a client does one API; every difference between clients that the engine knows."""

    scopes: Mapping[str, tuple[str, ...]]
    """Consent scopes needed by source: `album`, `camera`, or `save`."""
    sources: frozenset[str] | None
    """Sources this client has; None for all."""
    sizes: bool
    """Whether the client heeds `sizes`."""
    compressed: CompressRule | None
    quality: int
    video_compressed: VideoRule | None
    compress_always: bool
    compress: CompressRule
    presets: Mapping[str, float]
    """Share of the source's bit rate for a named video quality."""
    formats: frozenset[str] | None
    by_suffix: bool
    first_frame: bool
    """Animated pictures are picked as stills."""
    limits: str
    """What max_duration limits: `shoot`, `pick` (picking too) or `none`."""
    network: bool
    local: bool
    digests: tuple[str, ...]
    digest_default: str
    thumbnail: bool
    max_when_system: int


@frozen(eq=False, repr=False)
class Event(Value):
    """Something the user saw or that the device did, on the virtual clock."""

    time: float
    api: str
    kind: str
    data: Mapping[str, Any]

    def to_plain(self) -> dict[str, Any]:
        """The event as plain data."""
        return {"time": self.time, "api": self.api, "kind": self.kind, **self.data}


@frozen(eq=False)
class World:
    """Everything one client's operations touch. `events` and `notes` grow as they run.

    `told`: what the call that runs has to say, as a rule's code and words. `watchers` hear of
    everything as it happens: events, prompts, answers, and what the host tells of calls.
    """

    client: str
    device: Device
    storage: Storage
    user: User
    consents: Mapping[str, ConsentRule]
    events: list[Event] = field(factory=list[Event])
    notes: list[str] = field(factory=list[str])
    told: list[tuple[str, str]] = field(factory=list[tuple[str, str]])
    watchers: list[Watcher] = field(factory=list[Watcher])
    _numbers: Iterator[int] = field(factory=lambda: count(1), init=False)

    def put(self, prompt: Prompt) -> Action:
        """Put a prompt to the user: what they do, when they have done it.

        Raises ScriptError for an answer that does not fit, whoever the user is.
        """
        asked = evolve(prompt, id=next(self._numbers), client=self.client)
        self.tell("prompt", asked.operation, {"prompt": asked})
        action = self.user.answer(asked)
        fault = asked.fault(action)
        if fault:
            raise ScriptError(f"{self.client}: {fault}")
        self.tell("act", asked.operation, {"action": action})
        if action.after:
            self.device.clock.pass_time(action.after)
        return action

    def event(self, api: str, kind: str, **data: Any) -> None:
        """Write down that something happened."""
        self.events.append(Event(self.device.clock.now(), api, kind, data))
        self.tell(kind, api, data)

    def tell(self, what: str, api: str, data: Mapping[str, Any]) -> None:
        """Let the watchers hear of something."""
        for watcher in self.watchers:
            watcher(what, api, data)

    def note(self, text: str, code: str = "") -> None:
        """Write down, once, what the engine assumed or could not do.

        With the `code` of a rule, the call that runs says it too.
        """
        if code:
            self.told.append((code, text))
        if text not in self.notes:
            self.notes.append(text)

    def ask(self, api: str, scopes: tuple[str, ...]) -> None:
        """Get the user's consent to `scopes`, as this client asks for it. Raises MediaError."""
        for scope in scopes:
            self._ask(api, scope)

    def _ask(self, api: str, scope: str) -> None:
        consent = self.device.consent
        if not consent.system_allows(scope):
            raise MediaError(
                "system_permission", f"the system does not let the client use: {scope}"
            )
        rule = self.consents.get(scope)
        state = consent.state(scope)
        if rule is None or not rule.prompts or consent.granted(scope):
            return
        if state == "denied_forever":
            raise MediaError(
                "auth_denied_forever", f"refused for good: {scope}", code=rule.blocked_code
            )
        if state == "denied" and not rule.asks_again:
            raise MediaError("auth_denied", f"refused before: {scope}")
        action = self.put(
            Prompt(
                "consent",
                api,
                f"the dialog that asks for {rule.name or scope}",
                ("allows", "denies", "denies_forever") if rule.offers_forever else _ONCE,
                {} if rule.offers_forever else _NOT_FOREVER,
                scopes=(scope,),
            )
        )
        self.event(api, "consent", scope=scope, answer=action.kind)
        if action.kind == "allows":
            consent.remember(scope, "allowed")
        elif action.kind == "denies":
            consent.remember(scope, "denied")
            raise MediaError("auth_denied", f"the user refused: {scope}")
        else:
            consent.remember(scope, "denied_forever")
            raise MediaError(
                "auth_denied_forever", f"the user refused for good: {scope}", code=rule.forever_code
            )
