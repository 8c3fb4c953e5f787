"""A call that goes through the runtime: what it loses all the same is told as for a native one."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import attrs

from .....canonical.convert import Back
from .....canonical.recipes import LOSSES
from .....profiles.fold import REST
from ....plan.notes import WRITER
from ...common.outcome import Changes, NeedsRuntime, Refused, Said, Work
from ...common.pair import Pair, param_keyed
from ...syntax.elsewhere import handed_on
from ...syntax.flow import EACH, Access, follow_value
from ...syntax.parsed import Chain, arguments_of
from ...syntax.sites import Use
from ...text.edits import Edit
from ..options.in_sight import in_sight
from ..options.ways import unneeded_words
from ..properties import Property
from ..results.consumers import follow_handler, visible
from ..results.goals import Key, ResultGoal, doubted, goals, goals_of, places, spelt
from ..results.products import tell_product
from ..results.reads import ResultGoals, key_of
from .clients import tell_client
from .forms import port_member
from .made import may_be_given

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ....plan.model import PlanEntry, Program

_RUNTIME_DOES: Final = frozenset({"MG101", "MG116", "MG409"})
"""What the runtime sees to: defaults, downloads, and options that a recipe supplies."""
_OF_CLIENT: Final = frozenset({"MG404", "MG405", "MG411", "MG412"})
"""What is told of the target's client, once the call is known to be one of its own."""


def through(
    tried: Work, pair: Pair, use: Use, need: NeedsRuntime, runtime: str
) -> tuple[Edit, tuple[Said, ...]]:
    """The edit that sends a call through the runtime, and the findings.

    ``tried`` is the native port as far as it went. What it told of options holds here as well,
    but for what the runtime sees to; of results all that can be seen is told again, for it may
    have stopped before it came to them.
    """
    script = tried.script
    work = Work(script, tried.call, tried.quote)
    text = f"{runtime}.{pair.manager}().{use.name}" if use.managed else f"{runtime}.{use.name}"
    if use.node.type == "shorthand_property_identifier":
        text = f"{script.at(use.node).decode()}: {text}"
    work.replace(use.node, text)
    if need.code:
        work.say(need.code, need.reason, need.node or use.node, _lost(need.recipes))
    work.said += filter(_holds, tried.said)
    entry = pair.entry(use.name, use.managed)
    _arguments(work, entry, use)
    refusal = entry.get("refuse")
    recipe = refusal.get("recipe") if refusal else None
    if tried.route < 0 and not need.recipes and recipe:
        text = f"where no single call does it, it takes the recipe {recipe}"
        if recipe in LOSSES:
            work.say("MG523", f"{text}: {LOSSES[recipe]}", use.node, {"loss": "unknown"})
        else:
            work.say("MG523", text, use.node, _lost([recipe]))
    elif (
        tried.route < 0
        and refusal
        and not need.recipes
        and _all_conditional(entry)
        and not may_be_given(script, entry, _options(work, use))
    ):
        text = f"what it is given decides whether it can be called: {refusal['message']}"
        work.say(refusal["code"], text, use.node, {"severity": "warning", "loss": "unknown"})
    if need.code != "MG536" and not entry["routes"] and "unneeded" in entry:
        work.say("MG536", unneeded_words(entry), use.node)
    told = any(item.code in _OF_CLIENT and item.node == use.node for item in work.said)
    if entry["routes"] and not told:
        tell_client(work, pair, entry, entry["routes"][0]["program"]["name"], use)
    if use.call is not None:
        ways = [tried.route] if tried.route >= 0 else list(range(len(entry["routes"])))
        _results(work, pair, use, entry, ways)
        programs = [entry["routes"][way]["program"] for way in ways]
        tell_product(work, pair, entry, programs, use.call, partial(_member, work, pair))
    return work.edits[0], tuple({_identity(item): item for item in work.said}.values())


def _all_conditional(entry: PlanEntry) -> bool:
    """Whether each way of a call is there under a condition."""
    return bool(entry["routes"]) and all(route["when"] for route in entry["routes"])


def _holds(item: Said) -> bool:
    """Whether what was told of a native call holds through the runtime as well."""
    return (
        item.code.startswith(("MG1", "MG203", "MG4", "MG512", "MG519", "MG529", "MG530", "MG537"))
        and item.code not in _RUNTIME_DOES
        and not item.changes.get("recipe")
    )


def _member(work: Work, pair: Pair, entry: PlanEntry, call: Chain) -> None:
    """Tell what a call on an object loses: of its options, of what its listener hears."""
    quiet = attrs.evolve(work, call=call[-1], edits=[], said=[], package=[], tested={})
    with suppress(NeedsRuntime, Refused):
        port_member(quiet, pair, entry, call)
    work.said += filter(_holds, quiet.said)
    if entry["read"].get("form") != "listener" or entry["read"].get("fails"):
        return
    shapes = [ResultGoals(goals_of(pair, entry, way)) for way in range(len(entry["routes"]))]
    _seen(work, _heard(work, call), shapes, [])


def _heard(work: Work, call: Chain) -> list[Access]:
    given = arguments_of(call[-1])
    return (follow_handler(work, given[0], elsewhere=True) or []) if given else []


def _arguments(work: Work, entry: PlanEntry, use: Use) -> None:
    """Tell of each argument that is an option no way of the call has."""
    programs = [route["program"] for route in entry["routes"]]
    spelt = entry["read"].get("arguments", ())
    given = arguments_of(use.call[-1]) if use.call is not None else []
    for key, node in zip(spelt, given, strict=False) if programs else ():
        if (
            key == REST
            or node.type == "object"
            or any(key in program.get("emulate", ()) for program in programs)
        ):
            continue
        if not any(param_keyed(program, key) for program in programs):
            text = f"{key}: {WRITER}'s {programs[0]['name']} has no such option"
            work.say("MG103", text, node)


