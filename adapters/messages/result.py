"""Reading results by a program of a plan: `result_write` writes them.

Reading gives plain canonical values. Replies come from logs and from clients of every age:
numbers as strings, one object for a list, older names. What can be converted safely is, with a
note; what cannot is left out, with a note.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from typing import Any, Final

from ...canonical.errors import InputError, shown
from ...canonical.vocabulary import kind_of_name
from .failure import unsaid
from .request import READER, Note, Program, shallow, valid_text
from .result_layout import Field, Files, layout
from .result_lists import as_listed, listed

_ABSENT: Final = object()
_WHOLE: Final = ("any", "strings")
"""Kinds whose values may be lists themselves."""
_NOT_TEXT: Final = {"boolean": "true or false", "strings": "a list of strings"}
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?\Z")


def read(
    program: Program, side: Mapping[str, Any], payload: Any, notes: list[Note]
) -> dict[str, Any]:
    """Plain canonical values of a vendor's reply; raises `InputError` when it is no object."""
    reply = _object(program["name"], payload)
    doubt = unsaid(program, side, reply)
    if doubt:
        notes.append(("MG210", "", doubt, {}))
    known = layout(program)
    values: dict[str, Any] = {}
    for field in known.fields:
        value = _first(reply, field, notes)
        if value is _ABSENT:
            kept = {key: reply[key] for key in field.kept if key in reply}
            if any(item is not None for item in kept.values()):
                values.setdefault("extra", {}).update(kept)
        elif field.leaf is None:
            values[field.path] = value
        else:
            values.setdefault(field.root, {})[field.leaf] = value
    for files in known.files:
        values[files.root] = _files(reply, files, notes)
    empty = not any(item not in (None, [], {}) for item in values.values())
    if program["result"] and (empty or (known.files and not any(map(values.get, known.roots)))):
        what = "nothing of what" if empty else "none of the files that"
        notes.append(("MG208", "", f"{what} {program['name']} returns is there", {}))
    if not known.known.issuperset(reply):
        told = (*side["envelope"]["code"], *side["envelope"]["message"])
        extra = {
            name: item
            for name, item in reply.items()
            if name not in known.known and name not in told
        }
        if extra:
            shallow(program["name"], extra)
            values.setdefault("extra", {}).update(extra)
            for name in extra:
                notes.append(("MG205", str(name), f"not a field that {READER}'s profile knows", {}))
    return values


def _plain(raw: Any) -> bool:
    """Whether there is nothing to say of a text or a whole number, wherever it stands."""
    return raw >= 0 if isinstance(raw, int) else bool(raw) and raw.isascii()


def _object(api: str, payload: Any) -> Mapping[str, Any]:
    if not isinstance(payload, Mapping):
        raise InputError(f"expected a reply object, got {shown(payload)}", place=api)
    return payload


def _first(reply: Mapping[str, Any], field: Field, notes: list[Note]) -> Any:
    for key, is_list, member in field.places:
        raw: Any = reply.get(key)
        if isinstance(raw, str) and (is_list or member is not None):
            raw = as_listed(key, raw, member is not None, notes) or None
        if isinstance(raw, (list, tuple)) and raw and (is_list or field.data["kind"] not in _WHOLE):
            many, raw = len(raw), raw[0]
            if many > 1:
                text = f"{many:,} entries where one belongs: the first is read"
                notes.append(("MG206", key, text, {}))
        if member is not None:
            raw = raw.get(member) if isinstance(raw, Mapping) else None
        if raw is not None:
            if type(raw) is field.taken and _plain(raw):
                return raw
            place = key if member is None else f"{key}.{member}"
            value = convert(field.data, raw, place, notes)
            if value is not _ABSENT:
                return value
    return _ABSENT


def _files(reply: Mapping[str, Any], files: Files, notes: list[Note]) -> list[dict[str, Any]]:
    """The files of a reply, each field from the first place that has it."""
    items: list[dict[str, Any]] = []
    extras: set[str] = set()
    lists = {
        key: listed(key, reply[key], files.entries.get(key), notes)
        for key in files.keys
        if reply.get(key) is not None
    }
    for index in range(_count(lists, files, notes)):
        item: dict[str, Any] = {}
        for field in files.fields:
            value = _cell(lists, field, index, notes)
            if value is not _ABSENT:
                item[field.leaf] = value  # type: ignore[index] # of a file, all fields have one
            else:
                _keep_raw(lists, field, index, item)
        for key, known in files.members.items():
            entry = lists[key][index] if index < len(lists.get(key, ())) else None
            if isinstance(entry, Mapping) and not known.issuperset(entry):
                rest = {name: part for name, part in entry.items() if name not in known}
                shallow(f"{key}[{index}]", rest)
                item.setdefault("extra", {}).update(rest)
                extras.update(f"{key}[].{name}" for name in rest)
        items.append(item)
    for name in sorted(extras):
        notes.append(("MG205", name, f"not a field that {READER}'s profile knows", {}))
    return items


