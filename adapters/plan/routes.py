"""How the target of a pair does what an operation of the source asks for: ways, or a refusal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING

from ...canonical import convert
from ...canonical.convert import Conversion
from ...canonical.operations import OPERATIONS, TASKS
from ...canonical.operations.files import MANAGER
from ...canonical.operations.model import BEGINS, ENDS
from ...canonical.recipes import RECIPES
from ...canonical.vocabulary import UNSET
from ...profiles.fold import ClientApi, ClientProfile
from ...profiles.model import Reroute
from .model import ACTS, ActsOtherwise
from .notes import READER, WRITER
from .program import program, tests

if TYPE_CHECKING:
    from .model import Program, Refusal, Route, Ways

    Made = Callable[[ClientApi], Program]


def routes_of(
    source: ClientProfile, api: ClientApi, target: ClientProfile, made: Made | None = None
) -> Ways:
    """How the target does what an API of the source asks for: ways in order, or a refusal.

    ``made``: what compiles the target's functions, where it has them already.
    """
    made = made or partial(program, target)
    same_vendor = source.profile.id == target.profile.id
    theirs = target.apis.get(api.key) if same_vendor else _same(api, target)
    name = target.profile.name
    if theirs is None:
        return _unsaid(api, target)
    elsewhere = theirs.receiver in TASKS and theirs.receiver != api.receiver
    usable = theirs.support.usable and not elsewhere
    others = [way for way in theirs.facts.reroute if not way.missing]
    routes = [] if same_vendor and usable else _reroutes(api, others, target, made)
    if usable:
        routes.append({"to": theirs.key, "when": [], "program": made(theirs)})
    siblings = _siblings(theirs, target, made)
    routes += siblings
    routes += _reroutes(api, [way for way in theirs.facts.reroute if way.missing], target, made)
    out: Ways = {"routes": routes}
    usual = plain_way(out)
    usual_works = usual is not None and (usable or "convert" not in usual)
    called = target.apis[usual["to"]] if usual is not None and usual_works else theirs
    if called.support.status in ("unknown", "depends"):
        out["status"] = called.support.status
        out["since"] = called.support.text
    if called.facts.stopped:
        out["stopped"] = called.facts.stopped
    acts = {} if same_vendor else _acts(api, called)
    if acts:
        out["acts"] = acts
    if theirs.facts.unneeded is not None and not routes:
        out["unneeded"] = theirs.facts.unneeded
    giver = _by_task(api, target) if not routes else ""
    if giver:
        out["by_task"] = giver
    if elsewhere:
        giver = target.giver(theirs.receiver)
        text = (
            f"{name} has {theirs.name} on what {giver} returns alone: keep that, and call it there."
        )
        out["refuse"] = {"code": "MG401", "message": text}
    elif not called.support.usable:
        out["refuse"] = _refusal(theirs, name, api.name)
    return out


def _unsaid(api: ClientApi, target: ClientProfile) -> Ways:
    """What is known of an operation that the target's profile does not have: of a member of an
    object that it has, that it is missing where the object's members are all known, and nothing
    where they are not."""
    name = target.profile.name
    unlike = None if api.receiver else target.profile.others.unlike.get(api.name)
    if unlike is not None:
        text = f"{name}'s {api.name} is another function: {unlike}"
        return {**_missing(text), "unlike": True}
    giver = target.giving(api.receiver) if api.receiver else None
    if giver is None or not giver.support.usable or api.receiver == MANAGER:
        return _missing(f"the profile of {name} says nothing about {api.name}")
    on, members = f"{target.profile.namespace}.{giver.name}", giver.facts.task
    if members and api.name not in members:
        return _missing(f"what {on} gives has no {api.name}")
    if members:
        text = f"the profile of {name} has {api.name} in what {on} gives, and says no more of it"
    else:
        text = f"no source says whether what {on} gives has {api.name}"
    return {**_missing(text), "unsaid": True}


def _missing(message: str) -> Ways:
    return {"routes": [], "refuse": {"code": "MG401", "message": message}}


def _acts(mine: ClientApi, theirs: ClientApi) -> dict[str, ActsOtherwise]:
    """What one of two functions does beside options and results and the other is not said to."""
    found: dict[str, ActsOtherwise] = {}
    for topic in {**theirs.facts.acts, **mine.facts.acts}:
        texts = [theirs.facts.acts.get(topic), mine.facts.acts.get(topic)]
        if texts[0] != texts[1]:
            named = zip((WRITER, READER), (theirs, mine), texts, strict=True)
            text = "; ".join(f"{who}'s {api.name}: {said}" for who, api, said in named if said)
            words = mine.facts.acts_by.get(topic) or theirs.facts.acts_by.get(topic) or []
            weighs = topic in mine.facts.weighs or topic in theirs.facts.weighs
            found[topic] = (ACTS[weighs], text, list(words))
    most, least = mine.engine.get("parallel"), theirs.engine.get("parallel")
    if most and least and least < most:
        text = f"{WRITER}'s {theirs.name}: {least} at a time, of all transfers; {READER}: {most}"
        found["parallel"] = (ACTS[False], text, [])
    return found


def _by_task(api: ClientApi, target: ClientProfile) -> str:
    """The target's function whose task has what the source has on its namespace: the function
    itself or, where it ends an event, the one that begins it."""
    if api.receiver in TASKS:
        return ""
    begins = BEGINS + api.canonical.removeprefix(ENDS)
    key = begins if api.canonical.startswith(ENDS) else api.canonical
    found = target.apis.get(key)
    return target.giver(found.receiver) if found is not None and found.receiver in TASKS else ""


def _same(api: ClientApi, target: ClientProfile) -> ClientApi | None:
    """The target's function for an operation: of several the one called on the same receiver."""
    found = [target.apis[key] for key in target.read_as(api.canonical)]
    alike = [item for item in found if item.receiver == api.receiver and item.support.usable]
    first = target.apis.get(api.canonical)
    return alike[0] if alike and api.receiver in TASKS else first


