"""Canonical requests: one frozen class an API, fields without defaults of any vendor.

A field that nobody stated and no vendor implied is ``UNSET``. Field metadata tell the message
adapters all they need: ``kind`` (the value's kind), ``words`` (its vocabulary) and ``neutral``
(the value that asks for nothing, so that leaving it out where a vendor lacks the option loses
nothing).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

import attrs

from .values import Value
from .vocabulary import (
    CAMERAS,
    CROP_SCALES,
    DIGESTS,
    MEDIA,
    MESSAGE_FILE_TYPES,
    REFERRER_POLICIES,
    SIZES,
    SOURCES,
    UNSET,
    VIDEO_QUALITIES,
    Maybe,
    Payload,
    in_order,
)


def _field(
    kind: str,
    *,
    words: tuple[str, ...] = (),
    neutral: Any = UNSET,
    low: float | None = None,
    high: float | None = None,
    doc: str = "",
) -> Any:
    metadata = {
        "kind": kind,
        "words": words,
        "neutral": neutral,
        "low": low,
        "high": high,
        "doc": doc,
    }
    hashed = None if kind not in ("object", "media_sources") else False
    return attrs.field(default=UNSET, hash=hashed, metadata=metadata)


def _count(doc: str) -> Any:
    return _field("integer", low=0, high=1000, doc=doc)


def _sources() -> Any:
    return _field("set", words=SOURCES, doc="where the user may take files from")


def _sizes() -> Any:
    return _field("set", words=SIZES, doc="original, compressed, or the user's choice of both")


def _camera() -> Any:
    return _field("enum", words=CAMERAS, neutral="back", doc="the camera that opens first")


def _save_to_album() -> Any:
    return _field("boolean", neutral=False, doc="keep what the camera took in the album too")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Request(Value):
    """What every canonical request has: the vendor's options that no profile knows."""

    api: ClassVar[str] = ""
    keeps: ClassVar[bool] = False

    extra: Mapping[str, Any] = attrs.field(factory=dict, hash=False, metadata={"kind": "extra"})


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseImage(Request):
    """Pick pictures from the album or take one."""

    api: ClassVar[str] = "chooseImage"

    count: Maybe[int] = _count("most pictures in one pick")
    sources: Maybe[frozenset[str]] = _sources()
    sizes: Maybe[frozenset[str]] = _sizes()
    camera: Maybe[str] = _camera()
    save_to_album: Maybe[bool] = _save_to_album()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseMedia(Request):
    """Pick pictures or videos. ``mix`` in ``media``: both kinds in one pick."""

    api: ClassVar[str] = "chooseMedia"

    media: Maybe[frozenset[str]] = _field("set", words=MEDIA, doc="the kinds on offer")
    count: Maybe[int] = _count("most files in one pick")
    sources: Maybe[frozenset[str]] = _sources()
    sizes: Maybe[frozenset[str]] = _sizes()
    max_duration: Maybe[float] = _field("number", low=0, doc="longest recording, seconds")
    camera: Maybe[str] = _camera()
    save_to_album: Maybe[bool] = _save_to_album()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseVideo(Request):
    """Pick or record one video."""

    api: ClassVar[str] = "chooseVideo"

    sources: Maybe[frozenset[str]] = _sources()
    compressed: Maybe[bool] = _field("boolean", doc="compress what was picked")
    max_duration: Maybe[float] = _field("number", low=0, doc="longest recording, seconds")
    max_picked_duration: Maybe[float] = _field(
        "number", low=0, doc="longest video that may be picked from the album, seconds"
    )
    camera: Maybe[str] = _camera()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CompressImage(Request):
    """Compress pictures. ``quality``: 0 to 100, ``None`` (platform decides) or ``"none"``."""

    api: ClassVar[str] = "compressImage"

    srcs: Maybe[tuple[str, ...]] = _field("paths", doc="pictures, each compressed by itself")
    quality: Maybe[float | str] = _field("quality", doc="0 to 100, JPEG only on most clients")
    width: Maybe[int] = _field("integer", low=0, doc="width of the output, pixels")
    height: Maybe[int] = _field("integer", low=0, doc="height of the output, pixels")
    max_width: Maybe[int] = _field("integer", low=0, doc="largest width, pixels, ratio kept")
    max_height: Maybe[int] = _field("integer", low=0, doc="largest height, pixels, ratio kept")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CompressVideo(Request):
    """Compress one video."""

    api: ClassVar[str] = "compressVideo"

    src: Maybe[str] = _field("path", doc="the video")
    quality: Maybe[str] = _field("enum", words=VIDEO_QUALITIES, doc="low, medium or high")
    bitrate: Maybe[float] = _field("number", low=0, doc="kilobits a second")
    fps: Maybe[float] = _field("number", low=0, doc="frames a second")
    resolution: Maybe[float] = _field("number", low=0, high=1, doc="ratio to the original, (0, 1]")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GetImageInfo(Request):
    """Ask for size, orientation and format of a picture."""

    api: ClassVar[str] = "getImageInfo"

    src: Maybe[str] = _field("path", doc="the picture: a path or a network address")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GetVideoInfo(Request):
    """Ask for size, length and format of a video."""

    api: ClassVar[str] = "getVideoInfo"

    src: Maybe[str] = _field("path", doc="the video: a path or, on some vendors, an address")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PreviewImage(Request):
    """Show pictures full screen. ``current`` is a 0-based index, always."""

    api: ClassVar[str] = "previewImage"

    urls: Maybe[tuple[str, ...]] = _field("paths", doc="pictures to show, in order")
    current: Maybe[int] = _field("index", low=0, doc="index of the first one shown")
    show_menu: Maybe[bool] = _field("boolean", doc="long press offers to save or share")
    show_download: Maybe[bool] = _field("boolean", neutral=False, doc="a download button")
    header: Maybe[Mapping[str, str]] = _field("object", doc="HTTP headers for network pictures")
    referrer: Maybe[str] = _field("enum", words=REFERRER_POLICIES, neutral="no-referrer")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PreviewMedia(Request):
    """Show pictures and videos full screen."""

    api: ClassVar[str] = "previewMedia"

    sources: Maybe[tuple[Mapping[str, Any], ...]] = _field(
        "media_sources", doc="each {url, kind: image|video, poster}"
    )
    current: Maybe[int] = _field("index", low=0, doc="index of the first one shown")
    show_menu: Maybe[bool] = _field("boolean", doc="long press offers to save or share")
    referrer: Maybe[str] = _field("enum", words=REFERRER_POLICIES, neutral="no-referrer")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SaveImageToPhotosAlbum(Request):
    """Copy a picture into the system album."""

    api: ClassVar[str] = "saveImageToPhotosAlbum"

    file: Maybe[str] = _field("path", doc="the picture: a path or, on some vendors, an address")
    hide_toast: Maybe[bool] = _field("boolean", doc="no toast of the client's own")
    show_action_sheet: Maybe[bool] = _field("boolean", neutral=False, doc="ask before saving")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SaveVideoToPhotosAlbum(Request):
    """Copy a video into the system album."""

    api: ClassVar[str] = "saveVideoToPhotosAlbum"

    file: Maybe[str] = _field("path", doc="the video: a path or, on some vendors, an address")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EditImage(Request):
    """Open the client's picture editor."""

    api: ClassVar[str] = "editImage"

    src: Maybe[str] = _field("path", doc="the picture")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CropImage(Request):
    """Open the client's cropper."""

    api: ClassVar[str] = "cropImage"

    src: Maybe[str] = _field("path", doc="the picture")
    scale: Maybe[str] = _field("enum", words=CROP_SCALES, doc="ratio of the crop, width:height")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseMessageFile(Request):
    """Pick files out of a conversation (or the vendor's own file picker)."""

    api: ClassVar[str] = "chooseMessageFile"

    count: Maybe[int] = _count("most files in one pick; None: no limit")
    type: Maybe[str] = _field("enum", words=MESSAGE_FILE_TYPES, neutral="all", doc="kind on offer")
    extensions: Maybe[tuple[str, ...]] = _field("strings", doc="suffixes on offer, without dot")
    system_picker: Maybe[bool] = _field("boolean", neutral=False, doc="the system's own picker")
    title: Maybe[str] = _field("string", doc="title of the picker")
    confirm: Maybe[str] = _field("string", doc="label of the confirm button")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SaveFile(Request):
    """Keep a temporary file: it is moved, the temporary path is gone afterwards."""

    api: ClassVar[str] = "saveFile"
    keeps: ClassVar[bool] = True

    temp_file: Maybe[str] = _field("path", doc="the temporary file")
    file: Maybe[str] = _field("path", doc="where to keep it; absent: the client chooses")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GetFileInfo(Request):
    """Ask for size and digest of a local file."""

    api: ClassVar[str] = "getFileInfo"

    file: Maybe[str] = _field("path", doc="the file")
    digest: Maybe[str] = _field("enum", words=DIGESTS, doc="digest algorithm")


REQUESTS: Final[dict[str, type[Request]]] = {
    cls.api: cls
    for cls in (
        ChooseImage,
        ChooseMedia,
        ChooseVideo,
        CompressImage,
        CompressVideo,
        GetImageInfo,
        GetVideoInfo,
        PreviewImage,
        PreviewMedia,
        SaveImageToPhotosAlbum,
        SaveVideoToPhotosAlbum,
        EditImage,
        CropImage,
        ChooseMessageFile,
        SaveFile,
        GetFileInfo,
    )
}


def to_plain(request: Request) -> Payload:
    """Plain (JSON-like) values of a request; unset fields left out, sets in vocabulary order."""
    plain: Payload = {}
    for field in attrs.fields(type(request)):
        value = getattr(request, field.name)
        if value is UNSET or (field.metadata["kind"] == "extra" and not value):
            continue
        if isinstance(value, frozenset):
            value = list(in_order(value, field.metadata["words"]))
        elif isinstance(value, tuple):
            value = list(value)
        plain[field.name] = value
    return plain
