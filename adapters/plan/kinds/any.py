"""Values of any shape: data of the program's own, passed on as they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import shown
from ....canonical.operations import Field
from ....canonical.vocabulary import Payload
from ..notes import OMIT, WRITER, Note
from .kind import Convert, Goal, Kind, OptionPlace, Read, Write
from .replies import spell
from .said import or_said
from .values import met, shallow, spelled, valid_text
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam


def _read(_param: ProgramParam, where: OptionPlace) -> Read:
    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        if isinstance(raw, (Mapping, list)):
            shallow(where.place, raw)
        return raw

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    return usual(param, goal)


def _convert(field: ProgramField) -> Convert:
    pairs = spelled(field.get("values", ()))
    if "keys" in field:
        return or_said(_convert_keys(field["keys"]), dict, list)

    def convert(raw: Any, place: str, _notes: list[Note]) -> Any:
        if isinstance(raw, str):
            valid_text(raw, place)
        meaning = met(pairs, raw)
        return raw if meaning is OMIT else meaning

    return convert


def _convert_keys(keys: Sequence[Sequence[Any]]) -> Convert:
    """How an object of a reply is read whose keys, what is allowed, the vendor spells in its own
    way."""
    known = {name for _, names in keys for name in names}

    def convert(raw: Any, place: str, notes: list[Note]) -> Any:
        if isinstance(raw, list):
            entries = (convert(item, f"{place}[{at}]", notes) for at, item in enumerate(raw))
            return [{} if item is OMIT else item for item in entries]
        if not isinstance(raw, Mapping):
            notes.append(("MG206", place, f"expected an object, got {shown(raw)}", {}))
            return OMIT
        result = {}
        for key, names in keys:
            name = next((item for item in names if item in raw), None)
            if name is not None:
                result[key] = raw[name]
                if not isinstance(raw[name], bool):
                    text = f"expected true or false, got {shown(raw[name])}"
                    notes.append(("MG206", f"{place}.{name}", text, {}))
        return result | {name: item for name, item in raw.items() if name not in known}

    return convert


def _spell(field: ProgramField) -> Convert:
    if "keys" not in field:
        return spell(field)
    keys, words = field["keys"], field.get("words", ())
    known = {key for key, _ in keys}

    def write(value: Any, place: str, notes: list[Note]) -> Any:
        if isinstance(value, list):
            return [write(item, f"{place}[]", notes) for item in value]
        if not isinstance(value, Mapping):
            return value
        out: Payload = {}
        for key, names in keys:
            if key in value:
                for name in names:
                    out.setdefault(name, value[key])
        for key, item in value.items():
            if key in known:
                continue
            if key in words:
                notes.append(("MG201", f"{place}.{key}", f"{WRITER} has no such key", {}))
            else:
                out[key] = item
        return out

    return write


def _check(_field: Field, value: Any) -> Any:
    return value


KIND: Final = Kind(
    name="any",
    doc="a value of any shape, passed on as it is",
    wanted="",
    read=_read,
    write=_write,
    convert=_convert,
    spell=_spell,
    taken=None,
    check=_check,
    check_result=_check,
    listed=True,
)
