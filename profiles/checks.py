"""What the schema cannot say about a profile: bounds, evidence, canonical names, references."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ..canonical import requests, results
from ..canonical.errors import KINDS, did_you_mean, shown
from ..canonical.recipes import RECIPES
from ..canonical.vocabulary import API_NAMES, ORIENTATIONS
from ..canonical.vocabulary import KINDS as FILE_KINDS
from . import schema

Path = tuple[str | int, ...]
Problems = Iterator["Problem"]

_BOOLEANS: Final = ("true", "false")


@attrs.frozen
class Problem:
    """One thing wrong: the rule's code, the path of the key in the file, and a sentence."""

    code: str
    path: Path
    message: str


def where(path: Path) -> str:
    """A path as it is written in TOML: ``api.chooseImage.failures[0].kind``."""
    text = ""
    for key in path:
        if isinstance(key, int):
            text += f"[{key}]"
        else:
            plain = key.replace("_", "").replace("-", "").isalnum() and key.isascii()
            shown_key = key if plain else ascii(key[:100]).replace("'", '"')
            text += f".{shown_key}" if text else shown_key
    return text


def _say(code: str, path: Path, message: str) -> Problem:
    return Problem(code, path, f"{where(path)}: {message}")


def _unknown(path: Path, word: str, known: Collection[str], what: str) -> Problem:
    return _say("MG907", path, f"no {what} {word[:60]!r}; {did_you_mean(word, known, what + 's')}")


def problems(profile: schema.Profile) -> Problems:
    """Everything wrong with a profile that its schema accepts."""
    for name, fact in (
        ("call", profile.call),
        ("paths", profile.paths),
    ):
        yield from _evidence(profile, (name,), fact)
    yield from _evidence(profile, ("envelope", "success"), profile.envelope.success)
    yield from _evidence(profile, ("envelope", "failure"), profile.envelope.failure)
    for key, scope in profile.scopes.items():
        yield from _evidence(profile, ("scopes", key), scope)
    for key, service in profile.services.items():
        yield from _evidence(profile, ("services", key), service)
    yield from _failures(profile, ("failures",), profile.failures, [])
    yield from _engine(profile, ("engine",), profile.engine.plain())
    for key, api in profile.api.items():
        yield from _api(profile, key, api)


# --- one API -----------------------------------------------------------------------------------


def _api(profile: schema.Profile, key: str, api: schema.Api) -> Problems:
    path: Path = ("api", key)
    yield from _evidence(profile, path, api)
    yield from _support(profile, path, api.support)
    if api.scope and api.scope not in profile.scopes:
        yield _reference((*path, "scope"), api.scope, profile.scopes, "scope")
    canonical = api.reads_as or key
    if canonical not in API_NAMES:
        at = (*path, "reads_as") if api.reads_as else path
        yield _unknown(at, canonical, API_NAMES, "canonical API")
        return
    options = requests.fields(canonical)
    fields = results.paths(canonical)
    for name, param in api.params.items():
        at = (*path, "params", name)
        if name not in options:
            yield _unknown(at, name, options, f"option of {canonical}")
            continue
        yield from _param(profile, at, param, options, name, api.evidence)
    table: Path = (*path, "result")
    yield from _sources(profile, table, api.result.evidence)
    for name, field in api.result.fields.items():
        at = (*table, name)
        if name not in fields:
            yield _unknown(at, name, fields, f"result path of {canonical}")
            continue
        inherited = api.result.evidence or api.evidence
        yield from _field(profile, at, field, fields[name], name, inherited)
    yield from _failures(profile, (*path, "failures"), api.failures, api.evidence)
    yield from _engine(profile, (*path, "engine"), api.engine.plain())
    yield from _emulation(profile, path, api, {*options, *fields}, options)


def _emulation(
    profile: schema.Profile,
    path: Path,
    api: schema.Api,
    emulated: set[str],
    options: Mapping[str, Any],
) -> Problems:
    for name, recipe in api.emulate.items():
        at = (*path, "emulate", name)
        if name not in emulated:
            yield _unknown(at, name, emulated, "option or result path")
        if recipe not in RECIPES:
            yield _unknown(at, recipe, RECIPES, "recipe")
    for number, recipe in enumerate(api.recipes):
        if recipe not in RECIPES:
            yield _unknown((*path, "recipes", number), recipe, RECIPES, "recipe")
    for number, reroute in enumerate(api.reroute):
        at = (*path, "reroute", number)
        if reroute.to not in profile.api:
            yield _reference((*at, "to"), reroute.to, profile.api, "API of this profile")
        for name, condition in reroute.when.items():
            if name not in options:
                yield _unknown((*at, "when", name), name, options, "option")
                continue
            words = options[name]["words"]
            if condition.only is not None:
                yield from _words((*at, "when", name, "only"), condition.only, words)


# --- options -----------------------------------------------------------------------------------


