"""What a client shows its user and waits for, as data: who asks, what stands there, what it takes.

Everything that a user can be is one function of this data: a script, a rule, a person at a
terminal, in another thread or behind another process. A prompt and its answer are JSON both ways.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol, Self

from attrs import field, fields_dict, frozen

from ..errors import InputError, did_you_mean, quoted, shown, wrong
from ..values import Value
from .consent import SCOPES
from .user import ACTIONS, Action

PROMPTS: Final[dict[str, str]] = {
    "source": "the sheet that asks where from: an entry is tapped",
    "media": "the sheet that asks for a picture or a video: an entry is tapped",
    "pick": "a picker of the album or of files, perhaps with a way to the camera",
    "camera": "the camera: a photograph, a video",
    "sound": "a recording of sound that has begun",
    "consent": "the dialog that asks for a permission",
    "save": "a sheet that offers to save",
    "edit": "an editor or cropper: what it shows is saved or not",
    "dialog": "a dialog with one button or two",
    "menu": "a list of entries",
    "date": "wheels of days or times: one is chosen",
    "region": "wheels of provinces, cities and districts: one of each is chosen",
    "settings": "the page where permissions are switched",
}
"""Every kind of prompt, and what it is."""

CONSENTS: Final = frozenset({"allows", "denies", "denies_forever"})
_PICKS: Final = frozenset({"picks", "picks_first"})
_NAMED: Final[Mapping[str, str]] = {"taps": "entries", **dict.fromkeys(CONSENTS, "scopes")}
"""Actions whose name is one of those that the prompt lists, and where it lists them."""
_ALONE: Final[Mapping[str, str]] = {"picks_first": "1", "records": "5", "is_interrupted": "2"}
DATES: Final[Mapping[str, str]] = {
    "yyyy-MM-dd": "2025-02-03",
    "yyyy-MM": "2025-02",
    "yyyy": "2025",
    "HH:mm": "09:41",
    "yyyy-MM-dd HH:mm": "2025-02-03 09:41",
}
"""How a day or a time that is chosen may be written, with an example of each."""
REGION: Final[Mapping[str, str]] = {"广东省": "440000", "广州市": "440100", "海珠区": "440105"}
"""A province, a city in it and a district of that, with the numbers by which they are known."""


@frozen(eq=False, repr=False)
class Item(Value):
    """A file in a picker. `size` in bytes; None where it cannot be read."""

    name: str
    kind: str
    size: int | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain data."""
        return {"name": self.name, "kind": self.kind, "size": self.size}

    @classmethod
    def from_json(cls, plain: object) -> Self:
        """From plain data. Raises InputError."""
        table = _table(plain, "an item", ("name", "kind", "size"))
        size = table.get("size")
        if size is not None and (not isinstance(size, int) or isinstance(size, bool)):
            raise wrong("a size in bytes or null", size, place="size")
        return cls(_text(table.get("name"), "name"), _text(table.get("kind"), "kind"), size)


