"""Image heads: right on every format and orientation, calm on hostile files, cheap on big ones."""

from __future__ import annotations

import io
import os
import struct
from contextlib import suppress
from pathlib import Path

import media_files as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mediaglot.canonical.engine.exif import TURNS, orientation_from_turn
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.heads import read_image_head
from mediaglot.canonical.engine.image_head import ImageHead
from PIL import Image

ALL_FORMATS = ("jpeg", "png", "webp", "gif", "bmp", "tiff", "avif", "heic")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("name", made.FORMATS_WITH_EXIF)
def test_orientation_and_size_before_rotation(name: str, orientation: int) -> None:
    head = read_image_head(made.picture(name, orientation))
    assert (head.format, head.width, head.height) == (name, 64, 48)
    assert (head.orientation, head.oriented or orientation == 1) == (orientation, True)
    assert head.upright_size == ((48, 64) if orientation >= 5 else (64, 48))


@pytest.mark.parametrize("name", ALL_FORMATS)
def test_without_exif_is_upright(name: str) -> None:
    head = read_image_head(made.picture(name))
    assert head == ImageHead(name, 64, 48)


@pytest.mark.parametrize("name", [n for n in ALL_FORMATS if n != "heic"])
@pytest.mark.parametrize("size", [(1, 1), (64, 48), (333, 17)])
def test_agrees_with_pillow(name: str, size: tuple[int, int]) -> None:
    data = made.picture(name, 1, *size)
    head = read_image_head(data)
    assert (head.width, head.height) == Image.open(io.BytesIO(data)).size


@pytest.mark.parametrize("kind", ["VP8", "VP8L", "VP8X"])
def test_webp_in_its_three_forms(kind: str) -> None:
    out = io.BytesIO()
    picture = made.scene(101, 53)
    if kind == "VP8X":
        picture = picture.convert("RGBA")
        picture.putalpha(120)
    picture.save(out, "WEBP", lossless=kind == "VP8L")
    assert out.getvalue()[12:16].rstrip() == kind.encode()
    head = read_image_head(out.getvalue())
    assert (head.width, head.height) == (101, 53)


@pytest.mark.parametrize("invalid", [0, 9, 255])
@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "tiff"])
def test_invalid_orientation_counts_as_upright(name: str, invalid: int) -> None:
    head = read_image_head(made.picture(name, invalid))
    assert head.orientation == 1


def test_little_endian_exif() -> None:
    out = io.BytesIO()
    made.scene().save(out, "JPEG", exif=made.exif_block(7, big_endian=False, make="x" * 40))
    assert read_image_head(out.getvalue()).orientation == 7


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("order", ["<", ">"])
def test_tiff_both_orders_and_bigtiff(order: str, big: bool) -> None:
    tags = [(256, 4, 640), (257, 3, 480), (274, 3, 6)]
    mark = b"II" if order == "<" else b"MM"
    if big:
        data = mark + struct.pack(order + "HHHQ", 43, 8, 0, 16) + struct.pack(order + "Q", 3)
        for tag, kind, value in tags:
            field = struct.pack(order + ("I" if kind == 4 else "H"), value).ljust(8, b"\0")
            data += struct.pack(order + "HHQ", tag, kind, 1) + field
    else:
        data = mark + struct.pack(order + "HI", 42, 8) + struct.pack(order + "H", 3)
        for tag, kind, value in tags:
            field = struct.pack(order + ("I" if kind == 4 else "H"), value).ljust(4, b"\0")
            data += struct.pack(order + "HHI", tag, kind, 1) + field
    assert read_image_head(data) == ImageHead("tiff", 640, 480, 6, True)


IROT = {0: 1, 1: 8, 2: 3, 3: 6}
IROT_IMIR = {(0, 0): 4, (0, 1): 2, (1, 0): 5, (1, 1): 7, (2, 0): 2, (2, 1): 4, (3, 0): 7, (3, 1): 5}


@pytest.mark.parametrize(("irot", "wanted"), IROT.items())
def test_heic_rotation_property_wins_over_exif(irot: int, wanted: int) -> None:
    head = read_image_head(made.heic(4032, 3024, irot=irot, exif=5))
    assert head == ImageHead("heic", 4032, 3024, wanted, True, by_container=True)


@pytest.mark.parametrize(("turn", "wanted"), IROT_IMIR.items())
def test_heic_rotation_then_mirror(turn: tuple[int, int], wanted: int) -> None:
    irot, imir = turn
    assert read_image_head(made.heic(40, 30, irot=irot, imir=imir)).orientation == wanted


@pytest.mark.parametrize("construction", [0, 1])
def test_heic_with_exif_only(construction: int) -> None:
    data = made.heic(4032, 3024, exif=6, construction=construction)
    assert read_image_head(data) == ImageHead("heic", 4032, 3024, 6, True)


def test_heic_under_a_general_brand() -> None:
    assert read_image_head(made.heic(40, 30, brand=b"mif1")).format == "heic"


