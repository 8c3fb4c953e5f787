"""Tables laid over each other, key by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from . import failures
from .bases import Data, listed

META: Final = frozenset({"evidence", "grade", "note"})
"""What is said about facts, and is none itself."""
_CONDITIONS: Final = frozenset({"os", "surface", "version"})


def over(below: Data, own: Data, evidence: Any = None) -> dict[str, Any]:
    """Own tables over those below; ``evidence``: the own one of the API around them."""
    out = dict(below)
    stated = own.keys() - META
    rest = [key for key in below.keys() - META - own.keys() if not _has_own(below[key])]
    if not rest:
        for key in ("grade", "note"):
            out.pop(key, None)
    sources = own.get("evidence") or evidence
    if sources and stated and ("evidence" in below or "evidence" in own):
        kept = [item for item in listed(below.get("evidence", [])) if item not in sources]
        out["evidence"] = [*listed(sources), *(kept if rest else ())]
    for key, value in own.items():
        found = below.get(key)
        if key == "evidence" and "evidence" in out and stated:
            continue
        if key == "failures" and isinstance(value, list) and isinstance(found, list):
            out[key] = failures.over(found, value)
        elif isinstance(value, Mapping) and isinstance(found, Mapping) and not _unknown(key, value):
            out[key] = over(found, value, own.get("evidence") or evidence)
        else:
            out[key] = value
    overlays = below.get("when")
    if isinstance(overlays, list) and "when" not in own:
        out["when"] = [
            item for item in (_yielding(overlay, stated) for overlay in overlays) if item
        ]
    return out


def _unknown(key: str, value: Data) -> bool:
    """Whether this says that it is not known who has it: what the base says does not count then."""
    return key == "support" and not value


def _has_own(value: Any) -> bool:
    return isinstance(value, Mapping) and "evidence" in value


def _yielding(overlay: Any, stated: frozenset[str] | set[str]) -> Any:
    """An overlay of the base without what the file itself says; None where nothing is left."""
    if not isinstance(overlay, Mapping):
        return overlay
    rest = {key: value for key, value in overlay.items() if key not in stated - _CONDITIONS}
    return rest if rest.keys() - _CONDITIONS - META else None
