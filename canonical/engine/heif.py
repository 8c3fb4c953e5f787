"""Still pictures in ISO boxes: HEIC and AVIF.

Items and their properties (`ispe`, `clap`, `irot`, `imir`): ISO/IEC 23008-12; the clean aperture:
ISO/IEC 14496-12, 12.1.4. A reader must apply them in the order in which they stand, so they win
over an Exif orientation beside them; a file that has only the Exif one is turned by that (seen on
real telephones). Sequences: a track of two samples or more.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from attrs import evolve, field, frozen

from ..values import Value
from .exif import exif_orientation, orientation_from_turn
from .faults import MediaError, broken, truncated
from .image_head import Crop, ImageHead
from .isobmff import Box, boxes, find_box
from .reader import Reader
from .video_boxes import Movie, read_movie
from .xmp import MAX_TEXT, xmp_orientation

if TYPE_CHECKING:
    from fractions import Fraction

MAX_META = 4 << 20
MAX_ITEMS = 16_384
"""Most entries of the item tables together: libheif takes a thousand items and no more."""
MAX_BLOCK = 1 << 16
_MOVING_BRANDS = (b"avis", b"msf1", b"hevc", b"hevx", b"heim", b"heis")
_XMP_TYPE = b"application/rdf+xml\0"


@frozen(eq=False, repr=False)
class _Meta(Value):
    """What a `meta` box says of its primary item, and of the notes beside it."""

    primary: int | None = None
    properties: list[Box] = field(factory=list[Box])
    """Those of the primary item, in their order."""
    exif: list[int] = field(factory=list[int])
    xmp: list[int] = field(factory=list[int])
    places: dict[int, tuple[int, int, int]] = field(factory=dict[int, tuple[int, int, int]])
    describes: dict[int, int] = field(factory=dict[int, int])
    data: Box | None = None


@frozen(eq=False, repr=False)
class _Shown(Value):
    """The part of a picture that is shown, and how it is turned.

    `left`, `top`, `width`, `height` in pixels as stored; `clockwise` degrees after an optional
    left-right flip, None where no box turns it.
    """

    left: int
    top: int
    width: int
    height: int
    clockwise: int = 0
    mirrored: bool = False
    turned: bool = False
    cropped: bool = False


def heif_head(reader: Reader, name: str) -> ImageHead:
    """Size, aperture and orientation of the primary picture. Raises MediaError."""
    movie = _movie(reader)
    moving = movie is not None and any(track.samples > 1 for track in movie.tracks)
    try:
        raw = find_box(reader, b"meta", MAX_META)
    except MediaError:
        if movie is None:
            raise
        return _first_of_track(movie, name, moving)
    try:
        meta = _meta(raw)
        shown = _shown(raw, meta)
    except (struct.error, IndexError):
        raise truncated("the item tables") from None
    unread = None
    if shown.turned:
        orientation: int | None = orientation_from_turn(shown.clockwise, shown.mirrored)
    else:
        orientation = _exif(reader, raw, meta)
        if orientation is None:
            unread = _xmp(reader, raw, meta)
    return ImageHead(
        name,
        shown.width,
        shown.height,
        orientation or 1,
        orientation is not None,
        moving,
        shown.turned,
        (shown.left, shown.top, shown.width, shown.height) if shown.cropped else None,
        None if unread == 1 else unread,
    )


def _movie(reader: Reader) -> Movie | None:
    """The tracks of a file whose brands say that it has some."""
    head = reader.head
    brands = head[8 : min(int.from_bytes(head[:4], "big"), 256)]
    if not any(brand in brands for brand in _MOVING_BRANDS):
        return None
    try:
        return read_movie(reader)
    except MediaError:  # most have a still picture and no track
        return None


def _first_of_track(movie: Movie, name: str, moving: bool) -> ImageHead:
    """A sequence without a still picture of its own: its first track."""
    track = next((t for t in movie.tracks if t.handler in (b"pict", b"vide")), None)
    if track is None:
        raise broken("the file names no primary picture")
    turn = track.turn
    orientation = None if turn == (0, False) else orientation_from_turn(*turn)
    width, height = track.shown
    return ImageHead(name, width, height, orientation or 1, bool(orientation), moving, True)


# Properties ---------------------------------------------------------------------------------


def _shown(raw: bytes, meta: _Meta) -> _Shown:
    if meta.primary is None:
        raise broken("the file names no primary picture")
    size = [box for box in meta.properties if box[0] == b"ispe" and box[2] - box[1] >= 12]
    if not size:
        raise broken("the primary picture has no size")
    width, height = struct.unpack_from(">II", raw, size[-1][1] + 4)
    shown = _Shown(0, 0, width, height)
    for kind, start, end in meta.properties:
        if kind == b"irot" and end > start:
            turn = (shown.clockwise - 90 * (raw[start] & 3)) % 360
            shown = evolve(shown, clockwise=turn, turned=True)
        elif kind == b"imir" and end > start:
            # Axis 1 exchanges left and right, axis 0 top and bottom; a flip behind a turn is
            # the same flip before the opposite turn.
            extra = 0 if raw[start] & 1 else 180
            turn = (extra - shown.clockwise) % 360
            shown = evolve(shown, clockwise=turn, mirrored=not shown.mirrored, turned=True)
        elif kind == b"clap" and end - start >= 32:
            shown = _clean(shown, struct.unpack_from(">IIIIiIiI", raw, start))
    return shown


def _clean(shown: _Shown, said: tuple[int, ...]) -> _Shown:
    """The clean aperture of what is shown so far. Raises MediaError for an empty one.

    Fractions are rounded as libheif does, which decodes HEIC for nearly everyone; the standard
    leaves that open. An aperture that reaches beyond the picture is cut to it.
    """
    from fractions import Fraction

    if not all(said[1::2]):
        raise broken("the clean aperture has a denominator of 0")
    across, down = Fraction(said[0], said[1]), Fraction(said[2], said[3])
    aside, below = Fraction(said[4], said[5]), Fraction(said[6], said[7])
    on_its_side = shown.clockwise in (90, 270)
    full = (shown.height, shown.width) if on_its_side else (shown.width, shown.height)
    left = int(aside + Fraction(full[0] - 1, 2) - (across - 1) / 2)
    top = _nearest(below + Fraction(full[1] - 1, 2) - (down - 1) / 2)
    right = min(_nearest(across - 1 + left), full[0] - 1)
    bottom = min(_nearest(down - 1 + top), full[1] - 1)
    left, top = max(left, 0), max(top, 0)
    if left > right or top > bottom:
        raise broken("the clean aperture leaves nothing of the picture")
    seen = (left, top, right - left + 1, bottom - top + 1)
    inner = _as_stored(seen, shown)
    return evolve(
        shown,
        left=shown.left + inner[0],
        top=shown.top + inner[1],
        width=inner[2],
        height=inner[3],
        cropped=True,
    )


def _nearest(value: Fraction) -> int:
    """Rounded as libheif rounds: half of the denominator added, the rest cut towards 0."""
    from fractions import Fraction

    return int(Fraction(value.numerator + value.denominator // 2, value.denominator))


def _as_stored(seen: Crop, shown: _Shown) -> Crop:
    """A part of the turned picture, in the picture before its turn."""
    left, top, width, height = seen
    if shown.clockwise == 90:
        left, top, width, height = top, shown.height - left - width, height, width
    elif shown.clockwise == 180:
        left, top = shown.width - left - width, shown.height - top - height
    elif shown.clockwise == 270:
        left, top, width, height = shown.width - top - height, left, height, width
    if shown.mirrored:
        left = shown.width - left - width
    return left, top, width, height


# Notes --------------------------------------------------------------------------------------


def _exif(reader: Reader, raw: bytes, meta: _Meta) -> int | None:
    for block in _notes(meta.exif, reader, raw, meta, MAX_BLOCK):
        return exif_orientation(block, 4 + int.from_bytes(block[:4], "big"))
    return None


def _xmp(reader: Reader, raw: bytes, meta: _Meta) -> int | None:
    for block in _notes(meta.xmp, reader, raw, meta, MAX_TEXT):
        return xmp_orientation(block)
    return None


def _notes(items: list[int], reader: Reader, raw: bytes, meta: _Meta, most: int) -> Iterator[bytes]:
    """The bytes of the items that describe the primary picture."""
    for item in items:
        if meta.describes.get(item, meta.primary) != meta.primary or item not in meta.places:
            continue
        method, offset, length = meta.places[item]
        length = min(length, most)
        if method == 1 and meta.data is not None:
            start = meta.data[1] + offset
            yield raw[start : min(start + length, meta.data[2])]
        elif method == 0:
            yield reader.upto(offset, length)


# The tables of items ------------------------------------------------------------------------


def _meta(raw: bytes) -> _Meta:
    primary: int | None = None
    data: Box | None = None
    parts: dict[bytes, Box] = {}
    for box in boxes(raw, 4):
        if box[0] == b"pitm":
            primary = _number(raw, box[1] + 4, 4 if raw[box[1]] else 2)
        elif box[0] == b"idat":
            data = box
        else:
            parts.setdefault(box[0], box)
    exif, xmp = _item_kinds(raw, parts.get(b"iinf"))
    return _Meta(
        primary,
        _properties(raw, parts.get(b"iprp"), primary),
        exif,
        xmp,
        _places(raw, parts.get(b"iloc"), frozenset((*exif, *xmp))),
        _descriptions(raw, parts.get(b"iref")),
        data,
    )


def _number(raw: bytes, at: int, size: int) -> int:
    if at + size > len(raw):
        raise truncated("the item tables")
    return int.from_bytes(raw[at : at + size], "big")


def _properties(raw: bytes, box: Box | None, primary: int | None) -> list[Box]:
    """The properties of the primary item, in the order in which they are to be applied."""
    if box is None or primary is None:
        return []
    known: list[Box] | None = None
    linked: list[int] | None = None
    left = MAX_ITEMS
    for kind, body, behind in boxes(raw, box[1], box[2]):
        if kind == b"ipco" and known is None:
            known = list(boxes(raw, body, behind))
        elif kind == b"ipma" and linked is None and left > 0:
            linked, left = _associations(raw, body, behind, primary, left)
    return [(known or [])[n - 1] for n in linked or () if 1 <= n <= len(known or ())]


def _associations(
    raw: bytes, start: int, end: int, primary: int, left: int
) -> tuple[list[int] | None, int]:
    """The property numbers of the primary item; None where this table does not have it."""
    wide = 4 if raw[start] else 2
    each = 2 if raw[start + 3] & 1 else 1
    pos = start + 8
    for _ in range(min(_number(raw, start + 4, 4), left)):
        if pos >= end:
            break
        left -= 1
        item, count = _number(raw, pos, wide), raw[pos + wide]
        pos += wide + 1
        if item == primary:
            top = 0x7FFF if each == 2 else 0x7F
            return [_number(raw, pos + each * i, each) & top for i in range(count)], left
        pos += each * count
    return None, left


def _item_kinds(raw: bytes, box: Box | None) -> tuple[list[int], list[int]]:
    """The items that hold Exif, and those that hold XMP."""
    exif: list[int] = []
    xmp: list[int] = []
    if box is None:
        return exif, xmp
    _, start, end = box
    for kind, body, behind in boxes(raw, start + (8 if raw[start] else 6), end):
        if kind != b"infe" or raw[body] < 2:
            continue
        wide = 4 if raw[body] >= 3 else 2
        what = raw[body + 6 + wide : body + 10 + wide]
        if what == b"Exif":
            exif.append(_number(raw, body + 4, wide))
        elif what == b"mime" and _XMP_TYPE in raw[body + 10 + wide : min(behind, body + 512)]:
            xmp.append(_number(raw, body + 4, wide))
    return exif, xmp


def _places(raw: bytes, box: Box | None, wanted: frozenset[int]) -> dict[int, tuple[int, int, int]]:
    """Item -> construction method, offset and length of its first extent, for `wanted` items."""
    if box is None or not wanted:
        return {}
    _, start, end = box
    version = raw[start]
    sizes = _number(raw, start + 4, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 4 if version == 2 else 2
    count = _number(raw, start + 6, wide)
    pos = start + 6 + wide
    result: dict[int, tuple[int, int, int]] = {}
    for _ in range(min(count, MAX_ITEMS)):
        if pos >= end or len(result) == len(wanted):
            break
        item = _number(raw, pos, wide)
        pos += wide
        method = 0
        if version:
            method = _number(raw, pos, 2) & 15
            pos += 2
        pos += 2
        base = _number(raw, pos, base_size)
        pos += base_size
        extents = _number(raw, pos, 2)
        pos += 2
        if extents and item in wanted:
            offset = _number(raw, pos + index_size, offset_size)
            length = _number(raw, pos + index_size + offset_size, length_size)
            result.setdefault(item, (method, base + offset, length))
        pos += extents * (index_size + offset_size + length_size)
    return result


def _descriptions(raw: bytes, box: Box | None) -> dict[int, int]:
    """Item -> the item it describes (`cdsc` references)."""
    if box is None:
        return {}
    _, start, end = box
    wide = 4 if raw[start] else 2
    result: dict[int, int] = {}
    for kind, body, _ in boxes(raw, start + 4, end):
        if kind == b"cdsc" and _number(raw, body + wide, 2):
            result[_number(raw, body, wide)] = _number(raw, body + wide + 2, wide)
    return result
