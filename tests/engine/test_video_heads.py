"""Video heads: MP4 and MOV boxes, fragmented ones too, and other containers through an extra."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

import attrs
import media_files as made
import pytest
from fuzz import cases, media
from hypothesis import given, settings
from hypothesis import strategies as st
from mediaglot.canonical.engine import containers, operations
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.video_heads import read_video_head


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotation_from_the_track_header(rotation: int, wide: bool) -> None:
    head = read_video_head(made.mp4(rotation=rotation, wide=wide))
    assert (head.width, head.height, head.rotation) == (320, 240, rotation)
    assert head.orientation == {0: 1, 90: 6, 180: 3, 270: 8}[rotation]
    assert (head.duration, head.frame_rate) == (2.0, 25.0)


@pytest.mark.parametrize(("rotation", "wanted"), [(0, 2), (90, 7), (180, 4), (270, 5)])
def test_mirrored_matrix(rotation: int, wanted: int) -> None:
    head = read_video_head(made.mp4(rotation=rotation, mirrored=True))
    assert (head.mirrored, head.orientation) == (True, wanted)


def test_bit_rate_of_the_video_track() -> None:
    head = read_video_head(made.mp4(seconds=4, rate=30, sample=1000))
    assert head.bit_rate == 30 * 1000 * 8
    assert head.codec == "avc1"
    assert not head.has_audio


@pytest.mark.parametrize("how", ["mehd", "sidx", "moof"])
def test_fragmented(how: str) -> None:
    head = read_video_head(made.mp4(seconds=3, fragmented=how))
    assert head.duration == pytest.approx(3.0, abs=0.01)
    assert head.frame_rate == pytest.approx(25.0, abs=0.1)
    assert head.bit_rate == pytest.approx(25 * 100 * 8, rel=0.01)


@pytest.mark.parametrize(
    ("brand", "name"), [(b"isom", "mp4"), (b"qt  ", "mov"), (b"M4V ", "m4v"), (b"3gp5", "3gp")]
)
def test_container_by_brand(brand: bytes, name: str) -> None:
    assert read_video_head(made.mp4(brand=brand)).format == name


def test_old_quicktime_without_a_brand() -> None:
    data = made.mp4()
    assert read_video_head(data[int.from_bytes(data[:4], "big") :]).format == "mov"


@pytest.mark.parametrize("how", ["", "mehd", "sidx", "moof"])
def test_cut_at_every_byte(how: str) -> None:
    data = made.mp4(fragmented=how)
    kinds: set[str] = set()
    for end in range(len(data)):
        try:
            head = read_video_head(data[:end])
        except MediaError as error:
            kinds.add(error.kind)
        else:
            assert (head.width, head.height) == (320, 240)
    assert kinds <= {"load_failed", "format_unsupported"}


@settings(max_examples=150, deadline=None)
@given(
    how=st.sampled_from(["", "sidx", "moof"]),
    changes=st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=12),
)
def test_damaged_files_give_only_our_own_error(how: str, changes: list[tuple[int, int]]) -> None:
    data = bytearray(made.mp4(fragmented=how))
    for place, value in changes:
        data[place % len(data)] = value
    with suppress(MediaError):
        read_video_head(bytes(data))


def test_samples_are_not_read(tmp_path: Path) -> None:
    path = tmp_path / "big.mp4"
    data = made.mp4()
    path.write_bytes(data[: data.rindex(b"mdat") - 4] + b"\0\0\0\0mdat")
    os.truncate(path, 2 << 30)  # sparse
    assert read_video_head(path).duration == 2.0


@pytest.mark.parametrize("data", [b"", b"hello", made.picture("jpeg"), made.picture("heic", 1)])
def test_what_is_no_video(data: bytes) -> None:
    with pytest.raises(MediaError) as caught:
        read_video_head(data)
    assert caught.value.kind in ("load_failed", "format_unsupported")


def test_a_sound_file_has_no_picture() -> None:
    data = made.mp4().replace(b"vide", b"soun")
    with pytest.raises(MediaError, match="no video track"):
        read_video_head(data)


@pytest.mark.parametrize(
    ("container", "name"), [("mp4", "mp4"), ("mov", "mov"), ("webm", "webm"), ("avi", "avi")]
)
def test_agrees_with_what_was_recorded(container: str, name: str, tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    path = tmp_path / f"clip.{container}"
    codec = {"webm": "vp8", "avi": "mpeg4"}.get(container, "mpeg4")
    with av.open(str(path), "w", format=container) as out:
        stream = out.add_stream(codec, rate=20)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuv420p"
        for _ in range(30):
            out.mux(stream.encode(av.VideoFrame.from_image(made.scene(96, 64))))
        out.mux(stream.encode(None))
    head = read_video_head(path)
    assert (head.format, head.width, head.height) == (name, 96, 64)
    assert head.duration == pytest.approx(1.5, abs=0.06)
    assert head.frame_rate == pytest.approx(20, abs=0.5)
    assert head.size == path.stat().st_size
    assert (head.rotation, head.mirrored, head.orientation) == (0, False, 1)


@pytest.mark.parametrize("name", ["webm", "matroska", "avi", "flv"])
def test_both_extras_say_the_same(name: str) -> None:
    pytest.importorskip("av")
    pytest.importorskip("pymediainfo")
    data = media.seed(name)
    one, other = (
        attrs.evolve(read(data, name, len(data)), codec=None, bit_rate=None)
        for read in (containers._by_av, containers._by_mediainfo)
    )
    assert one == other
    assert (one.width, one.height, one.duration) == (64, 48, 0.5)


CODECS = {
    "webm": ("vp8", "V_VP8"),
    "matroska": ("mpeg4", "V_MPEG4/ISO/ASP"),
    "avi": ("mpeg4", "FMP4"),
    "flv": ("flv", "2"),
}


@pytest.mark.parametrize("name", CODECS)
def test_each_has_its_own_word_for_a_codec(name: str) -> None:
    pytest.importorskip("av")
    pytest.importorskip("pymediainfo")
    data = media.seed(name)
    readers = (containers._by_av, containers._by_mediainfo)
    heads = [read(data, name, len(data)) for read in readers]
    assert tuple(head.codec for head in heads) == CODECS[name]
    assert all(0 < (head.bit_rate or 0) <= len(data) * 8 / 0.5 for head in heads)


@pytest.mark.parametrize("name", ["webm", "matroska", "avi", "flv"])
def test_a_container_of_sound_alone_has_no_picture(name: str, tmp_path: Path) -> None:
    av = pytest.importorskip("av")
    place = tmp_path / "sound"
    with av.open(str(place), "w", format=name) as out:
        codec = {"webm": "libopus", "flv": "aac"}.get(name, "mp2")
        stream = out.add_stream(codec, rate=48000, layout="stereo")
        frame = av.AudioFrame(format="s16", layout="stereo", samples=4800)
        frame.sample_rate = 48000
        frame.planes[0].update(bytes(4800 * 4))
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout="stereo", rate=48000,
            frame_size=stream.codec_context.frame_size or 1152,
        )  # fmt: skip
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    readers = [containers._by_av]
    if find_spec("pymediainfo") is not None:
        readers.append(containers._by_mediainfo)
    for read in readers:
        with pytest.raises(MediaError, match="no video track") as caught:
            read(place, name, place.stat().st_size)
        assert caught.value.kind == "format_unsupported"


def test_a_file_that_is_read_for_ever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some hundred bytes that MediaInfo reads for minutes; it cannot be interrupted."""
    pytest.importorskip("pymediainfo")
    monkeypatch.setattr(containers, "SECONDS", 2.0)
    place = tmp_path / "a.flv"
    place.write_bytes(cases.kept("media")["tags-without-an-end"].body)
    with pytest.raises(MediaError, match=r"takes more than 2 s to read"):
        containers._by_mediainfo(place, "flv", place.stat().st_size)


def test_a_track_that_says_nothing_of_how_it_is_shown_is_upright() -> None:
    head = read_video_head(made.mp4(rotation=90).replace(b"tkhd", b"free"))
    assert (head.width, head.height) == (320, 240)
    assert (head.rotation, head.mirrored, head.orientation) == (0, False, 1)


def test_operations_in_which_something_is_chosen() -> None:
    choosing = {"chooseImage", "chooseMedia", "chooseVideo", "chooseMessageFile"}
    assert choosing == operations.CHOOSING


def test_the_second_reader_is_asked_where_the_first_is_not_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(*_: object) -> object:
        raise ImportError

    monkeypatch.setattr(containers, "_by_av", missing)
    monkeypatch.setattr(containers, "_by_mediainfo", lambda *_: "read")
    assert containers.read_with_extra(b"", "flv", 0) == "read"
    monkeypatch.setattr(containers, "_by_mediainfo", missing)
    with pytest.raises(containers.ExtraMissing, match="flv"):
        containers.read_with_extra(b"", "flv", 0)
