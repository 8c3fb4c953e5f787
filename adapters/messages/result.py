"""Reading results by a program of a plan, compiled: `result_write` writes them.

Reading gives plain canonical values. Replies come from logs and from clients of every age:
numbers as strings, one object for a list, older names. What can be converted safely is, with a
note; what cannot is left out, with a note.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...canonical.convert import Conversion
from ...canonical.errors import InputError, shown
from ...canonical.vocabulary import Payload
from ..plan.kinds import KINDS
from ..plan.kinds.values import shallow
from ..plan.notes import OMIT, READER, Note
from . import outcome
from .result_files import file_reader
from .result_layout import Columns, PlacedField, ResultLayout, kind_of_files, plain, twins_of
from .result_lists import as_listed
from .signs import reserved

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramField, Side
    from .signs import Signs

Reads = Callable[[Any, list[Note]], Payload]
"""A vendor's reply as plain canonical values."""


def reader(program: Program, side: Side, signs: Signs, *, columns: bool = False) -> Reads:
    """The function that reads an operation's successful replies.

    ``signs`` are those of ``side``; ``columns``: files may come as `Columns`. The function raises
    `InputError` for a reply that is no object and for texts that are none.
    """
    layout = ResultLayout.of(program)
    fields = [(field, _first(field)) for field in layout.fields]
    files = [(each.root, file_reader(each, columns=columns)) for each in layout.files]
    roots, names = layout.roots, layout.known
    clean = frozenset(name for name in names if signs.quiet({name: None}))
    reserved_keys = frozenset(reserved(side["envelope"]))
    inner, answers = layout.inner, outcome.answers(program)
    api, has_result = program["name"], any(map(_expected, program["result"]))
    always = program.get("always", {})
    told_by_files = next((field for field, _ in fields if field.data.get("derive")), None)

    def read(reply: Any, notes: list[Note]) -> Payload:
        if type(reply) is not dict and not isinstance(reply, Mapping):
            raise InputError(f"expected a reply object, got {shown(reply)}", place=api)
        clear = clean.issuperset(reply)
        if not clear and not signs.quiet(reply):
            answered = answers is not None and answers(reply)
            doubt = "" if answered else signs.doubt(api, reply, names)
            if doubt:
                notes.append(("MG210", "", doubt, {}))
        values: Payload = {}
        since = len(notes)
        for field, first in fields:
            value = first(reply, notes)
            if value is OMIT:
                _keep(field, reply, values)
            elif field.leaf is None:
                values[field.path] = value
            else:
                values.setdefault(field.root, {})[field.leaf] = value
        if len(notes) - since > 1:  # what one text is for several fields is told once
            told = {note[:3]: note for note in reversed(notes[since:])}
            notes[since:] = reversed(told.values())
        for key, members in inner.items():
            _keep_inner(key, members, reply, values, notes)
        there = False
        for root, files_of in files:
            found = values[root] = files_of(reply, notes)
            if found:
                there = True
        for path, value in always.items():
            values.setdefault(path, value)
        if told_by_files is not None:
            _tell_kinds(told_by_files, values, notes)
        if not there and has_result:
            _missing(api, roots, values, notes)
        if not clear and not names.issuperset(reply):
            extra = {
                name: item
                for name, item in reply.items()
                if name not in names and name not in reserved_keys
            }
            if extra:
                shallow(api, extra)
                values.setdefault("extra", {}).update(extra)
                for name in sorted(map(str, extra)):
                    text = f"not a field that {READER}'s profile knows"
                    notes.append(("MG205", name, text, {}))
        return values

    return read


def _expected(data: ProgramField) -> bool:
    """Whether a reply without the field is odd: what it tells of is always there."""
    return not any(data.get(name) for name in ("optional", "void", "or_null"))


def _tell_kinds(field: PlacedField, values: Mapping[str, Any], notes: list[Note]) -> None:
    """Tell of a kind that a reply says of all its files, where they are of another."""
    said, found = values.get(field.path), kind_of_files(values)
    if said is not None and found is not OMIT and said != found:
        text = f"it says {said}, and its files are {found}"
        notes.append(("MG207", field.places[0][0], text, {}))


def _keep(field: PlacedField, reply: Mapping[str, Any], values: Payload) -> None:
    """What could not be read stays, under the vendor's own name."""
    kept = {key: reply[key] for key in field.kept if key in reply}
    if field.data.get("void") and field.data.get("absent") in kept.values():
        return
    if any(item is not None for item in kept.values()):
        values.setdefault("extra", {}).update(kept)
    for key, is_list, member in field.places:
        holder = reply.get(key)
        if member is None or is_list or not isinstance(holder, Mapping):
            continue
        raw, none = holder.get(member), field.data.get("absent")
        if raw is not None and not (type(raw) is type(none) and raw == none):
            shallow(key, [raw])
            _inside(values, key)[member] = raw


