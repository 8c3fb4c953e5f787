"""Lists of values that are of a kind themselves: of objects, of lists, of words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, shown
from ....canonical.operations import Field
from ..notes import OMIT, Note
from .kind import Convert, Goal, Inner, Kind, OptionPlace, Read, Write
from .nested import EACH, at_entry, checked, converts, kind_of, once, reads, spells, writes
from .said import or_said
from .values import MAX_LIST, entries
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    take = reads(
        param["each"], OptionPlace(f"{where.place}{EACH}", f"{where.name}{EACH}", where.own)
    )

    def read(raw: Any, values: Mapping[str, Any], notes: list[Note]) -> Any:
        before, out = len(notes), []
        for index, item in enumerate(entries(where, raw, "values")):
            try:
                value = None if item is None else take(item, values, notes)
            except InputError as error:
                raise at_entry(error, where.place, f"[{index}]") from None
            out.append(None if value is OMIT else value)
        once(notes, before)
        return out

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    put = writes(param["each"], goal.inside(EACH))

    def spell(value: Any, stated: bool, notes: list[Note]) -> Any:
        since, out = len(notes), []
        for item in value:
            written = None if item is None else put(item, stated, {}, notes, [])
            out.append(None if written is OMIT else written)
        once(notes, since)
        return out

    return usual(param, goal, spell=spell)


def _convert(field: ProgramField) -> Convert:
    each = field["each"]
    convert, objects = converts(each), kind_of(each).name == "record"

    def take(raw: Any, place: str, notes: list[Note]) -> Any:
        if isinstance(raw, Mapping) and objects:
            notes.append(("MG206", place, "a single object where a list belongs", {"loss": "none"}))
            raw = [raw]
        if not isinstance(raw, (list, tuple)):
            notes.append(("MG206", place, f"expected {KIND.wanted}, got {shown(raw)}", {}))
            return OMIT
        if len(raw) > MAX_LIST:
            text = f"expected at most {MAX_LIST:,} entries, got {len(raw):,}"
            raise InputError(text, place=place)
        since, out = len(notes), []
        for item in raw:
            value = OMIT if item is None else convert(item, f"{place}{EACH}", notes)
            nothing: Any = {} if objects else None
            out.append(nothing if value is OMIT else value)
        once(notes, since)
        return out

    return or_said(take, list, dict) if objects else or_said(take, list)


def _spell(field: ProgramField) -> Convert:
    spell = spells(field["each"])

    def write(value: Any, place: str, notes: list[Note]) -> Any:
        if not isinstance(value, (list, tuple)):
            return value
        since, out = len(notes), []
        for item in value:
            written = None if item is None else spell(item, f"{place}{EACH}", notes)
            out.append(None if written is OMIT else written)
        once(notes, since)
        return out

    return write


def _check(field: Field, value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        raise InputError(f"expected {KIND.wanted}, got {shown(value)}")
    out = []
    for index, item in enumerate(value):
        try:
            out.append(checked(field.each, item))
        except InputError as error:
            raise InputError(error.reason, place=f"[{index}]{error.place}") from None
    return out


def _describe(field: Field, inner: Inner) -> dict[str, Any]:
    each = {"items": inner(field.each)} if field.each is not None else {}
    return {"type": "array", **each}


KIND: Final = Kind(
    name="list",
    doc="a list of values that have a shape of their own",
    wanted="an array of values",
    read=_read,
    write=_write,
    convert=_convert,
    spell=_spell,
    taken=None,
    check=_check,
    check_result=_check,
    describe=_describe,
    facts=frozenset({"members"}),
    listed=True,
    nests=True,
    step=EACH,
)
