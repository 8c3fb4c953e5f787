"""Videos and sounds through their library: what stays, what changes, what is never lost."""

from __future__ import annotations

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import media_files as made
import pytest
from mediaglot.canonical.engine import sound, video_codec
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.sound import Microphone, Recorded, SoundHead, read_sound
from mediaglot.canonical.engine.video_codec import VideoRule, compress_video, write_video
from mediaglot.canonical.engine.video_head import VideoHead
from mediaglot.canonical.engine.video_heads import read_video_head

av = pytest.importorskip("av")
CLIP = made.clip(64, 48, 1.0, 0)


def tone(path: Path, codec: str = "pcm_s16le", rate: int = 16000, layout: str = "mono") -> Path:
    """A second of sound, in the container that the name says."""
    with av.open(str(path), "w") as out:
        add_tone(out, codec, rate, layout)()
    return path


def add_tone(out: Any, codec: str, rate: int, layout: str) -> Callable[[], None]:
    """Adds a stream of a second of sound, and gives what writes it."""
    stream = out.add_stream(codec, rate=rate, layout=layout)

    def write() -> None:
        frame = av.AudioFrame(format="s16", layout=layout, samples=rate)
        frame.sample_rate = rate
        how = Recorded("pcm", rate, len(frame.layout.channels))
        frame.planes[0].update(Microphone().record(1, how))
        resampler = av.AudioResampler(
            format=stream.codec_context.format, layout=layout, rate=rate, frame_size=1024
        )
        for piece in (*resampler.resample(frame), *resampler.resample(None)):
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))

    return write


def talking(path: Path) -> Path:
    """A second of video with a tone."""
    with av.open(str(path), "w") as out:
        stream = out.add_stream("mpeg4", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        write = add_tone(out, "aac", 16000, "mono")
        for _ in range(10):
            out.mux(stream.encode(av.VideoFrame.from_image(made.scene())))
        out.mux(stream.encode(None))
        write()
    return path


def test_a_video_keeps_its_sound(tmp_path: Path) -> None:
    compress_video(talking(tmp_path / "in.mp4"), tmp_path / "out.mp4", VideoRule(scale=0.5))
    with av.open(str(tmp_path / "out.mp4")) as opened:
        (voice,) = opened.streams.audio
        assert (voice.codec_context.name, voice.rate) == ("aac", 16000)
        heard = [frame.to_ndarray() for frame in opened.decode(audio=0)]
        # whole frames, and what the encoder puts before the first sample
        assert 16000 <= sum(it.shape[-1] for it in heard) <= 16000 + 4 * 1024
        assert max(abs(it).max() for it in heard) > 0.1
    with av.open(str(tmp_path / "out.mp4")) as opened:
        assert len(list(opened.decode(video=0))) == 10


def test_a_video_without_sound_gets_none(tmp_path: Path) -> None:
    (tmp_path / "in.mp4").write_bytes(CLIP)
    compress_video(tmp_path / "in.mp4", tmp_path / "out.mp4", VideoRule())
    with av.open(str(tmp_path / "out.mp4")) as opened:
        assert not opened.streams.audio


@pytest.mark.parametrize(
    ("rule", "size"),
    [(VideoRule(), (64, 48)), (VideoRule(max_side=32), (32, 24)),
     (VideoRule(max_side=64), (64, 48)), (VideoRule(max_side=640), (64, 48)),
     (VideoRule(max_side=48, scale=0.5), (32, 24)),
     (VideoRule(max_side=16, scale=0.5), (16, 12)), (VideoRule(scale=0.4), (26, 20)),
     (VideoRule(max_side=1), (2, 2))],
)  # fmt: skip
def test_sides_are_even_and_none_is_longer_than_the_rule_says(
    tmp_path: Path, rule: VideoRule, size: tuple[int, int]
) -> None:
    (tmp_path / "in.mp4").write_bytes(CLIP)
    if size == (2, 2):  # a size that encoders may refuse
        assert video_codec._even(64, 48, rule) == size
        return
    head = compress_video(tmp_path / "in.mp4", tmp_path / "out.mp4", rule)
    assert (head.width, head.height) == size


def test_the_wanted_rate_of_bits() -> None:
    head = read_video_head(made.mp4(64, 48, seconds=1))
    assert head.bit_rate
    known = head.bit_rate
    assert video_codec._bit_rate(head, VideoRule()) is None
    assert video_codec._bit_rate(head, VideoRule(bit_rate=5)) == 5
    assert video_codec._bit_rate(head, VideoRule(share=0.5, bit_rate=5)) == 5
    wanted = video_codec._bit_rate(head, VideoRule(share=0.5))
    assert wanted == max(32_000, round(known * 0.5))
    assert video_codec._bit_rate(head, VideoRule(share=1000.0)) == round(known * 1000)
    assert video_codec._bit_rate(head, VideoRule(share=1e-9)) == 32_000


def test_a_file_that_is_there_stays_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "in.mp4").write_bytes(CLIP)
    mine = tmp_path / "mine.mp4"
    mine.write_bytes(b"mine")
    with pytest.raises(MediaError, match="a file where the output belongs"):
        compress_video(tmp_path / "in.mp4", mine, VideoRule())
    with pytest.raises(MediaError, match="a file where the output belongs"):
        write_video(mine, [made.scene()], width=64, height=48)
    assert mine.read_bytes() == b"mine"


