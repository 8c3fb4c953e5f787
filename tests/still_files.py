"""HEIC and AVIF files with pixels, made of boxes: any properties in any order, any notes beside.

The HEVC frame is `media_files.scene()`, 64 x 48, encoded once (x265, no text of the encoder in it).
"""

from __future__ import annotations

import base64
import io
import struct
from functools import cache

import media_files as made
from mediaglot.canonical.engine.isobmff import boxes
from PIL import Image, ImageChops, ImageOps

WIDTH, HEIGHT = 64, 48
_HVCC = (
    "0001SXm(>m0R#vD005t;000009`FGC{rLC*01pG80096OKmiN^|NjIC00093pQr!;0{{RXx&lC<0096dLID8;2mk;B0"
    "H3G;00RI39-ttD7F(;6E1CiT00RI5000930uZ7A0RRR>0l{;?i2"
)
_HEVC = (
    "0001+C;_h@fcNPwpS%i8CRpGlY4!`)X!12ij4=D9NRDOh+zKJU1Zb1qR6A~PTPYjTN(iSlO{hP?MeOctal8-H-5P@$Lb"
    "s2HBh6uvK&0pCh`*`#a4buY<iK@R1z!o5br1nJ%Y0W@vG2O;>@;F3w*7HlhRa}ef{mrU_FCW|%E)Dvb$>>T)-C&L_us4"
    "-=%k!RXgYaZqo;r"
)


@cache
def frame(kind: str) -> tuple[bytes, bytes]:
    """The box that configures the decoder, and one coded frame of the scene."""
    if kind == "heic":
        return base64.b85decode(_HVCC), base64.b85decode(_HEVC)
    out = io.BytesIO()
    made.scene(WIDTH, HEIGHT).save(out, "AVIF", quality=90, speed=10)
    raw = out.getvalue()
    at = raw.index(b"av1C") - 4
    config = raw[at : at + int.from_bytes(raw[at : at + 4], "big")]
    return config, next(raw[a:b] for name, a, b in boxes(raw) if name == b"mdat")


def still(
    kind: str = "heic",
    *properties: bytes,
    exif: bytes | None = None,
    xmp: bytes | None = None,
    item: bytes | None = None,
    brands: tuple[bytes, ...] = (),
    others: int = 0,
) -> bytes:
    """A file whose picture has these properties (boxes), in this order, behind its size.

    `exif`: a TIFF structure. `item`: another type of the item than the right one. `others`: so many
    pictures without further properties stand before it, which is the primary one.
    """
    config, data = frame(kind)
    known = [config, made.full("ispe", 0, 0, struct.pack(">II", WIDTH, HEIGHT)), *properties]
    linked = bytes([0x81, 2, *(0x80 | n for n in range(3, len(known) + 1))])
    primary = others + 1
    plain = b"".join(struct.pack(">HBBB", n, 2, 0x81, 2) for n in range(1, primary))
    own = struct.pack(">HB", primary, len(linked)) + linked
    ipma = made.full("ipma", 0, 0, struct.pack(">I", primary), plain, own)
    iprp = made.box("iprp", made.box("ipco", *known), ipma)
    codec = item or (b"hvc1" if kind == "heic" else b"av01")
    items = [(codec, b"\0", data)] * primary
    if exif is not None:
        items.append((b"Exif", b"\0", struct.pack(">I", 0) + exif))
    if xmp is not None:
        items.append((b"mime", b"\0application/rdf+xml\0", xmp))
    entries = b"".join(
        made.full("infe", 2, 0, struct.pack(">HH", number, 0), what, name)
        for number, (what, name, _) in enumerate(items, start=1)
    )
    iinf = made.full("iinf", 0, 0, struct.pack(">H", len(items)), entries)
    described = b"".join(
        made.box("cdsc", struct.pack(">HHH", number, 1, primary))
        for number in range(primary + 1, len(items) + 1)
    )
    iref = made.full("iref", 0, 0, described) if described else b""
    hdlr = made.full("hdlr", 0, 0, bytes(4), b"pict", bytes(13))
    pitm = made.full("pitm", 0, 0, struct.pack(">H", primary))
    brand = b"heic" if kind == "heic" else b"avif"
    ftyp = made.box("ftyp", brand, bytes(4), b"mif1", brand, *brands)

    def meta(offset: int) -> bytes:
        places = b""
        for number, (_, _, body) in enumerate(items, start=1):
            places += struct.pack(">HHHII", number, 0, 1, offset, len(body))
            offset += len(body)
        iloc = made.full("iloc", 0, 0, struct.pack(">HH", 0x4400, len(items)), places)
        return made.full("meta", 0, 0, hdlr, pitm, iloc, iinf, iref, iprp)

    start = len(ftyp) + len(meta(0)) + 8
    return ftyp + meta(start) + made.box("mdat", *(body for _, _, body in items))


def irot(quarters: int) -> bytes:
    """A turn of so many quarters against the clock."""
    return made.box("irot", bytes([quarters]))


