"""The user as a script: what they see and do, never what a call returns.

Strict both ways: a prompt that nobody scripted raises ScriptError with the line to add, and so
does an action that nothing asked for. Actions are used in order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

from attrs import evolve, field, frozen

from ..errors import MediaglotError, shown
from ..values import Value
from .album import AlbumItem
from .clock import Clock
from .consent import known_scope


class ScriptError(MediaglotError):
    """The script and what happened do not agree; the message says which line to add or drop.

    `code` is that of the rule: MG601 (unscripted), MG602 (unused), MG603 (not offered).
    """

    def __init__(self, message: str, *, code: str = "MG603") -> None:
        super().__init__(message)
        self.code = code


@frozen(eq=False, repr=False)
class Action(Value):
    """One thing the user does. `after`: seconds on the device's clock before it is done.

    `when`: client strings it is meant for (`my`, `tt/ios`); empty for every client.
    """

    kind: str
    names: tuple[str, ...] = ()
    number: float = 0.0
    after: float = 0.0
    when: tuple[str, ...] = field(default=(), repr=False)

    def line(self) -> str:
        """The action as a line of a script."""
        shown = [repr(name) for name in self.names]
        if self.kind in ("picks_first", "records"):
            shown.insert(0, f"{self.number:g}")
        return f"{self.kind}({', '.join(shown)})"


def _made(
    kind: str,
    names: tuple[str, ...] = (),
    number: float = 0.0,
    *,
    after: float,
    when: str | Sequence[str],
) -> Action:
    clients = (when,) if isinstance(when, str) else tuple(when)
    for name in (*names, *clients):
        if not isinstance(name, str):
            raise ScriptError(f"{kind}: expected names as strings, got {shown(name)}")
    if not _is_number(after):
        raise ScriptError(f"{kind}: expected after= in seconds, got {shown(after)}")
    if after < 0:
        raise ScriptError(f"{kind}: after= counts seconds from the prompt and is not negative")
    return Action(kind, names, number, float(after), tuple(c for c in clients if c))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def picks(*names: str, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user picks these files of the album, in this order, and confirms."""
    if not names:
        raise ScriptError("picks() needs names; to pick nothing, use cancels()")
    return _made("picks", names, after=after, when=when)


