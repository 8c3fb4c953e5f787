"""Files that the browser may ask for: by a key that is given here, never by a path; their pictures.

What is asked for by any other name is not there, so no request reads a file that nobody showed.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ...canonical.engine.codec import CompressRule, Resize, compress_image
from ...canonical.engine.faults import MediaError
from ...canonical.engine.heads import read_format, read_image_head
from ...canonical.engine.sniff import kind_of
from ...canonical.engine.video_codec import first_frame

MOST_FILES: Final = 20_000
"""Files that have a key; of more, those that were shown first lose theirs."""
MOST_BYTES: Final = 48 << 20
"""Bytes of pictures that are kept ready."""
SMALL: Final = 240
"""Pixels of the longer side of a picture in a grid."""
LARGE: Final = 1000
"""And of one that is looked at, on a page as wide as a telephone."""
BIG: Final = 2_000_000
"""Pixels of a picture of which a smaller one is shown."""
STRIPES: Final = 64
_RULE: Final = CompressRule(accepts=None, orientation="apply", icc=False, optimize=False)


class Shelf:
    """What one studio shows. Used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._places: OrderedDict[str, Path] = OrderedDict()
        self._keys: dict[Path, str] = {}
        self._count = 0
        self._made: OrderedDict[tuple[str, int, int], bytes] = OrderedDict()
        self._size = 0
        self._work = TemporaryDirectory(prefix="mediaglot-")
        self._drawing = threading.BoundedSemaphore(max(1, (os.cpu_count() or 1)))
        self._turns = [threading.RLock() for _ in range(STRIPES)]

    def key(self, place: Path) -> str:
        """The key of a file; the same one each time."""
        with self._lock:
            found = self._keys.get(place)
            if found is None:
                self._count += 1
                found = f"{self._count:x}"
                self._keys[place] = found
                self._places[found] = place
                if len(self._places) > MOST_FILES:
                    _, gone = self._places.popitem(last=False)
                    del self._keys[gone]
            return found

    def place(self, key: str) -> Path | None:
        """The file of a key; None where there is none."""
        with self._lock:
            return self._places.get(key)

    def picture(self, key: str, side: int) -> bytes | None:
        """A file as a JPEG with no side longer than so many pixels, upright; None for what is no
        picture, or is there no more."""
        place = self.place(key)
        if place is None:
            return None
        try:
            when = place.stat().st_mtime_ns
        except OSError:
            return None
        known = (key, when, side)
        with self._turns[hash((key, when)) % STRIPES]:  # what two ask for is made once
            made = self._ready(known)
            if made is None:
                made = self._made_of(place, known)
        return made

    def _ready(self, known: tuple[str, int, int]) -> bytes | None:
        with self._lock:
            if known in self._made:
                self._made.move_to_end(known)
            return self._made.get(known)

    def _made_of(self, place: Path, known: tuple[str, int, int]) -> bytes | None:
        """A picture that is not ready, kept ready from now on. Of one that takes long to decode the
        large one is made first, and what is smaller out of that."""
        key, _, side = known
        large = self.picture(key, LARGE) if side < LARGE and is_big(place) else None
        with self._drawing:
            made = self._drawn(place, side) if large is None else self._smaller(large, side)
        if made is not None:
            with self._lock:
                self._made[known] = made
                self._size += len(made)
                while self._size > MOST_BYTES:
                    self._size -= len(self._made.popitem(last=False)[1])
        return made

    @property
    def kept(self) -> int:
        """Bytes of pictures that are kept ready."""
        return self._size

    def room(self) -> Path:
        """A place for a new file, gone with the shelf."""
        return Path(self._work.name) / os.urandom(8).hex()

    def _drawn(self, place: Path, side: int) -> bytes | None:
        target = self.room()
        still = target.with_suffix(".png")
        try:
            if kind_of(read_format(place)) == "video":
                first_frame(place).save(still, "PNG")
                place = still
            resize = Resize(max_width=side, max_height=side)
            compress_image(place, target, quality=80, rule=_RULE, resize=resize, quick=True)
            return target.read_bytes()
        except (MediaError, OSError, ValueError):
            return None
        finally:
            for made in (target, still):
                with suppress(OSError):
                    made.unlink(missing_ok=True)

    def _smaller(self, picture: bytes, side: int) -> bytes | None:
        place = self.room()
        try:
            place.write_bytes(picture)
            return self._drawn(place, side)
        finally:
            with suppress(OSError):
                place.unlink(missing_ok=True)

    def close(self) -> None:
        """Remove what it works with."""
        self._work.cleanup()


def is_big(place: Path) -> bool:
    """Whether what a file shows takes long to decode: a picture of many pixels, or a video."""
    try:
        kind = kind_of(read_format(place))
        if kind != "image":
            return kind == "video"
        head = read_image_head(place)
    except (MediaError, OSError):
        return False
    return head.width * head.height > BIG
