"""Objects whose keys are the program's own, each with a value of one kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, shown
from ....canonical.operations import Field
from ....canonical.vocabulary import Payload
from ..notes import OMIT, Note
from .kind import Convert, Goal, Inner, Kind, OptionPlace, Read, Write
from .nested import ANY_KEY, at_entry, checked, converts, entry_name, once, reads, spells, writes
from .said import or_said
from .values import shallow
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    take = reads(
        param["each"], OptionPlace(f"{where.place}{ANY_KEY}", f"{where.name}{ANY_KEY}", where.own)
    )

    def read(raw: Any, values: Mapping[str, Any], notes: list[Note]) -> Any:
        if not isinstance(raw, Mapping):
            raise where.error(f"expected {KIND.wanted}, got {shown(raw)}")
        since = len(notes)
        out: Payload = {}
        for key, item in raw.items():
            try:
                value = None if item is None else take(item, values, notes)
            except InputError as error:
                raise at_entry(error, where.place, entry_name(key)) from None
            if value is not OMIT:
                out[key] = value
        once(notes, since)
        return out

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    put = writes(param["each"], goal.inside(ANY_KEY))

    def spell(value: Any, stated: bool, notes: list[Note]) -> Any:
        since, out = len(notes), Payload()
        for key, item in value.items():
            written = None if item is None else put(item, stated, {}, notes, [])
            if written is not OMIT:
                out[key] = written
        once(notes, since)
        return out

    return usual(param, goal, spell=spell)


def _convert(field: ProgramField) -> Convert:
    return or_said(_each(converts(field["each"]), strict=True), dict)


def _spell(field: ProgramField) -> Convert:
    return _each(spells(field["each"]), strict=False)


def _each(convert: Convert, *, strict: bool) -> Convert:
    """What is done with each value; ``strict``: one that is no object is told and left out."""

    def every(raw: Any, place: str, notes: list[Note]) -> Any:
        if not isinstance(raw, Mapping):
            if not strict:
                return raw
            notes.append(("MG206", place, f"expected {KIND.wanted}, got {shown(raw)}", {}))
            return OMIT
        if strict:
            shallow(place, raw)
        since, out = len(notes), Payload()
        for key, item in raw.items():
            value = None if item is None else convert(item, f"{place}{ANY_KEY}", notes)
            if value is not OMIT:
                out[key] = value
        once(notes, since)
        return out

    return every


def _check(field: Field, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise InputError(f"expected {KIND.wanted}, got {shown(value)}")
    out: Payload = {}
    for key, item in value.items():
        try:
            out[key] = checked(field.each, item)
        except InputError as error:
            raise InputError(error.reason, place=f"{entry_name(key)}{error.place}") from None
    return out


def _describe(field: Field, inner: Inner) -> dict[str, Any]:
    each = {"additionalProperties": inner(field.each)} if field.each is not None else {}
    return {"type": "object", **each}


KIND: Final = Kind(
    name="map",
    doc="an object with keys of the program's own, each value of one shape",
    wanted="an object",
    read=_read,
    write=_write,
    convert=_convert,
    spell=_spell,
    taken=None,
    check=_check,
    check_result=_check,
    describe=_describe,
    facts=frozenset({"members"}),
    nests=True,
    step=ANY_KEY,
)
