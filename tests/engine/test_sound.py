"""Sound: files of the wanted format and length, and what files say of themselves."""

from __future__ import annotations

import io
import sys
import wave
from pathlib import Path

import pytest
from mediaglot.canonical.engine.faults import ExtraMissing, MediaError
from mediaglot.canonical.engine.sound import Microphone, Recorded, SoundHead, read_sound
from mediaglot.canonical.errors import InputError


def made(tmp_path: Path, how: Recorded, seconds: float = 2.0) -> SoundHead:
    place = tmp_path / "sound"
    place.write_bytes(Microphone().record(seconds, how))
    return read_sound(place)


@pytest.mark.parametrize("rate", [8000, 44100])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_wav_is_as_long_as_was_recorded(tmp_path: Path, rate: int, channels: int) -> None:
    head = made(tmp_path, Recorded("wav", rate, channels))
    assert head == SoundHead("wav", 2.0, rate, channels)
    assert (tmp_path / "sound").stat().st_size == 44 + 2 * rate * channels * 2


@pytest.mark.parametrize("kind", ["aac", "mp3"])
@pytest.mark.parametrize(("rate", "bits"), [(8000, 24000), (16000, 48000), (44100, 128000)])
def test_a_library_writes_the_rest(tmp_path: Path, kind: str, rate: int, bits: int) -> None:
    pytest.importorskip("av")
    head = made(tmp_path, Recorded(kind, rate, 1, bits))
    assert (head.format, head.rate, head.channels) == (kind, rate, 1)
    # whole frames, and what the encoder puts before the first sample
    assert 2.0 <= head.duration < 2.0 + 4 * 1152 / rate


def test_bare_samples_have_no_head() -> None:
    assert len(Microphone().record(0.5, Recorded("pcm", 8000, 2))) == 0.5 * 8000 * 2 * 2


def test_a_tone_is_heard() -> None:
    data = Microphone().record(0.1, Recorded("pcm", 8000, 1))
    samples = [int.from_bytes(data[at : at + 2], "little", signed=True) for at in range(0, 160, 2)]
    assert max(samples) > 7000
    assert min(samples) < -7000


def wav(seconds: float, rate: int = 8000) -> bytes:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(b"\x10\x20" * round(seconds * rate))
    return out.getvalue()


def test_a_given_sound_is_what_is_heard_and_silence_after_it(tmp_path: Path) -> None:
    (tmp_path / "voice.wav").write_bytes(wav(0.25))
    heard = Microphone({"voice": tmp_path / "voice.wav"})
    data = heard.record(1, Recorded("pcm", 8000, 1), "voice")
    assert data == b"\x10\x20" * 2000 + b"\0\0" * 6000


