"""Heads with one byte changed, and cut at every byte: what each byte of a format is read for.

Every byte is raised by one, lowered by one, cleared and filled. What no byte of a file says is not
in `damaged.txt`; of a change there, the diff says what is read otherwise now: `make accept`.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import attrs
import media_files as made
from mediaglot.canonical.engine.exif import exif_orientation, with_orientation
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.heads import read_image_head
from mediaglot.canonical.engine.video_heads import read_video_head

GOLDEN = Path(__file__).parent / "damaged.txt"


def block(orientation: int, order: str = ">") -> bytes:
    """A block of Exif that says more than the orientation."""
    entries = [(0x010F, 2, 3, b"ab\0\0"), (0x0112, 3, 1, struct.pack(f"{order}HH", orientation, 0))]
    table = b"".join(struct.pack(f"{order}HHI", *e[:3]) + e[3] for e in entries)
    mark = b"MM\0*" if order == ">" else b"II*\0"
    return mark + struct.pack(f"{order}IH", 8, len(entries)) + table + bytes(4)


def xmp(orientation: int) -> bytes:
    return b'<x tiff:Orientation="%d"/>' % orientation


# --- pictures -----------------------------------------------------------------------------------


def segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, 2 + len(body)) + body


def frame(marker: int) -> bytes:
    return segment(marker, struct.pack(">BHHB", 8, 300, 500, 1) + b"\1\x11\0")


SCAN = segment(0xDA, b"\1\1\0\0\x3f\0") + b"\x12\x34\xff\xd9"


def jpegs() -> Iterator[tuple[str, bytes]]:
    exif = segment(0xE1, b"Exif\0\0" + block(6))
    packet = segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp(3))
    yield "jpeg", b"\xff\xd8" + segment(0xE0, b"JFIF\0\1") + exif + frame(0xC0) + SCAN
    loose = b"\xff\xd8\xff\xd0" + packet + b"ab\xff\xff" + frame(0xC2)
    yield "jpeg-xmp", loose + SCAN
    yield "jpeg-late", b"\xff\xd8" + packet + frame(0xC9) + segment(0xC4, b"12") + exif + SCAN


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    size = struct.pack(">IIBBBBB", 300, 500, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", size), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(made.png_chunk(*part) for part in parts)


def pngs() -> Iterator[tuple[str, bytes]]:
    pixels, digits = (b"IDAT", b"123"), block(6).hex().encode()
    profile = b"Raw profile type exif\0\nexif\n    %d\n%s\n" % (len(block(6)), digits)
    yield "png", png((b"acTL", struct.pack(">II", 2, 0)), (b"eXIf", block(6)), pixels)
    yield "png-behind", png(pixels, (b"eXIf", block(8, "<")))
    yield "png-text", png((b"tEXt", profile), pixels)
    packed = b"XML:com.adobe.xmp\0\0" + zlib.compress(xmp(3), 0)
    yield "png-packed", png(pixels, (b"zTXt", packed))
    yield "png-words", png((b"iTXt", b"XML:com.adobe.xmp\0\0\0en\0key\0" + xmp(3)), pixels)


def webp(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = b"".join(
        name + struct.pack("<I", len(body)) + body + bytes(len(body) & 1) for name, body in chunks
    )
    return b"RIFF" + struct.pack("<I", 4 + len(parts)) + b"WEBP" + parts


def webps() -> Iterator[tuple[str, bytes]]:
    size = (299).to_bytes(3, "little") + (499).to_bytes(3, "little")
    parts = [(b"ANMF", b"a" * 5), (b"EXIF", block(6)), (b"XMP ", xmp(3)), (b"ANMF", b"b" * 4)]
    yield "webp", webp((b"VP8X", b"\x0e\0\0\0" + size), *parts)
    yield "webp-xmp", webp((b"VP8X", b"\x04\0\0\0" + size), *parts[1:3])
    yield "webp-key", webp((b"VP8 ", b"\1\2\3\x9d\x01\x2a" + struct.pack("<HH", 300, 500)))
    bits = (299 | 499 << 14).to_bytes(4, "little")
    yield "webp-lossless", webp((b"VP8L", b"\x2f" + bits + b"12345"))


def others() -> Iterator[tuple[str, bytes]]:
    image = b"\x2c" + struct.pack("<HHHHB", 0, 0, 3, 5, 0x80) + bytes(6) + b"\2\2ab\0"
    control = b"\x21\xf9\4abcd\0"
    screen = b"GIF89a" + struct.pack("<HHBBB", 300, 500, 0x81, 0, 0) + bytes(12)
    yield "gif", screen + control + image + b"\0" + control + image + b"\x3b"
    yield "bmp", b"BM" + struct.pack("<IHHI", 99, 0, 0, 54) + struct.pack("<Iii", 40, 300, -500)
    yield "bmp-old", b"BM" + struct.pack("<IHHI", 99, 0, 0, 26) + struct.pack("<IHH", 12, 300, 500)


def tiff(order: str, big: bool, *directories: list[tuple[int, int, int, bytes]]) -> bytes:
    """Directories of entries: tag, type, count, value; what is too long for its place lies behind
    the directory."""
    mark = b"II" if order == "<" else b"MM"
    word, inline, many = ("Q", 8, "Q") if big else ("I", 4, "H")
    data = mark + (
        struct.pack(f"{order}HHHQ", 43, 8, 0, 16) if big else struct.pack(f"{order}HI", 42, 8)
    )
    for number, entries in enumerate(directories):
        start, behind = len(data), b""
        length = struct.calcsize(f"<{many}") + len(entries) * (4 + 2 * inline) + inline
        table = struct.pack(f"{order}{many}", len(entries))
        for tag, kind, count, value in entries:
            table += struct.pack(f"{order}HH{word}", tag, kind, count)
            if len(value) > inline:
                table += struct.pack(f"{order}{word}", start + length + len(behind))
                behind += value
            else:
                table += value.ljust(inline, b"\0")
        more = number + 1 < len(directories)
        data += table + struct.pack(f"{order}{word}", start + length + len(behind) if more else 0)
        data += behind
    return data


def tiffs() -> Iterator[tuple[str, bytes]]:
    def sides(order: str) -> list[tuple[int, int, int, bytes]]:
        wide = struct.pack(f"{order}I", 300)
        return [(256, 4, 1, wide), (257, 3, 1, struct.pack(f"{order}H", 500))]

    def short(tag: int, value: int, order: str) -> tuple[int, int, int, bytes]:
        return (tag, 3, 1, struct.pack(f"{order}H", value))

    yield "tiff", tiff("<", False, [*sides("<"), short(274, 6, "<")])
    yield "tiff-big", tiff(">", True, [*sides(">"), short(274, 6, ">")])
    yield "tiff-xmp", tiff(">", False, [*sides(">"), (700, 1, len(xmp(3)), xmp(3))])
    maker = (271, 2, 6, b"NIKON\0")
    yield "tiff-raw", tiff("<", False, [*sides("<"), maker], [*sides("<"), short(262, 32803, "<")])
    yield "tiff-dng", tiff(">", False, [*sides(">"), (0xC612, 1, 4, b"\1\4\0\0")])


# --- pictures in boxes --------------------------------------------------------------------------


def wide_heic() -> bytes:
    """The tables of items in their wide forms, a clean aperture, notes inside the tables."""
    entries = [
        made.full("infe", 3, 0, struct.pack(">IH", item, 0), kind)
        for item, kind in ((7, b"hvc1"), (8, b"mime\0application/rdf+xml\0"), (9, b"Exif"))
    ]
    note, packet = struct.pack(">I", 2) + b"ab" + block(6), xmp(3)
    places = struct.pack(">HI", 0x4444, 2) + b"".join(
        struct.pack(">IHHIHIII", item, 1, 0, base, 1, 0, at, length)
        for item, base, at, length in ((8, 1, len(note) - 1, len(packet)), (9, 0, 0, len(note)))
    )
    aperture = struct.pack(">IIIIiIiI", 200, 1, 300, 1, -10, 1, 10, 2)
    properties = [
        made.full("ispe", 0, 0, struct.pack(">II", 300, 500)), made.box("clap", aperture)
    ]  # fmt: skip
    links = struct.pack(">IIBHIBHH", 2, 5, 1, 1, 7, 2, 0x8001, 2)
    meta = made.full(
        "meta", 0, 0,
        made.full("pitm", 1, 0, struct.pack(">I", 7)),
        made.full("iinf", 1, 0, struct.pack(">I", 3), *entries),
        made.full("iref", 1, 0, made.box("cdsc", struct.pack(">IHI", 9, 1, 7))),
        made.box("iprp", made.box("ipco", *properties), made.full("ipma", 1, 1, links)),
        made.full("iloc", 2, 0, places),
        made.box("idat", note, packet),
    )  # fmt: skip
    return made.box("ftyp", b"mif1", bytes(4), b"avif") + meta


def boxed() -> Iterator[tuple[str, bytes]]:
    short = made.heic(300, 500, irot=1, imir=0)
    yield "heic", short[: short.index(b"mdat") + 8]
    wide = wide_heic()
    yield "avif-wide", wide
    yield "avif-xmp", wide.replace(b"Exif", b"none")
    movie = made.mp4(300, 500, seconds=0.08, rotation=90, brand=b"hevc")
    yield "heic-track", movie.replace(b"vide", b"pict")


def videos() -> Iterator[tuple[str, bytes]]:
    yield "mp4", made.mp4(seconds=0.12, rotation=270, mirrored=True)
    yield "mov-wide", made.mp4(seconds=0.12, rotation=180, wide=True, brand=b"qt  ")
    for kind in ("mehd", "sidx", "moof"):
        yield f"mp4-{kind}", made.mp4(seconds=0.12, fragmented=kind)


# --- blocks of Exif, and all of them -------------------------------------------------------------


def exifs() -> Iterator[tuple[str, bytes]]:
    yield "exif", block(6)
    yield "exif-other-order", b"Exif\0\0" + block(3, "<")
    bare = struct.pack(">HHHI", 1, 0x0103, 3, 1) + struct.pack(">HHI", 7, 0, 0)
    yield "exif-bare", b"MM\0*" + struct.pack(">I", 8) + bare


def turned(data: bytes) -> dict[str, Any]:
    """What a block of Exif says, and what becomes of it in a picture that lies on its side."""
    made = with_orientation(data, 5)
    return {"says": exif_orientation(data), "becomes": made and made.hex(" ", -4)}


def head_of(read: Callable[[bytes], Any]) -> Callable[[bytes], dict[str, Any]]:
    def told(data: bytes) -> dict[str, Any]:
        head = attrs.asdict(read(data), recurse=False)
        return {key: value for key, value in head.items() if key != "size"}

    return told


GROUPS: list[
    tuple[Callable[[bytes], dict[str, Any]], Callable[[], Iterator[tuple[str, bytes]]]]
] = [
    *((head_of(read_image_head), made) for made in (jpegs, pngs, webps, others, tiffs, boxed)),
    (head_of(read_video_head), videos),
    (turned, exifs),
]
SAMPLES = {name: (read, data) for read, group in GROUPS for name, data in group()}


def said(read: Callable[[bytes], dict[str, Any]], data: bytes) -> dict[str, Any] | str:
    """What is read, by name, or why nothing is."""
    try:
        return read(data)
    except MediaError as error:
        return f"{error.detail or error.kind}: {error.message.partition(': no source')[0]}"


def shown(found: dict[str, Any] | str, whole: dict[str, Any] | str) -> str:
    """An outcome, in the words in which it is another than that of the whole file."""
    if isinstance(found, str) or isinstance(whole, str):
        return "" if found == whole else str(found)
    return ", ".join(f"{key} {value!r}" for key, value in found.items() if whole[key] != value)


def changed(byte: int) -> Iterator[tuple[str, int]]:
    """Other values of a byte."""
    values = {(byte + 1) % 256: "+1", (byte - 1) % 256: "-1"}
    for value, mark in ((0, "00"), (255, "ff")):
        values.setdefault(value, mark)
    return ((mark, value) for value, mark in values.items() if value != byte)


def outcomes(read: Callable[[bytes], dict[str, Any]], data: bytes, at: int) -> str:
    """What comes of other values of one byte."""
    whole, found = said(read, data), dict[str, list[str]]()
    for mark, value in changed(data[at]):
        text = shown(said(read, data[:at] + bytes([value]) + data[at + 1 :]), whole)
        if text:
            found.setdefault(text, []).append(mark)
    return "; ".join(f"{' '.join(marks)} {text}" for text, marks in found.items())


def runs(texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Neighbours of which the same is told: from where to where, and what."""
    for text, run in groupby(enumerate(texts), key=lambda pair: pair[1]):
        first, *more = (at for at, _ in run)
        yield f"{first} to {more[-1]}" if more else f"{first}", text


def lines(name: str) -> Iterator[str]:
    read, data = SAMPLES[name]
    whole = said(read, data)
    yield f"{name}: {whole}"
    for where, text in runs(outcomes(read, data, at) for at in range(len(data))):
        if text:
            yield f"  {where}: {text}"
    for where, text in runs(shown(said(read, data[:at]), whole) for at in range(len(data))):
        yield f"  cut at {where}: {text or 'the same'}"


def test_what_is_read_of_damaged_files(golden: Callable[[Path, str], None]) -> None:
    golden(GOLDEN, "".join(f"{line}\n" for name in SAMPLES for line in lines(name)))
