"""What hardly ever happens on a device: no room, no library, no name that is free."""

from __future__ import annotations

import errno
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import media_files as made
import pytest
from mediaglot.canonical.engine import album as albums
from mediaglot.canonical.engine import chosen, codec, containers, fetch, unpack, video_codec
from mediaglot.canonical.engine.album import Album, copy_file
from mediaglot.canonical.engine.apart import Pixels, _Decoder, _Ended
from mediaglot.canonical.engine.camera import Camera
from mediaglot.canonical.engine.chosen import thumbnail_of
from mediaglot.canonical.engine.clock import RealClock, VirtualClock
from mediaglot.canonical.engine.codec import CompressRule, Resize, compress_image, write_png
from mediaglot.canonical.engine.consent import Consent
from mediaglot.canonical.engine.decoding import decoded
from mediaglot.canonical.engine.device import FolderDevice, MemoryDevice
from mediaglot.canonical.engine.faults import ExtraMissing, MediaError, of_system
from mediaglot.canonical.engine.heads import read_format, read_image_head
from mediaglot.canonical.engine.image_head import ImageHead
from mediaglot.canonical.engine.user_lines import parse_line
from mediaglot.canonical.engine.video_heads import read_video_head
from mediaglot.canonical.errors import InputError
from PIL import Image


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


# --- the album ------------------------------------------------------------------------------------


def test_an_album_that_has_every_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(albums, "MAX_ITEMS", 4)
    (tmp_path / "new").write_bytes(b"x")
    album = Album(tmp_path / "saved", None, {})
    names = [album.add(tmp_path / "new", "a.jpg") for _ in range(3)]
    assert names == ["a.jpg", "a (2).jpg", "a (3).jpg"]
    with pytest.raises(MediaError, match="the album has no free name left") as caught:
        album.add(tmp_path / "new", "a.jpg")
    assert caught.value.kind == "storage_full"
    assert sorted(os.listdir(tmp_path / "saved")) == sorted(names)
    assert [album.add(tmp_path / "new", name) for name in ("bare", "bare")] == [
        "bare",
        "bare (2)",
    ]


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(errno.ENOSPC, "No space left"), "storage_full", "there is no room on the device"),
        (OSError(errno.EIO, "Input/output error"), "internal",
         "the file cannot be copied: Input/output error"),
    ],
)  # fmt: skip
def test_a_copy_that_fails_half_way_leaves_nothing(
    error: OSError, kind: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"bytes")
    opened = Path.open

    def opening(self: Path, *given: Any) -> Any:
        stream = opened(self, *given)
        if self != target:
            return stream

        class Full:
            def __enter__(self) -> Self:
                return self

            def __exit__(self, *_: object) -> None:
                stream.close()

            tell = staticmethod(lambda: 0)
            write = staticmethod(failing(error))

        return Full()

    monkeypatch.setattr(Path, "open", opening)
    with pytest.raises(MediaError) as caught:
        copy_file(source, target, 99)
    assert (caught.value.kind, caught.value.message) == (kind, said)
    assert not target.exists()


def test_a_copy_has_its_most_and_replaces_nothing(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"bytes")
    with pytest.raises(MediaError, match="the file of 5 bytes is larger than 4"):
        copy_file(source, target, 4)
    assert copy_file(source, target, 5) == 5
    with pytest.raises(MediaError, match="the file cannot be copied: File exists"):
        copy_file(source, target, 5)
    assert target.read_bytes() == b"bytes"


def test_an_album_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "new").write_bytes(b"x")
    monkeypatch.setattr(albums, "place_new", failing(OSError(errno.EROFS, "Read-only")))
    with pytest.raises(MediaError, match="the album cannot be written: Read-only") as caught:
        Album(tmp_path / "saved", None, {}).add(tmp_path / "new", "a.jpg")
    assert caught.value.kind == "save_failed"
    assert os.listdir(tmp_path / "saved") == []


# --- pictures and videos --------------------------------------------------------------------------


