"""Video heads from the boxes of MP4 and MOV files: duration, size, rate and rotation.

Only boxes are read, never samples (ISO/IEC 14496-12; fragmented files by `mehd`, `sidx` or the
sum of their fragments).
"""

from __future__ import annotations

import math
import struct
import sys
from array import array
from collections.abc import Iterator

from attrs import evolve, field, frozen

from ..values import Value
from .faults import MediaError, broken, truncated, unsupported
from .isobmff import Box, boxes, file_boxes, find_box
from .reader import Reader
from .video_head import VideoHead

MAX_MOOV = 48 << 20
MAX_FRAGMENT = 1 << 20
MAX_WORK = 4_000_000
"""What is looked at of one file: table entries, where a box counts as BOX of them. A day of video
at 30 frames a second has 2.6 million samples."""
BOX = 64
CHUNK = 1 << 16


class _Work:
    """What may still be looked at of one file."""

    def __init__(self) -> None:
        self.left = MAX_WORK

    def take(self, amount: int) -> None:
        """Raises MediaError when nothing is left."""
        self.left -= amount
        if self.left < 0:
            raise broken("the file has more boxes and samples than any real file")

    def boxes(self, raw: bytes, start: int = 0, end: int | None = None) -> Iterator[Box]:
        """As `isobmff.boxes`, each of them counted."""
        for box in boxes(raw, start, end):
            self.take(BOX)
            yield box


@frozen(eq=False, repr=False)
class Track(Value):
    """What a `trak` box says."""

    number: int = 0
    handler: bytes = b""
    timescale: int = 0
    duration: int = 0
    width: int = 0
    height: int = 0
    shown: tuple[int, int] = (0, 0)
    matrix: tuple[int, int, int, int] = (1 << 16, 0, 0, 1 << 16)
    codec: str | None = None
    samples: int = 0
    ticks: int = 0
    stored: int = 0

    @property
    def turn(self) -> tuple[int, bool]:
        """Degrees clockwise that set it upright, and whether a left-right flip comes first."""
        return _turn(self.matrix)


@frozen(eq=False, repr=False)
class Movie(Value):
    """What a `moov` box says."""

    timescale: int
    duration: int
    tracks: tuple[Track, ...]
    fragmented: int | None = None
    defaults: dict[int, tuple[int, int]] = field(factory=dict[int, tuple[int, int]])


def read_movie(reader: Reader) -> Movie:
    """What the `moov` box of a file says, without fragments. Raises MediaError."""
    return _parsed(find_box(reader, b"moov", MAX_MOOV), _Work())


def read_boxes(reader: Reader, name: str) -> VideoHead:
    """Head of an MP4 or MOV file of the format `name`. Raises MediaError."""
    work = _Work()
    movie: Movie | None = None
    fragments: list[tuple[int, int]] = []
    indexed = 0.0
    for kind, start, end in file_boxes(reader):
        if kind == b"moov" and movie is None:
            if end - start > MAX_MOOV:
                raise broken("the moov box is larger than any real file's")
            movie = _parsed(reader.upto(start, end - start), work)
            if movie.fragmented is None:
                break
        elif kind == b"sidx" and not fragments:
            indexed += _sidx(reader.upto(start, min(end - start, MAX_FRAGMENT)), work)
        elif kind == b"moof":
            fragments.append((start, end))
    if movie is None:
        raise truncated("the boxes before moov")
    video = next((track for track in movie.tracks if track.handler == b"vide"), None)
    if video is None:
        raise unsupported("the file has no video track")
    if movie.fragmented is not None:
        video = _with_fragments(reader, fragments, movie, video, work)
    return _head(reader, name, movie, video, indexed)


def _parsed(raw: bytes, work: _Work) -> Movie:
    try:
        return _movie(raw, work)
    except (struct.error, IndexError):
        raise truncated("the moov box") from None


