"""Animated or not by frames, camera RAW told from pictures, orientations where nobody looks."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import still_files as still
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine import moving_head
from mediaglot.canonical.engine.codec import CompressRule, compress_image, remarks
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.heads import read_format, read_image_head
from mediaglot.canonical.engine.sniff import RAW_FORMATS
from mediaglot.canonical.engine.user import picks
from PIL import Image
from PIL.PngImagePlugin import PngInfo


def moving(name: str, frames: int, **options: object) -> bytes:
    out = io.BytesIO()
    pictures = [made.scene(40, 30).rotate(7 * n) for n in range(frames)]
    pictures[0].save(out, name, save_all=True, append_images=pictures[1:], **options)
    return out.getvalue()


def gif_block(comment: bytes) -> bytes:
    parts = (comment[i : i + 255] for i in range(0, len(comment), 255))
    return b"!\xfe" + b"".join(bytes([len(part)]) + part for part in parts) + b"\0"


def with_block(gif: bytes, block: bytes) -> bytes:
    """A GIF with a block before its first image."""
    at = 13 + (3 * 2 ** ((gif[10] & 7) + 1) if gif[10] & 0x80 else 0)
    return gif[:at] + block + gif[at:]


LOOP = b"!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG", "AVIF"])
@pytest.mark.parametrize("frames", [1, 2, 5])
def test_animated_is_two_frames_or_more(name: str, frames: int) -> None:
    head = read_image_head(moving(name, frames))
    assert (head.width, head.height, head.animated) == (40, 30, frames > 1)


@pytest.mark.parametrize("pages", [1, 2, 5])
@pytest.mark.parametrize("options", [{}, {"big_tiff": True}, {"tiffinfo": {0x0112: 6}}])
def test_pages_of_a_tiff_are_told(pages: int, options: dict[str, Any]) -> None:
    head = read_image_head(moving("TIFF", pages, **options))
    assert (head.width, head.height, head.animated, head.paged) == (40, 30, False, pages > 1)
    rule = CompressRule(accepts=None, output="jpeg")
    told = [code for code, _ in remarks(head, rule)]
    assert told == (["MG608"] if pages > 1 else [])


@pytest.mark.parametrize(("kind", "paged"), [(0, True), (1, False), (2, True), (4, False)])
def test_a_smaller_picture_of_the_same_is_no_page(kind: int, paged: bool) -> None:
    data = bytearray(moving("TIFF", 2))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    (second,) = struct.unpack_from("<I", data, first + 2 + 12 * count)
    struct.pack_into("<HHII", data, second + 2, 0x00FE, 4, 1, kind)
    assert read_image_head(bytes(data)).paged is paged


@pytest.mark.parametrize("frames", [1, 2])
def test_a_gif_is_told_by_its_images(frames: int) -> None:
    """Neither a loop, nor its absence, nor a long comment before the frames says anything."""
    gif = moving("GIF", frames)
    once = gif.replace(LOOP, b"")
    comment = gif_block(b"not a frame , and not one ! " * 2000)
    assert b"NETSCAPE" not in once
    for data in (once, with_block(once, LOOP), with_block(gif, comment), with_block(once, comment)):
        assert read_image_head(data).animated == (frames > 1)
        assert getattr(Image.open(io.BytesIO(data)), "n_frames", 1) == frames


def test_a_gif_cut_in_its_first_image_is_a_still() -> None:
    gif = moving("GIF", 3)
    assert not read_image_head(gif[: gif.index(b",", 800) + 40]).animated


def test_a_webp_with_the_flag_and_one_frame() -> None:
    data = moving("WEBP", 2)
    at = data.index(b"ANMF")
    length = int.from_bytes(data[at + 4 : at + 8], "little")
    one = data[: at + 8 + length]
    one = one[:4] + struct.pack("<I", len(one) - 8) + one[8:]
    assert (read_image_head(data).animated, read_image_head(one).animated) == (True, False)


@pytest.mark.parametrize("frames", [0, 1, 2])
def test_a_png_by_its_number_of_frames(frames: int) -> None:
    data = made.picture("png")
    control = made.png_chunk(b"acTL", struct.pack(">II", frames, 0))
    assert read_image_head(data[:33] + control + data[33:]).animated == (frames > 1)


def test_what_is_lost_of_a_moving_picture_is_told() -> None:
    with Host("tt/ios") as host:
        path = host.storage.put_temp(moving("WEBP", 3)).path
        reply = host.reply("compressImage", {"src": path})
        assert reply.ok
        assert "MG608" in [item.code for item in reply.diagnostics]
        still_path = host.storage.put_temp(moving("WEBP", 1)).path
        reply = host.reply("compressImage", {"src": still_path})
        assert "MG608" not in [item.code for item in reply.diagnostics]


# Camera RAW -------------------------------------------------------------------------------------

PREVIEW = [(254, 4, 1), (256, 4, 160), (257, 4, 120), (274, 3, 6)]


def raw(
    tags: list[tuple[int, int, Any]],
    inner: list[tuple[int, int, Any]] | None = None,
    order: str = "<",
    behind: bool = False,
) -> bytes:
    """A TIFF with a preview's directory, and another one below (or behind) it."""
    body = b""
    if inner is not None:
        whole = still._with_directory(b"", inner, order)
        body = whole[8:]
    tags = [*PREVIEW, *tags]
    if inner is not None and not behind:
        tags.append((330, 4, 8))
    data = still._with_directory(body, sorted(tags, key=lambda tag: tag[0]), order)
    if behind:
        at = struct.unpack(order + "I", data[4:8])[0] + 2 + 12 * len(tags)
        data = data[:at] + struct.pack(order + "I", 8) + data[at + 4 :]
    return data


