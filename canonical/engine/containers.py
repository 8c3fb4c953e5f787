"""Heads of video containers that are not read here, through a library kept as an extra."""

from __future__ import annotations

import importlib.util
import io
import json
import os
import subprocess
import sys
from typing import Any, Final

from .faults import ExtraMissing, MediaError, broken, unsupported
from .reader import Source
from .video_head import VideoHead

MISSING = (
    "reading a {name} video needs an extra: pip install 'mediaglot[video-info]' (pymediainfo) "
    "or 'mediaglot[video]' (PyAV)"
)

SECONDS: Final = 30.0
"""What MediaInfo may take for a file: there are damaged ones that it goes on about for hours."""
_PROGRAM: Final = """
import io, sys
from pymediainfo import MediaInfo
if not MediaInfo.can_parse():
    sys.exit(3)
source = sys.argv[1] if len(sys.argv) > 1 else io.BytesIO(sys.stdin.buffer.read())
sys.stdout.write(MediaInfo.parse(source).to_json())
"""


def read_with_extra(source: Source, name: str, size: int) -> VideoHead:
    """Head of a `name` video by PyAV or pymediainfo, whichever is installed. Raises MediaError."""
    for reader in (_by_av, _by_mediainfo):
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
    tracks = _tracks(source, name)
    video = next((t for t in tracks if t.get("track_type") == "Video"), {})
    if not video and any(t.get("track_type") == "Audio" for t in tracks):
        raise unsupported("the file has no video track")
    if not video.get("width") or not video.get("height"):
        raise broken(f"the {name} file has no readable video track")
    general = next((t for t in tracks if t.get("track_type") == "General"), video)
    milliseconds = general.get("duration") or video.get("duration")
    duration = float(milliseconds) / 1000 if milliseconds else None
    rate = video.get("bit_rate") or (size * 8 / duration if duration else None)
    frames = video.get("frame_rate")
    return VideoHead(
        format=name,
        width=int(video["width"]),
        height=int(video["height"]),
        size=size,
        duration=duration,
        rotation=round(float(video.get("rotation") or 0)) % 360,
        frame_rate=float(frames) if frames else None,
        bit_rate=round(float(rate)) if rate else None,
        codec=video.get("codec_id") or video.get("format"),
        has_audio=any(t.get("track_type") == "Audio" for t in tracks),
    )


def _tracks(source: Source, name: str) -> list[dict[str, Any]]:
    """What MediaInfo says of the tracks, in a process of its own: it cannot be interrupted."""
    if importlib.util.find_spec("pymediainfo") is None or not sys.executable:
        raise ImportError("pymediainfo, or a process to run it in, is missing")
    command, data = [sys.executable, "-I", "-c", _PROGRAM], None
    opened = _stream(source)
    if isinstance(opened, str):
        command.append(os.path.abspath(opened))
    else:
        data = opened.read()
    try:
        done = subprocess.run(  # noqa: S603  (our own program, our own interpreter)
            command, input=data, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise broken(f"the {name} file takes more than {SECONDS:g} s to read") from None
    if done.returncode == 3:
        raise ImportError("the MediaInfo library is missing")
    if done.returncode:
        raise broken(f"the {name} file has no readable video track")
    tracks: list[dict[str, Any]] = json.loads(done.stdout)["tracks"]
    return tracks


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
