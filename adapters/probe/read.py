"""Records of a probe held against the profiles they are about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import attrs

from ...canonical.errors import InputError, did_you_mean
from ...profiles import loader
from ...profiles.fold import ClientApi
from ...profiles.registry import Registry
from ..messages.dialect import Dialect, dialect
from . import failed, succeeded
from .cases import SUCCESS, Case, cases
from .findings import HeldRecords, ProbeFinding, Said, SeenClient, Status
from .plan import ProbePlan, plan_of
from .records import ProbeRecord
from .whose import client_of

MOST: Final = 20_000
"""Different findings that are kept; a file that has more is no probe's."""
CLIENTS: Final = 100
"""Different clients that are read; devices and days of each that are told."""
ANSWERS: Final = frozenset({"success", "returned", "heard"})


@attrs.frozen(eq=False)
class KnownClient:
    """A client that records come from: how its messages are read, and what is asked of it."""

    dialect: Dialect
    plan: ProbePlan


@attrs.define(eq=False)
class ProbeReader:
    """Takes in records and holds each against its profile. ``client``: whose they all are, instead
    of what each says of its device."""

    registry: Registry = attrs.field(factory=loader.current)
    client: str = ""
    _clients: dict[str, KnownClient] = attrs.field(factory=dict, init=False)
    _found: dict[tuple[str, ...], ProbeFinding] = attrs.field(factory=dict, init=False)
    _covered: dict[str, set[str]] = attrs.field(factory=dict, init=False)
    _reasons: dict[tuple[str, str], str] = attrs.field(factory=dict, init=False)
    _seen: dict[str, tuple[dict[str, None], dict[str, None], int]] = attrs.field(
        factory=dict, init=False
    )

    def add(self, record: ProbeRecord) -> None:
        """Take in a record. Raises `InputError` for one that is of no profile."""
        name = self.client or client_of(record.vendor, record.device, self.registry)
        known = self._known(name)
        if name.partition("/")[0].partition("@")[0] != record.vendor:
            raise InputError(f"a record of {record.vendor[:40]}, where {name} is meant")
        found = list(self._of(known, record))
        days, devices, count = self._seen.get(name, ({}, {}, 0))
        if len(days) < CLIENTS:
            days[record.date] = None
        model = " ".join(record.device.get(key, "") for key in ("brand", "model")).strip()
        if len(devices) < CLIENTS:
            system = record.device.get("system") or "no system said"
            devices[f"{model or 'a device'}, {system}"] = None
        self._seen[name] = (days, devices, count + 1)
        step = f"{record.operation}/{record.case}"
        for status, place, says, saw, value in found:
            operation = "" if place.startswith(("call.", "others")) else record.operation
            finding = ProbeFinding(
                status, name, operation, place, says, saw, record.place, record.case, value
            )
            earlier = self._found.get(finding.key)
            if earlier is not None:
                finding = attrs.evolve(earlier, times=earlier.times + 1)
            elif len(self._found) >= MOST:
                raise InputError(f"more than {MOST:,} findings that differ: no probe writes those")
            self._found[finding.key] = finding
        if found:
            self._covered.setdefault(name, set()).add(step)
        else:
            self._reasons[name, step] = _reason(record)

    def _known(self, name: str) -> KnownClient:
        if name not in self._clients:
            if len(self._clients) >= CLIENTS:
                raise InputError(f"records of more than {CLIENTS} clients: read them in parts")
            reads = dialect(name, self.registry)
            known = cases()
            costly = [key for key in known.costly if key in reads.view.profile.apis]
            plan = plan_of(reads.view, known, include=costly)
            self._clients[name] = KnownClient(reads, plan)
        return self._clients[name]

    def _of(self, known: KnownClient, record: ProbeRecord) -> Iterator[Said]:
        view = known.dialect.view.profile
        if record.outcome == "members":
            yield from members(known, record)
            return
        api = view.apis.get(record.operation)
        if api is None:
            hint = did_you_mean(record.operation, list(view.apis), "operations")
            text = f"{view.profile.id} has no operation {record.operation[:60]!r}; {hint}"
            raise InputError(text, place="operation")
        step = known.plan.step(record.operation, record.case)
        case = step.case if step is not None else Case(record.case)
        if record.outcome == "missing":
            yield from _there(api, there=False)
        elif record.outcome == "silent":
            if api.operation.form != "listener" and not case.act:
                yield "new", "answer", "it answers", "no answer in time", None
        elif record.outcome != "skipped":
            yield from _there(api, there=True)
            yield from _answered(known, api, case, record)

    def finish(self) -> HeldRecords:
        """What all records came to."""
        uncovered: dict[str, dict[str, str]] = {}
        for name, known in self._clients.items():
            covered = self._covered.get(name, set())
            rest = {
                step.name: self._reasons.get((name, step.name), "no record")
                for step in known.plan.steps
                if step.name not in covered and not step.why
            }
            uncovered[name] = rest
        seen = tuple(
            SeenClient(name, tuple(sorted(days)), tuple(devices), count)
            for name, (days, devices, count) in self._seen.items()
        )
        unasked = {name: dict(known.plan.left_out) for name, known in self._clients.items()}
        return HeldRecords(tuple(self._found.values()), seen, uncovered, unasked)


