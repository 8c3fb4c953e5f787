"""The address of a file: local, of the network, or of one vendor alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from ..notes import Note
from .addresses import FILE, write_files
from .kind import Convert, Goal, Kind, Write, described_as
from .replies import spell
from .values import check_string, convert_text, read_text

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _write(param: ProgramParam, goal: Goal) -> Write:
    return write_files(param, goal)


def _convert(field: ProgramField) -> Convert:
    text = convert_text(field)

    def convert(raw: Any, place: str, notes: list[Note]) -> Any:
        value = text(raw, place, notes)
        if value == "":
            notes.append(("MG206", place, "an empty text where a path belongs", {}))
        return value

    return convert


KIND: Final = Kind(
    name="path",
    doc="the address of a file",
    wanted="a string",
    facts=FILE,
    read=read_text,
    write=_write,
    convert=_convert,
    spell=spell,
    taken=str,
    check=check_string,
    check_result=check_string,
    describe=described_as("string"),
    files=True,
    inline=True,
)
