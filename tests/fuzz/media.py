"""Pictures and videos changed by what knows their boxes, chunks and numbers.

No exception but the declared one; nothing left of what failed; what comes out is what its head
says, by Pillow's own eyes.
"""

from __future__ import annotations

import io
import random
import struct
import tempfile
import zlib
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Any

import media_files as made
import still_files as still
from fuzz import cases
from fuzz.cases import Case
from mediaglot.canonical.engine.codec import CompressRule, Resize, compress_image
from mediaglot.canonical.engine.faults import ExtraMissing, MediaError
from mediaglot.canonical.engine.heads import read_format, read_image_head
from mediaglot.canonical.engine.video_codec import VideoRule, compress_video, first_frame
from mediaglot.canonical.engine.video_heads import read_video_head
from PIL import Image

PIECES = (cases.BYTES,)
MOST_PIXELS = 4_000_000
"""Pictures with more are judged by their heads alone: many of them take minutes."""

# Seeds ------------------------------------------------------------------------------------------


def _moving(name: str) -> bytes:
    out = io.BytesIO()
    frames = [made.scene(40, 30).rotate(7 * n) for n in range(3)]
    frames[0].save(out, name, save_all=True, append_images=frames[1:])
    return out.getvalue()


def _jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    block = made.exif_block(6, make="maker")
    made.scene().save(out, "JPEG", exif=block, xmp=still.xmp(3), **options)
    return out.getvalue()


def _other(container: str) -> bytes:
    """A video that our own reader does not know, where PyAV is installed."""
    try:
        import av
    except ImportError:
        return b"\x1a\x45\xdf\xa3 webm"
    out = io.BytesIO()
    codec: Any = {"webm": "vp8", "flv": "flv"}.get(container, "mpeg4")
    with av.open(out, "w", format=container) as file:
        stream = file.add_stream(codec, rate=10)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        for _ in range(5):
            file.mux(stream.encode(av.VideoFrame.from_image(made.scene())))
        file.mux(stream.encode(None))
    return out.getvalue()


SEEDS: dict[str, Callable[[], bytes]] = {
    "jpeg": _jpeg,
    "jpeg progressive": lambda: _jpeg(progressive=True),
    "png": lambda: made.picture("png", 6),
    "png palette": lambda: _saved("PNG", "P"),
    "png alpha": lambda: _saved("PNG", "LA"),
    "apng": lambda: _moving("PNG"),
    "webp": lambda: made.picture("webp", 6),
    "webp lossless": lambda: _saved("WEBP", "RGBA", lossless=True),
    "webp moving": lambda: _moving("WEBP"),
    "gif": lambda: made.picture("gif"),
    "gif moving": lambda: _moving("GIF"),
    "bmp": lambda: made.picture("bmp"),
    "tiff strips": lambda: still.tiff(6),
    "tiff tiles": lambda: still.tiff(3, "tiles", ">", still.xmp(6)),
    "tiff lzw": lambda: still.tiff(6, "strips-lzw"),
    "tiff jpeg": lambda: still.tiff(6, "strips-jpeg"),
    "avif": lambda: made.picture("avif", 6),
    "avif boxes": lambda: still.still("avif", still.clap((40, 1), (30, 1)), *still.turned(5)),
    "avif moving": lambda: _moving("AVIF"),
    "heic": lambda: still.still("heic", *still.turned(7), exif=made.exif_block(6)[6:]),
    "heic cut": lambda: still.still(
        "heic", still.clap((41, 2), (21, 2)), still.irot(1), xmp=still.xmp(6)
    ),
    "heic grid": lambda: made.heic(512, 512, irot=1, exif=6),
    "mp4": lambda: made.clip(),
    "mp4 boxes": lambda: made.mp4(rotation=90),
    "mp4 fragments": lambda: made.mp4(fragmented="moof"),
    "mp4 index": lambda: made.mp4(fragmented="sidx", wide=True),
    **{name: partial(_other, name) for name in ("webm", "avi", "matroska", "flv", "mpegts")},
}


def _saved(name: str, mode: str, **options: object) -> bytes:
    out = io.BytesIO()
    made.scene().convert(mode).save(out, name, **options)
    return out.getvalue()


@cache
def seed(name: str) -> bytes:
    """The bytes of a seed."""
    return SEEDS[name]()


# Mutators ---------------------------------------------------------------------------------------

_WORDS = (
    b"meta", b"moov", b"trak", b"hvc1", b"av01", b"grid", b"iden", b"iovl", b"Exif", b"mime",
    b"infe", b"iloc", b"ipma", b"ispe", b"irot", b"imir", b"clap", b"auxC", b"tmap", b"unci",
    b"IHDR", b"acTL", b"eXIf", b"iTXt", b"ANMF", b"EXIF", b"VP8L", b"VP8X", b"Exif\0\0",
)  # fmt: skip


def _spot(data: bytearray, chance: random.Random) -> int:
    """A place, mostly near the beginning: heads are where structure is."""
    end = min(len(data), 600) if chance.random() < 0.8 else len(data)
    return chance.randrange(max(1, end))


def _byte(data: bytearray, chance: random.Random) -> None:
    at = _spot(data, chance)
    data[at] = chance.choice((0, 1, 255, data[at] ^ 1 << chance.randrange(8)))


