"""What the libraries that are extras say of a video, as a head: each word of theirs, and none."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
from mediaglot.canonical.engine import containers
from mediaglot.canonical.engine.faults import MediaError
from mediaglot.canonical.engine.video_head import VideoHead

SIZE = 4000
SIDES = {"track_type": "Video", "width": 320, "height": 240}
SOUND = {"track_type": "Audio"}


def general(**said: object) -> dict[str, object]:
    return {"track_type": "General", **said}


def head(**said: Any) -> VideoHead:
    return VideoHead("flv", 320, 240, SIZE, **said)


@pytest.mark.parametrize(
    ("tracks", "expected"),
    [
        ([SIDES], head()),
        ([general(), SIDES], head()),
        ([{**SIDES, "width": "320", "height": "240"}], head()),
        ([general(duration=2000), {**SIDES, "duration": 4000}], head(duration=2.0, bit_rate=16000)),
        ([general(), {**SIDES, "duration": 4000}], head(duration=4.0, bit_rate=8000)),
        ([{**SIDES, "duration": "4000"}], head(duration=4.0, bit_rate=8000)),
        ([{**SIDES, "bit_rate": "1234.5"}], head(bit_rate=1234)),
        ([general(duration=2000), {**SIDES, "bit_rate": 99}], head(duration=2.0, bit_rate=99)),
        ([{**SIDES, "frame_rate": "29.97"}], head(frame_rate=29.97)),
        ([{**SIDES, "rotation": "90.000"}], head(rotation=90)),
        ([{**SIDES, "rotation": -90}], head(rotation=270)),
        ([{**SIDES, "rotation": 360}], head()),
        ([{**SIDES, "codec_id": "V_VP8", "format": "VP8"}], head(codec="V_VP8")),
        ([{**SIDES, "format": "VP8"}], head(codec="VP8")),
        ([SOUND, SIDES], head(has_audio=True)),
        # the first of several counts
        ([SIDES, {**SIDES, "width": 640}], head()),
    ],
)
def test_tracks_of_one_library_as_a_head(
    tracks: list[dict[str, Any]], expected: VideoHead, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "_tracks", lambda *_: tracks)
    assert containers._by_mediainfo(b"", "flv", SIZE) == expected


@pytest.mark.parametrize(
    ("tracks", "kind", "said"),
    [
        ([], "load_failed", "the flv file has no readable video track"),
        ([general()], "load_failed", "the flv file has no readable video track"),
        ([{**SIDES, "width": 0}], "load_failed", "the flv file has no readable video track"),
        ([{**SIDES, "height": None}], "load_failed", "the flv file has no readable video track"),
        ([general(), SOUND], "format_unsupported", "the file has no video track"),
    ],
)
def test_tracks_that_show_nothing(
    tracks: list[dict[str, Any]], kind: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(containers, "_tracks", lambda *_: tracks)
    with pytest.raises(MediaError) as caught:
        containers._by_mediainfo(b"", "flv", SIZE)
    assert (caught.value.kind, caught.value.message) == (kind, said)


def opened(*, sound: bool = False, duration: int | None = None, **said: Any) -> Any:
    """What the other library has opened."""
    codec = SimpleNamespace(width=320, height=240, name="vp8")
    video = SimpleNamespace(codec_context=codec, **{"bit_rate": None, "average_rate": None, **said})
    streams = SimpleNamespace(video=[video], audio=[object()] if sound else [])
    return SimpleNamespace(streams=streams, duration=duration)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """A library that opens what is put here, or raises it."""
    found: list[Any] = []

    @contextmanager
    def opening(*_: object, **__: object) -> Iterator[Any]:
        if isinstance(found[0], Exception):
            raise found[0]
        yield found[0]

    for name in ("av", "av.error"):
        module = ModuleType(name)
        vars(module).update(open=opening, time_base=1000, error=None)
        monkeypatch.setitem(sys.modules, name, module)
    return found


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        (opened(), head(codec="vp8")),
        (opened(duration=2000), head(codec="vp8", duration=2.0, bit_rate=16000)),
        (opened(duration=2000, bit_rate=77), head(codec="vp8", duration=2.0, bit_rate=77)),
        (opened(bit_rate=77), head(codec="vp8", bit_rate=77)),
        (opened(average_rate=25), head(codec="vp8", frame_rate=25.0)),
        (opened(sound=True), head(codec="vp8", has_audio=True)),
    ],
)
def test_streams_of_the_other_library_as_a_head(
    what: Any, expected: VideoHead, library: list[Any]
) -> None:
    library.append(what)
    assert containers._by_av(b"", "flv", SIZE) == expected


def test_what_the_other_library_cannot_open(library: list[Any]) -> None:
    library.append(OSError(5, "Input/output error"))
    with pytest.raises(MediaError) as caught:
        containers._by_av(b"", "flv", SIZE)
    assert caught.value.message == "the flv file cannot be read: Input/output error"
    assert caught.value.kind == "load_failed"
    library[:] = [ArithmeticError()]
    with pytest.raises(MediaError, match="cannot be read: ArithmeticError"):
        containers._by_av(b"", "flv", SIZE)
    silent = opened(sound=True)
    silent.streams.video = []
    library[:] = [silent]
    with pytest.raises(MediaError, match="the file has no video track") as caught:
        containers._by_av(b"", "flv", SIZE)
    assert caught.value.kind == "format_unsupported"
