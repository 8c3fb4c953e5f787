"""What the kinds that are numbers share: bounds, units, and numbers without noise."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from ....canonical.errors import InputError, is_number, shown
from ....canonical.operations import Field
from ....canonical.recipes import BEYOND
from ....canonical.vocabulary import NO_COMPRESSION
from ..notes import OMIT, READER, WRITER, Note
from .kind import Convert, Goal, OptionPlace, Read, Values, Write
from .values import met_in_text, spelled, valid_text
from .writing import Fit, usual

if TYPE_CHECKING:
    from ..model import ProgramField, ProgramParam

MOST: Final = 2**53
"""The largest number that every platform holds."""
WHOLE: Final = "a whole number"
NUMBER: Final = "a number"
BOUNDS: Final = frozenset(
    {"min", "max", "unconfirmed_min", "unconfirmed_max", "out_of_range", "steps", "lenient"}
)
"""What a profile may say of a number."""
_NUMERIC: Final = r"-?[0-9]{1,15}(\.[0-9]{1,15})?\Z"
"""A text that is a number. Compiled when one is met: most replies have none."""


def hints(_field: Field) -> Sequence[str]:
    """What a new profile shows of a number."""
    return "# default = 1", "# max = 20"


def typed(word: str) -> Any:
    """A word of a profile's key as a number, where it is one."""
    return int(word) if word.removeprefix("-").isdecimal() else word


def number(where: OptionPlace, raw: Any, wanted: str) -> Any:
    """A number of a request; ``wanted`` is `WHOLE` or `NUMBER`."""
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise where.error(f"expected {wanted}, got {shown(raw)}")
    if isinstance(raw, float):
        if not math.isfinite(raw):
            raise where.error(f"expected {wanted}, got {raw}")
        if raw.is_integer():
            raw = int(raw)
        elif wanted is WHOLE:
            raise where.error(f"expected a whole number, got {raw}")
    if abs(raw) > MOST:
        raise where.error(f"expected {wanted} a platform can hold, got {shown(raw)}")
    return raw


def clamp(value: Any, low: Any, high: Any) -> Any:
    """The value, or the bound it lies beyond."""
    if low is not None and value < low:
        return low
    if high is not None and value > high:
        return high
    return value


def bounded(param: ProgramParam, where: OptionPlace, wanted: str) -> Read:
    """How a number is read that its vendor may bound, and may have as a text."""
    inside = _bounded(param, where, wanted)
    if not param.get("lenient"):
        return inside

    def read(raw: Any, values: Mapping[str, Any], notes: list[Note]) -> Any:
        if isinstance(raw, str) and re.match(_NUMERIC, raw):
            raw = float(raw)
        return inside(raw, values, notes)

    return read


def _bounded(param: ProgramParam, where: OptionPlace, wanted: str) -> Read:
    low, high = param.get("min"), param.get("max")
    beyond = _beyond(param, where)
    steps = param.get("steps", ())
    if steps:
        return _stepped(steps, where, wanted)
    least = -MOST if low is None else max(low, -MOST)
    most = MOST if high is None else min(high, MOST)

    def read(raw: Any, _values: Mapping[str, Any], notes: list[Note]) -> Any:
        if type(raw) is int and least <= raw <= most:
            return raw
        value = number(where, raw, wanted)
        if (low is None or value >= low) and (high is None or value <= high):
            return value
        return beyond(value, notes)

    return read


def _stepped(steps: Sequence[float], where: OptionPlace, wanted: str) -> Read:
    """How a number is read of which its vendor takes some alone."""

    def read(raw: Any, _values: Mapping[str, Any], notes: list[Note]) -> Any:
        value = number(where, raw, wanted)
        if value not in steps:
            text = f"{value} is outside what {READER} documents, {listed(steps)}"
            notes.append(("MG109", where.name, text, {}))
        return value

    return read


def listed(steps: Sequence[float]) -> str:
    """Numbers in words."""
    return ", ".join(f"{_whole(step):g}" for step in steps)


def nearest(steps: Sequence[float], value: float) -> float:
    """The number among some that is nearest, the larger of two."""
    return _whole(min(steps, key=lambda step: (abs(step - value), -step)))


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _beyond(param: ProgramParam, where: OptionPlace) -> Callable[[Any, list[Note]], Any]:
    """What a number counts for that lies outside of its vendor's bounds."""
    low, high = param.get("min"), param.get("max")
    bounds = (
        f"{low} to {high}"
        if low is not None and high is not None
        else (f"{low} and more" if high is None else f"up to {high}")
    )
    rule = param.get("range")
    if rule == "default" and "default" not in param:
        rule = None

    def beyond(value: Any, notes: list[Note]) -> Any:
        if rule == "reject":
            text = f"{READER} rejects {value}; documented: {bounds}"
            notes.append(("MG110", where.name, text, {}))
        elif rule == "default":
            text = f"{value} is outside {READER}'s {bounds}; its default {param['default']} counts"
            notes.append(("MG109", where.name, text, {"loss": "none", "severity": "info"}))
            return OMIT
        elif rule == "clamp":
            return clamp(value, low, high)
        else:
            text = f"{value} is outside what {READER} documents, {bounds}"
            notes.append(("MG109", where.name, text, {}))
        return value

    return beyond