def _reroutes(
    api: ClientApi, ways: Iterable[Reroute], target: ClientProfile, made: Made
) -> list[Route]:
    """The ways by another operation of the target, or by another function for the same one."""
    result: list[Route] = []
    for way in ways:
        other = target.apis.get(way.to)
        if other is None or not other.support.usable:
            continue
        route: Route = {
            "to": way.to,
            "when": tests(way.when),
            "why": way.why,
            "program": made(other),
        }
        if other.canonical != api.canonical:
            route["convert"] = _conversion(api, other)
        result.append(route)
    return result


def _conversion(api: ClientApi, other: ClientApi) -> Conversion:
    """The table for asking one operation by another, with what of the first asks for nothing."""
    table = convert.CONVERSIONS[api.canonical][other.key]
    theirs = OPERATIONS[other.canonical].options
    neutral = {
        key: option.neutral
        for key, option in OPERATIONS[api.canonical].options.items()
        if option.neutral is not UNSET and key not in theirs and key not in table["map"]
    }
    return {**table, "neutral": neutral} if neutral else table


def _siblings(api: ClientApi, target: ClientProfile, made: Made) -> list[Route]:
    """The target's other functions for the same, older ones: where a client lacks the first."""
    selected = {way.to for way in api.facts.reroute}
    return [
        {
            "to": key,
            "when": [],
            "older": True,
            "why": f"this client has no {_shown(api, target.giver(api.receiver))}",
            "program": made(other),
        }
        for key in target.read_as(api.canonical)
        if key != api.key and key not in selected and target.apis[key].receiver not in TASKS
        if (other := target.apis[key]).support.usable
    ]


def _shown(api: ClientApi, on: str) -> str:
    return f"{on}().{api.name}" if on else api.name


def plain_way(entry: Ways) -> Route | None:
    """The way of an entry that no option has to ask for; the first, where there are several."""
    return next((way for way in entry["routes"] if not way["when"]), None)


def routes_for(view: ClientProfile, key: str) -> Ways:
    """How a vendor does a canonical API, whoever asks: for canonical requests."""
    return routes_of(view, view.apis[key], view)


def _refusal(api: ClientApi, name: str, asked: str) -> Refusal:
    """Why a vendor's function cannot be called. ``asked``: what the source calls it, as the target
    has no word of its own for what it never had."""
    named = (*api.facts.emulate.values(), *api.facts.recipes)
    recipe = next((item for item in named if item in RECIPES), "")
    advice = f" {api.facts.advice}" if api.facts.advice else ""
    if api.facts.support is False:
        if recipe:
            text = f"{name} has no {asked}; recipe {recipe}: {RECIPES[recipe]}{advice}"
            return {"code": "MG406", "message": text, "recipe": recipe}
        return {"code": "MG401", "message": f"{name} has no {asked}.{advice}"}
    where = f"only {api.support.text}" if api.support.text else "on other clients, not on this one"
    return {"code": "MG402", "message": f"{name} has {api.name} {where}.{advice}"}
