"""Choosing how the target does what a request asks for, and writing the call or calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from ...canonical.diagnostics import LOSSLESS
from ...canonical.rules import RULES
from ..plan.pair import Plan
from . import request_write
from .request import WRITER, Note, holds


@attrs.define(eq=False, repr=False)
class Routed:
    """The way a request went."""

    value: dict[str, Any] | None = None
    api: str = ""
    calls: list[tuple[str, dict[str, Any]]] = attrs.field(factory=list)
    recipes: list[str] = attrs.field(factory=list)


def route(
    plan: Plan,
    entry: Mapping[str, Any],
    values: Mapping[str, Any],
    stated: set[str],
    notes: list[Note],
) -> Routed:
    """The target's call for a request of plain canonical values."""
    spell = {param["key"]: param["names"][0] for param in entry["read"]["params"]}
    covers = {
        param["key"]: param["covers"] for param in entry["read"]["params"] if "covers" in param
    }
    if any(code == "MG110" for code, *_ in notes):
        return Routed()
    for way in entry["routes"]:
        if all(holds(test, values, stated) for test in way["when"]):
            return _take(plan, way, values, stated, notes, spell, covers)
    return _refuse(plan, entry, values, stated, notes, spell)


def _take(
    plan: Plan,
    way: Mapping[str, Any],
    values: Mapping[str, Any],
    stated: set[str],
    notes: list[Note],
    spell: Mapping[str, str],
    covers: Mapping[str, str],
) -> Routed:
    program = way["program"]
    told = set(stated)
    if way.get("convert") or way.get("older"):
        why = f": {way['why']}" if way.get("why") else ""
        notes.append(("MG407", "", f"{WRITER}'s {program['name']} is called instead{why}", {}))
    if way.get("convert"):
        values, told = converted(way["convert"], values, told, notes, spell)
        moved = {step["to"]: spell.get(key, key) for key, step in way["convert"]["map"].items()}
        spell = {**moved, **spell}
    options, recipes = request_write.write(
        program,
        values,
        told,
        notes,
        local=plan.sides["read"]["local"],
        private=plan.sides["read"]["private"],
        spell=spell,
        own=plan.own,
        covers=covers,
    )
    name = program["name"]
    calls = _fanned(program, options, values) if "fan_out" in recipes else [(name, options)]
    if "return_source" in recipes:
        return Routed(None, name, [], recipes)
    if len(calls) > 1:
        text = f"{WRITER}'s {name} takes one file: {len(calls)} calls, results collected in order"
        notes.append(("MG406", "", text, {"severity": "info", "loss": "none"}))
        return Routed(None, name, calls, recipes)
    return Routed(options, name, calls, recipes)


def _fanned(
    program: Mapping[str, Any], options: dict[str, Any], values: Mapping[str, Any]
) -> list[tuple[str, dict[str, Any]]]:
    single = next(param for param in program["params"] if param.get("single"))
    return [
        (program["name"], {**options, single["names"][0]: path}) for path in values[single["key"]]
    ]


def _refuse(
    plan: Plan,
    entry: Mapping[str, Any],
    values: Mapping[str, Any],
    stated: set[str],
    notes: list[Note],
    spell: Mapping[str, str],
) -> Routed:
    refusal = entry["refuse"]
    notes.append((refusal["code"], "", refusal["message"], {}))
    routed = Routed()
    if refusal.get("recipe") != "media_by_kind":
        return routed
    routed.recipes.append("media_by_kind")
    silent: list[Note] = []
    for way in entry["routes"]:
        program = way["program"]
        kept, told = converted(way["convert"], values, set(stated), silent, spell)
        options, _ = request_write.write(
            program, kept, told, silent, local=plan.sides["read"]["local"], spell=spell
        )
        routed.calls.append((program["name"], options))
    notes.extend(either(entry, values, stated, spell))
    return routed


def either(
    entry: Mapping[str, Any],
    values: Mapping[str, Any],
    stated: set[str],
    spell: Mapping[str, str],
) -> list[Note]:
    """What is lost whichever way is taken of a call whose way the user chooses while it runs,
    and what one of the ways loses, with the function that does."""
    told: dict[tuple[str, str], list[tuple[str, Note]]] = {}
    for way in entry["routes"]:
        notes: list[Note] = []
        program = way["program"]
        kept, said = converted(way["convert"], values, set(stated), notes, spell)
        moved = {step["to"]: spell.get(key, key) for key, step in way["convert"]["map"].items()}
        request_write.write(program, kept, said, notes, spell={**moved, **spell})
        for note in notes:
            if note[3].get("loss", RULES[note[0]].loss) not in LOSSLESS:
                told.setdefault((note[0], note[1]), []).append((program["name"], note))
    found: list[Note] = []
    for rows in told.values():
        code, place, message, changes = rows[0][1]
        names = [name for name, _ in rows]
        if len(names) < len(entry["routes"]):
            message = f"{message} (by {' or '.join(names)})"
        found.append((code, place, message, changes))
    return found


def converted(
    conversion: Mapping[str, Any],
    values: Mapping[str, Any],
    stated: set[str],
    notes: list[Note],
    spell: Mapping[str, str],
) -> tuple[dict[str, Any], set[str]]:
    """The request of one canonical API as the request of another, by a table of `convert`."""
    out: dict[str, Any] = dict(conversion["set"])
    told = set(conversion["set"])
    moved = {**{key: {"to": key} for key in conversion["copy"]}, **conversion["map"]}
    for key, value in values.items():
        if key == "extra":
            out["extra"] = value
        elif key in moved:
            step = moved[key]
            out[step["to"]] = _mapped(step, key, value, key in stated, notes, spell)
            if key in stated:
                told.add(step["to"])
        elif key in conversion.get("one", ()):
            if key in stated and value is not None and value > 1:
                text = f"{value} asked for; {WRITER} gives one at a time"
                notes.append(("MG102", spell.get(key, key), text, {}))
        elif key in stated and key not in conversion.get("gone", ()):
            out[key] = value
            told.add(key)
    return out, told


def missed(conversion: Mapping[str, Any], values: Mapping[str, Any], stated: set[str]) -> str:
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
    step: Mapping[str, Any],
    key: str,
    value: Any,
    told: bool,
    notes: list[Note],
    spell: Mapping[str, str],
) -> Any:
    if "pluck" in step:
        return [item[step["pluck"]] for item in value]
    if "values" not in step or value is None:
        return value
    word = _word(value)
    if told and word in step.get("lossy", ()):
        choice = word.replace(",", " or ")
        kept = str(step["values"][word]).lower()
        text = f"{choice} cannot be the user's choice; {step['to']} is {kept}"
        notes.append(("MG104", spell.get(key, key), text, {}))
    return step["values"].get(word, value)
