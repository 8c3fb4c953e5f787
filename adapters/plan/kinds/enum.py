"""One word of a closed list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import shown
from ....canonical.operations import Field
from ..notes import READER, WRITER, Note, NoteChanges
from .kind import Goal, Kind, OptionPlace, Read, Write, described_as_word
from .replies import spell
from .values import check_string, convert_text
from .words import WORDS, check_word, hints, read_word
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramParam


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    word = read_word(param, where)
    lenient = param.get("lenient")
    numbers = any(not isinstance(item, str) for _, item in param.get("values", ()))

    def read(raw: Any, _values: Mapping[str, Any], notes: list[Note]) -> Any:
        if isinstance(raw, (list, tuple)) and raw:
            if lenient:
                raw = raw[0]
            elif len(raw) == 1 and isinstance(raw[0], str):
                said = f"a list of {shown(raw[0])} where {READER} documents the word alone"
                notes.append(("MG112", where.name, f"{said}; read as that", {}))
                raw = raw[0]
        if not isinstance(raw, str) and not (numbers and type(raw) in (int, float)):
            raise where.error(f"expected a string, got {shown(raw)}")
        return word(raw, notes)

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    instead = {word: words[0] for word, words in param.get("fold", {}).items()}

    def fit(
        value: Any, _values: Mapping[str, Any], stated: bool, notes: list[Note], _more: list[str]
    ) -> Any:
        near = instead.get(value)
        if near is None:
            return value
        if stated:
            text = f"{WRITER} has no word for {value}: {near} it is"
            changes: NoteChanges = {"severity": "warning", "loss": "approximated"}
            notes.append(("MG117", goal.place, text, changes))
        return near

    return usual(param, goal, fit=fit if instead and not goal.own else None)


def _hints(field: Field) -> Sequence[str]:
    return hints(field, field.words[0] if field.words else None)


KIND: Final = Kind(
    name="enum",
    doc="one word of a closed list",
    wanted="a string",
    facts=WORDS | {"lenient", "fold"},
    read=_read,
    write=_write,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=check_word,
    check_result=check_string,
    describe=described_as_word,
    hints=_hints,
)
