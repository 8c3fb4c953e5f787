"""Yes or no, in whatever words a vendor has for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, shown
from ....canonical.operations import Field
from ..notes import OMIT, Note
from .kind import Convert, Goal, Kind, OptionPlace, Read, Write, described_as
from .replies import spell
from .values import BOOLEANS, convert_where, met, spelled
from .words import WORDS
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    pairs = param.get("values", ())
    known = spelled(pairs)
    wanted = " or ".join(repr(spelling) for _, spelling in pairs) or KIND.wanted

    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        meaning = met(known, raw)
        if meaning is not OMIT:
            return meaning
        if isinstance(raw, bool):
            return raw
        raise where.error(f"expected {wanted}, got {shown(raw)}")

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    return usual(param, goal)


def _is_boolean(raw: Any) -> bool:
    return isinstance(raw, bool)


def _convert(field: ProgramField) -> Convert:
    usual = convert_where(field, _is_boolean, KIND.wanted)

    def convert(raw: Any, place: str, notes: list[Note]) -> Any:
        if isinstance(raw, str) and raw in BOOLEANS and not field.get("values"):
            notes.append(("MG206", place, f"{shown(raw)} read as {raw}", {"loss": "none"}))
            return BOOLEANS[raw]
        return usual(raw, place, notes)

    return convert


def _typed(word: str) -> Any:
    return word == "true"


def _check(_field: Field, value: Any) -> Any:
    if not isinstance(value, bool):
        raise InputError(f"expected true or false, got {shown(value)}")
    return value


def _hints(_field: Field) -> Sequence[str]:
    return ("# default = false",)


KIND: Final = Kind(
    name="boolean",
    doc="yes or no",
    wanted="true or false",
    facts=WORDS,
    read=_read,
    write=_write,
    convert=_convert,
    spell=spell,
    taken=None,
    check=_check,
    check_result=_check,
    describe=described_as("boolean"),
    typed=_typed,
    hints=_hints,
)
