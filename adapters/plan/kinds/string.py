"""Texts that mean what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .kind import Goal, Kind, Write, described_as
from .replies import spell
from .values import check_string, convert_text, read_text
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramParam


def _write(param: ProgramParam, goal: Goal) -> Write:
    return usual(param, goal)


KIND: Final = Kind(
    name="string",
    doc="a text",
    wanted="a string",
    read=read_text,
    write=_write,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=check_string,
    check_result=check_string,
    describe=described_as("string"),
)
