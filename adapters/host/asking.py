"""What a call of the media API asks of the engine, as this client reads its options, and what is
told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...canonical import requests, shapes
from ...canonical.diagnostics import Diagnostic
from ...canonical.engine.faults import MediaError
from ...canonical.engine.world import World
from ...canonical.errors import InputError, shown
from ...canonical.failures import Failure
from ...canonical.rules import diagnostic
from ...canonical.vocabulary import Payload
from ...profiles.fold import ClientApi, ClientProfile
from ..messages.dialect import Dialect
from ..plan.notes import Note
from .rules import assumed

if TYPE_CHECKING:
    from ..plan.model import ProgramParam


def asked(
    asker: Dialect, api: ClientApi, options: Mapping[str, Any], notes: list[Note]
) -> requests.Request:
    """The request that a call's options come to. Raises `MediaError` where this client fails it."""
    if not api.support.usable or api.engine.get("unsupported"):
        raise unsupported(api)
    plan = asker.program(api.key)
    try:
        values, _ = asker.requests(api.key).read(options, notes)
    except InputError as error:
        raise MediaError("param_invalid", error.reason) from None
    refused = next((note for note in notes if note[0] == "MG110"), None)
    if refused is not None:
        name = next((p["key"] for p in plan["params"] if refused[1] in p["names"]), "range")
        raise MediaError("param_invalid", f"{refused[1]}: {refused[2]}", detail=name)
    for param in plan["params"]:
        if param.get("required") and param["key"] not in values:
            text = f"{param['names'][0]} is required"
            raise MediaError("param_invalid", text, detail="empty_path")
        if param.get("allowed") and param["key"] in values:
            _allow(param, values)
    try:
        return shapes.request_of(api.canonical, values)
    except (TypeError, ValueError) as error:
        raise MediaError("param_invalid", str(error)) from None


def values_of(asker: Dialect, api: ClientApi, options: Mapping[str, Any]) -> Payload:
    """The options of a function as canonical values, defaults and all. Raises `MediaError`."""
    try:
        values: Payload = asker.requests(api.key).read(options, [])[0]
        return values
    except InputError as error:
        raise MediaError("param_invalid", error.reason) from None


def unsupported(api: ClientApi) -> MediaError:
    """The failure of a function that this client lacks."""
    since = api.support.text
    return MediaError("api_unsupported", f"not supported{f': {since}' if since else ''}")


def _allow(param: ProgramParam, values: Payload) -> None:
    """A combination this client does not have counts as its default."""
    value = values[param["key"]]
    if isinstance(value, list) and sorted(value) not in [sorted(ok) for ok in param["allowed"]]:
        values[param["key"]] = param.get("default", param["allowed"][0])


def failure_of(view: ClientProfile, api: ClientApi, error: MediaError) -> Failure:
    """What an error of the engine means as a failure of a function."""
    code = error.code
    return Failure(
        api=api.canonical,
        kind=error.kind,
        code=code,
        vendor=view.profile.id if code is not None else None,
        message=None if code is not None else error.message,
        detail=error.detail or "",
    )


def diagnosed(world: World, api: ClientApi, notes: list[Note]) -> tuple[Diagnostic, ...]:
    """The diagnostics of a call: its notes, what the world told, what of the client is assumed."""
    notes.extend((code, "", text, {}) for code, text in world.told)
    world.told.clear()
    if api.support.usable:
        notes.extend(
            ("MG604", part, f"how {world.client} does {what} is assumed", {})
            for part, what in assumed(api)
        )
    return tuple(
        diagnostic(
            code,
            text,
            place=place,
            api=api.canonical,
            write=world.client,
            evidence=api.evidence,
            **changes,
        )
        for code, place, text, changes in notes
    )


def options_given(options: Mapping[str, Any] | None) -> Mapping[str, Any]:
    """What a caller gave, where it gave any. Raises InputError for what is no object."""
    if options is not None and not isinstance(options, Mapping):
        raise InputError(f"expected an object of options, got {shown(options)}")
    return options or {}
