"""Texts of a reply that say a list or an object in JSON, as bridges and logs write them."""

from __future__ import annotations

from typing import Any, Final

from ..notes import Note
from .kind import Convert

AROUND: Final = "\0\t\n\v\f\r \u00a0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff" + "".join(
    map(chr, range(0x2000, 0x200B))
)
"""What may stand around JSON in a text: JavaScript's blanks (a byte order mark is one), padding."""


def said(text: str, *, again: bool = True) -> Any:
    """The list, object or text that a text says in JSON, be it written twice; else nothing."""
    text = text.strip(AROUND)
    if not text.startswith(("[", "{", '"')):
        return None
    import orjson

    try:
        found = orjson.loads(text)
    except ValueError:
        return None
    if isinstance(found, str) and again:
        return said(found, again=False) or found
    return found


def or_said(convert: Convert, *types: type) -> Convert:
    """How a value of one of the types is read, and a text that says one, with a note."""

    def read(raw: Any, place: str, notes: list[Note]) -> Any:
        if isinstance(raw, str):
            found = said(raw)
            if isinstance(found, types):
                what = "object" if isinstance(found, dict) else "list"
                text = f"JSON text, read as the {what} it says"
                notes.append(("MG206", place, text, {"loss": "none"}))
                raw = found
        return convert(raw, place, notes)

    return read