def _identity(item: Said) -> tuple[Any, ...]:
    return (item.code, item.message, item.node.start_byte, item.node.end_byte)


def _lost(recipes: Sequence[str]) -> Changes:
    """The weight of a finding about recipes that cannot keep everything."""
    lossy = any(recipe in LOSSES for recipe in recipes)
    return {"severity": "warning", "loss": "approximated"} if lossy else {}


def _results(work: Work, pair: Pair, use: Use, entry: PlanEntry, ways: Sequence[int]) -> None:
    """Tell of each read of a field that no way of the call has."""
    if use.call is not None and ways:
        tell_reads(work, pair, use, ways, looks_at_result(work, pair, use, entry))


def tell_reads(
    work: Work, pair: Pair, use: Use, ways: Sequence[int], reads: Iterable[Access]
) -> None:
    """Tell of each of some looks at a result, in the script of ``work``, at a field that no way of
    the call has."""
    entry = pair.entry(use.name, use.managed)
    shapes = [ResultGoals(goals(pair, use.name, use.managed, way)) for way in ways]
    _seen(work, reads, shapes, [_Way(entry, way) for way in ways])


def looks_at_result(work: Work, pair: Pair, use: Use, entry: PlanEntry) -> Iterable[Access]:
    """What can be seen of who looks at the result of a call, functions it is handed to as well."""
    quiet = Work(work.script, work.call, work.quote, platform=pair.name)
    options = _options(work, use)
    reads = _reads(quiet, use.call or (), entry["read"], options, pair.source["promise"])
    return handed_on(work.script, reads)


def _seen(
    work: Work, reads: Iterable[Access], shapes: Sequence[ResultGoals], called: Sequence[_Way]
) -> None:
    """Tell of each access to a field that none of some ways has."""
    for access in reads:
        if access.use == "write" or not access.path or access.path[0] == EACH:
            continue
        root = access.path[0]
        every = [shape.of(root) for shape in shapes]
        if not all(every):
            continue
        key = key_of(access.path, every[0])
        whole: Key = (root, False, None)
        if key is None and all(_gone(whole, places) for places in every):
            work.say("MG512", f"the target's result has no {root}", access.chain[-1])
        if key is not None:
            _field(work, access, [places.get(key) for places in every])
        elif access.use in ("value", "method") and access.path[1:] in ((), (EACH,)):
            _entries(work, access, every, called)


def _reads(
    work: Work, call: Chain, read: Program, options: list[Property], promise: str
) -> list[Access]:
    """What can be seen of who reads the result of a call, by its form."""
    form = read.get("form")
    if form == "at_once":
        return [] if read.get("returns") else follow_value(work.script, call)
    if form == "listener":
        return _heard(work, call)
    return visible(work, call, options, read.get("promise", promise)).results


def _field(work: Work, access: Access, found: Sequence[ResultGoal | None]) -> None:
    goals_ = [goal for goal in found if goal is not None]
    node = access.chain[-1]
    if access.base and len(access.base) >= len(access.path):
        return
    if all(goal.kind == "missing" for goal in goals_):
        work.say("MG512", f"the target's result has no {spelt(access.path)}", node)
        return
    for goal in goals_:
        if goal.kind == "place":
            doubted(work, goal, access.path, node, goal.doubt)
    if any(goal.kind == "place" and not goal.unit for goal in goals_):
        work.say("MG203", f"no source gives the unit of {spelt(access.path)}", node)


class _Way:
    """A way of a call: the function called, and what kind of file it gives, where it is one."""

    def __init__(self, entry: PlanEntry, number: int) -> None:
        route = entry["routes"][number]
        self.name = route["program"]["name"]
        convert = route.get("convert")
        back: Back = convert.get("back", {}) if convert else {}
        added = back.get("add", {})
        self._kind = added.get("kind")
        self._only = {
            key: field["only"] for key, field in places(entry["read"]).items() if "only" in field
        }

    def gives(self, key: Key) -> bool:
        """Whether the source has this of a file such as this way gives."""
        return self._kind is None or self._kind in self._only.get(key, (self._kind,))


def _entries(
    work: Work, access: Access, every: Sequence[dict[Key, ResultGoal]], ways: Sequence[_Way]
) -> None:
    """Entries that go out of sight: what no way has of them, or one of several, may be read
    there."""
    node = access.chain[-1]
    members = [key for key in every[0] if key[2] is not None]
    never = [key for key in members if all(_gone(key, found) for found in every)]
    if never:
        work.say("MG512", f"the target's entries have no {_members(never)}", node)
    for found, way in zip(every, ways, strict=True):
        some = [key for key in members if key not in never and _gone(key, found) and way.gives(key)]
        if some:
            work.say("MG512", f"{way.name}'s entries have no {_members(some)}", node)


def _gone(key: Key, places: Mapping[Key, ResultGoal]) -> bool:
    return key in places and places[key].kind == "missing"


def _members(keys: Sequence[Key]) -> str:
    return ", ".join(str(key[2]) for key in keys)


def _options(work: Work, use: Use) -> list[Property]:
    """The options that are in sight, whatever else the call is given."""
    if use.call is None:
        return []
    result: list[Property] = []
    for given in arguments_of(use.call[-1]):
        result += in_sight(work.script, given).entries
    return result
