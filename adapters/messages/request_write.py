"""Writing requests by a program of a plan, compiled: one closure an option."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.vocabulary import Payload, kind_of_name
from ..plan.kinds import KINDS, Goal
from ..plan.kinds.addresses import resolvable
from ..plan.kinds.kind import Write
from ..plan.notes import OMIT, READER, WRITER, Note, NoteChanges
from .doubts import doubted
from .origin import CANONICAL, Origin, Stated
from .request import conditions, unmet
from .subjects import without_subject

if TYPE_CHECKING:
    from ..plan.model import Program, ProgramParam

Writes = Callable[[Mapping[str, Any], Stated, list[Note]], tuple[Payload, list[str]]]
"""Plain canonical values as a vendor's options, and the recipes that a plain call misses."""

_Values = Mapping[str, Any]
Step = Callable[[_Values, Stated, Payload, list[Note], list[str]], None]
"""Puts an option among the others: canonical values, names stated, options, notes, recipes."""


_SUFFIX: Final = re.compile(r"\.([A-Za-z0-9_]+)\Z")


def writer(program: Program, origin: Origin = CANONICAL) -> Writes:
    """The function that writes an operation's requests."""
    params = program["params"]
    usual = list(program.get("recipes", ()))
    prepares = [
        kind.prepare(param, _goal(param, origin))
        for param in params
        if (kind := KINDS[param["kind"]]).prepare is not None
    ]
    steps = [step_of(program, param, origin) for param in params]
    handled = frozenset({"extra", *(param["key"] for param in params)})
    leftover = _leftover(program, origin, handled)
    lost = without_subject(program, origin)
    names = frozenset(
        name for param in params for name in (*param["names"], *param.get("also", ()))
    )

    def write(values: _Values, stated: Stated, notes: list[Note]) -> tuple[Payload, list[str]]:
        options: Payload = {}
        recipes = [*usual]
        for prepare in prepares:
            values = prepare(values, notes, recipes)
        for step in steps:
            step(values, stated, options, notes, recipes)
        if not handled.issuperset(values):
            leftover(values, stated, notes, recipes)
        if lost is not None:
            lost(stated, options, notes)
        extra = values.get("extra")
        if extra:
            options.update(_unknown(names, extra, notes))
        return options, recipes

    return write


def write(
    program: Program,
    values: _Values,
    stated: Stated,
    notes: list[Note],
    origin: Origin = CANONICAL,
) -> tuple[Payload, list[str]]:
    """The same once: for a program that nothing else is written by."""
    return writer(program, origin)(values, stated, notes)


def _goal(param: ProgramParam, origin: Origin) -> Goal:
    key = param["key"]
    return Goal(origin.place(key), origin.local, origin.own, key, origin.spell)


def step_of(program: Program, param: ProgramParam, origin: Origin) -> Step:
    """How one option is written: it puts its value among the others."""
    lacking = param.get("status") == "no"
    act = _lacking(program, param, origin) if lacking else _written(program, param, origin)
    key, place = param["key"], origin.place(param["key"])
    wanted: Note | None = None
    if param.get("required"):
        wanted = ("MG115", place, f"{WRITER} requires {param['names'][0]}", {})
    supplied = OMIT if origin.own else param.get("supplied", OMIT)
    if supplied is not OMIT:
        text = f"{param['names'][0]} written out: {WRITER} requires it"
        wanted = ("MG101", place, text, {})
    named = "" if origin.own else param.get("suffix_of", "")
    by_suffix = param.get("by_suffix")
    suffix: Note = ("MG101", place, f"{param['names'][0]} written out: the suffix of the file", {})
    implied = [
        (value, conditions(tests))
        for item, tests, value in program.get("forced", ())
        if item == key
    ]
    idle = [(item, set(members)) for item, members in param.get("idle", {}).items()]
    other = None if origin.own else _left_out(param, origin)
    if wanted is None and not implied and not idle and not named and other is None:
        return act

    def step(
        values: _Values, stated: Stated, options: Payload, notes: list[Note], more: list[str]
    ) -> None:
        if key not in values or (supplied is not OMIT and values[key] == ""):
            match = _SUFFIX.search(str(values.get(named, "")))
            word = match[1].lower() if match is not None else ""
            if by_suffix is not None:
                word = by_suffix.get(word, "")
            if word:
                options[param["names"][0]] = word
                notes.append(suffix)
                return
            if wanted is not None:
                notes.append(wanted)
            if other is not None and key not in stated:
                notes.append(other)
            if supplied is not OMIT:
                options[param["names"][0]] = supplied
            return
        for value, holding in implied:  # another option of the target forces it anyway
            if values[key] == value and holding(values, stated):
                return
        if key not in stated:
            for item, members in idle:  # no client of the target heeds it, whatever it says
                if values.get(item) is not None and set(values[item]) == members:
                    return
        act(values, stated, options, notes, more)

    return step


