"""A pair of clients compiled once: plain data with nothing left to look up.

The Python interpreter (`request`, `result`, `failure`) and the JavaScript runtime both read this
data. Its form is described in docs/architecture.md.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from ...canonical import convert
from ...canonical.client import Client, parse_client
from ...canonical.errors import InputError
from ...canonical.failures import FALLBACK
from ...canonical.operations import OPERATIONS
from ...canonical.recipes import RECIPES
from ...canonical.vocabulary import UNSET
from ...profiles import loader
from ...profiles.fold import ClientApi, ClientField, ClientParam, ClientProfile
from ...profiles.model import Envelope, PackageList, Reroute
from ...profiles.registry import Registry
from ...profiles.table import plain

VERSION: Final = 1
_PATH = re.compile(r"([A-Za-z_$][\w$]*)(\[\])?(?:\.([A-Za-z_$][\w$]*))?\Z")
_SERVICE: Final = ("name", "manager", "call", "id", "params", "fixed", "result")
_PLAIN_FACTS: Final = (
    "also", "fold", "lenient", "single", "of", "inert", "required", "entry", "not_honoured",
    "covers", "needs",
)  # fmt: skip
WEAK_GRADES: Final = frozenset({"assumed", "typings"})


@attrs.frozen(eq=False)
class Plan:
    """A compiled pair. ``read`` is the dialect that is translated, ``write`` the one wanted."""

    read: ClientProfile = attrs.field(repr=lambda side: repr(str(side.client)))
    write: ClientProfile = attrs.field(repr=lambda side: repr(str(side.client)))
    sides: Mapping[str, dict[str, Any]] = attrs.field(repr=False)
    apis: Mapping[str, dict[str, Any]] = attrs.field(repr=False)
    registry: Registry = attrs.field(repr=False)

    @property
    def own(self) -> bool:
        """Whether both sides are the same vendor, so that its own words and levels are exact."""
        return bool(self.sides["read"]["id"] == self.sides["write"]["id"])

    def entry(self, api: str) -> dict[str, Any]:
        """The compiled entry of an API of the read vendor, by canonical or vendor's name."""
        found = self.apis.get(api) if isinstance(api, str) else None
        found = found or self.apis.get(self.read.api(api).key)
        if found is None:
            raise InputError(f"{self.read.profile.name} has no {api}: its profile says so")
        return found

    def to_json(self) -> dict[str, Any]:
        """The whole plan as JSON-like data, a copy of its own."""
        whole = {
            "version": VERSION,
            "read": self.sides["read"],
            "write": self.sides["write"],
            "apis": dict(self.apis),
        }
        return copy.deepcopy(whole)


@attrs.frozen(eq=False, repr=False)
class View:
    """One client, ready to read and write: its folded profile, side and programs."""

    profile: ClientProfile
    side: dict[str, Any]
    _programs: dict[str, dict[str, Any]] = attrs.field(factory=dict)

    def program(self, api: str) -> dict[str, Any]:
        """The program of an API, by canonical or vendor's name; raises `InputError`."""
        found = self._programs.get(api) if isinstance(api, str) else None
        if found is None:
            found = self._programs[api] = program(self.profile, self.profile.api(api))
        return found

    def readable(self, api: str) -> dict[str, Any]:
        """The same, for an API the vendor really has; raises `InputError` for another."""
        known = self.profile.api(api)
        if known.facts.support is False:
            name = self.profile.profile.name
            raise InputError(f"{name} has no {api}: there is no such message")
        return self.program(api)


def view(client: str | Client, registry: Registry | None = None) -> View:
    """A client ready to read and write; made once a registry (default: `loader.current`)."""
    return (registry or loader.current()).remembered(_view)(_client(client))


def _view(registry: Registry, client: str | Client) -> View:
    folded = client_profile(parse_client(client), registry)
    return View(folded, side(folded))


def _client(client: str | Client) -> str | Client:
    """What may be looked up; anything else is refused, whether or not it can be hashed."""
    return client if isinstance(client, str) else parse_client(client)


def plan(read: str | Client, write: str | Client, registry: Registry | None = None) -> Plan:
    """The compiled plan of a pair of clients; compiled once a registry.

    ``registry``: where the vendors are looked up, by default `loader.current`. Raises
    `InputError` for an unknown vendor, os, surface or a malformed client.
    """
    known = registry or loader.current()
    return known.remembered(_plan)(_client(read), _client(write))


def _plan(registry: Registry, read: str | Client, write: str | Client) -> Plan:
    source = client_profile(parse_client(read), registry)
    target = client_profile(parse_client(write), registry)
    apis = {
        key: {"read": program(source, api), **_routes(source, api, target)}
        for key, api in source.apis.items()
        if api.facts.support is not False
    }
    return Plan(source, target, {"read": side(source), "write": side(target)}, apis, registry)


