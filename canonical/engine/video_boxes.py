"""Video heads from the boxes of MP4 and MOV files: duration, size, rate and rotation.

Only boxes are read, never samples (ISO/IEC 14496-12; fragmented files by `mehd`, `sidx` or the
sum of their fragments).
"""

from __future__ import annotations

import math
import struct

from attrs import evolve, field, frozen

from ..values import Value
from .faults import MediaError, broken, truncated, unsupported
from .isobmff import boxes, file_boxes
from .reader import Reader
from .video_head import VideoHead

MAX_MOOV = 48 << 20
MAX_FRAGMENT = 4 << 20
MAX_RUNS = 2_000_000


@frozen(eq=False, repr=False)
class _Track(Value):
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


@frozen(eq=False, repr=False)
class _Movie(Value):
    """What a `moov` box says."""

    timescale: int
    duration: int
    tracks: tuple[_Track, ...]
    fragmented: int | None = None
    defaults: dict[int, tuple[int, int]] = field(factory=dict[int, tuple[int, int]])


def read_boxes(reader: Reader, name: str) -> VideoHead:
    movie: _Movie | None = None
    fragments: list[tuple[int, int]] = []
    indexed = 0.0
    for kind, start, end in file_boxes(reader):
        if kind == b"moov" and movie is None:
            if end - start > MAX_MOOV:
                raise broken("the moov box is larger than any real file's")
            raw = reader.upto(start, end - start)
            try:
                movie = _movie(raw)
            except (struct.error, IndexError):
                raise truncated("the moov box") from None
            if movie.fragmented is None:
                break
        elif kind == b"sidx" and not fragments:
            indexed += _sidx(reader.upto(start, min(end - start, MAX_FRAGMENT)))
        elif kind == b"moof":
            fragments.append((start, end))
    if movie is None:
        raise truncated("the boxes before moov")
    video = next((track for track in movie.tracks if track.handler == b"vide"), None)
    if video is None:
        raise unsupported("the file has no video track")
    if movie.fragmented is not None:
        video = _with_fragments(reader, fragments, movie, video)
    return _head(reader, name, movie, video, indexed)


def _head(reader: Reader, name: str, movie: _Movie, video: _Track, indexed: float) -> VideoHead:
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


def _movie(raw: bytes) -> _Movie:
    timescale = duration = 0
    tracks: list[_Track] = []
    fragmented: int | None = None
    defaults: dict[int, tuple[int, int]] = {}
    for kind, start, end in boxes(raw):
        if kind == b"mvhd":
            timescale, duration = _times(raw, start)
        elif kind == b"trak":
            tracks.append(_track(raw, start, end))
        elif kind == b"mvex":
            fragmented = 0
            for inner, body, _ in boxes(raw, start, end):
                if inner == b"mehd":
                    size = ">Q" if raw[body] else ">I"
                    fragmented = struct.unpack_from(size, raw, body + 4)[0]
                elif inner == b"trex":
                    number, _, ticks, length = struct.unpack_from(">4I", raw, body + 4)
                    defaults[number] = (ticks, length)
    return _Movie(timescale, duration, tuple(tracks), fragmented, defaults)


def _times(raw: bytes, at: int) -> tuple[int, int]:
    """Timescale and duration of an `mvhd` or `mdhd` body; unknown durations are 0."""
    if raw[at]:
        timescale, duration = struct.unpack_from(">IQ", raw, at + 20)
        return timescale, 0 if duration == 0xFFFFFFFFFFFFFFFF else duration
    timescale, duration = struct.unpack_from(">II", raw, at + 12)
    return timescale, 0 if duration == 0xFFFFFFFF else duration


def _track(raw: bytes, start: int, end: int) -> _Track:
    track = _Track()
    for kind, body, behind in boxes(raw, start, end):
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
            track = _media(raw, body, behind, track)
    return track


