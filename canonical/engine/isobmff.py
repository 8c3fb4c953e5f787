"""ISO base media boxes, and the still pictures kept in them (HEIC, AVIF).

Boxes: ISO/IEC 14496-12; items and their properties (`ispe`, `irot`, `imir`): ISO/IEC 23008-12.
A reader must apply irot and imir, so they win over an Exif orientation beside them; a file that
has only the Exif one is turned by that (seen on real telephones).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from attrs import field, frozen

from ..values import Value
from .exif import exif_orientation, orientation_from_turn
from .faults import broken, truncated
from .reader import Reader

MAX_BOXES = 8192
MAX_META = 8 << 20
MAX_ITEMS = 65_536

Box = tuple[bytes, int, int]
"""Type, offset of its body, offset behind its body."""


def file_boxes(reader: Reader) -> Iterator[Box]:
    """Boxes at the top level of a file, in order; a box cut by the end of the file is shortened."""
    pos = 0
    for _ in range(MAX_BOXES):
        header = reader.upto(pos, 16)
        if len(header) < 8:
            return
        body, end = _extent(header, pos, reader.size)
        yield header[4:8], body, min(end, reader.size)
        pos = end


def boxes(data: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
    """Boxes inside `data[start:end]`, in order, shortened where they leave it."""
    limit = len(data) if end is None else min(end, len(data))
    pos = start
    for _ in range(MAX_BOXES):
        if pos + 8 > limit:
            return
        body, behind = _extent(data[pos : pos + 16], pos, limit)
        yield data[pos + 4 : pos + 8], body, min(behind, limit)
        pos = behind


def _extent(header: bytes, pos: int, limit: int) -> tuple[int, int]:
    size = int.from_bytes(header[:4], "big")
    if size == 1:
        if len(header) < 16:
            raise truncated("a box header")
        size = int.from_bytes(header[8:16], "big")
        if size < 16:
            raise broken("a box is shorter than its own header")
        return pos + 16, pos + size
    if size == 0:
        return pos + 8, limit
    if size < 8:
        raise broken("a box is shorter than its own header")
    return pos + 8, pos + size


def find_box(reader: Reader, name: bytes, most: int) -> bytes:
    """Body of the first top-level box `name`, at most `most` bytes long. Raises MediaError."""
    for kind, start, end in file_boxes(reader):
        if kind == name:
            if end - start > most:
                raise broken(f"the {name.decode()} box is larger than any real file's")
            return reader.upto(start, end - start)
    raise truncated(f"the boxes before {name.decode()}")


@frozen(eq=False, repr=False)
class _Meta(Value):
    """What a `meta` box says of its items."""

    primary: int | None = None
    kinds: dict[int, bytes] = field(factory=dict[int, bytes])
    properties: list[Box] = field(factory=list[Box])
    linked: dict[int, list[int]] = field(factory=dict[int, list[int]])
    places: dict[int, tuple[int, int, int]] = field(factory=dict[int, tuple[int, int, int]])
    describes: dict[int, int] = field(factory=dict[int, int])
    data: Box | None = None


def still_image(reader: Reader) -> tuple[int, int, int | None, bool]:
    """Width, height (before rotation), stated orientation, and whether boxes state it, not Exif."""
    raw = find_box(reader, b"meta", MAX_META)
    try:
        meta = _meta(raw)
    except (struct.error, IndexError):
        raise truncated("the item tables") from None
    if meta.primary is None:
        raise broken("the file names no primary picture")
    size: tuple[int, int] | None = None
    turn: tuple[int, bool] | None = None
    for index in meta.linked.get(meta.primary, []):
        if not 1 <= index <= len(meta.properties):
            continue
        kind, start, end = meta.properties[index - 1]
        if kind == b"ispe" and end - start >= 12:
            width, height = struct.unpack_from(">II", raw, start + 4)
            size = (width, height)
        elif kind == b"irot" and end > start:
            clockwise, mirrored = turn or (0, False)
            turn = ((clockwise - 90 * (raw[start] & 3)) % 360, mirrored)
        elif kind == b"imir" and end > start:
            clockwise, mirrored = turn or (0, False)
            # Axis 1 exchanges left and right, axis 0 top and bottom; a flip behind a turn is
            # the same flip before the opposite turn.
            extra = 0 if raw[start] & 1 else 180
            turn = ((extra - clockwise) % 360, not mirrored)
    if size is None:
        raise broken("the primary picture has no size")
    orientation = orientation_from_turn(*turn) if turn else _exif(reader, raw, meta)
    return size[0], size[1], orientation, turn is not None


def _exif(reader: Reader, raw: bytes, meta: _Meta) -> int | None:
    for item, kind in meta.kinds.items():
        if kind != b"Exif" or meta.describes.get(item, meta.primary) != meta.primary:
            continue
        if item not in meta.places:
            continue
        method, offset, length = meta.places[item]
        length = min(length, 1 << 16)
        if method == 1:
            if meta.data is None:
                continue
            start = meta.data[1] + offset
            block = raw[start : min(start + length, meta.data[2])]
        elif method == 0:
            block = reader.upto(offset, length)
        else:
            continue
        return exif_orientation(block, 4 + int.from_bytes(block[:4], "big"))
    return None


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
    properties: list[Box] = []
    linked: dict[int, list[int]] = {}
    if b"iprp" in parts:
        _, start, end = parts[b"iprp"]
        for kind, body, behind in boxes(raw, start, end):
            if kind == b"ipco":
                properties.extend(boxes(raw, body, behind))
            elif kind == b"ipma":
                _associations(raw, body, behind, linked)
    return _Meta(
        primary,
        _item_kinds(raw, parts.get(b"iinf")),
        properties,
        linked,
        _places(raw, parts.get(b"iloc")),
        _descriptions(raw, parts.get(b"iref")),
        data,
    )


def _number(raw: bytes, at: int, size: int) -> int:
    if at + size > len(raw):
        raise truncated("the item tables")
    return int.from_bytes(raw[at : at + size], "big")


def _item_kinds(raw: bytes, box: Box | None) -> dict[int, bytes]:
    if box is None:
        return {}
    _, start, end = box
    found: dict[int, bytes] = {}
    for kind, body, _ in boxes(raw, start + (8 if raw[start] else 6), end):
        if kind == b"infe" and raw[body] >= 2:
            wide = 4 if raw[body] >= 3 else 2
            found[_number(raw, body + 4, wide)] = raw[body + 6 + wide : body + 10 + wide]
    return found


def _associations(raw: bytes, start: int, end: int, linked: dict[int, list[int]]) -> None:
    wide = 4 if raw[start] else 2
    long_index = raw[start + 3] & 1
    pos = start + 8
    for _ in range(min(_number(raw, start + 4, 4), MAX_ITEMS)):
        if pos >= end:
            return
        item, count = _number(raw, pos, wide), raw[pos + wide]
        pos += wide + 1
        if long_index:
            found = [_number(raw, pos + 2 * i, 2) & 0x7FFF for i in range(count)]
            pos += 2 * count
        else:
            found = [raw[pos + i] & 0x7F for i in range(count)]
            pos += count
        linked.setdefault(item, found)


def _places(raw: bytes, box: Box | None) -> dict[int, tuple[int, int, int]]:
    """Item -> construction method, offset and length of its first extent."""
    if box is None:
        return {}
    _, start, end = box
    version = raw[start]
    sizes = _number(raw, start + 4, 2)
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0
    wide = 4 if version == 2 else 2
    count = _number(raw, start + 6, wide)
    pos = start + 6 + wide
    found: dict[int, tuple[int, int, int]] = {}
    for _ in range(min(count, MAX_ITEMS)):
        if pos >= end:
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
        if extents:
            offset = _number(raw, pos + index_size, offset_size)
            length = _number(raw, pos + index_size + offset_size, length_size)
            found.setdefault(item, (method, base + offset, length))
        pos += extents * (index_size + offset_size + length_size)
    return found


def _descriptions(raw: bytes, box: Box | None) -> dict[int, int]:
    """Item -> the item it describes (`cdsc` references)."""
    if box is None:
        return {}
    _, start, end = box
    wide = 4 if raw[start] else 2
    found: dict[int, int] = {}
    for kind, body, _ in boxes(raw, start + 4, end):
        if kind == b"cdsc" and _number(raw, body + wide, 2):
            found[_number(raw, body, wide)] = _number(raw, body + wide + 2, wide)
    return found
