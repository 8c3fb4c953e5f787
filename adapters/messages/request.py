"""Reading requests by a program of a plan.

Reading gives plain canonical values (defaults made explicit) and the names the caller stated.
Readers and writers append notes, ``(code, place, message, changes)``, that `translate` turns
into diagnostics.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import attrs

from ...canonical.errors import InputError, shown
from ...canonical.values import Value

Note = tuple[str, str, str, dict[str, Any]]
Program = Mapping[str, Any]

CALLBACKS: Final = frozenset({"success", "fail", "complete"})
MAX_LIST: Final = 100_000
MAX_DEPTH: Final = 200
NO_MAPPING: Final = "no vendor publishes a mapping"
OMIT: Final = object()
"""No value: nothing is read, nothing is written."""
READER: Final = "\ue000"
WRITER: Final = "\ue001"
"""In the text of a note: the vendor read, the vendor written. `translate` puts their names."""


def read(
    program: Program, payload: Any, notes: list[Note], *, own: bool = False
) -> tuple[dict[str, Any], set[str]]:
    """Plain canonical values of a vendor's options, and the canonical names stated.

    ``own``: the same vendor will write them, so that its own levels stay exact. Raises
    `InputError` for a payload that is not an object or an option of a wrong type.
    """
    api = program["name"]
    options = _object(api, payload)
    values: dict[str, Any] = {}
    stated: set[str] = set()
    known: set[str] = set()
    for param in program["params"]:
        names = param["names"]
        known.update(names)
        known.update(param.get("also", ()))
        key = param["key"]
        name = next((item for item in (*names, *param.get("also", ())) if item in options), None)
        if name is not None and options[name] is not None:
            if param.get("status") == "no":
                continue  # the source's own client ignores it
            if not own and unmet(param, values):
                wanted = " and ".join(f"{key} is {word}" for key, word in param["needs"].items())
                notes.append(("MG107", name, f"{READER} heeds it only where {wanted}", {}))
                continue
            value = _read_value(api, name, param, options[name], values, notes)
            if value is not OMIT:
                values[key] = value
                stated.add(key)
                if not own and param["kind"] == "levels" and isinstance(value, int):
                    text = f"{name} {options[name]} counts as quality {value}; {NO_MAPPING}"
                    notes.append(("MG104", name, text, {}))
                continue
        if "default" in param and param.get("status") != "no":
            values[key] = param["default"]
    for key, tests, forced in program.get("forced", ()):
        if all(holds(test, values, stated) for test in tests):
            values[key] = forced
            stated.add(key)
    extra = {
        name: item for name, item in options.items() if name not in known and name not in CALLBACKS
    }
    if extra:
        shallow(api, extra)
        values["extra"] = extra
        for name in extra:
            text = f"not an option of {READER}'s {api} that its profile knows"
            notes.append(("MG108", str(name), text, {}))
    return values, stated


def unmet(param: Program, values: Mapping[str, Any]) -> bool:
    """Whether an option has no effect, because another has not the value that it needs."""
    return any(values.get(key) != word for key, word in param.get("needs", {}).items())


def holds(test: Sequence[Any], values: Mapping[str, Any], stated: set[str]) -> bool:
    """Whether one condition ``[field, test, wanted]`` is true of a request."""
    key, name, wanted = test
    value = values.get(key)
    if name == "stated":
        return bool((key in stated) == wanted)
    if value is None:
        return False
    if name == "over":
        return isinstance(value, (int, float)) and value > wanted
    if name == "under":
        return isinstance(value, (int, float)) and value < wanted
    if name == "equals":
        return bool(value == wanted)
    if name == "only":
        return set(value) == set(wanted)
    return all(bool(item.get("kind") == wanted) for item in value)


def _object(api: str, payload: Any) -> Mapping[str, Any]:
    if not isinstance(payload, Mapping):
        raise InputError(f"expected an object of options, got {shown(payload)}", place=api)
    return payload


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


@attrs.frozen(eq=False, repr=False)
class _Spot(Value):
    """Where a value stands: its place for messages, the vendor's spelling, its param, the notes."""

    place: str
    name: str
    param: Program
    notes: list[Note]

    def note(self, code: str, text: str, **changes: Any) -> None:
        self.notes.append((code, self.name, text, changes))

    def error(self, text: str, at: str = "") -> InputError:
        return InputError(text, place=self.place + at)


