"""Lists of a reply that are not lists: one object, one path, JSON text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ...canonical.errors import InputError, shown
from ..plan.kinds.said import AROUND
from ..plan.kinds.said import said as said_by
from ..plan.kinds.values import MAX_LIST
from ..plan.notes import Note, NoteChanges

_NO_PATH: Final = ("[", "{", '"', "'")
_NOTHING: Final = ("", "null", "undefined", "none", "nil")


def listed(key: str, raw: Any, objects: bool | None, notes: list[Note]) -> list[Any]:
    """The entries of a list; ``objects``: whether they are, ``None`` where no list belongs."""
    if isinstance(raw, (list, tuple)):
        if len(raw) > MAX_LIST:
            text = f"expected at most {MAX_LIST:,} entries, got {len(raw):,}"
            raise InputError(text, place=key)
        if objects:
            return [_object_in(key, item, notes) for item in raw]
        if objects is False and any(isinstance(item, Mapping) for item in raw):
            notes.append(("MG206", key, "objects in a list of strings", {}))
        return list(raw)
    if isinstance(raw, Mapping):
        entries = _numbered(raw)
        if entries:
            text = "an object with a list's numbers for keys, read as that list"
            notes.append(("MG206", key, text, {"loss": "none"}))
            return listed(key, entries, objects, notes)
        notes.append(("MG206", key, "a single object where a list belongs", {"loss": "none"}))
        return [raw]
    if isinstance(raw, str):
        return [raw] if objects is None else as_listed(key, raw, objects, notes)
    notes.append(("MG206", key, f"expected an array, got {shown(raw)}", {}))
    return []


def as_listed(key: str, raw: str, objects: bool, notes: list[Note]) -> list[Any]:
    """What a text says that stands where a list or an object belongs."""
    said = said_by(raw)
    if isinstance(said, list):
        notes.append(("MG206", key, "JSON text, read as the list it says", {"loss": "none"}))
        return listed(key, said, objects, notes)
    if isinstance(said, dict) and (entries := _numbered(said)):
        notes.append(("MG206", key, "JSON text, read as the list it says", {"loss": "none"}))
        return listed(key, entries, objects, notes)
    if objects and isinstance(said, dict):
        notes.append(("MG206", key, "JSON text, read as the object it says", {"loss": "none"}))
        return [said]
    if objects:
        notes.append(("MG206", key, f"expected an array, got {shown(raw)}", {}))
        return []
    if isinstance(said, str):
        raw = said
    odd = raw.strip(AROUND).startswith(_NO_PATH) or "," in raw or raw.lower() in _NOTHING
    whole: NoteChanges = {} if odd else {"loss": "none"}
    notes.append(("MG206", key, "a single text where a list belongs", whole))
    return [raw]


def _numbered(raw: Mapping[Any, Any]) -> list[Any]:
    """The entries of an object that is a list by its keys, as languages without lists write it."""
    if len(raw) > MAX_LIST or "0" not in raw:
        return []
    keys = [str(at) for at in range(len(raw))]
    return [raw[key] for key in keys] if all(key in raw for key in keys) else []


def _object_in(key: str, item: Any, notes: list[Note]) -> Any:
    """An entry of a list of objects; one that is a text, as the object it says."""
    if not isinstance(item, str):
        return item
    said = said_by(item)
    if isinstance(said, dict):
        notes.append(("MG206", key, "JSON text, read as the object it says", {"loss": "none"}))
        return said
    notes.append(("MG206", key, f"expected an object, got {shown(item)}", {}))
    return None
