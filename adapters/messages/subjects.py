"""What a call is about: an error where it was said, and nothing that is left says it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from ...canonical.operations import OPERATIONS
from ...canonical.vocabulary import Payload
from ..plan.notes import Note, NoteChanges

if TYPE_CHECKING:
    from ..plan.model import Program
    from .origin import Origin, Stated

_LEFT_OUT: Final = ("MG103", "MG403")
"""What is told of an option that the target lacks."""


def without_subject(
    program: Program, origin: Origin
) -> Callable[[Stated, Payload, list[Note]], None] | None:
    """Makes it an error where what a call is about was said, and nothing is left that says it."""
    subjects = OPERATIONS[program["api"]].subjects
    if not subjects:
        return None
    rows = {item["key"]: item["names"] for item in program["params"] if item["key"] in subjects}
    usable = [item["names"][0] for item in program["params"] if item["key"] in rows]
    places = {origin.place(key): key for key in subjects}

    def tell(stated: Stated, options: Payload, notes: list[Note]) -> None:
        said = [key for key in subjects if key in stated]
        if not said or any(name in options for key in said for name in rows.get(key, ())):
            return
        for index, (code, place, message, changes) in enumerate(notes):
            if code in _LEFT_OUT and places.get(place) in said:
                rest = f"without {' or '.join(usable)} " if usable else ""
                text = f"{message}; {rest}nothing says what the call is about"
                fatal: NoteChanges = {**changes, "severity": "error", "loss": "unsupported"}
                notes[index] = (code, place, text, fatal)

    return tell
