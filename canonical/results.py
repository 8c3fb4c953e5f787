"""Canonical results: what a successful call gave, in one shape for every vendor.

Units are fixed here: ``size`` in bytes, ``size_kb`` in kilobytes (as the platforms give it),
``duration`` in seconds, ``bitrate`` in kilobits a second, ``orientation`` as Exif 1 to 8,
width and height in pixels before any rotation. A field the vendor did not give is ``UNSET``;
fields no profile knows survive in ``extra``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

import attrs

from .values import Value
from .vocabulary import IMAGE_FORMATS, KINDS, MEDIA, UNSET, Maybe, Payload

_FILE: Final = "file"
"""The kind of a field that holds files of a result, one or many."""


def _value(kind: str, words: tuple[str, ...] = (), doc: str = "") -> Any:
    return attrs.field(default=UNSET, metadata={"kind": kind, "words": words, "doc": doc})


def _files(of: str = "") -> Any:
    """Files in a list; ``of``: what kind each is, where the field says it for all."""
    return attrs.field(default=(), metadata={"kind": _FILE, "many": True, "of": of})


def _file(of: str) -> Any:
    return attrs.field(default=UNSET, metadata={"kind": _FILE, "many": False, "of": of})


def _extra() -> Any:
    return attrs.field(factory=dict, hash=False, metadata={"kind": "extra", "words": (), "doc": ""})


@attrs.frozen(kw_only=True, eq=False, repr=False)
class MediaFile(Value):
    """One file of a result."""

    path: Maybe[str] = _value("path", doc="where the file is")
    size: Maybe[int] = _value("integer", doc="bytes")
    kind: Maybe[str] = _value("enum", KINDS, doc="image, video or file")
    duration: Maybe[float] = _value("number", doc="seconds")
    width: Maybe[int] = _value("integer", doc="pixels before rotation")
    height: Maybe[int] = _value("integer", doc="pixels before rotation")
    thumbnail: Maybe[str] = _value("path", doc="a still of the video")
    name: Maybe[str] = _value("string", doc="the file's own name")
    time: Maybe[int] = _value("integer", doc="Unix time of the message that carried the file")
    extra: Mapping[str, Any] = _extra()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class Result(Value):
    """What every canonical result has: fields of the reply that no profile knows."""

    api: ClassVar[str] = ""

    extra: Mapping[str, Any] = _extra()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseImageResult(Result):
    """The pictures picked, in the order of picking."""

    api: ClassVar[str] = "chooseImage"
    images: tuple[MediaFile, ...] = _files("image")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseMediaResult(Result):
    """The files picked, in the order of picking, and what kind they are together."""

    api: ClassVar[str] = "chooseMedia"
    files: tuple[MediaFile, ...] = _files()
    media: Maybe[str] = _value("enum", MEDIA, doc="image, video, or mix")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseVideoResult(Result):
    """The video picked or recorded."""

    api: ClassVar[str] = "chooseVideo"
    video: Maybe[MediaFile] = _file("video")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CompressImageResult(Result):
    """The compressed pictures, in the order asked."""

    api: ClassVar[str] = "compressImage"
    images: tuple[MediaFile, ...] = _files("image")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CompressVideoResult(Result):
    """The compressed video."""

    api: ClassVar[str] = "compressVideo"
    path: Maybe[str] = _value("path")
    size_kb: Maybe[float] = _value("number", doc="kilobytes")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GetImageInfoResult(Result):
    """What a picture's head says."""

    api: ClassVar[str] = "getImageInfo"
    width: Maybe[int] = _value("integer", doc="pixels before rotation")
    height: Maybe[int] = _value("integer", doc="pixels before rotation")
    path: Maybe[str] = _value("path", doc="local path")
    orientation: Maybe[int] = _value("integer", doc="Exif 1 to 8")
    format: Maybe[str] = _value("enum", IMAGE_FORMATS)
    size: Maybe[int] = _value("integer", doc="bytes")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GetVideoInfoResult(Result):
    """What a video's head says."""

    api: ClassVar[str] = "getVideoInfo"
    container: Maybe[str] = _value("string", doc="mp4, mov, ...")
    duration: Maybe[float] = _value("number", doc="seconds")
    size_kb: Maybe[float] = _value("number", doc="kilobytes")
    width: Maybe[int] = _value("integer", doc="pixels")
    height: Maybe[int] = _value("integer", doc="pixels")
    orientation: Maybe[int] = _value("integer", doc="Exif 1 to 8")
    fps: Maybe[float] = _value("number", doc="frames a second")
    bitrate: Maybe[float] = _value("number", doc="kilobits a second")
    path: Maybe[str] = _value("path", doc="local path")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PreviewImageResult(Result):
    """Nothing: the pictures were shown."""

    api: ClassVar[str] = "previewImage"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class PreviewMediaResult(Result):
    """Nothing: the files were shown."""

    api: ClassVar[str] = "previewMedia"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SaveImageToPhotosAlbumResult(Result):
    """Nothing: the picture is in the album."""

    api: ClassVar[str] = "saveImageToPhotosAlbum"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SaveVideoToPhotosAlbumResult(Result):
    """Nothing: the video is in the album."""

    api: ClassVar[str] = "saveVideoToPhotosAlbum"


