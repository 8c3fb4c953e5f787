"""What the head of an image file says."""

from __future__ import annotations

from attrs import frozen

from ..values import Value

Crop = tuple[int, int, int, int]
"""Left, top, width and height of the part that is shown, in pixels as stored."""


@frozen(eq=False, repr=False)
class ImageHead(Value):
    """What the head of an image file says.

    `width` and `height` are pixels before any rotation, of the part that is shown: the clean
    aperture of HEIC and AVIF, all that is stored elsewhere. `orientation` is the Exif value 1..8;
    `oriented` tells whether the file states one (no statement and an invalid one count as 1),
    `by_container` that HEIC or AVIF boxes do, not Exif. `animated`: two frames or more. `crop`:
    where the clean aperture lies, None where all is shown. `paged`: other pages follow the one that
    is told of. `elsewhere`: an orientation that stands
    only where no client is known to look for it (XMP, a PNG text), None where there is none.
    """

    format: str
    width: int
    height: int
    orientation: int = 1
    oriented: bool = False
    animated: bool = False
    by_container: bool = False
    crop: Crop | None = None
    elsewhere: int | None = None
    paged: bool = False

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as shown, after the orientation is applied."""
        if self.orientation >= 5:
            return self.height, self.width
        return self.width, self.height


def image_of(
    name: str,
    width: int,
    height: int,
    orientation: int | None,
    animated: bool = False,
    elsewhere: int | None = None,
    paged: bool = False,
) -> ImageHead:
    """A head whose orientation, if any, stands in Exif; `elsewhere` counts only without one."""
    stated = orientation is not None
    unread = None if stated or elsewhere == 1 else elsewhere
    turn = orientation or 1
    return ImageHead(name, width, height, turn, stated, animated, elsewhere=unread, paged=paged)