def _read_value(
    api: str, name: str, param: Program, raw: Any, values: dict[str, Any], notes: list[Note]
) -> Any:
    spot = _Spot(f"{api}.{name}", name, param, notes)
    value = _READERS[param["kind"]](spot, raw)
    if param["kind"] != "address":
        return value
    urls = values.get(param["of"]) or []
    if value in urls:
        return list(urls).index(value)
    if value != "" and urls:
        spot.note("MG113", f"not in the list; {READER} shows the first", severity="info")
    return 0


def _number(spot: _Spot, raw: Any) -> Any:
    whole = spot.param["kind"] in ("integer", "index", "levels")
    wanted = "a whole number" if whole else "a number"
    if isinstance(raw, bool) or not isinstance(raw, (int, float)):
        raise spot.error(f"expected {wanted}, got {shown(raw)}")
    if isinstance(raw, float):
        if not math.isfinite(raw):
            raise spot.error(f"expected {wanted}, got {raw}")
        if raw.is_integer():
            raw = int(raw)
        elif whole:
            raise spot.error(f"expected a whole number, got {raw}")
    if abs(raw) > 2**53:
        raise spot.error(f"expected {wanted} a platform can hold, got {shown(raw)}")
    return raw


def _bounded(spot: _Spot, raw: Any) -> Any:
    value = _number(spot, raw)
    param = spot.param
    low, high = param.get("min"), param.get("max")
    if (low is None or value >= low) and (high is None or value <= high):
        return value
    bounds = (
        f"{low} to {high}"
        if low is not None and high is not None
        else (f"{low} and more" if high is None else f"up to {high}")
    )
    rule = param.get("range")
    if rule == "reject":
        spot.note("MG110", f"{READER} rejects {value}; documented: {bounds}")
    elif rule == "default" and "default" in param:
        text = f"{value} is outside {READER}'s {bounds}; its default {param['default']} counts"
        spot.note("MG109", text, loss="none", severity="info")
        return OMIT
    elif rule == "clamp":
        return clamp(value, low, high)
    else:
        spot.note("MG109", f"{value} is outside what {READER} documents, {bounds}")
    return value


def _count(spot: _Spot, raw: Any) -> Any:
    value = _bounded(spot, raw)
    if value is OMIT:
        return value
    low, high = spot.param.get("low"), spot.param.get("high")
    if (low is not None and value < low) or (high is not None and value > high):
        top = f"from {low} to {high:,}" if high is not None else f"from {low} up"
        raise spot.error(f"expected a whole number {top}, got {shown(value)}")
    return value


def clamp(value: Any, low: Any, high: Any) -> Any:
    """The value, or the bound it lies beyond."""
    if low is not None and value < low:
        return low
    if high is not None and value > high:
        return high
    return value


def _levels(spot: _Spot, raw: Any) -> Any:
    level = _number(spot, raw)
    for known, quality in spot.param["levels"]:
        if known == level:
            return quality
    spot.note("MG112", f"{level} is none of the levels {READER} documents")
    return OMIT


def _boolean(spot: _Spot, raw: Any) -> Any:
    pairs = spot.param.get("values", ())
    for meaning, spelling in pairs:
        if type(raw) is type(spelling) and raw == spelling:
            return meaning
    if isinstance(raw, bool):
        return raw
    wanted = " or ".join(repr(spelling) for _, spelling in pairs)
    raise spot.error(f"expected {wanted or 'true or false'}, got {shown(raw)}")


def _word(spot: _Spot, raw: str) -> Any:
    param = spot.param
    pairs = param.get("values", ())
    for meaning, spelling in pairs:
        if raw == spelling:
            return meaning
    if raw in param.get("reads", {}):
        return param["reads"][raw]
    if not pairs and raw in param.get("words", ()):
        return raw
    known = [str(item) for _, item in pairs] or list(param.get("words", ()))
    spot.note("MG112", f"{shown(raw)} is none of {READER}'s {', '.join(known)}")
    return OMIT


