"""TIFF heads, and the camera RAW files that are TIFF outside.

TIFF 6.0 and BigTIFF. A RAW file (DNG 1.6; Nikon, Sony, Pentax, Samsung and others alike) has a
small preview in its first directory and what the sensor saw in one of its sub-directories: its
tags say so, not its first bytes.
"""

from __future__ import annotations

import struct
from contextlib import suppress
from typing import Literal

from attrs import field, frozen

from ..values import Value
from .faults import MediaError, camera_raw, truncated
from .image_head import ImageHead, image_of
from .reader import Reader
from .xmp import xmp_orientation

MAX_ENTRIES = 4096
MAX_DIRECTORIES = 16
MAX_XMP = 1 << 16

_WIDTH, _HEIGHT, _PHOTOMETRIC, _MAKE = 0x0100, 0x0101, 0x0106, 0x010F
_KIND = 0x00FE
_NO_PAGE = 0b101
"""Of NewSubfileType: a smaller picture of the same, or a mask of it."""
_ORIENTATION, _SUB_DIRECTORIES, _XMP, _DNG_VERSION = 0x0112, 0x014A, 0x02BC, 0xC612
_WANTED = frozenset(
    {
        _KIND,
        _WIDTH,
        _HEIGHT,
        _PHOTOMETRIC,
        _MAKE,
        _ORIENTATION,
        _SUB_DIRECTORIES,
        _XMP,
        _DNG_VERSION,
    }
)
_OF_A_SENSOR = frozenset({32803, 34892})
"""PhotometricInterpretation of a colour filter array, and of the linear data made from one."""
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 7: 1, 13: 4, 16: 8, 18: 8}
_MAKERS = (
    (b"NIKON", "nef"), (b"SONY", "arw"), (b"PENTAX", "pef"), (b"RICOH", "pef"),
    (b"SAMSUNG", "srw"), (b"OLYMPUS", "orf"), (b"PANASONIC", "rw2"), (b"CANON", "cr2"),
)  # fmt: skip


@frozen(eq=False, repr=False)
class _Field(Value):
    """One entry of a directory: its type, how many values, and where they are."""

    kind: int
    count: int
    place: int


@frozen(eq=False, repr=False)
class _Directory(Value):
    fields: dict[int, _Field] = field(factory=dict[int, _Field])
    behind: int = 0
    """Offset of the next directory; 0 where there is none."""


class _Tiff:
    """The directories of one file."""

    def __init__(self, reader: Reader) -> None:
        head = reader.head
        self.reader = reader
        self.order = "<" if head[:2] == b"II" else ">"
        self.big = 43 in (head[2], head[3])
        self.offset = "Q" if self.big else "I"
        self.first = struct.unpack_from(self.order + self.offset, head, 8 if self.big else 4)[0]

    def directory(self, offset: int) -> _Directory:
        count_size, entry_size, inline = (8, 20, 12) if self.big else (2, 12, 8)
        raw = self.reader.at(offset, count_size, "the TIFF directory")
        (count,) = struct.unpack(self.order + ("Q" if self.big else "H"), raw)
        count = min(count, MAX_ENTRIES)
        start = offset + count_size
        table = self.reader.upto(start, count * entry_size + entry_size - inline)
        result: dict[int, _Field] = {}
        for at in range(0, min(len(table) - entry_size + 1, count * entry_size), entry_size):
            tag, kind, many = struct.unpack_from(f"{self.order}HH{self.offset}", table, at)
            if tag not in _WANTED or tag in result:
                continue
            place = start + at + inline
            if many * _SIZES.get(kind, 1) > entry_size - inline:
                (place,) = struct.unpack_from(self.order + self.offset, table, at + inline)
            result[tag] = _Field(kind, many, place)
        tail = table[count * entry_size :]
        wide = 8 if self.big else 4
        behind = int.from_bytes(tail[:wide], self._word) if len(tail) >= wide else 0
        return _Directory(result, behind)

    @property
    def _word(self) -> Literal["little", "big"]:
        return "little" if self.order == "<" else "big"

    def numbers(self, directory: _Directory, tag: int, most: int = 1) -> list[int]:
        """The first values of a tag; none where it is missing or of another type."""
        entry = directory.fields.get(tag)
        size = _SIZES.get(entry.kind, 0) if entry is not None else 0
        if entry is None or not size:
            return []
        raw = self.reader.upto(entry.place, size * min(entry.count, most))
        return [int.from_bytes(raw[i : i + size], self._word) for i in range(0, len(raw), size)]

    def bytes_of(self, directory: _Directory, tag: int, most: int) -> bytes:
        entry = directory.fields.get(tag)
        return b"" if entry is None else self.reader.upto(entry.place, min(entry.count, most))


def tiff_head(reader: Reader) -> ImageHead:
    """Size and orientation of the first picture of a TIFF file. Raises MediaError."""
    tiff = _Tiff(reader)
    first = tiff.directory(tiff.first)
    raw = _raw_format(tiff, first)
    if raw is not None:
        raise camera_raw(raw)
    width, height = tiff.numbers(first, _WIDTH), tiff.numbers(first, _HEIGHT)
    if not width or not height:
        raise truncated("the TIFF directory")
    turn, paged = tiff.numbers(first, _ORIENTATION), _paged(tiff, first)
    size = (width[0], height[0])
    if turn:
        return image_of("tiff", *size, turn[0] if 1 <= turn[0] <= 8 else 1, paged=paged)
    elsewhere = xmp_orientation(tiff.bytes_of(first, _XMP, MAX_XMP))
    return image_of("tiff", *size, None, elsewhere=elsewhere, paged=paged)


def _paged(tiff: _Tiff, first: _Directory) -> bool:
    """Whether a page follows the first one."""
    seen, place = {tiff.first}, first.behind
    while place and place not in seen and len(seen) < MAX_DIRECTORIES:
        seen.add(place)
        try:
            following = tiff.directory(place)
        except (MediaError, struct.error):
            return False
        kind = tiff.numbers(following, _KIND)
        if following.fields and not (kind and kind[0] & _NO_PAGE):
            return True
        place = following.behind
    return False


def raw_format(reader: Reader) -> str | None:
    """The camera RAW format of a file that is TIFF outside; None for a picture."""
    try:
        tiff = _Tiff(reader)
        return _raw_format(tiff, tiff.directory(tiff.first))
    except (MediaError, struct.error):
        return None


def _raw_format(tiff: _Tiff, first: _Directory) -> str | None:
    if _DNG_VERSION in first.fields:
        return "dng"
    places = [*tiff.numbers(first, _SUB_DIRECTORIES, MAX_DIRECTORIES), first.behind]
    seen = [first]
    for place in places[:MAX_DIRECTORIES]:
        if place:
            with suppress(MediaError):  # a picture whose other directories are damaged is one
                seen.append(tiff.directory(place))
    if not any(_OF_A_SENSOR.intersection(tiff.numbers(d, _PHOTOMETRIC)) for d in seen):
        return None
    make = tiff.bytes_of(first, _MAKE, 32).upper()
    return next((name for maker, name in _MAKERS if make.startswith(maker)), "raw")
