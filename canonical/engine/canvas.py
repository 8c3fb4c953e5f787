"""The picture of a canvas: its size, format and quality. What is drawn on it is not simulated."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from .codec import MAX_SIDE
from .decoding import MAX_PIXELS, pillow
from .faults import MediaError

FORMATS: Final = {"png": "PNG", "jpg": "JPEG"}
"""Canonical words for the format of an exported canvas -> Pillow's."""


def write_canvas(target: Path, width: float, height: float, form: str, quality: float) -> None:
    """Write an empty picture of so many pixels: PNG, or JPEG with a quality of 0 to 1.

    Where nothing is drawn, PNG is transparent, and JPEG, which has no such thing, is black.
    Raises MediaError for a size of no picture and a format that there is not.
    """
    wide, high = round(width), round(height)
    if wide < 1 or high < 1:
        raise MediaError("param_invalid", f"a picture of {wide} by {high} pixels")
    if max(wide, high) > MAX_SIDE or wide * high > MAX_PIXELS:
        raise MediaError("param_invalid", f"{wide} by {high} pixels are too many")
    if form not in FORMATS:
        raise MediaError("param_invalid", f"no format {form[:20]}")
    mode = "RGBA" if form == "png" else "RGB"
    saved = {} if form == "png" else {"quality": max(1, min(100, round(quality * 100)))}
    with pillow().new(mode, (wide, high)) as picture, target.open("xb") as out:
        picture.save(out, FORMATS[form], **saved)
