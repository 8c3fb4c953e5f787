"""Objects with members that vendors spell in their own way, at any depth."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, did_you_mean, shown
from ....canonical.operations import Field
from ....canonical.vocabulary import Payload
from ..notes import OMIT, READER, WRITER, Note
from .kind import Convert, Goal, Inner, Kind, OptionPlace, Read, Write
from .nested import checked, converts, reads, spells, writes
from .said import or_said
from .values import shallow
from .writing import usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramMember, ProgramParam

EXTRA: Final = "extra"
"""Where members stand that no profile knows, under the vendor's own names."""


def _known(members: list[ProgramMember]) -> frozenset[str]:
    return frozenset(name for member in members for name in member["names"])


def _had(members: list[ProgramMember]) -> list[ProgramMember]:
    """The members that a client has."""
    return [member for member in members if member.get("status") != "no"]


class _Places(dict[str, list[str]]):
    """The places of the members of an object, by the place of the object: there are few."""

    def __init__(self, names: list[str]) -> None:
        self.names = names

    def __missing__(self, place: str) -> list[str]:
        result = self[place] = [f"{place}.{name}" for name in self.names]
        return result


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    members = list(param["members"])
    known = _known(members)
    rows = [
        (
            member["key"],
            [
                (
                    name,
                    reads(
                        member,
                        OptionPlace(f"{where.place}.{name}", f"{where.name}.{name}", where.own),
                    ),
                )
                for name in member["names"]
            ],
        )
        for member in _had(members)
    ]

    def read(raw: Any, values: Mapping[str, Any], notes: list[Note]) -> Any:
        if not isinstance(raw, Mapping):
            raise where.error(f"expected {KIND.wanted}, got {shown(raw)}")
        out: Payload = {}
        for key, ways in rows:
            for name, take in ways:
                item = raw.get(name)
                if item is not None:
                    value = take(item, values, notes)
                    if value is not OMIT:
                        out[key] = value
                    break
        if not known.issuperset(raw):
            extra = {name: item for name, item in raw.items() if name not in known}
            shallow(where.place, extra)
            out[EXTRA] = extra
            for name in extra:
                text = f"not a member that {READER}'s profile knows"
                notes.append(("MG108", f"{where.name}.{name}", text, {}))
        return out

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    members = list(param["members"])
    known, handled = _known(members), {EXTRA, *(member["key"] for member in members)}
    rows = [(member, goal.inside(f".{member['key']}"), member["names"][0]) for member in members]
    steps = [(member, inner.place, name, writes(member, inner)) for member, inner, name in rows]

    def spell(value: Any, stated: bool, notes: list[Note]) -> Any:
        out: Payload = {}
        for member, place, name, put in steps:
            item = value.get(member["key"])
            if item is None:
                if member.get("required"):
                    notes.append(("MG115", place, f"{WRITER} requires {name}", {}))
                continue
            if member.get("status") == "no":
                notes.append(("MG403", place, f"{WRITER} has no {name} on this client", {}))
                continue
            written = put(item, stated, {}, notes, [])
            if written is not OMIT:
                out[name] = written
        for key, item in value.items():
            if key not in handled and item is not None:
                place = goal.inside(f".{key}").place
                notes.append(("MG103", place, f"{WRITER} has no such member", {}))
        for name, item in (value.get(EXTRA) or {}).items():
            if name in known:
                text = f"left out: {WRITER} has a member of that name and would act upon it"
                notes.append(("MG120", f"{goal.place}.{name}", text, {}))
            else:
                out[name] = item
        return out

    return usual(param, goal, spell=spell)


def _convert(field: ProgramField) -> Convert:
    members = list(field["members"])
    known = _known(members)
    rows = [(member["key"], member["names"], converts(member)) for member in _had(members)]
    places = _Places([member["names"][0] for member in _had(members)])

    def convert(raw: Any, place: str, notes: list[Note]) -> Any:
        if not isinstance(raw, Mapping):
            notes.append(("MG206", place, f"expected {KIND.wanted}, got {shown(raw)}", {}))
            return OMIT
        out: Payload = {}
        extra: Payload = {}
        for (key, names, take), at in zip(rows, places[place], strict=True):
            name = names[0]
            item = raw.get(name)
            if item is None:
                if len(names) == 1:
                    continue
                name = next((name for name in names if raw.get(name) is not None), "")
                if not name:
                    continue
                item, at = raw[name], f"{place}.{name}"
            value = take(item, at, notes)
            if value is OMIT:
                extra[name] = item
            else:
                out[key] = value
        if not known.issuperset(raw):
            for name, item in raw.items():
                if name not in known:
                    extra[name] = item
                    text = f"not a member that {READER}'s profile knows"
                    notes.append(("MG205", f"{place}.{name}", text, {}))
        if extra:
            shallow(place, extra)
            out[EXTRA] = extra
        return out

    return or_said(convert, dict)


def _spell(field: ProgramField) -> Convert:
    members = list(field["members"])
    handled = {EXTRA, *(member["key"] for member in members)}
    steps = [(member, member["names"][0], spells(member)) for member in members]
    places = _Places([member["key"] for member in members])

    def write(value: Any, place: str, notes: list[Note]) -> Any:
        if not isinstance(value, Mapping):
            return value
        out: Payload = {}
        for (member, name, spell), at in zip(steps, places[place], strict=True):
            item = value.get(member["key"])
            lacks = member.get("status") == "no"
            if lacks or item is None:
                if lacks and item is not None:
                    text = f"{WRITER} does not return it on this client"
                    notes.append(("MG201", at, text, {}))
                elif not lacks and not member.get("optional"):
                    text = f"{WRITER} documents it, and it is not in what was read"
                    notes.append(("MG202", at, text, {}))
                continue
            written = spell(item, at, notes)
            if written is not OMIT:
                out[name] = written
        if EXTRA not in value and handled.issuperset(value):
            return out
        for key, item in value.items():
            if key not in handled and item is not None:
                text = f"{WRITER} has no such member"
                notes.append(("MG201", f"{place}.{key}", text, {}))
        for name, item in (value.get(EXTRA) or {}).items():
            out.setdefault(name, item)
        return out

    return write


def _check(field: Field, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise InputError(f"expected {KIND.wanted}, got {shown(value)}")
    out: Payload = {}
    for key, item in value.items():
        member = field.members.get(key)
        if member is None and key != EXTRA:
            raise InputError(
                f"unknown member {str(key)[:60]!r}; "
                f"{did_you_mean(str(key), field.members, 'members')}"
            )
        try:
            out[key] = checked(member, item)
        except InputError as error:
            raise InputError(error.reason, place=f".{key}{error.place}") from None
    return out


def _describe(field: Field, inner: Inner) -> dict[str, Any]:
    members = {name: inner(member) for name, member in field.members.items()}
    return {"type": "object", "properties": members}


KIND: Final = Kind(
    name="record",
    doc="an object with members of its own",
    wanted="an object",
    read=_read,
    write=_write,
    convert=_convert,
    spell=_spell,
    taken=None,
    check=_check,
    check_result=_check,
    describe=_describe,
    facts=frozenset({"members"}),
    nests=True,
)
