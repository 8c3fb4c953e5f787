"""The format of a file by its first bytes, never by its name."""

from __future__ import annotations

from types import MappingProxyType

IMAGE_FORMATS = frozenset(
    {"jpeg", "png", "gif", "webp", "bmp", "tiff", "heic", "avif"},
)
RAW_FORMATS = frozenset(
    ("dng", "cr2", "cr3", "crw", "nef", "arw", "raf", "orf", "rw2", "pef", "srw", "mrw", "x3f",
     "raw")
)  # fmt: skip
"""What cameras store before it is a picture; `raw` where the maker is not known."""
BOX_VIDEO_FORMATS = frozenset({"mp4", "mov", "m4v", "3gp"})
"""Video containers made of ISO boxes, whose heads are read here without an extra."""
VIDEO_FORMATS = BOX_VIDEO_FORMATS | {"webm", "mkv", "avi", "flv", "mpegts"}
AUDIO_FORMATS = frozenset({"mp3", "m4a", "aac", "wav", "ogg", "flac", "amr"})

SUFFIXES = MappingProxyType(
    {"jpeg": "jpg", "tiff": "tif", "mpegts": "ts"},
)
"""Usual file suffix of a format where it is not the format's own name."""
_ALSO = MappingProxyType(
    {
        "jpeg": ("jpeg", "jpe", "jfif", "mpo"), "png": ("apng",), "tiff": ("tiff",),
        "bmp": ("dib",), "heic": ("heif", "heics", "hif"), "avif": ("avifs",),
        "mp4": ("m4v", "mp4v"), "mov": ("qt",), "m4v": ("mp4",), "3gp": ("3gpp", "3g2"),
        "mpegts": ("m2ts", "mts"), "nef": ("nrw",),
        "raw": ("3fr", "dcr", "erf", "kdc", "mef", "sr2"),
    }
)  # fmt: skip
"""Other suffixes that a file of a format may well have."""

_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"II+\x00\x08\x00\x00\x00", "tiff"),
    (b"MM\x00+\x00\x08\x00\x00", "tiff"),
    (b"FUJIFILMCCD-RAW", "raf"),
    (b"IIRO", "orf"),
    (b"IIRS", "orf"),
    (b"MMOR", "orf"),
    (b"IIU\x00", "rw2"),
    (b"II\x1a\x00\x00\x00HEAPCCDR", "crw"),
    (b"\x00MRM", "mrw"),
    (b"FOVb", "x3f"),
    (b"FLV\x01", "flv"),
    (b"%PDF-", "pdf"),
    (b"ID3", "mp3"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"#!AMR", "amr"),
)
_CR2 = b"CR\x02"
_BRANDS: dict[bytes, str] = {
    b"heic": "heic", b"heix": "heic", b"heim": "heic", b"heis": "heic",
    b"hevc": "heic", b"hevx": "heic",
    b"avif": "avif", b"avis": "avif",
    b"crx ": "cr3",
    b"qt  ": "mov",
    b"M4V ": "m4v", b"M4VH": "m4v", b"M4VP": "m4v",
    b"M4A ": "m4a", b"M4B ": "m4a",
}  # fmt: skip
_GENERIC_IMAGE_BRANDS = frozenset({b"mif1", b"msf1", b"mif2", b"miaf"})
_QUICKTIME_STARTS = frozenset({b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})


def _brand(head: bytes) -> str | None:
    major = head[8:12]
    if major in _BRANDS:
        return _BRANDS[major]
    if major[:3] in (b"3gp", b"3g2"):
        return "3gp"
    end = min(int.from_bytes(head[:4], "big"), len(head), 256)
    compatible = [head[i : i + 4] for i in range(16, end - 3, 4)]
    if major in _GENERIC_IMAGE_BRANDS:
        for brand in compatible:
            if _BRANDS.get(brand) in ("heic", "avif"):
                return _BRANDS[brand]
        return None
    return "mp4"


def sniff(head: bytes) -> str | None:
    """Format of a file from its first bytes (16 are enough for most, 300 for all), or None."""
    if head[4:8] == b"ftyp":
        return _brand(head)
    for start, name in _STARTS:
        if head.startswith(start):
            return "cr2" if name == "tiff" and head[8:11] == _CR2 else name
    if head[:4] == b"RIFF":
        return {b"WEBP": "webp", b"AVI ": "avi", b"WAVE": "wav"}.get(head[8:12])
    if head[4:8] in _QUICKTIME_STARTS:
        return "mov"
    if head[:2] == b"BM" and head[15:18] == b"\0\0\0":
        return "bmp"
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return "webm" if b"webm" in head[:64] else "mkv"
    if len(head) > 188 and head[0] == head[188] == 0x47:
        return "mpegts"
    if len(head) >= 2 and head[0] == 0xFF:
        if head[1] in (0xF1, 0xF9):
            return "aac"
        if head[1] in (0xFB, 0xF3, 0xF2, 0xFA, 0xE3, 0xE2):
            return "mp3"
    return None


def kind_of(name: str | None) -> str:
    """`image`, `video`, `audio`, `pdf` or `other` for a format name from `sniff`."""
    if name in IMAGE_FORMATS or name in RAW_FORMATS:
        return "image"
    if name in VIDEO_FORMATS:
        return "video"
    if name in AUDIO_FORMATS:
        return "audio"
    return "pdf" if name == "pdf" else "other"


def suffix_of(name: str | None) -> str:
    """Usual suffix, without its dot, of a format name from `sniff`; `dat` when unknown."""
    return "dat" if name is None else SUFFIXES.get(name, name)


def fits(name: str | None, suffix: str) -> bool:
    """Whether a file of that format may well have that suffix, with or without its dot."""
    word = suffix.lower().lstrip(".")
    return word == suffix_of(name) or word in _ALSO.get(name or "", ())