def _reason(record: ProbeRecord) -> str:
    reply = record.reply if isinstance(record.reply, Mapping) else {}
    if record.outcome == "skipped":
        return str(reply.get("why", "it could not be called"))[:200]
    return {"silent": "no answer in time", "fail": "it failed, as what was done does not say"}.get(
        record.outcome, "its answer says nothing of the profile"
    )


def _there(api: ClientApi, *, there: bool) -> Iterator[Said]:
    """Whether the function is there, held against the profile's support."""
    status, since = api.support.status, api.support.text
    saw = "it is there" if there else "it is not there"
    said = {"yes": True, "no": False}.get(status)
    if said is None:
        yield "new", "support", f"{status}{f': {since}' if since else ''}", saw, there
    elif said == there:
        yield "confirmed", "support", since or ("yes" if said else "no"), saw, there
    else:
        yield "contradicted", "support", since or ("yes" if said else "no"), saw, there


def members(known: KnownClient, record: ProbeRecord) -> Iterator[Said]:
    """The members of the namespace, held against what the profile has."""
    found = record.reply if isinstance(record.reply, Mapping) else {}
    view = known.dialect.view.profile
    own: dict[str, ClientApi] = {}
    for key in view.apis:
        api = view.apis[key]
        if not api.receiver and not api.operation.internal:
            own[api.name] = api
    listed = {*view.profile.others.names, *cases().alike}
    for name, kind in found.items():
        there = kind != "undefined"
        api_ = own.get(name)
        if api_ is None:
            if there and name not in listed:
                text = f"{name}: a {str(kind)[:20]}"
                yield "new", f"others.{name[:60]}", "the profile has no such member", text, name
            continue
        if api_.support.status == "no" and there:
            yield "contradicted", f"others.{name}", "it is not there", "it is there", True
        elif api_.support.status == "no":
            yield "confirmed", f"others.{name}", "it is not there", "it is not there", False
    for name, api_ in own.items():
        if api_.support.status == "yes" and found.get(name, "undefined") == "undefined":
            yield "contradicted", f"others.{name}", "it is there", "it is not there", False


def _answered(
    known: KnownClient, api: ClientApi, case: Case, record: ProbeRecord
) -> Iterator[Said]:
    """What an answer says, success or failure."""
    profile = known.dialect.view.profile.profile
    operation = api.operation
    if operation.form == "options":
        yield from _promise(api, case, record, api.promise(profile))
        yield from _order(profile.call.order, "order" in profile.call.given, record)
    if operation.form == "factory" and isinstance(record.reply, Mapping):
        yield from succeeded.given(known.dialect.view.profile, api, record.reply)
    if record.outcome == "value" or operation.form == "factory":
        return
    if record.outcome == "complete":
        yield "new", "answer", "success or fail", "complete alone", None
        return
    if record.outcome == "returned" and case.bare:
        return
    reply = _reply(api, record)
    threw = record.outcome == "threw"
    if threw and operation.form != "at_once":
        yield "new", "answer", "a callback", f"it threw {_brief(reply)}", None
        return
    if threw and profile.files.sync != "throws":
        yield "contradicted", "at_once", "what fails is returned", f"it threw {_brief(reply)}", None
    if threw or record.outcome == "fail" or known.dialect.failed(api.key, reply):
        yield from failed.held(known.dialect, api, case, reply, told=record.outcome)
        return
    if case.expects not in ("", SUCCESS):
        if not case.act:
            saw = f"it succeeded: {_brief(reply)}"
            yield "contradicted", f"failures.{case.expects}", "it fails", saw, None
        return
    yield from succeeded.held(known.dialect, api, case, reply, record)


def _reply(api: ClientApi, record: ProbeRecord) -> Mapping[str, Any]:
    """What came back as a reply: what is returned by itself under its name."""
    value = record.reply
    field = api.result.get(api.facts.returns)
    if record.outcome == "returned" and field is not None and value is not None:
        return {field.facts.paths[0]: value}
    if isinstance(value, str) and record.outcome in ("fail", "threw"):
        return {"message": value}
    return value if isinstance(value, Mapping) else {}


def _brief(value: Any) -> str:
    return str(value)[:120]


def _promise(api: ClientApi, case: Case, record: ProbeRecord, says: str) -> Iterator[Said]:
    """Whether a call returned a promise, with callbacks or without."""
    saw = record.returned == "promise"
    if record.returned is None or says == "unknown" or api.facts.promised:
        if record.returned is not None and says == "unknown" and case.bare:
            value = "without_callbacks" if saw else "never"
            yield "new", "call.promise", says, "a promise" if saw else "no promise", value
        return
    wanted = says == "always" or (case.bare and says == "without_callbacks")
    status: Status = "confirmed" if saw == wanted else "contradicted"
    how = "without callbacks" if case.bare else "with callbacks"
    yield status, "call.promise", says, f"{'a' if saw else 'no'} promise {how}", None


def _order(order: Iterable[str], stated: bool, record: ProbeRecord) -> Iterator[Said]:
    """In which order the callbacks came."""
    if len(record.called) < 2:
        return
    wanted = tuple(name for name in order if name in record.called)
    saw = ", ".join(record.called)
    if record.called == wanted:
        if stated:
            yield "confirmed", "call.order", ", ".join(wanted), saw, None
    else:
        status: Status = "contradicted" if stated else "new"
        yield status, "call.order", ", ".join(wanted), saw, list(record.called)
