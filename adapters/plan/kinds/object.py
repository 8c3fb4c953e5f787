"""An object of the caller's own, such as headers: passed on as it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, shown
from ....canonical.operations import Field
from ..notes import Note
from .kind import Convert, Goal, Kind, OptionPlace, Read, Write, described_as
from .numbers import as_text
from .replies import spell
from .said import or_said
from .values import convert_where, mapping
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _read(_param: ProgramParam, where: OptionPlace) -> Read:
    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        return mapping(where, raw)

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    return usual(param, goal, spell=_texts if param.get("entries") else None)


def _texts(value: Any, _told: bool, _notes: list[Note]) -> Any:
    """An object whose members are texts: what is plain is written as one, nothing is left out."""
    return {key: _text(item) for key, item in value.items() if item is not None}


def _text(item: Any) -> Any:
    if isinstance(item, bool):
        return str(item).lower()
    return as_text(item) if isinstance(item, (int, float)) else item


def check_object(_field: Field, value: Any) -> Any:
    """An object that a caller gives."""
    if not isinstance(value, Mapping):
        raise InputError(f"expected an object, got {shown(value)}")
    return dict(value)


def _is_object(raw: Any) -> bool:
    return isinstance(raw, Mapping)


def _convert(field: ProgramField) -> Convert:
    return or_said(convert_where(field, _is_object, KIND.wanted), dict)


KIND: Final = Kind(
    name="object",
    doc="an object, passed on as it is",
    wanted="an object",
    read=_read,
    write=_write,
    convert=_convert,
    spell=spell,
    taken=None,
    check=check_object,
    check_result=check_object,
    describe=described_as("object"),
)
