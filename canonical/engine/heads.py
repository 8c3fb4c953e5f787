"""Image heads: format, size before rotation and orientation, from a few kilobytes of a file.

Only headers are read, so a 50 MB photograph costs no more than a small one. The format comes from
the content, never from the name. JPEG: ITU-T T.81; PNG: W3C PNG 3 (eXIf, acTL); WebP: RFC 9649;
GIF: GIF89a; TIFF 6.0 and BigTIFF; BMP: BITMAPINFOHEADER family; HEIC and AVIF: see isobmff.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from typing import Literal

from attrs import frozen

from ..values import Value
from .exif import exif_orientation
from .faults import broken, truncated, unsupported
from .isobmff import still_image
from .reader import Reader, Source, read_through
from .sniff import IMAGE_FORMATS, kind_of, sniff

WINDOW = 4096
MAX_STEPS = 4096
TAIL = 16384


@frozen(eq=False, repr=False)
class ImageHead(Value):
    """What the head of an image file says.

    `width` and `height` are pixels as stored, before any rotation. `orientation` is the Exif value
    1..8; `oriented` tells whether the file states one (no statement and an invalid one count
    as 1), `by_container` that HEIC or AVIF boxes do, not Exif. `animated` is what the head shows:
    GIF loop, APNG, animated WebP.
    """

    format: str
    width: int
    height: int
    orientation: int = 1
    oriented: bool = False
    animated: bool = False
    by_container: bool = False

    @property
    def upright_size(self) -> tuple[int, int]:
        """Width and height as shown, after the orientation is applied."""
        if self.orientation >= 5:
            return self.height, self.width
        return self.width, self.height


def read_image_head(source: Source) -> ImageHead:
    """Head of an image given as bytes, a path or a seekable binary file.

    Raises MediaError: file_not_found, file_permission, format_unsupported (not an image that is
    read here) or load_failed (cut or malformed).
    """
    return read_through(source, image_head)


def image_head(reader: Reader) -> ImageHead:
    """As read_image_head, over an open Reader."""
    head = reader.head
    if not head:
        raise truncated("its first byte: it is empty")
    name = sniff(head)
    if name is None:
        raise unsupported("the file is not an image in a known format")
    if name not in IMAGE_FORMATS:
        raise unsupported(f"the file is {kind_of(name)} ({name}), not an image")
    try:
        found = _PARSERS[name](reader)
    except struct.error:
        raise truncated(f"the {name} header") from None
    if found.width <= 0 or found.height <= 0:
        raise broken(f"the {name} header gives a size of {found.width} x {found.height}")
    return found


def _made(
    name: str, width: int, height: int, orientation: int | None, animated: bool = False
) -> ImageHead:
    return ImageHead(name, width, height, orientation or 1, orientation is not None, animated)


# JPEG ---------------------------------------------------------------------------------------

_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(reader: Reader) -> ImageHead:
    data, base, pos = reader.head, 0, 2
    orientation: int | None = None
    size: tuple[int, int] | None = None
    for _ in range(MAX_STEPS):
        i = pos - base
        if i + 10 > len(data):
            data, base, i = reader.upto(pos, WINDOW), pos, 0
            if len(data) < 4:
                break
        if data[i] != 0xFF:  # libjpeg skips stray bytes between segments
            i = data.find(b"\xff", i)
            pos = base + (len(data) if i < 0 else i)
            continue
        marker = data[i + 1]
        if marker == 0xFF:
            pos += 1 + _run_of_fill(data, i + 1)
        elif marker == 0 or marker in _ALONE:
            pos += 2
        elif marker in (0xD9, 0xDA):
            break
        else:
            (length,) = struct.unpack_from(">H", data, i + 2)
            if length < 2:
                raise broken("a JPEG segment is shorter than its own length field")
            if marker in _FRAMES:
                if i + 9 > len(data):
                    break
                height, width = struct.unpack_from(">HH", data, i + 5)
                size = (width, height)
                if orientation is not None:
                    break
            elif marker == 0xE1 and orientation is None and data[i + 4 : i + 10] == b"Exif\0\0":
                if i + 2 + length > len(data):
                    orientation = exif_orientation(reader.upto(pos + 10, length - 8))
                else:
                    orientation = exif_orientation(data[i + 10 : i + 2 + length])
            pos += 2 + length
    if size is None:
        raise truncated("the JPEG header")
    return _made("jpeg", size[0], size[1], orientation)


def _run_of_fill(data: bytes, start: int) -> int:
    end = start
    while end + 1 < len(data) and data[end + 1] == 0xFF:
        end += 1
    return end - start


# PNG ----------------------------------------------------------------------------------------


def _png(reader: Reader) -> ImageHead:
    head = reader.head
    if len(head) < 33:
        raise truncated("the PNG header")
    if head[12:16] != b"IHDR":
        raise broken("the PNG does not begin with IHDR")
    width, height = struct.unpack_from(">II", head, 16)
    if width > 0x7FFFFFFF or height > 0x7FFFFFFF:
        raise broken("the PNG header gives a size beyond the format's limit")
    orientation: int | None = None
    animated = False
    pos = 33
    for _ in range(MAX_STEPS):
        chunk = reader.upto(pos, 8)
        if len(chunk) < 8:
            break
        length, name = int.from_bytes(chunk[:4], "big"), chunk[4:]
        if name == b"eXIf":
            orientation = exif_orientation(reader.upto(pos + 8, min(length, 1 << 16)))
        elif name == b"acTL":
            animated = True
        elif name in (b"IDAT", b"IEND"):
            break
        pos += 12 + length
    if orientation is None and reader.size > len(head):
        orientation = _png_tail(reader)
    elif orientation is None:
        orientation = _png_block(head, pos)
    return _made("png", width, height, orientation, animated)


def _png_tail(reader: Reader) -> int | None:
    """The orientation in an eXIf chunk behind the pixels, without walking every IDAT."""
    start = max(reader.size - TAIL, 0)
    return _png_block(reader.upto(start, TAIL), 0)


def _png_block(data: bytes, start: int) -> int | None:
    at = data.rfind(b"eXIf", start)
    if at < 4:
        return None
    length = int.from_bytes(data[at - 4 : at], "big")
    body = data[at : at + 4 + length]
    crc = data[at + 4 + length : at + 8 + length]
    if len(crc) < 4 or zlib.crc32(body) != int.from_bytes(crc, "big"):
        return None
    return exif_orientation(body, 4)


# WebP ---------------------------------------------------------------------------------------


def _webp(reader: Reader) -> ImageHead:
    head = reader.head
    if len(head) < 30:
        raise truncated("the WebP header")
    kind = head[12:16]
    if kind == b"VP8 ":
        if head[23:26] != b"\x9d\x01\x2a":
            raise broken("the WebP key frame has no start code")
        width, height = struct.unpack_from("<HH", head, 26)
        return _made("webp", width & 0x3FFF, height & 0x3FFF, None)
    if kind == b"VP8L":
        if head[20] != 0x2F:
            raise broken("the lossless WebP has no signature")
        bits = int.from_bytes(head[21:25], "little")
        return _made("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, None)
    if kind != b"VP8X":
        raise broken("the WebP begins with no known chunk")
    flags = head[20]
    width = int.from_bytes(head[24:27], "little") + 1
    height = int.from_bytes(head[27:30], "little") + 1
    orientation = _webp_exif(reader) if flags & 0x08 else None
    return _made("webp", width, height, orientation, bool(flags & 0x02))


def _webp_exif(reader: Reader) -> int | None:
    pos = 12
    for _ in range(MAX_STEPS):
        chunk = reader.upto(pos, 8)
        if len(chunk) < 8:
            return None
        length = int.from_bytes(chunk[4:], "little")
        if chunk[:4] == b"EXIF":
            return exif_orientation(reader.upto(pos + 8, min(length, 1 << 16)))
        pos += 8 + length + (length & 1)
    return None


# GIF, BMP, TIFF -----------------------------------------------------------------------------


def _gif(reader: Reader) -> ImageHead:
    width, height = struct.unpack_from("<HH", reader.head, 6)
    return _made("gif", width, height, None, b"NETSCAPE2.0" in reader.head[:WINDOW])


def _bmp(reader: Reader) -> ImageHead:
    head = reader.head
    (size,) = struct.unpack_from("<I", head, 14)
    if size == 12:
        width, height = struct.unpack_from("<HH", head, 18)
    elif 16 <= size <= 1024:
        width, height = struct.unpack_from("<ii", head, 18)
        height = abs(height)  # negative: stored from the top
    else:
        raise unsupported("the file is not an image in a known format")
    return _made("bmp", width, height, None)


_TIFF_SIZES = {1: 1, 3: 2, 4: 4, 16: 8}


def _tiff(reader: Reader) -> ImageHead:
    head = reader.head
    order = "<" if head[:2] == b"II" else ">"
    big = 43 in (head[2], head[3])
    offset = struct.unpack_from(order + ("Q" if big else "I"), head, 8 if big else 4)[0]
    count_size, entry_size, field = (8, 20, 12) if big else (2, 12, 8)
    raw = reader.at(offset, count_size, "the TIFF directory")
    byte_order: Literal["little", "big"] = "little" if order == "<" else "big"
    count = min(int.from_bytes(raw, byte_order), MAX_STEPS)
    table = reader.upto(offset + count_size, count * entry_size)
    found: dict[int, int] = {}
    for at in range(0, len(table) - entry_size + 1, entry_size):
        tag, kind = struct.unpack_from(order + "HH", table, at)
        if tag in (0x0100, 0x0101, 0x0112) and tag not in found:
            width = _TIFF_SIZES.get(kind, 0)
            found[tag] = int.from_bytes(table[at + field : at + field + width], byte_order)
    if 0x0100 not in found or 0x0101 not in found:
        raise truncated("the TIFF directory")
    turn = found.get(0x0112)
    orientation = None if turn is None else turn if 1 <= turn <= 8 else 1
    return _made("tiff", found[0x0100], found[0x0101], orientation)


def _boxes(name: str) -> Callable[[Reader], ImageHead]:
    def read(reader: Reader) -> ImageHead:
        width, height, orientation, by_container = still_image(reader)
        return ImageHead(
            name, width, height, orientation or 1, orientation is not None, False, by_container
        )

    return read


_PARSERS: dict[str, Callable[[Reader], ImageHead]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": _webp,
    "gif": _gif,
    "bmp": _bmp,
    "tiff": _tiff,
    "heic": _boxes("heic"),
    "avif": _boxes("avif"),
}