def _head(reader: Reader, name: str, movie: Movie, video: Track, indexed: float) -> VideoHead:
    scale = video.timescale
    longest = max((t.duration / t.timescale for t in movie.tracks if t.timescale), default=0.0)
    if movie.timescale and movie.duration:
        duration = movie.duration / movie.timescale
    elif movie.timescale and movie.fragmented:
        duration = movie.fragmented / movie.timescale
    else:
        duration = longest or indexed or (video.ticks / scale if scale else 0.0)
    seconds = video.ticks / scale if scale else 0.0
    own = seconds or duration
    if video.stored and own:
        bit_rate: int | None = round(video.stored * 8 / own)
    else:
        bit_rate = round(reader.size * 8 / duration) if duration else None
    width, height = (video.width, video.height) if video.width and video.height else video.shown
    if not width or not height:
        raise broken("the video track gives no size")
    rotation, mirrored = _turn(video.matrix)
    return VideoHead(
        format=name,
        width=width,
        height=height,
        size=reader.size,
        duration=round(duration, 6) if duration else None,
        rotation=rotation,
        mirrored=mirrored,
        frame_rate=round(video.samples / own, 3) if video.samples and own else None,
        bit_rate=bit_rate,
        codec=video.codec,
        has_audio=any(track.handler == b"soun" for track in movie.tracks),
    )


def _turn(matrix: tuple[int, int, int, int]) -> tuple[int, bool]:
    a, b, c, d = matrix
    mirrored = a * d - b * c < 0
    if mirrored:  # a left-right flip came first: take it out
        a, b = -a, -b
    return round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360, mirrored


def _movie(raw: bytes, work: _Work) -> Movie:
    timescale = duration = 0
    tracks: list[Track] = []
    fragmented: int | None = None
    defaults: dict[int, tuple[int, int]] = {}
    for kind, start, end in work.boxes(raw):
        if kind == b"mvhd":
            timescale, duration = _times(raw, start)
        elif kind == b"trak":
            tracks.append(_track(raw, start, end, work))
        elif kind == b"mvex":
            fragmented = 0
            for inner, body, _ in work.boxes(raw, start, end):
                if inner == b"mehd":
                    size = ">Q" if raw[body] else ">I"
                    fragmented = struct.unpack_from(size, raw, body + 4)[0]
                elif inner == b"trex":
                    number, _, ticks, length = struct.unpack_from(">4I", raw, body + 4)
                    defaults[number] = (ticks, length)
    return Movie(timescale, duration, tuple(tracks), fragmented, defaults)


def _times(raw: bytes, at: int) -> tuple[int, int]:
    """Timescale and duration of an `mvhd` or `mdhd` body; unknown durations are 0."""
    if raw[at]:
        timescale, duration = struct.unpack_from(">IQ", raw, at + 20)
        return timescale, 0 if duration == 0xFFFFFFFFFFFFFFFF else duration
    timescale, duration = struct.unpack_from(">II", raw, at + 12)
    return timescale, 0 if duration == 0xFFFFFFFF else duration


def _track(raw: bytes, start: int, end: int, work: _Work) -> Track:
    track = Track()
    for kind, body, behind in work.boxes(raw, start, end):
        if kind == b"tkhd":
            wide = 12 if raw[body] else 0
            (number,) = struct.unpack_from(">I", raw, body + (20 if wide else 12))
            a, b, _, c, d = struct.unpack_from(">5i", raw, body + 40 + wide)
            shown = struct.unpack_from(">II", raw, body + 76 + wide)
            track = evolve(
                track,
                number=number,
                matrix=(a, b, c, d),
                shown=(shown[0] >> 16, shown[1] >> 16),
            )
        elif kind == b"mdia":
            track = _media(raw, body, behind, track, work)
    return track


def _media(raw: bytes, start: int, end: int, track: Track, work: _Work) -> Track:
    for kind, body, behind in work.boxes(raw, start, end):
        if kind == b"mdhd":
            timescale, duration = _times(raw, body)
            track = evolve(track, timescale=timescale, duration=duration)
        elif kind == b"hdlr":
            track = evolve(track, handler=raw[body + 8 : body + 12])
        elif kind == b"minf":
            for inner, inside, last in work.boxes(raw, body, behind):
                if inner == b"stbl":
                    track = _samples(raw, inside, last, track, work)
    return track


def _samples(raw: bytes, start: int, end: int, track: Track, work: _Work) -> Track:
    for kind, body, behind in work.boxes(raw, start, end):
        if kind == b"stsd" and track.handler in (b"vide", b""):
            codec = raw[body + 12 : body + 16].decode("ascii", "replace")
            width, height = struct.unpack_from(">HH", raw, body + 40)
            track = evolve(track, codec=codec, width=width, height=height)
        elif kind == b"stts":
            (count,) = struct.unpack_from(">I", raw, body + 4)
            samples, ticks = _durations(raw, body + 8, count, behind, work)
            track = evolve(track, samples=samples, ticks=ticks)
        elif kind == b"stsz":
            each, count = struct.unpack_from(">II", raw, body + 4)
            stored = each * count or _sum(raw, body + 12, count, behind, work)
            track = evolve(track, stored=stored)
    return track


