"""What a plan says of one client as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from ...canonical.recipes import SERVED
from ...profiles.fold import ClientApi, ClientProfile
from ...profiles.model import Envelope, PackageList
from ...profiles.table import plain

if TYPE_CHECKING:
    from .model import PackageFiles, Room, Service, Side

_SERVED: Final = tuple(sorted({key for keys in SERVED.values() for key in keys}))
_CALLS: Final[dict[tuple[str, ...], Literal["sizes", "element"]]] = {
    ("width", "height"): "sizes",
    ("id",): "element",
}


def side(view: ClientProfile) -> Side:
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
        "at_once": profile.files.sync,
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
        "services": {key: _service(view, view.apis[key]) for key in _SERVED if key in view.apis},
        "texts": {str(key): text for key, text in profile.texts.items()},
    }


def _service(view: ClientProfile, api: ClientApi) -> Service:
    facts = api.facts
    params = {key: param.names[0] for key, param in api.params.items()}
    row: Service = {"name": api.name, "params": params}
    if api.receiver:
        row["on"] = view.giver(api.receiver)
    if api.operation.form == "factory":
        row["call"] = _CALLS.get(tuple(facts.arguments), "object")
    if facts.fixed:
        row["fixed"] = {params.get(key, key): value for key, value in facts.fixed.items()}
    if api.result:
        row["result"] = {path: field.facts.paths for path, field in api.result.items()}
    return row


def folded(key: str) -> str:
    """A key as it is looked for where logs and bridges spell it their own way."""
    return key.lower().replace("_", "").replace("-", "")


def _package(listed: PackageList | None) -> PackageFiles:
    """Where a project lists the files of its package that it reads; empty: nowhere."""
    if listed is None:
        return {}
    return {"file": listed.file, "key": listed.key, "formats": {**listed.format_key}}


def _room(view: ClientProfile) -> Room:
    """What the user's directory holds, in bytes: one file, and all of them."""
    root = view.engine.get("roots", {}).get("user", {})
    room: Room = {}
    if "max_file" in root:
        room["file"] = root["max_file"]
    if "max_total" in root:
        room["total"] = root["max_total"]
    return room


def _says(envelope: Envelope) -> dict[str, str]:
    """What a success says, by folded key of a message; empty: nothing, any text is a failure."""
    fields = envelope.success.fields
    own = {key: fields.get(key) for key in envelope.failure.message}
    texts = {folded(key): text for key, text in envelope.failure.also.items()}
    return texts | {folded(key): text if isinstance(text, str) else "" for key, text in own.items()}
