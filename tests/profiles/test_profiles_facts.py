"""The facts of the built-in profiles, one row each, as a client of that vendor sees them.

Rows are the documented statements of the vendors' pages and typings. A row that fails means that
a profile no longer says what its source says.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.vocabulary import API_NAMES
from mediaglot.profiles import loader
from mediaglot.profiles.fold import ClientApi, ClientProfile, receiver
from mediaglot.profiles.table import plain

BUILT_IN = ("my", "tt", "wx")


def view(client: str) -> ClientProfile:
    return loader.get(parse_client(client).vendor).at(client)


def attribute(holder: Any, name: str) -> Any:
    """``support`` is yes, no, unknown or depends; other names are facts of the schema."""
    if name == "support":
        return holder.support.status
    if name == "grades":
        return sorted({item.grade for item in holder.evidence})
    return getattr(holder.facts, name)


def look(api: ClientApi, path: str) -> Any:
    """``default`` of the API itself, ``count.default`` of an option, ``=width.unit`` of a field."""
    if path.startswith("="):
        field, _, name = path[1:].rpartition(".")
        return attribute(api.result[field], name)
    option, dot, name = path.partition(".")
    return attribute(api.params[option], name) if dot else attribute(api, option)


ALBUM_CAMERA = ["album", "camera"]
BOTH_SIZES = ["original", "compressed"]

# client, API, fact, expected
TT_CHOOSE_IMAGE = [
    ("tt", "chooseImage", "count.default", 9),
    ("tt", "chooseImage", "count.min", 1),
    ("tt", "chooseImage", "count.max", 20),
    ("tt", "chooseImage", "count.inert", {"sources": ["camera"]}),
    ("tt", "chooseImage", "sources.default", ALBUM_CAMERA),
    ("tt", "chooseImage", "sources.allowed", None),
    ("tt/pc", "chooseImage", "sources.default", ["album"]),
    ("tt/pc", "chooseImage", "sources.allowed", [["album"]]),
    ("tt", "chooseImage", "sizes.default", BOTH_SIZES),
    ("tt/android@3.37.9", "chooseImage", "sizes.support", "no"),
    ("tt/android@3.38.0", "chooseImage", "sizes.support", "yes"),
    ("tt/ios@3.37.9", "chooseImage", "sizes.support", "no"),
    ("tt/ios@3.38", "chooseImage", "sizes.support", "yes"),
    ("tt/pc@3.37.9", "chooseImage", "sizes.support", "no"),
    ("tt/pc@3.38.0", "chooseImage", "sizes.support", "yes"),
    ("tt/harmony@9.0", "chooseImage", "sizes.support", "no"),
    ("tt/pc", "chooseImage", "sizes.default", ["original"]),
    ("tt/pc", "chooseImage", "sizes.allowed", [["original"], ["compressed"]]),
    ("tt/ios", "chooseImage", "sizes.allowed", None),
    ("tt", "chooseImage", "camera.default", "back"),
    ("tt", "chooseImage", "camera.name", ["cameraDevice"]),
    ("tt/ios@3.7.9", "chooseImage", "camera.support", "no"),
    ("tt/ios@3.8.0", "chooseImage", "camera.support", "yes"),
    ("tt/android@5.8.9", "chooseImage", "camera.support", "no"),
    ("tt/android@5.9.0", "chooseImage", "camera.support", "yes"),
    ("tt/pc@9.0", "chooseImage", "camera.support", "no"),
    ("tt/harmony@9.0", "chooseImage", "camera.support", "no"),
    ("tt", "chooseImage", "save_to_album.name", ["isSaveToAlbum"]),
    ("tt", "chooseImage", "save_to_album.values", {"false": "0", "true": "1"}),
    ("tt", "chooseImage", "save_to_album.default", False),
    ("tt/ios@5.12.9", "chooseImage", "save_to_album.support", "no"),
    ("tt/ios@5.13.0", "chooseImage", "save_to_album.support", "yes"),
    ("tt/android@5.12.9", "chooseImage", "save_to_album.support", "no"),
    ("tt/android@5.13.0", "chooseImage", "save_to_album.support", "yes"),
    ("tt/harmony@7.46.9", "chooseImage", "save_to_album.support", "no"),
    ("tt/harmony@7.47.0", "chooseImage", "save_to_album.support", "yes"),
    ("tt/pc@9.0", "chooseImage", "save_to_album.support", "no"),
    ("tt", "chooseImage", "=images[].path.paths", ["tempFiles[].path", "tempFilePaths[]"]),
    ("tt", "chooseImage", "=images[].size.paths", ["tempFiles[].size"]),
    ("tt/android@1.0", "chooseImage", "support", "yes"),
    ("tt/harmony@7.34.9", "chooseImage", "support", "no"),
    ("tt/harmony@7.35.0", "chooseImage", "support", "yes"),
    ("tt:web/android@3.43.9", "chooseImage", "support", "no"),
    ("tt:web/android@3.44.0", "chooseImage", "support", "yes"),
    ("tt:web/ios@3.44.0", "chooseImage", "support", "yes"),
    ("tt:web/pc@3.46.9", "chooseImage", "support", "no"),
    ("tt:web/pc@3.47.0", "chooseImage", "support", "yes"),
    ("tt:web/harmony@7.34.9", "chooseImage", "support", "no"),
    ("tt:web/harmony@7.35.0", "chooseImage", "support", "yes"),
    ("tt", "chooseImage", "grades", ["documented"]),
]

TT_CHOOSE_MEDIA = [
    ("tt/android@4.6.9", "chooseMedia", "support", "no"),
    ("tt/android@4.7.0", "chooseMedia", "support", "yes"),
    ("tt/harmony@7.34.9", "chooseMedia", "support", "no"),
    ("tt/harmony@7.35.0", "chooseMedia", "support", "yes"),
    ("tt:web/pc@4.7.0", "chooseMedia", "support", "yes"),
    ("tt:web/pc@4.6.9", "chooseMedia", "support", "no"),
    ("tt", "chooseMedia", "media.default", ["image", "video"]),
    ("tt", "chooseMedia", "media.values", {"image": "image", "video": "video"}),
    ("tt", "chooseMedia", "media.fold", {"mix": ["image", "video"]}),
    ("tt", "chooseMedia", "sources.default", ALBUM_CAMERA),
    ("tt/pc", "chooseMedia", "sources.default", ["album"]),
    ("tt", "chooseMedia", "count.default", 9),
    ("tt", "chooseMedia", "count.max", 20),
    ("tt@5.29.9", "chooseMedia", "count.max", 9),
    ("tt@5.30", "chooseMedia", "count.max", 20),
    ("tt/android@5.30.0", "chooseMedia", "count.max", 20),
    ("tt", "chooseMedia", "count.inert", {"sources": ["camera"]}),
    ("tt", "chooseMedia", "sizes.default", BOTH_SIZES),
    ("tt/pc", "chooseMedia", "sizes.default", ["original"]),
    ("tt/pc", "chooseMedia", "sizes.allowed", [["original"], ["compressed"]]),
    ("tt/harmony", "chooseMedia", "sizes.support", "no"),
    ("tt", "chooseMedia", "max_duration.default", 60),
    ("tt", "chooseMedia", "max_duration.min", 3),
    ("tt", "chooseMedia", "max_duration.max", 60),
    ("tt", "chooseMedia", "max_duration.inert", {"sources": ["album"], "media": ["image"]}),
    ("tt/pc", "chooseMedia", "max_duration.support", "no"),
    ("tt/harmony", "chooseMedia", "max_duration.support", "no"),
    ("tt/ios", "chooseMedia", "max_duration.support", "yes"),
    ("tt", "chooseMedia", "camera.name", ["cameraDevice"]),
    ("tt/pc", "chooseMedia", "camera.support", "no"),
    ("tt/harmony", "chooseMedia", "camera.support", "no"),
    ("tt/android@5.13.0", "chooseMedia", "save_to_album.support", "yes"),
    ("tt/android@5.12.9", "chooseMedia", "save_to_album.support", "no"),
    ("tt/harmony@7.47.0", "chooseMedia", "save_to_album.support", "yes"),
    ("tt/pc", "chooseMedia", "save_to_album.support", "no"),
    ("tt", "chooseMedia", "=files[].path.paths", ["tempFiles[].tempFilePath"]),
    ("tt", "chooseMedia", "=files[].kind.paths", ["tempFiles[].type"]),
    ("tt", "chooseMedia", "=files[].duration.only", ["video"]),
    ("tt", "chooseMedia", "=files[].width.only", ["video"]),
    ("tt/pc", "chooseMedia", "=files[].duration.support", "no"),
    ("tt/pc", "chooseMedia", "=files[].width.support", "no"),
    ("tt/pc", "chooseMedia", "=files[].height.support", "no"),
    ("tt/pc", "chooseMedia", "=files[].size.support", "yes"),
    ("tt/ios", "chooseMedia", "=files[].duration.support", "yes"),
]

TT_OTHERS = [
    ("tt", "chooseVideo", "max_duration.default", 60),
    ("tt", "chooseVideo", "max_duration.max", 180),
    ("tt", "chooseVideo", "max_picked_duration.name", ["maxDuration"]),
    ("tt", "chooseVideo", "max_picked_duration.max", 180),
    ("tt/pc", "chooseVideo", "max_picked_duration.support", "no"),
    ("tt/android", "chooseVideo", "compressed.support", "no"),
    ("tt/pc", "chooseVideo", "compressed.support", "no"),
    ("tt/ios@3.36.9", "chooseVideo", "compressed.support", "no"),
    ("tt/ios@3.37", "chooseVideo", "compressed.support", "yes"),
    ("tt/pc", "chooseVideo", "sources.default", ["album"]),
    ("tt/pc", "chooseVideo", "=video.duration.support", "no"),
    ("tt", "chooseVideo", "=video.path.paths", ["tempFilePath"]),
    ("tt/android@1.9.9", "compressImage", "support", "no"),
    ("tt/android@2.0.0", "compressImage", "support", "yes"),
    ("tt/harmony@7.35.0", "compressImage", "support", "yes"),
    ("tt:web/ios@3.44.0", "compressImage", "support", "yes"),
    ("tt:web/pc@3.46.9", "compressImage", "support", "no"),
    ("tt", "compressImage", "srcs.name", ["src"]),
    ("tt", "compressImage", "srcs.required", True),
    ("tt", "compressImage", "srcs.network", False),
    ("tt", "compressImage", "quality.default", 80),
    ("tt", "compressImage", "quality.min", 1),
    ("tt", "compressImage", "quality.max", 100),
    ("tt", "compressImage", "=images[].path.paths", ["tempFilePath"]),
    ("tt", "compressVideo", "support", "no"),
    ("tt@2.3.9", "getImageInfo", "support", "no"),
    ("tt@2.4.0", "getImageInfo", "support", "depends"),
    ("tt/ios@2.3.9", "getImageInfo", "support", "no"),
    ("tt/ios@2.4.0", "getImageInfo", "support", "yes"),
    ("tt/harmony@7.35.0", "getImageInfo", "support", "yes"),
    ("tt:web/ios@3.44.0", "getImageInfo", "support", "yes"),
    ("tt", "getImageInfo", "src.network", True),
    ("tt/harmony", "getImageInfo", "src.network", False),
    ("tt/pc@6.4.9", "getVideoInfo", "support", "no"),
    ("tt/pc@6.5.0", "getVideoInfo", "support", "yes"),
    ("tt:web", "getVideoInfo", "support", "unknown"),
    ("tt", "getVideoInfo", "src.network", False),
    ("tt", "getVideoInfo", "=duration.scale", 1),
    ("tt", "previewImage", "current.type", "address"),
    ("tt", "previewImage", "current.of", "urls"),
    ("tt/pc@3.7.9", "previewImage", "header.support", "no"),
    ("tt/pc@3.8.0", "previewImage", "header.support", "yes"),
    ("tt/ios@3.3.0", "previewImage", "header.support", "yes"),
    ("tt/harmony", "previewImage", "header.support", "unknown"),
    ("tt", "previewImage", "show_menu.name", ["shouldShowSaveOption"]),
    ("tt", "previewImage", "show_menu.default", True),
    ("tt/android@6.7.0", "previewImage", "show_menu.support", "yes"),
    ("tt/android@6.6.9", "previewImage", "show_menu.support", "no"),
    ("tt/harmony@7.46.9", "previewImage", "show_menu.support", "no"),
    ("tt", "previewMedia", "support", "no"),
    ("tt", "saveImageToPhotosAlbum", "file.network", False),
    ("tt", "saveImageToPhotosAlbum", "scope", "album_write"),
    ("tt/harmony@7.34.9", "saveImageToPhotosAlbum", "support", "no"),
    ("tt", "saveVideoToPhotosAlbum", "file.network", False),
    ("tt/harmony@7.35.0", "saveVideoToPhotosAlbum", "support", "yes"),
    ("tt", "editImage", "support", "no"),
    ("tt", "cropImage", "support", "no"),
    ("tt", "filePicker", "count.name", ["maxNum"]),
    ("tt", "filePicker", "count.platform_default", True),
    ("tt", "filePicker", "system_picker.default", False),
    ("tt/pc", "filePicker", "system_picker.support", "no"),
    ("tt/android@7.7.0", "filePicker", "extensions.support", "yes"),
    ("tt/ios@9.0", "filePicker", "extensions.support", "no"),
    ("tt", "filePicker", "=files[].path.paths", ["list[].path"]),
    ("tt", "saveFile", "receiver", "file_manager"),
    ("tt/ios@5.22.9", "saveFile", "support", "no"),
    ("tt/ios@5.23.0", "saveFile", "support", "yes"),
    ("tt", "saveFile", "=path.paths", ["savedFilePath"]),
    ("tt/ios@5.23.0", "getFileInfo", "support", "yes"),
]

MY = [
    ("my", "chooseImage", "count.default", 1),
    ("my", "chooseImage", "count.max", None),
    ("my", "chooseImage", "count.unconfirmed_max", 9),
    ("my", "chooseImage", "sources.default", ["camera", "album"]),
    ("my", "chooseImage", "sources.lenient", True),
    ("my", "chooseImage", "sizes.default", BOTH_SIZES),
    ("my", "chooseImage", "save_to_album.name", ["storeToAlbum"]),
    ("my", "chooseImage", "save_to_album.default", False),
    ("my", "chooseImage", "save_to_album.grades", ["typings"]),
    ("my", "chooseImage", "=images[].path.paths", ["tempFiles[].path", "tempFilePaths[]"]),
    ("my", "chooseImage", "=images[].path.beside", ["apFilePaths[]"]),
    ("my", "chooseImage", "=images[].path.legacy", ["filePaths[]", "apFilePath"]),
    ("my/android", "chooseImage", "support", "yes"),
    ("my/ios", "chooseImage", "support", "yes"),
    ("my/ide", "chooseImage", "support", "yes"),
    ("my/iot", "chooseImage", "support", "no"),
    ("my", "chooseMedia", "support", "no"),
    ("my", "chooseMedia", "emulate", {"media": "media_by_kind"}),
    ("my/android@1.9.9", "chooseVideo", "support", "no"),
    ("my/android@1.10.0", "chooseVideo", "support", "yes"),
    ("my", "chooseVideo", "max_duration.default", 60),
    ("my", "chooseVideo", "max_duration.max", None),
    ("my", "chooseVideo", "compressed.default", True),
    ("my/ios", "chooseVideo", "compressed.not_honoured", ["false"]),
    ("my/android", "chooseVideo", "compressed.not_honoured", []),
    ("my", "chooseVideo", "camera.default", "back"),
    ("my", "chooseVideo", "camera.lenient", True),
    ("my", "chooseVideo", "=video.duration.unit", "unknown"),
    ("my@1.3.9", "compressImage", "support", "no"),
    ("my@1.4.0", "compressImage", "support", "yes"),
    ("my", "compressImage", "srcs.name", ["apFilePaths"]),
    ("my", "compressImage", "srcs.network", True),
    ("my", "compressImage", "quality.name", ["compressLevel"]),
    ("my", "compressImage", "quality.platform_default", True),
    ("my", "compressImage", "width.grades", ["typings"]),
    ("my", "compressImage", "=images[].path.paths", ["apFilePaths[]"]),
    ("my", "compressVideo", "support", "no"),
    ("my@1.4.0", "getImageInfo", "support", "yes"),
    ("my", "getImageInfo", "src.network", True),
    ("my", "getImageInfo", "=orientation.misspelt", {"lright-mirrored": "7"}),
    ("my", "getImageInfo", "=size.grades", ["typings"]),
    ("my", "getVideoInfo", "support", "unknown"),
    ("my", "getVideoInfo", "=duration.scale", 0.001),
    ("my", "getVideoInfo", "=orientation.values", {"1": 0, "3": 1, "8": 2, "6": 3}),
    ("my", "getVideoInfo", "grades", ["typings"]),
    ("my", "previewImage", "current.type", "index"),
    ("my", "previewImage", "current.default", 0),
    ("my", "previewImage", "show_menu.name", ["enablesavephoto"]),
    ("my", "previewImage", "show_menu.also", ["enableSavePhoto"]),
    ("my", "previewImage", "show_menu.default", None),
    ("my@1.12.9", "previewImage", "show_menu.support", "no"),
    ("my", "previewImage", "show_download.name", ["enableShowPhotoDownload"]),
    ("my", "previewMedia", "support", "no"),
    ("my/ios@1.14.9", "saveImageToPhotosAlbum", "support", "no"),
    ("my/ios@1.15.0", "saveImageToPhotosAlbum", "support", "yes"),
    ("my/ide", "saveImageToPhotosAlbum", "support", "no"),
    ("my", "saveImageToPhotosAlbum", "file.network", True),
    ("my", "saveImageToPhotosAlbum", "quirks", ["overlap_fires_once"]),
    ("my", "saveImageToPhotosAlbum", "recipes", ["one_at_a_time"]),
    ("my", "saveImageToPhotosAlbum", "success", {"success": True}),
    ("my", "saveImage", "reads_as", "saveImageToPhotosAlbum"),
    ("my", "saveImage", "file.name", ["url"]),
    ("my", "saveImage", "show_action_sheet.default", None),
    ("my@1.23.9", "saveImage", "show_action_sheet.support", "no"),
    ("my/android@1.10.0", "saveVideoToPhotosAlbum", "support", "yes"),
    ("my/ide", "saveVideoToPhotosAlbum", "support", "no"),
    ("my", "saveVideoToPhotosAlbum", "file.name", ["filePath", "src"]),
    ("my", "editImage", "support", "no"),
    ("my", "cropImage", "support", "no"),
    ("my", "chooseMessageFile", "support", "no"),
    ("my@1.12.9", "saveFile", "support", "no"),
    ("my@1.13.0", "saveFile", "support", "yes"),
    ("my", "saveFileTop", "temp_file.name", ["apFilePath"]),
    ("my", "saveFileTop", "=path.paths", ["apFilePath"]),
    ("my", "getFileInfo", "digest.default", "md5"),
    ("my", "getFileInfo", "digest.values", {"md5": "md5", "sha1": "sha1"}),
    ("my", "getFileInfoTop", "file.name", ["apFilePath", "filePath"]),
]

WX = [
    ("wx", "chooseImage", "count.default", 9),
    ("wx", "chooseImage", "count.max", None),
    ("wx", "chooseImage", "count.unconfirmed_max", 9),
    ("wx", "chooseImage", "sources.default", ALBUM_CAMERA),
    ("wx", "chooseImage", "sizes.default", BOTH_SIZES),
    ("wx/windows", "chooseImage", "support", "yes"),
    ("wx/mac", "chooseImage", "support", "yes"),
    ("wx/harmony", "chooseImage", "support", "yes"),
    ("wx@1.1.9", "chooseImage", "=images[].size.support", "no"),
    ("wx@1.2.0", "chooseImage", "=images[].size.support", "yes"),
    ("wx@2.9.9", "chooseMedia", "support", "no"),
    ("wx@2.10.0", "chooseMedia", "support", "yes"),
    ("wx", "chooseMedia", "media.values", {"image": "image", "video": "video", "mix": "mix"}),
    ("wx", "chooseMedia", "media.default", ["image", "video"]),
    ("wx", "chooseMedia", "count.default", 9),
    ("wx", "chooseMedia", "count.max", 20),
    ("wx@2.24.9", "chooseMedia", "count.max", 9),
    ("wx@2.25.0", "chooseMedia", "count.max", 20),
    ("wx", "chooseMedia", "sizes.default", BOTH_SIZES),
    ("wx", "chooseMedia", "max_duration.default", 10),
    ("wx", "chooseMedia", "max_duration.min", 3),
    ("wx", "chooseMedia", "max_duration.max", 60),
    ("wx", "chooseMedia", "camera.name", []),
    ("wx", "chooseMedia", "camera.default", "back"),
    ("wx", "chooseMedia", "=files[].kind.paths", ["tempFiles[].fileType"]),
    ("wx", "chooseMedia", "=files[].thumbnail.paths", ["tempFiles[].thumbTempFilePath"]),
    ("wx", "chooseMedia", "=files[].duration.unit", "unknown"),
    ("wx", "chooseMedia", "=media.derive", "kind_of_files"),
    ("wx", "chooseVideo", "max_duration.default", 60),
    ("wx", "chooseVideo", "max_duration.max", None),
    ("wx@1.5.9", "chooseVideo", "compressed.support", "no"),
    ("wx", "chooseVideo", "compressed.default", True),
    ("wx", "chooseVideo", "camera.default", "back"),
    ("wx", "chooseVideo", "=video.duration.unit", "unknown"),
    ("wx/android@2.3.9", "compressImage", "support", "no"),
    ("wx/android@2.4.0", "compressImage", "support", "yes"),
    ("wx", "compressImage", "quality.default", 80),
    ("wx", "compressImage", "quality.min", 0),
    ("wx", "compressImage", "quality.max", 100),
    ("wx", "compressImage", "quality.out_of_range", "reject"),
    ("wx", "compressImage", "srcs.network", False),
    ("wx@2.25.9", "compressImage", "width.support", "no"),
    ("wx@2.26.0", "compressImage", "height.support", "yes"),
    ("wx/android@2.10.9", "compressVideo", "support", "no"),
    ("wx/android@2.11.0", "compressVideo", "support", "yes"),
    ("wx", "compressVideo", "=size_kb.paths", ["size"]),
    ("wx", "getImageInfo", "src.network", True),
    ("wx@1.9.89", "getImageInfo", "=orientation.support", "no"),
    ("wx@1.9.90", "getImageInfo", "=orientation.support", "yes"),
    ("wx", "getImageInfo", "=orientation.absent", "up"),
    ("wx", "getImageInfo", "=format.otherwise", "unknown"),
    ("wx/android@2.11.0", "getVideoInfo", "support", "yes"),
    ("wx", "getVideoInfo", "=duration.unit", "unknown"),
    ("wx", "previewImage", "current.type", "address"),
    ("wx", "previewImage", "show_menu.name", ["showmenu"]),
    ("wx", "previewImage", "show_menu.default", True),
    ("wx@2.12.9", "previewImage", "show_menu.support", "no"),
    ("wx", "previewImage", "referrer.default", "no-referrer"),
    ("wx/android@2.11.9", "previewMedia", "support", "no"),
    ("wx", "previewMedia", "current.type", "index"),
    ("wx", "previewMedia", "current.default", 0),
    ("wx", "previewMedia", "sources.entry", {"url": "url", "kind": "type", "poster": "poster"}),
    ("wx@1.1.9", "saveImageToPhotosAlbum", "support", "no"),
    ("wx", "saveImageToPhotosAlbum", "file.network", False),
    ("wx", "saveImageToPhotosAlbum", "file.required", True),
    ("wx", "saveImageToPhotosAlbum", "scope", "album_write"),
    ("wx@1.2.0", "saveVideoToPhotosAlbum", "support", "yes"),
    ("wx/android@2.21.9", "editImage", "support", "no"),
    ("wx/android@2.22.0", "editImage", "support", "yes"),
    ("wx/android@2.25.9", "cropImage", "support", "no"),
    ("wx/android@2.26.0", "cropImage", "support", "yes"),
    ("wx@2.4.9", "chooseMessageFile", "support", "no"),
    ("wx", "chooseMessageFile", "count.required", True),
    ("wx", "chooseMessageFile", "count.max", 100),
    ("wx", "chooseMessageFile", "type.default", "all"),
    ("wx@2.5.9", "chooseMessageFile", "extensions.support", "no"),
    ("wx", "chooseMessageFile", "=files[].time.paths", ["tempFiles[].time"]),
    ("wx", "saveFile", "receiver", "file_manager"),
    ("wx", "saveFileTop", "support", "unknown"),
    ("wx", "getFileInfo", "digest.values", {"md5": "md5", "sha1": "sha1", "sha256": "sha256"}),
    ("wx", "getFileInfo", "digest.default", "md5"),
    ("wx", "getFileInfoTop", "digest.default", "md5"),
    ("wx/windows", "compressImage", "support", "unknown"),
    ("wx/mac", "compressImage", "support", "unknown"),
    ("wx/windows", "compressVideo", "support", "unknown"),
    ("wx/mac", "compressVideo", "support", "unknown"),
    ("wx/windows", "getVideoInfo", "support", "unknown"),
    ("wx/mac", "getVideoInfo", "support", "unknown"),
    ("wx/windows", "previewMedia", "support", "unknown"),
    ("wx/mac", "previewMedia", "support", "unknown"),
    ("wx/windows", "editImage", "support", "unknown"),
    ("wx/mac", "editImage", "support", "unknown"),
    ("wx/windows", "cropImage", "support", "unknown"),
    ("wx/mac", "cropImage", "support", "unknown"),
    ("wx/windows", "getFileInfo", "support", "unknown"),
    ("wx/mac", "getFileInfo", "support", "unknown"),
    ("wx/harmony", "compressImage", "support", "yes"),
    ("wx/windows", "chooseMedia", "support", "yes"),
    ("wx/mac", "saveVideoToPhotosAlbum", "support", "yes"),
    ("wx@1.9.8", "saveFile", "support", "no"),
    ("wx@1.9.9", "saveFile", "support", "yes"),
    ("wx/ios@1.9.8", "getFileInfo", "support", "no"),
    ("wx@1.3.9", "getFileInfoTop", "support", "no"),
    ("wx@1.4.0", "getFileInfoTop", "support", "yes"),
    ("my@1.12.9", "getFileInfo", "support", "no"),
    ("my@1.13.0", "getFileInfo", "support", "yes"),
    ("my@1.3.9", "getFileInfoTop", "support", "no"),
    ("my@1.12.9", "saveFileTop", "support", "no"),
    ("my@1.13.0", "saveFileTop", "support", "yes"),
    ("tt:web/harmony@7.35.0", "previewImage", "support", "yes"),
    ("tt:web/harmony@7.34.9", "saveVideoToPhotosAlbum", "support", "no"),
    ("tt:web/harmony", "getImageInfo", "support", "unknown"),
]

ROWS = [*TT_CHOOSE_IMAGE, *TT_CHOOSE_MEDIA, *TT_OTHERS, *MY, *WX]


@pytest.mark.parametrize(("client", "api", "path", "expected"), ROWS)
def test_fact(client: str, api: str, path: str, expected: object) -> None:
    assert look(view(client).api(api), path) == expected


# client, API, code, kind
READ = [
    ("tt", "chooseImage", 1300001, "cancelled"),
    ("tt", "chooseMedia", 1300001, "cancelled"),
    ("tt", "chooseMedia", 1301001, "cancelled"),
    ("tt", "chooseVideo", 1301001, "cancelled"),
    ("tt", "chooseImage", 104, "param_invalid"),
    ("tt", "chooseImage", 103, "api_unsupported"),
    ("tt", "chooseImage", 106, "system_permission"),
    ("tt", "chooseImage", 107, "auth_denied"),
    ("tt", "chooseImage", 108, "api_forbidden"),
    ("tt", "chooseImage", 111, "rate_limited"),
    ("tt", "chooseImage", 112, "background"),
    ("tt", "getImageInfo", 203, "file_not_found"),
    ("tt", "saveFile", 202, "file_permission"),
    ("tt", "saveFile", 208, "storage_full"),
    ("tt", "chooseImage", 1300010, "policy_blocked"),
    ("tt", "chooseMedia", 1301010, "policy_blocked"),
    ("tt", "compressImage", 1300003, "compress_failed"),
    ("tt", "compressImage", 1300004, "format_unsupported"),
    ("tt", "saveImageToPhotosAlbum", 1300012, "save_failed"),
    ("tt", "saveVideoToPhotosAlbum", 1301012, "save_failed"),
    ("tt", "chooseVideo", 1301004, "too_long"),
    ("tt", "chooseMedia", 1301002, "empty"),
    ("tt", "chooseImage", 1300013, "resource_busy"),
    ("tt", "getVideoInfo", 1306001, "param_invalid"),
    ("tt", "getVideoInfo", 1306002, "load_failed"),
    ("tt", "getVideoInfo", 1306004, "format_unsupported"),
    ("tt", "chooseImage", 302, "timeout"),
    ("tt", "chooseImage", 303, "network"),
    ("tt", "chooseImage", 100, "internal"),
    ("my", "chooseImage", 11, "cancelled"),
    ("my", "chooseImage", 2001, "auth_denied"),
    ("my", "chooseImage", 2002, "auth_denied_forever"),
    ("my", "chooseImage", 2003, "auth_denied_forever"),
    ("my", "chooseImage", 1, "api_unsupported"),
    ("my", "chooseImage", 4, "api_forbidden"),
    ("my", "chooseImage", 10, "unknown"),
    ("my/android", "chooseVideo", 10, "cancelled"),
    ("my/android", "chooseVideo", 11, "unknown"),
    ("my/ios", "chooseVideo", 11, "cancelled"),
    ("my/ios", "chooseVideo", 10, "unknown"),
    ("my/ide", "chooseVideo", 11, "cancelled"),
    ("my", "chooseVideo", 10, "cancelled"),
    ("my", "chooseVideo", 11, "cancelled"),
    ("my", "chooseVideo", 21, "compress_failed"),
    ("my", "getImageInfo", 12, "file_not_found"),
    ("my", "getImageInfo", 18, "load_failed"),
    ("my", "getImageInfo", 22, "format_unsupported"),
    ("my", "previewImage", 2, "param_invalid"),
    ("my/ios", "saveImageToPhotosAlbum", 15, "auth_denied"),
    ("my/ios", "saveVideoToPhotosAlbum", 15, "auth_denied"),
    ("my/ios", "saveImage", 15, "system_permission"),  # its page has 2001 for the user's refusal
    ("my", "chooseImage", 3, "internal"),
    ("tt", "chooseImage", 100, "internal"),
    ("my/ios", "saveImageToPhotosAlbum", 16, "storage_full"),
    ("my/android", "saveImageToPhotosAlbum", 15, "unknown"),
    ("my", "saveImageToPhotosAlbum", 17, "save_failed"),
    ("my", "saveImage", 2001, "auth_denied"),
    ("my", "saveFile", 10022, "file_not_found"),
    ("my", "saveFile", 10024, "file_permission"),
    ("my", "saveFile", 10028, "storage_full"),
    ("my", "saveFileTop", 12, "file_not_found"),
    ("my", "saveFileTop", 19, "storage_full"),
    ("my", "getFileInfo", 10024, "file_permission"),
    ("wx", "chooseImage", 1, "cancelled"),
    ("wx", "chooseImage", 3, "system_permission"),
    ("wx", "chooseImage", 100, "api_unsupported"),
    ("wx", "chooseImage", 101, "param_invalid"),
    ("wx", "chooseImage", 102, "api_forbidden"),
    ("wx", "chooseImage", 103, "auth_denied"),
    ("wx", "chooseImage", 104, "auth_denied"),
    ("wx", "chooseImage", 112, "privacy_undeclared"),
    ("wx", "chooseImage", 1001, "param_invalid"),
    ("wx", "chooseImage", 1003, "rate_limited"),
    ("wx", "chooseImage", 5, "timeout"),
    ("wx", "chooseImage", 1300001, "file_permission"),
    ("wx", "getImageInfo", 1300002, "file_not_found"),
    ("wx", "saveFile", 1301112, "file_not_found"),
    ("wx", "saveFile", 1300202, "storage_full"),
    ("wx", "saveFile", 1300013, "file_permission"),
    ("wx", "compressImage", 1103002, "file_not_found"),
    ("wx", "compressImage", 1103003, "format_unsupported"),
    ("wx", "compressImage", 1103005, "compress_failed"),
    ("wx", "compressImage", 1103006, "param_invalid"),
    ("wx", "compressImage", 1103007, "param_invalid"),
    ("wx", "chooseImage", 1103006, "unknown"),
]


@pytest.mark.parametrize(("client", "api", "code", "kind"), READ)
def test_code_means(client: str, api: str, code: int, kind: str) -> None:
    place = view(client).profile.envelope.failure.code[0]
    assert mg.read_failure(api, {place: code}, read=client).value.kind == kind


TEXTS = [
    ("chooseImage:fail cancel", "cancelled"),
    ("chooseMedia:fail:cancel", "cancelled"),
    ("saveImageToPhotosAlbum:fail auth deny", "auth_denied"),
    ("saveImageToPhotosAlbum:fail:auth denied", "auth_denied"),
    ("compressImage:fail file doesn't exist", "file_not_found"),
    ("chooseImage:fail api scope is not declared in the privacy agreement", "privacy_undeclared"),
]


@pytest.mark.parametrize(("text", "kind"), TEXTS)
def test_text_means(text: str, kind: str) -> None:
    api = text.partition(":")[0]
    assert mg.read_failure(api, {"errMsg": text}, read="wx").value.kind == kind


# client, API, kind, the reply that a client of this vendor would give
WRITTEN = [
    ("tt", "chooseImage", "cancelled", {"errno": 1300001}),
    ("tt", "chooseVideo", "cancelled", {"errno": 1301001}),
    ("tt", "chooseImage", "auth_denied", {"errno": 107}),
    ("tt", "saveImageToPhotosAlbum", "storage_full", {"errno": 1300012}),
    ("tt", "saveVideoToPhotosAlbum", "storage_full", {"errno": 1301012}),
    ("tt", "saveFile", "storage_full", {"errno": 208}),
    ("tt", "chooseVideo", "policy_blocked", {"errno": 1301010}),
    ("tt", "compressImage", "param_invalid", {"errno": 104}),
    ("my", "chooseImage", "cancelled", {"error": 11, "errorMessage": "用户取消操作"}),
    ("my/android", "chooseVideo", "cancelled", {"error": 10}),
    ("my/ios", "chooseVideo", "cancelled", {"error": 11}),
    ("my/android", "chooseVideo", "system_permission", {"error": 10}),
    ("my/ios", "saveImageToPhotosAlbum", "system_permission", {"error": 15}),
    ("my/ios", "saveImageToPhotosAlbum", "auth_denied", {"error": 15}),
    ("my/android", "saveImageToPhotosAlbum", "auth_denied", {"error": 2001}),
    ("my", "chooseImage", "unknown", {"error": 3}),
    ("my", "chooseImage", "timeout", {"error": 3}),
    ("tt", "chooseImage", "unknown", {"errno": 100}),
    ("my", "saveImageToPhotosAlbum", "file_not_found", {"error": 17}),
    ("wx", "chooseImage", "cancelled", {"errno": 1, "errMsg": "chooseImage:fail cancel"}),
    ("wx", "chooseImage", "auth_denied", {"errno": 103, "errMsg": "chooseImage:fail auth deny"}),
    ("wx", "compressImage", "file_not_found", {"errno": 1103002}),
    ("wx", "getImageInfo", "file_not_found", {"errno": 1300002}),
]


@pytest.mark.parametrize(("client", "api", "kind", "expected"), WRITTEN)
def test_kind_is_written_as(
    client: str, api: str, kind: str, expected: Mapping[str, object]
) -> None:
    written = mg.write_failure(mg.Failure(api=api, kind=kind), write=client).value
    assert {key: written.get(key) for key in expected} == expected


def test_success_envelopes() -> None:
    envelope = {vendor: view(vendor).profile.envelope for vendor in BUILT_IN}
    assert envelope["tt"].success.fields == {"errMsg": "{api}:ok"}
    assert envelope["wx"].success.fields == {"errMsg": "{api}:ok"}
    assert envelope["my"].success.fields == {}
    assert envelope["my"].failure.message[0] == "errorMessage"
    promises = {vendor: view(vendor).profile.call.promise for vendor in BUILT_IN}
    assert promises == {"my": "always", "tt": "unknown", "wx": "without_callbacks"}


def test_callbacks_end_with_complete() -> None:
    for vendor in BUILT_IN:
        assert view(vendor).profile.call.order[-1] == "complete"


def test_eight_orientations() -> None:
    words = {
        "1": "up",
        "2": "up-mirrored",
        "3": "down",
        "4": "down-mirrored",
        "5": "left-mirrored",
        "6": "right",
        "7": "right-mirrored",
        "8": "left",
    }
    for vendor in ("my", "wx"):
        assert view(vendor).api("getImageInfo").result["orientation"].facts.values == words
    assert "orientation" not in view("tt").api("getImageInfo").result


def test_picture_formats() -> None:
    formats = {
        vendor: view(vendor).api("getImageInfo").result["format"].facts.values
        for vendor in ("my", "wx")
    }
    assert formats["my"]["jpeg"] == "jpg"
    assert set(formats["my"]) == {"jpeg", "png", "gif", "webp", "heic", "hevc", "bmp"}
    assert set(formats["wx"]) == {"unknown", "jpeg", "png", "gif", "tiff"}


def test_compress_levels_never_turn_80_into_no_compression() -> None:
    quality = view("my").api("compressImage").params["quality"].facts
    meaning = {item.level: item for item in quality.levels}
    assert meaning[3].none
    assert meaning[4].platform
    assert [meaning[level].quality for level in (0, 1, 2)] == [30, 60, 80]
    level = {n: next(r.level for r in quality.ranges if n <= r.upto) for n in (0, 33, 34, 80, 99)}
    assert level == {0: 0, 33: 0, 34: 1, 80: 2, 99: 2}


ENGINE = [
    ("tt", "roots.temp.path", "ttfile://temp/{id}.{ext}"),
    ("tt", "roots.user.max_total", 200 * 1024 * 1024),
    ("tt/android", "consent.album_write.prompts", True),
    ("tt/pc", "consent.album_write.prompts", False),
    ("my/android", "roots.temp.ext", "kind"),
    ("my/ide", "roots.temp.force_ext", "png"),
    ("my", "roots.user.max_file", 10 * 1024 * 1024),
    ("my", "roots.user.max_total", 50 * 1024 * 1024),
    ("my", "consent.album.forever_code", 2003),
    ("my", "consent.album.blocked_code", 2002),
    ("wx/ios", "roots.temp.path", "wxfile://tmp_{id}.{ext}"),
    ("wx/devtools", "roots.temp.path", "http://tmp/{id}.{ext}"),
    ("wx", "roots.temp.max_total", 4 << 30),
    ("wx", "roots.user.max_file", 100 * 1024 * 1024),
    ("wx", "consent.album_write.asks_again", False),
]


@pytest.mark.parametrize(("client", "path", "expected"), ENGINE)
def test_engine_of_a_vendor(client: str, path: str, expected: object) -> None:
    value: Any = view(client).engine
    for key in path.split("."):
        value = value[key]
    assert value == expected


API_ENGINE = [
    ("tt/ios", "compressImage", "accepts", ["*"]),
    ("tt/ios", "compressImage", "output", "jpeg"),
    ("tt/android", "compressImage", "accepts", ["jpeg"]),
    ("tt/android", "compressImage", "otherwise", "unchanged"),
    ("tt/pc", "compressImage", "otherwise", "unchanged"),
    ("tt/harmony", "getImageInfo", "network", False),
    ("tt/pc", "saveImageToPhotosAlbum", "formats", ["png", "jpeg", "gif", "bmp", "webp"]),
    ("tt/ios", "saveImageToPhotosAlbum", "formats", ["png", "jpeg", "gif"]),
    ("tt/android", "saveImageToPhotosAlbum", "formats", ["png", "jpeg", "gif", "webp"]),
    ("my/ios", "chooseVideo", "compress_always", True),
    ("wx", "saveImageToPhotosAlbum", "network", False),
    ("wx", "getFileInfo", "digests", ["md5", "sha1", "sha256"]),
]


@pytest.mark.parametrize(("client", "api", "key", "expected"), API_ENGINE)
def test_engine_of_an_api(client: str, api: str, key: str, expected: object) -> None:
    assert view(client).api(api).engine[key] == expected


def test_overlapping_saves_fire_once_on_alipay_only() -> None:
    quirks = {v: view(v).api("saveImageToPhotosAlbum").facts.quirks for v in ("tt", "my", "wx")}
    assert quirks == {"tt": [], "my": ["overlap_fires_once"], "wx": []}


def test_videos_are_compressed_where_documented_only() -> None:
    engines = {os: view(f"tt/{os}").api("chooseMedia").engine for os in ("ios", "android", "pc")}
    assert {os: "video_compressed" in engine for os, engine in engines.items()} == {
        "ios": True,
        "android": False,
        "pc": False,
    }


@pytest.mark.parametrize("vendor", BUILT_IN)
def test_a_missing_api_has_advice(vendor: str) -> None:
    apis = view(vendor).apis
    assert set(API_NAMES) <= set(apis)
    for key, api in apis.items():
        if api.support.status == "no":
            assert api.facts.advice or api.facts.emulate, key


@pytest.mark.parametrize("vendor", BUILT_IN)
def test_every_source_is_used_and_says_where(vendor: str) -> None:
    profile = loader.get(vendor)
    text = json.dumps(plain(profile))
    for key, source in profile.sources.items():
        assert source.where
        assert source.title
        assert text.count(f'"{key}"') > 1, f"{vendor}: source {key} is cited nowhere"


def test_assumed_facts_are_marked() -> None:
    def grades(api: str) -> set[str]:
        return {item.grade for item in view("my").api(api).params["quality"].evidence}

    assert grades("compressImage") == {"assumed"}
    rules = view("my").api("saveImageToPhotosAlbum").failures
    assert next(rule for rule in rules if 2001 in rule.code).grade == "assumed"


PROMISES = [
    ("wx", "chooseImage", "without_callbacks"),
    ("wx", "editImage", "never"),
    ("wx", "cropImage", "never"),
    ("wx", "saveFile", "never"),
    ("wx", "getFileInfo", "never"),
    ("wx", "getFileInfoTop", "without_callbacks"),
    ("my", "saveFile", "always"),
    ("my", "saveFileTop", "always"),
    ("tt", "saveFile", "unknown"),
]


@pytest.mark.parametrize(("vendor", "api", "rule"), PROMISES)
def test_promises_are_a_rule_of_each_function(vendor: str, api: str, rule: str) -> None:
    profile = loader.get(vendor)
    assert profile.at(vendor).apis[api].promise(profile) == rule


def test_whose_tasks_are_promises_as_well() -> None:
    promised = {
        (vendor, key)
        for vendor in ("wx", "my", "tt")
        for key, api in view(vendor).profile.api.items()
        if api.promised
    }
    assert promised == {("my", "downloadFile"), ("my", "request"), ("my", "uploadFile")}


@pytest.mark.parametrize("vendor", ["wx", "my", "tt"])
def test_what_is_named_alone_is_no_operation_that_is_described(vendor: str) -> None:
    profile = loader.get(vendor)
    described = {
        api.name or key for key, api in profile.api.items() if not receiver(key, api)
    }  # of what an object has, the global may have another of the same name
    assert described & set(profile.others.names) == set()
    assert profile.others.names == sorted(set(profile.others.names))


@pytest.mark.parametrize("vendor", loader.builtin_ids())
def test_a_vendors_own_functions_of_media_are_known_and_refused(vendor: str) -> None:
    profile = loader.get(vendor)
    other = "my" if vendor == "wx" else "wx"
    for name in profile.others.media:
        (found,) = mg.port(
            f"{profile.namespace}.{name}({{}})", read=vendor, write=other
        ).diagnostics
        theirs = loader.get(other).others
        both = name in (*theirs.names, *theirs.media)  # missing is what neither says
        assert (found.code, found.severity) == ("MG528" if both else "MG401", "error"), name
        if name in profile.others.unlike:
            assert "is another function than WeChat's: " in found.message
        else:
            assert ("names it, too" if both else "own media") in found.message
            assert "media" in found.message
        if profile.at(vendor).named(name):
            continue  # another's, which an object has
        with pytest.raises(InputError, match="function of media"):
            mg.translate_request(name, {}, read=vendor, write=other)


def test_a_name_that_no_operation_describes_is_told_apart_from_a_misprint() -> None:
    for name, text in (
        ("createUDPSocket", "WeChat's profile names it and says no more of it"),
        ("createUDPSockets", "no profile knows it"),
    ):
        (found,) = mg.port(f"wx.{name}()", read="wx", write="my").diagnostics
        assert (found.code, found.severity) == ("MG528", "error")
        assert f"wx.{name} is not ported: {text}, and Alipay has no wx" == found.message
    with pytest.raises(InputError, match="wx has createUDPSocket, and its profile says no more"):
        mg.translate_request("createUDPSocket", {}, read="wx", write="my")
