"""The orientation inside an Exif block, and the eight orientations as geometry.

An Exif block is a TIFF structure (Exif 2.32, 4.5): byte order, then IFD0 whose tag 0x0112 holds
the orientation. Values outside 1..8 count as 1, as every client measured does.
"""

from __future__ import annotations

import struct
from types import MappingProxyType

ORIENTATION_TAG = 0x0112
MAX_ENTRIES = 512

TURNS = MappingProxyType(
    {
        1: (0, False), 2: (0, True), 3: (180, False), 4: (180, True),
        5: (270, True), 6: (90, False), 7: (90, True), 8: (270, False),
    }
)  # fmt: skip
"""Exif value -> (degrees clockwise that set the picture upright, mirrored left-right first)."""

_FROM_TURNS = {turn: value for value, turn in TURNS.items()}
_SIZES = {1: 1, 3: 2, 4: 4}


def orientation_from_turn(clockwise: int, mirrored: bool) -> int:
    """Exif value of a picture set upright by an optional left-right flip, then a turn."""
    return _FROM_TURNS[(clockwise % 360, mirrored)]


def exif_orientation(block: bytes, start: int = 0) -> int | None:
    """Orientation stated by the Exif block at `start`, 1..8; None when it states none.

    A block that is cut or malformed states none: a client shows such a picture unturned.
    """
    if block[start : start + 6] == b"Exif\0\0":
        start += 6
    order = block[start : start + 4]
    if order == b"II*\0":
        endian = "<"
    elif order == b"MM\0*":
        endian = ">"
    else:
        return None
    try:
        (offset,) = struct.unpack_from(endian + "I", block, start + 4)
        at = start + offset
        (count,) = struct.unpack_from(endian + "H", block, at)
        entry = struct.Struct(endian + "HHI")
        for place in range(at + 2, at + 2 + 12 * min(count, MAX_ENTRIES), 12):
            tag, kind, _ = entry.unpack_from(block, place)
            if tag == ORIENTATION_TAG:
                return _value(block, place + 8, kind, endian)
    except struct.error:
        return None
    return None


def _value(block: bytes, place: int, kind: int, endian: str) -> int:
    size = _SIZES.get(kind)
    field = block[place : place + 4]
    if size is None or len(field) < 4:
        return 1
    value = int.from_bytes(field[:size], "little" if endian == "<" else "big")
    return value if 1 <= value <= 8 else 1
