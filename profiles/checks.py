"""What the schema cannot say about a profile: bounds, evidence, canonical names, references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from ..canonical.failures import KINDS
from ..canonical.operations import OPERATIONS, RECEIVERS, Field
from ..canonical.operations.device import ASKED
from ..canonical.recipes import RECIPES
from ..canonical.vocabulary import KINDS as FILE_KINDS
from ..canonical.vocabulary import ORIENTATIONS
from . import checks_config, checks_engine, checks_markup, checks_names, checks_nested, model
from .checks_nested import vocabulary
from .checks_params import param_problems
from .fold import NAMESPACE, REST, receiver
from .model import SUCCESS
from .problems import (
    Path,
    Problem,
    Problems,
    broken,
    has_evidence,
    known_sources,
    known_support,
    known_when,
    known_words,
    say,
    unknown,
)
from .table import Table


def problems(profile: model.Vendor) -> Problems:
    """Everything wrong with a profile that its schema accepts."""
    yield from _sections(profile, (), profile)
    yield from _sections(profile, ("envelope",), profile.envelope)
    for key, source in profile.sources.items():
        if not _is_day(source.checked):
            text = f"there is no such day as {source.checked}"
            yield say("MG903", ("sources", key, "checked"), text)
    for number, clue in enumerate(profile.detect):
        yield from _clue(profile, ("detect", number), clue)
    for key, scope in profile.scopes.items():
        yield from has_evidence(profile, ("scopes", key), scope)
    others = profile.others
    for name in others.unlike:
        if name not in (*others.names, *others.media):
            yield unknown(
                ("others", "unlike", name), name, [*others.names, *others.media], "function"
            )
    yield from checks_names.of_vendor(profile)
    yield from checks_markup.of_vendor(profile)
    yield from checks_config.of_vendor(profile)
    yield from _failures(profile, ("failures",), profile.failures, [])
    yield from checks_engine.of_vendor(profile)
    functions: dict[tuple[str, str], str] = {}
    for key, api in profile.api.items():
        yield from _api(profile, key, api)
        operation = OPERATIONS.get(api.reads_as or key)
        if operation is not None and operation.internal:
            continue
        first = functions.setdefault((api.name or key, receiver(key, api)), key)
        if first != key:
            at = ("api", key, "name") if api.name else ("api", key)
            yield say("MG903", at, f"{(api.name or key)!r} is the function of {first} already")


def _sections(
    profile: model.Vendor, path: Path, table: Table, inherited: Iterable[str] = ()
) -> Problems:
    """The evidence of a table's own tables, and of those in them: one is had from around it."""
    for name in table.given:
        fact = getattr(table, name)
        if isinstance(fact, model.Fact) and fact.given:
            yield from has_evidence(profile, (*path, name), fact, inherited)
            yield from _sections(profile, (*path, name), fact, [*inherited, *fact.evidence])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def misnamed(path: Path, api: Any) -> Problem | None:
    """The table on the way to a key that no API or option has the name of, if one is there.

    ``api``: what the file says of that API, unchecked.
    """
    name = str(path[1])
    older = api.get("reads_as") if isinstance(api, Mapping) else None
    canonical = older if isinstance(older, str) else name
    if canonical not in OPERATIONS:
        return None if older else unknown(path[:2], name, OPERATIONS, "canonical API")
    options = OPERATIONS[canonical].options
    if path[2:3] == ("params",) and len(path) > 3 and path[3] not in options:
        return unknown(path[:4], str(path[3]), options, f"option of {canonical}")
    return None


def _clue(profile: model.Vendor, path: Path, clue: model.Clue) -> Problems:
    yield from has_evidence(profile, path, clue)
    if clue.by_name and (len(profile.detect) > 1 or clue.has or clue.lacks or clue.field):
        yield say("MG903", (*path, "by_name"), "who is known by name alone has no other clue")
    if not (clue.has or clue.lacks or clue.field or clue.by_name):
        yield say("MG903", path, "a clue needs has, lacks, or a field and its words")
    if bool(clue.field) != bool(clue.words):
        yield say("MG903", path, "a clue needs field and words together")
    if clue.field and ASKED not in profile.api:
        yield broken((*path, "field"), ASKED, profile.api, "API of this profile")


# --- one API -----------------------------------------------------------------------------------


