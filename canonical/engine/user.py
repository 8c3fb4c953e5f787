"""What a user does at a client, as data: picks, shoots, cancels, allows. Never what a call returns.

`prompts` says what a client asks, `scripted` and `remote` who answers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Self

from attrs import field, frozen

from ..errors import InputError, MediaglotError, did_you_mean, is_number, quoted, shown, wrong
from ..values import Value
from .consent import known_scope

_NUMBERED: Final = ("picks_first", "records", "is_interrupted")
"""Actions that have a number: how many, or seconds."""
MAX_NAMES: Final = 10_000


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
        if self.kind in _NUMBERED:
            shown.insert(0, f"{self.number:g}")
        return f"{self.kind}({', '.join(shown)})"

    def to_json(self) -> dict[str, Any]:
        """As plain data; what has nothing to say is left out."""
        plain: dict[str, Any] = {"kind": self.kind}
        if self.names:
            plain["names"] = list(self.names)
        if self.kind in _NUMBERED:
            plain["number"] = self.number
        if self.after:
            plain["after"] = self.after
        if self.when:
            plain["when"] = list(self.when)
        return plain

    @classmethod
    def from_json(cls, plain: object) -> Self:
        """From plain data, checked as a line of a script is. Raises InputError."""
        if not isinstance(plain, Mapping):
            raise wrong('an action such as {"kind": "cancels"}', plain)
        known = ("kind", "names", "number", "after", "when")
        for name in plain:
            if name not in known:
                hint = did_you_mean(str(name), known, "fields")
                raise InputError(f"an action has no {quoted(str(name))}; {hint}")
        kind = plain.get("kind")
        if not isinstance(kind, str) or kind not in ACTIONS:
            hint = did_you_mean(kind, ACTIONS, "actions") if isinstance(kind, str) else ""
            raise InputError(f"unknown action {shown(kind)}; {hint}".rstrip("; "), place="kind")
        names = _named(plain.get("names", ()), "names")
        when = _named(plain.get("when", ()), "when")
        if ("number" in plain) != (kind in _NUMBERED):
            does = "needs a" if kind in _NUMBERED else "takes no"
            raise InputError(f"{kind} {does} number", place="number")
        given = (plain["number"], *names) if kind in _NUMBERED else tuple(names)
        try:
            made = ACTIONS[kind](*given, after=plain.get("after", 0), when=when)
        except (ScriptError, InputError) as error:
            raise InputError(str(error)) from None
        except TypeError:
            raise InputError(f"{kind} does not take {len(names)} names", place="names") from None
        return cls(made.kind, made.names, made.number, made.after, made.when)


def _named(value: object, place: str) -> list[str]:
    if not isinstance(value, (list, tuple)) or len(value) > MAX_NAMES:
        raise wrong(f"a list of at most {MAX_NAMES:,} names", value, place=place)
    for name in value:
        if not isinstance(name, str):
            raise wrong("a name", name, place=place)
    return list(value)


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
    if not is_number(after):
        raise ScriptError(f"{kind}: expected after= in seconds, got {shown(after)}")
    if after < 0:
        raise ScriptError(f"{kind}: after= counts seconds from the prompt and is not negative")
    return Action(kind, names, number, float(after), tuple(c for c in clients if c))


def picks(*names: str, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user picks these files of the album, in this order, and confirms."""
    if not names:
        raise ScriptError("picks() needs names; to pick nothing, use cancels()")
    return _made("picks", names, after=after, when=when)


def picks_first(count: int, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user picks the first `count` files that the picker shows."""
    if not isinstance(count, int) or not is_number(count):
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
    """The user records and stops after `seconds`, or earlier where the client stops: a video, or
    sound, of which a program may end the recording itself. `name`: a scene of the camera, or a
    sound that the microphone hears.
    """
    if not is_number(seconds) or seconds <= 0:
        raise ScriptError("records() needs a length in seconds above 0")
    return _made("records", (name,) if name else (), seconds, after=after, when=when)


def is_interrupted(seconds: float, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """A call comes `seconds` after a recording of sound began: it takes the microphone."""
    if not is_number(seconds) or seconds <= 0:
        raise ScriptError("is_interrupted() needs a time in seconds above 0")
    return _made("is_interrupted", number=seconds, after=after, when=when)


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


def chooses(value: str, *, after: float = 0, when: str | Sequence[str] = "") -> Action:
    """The user chooses this day, time or region and confirms: ``2025-02-03``, ``09:41``,
    ``广东省/广州市/海珠区``."""
    if not value:
        raise ScriptError(
            "chooses() needs a day, a time or a region; to choose nothing, use cancels()"
        )
    return _made("chooses", (value,), after=after, when=when)


ACTIONS: dict[str, Callable[..., Action]] = {
    "picks": picks,
    "picks_first": picks_first,
    "shoots": shoots,
    "records": records,
    "is_interrupted": is_interrupted,
    "toggles_original": toggles_original,
    "cancels": cancels,
    "allows": allows,
    "denies": denies,
    "denies_forever": denies_forever,
    "saves": saves,
    "taps": taps,
    "chooses": chooses,
}
"""Every action by name, for scenario files and messages."""
