"""Heads of GIF and WebP, the formats whose frames have to be found one by one.

GIF89a; WebP: RFC 9649. A picture is animated when it has two frames or more: a GIF says so nowhere
but by its second image, and a WebP may carry the animation flag and a single frame.
"""

from __future__ import annotations

import struct

from .exif import exif_orientation
from .faults import broken, truncated
from .image_head import ImageHead, image_of
from .reader import Reader
from .xmp import MAX_TEXT, xmp_orientation

MAX_STEPS = 4096
MAX_BLOCK = 1 << 16
WINDOW = 1 << 16
MAX_WALK = 32 << 20
MAX_BLOCKS = 250_000
"""What is looked at of a GIF for its second image: bytes, and blocks of at most 255 bytes."""


def gif_head(reader: Reader) -> ImageHead:
    """Size of a GIF's screen, and whether a second image follows the first."""
    width, height = struct.unpack_from("<HH", reader.head, 6)
    return image_of("gif", width, height, None, _Blocks(reader).two_images())


class _Blocks:
    """The blocks of a GIF, walked over in windows."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._base = 0
        self._data = reader.head
        self._left = MAX_BLOCKS

    def two_images(self) -> bool:
        """Whether there are two images, as far as the walk goes."""
        pos = 13 + _table(self._byte(10))
        images = 0
        while self._left > 0:
            self._left -= 1
            mark = self._byte(pos)
            if mark == 0x2C:
                images += 1
                if images == 2:
                    return True
                pos = self._behind(pos + 11 + _table(self._byte(pos + 9)))
            elif mark == 0x21:
                pos = self._behind(pos + 2)
            elif mark == 0 and self._inside(pos):  # padding, which decoders skip
                pos += 1
            else:
                return False
        return False

    def _behind(self, pos: int) -> int:
        """The offset behind the sub-blocks that begin at `pos`."""
        while True:
            data, base, end = self._data, self._base, self._base + len(self._data)
            while pos < end:
                length = data[pos - base]
                pos += length + 1
                self._left -= 1
                if not length or self._left < 0:
                    return pos
            if not self._move(pos):
                return pos

    def _byte(self, pos: int) -> int:
        if not self._inside(pos) and not self._move(pos):
            return 0
        return self._data[pos - self._base]

    def _inside(self, pos: int) -> bool:
        """Whether the window reaches that far: no place asked for lies before it."""
        return pos < self._base + len(self._data)

    def _move(self, pos: int) -> bool:
        """Look at what lies at `pos`; False where there is nothing, or it is too far off."""
        if pos >= min(self._reader.size, MAX_WALK):
            return False
        self._data, self._base = self._reader.upto(pos, WINDOW), pos
        return bool(self._data)


def _table(flags: int) -> int:
    """Bytes of the colour table that a flags byte announces."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def webp_head(reader: Reader) -> ImageHead:
    """Size and orientation of a WebP, and whether it has two frames. Raises MediaError."""
    head = reader.head
    if len(head) < 30:
        raise truncated("the WebP header")
    kind = head[12:16]
    if kind == b"VP8 ":
        if head[23:26] != b"\x9d\x01\x2a":
            raise broken("the WebP key frame has no start code")
        width, height = struct.unpack_from("<HH", head, 26)
        return image_of("webp", width & 0x3FFF, height & 0x3FFF, None)
    if kind == b"VP8L":
        if head[20] != 0x2F:
            raise broken("the lossless WebP has no signature")
        bits = int.from_bytes(head[21:25], "little")
        return image_of("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, None)
    if kind != b"VP8X":
        raise broken("the WebP begins with no known chunk")
    width = int.from_bytes(head[24:27], "little") + 1
    height = int.from_bytes(head[27:30], "little") + 1
    orientation, frames, unread = _webp_chunks(reader, head[20])
    return image_of("webp", width, height, orientation, frames > 1, unread)


def _webp_chunks(reader: Reader, flags: int) -> tuple[int | None, int, int | None]:
    """Orientation, frames (counted to two), and the orientation that XMP states."""
    wanted = {name for bit, name in ((8, b"EXIF"), (4, b"XMP "), (2, b"ANMF")) if flags & bit}
    orientation = unread = None
    frames, pos = 0, 12
    for _ in range(MAX_STEPS):
        if not wanted:
            break
        chunk = reader.upto(pos, 8)
        if len(chunk) < 8:
            break
        name, length = chunk[:4], int.from_bytes(chunk[4:], "little")
        if name in wanted:
            if name == b"EXIF":
                orientation = exif_orientation(reader.upto(pos + 8, min(length, MAX_BLOCK)))
            elif name == b"XMP ":
                unread = xmp_orientation(reader.upto(pos + 8, min(length, MAX_TEXT)))
            else:
                frames += 1
            if name != b"ANMF" or frames > 1:
                wanted.discard(name)
        pos += 8 + length + (length & 1)
    return orientation, frames, unread
