"""A base without what it says of clients that the vendor does not have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .bases import Data, listed

CLIENTS: Final[Mapping[str, str]] = {"os": "os", "surfaces": "surface"}
"""Lists of clients -> the word of conditions for one of them."""


def of_them(data: Data) -> dict[str, Any]:
    """The clients that a profile has: those of no kind where it lists none."""
    return {key: data.get(key, []) for key in CLIENTS}


def gone(base: Data, over: Data) -> dict[str, frozenset[str]]:
    """Words for os and surface that the base has and the file that extends it has not."""
    result: dict[str, frozenset[str]] = {}
    for key, condition in CLIENTS.items():
        if key in over and isinstance(base.get(key), list):
            mine = {item for item in listed(over[key]) if isinstance(item, str)}
            had = {item for item in base[key] if isinstance(item, str)}
            result[condition] = frozenset(had - mine)
    return {key: words for key, words in result.items() if words}


def narrowed(data: Any, gone: Mapping[str, frozenset[str]]) -> Any:
    """Data without what it says of clients that are gone."""
    if not gone:
        return data
    if isinstance(data, list):
        kept = (narrowed(item, gone) for item in data)
        return [item for item in kept if not _void(item, gone)]
    if not isinstance(data, Mapping):
        return data
    words = frozenset().union(*gone.values())
    out: dict[str, Any] = {}
    for key, value in data.items():
        if key == "support" and isinstance(value, Mapping):
            out[key] = _without(value, words)
        elif key == "os_default" and value in words:
            continue
        else:
            out[key] = narrowed(value, gone)
    return out


def _without(support: Mapping[str, Any], words: frozenset[str]) -> dict[str, Any]:
    return {
        key: _without(item, words) if isinstance(item, Mapping) else item
        for key, item in support.items()
        if key not in words
    }


def _void(item: Any, gone: Mapping[str, frozenset[str]]) -> bool:
    """Whether an overlay or a rule is for clients that are gone alone; else these are taken out."""
    if not isinstance(item, dict):
        return False
    for key, words in gone.items():
        named = item.get(key)
        if named and all(isinstance(word, str) for word in listed(named)):
            rest = [word for word in listed(named) if word not in words]
            if not rest:
                return True
            item[key] = rest
    return False
