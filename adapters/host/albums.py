"""The album that a host is made over: a folder, files by name, or paths of files."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Unpack, cast

from ...canonical.engine.device import Device, DeviceOptions, Files, FolderDevice, MemoryDevice
from ...canonical.errors import checked_path, wrong

Album = str | os.PathLike[str] | Mapping[str, bytes | str | Path] | Iterable[str | Path] | None


def make_device(album: Album, *, keep: bool = False, **options: Unpack[DeviceOptions]) -> Device:
    """A device over a folder, over files by name, or over paths of files."""
    if album is None or isinstance(album, Mapping):
        return MemoryDevice(cast("Files | None", album), **options)
    if isinstance(album, (str, os.PathLike)):
        return FolderDevice(album, keep=keep, **options)
    files = {Path(path).name: Path(path) for path in _paths(album)}
    return MemoryDevice(files, **options)


def _paths(album: object) -> list[str | os.PathLike[str]]:
    if isinstance(album, bytes) or not isinstance(album, Iterable):
        raise wrong("a folder, files by name, or paths of files", album, place="album")
    return [checked_path(path) for path in album]
