"""Operations that are like others of their profile: ``like``.

What one takes and answers is then that of the other, with what the file says of it laid over; facts
keep their sources. A profile is made whole so after it was laid over its bases: what a file changes
of the other operation counts for both.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .bases import Data, table
from .over import over
from .sources import handed_down

ALIKE: Final = ("params", "result", "failures", "success", "failed", "always", "outcomes")
"""What an operation has from the one that it is like."""
_SOURCES: Final = ("evidence", "grade")


def other(api: Any) -> str:
    """The operation that one is like; empty where it is like none."""
    found = api.get("like") if isinstance(api, Mapping) else None
    return found if isinstance(found, str) else ""


def alike(data: Data) -> dict[str, Any]:
    """The data of a profile, each operation with what it has from the one that it is like."""
    apis = table(data, "api")
    made: dict[str, Any] = {}
    for key in apis:
        _made(key, apis, made, ())
    return {**data, "api": made} if apis else dict(data)


def _made(key: str, apis: Data, made: dict[str, Any], chain: tuple[str, ...]) -> Any:
    """An operation, whole; one that leads back to itself stays as it is."""
    if key in made:
        return made[key]
    api = apis[key]
    name = other(api)
    if name in apis and name not in (*chain, key):
        model = _made(name, apis, made, (*chain, key))
        if isinstance(model, Mapping):
            api = _over(model, api)
    return made.setdefault(key, api) if not chain or api is not apis[key] else api


def _over(model: Data, api: Data) -> dict[str, Any]:
    below = handed_down(model)
    found = over({part: below[part] for part in ALIKE if part in below}, api)
    if "evidence" not in api:
        found.update({word: model[word] for word in _SOURCES if word in model})
    return {word: found[word] for word in (*api, *(word for word in found if word not in api))}
