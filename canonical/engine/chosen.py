"""What becomes of files that were picked or taken: compressed, measured, kept for the app."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from ..results import MediaFile
from ..values import Value
from ..vocabulary import SIZES, SOURCES, UNSET, Maybe
from .codec import CompressRule, Remark, compress_image, remarks, with_no_trace
from .faults import ExtraMissing, MediaError
from .heads import read_image_head
from .image_head import ImageHead
from .video_codec import compress_video, first_frame
from .video_heads import read_video_head
from .world import Behaviour, World

MOST_AT_ONCE: Final = 4
"""Pictures that are compressed at the same time: each takes its pixels' memory several times."""


@frozen(eq=False, repr=False)
class Wish(Value):
    """A choosing request in one form for all APIs. `count` None: no limit."""

    api: str
    kinds: tuple[str, ...]
    count: int | None = None
    sources: frozenset[str] = frozenset(SOURCES)
    sizes: frozenset[str] = frozenset(SIZES)
    camera: str = "back"
    save: bool = False
    max_duration: float | None = None
    max_picked: float | None = None
    mix: bool = False


@frozen(eq=False, repr=False)
class Chosen(Value):
    """A file that was picked or taken, on its way into the result."""

    place: Path
    kind: str
    original: bool


def finished(
    chosen: list[Chosen], wish: Wish, world: World, how: Behaviour
) -> tuple[MediaFile, ...]:
    """Compress and measure what was chosen. Nothing is left behind when one file fails."""
    kept: list[Path] = []
    try:
        if len(chosen) > 1 and all(one.kind == "image" for one in chosen):
            return _images(chosen, world, how, kept)
        files: list[MediaFile] = []
        for one in chosen:
            if one.kind == "image":
                files.append(_kept(_begun(one, world, how, kept), world, kept))
            else:
                files.append(_video(one, wish, world, how, kept))
    except BaseException:
        drop(chosen)
        for place in kept:
            with_no_trace(place)
        raise
    return tuple(files)


def drop(chosen: list[Chosen]) -> None:
    """Remove what was chosen: nothing comes of it."""
    for one in chosen:
        with_no_trace(one.place)


@frozen(eq=False)
class _Begun:
    """A picture on its way. `place`: where it ends up; `said`: what there is to say of it; `work`:
    what is left to do, which gives its head."""

    place: Path
    said: list[Remark]
    work: Callable[[], ImageHead]


def _begun(one: Chosen, world: World, how: Behaviour, kept: list[Path]) -> _Begun:
    head = read_image_head(one.place)
    rule = None if one.original and not how.compress_always else how.compressed
    if how.first_frame and head.animated:
        rule = CompressRule(accepts=None, output="jpeg")
    if rule is None:
        return _Begun(one.place, [], lambda: head)
    place = world.storage.scratch()
    kept.append(place)

    def work() -> ImageHead:
        made = compress_image(one.place, place, quality=how.quality, rule=rule)
        with_no_trace(one.place)
        return made

    return _Begun(place, remarks(head, rule), work)


def _kept(begun: _Begun, world: World, kept: list[Path]) -> MediaFile:
    for code, text in begun.said:
        world.note(text, code)
    head = begun.work()
    entry = world.storage.keep_temp(begun.place)
    kept.append(entry.place)
    return MediaFile(
        path=entry.path, size=entry.size, kind="image", width=head.width, height=head.height
    )


def _images(
    chosen: list[Chosen], world: World, how: Behaviour, kept: list[Path]
) -> tuple[MediaFile, ...]:
    """Several pictures, some of them compressed at the same time: decoders and encoders hold no
    lock. What comes of it is the same as one by one."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(len(chosen), os.cpu_count() or 1, MOST_AT_ONCE)) as pool:
        try:
            begun = [_begun(one, world, how, kept) for one in chosen]
            ahead = [evolve(one, work=pool.submit(one.work).result) for one in begun]
            return tuple(_kept(one, world, kept) for one in ahead)
        except BaseException:
            pool.shutdown(wait=True, cancel_futures=True)
            raise


def _video(one: Chosen, wish: Wish, world: World, how: Behaviour, kept: list[Path]) -> MediaFile:
    head = read_video_head(one.place)
    most = wish.max_picked
    if most is None and how.limits == "pick":
        most = wish.max_duration
    if most is not None and (head.duration or 0.0) > most:
        raise MediaError("too_long", f"the video is longer than {most:g} seconds")
    place = one.place
    if how.video_compressed is not None and (how.compress_always or not one.original):
        smaller = world.storage.scratch()
        kept.append(smaller)
        try:
            head = compress_video(place, smaller, how.video_compressed)
            with_no_trace(place)
            place = smaller
        except ExtraMissing as missing:
            world.note(f"videos come back uncompressed: {missing.message}", "MG605")
    entry = world.storage.keep_temp(place)
    kept.append(entry.place)
    return MediaFile(
        path=entry.path,
        size=entry.size,
        kind="video",
        duration=UNSET if head.duration is None else round(head.duration, 3),
        width=head.width,
        height=head.height,
        thumbnail=_thumbnail(entry.place, world, kept) if how.thumbnail else UNSET,
    )


def _thumbnail(video: Path, world: World, kept: list[Path]) -> Maybe[str]:
    place = thumbnail_of(video, world)
    if place is None:
        return UNSET
    kept.append(place)
    return world.storage.keep_temp(place).path


def thumbnail_of(video: Path, world: World) -> Path | None:
    """A video's first frame as a JPEG in scratch; None, with a note, where nothing decodes it."""
    try:
        picture = first_frame(video)
    except ExtraMissing as missing:
        world.note(f"videos have no thumbnail: {missing.message}", "MG605")
        return None
    place = world.storage.scratch()
    with place.open("xb") as out:
        picture.convert("RGB").save(out, "JPEG", quality=80)
    return place
