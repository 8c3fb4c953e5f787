"""Eight orientations, every format that states one, every client's rule: judged by the pixels.

The judge is Pillow's transpose of the scene that was stored, never what a tag says.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import still_files as still
import worlds
from grids import each
from mediaglot.adapters.host.rules import behaviour
from mediaglot.adapters.plan.pair import client_profile
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.engine.codec import CompressRule, Resize, compress_image, output_format
from mediaglot.canonical.engine.exif import exif_orientation, with_orientation
from mediaglot.canonical.engine.heads import read_image_head
from PIL import Image


def rules() -> Iterator[tuple[str, CompressRule]]:
    """Every different rule of a client, and the corners of what a profile may say."""
    seen: list[CompressRule] = []
    for client in worlds.clients():
        for api in client_profile(parse_client(client)).apis.values():
            how = behaviour(api)
            named = (("", how.compress), (" picked", how.compressed))
            for what, rule in named:
                if rule is not None and rule not in seen:
                    seen.append(rule)
                    yield f"{client} {api.key}{what}", rule
    for output in ("same", "jpeg"):
        for orientation in ("keep", "apply"):
            yield (
                f"{output} {orientation}",
                CompressRule(None, output=output, orientation=orientation),
            )


RULES = dict(rules())


def saved(name: str, exif: bytes, mode: str = "RGB", **options: Any) -> bytes:
    out = io.BytesIO()
    made.scene().convert(mode).save(out, name, exif=exif, **options)
    return out.getvalue()


def two_pictures(orientation: int) -> bytes:
    out = io.BytesIO()
    more = [made.scene().rotate(180)]
    block = made.exif_block(orientation)
    made.scene().save(out, "MPO", save_all=True, append_images=more, exif=block, quality=95)
    return out.getvalue()


@cache
def file(kind: str, orientation: int) -> bytes:
    name, _, how = kind.partition(" ")
    big = how != "little"
    block = made.exif_block(orientation, big, make="maker")
    bare = block.removeprefix(b"Exif\0\0")
    if name == "jpeg":
        return saved("JPEG", block, "CMYK" if how == "cmyk" else "RGB", quality=95)
    if name == "mpo":
        return two_pictures(orientation)
    if name == "png":
        return saved("PNG", block, how if how in ("RGBA", "P", "L") else "RGB")
    if name == "webp":
        lossless = {"lossless": True} if how == "lossless" else {"quality": 95}
        data = saved("WEBP", bare, "RGBA" if how == "alpha" else "RGB", **lossless)
        if how == "header":
            data = with_header(data)
        return data
    if name == "tiff":
        layout, _, order = how.partition(" ")
        return still.tiff(orientation, layout, order or "<")
    if how == "exif":
        return still.still(name, exif=bare)
    if how == "both":  # the boxes win
        boxes = still.turned(orientation) or (still.irot(0),)
        return still.still(name, *boxes, exif=made.exif_block(2)[6:])
    return still.still(name, *still.turned(orientation))


def with_header(data: bytes) -> bytes:
    """A WebP whose Exif chunk begins as in a JPEG, and has an odd length."""
    at = data.index(b"EXIF")
    length = int.from_bytes(data[at + 4 : at + 8], "little")
    body = b"Exif\0\0" + data[at + 8 : at + 8 + length] + b"\0" * (1 - length % 2)
    chunk = b"EXIF" + len(body).to_bytes(4, "little") + body + b"\0"
    whole = data[8:at] + chunk
    return b"RIFF" + len(whole).to_bytes(4, "little") + whole


KINDS = [
    "jpeg", "jpeg little", "jpeg cmyk", "mpo", "png", "png little", "png RGBA", "png P", "png L",
    "webp", "webp little", "webp lossless", "webp alpha", "webp header", "tiff strips <",
    "tiff strips >", "tiff tiles <", "tiff tiles >", "tiff strips-lzw", "tiff strips-jpeg",
    "heic", "heic exif", "heic both", "avif", "avif exif", "avif both",
]  # fmt: skip


def scene_of(kind: str) -> Image.Image:
    mode = "L" if kind == "png L" else "P" if kind == "png P" else "RGB"
    return made.scene().convert(mode).convert("RGB")


TURNED = [(kind, str(turn), (kind, turn)) for kind in KINDS for turn in range(1, 9)]


@each("kind, orientation", TURNED)
def test_what_is_seen_stays(kind: str, orientation: int, tmp_path: Path) -> None:
    if kind.startswith("heic"):
        pytest.importorskip("pi_heif")
    data = file(kind, orientation)
    source = tmp_path / "in"
    source.write_bytes(data)
    head = read_image_head(data)
    wanted = still.upright(scene_of(kind), orientation)
    assert head.upright_size == wanted.size
    for number, (name, rule) in enumerate(RULES.items()):
        target = tmp_path / f"out{number}"
        told = compress_image(source, target, quality=95, rule=rule)
        made_now = target.read_bytes()
        if output_format(head, rule) is None:
            assert made_now == data, name
            continue
        assert told == read_image_head(made_now), name
        assert told.upright_size == wanted.size, name
        assert told.orientation == 1 or rule.orientation == "keep", name
        assert still.distance(still.seen(made_now), wanted) < 12, name


@each("kind, orientation", TURNED)
def test_a_size_is_of_what_comes_out(kind: str, orientation: int, tmp_path: Path) -> None:
    if kind.startswith("heic"):
        pytest.importorskip("pi_heif")
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(file(kind, orientation))
    rule = CompressRule(None, orientation="apply")
    made_now = compress_image(source, target, quality=90, rule=rule, resize=Resize(width=24))
    across, down = still.upright(made.scene(), orientation).size
    assert (made_now.width, made_now.height) == (24, round(down * 24 / across))


@pytest.mark.parametrize("kind", ["webp", "webp little", "webp header", "png", "png little"])
@pytest.mark.parametrize("output", ["jpeg", "same"])
def test_exif_goes_along_in_the_form_of_its_format(kind: str, output: str, tmp_path: Path) -> None:
    """A JPEG has six bytes before the block, a WebP and a PNG have none."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.write_bytes(file(kind, 6))
    compress_image(source, target, quality=90, rule=CompressRule(None, output=output))
    data = target.read_bytes()
    exif = Image.open(io.BytesIO(data)).getexif()
    assert (exif[0x010F], exif[0x0112]) == ("maker", 6)
    mark = {"jpeg": b"\xff\xe1", "png": b"eXIf", "webp": b"EXIF"}
    at = data.index(mark[output if output == "jpeg" else kind[:4].strip()])
    start = at + (4 if output == "jpeg" or kind.startswith("png") else 8)
    assert data[start:][:6].startswith((b"Exif\0\0",) if output == "jpeg" else (b"II", b"MM"))


