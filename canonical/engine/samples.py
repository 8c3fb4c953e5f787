"""Pictures and videos made on the spot, for cameras without a scene and albums without files."""

from __future__ import annotations

import io
import math
from collections.abc import Iterator
from typing import Any, Final

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


def scenery(number: int, width: int = 1200, height: int = 900) -> bytes:
    """A JPEG of hills under a sky, drawn; each number shows another one, the same each time."""
    image = pillow()
    from PIL import ImageDraw, ImageFilter

    sky, light, hills = _SCENES[number % len(_SCENES)]
    slope = image.linear_gradient("L").resize((width, height))
    bands = [
        slope.point([top + (low - top) * value // 255 for value in range(256)])
        for top, low in zip(sky, light, strict=True)
    ]
    picture = image.merge("RGB", bands)
    draw = ImageDraw.Draw(picture)
    x, y, r = (
        width * (20 + number * 23 % 60) // 100,
        height * (18 + number * 7 % 20) // 100,
        width // 16,
    )
    draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple((value + 510) // 3 for value in light))
    for layer in range(4):
        shade = tuple(
            value * (4 - layer) // 5 + sky[at] * layer // 14 for at, value in enumerate(hills)
        )
        base = height * (52 + layer * 13) // 100
        swing = height * (11 - layer * 2) // 100
        points = [(0, height), *((at, base + _wave(at, width, number + layer * 3, swing)) for at in
                                 range(0, width + 24, 24)), (width, height)]  # fmt: skip
        draw.polygon(points, fill=shade)
    out = io.BytesIO()
    picture.filter(ImageFilter.SMOOTH).save(out, "JPEG", quality=88)
    return out.getvalue()


def _wave(at: int, width: int, turn: int, swing: int) -> int:
    """How far a hill's edge is above or below its line, at a place of it."""
    angle = at / width * math.tau
    return round(swing * (math.sin(angle + turn) + 0.5 * math.sin(2.3 * angle + turn * 2)))


_SCENES: Final = (
    ((92, 148, 212), (236, 224, 200), (58, 110, 92)),
    ((62, 72, 132), (248, 176, 132), (72, 62, 104)),
    ((128, 178, 190), (244, 240, 226), (96, 128, 74)),
    ((238, 154, 120), (252, 224, 168), (140, 74, 66)),
    ((40, 62, 92), (142, 174, 190), (28, 50, 66)),
    ((176, 200, 232), (250, 238, 244), (124, 112, 150)),
)
"""Colours of a sky above and below, and of hills."""
