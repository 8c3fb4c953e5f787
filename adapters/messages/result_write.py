"""Writing results by a program of a plan, compiled: `result` reads them.

What the target's reply has no room for and what its fields lack is told.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.errors import shown
from ...canonical.vocabulary import Payload
from ..plan.notes import OMIT, WRITER, Note
from . import outcome
from .result_layout import Columns, PlacedField, ResultLayout, kind_of_files
from .result_write_files import MAX_SHAPES, apart_from, file_writer, lacking, tell_lacking

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramField

Writes = Callable[[Mapping[str, Any], list[Note]], tuple[Payload, Payload]]
"""Plain canonical values as a vendor's reply, and the older fields old code may look for."""

_NONE: Final[frozenset[str]] = frozenset()
_EXTRA: Final = {"extra"}
_TAKEN: Final = f"left out: {WRITER} has a field of its own of that name"

_Step = Callable[[Mapping[str, Any], Payload, Payload, list[Note]], None]


def beside(program: Program) -> frozenset[str]:
    """The older fields of a reply that its client still fills: code meets them in any loop."""
    return frozenset(
        str(key)
        for field in program["result"]
        for key, _, _ in field.get("legacy", ())[: field.get("beside", 0)]
    )


def writer(
    program: Program,
    *,
    source: Program | None = None,
    older: bool = True,
    own: bool = False,
    kept: Collection[str] = (),
) -> Writes:
    """The function that writes an operation's successful replies.

    ``source`` is the program the values were read by: it tells a field that this reply lacks
    from one that its vendor never gives. ``older``: the older fields of files are wanted. ``own``:
    the values were read by a program of the same vendor. ``kept``: fields in which the vendor's
    failures have their code and message: a success has none of another's.
    """
    layout = ResultLayout.of(_own_keys(program) if own else program)
    read = ResultLayout.of(source) if source is not None else None
    given = read.paths if read is not None else None
    emulate = source.get("emulate", {}) if source is not None else {}
    steps = [_step(field, given, emulate) for field in layout.fields if not field.data.get("by")]
    one = {files.root for side in (layout, read) if side for files in side.files if files.single}
    apart = apart_from(layout)
    groups = [
        file_writer(files, given, one=files.root in one, apart=apart, older=older)
        for files in layout.files
    ]
    dropped = _dropped(program, layout)
    success = program["success"]
    tells = outcome.tells(program)

    def write(values: Mapping[str, Any], notes: list[Note]) -> tuple[Payload, Payload]:
        reply: Payload = {}
        legacy: Payload = {}
        for step in steps:
            step(values, reply, legacy, notes)
        for group in groups:
            group(values, reply, legacy, notes)
        dropped(values, notes)
        for key, item in (values.get("extra") or {}).items():
            known = reply.get(key)
            if known is None and key not in kept:
                reply[key] = item
            elif isinstance(known, dict) and isinstance(item, Mapping):  # the rest of an object
                reply[key] = {**item, **known}
            else:
                notes.append(("MG205", key, _TAKEN, {"severity": "warning", "loss": "dropped"}))
        how = tells(values) if tells is not None else None
        reply.update(success if how is None else how)
        return reply, legacy

    return write


def _own_keys(program: Program) -> Program:
    """The program, keys of objects in one spelling: another one is there for other vendors' pages,
    and may be a key with a meaning of its own."""
    return {**program, "result": [_own_spelling(field) for field in program["result"]]}


def _own_spelling(field: ProgramField) -> ProgramField:
    if "keys" not in field:
        return field
    return {**field, "keys": [[key, names[:1]] for key, names in field["keys"]]}