def _durations(raw: bytes, start: int, count: int, end: int, work: _Work) -> tuple[int, int]:
    """Samples and ticks of a table of both; 0 where it is too long to be looked at."""
    count = min(count, (end - start) // 8)
    if count * 4 > work.left:
        return 0, 0
    work.take(count * 4)
    samples = ticks = 0
    for many, delta in struct.iter_unpack(">II", memoryview(raw)[start : start + 8 * count]):
        samples += many
        ticks += many * delta
    return samples, ticks


def _sum(raw: bytes, start: int, count: int, end: int, work: _Work) -> int:
    """The sum of a table of numbers; 0 where it is too long to be looked at."""
    count = min(count, (end - start) // 4)
    if count > work.left:
        return 0
    work.take(count)
    behind = start + 4 * count
    return sum(
        sum(_numbers(raw, at, min(at + 4 * CHUNK, behind)))
        for at in range(start, behind, 4 * CHUNK)
    )


def _numbers(raw: bytes, start: int, end: int) -> array[int]:
    """A table of big-endian numbers of four bytes."""
    found = array("I", raw[start:end])
    if sys.byteorder == "little":
        found.byteswap()
    return found


def _sidx(raw: bytes, work: _Work) -> float:
    """Seconds that a segment index covers."""
    try:
        wide = 16 if raw[0] else 8
        (timescale,) = struct.unpack_from(">I", raw, 8)
        (count,) = struct.unpack_from(">H", raw, 12 + wide + 2)
        first = 12 + wide + 4
        work.take(4 * count)
        ticks = sum(struct.unpack_from(">I", raw, first + 12 * i + 4)[0] for i in range(count))
    except (struct.error, IndexError):
        return 0.0
    return ticks / timescale if timescale else 0.0


def _with_fragments(
    reader: Reader, fragments: list[tuple[int, int]], movie: Movie, video: Track, work: _Work
) -> Track:
    """`video` with the samples, ticks and bytes that its fragments add."""
    samples, ticks, stored = video.samples, video.ticks, video.stored
    for start, end in fragments:
        raw = reader.upto(start, min(end - start, MAX_FRAGMENT))
        try:
            for kind, body, behind in boxes(raw):
                work.take(BOX)
                if kind == b"traf":
                    more = _fragment(raw, body, behind, movie, video.number, work)
                    samples, ticks, stored = (
                        samples + more[0],
                        ticks + more[1],
                        stored + more[2],
                    )
        except (struct.error, IndexError):
            break  # the last fragment of a recording that was cut off
        except MediaError:
            if work.left < 0:
                raise
            break
    return evolve(video, samples=samples, ticks=ticks, stored=stored)


def _fragment(
    raw: bytes, start: int, end: int, movie: Movie, number: int, work: _Work
) -> tuple[int, int, int]:
    """Samples, ticks and bytes of the track `number` in one track fragment."""
    ticks_each = bytes_each = samples = ticks = stored = 0
    for kind, body, behind in work.boxes(raw, start, end):
        flags = int.from_bytes(raw[body + 1 : body + 4], "big")
        if kind == b"tfhd":
            (track,) = struct.unpack_from(">I", raw, body + 4)
            if track != number:
                return 0, 0, 0
            ticks_each, bytes_each = movie.defaults.get(track, (0, 0))
            at = body + 8 + (8 if flags & 1 else 0) + (4 if flags & 2 else 0)
            if flags & 8:
                (ticks_each,) = struct.unpack_from(">I", raw, at)
                at += 4
            if flags & 16:
                (bytes_each,) = struct.unpack_from(">I", raw, at)
        elif kind == b"trun":
            (count,) = struct.unpack_from(">I", raw, body + 4)
            at = body + 8 + (4 if flags & 1 else 0) + (4 if flags & 4 else 0)
            step = sum(bool(flags & bit) for bit in (0x100, 0x200, 0x400, 0x800))
            if step:
                count = min(count, max(0, behind - at) // (4 * step))
            work.take(count * max(step, 1))
            table = _numbers(raw, at, at + 4 * step * count)
            samples += count
            has_ticks, has_bytes = bool(flags & 0x100), bool(flags & 0x200)
            ticks += sum(table[0::step]) if has_ticks else count * ticks_each
            stored += sum(table[has_ticks::step]) if has_bytes else count * bytes_each
    return samples, ticks, stored