def imir(axis: int) -> bytes:
    """A flip: axis 1 left and right, axis 0 top and bottom."""
    return made.box("imir", bytes([axis]))


Part = tuple[int, int]


def clap(width: Part, height: Part, aside: Part = (0, 1), below: Part = (0, 1)) -> bytes:
    """A clean aperture; each value a numerator and a denominator."""
    return made.box("clap", struct.pack(">IIIIiIiI", *width, *height, *aside, *below))


_QUARTERS = {1: (0, None), 2: (0, 1), 3: (2, None), 4: (0, 0), 5: (1, 0), 6: (3, None),
             7: (1, 1), 8: (1, None)}  # fmt: skip


def turned(orientation: int) -> tuple[bytes, ...]:
    """The boxes that say what an Exif orientation says."""
    quarters, axis = _QUARTERS[orientation]
    found = (irot(quarters),) if quarters else ()
    return found if axis is None else (*found, imir(axis))


_AS_PILLOW = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM, 5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE, 8: Image.Transpose.ROTATE_90,
}  # fmt: skip


def upright(picture: Image.Image, orientation: int) -> Image.Image:
    """A picture set upright by an Exif orientation: the judge of all turns (Exif 2.32, 4.6.4)."""
    method = _AS_PILLOW.get(orientation)
    return picture if method is None else picture.transpose(method)


def seen(data: bytes) -> Image.Image:
    """A picture as a viewer shows it."""
    picture = Image.open(io.BytesIO(data))
    return ImageOps.exif_transpose(picture).convert("RGB")


def distance(one: Image.Image, other: Image.Image) -> float:
    """The mean difference of a channel: 0 to 255."""
    assert one.size == other.size
    found = ImageChops.difference(one, other).convert("L").resize((1, 1), Image.Resampling.BOX)
    return float(found.getpixel((0, 0)))  # type: ignore[arg-type]


TIFFS = {
    "strips": {},
    "strips-lzw": {"compression": "tiff_lzw"},
    "strips-jpeg": {"compression": "jpeg"},
}


def tiff(orientation: int, layout: str = "strips", order: str = "<", xmp: bytes = b"") -> bytes:
    """A TIFF of the scene, RGB: in strips or tiles of 16 x 16, either byte order."""
    picture = made.scene(WIDTH, HEIGHT)
    if layout in TIFFS and layout != "strips":
        out = io.BytesIO()
        options = {"exif": made.exif_block(orientation)} if orientation else {}
        picture.save(out, "TIFF", **TIFFS[layout], **options)
        return out.getvalue()
    if layout == "tiles":
        pieces = [
            picture.crop((x, y, x + 16, y + 16)).tobytes()
            for y in range(0, HEIGHT, 16)
            for x in range(0, WIDTH, 16)
        ]
        layout_tags = [(322, 3, 16), (323, 3, 16)]
        where, lengths = 324, 325
    else:
        pieces = [picture.crop((0, y, WIDTH, y + 16)).tobytes() for y in range(0, HEIGHT, 16)]
        layout_tags = [(278, 3, 16)]
        where, lengths = 273, 279
    tags: list[tuple[int, int, object]] = [
        (256, 4, WIDTH), (257, 4, HEIGHT), (258, 3, (8, 8, 8)), (259, 3, 1), (262, 3, 2),
        (277, 3, 3), *layout_tags,
    ]  # fmt: skip
    if orientation:
        tags.append((274, 3, orientation))
    if xmp:
        tags.append((700, 1, xmp))
    start = 8
    places = tuple(start + sum(map(len, pieces[:n])) for n in range(len(pieces)))
    tags += [(where, 4, places), (lengths, 4, tuple(map(len, pieces)))]
    body = b"".join(pieces)
    return _with_directory(body, sorted(tags, key=lambda tag: tag[0]), order)


def _with_directory(body: bytes, tags: list[tuple[int, int, object]], order: str) -> bytes:
    letters = {1: "B", 3: "H", 4: "I"}
    body += bytes(len(body) % 2)
    extra, entries = b"", b""
    offset = 8 + len(body)
    behind = offset + 2 + 12 * len(tags) + 4
    for tag, kind, value in tags:
        values = value if isinstance(value, (tuple, bytes)) else (value,)
        raw = struct.pack(f"{order}{len(values)}{letters[kind]}", *values)
        if len(raw) > 4:
            field = struct.pack(order + "I", behind + len(extra))
            extra += raw + bytes(len(raw) % 2)
        else:
            field = raw.ljust(4, b"\0")
        entries += struct.pack(order + "HHI", tag, kind, len(values)) + field
    mark = b"II" if order == "<" else b"MM"
    head = mark + struct.pack(order + "HI", 42, offset)
    return head + body + struct.pack(order + "H", len(tags)) + entries + bytes(4) + extra


def xmp(orientation: int) -> bytes:
    """A packet that states an orientation, as editors write it."""
    return (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description '
        b'xmlns:tiff="http://ns.adobe.com/tiff/1.0/" tiff:Orientation="%d"/>'
        b"</rdf:RDF></x:xmpmeta>" % orientation
    )
