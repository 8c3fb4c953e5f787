"""Sound: what a microphone hears, as files of the wanted format; what such files say.

WAV and bare samples are written here; AAC and MP3 take PyAV, which is an extra.
"""

from __future__ import annotations

import array
import io
import math
import os
import struct
import sys
import wave
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ..errors import InputError, did_you_mean
from ..values import Value
from .faults import ExtraMissing, MediaError, broken, cause
from .sniff import sniff

MISSING: Final = "recording AAC or MP3 needs an extra: pip install 'mediaglot[video]'"
TONE: Final = 440
"""Hertz of what is heard where no sound is given."""
MAX_SECONDS: Final = 3600.0
_LOUDNESS: Final = 8000
_MOST_BYTES: Final = 512 << 20
_AAC_RATES: Final = (
    96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350,
)  # fmt: skip
_MP3_RATES: Final = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_MP3_BITS: Final = {
    True: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
    False: (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160),
}


@frozen(eq=False, repr=False)
class Recorded(Value):
    """How a sound is recorded: `format` (aac, mp3, wav, pcm), hertz, channels, bits a second."""

    format: str = "aac"
    rate: int = 8000
    channels: int = 1
    bits: int = 48000


@frozen(eq=False, repr=False)
class SoundHead(Value):
    """What a file of sound says of itself. `duration` in seconds; 0 where it does not say."""

    format: str
    duration: float
    rate: int = 0
    channels: int = 0


class Microphone:
    """What there is to be heard: `files` by name, else a tone."""

    def __init__(self, files: Mapping[str, Path] | None = None) -> None:
        self._files = dict(files or {})

    def sound(self, name: str) -> Path:
        """The file of that name. Raises InputError with the nearest names."""
        if name not in self._files:
            known = ", ".join(sorted(self._files)) or "none: give sounds={name: file}"
            hint = did_you_mean(name, self._files, "sounds") if self._files else known
            raise InputError(f"the microphone hears no {name!r}; {hint}")
        return self._files[name]

    def record(self, seconds: float, how: Recorded, name: str | None = None) -> bytes:
        """So many seconds of the sound `name`, or of a tone, as a file of that format.

        Raises MediaError for a sound that cannot be decoded, ExtraMissing where the format takes a
        library that is not there.
        """
        seconds = min(max(seconds, 0.0), MAX_SECONDS)
        count = round(seconds * how.rate)
        if count * how.channels * 2 > _MOST_BYTES:
            raise MediaError("storage_full", "the recording is too large")
        samples = tone(count, how) if name is None else _heard(self.sound(name), count, how)
        return encoded(samples, how)


