"""Reading and writing results by a program of a plan.

Reading gives plain canonical values, writing the vendor's reply. Replies come from logs and
from clients of every age: numbers as strings, one object for a list, older names. What can be
converted safely is, with a note; what cannot is left out, with a note.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ...canonical.errors import InputError, shown
from ...canonical.vocabulary import kind_of_name
from .failure import unsaid
from .request import MAX_LIST, READER, WRITER, Note, Program, shallow, valid_text
from .result_layout import Field, Files, Layout, layout

_ABSENT: Final = object()
_ascii: Callable[[Any], bool] = str.isascii
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
    if program["result"] and not any(item not in (None, [], {}) for item in values.values()):
        notes.append(("MG208", "", f"nothing of what {program['name']} returns is there", {}))
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


def _object(api: str, payload: Any) -> Mapping[str, Any]:
    if not isinstance(payload, Mapping):
        raise InputError(f"expected a reply object, got {shown(payload)}", place=api)
    return payload


def _first(reply: Mapping[str, Any], field: Field, notes: list[Note]) -> Any:
    for key, _, member in field.places:
        raw: Any = reply.get(key)
        if isinstance(raw, (list, tuple)) and raw:
            raw = raw[0]
        if member is not None:
            raw = raw.get(member) if isinstance(raw, Mapping) else None
        if raw is not None:
            if type(raw) is field.taken and (field.taken is int or _ascii(raw)):
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
        key: _listed(key, reply[key], notes) for key in files.keys if reply.get(key) is not None
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


def _listed(key: str, raw: Any, notes: list[Note]) -> list[Any]:
    if isinstance(raw, (list, tuple)):
        if len(raw) > MAX_LIST:
            text = f"expected at most {MAX_LIST:,} entries, got {len(raw):,}"
            raise InputError(text, place=key)
        return list(raw)
    if isinstance(raw, (str, Mapping)):
        if isinstance(raw, Mapping):
            notes.append(("MG206", key, "a single object where a list belongs", {"loss": "none"}))
        return [raw]
    notes.append(("MG206", key, f"expected an array, got {shown(raw)}", {}))
    return []


def _cell(lists: Mapping[str, list[Any]], field: Field, index: int, notes: list[Note]) -> Any:
    for key, _, member in field.places:
        column = lists.get(key)
        if column is None or index >= len(column):
            continue
        raw = column[index]
        if member is not None:
            if not isinstance(raw, Mapping):
                if raw is not None and not isinstance(raw, str):
                    text = f"expected an object, got {shown(raw)}"
                    notes.append(("MG206", f"{key}[{index}]", text, {}))
                continue
            raw = raw.get(member)
        elif isinstance(raw, Mapping):
            continue
        if raw is not None:
            if type(raw) is field.taken and (field.taken is int or _ascii(raw)):
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
    if not isinstance(raw, str):
        notes.append(("MG206", place, f"expected a string, got {shown(raw)}", {}))
        return _ABSENT
    if field.get("values") or raw not in field.get("words", (raw,)):
        notes.append(("MG206", place, f"{shown(raw)} is none of the documented values", {}))
        return _ABSENT
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


def write(
    program: Program,
    values: Mapping[str, Any],
    notes: list[Note],
    *,
    source: Program | None = None,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A vendor's reply of plain canonical values, and the older fields old code may look for.

    ``source`` is the program the values were read by: it tells a field that this reply lacks
    from one that its vendor never gives.
    """
    reply: dict[str, Any] = {}
    legacy: dict[str, Any] = {}
    given = layout(source).paths if source is not None else None
    emulate = source.get("emulate", {}) if source is not None else {}
    known = layout(program)
    for field in known.fields:
        if field.data.get("by"):
            continue
        holder = values if field.leaf is None else (values.get(field.root) or {})
        value = holder.get(field.leaf or field.path, _ABSENT)
        if value is _ABSENT and field.data.get("derive"):
            value = _derived(values)
        spelt = _spell(field.data, value, notes, given, emulate)
        if spelt is not _ABSENT:
            for key, is_list, _ in field.data["from"]:
                reply[key] = [spelt] if is_list else spelt
            for key, is_list, _ in field.data.get("legacy", ()):
                legacy[key] = [spelt] if is_list else spelt
    for files in known.files:
        _write_files(values.get(files.root) or [], files, reply, legacy, notes, given)
    _dropped(program, values, known, notes)
    reply.update(values.get("extra", {}))
    reply.update(program["success"])
    return reply, legacy


def _derived(values: Mapping[str, Any]) -> Any:
    """What kind the files are together: all pictures, all videos, or a mix."""
    kinds = {item.get("kind") for item in values.get("files") or ()}
    if not kinds or None in kinds:
        return _ABSENT
    return kinds.pop() if len(kinds) == 1 else "mix"