def test_what_cannot_be_recorded_leaves_nothing(tmp_path: Path) -> None:
    def pictures() -> Any:
        yield made.scene()
        raise ValueError("the camera fell")

    with pytest.raises(MediaError, match="the camera fell") as caught:
        write_video(tmp_path / "out.mp4", pictures(), width=64, height=48)
    assert caught.value.kind == "internal"
    assert not list(tmp_path.iterdir())


def test_no_room_and_the_end_of_the_program_are_told_as_they_are(tmp_path: Path) -> None:
    def pictures(error: BaseException) -> Any:
        yield made.scene()
        raise error

    with pytest.raises(MediaError, match="no room for the output") as caught:
        write_video(tmp_path / "a.mp4", pictures(OSError(28, "full")), width=64, height=48)
    assert caught.value.kind == "storage_full"
    with pytest.raises(KeyboardInterrupt):
        write_video(tmp_path / "a.mp4", pictures(KeyboardInterrupt()), width=64, height=48)
    with pytest.raises(MediaError, match="as it was"):
        write_video(
            tmp_path / "a.mp4", pictures(MediaError("empty", "as it was")), width=64, height=48
        )
    assert not list(tmp_path.iterdir())


def test_frames_beyond_all_real_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in.mp4").write_bytes(CLIP)
    monkeypatch.setattr(video_codec, "MAX_FRAMES", 10)
    compress_video(tmp_path / "in.mp4", tmp_path / "out.mp4", VideoRule())
    monkeypatch.setattr(video_codec, "MAX_FRAMES", 9)
    with pytest.raises(MediaError, match="more frames than any real video"):
        compress_video(tmp_path / "in.mp4", tmp_path / "other.mp4", VideoRule())
    assert not (tmp_path / "other.mp4").exists()
    monkeypatch.setattr(video_codec, "MAX_FRAME_PIXELS", 64 * 48)
    assert video_codec.first_frame(tmp_path / "in.mp4").size == (64, 48)
    monkeypatch.setattr(video_codec, "MAX_FRAME_PIXELS", 64 * 48 - 1)
    for call in (
        lambda: video_codec.first_frame(tmp_path / "in.mp4"),
        lambda: compress_video(tmp_path / "in.mp4", tmp_path / "other.mp4", VideoRule()),
    ):
        with pytest.raises(MediaError, match="frames of 64 x 48 are larger than any real video's"):
            call()


def loud(data: bytes) -> list[bool]:
    """For each tenth of a second of 16 bits at 8 kHz, whether there is anything."""
    samples = memoryview(data).cast("h").tolist()
    return [max(map(abs, samples[at : at + 800])) > 500 for at in range(0, len(samples), 800)]


