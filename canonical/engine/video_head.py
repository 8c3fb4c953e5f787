"""What the head of a video file says."""

from __future__ import annotations

from attrs import frozen

from ..values import Value
from .exif import orientation_from_turn


@frozen(eq=False, repr=False)
class VideoHead(Value):
    """What the head of a video file says.

    `width`, `height`: pixels as stored, before any rotation. `duration`: seconds. `rotation`:
    degrees clockwise (0, 90, 180, 270) that set the picture upright. `frame_rate`: frames a second
    on average. `bit_rate`: bits a second of the video track, of the whole file where only that is
    known. Each is None where the file does not tell.
    """

    format: str
    width: int
    height: int
    size: int
    duration: float | None = None
    rotation: int = 0
    mirrored: bool = False
    frame_rate: float | None = None
    bit_rate: int | None = None
    codec: str | None = None
    has_audio: bool = False

    @property
    def orientation(self) -> int:
        """The rotation as an Exif value, 1..8."""
        return orientation_from_turn(self.rotation, self.mirrored)