def _param(
    profile: schema.Profile,
    path: Path,
    param: schema.Param,
    options: Mapping[str, Mapping[str, Any]],
    name: str,
    inherited: list[str],
) -> Problems:
    yield from _evidence(profile, path, param, inherited)
    words = _vocabulary(options[name])
    yield from _words((*path, "values"), param.values, words)
    yield from _words((*path, "misspelt"), param.misspelt.values(), words)
    yield from _words((*path, "fold"), param.fold, words)
    for word, into in param.fold.items():
        yield from _words((*path, "fold", word), into, words)
    if param.of and options.get(param.of, {}).get("kind") not in ("paths", "media_sources"):
        lists = [key for key, item in options.items() if item["kind"] in ("paths", "media_sources")]
        yield _reference((*path, "of"), param.of, lists, "list among the API's options")
    own = list(_facts(profile, path, param, param, options, words))
    yield from own
    broken = any(problem.code == "MG904" for problem in own)  # overlays would repeat it
    for number, overlay in enumerate(param.when):
        at = (*path, "when", number)
        yield from _when(profile, at, overlay)
        yield from _sources(profile, (*at, "evidence"), overlay.evidence)
        for problem in _facts(profile, at, overlay, param, options, words):
            if not (broken and problem.code == "MG904"):
                yield problem


def _facts(
    profile: schema.Profile,
    path: Path,
    facts: schema.ParamFacts,
    param: schema.Param,
    options: Mapping[str, Mapping[str, Any]],
    words: Collection[str],
) -> Problems:
    """Bounds and references of an option, or of an overlay laid over it."""
    yield from _support(profile, path, facts.support)
    for other, only in facts.inert.items():
        at = (*path, "inert", other)
        if other not in options:
            yield _unknown(at, other, options, "option")
        else:
            yield from _words(at, only, options[other]["words"])
    for number, members in enumerate(facts.allowed or ()):
        yield from _words((*path, "allowed", number), members, words)
    given = facts.model_fields_set
    low, high, default = (
        getattr(facts if name in given else param, name) for name in ("min", "max", "default")
    )
    if not given & {"min", "max", "default", "allowed"}:
        return
    for name in ("min", "max", "unconfirmed_max"):
        bound = getattr(facts, name)
        if bound is not None and not math.isfinite(bound):
            yield _say("MG904", (*path, name), "a bound must be a finite number")
    if low is not None and high is not None and low > high:
        yield _say("MG904", (*path, "min"), f"min {low:g} is above max {high:g}")
        return
    if default is None:
        return
    at = (*path, "default") if "default" in given else path
    wrong = _not_a(param.type, default)
    if wrong:
        yield _say("MG904", at, f"the default must be {wrong}, got {shown(default)}")
    elif isinstance(default, str) and words and default not in words:
        yield _say(
            "MG904", at, f"default {default[:60]!r}: {did_you_mean(default, words, 'words')}"
        )
    elif isinstance(default, list):
        combinations = facts.allowed if "allowed" in given else param.allowed
        yield from _default_list(at, default, combinations, words)
    elif isinstance(default, (int, float)) and not isinstance(default, bool):
        if low is not None and default < low:
            yield _say("MG904", at, f"default {default:g} is below min {low:g}")
        if high is not None and default > high:
            yield _say("MG904", at, f"default {default:g} is above max {high:g}")


def _default_list(
    path: Path, default: list[Any], allowed: list[list[str]] | None, words: Collection[str]
) -> Problems:
    for word in default:
        if words and word not in words:
            yield _say(
                "MG904", path, f"default {shown(word)}: {did_you_mean(str(word), words, 'words')}"
            )
    if allowed and set(map(str, default)) not in [set(item) for item in allowed]:
        yield _say("MG904", path, "the default is none of the combinations in `allowed`")


_TYPES: Final[dict[str, tuple[type | tuple[type, ...], str]]] = {
    "integer": (int, "an integer"),
    "number": ((int, float), "a number"),
    "boolean": (bool, "true or false"),
    "string": (str, "a string"),
    "path": (str, "a string"),
    "enum": (str, "a canonical word"),
    "set": (list, "an array of canonical words"),
    "paths": (list, "an array"),
    "strings": (list, "an array"),
    "index": (int, "an integer"),
    "levels": ((int, float, str), "a quality from 0 to 100, or \"none\""),
    "quality": ((int, float, str), "a quality from 0 to 100, or \"none\""),
}  # fmt: skip


def _not_a(kind: str, default: Any) -> str:
    """What a default of this type must be, where it is not."""
    wanted, text = _TYPES.get(kind, (object, ""))
    if isinstance(default, float) and not math.isfinite(default):
        return text or "a finite number"
    if isinstance(default, bool) and kind != "boolean":
        return text
    return "" if isinstance(default, wanted) else text


def _vocabulary(metadata: Mapping[str, Any]) -> tuple[str, ...]:
    if metadata["kind"] == "boolean":
        return _BOOLEANS
    return tuple(metadata["words"])


# --- result fields -----------------------------------------------------------------------------