@frozen(eq=False, repr=False)
class Prompt(Value):
    """What stands on a client's screen until the user does something.

    `kind`: one of `PROMPTS`. `operation`: the function that asks; `what`: what it shows, in words.
    `offers`: actions it takes; `refuses`: those that another client would take, and why this one
    does not. What they are about: `items` of a picker, of which at most `most` (None: any number)
    of the kinds `media`, all of one where `one_kind`; `entries` that can be tapped; `scopes` that
    are asked for; `needs`: what an entry of a sheet asks for next; `title` and `text` of a dialog;
    `date`: how what is chosen is written, one of `DATES`; `then`: the picker behind a sheet, as far
    as it is known. `id` and `client` are given when it
    is put to the user.
    """

    kind: str
    operation: str
    what: str
    offers: tuple[str, ...] = ()
    refuses: Mapping[str, str] = field(factory=dict[str, str])
    items: tuple[Item, ...] = ()
    most: int | None = None
    media: tuple[str, ...] = ()
    one_kind: bool = False
    entries: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(factory=dict[str, tuple[str, ...]])
    title: str = ""
    text: str = ""
    then: Prompt | None = None
    client: str = ""
    id: int = 0
    date: str = ""

    def line(self, kind: str) -> str:
        """An action that fits here, as a line of a script."""
        if kind == "picks":
            return f"picks({self.items[0].name if self.items else 'name'!r})"
        if kind == "chooses":
            region = "/".join(REGION) if self.kind == "region" else ""
            return f"{kind}({DATES.get(self.date, region)!r})"
        if kind in _NAMED:
            return f"{kind}({next(iter(self._listed(kind)), '')!r})"
        return f"{kind}({_ALONE.get(kind, '')})"

    def lines(self) -> str:
        """All that fits here, as lines of a script."""
        return " or ".join(self.line(kind) for kind in self.offers)

    def _listed(self, kind: str) -> tuple[str, ...]:
        listed: tuple[str, ...] = getattr(self, _NAMED[kind])
        return listed

    def fault(self, action: object) -> str:
        """Why an action does not fit here, in one sentence; empty where it does."""
        if not isinstance(action, Action):
            return f"expected an action such as {self.lines()}, got {shown(action)}"
        if action.kind in self.refuses:
            return (
                f"{action.line()} cannot be done in {self.what} of {self.operation}: "
                f"{self.refuses[action.kind]}"
            )
        if action.kind not in self.offers:
            return f"{self.what} of {self.operation} takes {self.lines()}, not {action.line()}"
        if action.kind in _NAMED and (len(action.names) != 1 or self.lacks(action)):
            known = " or ".join(f"{action.kind}({name!r})" for name in self._listed(action.kind))
            missing = action.names[0] if action.names else ""
            what = "no entry" if action.kind == "taps" else "no permission"
            return f"{self.operation} has {what} {missing!r}; use {known}"
        if action.kind == "chooses" and not self._takes(action.names):
            names = "the names of a province, a city and a district"
            what = names if self.kind == "region" else self.date
            return f"{self.operation} takes {what}: {self.line('chooses')}, not {action.line()}"
        return ""

    def _takes(self, names: tuple[str, ...]) -> bool:
        if self.kind == "region":
            return len(names) == 1 and len(list(filter(None, names[0].split("/")))) == len(REGION)
        return self._takes_date(names)

    def _takes_date(self, names: tuple[str, ...]) -> bool:
        example = DATES.get(self.date)
        if example is None or len(names) != 1:
            return False
        return names[0].isascii() and re.sub(r"\d", "0", names[0]) == re.sub(r"\d", "0", example)

    def lacks(self, action: Action) -> bool:
        """Whether an action names an entry or a permission that is not listed here."""
        return action.kind in _NAMED and action.names[0] not in self._listed(action.kind)

    def beyond(self, action: Action) -> str:
        """Why files are picked that cannot be, in one sentence; empty where they can."""
        if action.kind not in _PICKS:
            return ""
        first = action.kind == "picks_first"
        count = int(action.number) if first else len(action.names)
        if self.most is not None and count > self.most:
            return f"{action.line()} picks {count}, but at most {self.most} can be picked"
        if first:
            few = count > len(self.items)
            return f"{action.line()}, but {self.what} shows {len(self.items)}" if few else ""
        if len(set(action.names)) < count:
            return f"{action.line()} picks the same file twice"
        known = {item.name for item in self.items}
        unknown = next((name for name in action.names if name not in known), None)
        if unknown is None:
            kinds = {item.kind for item in self.items if item.name in action.names}
            mixed = self.one_kind and len(kinds) > 1
            return f"{self.what} takes files of one kind in one pick" if mixed else ""
        return f"{self.what} shows no {quoted(unknown)}; {did_you_mean(unknown, known, 'names')}"

    def to_json(self) -> dict[str, Any]:
        """As plain data; what has nothing to say is left out."""
        plain: dict[str, Any] = {}
        for name, about in fields_dict(type(self)).items():
            value = getattr(self, name)
            if value or (about.default is None and value is not None) or name in _ALWAYS:
                plain[name] = _plain(value)
        return plain

    @classmethod
    def from_json(cls, plain: object) -> Prompt:
        """From plain data, checked. Raises InputError."""
        table = _table(plain, "a prompt", tuple(_READERS))
        missing = [name for name in _ALWAYS if name not in table]
        if missing:
            raise InputError("is missing", place=missing[0])
        return cls(**{name: _READERS[name](value, name) for name, value in table.items()})


class User(Protocol):
    """Whoever sits in front of a client."""

    def answer(self, prompt: Prompt) -> Action:
        """What is done at a prompt. Raises ScriptError where nothing is."""
        ...


_ALWAYS: Final = ("kind", "operation", "what", "offers", "client", "id")


def _plain(value: Any) -> Any:
    if isinstance(value, (Item, Prompt)):
        return value.to_json()
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _table(value: object, what: str, known: tuple[str, ...]) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise wrong(f"{what} as an object", value)
    for name in value:
        if name not in known:
            hint = did_you_mean(str(name), known, "fields")
            raise InputError(f"{what} has no {quoted(str(name))}; {hint}")
    return value


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise wrong("a text", value, place=place)
    return value


def _texts(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        raise wrong("a list of texts", value, place=place)
    return tuple(_text(item, place) for item in value)


def _words(known: Mapping[str, Any] | tuple[str, ...]) -> Callable[[object, str], tuple[str, ...]]:
    def read(value: object, place: str) -> tuple[str, ...]:
        names = _texts(value, place)
        for name in names:
            if name not in known:
                raise InputError(f"unknown: {quoted(name)}", place=place)
        return names

    return read


def _kind(value: object, place: str) -> str:
    name = _text(value, place)
    if name not in PROMPTS:
        raise InputError(f"unknown: {did_you_mean(name, PROMPTS, 'prompts')}", place=place)
    return name


def _number(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise wrong("a whole number", value, place=place)
    return value


def _yes(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise wrong("true or false", value, place=place)
    return value


def _map(value: object, place: str) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise wrong("an object", value, place=place)
    return value


def _listing(value: object, place: str) -> tuple[Item, ...]:
    if not isinstance(value, (list, tuple)):
        raise wrong("a list of items", value, place=place)
    return tuple(Item.from_json(item) for item in value)


def _behind(value: object, place: str) -> Prompt:
    if isinstance(value, Mapping) and "then" in value:
        raise InputError("has nothing behind it", place=place)
    return Prompt.from_json(value)


_READERS: Final[dict[str, Callable[[Any, str], Any]]] = {
    "kind": _kind,
    "operation": _text,
    "what": _text,
    "offers": _words(ACTIONS),
    "refuses": lambda value, place: {
        _text(key, place): _text(why, place) for key, why in _map(value, place).items()
    },
    "items": _listing,
    "most": _number,
    "media": _texts,
    "one_kind": _yes,
    "entries": _texts,
    "scopes": _words(SCOPES),
    "needs": lambda value, place: {
        _text(key, place): _words(SCOPES)(needed, place)
        for key, needed in _map(value, place).items()
    },
    "title": _text,
    "text": _text,
    "then": _behind,
    "client": _text,
    "id": _number,
    "date": _text,
}
