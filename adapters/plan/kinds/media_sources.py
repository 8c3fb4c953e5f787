"""Pictures and videos to show: each an address, what it is, and a still of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ....canonical.operations import Field
from ..notes import Note
from .kind import Goal, Kind, OptionPlace, Read, Write
from .object import check_object
from .replies import spell
from .values import check_string, convert_text, entries, mapping, text
from .words import check_each
from .writing import Spell, usual

if TYPE_CHECKING:
    from ..model import ProgramParam

_MEMBERS: Final = ("url", "kind", "poster")


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    names = param["entry"]
    url_name, kind_name, poster = names["url"], names["kind"], names.get("poster", "")
    kinds = {spelling: meaning for meaning, spelling in param.get("values", ())}

    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        out = []
        for at, item in enumerate(entries(where, raw, "objects")):
            entry = mapping(where, item, f"[{at}]")
            url = text(where, entry.get(url_name), f"[{at}].{url_name}")
            kind = entry.get(kind_name, "image")
            made = {"url": url, "kind": kinds.get(kind, kind) if isinstance(kind, str) else kind}
            if entry.get(poster):
                made["poster"] = entry[poster]
            out.append(made)
        return out

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    return usual(param, goal, spell=_spell(param))


def _spell(param: ProgramParam) -> Spell:
    names = param["entry"]
    kinds = {str(meaning): spelling for meaning, spelling in param.get("values", ())}

    def spelt(key: str, item: Any) -> Any:
        return kinds.get(item, item) if key == "kind" and isinstance(item, str) else item

    def spell(value: Any, _told: bool, _notes: list[Note]) -> Any:
        return [
            {names[key]: spelt(key, item) for key, item in entry.items() if key in names}
            for entry in value
        ]

    return spell


def _check(field: Field, value: Any) -> Any:
    source = check_object(field, value)
    for key in _MEMBERS:
        if key in source or key == "url":
            check_string(field, source.get(key))
    return source


def _hints(_field: Field) -> Sequence[str]:
    return ('entry = { url = "url", kind = "type", poster = "poster" }',)


KIND: Final = Kind(
    name="media_sources",
    doc="pictures and videos to show",
    wanted="an array of objects",
    facts=frozenset({"entry", "values", "network"}),
    read=_read,
    write=_write,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=check_each(_check),
    check_result=check_string,
    hints=_hints,
    entries=True,
    files=True,
    porter="its entries are ported one by one where they are written in place",
)