def _field(
    profile: schema.Profile,
    path: Path,
    field: schema.ResultField,
    metadata: Mapping[str, Any],
    name: str,
    inherited: list[str],
) -> Problems:
    yield from _evidence(profile, path, field, inherited)
    yield from _support(profile, path, field.support)
    words = _vocabulary(metadata)
    if name == "orientation":
        words = tuple(str(number) for number in ORIENTATIONS)
    yield from _words((*path, "values"), field.values, words)
    yield from _words((*path, "misspelt"), field.misspelt.values(), words)
    yield from _words((*path, "nearest"), field.nearest, words)
    yield from _words((*path, "nearest"), field.nearest.values(), words)
    yield from _words((*path, "only"), field.only, FILE_KINDS)
    for number, overlay in enumerate(field.when):
        at = (*path, "when", number)
        yield from _when(profile, at, overlay)
        yield from _sources(profile, (*at, "evidence"), overlay.evidence)
        yield from _support(profile, at, overlay.support)


# --- failures ----------------------------------------------------------------------------------


def _failures(
    profile: schema.Profile, path: Path, rules: list[schema.FailureRule], inherited: list[str]
) -> Problems:
    for number, rule in enumerate(rules):
        at = (*path, number)
        yield from _evidence(profile, at, rule, inherited)
        if rule.kind not in KINDS:
            yield _unknown((*at, "kind"), rule.kind, KINDS, "failure kind")
        if not (rule.code or rule.pattern or rule.text):
            yield _say("MG903", at, "a failure needs a code, a pattern or a text")
        for name in rule.os:
            if name not in profile.os:
                yield _reference((*at, "os"), name, profile.os, "os")


# --- engine sections ---------------------------------------------------------------------------


def _engine(profile: schema.Profile, path: Path, section: Any) -> Problems:
    """Plain data at every depth: evidence and overlays must refer to what is declared."""
    if isinstance(section, list):
        for number, item in enumerate(section):
            yield from _engine(profile, (*path, number), item)
    if not isinstance(section, Mapping):
        return
    for key, value in section.items():
        at = (*path, key)
        if key == "evidence":
            names = [value] if isinstance(value, str) else value
            if isinstance(names, list):
                yield from _sources(profile, at, names)
            else:
                yield _say("MG903", at, f"expected keys of the [sources] table, got {shown(value)}")
        elif key == "when":
            yield from _plain_overlays(profile, at, value)
        else:
            yield from _engine(profile, at, value)


def _plain_overlays(profile: schema.Profile, path: Path, overlays: Any) -> Problems:
    if not isinstance(overlays, list) or not all(isinstance(item, Mapping) for item in overlays):
        yield _say("MG903", path, "expected an array of tables, each with os, surface or version")
        return
    for number, overlay in enumerate(overlays):
        yield from _plain_when(profile, (*path, number), overlay)


def _plain_when(profile: schema.Profile, path: Path, overlay: Mapping[str, Any]) -> Problems:
    try:
        condition = schema.When(
            os=overlay.get("os", []),
            surface=overlay.get("surface", []),
            version=overlay.get("version", ""),
        )
    except ValueError:
        yield _say("MG903", path, "expected os, surface or a version range such as '<5.30'")
        return
    yield from _when(profile, path, condition)


# --- evidence and references -------------------------------------------------------------------


def _evidence(
    profile: schema.Profile, path: Path, fact: schema.Fact, inherited: Iterable[str] = ()
) -> Problems:
    if not fact.evidence and not list(inherited):
        yield _say("MG905", path, 'a fact without evidence; name a source: evidence = "..."')
    yield from _sources(profile, (*path, "evidence"), fact.evidence)


def _sources(profile: schema.Profile, path: Path, keys: Iterable[Any]) -> Problems:
    for key in keys:
        if not isinstance(key, str) or key not in profile.sources:
            yield _reference(path, str(key), profile.sources, "source")


def _reference(path: Path, word: str, known: Iterable[str], what: str) -> Problem:
    names = list(known)
    hint = did_you_mean(word, names, "here") if names else "none is declared"
    return _say("MG908", path, f"no {what} {word[:60]!r}; {hint}")


def _when(profile: schema.Profile, path: Path, when: schema.When) -> Problems:
    for name in when.os:
        if name not in profile.os:
            yield _reference((*path, "os"), name, profile.os, "os")
    for name in when.surface:
        if name not in profile.surfaces:
            yield _reference((*path, "surface"), name, profile.surfaces, "surface")
    if not (when.os or when.surface or when.version):
        yield _say("MG903", path, "an overlay needs os, surface or version")


def _support(profile: schema.Profile, path: Path, support: Any) -> Problems:
    yield from _support_keys(profile, (*path, "support"), support)


def _support_keys(profile: schema.Profile, path: Path, support: Any) -> Problems:
    if not isinstance(support, Mapping):
        return
    for key, item in support.items():
        at = (*path, key)
        if key not in profile.os and key not in profile.surfaces:
            yield _reference(at, key, [*profile.os, *profile.surfaces], "os or surface")
        else:
            yield from _support_keys(profile, at, item)


def _words(path: Path, given: Iterable[str], known: Collection[str]) -> Problems:
    """Words that stand for canonical ones must be among them; an open vocabulary takes all."""
    if not known:
        return
    keyed = isinstance(given, Mapping)
    for word in given:
        if word not in known:
            yield _unknown((*path, word) if keyed else path, str(word), known, "canonical word")
