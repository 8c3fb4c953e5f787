"""How calls of a program are answered: by the host's engine, its operations beside media, stubs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ..host.companions import Companions
from ..host.host import BaseHost, Started

if TYPE_CHECKING:
    from ..host.performing import Do

Stubs = Mapping[str, Any]
"""Answers for functions that are not simulated: a reply, or ``{"fail": reply}``; by function."""


def media_call(host: BaseHost, call: Mapping[str, Any], stubs: Stubs) -> Started | None:
    """A call of the media API begun on the host; None for any other."""
    if call["side"] != host.view.profile.namespace or call["api"] in stubs:
        return None
    view = host.view
    for key in view.named(str(call["api"]), str(call["receiver"])):
        api = view.apis[key]
        if api.operation.family == "media" and api.support.usable:
            options = call.get("options")  # a function, for example, is not told
            started = host.start(key, options if isinstance(options, dict) else {})
            started.overlapped = started.overlapped or bool(call.get("overlaps"))
            return started
    return None


def media_reply(host: BaseHost, started: Started) -> dict[str, Any]:
    """The answer to a call of the media API, as the realm takes it."""
    reply = host.settle(started)
    outcome = "success" if reply.ok else "fail"
    older = reply.legacy.items()
    return {
        "ok": reply.ok,
        "value": {**reply.value, **{k: v for k, v in older if k in reply.beside}},
        "legacy": {k: v for k, v in older if k not in reply.beside},
        "fires": list(reply.fires),
        "settles": outcome in reply.fires,
    }


def companion_reply(
    services: Companions,
    call: Mapping[str, Any],
    stubs: Stubs,
    *,
    aborted: bool,
    moves: Mapping[str, Do],
) -> dict[str, Any]:
    """The answer to any other call. `moves`: who leads from page to page."""
    name, receiver = str(call["api"]), str(call["receiver"])
    given = call.get("options")
    options = given if isinstance(given, dict) else {}
    if aborted:
        ok, value = False, services.aborted(name, receiver)
    elif name in stubs:
        stub = stubs[name]
        ok = not (isinstance(stub, Mapping) and set(stub) == {"fail"})
        value = dict(stub) if ok else dict(stub["fail"])
    elif "problem" in call:
        ok, value = False, services.words.problem(name, receiver, str(call["problem"]))
    elif "local" in call:
        ok, value = True, services.words.success(name, call["local"] or {})
    else:
        services.call = int(call["id"])
        answer = services.perform(
            name, options, receiver, moves, call.get("object"), call.get("beside")
        )
        ok, value = answer.ok, answer.value
    wanted = ("success" if ok else "fail", "complete")
    order = services.view.profile.call.order
    fires = [callback for callback in order if callback in wanted]
    return {"ok": ok, "value": value, "fires": fires, "settles": True}
