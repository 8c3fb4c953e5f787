"""Heads at the edges of their formats: where a length is the least or the most there may be."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

import media_files as made
import pytest
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.heads import read_image_head
from mediaglot.canonical.engine.image_head import ImageHead
from mediaglot.canonical.engine.isobmff import Box, boxes, file_boxes, find_box
from mediaglot.canonical.engine.reader import read_through
from mediaglot.canonical.engine.sniff import sniff
from PIL import Image


def of_file(data: bytes) -> list[Box]:
    return read_through(data, lambda reader: list(file_boxes(reader)))


def inside(data: bytes) -> list[Box]:
    return list(boxes(data))


WALKS = pytest.mark.parametrize("walk", [of_file, inside])


@WALKS
def test_boxes_tell_their_length_in_three_ways(walk: Callable[[bytes], list[Box]]) -> None:
    long = struct.pack(">I4sQ", 1, b"free", 20) + b"1234"
    to_the_end = struct.pack(">I4s", 0, b"mdat") + b"xyz"
    data = made.box("ftyp", b"ab") + long + to_the_end
    assert walk(data) == [(b"ftyp", 8, 10), (b"free", 26, 30), (b"mdat", 38, 41)]


@WALKS
def test_the_shortest_boxes_are_their_headers(walk: Callable[[bytes], list[Box]]) -> None:
    data = made.box("free") + struct.pack(">I4sQ", 1, b"wide", 16) + made.box("skip")
    assert walk(data) == [(b"free", 8, 8), (b"wide", 24, 24), (b"skip", 32, 32)]
    for short in (struct.pack(">I4s", 7, b"free"), struct.pack(">I4sQ", 1, b"free", 15)):
        with pytest.raises(MediaError, match="shorter than its own header") as caught:
            walk(short)
        assert (caught.value.kind, caught.value.detail) == ("load_failed", "broken")


@WALKS
def test_a_box_that_is_cut_ends_where_the_data_does(walk: Callable[[bytes], list[Box]]) -> None:
    assert walk(struct.pack(">I4s", 100, b"moov") + b"abc") == [(b"moov", 8, 11)]
    assert walk(made.box("free") + b"\0\0\0\x08fre") == [(b"free", 8, 8)]
    with pytest.raises(MediaError, match="a box header") as caught:
        walk(struct.pack(">I4s", 1, b"moov") + b"\0" * 7)
    assert caught.value.detail == "truncated"


def test_boxes_between_two_places() -> None:
    data = b"****" + made.box("aaaa", b"1") + made.box("bbbb") + made.box("cccc", b"123")
    assert list(boxes(data, 4)) == [(b"aaaa", 12, 13), (b"bbbb", 21, 21), (b"cccc", 29, 32)]
    assert list(boxes(data, 13, 21)) == [(b"bbbb", 21, 21)]
    assert list(boxes(data, 13, 20)) == []
    assert list(boxes(data, 21, 30)) == [(b"cccc", 29, 30)]
    assert list(boxes(data, 21, 99)) == [(b"cccc", 29, 32)]


def test_a_box_is_found_up_to_a_length() -> None:
    data = made.box("free") + made.box("meta", b"12345")
    assert read_through(data, lambda reader: find_box(reader, b"meta", 5)) == b"12345"
    with pytest.raises(MediaError, match="the meta box is larger than any real file's"):
        read_through(data, lambda reader: find_box(reader, b"meta", 4))
    with pytest.raises(MediaError, match="the boxes before moov") as caught:
        read_through(data, lambda reader: find_box(reader, b"moov", 5))
    assert caught.value.detail == "truncated"


def test_the_shortest_segment_of_a_jpeg() -> None:
    data = made.picture("jpeg", 6)
    least = data[:2] + b"\xff\xee\0\2" + data[2:]
    assert read_image_head(least) == ImageHead("jpeg", 64, 48, 6, True)
    with pytest.raises(MediaError, match="shorter than its own length field"):
        read_image_head(data[:2] + b"\xff\xee\0\1" + data[2:])


def test_the_largest_sides_of_a_png() -> None:
    most = 0x7FFFFFFF
    for sides in ((most, 1), (1, most)):
        head = read_image_head(made.huge_png(*sides))
        assert (head.width, head.height) == sides
    for sides in ((most + 1, 1), (1, most + 1)):
        with pytest.raises(MediaError, match="a size beyond the format's limit"):
            read_image_head(made.huge_png(*sides))


def bmp(header: bytes) -> bytes:
    return b"BM" + struct.pack("<IHHI", 99, 0, 0, 54) + header + bytes(40)


@pytest.mark.parametrize("size", [16, 40, 124, 255])
def test_headers_of_bmp(size: int) -> None:
    for height in (5, -5):  # from the bottom, from the top
        data = bmp(struct.pack("<Iii", size, 7, height))
        assert read_image_head(data) == ImageHead("bmp", 7, 5)


def test_the_oldest_header_of_bmp_and_what_is_none() -> None:
    assert read_image_head(bmp(struct.pack("<IHH", 12, 700, 0x8001))) == ImageHead(
        "bmp", 700, 0x8001
    )
    for size in (11, 13, 15):
        with pytest.raises(MediaError, match="not an image in a known format"):
            read_image_head(bmp(struct.pack("<Iii", size, 7, 5)))


def test_a_picture_is_told_from_what_begins_alike() -> None:
    assert sniff(b"BM" + bytes(16)) == "bmp"
    assert sniff(b"BM" + bytes(15)) is None
    for at in (15, 16, 17):
        assert sniff(b"BM" + bytes(at - 2) + b"\1" + bytes(17 - at)) is None
    stream = b"\x47" + bytes(187) + b"\x47"
    assert sniff(stream) == "mpegts"
    assert sniff(stream[:188]) is None
    assert sniff(stream[:188] + b"\0") is None
    assert sniff(b"\0" + stream[1:]) is None
    assert sniff(stream.replace(b"\x47", b"\x48")) is None
    for second, name in ((0xF1, "aac"), (0xF9, "aac"), (0xFB, "mp3"), (0xE2, "mp3"), (0xD8, None)):
        assert sniff(bytes((0xFF, second))) == name
    assert sniff(b"\xff") is None


def ftyp(major: bytes, *others: bytes, length: int | None = None) -> bytes:
    data = made.box("ftyp", major, bytes(4), *others)
    return data if length is None else struct.pack(">I", length) + data[4:]


def test_a_general_brand_is_what_one_of_the_others_is() -> None:
    assert sniff(ftyp(b"mif1", b"miaf", b"avif")) == "avif"
    assert sniff(ftyp(b"mif1", b"heic", b"avif")) == "heic"
    assert sniff(ftyp(b"mif1", b"miaf")) is None
    # beyond the box's end, or where a box is too long to be one
    assert sniff(ftyp(b"mif1", b"miaf", b"avif", length=20)) is None
    assert sniff(ftyp(b"mif1", b"miaf", b"avif", length=24)) == "avif"
    assert sniff(ftyp(b"mif1", *[b"miaf"] * 59, b"avif")) == "avif"
    assert sniff(ftyp(b"mif1", *[b"miaf"] * 60, b"avif")) is None
    assert sniff(ftyp(b"isom", b"avif")) == "mp4"
    assert sniff(ftyp(b"3gp5")) == sniff(ftyp(b"3g2a")) == "3gp"


def gif(frames: int) -> bytes:
    out = io.BytesIO()
    pictures = [Image.new("L", (4, 3), color=99 * n) for n in range(frames)]
    pictures[0].save(out, "GIF", save_all=True, append_images=pictures[1:])
    return out.getvalue()


def test_padding_between_the_blocks_of_a_gif_is_passed_over() -> None:
    data = gif(2)
    table = 13 + 3 * 2 ** ((data[10] & 7) + 1)
    assert read_image_head(data).animated
    assert read_image_head(data[:table] + bytes(3) + data[table:]).animated
    assert not read_image_head(gif(1)).animated
    # what is no block ends the walk, so does the end of the file
    assert not read_image_head(data[:table] + b"\1" + data[table:]).animated
    assert not read_image_head(data[:table] + bytes(9)).animated


@pytest.mark.parametrize(
    ("at", "kind", "said"),
    [(23, "VP8", "the WebP key frame has no start code"),
     (25, "VP8", "the WebP key frame has no start code"),
     (20, "VP8L", "the lossless WebP has no signature")],
)  # fmt: skip
def test_a_webp_without_its_mark(at: int, kind: str, said: str) -> None:
    out = io.BytesIO()
    made.scene(5, 4).save(out, "WEBP", lossless=kind == "VP8L")
    data = bytearray(out.getvalue())
    assert data[12:16].rstrip() == kind.encode()
    data[at] ^= 1
    with pytest.raises(MediaError, match=said):
        read_image_head(bytes(data))


def test_the_widest_webp() -> None:
    key = b"RIFF\0\0\0\0WEBPVP8 " + bytes(7) + b"\x9d\x01\x2a" + struct.pack("<HH", 0xFFFF, 0x4001)
    assert read_image_head(key + bytes(4)) == ImageHead("webp", 0x3FFF, 1)
    bits = 0x3FFF | 2 << 14
    lossless = b"RIFF\0\0\0\0WEBPVP8L" + bytes(4) + b"\x2f" + bits.to_bytes(4, "little") + bytes(9)
    assert read_image_head(lossless) == ImageHead("webp", 0x4000, 3)
    for cut in (29, 25, 12):
        with pytest.raises(MediaError):
            read_image_head(key[:cut])
    with pytest.raises(MediaError, match="begins with no known chunk"):
        read_image_head(b"RIFF\0\0\0\0WEBPABCD" + bytes(20))


@pytest.mark.parametrize("name", ["jpeg", "png", "webp", "gif", "bmp", "tiff"])
def test_a_picture_is_no_container_s_to_turn(name: str) -> None:
    assert read_image_head(made.picture(name, 6 if name not in ("gif", "bmp") else None))
    assert not read_image_head(made.picture(name)).by_container
    assert read_image_head(made.heic(40, 30, irot=1)).by_container
    assert not read_image_head(made.heic(40, 30)).by_container
