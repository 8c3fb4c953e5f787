"""Showing and keeping: previews, the system album, saved files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..requests import (
    PreviewImage,
    PreviewMedia,
    SaveFile,
    SaveImageToPhotosAlbum,
    SaveVideoToPhotosAlbum,
)
from ..results import (
    PreviewImageResult,
    PreviewMediaResult,
    SaveFileResult,
    SaveImageToPhotosAlbumResult,
    SaveVideoToPhotosAlbumResult,
)
from .faults import MediaError, unsupported
from .heads import read_image_head
from .prompts import Prompt
from .sniff import suffix_of
from .sources import found, is_network
from .storage import StoredFile
from .video_heads import read_video_head
from .world import Behaviour, World, said

_SAME = {"jpg": "jpeg", "tif": "tiff", "heif": "heic", "htm": "html"}


def preview_image(request: PreviewImage, world: World, how: Behaviour) -> PreviewImageResult:
    """Show pictures; what was shown becomes an event. Raises MediaError."""
    urls = said(request.urls, ())
    if not urls:
        raise MediaError("param_invalid", "urls is missing or empty", detail="empty_path")
    for url in urls:
        _showable(url, world, how, video=False)
    current = max(0, min(int(said(request.current, 0)), len(urls) - 1))
    world.event(
        "previewImage", "shown", urls=list(urls), current=current, menu=_menu(request.show_menu)
    )
    return PreviewImageResult()


def preview_media(request: PreviewMedia, world: World, how: Behaviour) -> PreviewMediaResult:
    """Show pictures and videos; what was shown becomes an event. Raises MediaError."""
    sources: tuple[Mapping[str, Any], ...] = said(request.sources, ())
    if not sources:
        raise MediaError("param_invalid", "sources is missing or empty", detail="empty_path")
    for source in sources:
        _showable(source.get("url"), world, how, video=source.get("kind") == "video")
    current = max(0, min(int(said(request.current, 0)), len(sources) - 1))
    world.event(
        "previewMedia",
        "shown",
        urls=[source["url"] for source in sources],
        kinds=[source.get("kind", "image") for source in sources],
        current=current,
        menu=_menu(request.show_menu),
    )
    return PreviewMediaResult()


def _menu(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _showable(url: object, world: World, how: Behaviour, *, video: bool) -> None:
    """Local files must be there and of a kind that is shown; addresses load later."""
    if isinstance(url, str) and url and is_network(url, world):
        if not how.network:
            raise MediaError("param_invalid", "network addresses are not shown here")
        return
    if isinstance(url, str) and "://" in url and not world.storage.is_local(url):
        raise MediaError("param_invalid", "only http and https addresses are shown")
    entry = found(url, world, how, "the file to show")
    if video:
        read_video_head(entry.place)
        return
    head = read_image_head(entry.place)
    if how.formats is not None and head.format not in how.formats:
        raise unsupported(f"{head.format} pictures are not shown here")


def save_image(
    request: SaveImageToPhotosAlbum, world: World, how: Behaviour
) -> SaveImageToPhotosAlbumResult:
    """Copy a picture into the system album, with consent, atomically. Raises MediaError."""
    api = "saveImageToPhotosAlbum"
    _named(request.file)
    if said(request.show_action_sheet, False):
        sheet = Prompt("save", api, "the sheet that offers to save", ("saves", "cancels"))
        if world.put(sheet).kind != "saves":
            raise MediaError("cancelled", "the user cancelled")
    world.ask(api, how.scopes.get("save", ()))
    entry = found(request.file, world, how, "the file")
    head = read_image_head(entry.place)
    _suits(entry, head.format, how)
    _add(api, entry, head.format, world)
    return SaveImageToPhotosAlbumResult()


def save_video(
    request: SaveVideoToPhotosAlbum, world: World, how: Behaviour
) -> SaveVideoToPhotosAlbumResult:
    """Copy a video into the system album, with consent, atomically. Raises MediaError."""
    api = "saveVideoToPhotosAlbum"
    _named(request.file)
    world.ask(api, how.scopes.get("save", ()))
    entry = found(request.file, world, how, "the file")
    head = read_video_head(entry.place)
    _suits(entry, head.format, how)
    _add(api, entry, head.format, world)
    return SaveVideoToPhotosAlbumResult()


def _named(path: object) -> None:
    if not isinstance(path, str) or not path:
        raise MediaError("param_invalid", "the file is missing or empty", detail="empty_path")


def _suits(entry: StoredFile, name: str, how: Behaviour) -> None:
    if how.formats is None:
        return
    if how.by_suffix:
        suffix = entry.path.rpartition("/")[2].rpartition(".")[2].lower()
        if _SAME.get(suffix, suffix) not in how.formats:
            raise unsupported(f"a file with the suffix {suffix!r} is not saved here")
    elif name not in how.formats:
        raise unsupported(f"{name} files are not saved here")


def _add(api: str, entry: StoredFile, name: str, world: World) -> None:
    now = int(world.device.clock.now())
    kept = world.device.album.add(entry.place, f"IMG_{now}.{suffix_of(name)}")
    world.device.consent.also_show(kept)
    world.event(api, "saved", name=kept, size=entry.size)


def save_file(request: SaveFile, world: World, _how: Behaviour) -> SaveFileResult:
    """Move a temporary file to where it outlives the app's run. Raises MediaError."""
    if not isinstance(request.temp_file, str) or not request.temp_file:
        raise MediaError("param_invalid", "the temporary file is not named", detail="empty_path")
    target = said(request.file, None)
    entry = world.storage.save(request.temp_file, target or None)
    world.event("saveFile", "kept", path=entry.path, size=entry.size)
    return SaveFileResult(path=entry.path)