def _inside(values: Payload, key: str) -> Payload:
    """What is kept of an object of the reply."""
    found: Payload = values.setdefault("extra", {}).setdefault(key, {})
    return found


def _keep_inner(
    key: str,
    members: frozenset[str],
    reply: Mapping[str, Any],
    values: Payload,
    notes: list[Note],
) -> None:
    """What an object of the reply holds that the profile does not know."""
    holder = reply.get(key)
    if not isinstance(holder, Mapping) or members.issuperset(holder):
        return
    rest = {name: item for name, item in holder.items() if name not in members}
    shallow(key, rest)
    _inside(values, key).update(rest)
    for name in sorted(map(str, rest)):
        notes.append(("MG205", f"{key}.{name}", f"not a field that {READER}'s profile knows", {}))


def _missing(
    api: str, roots: tuple[str, ...], values: Mapping[str, Any], notes: list[Note]
) -> None:
    """Tell of a reply without files that has nothing of its result, or no files where some are."""
    empty = not any(item not in (None, [], {}) for item in values.values())
    if empty or roots:
        what = "nothing of what" if empty else "none of the files that"
        notes.append(("MG208", "", f"{what} {api} returns is there", {}))


def _first(field: PlacedField) -> Callable[[Mapping[str, Any], list[Note]], Any]:
    """The function that reads a field of the reply itself, from the first place that has it."""
    places, taken, convert = field.places, field.taken, field.convert
    whole = KINDS[field.data["kind"]].listed
    none = field.data.get("absent") if field.data.get("void") else None
    nullable = field.data.get("nullable")

    def first(reply: Mapping[str, Any], notes: list[Note]) -> Any:
        for key, is_list, member in places:
            raw: Any = reply.get(key)
            if raw is None and nullable and key in reply:
                return None
            listed = not is_list and isinstance(raw, (list, tuple))
            if isinstance(raw, str) and (is_list or (member is not None and not whole)):
                raw = as_listed(key, raw, member is not None, notes) or None
            if isinstance(raw, (list, tuple)) and raw and (is_list or not whole):
                many, raw = len(raw), raw[0]
                if many > 1:
                    text = f"{many:,} entries where one belongs: the first is read"
                    notes.append(("MG206", key, text, {}))
                elif listed:
                    text = "a list where its one entry belongs"
                    notes.append(("MG206", key, text, {"loss": "none"}))
            if member is not None:
                raw = raw.get(member) if isinstance(raw, Mapping) else None
            if raw is not None and not (type(raw) is type(none) and raw == none):
                if type(raw) is taken and plain(raw):
                    return raw
                place = key if member is None else f"{key}.{member}"
                value = convert(raw, place, notes)
                if value is not OMIT:
                    return value
        return OMIT

    def simple(reply: Mapping[str, Any], notes: list[Note]) -> Any:
        raw: Any = reply.get(name)
        if type(raw) is taken and plain(raw):
            return raw
        return first(reply, notes)

    name, listed, inner = places[0] if places else ("", True, None)
    one = first if listed or inner is not None else simple
    twins = twins_of(places)
    return _alike(field, one, twins) if len(twins) > 1 else one


def _alike(
    field: PlacedField, read: Callable[[Mapping[str, Any], list[Note]], Any], keys: Sequence[str]
) -> Callable[[Mapping[str, Any], list[Note]], Any]:
    """The same, that tells of each of the keys under which another thing stands than is read."""
    convert = field.convert
    none = field.data.get("absent") if field.data.get("void") else None

    def meant(raw: Any, key: str) -> Any:
        try:
            return convert(raw, key, [])
        except InputError:  # it is no text
            return OMIT

    def alike(reply: Mapping[str, Any], notes: list[Note]) -> Any:
        value = read(reply, notes)
        if value is OMIT or sum(map(reply.__contains__, keys)) < 2:
            return value
        first = ""
        for key in keys:
            raw = reply.get(key)
            if raw is None or isinstance(raw, (list, tuple)):
                continue
            if type(raw) is type(none) and raw == none:
                continue
            if first and meant(raw, key) != value:
                text = f"{key} says another thing than {first}, which is read"
                notes.append(("MG207", key, text, {}))
            first = first or key
        return value

    return alike


def back(conversion: Conversion, values: Mapping[str, Any]) -> Payload:
    """The result of the API that was called, as the result of the API that was asked for."""
    shape = conversion.get("back") or {}
    if not shape:
        return dict(values)
    if "only" in shape:
        return {key: item for key, item in values.items() if key in shape["only"]}
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


__all__ = ["Columns", "back", "reader"]
