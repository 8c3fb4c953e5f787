"""What the kinds share in writing an option: defaults, words, and what a target does not heed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ....canonical.errors import shown
from ..notes import OMIT, READER, WRITER, Note, NoteChanges
from .kind import Goal, Values, Write

if TYPE_CHECKING:
    from ..model import ProgramParam

Fit = Callable[[Any, Values, bool, list[Note], list[str]], Any]
"""A canonical value as the target can take it, still canonical, or `OMIT`: value, all values,
whether the caller stated it, notes, recipes."""

Spell = Callable[[Any, bool, list[Note]], Any]
"""A canonical value in the vendor's words, or `OMIT`: value, whether it was stated, notes."""


def usual(
    param: ProgramParam,
    goal: Goal,
    *,
    fit: Fit | None = None,
    same: Callable[[Any, Any], bool] | None = None,
    spell: Spell | None = None,
) -> Write:
    """How an option is written: fitted, left out where it is the default, in the vendor's words.

    ``same``: whether a value is the default, by default `alike`; ``spell`` by default `spelling`.
    """
    absent, nullable = unsaid(param, goal), param.get("nullable")
    has_default, default = "default" in param, param.get("default")
    equal = same or alike
    put = spell or spelling(param, goal)
    heed = _unheeded(param, goal)
    text = f"{param['names'][0]} written out: {WRITER}'s default is {_default(param)}"
    explicit: Note = ("MG101", goal.place, text, {})

    def write(
        value: Any, stated: bool, values: Values, notes: list[Note], recipes: list[str]
    ) -> Any:
        if value is None and not nullable:
            return absent(stated, notes)
        if fit is not None:
            value = fit(value, values, stated, notes, recipes)
            if value is OMIT:
                return OMIT
        if heed is not None:
            heed(value, stated, notes)
        if has_default and equal(value, default):
            return OMIT
        if stated and inert is not None:
            inert(values, notes)
        if put is not None:
            value = put(value, stated, notes)
            if value is OMIT:
                return OMIT
        if not stated:
            notes.append(explicit)
        return value

    inert = _inert(param, goal)
    return write


def unsaid(param: ProgramParam, goal: Goal) -> Callable[[bool, list[Note]], Any]:
    """What is written of an option that the platform is to decide: nothing, as a rule."""
    if "default" in param and param["default"] is None:
        return lambda _told, _notes: OMIT
    if param.get("required") and "max" in param:
        most = param["max"]  # no limit there: the most this vendor takes
        return lambda _told, _notes: most
    text = f"left to the default of {WRITER}'s {param['names'][0]}"
    heard: Note = ("MG111", goal.place, text, {})
    silent: Note = ("MG111", goal.place, text, {"severity": "info"})

    def absent(stated: bool, notes: list[Note]) -> Any:
        notes.append(heard if stated else silent)
        return OMIT

    return absent


def alike(value: Any, default: Any) -> bool:
    """Whether a value is the default; true is not 1."""
    if isinstance(value, bool) or isinstance(default, bool):
        return value is default
    return bool(value == default)


def spelling(param: ProgramParam, goal: Goal) -> Spell | None:
    """How one word is written; None where it is written as it is."""
    pairs = param.get("values")
    if not pairs:
        return None
    words = meant(pairs)

    def spell(value: Any, stated: bool, notes: list[Note]) -> Any:
        try:
            found = words.get((type(value), value), OMIT)
        except TypeError:  # a list, an object
            found = OMIT
        if found is OMIT and stated:
            text = f"{WRITER} does not offer {shown(value)}"
            notes.append(("MG106", goal.place, text, {"loss": "dropped"}))
        return found

    return spell


def meant(pairs: Sequence[Sequence[Any]]) -> dict[tuple[type, Any], Any]:
    """The vendor's values by type and value of what they mean: 1, 1.0 and true are three."""
    result: dict[tuple[type, Any], Any] = {}
    for meaning, spelling in pairs:
        result.setdefault((type(meaning), meaning), spelling)
    return result


def _default(param: ProgramParam) -> str:
    default = param.get("default")
    if default is None:
        return "not documented"
    return " and ".join(map(str, default)) if isinstance(default, list) else shown(default)


def _unheeded(param: ProgramParam, goal: Goal) -> Callable[[Any, bool, list[Note]], None] | None:
    """Tells of words that a client takes and does not act upon: of those that are said, and of what
    the source means where nothing is."""
    words = param.get("not_honoured")
    if words is None:
        return None
    where = f" on {' and '.join(on)}" if (on := param.get("not_honoured_on")) else ""

    def heed(value: Any, stated: bool, notes: list[Note]) -> None:
        if str(value).lower() not in words or (goal.own and not stated):
            return
        text = f"{WRITER} takes {shown(value)} and does not act upon it{where}"
        if stated:
            notes.append(("MG104", goal.place, text, {}))
        else:
            unsaid = f"left out, {goal.place} is {shown(value)} on {READER}; {text}"
            changes: NoteChanges = {"severity": "info"}
            if where:  # which client it will be is not said
                changes["loss"] = "none"
            notes.append(("MG104", goal.place, unsaid, changes))

    return heed


def _inert(param: ProgramParam, goal: Goal) -> Callable[[Values, list[Note]], None] | None:
    """Tells where another option makes this one have no effect."""
    rows: list[tuple[str, set[str], Note]] = [
        (
            key,
            set(members),
            ("MG107", goal.place, f"{WRITER} ignores it when {key} is {', '.join(members)}", {}),
        )
        for key, members in param.get("inert", {}).items()
    ]
    if not rows:
        return None

    def inert(values: Mapping[str, Any], notes: list[Note]) -> None:
        for key, members, note in rows:
            if values.get(key) is not None and set(values[key]) == members:
                notes.append(note)

    return inert
