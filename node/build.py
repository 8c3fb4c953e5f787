"""Makes clients/: one file a client, its dialect over a mocked device, out of the profiles.

    python node/build.py                              every os of every vendor
    python node/build.py tt/ios@7.40.0 wx@2.9.0       these clients too

Run by `npm pack` (prepack). The files hold the JavaScript runtime with the client's own plan,
written for a device that speaks canonical words, and what the mock needs to know besides.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from mediaglot.adapters.host.rules import consent_rules, storage_rules, with_default_os
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.adapters.runtime import generate
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.failures import KINDS
from mediaglot.canonical.operations import OPERATIONS
from mediaglot.profiles import loader
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.table import structured

DEVICE = "device"
FOLDER = Path(__file__).resolve().parent / "clients"


def device_profile() -> Profile:
    """The mocked device as a vendor: canonical names, canonical failures."""
    said = ["made"]
    apis: dict[str, Any] = {
        api: {
            "evidence": said,
            "params": {
                key: {
                    "type": option.kind,
                    **({"values": {w: w for w in option.words}} if option.words else {}),
                    **(
                        {"entry": {"url": "url", "kind": "kind", "poster": "poster"}}
                        if option.kind == "media_sources"
                        else {}
                    ),
                }
                for key, option in operation.options.items()
            },
            "result": {"fields": {path: {"paths": [path]} for path in operation.result}},
        }
        for api, operation in OPERATIONS.items()
    }
    plain = {
        "schema": 1,
        "id": DEVICE,
        "name": "the mocked device",
        "namespace": "__mediaglot_device__",
        "versions": "client",
        "os": ["any"],
        "sources": {"made": {"title": "node/build.py", "where": "here", "checked": "2026-11-21"}},
        "call": {"promise": "never"},
        "paths": {},
        "envelope": {
            "success": {},
            "failure": {"code": ["kind"], "message": ["message"], "template": "{text}"},
        },
        "failures": [{"kind": kind, "code": kind} for kind in KINDS],
        "api": apis,
    }
    return structured(Profile, plain)


def facts(client: str) -> dict[str, Any]:
    """What the mock has to know of a client beside its dialect."""
    wanted = parse_client(client)
    view = client_profile(with_default_os(wanted, client_profile(wanted)))
    rules = storage_rules(view)
    return {
        "client": client,
        "namespace": view.profile.namespace,
        "temp": rules.temp.path,
        "ext": rules.temp.force_ext or rules.temp.ext,
        "saved": rules.saved.path,
        "consent": {
            scope: {"asks": rule.prompts, "again": rule.asks_again, "forever": rule.offers_forever}
            for scope, rule in consent_rules(view).items()
        },
        "scopes": {key: api.engine.get("scopes", {}) for key, api in view.apis.items()},
        "sources": {
            key: sorted(api.params["sources"].facts.allowed[0])
            for key, api in view.apis.items()
            if "sources" in api.params and api.params["sources"].facts.allowed
        },
        "absent": [api.name for api in view.apis.values() if not api.support.usable],
    }


def build(client: str) -> Path:
    """Write the file of one client."""
    wanted = parse_client(client)
    full = str(with_default_os(wanted, client_profile(wanted)))
    text = generate(full, DEVICE, only=["media"])
    out = FOLDER / (full.replace("/", "_").replace(":", "_") + ".js")
    out.parent.mkdir(exist_ok=True)
    out.write_text(f"{text}module.exports.facts = {json.dumps(facts(client))};\n", "utf-8")
    return out


def main() -> None:
    """Every client asked for, or every os of every vendor."""
    loader.register(device_profile())
    vendors = [name for name in loader.builtin_ids() if name != DEVICE]
    every = [f"{vendor}/{os}" for vendor in vendors for os in loader.get(vendor).os]
    for client in sys.argv[1:] + every:
        print(build(client).name)


if __name__ == "__main__":
    main()
