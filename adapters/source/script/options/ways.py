"""The way of a call: which of the target's functions does what is asked, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import attrs

from .....canonical.convert import Conversion
from .....canonical.values import Value
from ....messages.origin import Origin
from ....messages.request import holds
from ....messages.route import chooser, spelt
from ....plan.notes import Note
from ...common.outcome import NeedsRuntime, Refused, Work
from ...common.pair import param_keyed, param_named
from ...syntax.expression import ceiling
from ..kinds import SOURCE_KINDS
from .read import Asked

if TYPE_CHECKING:
    from ....plan.model import PlanEntry, Program, ProgramParam, Test


@attrs.frozen(eq=False, repr=False)
class Way(Value):
    """The way a call is ported: the target's function and program, and what it takes.

    ``route`` is the place of the route among those of the plan's entry.
    """

    name: str
    program: Program
    convert: Conversion | None
    route: int


def way_of(
    entry: PlanEntry,
    values: Mapping[str, Any],
    stated: set[str],
    asked: Asked,
    notes: list[Note],
    work: Work,
) -> Way:
    """The way of a call: ``values`` are its canonical options, ``stated`` those that are written.

    Raises `Refused` where the target cannot, `NeedsRuntime` where what is computed decides.
    """
    if any(code == "MG110" for code, *_ in notes):
        text = next(message for code, _, message, _ in notes if code == "MG110")
        raise Refused("MG110", text, work.call)
    computed = {
        param["key"]: name
        for name in asked.computed
        if (param := param_named(entry["read"], name)) is not None
        and SOURCE_KINDS[param["kind"]].decides
    }
    for index, route in enumerate(entry["routes"]):
        if any(_undecided(work, asked, computed, test) for test in route["when"]):
            raise NeedsRuntime("MG513", "which function to call depends on a computed option")
        if all(holds(test, values, stated) for test in route["when"]):
            program = route["program"]
            return Way(program["name"], program, route.get("convert"), index)
    if entry["refuse"].get("recipe"):
        _either(entry, values, stated, notes)
    raise no_way(work, entry)


def no_way(work: Work, entry: PlanEntry) -> Refused | NeedsRuntime:
    """What becomes of a call that no function of the target does: the runtime may."""
    refusal = entry["refuse"]
    if refusal.get("recipe"):
        return NeedsRuntime("MG523", refusal["message"], None, [refusal["recipe"]])
    if "by_task" in entry:
        text = f"the runtime asks it of what the last {entry['by_task']} gave"
        return NeedsRuntime("MG523", text)
    if without_function(entry):
        return NeedsRuntime("MG536", unneeded_words(entry))
    return Refused(refusal["code"], refusal["message"], work.call)


def unneeded_words(entry: PlanEntry) -> str:
    """That nothing is done for a call, and what its author may do."""
    return f"{entry['refuse']['message']} The runtime does nothing for it, and succeeds"


def need_runtime(entry: PlanEntry, way: Way) -> None:
    """Raises `NeedsRuntime` where no source says since when a client has the function, and another
    does it where there is none: a native call would throw there."""
    others = (route for route in entry["routes"][way.route + 1 :] if not route["when"])
    other = next(others, None) if entry.get("status") == "unknown" else None
    if other is not None:
        text = (
            f"{way.name}: no source says since when; the runtime calls {other['program']['name']} "
            "where it is not there"
        )
        raise NeedsRuntime("MG404", text)


def without_function(entry: PlanEntry) -> bool:
    """Whether the runtime does it although the target has no function for it."""
    refusal = entry.get("refuse")
    recipe = bool(refusal and refusal.get("recipe"))
    return recipe or "unneeded" in entry or "by_task" in entry


def _either(
    entry: PlanEntry, values: Mapping[str, Any], stated: set[str], notes: list[Note]
) -> None:
    """Add what either way of a call loses whose way the user chooses while it runs."""
    choose = chooser(entry, Origin(spell=spelt(entry["read"])))
    notes.extend(choose(values, stated)[1])


def _undecided(work: Work, asked: Asked, computed: Mapping[str, str], test: Test) -> bool:
    """Whether a condition of a route hangs on a computed option."""
    key, name, wanted = test
    if key not in computed or name == "stated":
        return False
    node = asked.computed[computed[key]].value
    top = ceiling(work.script, node) if node is not None else None
    return not (name == "over" and top is not None and top <= wanted)


def counterpart(way: Way, key: str) -> ProgramParam | None:
    """The target's option that a canonical option of the source ends in."""
    if way.convert:
        if key in way.convert["map"]:
            key = way.convert["map"][key]["to"]
        elif key not in way.convert["copy"]:
            return None
    return param_keyed(way.program, key)
