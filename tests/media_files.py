"""Small media files made on the spot: every format, every orientation, and hand-made boxes."""

from __future__ import annotations

import io
import struct
import zlib
from functools import cache
from typing import Any

from PIL import Image

FORMATS_WITH_EXIF = ("jpeg", "png", "webp", "tiff", "avif", "heic")


@cache
def scene(width: int = 64, height: int = 48) -> Image.Image:
    """A picture with a slope both ways, so that turns show."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))


def exif_block(orientation: int | None, big_endian: bool = True, **tags: str) -> bytes:
    """An Exif block with that orientation."""
    exif = Image.Exif()
    if not big_endian:
        exif.endian = "<"
    if orientation is not None:
        exif[0x0112] = orientation
    for name, value in tags.items():
        exif[{"make": 0x010F, "model": 0x0110}[name]] = value
    return exif.tobytes()


@cache
def picture(
    name: str, orientation: int | None = None, width: int = 64, height: int = 48, quality: int = 90
) -> bytes:
    """A file of format `name`; HEIC has real boxes around no pixels."""
    if name == "heic":
        return heic(width, height, exif=orientation)
    out = io.BytesIO()
    options: dict[str, Any] = {}
    if orientation is not None and name not in ("gif", "bmp"):
        options["exif"] = exif_block(orientation)
    if name in ("jpeg", "webp", "avif"):
        options["quality"] = quality
    if name == "avif":
        options["speed"] = 10
    scene(width, height).save(out, name.upper(), **options)
    return out.getvalue()


def noise(width: int = 320, height: int = 240, quality: int = 95) -> bytes:
    """A JPEG that compresses badly."""
    grey = [Image.effect_noise((width, height), 60) for _ in range(3)]
    out = io.BytesIO()
    Image.merge("RGB", grey).save(out, "JPEG", quality=quality)
    return out.getvalue()


# ISO boxes ----------------------------------------------------------------------------------


def box(name: str, *bodies: bytes) -> bytes:
    body = b"".join(bodies)
    return struct.pack(">I", 8 + len(body)) + name.encode("latin-1") + body


def full(name: str, version: int, flags: int, *bodies: bytes) -> bytes:
    return box(name, struct.pack(">I", version << 24 | flags), *bodies)


def heic(
    width: int,
    height: int,
    *,
    irot: int | None = None,
    imir: int | None = None,
    exif: int | None = None,
    grid: bool = True,
    brand: bytes = b"heic",
    construction: int = 0,
) -> bytes:
    """The boxes of a telephone's HEIC: a grid of tiles, an Exif item, no pixels."""
    primary, tiles, note = 49, (1, 2), 50
    kinds = [(tile, b"hvc1") for tile in tiles] + [(primary, b"grid" if grid else b"hvc1")]
    if exif is not None:
        kinds.append((note, b"Exif"))
    entries = b"".join(
        full("infe", 2, 0, struct.pack(">HH", item, 0), kind, b"\0") for item, kind in kinds
    )
    iinf = full("iinf", 0, 0, struct.pack(">H", len(kinds)), entries)
    properties = [
        full("ispe", 0, 0, struct.pack(">II", 512, 512)),
        full("ispe", 0, 0, struct.pack(">II", width, height)),
    ]
    linked = [2]
    if irot is not None:
        properties.append(box("irot", bytes([irot])))
        linked.append(len(properties) | 0x80)
    if imir is not None:
        properties.append(box("imir", bytes([imir])))
        linked.append(len(properties) | 0x80)
    links = b"".join(struct.pack(">HBB", tile, 1, 1) for tile in tiles)
    links += struct.pack(">HB", primary, len(linked)) + bytes(linked)
    ipma = full("ipma", 0, 0, struct.pack(">I", len(tiles) + 1), links)
    iprp = box("iprp", box("ipco", *properties), ipma)
    pitm = full("pitm", 0, 0, struct.pack(">H", primary))
    iref = full(
        "iref",
        0,
        0,
        box("dimg", struct.pack(">HH2H", primary, 2, *tiles)),
        box("cdsc", struct.pack(">HHH", note, 1, primary)),
    )
    payload = b""
    if exif is not None:
        block = exif_block(exif)
        payload = struct.pack(">I", 6) + block  # offset to the TIFF header, "Exif\0\0" skipped
    idat = box("idat", payload) if construction == 1 else b""

    def meta(offset: int) -> bytes:
        iloc = full(
            "iloc",
            1,
            0,
            struct.pack(">HH", 0x4400, 1),
            struct.pack(">HHHHII", note, construction, 0, 1, offset, len(payload)),
        )
        return full("meta", 0, 0, pitm, iinf, iref, iprp, iloc, idat)

    ftyp = box("ftyp", brand, struct.pack(">I", 0), b"mif1", b"heic")
    offset = 0 if construction == 1 else len(ftyp) + len(meta(0)) + 8
    tail = payload if construction == 0 else b""
    return ftyp + meta(offset) + box("mdat", tail + b"\0" * 64)


