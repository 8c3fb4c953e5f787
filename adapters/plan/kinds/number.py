"""Numbers that may have a fraction: seconds, ratios, kilobits a second."""

from __future__ import annotations

from typing import Final

from . import numbers
from .kind import Kind, described_as
from .replies import spell

KIND: Final = Kind(
    name="number",
    doc="a number",
    wanted=numbers.NUMBER,
    facts=numbers.BOUNDS,
    read=numbers.read_number,
    write=numbers.write_number,
    convert=numbers.convert_number,
    spell=spell,
    taken=int,
    check=numbers.check_number,
    check_result=numbers.check_number,
    describe=described_as("number"),
    typed=numbers.typed,
    hints=numbers.hints,
)