def _media(raw: bytes, start: int, end: int, track: _Track) -> _Track:
    for kind, body, behind in boxes(raw, start, end):
        if kind == b"mdhd":
            timescale, duration = _times(raw, body)
            track = evolve(track, timescale=timescale, duration=duration)
        elif kind == b"hdlr":
            track = evolve(track, handler=raw[body + 8 : body + 12])
        elif kind == b"minf":
            for inner, inside, last in boxes(raw, body, behind):
                if inner == b"stbl":
                    track = _samples(raw, inside, last, track)
    return track


def _samples(raw: bytes, start: int, end: int, track: _Track) -> _Track:
    for kind, body, behind in boxes(raw, start, end):
        if kind == b"stsd" and track.handler in (b"vide", b""):
            codec = raw[body + 12 : body + 16].decode("ascii", "replace")
            width, height = struct.unpack_from(">HH", raw, body + 40)
            track = evolve(track, codec=codec, width=width, height=height)
        elif kind == b"stts":
            samples = ticks = 0
            for at in range(body + 8, min(_table_end(raw, body, 8), behind - 7), 8):
                count, delta = struct.unpack_from(">II", raw, at)
                samples += count
                ticks += count * delta
            track = evolve(track, samples=samples, ticks=ticks)
        elif kind == b"stsz":
            each, count = struct.unpack_from(">II", raw, body + 4)
            if each:
                stored = each * count
            else:
                table = raw[body + 12 : min(body + 12 + 4 * count, behind)]
                table = table[: len(table) // 4 * 4]
                stored = sum(struct.unpack(f">{len(table) // 4}I", table))
            track = evolve(track, stored=stored)
    return track


def _table_end(raw: bytes, body: int, entry: int) -> int:
    (count,) = struct.unpack_from(">I", raw, body + 4)
    return int(body + 8 + entry * count)


def _sidx(raw: bytes) -> float:
    """Seconds that a segment index covers."""
    try:
        wide = 16 if raw[0] else 8
        (timescale,) = struct.unpack_from(">I", raw, 8)
        (count,) = struct.unpack_from(">H", raw, 12 + wide + 2)
        first = 12 + wide + 4
        ticks = sum(struct.unpack_from(">I", raw, first + 12 * i + 4)[0] for i in range(count))
    except (struct.error, IndexError):
        return 0.0
    return ticks / timescale if timescale else 0.0


def _with_fragments(
    reader: Reader, fragments: list[tuple[int, int]], movie: _Movie, video: _Track
) -> _Track:
    """`video` with the samples, ticks and bytes that its fragments add."""
    samples, ticks, stored = video.samples, video.ticks, video.stored
    left = MAX_RUNS
    for start, end in fragments:
        raw = reader.upto(start, min(end - start, MAX_FRAGMENT))
        try:
            for kind, body, behind in boxes(raw):
                if kind == b"traf":
                    more = _fragment(raw, body, behind, movie, video.number)
                    samples, ticks, stored = (
                        samples + more[0],
                        ticks + more[1],
                        stored + more[2],
                    )
                    left -= more[0]
        except (struct.error, IndexError, MediaError):
            break  # the last fragment of a recording that was cut off
        if left < 0:
            raise broken("the file has more fragments than any real file")
    return evolve(video, samples=samples, ticks=ticks, stored=stored)


def _fragment(raw: bytes, start: int, end: int, movie: _Movie, number: int) -> tuple[int, int, int]:
    """Samples, ticks and bytes of the track `number` in one track fragment."""
    ticks_each = bytes_each = samples = ticks = stored = 0
    for kind, body, behind in boxes(raw, start, end):
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
            fields = [bit for bit in (0x100, 0x200, 0x400, 0x800) if flags & bit]
            if fields:
                count = min(count, (behind - at) // (4 * len(fields)))
            count = min(count, MAX_RUNS)
            table = struct.unpack_from(f">{count * len(fields)}I", raw, at)
            step = len(fields) or 1
            samples += count
            has_ticks, has_bytes = 0x100 in fields, 0x200 in fields
            ticks += sum(table[0::step]) if has_ticks else count * ticks_each
            place = 1 if has_ticks else 0
            stored += sum(table[place::step]) if has_bytes else count * bytes_each
    return samples, ticks, stored
