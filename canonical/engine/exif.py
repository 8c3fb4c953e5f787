"""The orientation inside an Exif block, and the eight orientations as geometry.

An Exif block is a TIFF structure (Exif 2.32, 4.5): byte order, then IFD0 whose tag 0x0112 holds
the orientation. Values outside 1..8 count as 1, as every client measured does.
"""

from __future__ import annotations

import struct
from types import MappingProxyType

ORIENTATION_TAG = 0x0112
MAX_ENTRIES = 512
HEADER = b"Exif\0\0"
"""What stands before the TIFF structure in a JPEG, and in nothing else that is well formed."""

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
    if block[start : start + 6] == HEADER:
        start += 6
    found = _directory(block, start)
    if found is None:
        return None
    endian, at, count = found
    entry = struct.Struct(endian + "HHI")
    for place in range(at + 2, at + 2 + 12 * min(count, MAX_ENTRIES), 12):
        if place + 8 > len(block):
            return None
        tag, kind, _ = entry.unpack_from(block, place)
        if tag == ORIENTATION_TAG:
            return _value(block, place + 8, kind, endian)
    return None


def _directory(block: bytes, start: int) -> tuple[str, int, int] | None:
    """Byte order, place and number of entries of IFD0; None where there is no TIFF structure."""
    order = block[start : start + 4]
    if order == b"II*\0":
        endian = "<"
    elif order == b"MM\0*":
        endian = ">"
    else:
        return None
    try:
        at = start + struct.unpack_from(endian + "I", block, start + 4)[0]
        return endian, at, struct.unpack_from(endian + "H", block, at)[0]
    except struct.error:
        return None


def _value(block: bytes, place: int, kind: int, endian: str) -> int:
    size = _SIZES.get(kind)
    field = block[place : place + 4]
    if size is None or len(field) < 4:
        return 1
    value = int.from_bytes(field[:size], "little" if endian == "<" else "big")
    return value if 1 <= value <= 8 else 1


def with_orientation(block: bytes | None, orientation: int) -> bytes | None:
    """The TIFF structure of an Exif block, made to state `orientation`; all other tags stay.

    The header of JPEG is taken off. A thumbnail of a picture that was turned is let go: it would
    lie on its side. None where nothing needs to be said: no block, or a broken one, of a picture
    that is upright.
    """
    tiff = (block or b"").removeprefix(HEADER)
    found = _directory(tiff, 0)
    if found is None or found[1] + 2 + 12 * found[2] > len(tiff):
        return _alone(orientation) if orientation != 1 else None
    endian, at, count = found
    if (exif_orientation(tiff) or 1) == orientation:
        return tiff
    entries = [tiff[at + 2 + 12 * n : at + 14 + 12 * n] for n in range(count)]
    tag = struct.pack(endian + "H", ORIENTATION_TAG)
    entries = [entry for entry in entries if entry[:2] != tag]
    entries.append(struct.pack(endian + "HHIHH", ORIENTATION_TAG, 3, 1, orientation, 0))
    entries.sort(key=lambda entry: struct.unpack_from(endian + "H", entry))
    made = struct.pack(endian + "H", len(entries)) + b"".join(entries) + bytes(4)
    if len(entries) == count:  # in its place: nothing moves
        return tiff[:at] + made + tiff[at + len(made) :]
    tiff += bytes(len(tiff) % 2)
    return tiff[:4] + struct.pack(endian + "I", len(tiff)) + tiff[8:] + made


def _alone(orientation: int) -> bytes:
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION_TAG, 3, 1, orientation, 0, 0)