def test_a_picture_has_the_largest_side_that_a_client_gives(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(made.picture("jpeg", None, 64, 48))
    sizes = []
    for number, resize in enumerate((None, Resize(width=40), Resize(height=40))):
        head = compress_image(
            tmp_path / "in", tmp_path / str(number), quality=50, resize=resize,
            rule=CompressRule(max_side=16),
        )  # fmt: skip
        sizes.append((head.width, head.height))
    assert sizes == [(16, 12), (40, 30), (53, 40)]


def test_pixels_as_a_png_replace_nothing(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(made.picture("bmp"))
    write_png(tmp_path / "in", tmp_path / "out")
    assert Image.open(tmp_path / "out").format == "PNG"
    with pytest.raises(FileExistsError):
        write_png(tmp_path / "in", tmp_path / "out")


def test_what_does_not_fit_a_segment_is_left_behind() -> None:
    entries = b"\0\1" + b"\1\x0f\0\2\0\1\0\0\0\0\0\x1a" + bytes(4)
    for size, kept in ((codec.MAX_EXIF, True), (codec.MAX_EXIF + 1, False)):
        block = (b"MM\0*\0\0\0\x08" + entries).ljust(size, b"x")
        found = codec._exif_block(block, 1, "jpeg")
        assert (found is not None) is kept
        assert codec._exif_block(block, 1, "png") == block
    alone = codec._exif_block(bytes(codec.MAX_EXIF + 1), 6, "jpeg")
    assert alone is not None
    assert len(alone) == 6 + 26


def test_without_the_library_there_is_no_thumbnail(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, str]] = []

    class World:
        note = staticmethod(lambda text, code: told.append((code, text)))

    monkeypatch.setattr(chosen, "first_frame", failing(ExtraMissing("install it")))
    assert thumbnail_of(Path("a.mp4"), World()) is None  # type: ignore[arg-type]
    assert told == [("MG605", "videos have no thumbnail: install it")]


def test_a_moov_box_beyond_any_real_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from mediaglot.canonical.engine import video_boxes

    data = made.mp4()
    at = data.index(b"moov")
    size = int.from_bytes(data[at - 4 : at], "big") - 8
    monkeypatch.setattr(video_boxes, "MAX_MOOV", size)
    assert read_video_head(data).width == 320
    monkeypatch.setattr(video_boxes, "MAX_MOOV", size - 1)
    with pytest.raises(MediaError, match="the moov box is larger than any real file's"):
        read_video_head(data)


def test_frames_beyond_any_real_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("av")
    (tmp_path / "in").write_bytes(made.clip(64, 48, 0.5, 0))
    monkeypatch.setattr(video_codec, "MAX_FRAME_PIXELS", 64 * 48)
    assert video_codec.first_frame(tmp_path / "in").size == (64, 48)
    monkeypatch.setattr(video_codec, "MAX_FRAME_PIXELS", 64 * 48 - 1)
    text = "frames of 64 x 48 are larger than any real video's"
    with pytest.raises(MediaError, match=text):
        video_codec.first_frame(tmp_path / "in")
    with pytest.raises(MediaError, match=text):
        video_codec.compress_video(tmp_path / "in", tmp_path / "out", video_codec.VideoRule())
    assert not (tmp_path / "out").exists()


def test_a_tiff_that_is_cut_is_still_one() -> None:
    assert read_format(b"II*\0\x08\0\0") == "tiff"
    assert read_format(b"II*\0\x08\0\0\0") == "tiff"
    with pytest.raises(MediaError):
        read_image_head(b"II*\0\x08\0\0")


def test_a_failure_as_a_programmer_sees_it() -> None:
    assert (
        repr(MediaError("empty", "there is nothing")) == "MediaError('empty', 'there is nothing')"
    )


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (OSError(errno.ENOSPC, "x"), "storage_full", "there is no room on the device"),
        (OSError(errno.EDQUOT, "x"), "storage_full", "there is no room on the device"),
        (OSError(errno.EFBIG, "x"), "storage_full", "there is no room on the device"),
        (FileNotFoundError(errno.ENOENT, "x"), "file_not_found", "the file is gone"),
        (PermissionError(errno.EACCES, "not you"), "internal", "the system refused: not you"),
        (OSError(), "internal", "the system refused: OSError"),
    ],
)
def test_what_the_system_says_as_a_failure(error: OSError, kind: str, said: str) -> None:
    found = of_system(error)
    assert (found.kind, found.message, found.detail) == (kind, said, None)


# --- extras ---------------------------------------------------------------------------------------


def test_without_the_other_library_there_is_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ImportError, match="pymediainfo, or a process to run it in, is missing"):
        containers._tracks(b"", "flv")


