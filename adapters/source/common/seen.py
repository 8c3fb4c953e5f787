"""What a tree holds that a port does not read: for an answer where it finds nothing to do."""

from __future__ import annotations

import os
import re
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

import attrs

from ....canonical.values import Value
from ....profiles import loader
from ..syntax.scope import table
from ..text.place import alternatives, member_pattern
from .files import SOURCES, others, read

if TYPE_CHECKING:
    from ....profiles.registry import Registry
    from ..syntax.parsed import Script
    from .files import Found, Walked
    from .pair import Pair

_MOST: Final = 2_000
"""Files that are looked at."""


@attrs.frozen(eq=False, repr=False)
class NotPorted(Value):
    """Media calls of other globals by name, and files that hold scripts but are not read.

    ``globals`` are counted only where the port found no call of its own, and the target's is not
    among them: a port done already is no mistake. ``nothing``: no file was there to be ported.
    """

    globals: Counter[str] = attrs.field(factory=Counter)
    components: Counter[str] = attrs.field(factory=Counter)
    nothing: bool = False

    def to_plain(self) -> dict[str, Any]:
        """JSON-like values."""
        return {"globals": dict(self.globals), "components": dict(self.components)}

    def hints(self, own: str) -> list[str]:
        """Sentences for people; ``own`` is the source's global."""
        texts = [f"no file here ends in {', '.join(sorted(SOURCES))}"] if self.nothing else []
        names = others()
        vendors = _vendors() if self.globals else {}
        if self.globals:
            every = ", ".join(f"{name} {count}" for name, count in self.globals.most_common())
            texts.append(f"no media call of {own} was found, but calls of {every}")
        for name in self.globals:
            if name in vendors:
                texts.append(f"{name} is read with {_choices(vendors[name])}")
            elif name in names["frameworks"]:
                what = names["frameworks"][name]
                texts.append(f"calls of {name} go to {what}: port what it builds for {own}")
            else:
                texts.append(f"no profile has the global {name} of {names['platforms'][name]}")
        for suffix, count in sorted(self.components.items()):
            what = names["components"][suffix[1:]]
            files = f"{count} file{'' if count == 1 else 's'}"
            texts.append(f"{files} in {suffix} ({what}) not read: port what {what} builds")
        return texts


def _vendors() -> dict[str, list[str]]:
    """The known vendors by their global, read without their profiles."""
    registry = loader.current()
    found: dict[str, list[str]] = {}
    for vendor in registry.ids:
        found.setdefault(registry.namespace(vendor), []).append(vendor)
    return found


def _choices(vendors: list[str]) -> str:
    """The vendors of one global: those that are known by their names alone come last, and are said
    to be so."""
    alone = {vendor for vendor in vendors if loader.get(vendor).by_name}
    read = [f"--from {vendor}" for vendor in sorted(set(vendors) - alone)]
    rest = [f"--from {vendor} where that is its client" for vendor in sorted(alone)]
    return " or ".join([*read, *rest])


def _globals(registry: Registry, own: str, goal: str) -> frozenset[str]:
    """The global objects of others."""
    names = others()
    known = map(registry.namespace, registry.ids)
    return frozenset({*names["frameworks"], *names["platforms"], *known} - {own, goal})


def names_others(script: Script, both: Pair) -> bool:
    """Whether a script takes the global of another platform, as those do that look for theirs."""
    own, goal = both.source["namespace"], both.goal
    names = loader.current().remembered(_globals)(own, goal) | {goal}
    texts = (name.encode() for name in names)
    return any(name in script.text and any(table(script, name).unbound()) for name in texts)


def _mentions(
    registry: Registry, own: str, goal: str
) -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    """Members of each: without one there is no call, and no other profile has to be read. A pattern
    for each, as one that begins in several ways takes many times as long."""
    names = [name.encode() for name in sorted(registry.remembered(_globals)(own, goal))]
    return tuple((name, member_pattern(name)) for name in names)


def _calls(registry: Registry, own: str, goal: str) -> re.Pattern[bytes]:
    profiles = [registry.get(vendor) for vendor in registry.ids]
    functions = {api.name or key for item in profiles for key, api in item.api.items()}
    asked = registry.remembered(_globals)(own, goal)
    calls = rb"(?<![\w$.])(%b)\s*\??\.\s*(?:%b)\b"
    return re.compile(calls % (alternatives(asked), alternatives(functions)))


def seen(walked: Walked, both: Pair, calls: int, looked: int) -> NotPorted:
    """Look for what the port of a tree, with so many calls in so many files, may have been meant
    for."""
    unread = [item for item in walked.found if _component(item)]
    components = Counter(os.path.splitext(item.name.lower())[1] for item in unread)
    result: Counter[str] = Counter()
    if not calls:
        for item in [*walked.sources(), *unread][:_MOST]:
            data = read(item)
            if isinstance(data, bytes):
                result += calls_of_others(data, both)
    return NotPorted(result, components, not looked)


def calls_of_others(data: bytes, both: Pair) -> Counter[str]:
    """How many media calls of other globals a file has, by name."""
    registry, ends = loader.current(), (both.source["namespace"], both.goal)
    mentions = registry.remembered(_mentions)(*ends)
    if not any(name in data and taken.search(data) is not None for name, taken in mentions):
        return Counter()
    calls = registry.remembered(_calls)(*ends)
    return Counter(match[1].decode() for match in calls.finditer(data))


def _component(item: Found) -> bool:
    return (
        item.what == "other"
        and os.path.splitext(item.name.lower())[1][1:] in others()["components"]
    )