def _spell(
    field: Mapping[str, Any],
    value: Any,
    notes: list[Note],
    given: frozenset[str] | None,
    emulate: Mapping[str, str],
) -> Any:
    """The vendor's value of a canonical one, or nothing where the client does not return it."""
    path = field["path"]
    if field.get("status") == "no":
        if value is not _ABSENT:
            notes.append(("MG201", path, f"{WRITER} does not return it on this client", {}))
        return _ABSENT
    if value is _ABSENT or value is None:
        if given is None or path in given:
            return field.get("absent", _ABSENT) if given is not None else _ABSENT
        if not field.get("derive") and not field.get("optional"):
            recipe = f"; recipe {emulate[path]} supplies it" if path in emulate else ""
            notes.append(("MG202", path, f"{READER} does not give it{recipe}", {}))
        return _ABSENT
    return spell(field, value, path, notes)


def spell(field: Mapping[str, Any], value: Any, place: str, notes: list[Note]) -> Any:
    """A canonical value in the vendor's words and units."""
    pairs = field.get("values")
    if pairs:
        found = _pair(pairs, value)
        if found is not _ABSENT:
            return found
        near = _pair(field.get("nearest", ()), value)
        if near is not _ABSENT:
            notes.append(("MG204", place, f"{shown(value)} became {shown(near)}", {}))
            return _pair(pairs, near)
        if "otherwise" in field:
            if value != field["otherwise"]:
                text = f"{shown(value)} became {shown(field['otherwise'])}"
                notes.append(("MG204", place, text, {}))
            return field["otherwise"]
        notes.append(
            (
                "MG204",
                place,
                f"{WRITER} has no word for {shown(value)}: left out",
                {"loss": "dropped"},
            )
        )
        return _ABSENT
    if "scale" in field and isinstance(value, (int, float)):
        return tidy(value / field["scale"])
    return value


def _pair(pairs: Sequence[Sequence[Any]], value: Any) -> Any:
    return next(
        (item for meaning, item in pairs if meaning == value and type(meaning) is type(value)),
        _ABSENT,
    )


def _write_files(
    items: Sequence[Mapping[str, Any]],
    files: Files,
    reply: dict[str, Any],
    legacy: dict[str, Any],
    notes: list[Note],
    given: frozenset[str] | None,
) -> None:
    if files.single and len(items) > 1:
        text = f"{WRITER} has room for one file: {len(items) - 1} left out"
        notes.append(("MG201", files.root, text, {}))
    for out, lists in ((reply, files.lists), (legacy, files.legacy)):
        for key, objects in lists.items():
            out.setdefault(key, [{} for _ in items] if objects else [])
    for field in files.fields:
        data, leaf = field.data, str(field.leaf)
        if data.get("by"):
            continue
        if data.get("status") == "no":
            if any(leaf in item for item in items):
                text = f"{WRITER} does not return it on this client"
                notes.append(("MG201", field.path, text, {}))
            continue
        if given is not None and field.path not in given and items:
            expected = not data.get("only") and not data.get("optional")
            if expected and not any(leaf in item for item in items):
                notes.append(("MG202", field.path, f"{READER} does not give it", {}))
        only = data.get("only")
        for index, item in enumerate(items):
            value = item.get(leaf)
            if value is None or (only and item.get("kind", only[0]) not in only):
                continue
            spelt = value if field.verbatim else spell(data, value, field.path, notes)
            if spelt is not _ABSENT:
                _place_cell(data, index, spelt, reply, legacy)
    extras = [(index, item["extra"]) for index, item in enumerate(items) if item.get("extra")]
    for index, extra in extras:
        for key, objects in files.lists.items():
            for part, value in extra.items() if objects else ():
                reply[key][index].setdefault(part, value)


def _place_cell(
    field: Mapping[str, Any], index: int, value: Any, reply: dict[str, Any], legacy: dict[str, Any]
) -> None:
    for key, is_list, member in field["from"]:
        _place(reply, key, is_list, member, index, value)
    for key, is_list, member in field.get("legacy", ()):
        _place(legacy, key, is_list, member, index, value)


def _place(
    out: dict[str, Any], key: str, is_list: bool, member: str | None, index: int, value: Any
) -> None:
    if not is_list:
        if index == 0:
            out[key] = value
    elif member is None:
        out[key].append(value)
    else:
        out[key][index][member] = value


def _dropped(program: Program, values: Mapping[str, Any], known: Layout, notes: list[Note]) -> None:
    """Report what the values hold and this vendor's reply has no room for."""
    for key, value in values.items():
        if key == "extra" or value is None:
            continue
        if isinstance(value, list):
            held = set().union(*value)
            prefix = f"{key}[]."
        elif isinstance(value, Mapping):
            held = set(value)
            prefix = f"{key}."
        else:
            if key not in known.paths:
                notes.append(("MG201", key, f"{WRITER}'s {program['name']} has no such field", {}))
            continue
        written = known.leaves.get((key, isinstance(value, list)), frozenset())
        for leaf in sorted(held - written - {"extra"}):
            text = f"{WRITER}'s {program['name']} has no such field"
            notes.append(("MG201", prefix + leaf, text, {}))


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