def client_profile(client: Client, registry: Registry | None = None) -> ClientProfile:
    """The folded profile of a client, made once a registry."""
    return (registry or loader.current()).remembered(_folded)(client)


def _folded(registry: Registry, client: Client) -> ClientProfile:
    return registry.get(client.vendor).at(client)


def _package(listed: PackageList | None) -> dict[str, Any]:
    """Where a project lists the files of its package that it reads; empty: nowhere."""
    if listed is None:
        return {}
    return {"file": listed.file, "key": listed.key, "formats": dict(listed.format_key)}


def _room(view: ClientProfile) -> dict[str, int]:
    """What the user's directory holds, in bytes: one file, and all of them."""
    root = view.engine.get("roots", {}).get("user", {})
    return {name: root[f"max_{name}"] for name in ("file", "total") if f"max_{name}" in root}


def side(view: ClientProfile) -> dict[str, Any]:
    """What a plan says of a vendor as a whole."""
    profile = view.profile
    failure = profile.envelope.failure
    return {
        "client": str(view.client),
        "id": profile.id,
        "name": profile.name,
        "namespace": profile.namespace,
        "types": profile.types,
        "typings": plain(profile.typings),
        "local": profile.paths.local,
        "private": profile.paths.private,
        "user": {"address": profile.paths.user, "member": profile.paths.user_member},
        "package": _package(profile.paths.package_list),
        "room": _room(view),
        "promise": profile.call.promise,
        "order": profile.call.order,
        "envelope": {
            "code": failure.code,
            "message": failure.message,
            "template": failure.template,
            "pattern": failure.pattern,
            "ok": failure.ok_codes,
            "says": _says(profile.envelope),
            "codes": {
                **{folded(key): False for key in failure.also_code},
                **{folded(key): True for key in failure.code},
            },
        },
        "services": {
            key: {name: getattr(service, name) for name in _SERVICE if name in service.given}
            for key, service in profile.services.items()
        },
        "texts": dict(profile.texts),
    }


def folded(key: str) -> str:
    """A key as it is looked for where logs and bridges spell it their own way."""
    return key.lower().replace("_", "").replace("-", "")


def _says(envelope: Envelope) -> dict[str, str]:
    """What a success says, by folded key of a message; empty: nothing, any text is a failure."""
    fields = envelope.success.fields
    own = {key: fields.get(key) for key in envelope.failure.message}
    told = {folded(key): text for key, text in envelope.failure.also.items()}
    return told | {folded(key): text if isinstance(text, str) else "" for key, text in own.items()}


