"""Changing and reading files: compression, editing, and what a file's head says."""

from __future__ import annotations

import hashlib
from pathlib import Path

from attrs import evolve

from ..requests import (
    CompressImage,
    CompressVideo,
    CropImage,
    EditImage,
    GetFileInfo,
    GetImageInfo,
    GetVideoInfo,
)
from ..results import (
    CompressImageResult,
    CompressVideoResult,
    CropImageResult,
    EditImageResult,
    GetFileInfoResult,
    GetImageInfoResult,
    GetVideoInfoResult,
    MediaFile,
)
from ..vocabulary import NO_COMPRESSION, UNSET
from .codec import CompressRule, Resize, compress_image, remarks, unread, with_no_trace
from .decoding import decoded
from .faults import MediaError, unsupported
from .heads import read_image_head
from .image_head import ImageHead
from .prompts import Prompt
from .sources import found, local_file
from .storage import StoredFile
from .video_codec import VideoRule, compress_video
from .video_heads import read_video_head
from .world import Behaviour, World, said


def compress_images(request: CompressImage, world: World, how: Behaviour) -> CompressImageResult:
    """Compress each picture into a temporary file of its own. Raises MediaError."""
    paths = said(request.srcs, ())
    if not paths or not all(paths):
        raise MediaError("param_invalid", "no picture to compress was named", detail="empty_path")
    if 0 in (request.width, request.height):
        raise MediaError("param_invalid", "a size of 0 pixels", detail="size")
    resize = Resize(
        *(
            int(said(value, 0))
            for value in (request.width, request.height, request.max_width, request.max_height)
        )
    )
    quality = said(request.quality, how.quality)
    files: list[MediaFile] = []
    for path in paths:
        source = found(path, world, how, "the source")
        if quality == NO_COMPRESSION:
            files.append(MediaFile(path=source.path, size=source.size, kind="image"))
            continue
        if not 0 <= quality <= 100:
            raise MediaError("param_invalid", "quality must be between 0 and 100", detail="quality")
        entry = _compressed(source, int(quality), resize, world, how)
        files.append(MediaFile(path=entry.path, size=entry.size, kind="image"))
    return CompressImageResult(images=tuple(files))


def _compressed(
    source: StoredFile, quality: int, resize: Resize, world: World, how: Behaviour
) -> StoredFile:
    if not source.size:
        raise MediaError("empty", "the picture is empty")
    place = world.storage.scratch()
    notes = remarks(read_image_head(source.place), how.compress, resize)
    compress_image(source.place, place, quality=quality, rule=how.compress, resize=resize)
    for code, text in notes:
        world.note(text, code)
    return world.storage.keep_temp(place)


def compress_videos(request: CompressVideo, world: World, how: Behaviour) -> CompressVideoResult:
    """Transcode a video into a temporary file. Raises MediaError.

    With `quality`, the explicit rates are ignored.
    """
    source = local_file(request.src, world, how, "the source")
    quality = said(request.quality, None)
    if quality is not None:
        share = how.presets.get(quality)
        if share is None:
            raise MediaError("param_invalid", f"unknown quality {quality}")
        rule = VideoRule(share=share)
    else:
        rate = said(request.bitrate, None)
        rule = VideoRule(
            bit_rate=None if rate is None else round(rate * 1000),
            frame_rate=said(request.fps, None),
            scale=said(request.resolution, None),
        )
    place = world.storage.scratch()
    compress_video(source, place, rule)
    entry = world.storage.keep_temp(place)
    return CompressVideoResult(path=entry.path, size_kb=_kilobytes(entry.size))


def image_info(request: GetImageInfo, world: World, how: Behaviour) -> GetImageInfoResult:
    """What the head of a picture says. Raises MediaError."""
    entry = found(request.src, world, how, "src")
    head = _allowed(read_image_head(entry.place), how)
    if head.elsewhere is not None:
        world.note(unread(head.elsewhere), "MG607")
    return GetImageInfoResult(
        width=head.width,
        height=head.height,
        path=entry.path,
        orientation=head.orientation,
        format=head.format,
        size=entry.size,
    )