def _lacking(program: Program, param: ProgramParam, origin: Origin) -> Step:
    """What becomes of an option that this client lacks."""
    key, place = param["key"], origin.place(param["key"])
    neutral = program.get("neutral", {}).get(key, OMIT)
    recipe = program.get("emulate", {}).get(key)
    since = f": {param['since']}" if param.get("since") else ""
    text = f"{WRITER} has no {param['names'][0]} on this client{since}"
    note: Note = ("MG403", place, text, {})

    def step(
        values: _Values, stated: Stated, _: Payload, notes: list[Note], recipes: list[str]
    ) -> None:
        if key not in stated or key not in values or values[key] == neutral:
            return
        if recipe is not None:
            _emulated(recipe, place, notes, recipes)
        else:
            notes.append(note)

    return step


def _written(program: Program, param: ProgramParam, origin: Origin) -> Step:
    """What becomes of an option that this client has."""
    kind, key = KINDS[param["kind"]], param["key"]
    place, own = origin.place(key), origin.own
    convert = kind.write(param, _goal(param, origin))
    first, others = param["names"][0], param.get("also", ())
    twice = shared(program, param)
    weighs = [] if own else _weighs(param, place, kind.approximate)
    resolve = resolvable(origin.private, place) if kind.files and not own else None
    covers = None if own else _covers(param, origin)
    need = None if own else _need(program, param, place)
    doubt = None if own else doubted(param, origin.place(key), origin.schemes.get(key))
    text = (
        f"{WRITER} requires {first}, and has no word for what {READER} means where it is left out"
    )
    wanted: list[Note] = [("MG115", place, text, {})] if param.get("required") and not own else []

    def plain(
        values: _Values, stated: Stated, options: Payload, notes: list[Note], more: list[str]
    ) -> None:
        if key in values:
            out = convert(values[key], key in stated, values, notes, more)
            if out is not OMIT:
                options[first] = out
            elif key not in stated:
                notes += wanted

    def step(
        values: _Values, stated: Stated, options: Payload, notes: list[Note], more: list[str]
    ) -> None:
        if key not in values:
            return
        value, is_stated = values[key], key in stated
        out = convert(value, is_stated, values, notes, more)
        if out is OMIT:
            notes += () if is_stated else wanted
            return
        if is_stated:
            notes += weighs
        if resolve is not None:
            resolve(value, notes)
        if is_stated and covers is not None:
            notes.append(covers)
        if twice and first in options and isinstance(out, (int, float)):
            out = min(out, options[first])
        options[first] = out
        for name in others:
            options[name] = out
        if need is not None and unmet(param, values):
            need(value, stated, options, notes)
        if is_stated and doubt is not None:
            doubt(out, notes)

    odd = (
        weighs, others, twice, resolve is not None, covers is not None, need is not None,
        doubt is not None,
    )  # fmt: skip
    return step if any(odd) else plain


def plain_writer(program: Program, param: ProgramParam, origin: Origin) -> Write | None:
    """What writes an option that a caller states; None where it takes more than that."""
    kind = KINDS[param["kind"]]
    more = (
        param.get("status") == "no",
        param.get("also"),
        param.get("inert"),
        shared(program, param),
        any(item == param["key"] for item, *_ in program.get("forced", ())),
        kind.files and origin.private and not origin.own,
        not origin.own and _weighs(param, "", kind.approximate),
        not origin.own and _covers(param, origin),
        not origin.own and param.get("needs"),
        not origin.own and doubted(param, "", origin.schemes.get(param["key"])),
    )
    return None if any(more) else kind.write(param, _goal(param, origin))


def shared(program: Program, param: ProgramParam) -> bool:
    """Whether another option of the program writes the same name, or needs this one."""
    key, first = param["key"], param["names"][0]
    return any(
        first in (item["names"][0], *item.get("also", ())) or key in item.get("needs", {})
        for item in program["params"]
        if item is not param
    )


