"""What records add to a profile, as the text of one that extends it: for a person to review.

Nothing is changed by it: whoever keeps the profile takes over what holds, key by key.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from ...canonical.client import parse_client
from ...canonical.errors import InputError
from ...profiles.registry import Registry
from ...profiles.toml_text import toml_string
from .failed import UNKNOWN
from .findings import HeldRecords, ProbeFinding, SeenClient

if TYPE_CHECKING:
    from ...profiles.model import Api
    from ...profiles.profile import Profile

_SPECIAL: Final = re.compile(r"[.*+?^${}()|\[\]\\]")
_KEY: Final = re.compile(r"[A-Za-z0-9_-]+\Z")
_OWN: Final = ("result.", "params.", "failures.", "call.", "others.")
"""Beginnings of places that have evidence of their own; others speak for the operation."""


def evidence_of(held: HeldRecords, registry: Registry) -> str:
    """The text of a profile that extends the one that records are about: each fact that they show,
    with its evidence and theirs, graded observed; what contradicts the profile as comments.

    Raises `InputError` for records of several vendors: each has a profile of its own.
    """
    vendors = sorted({parse_client(seen.client).vendor for seen in held.seen})
    if len(vendors) != 1:
        text = f"the records are of {', '.join(vendors)}: write the evidence of each by itself"
        raise InputError(text, place="--write-evidence")
    profile = registry.get(vendors[0])
    keys = _source_keys(held.seen, profile)
    parts = [_head(profile), *_sources(held.seen, keys, profile)]
    parts += _contradicted(held)
    good = [item for item in held.findings if item.status != "contradicted"]
    parts += _calling(good, keys, profile)
    for operation in dict.fromkeys(item.operation for item in good if item.operation):
        own = [item for item in good if item.operation == operation]
        parts += _operation(operation, own, keys, profile)
    parts += _members(good)
    return "\n".join(parts) + "\n"


def _head(profile: Profile) -> str:
    return (
        f"# What probes saw of {profile.name}: for review, then for {profile.id}'s own profile.\n"
        "# Evidence is the profile's, with the probe's added; mediaglot profile lint reads it.\n"
        f"\nschema = 1\nextends = {toml_string(profile.id)}\n"
        f"id = {toml_string(profile.id + '-observed')}\n"
        f"name = {toml_string(profile.name + ', as observed')}\n"
        f"namespace = {toml_string(profile.namespace)}\n"
    )


def _source_keys(seen: Iterable[SeenClient], profile: Profile) -> dict[str, str]:
    """A key for each client that the profile's sources do not have."""
    number = 0
    keys: dict[str, str] = {}
    for item in seen:
        number += 1
        while f"P{number}" in profile.sources:
            number += 1
        keys[item.client] = f"P{number}"
    return keys


def _sources(
    seen: Iterable[SeenClient], keys: Mapping[str, str], profile: Profile
) -> Iterator[str]:
    yield "[sources]"
    for item in seen:
        title = f"A probe on {item.client} of {profile.name}"
        where = f"{item.records} records of {'; '.join(item.devices)}"
        yield (
            f"{keys[item.client]} = {{ title = {toml_string(title)}, where = {toml_string(where)}, "
            f'checked = {toml_string(item.days[-1])}, grade = "observed" }}'
        )
    yield ""


def _contradicted(held: HeldRecords) -> Iterator[str]:
    found = held.of("contradicted")
    if found:
        yield "# Contradicted, for a person to decide:"
    for item in found:
        name = f"{item.operation} " if item.operation else ""
        yield f"#   {_plain(f'{name}{item.place}: {item.says}; seen: {item.saw} ({item.client})')}"
    if found:
        yield ""


def _calling(
    found: Sequence[ProbeFinding], keys: Mapping[str, str], profile: Profile
) -> Iterator[str]:
    """How the vendor's functions are called."""
    own = [item for item in found if item.place.startswith("call.")]
    if not own:
        return
    yield "[call]"
    for place in dict.fromkeys(item.place for item in own if item.status == "new"):
        values = [item.value for item in own if item.place == place and item.value is not None]
        if values:
            yield f"{place.removeprefix('call.')} = {_value(values[0])}"
    yield _evidence(profile.call.evidence, own, keys)
    yield ""


