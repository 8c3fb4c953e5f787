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


def test_a_sound_that_is_not_there_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"hears no 'voyce'.*voice"):
        Microphone({"voice": tmp_path / "voice.wav"}).record(1, Recorded("wav"), "voyce")


def test_without_the_library_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(ExtraMissing, match=r"mediaglot\[video\]"):
        Microphone().record(1, Recorded("mp3"))
    assert Microphone().record(1, Recorded("wav"))[:4] == b"RIFF"


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
