"""Tables of a profile file as frozen values, and plain data to these values and back.

A table keeps what the file states; everything else is a default of its class. So its keys need no
code of their own, where making 25 attrs classes would double the time of reading a profile.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, KeysView, Mapping
from functools import cache
from types import GenericAlias, UnionType
from typing import (
    Annotated,
    Any,
    ClassVar,
    Final,
    ForwardRef,
    NoReturn,
    Self,
    TypeVar,
    Union,
    dataclass_transform,
    get_args,
    get_origin,
)

import attrs

T = TypeVar("T", bound="Table")
Convert = Callable[[Any], Any]
REQUIRED: Final = object()


class Key:
    """A key of a table. ``pattern``: the form of its text, a regular expression."""

    __slots__ = ("default", "doc", "pattern", "type")

    def __init__(self, default: Any, doc: str = "", pattern: str = "") -> None:
        self.default = default
        self.doc = doc
        self.pattern = pattern
        self.type: Any = Any


def key(default: Any = REQUIRED, doc: str = "", *, pattern: str = "") -> Any:
    """A key; without a default, one that must be there."""
    return Key(default, doc, pattern)


def listing(doc: str = "") -> Any:
    """A key for an array, empty by default."""
    return Key([], doc)


def table(doc: str = "") -> Any:
    """A key for a table, empty by default."""
    return Key({}, doc)


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Table:
    """A table of a profile file; its annotated fields are the keys it may have.

    Raises `TypeError` for a key that it does not have, and without one that it must have.
    Tables are equal when they state the same. Defaults are shared: nothing in a table is changed.
    """

    keys: ClassVar[dict[str, Key]] = {}
    """All keys, those of its bases first."""
    _required: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        cls.keys = {}
        for base in reversed(cls.__mro__[1:-1]):
            cls.keys.update(base.keys)  # type: ignore[attr-defined]
        for name, kind in cls.__annotations__.items():
            said = vars(cls).get(name, REQUIRED)
            found = said if isinstance(said, Key) else Key(said)
            found.type = _known(kind, cls)
            cls.keys[name] = found
            if found.default is not REQUIRED:
                setattr(cls, name, found.default)
            elif name in vars(cls):
                delattr(cls, name)
        cls._required = frozenset(k for k, v in cls.keys.items() if v.default is REQUIRED)

    def __init__(self, **stated: Any) -> None:
        if not self._required <= stated.keys() <= self.keys.keys():
            wrong = sorted(self._required - stated.keys() or stated.keys() - self.keys.keys())
            raise TypeError(f"{type(self).__name__}: missing or unknown: {', '.join(wrong)}")
        vars(self).update(stated)

    @property
    def given(self) -> KeysView[str]:
        """The keys that the file states, where others have their defaults."""
        return vars(self).keys()

    def evolve(self, **changed: Any) -> Self:
        """This table with other values laid over its own."""
        return type(self)(**{**vars(self), **changed})

    def __setattr__(self, name: str, value: Any) -> NoReturn:
        raise attrs.exceptions.FrozenInstanceError

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    def __repr__(self) -> str:
        stated = (f"{key}={value!r}" for key, value in vars(self).items())
        return f"{type(self).__name__}({', '.join(stated)})"


# --- plain data --------------------------------------------------------------------------------


def structured(kind: type[T], data: Mapping[str, Any]) -> T:
    """The value of a table's plain data, as a TOML parser gives it.

    The data must be right, as that of the built-in profiles is: `lint` says what is wrong with
    other data, here it may raise anything or go unnoticed.
    """
    values = dict(data)
    known: type = kind
    for name, convert in _conversions(known):
        if name in values:
            values[name] = convert(values[name])
    return kind(**values)


def plain(value: Any, leave: Collection[str] = ()) -> Any:
    """What a table states as JSON-like data, in the order of its keys; ``leave``: keys not."""
    if isinstance(value, Table):
        stated = [name for name in value.keys if name in value.given and name not in leave]
        return {name: plain(getattr(value, name)) for name in stated}
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


def _known(kind: Any, own: type) -> Any:
    """A type of which a part may be the name of the class that is being made."""
    if isinstance(kind, ForwardRef):
        if kind.__forward_arg__ != own.__name__:
            raise TypeError(f"{own.__name__}: no table is called {kind.__forward_arg__}")
        return own
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return Annotated[(_known(arguments[0], own), *arguments[1:])]
    if origin in (list, dict):
        return GenericAlias(origin, tuple(_known(item, own) for item in arguments))
    return kind


@cache
def _conversions(kind: type) -> tuple[tuple[str, Convert], ...]:
    """The keys of a table whose plain data are not yet the value."""
    keys: Mapping[str, Key] = vars(kind)["keys"]
    found = ((name, _conversion(key.type)) for name, key in keys.items())
    return tuple((name, convert) for name, convert in found if convert is not None)


def _conversion(kind: Any) -> Convert | None:
    """How plain data becomes a value of a type; ``None``: it is one."""
    if kind is float:
        return float
    if isinstance(kind, type) and issubclass(kind, Table):
        return lambda value: structured(kind, value)
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is Annotated:
        full = next((mark for mark in arguments[1:] if callable(mark)), None)
        return _after(full, _conversion(arguments[0]))
    if origin in (Union, UnionType):
        rest = [item for item in arguments if item is not type(None)]
        return _conversion(rest[0]) if len(rest) == 1 else None
    inner = _conversion(arguments[-1]) if origin in (list, dict) else None
    if inner is None:
        return None
    if origin is list:
        return lambda value: [inner(item) for item in value]
    return lambda value: {key: inner(item) for key, item in value.items()}


def _after(first: Convert | None, second: Convert | None) -> Convert | None:
    if first is None or second is None:
        return first or second
    return lambda value: second(first(value))
