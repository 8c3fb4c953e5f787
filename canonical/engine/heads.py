"""Image heads: format, size before rotation and orientation, from a few kilobytes of a file.

Only headers are read, so a 50 MB photograph costs no more than a small one. The format comes from
the content, never from the name. JPEG: ITU-T T.81; PNG: W3C PNG 3 (eXIf, acTL); BMP:
BITMAPINFOHEADER family; WebP and GIF: see moving_head; TIFF: tiff_head; HEIC and AVIF: heif.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator

from .exif import HEADER, exif_orientation
from .faults import broken, camera_raw, truncated, unsupported
from .heif import heif_head
from .image_head import ImageHead, image_of
from .moving_head import gif_head, webp_head
from .reader import Reader, Source, read_through
from .sniff import IMAGE_FORMATS, RAW_FORMATS, kind_of, sniff
from .tiff_head import raw_format, tiff_head
from .xmp import PACKET, text_orientation, wanted_text, xmp_orientation

WINDOW = 4096
MAX_STEPS = 4096
MAX_FILL = 1 << 20
"""Most bytes between the segments of a JPEG that belong to none."""
MAX_BLOCK = 1 << 16
TAIL = 16384
MAX_TAIL_CHUNKS = 64
_TEXTS = frozenset({b"tEXt", b"zTXt", b"iTXt"})


def read_image_head(source: Source) -> ImageHead:
    """Head of an image given as bytes, a path or a seekable binary file.

    Raises MediaError: file_not_found, file_permission, format_unsupported (not an image that is
    read here; detail `camera_raw` for what cameras store) or load_failed (cut or malformed).
    """
    return read_through(source, image_head)


def read_format(source: Source) -> str | None:
    """Format of a file, of any kind, camera RAW told apart from TIFF; None where none is known.

    Raises MediaError where the file cannot be read at all.
    """
    return read_through(source, format_of)


def format_of(reader: Reader) -> str | None:
    """As read_format, over an open Reader."""
    name = sniff(reader.head)
    return (raw_format(reader) or name) if name == "tiff" else name


def image_head(reader: Reader) -> ImageHead:
    """As read_image_head, over an open Reader."""
    head = reader.head
    if not head:
        raise truncated("its first byte: it is empty")
    name = sniff(head)  # of a TIFF, its own reader tells whether it is a camera's
    if name is None:
        raise unsupported("the file is not an image in a known format")
    if name in RAW_FORMATS:
        raise camera_raw(name)
    if name not in IMAGE_FORMATS:
        raise unsupported(f"the file is {kind_of(name)} ({name}), not an image")
    try:
        found = _PARSERS[name](reader)
    except struct.error:
        raise truncated(f"the {name} header") from None
    if found.width <= 0 or found.height <= 0:
        raise broken(f"the {name} header gives a size of {found.width} x {found.height}")
    return found


# JPEG ---------------------------------------------------------------------------------------

_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def _jpeg(reader: Reader) -> ImageHead:
    data, base, pos = reader.head, 0, 2
    orientation: int | None = None
    size: tuple[int, int] | None = None
    packet: tuple[int, int] | None = None
    fill = 0
    for _ in range(MAX_STEPS):
        i = pos - base
        if i + 10 > len(data):
            data, base, i = reader.upto(pos, WINDOW), pos, 0
            if len(data) < 4:
                break
        marker = data[i + 1]
        if data[i] != 0xFF or marker == 0xFF:  # libjpeg skips stray bytes and fill
            skipped = _stray(data, i)
            pos, fill = pos + skipped, fill + skipped
            if fill > MAX_FILL:
                raise broken("the JPEG has more bytes between its segments than any real one")
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
            elif marker == 0xE1 and orientation is None:
                if data[i + 4 : i + 10] == HEADER:
                    if i + 2 + length > len(data):
                        orientation = exif_orientation(reader.upto(pos + 10, length - 8))
                    else:
                        orientation = exif_orientation(data[i + 10 : i + 2 + length])
                elif packet is None and data[i + 4 : i + 10] == PACKET[:6]:
                    packet = (pos + 4, length - 2)
            pos += 2 + length
    if size is None:
        raise truncated("the JPEG header")
    unread = None
    if orientation is None and packet is not None:
        unread = xmp_orientation(reader.upto(*packet))
    return image_of("jpeg", size[0], size[1], orientation, elsewhere=unread)


def _stray(data: bytes, start: int) -> int:
    """How many bytes from `start` on come before the next marker, as far as `data` goes."""
    rest = data[start : start + MAX_FILL + 2]
    if rest[0] != 0xFF:
        at = rest.find(b"\xff")
        return len(rest) if at < 0 else at
    run = len(rest) - len(rest.lstrip(b"\xff"))
    return run - 1 if run < len(rest) else max(1, run - 1)


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
    orientation = unread = None
    animated = False
    pos = 33
    for _ in range(MAX_STEPS):
        chunk = reader.upto(pos, 8)
        if len(chunk) < 8:
            break
        length, name = int.from_bytes(chunk[:4], "big"), chunk[4:]
        if name == b"eXIf":
            orientation = exif_orientation(reader.upto(pos + 8, min(length, MAX_BLOCK)))
        elif name == b"acTL":
            animated = int.from_bytes(reader.upto(pos + 8, min(length, 4)), "big") > 1
        elif name in _TEXTS and unread is None and wanted_text(reader.upto(pos + 8, 24)):
            unread = text_orientation(name, reader.upto(pos + 8, min(length, MAX_BLOCK)))
        elif name in (b"IDAT", b"IEND"):
            break
        pos += 12 + length
    if orientation is None:
        start = max(reader.size - TAIL, pos)
        tail = reader.upto(start, TAIL)
        orientation = next((exif_orientation(body) for body in _chunks_behind(tail, b"eXIf")), None)
        if orientation is None and unread is None:
            unread = _text_behind(tail)
    return image_of("png", width, height, orientation, animated, unread)


def _text_behind(tail: bytes) -> int | None:
    """The orientation in a text behind the pixels."""
    for kind in _TEXTS:
        for body in _chunks_behind(tail, kind):
            if wanted_text(body):
                return text_orientation(kind, body)
    return None


def _chunks_behind(tail: bytes, name: bytes) -> Iterator[bytes]:
    """Bodies of the chunks of that name in the last bytes of a PNG, the last one first.

    Found without walking over the pixels: a checksum tells a chunk from bytes that look like one.
    """
    at = tail.rfind(name)
    for _ in range(MAX_TAIL_CHUNKS):
        if at < 4:
            return
        end = at + 4 + int.from_bytes(tail[at - 4 : at], "big")
        crc = tail[end : end + 4]
        if len(crc) == 4 and zlib.crc32(tail[at:end]) == int.from_bytes(crc, "big"):
            yield tail[at + 4 : end]
        at = tail.rfind(name, 0, at)


# BMP ----------------------------------------------------------------------------------------


def _bmp(reader: Reader) -> ImageHead:
    head = reader.head
    (size,) = struct.unpack_from("<I", head, 14)
    if size == 12:
        width, height = struct.unpack_from("<HH", head, 18)
    elif size >= 16:  # below 256: it would be no BMP otherwise
        width, height = struct.unpack_from("<ii", head, 18)
        height = abs(height)  # negative: stored from the top
    else:
        raise unsupported("the file is not an image in a known format")
    return image_of("bmp", width, height, None)


_PARSERS: dict[str, Callable[[Reader], ImageHead]] = {
    "jpeg": _jpeg,
    "png": _png,
    "webp": webp_head,
    "gif": gif_head,
    "bmp": _bmp,
    "tiff": tiff_head,
    "heic": lambda reader: heif_head(reader, "heic"),
    "avif": lambda reader: heif_head(reader, "avif"),
}
