"""What the kinds share that point at an entry of a list of the same request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from ..notes import Note
from .addresses import is_network
from .kind import Goal, Prepare, Values

if TYPE_CHECKING:
    from ..model import ProgramParam


def entry_of(
    param: ProgramParam, goal: Goal
) -> Callable[[int, Values, bool, list[Note]], tuple[int, Any]]:
    """An index, moved into the list it points into, and that list."""
    of = param["of"]

    def entry(
        index: int, values: Mapping[str, Any], stated: bool, notes: list[Note]
    ) -> tuple[int, Any]:
        entries = values.get(of) or []
        value = index
        if entries and not 0 <= index < len(entries):
            index = 0 if index < 0 else len(entries) - 1
            if stated:
                text = f"index {value} is not in a list of {len(entries)}; {index} it is"
                notes.append(("MG113", goal.place, text, {}))
        return max(index, 0), entries

    return entry


def unique(param: ProgramParam, goal: Goal) -> Prepare:
    """Where the target takes an address for an index: make the wanted entry's address unique."""
    key, of = param["key"], param["of"]

    def prepare(values: Values, notes: list[Note], recipes: list[str]) -> Values:
        if not isinstance(values.get(key), int):
            return values
        entries: list[str] = list(values.get(of) or ())
        if not entries:
            return values
        index = min(max(values[key], 0), len(entries) - 1)
        if entries.index(entries[index]) == index:
            return values
        if is_network(entries[index], goal.local):
            entries[index] += f"#{index}"
            text = f"entry {index} occurs earlier: marked #{index}"
            notes.append(("MG114", goal.place, text, {}))
            recipes.append("mark_duplicates")
            return {**values, of: entries}
        wanted = entries[index]
        first = entries.index(wanted)
        kept = [entry for at, entry in enumerate(entries) if at >= index or entry != wanted]
        text = f"entry {first} is the same file: the earlier one was left out"
        notes.append(("MG114", goal.place, text, {"loss": "dropped"}))
        return {**values, of: kept, key: kept.index(wanted)}

    return prepare