BLOCKS = [
    (f"wanted {wanted}", f"{stated} {big}", (big, stated, wanted))
    for wanted in range(1, 9)
    for stated in (None, *range(1, 9))
    for big in (True, False)
]


@each("big, stated, wanted", BLOCKS)
def test_an_orientation_is_written_into_a_block(big: bool, stated: int | None, wanted: int) -> None:
    block = made.exif_block(stated, big, make="maker", model="model of a camera")
    made_now = with_orientation(block, wanted)
    assert made_now is not None
    assert (exif_orientation(made_now) or 1) == wanted
    exif = Image.Exif()
    exif.load(b"Exif\0\0" + made_now)
    assert (exif[0x010F], exif[0x0110]) == ("maker", "model of a camera")
    assert exif.get(0x0112, 1) == wanted


@pytest.mark.parametrize(
    "block", [None, b"", b"Exif\0\0", b"II*\0", b"garbage", b"MM\0*\0\0\0\x08\x40\0"]
)
def test_a_broken_block_is_let_go(block: bytes | None) -> None:
    assert with_orientation(block, 1) is None
    alone = with_orientation(block, 7)
    assert alone is not None
    assert exif_orientation(alone) == 7


def test_a_thumbnail_of_a_turned_picture_is_let_go() -> None:
    first = b"\0\1" + b"\x01\x12\0\3\0\0\0\1\0\6\0\0" + b"\0\0\0\x1a"
    second = b"\0\1" + b"\x02\x01\0\4\0\0\0\1\0\0\0\x2c" + b"\0\0\0\0"
    block = b"MM\0*\0\0\0\x08" + first + second
    kept = with_orientation(block, 6)
    assert kept == block
    turned = with_orientation(block, 1)
    assert turned is not None
    assert turned[22:26] == b"\0\0\0\0"
