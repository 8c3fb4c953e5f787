"""Makes clients/: two files a vendor, its clients' dialects over a mocked device and their types.

    python node/build.py                              every os of every vendor
    python node/build.py tt/ios@7.40.0 wx@2.9.0       these clients too

Run by `npm pack` and `npm install` (prepare.js). A file holds the JavaScript runtime, each client's
own plan, written for a device that speaks canonical words, and how the client behaves, as the host
in Python has it: consent, roots of files, and each operation's rules.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs
from mediaglot.adapters.host.rules import behaviour, consent_rules, storage_rules, with_default_os
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.adapters.plan.program import program
from mediaglot.adapters.runtime import declarations, generate
from mediaglot.canonical.client import Client, parse_client
from mediaglot.canonical.engine.clock import START
from mediaglot.canonical.engine.consent import SCOPES
from mediaglot.canonical.engine.device import TROUBLES
from mediaglot.canonical.engine.sniff import (
    AUDIO_FORMATS,
    IMAGE_FORMATS,
    SUFFIXES,
    VIDEO_FORMATS,
)
from mediaglot.canonical.engine.storage import RootRule
from mediaglot.canonical.engine.world import ConsentRule
from mediaglot.canonical.failures import KINDS
from mediaglot.canonical.operations import OPERATIONS, of_family
from mediaglot.profiles import loader
from mediaglot.profiles.fold import ClientProfile
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.table import plain, structured

DEVICE = "device"
MADE = "2026-11-29"
BORDER = "let OMIT = "
"""Where a generated file's data ends and its code, which clients share, begins."""
PIXELS = {"icc", "exif", "subsampling", "optimize", "background"}
"""What of a rule is about pixels, which the mock has none of."""
FOLDER = Path(__file__).resolve().parent / "clients"
MEDIA = of_family("media")


def device_profile(details: list[str]) -> Profile:
    """The mocked device as a vendor: canonical names, canonical failures, and finer ones."""
    finer = [
        {"kind": kind, "detail": detail, "code": f"{kind}/{detail}"}
        for kind, _, detail in (name.partition("/") for name in details)
    ]
    return structured(
        Profile,
        {
            "schema": 1,
            "id": DEVICE,
            "name": "the mocked device",
            "namespace": "__mediaglot_device__",
            "versions": "client",
            "os": ["any"],
            "sources": {"made": {"title": "node/build.py", "where": "here", "checked": MADE}},
            "call": {"promise": "never"},
            "paths": {},
            "envelope": {
                "success": {},
                "failure": {"code": ["kind"], "message": ["message"], "template": "{text}"},
            },
            "failures": [*finer, *({"kind": kind, "code": kind} for kind in KINDS)],
            "api": {name: _api(name) for name in MEDIA},
        },
    )


def _api(name: str) -> dict[str, Any]:
    """An operation under its canonical name, options and results by theirs."""
    operation = OPERATIONS[name]
    params: dict[str, Any] = {}
    for key, option in operation.options.items():
        params[key] = {"type": option.kind}
        if option.words:
            params[key]["values"] = {word: word for word in option.words}
        if option.kind == "media_sources":
            params[key]["entry"] = {member: member for member in ("url", "kind", "poster")}
    result = {"fields": {path: {"paths": [path]} for path in operation.result}}
    return {"evidence": ["made"], "receiver": "namespace", "params": params, "result": result}


def with_own_codes(view: ClientProfile) -> Profile:
    """The client's profile with the codes of its consent dialogs as failures of their own."""
    data = plain(view.profile)
    texts: dict[str, str] = {}
    for rule in view.failures:
        if not rule.read_only:
            texts.setdefault(rule.kind, rule.text)
    kind = "auth_denied_forever"
    own = [
        {"kind": kind, "detail": detail, "code": code, "text": texts.get(kind, "")}
        for detail, code in _consent_codes(view)
    ]
    data["failures"] = [*own, *data.get("failures", [])]
    return structured(Profile, data)


def _consent_codes(view: ClientProfile) -> Iterator[tuple[str, int]]:
    for scope, rule in _consents(view).items():
        for name, code in (("ticked", rule.forever_code), ("blocked", rule.blocked_code)):
            if code is not None:
                yield f"{name}.{scope}", code


def _consents(view: ClientProfile) -> dict[str, ConsentRule]:
    """How a client asks for what the functions of media need."""
    rules = consent_rules(view)
    return {scope: rules[scope] for scope in rules if scope != "microphone"}


def facts(view: ClientProfile, details: list[str]) -> dict[str, Any]:
    """How a client behaves, as data."""
    rules = storage_rules(view)
    known = {
        key: api for key, api in view.apis.items() if api.canonical in MEDIA and api.support.usable
    }
    owns = {key: _plain(attrs.asdict(behaviour(api))) for key, api in known.items()}
    usual = _usual([*owns.values()])
    apis: dict[str, Any] = {}
    for key, api in known.items():
        own = owns[key]
        apis[key] = {
            "is": api.canonical,
            "name": api.name,
            "giver": view.giver(api.receiver) if api.receiver else "",
            "requires": {
                name: param.names[0]
                for name, param in api.params.items()
                if param.facts.required and param.support.usable
            },
            "how": {name: own[name] for name in own if own[name] != usual[name]},
        }
    named = {api.name for api in view.apis.values() if api.canonical in MEDIA}
    there = {api.name for api in view.apis.values() if api.support.usable}
    return {
        "namespace": view.profile.namespace,
        "roots": {name: _root(getattr(rules, name)) for name in ("temp", "saved", "user")},
        "forms": sorted(rules.package_forms),
        "consent": {scope: _consent(scope, rule) for scope, rule in _consents(view).items()},
        "details": details,
        "kinds": {kind: KINDS[kind] for kind in TROUBLES},
        "now": int(START),
        "formats": {
            "image": sorted(IMAGE_FORMATS),
            "video": sorted(VIDEO_FORMATS),
            "audio": sorted(AUDIO_FORMATS),
            "pdf": ["pdf"],
        },
        "suffixes": dict(SUFFIXES),
        "usual": usual,
        "apis": apis,
        "absent": sorted(named - there),
    }


