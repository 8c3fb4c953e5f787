"""The kinds of object that live on a client."""

from __future__ import annotations

from typing import Final

from ...canonical.operations.playing import SOUND
from ...canonical.operations.recording import CAMERA, RECORDER
from .lens import PageCamera
from .live import Live
from .recorder import Recorder
from .sounds import Sound

KINDS: Final[dict[str, type[Live]]] = {RECORDER: Recorder, SOUND: Sound, CAMERA: PageCamera}
"""By the kind that a function gives."""