def _number(data: bytearray, chance: random.Random) -> None:
    """A number of two or four bytes becomes an extreme one."""
    at, value = _spot(data, chance), chance.choice(cases.EXTREMES)
    order = chance.choice("<>")
    data[at : at + 4] = struct.pack(order + ("H" if value < 1 << 16 else "I"), value)


def _word(data: bytearray, chance: random.Random) -> None:
    """A name of a box, chunk or item type becomes another."""
    known = [at for word in _WORDS if (at := data.find(word)) >= 0]
    at = chance.choice(known) if known and chance.random() < 0.8 else _spot(data, chance)
    word = chance.choice(_WORDS)
    data[at : at + len(word)] = word


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(1, len(data) + 1) :]


def _remove(data: bytearray, chance: random.Random) -> None:
    at = _spot(data, chance)
    del data[at : at + chance.choice((1, 2, 4, 8, 32))]


def _repeat(data: bytearray, chance: random.Random) -> None:
    at = _spot(data, chance)
    piece = data[at : at + chance.choice((4, 12, 64, 300))]
    data[at:at] = piece * chance.choice((1, 2, 50))


def _splice(data: bytearray, chance: random.Random) -> None:
    """A piece of another seed."""
    other = seed(chance.choice(list(SEEDS)))
    start = chance.randrange(len(other))
    at = _spot(data, chance)
    data[at:at] = other[start : start + chance.choice((8, 60, 400))]


def _box(data: bytearray, chance: random.Random) -> None:
    """A box (or a chunk) is moved, doubled, or given another length; those around it stay."""
    known = [at for word in _WORDS if (at := data.find(word)) >= 4]
    if not known:
        return
    at = chance.choice(known) - 4
    size = int.from_bytes(data[at : at + 4], "big")
    piece = bytes(data[at : at + min(size, 4000)])
    what = chance.randrange(3)
    if what == 0:
        data[at : at + 4] = struct.pack(
            ">I", chance.choice((0, 1, 8, size + 8 & 0xFFFFFFFF, 1 << 31))
        )
    elif what == 1:
        data[at:at] = piece * chance.choice((1, 3))
    else:
        del data[at : at + len(piece)]
        data[len(data) :] = piece


MUTATORS = (_byte, _byte, _byte, _number, _number, _word, _cut, _remove, _repeat, _splice, _box)


def _sums(data: bytes) -> bytes:
    """A PNG with right checksums: damage behind a wrong one is not seen."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return data
    out, at = bytearray(data), 8
    while at + 12 <= len(out):
        end = at + 8 + int.from_bytes(out[at : at + 4], "big")
        if end + 4 > len(out):
            break
        out[end : end + 4] = struct.pack(">I", zlib.crc32(out[at + 4 : end]))
        at = end + 4
    return bytes(out)


def variant(chance: random.Random) -> Case:
    """One damaged file; `turn` says by which rules it is read."""
    stored = cases.kept("media")
    if stored and chance.random() < 0.05:
        before = stored[chance.choice(list(stored))]
        name, data = str(before.head["seed"]), bytearray(before.body)
    else:
        name = chance.choice(list(SEEDS))
        data = bytearray(seed(name))
    for _ in range(chance.randint(1, 5)):
        if data:
            chance.choice(MUTATORS)(data, chance)
    found = bytes(data[: cases.MOST])
    found = _sums(found) if chance.random() < 0.7 else found
    return Case({"seed": name, "turn": chance.randrange(24)}, found)


# The property -----------------------------------------------------------------------------------

RULES = (
    CompressRule(None, orientation="apply"),
    CompressRule(None),
    CompressRule(None, output="same"),
)


def check(case: Case) -> str:
    """What became of a file: `picture`, `video`, `refused`. Raises for what must not happen."""
    with tempfile.TemporaryDirectory() as folder:
        return judged(case.body, Path(folder), int(case.head["turn"]))


def judged(data: bytes, folder: Path, number: int) -> str:
    """The same for bytes, in a folder of one's own."""
    source, target = folder / "in", folder / "out"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    read_format(source)
    found = "refused"
    try:
        head = read_video_head(source)
        found = "video"
        if head.width * head.height <= MOST_PIXELS:
            first_frame(source)
            if number % 8 == 0:
                compress_video(source, target, VideoRule(share=0.5))
    except MediaError as error:
        if isinstance(error, ExtraMissing):
            found = "refused"
    target.unlink(missing_ok=True)
    try:
        picture = read_image_head(source)
        assert 1 <= picture.orientation <= 8
        assert picture.width > 0
        assert picture.height > 0
        found = "picture"
        if picture.width * picture.height > MOST_PIXELS:
            return found
        resize = Resize(max_width=20) if number % 3 == 0 else None
        rule = RULES[number % len(RULES)]
        made_now = compress_image(source, target, quality=60, rule=rule, resize=resize)
    except MediaError:
        assert not target.exists(), "something is left of what failed"
        return found
    if target.read_bytes() != data:
        with Image.open(target) as opened:
            opened.load()
            assert opened.size == (made_now.width, made_now.height)
    return found