def _usual(owns: list[dict[str, Any]]) -> dict[str, Any]:
    """Of each name the value that most have."""
    columns = {name: [own[name] for own in owns] for name in (owns[0] if owns else ())}
    return {name: max(values, key=values.count) for name, values in columns.items()}


def _root(rule: RootRule) -> dict[str, Any]:
    keys = ("path", "ext", "force_ext", "max_file", "max_total")
    return {key: value for key in keys if (value := getattr(rule, key))}


def _consent(scope: str, rule: ConsentRule) -> dict[str, Any]:
    keys = ("name", "prompts", "asks_again", "offers_forever")
    out: dict[str, Any] = {key: value for key in keys if (value := getattr(rule, key))}
    for name, code in (("ticked", rule.forever_code), ("blocked", rule.blocked_code)):
        if code is not None:
            out[name] = f"{name}.{scope}"
    return out


def _plain(value: Any) -> Any:
    """JSON-like values; sets sorted."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items() if key not in PIXELS}
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    return [_plain(item) for item in value] if isinstance(value, (list, tuple)) else value


def build(client: Client) -> tuple[str, str, dict[str, Any]]:
    """The data of one client's dialect, the code that reads it, and the client's facts."""
    loader.register(with_own_codes(client_profile(client)))
    view = client_profile(client)
    programs = [program(view, api) for api in view.apis.values() if api.canonical in MEDIA]
    details = sorted({key for it in programs for key in it["failures"]["write"] if "/" in key})
    loader.register(device_profile(details))
    text = generate(str(client), DEVICE, only=["media"], fast=False)
    loader.unregister(client.vendor)
    data, code = text[: text.index(BORDER)], text[text.index(BORDER) :]
    return data, code, facts(view, details)


def vendor(name: str, clients: list[Client]) -> dict[str, Any]:
    """What a vendor's file says: code by a short name, and clients whose data it reads."""
    usual = with_default_os(Client(name), client_profile(Client(name)))
    codes: dict[str, str] = {}
    out: dict[str, Any] = {}
    for client in clients:
        data, code, found = build(client)
        short = hashlib.sha256(code.encode()).hexdigest()[:8]
        codes[short] = code
        out[str(client)] = {"data": data, "code": short, "facts": found}
    return {
        "name": loader.get(name).name,
        "usual": str(usual).removeprefix(name),
        "words": words(),
        "codes": codes,
        "clients": out,
    }


def words() -> dict[str, list[str]]:
    """What a test may name: permissions, operations, and what no user causes."""
    return {
        "scopes": [*SCOPES],
        "operations": [key for key in MEDIA if not OPERATIONS[key].internal],
        "troubles": [*TROUBLES],
    }


def types_of(name: str) -> str:
    """The types of a vendor's media functions, as its newest client has them."""
    loader.register(device_profile([]))
    return declarations(name, DEVICE, only=["media"])


def all_types(made: dict[str, list[str]]) -> str:
    """What there is of each vendor, by its name: the types of its functions, and its global.

    `made`: the clients of each vendor."""
    names = [*made]
    namespaces = [f'  {json.dumps(name)}: import("./{name}").Media' for name in names]
    globals_ = [f"  {json.dumps(name)}: {json.dumps(loader.get(name).namespace)}" for name in names]
    there = words()
    told = {
        "Trouble": there["troubles"],
        "Scope": there["scopes"],
        "Operation": there["operations"],
        "Made": [*names, *(client for clients in made.values() for client in clients)],
    }
    return "\n".join(
        [
            "// Made by build.py.",
            "export interface Namespaces {", *namespaces, "}",
            "export interface Globals {", *globals_, "}",
            *(
                f"export type {kind} = {' | '.join(map(json.dumps, them))}"
                for kind, them in told.items()
            ),
            "",
        ]
    )  # fmt: skip


def main() -> None:
    """Every client asked for, and every os of every vendor."""
    FOLDER.mkdir(exist_ok=True)
    asked = [parse_client(text) for text in sys.argv[1:]]
    every = [Client(name, None, os) for name in loader.builtin_ids() for os in loader.get(name).os]
    wanted = dict.fromkeys(with_default_os(it, client_profile(it)) for it in [*asked, *every])
    made: dict[str, list[str]] = {}
    for name in dict.fromkeys(client.vendor for client in wanted):
        found = vendor(name, [client for client in wanted if client.vendor == name])
        made[name] = [*found["clients"]]
        (FOLDER / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False), "utf-8")
        (FOLDER / f"{name}.d.ts").write_text(types_of(name), "utf-8")
        print(f"{name}.json: {', '.join(found['clients'])}")
    (FOLDER / "index.d.ts").write_text(all_types(made), "utf-8")


if __name__ == "__main__":
    main()
