"""Calls of other forms than one object of options: answers at once, listeners, factories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from .....canonical.operations.model import BEGINS, ENDS
from ....plan.model import ACTS
from ...common.outcome import NeedsRuntime, Work
from ...common.pair import Pair
from ...syntax.parsed import Chain, Script, arguments_of, unwrap
from ...syntax.sites import Use
from ..failures.handlers import port_failures
from ..options.ways import Way, no_way
from ..options.write import HARMLESS
from ..properties import properties_of
from ..results.consumers import consumers_of, follow_handler
from ..results.goals import goals_of
from ..results.reads import ResultGoals, port_reads
from .at_once import AT_ONCE, asked_at_once, port_at_once
from .questions import (
    AT_EXEC,
    WHEN_READY,
    port_questions,
    tell_questions,
    tell_selectors,
    tell_unsure,
)

if TYPE_CHECKING:
    from ....plan.model import PlanEntry, Program


def port_form(work: Work, pair: Pair, use: Use, entry: PlanEntry, call: Chain) -> Way:
    """Write the edits for a call that is no call with options; gives the way it is ported.

    Raises `Refused` where the target cannot, `NeedsRuntime` where only the runtime can.
    """
    form = entry["read"].get("form")
    if form == AT_ONCE:
        return port_at_once(work, pair, use, entry, call)
    wanted = any(
        param.get("required") for way in entry["routes"] for param in way["program"]["params"]
    )
    if form == "factory" and (wanted or entry["read"]["params"]):
        way = asked_at_once(work, pair, entry, call)
        _performed(work, pair, way, call)
        return way
    way = _plain(work, entry)
    if form == "listener":
        _listener(work, pair, entry, way, call)
    else:
        _factory(work, use, way, entry["read"], call)
        _performed(work, pair, way, call)
    return way


def _performed(work: Work, pair: Pair, way: Way, call: Chain) -> None:
    """What the way takes beside the call. Raises `NeedsRuntime` where only the runtime can."""
    view = pair.plan.write
    facts = view.apis[way.program["api"]].facts
    known = facts.selectors
    if known:
        tell_selectors(work, call, known, view.client.os or "")
    recipes = way.program.get("recipes", ())
    if facts.questions:
        mine = pair.plan.read.apis[way.program["api"]].facts
        waits = tell_questions(work, view, call, way.name, mine, facts)
        if waits and WHEN_READY in recipes:
            raise NeedsRuntime("MG523", f"it takes the recipe {WHEN_READY}", None, [WHEN_READY])
        for text, node in waits:
            work.say(ACTS[True], text, node)
    for recipe in recipes:
        if recipe == AT_EXEC:
            port_questions(work, call)
        elif recipe not in (WHEN_READY, *HARMLESS):
            raise NeedsRuntime("MG523", f"it takes the recipe {recipe}", None, [recipe])
    if facts.unsure:
        tell_unsure(work, way.name, call, facts.unsure)


def port_member(work: Work, pair: Pair, entry: PlanEntry, call: Chain) -> None:
    """Write the edits for a call on what another call gives: its options, what its listener hears,
    its name. Raises as `port_form` does."""
    read = entry["read"]
    if read.get("form") == "listener":
        way = _plain(work, entry)
        _listener(work, pair, entry, way, call)
    else:  # what is left out has a meaning, too, where nothing is said at all
        way = asked_at_once(work, pair, entry, call)
    if not read.get("form"):
        _answered(work, pair, entry, way, call)
    if way.program.get("receiver") != read.get("receiver"):
        raise NeedsRuntime("MG510", "it is called on something else there", work.call)
    function = call[-1].child_by_field_name("function")
    prop = unwrap(function).child_by_field_name("property") if function is not None else None
    if prop is not None and way.program["name"] != read["name"]:
        work.replace(prop, way.program["name"])


def _answered(work: Work, pair: Pair, entry: PlanEntry, way: Way, call: Chain) -> None:
    """Port who hears of the end of a call that an object is asked for."""
    read, program = entry["read"], way.program
    literals = [item for item in map(unwrap, arguments_of(call[-1])) if item.type == "object"]
    options = [item for literal in literals for item in properties_of(work.script, literal)]
    promise = read.get("promise", pair.source["promise"])
    seen = consumers_of(work, call, options, promise)
    port_reads(work, ResultGoals(goals_of(pair, entry, way.route)), seen.results)
    port_failures(work, pair, read, program, seen.failures)
    if seen.promise and program.get("promise", pair.target["promise"]) != promise:
        raise NeedsRuntime("MG521", "the returned promise is used", work.call)


def _plain(work: Work, entry: PlanEntry) -> Way:
    """The target's function where no option decides."""
    for index, route in enumerate(entry["routes"]):
        if not route["when"]:
            program = route["program"]
            return Way(program["name"], program, route.get("convert"), index)
    raise no_way(work, entry)


