"""Recipes that the canonical API performs itself where one call of the vendor is not enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from ..canonical import requests
from ..canonical.diagnostics import Diagnostic
from ..canonical.engine.codec import CompressRule, Resize, compress_image
from ..canonical.engine.sources import fetched, is_network
from ..canonical.engine.user import Prompt, ScriptedUser
from .host.host import Host

PERFORMED: Final = frozenset(
    {
        "download_first",
        "resize_on_canvas",
        "save_after_capture",
        "media_by_kind",
        "fan_out",
        "return_source",
        "one_at_a_time",
    }
)
"""The recipes that `Media` knows."""
_SUPPLIED: Final = frozenset({"MG116", "MG406", "MG409"})
"""Diagnostics that say that a recipe supplies what the vendor lacks."""
_SIZES: Final = ("width", "height", "max_width", "max_height")


def losses(found: Iterable[Diagnostic], recipes: Iterable[str]) -> list[Diagnostic]:
    """What stays lost when the recipes have been performed."""
    all_performed = set(recipes) <= PERFORMED and bool(set(recipes))
    return [
        item
        for item in found
        if item.loss not in ("none", "made_explicit")
        and not (all_performed and item.code in _SUPPLIED)
    ]


def before(host: Host, request: requests.Request, recipes: Iterable[str]) -> requests.Request:
    """The request with what its recipes do before the call. Raises MediaError."""
    plain = requests.to_plain(request)
    if "download_first" in recipes:
        known = requests.fields(request.api)
        for name, value in plain.items():
            kind = known.get(name, {}).get("kind")
            if kind == "path":
                plain[name] = _local(host, value)
            elif kind == "paths":
                plain[name] = [_local(host, path) for path in value]
    if "resize_on_canvas" in recipes:
        resize = Resize(*(int(plain.pop(name, 0) or 0) for name in _SIZES))
        plain["srcs"] = [_resized(host, path, resize) for path in plain["srcs"]]
    return requests.from_plain(request.api, plain)


def _local(host: Host, path: str) -> str:
    return fetched(path, host.world).path if is_network(path, host.world) else path


def _resized(host: Host, path: str, resize: Resize) -> str:
    """A picture drawn at another size, upright, as a canvas exports it."""
    place = host.storage.scratch()
    rule = CompressRule(accepts=None, orientation="apply", optimize=False)
    compress_image(host.storage.resolve(path), place, quality=100, rule=rule, resize=resize)
    return host.storage.keep_temp(place).path


def kind_wanted(host: Host, api: str) -> str:
    """Which kind the user takes on the sheet that asks: `image` or `video`."""
    user = host.world.user
    if not isinstance(user, ScriptedUser):
        prompt = Prompt(api, "the sheet: a picture or a video?", {"picks": "picks('name')"})
        return "image" if user.source(prompt, {"image": (), "video": ()}) != "video" else "video"
    kinds: Mapping[str, str] = {"shoots": "image", "records": "video"}
    for action in user.left:
        if action.kind in kinds:
            return kinds[action.kind]
        if action.kind == "picks":
            return host.device.album.find(action.names[0]).kind
        if action.kind == "picks_first":
            items = host.device.album.items()
            return items[0].kind if items else "image"
    return "image"


def files_of(plain: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The files of a choosing API's plain result."""
    found = plain.get("images") or plain.get("files") or []
    return list(found)
