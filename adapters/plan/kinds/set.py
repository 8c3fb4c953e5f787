"""Several words of a closed list, in no order: the canonical value is in that of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ....canonical.operations import Field
from ....canonical.vocabulary import in_order
from ..notes import OMIT, WRITER, Note, NoteChanges
from .kind import Goal, Kind, OptionPlace, Read, Values, Write
from .replies import spell
from .values import alone, check_string, convert_text, texts
from .words import WORDS, check_each, check_word, fold, hints, read_word, spell_each
from .writing import Spell, usual

if TYPE_CHECKING:
    from ..model import ProgramParam

MAX_REMEMBERED: Final = 64
"""Combinations of words that an option remembers: what they come to is worked out once."""


def _read(param: ProgramParam, where: OptionPlace) -> Read:
    word = read_word(param, where)
    words = param["words"]
    seen: dict[tuple[str, ...], list[str]] = {}
    own = {item for _, item in param.get("values", ())}
    together = {key: of for key, of in param.get("together", {}).items() if key not in own}

    def read(raw: Any, _values: Mapping[str, Any], notes: list[Note]) -> Any:
        if isinstance(raw, str) and raw in together:
            return [item for item in words if item in together[raw]]
        if type(raw) is list and len(raw) <= len(words):
            try:
                found = seen.get(tuple(raw))
            except TypeError:  # not of strings
                found = None
            if found is not None:
                return found
        members = [raw] if isinstance(raw, str) else raw
        before = len(notes)
        meant = [word(member, notes) for member in texts(where, members)]
        kept = {item for item in meant if item is not OMIT}
        if not kept:
            return OMIT
        if isinstance(raw, str):
            said = alone(param, where, raw)
            if said is not None:
                notes.append(said)
        made = [item for item in words if item in kept]
        if type(raw) is list and len(notes) == before and len(seen) < MAX_REMEMBERED:
            seen[tuple(raw)] = made
        return made

    return read


def _write(param: ProgramParam, goal: Goal) -> Write:
    def fit(value: Any, _all: Values, stated: bool, notes: list[Note], _recipes: list[str]) -> Any:
        kept, said = fold(param, goal, value)
        if stated:
            notes += said
        return kept

    spell = spell_each(param, goal)
    if param.get("alone"):
        spell = _by_itself(param, goal, spell)
    write = usual(param, goal, fit=fit, same=_same, spell=spell)
    return write if "inert" in param else _remembering(write)


def _by_itself(param: ProgramParam, goal: Goal, spell: Spell | None) -> Spell:
    """One word of the vendor's for what is asked for together, or for most of it: a word that is
    read as another meaning is told of."""
    rows = [(set(members), word) for word, members in param.get("together", {}).items()]
    known = {item for _, item in param.get("values", ())}

    def one(value: Any, stated: bool, notes: list[Note]) -> Any:
        asked = set(value) if isinstance(value, list) else set()
        within = [row for row in rows if row[0] <= asked]
        members, word = max(within, key=lambda row: len(row[0]), default=(set(), None))
        if word is None:
            spelt = spell(value, stated, notes) if spell is not None else value
            word = spelt[0] if isinstance(spelt, list) else spelt
            exact = not isinstance(spelt, list) or len(spelt) == 1
        else:
            exact = members == asked and word not in known
        if stated and not exact:
            text = f"{WRITER} has no word for {' and '.join(value)}: {word} it is"
            changes: NoteChanges = {"severity": "warning", "loss": "approximated"}
            notes.append(("MG117", goal.place, text, changes))
        return word

    return one


def _remembering(write: Write) -> Write:
    """The same, each combination of words worked out once: nothing else decides."""
    seen: dict[tuple[Any, ...], tuple[Any, list[Note]]] = {}

    def again(
        value: Any, stated: bool, values: Values, notes: list[Note], recipes: list[str]
    ) -> Any:
        if value is None:
            return write(value, stated, values, notes, recipes)
        key = (stated, *value)
        found = seen.get(key)
        if found is None:
            said: list[Note] = []
            found = write(value, stated, values, said, recipes), said
            if len(seen) < MAX_REMEMBERED:
                seen[key] = found
        out, said = found
        if said:
            notes += said
        return [*out] if isinstance(out, list) else out

    return again


def _same(value: Any, default: Any) -> bool:
    return default is not None and set(value) == set(default)


def _check(field: Field, value: Any) -> list[Any]:
    return list(in_order(frozenset(check_each(check_word)(field, value)), field.words))


def _hints(field: Field) -> Sequence[str]:
    return hints(field, list(field.words[:2]))


KIND: Final = Kind(
    name="set",
    doc="several words of a closed list",
    wanted="an array of strings",
    facts=WORDS | {"fold", "allowed", "lenient", "alone", "together"},
    read=_read,
    write=_write,
    convert=convert_text,
    spell=spell,
    taken=str,
    check=_check,
    check_result=check_string,
    unordered=True,
    hints=_hints,
)
