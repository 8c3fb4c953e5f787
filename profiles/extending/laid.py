"""The data of a profile that extends others, whole, and what it has from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import attrs

from ...canonical.operations import FAMILIES
from ..files import VENDOR
from . import clients, counts, failures
from .bases import SECTIONS, Data, bases, family_of, table
from .over import over
from .sources import named_short, resolved, signed

_UNKNOWN: Final[Mapping[str, Any]] = {}
"""Support of which nothing is said for any client."""
_OWN: Final = ("detect", "extends")
"""What is the base's alone."""


def extended(own: Data, whole: Callable[[str], Data]) -> Data:
    """The data of a profile with what it extends below it; ``whole`` gives a base's, by its id."""
    result = {key: whole(base) for key, base in bases(own).items()}
    return laid(result.pop(VENDOR, {}), own, result) if result else own


def laid(base: Data, own: Data, families: Mapping[str, Data] | None = None) -> dict[str, Any]:
    """The data of a profile that extends others, whole.

    ``base`` is the base of all, empty where there is none; ``families`` are those of the operations
    of some families alone. They are whole themselves. A file that extends the profile of its own id
    adds to it: what it does not name stays known, and what tells the vendor stays.
    """
    below = _taken(base, own)
    short = named_short(below)
    by_family = {}
    for family, data in (families or {}).items():
        part = _taken(data, {**clients.of_them(base), **counts.of_it(base), **own})
        by_family[family] = named_short(part)
        short = {**by_family[family], **short}
        _put(below, part, family)
    named = table(own, "api")
    if not adds_to(own) and isinstance(below.get("api"), Mapping):
        below["api"] = {
            key: api if key in named else _unspoken(api) for key, api in below["api"].items()
        }
    made = _joined(below, over(below, resolved(own, below, short, by_family)))
    if adds_to(own):  # it is whatever variant of others the one below it is
        made.pop("extends", None)
        made.update({"extends": base["extends"]} if "extends" in base else {})
    return made


def adds_to(own: Data) -> bool:
    """Whether a file extends the profile of its own id: more of the same vendor, no other one."""
    return own.get("id") is not None and own.get("id") == bases(own).get(VENDOR)


def _joined(below: Data, found: dict[str, Any]) -> dict[str, Any]:
    """With the media functions of the base among the vendor's: one that nothing is translated to
    is told, whichever of the two has it."""
    theirs, own = (table(data, "others").get("media") for data in (below, found))
    if not isinstance(theirs, list) or not isinstance(own, list):
        return found
    return {**found, "others": {**found["others"], "media": sorted({*theirs, *own})}}


def _taken(base: Data, own: Data) -> dict[str, Any]:
    """What a base gives: signed, of clients that the vendor has, by versions that it counts."""
    found = clients.narrowed(signed(base), clients.gone(base, own))
    found = counts.uncounted(found) if counts.others(base, own) else found
    return {key: value for key, value in found.items() if key not in _OWN or adds_to(own)}


def _put(below: dict[str, Any], part: Data, family: str) -> None:
    """Put the operations of a family, and what they need, in the place of those below."""
    theirs = {key: api for key, api in table(part, "api").items() if family_of(key, api) == family}
    others = {key: api for key, api in table(below, "api").items() if family_of(key, api) != family}
    below["api"] = {**others, **theirs}
    below["sources"] = {**table(below, "sources"), **table(part, "sources")}
    rules = [
        *failures.not_in(below.get("failures"), [family]),
        *failures.only_in(part.get("failures"), family),
    ]
    if rules:
        below["failures"] = rules
    asked = {str(api.get("scope")) for api in theirs.values() if isinstance(api, Mapping)}
    scopes = {key: scope for key, scope in table(part, "scopes").items() if key in asked}
    if scopes:
        below["scopes"] = {**scopes, **table(below, "scopes")}
    for section, owner in SECTIONS.items():
        if owner == family:
            below.pop(section, None)
            below.update({section: part[section]} if section in part else {})


def _unspoken(api: Any) -> Any:
    if not isinstance(api, Mapping) or api.get("support") is False:
        return api
    return {**api, "support": _UNKNOWN}


# --- what is inherited --------------------------------------------------------------------------


@attrs.frozen
class Inherited:
    """The operations of one family that a profile has from a base."""

    family: str
    base: str
    """The id of the base."""
    operations: tuple[str, ...]
    """Those that the base may have: it says of none that it is not there."""
    unspoken: tuple[str, ...]
    """Those of them that the file does not name: here they are unknown."""


def inherited(own: Data, whole: Mapping[str, Data]) -> tuple[Inherited, ...]:
    """What a file inherits by family; ``whole``: the data of its bases, by what they are of."""
    if adds_to(own):
        return ()
    named = table(own, "api")
    result = []
    for family in FAMILIES:
        key = family if family in whole else VENDOR
        operations = tuple(
            name
            for name, api in table(whole.get(key, {}), "api").items()
            if family_of(name, api) == family
            and not (isinstance(api, Mapping) and api.get("support") is False)
        )
        if operations:
            left = tuple(name for name in operations if name not in named)
            result.append(Inherited(family, bases(own)[key], operations, left))
    return tuple(result)