@attrs.frozen(kw_only=True, eq=False, repr=False)
class EditImageResult(Result):
    """The edited picture."""

    api: ClassVar[str] = "editImage"
    path: Maybe[str] = _value("path")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class CropImageResult(Result):
    """The cropped picture."""

    api: ClassVar[str] = "cropImage"
    path: Maybe[str] = _value("path")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class ChooseMessageFileResult(Result):
    """The files picked."""

    api: ClassVar[str] = "chooseMessageFile"
    files: tuple[MediaFile, ...] = _files()


@attrs.frozen(kw_only=True, eq=False, repr=False)
class SaveFileResult(Result):
    """Where the file is kept."""

    api: ClassVar[str] = "saveFile"
    path: Maybe[str] = _value("path")


@attrs.frozen(kw_only=True, eq=False, repr=False)
class GetFileInfoResult(Result):
    """Size and digest of a file."""

    api: ClassVar[str] = "getFileInfo"
    size: Maybe[int] = _value("integer", doc="bytes")
    digest: Maybe[str] = _value("string", doc="hexadecimal")


RESULTS: Final[dict[str, type[Result]]] = {
    cls.api: cls
    for cls in (
        ChooseImageResult,
        ChooseMediaResult,
        ChooseVideoResult,
        CompressImageResult,
        CompressVideoResult,
        GetImageInfoResult,
        GetVideoInfoResult,
        PreviewImageResult,
        PreviewMediaResult,
        SaveImageToPhotosAlbumResult,
        SaveVideoToPhotosAlbumResult,
        EditImageResult,
        CropImageResult,
        ChooseMessageFileResult,
        SaveFileResult,
        GetFileInfoResult,
    )
}


def _holders(value: Result) -> Iterator[tuple[attrs.Attribute[Any], tuple[MediaFile, ...]]]:
    """The fields of a result that hold files, and the files in each."""
    for field in attrs.fields(type(value)):
        if (many := many_files(field)) is not None:
            item = getattr(value, field.name)
            yield field, tuple(item) if many else () if item is UNSET or item is None else (item,)


def many_files(field: attrs.Attribute[Any]) -> bool | None:
    """Whether a field of a result holds files in a list, or one alone; None: it holds none."""
    many: bool | None = field.metadata.get("many")
    return many


def files_of(value: Result) -> tuple[MediaFile, ...]:
    """The files that a result gives, in their order."""
    return tuple(file for _, files in _holders(value) for file in files)


def paths_of(value: Result) -> tuple[str, ...]:
    """The addresses of the files that a result gives, or of the file that it tells of itself."""
    paths = [file.path for file in files_of(value)] or [
        getattr(value, field.name)
        for field in attrs.fields(type(value))
        if field.metadata["kind"] == "path"
    ]
    return tuple(path for path in paths if isinstance(path, str))


def kind_of(value: Result, file: MediaFile) -> str:
    """What kind a file of a result is, by the field that holds it or by itself; empty: unknown."""
    of = next((field.metadata["of"] for field, _ in _holders(value)), "")
    return str(of or file.kind or "")


def with_files(value: Result, files: Sequence[MediaFile]) -> Result:
    """The result with these files in place of its own; where it holds one alone, the first."""
    for field, _ in _holders(value):
        alone = files[0] if files else UNSET
        held: Payload = {field.name: tuple(files) if many_files(field) else alone}
        return attrs.evolve(value, **held)
    return value


def to_plain(value: Result | MediaFile) -> Payload:
    """Plain (JSON-like) values of a result; unset fields and empty ``extra`` left out."""
    plain: Payload = {}
    for field in attrs.fields(type(value)):
        item = getattr(value, field.name)
        if item is UNSET or (field.metadata["kind"] == "extra" and not item):
            continue
        many = many_files(field)
        if many:
            item = [to_plain(file) for file in item]
        elif many is not None and item is not None:
            item = to_plain(item)
        elif isinstance(item, tuple):
            item = list(item)
        plain[field.name] = item
    return plain
