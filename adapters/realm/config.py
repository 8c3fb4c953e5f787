"""What a realm is told of its client before the first line runs, as plain data."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any, Final

from ...canonical.client import Client, parse_version
from ...canonical.engine.storage import Storage
from ...canonical.operations import RECEIVERS, TASKS, of_family
from ...profiles.conditions import answer
from ...profiles.fold import ClientProfile, parts_of
from ...profiles.model import Instances
from ...profiles.registry import Registry
from ..host.companions import Companions, replies
from ..host.host import BaseHost
from ..host.performers import MOST_KEPT
from ..host.players import KINDS
from ..plan.pair import client_profile
from .files import MOST_BYTES
from .render.facts import drawing
from .stack import opener_words
from .told import (
    Asking,
    Config,
    FileRules,
    InstanceFacts,
    InstanceModel,
    KinFacts,
    Offered,
    Offscreen,
    QueryFacts,
    SideOfRun,
    SideTable,
)

DRAWN: Final = "canvas_context"
"""The kind of object that programs draw with."""
CANVAS: Final = "canvas"
"""The kind of object that a picture is drawn on."""
QUERY: Final = "selector_query"
"""The kind of object that programs ask of elements with."""
MOTION: Final = "animation"
"""The kind of object that moves elements."""
CANVAS_ID: Final = "canvas-id"
AT_EXEC: Final = "answers_at_exec"
"""The recipe of clients whose queries answer when they are run, and not by the functions of each
question."""


def file_rules(storage: Storage) -> FileRules:
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


def instance_model(view: ClientProfile) -> InstanceModel:
    """What this client's pages and components are made of."""
    profile = view.profile
    app = profile.app
    return {
        "app": {"begin": app.begin, "error": app.error, "first": app.first, "path": app.path},
        "page": _instances(profile.page, view),
        "component": {
            **_instances(profile.component, view),
            "tag_data": profile.definitions.tag_data,
            "functions": profile.definitions.functions or "",
            "in_forms": {name: of for of, name in profile.definitions.in_forms.items()},
            "exports": dict(profile.definitions.exports.items()),
            **_kin(view),
        },
        "behavior": profile.behavior,
        "template": drawing(profile),
    }


def _kin(view: ClientProfile) -> KinFacts:
    """Where components say what they are related to, where this client's are."""
    facts = view.profile.definitions
    since = facts.since.get("relations")
    version = view.client.version
    old = since is not None and version is not None and version < parse_version(since)
    if "relations" not in facts.sections or old:
        return {}
    found: KinFacts = {
        "relations": facts.sections["relations"],
        "related": facts.members["related"],
    }
    if option := facts.options.get("relations"):
        found["relations_option"] = option
    return found


def _instances(facts: Instances, view: ClientProfile) -> InstanceFacts:
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


def _model_text(registry: Registry, client: Client) -> str:
    return json.dumps({"model": instance_model(client_profile(client, registry))})


def _side_text(registry: Registry, client: Client, own: bool) -> str:
    """What of a side follows from the client alone. Of a foreign one, all but media."""
    view = client_profile(client, registry)
    profile, words = view.profile, registry.remembered(replies)(client)
    operations: dict[str, dict[str, str]] = {}  # each is read when it is first asked for
    for row in words.rows():
        operations.setdefault(row.get("receiver", ""), {})[row["name"]] = json.dumps(row)
    table: SideTable = {
        **(_offered(view) if own else _NOTHING),
        "namespace": profile.namespace,
        "promise": _assumed(profile.call.promise),
        "file_promise": _assumed(profile.files.promise or profile.call.promise),
        "operations": operations,
        "file_failures": words.file_failures(),
        "throws": profile.files.sync == "throws",
        "live": [*KINDS, *sorted(TASKS)],
        "drawing": _drawing(view),
        "offscreen": _offscreen(view),
        **_query(view),
        **_motion(view),
        "givers": _givers(view),
        "message": next(iter(profile.envelope.failure.message), ""),
        "advice": "" if own else "the port still calls it",
    }
    return json.dumps(table)


def _side(services: Companions, stubs: Mapping[str, Any]) -> SideOfRun:
    """What the realm is told of one vendor beside that."""
    profile = services.view.profile
    at_once = profile.call.at_once
    return {
        "stubs": {
            name: {"value": value} if at_once and name.endswith(at_once) else None
            for name, value in stubs.items()
        },
        "values": {
            **services.members(),
            **_nested(profile.paths.user_member, services.host.storage.user_root.rstrip("/")),
        },
        "info": services.info(),
        "rpx": services.rpx(),
        "window": services.window(),
        "offline": services.offline,
    }


def _nested(member: str, value: Any) -> dict[str, Any]:
    """``a.b`` as an object with a value at its end; empty without a name."""
    for name in reversed(member.split(".") if member else []):
        value = {name: value}
    return value if member else {}


