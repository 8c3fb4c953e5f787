"""A profile as one client sees it: overlays applied, support answered, evidence attached."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Concatenate, Final, ParamSpec, TypeVar

import attrs

from ..canonical.client import Client, parse_version
from ..canonical.diagnostics import Evidence
from ..canonical.errors import InputError, did_you_mean, shown
from ..canonical.operations import OPERATIONS, Operation
from ..canonical.operations.files import MANAGER as FILE_MANAGER
from ..canonical.values import Value
from . import model
from .conditions import Supported, answer, section_with_overlays, with_overlays
from .lazy import Lazy

P = ParamSpec("P")
T = TypeVar("T")
NAMESPACE: Final = "namespace"
REST: Final = "..."
"""Among arguments: an object of the other options."""
"""The receiver of an operation that one vendor has in its namespace, others elsewhere."""


def receiver(key: str, api: model.Api) -> str:
    """The kind of object that an operation of a profile is called on; empty: the namespace."""
    if api.receiver:
        return "" if api.receiver == NAMESPACE else api.receiver
    operation = OPERATIONS.get(api.reads_as or key)
    return operation.receiver if operation is not None else ""


def _internal(key: str, api: model.Api) -> bool:
    operation = OPERATIONS.get(api.reads_as or key)
    return operation is not None and operation.internal


@attrs.frozen(eq=False, repr=False)
class ClientParam(Value):
    """An option on one client: the schema's param with overlays applied."""

    key: str
    facts: model.Param
    support: Supported
    evidence: tuple[Evidence, ...]

    @property
    def names(self) -> list[str]:
        """The vendor's spellings; the first is the one written."""
        return self.facts.name or [self.key]


@attrs.frozen(eq=False, repr=False)
class ClientField(Value):
    """A result field on one client."""

    path: str
    facts: model.ResultField
    support: Supported
    evidence: tuple[Evidence, ...]


@attrs.frozen(eq=False, repr=False)
class ClientApi(Value):
    """One API on one client."""

    key: str
    facts: model.Api
    support: Supported
    params: Mapping[str, ClientParam]
    result: Mapping[str, ClientField]
    failures: tuple[model.FailureRule, ...]
    engine: Mapping[str, Any]
    evidence: tuple[Evidence, ...]

    @property
    def name(self) -> str:
        """The vendor's function."""
        return self.facts.name or self.key

    def promise(self, profile: model.Vendor) -> model.Promises:
        """Whether a call returns a promise: the API's own rule, its receiver's, the vendor's."""
        files = profile.files.promise if self.receiver == FILE_MANAGER else None
        return self.facts.promise or files or profile.call.promise

    @property
    def operation(self) -> Operation:
        """What the canon says of it."""
        return OPERATIONS[self.canonical]

    @property
    def receiver(self) -> str:
        """The kind of object it is called on; empty: the vendor's namespace."""
        return receiver(self.key, self.facts)

    @property
    def canonical(self) -> str:
        """The canonical API it is read as."""
        return self.facts.reads_as or self.key


@attrs.frozen(eq=False, repr=False)
class ClientProfile(Value):
    """A whole vendor on one client."""

    client: Client
    profile: model.Vendor
    apis: Mapping[str, ClientApi]
    failures: tuple[model.FailureRule, ...]
    engine: Mapping[str, Any]
    _made: dict[Any, Any] = attrs.field(factory=dict, init=False, repr=False, eq=False, hash=False)

    def remembered(
        self, make: Callable[Concatenate[ClientProfile, P], T], *args: P.args, **no: P.kwargs
    ) -> T:
        """What ``make``, a function of a module, says of this client: worked out once."""
        key = (make, *args)
        found: T
        if key not in self._made:
            self._made[key] = make(self, *args, **no)
        found = self._made[key]
        return found

    def named_as(self, client: Client) -> ClientProfile:
        """The same for another client on which every fact holds as on this one; raises
        `InputError` for what the profile does not declare."""
        declared(self.profile, client)
        return attrs.evolve(self, client=client)

    def api(self, name: str) -> ClientApi:
        """The API of a canonical or a vendor's own name; raises `InputError`."""
        if not isinstance(name, str):
            raise InputError(f"expected the name of an API, got {shown(name)}")
        name = name.removeprefix(f"{self.profile.namespace}.")
        found = self.apis.get(name)
        if found is None:
            keys = self.named(name)
            others = self.profile.others
            if not keys and name in (*others.names, *others.media):
                text = f"{self.profile.id} has {name}, and its profile says no more of it"
                if name in others.unlike:
                    text = f"{self.profile.id}'s {name} is another function: {others.unlike[name]}"
                if name in others.media:
                    text += ": a function of media that nothing is translated to"
                raise InputError(text)
            if not keys:
                known = {api.name or key for key, api in self.profile.api.items()} | set(self.apis)
                raise InputError(
                    f"{self.profile.id} has no API {name[:60]!r}; "
                    f"{did_you_mean(name, known, 'APIs')}"
                )
            found = self.apis[keys[0]]
        return found

    def named(self, name: str, receiver_: str | None = None) -> list[str]:
        """Keys of the operations that the vendor calls so, of one receiver where it is given."""
        found = self.remembered(_names).get(name, ())
        return [key for key, kind in found if receiver_ in (None, kind)]

    def read_as(self, canonical: str) -> list[str]:
        """Keys of the vendor's functions for one canonical operation, itself first."""
        own = [canonical] if canonical in self.profile.api else []
        return own + self.remembered(_readers).get(canonical, [])

    def rules(self, canonical: str) -> tuple[model.FailureRule, ...]:
        """The vendor's failure rules for an operation; all of them for one that is none."""
        operation = OPERATIONS.get(canonical)
        return self.failures if operation is None else self.rules_of(operation.family)

    def rules_of(self, family: str) -> tuple[model.FailureRule, ...]:
        """The vendor's failure rules that hold in every operation of a family."""
        return self.remembered(_rules_of, family)

    def giver(self, kind: str) -> str:
        """The vendor's function that gives a receiver; empty: there is none."""
        return self.remembered(_givers).get(kind, "")

    def giving(self, kind: str) -> ClientApi | None:
        """The operation that gives a receiver; None: there is none."""
        name = self.giver(kind)
        found = (self.apis[key] for key in self.named(name, "") if key in self.apis) if name else ()
        return next((api for api in found if api.operation.gives == kind), None)


