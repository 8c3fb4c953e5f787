"""Writing results by a program of a plan: `result` reads them.

What the target's reply has no room for and what its fields lack is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from ...canonical.errors import shown
from .request import READER, WRITER, Note, Program
from .result import tidy
from .result_layout import Files, Layout, layout

_ABSENT: Final = object()


def beside(program: Program) -> frozenset[str]:
    """The older fields of a reply that its client still fills: code meets them in any loop."""
    return frozenset(
        str(key)
        for field in program["result"]
        for key, _, _ in field.get("legacy", ())[: field.get("beside", 0)]
    )


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
    sides = (known,) if source is None else (known, layout(source))
    one = {files.root for side in sides for files in side.files if files.single}
    for files in known.files:
        items = values.get(files.root) or []
        told = items or ([{}] if files.root in one else [])
        if given is not None:
            _told_lacking(told, files, notes, given)
        _write_files(items, files, reply, legacy, notes)
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
        if given is None:
            return _ABSENT
        if path in given and "absent" in field:
            text = (
                f"this reply does not say it: {shown(field['absent'])} is what {WRITER} says then"
            )
            notes.append(("MG202", path, text, {}))
            return field["absent"]
        if not field.get("derive") and not field.get("optional"):
            notes.append(("MG202", path, _lacking(path, given, emulate), {}))
        return _ABSENT
    return spell(field, value, path, notes)


def _lacking(path: str, given: frozenset[str], emulate: Mapping[str, str]) -> str:
    """Why the target's field is left out: the vendor does not give it, or this reply does not."""
    if path in given:
        return "this reply does not say it"
    recipe = f"; recipe {emulate[path]} supplies it" if path in emulate else ""
    return f"{READER} does not give it{recipe}"


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


def tell_lacking(program: Program, values: Mapping[str, Any], notes: list[Note]) -> None:
    """Say which fields that a vendor documents a reply of it did not have."""
    known = layout(program)
    for field in known.fields:
        data, path = field.data, field.path
        if any(data.get(name) for name in ("optional", "derive", "by", "status")):
            continue
        holder = values if field.leaf is None else (values.get(field.root) or {})
        if holder.get(field.leaf or path) is None:
            notes.append(("MG202", path, _lacking(path, known.paths, {}), {}))
    for files in known.files:
        items = values.get(files.root) or ([{}] if files.single else [])
        _told_lacking(items, files, notes, known.paths)


def _told_lacking(
    items: Sequence[Mapping[str, Any]], files: Files, notes: list[Note], given: frozenset[str]
) -> None:
    """Say which fields of the target's files a reply does not say of all that it tells of."""
    for field in files.fields:
        data, only = field.data, field.data.get("only")
        if any(data.get(name) for name in ("optional", "derive", "by")):
            continue
        if data.get("status") == "no":
            continue
        meant = [item for item in items if not only or item.get("kind") in only]
        lacking = sum(field.leaf not in item for item in meant)
        if lacking:
            text = _lacking(field.path, given, {})
            if lacking < len(meant):
                text += f" of {lacking} of {len(meant)} files"
            notes.append(("MG202", field.path, text, {}))


def _write_files(
    items: Sequence[Mapping[str, Any]],
    files: Files,
    reply: dict[str, Any],
    legacy: dict[str, Any],
    notes: list[Note],
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
