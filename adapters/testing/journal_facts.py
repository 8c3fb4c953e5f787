"""Why a client did what it did: the facts and rules that decided, each by its evidence."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from typing import Any

from attrs import frozen

from ...canonical.diagnostics import Evidence
from ...canonical.errors import MediaglotError
from ...canonical.rules import rule
from ...profiles.fold import ClientApi, ClientProfile
from ...profiles.fold import evidence as evidence_of
from ...profiles.model import FailureRule
from ..host.host import BaseHost
from ..host.reply import Reply
from ..messages.translate import read_failure


@frozen
class FactSaid:
    """A fact in words, and where it is written; without evidence nothing tells."""

    words: str
    evidence: tuple[Evidence, ...] = ()


def facts_of_call(view: ClientProfile, name: str, key: str | None = None) -> tuple[FactSaid, ...]:
    """What is known of a function of the vendor, by its key in the profile or its name."""
    api = _api(view, name, key)
    if api is None:
        return (FactSaid(f"{view.profile.name}'s profile does not know {name}"),)
    support = f", {api.support.text}" if api.support.text else ""
    return (FactSaid(f"{api.name} of {view.profile.name}{support}", api.evidence),)


def facts_of_scopes(view: ClientProfile, scopes: Iterable[str]) -> tuple[FactSaid, ...]:
    """What the profile says of permissions that a prompt asks for."""
    return tuple(_of_scopes(view, scopes))


def _of_scopes(view: ClientProfile, scopes: Iterable[str]) -> Iterator[FactSaid]:
    for scope in scopes:
        fact = view.profile.scopes.get(scope)
        if fact is not None:
            named = f", asked for as {fact.name}" if fact.name else ""
            found = evidence_of(view.profile, fact.evidence, fact.grade)
            yield FactSaid(f"the permission {scope}{named}", found)


def facts_of_reply(view: ClientProfile, reply: Reply, key: str) -> tuple[FactSaid, ...]:
    """What decided a reply: the rules that its diagnostics name, and how a failure is told."""
    found = [
        FactSaid(f"{it.code} {rule(it.code).name}: {it.message}", it.evidence)
        for it in reply.diagnostics
    ]
    failure = reply.failure
    if failure is not None:
        found += _of_kind(view, _api(view, reply.api, key), failure.kind, failure.code)
    return tuple(found)


def facts_of_failure(host: BaseHost, name: str, value: Any) -> tuple[FactSaid, ...]:
    """How a failed reply is told, where the profile knows its kind."""
    with contextlib.suppress(MediaglotError, KeyError, TypeError):
        known = read_failure(name, value, read=host.view.client, registry=host.registry).value
        api = _api(host.view, name, None)
        return tuple(_of_kind(host.view, api, known.kind, known.code))
    return ()


def _of_kind(
    view: ClientProfile, api: ClientApi | None, kind: str, code: Any
) -> Iterator[FactSaid]:
    """The rule by which a failure is told: the one of its code, else the first of its kind."""
    if api is None:
        return
    rules = [it for it in (*api.failures, *view.rules(api.canonical)) if it.kind == kind]
    chosen = next((it for it in rules if code is not None and code in it.code), None)
    chosen = chosen or next(iter(rules), None)
    if chosen is None:
        yield FactSaid(f"no source says how {view.profile.name} tells of {kind}")
        return
    found = evidence_of(view.profile, chosen.evidence, chosen.grade)
    yield FactSaid(_told_by(kind, chosen), found or api.evidence)


def _told_by(kind: str, chosen: FailureRule) -> str:
    codes = ", ".join(str(code) for code in chosen.code)
    words = " and ".join(
        filter(None, (codes and f"code {codes}", chosen.text and repr(chosen.text)))
    )
    return f"{kind} is told by {words}" if words else f"{kind} has no code of its own"


def _api(view: ClientProfile, name: str, key: str | None) -> ClientApi | None:
    if key is not None:
        return view.apis.get(key)
    return next((view.apis[it] for it in view.named(name) if it in view.apis), None)
