"""The camera: stills and videos from given files, or generated frames with an Exif block."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from attrs import frozen

from ..errors import InputError, did_you_mean
from ..values import Value
from .album import copy_file
from .decoding import pillow
from .exif import ORIENTATION_TAG
from .samples import COLOUR, frames
from .video_heads import read_video_head

MAX_FILE = 4 << 30
FRAME_RATE = 30
MAX_SECONDS = 600


@frozen(eq=False, repr=False)
class Lens(Value):
    """What one camera gives when no file is asked for.

    `width` and `height` in pixels as stored; `orientation`: Exif value (6: held upright).
    """

    width: int = 1600
    height: int = 1200
    orientation: int = 6
    colour: tuple[int, int, int] = COLOUR


BACK = Lens()
FRONT = Lens(1280, 960, 6, (160, 110, 90))


class Camera:
    """A camera with two lenses; `files` are the scenes it may be pointed at, by name."""

    def __init__(
        self,
        files: Mapping[str, Path] | None = None,
        *,
        back: Lens | None = BACK,
        front: Lens | None = FRONT,
        make: str = "mediaglot",
        model: str = "virtual camera",
        video_size: tuple[int, int] = (640, 480),
    ) -> None:
        self._files = dict(files or {})
        self._lenses = {"back": back, "front": front}
        self._maker = (make, model)
        self._video_size = video_size
        self.busy = False
        """Set when something of higher priority holds the camera."""
        self.before: Callable[[], object] | None = None
        """Called before a scene is looked at; it waits for what has to be there first."""

    @property
    def scenes(self) -> tuple[str, ...]:
        """What it may be pointed at, by name."""
        return tuple(self._files)

    def add_scene(self, name: str, file: Path) -> None:
        """One more scene that it may be pointed at."""
        self._files[name] = file

    def scene(self, name: str) -> Path:
        """The file of that name. Raises InputError with the nearest names."""
        if name not in self._files:
            known = ", ".join(sorted(self._files)) or "none: give camera={name: file}"
            hint = did_you_mean(name, self._files, "scenes") if self._files else known
            raise InputError(f"the camera has no scene {name!r}; {hint}")
        if self.before is not None:
            self.before()
        return self._files[name]

    def shoot(self, target: Path, facing: str, now: float, name: str | None = None) -> None:
        """Take a still into a new file: the scene `name`, or a generated frame. `now`: seconds."""
        if name is not None:
            copy_file(self.scene(name), target, MAX_FILE)
            return
        lens = self._lens(facing)
        frame = next(frames(lens.width, lens.height, colour=lens.colour))
        exif = pillow().Exif()
        exif[0x010F], exif[0x0110] = self._maker
        exif[ORIENTATION_TAG] = lens.orientation
        exif[0x0132] = time.strftime("%Y:%m:%d %H:%M:%S", time.gmtime(now))
        with target.open("xb") as out:
            frame.save(out, "JPEG", quality=90, exif=exif, subsampling="4:2:0")

    def record(self, target: Path, facing: str, seconds: float, name: str | None = None) -> float:
        """Record `seconds` of video into a new file, or the scene `name`; its seconds."""
        if name is not None:
            copy_file(self.scene(name), target, MAX_FILE)
            return read_video_head(target).duration or 0.0
        from .video_codec import write_video

        lens = self._lens(facing)
        small = Lens(*self._video_size, lens.orientation, lens.colour)
        seconds = min(seconds, MAX_SECONDS)
        count = max(1, round(seconds * FRAME_RATE))
        head = write_video(
            target,
            frames(small.width, small.height, count, small.colour),
            width=small.width,
            height=small.height,
            frame_rate=FRAME_RATE,
            rotation=90 if lens.orientation == 6 else 0,
        )
        return head.duration or seconds

    def _lens(self, facing: str) -> Lens:
        lens = self._lenses.get(facing)
        if lens is None:
            raise InputError(f"the device has no {facing} camera")
        return lens
