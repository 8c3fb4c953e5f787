"""What the host tests share: albums, clients, and every API called once with good options."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import media_files as made
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.engine.user import Action, picks, saves
from mediaglot.profiles import loader

ALBUM: dict[str, bytes] = {
    "cat.jpg": made.picture("jpeg", 6, 160, 120),
    "dog.jpg": made.picture("jpeg", 1, 120, 160),
    "logo.png": made.picture("png", None, 60, 40),
    "walk.mp4": made.clip(),
}

VENDORS = tuple(v for v in ("tt", "my", "wx") if v in loader.builtin_ids())


def clients() -> list[str]:
    """Every os of every vendor that comes with the package."""
    return [f"{vendor}/{os}" for vendor in VENDORS for os in loader.get(vendor).os]


def apis(client: str) -> list[str]:
    """The media APIs that a client's vendor has, by key of the profile."""
    view = client_profile(parse_client(client))
    return [
        key
        for key, api in view.apis.items()
        if api.facts.support is not False and api.operation.family == "media"
    ]


def needs_file(canonical: str) -> bool:
    """Whether the API works on a file that is there already."""
    return not canonical.startswith("choose")


def options(client: str, key: str, path: str) -> dict[str, Any]:
    """Good options for an API of a client, in the vendor's words, about the file at `path`."""
    api = client_profile(parse_client(client)).apis[key]
    values: dict[str, Any] = {}
    for name, param in api.params.items():
        spelling = param.names[0]
        if not param.support.usable:
            continue
        if name in ("src", "file", "temp_file"):
            if name == "file" and api.canonical == "saveFile":
                continue
            values[spelling] = path
        elif name in ("srcs", "urls"):
            values[spelling] = (
                [path] if param.facts.type == "paths" and not param.facts.single else path
            )
        elif name == "sources" and api.canonical == "previewMedia":
            values[spelling] = [{"url": path, "type": "image"}]
        elif name == "scale":
            values[spelling] = "16:9"
        elif param.facts.required and name == "count":
            values[spelling] = 1
        elif param.facts.required:
            values[spelling] = _required(param.facts.type, param.facts.values)
    return values


def _required(kind: str | None, words: Mapping[str, Any]) -> Any:
    if words:
        return next(iter(words.values()))
    return {"integer": 1, "number": 1, "boolean": True, "object": {}}.get(kind or "", "x")


def file_for(canonical: str) -> str:
    """The album's file that suits an API."""
    return "walk.mp4" if "Video" in canonical else "cat.jpg"


def script(canonical: str) -> list[Action]:
    """What the user does for an API to succeed, consent given beforehand."""
    if canonical.startswith("choose"):
        return [picks(file_for(canonical))]
    return [saves()] if canonical in ("editImage", "cropImage") else []


REALM_CONFIG: dict[str, Any] = {
    "now": 0,
    "seed": 1,
    "page": "",
    "store": {},
    "sides": [],
    "model": {
        kind: {
            "begin": [],
            "end": [],
            "hooks": [],
            "lifetimes": [],
            "outside": True,
            "parts": {},
            "options": {},
            "roles": {},
            "methods": {},
            "listens": "",
            "fields": {},
            "views": [],
            "finds_none": [],
            "copies": "deep",
            "computed": False,
            "as_page": False,
        }
        for kind in ("page", "component")
    }
    | {"behavior": "", "app": {"begin": [], "error": "", "first": {}, "path": ""}},
    "files": {"user": "wxfile://usr/", "forms": ["bare"], "capacity": None},
}
"""What a realm without a vendor is told: enough to begin."""
