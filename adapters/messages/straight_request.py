"""Ordinary requests, straight: each option read and written at once, with nothing between.

What an ordinary request says of one option depends on no other, and there is nothing to tell of
it. Whatever is out of the ordinary (a note, a recipe, an option that hangs on another, a name that
nobody knows) is left to the usual way, which does the whole of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.errors import InputError
from ...canonical.vocabulary import Payload
from ..plan.kinds import KINDS, OptionPlace
from ..plan.notes import OMIT, Note
from .origin import Origin
from .request import CALLBACKS, conditions
from .request_write import plain_writer, shared, step_of

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program, ProgramParam, Route

MAX_REMEMBERED: Final = 64
"""Values of one option, of a closed list, that are remembered."""

_NOTHING: Final[Mapping[str, Any]] = {}
_UNSTATED: Final[frozenset[str]] = frozenset()
_USUAL: Final = object()
"""It is out of the ordinary."""

Carry = Callable[[Any], Any]
"""A vendor's value of an option as the other's, `OMIT`, or `_USUAL`."""

Straight = Callable[[Any], "tuple[Payload, str, list[str], list[Note]] | None"]
"""The options of an ordinary request, the function, the canonical names stated, and what is told
of the defaults; None for any other request."""


class _Row:
    """One option of the target: its names here and there, and what it is when nobody states it."""

    __slots__ = ("absent", "carry", "first", "key", "lists", "name", "notes", "nullable")

    def __init__(self, name: str, param: ProgramParam, carry: Carry | None) -> None:
        self.name = name
        self.nullable = bool(param.get("nullable"))
        self.key = param["key"]
        self.first = param["names"][0]
        self.carry = carry
        self.absent: Payload = {}
        self.lists: tuple[str, ...] = ()
        self.notes: list[Note] = []


def straight(entry: PlanEntry, origin: Origin) -> Straight | None:
    """The function that carries the ordinary requests of an entry; None where none are."""
    read = entry["read"]
    usual = {
        param["key"]: param["default"]
        for param in read["params"]
        if "default" in param and param.get("status") != "no"
    }
    way, odd = _way(entry, usual)
    if (
        read.get("forced")
        or read.get("implies")
        or way is None
        or way.get("convert")
        or way.get("older")
    ):
        return None
    program = way["program"]
    if program.get("forced") or program.get("recipes") or program.get("implies"):
        return None
    if any("supplied" in param or "suffix_of" in param for param in program["params"]):
        return None
    rows: list[_Row] = []
    names = _names(read)
    for param in program["params"]:
        kind = KINDS[param["kind"]]
        if kind.prepare is not None or shared(program, param):
            return None
        if kind.pointing and usual.get(param["key"]):
            return None
        on = {*param.get("inert", ()), *param.get("idle", ()), *param.get("needs", ())}
        if on:
            odd.add(param["key"])
        if param["key"] in usual:  # what is written of it unstated hangs on these
            odd |= on
        row = _row(read, program, param, origin, names, usual)
        if row is None:
            return None
        rows.append(row)
    carried = {row.key: row.name for row in rows if row.carry is not None and row.key not in odd}
    deaf = [param["names"] for param in read["params"] if param.get("status") == "no"]
    allowed = CALLBACKS.union(carried.values(), *deaf)
    name = program["name"]

    def ask(payload: Any) -> tuple[Payload, str, list[str], list[Note]] | None:
        if type(payload) is not dict or not allowed.issuperset(payload):
            return None
        options: Payload = {}
        stated: list[str] = []
        notes: list[Note] = []
        for row in rows:
            raw = payload.get(row.name)
            if raw is None or row.carry is None:
                if row.nullable and row.name in payload:
                    return None
                if row.absent:
                    options.update(row.absent)
                    for first in row.lists:
                        options[first] = [*options[first]]
                if row.notes:
                    notes += row.notes
                continue
            out = row.carry(raw)
            if out is _USUAL:
                return None
            if out is not OMIT:
                options[row.first] = out
            stated.append(row.key)
        return options, name, stated, notes

    return ask


def _way(entry: PlanEntry, usual: Mapping[str, Any]) -> tuple[Route | None, set[str]]:
    """The way of a request that states nothing, and the options that other ways hang on."""
    tested: set[str] = set()
    for way in entry["routes"]:
        tested |= {test[0] for test in way["when"]}
        if conditions(way["when"])(usual, _UNSTATED):
            return way, tested
    return None, tested


def _names(read: Program) -> dict[str, int]:
    """How many options of the source a spelling belongs to."""
    result: dict[str, int] = {}
    for param in read["params"]:
        for name in (*param["names"], *param.get("also", ())):
            result[name] = result.get(name, 0) + 1
    return result


def _row(
    read: Program,
    program: Program,
    param: ProgramParam,
    origin: Origin,
    names: Mapping[str, int],
    usual: Mapping[str, Any],
) -> _Row | None:
    """The row of an option; None where what it is by default takes a recipe."""
    key = param["key"]
    source = next((item for item in read["params"] if item["key"] == key), None)
    carry, name = None, ""
    if source is not None and source.get("status") != "no":
        spelt = (*source["names"], *source.get("also", ()))
        if len(spelt) == 1 and names[spelt[0]] == 1 and "needs" not in source:
            name = spelt[0]
            carry = _carry(read, source, program, param, origin)
    row = _Row(name, param, carry)
    recipes: list[str] = []
    step_of(program, param, origin)(usual, _UNSTATED, row.absent, row.notes, recipes)
    row.lists = tuple(name for name, value in row.absent.items() if isinstance(value, list))
    return None if recipes else row


def _carry(
    read: Program, source: ProgramParam, program: Program, param: ProgramParam, origin: Origin
) -> Carry | None:
    """How a value is carried; None where it takes more than its own closures."""
    write = plain_writer(program, param, origin)
    if write is None or KINDS[source["kind"]].pointing or KINDS[param["kind"]].pointing:
        return None
    name = source["names"][0]
    where = OptionPlace(f"{read['name']}.{name}", name, origin.own)
    take = KINDS[source["kind"]].read(source, where)

    def carry(raw: Any) -> Any:
        notes: list[Note] = []
        recipes: list[str] = []
        try:
            value = take(raw, _NOTHING, notes)
        except InputError:  # which of several is told first, the usual way knows
            return _USUAL
        if value is OMIT or notes:
            return _USUAL
        out = write(value, True, _NOTHING, notes, recipes)
        return _USUAL if notes or recipes else out

    return _remembering(carry) if source.get("words") or source.get("values") else carry


def _remembering(carry: Carry) -> Carry:
    """The same for words, each and each combination of them worked out once."""
    seen: dict[Any, Any] = {}

    def again(raw: Any) -> Any:
        if type(raw) is list:
            key: Any = (*raw,)
        elif type(raw) is str:
            key = raw
        else:
            return carry(raw)
        try:
            out = seen.get(key, _USUAL)
        except TypeError:  # a list of no words
            return _USUAL
        if out is _USUAL:
            out = carry(raw)
            if out is not _USUAL and len(seen) < MAX_REMEMBERED:
                seen[key] = out
        return [*out] if type(out) is list else out

    return again
