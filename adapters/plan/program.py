"""The program of one operation of one client: how its messages are read and written, as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final, Literal

from ...canonical.diagnostics import Evidence
from ...canonical.errors import InputError
from ...canonical.operations import OPERATIONS
from ...canonical.recipes import SERVED
from ...canonical.vocabulary import UNSET
from ...profiles.fold import ClientApi, ClientField, ClientParam, ClientProfile
from ...profiles.model import SUCCESS, Level
from ...profiles.table import plain
from .failures import failure_row, failures_of, written_failures
from .kinds import KINDS
from .shapes import OF_LEAVES, inside

if TYPE_CHECKING:
    from .model import (
        FailureWords,
        Place,
        Program,
        ProgramField,
        ProgramParam,
        Test,
    )

_PATH = re.compile(r"([A-Za-z_$][\w$]*)(\[\])?(?:\.([A-Za-z_$][\w$]*))?\Z")
_PLAIN_FACTS: Final = (
    "also", "fold", "lenient", "single", "of", "inert", "required", "entry", "not_honoured",
    "covers", "alone", "together", "left_out", "needs", "cosmetic", "entries", "suffix_of",
    "emulated", "base64_by", "steps", "schemes", "known", "newer",
)  # fmt: skip
_OF_CALLS: Final = (
    "emulate", "recipes", "quirks", "arguments", "returns", "implies", "failed", "always",
    "older_arguments", "code", "message", "nested",
)  # fmt: skip
_OF_FIELDS: Final = (
    "unit", "void", "or_null", "otherwise", "derive", "by", "only", "optional", "open", "as_text",
    "before", "before_by", "member", "asked_of", "base64_by", "modes",
)  # fmt: skip
_UNCONFIRMED: Final = {"soft_min": "unconfirmed_min", "soft_max": "unconfirmed_max"}
SCOPES: Final = "scopes"
"""What the words of an option, or the keys of a result, are of: see `operations.Field`."""
WEAK_GRADES: Final = frozenset({"assumed", "typings"})


def program(view: ClientProfile, api: ClientApi) -> Program:
    """One API of one client as data: how to read and write its messages."""
    facts = api.facts
    with_callbacks = api.operation.form == "options"
    fields = view.profile.envelope.success.fields if with_callbacks else {}
    out: Program = {
        "api": api.canonical,
        "name": api.name,
        "params": sorted(
            (_param(view, api, param) for param in api.params.values()),
            key=lambda item: KINDS[item["kind"]].late,
        ),
        "result": [_result(view, api.canonical, field) for field in api.result.values()],
        "success": {**named(fields, api.name), **facts.success},
        "failures": failures_of(view, api),
    }
    forced = [
        [key, tests(item.when), item.to]
        for key, param in api.params.items()
        for item in param.facts.forced
    ]
    if forced:
        out["forced"] = forced
    neutral = {
        key: option.neutral
        for key, option in OPERATIONS[api.canonical].options.items()
        if option.neutral is not UNSET
        and (key not in api.params or api.params[key].support.status == "no")
    }
    if neutral:
        out["neutral"] = neutral
    if api.receiver:
        out["receiver"] = api.receiver
        out["on"] = view.giver(api.receiver)
    if api.operation.form != "options":
        out["form"] = api.operation.form
    promise = api.promise(view.profile)
    if promise != view.profile.call.promise:
        out["promise"] = promise
    for name in _OF_CALLS:
        if getattr(facts, name):
            out[name] = getattr(facts, name)
    if api.operation.fails:
        out["fails"] = True
    if api.operation.gives:
        out["gives"] = api.operation.gives
    if facts.task:
        out["task"] = facts.task
    outcomes = [
        [{**item.when, **dict.fromkeys(item.lacks)}, item.kind]
        for item in facts.outcomes
        if item.kind != SUCCESS
    ]
    if outcomes:
        out["outcomes"] = outcomes
    answers = [
        [item.when, item.needs, tests(item.told)] for item in facts.outcomes if item.kind == SUCCESS
    ]
    if answers:
        out["answers"] = answers
    return out


def lacking(view: ClientProfile, canonical: str) -> Program:
    """What failures are written with for an operation that the vendor lacks, or never heard of."""
    api = view.apis.get(canonical)
    if api is not None:
        return program(view, api)
    rules = view.rules(canonical)
    return without_operation(canonical, written_failures(rules, view.client.os is None))


def under_its_name(view: ClientProfile, item: Program) -> Program:
    """The program of an operation of another vendor, as a client would have it of whom nothing is
    said: the same names and shapes, this vendor's failures."""
    unnamed = view.client.os is None
    read = [failure_row(rule, unnamed) for rule in view.failures]
    out = item.copy()
    out["failures"] = {"read": read, "write": {}}
    out["success"] = {}
    for name in ("emulate", "recipes", "quirks", "outcomes", "failed"):
        out.pop(name, None)  # type: ignore[misc]
    return out


