"""An orientation that stands where no client is known to look: XMP, and texts of a PNG.

XMP keeps it as `tiff:Orientation` (XMP part 2, 3.3), ImageMagick writes a whole Exif block as the
text "Raw profile type exif" of a PNG. Editors read both; whether a client does, no source says.
"""

from __future__ import annotations

import re
import zlib

from .exif import HEADER, exif_orientation

MAX_TEXT = 1 << 16
PACKET = b"http://ns.adobe.com/xap/1.0/\0"
"""What an XMP segment of a JPEG begins with."""
_ORIENTATION = re.compile(rb"tiff:Orientation(?:\s*=\s*[\"']|>)\s*([1-8])\s*(?:[\"']|<)")
_PROFILES = (b"Raw profile type exif", b"Raw profile type APP1")
_MOST_DIGITS = 16_384
_PACKET = b"XML:com.adobe.xmp"


def xmp_orientation(packet: bytes) -> int | None:
    """The orientation that an XMP packet states, 1..8, or None."""
    match = _ORIENTATION.search(packet)
    return int(match[1]) if match else None


def text_orientation(kind: bytes, body: bytes) -> int | None:
    """The orientation in a text chunk of a PNG (`tEXt`, `zTXt` or `iTXt`), or None."""
    key, _, rest = body.partition(b"\0")
    if key != _PACKET and key not in _PROFILES:
        return None
    text = _text(kind, rest)
    return xmp_orientation(text) if key == _PACKET else exif_orientation(_profile(text))


def wanted_text(start: bytes) -> bool:
    """Whether a text chunk that begins like this may state an orientation."""
    return start.startswith((_PACKET, *_PROFILES))


def _text(kind: bytes, rest: bytes) -> bytes:
    """The text behind the key of a chunk, unpacked where it is packed, at most MAX_TEXT of it."""
    packed = kind == b"zTXt"
    if packed:
        rest = rest[1:]
    elif kind == b"iTXt":
        packed = rest[:1] == b"\1"
        rest = rest[2:].split(b"\0", 2)[-1]
    if not packed:
        return rest[:MAX_TEXT]
    try:
        return zlib.decompressobj().decompress(rest, MAX_TEXT)
    except zlib.error:
        return b""


def _profile(text: bytes) -> bytes:
    """The block in a text of ImageMagick: name, length, then hexadecimal digits."""
    lines = text.strip().split(b"\n", 2)
    try:
        digits = b"".join(lines[2].split())[:_MOST_DIGITS]
        block = bytes.fromhex(digits.decode("ascii"))
    except (IndexError, ValueError):
        return b""
    return block[block.find(HEADER) :] if HEADER in block else block
