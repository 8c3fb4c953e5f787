"""A success that a client gave, held against the fields and units that the profile says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.errors import InputError
from ...profiles.fold import ClientApi, ClientProfile
from ..lines.framing import unnumbered
from ..messages.dialect import Dialect
from ..plan.notes import Note
from .cases import Case
from .plan import members_given

if TYPE_CHECKING:
    from .findings import Said
    from .records import ProbeRecord

WRONG: Final[Mapping[str, str]] = {
    "MG206": "a value of another type",
    "MG207": "lists that say the same",
}
"""Notes on a reply that say that the profile is wrong -> what the profile says."""


def held(
    reads: Dialect, api: ClientApi, case: Case, reply: Mapping[str, Any], record: ProbeRecord
) -> Iterator[Said]:
    """What a successful reply says."""
    notes: list[Note] = []
    try:
        values = reads.results(api.key).read(dict(reply), notes)
    except InputError as error:
        yield "contradicted", "result", "a reply that can be read", str(error)[:200], None
        return
    reads.lacking(api.key)(values, notes)
    odd: set[str] = set()
    empty = any(code == "MG208" for code, *_ in notes)
    for code, place, text, _ in notes:
        where = unnumbered(place)
        odd.add(where)
        if code == "MG205":
            yield "new", f"result.{where}", "no such field", _kind(reply, place), where
        elif code == "MG208":
            if case.expects and not any(_stands(reply, it) for it in _places_of(api)):
                yield "contradicted", "result", "a result", text, None
        elif code in WRONG:
            yield "contradicted", f"result.{where}".rstrip("."), WRONG[code], text, None
        elif code == "MG202" and not empty:
            yield "contradicted", f"result.{where}", "it is there", "it is not there", None
        elif code == "MG203":
            saw = f"{at(reply, place)}, in a unit that is not known"
            yield "new", f"result.{where}", "no unit", saw, None
    yield from _fields(api, reply, odd)
    if api.operation.form == "options" and record.returned != "promise":
        yield from _success(reads, api, reply)
    yield from _right(case, values)
    if case.most:
        yield from _most(api, case, values)
    if isinstance(record.returned, Mapping):
        yield from given(reads.view.profile, api, record.returned)


def _fields(api: ClientApi, reply: Mapping[str, Any], odd: set[str]) -> Iterator[Said]:
    """The fields of the profile that were there."""
    for path, field in api.result.items():
        for place in field.facts.paths:
            value = at(reply, place)
            if value is not None and path not in odd and place not in odd:
                yield "confirmed", f"result.{path}", place, f"{place} was there", None
                break


def at(reply: Any, place: str) -> Any:
    """The first value at a place of a reply, ``a[].b``; None where there is none."""
    value = reply
    for part in place.split("."):
        if not isinstance(value, Mapping):
            return None
        part = unnumbered(part)
        value = value.get(part.removesuffix("[]"))
        if part.endswith("[]"):
            value = value[0] if isinstance(value, list) and value else None
    return value


def _places_of(api: ClientApi) -> list[str]:
    return [place for field in api.result.values() for place in field.facts.paths]


def _stands(reply: Mapping[str, Any], place: str) -> bool:
    """Whether the outermost key of a place is there, whatever stands under it."""
    return place.partition(".")[0].removesuffix("[]") in reply


def _kind(reply: Mapping[str, Any], place: str) -> str:
    """What stands at a place that no profile has: its type, and a short value."""
    value: Any = reply
    for part in place.split("."):
        name, _, index = part.partition("[")
        value = value.get(name) if isinstance(value, Mapping) else None
        if index and isinstance(value, list):
            number = index.rstrip("]")
            value = value[int(number)] if number.isdigit() and int(number) < len(value) else None
    kinds = {bool: "boolean", int: "number", float: "number", str: "text", list: "list"}
    kind = kinds.get(type(value), "object")
    return f"a {kind}" + (f": {str(value)[:60]}" if kind in ("boolean", "number", "text") else "")


def _success(reads: Dialect, api: ClientApi, reply: Mapping[str, Any]) -> Iterator[Said]:
    """What every success carries."""
    for name, value in reads.program(api.key)["success"].items():
        if name not in reply:
            yield "contradicted", f"success.{name}", str(value), "it is not there", None
        elif reply[name] == value:
            yield "confirmed", f"success.{name}", str(value), str(value), None
        else:
            yield "contradicted", f"success.{name}", str(value), str(reply[name])[:120], None


def _places(values: Mapping[str, Any], path: str) -> list[Any]:
    """All values at a canonical path."""
    found: list[Any] = [values]
    for part in path.split("."):
        name, many = part.removesuffix("[]"), part.endswith("[]")
        inner = [item.get(name) for item in found if isinstance(item, Mapping)]
        found = [
            it for item in inner for it in (item if many and isinstance(item, list) else [item])
        ]
    return [item for item in found if item is not None]


def _right(case: Case, values: Mapping[str, Any]) -> Iterator[Said]:
    """Values that are known beforehand, and bounds outside which a unit must be wrong."""
    for path, wanted in case.exact.items():
        for value in _places(values, path):
            status = "confirmed" if value == wanted else "contradicted"
            yield status, f"result.{path}", f"{wanted}", f"read as {value}", None  # type: ignore[misc]
    for path, (low, high) in case.within.items():
        for value in _places(values, path):
            good = isinstance(value, (int, float)) and low <= value <= high
            says = f"between {low:g} and {high:g} in its unit"
            saw = f"read as {value:g}" if isinstance(value, (int, float)) else f"read as {value}"
            if good:
                yield "confirmed", f"result.{path}", says, "within", None
            else:
                text = f"{saw}: the unit cannot be right"
                yield "contradicted", f"result.{path}", says, text, None


def _most(api: ClientApi, case: Case, values: Mapping[str, Any]) -> Iterator[Said]:
    """The default that shows by how many files could be picked."""
    param = api.params.get(case.most)
    files = values.get(api.operation.files)
    if param is None or not isinstance(files, list) or not files:
        return
    says = param.facts.default
    saw = f"{len(files)} could be picked"
    place = f"params.{case.most}"
    if says is None:
        yield "new", place, "no default", saw, {"default": len(files)}
    elif says == len(files):
        yield "confirmed", place, f"default {says}", saw, None
    else:
        yield "contradicted", place, f"default {says}", saw, {"default": len(files)}


def given(view: ClientProfile, api: ClientApi, found: Mapping[str, Any]) -> Iterator[Said]:
    """The members of the object that a call gave."""
    for name in members_given(view, api):
        if found.get(name, "undefined") == "undefined":
            yield "contradicted", f"members.{name}", "it has it", f"the object has no {name}", None
        else:
            yield "confirmed", f"members.{name}", "it has it", f"a {found[name]}"[:40], None
