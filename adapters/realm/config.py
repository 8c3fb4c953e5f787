"""What a realm is told of its client before the first line runs, as plain data."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import Any, Final

from ...canonical.client import Client
from ...canonical.engine.storage import Storage
from ...canonical.operations import RECEIVERS, TASKS, of_family
from ...profiles.conditions import answer
from ...profiles.fold import ClientProfile, parts_of
from ...profiles.model import Instances
from ...profiles.registry import Registry
from ..host.companions import Companions
from ..host.host import BaseHost
from ..host.performers import MOST_KEPT
from ..host.players import KINDS
from ..plan.pair import client_profile
from .files import MOST_BYTES
from .render.facts import drawing
from .stack import opener_words

DRAWN: Final = "canvas_context"
"""The kind of object that programs draw with."""
QUERY: Final = "selector_query"
"""The kind of object that programs ask of elements with."""
CANVAS_ID: Final = "canvas-id"
AT_EXEC: Final = "answers_at_exec"
"""The recipe of clients whose queries answer when they are run, and not by the functions of each
question."""


def file_rules(storage: Storage) -> dict[str, Any]:
    """Where the app's own files lie and how much of them there may be."""
    rules = storage.rules
    return {
        "user": rules.user.path,
        "max_file": rules.user.max_file,
        "max_total": rules.user.max_total,
        "capacity": storage.capacity,
        "forms": sorted(rules.package_forms),
        "most": MOST_BYTES,
        "most_kept": MOST_KEPT,
    }


def instance_model(view: ClientProfile) -> dict[str, Any]:
    """What this client's pages and components are made of."""
    profile = view.profile
    app = profile.app
    return {
        "app": {"begin": app.begin, "error": app.error, "first": app.first, "path": app.path},
        "page": _instances(profile.page, view),
        "component": {
            **_instances(profile.component, view),
            "tag_data": profile.definitions.tag_data,
            "in_forms": {name: of for of, name in profile.definitions.in_forms.items()},
        },
        "behavior": profile.behavior,
        "template": drawing(profile),
    }


def _instances(facts: Instances, view: ClientProfile) -> dict[str, Any]:
    lacking = () if opener_words(view) else ("opener_channel",)
    return {
        "begin": facts.begin,
        "end": facts.end,
        "bare": facts.bare,
        "placed": facts.placed,
        "drawn": facts.drawn,
        "hooks": facts.hooks,
        "lifetimes": facts.lifetimes,
        "outside": facts.outside,
        "parts": {p: name.split(".") for p, name in parts_of(facts, view.client).items()},
        "options": facts.options,
        "roles": facts.roles,
        "methods": {key: name for key, name in facts.methods.items() if key not in lacking},
        "calls_back": facts.calls_back,
        "listens": facts.listens,
        "virtual": facts.virtual,
        "again": facts.again,
        "converts": facts.converts,
        "slots": facts.slots,
        "fields": facts.fields,
        "views": facts.views,
        "finds_none": facts.finds_none,
        "copies": facts.copies,
        "computed": facts.computed,
        "as_page": facts.as_page,
    }


def _assumed(promise: str) -> str:
    """Where no source says it, what most vendors do."""
    return "without_callbacks" if promise == "unknown" else promise


def side_config(services: Companions, *, own: bool, stubs: Mapping[str, Any]) -> dict[str, Any]:
    """What the realm is told of one vendor. Of a foreign one, all but media."""
    view, profile = services.view, services.view.profile
    at_once = profile.call.at_once
    offered = services.host.registry.remembered(_offered)(view.client) if own else _NOTHING
    return {
        **offered,
        "namespace": profile.namespace,
        "promise": _assumed(profile.call.promise),
        "file_promise": _assumed(profile.files.promise or profile.call.promise),
        "operations": services.table(),
        "live": [*KINDS, *sorted(TASKS)],
        "drawing": services.host.registry.remembered(_drawing)(view.client),
        **services.host.registry.remembered(_query)(view.client),
        "givers": services.host.registry.remembered(_givers)(view.client),
        "stubs": {
            name: {"value": value} if at_once and name.endswith(at_once) else None
            for name, value in stubs.items()
        },
        "message": next(iter(profile.envelope.failure.message), ""),
        "values": {
            **services.members(),
            **_nested(profile.paths.user_member, services.host.storage.user_root.rstrip("/")),
        },
        "info": services.info(),
        "advice": "" if own else "the port still calls it",
    }