def picks_first(count: int, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user picks the first `count` files that the picker shows."""
    if not isinstance(count, int) or isinstance(count, bool):
        raise ScriptError(f"picks_first() needs a whole number, got {shown(count)}")
    if count < 1:
        raise ScriptError("picks_first() needs a count of at least 1")
    return _made("picks_first", number=count, after=after, when=when)


def shoots(name: str | None = None, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user takes a photograph: of the camera's scene `name`, or of whatever is there."""
    return _made("shoots", (name,) if name else (), after=after, when=when)


def records(
    seconds: float, name: str | None = None, *, after: float = 0, when: str | Sequence[str] = ""
) -> Action:
    """The user records a video and stops after `seconds`, or earlier where the client stops."""
    if not _is_number(seconds) or seconds <= 0:
        raise ScriptError("records() needs a length in seconds above 0")
    return _made("records", (name,) if name else (), seconds, after=after, when=when)


def toggles_original(*, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user ticks "original" in the picker."""
    return _made("toggles_original", after=after, when=when)


def cancels(*, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user closes the sheet, the picker or the camera."""
    return _made("cancels", after=after, when=when)


def allows(scope: str, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user grants a permission in the dialog that asks for it."""
    return _made("allows", (known_scope(scope),), after=after, when=when)


def denies(scope: str, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user refuses a permission in the dialog that asks for it."""
    return _made("denies", (known_scope(scope),), after=after, when=when)


def denies_forever(scope: str, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user refuses a permission and ticks "do not ask again"."""
    return _made("denies_forever", (known_scope(scope),), after=after, when=when)


def saves(*, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user confirms a sheet that offers to save."""
    return _made("saves", after=after, when=when)


def taps(label: str, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user taps this entry of a menu, or this button of a dialog."""
    if not label:
        raise ScriptError("taps() needs the text of an entry or a button")
    return _made("taps", (label,), after=after, when=when)


ACTIONS: dict[str, Callable[..., Action]] = {
    "picks": picks,
    "picks_first": picks_first,
    "shoots": shoots,
    "records": records,
    "toggles_original": toggles_original,
    "cancels": cancels,
    "allows": allows,
    "denies": denies,
    "denies_forever": denies_forever,
    "saves": saves,
    "taps": taps,
}
"""Every action by name, for scenario files and messages."""


_CONSENTS = frozenset({"allows", "denies", "denies_forever"})


@frozen(eq=False, repr=False)
class Prompt(Value):
    """What stands on the screen: who asked, what it is, and which actions it takes.

    `offers` maps each action that fits to an example line; `refuses` maps an action that another
    client would take to the reason why this one does not. `items`: what the picker shows, of which
    at most `most` can be picked.
    """

    api: str
    what: str
    offers: dict[str, str] = field(factory=dict[str, str])
    refuses: dict[str, str] = field(factory=dict[str, str])
    items: tuple[AlbumItem, ...] = ()
    most: int | None = None


class ScriptedUser:
    """A user who does what the script says, on one client."""

    def __init__(
        self, actions: Iterable[Action], client: str, fits: Callable[[str], bool], clock: Clock
    ) -> None:
        self._client = client
        self._clock = clock
        self._left: list[Action] = []
        self.did: list[str] = []
        """The lines used so far, in order."""
        self.add(actions, fits)

    def add(self, actions: Iterable[Action], fits: Callable[[str], bool]) -> None:
        """More to do, behind what is left. Actions meant for other clients are left out."""
        for action in actions:
            if not isinstance(action, Action):
                raise ScriptError(f"expected actions such as cancels(), got {shown(action)}")
            if not action.when or any(fits(client) for client in action.when):
                self._left.append(evolve(action, when=()))

    def source(self, prompt: Prompt, scopes: Mapping[str, tuple[str, ...]]) -> str:
        """The entry of the source sheet that the script leads to. Raises ScriptError."""
        asked: str | None = None
        for action in self._left:
            if action.kind in ("picks", "picks_first", "toggles_original"):
                return "album"
            if action.kind in ("shoots", "records"):
                return "camera"
            if action.kind not in _CONSENTS:
                break
            asked = asked or next((s for s, need in scopes.items() if action.names[0] in need), "")
        if asked:
            return asked
        self.answer(prompt)
        return "cancel"

    def answer(self, prompt: Prompt) -> Action:
        """What the user does at `prompt`. Raises ScriptError when the script does not fit."""
        if not self._left:
            raise ScriptError(self._missing(prompt, "the script is at its end"), code="MG601")
        action = self._left[0]
        if action.kind in prompt.refuses:
            raise ScriptError(
                f"{self._client}: {action.line()} cannot be done in {prompt.what} of "
                f"{prompt.api}: {prompt.refuses[action.kind]}"
            )
        if action.kind not in prompt.offers or self._other_scope(action, prompt):
            raise ScriptError(
                self._missing(prompt, f"the next line is {action.line()}"), code="MG601"
            )
        del self._left[0]
        if action.after:
            self._clock.pass_time(action.after)
        self.did.append(action.line())
        return action

    @staticmethod
    def _other_scope(action: Action, prompt: Prompt) -> bool:
        example = prompt.offers[action.kind]
        return action.kind in ("allows", "denies", "denies_forever") and (action.line() != example)

    def _missing(self, prompt: Prompt, found: str) -> str:
        if self._left and self._left[0].kind in _CONSENTS and "allows" not in prompt.offers:
            return (
                f"{self._client}: {prompt.api} does not ask for {self._left[0].names[0]} here "
                f"(allowed already, or no scope of this client); drop {self._left[0].line()}, "
                "or give it when= the clients that ask"
            )
        lines = " or ".join(prompt.offers.values())
        return (
            f"{self._client}: {prompt.api} shows {prompt.what}, and {found}; "
            f"add to the script, in order: {lines}"
        )

    @property
    def left(self) -> tuple[Action, ...]:
        """Actions not used yet."""
        return tuple(self._left)

    def finish(self) -> None:
        """Raise ScriptError when actions are left over."""
        if self._left:
            lines = ", ".join(action.line() for action in self._left)
            self._left.clear()
            raise ScriptError(
                f"{self._client}: nothing asked for {lines}; drop it from the script", code="MG602"
            )
