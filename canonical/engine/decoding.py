"""Pixels of a picture file, and what is still to be done before they are upright.

Decoders differ in what they do by themselves: Pillow turns TIFF and leaves AVIF as stored, libheif
cuts and turns HEIC by its boxes, and none heeds the clean aperture of AVIF. Here each ends up as a
`Raster` that says what is left to do.
"""

from __future__ import annotations

import os
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from attrs import frozen

from ..values import Value
from .exif import ORIENTATION_TAG
from .faults import MediaError, broken, cause
from .image_head import ImageHead

if TYPE_CHECKING:
    from PIL import Image

MAX_PIXELS = 178_956_970
"""Largest picture that is decoded, in pixels: twice Pillow's own limit for a warning."""
PILLOW_NAMES = {
    "jpeg": ("JPEG",),  # opens MPO, too
    "png": ("PNG",),
    "gif": ("GIF",),
    "webp": ("WEBP",),
    "bmp": ("BMP",),
    "tiff": ("TIFF",),
    "avif": ("AVIF",),
}


@frozen(eq=False, repr=False)
class Raster(Value):
    """A decoded picture.

    `size`: of the whole picture before the turn that is left to do, also where it was decoded at a
    smaller scale. `orientation`: that turn, an Exif value. `exif`, `icc`: as the file has them.
    """

    picture: Image.Image
    size: tuple[int, int]
    orientation: int
    exif: bytes | None = None
    icc: bytes | None = None


_pillow_lock = threading.Lock()
_pillow_ready = False


def pillow() -> Any:
    """Pillow's Image module, tuned once."""
    global _pillow_ready
    from PIL import Image

    if not _pillow_ready:
        with _pillow_lock:
            core = getattr(Image, "core", None)  # semi-private: may go away
            keep = getattr(core, "set_blocks_max", None)
            if keep is not None and "PILLOW_BLOCKS_MAX" not in os.environ:
                keep(16)
            # Sizes were judged from the head already; a damaged tag is no news to the user.
            warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)
            warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")
            _pillow_ready = True
    return Image


@contextmanager
def decoded(
    source: str | os.PathLike[str], head: ImageHead, least: tuple[int, int] | None = None
) -> Iterator[Raster]:
    """The first frame's pixels, closed afterwards.

    `least` lets a JPEG be decoded at a smaller scale, no smaller than that. Raises MediaError.
    """
    raster = _read(source, head, least)
    try:
        yield raster
    finally:
        raster.picture.close()


def _read(source: str | os.PathLike[str], head: ImageHead, least: tuple[int, int] | None) -> Raster:
    picture: Any = None
    try:
        if head.format == "heic":
            return _heic(source, head)
        picture = pillow().open(source, formats=PILLOW_NAMES[head.format])
        if picture.width * picture.height > MAX_PIXELS:
            raise broken("the picture is larger inside than its head says")
        if least and head.format == "jpeg":
            picture.draft(None, least)  # the decoder scales down by itself
        return _loaded(picture, head)
    except BaseException as error:
        if picture is not None:
            picture.close()
        # What a plugin raises on hostile input is not one family: struct.error, ArithmeticError,
        # RecursionError, DecompressionBombError and more were seen.
        if isinstance(error, MediaError) or not isinstance(error, Exception):
            raise
        words = f"the picture cannot be decoded: {cause(error, source)}"
        raise MediaError("load_failed", words, detail="broken") from None


def _loaded(picture: Any, head: ImageHead) -> Raster:
    orientation = head.orientation
    if head.format == "tiff":
        tag = picture.tag_v2.get(ORIENTATION_TAG)
        if tag is None:  # else Pillow would turn it by XMP, which no client is known to do
            picture.getexif().pop(ORIENTATION_TAG, None)
        picture.load()
        if isinstance(tag, int) and 2 <= tag <= 8 and ORIENTATION_TAG not in picture.tag_v2:
            orientation = 1  # Pillow turned it while loading it, as its later versions do
    else:
        picture.load()
    size = picture.size
    if head.format == "jpeg":
        size = (head.width, head.height)
    shown = picture
    if head.crop is not None and size != (head.width, head.height):
        left, top, width, height = head.crop
        shown = picture.crop((left, top, left + width, top + height))
        shown.info = picture.info
        size = shown.size
    return Raster(
        shown, size, orientation, picture.info.get("exif"), picture.info.get("icc_profile")
    )


def _heic(source: str | os.PathLike[str], head: ImageHead) -> Raster:
    from .apart import decode_heic

    pixels = decode_heic(source)
    picture = pillow().frombytes(
        pixels.mode, pixels.size, pixels.data, "raw", pixels.mode, pixels.stride
    )
    orientation = 1 if head.by_container else head.orientation
    return Raster(picture, picture.size, orientation, pixels.exif or None, pixels.icc or None)