@pytest.mark.parametrize(
    ("code", "kind", "said"),
    [
        (3, ImportError, "the MediaInfo library is missing"),
        (1, MediaError, "the flv file has no readable video track"),
    ],
)
def test_how_the_process_of_the_other_library_ends(
    code: int, kind: type[Exception], said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
    monkeypatch.setattr(containers, "_PROGRAM", f"import sys; sys.exit({code})")
    with pytest.raises(kind, match=said):
        containers._tracks(b"", "flv")


def test_a_decoder_that_is_gone_takes_no_more_jobs() -> None:
    decoder = _Decoder()
    decoder.end()
    with pytest.raises((_Ended, ValueError)):
        decoder.decode("a.heic", 20)
    decoder = _Decoder()
    decoder._process.kill()
    decoder._process.wait()
    with pytest.raises(_Ended):
        decoder.decode("a.heic", 20)
    decoder.end()


# --- what is given --------------------------------------------------------------------------------


def test_what_is_no_device(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="expected an album as files by name, got"):
        MemoryDevice([])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="expected bytes or a path, got a int"):
        MemoryDevice({"a": 3})  # type: ignore[dict-item]
    with pytest.raises(InputError, match="expected the folder of an album, got"):
        FolderDevice(3)  # type: ignore[arg-type]
    with FolderDevice(tmp_path) as device:
        assert device.capacity is None


def test_what_is_no_permission() -> None:
    with pytest.raises(InputError, match=r"expected a permission: .*, got 3") as caught:
        Consent({"album": 3})  # type: ignore[dict-item]
    assert caught.value.place == "album"
    with pytest.raises(InputError, match="unknown permission 'alowed'; did you mean 'allowed'"):
        Consent({"album": "alowed"})
    with pytest.raises(InputError, match="only the album can be limited"):
        Consent({"camera": "limited"})


@pytest.mark.parametrize("given", [3, [3]])
def test_what_is_no_list_of_domains(given: Any) -> None:
    with pytest.raises(InputError, match="expected a list of domains, got"):
        fetch.web(given)


def test_a_camera_without_a_lens(tmp_path: Path) -> None:
    camera = Camera(front=None)
    with pytest.raises(InputError, match="the device has no front camera"):
        camera.shoot(tmp_path / "a", "front", 0.0)
    assert camera.scenes == ()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("x" * 4001, "the line is too long"),
        ("1 + 2", 'expected an action such as picks("cat.jpg"), got the string "1 + 2"'),
        ("a.picks()", 'expected an action such as picks("cat.jpg"), got the string "a.picks()"'),
        ("taps([])", "taps() needs the text of an entry or a button"),
    ],
)
def test_lines_that_are_no_action(line: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_line(line, place="s:1")
    assert str(caught.value) == f"s:1: {told}"


def test_more_files_than_an_archive_may_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpack, "MOST_FILES", 2)
    place = tmp_path / "a.zip"
    for count, most in ((2, False), (3, True)):
        with zipfile.ZipFile(place, "w") as archive:
            for number in range(count):
                archive.writestr(str(number), b"")
        with place.open("rb") as stream:
            if most:
                with pytest.raises(MediaError, match="the archive lists more than 2 files"):
                    unpack._bounded(stream)
            else:
                unpack._bounded(stream)


def test_clocks_pass_time(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("time.sleep", slept.append)
    clock = RealClock()
    clock.pass_time(2)
    clock.pass_time(-1)
    assert slept == [2, 0.0]
    made_up = VirtualClock()
    before = made_up.now()
    made_up.pass_time(2)
    assert made_up.now() == before + 2


@pytest.mark.parametrize(
    ("head", "exif", "icc", "expected"),
    [
        (ImageHead("heic", 2, 1), b"", b"", (1, None, None)),
        (ImageHead("heic", 2, 1, 6, True), b"", b"", (6, None, None)),
        (ImageHead("heic", 2, 1, 6, True, by_container=True), b"e", b"i", (1, b"e", b"i")),
    ],
)
def test_what_a_decoder_gave_of_a_heic(
    head: ImageHead,
    exif: bytes,
    icc: bytes,
    expected: tuple[int, bytes | None, bytes | None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = b"\x01\x02\0\0"  # two pixels of grey, and what fills the row up
    pixels = Pixels("L", (2, 1), 4, rows, exif, icc)
    monkeypatch.setattr("mediaglot.canonical.engine.apart.decode_heic", lambda _: pixels)
    with decoded("a.heic", head) as raster:
        assert list(raster.picture.tobytes()) == [1, 2]
        assert raster.size == (2, 1)
        assert (raster.orientation, raster.exif, raster.icc) == expected
