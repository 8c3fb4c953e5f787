"""What each function of a runtime brings along, so that a bundler can leave the others out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final

import attrs

from ...canonical.recipes import CALLED
from ...profiles.lazy import Lazy
from . import needs

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program

_OF_VALUES: Final = ("read:", "write:", "spell:", "convert:")


@attrs.frozen
class Along:
    """What a function works with: the keys of operations, and of the target's programs; the recipes
    that these may take, and the kinds of the values that they read and write."""

    apis: tuple[str, ...]
    programs: tuple[str, ...]
    recipes: frozenset[str]
    kinds: frozenset[str]


def along(entries: Mapping[str, PlanEntry], programs: Mapping[str, Program]) -> Mapping[str, Along]:
    """For each function of the namespace, by the vendor's name, what it brings along.

    That is what is called on the objects that it gives, at any depth, and on tasks of the kind that
    the same is also asked of (``onMessage`` of a socket's task beside ``onSocketMessage``).
    ``programs`` are those that the runtime has. Only a file from which functions are dropped asks
    for more than the names.
    """
    of_kind: dict[str, list[str]] = {}
    for key, entry in entries.items():
        if kind := entry["read"].get("receiver"):
            of_kind.setdefault(kind, []).append(key)
    found: dict[str, list[str]] = {}
    for key, entry in entries.items():
        read = entry["read"]
        if read.get("receiver"):
            continue
        kinds = {read.get("gives", "")} | {
            kind
            for kind, keys in of_kind.items()
            if any(entries[other]["read"]["api"] == read["api"] for other in keys)
        }
        found.setdefault(read["name"], []).extend((key, *_on(kinds, of_kind, entries)))
    return Lazy(found, lambda name: _along({key: entries[key] for key in found[name]}, programs))


def _on(
    kinds: Iterable[str], of_kind: Mapping[str, list[str]], entries: Mapping[str, PlanEntry]
) -> list[str]:
    """The operations on objects of some kinds, and on what these give."""
    seen: dict[str, None] = {}
    waiting = sorted(kinds)
    while waiting:
        kind = waiting.pop()
        if kind in seen or kind not in of_kind:
            continue
        seen[kind] = None
        waiting += [entries[key]["read"].get("gives", "") for key in of_kind[kind]]
    return [key for kind in seen for key in of_kind[kind]]


def _along(entries: Mapping[str, PlanEntry], programs: Mapping[str, Program]) -> Along:
    """What some operations end in, or their recipes ask for, and what all of that consists of."""
    rows = entries.values()
    ways = {way["to"]: programs[way["to"]] for entry in rows for way in entry["routes"]}
    recipes = needs.recipes(rows, ways.values())
    called = {api for recipe in recipes for api in CALLED.get(recipe, ())}
    called |= needs.asked_besides(ways.values())
    ways |= {key: programs[key] for key in sorted(called) if key in programs}
    sources = [entry["read"] for entry in rows]
    features = needs.features(sources, ways.values(), rows) | needs.nested(sources, ways.values())
    kinds = {word.partition(":")[2] for word in features if word.startswith(_OF_VALUES)}
    return Along(tuple(entries), tuple(ways), frozenset(recipes), frozenset(kinds))
