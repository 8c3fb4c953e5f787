"""Whole numbers: how many, how wide, how long. A count is held to what is taken at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import shown
from ..notes import OMIT, Note
from . import numbers
from .kind import Kind, OptionPlace, Read, described_as
from .replies import spell

if TYPE_CHECKING:
    from ..model import ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    inside = numbers.bounded(param, where, numbers.WHOLE)
    low, high = param.get("low"), param.get("high")
    if low is None and high is None:
        return inside
    least = -numbers.MOST if low is None else low
    most = numbers.MOST if high is None else high
    if high is None:
        top = f"from {low} up"
    else:
        top = f"up to {high:,}" if low is None else f"from {low} to {high:,}"
    first, last = max(least, param.get("min", least)), min(most, param.get("max", most))

    def read(raw: Any, values: Mapping[str, Any], notes: list[Note]) -> Any:
        if type(raw) is int and first <= raw <= last:
            return raw
        value = inside(raw, values, notes)
        if value is OMIT or least <= value <= most:
            return value
        raise where.error(f"expected a whole number {top}, got {shown(value)}")

    return read


KIND: Final = Kind(
    name="integer",
    doc="a whole number",
    wanted=numbers.WHOLE,
    facts=numbers.BOUNDS,
    read=_read,
    write=numbers.write_number,
    convert=numbers.convert_number,
    spell=spell,
    taken=int,
    check=numbers.check_whole,
    check_result=numbers.check_number,
    describe=described_as("integer"),
    typed=numbers.typed,
    hints=numbers.hints,
    whole=True,
)
