"""A quality on a vendor's own scale, in a few levels: the canonical value is the quality.

No vendor publishes what its levels come to, so that reading and writing one are approximations;
between two clients of one vendor a level stays what it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.vocabulary import NO_COMPRESSION
from ..notes import NO_MAPPING, OMIT, READER, Note
from . import numbers, quality
from .kind import Goal, Kind, OptionPlace, Read, Values, Write
from .replies import spell
from .values import check_string, convert_text

if TYPE_CHECKING:
    from ..model import ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    known: dict[Any, Any] = {}
    for level, meant in param["levels"]:
        known.setdefault(level, meant)

    def read(raw: Any, _values: Mapping[str, Any], notes: list[Note]) -> Any:
        level = numbers.number(where, raw, numbers.WHOLE)
        value = known.get(level, OMIT)
        if value is OMIT:
            text = f"{level} is none of the levels {READER} documents"
            notes.append(("MG112", where.name, text, {}))
        elif not where.own and isinstance(value, int):
            text = f"{where.name} {raw} counts as quality {value}; {NO_MAPPING}"
            notes.append(("MG104", where.name, text, {}))
        return value

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    levels, ranges = param["levels"], param["ranges"]
    default = param.get("default", OMIT)
    first = param["names"][0]

    def exact(value: Any) -> Any:
        return next((level for level, quality in levels if quality == value), None)

    def write(
        value: Any, stated: bool, _values: Values, notes: list[Note], _recipes: list[str]
    ) -> Any:
        level = exact(value)
        if level is not None and (goal.own or value is None or value == NO_COMPRESSION):
            return OMIT if default is not OMIT and default == value else level
        if value is None or value == NO_COMPRESSION:
            return OMIT
        level = next((level for upto, level in ranges if value <= upto), ranges[-1][1])
        text = f"quality {value} became {first} {level}; {NO_MAPPING}"
        notes.append(("MG104", goal.place, text, {} if stated else {"severity": "info"}))
        return level

    return write


KIND: Final = Kind(
    name="levels",
    doc="a quality in levels of the vendor's own",
    wanted=numbers.WHOLE,
    facts=frozenset({"levels", "ranges"}),
    read=_read,
    write=_write,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=quality.KIND.check,
    check_result=check_string,
    approximate=True,
)
