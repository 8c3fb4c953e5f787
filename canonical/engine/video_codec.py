"""Video transcoding, recording and stills through PyAV, which is an extra.

Output is MP4 with H.264 and, where the source has sound, AAC. PyAV cannot state a rotation, so
the matrix of the track header is written into the finished file.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

from attrs import frozen

from ..values import Value
from .codec import with_no_trace
from .faults import NO_ROOM, ExtraMissing, MediaError, broken, cause
from .isobmff import boxes, find_box
from .reader import read_through
from .video_boxes import MAX_MOOV
from .video_head import VideoHead
from .video_heads import read_video_head

MISSING = "compressing or recording video needs an extra: pip install 'mediaglot[video]'"
MAX_FRAMES = 1_000_000
MAX_FRAME_PIXELS = 64_000_000


@frozen(eq=False, repr=False)
class VideoRule(Value):
    """How a client compresses a video: each value None to keep the source's.

    `bit_rate`: bits a second. `share`: part of the source's bit rate, used without `bit_rate`.
    `frame_rate`: at most, frames a second. `scale`: (0, 1]. `max_side`: pixels.
    """

    bit_rate: int | None = None
    share: float | None = None
    frame_rate: float | None = None
    scale: float | None = None
    max_side: int | None = None


def library() -> Any:
    """PyAV. Raises ExtraMissing when it is not installed."""
    try:
        import av
        import av.error
    except ImportError:
        raise ExtraMissing(MISSING) from None
    return av


def compress_video(
    source: str | os.PathLike[str], target: str | os.PathLike[str], rule: VideoRule
) -> VideoHead:
    """Transcode the video at `source` into a new MP4 at `target`; the head of the output.

    Raises MediaError: file_not_found, format_unsupported, load_failed, compress_failed.
    """
    head = read_video_head(source)
    av = library()
    if head.width * head.height > MAX_FRAME_PIXELS:
        raise broken(f"frames of {head.width} x {head.height} are larger than any real video's")
    try:
        with av.open(os.fspath(source)) as opened, _writer(av, target) as out:
            _transcode(av, opened, out, head, rule)
    except BaseException as error:  # noqa: BLE001  (judged and raised again)
        if not isinstance(error, FileExistsError):  # of somebody else's
            with_no_trace(target)
        raise _failure("compress_failed", "transcoded", error, source) from None
    state_rotation(target, head)
    return read_video_head(target)


def _failure(
    kind: str, what: str, error: BaseException, path: str | os.PathLike[str]
) -> BaseException:
    """What a library raised as a failure of that kind; ours, and the end of the program, as is.

    What libraries raise on hostile input is not one family.
    """
    if isinstance(error, MediaError) or not isinstance(error, Exception):
        return error
    if isinstance(error, FileExistsError):
        return MediaError(kind, "there is a file where the output belongs")
    if isinstance(error, OSError) and error.errno in NO_ROOM:
        return MediaError("storage_full", "there is no room for the output")
    return MediaError(kind, f"the video cannot be {what}: {cause(error, path)}")


def _writer(av: Any, target: str | os.PathLike[str]) -> Any:
    if os.path.lexists(target):
        raise FileExistsError(f"{target} exists")
    # One thread and no encoder tag: the same input gives the same bytes.
    options = {"movflags": "+faststart", "fflags": "+bitexact"}
    return av.open(os.fspath(target), mode="w", format="mp4", options=options)


def _transcode(av: Any, opened: Any, out: Any, head: VideoHead, rule: VideoRule) -> None:
    seen = opened.streams.video[0]
    sound = opened.streams.audio[0] if opened.streams.audio else None
    rate = Fraction(seen.average_rate or seen.guessed_rate or 30).limit_denominator(1001)
    keep_every = _stride(float(rate), rule.frame_rate)
    width, height = _even(head.width, head.height, rule)
    stream = _video_stream(out, rate / keep_every, width, height, _bit_rate(head, rule))
    voice = out.add_stream("aac", rate=sound.rate) if sound is not None else None
    resampler = _resampler(av, voice) if voice is not None else None
    shown = 0
    for packet in opened.demux([s for s in (seen, sound) if s is not None]):
        for frame in packet.decode():
            if isinstance(frame, av.VideoFrame):
                shown += 1
                if shown > MAX_FRAMES:
                    raise broken("the video has more frames than any real video")
                if (shown - 1) % keep_every:
                    continue
                scaled = frame.reformat(width=width, height=height, format="yuv420p")
                scaled.pts, scaled.time_base = frame.pts, frame.time_base
                scaled.pict_type = 0
                out.mux(stream.encode(scaled))
            elif resampler is not None and voice is not None:
                for piece in resampler.resample(frame):
                    out.mux(voice.encode(piece))
    if not shown:
        raise broken("the video has no frame that can be decoded")
    out.mux(stream.encode(None))
    if resampler is not None and voice is not None:
        for piece in resampler.resample(None):
            out.mux(voice.encode(piece))
        out.mux(voice.encode(None))


def _resampler(av: Any, voice: Any) -> Any:
    return av.AudioResampler(
        format=voice.codec_context.format, layout=voice.layout, rate=voice.rate, frame_size=1024
    )


def _video_stream(out: Any, rate: Fraction, width: int, height: int, bits: int | None) -> Any:
    stream = out.add_stream("h264", rate=rate)
    stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
    stream.codec_context.thread_count = 1
    stream.options = {"preset": "veryfast", "flags": "+bitexact"}
    if stream.codec_context.codec.name == "libx264":
        # With its macroblock tree, the same small frames come out differently now and then.
        stream.options = {**stream.options, "x264-params": "no-mbtree=1"}
    if bits:
        stream.bit_rate = bits
    return stream


def _stride(rate: float, most: float | None) -> int:
    return max(1, -(-int(rate * 1000) // int(most * 1000))) if most and most >= 1 else 1


def _bit_rate(head: VideoHead, rule: VideoRule) -> int | None:
    if rule.bit_rate:
        return rule.bit_rate
    if rule.share and head.bit_rate:
        return max(32_000, round(head.bit_rate * rule.share))
    return None


def _even(width: int, height: int, rule: VideoRule) -> tuple[int, int]:
    scale = rule.scale or 1.0
    if rule.max_side:
        scale = min(scale, rule.max_side / max(width, height))
    return max(2, round(width * scale / 2) * 2), max(2, round(height * scale / 2) * 2)


def write_video(
    target: str | os.PathLike[str],
    pictures: Iterable[Any],
    *,
    width: int,
    height: int,
    frame_rate: int = 30,
    rotation: int = 0,
) -> VideoHead:
    """Record Pillow images of `width` x `height` (even) as an MP4 at `target`.

    `rotation` (degrees clockwise) is stated in the file, not applied. Raises MediaError.
    """
    av = library()
    try:
        with _writer(av, target) as out:
            stream = _video_stream(out, Fraction(frame_rate), width, height, None)
            for picture in pictures:
                out.mux(stream.encode(av.VideoFrame.from_image(picture)))
            out.mux(stream.encode(None))
    except BaseException as error:  # noqa: BLE001  (judged and raised again)
        if not isinstance(error, FileExistsError):  # of somebody else's
            with_no_trace(target)
        raise _failure("internal", "recorded", error, target) from None
    head = read_video_head(target)
    if rotation:
        turned = VideoHead(head.format, width, height, head.size, rotation=rotation)
        state_rotation(target, turned)
        head = read_video_head(target)
    return head


def first_frame(source: str | os.PathLike[str]) -> Any:
    """The first frame of a video as a Pillow image, upright. Raises MediaError."""
    head = read_video_head(source)
    av = library()
    if head.width * head.height > MAX_FRAME_PIXELS:
        raise broken(f"frames of {head.width} x {head.height} are larger than any real video's")
    try:
        with av.open(os.fspath(source)) as opened:
            for frame in opened.decode(video=0):
                return _upright(frame.to_image(), head)
    except BaseException as error:  # noqa: BLE001  (judged and raised again)
        raise _failure("load_failed", "decoded", error, source) from None
    raise broken("the video has no frame that can be decoded")


def _upright(picture: Any, head: VideoHead) -> Any:
    """A frame as its file says that it is shown: flipped where that is said, then turned."""
    if head.mirrored:
        from PIL import ImageOps

        picture = ImageOps.mirror(picture)
    return picture.rotate(-head.rotation, expand=True) if head.rotation else picture


_MATRICES = {
    0: (1, 0, 0, 1),
    90: (0, 1, -1, 0),
    180: (-1, 0, 0, -1),
    270: (0, -1, 1, 0),
}


def state_rotation(path: str | os.PathLike[str], head: VideoHead) -> None:
    """Write the rotation of `head` into the track header of the MP4 at `path`."""
    if not head.rotation and not head.mirrored:
        return
    a, b, c, d = _MATRICES[head.rotation]
    if head.mirrored:
        a, b = -a, -b
    across = _across(head, a, c)
    down = _across(head, b, d)
    matrix = struct.pack(
        ">9i", a << 16, b << 16, 0, c << 16, d << 16, 0, across << 16, down << 16, 1 << 30
    )
    raw = read_through(path, lambda reader: find_box(reader, b"moov", MAX_MOOV))
    with open(path, "r+b") as stream:
        whole = stream.read()
        start = whole.index(raw)
        for at in _video_track_headers(raw):
            stream.seek(start + at)
            stream.write(matrix)


def _across(head: VideoHead, x: int, y: int) -> int:
    """The shift that keeps the turned picture in the positive quarter."""
    return (head.width if x < 0 else 0) + (head.height if y < 0 else 0)


def _video_track_headers(raw: bytes) -> Iterator[int]:
    """Offsets of the matrices in the track headers of video tracks inside a `moov` body."""
    for kind, start, end in boxes(raw):
        if kind != b"trak":
            continue
        parts = {name: (body, behind) for name, body, behind in boxes(raw, start, end)}
        media = boxes(raw, *parts.get(b"mdia", (0, 0)))
        if any(raw[b + 8 : b + 12] == b"vide" for name, b, _ in media if name == b"hdlr"):
            body = parts[b"tkhd"][0]
            yield body + 40 + (12 if raw[body] else 0)