def program(view: ClientProfile, api: ClientApi) -> dict[str, Any]:
    """One API of one client as data: how to read and write its messages."""
    facts = api.facts
    fields = view.profile.envelope.success.fields
    success = {
        key: value.replace("{api}", api.name) if isinstance(value, str) else value
        for key, value in fields.items()
    }
    out: dict[str, Any] = {
        "api": api.canonical,
        "name": api.name,
        "params": sorted(
            (_param(view, api, param) for param in api.params.values()),
            key=lambda item: item["kind"] == "address",  # needs the list it points into
        ),
        "result": [_result(api.canonical, field) for field in api.result.values()],
        "success": {**success, **facts.success},
        "failures": _failures(view, api),
    }
    forced = [
        [key, _tests(item.when), item.to]
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
    if facts.manager:
        out["manager"] = True
    promise = api.promise(view.profile)
    if promise != view.profile.call.promise:
        out["promise"] = promise
    for name in ("emulate", "recipes", "quirks"):
        if getattr(facts, name):
            out[name] = getattr(facts, name)
    return out


def _weak(evidence: tuple[Any, ...]) -> str:
    """The grade of a fact that no vendor document states, else nothing."""
    grades = {item.grade for item in evidence}
    if grades and grades <= WEAK_GRADES:
        return "assumed" if "assumed" in grades else "typings"
    return ""


def _typed(kind: str, word: str) -> Any:
    """A canonical word of a TOML key in its own type: ``"1"`` is 1 where numbers are meant."""
    if kind == "boolean":
        return word == "true"
    if kind in ("integer", "number") and re.fullmatch(r"-?\d+", word):
        return int(word)
    return word


def _idle(view: ClientProfile, api: ClientApi, param: ClientParam) -> dict[str, list[str]]:
    """Of what makes an option inert, that which does so on every client that is meant.

    An os that does not offer a combination takes another, so that the option counts again.
    """
    found: dict[str, list[str]] = {}
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
            found[key] = members
    return found


def _writable(view: ClientProfile) -> bool:
    """Whether bytes can be put into a file of the user's directory."""
    paths = view.profile.paths
    return "write_file" in view.profile.services and bool(paths.user or paths.user_member)


def _param(view: ClientProfile, api: ClientApi, param: ClientParam) -> dict[str, Any]:
    facts = param.facts
    meta = OPERATIONS[api.canonical].options[param.key]
    out: dict[str, Any] = {"key": param.key, "names": param.names, "kind": facts.type}
    if facts.platform_default:
        out["default"] = None
    elif facts.default is not None:
        out["default"] = facts.default
    renamed = {
        "min": facts.min,
        "max": facts.max,
        "soft_min": facts.unconfirmed_min,
        "soft_max": facts.unconfirmed_max,
        "allowed": facts.allowed,
        "network": facts.network,
    }
    out.update({name: _whole(value) for name, value in renamed.items() if value is not None})
    if facts.type in ("path", "paths") and _writable(view):
        out["inline"] = True
    if facts.out_of_range != "unknown":
        out["range"] = facts.out_of_range
    if facts.values:
        out["values"] = [[_typed(meta.kind, key), item] for key, item in facts.values.items()]
    if facts.misspelt:
        out["reads"] = facts.misspelt
    if facts.levels:
        out["levels"] = [_level(item.level, item) for item in facts.levels]
        out["ranges"] = [[item.upto, item.level] for item in facts.ranges]
    for name in _PLAIN_FACTS:
        if getattr(facts, name):
            out[name] = getattr(facts, name)
    idle = _idle(view, api, param)
    if idle:
        out["idle"] = idle
    if view.client.os is None:
        deaf = [item for item in facts.when if item.os and item.not_honoured]
        if deaf:  # which os it will be is not known: what one of them ignores may be lost
            words = {word for item in deaf for word in item.not_honoured}
            out["not_honoured"] = sorted({*facts.not_honoured, *words})
            out["not_honoured_on"] = sorted({os for item in deaf for os in item.os})
    for bound in ("low", "high"):
        if getattr(meta, bound) is not None:
            out[bound] = _whole(getattr(meta, bound))
    if meta.words:
        out["words"] = list(meta.words)
    if param.support.status != "yes":
        out["status"] = param.support.status
    if param.support.text:
        out["since"] = param.support.text
    weak = _weak(param.evidence)
    if weak:
        out["grade"] = weak
    return out


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _level(level: int, item: Any) -> list[Any]:
    if item.platform:
        return [level, None]
    return [level, "none" if item.none else item.quality]


def _place(path: str) -> list[Any]:
    """A vendor's result path as ``[key, is a list, member of an entry or None]``."""
    match = _PATH.match(path)
    if match is None:
        raise InputError(f"expected a result path such as tempFiles[].size, got {path!r}")
    return [match[1], 1 if match[2] else 0, match[3]]


def _result(api: str, field: ClientField) -> dict[str, Any]:
    facts = field.facts
    meta = OPERATIONS[api].result[field.path]
    root, many, leaf = _place(field.path)
    out: dict[str, Any] = {
        "path": field.path,
        "root": root,
        "leaf": leaf,
        "kind": meta.kind,
        "from": [_place(path) for path in facts.paths],
    }
    if many:
        out["many"] = True
    if facts.beside or facts.legacy:
        out["legacy"] = [_place(path) for path in (*facts.beside, *facts.legacy)]
    if facts.beside:
        out["beside"] = len(facts.beside)  # of the older places, these first are enumerable
    if facts.values:
        out["values"] = [[_typed(meta.kind, key), item] for key, item in facts.values.items()]
    if facts.misspelt:
        out["reads"] = {key: _typed(meta.kind, item) for key, item in facts.misspelt.items()}
    elif meta.words:
        out["words"] = list(meta.words)
    if facts.scale != 1:
        out["scale"] = facts.scale
    if facts.nearest:
        out["nearest"] = [
            [_typed(meta.kind, key), _typed(meta.kind, item)] for key, item in facts.nearest.items()
        ]
    for name in ("unit", "absent", "otherwise", "derive", "by", "only", "optional"):
        if getattr(facts, name) not in ("", None, [], False):
            out[name] = getattr(facts, name)
    if field.support.status != "yes":
        out["status"] = field.support.status
    return out


def _tests(when: Mapping[str, Any]) -> list[list[Any]]:
    """Conditions on canonical options as ``[option, test, wanted]``."""
    return [
        [key, test, wanted] for key, tests in when.items() for test, wanted in plain(tests).items()
    ]


def _failures(view: ClientProfile, api: ClientApi) -> dict[str, Any]:
    """Rules for reading, this API's own before the vendor-wide; one rule a kind for writing."""
    read: list[dict[str, Any]] = []
    write: dict[str, Any] = {}
    for rule in (*api.failures, *view.failures):
        row: dict[str, Any] = {"kind": rule.kind}
        if rule.code:
            row["codes"] = rule.code
        if rule.pattern:
            row["pattern"] = rule.pattern
        if rule.reads:
            row["reads"] = rule.reads
        if rule.detail:
            row["detail"] = rule.detail
        if rule.os and view.client.os is None:
            row["os"] = rule.os
        read.append(row)
        if rule.read_only:
            continue
        key = f"{rule.kind}/{rule.detail}" if rule.detail else rule.kind
        written = write.setdefault(key, {})
        if rule.code and "code" not in written:
            written["code"] = rule.code[0]
            if rule.os and view.client.os is None:
                written["os"] = rule.os
        if rule.text and "text" not in written:
            written["text"] = rule.text
    return {"read": read, "write": write}


def _routes(source: ClientProfile, api: ClientApi, target: ClientProfile) -> dict[str, Any]:
    """How the target does what an API of the source asks for: ways in order, or a refusal."""
    same_vendor = source.profile.id == target.profile.id
    theirs = target.apis.get(api.key) if same_vendor else target.apis.get(api.canonical)
    name = target.profile.name
    if theirs is None:
        why = f"the profile of {name} says nothing about {api.canonical}"
        return {"routes": [], "refuse": {"code": "MG401", "message": why}}
    usable = theirs.support.usable
    others = [way for way in theirs.facts.reroute if not way.missing]
    routes = [] if same_vendor and usable else _reroutes(api, others, target)
    if usable:
        routes.append({"to": api.canonical, "when": [], "program": program(target, theirs)})
    siblings = _siblings(theirs, target)
    routes += siblings
    routes += _reroutes(api, [way for way in theirs.facts.reroute if way.missing], target)
    out: dict[str, Any] = {"routes": routes}
    called = theirs if usable or not siblings else target.apis[siblings[0]["to"]]
    if called.support.status in ("unknown", "depends"):
        out["status"] = called.support.status
        out["since"] = called.support.text
    if called.facts.stopped:
        out["stopped"] = called.facts.stopped
    if not called.support.usable:
        out["refuse"] = _refusal(theirs, name)
    return out


def _reroutes(
    api: ClientApi, ways: Iterable[Reroute], target: ClientProfile
) -> list[dict[str, Any]]:
    """The ways by another canonical API of the target."""
    return [
        {
            "to": way.to,
            "when": _tests(way.when),
            "why": way.why,
            "convert": convert.CONVERSIONS[api.canonical][way.to],
            "program": program(target, other),
        }
        for way in ways
        if (other := target.apis.get(way.to)) is not None and other.support.usable
    ]


def _siblings(api: ClientApi, target: ClientProfile) -> list[dict[str, Any]]:
    """The target's other functions for the same, older ones: where a client lacks the first."""
    return [
        {
            "to": key,
            "when": [],
            "older": True,
            "why": f"this client has no {_shown(api)}",
            "program": program(target, other),
        }
        for key, other in target.apis.items()
        if key != api.key and other.canonical == api.canonical and other.support.usable
    ]


def _shown(api: ClientApi) -> str:
    return f"getFileSystemManager().{api.name}" if api.facts.manager else api.name


def plain_way(entry: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The way of an entry that no option has to ask for; the first, where there are several."""
    found: Mapping[str, Any] | None = next(
        (way for way in entry["routes"] if not way["when"]), None
    )
    return found


def routes_for(view: ClientProfile, key: str) -> dict[str, Any]:
    """How a vendor does a canonical API, whoever asks: for canonical requests."""
    return _routes(view, view.apis[key], view)


def _refusal(api: ClientApi, name: str) -> dict[str, Any]:
    recipe = next((item for item in api.facts.emulate.values() if item in RECIPES), "")
    advice = f" {api.facts.advice}" if api.facts.advice else ""
    if api.facts.support is False:
        if recipe:
            text = f"{name} has no {api.name}; recipe {recipe}: {RECIPES[recipe]}{advice}"
            return {"code": "MG406", "message": text, "recipe": recipe}
        return {"code": "MG401", "message": f"{name} has no {api.name}.{advice}"}
    where = f"only {api.support.text}" if api.support.text else "on other clients, not on this one"
    return {"code": "MG402", "message": f"{name} has {api.name} {where}.{advice}"}


def fallback(kind: str, known: Mapping[str, Any]) -> str | None:
    """The nearest kind that a vendor has, following `failures.FALLBACK`."""
    seen = set()
    while kind not in known:
        if kind in seen or kind not in FALLBACK:
            return None
        seen.add(kind)
        kind = FALLBACK[kind]
    return kind
