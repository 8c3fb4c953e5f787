"""Which entry of a list of the same request is meant: the entry itself. Canonical is its place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ..notes import OMIT, READER, Note
from . import index
from .kind import Goal, Kind, OptionPlace, Read, Values, Write, described_as
from .pointing import entry_of, unique
from .replies import spell
from .values import check_string, convert_text, text
from .writing import unsaid

if TYPE_CHECKING:
    from ..model import ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    of = param["of"]
    said = f"not in the list; {READER} shows the first"
    elsewhere: Note = ("MG113", where.name, said, {"severity": "info"})

    def read(raw: Any, values: Mapping[str, Any], notes: list[Note]) -> Any:
        value = text(where, raw)
        urls = values.get(of) or []
        if value in urls:
            return list(urls).index(value)
        if value != "" and urls:
            notes.append(elsewhere)
        return 0

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    pointed = entry_of(param, goal)
    absent = unsaid(param, goal)
    default = param.get("default")

    def write(
        value: Any, stated: bool, values: Values, notes: list[Note], _recipes: list[str]
    ) -> Any:
        if value is None:
            return absent(stated, notes)
        place, urls = pointed(value, values, stated, notes)
        return OMIT if not urls or place == default else urls[place]

    return write


KIND: Final = Kind(
    name="address",
    doc="an entry of a list, by its address",
    wanted="a string",
    facts=frozenset({"of"}),
    read=_read,
    write=_write,
    prepare=unique,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=index.KIND.check,
    check_result=check_string,
    describe=described_as("string"),
    late=True,
    pointing=True,
    porter="it is ported together with the list it points into",
)
