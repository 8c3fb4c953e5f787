"""The device that a studio begins with, where nobody says another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from ...canonical.engine.device import Device
from ...canonical.engine.samples import scenery
from ..host.albums import make_device
from ..verify.worlds import answering, sample_album

SCENES: Final = 6
CAPACITY: Final = 4 << 30
"""Bytes of room on the device."""


def drawing(work: Path, album: bool) -> Thread:
    """Draw what the camera sees and, with `album`, pictures for one, in a folder, meanwhile."""
    thread = Thread(target=_draw, args=(work, album), daemon=True)
    thread.start()
    return thread


def devices(album: Path | None, package: Path, work: Path, drawing: Thread) -> Callable[[], Device]:
    """Makes fresh devices: over the pictures in a folder, or without one over those that are drawn
    in `work`. Every address of their network answers."""

    def device() -> Device:
        drawing.join()
        return make_device(
            album or work / "album", network=answering, package=package, capacity=CAPACITY,
            camera={"view": work / "view.jpg"},
        )  # fmt: skip

    return device


def _draw(work: Path, album: bool) -> None:
    with suppress(OSError):  # the studio has ended meanwhile
        _drawn(work, album)


def _drawn(work: Path, album: bool) -> None:
    (work / "view.jpg").write_bytes(scenery(SCENES, 1200, 900))
    if not album:
        return
    folder = work / "album"
    folder.mkdir()
    for number in range(SCENES):
        size = (1200, 900) if number % 3 else (900, 1200)
        (folder / f"photo{number + 1}.jpg").write_bytes(scenery(number, *size))
    samples = sample_album()
    for name in ("scan.png", "clip.mp4"):
        (folder / name).write_bytes(samples[name])