def _givers(view: ClientProfile) -> Mapping[str, str]:
    """The functions that give an object of a kind, by the kind."""
    return {kind: giver for kind in RECEIVERS if (giver := view.giver(kind))}


def _drawing(view: ClientProfile) -> list[str]:
    """The functions that give something to draw with, which nothing comes of but a size."""
    return [
        api.name
        for api in view.apis.values()
        if api.operation.gives == DRAWN and api.support.usable and not api.operation.internal
    ]


def _offscreen(view: ClientProfile) -> list[Offscreen]:
    """The functions that give a canvas which stands on no page."""
    found: list[Offscreen] = []
    for api in view.apis.values():
        sides = [param for key, param in api.params.items() if key in ("width", "height")]
        usable = api.support.usable and not api.operation.internal
        if api.operation.gives != CANVAS or not usable or len(sides) != 2:
            continue
        order = api.facts.arguments
        usual = [side.facts.default for side in sides]
        found.append({
            "name": api.name,
            "options": [side.names[0] for side in sides],
            "places": [order.index(side.key) if side.key in order else at
                       for at, side in enumerate(sides)],
            "usual": [size if isinstance(size, int | float) else 0 for size in usual],
        })  # fmt: skip
    return found


def _query(view: ClientProfile) -> Asking:
    """What the realm is told of queries of elements; nothing where the client has none."""
    found = next((api for api in view.apis.values() if api.operation.gives == QUERY), None)
    if found is None or not found.support.usable:
        return {}
    asked = found.facts.questions.items()
    lacks = [word for word, it in asked if not answer(it.support, view.profile, view.client).usable]
    sizes = (api.engine.get("element") for api in view.apis.values())
    element: list[int] = next((size for size in sizes if size), [])
    at_exec = AT_EXEC in found.facts.recipes
    node = found.facts.questions.get("node")
    query: QueryFacts = {
        "name": found.name, "lacks": lacks, "at_exec": at_exec, "element": element,
        "after": node.after if node is not None else "",
        "deaf": [word for word, it in asked if not it.hears],
        "answers": {
            word: {"without": it.without, "of_window": it.of_window}
            for word, it in asked
            if it.without or it.of_window
        },
    }  # fmt: skip
    return {"query": query, **_named(view)}


def _motion(view: ClientProfile) -> Asking:
    """What the realm is told of animations; nothing where the client has none."""
    rows = (api for api in view.apis.values() if api.operation.gives == MOTION)
    found = next((api for api in rows if not api.operation.receiver and api.support.usable), None)
    if found is None:
        return {}
    options = {param.names[0]: key for key, param in found.params.items()}
    defaults = {key: param.facts.default for key, param in found.params.items()}
    usual = {key: it for key, it in defaults.items() if isinstance(it, (str, int, float))}
    return {"motion": {"name": found.name, "options": options, "usual": usual}}


def _named(view: ClientProfile) -> Asking:
    """The function that names a canvas, the option it does so by, and the attribute it means."""
    canvas = view.profile.element.get("canvas")
    attribute = canvas.stands_in.get(CANVAS_ID, CANVAS_ID) if canvas is not None else CANVAS_ID
    rows = (api for api in view.apis.values() if api.result and "canvas" in api.operation.options)
    api = next((api for api in rows if api.support.usable), None)
    param = api.params.get("canvas_id") if api is not None else None
    if api is None or param is None:
        return {}
    return {"named": {"name": api.name, "option": param.names[0], "attribute": attribute}}


_NOTHING: Final[Offered] = {"apis": [], "absent": {}, "usable": {}, "promises": {}}


def _offered(view: ClientProfile) -> Offered:
    """The media functions of a client, when they return promises, and why it lacks others."""
    there: list[dict[str, str]] = []
    absent: dict[str, str] = {}
    usable: dict[str, dict[str, list[str]]] = {}
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
) -> tuple[Config, tuple[str, ...]]:
    """All that a realm is told, and what of it follows from the clients alone, as texts that are
    made once. ``services``: by the vendor's global, the program's own first; ``now``:
    milliseconds; ``goes_on``: what is not simulated is told, and does not throw."""
    remembered, first = host.registry.remembered, next(iter(services))
    told: Config = {
        "now": now,
        "seed": zlib.crc32(host.device.ids.token(16).encode()),
        "page": page,
        "goes_on": goes_on,
        "files": file_rules(host.storage),
        "store": dict(host.stored),
        "sides": [_side(service, stubs) for service in services.values()],
    }
    return told, (
        remembered(_model_text)(host.view.client),
        *(
            remembered(_side_text)(service.view.client, name == first)
            for name, service in services.items()
        ),
    )
