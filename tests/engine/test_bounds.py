"""Files made to cost: what is done for them is bounded, in lines run and in memory held."""

from __future__ import annotations

import io
import struct
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any

import media_files as made
import pytest
import still_files as still
from mediaglot.adapters.media.media import Media, MediaFailed
from mediaglot.adapters.realm.host import Host
from mediaglot.canonical.engine import heif, moving_head, video_boxes
from mediaglot.canonical.engine.codec import CompressRule, compress_image
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.heads import read_image_head
from mediaglot.canonical.engine.video_heads import read_video_head

MOST_LINES = 400_000
MOST_BYTES = 96 << 20


@pytest.fixture(autouse=True)
def _small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tenth of what is allowed, so that counting lines takes no minute."""
    assert video_boxes.MAX_WORK <= 4_000_000
    assert moving_head.MAX_BLOCKS <= 250_000
    assert heif.MAX_ITEMS <= 16_384
    monkeypatch.setattr(video_boxes, "MAX_WORK", 400_000)
    monkeypatch.setattr(moving_head, "MAX_BLOCKS", 25_000)


def lines_of(call: Callable[[], Any]) -> int:
    """Lines of Python that a call runs; counting stops beyond what is allowed."""
    lines = 0

    def count(frame: Any, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += 1
        if lines > MOST_LINES:
            raise KeyboardInterrupt
        return count

    old = sys.gettrace()
    sys.settrace(count)
    try:
        call()
    except (MediaError, KeyboardInterrupt):
        pass
    finally:
        sys.settrace(old)
    return lines


def peak_of(call: Callable[[], Any]) -> int:
    """Most bytes that a call holds."""
    tracemalloc.start()
    try:
        with suppress(MediaError):
            call()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def fill() -> bytes:
    return b"\xff\xd8" + b"\xff" * (50 << 20)


def stray() -> bytes:
    return b"\xff\xd8\xff\xe0\0\x04ab" + b"\0" * (50 << 20)


def gif_of_crumbs() -> bytes:
    head = b"GIF89a" + struct.pack("<HH", 8, 8) + b"\0\0\0"
    return head + b",\0\0\0\0\x08\0\x08\0\0\x08" + b"\x01a" * (8 << 20)


def png_of_crumbs() -> bytes:
    return made.picture("png")[:33] + made.png_chunk(b"tEXt", b"") * 300_000


def packed_text() -> bytes:
    import zlib

    body = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(b" " * (60 << 20))
    data = made.picture("png")
    return data[:33] + made.png_chunk(b"iTXt", body) + data[33:]


def tiff_of_directories() -> bytes:
    tags = [(256, 4, 8), (257, 4, 8), (330, 4, (8,) * 60_000)]
    return still._with_directory(b"", tags, "<")


def many_links() -> bytes:
    """A million associations, and as many places."""
    data = still.still("avif")
    at = data.index(b"ipma") - 4
    entry = struct.pack(">HB", 9, 1) + b"\x81"
    ipma = made.full("ipma", 0, 0, struct.pack(">I", 900_000), entry * 900_000)
    return _grown(data, at, ipma, (b"meta", b"iprp"))


def _grown(data: bytes, at: int, box: bytes, around: tuple[bytes, ...]) -> bytes:
    """`data` with `box` put at `at`, and the boxes around it made longer."""
    raw = bytearray(data)
    for name in around:
        place = raw.index(name) - 4
        size = int.from_bytes(raw[place : place + 4], "big") + len(box)
        raw[place : place + 4] = struct.pack(">I", size)
    return bytes(raw[:at] + box + raw[at:])


def long_stsz() -> bytes:
    count = (46 << 20) // 4
    table = made.full("stsz", 0, 0, struct.pack(">II", 0, count), b"\0\0\1\0" * count)
    return _with_table(b"stsz", table)


def long_stts() -> bytes:
    count = (46 << 20) // 8
    table = made.full("stts", 0, 0, struct.pack(">I", count), struct.pack(">II", 1, 40) * count)
    return _with_table(b"stts", table)


def _with_table(name: bytes, table: bytes) -> bytes:
    data = made.mp4()
    at = data.index(name) - 4
    end = at + int.from_bytes(data[at : at + 4], "big")
    around = (b"moov", b"trak", b"mdia", b"minf", b"stbl")
    short = bytearray(data[:at] + data[end:])
    for place in (short.index(box) - 4 for box in around):
        size = int.from_bytes(short[place : place + 4], "big") - (end - at)
        short[place : place + 4] = struct.pack(">I", size)
    return _grown(bytes(short), at, table, around)


def many_runs() -> bytes:
    data = made.mp4(fragmented="moof")
    start = data.index(b"moof") - 4
    tfhd = made.full("tfhd", 0, 0, struct.pack(">I", 1))
    trun = made.full("trun", 0, 0, struct.pack(">I", 1))
    traf = made.box("traf", tfhd, trun * 8000)
    return data[:start] + made.box("moof", traf * 6) * 300


def many_boxes() -> bytes:
    junk = made.box("junk")
    inner = made.box("trak", junk * 8000)
    return made.box("ftyp", b"isom", bytes(4)) + made.box("moov", inner * 300)


def deep_boxes() -> bytes:
    sizes = (8 * n + 8 for n in reversed(range(100_000)))
    inner = b"".join(struct.pack(">I", size) + b"moov" for size in sizes)
    return made.box("ftyp", b"isom", bytes(4)) + inner


def many_sidx() -> bytes:
    data = made.mp4(fragmented="sidx")
    at = data.index(b"sidx") - 4
    body = struct.pack(">IIIIHH", 1, 12000, 0, 0, 0, 65535) + struct.pack(">III", 9, 9, 0) * 65535
    return data[:at] + made.full("sidx", 0, 0, body) * 60


IMAGES = [fill, stray, gif_of_crumbs, png_of_crumbs, packed_text, tiff_of_directories, many_links]
VIDEOS = [long_stsz, long_stts, many_runs, many_boxes, deep_boxes, many_sidx]


@pytest.mark.parametrize("make", IMAGES, ids=lambda make: make.__name__)
def test_pictures_made_to_cost(make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(make())
    assert lines_of(lambda: read_image_head(tmp_path / "in")) <= MOST_LINES
    assert peak_of(lambda: read_image_head(tmp_path / "in")) <= MOST_BYTES


@pytest.mark.parametrize("make", VIDEOS, ids=lambda make: make.__name__)
def test_videos_made_to_cost(make: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(make())
    assert lines_of(lambda: read_video_head(tmp_path / "in")) <= MOST_LINES
    assert peak_of(lambda: read_video_head(tmp_path / "in")) <= MOST_BYTES


def test_tables_too_long_to_be_looked_at_are_unknown() -> None:
    """What they would say is not made up: the rest of the head stands."""
    head = read_video_head(long_stsz())
    assert (head.width, head.duration, head.frame_rate) == (320, 2.0, 25.0)
    assert head.bit_rate == round(head.size * 8 / 2.0)
    head = read_video_head(long_stts())
    assert (head.width, head.duration, head.frame_rate) == (320, 2.0, None)


@pytest.mark.parametrize("flags", [0, 0x07, 0x70])
def test_a_gif_without_a_table_of_colours_has_its_frames(flags: int, tmp_path: Path) -> None:
    """The size of a table counts where there is one: the highest bit says that."""
    head = b"GIF89a" + struct.pack("<HHBBB", 8, 6, flags, 0, 0)
    frame = b"," + struct.pack("<HHHHB", 0, 0, 8, 6, flags & 7) + b"\x02\x02\x44\x01\0"
    for count in (1, 2):
        file = tmp_path / f"{count}.gif"
        file.write_bytes(head + frame * count + b";")
        found = read_image_head(file)
        assert (found.width, found.height, found.animated) == (8, 6, count == 2)


# Bombs ------------------------------------------------------------------------------------------


def bomb() -> bytes:
    """A GIF of 48 x 32 whose first image has 348 million pixels."""
    head = b"GIF89a" + struct.pack("<HH", 48, 32) + b"\0\0\0"
    return head + b"," + struct.pack("<HHHH", 0, 0, 18_656, 18_656) + b"\0\x02\x02\x44\x01\0;"


def test_a_bomb_is_a_failure_on_every_way_in(tmp_path: Path) -> None:
    (tmp_path / "in.gif").write_bytes(bomb())
    assert len(bomb()) <= 42
    with pytest.raises(MediaError, match="decoded") as caught:
        compress_image(tmp_path / "in.gif", tmp_path / "out", quality=80, rule=CompressRule(None))
    assert caught.value.kind == "load_failed"
    assert not (tmp_path / "out").exists()
    for client in ("tt/ios", "my/android"):
        with Host(client, {"in.gif": bomb()}) as host:
            path = host.storage.put_temp(bomb()).path
            name = "src" if client.startswith("tt") else "apFilePaths"
            given = path if name == "src" else [path]
            reply = host.reply("compressImage", {name: given})
            assert reply.ok == client.startswith("my")  # Alipay leaves a GIF as it is
            with pytest.raises(MediaFailed) if not reply.ok else nullcontext():
                Media(host).compress_image(srcs=[path])


@pytest.mark.parametrize(
    "raised",
    [
        "DecompressionBombError", ValueError, RecursionError, MemoryError, ZeroDivisionError,
        AssertionError, NotImplementedError, struct.error, EOFError, KeyError, BufferError,
    ],
)  # fmt: skip
@pytest.mark.parametrize("where", ["open", "load", "save"])
def test_whatever_pillow_raises_is_a_failure(
    raised: Any, where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from PIL import Image, ImageFile

    kind = getattr(Image, raised) if isinstance(raised, str) else raised

    def fail(*_: object, **__: object) -> None:
        raise kind("whatever")

    (tmp_path / "in").write_bytes(made.picture("jpeg"))
    owner = {"open": Image, "load": ImageFile.ImageFile, "save": Image.Image}[where]
    monkeypatch.setattr(owner, where, fail)
    with pytest.raises(MediaError) as caught:
        compress_image(tmp_path / "in", tmp_path / "out", quality=80)
    assert caught.value.kind == ("compress_failed" if where == "save" else "load_failed")
    assert not (tmp_path / "out").exists()


def test_a_picture_larger_inside_than_outside(tmp_path: Path) -> None:
    """Frames beyond the screen that the head gives widen it, and count."""
    out = io.BytesIO()
    made.scene().save(out, "GIF")
    data = bytearray(out.getvalue())
    data[6:10] = struct.pack("<HH", 8, 8)
    (tmp_path / "in").write_bytes(data)
    head = compress_image(tmp_path / "in", tmp_path / "out", quality=80, rule=CompressRule(None))
    assert (head.width, head.height) == (64, 48)