def _enum(spot: _Spot, raw: Any) -> Any:
    if isinstance(raw, (list, tuple)) and spot.param.get("lenient") and raw:
        raw = raw[0]
    elif isinstance(raw, (list, tuple)) and len(raw) == 1 and isinstance(raw[0], str):
        text = f"a list of {shown(raw[0])} where {READER} documents the word alone; read as that"
        spot.note("MG112", text)
        raw = raw[0]
    if not isinstance(raw, str):
        raise spot.error(f"expected a string, got {shown(raw)}")
    return _word(spot, raw)


def _set(spot: _Spot, raw: Any) -> Any:
    members = [raw] if isinstance(raw, str) else raw
    found = [_word(spot, member) for member in _strings(spot, members)]
    words = {word for word in found if word is not OMIT}
    if not words:
        return OMIT
    if isinstance(raw, str):
        _alone(spot, raw)
    return [word for word in spot.param["words"] if word in words]


def _string(spot: _Spot, raw: Any, at: str = "") -> str:
    if not isinstance(raw, str):
        raise spot.error(f"expected a string, got {shown(raw)}", at)
    return valid_text(raw, spot.place + at)


def _entries(spot: _Spot, raw: Any, what: str) -> Sequence[Any]:
    if not isinstance(raw, (list, tuple)):
        raise spot.error(f"expected an array of {what}, got {shown(raw)}")
    if len(raw) > MAX_LIST:
        raise spot.error(f"expected at most {MAX_LIST:,} entries, got {len(raw):,}")
    return raw


def _strings(spot: _Spot, raw: Any) -> list[str]:
    entries = _entries(spot, raw, "strings")
    return [_string(spot, item, f"[{index}]") for index, item in enumerate(entries)]


def _alone(spot: _Spot, raw: str) -> None:
    """Tell of a bare word where the source vendor documents a list: it is read as that of one."""
    if not spot.param.get("lenient"):
        text = f"{shown(raw)} stands alone where {READER} documents a list; read as a list of it"
        spot.note("MG112", text)


def _texts(spot: _Spot, raw: Any) -> list[str]:
    if isinstance(raw, str):
        _alone(spot, raw)
        raw = [raw]
    return _strings(spot, raw)


def _paths(spot: _Spot, raw: Any) -> Any:
    return [_string(spot, raw)] if spot.param.get("single") else _strings(spot, raw)


def _mapping(spot: _Spot, raw: Any, at: str = "") -> dict[str, Any]:
    if not isinstance(raw, Mapping):
        raise spot.error(f"expected an object, got {shown(raw)}", at)
    shallow(spot.place + at, raw)
    return dict(raw)


def _anything(spot: _Spot, raw: Any) -> Any:
    if isinstance(raw, (Mapping, list)):
        shallow(spot.place, raw)
    return raw


def _media_sources(spot: _Spot, raw: Any) -> Any:
    names = spot.param["entry"]
    kinds = {spelling: meaning for meaning, spelling in spot.param.get("values", ())}
    out = []
    for index, item in enumerate(_entries(spot, raw, "objects")):
        entry = _mapping(spot, item, f"[{index}]")
        url = _string(spot, entry.get(names["url"]), f"[{index}].{names['url']}")
        kind = entry.get(names["kind"], "image")
        out.append({"url": url, "kind": kinds.get(kind, kind) if isinstance(kind, str) else kind})
        if entry.get(names.get("poster", "")):
            out[-1]["poster"] = entry[names["poster"]]
    return out


_READERS: Final[dict[str, Callable[[_Spot, Any], Any]]] = {
    "integer": _count,
    "number": _bounded,
    "boolean": _boolean,
    "string": _string,
    "path": _string,
    "paths": _paths,
    "enum": _enum,
    "set": _set,
    "strings": _texts,
    "object": _mapping,
    "quality": _bounded,
    "levels": _levels,
    "index": _number,
    "address": _string,
    "media_sources": _media_sources,
    "any": _anything,
}