@pytest.mark.parametrize("kind", ["aac", "mp3"])
def test_a_sound_is_read_as_far_as_it_is_heard(tmp_path: Path, kind: str) -> None:
    pytest.importorskip("av")
    data = Microphone().record(4, Recorded(kind, 16000, 1))
    place = tmp_path / "voice"
    place.write_bytes(data[: len(data) // 2] + bytes(len(data) // 2))
    heard = Microphone({"voice": place})
    assert len(heard.record(1, Recorded("pcm", 16000, 1), "voice")) == 32000
    with pytest.raises(MediaError, match=r"the sound cannot be decoded: .+"):
        heard.record(4, Recorded("pcm", 16000, 1), "voice")


def test_a_sound_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"hears no 'voyce'.*voice"):
        Microphone({"voice": tmp_path / "voice.wav"}).record(1, Recorded("wav"), "voyce")


def test_without_the_library_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(ExtraMissing, match=r"mediaglot\[video\]"):
        Microphone().record(1, Recorded("mp3"))
    assert Microphone().record(1, Recorded("wav"))[:4] == b"RIFF"


# --- what frames say, which takes no library ------------------------------------------------------

# ISO 11172-3 and 13818-3: hertz and kilobits a second of layer III, by the version's two bits
MP3_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
FIRST = (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
SECOND = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
# ISO 13818-7
AAC_RATES = (
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
)  # fmt: skip


def mp3(version: int, bits: int, index: int, *, pad: int = 0, mode: int = 0) -> bytes:
    """A frame of layer III."""
    rate = MP3_RATES[version][index]
    kilobits = (FIRST if version == 3 else SECOND)[bits - 1]
    size = (144_000 if version == 3 else 72_000) * kilobits // rate + pad
    head = bytes(
        (0xFF, 0xE0 | version << 3 | 1 << 1 | 1, bits << 4 | index << 2 | pad << 1, mode << 6)
    )
    return head.ljust(size, b"\0")


def aac(index: int, channels: int, blocks: int = 0, size: int = 64) -> bytes:
    """A frame of ADTS."""
    head = (
        0xFF, 0xF1, 1 << 6 | index << 2 | channels >> 2, (channels & 3) << 6 | size >> 11,
        size >> 3 & 255, (size & 7) << 5, blocks,
    )  # fmt: skip
    return bytes(head).ljust(size, b"\0")


def head_of(tmp_path: Path, data: bytes) -> SoundHead:
    (tmp_path / "sound").write_bytes(data)
    return read_sound(tmp_path / "sound")


@pytest.fixture
def without_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize("version", MP3_RATES)
@pytest.mark.parametrize("index", range(3))
def test_the_frames_of_an_mp3_are_counted(tmp_path: Path, version: int, index: int) -> None:
    rate, samples = MP3_RATES[version][index], 1152 if version == 3 else 576
    for bits in range(1, 15):
        for pad, mode in ((0, 0), (1, 1), (0, 2), (1, 3)):
            frame = mp3(version, bits, index, pad=pad, mode=mode)
            head = head_of(tmp_path, frame * 5 + frame[:-1])  # the last one is cut
            assert head == SoundHead("mp3", head.duration, rate, 1 if mode == 3 else 2)
            assert head.duration == pytest.approx(5 * samples / rate)


@pytest.mark.usefixtures("without_library")
def test_what_stands_before_the_frames_of_an_mp3_is_passed_over(tmp_path: Path) -> None:
    tag = b"ID3\4\0\0" + bytes((0, 1, 1, 3)) + b"x" * (1 << 14 | 1 << 7 | 3)
    head = head_of(tmp_path, tag + mp3(3, 9, 0) * 2)
    assert head == SoundHead("mp3", 2 * 1152 / 44100, 44100, 2)


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize(
    ("at", "byte"),
    [
        (1, 0xE0 | 1 << 3 | 3),  # no version
        (1, 0xE0 | 3 << 3 | 2 << 1 | 1),  # another layer
        (1, 0xE0 | 3 << 3 | 1),  # no layer
        (2, 0x00),  # any number of bits
        (2, 0xF0),  # no number of bits
        (2, 9 << 4 | 3 << 2),  # no rate
        (0, 0xFE),
        (1, 0x7B),
    ],
)
def test_what_is_no_frame_ends_an_mp3(tmp_path: Path, at: int, byte: int) -> None:
    bad = bytearray(mp3(3, 9, 0))
    bad[at] = byte
    assert head_of(tmp_path, mp3(3, 9, 0) + bad).duration == pytest.approx(1152 / 44100)


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize("index", range(len(AAC_RATES)))
def test_the_frames_of_aac_are_counted(tmp_path: Path, index: int) -> None:
    rate = AAC_RATES[index]
    for channels in range(1, 8):
        for blocks, size in ((0, 7), (1, 64), (3, 0x1FFF)):
            frame = aac(index, channels, blocks, size)
            head = head_of(tmp_path, frame * 2 + frame[:-1])
            assert head == SoundHead("aac", head.duration, rate, channels)
            assert head.duration == pytest.approx(2 * 1024 * (blocks + 1) / rate)


@pytest.mark.usefixtures("without_library")
@pytest.mark.parametrize(
    "bad", [aac(13, 1), aac(4, 1, size=6), b"\xfe" + aac(4, 1)[1:], b"\xff\xe1" + aac(4, 1)[2:]]
)
def test_what_is_no_frame_ends_aac(tmp_path: Path, bad: bytes) -> None:
    assert head_of(tmp_path, aac(4, 1) + bad.ljust(64, b"\0")).duration == pytest.approx(
        1024 / 44100
    )
    with pytest.raises(ExtraMissing):  # what has no frame at all is asked of the library
        head_of(tmp_path, aac(13, 1))


@pytest.mark.parametrize(
    "data", [b"RIFF\0\0\0\0WAVE", b"RIFF" + b"\xff" * 60, b"\xff\xf1\x00", b"", b"no sound at all"]
)
def test_damaged_files_are_refused(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("av")
    (tmp_path / "bad").write_bytes(data)
    with pytest.raises(MediaError) as caught:
        read_sound(tmp_path / "bad")
    assert caught.value.kind in ("load_failed", "format_unsupported")


def test_the_head_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MediaError) as caught:
        read_sound(tmp_path / "none")
    assert caught.value.kind == "file_not_found"


def test_a_recording_has_a_most() -> None:
    with pytest.raises(MediaError, match="too large"):
        Microphone().record(3600, Recorded("wav", 48000, 2))