def _allowed(head: ImageHead, how: Behaviour) -> ImageHead:
    if how.formats is not None and head.format not in how.formats:
        raise unsupported(f"{head.format} pictures are not supported here")
    return head


def video_info(request: GetVideoInfo, world: World, how: Behaviour) -> GetVideoInfoResult:
    """What the head of a video says. Raises MediaError."""
    entry = found(request.src, world, how, "src")
    head = read_video_head(entry.place)
    if how.formats is not None and head.format not in how.formats:
        raise unsupported(f"{head.format} videos are not supported here")
    return GetVideoInfoResult(
        container=head.format,
        duration=UNSET if head.duration is None else round(head.duration, 3),
        size_kb=_kilobytes(entry.size),
        width=head.width,
        height=head.height,
        orientation=head.orientation,
        fps=UNSET if head.frame_rate is None else head.frame_rate,
        bitrate=UNSET if head.bit_rate is None else round(head.bit_rate / 1000),
        path=entry.path,
    )


def _kilobytes(size: int) -> float:
    return round(size / 1024, 2)


def file_info(request: GetFileInfo, world: World, how: Behaviour) -> GetFileInfoResult:
    """Size and digest of a local file. Raises MediaError."""
    entry = found(request.file, world, how, "the file")
    wanted = said(request.digest, how.digest_default)
    if not wanted or not how.digests:
        return GetFileInfoResult(size=entry.size)
    if wanted not in how.digests:
        raise MediaError("param_invalid", f"this client has no digest {wanted}")
    with entry.place.open("rb") as stream:
        digest = hashlib.file_digest(stream, wanted).hexdigest()
    return GetFileInfoResult(size=entry.size, digest=digest)


def edit_image(request: EditImage, world: World, how: Behaviour) -> EditImageResult:
    """Open the editor; the user saves the picture as it is, or cancels. Raises MediaError."""
    source = local_file(request.src, world, how, "src")
    read_image_head(source)
    _confirmed("editImage", "the picture editor", world)
    return EditImageResult(path=world.storage.import_temp(source).path)


def crop_image(request: CropImage, world: World, how: Behaviour) -> CropImageResult:
    """Crop to a ratio about the middle; the user saves or cancels. Raises MediaError."""
    source = local_file(request.src, world, how, "src")
    scale = said(request.scale, "")
    across, _, down = scale.partition(":")
    if not (across.isdecimal() and down.isdecimal() and int(across) and int(down)):
        raise MediaError("param_invalid", "the scale must be a ratio such as 16:9")
    read_image_head(source)
    _confirmed("cropImage", "the cropper", world)
    upright, place = world.storage.scratch(), world.storage.scratch()
    _cropped(source, upright, place, int(across) / int(down), how)
    return CropImageResult(path=world.storage.keep_temp(place).path)


def _cropped(source: Path, upright: Path, target: Path, ratio: float, how: Behaviour) -> None:
    rule = evolve(CompressRule(), accepts=None, orientation="apply", optimize=False)
    shown = compress_image(source, upright, quality=100, rule=rule)
    try:
        width = min(shown.width, round(shown.height * ratio))
        height = min(shown.height, round(shown.width / ratio))
        left, top = (shown.width - width) // 2, (shown.height - height) // 2
        with decoded(upright, shown) as raster, target.open("xb") as out:
            middle = raster.picture.crop((left, top, left + max(1, width), top + max(1, height)))
            middle.save(out, "JPEG", quality=max(1, how.quality))
    finally:
        with_no_trace(upright)


def _confirmed(api: str, what: str, world: World) -> None:
    if world.put(Prompt("edit", api, what, ("saves", "cancels"))).kind == "cancels":
        world.event(api, "cancelled", at=what)
        raise MediaError("cancelled", "the user cancelled")
