"""What a file is that is no JSON Lines, told by its first bytes."""

from __future__ import annotations

from typing import Final

from ...canonical.errors import InputError

LOOKED_AT: Final = 512
_PACKED: Final = "unpack it first"
_TABLE: Final = "write its rows as JSON Lines first"
_TEXT: Final = "write it as UTF-8 first"
_MEDIA: Final = "mediaglot info tells of media files; logs of calls are wanted here"

# magic numbers as their formats' specifications give them: bytes, place, name, advice
_MAGIC: Final[tuple[tuple[bytes, int, str, str], ...]] = (
    (b"PAR1", 0, "Parquet", _TABLE),
    (b"PARE", 0, "Parquet, encrypted", _TABLE),
    (b"ARROW1", 0, "an Arrow file", _TABLE),
    (b"\xff\xff\xff\xff", 0, "an Arrow stream", _TABLE),
    (b"ORC", 0, "ORC", _TABLE),
    (b"Obj\x01", 0, "Avro", _TABLE),
    (b"SQLite format 3\x00", 0, "an SQLite database", _TABLE),
    (b"\x89HDF\r\n\x1a\n", 0, "HDF5", _TABLE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0, "an old Office file, such as .xls", _TABLE),
    (b"%PDF-", 0, "PDF", _TABLE),
    (b"\xff\xd8\xff", 0, "a JPEG picture", _MEDIA),
    (b"\x89PNG\r\n\x1a\n", 0, "a PNG picture", _MEDIA),
    (b"GIF8", 0, "a GIF picture", _MEDIA),
    (b"WEBP", 8, "a WebP picture", _MEDIA),
    (b"ftyp", 4, "a video, or a picture in HEIC or AVIF", _MEDIA),
    (b"\x1aE\xdf\xa3", 0, "a video in WebM or Matroska", _MEDIA),
    (b"\x1f\x8b", 0, "packed by gzip", _PACKED),
    (b"\x28\xb5\x2f\xfd", 0, "packed by zstd", _PACKED),
    (b"BZh", 0, "packed by bzip2", _PACKED),
    (b"\xfd7zXZ\x00", 0, "packed by xz", _PACKED),
    (b"\x04\x22\x4d\x18", 0, "packed by lz4", _PACKED),
    (b"\xff\x06\x00\x00sNaPpY", 0, "packed by snappy", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", 0, "a 7z archive", _PACKED),
    (b"Rar!\x1a\x07", 0, "a RAR archive", _PACKED),
    (b"ustar", 257, "a tar archive", _PACKED),
    (b"\xff\xfe\x00\x00", 0, "UTF-32", _TEXT),
    (b"\x00\x00\xfe\xff", 0, "UTF-32", _TEXT),
    (b"\xff\xfe", 0, "UTF-16", _TEXT),
    (b"\xfe\xff", 0, "UTF-16", _TEXT),
)
_OFFICE: Final = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/")


def refuse(head: bytes, name: str) -> None:
    """Raise `InputError` where the first bytes of an input show that it holds no JSON Lines.

    ``head``: some hundred bytes, or all there are; ``name``: what the error calls the input.
    """
    kind, advice = _kind(head)
    if kind:
        raise InputError(f"it is {kind}, not JSON Lines: {advice}", place=name)


def _kind(head: bytes) -> tuple[str, str]:
    if head.startswith(b"PK\x03\x04"):  # the name of the first file in it stands at 30
        if head[30:].startswith(_OFFICE):
            return "an Office file, such as .xlsx", _TABLE
        return "a zip archive", _PACKED
    for magic, place, kind, advice in _MAGIC:
        if head.startswith(magic, place):
            return kind, advice
    if _wide(head[:4]):
        return "UTF-16", _TEXT
    return "", ""


def _wide(head: bytes) -> bool:
    """ASCII in two bytes each, without a mark; zeros that pad a file stand in a row."""
    return len(head) == 4 and [byte == 0 for byte in head] in (
        [False, True, False, True],
        [True, False, True, False],
    )
