"""Values of any shape: data of the program's own, passed on as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.operations import Field
from ..notes import OMIT, Note
from .kind import Convert, Goal, Kind, Read, Spot, Write
from .replies import spell
from .values import met, shallow, spelled, valid_text
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _read(_param: ProgramParam, spot: Spot) -> Read:
    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        if isinstance(raw, (Mapping, list)):
            shallow(spot.place, raw)
        return raw

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    return usual(param, goal)


def _convert(field: ProgramField) -> Convert:
    pairs = spelled(field.get("values", ()))

    def convert(raw: Any, place: str, _notes: list[Note]) -> Any:
        if isinstance(raw, str):
            valid_text(raw, place)
        meaning = met(pairs, raw)
        return raw if meaning is OMIT else meaning

    return convert


def _check(_field: Field, value: Any) -> Any:
    return value


KIND: Final = Kind(
    name="any",
    doc="a value of any shape, passed on as it is",
    wanted="",
    read=_read,
    write=_write,
    convert=_convert,
    spell=spell,
    taken=None,
    check=_check,
    check_result=_check,
    listed=True,
)
