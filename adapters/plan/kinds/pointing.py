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
    of = param.get("of") or "urls"

    def entry(
        index: int, values: Mapping[str, Any], told: bool, notes: list[Note]
    ) -> tuple[int, Any]:
        urls = values.get(of) or values.get("sources") or []
        value = index
        if urls and not 0 <= index < len(urls):
            index = 0 if index < 0 else len(urls) - 1
            if told:
                text = f"index {value} is not in a list of {len(urls)}; {index} it is"
                notes.append(("MG113", goal.place, text, {}))
        return max(index, 0), urls

    return entry


def unique(param: ProgramParam, goal: Goal) -> Prepare:
    """Where the target takes an address for an index: make the wanted entry's address unique."""
    key, of = param["key"], param["of"]

    def prepare(values: Values, notes: list[Note], recipes: list[str]) -> Values:
        if not isinstance(values.get(key), int):
            return values
        urls: list[str] = list(values.get(of) or ())
        index = min(max(values[key], 0), len(urls) - 1)
        if index <= 0 or urls.index(urls[index]) == index:
            return values
        if is_network(urls[index], goal.local):
            urls[index] += f"#{index}"
            text = f"entry {index} occurs earlier: marked #{index}"
            notes.append(("MG114", goal.place, text, {}))
            recipes.append("mark_duplicates")
            return {**values, of: urls}
        wanted = urls[index]
        first = urls.index(wanted)
        kept = [url for at, url in enumerate(urls) if at >= index or url != wanted]
        text = f"entry {first} is the same file: the earlier one was left out"
        notes.append(("MG114", goal.place, text, {"loss": "dropped"}))
        return {**values, of: kept, key: kept.index(wanted)}

    return prepare