def test_turns_are_the_eight_orientations() -> None:
    assert {orientation_from_turn(*turn): turn for turn in TURNS.values()} == dict(TURNS)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_turns_as_pillow_turns(orientation: int) -> None:
    from PIL import ImageOps

    picture = Image.frombytes("L", (3, 2), bytes(range(6)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    out = io.BytesIO()
    picture.save(out, "PNG", exif=exif)
    wanted = ImageOps.exif_transpose(Image.open(io.BytesIO(out.getvalue())))
    clockwise, mirrored = TURNS[orientation]
    got = ImageOps.mirror(picture) if mirrored else picture
    got = got.rotate(-clockwise, expand=True)
    assert (got.size, got.tobytes()) == (wanted.size, wanted.tobytes())


def test_multi_picture_jpeg_is_jpeg() -> None:
    out = io.BytesIO()
    made.scene().save(out, "MPO", save_all=True, append_images=[made.scene(32, 32)])
    assert Image.open(io.BytesIO(out.getvalue())).format == "MPO"
    assert read_image_head(out.getvalue()) == ImageHead("jpeg", 64, 48)


def test_jpeg_with_fill_and_stray_bytes() -> None:
    data = made.picture("jpeg", 6)
    first = 4 + int.from_bytes(data[4:6], "big")  # behind the JFIF segment
    for waste in (b"\xff" * 9000, b"\0" * 9000, b"\xff\0" * 90):
        padded = data[:first] + waste + data[first:]
        assert read_image_head(padded) == ImageHead("jpeg", 64, 48, 6, True)


def test_jpeg_with_a_large_exif_before_its_size() -> None:
    out = io.BytesIO()
    block = made.exif_block(8, make="m" * 60_000)
    made.scene().save(out, "JPEG", exif=block)
    assert read_image_head(out.getvalue()) == ImageHead("jpeg", 64, 48, 8, True)


@pytest.mark.parametrize("pixels", [100, 100_000])
def test_png_orientation_behind_the_pixels(pixels: int, tmp_path: Path) -> None:
    plain = made.picture("png")
    block = made.exif_block(6)
    chunk = made.png_chunk(b"eXIf", block[6:])
    end = plain.index(b"IEND") - 4
    more = made.png_chunk(b"teXt", b"x" * pixels)
    path = tmp_path / "late.png"
    path.write_bytes(plain[:end] + more + chunk + plain[end:])
    assert read_image_head(path).orientation == 6
    assert read_image_head(path.read_bytes()).orientation == 6


def test_animation_shows_in_the_head() -> None:
    frames = [made.scene(20, 20), made.scene(20, 20).rotate(90)]
    for name in ("GIF", "PNG", "WEBP"):
        out = io.BytesIO()
        frames[0].save(out, name, save_all=True, append_images=frames[1:], duration=50, loop=0)
        assert read_image_head(out.getvalue()).animated, name
    assert not read_image_head(made.picture("gif")).animated


class Counting(io.FileIO):
    """A file that counts what is read of it."""

    count = 0

    def read(self, size: int = -1, /) -> bytes:  # type: ignore[override]
        data = super().read(size)
        self.count += len(data or b"")
        return data or b""


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "tiff", "avif"])
def test_a_large_file_costs_no_more_than_a_small_one(name: str, tmp_path: Path) -> None:
    path = tmp_path / "big"
    path.write_bytes(made.picture(name, 6))
    os.truncate(path, 50 << 20)
    with Counting(path) as stream:
        assert read_image_head(stream).orientation == 6
        assert stream.count <= 64 << 10


@pytest.mark.parametrize("name", ALL_FORMATS)
def test_cut_at_every_byte(name: str) -> None:
    data = made.picture(name, 6, 20, 10)
    kinds: set[str] = set()
    for end in range(len(data)):
        try:
            head = read_image_head(data[:end])
        except MediaError as error:
            kinds.add(error.kind)
        else:
            assert (head.format, head.width, head.height) == (name, 20, 10)
    assert kinds <= {"load_failed", "format_unsupported"}


@pytest.mark.parametrize("name", ALL_FORMATS)
@settings(max_examples=60, deadline=None)
@given(changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=12))
def test_damaged_files_give_only_our_own_error(name: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(made.picture(name, 6, 20, 10))
    for place, value in changes:
        data[place % len(data)] = value
    try:
        head = read_image_head(bytes(data))
    except MediaError:
        return
    assert head.width > 0
    assert head.height > 0
    assert 1 <= head.orientation <= 8


@settings(max_examples=200, deadline=None)
@given(
    start=st.sampled_from(
        [b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBP", b"GIF89a", b"II*\0", b"MM\0*",
         b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypavif", b"BM"]
    ),
    rest=st.binary(max_size=300),
)  # fmt: skip
def test_anything_behind_a_magic_number(start: bytes, rest: bytes) -> None:
    with suppress(MediaError):
        read_image_head(start + rest)


def test_promises_of_huge_size_are_read_not_believed() -> None:
    head = read_image_head(made.huge_png())
    assert (head.width, head.height) == (100_000, 100_000)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "load_failed"),
        (b"hello, world", "format_unsupported"),
        (b"%PDF-1.7 ...", "format_unsupported"),
        (made.mp4(), "format_unsupported"),
        (b"\xff\xd8\xff\xd9", "load_failed"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "load_failed"),
    ],
)
def test_what_is_no_image(data: bytes, kind: str) -> None:
    with pytest.raises(MediaError) as caught:
        read_image_head(data)
    assert caught.value.kind == kind


def test_paths_that_are_no_files(tmp_path: Path) -> None:
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    for path in (tmp_path / "missing.jpg", tmp_path, fifo, "a\0b", "x\ud800.jpg"):
        with pytest.raises(MediaError) as caught:
            read_image_head(path)
        assert caught.value.kind == "file_not_found"


def test_polyglot_is_what_it_begins_with() -> None:
    jpeg = made.picture("jpeg", 6)
    zipped = jpeg + b"PK\x03\x04" + made.picture("png", 3)
    assert read_image_head(zipped) == read_image_head(jpeg)
