"""What keeps values by key, and what reads them, as a source's profile has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from .....canonical.operations import OPERATIONS
from ...common.pair import Pair

if TYPE_CHECKING:
    from ....plan.model import Program

AT_ONCE: Final = "at_once"


class Store(NamedTuple):
    """A function that keeps values, or reads them. ``key`` and ``value``: the names of the options,
    or of the field of the result; ``key_at`` and ``value_at``: their places among arguments, -1
    where it takes options; ``plain``: it returns the value itself; ``at_once``: it returns."""

    key: tuple[str, ...]
    key_at: int
    value: tuple[str, ...]
    value_at: int
    plain: bool
    at_once: bool


class Stores(NamedTuple):
    """The functions by name."""

    writers: Mapping[str, Store]
    readers: Mapping[str, Store]


def stores_of(pair: Pair) -> Stores:
    """Those of the source."""
    writers: dict[str, Store] = {}
    readers: dict[str, Store] = {}
    for name in pair.functions:
        read = pair.entry(name)["read"]
        operation = OPERATIONS[read["api"]]
        if operation.holds in operation.options:
            writers[name] = _store(read, operation.under, _names(read, operation.holds))
        elif operation.holds:
            value = tuple(
                field["root"] for field in read["result"] if field["path"] == operation.holds
            )
            readers[name] = _store(read, operation.under, value)
    return Stores(writers, readers)


def _store(read: Program, under: str, value: tuple[str, ...]) -> Store:
    given = list(read.get("arguments", ()))
    held = OPERATIONS[read["api"]].holds
    return Store(
        _names(read, under),
        given.index(under) if under in given else -1,
        value,
        given.index(held) if held in given else -1,
        bool(read.get("returns")),
        read.get("form") == AT_ONCE,
    )


def _names(read: Program, option: str) -> tuple[str, ...]:
    return next((tuple(it["names"]) for it in read["params"] if it["key"] == option), ())
