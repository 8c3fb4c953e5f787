"""Pictures and videos made on the spot, for cameras without a scene and albums without files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from ..errors import InputError
from .decoding import MAX_PIXELS, pillow
from .exif import ORIENTATION_TAG

COLOUR = (72, 118, 155)
FORMATS = ("jpeg", "png", "webp", "gif", "bmp", "tiff")


def frames(
    width: int, height: int, count: int = 1, colour: tuple[int, int, int] = COLOUR
) -> Iterator[Any]:
    """Pillow images of a slope of light with a bar that moves on from one to the next."""
    image = pillow()
    slope = image.linear_gradient("L").resize((width, height))
    bands = [slope.point([value * part // 255 for value in range(256)]) for part in colour]
    scene = image.merge("RGB", bands)
    bar = max(2, width // 32)
    for number in range(count):
        frame = scene.copy()
        left = number * 3 % max(1, width - bar)
        frame.paste((235, 235, 235), (left, 0, left + bar, height))
        yield frame


def sample_picture(
    width: int = 1600,
    height: int = 1200,
    *,
    orientation: int = 1,
    format: str = "jpeg",  # noqa: A002
) -> bytes:
    """A picture of that size before rotation, with the orientation in its Exif block.

    The same arguments give the same bytes. Raises InputError.
    """
    if format not in FORMATS:
        raise InputError(f"cannot make {format} pictures; formats: {', '.join(FORMATS)}")
    if not (width > 0 and height > 0 and width * height <= MAX_PIXELS):
        raise InputError(f"cannot make a picture of {width} x {height}")
    if not 1 <= orientation <= 8:
        raise InputError(f"orientation is an Exif value from 1 to 8, got {orientation}")
    options: dict[str, Any] = {"quality": 90} if format in ("jpeg", "webp") else {}
    if orientation != 1 and format not in ("gif", "bmp"):
        exif = pillow().Exif()
        exif[ORIENTATION_TAG] = orientation
        options["exif"] = exif
    out = io.BytesIO()
    next(frames(width, height)).save(out, format.upper(), **options)
    return out.getvalue()