def _count(lists: Mapping[str, list[Any]], files: Files, notes: list[Note]) -> int:
    """How many files a reply tells of: as many as there are paths, if there are any."""
    count = 0
    for key in files.counted:
        column = lists.get(key)
        if not column:
            continue
        if not count:
            count = len(column)
        elif len(column) != count:
            text = f"{key} has {len(column)} entries, another list {count}"
            notes.append(("MG207", key, text, {}))
    return count or max(map(len, lists.values()), default=0)


def _keep_raw(
    lists: Mapping[str, list[Any]], field: Field, index: int, item: dict[str, Any]
) -> None:
    """What could not be read stays with the file, under the vendor's own name."""
    for key, _, member in field.data["from"]:
        column = lists.get(key, ())
        entry = column[index] if index < len(column) else None
        if member is not None and isinstance(entry, Mapping) and entry.get(member) is not None:
            item.setdefault("extra", {})[member] = entry[member]


def _cell(lists: Mapping[str, list[Any]], field: Field, index: int, notes: list[Note]) -> Any:
    for key, _, member in field.places:
        column = lists.get(key)
        if column is None or index >= len(column):
            continue
        raw = column[index]
        if member is not None:
            if not isinstance(raw, Mapping):
                if raw is not None:
                    text = f"expected an object, got {shown(raw)}"
                    notes.append(("MG206", f"{key}[{index}]", text, {}))
                continue
            raw = raw.get(member)
        elif isinstance(raw, Mapping):
            continue
        if raw is not None:
            if type(raw) is field.taken and _plain(raw):
                return raw
            place = f"{key}[{index}]" if member is None else f"{key}[{index}].{member}"
            value = convert(field.data, raw, place, notes)
            if value is not _ABSENT:
                return value
    return _ABSENT


def convert(field: Mapping[str, Any], raw: Any, place: str, notes: list[Note]) -> Any:
    """A vendor's value as the canonical one: words, units and types.

    Raises `InputError` for a text that is none.
    """
    if isinstance(raw, str):
        valid_text(raw, place)
        if field.get("by"):
            notes.append(("MG209", place, "no field says its kind: told by the suffix", {}))
            return kind_of_name(raw)
    for meaning, spelling in field.get("values", ()):
        if raw == spelling and type(raw) is type(spelling):
            return meaning
    reads = field.get("reads", {})
    if isinstance(raw, str) and raw in reads:
        return reads[raw]
    kind = field["kind"]
    if kind in ("integer", "number"):
        if field.get("values"):
            notes.append(("MG206", place, f"{shown(raw)} is none of the documented values", {}))
            return _ABSENT
        return _numeric(field, raw, place, notes)
    if kind == "any":
        return raw
    if kind == "boolean" and isinstance(raw, bool):
        return raw
    if kind == "strings" and isinstance(raw, list) and all(isinstance(x, str) for x in raw):
        return raw
    if kind in _NOT_TEXT or not isinstance(raw, str):
        wanted = _NOT_TEXT.get(kind, "a string")
        notes.append(("MG206", place, f"expected {wanted}, got {shown(raw)}", {}))
        return _ABSENT
    if field.get("values") or raw not in field.get("words", (raw,)):
        notes.append(("MG206", place, f"{shown(raw)} is none of the documented values", {}))
        return _ABSENT
    if kind == "path" and raw == "":
        notes.append(("MG206", place, "an empty text where a path belongs", {}))
    return raw


def _numeric(field: Mapping[str, Any], raw: Any, place: str, notes: list[Note]) -> Any:
    value = raw
    if isinstance(raw, str) and _NUMBER.match(raw):
        value = float(raw) if "." in raw else int(raw)
        notes.append(("MG206", place, f"{shown(raw)} read as a number", {"loss": "none"}))
    finite = not isinstance(value, float) or math.isfinite(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not finite:
        notes.append(("MG206", place, f"expected a number, got {shown(raw)}", {}))
        return _ABSENT
    if value < 0:
        notes.append(("MG206", place, f"{shown(raw)} is below zero", {}))
    if field.get("unit") == "unknown":
        notes.append(("MG203", place, "no source gives its unit", {}))
    return tidy(value * field["scale"]) if "scale" in field else tidy(value)


def tidy(value: float) -> float:
    """A number without noise: whole numbers as int, others to a millionth."""
    if isinstance(value, int):
        return value
    if abs(value) >= 2**53:
        return value
    value = math.floor(value * 1_000_000 + 0.5) / 1_000_000
    return int(value) if value.is_integer() else value


def back(conversion: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The result of the API that was called, as the result of the API that was asked for."""
    shape = conversion.get("back") or {}
    if not shape:
        return dict(values)
    rest = {key: item for key, item in values.items() if key not in (shape["from"], "media")}
    found = values.get(shape["from"])
    items = [found] if isinstance(found, Mapping) else list(found or ())
    drop = set(shape.get("drop", ()))
    items = [
        {**{key: item for key, item in file.items() if key not in drop}, **shape.get("add", {})}
        for file in items
    ]
    if shape["shape"] == "first":
        if items:
            rest[shape["to"]] = items[0]
    else:
        rest[shape["to"]] = items
    return rest
