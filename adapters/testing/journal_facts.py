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
from ..system.speaking import Say


@frozen
class FactSaid:
    """A fact in words, and where it is written; without evidence nothing tells. `values`: what the
    words are filled in with."""

    text: str
    evidence: tuple[Evidence, ...] = ()
    values: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """In English."""
        return self.text.format(*self.values) if self.values else self.text

    def told(self, say: Say) -> str:
        """In the language of a page."""
        return say(self.text, *self.values)


def facts_of_call(view: ClientProfile, name: str, key: str | None = None) -> tuple[FactSaid, ...]:
    """What is known of a function of the vendor, by its key in the profile or its name."""
    api = _api(view, name, key)
    if api is None:
        unknown = "{0}'s profile does not know {1}"
        return (FactSaid(unknown, values=(view.profile.name, name)),)
    said = (api.name, view.profile.name, *filter(None, (api.support.text,)))
    text = "{0} of {1}, {2}" if api.support.text else "{0} of {1}"
    return (FactSaid(text, api.evidence, said),)


def facts_of_scopes(view: ClientProfile, scopes: Iterable[str]) -> tuple[FactSaid, ...]:
    """What the profile says of permissions that a prompt asks for."""
    return tuple(_of_scopes(view, scopes))


def _of_scopes(view: ClientProfile, scopes: Iterable[str]) -> Iterator[FactSaid]:
    for scope in scopes:
        fact = view.profile.scopes.get(scope)
        if fact is not None:
            named = "the permission {0}, asked for as {1}" if fact.name else "the permission {0}"
            found = evidence_of(view.profile, fact.evidence, fact.grade)
            yield FactSaid(named, found, (scope, *filter(None, (fact.name,))))


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
        yield FactSaid("no source says how {0} tells of {1}", (), (view.profile.name, kind))
        return
    found = evidence_of(view.profile, chosen.evidence, chosen.grade)
    text, *values = _told_by(chosen)
    yield FactSaid(text, found or api.evidence, (kind, *values))


def _told_by(chosen: FailureRule) -> tuple[str, ...]:
    """How a kind of failure is told: a text, and what it is filled in with behind the kind."""
    codes = ", ".join(str(code) for code in chosen.code)
    if codes and chosen.text:
        return "{0} is told by code {1} and {2}", codes, repr(chosen.text)
    if codes:
        return "{0} is told by code {1}", codes
    if chosen.text:
        return "{0} is told by {1}", repr(chosen.text)
    return ("{0} has no code of its own",)


def _api(view: ClientProfile, name: str, key: str | None) -> ClientApi | None:
    if key is not None:
        return view.apis.get(key)
    return next((view.apis[it] for it in view.named(name) if it in view.apis), None)
