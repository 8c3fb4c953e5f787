"""The words the canonical model is written in.

Every closed list of the model stands here once: API names, picture sources, sizes, cameras,
kinds of media, image formats and the eight Exif orientations. Order matters: sets are written
out in the order of these tuples, so that output is stable.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final, Literal, TypeAlias, TypeVar


class Unset(Enum):
    """The one value of a field nobody has said anything about."""

    UNSET = "unset"

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""Absent: unknown. Never false, never unlimited. ``None`` is different: the platform decides."""

T = TypeVar("T")
Maybe: TypeAlias = T | Unset | None
"""A canonical field: a value, ``None`` (the platform decides) or ``UNSET`` (unknown)."""

Payload: TypeAlias = dict[str, Any]
"""An object of JSON whose keys are data: a message in a vendor's words, or plain values under
canonical names. What code itself gives keys to has a type of its own."""

NO_COMPRESSION: Final = "none"
"""The quality of a call that asks for no compression at all (not the same as 100)."""

Source = Literal["album", "camera"]
Size = Literal["original", "compressed"]
Camera = Literal["back", "front"]
Media = Literal["image", "video", "mix"]
MediaKind = Literal["image", "video", "file"]

SOURCES: Final[tuple[str, ...]] = ("album", "camera")
SIZES: Final[tuple[str, ...]] = ("original", "compressed")
CAMERAS: Final[tuple[str, ...]] = ("back", "front")
MEDIA: Final[tuple[str, ...]] = ("image", "video", "mix")
KINDS: Final[tuple[str, ...]] = ("image", "video", "file")
MESSAGE_FILE_TYPES: Final[tuple[str, ...]] = ("all", "video", "image", "file")
VIDEO_QUALITIES: Final[tuple[str, ...]] = ("low", "medium", "high")
CROP_SCALES: Final[tuple[str, ...]] = ("16:9", "9:16", "4:3", "3:4", "5:4", "4:5", "1:1")
REFERRER_POLICIES: Final[tuple[str, ...]] = ("no-referrer", "origin")
DIGESTS: Final[tuple[str, ...]] = ("md5", "sha1", "sha256")
IMAGE_FORMATS: Final[tuple[str, ...]] = (
    "jpeg",
    "png",
    "gif",
    "webp",
    "heic",
    "hevc",
    "avif",
    "bmp",
    "tiff",
    "unknown",
)

SUFFIXES: Final[dict[str, tuple[str, ...]]] = {
    "image": ("jpg", "jpeg", "png", "gif", "bmp", "webp", "heic"),
    "video": ("mp4", "mov", "m4v", "avi", "mkv", "webm", "3gp"),
}
"""The suffixes, in lower case, that a picture's or a video's name usually ends in."""

ORIENTATIONS: Final[tuple[int, ...]] = (1, 2, 3, 4, 5, 6, 7, 8)
"""Exif orientation (tag 0x0112). 1 is upright; 6 is 90 degrees clockwise; even to 4 mirrored."""

ORIENTATION_WORDS: Final[dict[int, str]] = {
    1: "up",
    2: "up-mirrored",
    3: "down",
    4: "down-mirrored",
    5: "left-mirrored",
    6: "right",
    7: "right-mirrored",
    8: "left",
}

API_NAMES: Final[tuple[str, ...]] = (
    "chooseImage",
    "chooseMedia",
    "chooseVideo",
    "compressImage",
    "compressVideo",
    "getImageInfo",
    "getVideoInfo",
    "previewImage",
    "previewMedia",
    "saveImageToPhotosAlbum",
    "saveVideoToPhotosAlbum",
    "editImage",
    "cropImage",
    "chooseMessageFile",
    "saveFile",
    "getFileInfo",
)

PICKED_LIST: Final[dict[str, str]] = {
    "chooseImage": "images",
    "chooseMedia": "files",
    "chooseVideo": "video",
    "chooseMessageFile": "files",
}
"""Where the picked files stand in the result of each choosing API."""


def kind_of_name(name: str) -> str:
    """What kind of file a name speaks of, by its suffix: image, video, or file for all else."""
    _, dot, suffix = name.rpartition(".")
    word = suffix.lower() if dot else ""
    return next((kind for kind, words in SUFFIXES.items() if word in words), "file")


def in_order(members: Any, words: tuple[str, ...]) -> tuple[str, ...]:
    """The members of a set in the order of its vocabulary; unknown words come last, sorted."""
    known = tuple(word for word in words if word in members)
    if len(known) == len(members):
        return known
    return known + tuple(sorted(str(member) for member in members if member not in words))
