"""Which operations a runtime has, and what it does with those that the target lacks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ...canonical import requests
from ...canonical.client import parse_client
from ...canonical.errors import InputError, did_you_mean
from ...canonical.operations import FAMILIES, OPERATIONS
from ...canonical.operations.model import ENDS
from ...profiles.fold import receiver
from ...profiles.model import Api, Vendor
from ..plan.pair import client_profile
from ..plan.program import under_its_name

if TYPE_CHECKING:
    from ..plan.model import PlanEntry, Program
    from ..plan.pair import Plan

CANONICAL: Final = "canonical"


def wanted(read: str, only: Sequence[str] | None) -> frozenset[str] | None:
    """The keys of the APIs asked for by name; ``None``: all."""
    if only is None:
        return None
    if read == CANONICAL:
        if "media" in only:
            return None
        for name in only:
            if name not in requests.REQUESTS:
                raise InputError(
                    f"no canonical API {name!r}; {did_you_mean(name, requests.REQUESTS, 'APIs')}"
                )
        return frozenset(only)
    view = client_profile(parse_client(read))
    keys: set[str] = set()
    for name in only:
        if name in FAMILIES:
            keys.update(key for key, api in view.profile.api.items() if _family(key, api) == name)
        elif name == view.profile.paths.user_member.partition(".")[0]:
            keys.add(name)
        else:
            found = view.api(name)
            keys.update(key for key, api in view.apis.items() if api.name == found.name)
    return frozenset(keys)


def known_names(read: str) -> list[str]:
    """What the namespace of a client has by its profile, and ``canIUse``."""
    view = client_profile(parse_client(read))
    names = {api.name for key, api in view.apis.items() if not receiver(key, view.profile.api[key])}
    return sorted(names | {"canIUse"})


def with_objects(compiled: Plan, chosen: Collection[str]) -> frozenset[str]:
    """The operations asked for, with what is called on the objects that they give where that is
    not the same on the target, and with what gives the objects that they are called on."""
    keys = set(chosen)
    seen: set[str | None] = {None}
    while fresh := _given(compiled, keys) - seen:
        seen |= fresh
        for kind in fresh:
            keys |= _unlike(compiled, kind)
    own = compiled.read.profile
    kinds = {receiver(key, own.api[key]) for key in keys & set(own.api)}
    return frozenset(keys | givers(own, kinds).keys())


def _given(compiled: Plan, keys: Collection[str]) -> set[str | None]:
    """The kinds of the objects that operations give."""
    return {compiled.apis[key]["read"].get("gives") for key in keys if key in compiled.apis}


def _unlike(compiled: Plan, kind: str | None) -> set[str]:
    """What is called on objects of a kind; nothing where all of it is the same on the target."""
    rows = {
        key: entry
        for key in compiled.apis
        if (entry := compiled.apis[key])["read"].get("receiver") == kind
        and (entry["routes"] or entry["read"]["api"].startswith(ENDS))  # which it ends by itself
    }
    return set() if all(_alike(compiled, entry) for entry in rows.values()) else set(rows)


_SHAPE: Final = (
    "name", "receiver", "form", "arguments", "older_arguments", "returns", "recipes", "params",
    "result", "implies",
    "outcomes", "answers", "always", "failed", "fails", "code", "message", "nested", "promise",
)  # fmt: skip


def _alike(compiled: Plan, entry: PlanEntry) -> bool:
    """Whether a call on an object says and hears the same on the target."""
    if not entry["routes"]:
        return False
    read, way = entry["read"], entry["routes"][0]
    mine, theirs = (compiled.sides[side] for side in ("read", "write"))
    plain = "form" not in read
    fails = plain or "fails" in read  # it says what failed in the vendor's own words
    return (
        not way["when"]
        and all(read.get(name) == way["program"].get(name) for name in _SHAPE)
        and (not plain or mine["promise"] == theirs["promise"])
        and (
            not fails
            or (
                mine["envelope"] == theirs["envelope"]
                and read["failures"] == way["program"]["failures"]
            )
        )
    )


def _family(key: str, api: Api) -> str:
    return OPERATIONS[api.reads_as or key].family


def givers(profile: Vendor, kinds: Collection[str]) -> dict[str, str]:
    """The operations that give an object of some kinds, and do no more: by key, the kind."""
    result: dict[str, str] = {}
    for key, api in profile.api.items():
        operation = OPERATIONS[api.reads_as or key]
        if operation.gives in kinds and operation.form == "factory" and not receiver(key, api):
            result[key] = operation.gives
    return result


def handed_on(compiled: Plan, key: str) -> PlanEntry:
    """The entry of an operation; one of which the target's profile says nothing is called under
    its own name, where the client has it."""
    entry = compiled.apis[key]
    item = entry["read"]
    if entry["routes"] or item["api"] in compiled.write.apis or "unlike" in entry:
        return entry
    own = under_its_name(compiled.write, item)
    return {"read": item, "routes": [{"to": key, "when": [], "program": own}]}


def plain(entry: PlanEntry) -> bool:
    """Whether an operation is called with options, on the namespace or on an object."""
    return entry["read"].get("form", "options") == "options"


def there(entries: Mapping[str, PlanEntry]) -> dict[str, PlanEntry]:
    """The entries without the functions that answer at once and that the target has not: a
    program looks whether they are there; one that is another function there throws. And without
    members of the target's objects of which nothing is known: what the client has of that name is
    its own."""
    kinds = {entry["read"].get("receiver") for entry in entries.values()}
    return {
        key: entry
        for key, entry in entries.items()
        if not entry.get("unsaid")
        and (
            entry["routes"]
            or entry.get("refuse", {}).get("recipe")
            or "unneeded" in entry
            or "unlike" in entry
            or entry["read"].get("form") in (None, "listener")
            or entry["read"].get("gives", "") in kinds
        )
    }


def passed_on(entry: PlanEntry) -> PlanEntry:
    """The entry of a call that goes to the client as it is."""
    out = entry.copy()
    out["routes"] = []
    out.pop("refuse", None)
    return out


def mute(entry: PlanEntry) -> Program:
    """The program of an operation for which the target has no function: without a recipe it can
    only fail, be passed on, or be told that nothing needed doing."""
    item = entry["read"]
    if entry.get("refuse", {}).get("recipe"):
        return item
    result = item["result"] if "unneeded" in entry else []
    return {**item, "params": [], "result": result, "forced": []}