def named(fields: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Fields of a reply, the function's name in the place of ``{api}`` in their texts."""
    return {
        key: value.replace("{api}", name) if isinstance(value, str) else value
        for key, value in fields.items()
    }


def without_operation(name: str, written: Mapping[str, FailureWords]) -> Program:
    """A program that can only fail."""
    return {
        "api": name,
        "name": name,
        "params": [],
        "result": [],
        "success": {},
        "failures": {"read": [], "write": written},
    }


def _weak(evidence: tuple[Evidence, ...]) -> Literal["assumed", "typings"] | None:
    """The grade of a fact that no vendor document states, else nothing."""
    grades = {item.grade for item in evidence}
    if grades and grades <= WEAK_GRADES:
        return "assumed" if "assumed" in grades else "typings"
    return None


def _idle(view: ClientProfile, api: ClientApi, param: ClientParam) -> dict[str, list[str]]:
    """Of what makes an option inert, that which does so on every client that is meant.

    An os that does not offer a combination takes another, so that the option counts again.
    """
    result: dict[str, list[str]] = {}
    for key, members in param.facts.inert.items():
        other = api.params.get(key)
        if other is None or not other.support.usable:
            continue
        overlays = [
            item.allowed
            for item in other.facts.when
            if not item.os or view.client.os is None or view.client.os in item.os
        ]
        offers = [item for item in (other.facts.allowed, *overlays) if item is not None]
        if all(any(set(offer) == set(members) for offer in item) for item in offers):
            result[key] = members
    return result


def _writable(view: ClientProfile) -> bool:
    """Whether bytes can be put into a file of the user's directory."""
    paths = view.profile.paths
    return SERVED["data_to_file"].keys() <= view.profile.api.keys() and bool(
        paths.user or paths.user_member
    )


def _param(view: ClientProfile, api: ClientApi, param: ClientParam) -> ProgramParam:
    facts = param.facts
    meta = OPERATIONS[api.canonical].options[param.key]
    typed, nests = KINDS[meta.kind].typed, KINDS[meta.kind].nests
    out: ProgramParam = {"key": param.key, "names": param.names, "kind": facts.type or meta.kind}
    if facts.platform_default:
        out["default"] = None
    elif facts.default is not None:
        out["default"] = facts.default
    for bound in ("min", "max", "soft_min", "soft_max"):
        stated = getattr(facts, _UNCONFIRMED.get(bound, bound))
        if stated is not None:
            out[bound] = _whole(stated)
    if facts.allowed is not None:
        out["allowed"] = facts.allowed
    if facts.network is not None:
        out["network"] = facts.network
    if KINDS[out["kind"]].inline and _writable(view):
        out["inline"] = True
    if facts.out_of_range != "unknown":
        out["range"] = facts.out_of_range
    if nests:
        out.update(inside(view, meta, facts))  # type: ignore[typeddict-item]
    elif facts.values:
        out["values"] = [[typed(key), item] for key, item in facts.values.items()]
    elif meta.of == SCOPES:
        out["values"] = [
            [key, scope.name] for key, scope in view.profile.scopes.items() if scope.name
        ]
    if facts.misspelt and not nests:
        out["reads"] = facts.misspelt
    if facts.by_suffix:
        out["by_suffix"] = {
            suffix: facts.values.get(word, word)
            for word, suffixes in facts.by_suffix.items()
            for suffix in suffixes
        }
    if facts.supplied is not None:
        out["supplied"] = facts.supplied
    if facts.levels:
        out["levels"] = [_level(item.level, item) for item in facts.levels]
        out["ranges"] = [[item.upto, item.level] for item in facts.ranges]
    for name in _PLAIN_FACTS:
        if getattr(facts, name):
            out[name] = getattr(facts, name)
    if KINDS[out["kind"]].pointing and "of" not in out:
        out["of"] = _pointed_into(api)
    idle = _idle(view, api, param)
    if idle:
        out["idle"] = idle
    if view.client.os is None:
        deaf = [item for item in facts.when if item.os and item.not_honoured]
        if deaf:  # which os it will be is not known: what one of them ignores may be lost
            words = {word for item in deaf for word in item.not_honoured}
            out["not_honoured"] = sorted({*facts.not_honoured, *words})
            out["not_honoured_on"] = sorted({os for item in deaf for os in item.os})
    for limit in ("low", "high"):
        if getattr(meta, limit) is not None:
            out[limit] = _whole(getattr(meta, limit))
    if meta.words:
        out["words"] = list(meta.words)
    if meta.nullable:
        out["nullable"] = True
    if param.support.status != "yes":
        out["status"] = param.support.status
    if param.support.text:
        out["since"] = param.support.text
    weak = _weak(param.evidence)
    if weak:
        out["grade"] = weak
    return out


def _pointed_into(api: ClientApi) -> str:
    """The list whose entry an option means that names none: the one the operation has."""
    options = OPERATIONS[api.canonical].options
    return next((key for key, option in options.items() if KINDS[option.kind].entries), "")


def _whole(value: float) -> float:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _level(level: int, item: Level) -> list[Any]:
    if item.platform:
        return [level, None]
    return [level, "none" if item.none else item.quality]


def place_of(path: str) -> Place:
    """A vendor's result path as ``[key, is a list, member of an entry or None]``."""
    match = _PATH.match(path)
    if match is None:
        raise InputError(f"expected a result path such as tempFiles[].size, got {path!r}")
    return [match[1], 1 if match[2] else 0, match[3]]


def _result(view: ClientProfile, api: str, field: ClientField) -> ProgramField:
    facts = field.facts
    meta = OPERATIONS[api].result[field.path]
    typed, nests = KINDS[meta.kind].typed, KINDS[meta.kind].nests
    root, many, leaf = place_of(field.path)
    out: ProgramField = {
        "path": field.path,
        "root": root,
        "leaf": leaf,
        "kind": meta.kind,
        "from": [place_of(path) for path in facts.paths],
    }
    if many:
        out["many"] = True
    if facts.beside or facts.legacy:
        out["legacy"] = [place_of(path) for path in (*facts.beside, *facts.legacy)]
    if facts.beside:
        out["beside"] = len(facts.beside)  # of the older places, these first are enumerable
    if nests:
        out.update(inside(view, meta, facts))  # type: ignore[typeddict-item]
    elif facts.values:
        out["values"] = [[typed(key), item] for key, item in facts.values.items()]
    if facts.misspelt and not nests:
        out["reads"] = {key: typed(item) for key, item in facts.misspelt.items()}
    elif meta.words:
        out["words"] = list(meta.words)
    if meta.nullable:
        out["nullable"] = True
    if meta.filled:
        out["filled"] = True
    if facts.scale != 1 and not nests:
        out["scale"] = facts.scale
    if facts.nearest:
        out["nearest"] = [[typed(key), typed(item)] for key, item in facts.nearest.items()]
    if facts.absent is not None:
        out["absent"] = facts.absent
    for name in _OF_FIELDS:
        if nests and name in OF_LEAVES:
            continue
        if getattr(facts, name) not in ("", None, [], {}, False):
            out[name] = getattr(facts, name)
    if meta.low is not None and meta.low < 0:
        out["signed"] = True
    if meta.of == SCOPES:
        out["keys"] = [
            [key, scope.setting or [scope.name]] for key, scope in view.profile.scopes.items()
        ]
    if field.support.status != "yes":
        out["status"] = field.support.status
    return out


def tests(when: Mapping[str, Any]) -> list[Test]:
    """Conditions on canonical options as ``[option, test, wanted]``."""
    return [
        [key, test, wanted] for key, tests in when.items() for test, wanted in plain(tests).items()
    ]