def _step(field: PlacedField, given: frozenset[str] | None, emulate: Mapping[str, str]) -> _Step:
    """How one field of the reply itself is written."""
    data, path, root, leaf = field.data, field.path, field.root, field.leaf
    name = leaf or path
    derived, spell, absent = data.get("derive"), field.spell, _absent(data, given, emulate)
    places = [(key, is_list, member) for key, is_list, member in data["from"]]
    before, before_by = data.get("before", {}), data.get("before_by", "")
    older = [(key, is_list) for key, is_list, _ in data.get("legacy", ())]
    lost: Note = ("MG201", path, f"{WRITER} does not return it on this client", {})
    lacks, nullable = data.get("status") == "no", data.get("nullable")

    def step(
        values: Mapping[str, Any],
        reply: Payload,
        legacy: Payload,
        notes: list[Note],
    ) -> None:
        holder = values if leaf is None else (values.get(root) or {})
        value = holder.get(name, OMIT)
        if value is OMIT and derived:
            value = kind_of_files(values)
        if lacks:
            if value is not OMIT:
                notes.append(lost)
            return
        if value is OMIT or (value is None and not nullable):
            written = absent(notes)
        else:
            written = value if value is None else spell(value, path, notes)
        if written is OMIT:
            return
        if before and isinstance(written, str) and written[:1].isdecimal():
            written = before.get(str(values.get(before_by)), "") + written
        for key, is_list, member in places:
            if member is None:
                reply[key] = [written] if is_list else written
            else:
                reply.setdefault(key, {})[member] = written
        for key, is_list in older:
            legacy[key] = [written] if is_list else written

    return step


def _absent(
    data: ProgramField, given: frozenset[str] | None, emulate: Mapping[str, str]
) -> Callable[[list[Note]], Any]:
    """What a reply says of a field that has no value."""
    path, said, notes = data["path"], OMIT, list[Note]()
    if data.get("or_null") or data.get("void"):
        none = data["absent"] if data.get("void") else None
        return lambda _told: none
    if given is not None and path in given and "absent" in data:
        said = data["absent"]
        text = f"this reply does not say it: {shown(said)} is what {WRITER} says then"
        notes.append(("MG202", path, text, {}))
    elif given is not None and not data.get("derive") and not data.get("optional"):
        notes.append(("MG202", path, lacking(path, given, emulate), {}))

    def absent(problems: list[Note]) -> Any:
        problems += notes
        return said

    return absent


def _dropped(
    program: Program, layout: ResultLayout
) -> Callable[[Mapping[str, Any], list[Note]], None]:
    """Tells what the values hold and this vendor's reply has no room for."""
    text = f"{WRITER}'s {program['name']} has no such field"

    kept: set[tuple[str, tuple[str, ...]]] = set()
    always, roots = program.get("always", {}), layout.roots

    def dropped(values: Mapping[str, Any], notes: list[Note]) -> None:
        for key, value in values.items():
            if key == "extra" or value is None:
                continue
            if key in layout.paths or (key in always and value == always[key]):
                continue
            many = isinstance(value, list) and all(isinstance(item, Mapping) for item in value)
            if isinstance(value, Columns):
                shape = (key, value.leaves)
                if shape in kept:
                    continue
                many, held = True, set(value.leaves)
            elif many:
                held = set().union(*value)
            elif isinstance(value, Mapping):
                held = set(value)
            else:
                notes.append(("MG201", key, text, {}))
                continue
            lost = held - layout.leaves.get((key, many), _NONE) - _EXTRA
            if not lost and isinstance(value, Columns) and len(kept) < MAX_SHAPES:
                kept.add((key, value.leaves))
            if "extra" in held and key not in roots and not isinstance(value, Columns):
                entries: Any = value if many else [value]  # no object here keeps what is in them
                lost = lost.union(*(item.get("extra", ()) for item in entries))
            for leaf in sorted(lost):
                notes.append(("MG201", f"{key}{'[]' if many else ''}.{leaf}", text, {}))

    return dropped


def teller(program: Program) -> Callable[[Mapping[str, Any], list[Note]], None]:
    """The function that says which fields a vendor documents that a reply of it did not have."""
    layout = ResultLayout.of(program)
    fields: list[tuple[PlacedField, Note]] = [
        (field, ("MG202", field.path, lacking(field.path, layout.paths, {}), {}))
        for field in layout.fields
        if not any(
            field.data.get(name)
            for name in ("optional", "derive", "by", "status", "void", "or_null")
        )
    ]

    def tell(values: Mapping[str, Any], notes: list[Note]) -> None:
        for field, note in fields:
            holder = values if field.leaf is None else (values.get(field.root) or {})
            name = field.leaf or field.path
            if holder.get(name) is None and not (field.data.get("nullable") and name in holder):
                notes.append(note)
        for files in layout.files:
            items = values.get(files.root) or ([{}] if files.single else [])
            tell_lacking(items, files, notes, layout.paths)

    return tell