def _names(view: ClientProfile) -> dict[str, list[tuple[str, str]]]:
    """The keys of the vendor's operations and their receivers, by the vendor's name."""
    result: dict[str, list[tuple[str, str]]] = {}
    for key, api in view.profile.api.items():
        if not _internal(key, api):
            result.setdefault(api.name or key, []).append((key, receiver(key, api)))
    return result


def _readers(view: ClientProfile) -> dict[str, list[str]]:
    """The keys of functions that are read as another canonical operation, by that."""
    result: dict[str, list[str]] = {}
    for key, api in view.profile.api.items():
        result.setdefault(api.reads_as, []).append(key)
    return result


def _rules_of(view: ClientProfile, family: str) -> tuple[model.FailureRule, ...]:
    return tuple(rule for rule in view.failures if not rule.family or family in rule.family)


def _givers(view: ClientProfile) -> dict[str, str]:
    """The function that gives each kind of receiver, the first of several."""
    result: dict[str, str] = {}
    for key, api in view.profile.api.items():
        operation = OPERATIONS.get(api.reads_as or key)
        if operation is not None:
            result.setdefault(operation.gives, api.name or key)
    return result


def fold(profile: model.Vendor, client: Client) -> ClientProfile:
    """The profile as ``client`` sees it; raises `InputError` for what it does not declare."""
    declared(profile, client)
    return ClientProfile(
        client=client,
        profile=profile,
        apis=Lazy(profile.api, lambda key: _api(profile, key, profile.api[key], client)),
        failures=_failures(profile.failures, client),
        engine=section_with_overlays(profile.engine, profile, client),
    )


def declared(profile: model.Vendor, client: Client) -> None:
    """Raise `InputError` for a client that a vendor does not have."""
    newest = profile.major
    if client.version is not None and newest is not None and client.version.parts[0] > newest + 1:
        raise InputError(
            f"{profile.name} has no {profile.versions} version {client.version}: the newest are "
            f"{newest}.x; versions of an app are another count"
        )
    if client.os is not None and client.os not in profile.os:
        raise InputError(
            f"{profile.name} has no os {client.os!r}; {did_you_mean(client.os, profile.os, 'os')}"
        )
    if client.surface is not None and client.surface not in profile.surfaces:
        known = profile.surfaces or ["(none)"]
        raise InputError(
            f"{profile.name} has no surface {client.surface!r}; "
            f"{did_you_mean(client.surface, known, 'surfaces')}"
        )


def _api(profile: model.Vendor, key: str, api: model.Api, client: Client) -> ClientApi:
    inherited = api.evidence
    params: dict[str, ClientParam] = {}
    for name, param in api.params.items():
        if param.support is False:  # a variant's: its base has it
            continue
        facts = with_overlays(param, profile, client)
        if facts.type is None:
            facts = facts.evolve(type=OPERATIONS[api.reads_as or key].options[name].kind)
        params[name] = ClientParam(
            name,
            facts,
            answer(facts.support, profile, client),
            evidence(profile, facts.evidence or inherited, facts.grade),
        )
    result: dict[str, ClientField] = {}
    for path, field in api.result.fields.items():
        if field.support is False:
            continue
        shown = with_overlays(field, profile, client)
        result[path] = ClientField(
            path,
            shown,
            answer(shown.support, profile, client),
            evidence(profile, shown.evidence or api.result.evidence or inherited, shown.grade),
        )
    return ClientApi(
        key=key,
        facts=api,
        support=answer(api.support, profile, client),
        params=params,
        result=result,
        failures=_failures(api.failures, client),
        engine=section_with_overlays(api.engine, profile, client),
        evidence=evidence(profile, inherited, api.grade),
    )


def _failures(rules: Iterable[model.FailureRule], client: Client) -> tuple[model.FailureRule, ...]:
    """The rules that can apply: those of the client's os first, those of others left out."""
    mine = [rule for rule in rules if not rule.os or client.os is None or client.os in rule.os]
    return tuple(sorted(mine, key=lambda rule: not (rule.os and client.os in rule.os)))


def evidence(
    profile: model.Vendor, keys: Iterable[str], grade: str | None = None
) -> tuple[Evidence, ...]:
    """The evidence behind source keys; a broken key is lint's to report."""
    result = []
    for key in keys:
        source = profile.sources.get(key)
        if source is not None:
            result.append(Evidence(key, source.where, source.checked, str(grade or source.grade)))
    return tuple(result)


def evidence_of_first(profile: model.Vendor, *facts: model.Fact | None) -> tuple[Evidence, ...]:
    """The evidence of the first of these facts that has any."""
    for fact in facts:
        if fact is not None and fact.evidence:
            return evidence(profile, fact.evidence, fact.grade)
    return ()


def parts_of(facts: model.Instances, client: Client) -> dict[str, str]:
    """The parts of a page's or component's definition that a client has: part -> its key. Where
    the client's version is not said, it is taken as one that has them."""
    version = client.version
    return {
        part: key
        for part, key in facts.parts.items()
        if version is None or part not in facts.since or version >= parse_version(facts.since[part])
    }
