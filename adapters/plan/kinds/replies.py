"""What the kinds share in writing a field of a reply: words, the nearest of them, units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....canonical.errors import shown
from ..notes import OMIT, WRITER, Note
from .kind import Convert
from .numbers import as_text, tidy
from .writing import meant

if TYPE_CHECKING:
    from ..model import ProgramField


def spell(field: ProgramField) -> Convert:
    """How a canonical value is given in the vendor's words and units; `OMIT` where it has none."""
    if field.get("values"):
        return _words(field)
    if field.get("as_text"):
        return _text
    scale = field.get("scale")
    if scale is None:
        return _as_it_is

    def scaled(value: Any, _place: str, _notes: list[Note]) -> Any:
        return tidy(value / scale) if isinstance(value, (int, float)) else value

    return scaled


def _as_it_is(value: Any, _place: str, _notes: list[Note]) -> Any:
    return value


def _text(value: Any, _place: str, _notes: list[Note]) -> Any:
    return as_text(value) if isinstance(value, (int, float)) else value


def _words(field: ProgramField) -> Convert:
    words, nearest = meant(field.get("values", ())), meant(field.get("nearest", ()))
    otherwise = field.get("otherwise", OMIT)
    free = field.get("open")

    def word(value: Any, place: str, notes: list[Note]) -> Any:
        found = _of(words, value)
        if found is not OMIT:
            return found
        near = _of(nearest, value)
        if near is not OMIT:
            notes.append(("MG204", place, f"{shown(value)} became {shown(near)}", {}))
            return _of(words, near)
        if otherwise is not OMIT:
            if value != otherwise:
                notes.append(("MG204", place, f"{shown(value)} became {shown(otherwise)}", {}))
            return otherwise
        if free:
            return value
        text = f"{WRITER} has no word for {shown(value)}: left out"
        notes.append(("MG204", place, text, {"loss": "dropped"}))
        return OMIT

    return word


def _of(words: dict[tuple[type, Any], Any], value: Any) -> Any:
    try:
        return words.get((type(value), value), OMIT)
    except TypeError:  # a list, an object
        return OMIT