def tone(count: int, how: Recorded) -> bytes:
    """So many samples of a tone, 16 bits each, channels side by side."""
    second = array.array("h")
    for at in range(min(count, how.rate)):
        value = round(_LOUDNESS * math.sin(2 * math.pi * TONE * at / how.rate))
        second.extend([value] * how.channels)
    if sys.byteorder == "big":
        second.byteswap()
    plain = second.tobytes()
    size = count * how.channels * 2
    return (plain * (size // max(len(plain), 1) + 1))[:size]


def encoded(samples: bytes, how: Recorded) -> bytes:
    """Samples as a file of that format. Raises ExtraMissing, MediaError."""
    if how.format == "pcm":
        return samples
    if how.format == "wav":
        out = io.BytesIO()
        with wave.open(out, "wb") as made:
            made.setnchannels(how.channels)
            made.setsampwidth(2)
            made.setframerate(how.rate)
            made.writeframes(samples)
        return out.getvalue()
    return _by_library(samples, how)


_CONTAINERS: Final = {"aac": "adts", "mp3": "mp3"}


def library() -> Any:
    """PyAV. Raises ExtraMissing when it is not installed."""
    try:
        import av
        import av.error
    except ImportError:
        raise ExtraMissing(MISSING) from None
    return av


def _by_library(samples: bytes, how: Recorded) -> bytes:
    av = library()
    out = io.BytesIO()
    layout = "stereo" if how.channels == 2 else "mono"
    options = {"fflags": "+bitexact"}
    if how.format == "mp3":
        options |= {"write_xing": "0", "id3v2_version": "0"}
    try:
        with av.open(out, mode="w", format=_CONTAINERS[how.format], options=options) as made:
            stream = made.add_stream(how.format, rate=how.rate, layout=layout)
            stream.bit_rate = how.bits
            stream.codec_context.thread_count = 1
            frame = av.AudioFrame(
                format="s16", layout=layout, samples=len(samples) // (2 * how.channels)
            )
            if not frame.samples:
                return b""
            frame.sample_rate = how.rate
            frame.planes[0].update(samples)
            resampler = av.AudioResampler(
                format=stream.codec_context.format,
                layout=layout,
                rate=how.rate,
                frame_size=stream.codec_context.frame_size or 1152,
            )
            for piece in (*resampler.resample(frame), *resampler.resample(None)):
                made.mux(stream.encode(piece))
            made.mux(stream.encode(None))
    except Exception as error:
        raise MediaError("internal", f"the sound cannot be recorded: {cause(error, '')}") from error
    return out.getvalue()


def _heard(place: Path, count: int, how: Recorded) -> bytes:
    """The samples of a given sound, silent where it is too short."""
    size = count * how.channels * 2
    plain = _plain_wave(place, how)
    if plain is None:
        av = library()
        pieces: list[bytes] = []
        try:
            with av.open(os.fspath(place)) as opened:
                layout = "stereo" if how.channels == 2 else "mono"
                resampler = av.AudioResampler(format="s16", layout=layout, rate=how.rate)
                for frame in opened.decode(audio=0):
                    pieces += [_bytes(piece, how) for piece in resampler.resample(frame)]
                    if sum(map(len, pieces)) >= size:
                        break
        except Exception as error:
            raise broken(f"the sound cannot be decoded: {cause(error, place)}") from error
        plain = b"".join(pieces)
    return plain[:size].ljust(size, b"\0")


def _bytes(frame: Any, how: Recorded) -> bytes:
    return bytes(frame.planes[0])[: frame.samples * how.channels * 2]


_NO_WAVE: Final = (EOFError, RuntimeError, struct.error, wave.Error)
"""What the reader of WAV raises on a file that is none, or cut: RuntimeError where a chunk is."""


def _plain_wave(place: Path, how: Recorded) -> bytes | None:
    """The samples of a WAV of the wanted rate and channels; None for any other file."""
    try:
        with wave.open(os.fspath(place), "rb") as opened:
            shape = (opened.getframerate(), opened.getnchannels(), opened.getsampwidth())
            if shape != (how.rate, how.channels, 2):
                return None
            return opened.readframes(min(opened.getnframes(), _MOST_BYTES // 4))
    except (OSError, *_NO_WAVE):
        return None


# --- what a file says of itself -----------------------------------------------------------------


def read_sound(place: str | os.PathLike[str]) -> SoundHead:
    """The head of a file of sound: WAV, AAC, MP3; of others what PyAV tells, where it is there.

    Raises MediaError: file_not_found, format_unsupported, load_failed.
    """
    try:
        data = Path(place).read_bytes()
    except FileNotFoundError:
        raise MediaError("file_not_found", "there is no such file") from None
    except OSError as error:
        raise MediaError("load_failed", f"the file cannot be read: {error.strerror}") from None
    name = sniff(data[:512])
    if name == "wav":
        return _wave_head(data)
    if name in ("aac", "mp3"):
        frames = _aac_frames(data) if name == "aac" else _mp3_frames(data)
        head = _summed(name, frames)
        if head is not None:
            return head
    return _library_head(place, name)


def _wave_head(data: bytes) -> SoundHead:
    try:
        with wave.open(io.BytesIO(data), "rb") as opened:
            rate = opened.getframerate()
            seconds = opened.getnframes() / rate if rate else 0.0
            return SoundHead("wav", seconds, rate, opened.getnchannels())
    except _NO_WAVE:
        raise broken("the WAV cannot be read") from None


def _summed(name: str, frames: Iterator[tuple[int, int, int]]) -> SoundHead | None:
    """The head of a stream of frames: samples, hertz and channels of each."""
    total, rate, channels = 0.0, 0, 0
    for samples, rate, channels in frames:  # noqa: B007  (those of the last are told)
        total += samples / rate
    return SoundHead(name, total, rate, channels) if rate else None


def _aac_frames(data: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 7 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xF0 == 0xF0:
        index = data[at + 2] >> 2 & 15
        size = (data[at + 3] & 3) << 11 | data[at + 4] << 3 | data[at + 5] >> 5
        if index >= len(_AAC_RATES) or size < 7 or at + size > len(data):
            return
        channels = (data[at + 2] & 1) << 2 | data[at + 3] >> 6
        yield 1024 * ((data[at + 6] & 3) + 1), _AAC_RATES[index], channels
        at += size


def _mp3_frames(data: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    if data[:3] == b"ID3" and len(data) > 10:
        at = 10 + sum(
            (byte & 127) << shift for byte, shift in zip(data[6:10], (21, 14, 7, 0), strict=True)
        )
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] & 0xE0 == 0xE0:
        version, layer = data[at + 1] >> 3 & 3, data[at + 1] >> 1 & 3
        bits, index = data[at + 2] >> 4, data[at + 2] >> 2 & 3
        if version == 1 or layer != 1 or not 0 < bits < 15 or index == 3:
            return
        first = version == 3
        rate, samples = _MP3_RATES[version][index], 1152 if first else 576
        size = samples // 8 * _MP3_BITS[first][bits - 1] * 1000 // rate + (data[at + 2] >> 1 & 1)
        if at + size > len(data):
            return
        yield samples, rate, 1 if data[at + 3] >> 6 == 3 else 2
        at += size


def _library_head(place: str | os.PathLike[str], name: str | None) -> SoundHead:
    av = library()
    try:
        with av.open(os.fspath(place)) as opened:
            if not opened.streams.audio:
                raise MediaError("format_unsupported", "the file has no sound")
            stream = opened.streams.audio[0]
            return SoundHead(
                name or "", (opened.duration or 0) / 1_000_000, stream.rate, stream.channels
            )
    except MediaError:
        raise
    except Exception as error:
        text = f"the sound cannot be decoded: {cause(error, place)}"
        raise MediaError("format_unsupported", text) from error
