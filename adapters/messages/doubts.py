"""Texts that the target may not take: addresses by their beginnings, values of newer clients."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from ..plan.notes import WRITER, Note

if TYPE_CHECKING:
    from ..plan.model import ProgramParam

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")


def doubted(
    param: ProgramParam, place: str, mine: Sequence[str] | None
) -> Callable[[Any, list[Note]], None] | None:
    """Tells of a text that not every client of the target takes, or none is said to; None where
    the option takes any. ``place``: the option in the source's words; ``mine``: the beginnings of
    addresses that it takes there."""
    first, theirs = param["names"][0], param.get("schemes", ())
    known, newer = param.get("known", ()), param.get("newer", {})
    if not known and not (theirs and (mine is None or {*mine} - {*theirs})):
        return None

    def tell(value: Any, notes: list[Note]) -> None:
        if not isinstance(value, str):
            return
        found = _SCHEME.match(value) if theirs else None
        if found is not None and found[1].lower() not in theirs:
            text = f"{WRITER} takes {' and '.join(theirs)} alone in {first}, not {found[1]}"
            notes.append(("MG123", place, text, {}))
        if value in newer:
            text = f"{first} {value} is taken from {newer[value]}, which no version here tells"
            notes.append(("MG404", place, text, {}))
        elif known and value not in known:
            text = f"{value} is none of the values that {WRITER} is said to take in {first}"
            notes.append(("MG105", place, text, {}))

    return tell