SENSOR: list[tuple[int, int, Any]] = [(254, 4, 0), (256, 4, 4000), (257, 4, 3000), (262, 3, 32803)]
RAWS = {
    "dng": raw([(0xC612, 1, (1, 4, 0, 0))]),
    "nef": raw([(271, 1, b"NIKON CORPORATION\0")], SENSOR),
    "arw": raw([(271, 1, b"SONY\0")], SENSOR),
    "pef": raw([(271, 1, b"PENTAX \0")], SENSOR, ">", behind=True),
    "srw": raw([(271, 1, b"SAMSUNG\0")], SENSOR),
    "raw": raw([], [*SENSOR[:3], (262, 3, 34892)], ">"),
    "cr2": b"II*\0\x10\0\0\0CR\x02\0" + bytes(64),
    "cr3": made.box("ftyp", b"crx ", bytes(4), b"crx ", b"isom") + made.box("moov"),
    "raf": b"FUJIFILMCCD-RAW 0201" + bytes(64),
    "orf": b"IIRO\x08\0\0\0" + bytes(64),
    "rw2": b"IIU\0\x18\0\0\0" + bytes(64),
}


@pytest.mark.parametrize("name", RAWS)
def test_camera_raw_is_told_as_such(name: str) -> None:
    assert name in RAW_FORMATS
    assert read_format(RAWS[name]) == name
    with pytest.raises(MediaError, match="camera RAW") as caught:
        read_image_head(RAWS[name])
    assert (caught.value.kind, caught.value.detail) == ("format_unsupported", "camera_raw")


@pytest.mark.parametrize("kind", ["strips <", "strips >", "tiles <", "strips-lzw", "strips-jpeg"])
def test_a_picture_is_no_raw(kind: str) -> None:
    layout, _, order = kind.partition(" ")
    data = still.tiff(6, layout, order or "<")
    assert (read_format(data), read_image_head(data).orientation) == ("tiff", 6)


@pytest.mark.parametrize("client", ["tt/ios", "wx/android", "my/android"])
def test_a_raw_file_that_is_picked(client: str) -> None:
    """What clients do with one is not known: the host says so, and makes no picture of it."""
    allowed = {"album": "allowed", "camera": "allowed"}
    with Host(
        client, {"IMG_1.dng": RAWS["dng"]}, [picks("IMG_1.dng")], permissions=allowed
    ) as host:
        reply = host.reply("chooseImage", {"sourceType": ["album"]})
        assert not reply.ok
        assert reply.failure is not None
        assert reply.failure.kind == "format_unsupported"
        assert "MG609" in [item.code for item in reply.diagnostics]
        assert any("camera RAW (dng)" in note for note in host.notes)


# Orientation where no client looks --------------------------------------------------------------


def profile(orientation: int) -> str:
    block = made.exif_block(orientation)
    digits = block.hex()
    lines = [digits[i : i + 72] for i in range(0, len(digits), 72)]
    return f"\nexif\n{len(block):8}\n" + "\n".join(lines) + "\n"


def png(**texts: object) -> bytes:
    info = PngInfo()
    if "text" in texts:
        info.add_text("Raw profile type exif", profile(6), zip=bool(texts["text"]))
    if "xmp" in texts:
        packet = still.xmp(6).decode()
        info.add_itxt("XML:com.adobe.xmp", packet, zip=bool(texts["xmp"]))
    out = io.BytesIO()
    options = {"exif": texts["exif"]} if "exif" in texts else {}
    made.scene().save(out, "PNG", pnginfo=info, **options)
    return out.getvalue()


def behind_the_pixels(data: bytes) -> bytes:
    """A PNG whose text is moved behind its pixels."""
    for name in (b"tEXt", b"zTXt", b"iTXt"):
        at = data.find(name) - 4
        if at > 0:
            end = at + 12 + int.from_bytes(data[at : at + 4], "big")
            return data[:at] + data[end:-12] + data[at:end] + data[-12:]
    raise AssertionError


