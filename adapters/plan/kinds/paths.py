"""Addresses of files; a vendor may take ``single`` ones only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..notes import Note
from .addresses import FILE, write_files
from .kind import Goal, Kind, OptionPlace, Read, Write, described_as_texts
from .replies import spell
from .values import check_string, convert_text, text, texts
from .words import check_each

if TYPE_CHECKING:
    from ..model import ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    if param.get("single"):
        return lambda raw, _values, _notes: [text(where, raw)]

    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        return texts(where, raw)

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    return write_files(param, goal)


KIND: Final = Kind(
    name="paths",
    doc="addresses of files",
    wanted="an array of strings",
    facts=FILE | {"single"},
    read=_read,
    write=_write,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=check_each(check_string),
    check_result=check_string,
    describe=described_as_texts,
    entries=True,
    files=True,
    inline=True,
)
