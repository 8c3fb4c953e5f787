"""How much of a picture is kept: 0 to 100, or the canonical word for no compression at all."""

from __future__ import annotations

from typing import Any, Final

from ....canonical.errors import InputError, shown
from ....canonical.operations import Field
from ....canonical.vocabulary import NO_COMPRESSION
from . import numbers
from .kind import Kind
from .replies import spell
from .values import check_string, convert_text


def _check(field: Field, value: Any) -> Any:
    if value == NO_COMPRESSION:
        return value
    if isinstance(value, str):
        raise InputError(f'expected a number or "{NO_COMPRESSION}", got {shown(value)}')
    return numbers.check_number(field, value)


KIND: Final = Kind(
    name="quality",
    doc="a quality from 0 to 100",
    wanted=numbers.NUMBER,
    facts=numbers.BOUNDS,
    read=numbers.read_number,
    write=numbers.write_number,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=_check,
    check_result=check_string,
)
