"""The files that a run met: names, sizes, kinds; small pictures, and sounds that are short."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from ...canonical.engine.codec import CompressRule, Resize, compress_image
from ...canonical.engine.faults import MediaError
from ...canonical.engine.heads import read_image_head
from ...canonical.engine.sniff import kind_of, sniff
from ...canonical.engine.sound import read_sound
from ...canonical.engine.video_heads import read_video_head
from ...canonical.errors import MediaglotError
from ..host.host import BaseHost
from ..verify.vocabulary import strings

SIDE: Final = 160
"""Pixels of the longer side of a small picture."""
MOST_PICTURES: Final = 100
SOUND: Final = 256 << 10
"""Bytes of a sound that is kept whole."""
MOST_SOUNDS: Final = 2 << 20
"""And of all of them."""
_LONGEST_SOUND: Final = 8 << 20
MOST_FILES: Final = 1_000
_LONGEST: Final = 1_024
_HEAD: Final = 320
_MOST_PIXELS: Final = 64_000_000
_SMALL: Final = CompressRule(
    accepts=None, output="jpeg", orientation="apply", icc=False, exif=False, optimize=False
)


@frozen
class FileHead:
    """What a file is: its kind and format, empty where neither is known; pixels of a picture or
    video as it is shown; seconds of a video or sound."""

    kind: str
    format: str
    width: int | None = None
    height: int | None = None
    duration: float | None = None


def head_of(place: Path) -> FileHead:
    """What a file is, by its content. Raises OSError where it cannot be read."""
    with place.open("rb") as stream:
        format_ = sniff(stream.read(_HEAD)) or ""
    kind = kind_of(format_ or None)
    try:
        if kind == "image":
            head = read_image_head(place)
            size = (head.width, head.height)
            return FileHead(kind, format_, *(size[::-1] if head.orientation >= 5 else size))
        if kind == "video":
            video = read_video_head(place)
            return FileHead(kind, format_, video.width, video.height, video.duration)
        if kind == "audio" and place.stat().st_size <= _LONGEST_SOUND:
            return FileHead(kind, format_, duration=round(read_sound(place).duration, 3) or None)
    except MediaError:
        pass
    return FileHead(kind, format_)


@frozen
class FileSeen:
    """A file: as the program or the user names it, what it is, its size in bytes. `picture`: a
    small JPEG of it; empty for what is no picture, or cannot be read. `sound`: the whole of it,
    where it is a short one."""

    number: int
    name: str
    head: FileHead
    size: int
    picture: bytes = field(default=b"", repr=False)
    sound: bytes = field(default=b"", repr=False)


@define(eq=False)
class FilesSeen:
    """The files of one run, each once, numbered in order."""

    host: BaseHost
    seen: list[FileSeen] = field(factory=list[FileSeen])
    _numbers: dict[tuple[str, int, int], int] = field(factory=dict[tuple[str, int, int], int])
    _pictures: int = 0
    _sounds: int = 0

    def of_value(self, value: Any) -> tuple[int, ...]:
        """The numbers of the files whose paths stand in options or in a reply."""
        return self._numbered(self._paths(value))

    def of_album(self, names: Iterable[str]) -> tuple[int, ...]:
        """The numbers of files of the album."""
        return self._numbered(self._items(names))

    def _paths(self, value: Any) -> Iterator[tuple[str, Path]]:
        for text in strings(value):
            if len(text) <= _LONGEST and ("/" in text or "." in text):
                with contextlib.suppress(MediaglotError, OSError, ValueError):
                    yield text, self.host.storage.resolve(text)

    def _items(self, names: Iterable[str]) -> Iterator[tuple[str, Path]]:
        for name in names:
            with contextlib.suppress(MediaglotError, OSError):
                yield name, self.host.device.album.find(name).path

    def _numbered(self, found: Iterator[tuple[str, Path]]) -> tuple[int, ...]:
        numbers = [self._number(name, place) for name, place in found]
        return tuple(dict.fromkeys(it for it in numbers if it is not None))

    def _number(self, name: str, place: Path) -> int | None:
        try:
            status = place.stat()
            key = (os.fspath(place), status.st_size, status.st_mtime_ns)
            if key not in self._numbers and len(self.seen) < MOST_FILES:
                self._numbers[key] = len(self.seen) + 1
                self.seen.append(self._looked_at(len(self.seen) + 1, name, place, status.st_size))
        except OSError:
            return None
        return self._numbers.get(key)

    def _looked_at(self, number: int, name: str, place: Path, size: int) -> FileSeen:
        head = head_of(place)
        picture = sound = b""
        if head.kind == "image" and self._pictures < MOST_PICTURES:
            if head.width and head.height and head.width * head.height <= _MOST_PIXELS:
                self._pictures += 1
                picture = _small(place)
        elif (
            head.kind == "audio"
            and head.duration
            and size <= min(SOUND, MOST_SOUNDS - self._sounds)
        ):
            self._sounds += size
            sound = place.read_bytes()
        return FileSeen(number, name, head, size, picture, sound)


def _small(place: Path) -> bytes:
    """A small JPEG of a picture; empty where it cannot be made."""
    with tempfile.TemporaryDirectory(prefix="mediaglot-") as folder:
        target = Path(folder) / "small.jpg"
        try:
            compress_image(
                place, target, quality=70, rule=_SMALL,
                resize=Resize(max_width=SIDE, max_height=SIDE),
            )  # fmt: skip
            return target.read_bytes()
        except (MediaError, OSError):
            return b""