@pytest.mark.parametrize(
    ("name", "codec", "rate", "layout"),
    [("a.wav", "pcm_s16le", 16000, "mono"), ("b.wav", "pcm_s16le", 8000, "stereo"),
     ("c.mp3", "mp3", 16000, "mono"), ("d.flac", "flac", 44100, "stereo")],
)  # fmt: skip
@pytest.mark.parametrize("channels", [1, 2])
def test_any_sound_is_heard_at_the_wanted_rate(
    tmp_path: Path, name: str, codec: str, rate: int, layout: str, channels: int
) -> None:
    file = tone(tmp_path / name, codec, rate, layout)
    how = Recorded("pcm", 8000 // channels, channels)
    data = Microphone({"it": file}).record(2, how, "it")
    assert len(data) == 2 * 8000 * 2
    heard = loud(data)
    assert all(heard[1:9])
    assert not any(heard[12:])
    # no more than what is asked for
    assert len(Microphone({"it": file}).record(0.5, how, "it")) == 8000


def test_a_sound_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"RIFF....WAVE nothing")
    with pytest.raises(MediaError, match="the sound cannot be decoded"):
        Microphone({"it": tmp_path / "a.wav"}).record(1, Recorded("pcm", 8000), "it")
    with pytest.raises(MediaError):
        read_sound(tmp_path / "a.wav")
    with pytest.raises(MediaError, match="the file cannot be read"):
        read_sound(tmp_path)


@pytest.mark.parametrize("kind", ["aac", "mp3"])
def test_nothing_is_recorded_in_no_time(kind: str) -> None:
    assert sound.encoded(b"", Recorded(kind, 8000)) == b""


@pytest.mark.parametrize(
    ("name", "codec", "known"), [("a.flac", "flac", ""), ("b.m4a", "aac", "m4a")]
)
def test_the_head_of_what_only_the_library_knows(
    tmp_path: Path, name: str, codec: str, known: str
) -> None:
    head = read_sound(tone(tmp_path / name, codec, 16000, "stereo"))
    assert (head.rate, head.channels) == (16000, 2)
    assert head.format in {known, name.rpartition(".")[2]}
    assert head.duration == pytest.approx(1, abs=0.15)


def test_a_video_is_no_sound_unless_it_has_some(tmp_path: Path) -> None:
    (tmp_path / "in.mp4").write_bytes(CLIP)
    with pytest.raises(MediaError, match="the file has no sound") as caught:
        read_sound(tmp_path / "in.mp4")
    assert caught.value.kind == "format_unsupported"
    head = read_sound(talking(tmp_path / "talking.mp4"))
    assert head == SoundHead("mp4", head.duration, 16000, 1)
    assert head.duration == pytest.approx(1, abs=0.15)


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize(
    ("rotation", "mirrored", "turn", "shift"),
    [(90, False, (0, 1, -1, 0), (48, 0)), (180, False, (-1, 0, 0, -1), (64, 48)),
     (270, False, (0, -1, 1, 0), (0, 64)), (0, True, (-1, 0, 0, 1), (64, 0)),
     (90, True, (0, -1, -1, 0), (48, 64)), (180, True, (1, 0, 0, -1), (0, 48)),
     (270, True, (0, 1, 1, 0), (0, 0))],
)  # fmt: skip
def test_a_turn_is_stated_as_a_matrix(
    tmp_path: Path,
    wide: bool,
    rotation: int,
    mirrored: bool,
    turn: tuple[int, int, int, int],
    shift: tuple[int, int],
) -> None:
    (tmp_path / "a.mp4").write_bytes(made.mp4(64, 48, wide=wide))
    head = VideoHead("mp4", 64, 48, 1, rotation=rotation, mirrored=mirrored)
    video_codec.state_rotation(tmp_path / "a.mp4", head)
    data = (tmp_path / "a.mp4").read_bytes()
    matrix = struct.unpack_from(">9i", data, data.index(b"tkhd") + 4 + (52 if wide else 40))
    one = 1 << 16
    a, b, c, d = (one * it for it in turn)
    across, down = (one * it for it in shift)
    assert matrix == (a, b, 0, c, d, 0, across, down, 1 << 30)
    told = read_video_head(tmp_path / "a.mp4")
    assert (told.rotation, told.mirrored) == (rotation, mirrored)


def test_an_upright_video_is_left_as_it_is(tmp_path: Path) -> None:
    data = made.mp4(64, 48, rotation=90)
    (tmp_path / "a.mp4").write_bytes(data)
    video_codec.state_rotation(tmp_path / "a.mp4", VideoHead("mp4", 64, 48, 1))
    assert (tmp_path / "a.mp4").read_bytes() == data