def _api(profile: model.Vendor, key: str, api: model.Api) -> Problems:
    path: Path = ("api", key)
    yield from has_evidence(profile, path, api)
    yield from known_support(profile, path, api.support)
    if api.scope and api.scope not in profile.scopes:
        yield broken((*path, "scope"), api.scope, profile.scopes, "scope")
    yield from _like(profile, path, api)
    canonical = api.reads_as or key
    if canonical not in OPERATIONS:
        at = (*path, "reads_as") if api.reads_as else path
        yield unknown(at, canonical, OPERATIONS, "canonical API")
        return
    options = OPERATIONS[canonical].options
    fields = OPERATIONS[canonical].result
    types: dict[str, tuple[str, str]] = {}
    for name, param in api.params.items():
        at = (*path, "params", name)
        kind = param.type or (options[name].kind if name in options else "")
        for spelling in (*(param.name or [name]), *param.also):
            type_, first = types.setdefault(spelling, (kind, name))
            if type_ != kind:  # one that means two things of a type is no contradiction
                there = (*at, "name") if spelling in param.name else at
                text = f"{spelling!r} is {type_} as {first}, and {kind} here"
                yield say("MG903", there, text)
        if name not in options:
            yield unknown(at, name, options, f"option of {canonical}")
            continue
        yield from param_problems(profile, at, param, options, name, api.evidence)
    table: Path = (*path, "result")
    yield from known_sources(profile, table, api.result.evidence)
    for name, field in api.result.fields.items():
        at = (*table, name)
        if name not in fields:
            yield unknown(at, name, fields, f"result path of {canonical}")
            continue
        inherited = api.result.evidence or api.evidence
        yield from _field(profile, at, field, fields[name], name, inherited)
    for table_name in ("arguments", "older_arguments", "implies", "fixed"):
        for name in getattr(api, table_name):
            if name not in options and not (table_name == "arguments" and name == REST):
                yield unknown((*path, table_name), name, options, f"option of {canonical}")
    for name in api.always:
        if name not in fields:
            yield unknown((*path, "always", name), name, fields, f"result path of {canonical}")
    if api.returns and api.returns not in fields:
        yield unknown((*path, "returns"), api.returns, fields, f"result path of {canonical}")
    if api.receiver and api.receiver not in (NAMESPACE, *RECEIVERS):
        yield unknown((*path, "receiver"), api.receiver, (NAMESPACE, *RECEIVERS), "receiver")
    for number, outcome in enumerate(api.outcomes):
        at = (*path, "outcomes", number)
        if outcome.kind not in (SUCCESS, *KINDS):
            yield unknown((*at, "kind"), outcome.kind, (SUCCESS, *KINDS), "failure kind")
        for name in outcome.told:
            if name not in fields:
                yield unknown((*at, "told", name), name, fields, f"result path of {canonical}")
    for name in api.unneeded or ():
        if name not in fields:
            yield unknown((*path, "unneeded"), name, fields, f"result path of {canonical}")
    yield from _failures(profile, (*path, "failures"), api.failures, api.evidence)
    yield from checks_engine.of_section(profile, (*path, "engine"), api.engine)
    yield from _emulation(profile, path, api, {*options, *fields}, options)


def _like(profile: model.Vendor, path: Path, api: model.Api) -> Problems:
    """Whether the operation that one is like is there, and is not like it in turn."""
    seen = [str(path[1])]
    while api.like:
        if api.like not in profile.api:
            if len(seen) == 1:
                yield broken((*path, "like"), api.like, profile.api, "API of this profile")
            return
        seen.append(api.like)
        if api.like in seen[:-1]:
            yield say("MG903", (*path, "like"), f"leads in a circle ({' -> '.join(seen)[:200]})")
            return
        api = profile.api[api.like]


def _emulation(
    profile: model.Vendor,
    path: Path,
    api: model.Api,
    emulated: set[str],
    options: Mapping[str, Field],
) -> Problems:
    for name, recipe in api.emulate.items():
        at = (*path, "emulate", name)
        if name not in emulated:
            yield unknown(at, name, emulated, "option or result path")
        if recipe not in RECIPES:
            yield unknown(at, recipe, RECIPES, "recipe")
    for number, recipe in enumerate(api.recipes):
        if recipe not in RECIPES:
            yield unknown((*path, "recipes", number), recipe, RECIPES, "recipe")
    for number, reroute in enumerate(api.reroute):
        at = (*path, "reroute", number)
        if reroute.to not in profile.api:
            yield broken((*at, "to"), reroute.to, profile.api, "API of this profile")
        for name, condition in reroute.when.items():
            if name not in options:
                yield unknown((*at, "when", name), name, options, "option")
                continue
            words = options[name].words
            if condition.only is not None:
                yield from known_words((*at, "when", name, "only"), condition.only, words)


# --- result fields -----------------------------------------------------------------------------


def _field(
    profile: model.Vendor,
    path: Path,
    field: model.ResultField,
    metadata: Field,
    name: str,
    inherited: list[str],
) -> Problems:
    yield from has_evidence(profile, path, field, inherited)
    yield from known_support(profile, path, field.support)
    words = vocabulary(metadata)
    yield from checks_nested.members(profile, path, field, metadata)
    if name == "orientation":
        words = tuple(str(number) for number in ORIENTATIONS)
    yield from known_words((*path, "values"), field.values, words)
    yield from known_words((*path, "misspelt"), field.misspelt.values(), words)
    yield from known_words((*path, "nearest"), field.nearest, words)
    yield from known_words((*path, "nearest"), field.nearest.values(), words)
    yield from known_words((*path, "only"), field.only, FILE_KINDS)
    for number, overlay in enumerate(field.when):
        at = (*path, "when", number)
        yield from known_when(profile, at, overlay)
        yield from known_sources(profile, (*at, "evidence"), overlay.evidence)
        yield from known_support(profile, at, overlay.support)


# --- failures ----------------------------------------------------------------------------------


def _failures(
    profile: model.Vendor, path: Path, rules: list[model.FailureRule], inherited: list[str]
) -> Problems:
    for number, rule in enumerate(rules):
        at = (*path, number)
        yield from has_evidence(profile, at, rule, inherited)
        if rule.kind not in KINDS:
            yield unknown((*at, "kind"), rule.kind, KINDS, "failure kind")
        if not (rule.code or rule.pattern or rule.reads or rule.text):
            yield say("MG903", at, "a failure needs a code, a pattern or a text")
        for name in rule.os:
            if name not in profile.os:
                yield broken((*at, "os"), name, profile.os, "os")
        if rule.family and path[0] == "api":
            yield say("MG903", (*at, "family"), "only a rule of all operations may name families")
