"""Heads of video containers that are not read here, through a library kept as an extra."""

from __future__ import annotations

import io
import os
from typing import Any

from .faults import ExtraMissing, MediaError, broken, unsupported
from .reader import Source
from .video_head import VideoHead

MISSING = (
    "reading a {name} video needs an extra: pip install 'mediaglot[video-info]' (pymediainfo) "
    "or 'mediaglot[video]' (PyAV)"
)


def read_with_extra(source: Source, name: str, size: int) -> VideoHead:
    """Head of a `name` video by pymediainfo or PyAV, whichever is installed. Raises MediaError."""
    for reader in (_by_mediainfo, _by_av):
        try:
            return reader(source, name, size)
        except ImportError:
            continue
    raise ExtraMissing(MISSING.format(name=name))


def _stream(source: Source) -> Any:
    if isinstance(source, (bytes, bytearray, memoryview)):
        return io.BytesIO(source)
    return os.fspath(source) if isinstance(source, (str, os.PathLike)) else source


def _by_mediainfo(source: Source, name: str, size: int) -> VideoHead:
    from pymediainfo import MediaInfo

    if not MediaInfo.can_parse():
        raise ImportError("the MediaInfo library is missing")
    found: Any = MediaInfo.parse(_stream(source))
    video = next((t for t in found.tracks if t.track_type == "Video"), None)
    if video is None or not video.width or not video.height:
        raise broken(f"the {name} file has no readable video track")
    general = next((t for t in found.tracks if t.track_type == "General"), video)
    milliseconds = general.duration or video.duration
    duration = float(milliseconds) / 1000 if milliseconds else None
    rate = video.bit_rate or (size * 8 / duration if duration else None)
    return VideoHead(
        format=name,
        width=int(video.width),
        height=int(video.height),
        size=size,
        duration=duration,
        rotation=round(float(video.rotation or 0)) % 360,
        frame_rate=float(video.frame_rate) if video.frame_rate else None,
        bit_rate=round(float(rate)) if rate else None,
        codec=video.codec_id or video.format,
        has_audio=any(t.track_type == "Audio" for t in found.tracks),
    )


def _by_av(source: Source, name: str, size: int) -> VideoHead:
    import av
    import av.error

    try:
        opened: Any
        with av.open(_stream(source), mode="r") as opened:
            if not opened.streams.video:
                raise unsupported("the file has no video track")
            stream = opened.streams.video[0]
            duration = opened.duration / av.time_base if opened.duration else None
            rate = stream.bit_rate or (size * 8 / duration if duration else None)
            return VideoHead(
                format=name,
                width=stream.codec_context.width,
                height=stream.codec_context.height,
                size=size,
                duration=duration,
                frame_rate=float(stream.average_rate) if stream.average_rate else None,
                bit_rate=round(rate) if rate else None,
                codec=stream.codec_context.name,
                has_audio=bool(opened.streams.audio),
            )
    except MediaError:
        raise
    except Exception as error:  # noqa: BLE001  (FFmpegError, and whatever a broken file leads to)
        words = getattr(error, "strerror", None) or type(error).__name__
        raise MediaError("load_failed", f"the {name} file cannot be read: {words}") from None
