"""The device that a studio begins with, where nobody says another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Lock, Thread
from typing import Final

from ...canonical.engine.device import Device
from ...canonical.engine.samples import scenery
from ..host.albums import make_device
from ..verify.worlds import answering, sample_album

ALBUM: Final = "album"
VIEW: Final = "view.jpg"
SCENES: Final = 6
CAPACITY: Final = 4 << 30
"""Bytes of room on the device."""


class Drawing:
    """Pictures that are drawn in a thread of their own, in a folder: what the camera sees and, with
    `album`, some for one. Nothing is drawn until it begins."""

    def __init__(self, work: Path, album: bool) -> None:
        self.work = work
        if album:
            (work / ALBUM).mkdir()
        self._thread = Thread(target=_draw, args=(work, album), daemon=True)
        self._lock = Lock()
        self._begun = False

    def begin(self) -> None:
        """Draw them, if nobody has begun yet."""
        with self._lock:
            if not self._begun:
                self._begun = True
                self._thread.start()

    def wait(self) -> None:
        """Be sure that they are there."""
        self.begin()
        self._thread.join()


def devices(album: Path | None, package: Path, drawing: Drawing) -> Callable[[], Device]:
    """Makes fresh devices: over the pictures in a folder, or without one over those that are drawn.
    Every address of their network answers."""

    def device() -> Device:
        made = make_device(
            album or drawing.work / ALBUM, network=answering, package=package, capacity=CAPACITY,
            camera={"view": drawing.work / VIEW},
        )  # fmt: skip
        made.camera.before = drawing.wait
        if album is None:
            made.album.before = drawing.wait
        return made

    return device


def _draw(work: Path, album: bool) -> None:
    with suppress(OSError):  # the studio has ended meanwhile
        _drawn(work, album)


def _drawn(work: Path, album: bool) -> None:
    (work / VIEW).write_bytes(scenery(SCENES, 1200, 900))
    if not album:
        return
    folder = work / ALBUM
    for number in range(SCENES):
        size = (1200, 900) if number % 3 else (900, 1200)
        (folder / f"photo{number + 1}.jpg").write_bytes(scenery(number, *size))
    samples = sample_album()
    for name in ("scan.png", "clip.mp4"):
        (folder / name).write_bytes(samples[name])
