"""Which client a record comes from: by what it says of the device, in the profile's words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ...canonical.client import parse_client
from ...canonical.errors import InputError
from ...profiles.fold import ClientProfile
from ...profiles.registry import Registry
from ..plan.pair import client_profile
from .cases import cases

_VERSION: Final = re.compile(r"\d+(?:\.\d+){0,3}")
BASE: Final = "base library"
"""What a profile's versions count where they are not the client's own."""


def client_of(vendor: str, device: Mapping[str, str], registry: Registry) -> str:
    """The client string of a device: os and version as far as they are said and known.

    Raises `InputError` for a vendor that no profile has.
    """
    view = client_profile(parse_client(vendor), registry)
    os = _os(view, device.get("platform", ""))
    said = device.get("base" if view.profile.versions == BASE else "app", "")
    version = _VERSION.match(said.strip().lstrip("vV"))
    head = f"{vendor}/{os}" if os else vendor
    if version is not None:
        try:
            full = f"{head}@{version[0]}"
            client_profile(parse_client(full), registry)
        except InputError:
            return head
        return full
    return head


def _os(view: ClientProfile, platform: str) -> str:
    """The os of a profile by the client's own word for it; empty where that is not known."""
    if not platform:
        return ""
    known = cases()
    word = platform.lower()
    for name in known.ask:
        api = view.apis.get(name)
        field = api.result.get(known.about["platform"]) if api is not None else None
        if field is None:
            continue
        values = {str(said).lower(): key for key, said in field.facts.values.items()}
        values |= {said.lower(): key for said, key in field.facts.misspelt.items()}
        word = values.get(word, word)
        break
    if word in view.profile.os:
        return word
    return next((os for os, said in view.profile.platforms.items() if said == word), "")
