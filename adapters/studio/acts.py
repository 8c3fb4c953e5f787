"""What a person does, as the browser says it: checked, and a value."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from attrs import field, frozen

from ...canonical.engine.consent import STATES, known_scope
from ...canonical.engine.user import Action
from ...canonical.errors import InputError, quoted, wrong
from ...canonical.markup import ELEMENTS

KINDS: Final = {
    "touch": ("phone", "node", "event", "detail", "value"),
    "answer": ("phone", "prompt", "actions"),
    "back": (),
    "tab": ("route",),
    "wait": ("seconds",),
    "open": ("fresh", "page"),
    "client": ("phone", "client"),
    "consent": ("scope", "state"),
    "network": ("on",),
}
"""Everything that can be done, and what else is said of it."""
EVENTS: Final = frozenset(
    {"tap", "longpress", "input", "change", "submit", "reset", "confirm", "focus", "blur", "scroll"}
) | frozenset(event for element in ELEMENTS.values() for event in element.events)
MOST_TEXT: Final = 100_000
MOST_ACTIONS: Final = 5
MOST_SECONDS: Final = 3600.0
_DEEPEST: Final = 4


@frozen
class Act:
    """One thing that is done. `node`: an element's number, or a prompt's; `text`: a route, a page,
    a client or a scope; `event`: of an element, or a permission's state; `number`: seconds, or
    whether there is a network."""

    kind: str
    phone: int = 0
    node: int = 0
    event: str = ""
    text: str = ""
    number: float = 0.0
    detail: Mapping[str, Any] = field(factory=dict)
    value: Any = None
    actions: tuple[Action, ...] = ()


def act_of(plain: object) -> Act:
    """What a message says. Raises InputError."""
    if not isinstance(plain, Mapping):
        raise wrong("an object", plain)
    kind = plain.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise InputError(f"nothing that can be done: {quoted(str(kind)[:40])}", place="kind")
    for name in plain:
        if name not in ("kind", *KINDS[kind]):
            raise InputError(f"{kind} takes no {quoted(str(name)[:40])}")
    phone = _whole(plain.get("phone", 0), "phone")
    if kind == "touch":
        event = _text(plain, "event")
        if event not in EVENTS:
            raise InputError(f"no event of a user: {quoted(event[:40])}", place="event")
        detail = plain.get("detail", {})
        if not isinstance(detail, Mapping):
            raise wrong("an object", detail, place="detail")
        value = plain.get("value")
        _plain(dict(detail), "detail")
        _plain(value, "value")
        node = _whole(plain.get("node"), "node")
        return Act(kind, phone, node, event, detail=dict(detail), value=value)
    if kind == "answer":
        listed = plain.get("actions")
        if not isinstance(listed, list) or not 0 < len(listed) <= MOST_ACTIONS:
            raise wrong(f"1 to {MOST_ACTIONS} actions", listed, place="actions")
        actions = tuple(Action.from_json(item) for item in listed)
        return Act(kind, phone, _whole(plain.get("prompt"), "prompt"), actions=actions)
    if kind == "wait":
        seconds = plain.get("seconds")
        if not _number(seconds) or not 0 < float(str(seconds)) <= MOST_SECONDS:
            raise wrong(f"seconds up to {MOST_SECONDS:g}", seconds, place="seconds")
        return Act(kind, number=float(str(seconds)))
    if kind == "network":
        if not isinstance(plain.get("on"), bool):
            raise wrong("true or false", plain.get("on"), place="on")
        return Act(kind, number=float(plain["on"]))
    if kind == "consent":
        state = _text(plain, "state")
        if state not in STATES or state == "limited":
            raise InputError(f"no state of a permission: {quoted(state[:40])}", place="state")
        return Act(kind, text=known_scope(_text(plain, "scope")), event=state)
    named = KINDS[kind][-1] if KINDS[kind] else ""
    fresh = "fresh" if plain.get("fresh") is True else ""
    return Act(kind, phone, event=fresh, text=_text(plain, named) if named else "")


def _whole(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise wrong("a whole number", value, place=place)
    return value


def _text(plain: Mapping[Any, Any], name: str) -> str:
    value = plain.get(name)
    if not isinstance(value, str) or len(value) > 1000:
        raise wrong("a text", value, place=name)
    return value


def _number(value: object) -> bool:
    finite = isinstance(value, (int, float)) and not isinstance(value, bool)
    return finite and math.isfinite(float(str(value)))


def _plain(value: Any, place: str, depth: int = 0) -> None:
    """Raise InputError for what no event of a person has."""
    if depth > _DEEPEST:
        raise InputError("nested too deeply", place=place)
    if isinstance(value, str):
        if len(value) > MOST_TEXT:
            raise InputError("the text is too long", place=place)
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            _plain(item, place, depth + 1)
    elif value is not None and not isinstance(value, bool) and not _number(value):
        raise wrong("texts, numbers, lists and objects", value, place=place)