def _weighs(param: ProgramParam, place: str, approximate: bool) -> list[Note]:
    """What is to be said of an option that is written as stated: its support, its grade."""
    name, status = param["names"][0], param.get("status")
    notes: list[Note] = []
    if status == "depends":
        text = f"{name} depends on {WRITER}'s client: {param.get('since', '')}"
        notes.append(("MG405", place, text, {}))
    elif status == "unknown":
        text = f"no source says whether this client of {WRITER} has {name}"
        notes.append(("MG404", place, text, {}))
    if "grade" in param and not approximate:
        source = "in its typings only" if param["grade"] == "typings" else "assumed"
        notes.append(("MG119", place, f"{name} of {WRITER} is {source}", {}))
    return notes


def _covers(param: ProgramParam, origin: Origin) -> Note | None:
    """That an option governs something else than the source's of the same meaning."""
    key = param["key"]
    theirs = origin.covers.get(key)
    if theirs is None or param.get("covers", theirs) == theirs:
        return None
    place = origin.place(key)
    text = f"{param['names'][0]} governs {param['covers']}; {place} {theirs}"
    return "MG104", place, text, {}


def _left_out(param: ProgramParam, origin: Origin) -> Note | None:
    """That another thing stands for an option that is left out than on the source."""
    key, first = param["key"], param["names"][0]
    mine, theirs = origin.left_out.get(key), param.get("left_out")
    if mine == theirs or "default" in param:
        return None
    if mine is None and key not in origin.spell:
        return None  # the source has no such option
    if mine is None or theirs is None:
        unknown, known = (READER, WRITER) if mine is None else (WRITER, READER)
        text = f"no source says what {first if theirs is None else origin.place(key)} is on "
        text += f"{unknown} where it is left out; {known}: {mine or theirs}"
        return "MG104", origin.place(key), text, {"severity": "info", "loss": "unknown"}
    text = f"left out, {first} is {theirs} on {WRITER}, and {mine} on {READER}"
    return "MG104", origin.place(key), text, {"severity": "info"}


_Need = Callable[[Any, Stated, Payload, list[Note]], None]


def _need(program: Program, param: ProgramParam, place: str) -> _Need | None:
    """Writes what an option needs to have an effect, unless the caller wants something else."""
    first = param["names"][0]
    names = {item["key"]: item["names"][0] for item in program["params"]}
    rows = [(key, names.get(key, key), word) for key, word in param.get("needs", {}).items()]
    if not rows:
        return None

    def need(value: Any, stated: Stated, options: Payload, notes: list[Note]) -> None:
        for key, name, word in rows:
            if key in stated:
                text = f"{WRITER} heeds {first} only where {name} is {word}"
                notes.append(("MG107", place, text, {}))
                continue
            options[name] = word
            text = f"{name} {word} written out: {first} has no effect without"
            notes.append(("MG101", place, text, {}))
            others = sorted({kind_of_name(f".{item}") for item in value} - {word})
            if others:
                text = f"{name} {word} leaves {' and '.join(f'{kind}s' for kind in others)} out"
                notes.append(("MG104", place, text, {}))

    return need


def _unknown(names: frozenset[str], extra: Mapping[str, Any], notes: list[Note]) -> Payload:
    """What the source's profile does not know, without what would come to life here."""
    for name in extra:
        if name in names:
            text = f"left out: {WRITER} has an option of that name and would act upon it"
            notes.append(("MG120", name, text, {}))
    return {name: item for name, item in extra.items() if name not in names}


def _leftover(
    program: Program, origin: Origin, handled: frozenset[str]
) -> Callable[[_Values, Stated, list[Note], list[str]], None]:
    """Tells what was stated and has no option here."""
    neutral, emulate = program.get("neutral", {}), program.get("emulate", {})
    implied = program.get("implies", {})
    lacking = f"{WRITER}'s {program['name']} has no such option"
    unsaid: NoteChanges = {"severity": "info", "loss": "none"}

    def tell(values: _Values, stated: Stated, notes: list[Note], recipes: list[str]) -> None:
        for key, value in values.items():
            if key in handled or not (key in stated or key in implied):
                continue
            if value is None or value in (neutral.get(key, OMIT), implied.get(key, OMIT)):
                continue
            place = origin.place(key)
            if key in implied:
                only = str(implied[key])
                only = only.lower() if implied[key] in (True, False) else only
                text = f"{only} it is: {WRITER}'s {program['name']} knows no other"
                notes.append(("MG104", place, text, {} if key in stated else unsaid))
            elif key in emulate:
                _emulated(emulate[key], place, notes, recipes)
            else:
                notes.append(("MG103", place, lacking, {}))

    return tell


def _emulated(recipe: str, place: str, notes: list[Note], recipes: list[str]) -> None:
    recipes.append(recipe)
    notes.append(("MG409", place, f"{WRITER} has no such option; recipe {recipe} supplies it", {}))
