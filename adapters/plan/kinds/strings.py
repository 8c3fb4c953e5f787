"""A list of texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..notes import Note
from .kind import Convert, Goal, Kind, OptionPlace, Read, Write, described_as_texts
from .replies import spell
from .said import or_said
from .values import alone, check_string, convert_where, text, texts
from .words import check_each
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    def read(raw: Any, _values: Mapping[str, Any], notes: list[Note]) -> Any:
        if not isinstance(raw, str):
            return texts(where, raw)
        said = alone(param, where, raw)
        if said is not None:
            notes.append(said)
        return [text(where, raw, "[0]")]

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    return usual(param, goal)


def _are_strings(raw: Any) -> bool:
    return isinstance(raw, list) and all(isinstance(item, str) for item in raw)


def _convert(field: ProgramField) -> Convert:
    return or_said(convert_where(field, _are_strings, "a list of strings"), list)


KIND: Final = Kind(
    name="strings",
    doc="a list of texts",
    wanted="an array of strings",
    facts=frozenset({"lenient"}),
    read=_read,
    write=_write,
    convert=_convert,
    spell=spell,
    taken=None,
    check=check_each(check_string),
    check_result=check_each(check_string),
    describe=described_as_texts,
    listed=True,
)