def read_number(param: ProgramParam, where: OptionPlace) -> Read:
    """How a number is read that may have a fraction."""
    return bounded(param, where, NUMBER)


def write_number(param: ProgramParam, goal: Goal) -> Write:
    """How a number is written: within the target's bounds, or not at all."""
    write = usual(param, goal, fit=_fit(param, goal))
    if any(name in param for name in ("not_honoured", "inert", "values", "steps")):
        return write
    least, most = _inside(param)
    least, most = -MOST if least is None else least, MOST if most is None else most
    default = param.get("default", OMIT)

    def ordinary(
        value: Any, stated: bool, values: Values, notes: list[Note], recipes: list[str]
    ) -> Any:
        if stated and type(value) is int and value != default and least <= value <= most:
            return value
        return write(value, stated, values, notes, recipes)

    return ordinary


def _inside(param: ProgramParam) -> tuple[float | None, float | None]:
    """Between what bounds a number is written as it is, and nothing is told."""
    low = [param[name] for name in ("min", "soft_min") if name in param]
    high = [param[name] for name in ("max", "soft_max") if name in param]
    return max(low, default=None), min(high, default=None)


def _fit(param: ProgramParam, goal: Goal) -> Fit:
    low, high = param.get("min"), param.get("max")
    soft_low, soft_high = param.get("soft_min"), param.get("soft_max")
    beyond = BEYOND.get(param["key"])
    least, most = _inside(param)
    place = goal.place
    steps = param.get("steps")
    if steps:
        return _to_step(steps, place, goal.own)
    untouched: Note = ("MG118", place, "no compression asked for: the result is the input", {})

    def fit(
        value: Any, _values: Mapping[str, Any], stated: bool, notes: list[Note], recipes: list[str]
    ) -> Any:
        if value == NO_COMPRESSION:
            recipes.append("return_source")
            notes.append(untouched)
            return OMIT
        if (least is None or value >= least) and (most is None or value <= most):
            return value
        kept = clamp(value, low, high)
        if kept != value:
            if stated:
                bound = f"{WRITER}'s {'least' if value < kept else 'most'} is {kept}"
                notes.append(("MG102", place, f"{value} became {kept}: {bound}", {}))
            if beyond is not None and value > kept:
                recipes.append(beyond)
        elif stated:
            said = f"under {soft_low}" if soft_low is not None and value < soft_low else ""
            said = said or f"over {soft_high}"
            text = f"{value} kept: no source says what {WRITER} does {said}"
            notes.append(("MG105", place, text, {}))
        return kept

    return fit


def _to_step(steps: Sequence[float], place: str, own: bool) -> Fit:
    def fit(
        value: Any, _values: Mapping[str, Any], stated: bool, notes: list[Note], _more: list[str]
    ) -> Any:
        kept = value if own else nearest(steps, value)
        if kept != value and stated:
            text = f"{value} became {kept}: {WRITER} takes {listed(steps)}"
            notes.append(("MG102", place, text, {}))
        return kept

    return fit


def convert_number(field: ProgramField) -> Convert:
    """How a number of a reply is read: from the vendor's values, or in the canonical unit."""
    pairs = spelled(field.get("values", ()))
    reads = field.get("reads", {})
    scale = field.get("scale")
    unitless = field.get("unit") == "unknown"
    textual, signed = field.get("as_text"), field.get("signed")

    def convert(raw: Any, place: str, notes: list[Note]) -> Any:
        if isinstance(raw, str):
            valid_text(raw, place)
        meaning = met_in_text(pairs, raw, place, notes)
        if meaning is not OMIT:
            return meaning
        if isinstance(raw, str) and raw in reads:
            return reads[raw]
        if pairs:
            notes.append(("MG206", place, f"{shown(raw)} is none of the documented values", {}))
            return OMIT
        value = raw
        if isinstance(raw, str) and re.match(_NUMERIC, raw):
            value = float(raw) if "." in raw else int(raw)
            if not textual:
                notes.append(("MG206", place, f"{shown(raw)} read as a number", {"loss": "none"}))
        if not is_number(value):
            notes.append(("MG206", place, f"expected a number, got {shown(raw)}", {}))
            return OMIT
        if signed:
            return int(value) if isinstance(value, float) and value.is_integer() else value
        if value < 0:
            notes.append(("MG206", place, f"{shown(raw)} is below zero", {}))
        if unitless:
            notes.append(("MG203", place, "no source gives its unit", {}))
        return tidy(value) if scale is None else tidy(value * scale)

    return convert


def tidy(value: float) -> float:
    """A number without noise: whole numbers as int, others to a millionth."""
    if isinstance(value, int):
        return value
    if abs(value) >= MOST:
        return value
    value = math.floor(value * 1_000_000 + 0.5) / 1_000_000
    return int(value) if value.is_integer() else value


def as_text(value: float) -> str:
    """A number as a text without an exponent."""
    return format(Decimal(repr(value)), "f")


def check_number(_field: Field, value: Any) -> Any:
    """A number that a caller gives."""
    if not is_number(value):
        raise InputError(f"expected a number, got {shown(value)}")
    return int(value) if isinstance(value, float) and value.is_integer() else value


def check_whole(field: Field, value: Any) -> Any:
    """A whole number that a caller gives."""
    found = check_number(field, value)
    if isinstance(found, float):
        raise InputError(f"expected a whole number, got {found}")
    return found