MATRICES = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}


def mp4(
    width: int = 320,
    height: int = 240,
    *,
    seconds: float = 2.0,
    rate: int = 25,
    rotation: int = 0,
    mirrored: bool = False,
    brand: bytes = b"isom",
    fragmented: str = "",
    wide: bool = False,
    sample: int = 100,
) -> bytes:
    """The boxes of an MP4 without samples. `fragmented`: `mehd`, `sidx` or `moof`."""
    scale, media = 1000, 12000
    frames = round(seconds * rate)
    ticks = media // rate
    length = 0 if fragmented else round(seconds * scale)
    a, b, c, d = MATRICES[rotation]
    if mirrored:
        a, b = -a, -b
    matrix = struct.pack(">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, 0, 0, 1 << 30)
    if wide:
        mvhd = full("mvhd", 1, 0, struct.pack(">QQIQ", 0, 0, scale, length), bytes(80))
        tkhd = full("tkhd", 1, 7, struct.pack(">QQIIQ", 0, 0, 1, 0, length), bytes(16), matrix)
        mdhd = full("mdhd", 1, 0, struct.pack(">QQIQ", 0, 0, media, length * media // scale))
    else:
        mvhd = full("mvhd", 0, 0, struct.pack(">IIII", 0, 0, scale, length), bytes(80))
        tkhd = full("tkhd", 0, 7, struct.pack(">IIIII", 0, 0, 1, 0, length), bytes(16), matrix)
        mdhd = full("mdhd", 0, 0, struct.pack(">IIII", 0, 0, media, length * media // scale))
    tkhd += struct.pack(">II", width << 16, height << 16)
    tkhd = struct.pack(">I", len(tkhd)) + tkhd[4:]
    entry = box(
        "avc1", bytes(6), struct.pack(">H", 1), bytes(16), struct.pack(">HH", width, height)
    )
    stsd = full("stsd", 0, 0, struct.pack(">I", 1), entry)
    count = 0 if fragmented else frames
    stts = full(
        "stts", 0, 0, struct.pack(">I", 1 if count else 0), struct.pack(">II", count, ticks)
    )
    stsz = full("stsz", 0, 0, struct.pack(">II", 0, count), struct.pack(">I", sample) * count)
    hdlr = full("hdlr", 0, 0, bytes(4), b"vide", bytes(12), b"\0")
    stbl = box("stbl", stsd, stts, stsz)
    trak = box("trak", tkhd, box("mdia", mdhd, hdlr, box("minf", stbl)))
    extends = b""
    if fragmented:
        trex = full("trex", 0, 0, struct.pack(">5I", 1, 1, ticks, sample, 0))
        mehd = full("mehd", 0, 0, struct.pack(">I", round(seconds * scale)))
        extends = box("mvex", mehd if fragmented == "mehd" else b"", trex)
    head = box("ftyp", brand, bytes(4), brand) + box("moov", mvhd, trak, extends)
    if fragmented == "sidx":
        each = struct.pack(">III", 1000, round(seconds * media), 0)
        head += full("sidx", 0, 0, struct.pack(">IIIIHH", 1, media, 0, 0, 0, 1), each)
    if fragmented:
        half = frames // 2
        for part in (half, frames - half):
            trun = full("trun", 0, 0x200, struct.pack(">I", part), struct.pack(">I", sample) * part)
            tfhd = full("tfhd", 0, 0, struct.pack(">I", 1))
            head += box("moof", full("mfhd", 0, 0, bytes(4)), box("traf", tfhd, trun))
            head += box("mdat", b"\0" * 16)
    return head + box("mdat", b"\0" * 32)


def png_chunk(name: bytes, body: bytes) -> bytes:
    crc = struct.pack(">I", zlib.crc32(name + body))
    return struct.pack(">I", len(body)) + name + body + crc


def huge_png(width: int = 100_000, height: int = 100_000) -> bytes:
    """A PNG whose head promises far more pixels than it has."""
    ihdr = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + ihdr + png_chunk(b"IDAT", zlib.compress(b"\0" * 100))


@cache
def clip(width: int = 64, height: int = 48, seconds: float = 1.0, rotation: int = 90) -> bytes:
    """A video that can be decoded, where PyAV is installed; else its boxes alone."""
    try:
        from mediaglot.canonical.engine.video_codec import library, write_video

        library()
    except Exception:  # noqa: BLE001
        return mp4(width, height, seconds=seconds, rotation=rotation)
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clip.mp4"
        frames = (scene(width, height).rotate(n) for n in range(round(seconds * 10)))
        write_video(path, frames, width=width, height=height, frame_rate=10, rotation=rotation)
        return path.read_bytes()


@cache
def real_heic(
    width: int = 64, height: int = 48, irot: int | None = 0, exif: int | None = None
) -> bytes:
    """A HEIC with pixels, out of one HEVC frame. Needs PyAV with its HEVC encoder."""
    import tempfile
    from pathlib import Path

    from mediaglot.canonical.engine.isobmff import boxes
    from mediaglot.canonical.engine.video_codec import library

    av = library()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "one.mp4"
        with av.open(str(path), "w", options={"brand": "mp42"}) as out:
            stream = out.add_stream("libx265", rate=1)
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            stream.codec_context.codec_tag = "hvc1"
            stream.options = {"x265-params": "log-level=none:keyint=1"}
            out.mux(stream.encode(av.VideoFrame.from_image(scene(width, height))))
            out.mux(stream.encode(None))
        raw = path.read_bytes()
    frame = next(raw[a:b] for name, a, b in boxes(raw) if name == b"mdat")
    at = raw.index(b"hvcC") - 4
    config = raw[at : at + int.from_bytes(raw[at : at + 4], "big")]
    ispe = full("ispe", 0, 0, struct.pack(">II", width, height))
    turn = box("irot", bytes([irot])) if irot is not None else b""
    links = b"\x81\x02\x83" if turn else b"\x81\x02"
    ipma = full("ipma", 0, 0, struct.pack(">IHB", 1, 1, len(links)), links)
    iprp = box("iprp", box("ipco", config, ispe, turn), ipma)
    note = b"" if exif is None else struct.pack(">I", 6) + exif_block(exif)
    kinds = [(1, b"hvc1")] + ([(2, b"Exif")] if note else [])
    entries = b"".join(
        full("infe", 2, 0, struct.pack(">HH", item, 0), kind, b"\0") for item, kind in kinds
    )
    iinf = full("iinf", 0, 0, struct.pack(">H", len(kinds)), entries)
    iref = full("iref", 0, 0, box("cdsc", struct.pack(">HHH", 2, 1, 1))) if note else b""
    hdlr = full("hdlr", 0, 0, bytes(4), b"pict", bytes(13))
    pitm = full("pitm", 0, 0, struct.pack(">H", 1))
    ftyp = box("ftyp", b"heic", bytes(4), b"mif1", b"heic")

    def meta(offset: int) -> bytes:
        places = struct.pack(">HHHII", 1, 0, 1, offset, len(frame))
        if note:
            places += struct.pack(">HHHII", 2, 0, 1, offset + len(frame), len(note))
        iloc = full("iloc", 0, 0, struct.pack(">HH", 0x4400, len(kinds)), places)
        return full("meta", 0, 0, hdlr, pitm, iloc, iinf, iref, iprp)

    return ftyp + meta(len(ftyp) + len(meta(0)) + 8) + box("mdat", frame, note)