def _nested(member: str, value: Any) -> dict[str, Any]:
    """``a.b`` as an object with a value at its end; empty without a name."""
    for name in reversed(member.split(".") if member else []):
        value = {name: value}
    return value if member else {}


def _givers(registry: Registry, client: Client) -> Mapping[str, str]:
    """The functions that give an object of a kind, by the kind."""
    view = client_profile(client, registry)
    return {kind: giver for kind in RECEIVERS if (giver := view.giver(kind))}


def _drawing(registry: Registry, client: Client) -> list[str]:
    """The functions that give something to draw with, which nothing comes of but a size."""
    view = client_profile(client, registry)
    return [
        api.name
        for api in view.apis.values()
        if api.operation.gives == DRAWN and api.support.usable and not api.operation.internal
    ]


def _query(registry: Registry, client: Client) -> Mapping[str, Any]:
    """What the realm is told of queries of elements; nothing where the client has none."""
    view = client_profile(client, registry)
    found = next((api for api in view.apis.values() if api.operation.gives == QUERY), None)
    if found is None or not found.support.usable:
        return {}
    asked = found.facts.questions.items()
    lacks = [word for word, it in asked if not answer(it.support, view.profile, client).usable]
    sizes = (api.engine.get("element") for api in view.apis.values())
    element: list[int] = next((size for size in sizes if size), [])
    at_exec = AT_EXEC in found.facts.recipes
    node = found.facts.questions.get("node")
    query = {
        "name": found.name, "lacks": lacks, "at_exec": at_exec, "element": element,
        "after": node.after if node is not None else "",
    }  # fmt: skip
    return {"query": query, **_named(view)}


def _named(view: ClientProfile) -> Mapping[str, Any]:
    """The function that names a canvas, the option it does so by, and the attribute it means."""
    canvas = view.profile.element.get("canvas")
    attribute = canvas.stands_in.get(CANVAS_ID, CANVAS_ID) if canvas is not None else CANVAS_ID
    rows = (api for api in view.apis.values() if api.result and "canvas" in api.operation.options)
    api = next((api for api in rows if api.support.usable), None)
    param = api.params.get("canvas_id") if api is not None else None
    if api is None or param is None:
        return {}
    return {"named": {"name": api.name, "option": param.names[0], "attribute": attribute}}


_NOTHING: Final[Mapping[str, Any]] = {"apis": [], "absent": {}, "usable": {}, "promises": {}}


def _offered(registry: Registry, client: Client) -> Mapping[str, Any]:
    """The media functions of a client, when they return promises, and why it lacks others."""
    view = client_profile(client, registry)
    there: list[dict[str, str]] = []
    absent: dict[str, str] = {}
    usable: dict[str, Any] = {}
    promises: dict[str, str] = {}
    for api in (view.apis[key] for name in of_family("media") for key in view.read_as(name)):
        if api.facts.promise:
            place = f"{api.receiver}.{api.name}" if api.receiver else api.name
            promises[place] = _assumed(api.promise(view.profile))
        if api.support.usable and not api.engine.get("unsupported"):
            there.append({"name": api.name, "receiver": api.receiver})
            params = [n for p in api.params.values() if p.support.usable for n in p.names]
            heads = [
                path.split("[")[0].split(".")[0]
                for f in api.result.values()
                for path in f.facts.paths
            ]
            usable[api.name] = {"object": params, "success": heads}
        else:
            absent[api.name] = api.support.text or "not on this client"
    for item in there:
        absent.pop(item["name"], None)
    return {"apis": there, "absent": absent, "usable": usable, "promises": promises}


def realm_config(
    host: BaseHost,
    services: Mapping[str, Companions],
    stubs: Mapping[str, Any],
    now: int,
    page: str,
    *,
    goes_on: bool,
) -> dict[str, Any]:
    """All that a realm is told. ``services``: by the vendor's global, the program's own first;
    ``now``: milliseconds; ``goes_on``: what is not simulated is told, and does not throw."""
    first = next(iter(services))
    return {
        "now": now,
        "seed": zlib.crc32(host.device.ids.token(16).encode()),
        "page": page,
        "goes_on": goes_on,
        "files": file_rules(host.storage),
        "model": instance_model(host.view),
        "store": dict(host.stored),
        "sides": [
            side_config(service, own=name == first, stubs=stubs)
            for name, service in services.items()
        ],
    }
