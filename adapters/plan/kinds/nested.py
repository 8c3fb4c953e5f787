"""What the kinds share that hold other values: places inside, and what is told once of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from ....canonical.errors import InputError
from ....canonical.operations import Field
from ..notes import Note
from .kind import Convert, Goal, Kind, OptionPlace, Read, Write

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramMember, ProgramParam


EACH: Final = "[]"
ANY_KEY: Final = ".*"
"""The steps of a place to the entries of a list, and to the values of a map."""


def kind_of(member: ProgramMember) -> Kind:
    """The kind of a value inside another."""
    from . import KINDS  # which imports the module of a kind when it is first asked for

    return KINDS[member["kind"]]


def reads(member: ProgramMember, where: OptionPlace) -> Read:
    """How a value inside an option is read."""
    return kind_of(member).read(cast("ProgramParam", member), where)


def writes(member: ProgramMember, goal: Goal) -> Write:
    """How a value inside an option is written."""
    return kind_of(member).write(cast("ProgramParam", member), goal)


def converts(member: ProgramMember) -> Convert:
    """How a value inside a reply's is read."""
    return kind_of(member).convert(cast("ProgramField", member))


def spells(member: ProgramMember) -> Convert:
    """How a value inside a result's is written."""
    return kind_of(member).spell(cast("ProgramField", member))


def checked(field: Field | None, value: Any) -> Any:
    """A canonical value inside another, as a caller gives it; raises `InputError`."""
    from . import KINDS

    return value if value is None or field is None else KINDS[field.kind].check(field, value)


def once(notes: list[Note], since: int) -> None:
    """Of what was told since, each once a place: the entries of a list are often alike."""
    if len(notes) - since < 2:
        return
    first: dict[tuple[str, str], Note] = {}
    for note in notes[since:]:
        first.setdefault(note[:2], note)
    notes[since:] = first.values()


def at_entry(error: InputError, place: str, entry: str) -> InputError:
    """The error of a value in a list or a map, with the entry that it is in: ``markers[2].id``."""
    inner = str(error.place).removeprefix(place)
    inner = inner.removeprefix(inner[:2]) if inner[:2] in (EACH, ANY_KEY) else inner
    return InputError(error.reason, place=f"{place}{entry}{inner}")


def entry_name(key: Any) -> str:
    """A key of a program's own, in a place."""
    return f".{str(key)[:60]}"