def _members(found: Sequence[ProbeFinding]) -> Iterator[str]:
    new = [it for it in found if it.place.startswith("others.") and it.status == "new"]
    if new:
        names = ", ".join(toml_string(str(item.value)) for item in new)
        yield f"# Members of the namespace that the profile does not have: {_plain(names)}"


def _operation(
    operation: str, found: Sequence[ProbeFinding], keys: Mapping[str, str], profile: Profile
) -> Iterator[str]:
    api = profile.api[operation]
    general = [it for it in found if not it.place.startswith(_OWN) and it.place != "answer"]
    for item in found:
        if item.place == "answer":
            yield f"# {operation}: {_plain(item.saw)} ({item.client})"
    if general:
        yield f"[api.{operation}]"
        told = [it.value for it in general if it.place == "support" and it.status == "new"]
        if told:
            yield f"support = {_value(told[0])}"
        yield _evidence(api.evidence, general, keys)
        yield ""
    for place in dict.fromkeys(it.place for it in found if it.place.startswith(_OWN)):
        same = [it for it in found if it.place == place]
        kind, _, name = place.partition(".")
        if kind == "result":
            yield from _field(operation, api, name, same, keys)
        elif kind == "params":
            yield from _param(operation, api, name, same, keys)
        else:
            yield from _failures(operation, api, same, keys)


def _field(
    operation: str, api: Api, path: str, found: Sequence[ProbeFinding], keys: Mapping[str, str]
) -> Iterator[str]:
    facts = api.result.fields.get(path)
    if facts is None:
        for item in found:
            yield f"# {operation}: {_plain(f'{item.place}: {item.saw}')} ({item.client})"
        yield ""
        return
    good = [item for item in found if item.status == "confirmed"]
    if good:
        yield f"[api.{operation}.result.{_key(path)}]"
        yield f"paths = {_value(list(facts.paths))}"
        yield _evidence(facts.evidence or api.result.evidence or api.evidence, good, keys)
        yield ""


def _param(
    operation: str, api: Api, name: str, found: Sequence[ProbeFinding], keys: Mapping[str, str]
) -> Iterator[str]:
    yield f"[api.{operation}.params.{_key(name)}]"
    for item in found:
        if item.status == "new" and isinstance(item.value, Mapping):
            yield from (f"{key} = {_value(value)}" for key, value in item.value.items())
            break
    yield _evidence(api.params[name].evidence or api.evidence, found, keys)
    yield ""


def _failures(
    operation: str, api: Api, found: Sequence[ProbeFinding], keys: Mapping[str, str]
) -> Iterator[str]:
    """Rules for the codes and texts that were seen; those of an unknown kind as comments."""
    for item in found:
        value = item.value
        if not isinstance(value, Mapping):
            continue
        lead = "# " if value["kind"] == UNKNOWN else ""
        text = _said(api.name or operation, value["text"])
        if value["code"] is None and not text:
            continue  # it is told by a field of a success
        yield f"{lead}[[api.{operation}.failures]]"
        yield f"{lead}kind = {toml_string(value['kind'])}{'  # say which' if lead else ''}"
        if value["code"] is not None:
            yield f"{lead}code = {_value(value['code'])}"
        if text and (item.status == "new" or value["code"] is None):
            pattern = _SPECIAL.sub(r"\\\g<0>", text)
            yield f"{lead}pattern = {toml_string(pattern)}"
            yield f"{lead}text = {toml_string(text)}"
        yield lead + _evidence([], [item], keys)
        yield ""


def _said(name: str, text: Any) -> str:
    """What a message says behind the name of the function and what all failures say."""
    if not isinstance(text, str):
        return ""
    return re.sub(rf"^{re.escape(name)}:\s*fail:?\s*", "", text)[:200]


def _evidence(known: Iterable[str], found: Iterable[ProbeFinding], keys: Mapping[str, str]) -> str:
    seen = dict.fromkeys(keys[item.client] for item in found)
    return f"evidence = {_value([*known, *(key for key in seen if key not in known)])}"


def _key(name: str) -> str:
    return name if _KEY.match(name) else toml_string(name)


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return toml_string(value) if isinstance(value, str) else json.dumps(value)


def _plain(text: str) -> str:
    """A text as it may stand in a comment: one line, nothing that ends it."""
    return "".join(char if char.isprintable() else " " for char in text)[:400]