def _listener(work: Work, pair: Pair, entry: PlanEntry, way: Way, call: Chain) -> None:
    given = arguments_of(call[-1])
    heard, route = _begun(pair, entry, way)
    shape = ResultGoals(goals_of(pair, heard, route))
    if not given or (_same_failures(pair, heard, route) and shape.same()):
        return
    accesses = follow_handler(work, given[0])
    if accesses is None:
        raise NeedsRuntime("MG510", "what the listener hears is out of sight", given[0])
    if heard["read"].get("fails"):
        if any(access.path or access.use not in _UNREAD for access in accesses):
            raise NeedsRuntime("MG510", "what the listener hears is worded otherwise", given[0])
        return
    port_reads(work, shape, accesses)


_UNREAD: Final = frozenset({"unused", "log", "test"})
"""What may be done with a failure whose shape nobody looks at."""


def _same_failures(pair: Pair, entry: PlanEntry, route: int) -> bool:
    """Whether a listener that hears a failure hears the same one on the target."""
    read = entry["read"]
    return not read.get("fails") or (
        pair.plan.own and read.get("code") == entry["routes"][route]["program"].get("code")
    )


def _begun(pair: Pair, entry: PlanEntry, way: Way) -> tuple[PlanEntry, int]:
    """The event that a listener hears; of one that is to hear it no longer, that which it began
    with: the two are told apart by the function, so both are ported or neither."""
    if not entry["read"]["api"].startswith(ENDS):
        return entry, way.route
    other = begun_with(pair, entry)
    return (other, 0) if other is not None else (entry, way.route)


def begun_with(pair: Pair, entry: PlanEntry) -> PlanEntry | None:
    """What began the event that a function ends, where the target has it; None: it ends none."""
    canonical = entry["read"]["api"]
    if not canonical.startswith(ENDS):
        return None
    begins = BEGINS + canonical.removeprefix(ENDS)
    for other in pair.plan.apis.values():
        same = other["read"].get("receiver") == entry["read"].get("receiver")
        if same and other["read"]["api"] == begins and other["routes"]:
            return other
    return None


def silenced(script: Script, pair: Pair, entry: PlanEntry) -> PlanEntry | None:
    """What begins an event that the target cannot end, where the runtime can: it silences the
    listeners that it was given itself, so the script has to begin the event as well."""
    if entry["routes"] or entry["read"].get("receiver") or not entry.keys().isdisjoint(_OTHERWISE):
        return None
    begun = begun_with(pair, entry)
    named = begun is not None and begun["read"]["name"].encode() in script.text
    return begun if named else None


_OTHERWISE: Final = ("by_task", "unneeded")
"""What else becomes of a function that the target has not."""


def _factory(work: Work, use: Use, way: Way, read: Program, call: Chain) -> None:
    """What is given is alike, but for the members that `products` sees to and for recipes."""
    given = arguments_of(call[-1])
    if not read["params"] and way.program.get("arguments") != read.get("arguments") and given:
        raise NeedsRuntime("MG511", f"{use.name} takes other arguments there", work.call)
