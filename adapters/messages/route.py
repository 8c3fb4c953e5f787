"""Choosing how the target does what a request asks for, and writing the call or calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import attrs

from ...canonical.convert import Conversion, ConversionStep
from ...canonical.diagnostics import LOSSLESS
from ...canonical.rules import RULES
from ...canonical.vocabulary import Payload
from ..plan.kinds import KINDS
from ..plan.notes import OMIT, WRITER, Note
from . import request_write
from .origin import Origin, Stated
from .request import Holds, conditions

if TYPE_CHECKING:
    from ..plan.model import (
        PlanEntry,
        Program,
        ProgramMember,
        ProgramParam,
        Refusal,
        Route,
        Side,
    )

Options = Payload
Routed = tuple[Options | None, str, list[tuple[str, Options]], list[str]]
"""The way a request went: the one call's options, the function, the calls, and the recipes."""

Way = Callable[[Mapping[str, Any], set[str], list[Note]], Routed]
"""What becomes of a request of plain canonical values: values, names stated, notes."""


def router(entry: PlanEntry, origin: Origin) -> Way:
    """The function that writes the target's call for the requests of an entry of a plan."""
    routes, ways = entry["routes"], list[tuple[Holds | None, Way]]()
    refuse = _refuser(entry, origin)

    def route(values: Mapping[str, Any], stated: set[str], notes: list[Note]) -> Routed:
        for note in notes:
            if note[0] == "MG110":
                return None, "", [], []
        for holding, take in ways:
            if holding is None or holding(values, stated):
                return take(values, stated, notes)
        for way in routes[len(ways) :]:  # not needed before
            holding = conditions(way["when"]) if way["when"] else None
            take = _way(way, origin)
            ways.append((holding, take))
            if holding is None or holding(values, stated):
                return take(values, stated, notes)
        return refuse(values, stated, notes)

    return route


def spelt(program: Program) -> dict[str, str]:
    """A vendor's spelling of canonical options, and of the places inside of them."""
    result = {param["key"]: param["names"][0] for param in program["params"]}
    for param in program["params"]:
        if "each" in param or "members" in param:
            _spelt_inside(param, param["key"], param["names"][0], result)
    return result


def _spelt_inside(
    holder: ProgramParam | ProgramMember, path: str, place: str, found: dict[str, str]
) -> None:
    if "each" in holder:
        step = KINDS[holder["kind"]].step
        _spelt_inside(holder["each"], f"{path}{step}", f"{place}{step}", found)
    for member in holder.get("members", ()):
        inner = f"{path}.{member['key']}"
        found[inner] = f"{place}.{member['names'][0]}"
        _spelt_inside(member, inner, found[inner], found)


def origin_of(entry: PlanEntry, reader: Side, *, own: bool = False) -> Origin:
    """Where the requests of an entry come from, for those who write them."""
    read = entry["read"]
    covers = {param["key"]: param["covers"] for param in read["params"] if "covers" in param}
    usual = {param["key"]: param["left_out"] for param in read["params"] if "left_out" in param}
    schemes = {param["key"]: param["schemes"] for param in read["params"] if "schemes" in param}
    return Origin(reader["local"], reader["private"], spelt(read), own, covers, usual, schemes)


def _way(way: Route, origin: Origin) -> Way:
    """What becomes of the requests that take a way."""
    program, convert = way["program"], way.get("convert")
    name, single = program["name"], _single(program)
    note: Note | None = None
    if convert or way.get("older"):
        why = f": {way['why']}" if way.get("why") else ""
        note = ("MG407", "", f"{WRITER}'s {name} is called instead{why}", {})
    if convert:
        moved = {step["to"]: origin.place(key) for key, step in convert["map"].items()}
        goal = attrs.evolve(origin, spell={**moved, **origin.spell})
    else:
        goal = origin
    write = request_write.writer(program, goal)

    def take(values: Mapping[str, Any], stated: set[str], notes: list[Note]) -> Routed:
        if note is not None:
            notes.append(note)
        if convert:
            values, stated = converted(convert, values, stated, notes, origin.spell)
        options, recipes = write(values, stated, notes)
        if not recipes:
            return options, name, [(name, options)], recipes
        calls = [(name, options)]
        if "fan_out" in recipes and single is not None:
            first = single["names"][0]
            calls = [(name, {**options, first: path}) for path in values[single["key"]]]
        if "return_source" in recipes:
            return None, name, [], recipes
        if len(calls) > 1:
            text = (
                f"{WRITER}'s {name} takes one file: {len(calls)} calls, results collected in order"
            )
            notes.append(("MG406", "", text, {"severity": "info", "loss": "none"}))
            return None, name, calls, recipes
        return options, name, calls, recipes

    return take


def _single(program: Program) -> ProgramParam | None:
    return next((param for param in program["params"] if param.get("single")), None)


