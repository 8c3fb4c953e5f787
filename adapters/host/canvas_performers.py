"""What a canvas does on a simulated client: it is exported, and what is drawn is let pass."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from ...canonical.engine.canvas import write_canvas
from ...canonical.engine.faults import MediaError
from ...canonical.errors import is_number
from ...canonical.vocabulary import Payload

if TYPE_CHECKING:
    from ...profiles.fold import ClientApi
    from .performing import Performing

BLANK: Final = "what is drawn on a canvas is not simulated: its picture is empty"
NO_RATIO: Final = "no source says whether the pixel ratio counts in a picture without a size"
NO_SIZE: Final = "no source says how large a canvas is that says no size: name width and height"


def export_canvas(it: Performing, name: str, given: Mapping[str, Any]) -> Payload:
    """Write the picture of a part of a canvas: of the size, format and quality asked for.

    A size that is left out is the canvas' own less the part's place; that of the picture is the
    part's, times the pixel ratio where the client's profile says so (`by_pixel_ratio`).
    """
    api = it.view.api(name)
    if not given.get("canvas_id") and not given.get("canvas"):
        raise MediaError("param_invalid", "no canvas is named")
    width, height = (
        _part(api, given, key, at, place)
        for place, (key, at) in enumerate((("width", "x"), ("height", "y")))
    )
    counts = api.engine.get("by_pixel_ratio")
    ratio = float(it.info()["pixel_ratio"]) if counts else 1.0
    out_width, out_height = _number(given, "out_width"), _number(given, "out_height")
    if counts is None and None in (out_width, out_height):
        it.host.world.note(NO_RATIO)
    it.host.world.note(BLANK)
    form = str(given.get("format") or "png")
    quality = _number(given, "quality")
    if quality is None or not 0 < quality <= 1:
        quality = 1.0
    wide = width * ratio if out_width is None else out_width
    high = height * ratio if out_height is None else out_height
    place = it.host.storage.scratch()
    write_canvas(place, wide, high, form, quality)
    entry = it.host.storage.keep_temp(place)
    it.host.world.event(name, "drawn", width=round(wide), height=round(high), format=form)
    return {"path": entry.path}


def _part(api: ClientApi, given: Mapping[str, Any], key: str, at: str, place: int) -> float:
    """A side of the part: what is asked for, or what is left of the canvas."""
    asked = _number(given, key)
    if asked is not None:
        return asked
    whole = getattr(given.get("canvas"), "get", lambda _: None)(key)
    if not is_number(whole) or whole <= 0:
        element = api.engine.get("element") or ()
        if len(element) != 2:
            raise MediaError("api_unsupported", NO_SIZE)
        whole = element[place]
    return float(whole) - (_number(given, at) or 0.0)


def _number(given: Mapping[str, Any], key: str) -> float | None:
    value = given.get(key)
    if value is None:
        return None
    if not is_number(value):
        raise MediaError("param_invalid", f"{key} is no number")
    return float(value)
