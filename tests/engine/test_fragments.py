"""Fragmented videos: how long each sample lasts and how large it is, wherever that is said."""

from __future__ import annotations

import struct

import media_files as made
import pytest
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.video_head import VideoHead
from mediaglot.canonical.engine.video_heads import read_video_head

WHOLE = made.mp4(seconds=3, fragmented="moof")
HEAD = WHOLE[: WHOLE.index(b"moof") - 4]
"""A track of 12000 ticks a second; of a sample that says nothing else, 480 ticks and 100 bytes."""
PLAIN = made.full("trun", 0, 0, struct.pack(">I", 25))


def words(*numbers: int) -> bytes:
    return struct.pack(f">{len(numbers)}I", *numbers)


def track(flags: int = 0, *fields: int, number: int = 1) -> bytes:
    return made.full("tfhd", 0, flags, words(number, *fields))


def run(flags: int, count: int, *fields: int) -> bytes:
    return made.full("trun", 0, flags, words(count, *fields))


def moof(*parts: bytes) -> bytes:
    return made.box("moof", made.full("mfhd", 0, 0, bytes(4)), made.box("traf", *parts))


def told(*fragments: bytes) -> tuple[float | None, float | None, int | None]:
    """Seconds, frames a second and bits a second."""
    head: VideoHead = read_video_head(HEAD + b"".join(fragments))
    return head.duration, head.frame_rate, head.bit_rate


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (track(), (1.0, 25.0, 20_000)),
        (track(8, 240), (0.5, 50.0, 40_000)),
        (track(16, 50), (1.0, 25.0, 10_000)),
        (track(8 | 16, 960, 200), (2.0, 12.5, 20_000)),
        (track(1, 7, 7), (1.0, 25.0, 20_000)),
        (track(2, 7), (1.0, 25.0, 20_000)),
        (track(1 | 2 | 8 | 16, 7, 7, 7, 240, 50), (0.5, 50.0, 20_000)),
        (track(2 | 8, 7, 960), (2.0, 12.5, 10_000)),
        (track(1 | 16, 7, 7, 50), (1.0, 25.0, 10_000)),
    ],
)
def test_a_fragment_may_say_what_its_samples_are(
    header: bytes, expected: tuple[float, float, int]
) -> None:
    assert told(moof(header, PLAIN)) == expected


@pytest.mark.parametrize(
    ("samples", "expected"),
    [
        (run(0x100, 2, 6000, 18000), (2.0, 1.0, 800)),
        (run(0x200, 2, 30, 70), (0.08, 25.0, 10_000)),
        (run(0x100 | 0x200, 2, 6000, 30, 18000, 70), (2.0, 1.0, 400)),
        (run(0x100 | 0x400, 2, 6000, 9, 18000, 9), (2.0, 1.0, 800)),
        (run(0x400 | 0x800, 2, 9, 9, 9, 9), (0.08, 25.0, 20_000)),
        (run(0x200 | 0x800, 2, 30, 9, 70, 9), (0.08, 25.0, 10_000)),
        (run(0xF00, 2, 6000, 30, 9, 9, 18000, 70, 9, 9), (2.0, 1.0, 400)),
        (run(0x101, 2, 9, 6000, 18000), (2.0, 1.0, 800)),
        (run(0x104, 2, 9, 6000, 18000), (2.0, 1.0, 800)),
        (run(0x105, 2, 9, 9, 6000, 18000), (2.0, 1.0, 800)),
        # no more samples than there are
        (run(0x100, 9, 6000, 18000), (2.0, 1.0, 800)),
    ],
)
def test_a_run_may_say_it_of_each_sample(
    samples: bytes, expected: tuple[float, float, int]
) -> None:
    assert told(moof(track(), samples)) == expected


def test_fragments_and_runs_add_up_and_other_tracks_do_not_count() -> None:
    one = moof(track(), PLAIN)
    assert told(one, one) == (2.0, 25.0, 20_000)
    assert told(moof(track(), PLAIN, PLAIN)) == (2.0, 25.0, 20_000)
    assert told(one, moof(track(number=2), PLAIN)) == (1.0, 25.0, 20_000)
    assert told(one, moof(track(number=2), PLAIN), one) == (2.0, 25.0, 20_000)


def test_a_recording_that_was_cut_off_counts_up_to_there() -> None:
    one = moof(track(), PLAIN)
    cut = made.box("moof", made.box("traf", track(), made.box("trun", b"\0\0")))
    assert told(one, cut) == (1.0, 25.0, 20_000)
    assert told(one, cut, one) == (1.0, 25.0, 20_000)
    broken = made.box("moof", struct.pack(">I4s", 3, b"traf"))
    assert told(one, broken) == (1.0, 25.0, 20_000)


@pytest.mark.parametrize("size", [(0, 48), (64, 0)])
def test_a_video_without_a_size_is_none(size: tuple[int, int]) -> None:
    with pytest.raises(MediaError, match="the video track gives no size"):
        read_video_head(made.mp4(*size))


def test_boxes_of_no_kind_that_counts_are_passed_over() -> None:
    index = made.full("sidx", 0, 0, words(1, 12000, 0, 0), b"\0\0\0\1", words(1000, 99_000, 0))
    for name in ("uuid", "skip", "free"):
        other = made.box(name, index[8:])
        assert told(other, moof(track(), PLAIN)) == (1.0, 25.0, 20_000), name
