"""Plain data to the values of `model` and back."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from functools import cache
from types import UnionType
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

import attrs

from .model import Table

T = TypeVar("T", bound=Table)
Convert = Callable[[Any], Any]


def structured(kind: type[T], data: Mapping[str, Any]) -> T:
    """The value of a table's plain data, as a TOML parser gives it.

    The data must be right, as that of the built-in profiles is: `lint` says what is wrong with
    other data, here it may raise anything or go unnoticed.
    """
    values = dict(data)
    table: type = kind
    for key, convert in _conversions(table):
        if key in values:
            values[key] = convert(values[key])
    return kind(given=frozenset(data), **values)


def plain(value: Any, leave: Collection[str] = ()) -> Any:
    """What a table states as JSON-like data, in the order of its fields; ``leave``: keys not."""
    if isinstance(value, Table):
        return {
            field.name: plain(getattr(value, field.name))
            for field in attrs.fields(type(value))
            if field.name in value.given and field.name not in leave
        }
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value


@cache
def _conversions(kind: type) -> tuple[tuple[str, Convert], ...]:
    """The fields of a class whose plain data are not yet the value."""
    found = ((field.name, _conversion(field.type)) for field in attrs.fields(kind))
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
