"""What the kinds share in looking at values that strangers gave: texts, lists, objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, shown
from ....canonical.operations import Field
from ....canonical.vocabulary import Payload, kind_of_name
from ..notes import OMIT, READER, Note
from .kind import Convert, OptionPlace, Read

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam

_WHOLE: Final = r"-?[0-9]{1,15}\Z"
BOOLEANS: Final = {"true": True, "false": False}
"""What texts say that stand for booleans."""
MAX_LIST: Final = 100_000
MAX_DEPTH: Final = 200


def shallow(place: str, extra: Mapping[Any, Any] | list[Any]) -> None:
    """Hold unknown fields to a depth that JSON writers and repr can take."""
    level: list[Any] = [extra]
    for _ in range(MAX_DEPTH):
        level = [
            item
            for holder in level
            for item in (holder.values() if isinstance(holder, Mapping) else holder)
            if isinstance(item, (Mapping, list, tuple))
        ]
        if not level:
            return
    raise InputError(f"nested more than {MAX_DEPTH} levels deep", place=place)


def valid_text(raw: str, place: str) -> str:
    """A string that is read from a message. Raises `InputError` for half a surrogate pair."""
    if not raw.isascii():
        try:
            raw.encode()
        except UnicodeEncodeError:
            reason = "holds half of a surrogate pair: not valid text"
            raise InputError(reason, place=place) from None
    return raw


def text(where: OptionPlace, raw: Any, at: str = "") -> str:
    """A string of a request."""
    if not isinstance(raw, str):
        raise where.error(f"expected a string, got {shown(raw)}", at)
    return raw if raw.isascii() else valid_text(raw, where.place + at)


def entries(where: OptionPlace, raw: Any, what: str) -> Sequence[Any]:
    """The entries of an array of a request."""
    if not isinstance(raw, (list, tuple)):
        raise where.error(f"expected an array of {what}, got {shown(raw)}")
    if len(raw) > MAX_LIST:
        raise where.error(f"expected at most {MAX_LIST:,} entries, got {len(raw):,}")
    return raw


def texts(where: OptionPlace, raw: Any) -> list[str]:
    """The strings of an array of a request."""
    found = entries(where, raw, "strings")
    return [text(where, item, f"[{index}]") for index, item in enumerate(found)]


def mapping(where: OptionPlace, raw: Any, at: str = "") -> Payload:
    """An object of a request."""
    if not isinstance(raw, Mapping):
        raise where.error(f"expected an object, got {shown(raw)}", at)
    shallow(where.place + at, raw)
    return dict(raw)


def read_text(_param: ProgramParam, where: OptionPlace) -> Read:
    """How a kind that is one string is read."""

    def read(raw: Any, _values: Mapping[str, Any], _notes: list[Note]) -> Any:
        return raw if type(raw) is str and raw.isascii() else text(where, raw)

    return read


def alone(param: ProgramParam, where: OptionPlace, raw: str) -> Note | None:
    """That a bare word stands where the source vendor documents a list: it is read as a list."""
    if param.get("lenient") or param.get("alone"):
        return None
    said = f"{shown(raw)} stands alone where {READER} documents a list; read as a list of it"
    return "MG112", where.name, said, {}


def spelled(pairs: Sequence[Sequence[Any]]) -> dict[tuple[type, Any], Any]:
    """What the vendor's values mean, by type and value: 1, 1.0 and true are three."""
    result: dict[tuple[type, Any], Any] = {}
    for meaning, spelling in pairs:
        result.setdefault((type(spelling), spelling), meaning)
    return result


def convert_text(field: ProgramField) -> Convert:
    """How a text of a reply is read: told by a file's suffix, by words, or as it is."""
    pairs = spelled(field.get("values", ()))
    reads = field.get("reads", {})
    words = field.get("words")
    told_by, filled = field.get("by"), field.get("filled")
    free = field.get("open") or not (pairs or words is not None)
    before = [item.lower() for item in field.get("before", {}).values()]

    def convert(raw: Any, place: str, notes: list[Note]) -> Any:
        if not isinstance(raw, str):
            meaning = met(pairs, raw)
            if meaning is OMIT:
                notes.append(("MG206", place, f"expected a string, got {shown(raw)}", {}))
            return meaning
        valid_text(raw, place)
        if filled and raw == "":
            notes.append(("MG206", place, "an empty text, which says nothing", {}))
        if told_by:
            notes.append(("MG209", place, "no field says its kind: told by the suffix", {}))
            return kind_of_name(raw)
        meaning = met_in_text(pairs, raw, place, notes)
        if meaning is not OMIT:
            return meaning
        if raw in reads:
            return reads[raw]
        if free:
            return _bare(raw, before) if before else raw
        if pairs or (words is not None and raw not in words):
            notes.append(("MG206", place, f"{shown(raw)} is none of the documented values", {}))
            return OMIT
        return raw

    return convert


def _bare(raw: str, before: Sequence[str]) -> str:
    """A text without the words that a vendor puts before it."""
    small = raw.lower() if before else ""
    bare = next((raw[len(item) :] for item in before if small.startswith(item)), raw)
    return bare if bare[:1].isdecimal() else raw


def convert_where(field: ProgramField, fits: Callable[[Any], bool], wanted: str) -> Convert:
    """How a value of a reply is read that is no text: by the vendor's values, or where it fits."""
    pairs = spelled(field.get("values", ()))

    def convert(raw: Any, place: str, notes: list[Note]) -> Any:
        if isinstance(raw, str):
            valid_text(raw, place)
        meaning = met_in_text(pairs, raw, place, notes)
        if meaning is not OMIT:
            return meaning
        if fits(raw):
            return raw
        notes.append(("MG206", place, f"expected {wanted}, got {shown(raw)}", {}))
        return OMIT

    return convert


def met(pairs: Mapping[tuple[type, Any], Any], raw: Any) -> Any:
    """What one of the vendor's values means; `OMIT` for none of them."""
    if not pairs:
        return OMIT
    try:
        return pairs.get((type(raw), raw), OMIT)
    except TypeError:  # a list, an object
        return OMIT


def met_in_text(
    pairs: Mapping[tuple[type, Any], Any], raw: Any, place: str, notes: list[Note]
) -> Any:
    """The same, of a number or a boolean that is a text, too, with a note."""
    meaning = met(pairs, raw)
    if meaning is not OMIT or not pairs or not isinstance(raw, str):
        return meaning
    if re.match(_WHOLE, raw):
        meaning, what = met(pairs, int(raw)), "a number"
    else:
        meaning, what = met(pairs, BOOLEANS[raw]) if raw in BOOLEANS else OMIT, raw
    if meaning is not OMIT:
        notes.append(("MG206", place, f"{shown(raw)} read as {what}", {"loss": "none"}))
    return meaning


def check_string(_field: Field, value: Any) -> Any:
    """A string that a caller gives."""
    if not isinstance(value, str):
        raise InputError(f"expected a string, got {shown(value)}")
    return value
