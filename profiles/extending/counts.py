"""A base without its numbers of versions, for a vendor that counts others.

``versions`` says what a version counts. Where a file says another thing there than its base, the
base's numbers are nobody's here: whether the vendor has what came with one of them is unknown, and
of two that a number parts the newer holds, as for a client whose version is not said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..conditions import in_range
from .bases import Data

KEY: Final = "versions"
_NUMBERS: Final = frozenset({"major", "since"})
"""Keys whose values are numbers of versions and nothing else."""
_NAMES: Final = frozenset({"api", "params", "result", "fields", "members", "scopes", "element"})
"""Tables whose keys are names, not words of profiles."""


def of_it(data: Data) -> dict[str, Any]:
    """What the versions of a profile count, as a table; empty where it does not say."""
    return {KEY: data[KEY]} if KEY in data else {}


def others(base: Data, own: Data) -> bool:
    """Whether a file counts other versions than its base."""
    counted, said = base.get(KEY), own.get(KEY)
    return isinstance(said, str) and isinstance(counted, str) and said != counted


def uncounted(data: Any) -> Any:
    """Data without numbers of versions."""
    if isinstance(data, list):
        return [uncounted(item) for item in data]
    if not isinstance(data, Mapping):
        return data
    out: dict[str, Any] = {}
    newer: dict[str, Any] = {}
    for key, value in data.items():
        if key in _NAMES and isinstance(value, Mapping):
            out[key] = {name: uncounted(item) for name, item in value.items()}
        elif key == "support":
            out[key] = _support(value)
        elif key == "when" and isinstance(value, list):
            left = [_newest(uncounted(item)) for item in value if not _older(item)]
            out[key] = [item for item in left if not _everywhere(item)]
            for item in left:
                newer.update(item if _everywhere(item) else {})
        elif key not in _NUMBERS:
            out[key] = uncounted(value)
    return {**out, **newer}


def _support(said: Any) -> Any:
    """A statement of support, unknown where it was a version."""
    if isinstance(said, str):
        return {}
    if not isinstance(said, Mapping):
        return said
    return {key: _support(item) for key, item in said.items() if not isinstance(item, str)}


def _older(overlay: Any) -> bool:
    """Whether an overlay holds for older versions alone."""
    version = overlay.get("version") if isinstance(overlay, Mapping) else None
    try:
        return isinstance(version, str) and not in_range(None, version)
    except ValueError:
        return True


def _newest(overlay: Any) -> Any:
    """An overlay without the version that it begins with."""
    if not isinstance(overlay, Mapping):
        return overlay
    return {key: value for key, value in overlay.items() if key != "version"}


def _everywhere(overlay: Any) -> bool:
    """Whether an overlay that had a version holds for every client without it."""
    return isinstance(overlay, Mapping) and not {"os", "surface"} & overlay.keys()