def _refuser(entry: PlanEntry, origin: Origin) -> Way:
    """What becomes of the requests that no way is open for."""
    refusal: Refusal | None = entry.get("refuse")
    if refusal is None:
        return lambda _values, _stated, _notes: (None, "", [], [])
    note: Note = (refusal["code"], "", refusal["message"], {})
    chosen: list[Choose] = []

    def refuse(values: Mapping[str, Any], stated: set[str], notes: list[Note]) -> Routed:
        notes.append(note)
        if refusal.get("recipe") == "media_by_kind":
            if not chosen:
                chosen.append(chooser(entry, origin))
            calls, said = chosen[0](values, stated)
            notes += said
            return None, "", calls, ["media_by_kind"]
        return None, "", [], []

    return refuse


Choose = Callable[[Mapping[str, Any], Stated], tuple[list[tuple[str, Options]], list[Note]]]


def chooser(entry: PlanEntry, origin: Origin) -> Choose:
    """The function that writes every way of a call whose way the user chooses while it runs.

    It gives the calls, and what is lost: whichever way is taken, or by one of them, with the
    function that loses it.
    """
    ways = []
    for way in entry["routes"]:
        convert = way.get("convert") or {"set": {}, "copy": [], "map": {}}
        moved = {step["to"]: origin.place(key) for key, step in convert["map"].items()}
        called = request_write.writer(
            way["program"], Origin(local=origin.local, spell=origin.spell)
        )
        judged = request_write.writer(way["program"], Origin(spell={**moved, **origin.spell}))
        ways.append((way["program"]["name"], convert, called, judged))

    def choose(
        values: Mapping[str, Any], stated: Stated
    ) -> tuple[list[tuple[str, Options]], list[Note]]:
        calls: list[tuple[str, Options]] = []
        by_place: dict[tuple[str, str], list[tuple[str, Note]]] = {}
        for name, convert, called, judged in ways:
            notes: list[Note] = []
            kept, said = converted(convert, values, stated, notes, origin.spell)
            calls.append((name, called(kept, said, [])[0]))
            judged(kept, said, notes)
            for note in notes:
                if note[3].get("loss", RULES[note[0]].loss) not in LOSSLESS:
                    by_place.setdefault((note[0], note[1]), []).append((name, note))
        return calls, [_said(rows, len(ways)) for rows in by_place.values()]

    return choose


def _said(rows: Sequence[tuple[str, Note]], ways: int) -> Note:
    code, place, message, changes = rows[0][1]
    names = [name for name, _ in rows]
    if len(names) < ways:
        message = f"{message} (by {' or '.join(names)})"
    return code, place, message, changes


def converted(
    conversion: Conversion,
    values: Mapping[str, Any],
    stated: Stated,
    notes: list[Note],
    spell: Mapping[str, str],
) -> tuple[Payload, set[str]]:
    """The request of one canonical API as the request of another, by a table of `convert`."""
    out: Payload = dict(conversion["set"])
    asked = set(conversion["set"])
    moved: dict[str, ConversionStep] = {key: {"to": key} for key in conversion["copy"]}
    moved.update(conversion["map"])
    for key, value in values.items():
        if key == "extra":
            out["extra"] = value
        elif key in moved:
            step = moved[key]
            out[step["to"]] = _mapped(step, key, value, key in stated, notes, spell)
            if key in stated:
                asked.add(step["to"])
        elif key in conversion.get("one", ()):
            if key in stated and value is not None and value > 1:
                text = f"{value} asked for; {WRITER} gives one at a time"
                notes.append(("MG102", spell.get(key, key), text, {}))
        elif key in stated and key not in conversion.get("gone", ()):
            if value == conversion.get("neutral", {}).get(key, OMIT):
                continue
            out[key] = value
            asked.add(key)
    return out, asked


def missed(conversion: Conversion, values: Mapping[str, Any], stated: Stated) -> str:
    """What the other API cannot do of what goes without saying; empty if nothing is missed.

    No loss of a message, which asks for nothing of it; the reader of a ported program is told.
    """
    for key, step in conversion["map"].items():
        value = values.get(key)
        if key not in stated and isinstance(value, list) and _word(value) in step.get("lossy", ()):
            return f"{_word(value).replace(',', ' or ')} is not the user's choice there"
    return ""


def _word(value: Any) -> str:
    """A canonical value as the tables of `convert` spell it."""
    return ",".join(sorted(value, reverse=True)) if isinstance(value, list) else str(value).lower()


def _mapped(
    step: ConversionStep,
    key: str,
    value: Any,
    stated: bool,
    notes: list[Note],
    spell: Mapping[str, str],
) -> Any:
    if "pluck" in step:
        return [item[step["pluck"]] for item in value]
    if "values" not in step or value is None:
        return value
    word = _word(value)
    if stated and word in step.get("lossy", ()):
        choice = word.replace(",", " or ")
        kept = str(step["values"][word]).lower()
        text = f"{choice} cannot be the user's choice; {step['to']} is {kept}"
        notes.append(("MG104", spell.get(key, key), text, {}))
    return step["values"].get(word, value)
