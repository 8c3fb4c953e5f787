"""Which entry of a list of the same request is meant: its place, from 0."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..notes import Note
from . import numbers
from .kind import Goal, Kind, OptionPlace, Read, Values, Write
from .pointing import entry_of
from .replies import spell
from .values import check_string, convert_text
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramParam


def _read(_param: ProgramParam, where: OptionPlace) -> Read:
    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        return numbers.number(where, raw, numbers.WHOLE)

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    pointed = entry_of(param, goal)

    def fit(
        value: Any, values: Values, stated: bool, notes: list[Note], _recipes: list[str]
    ) -> Any:
        return pointed(value, values, stated, notes)[0]

    return usual(param, goal, fit=fit)


KIND: Final = Kind(
    name="index",
    doc="the place of an entry of a list, from 0",
    wanted=numbers.WHOLE,
    facts=frozenset({"of"}),
    read=_read,
    write=_write,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=numbers.check_whole,
    check_result=check_string,
    pointing=True,
    porter="it is ported together with the list it points into",
)