def jpeg_with_xmp(orientation: int | None = None) -> bytes:
    out = io.BytesIO()
    options = {"exif": made.exif_block(orientation)} if orientation else {}
    made.scene().save(out, "JPEG", xmp=still.xmp(6), quality=95, **options)
    return out.getvalue()


def webp_with_xmp() -> bytes:
    out = io.BytesIO()
    made.scene().save(out, "WEBP", xmp=still.xmp(6), quality=95)
    return out.getvalue()


UNREAD = {
    "png text": png(text=False),
    "png packed text": png(text=True),
    "png xmp": png(xmp=False),
    "png packed xmp": png(xmp=True),
    "png text behind": behind_the_pixels(png(text=True)),
    "png xmp behind": behind_the_pixels(png(xmp=False)),
    "jpeg": jpeg_with_xmp(),
    "webp": webp_with_xmp(),
    "tiff": still.tiff(0, xmp=still.xmp(6)),
    "avif": still.still("avif", xmp=still.xmp(6)),
    "heic": still.still("heic", xmp=still.xmp(6)),
}


@pytest.mark.parametrize("kind", UNREAD)
def test_an_orientation_that_nobody_reads_is_told_and_turns_nothing(
    kind: str, tmp_path: Path
) -> None:
    head = read_image_head(UNREAD[kind])
    assert (head.orientation, head.oriented, head.elsewhere) == (1, False, 6)
    assert (head.width, head.height) == (64, 48)
    if kind == "heic":
        pytest.importorskip("pi_heif")
    (tmp_path / "in").write_bytes(UNREAD[kind])
    for number, orientation in enumerate(("keep", "apply")):
        target = tmp_path / f"out{number}"
        rule = CompressRule(None, orientation=orientation)
        compress_image(tmp_path / "in", target, quality=95, rule=rule)
        assert still.distance(still.seen(target.read_bytes()), made.scene()) < 12
        assert read_image_head(target).elsewhere is None
    with Host("tt/ios") as host:
        path = host.storage.put_temp(UNREAD[kind]).path
        for api, options in (("getImageInfo", {}), ("compressImage", {"quality": 80})):
            reply = host.reply(api, {"src": path, **options})
            assert reply.ok
            assert "MG607" in [item.code for item in reply.diagnostics]


def test_exif_beside_it_wins() -> None:
    assert read_image_head(jpeg_with_xmp(3)).elsewhere is None
    head = read_image_head(png(text=False, exif=made.exif_block(3)))
    assert (head.orientation, head.elsewhere) == (3, None)


@pytest.mark.parametrize("text", [b"", b"\0", b"exif\n1\nzz", b"\nexif\n  8\n" + b"4d" * 9000])
def test_texts_by_strangers(text: bytes) -> None:
    data = made.picture("png")
    for name, body in (
        (b"tEXt", b"Raw profile type exif\0" + text),
        (b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(text)),
        (b"zTXt", b"Raw profile type exif\0\0" + text),
        (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + text),
        (b"iTXt", b"XML:com.adobe.xmp"),
    ):
        assert read_image_head(data[:33] + made.png_chunk(name, body) + data[33:]).elsewhere is None


@pytest.mark.parametrize(("padding", "wanted"), [(60_000, 6), (65_536, None), (120_000, None)])
@pytest.mark.parametrize("packed", [False, True])
def test_a_text_is_read_as_far_as_one_is_written(
    padding: int, wanted: int | None, packed: bool
) -> None:
    """64 KB of it, whether it is packed or not."""
    text = b" " * padding + still.xmp(6)
    body = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(text)
    if not packed:
        body = b"XML:com.adobe.xmp\0\0\0\0\0" + text
    data = made.picture("png")
    head = read_image_head(data[:33] + made.png_chunk(b"iTXt", body) + data[33:])
    assert head.elsewhere == wanted


def test_a_second_image_is_found_however_far_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Behind what is read at once, as far as is looked."""
    noise = Image.effect_noise((400, 300), 120).convert("P")
    still, moving = tmp_path / "still.gif", tmp_path / "moving.gif"
    noise.save(still, "GIF")
    noise.save(moving, "GIF", save_all=True, append_images=[noise.rotate(90)])
    assert still.stat().st_size > moving_head.WINDOW
    assert read_image_head(moving).animated
    assert not read_image_head(still).animated
    monkeypatch.setattr(moving_head, "WINDOW", 1000)
    assert read_image_head(moving).animated
    monkeypatch.setattr(moving_head, "MAX_WALK", still.stat().st_size // 2)
    assert not read_image_head(moving).animated
