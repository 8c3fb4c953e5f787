"""Archives that an app unpacks into its own files: all of one, or nothing.

Names, sizes and counts in an archive are what somebody wrote there: names are those of the app's
own files and lead nowhere else, sizes are counted as they come, and both have a bound.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

from .faults import MediaError, of_system
from .storage import Storage, StoredFile

MOST_FILES: Final = 10_000
MOST_BYTES: Final = 256 << 20
"""Bytes of all files of an archive, unpacked."""
_PIECE: Final = 1 << 16
_END: Final = b"PK\x05\x06"
_END_SIZE: Final = 22
_MOST_NOTE: Final = 1 << 16
_DAMAGED: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, NotImplementedError,
    RuntimeError, LookupError, OverflowError,
)  # fmt: skip


def unpack(storage: Storage, source: str, target: str) -> list[StoredFile]:
    """Unpack a zip file of the app into its own folder `target`: the files, by their paths there.

    Raises MediaError; nothing of the archive is left then.
    """
    place = storage.resolve(source)
    folder = target.rstrip("/") + "/"
    with _damage_told(), place.open("rb") as stream:
        _bounded(stream)
        with zipfile.ZipFile(stream) as archive:
            listed = [entry for entry in archive.infolist() if not entry.is_dir()]
            _apart(storage, folder, [entry.filename for entry in listed])
            temps: list[tuple[StoredFile, str]] = []
            try:
                left = min(storage.room("kept"), MOST_BYTES)
                for entry in listed:
                    temp = storage.keep_temp(_extracted(storage, archive, entry, left))
                    temps.append((temp, folder + entry.filename))
                    left -= temp.size
                return _kept(storage, temps)
            except BaseException:
                for temp, _ in temps:
                    with suppress(MediaError):
                        storage.remove(temp.path)
                raise


def _kept(storage: Storage, temps: list[tuple[StoredFile, str]]) -> list[StoredFile]:
    """Temporary files as the app's own; none where one cannot be."""
    done: list[StoredFile] = []
    try:
        for temp, path in temps:
            done.append(storage.save(temp.path, path))
    except BaseException:
        for one in done:
            with suppress(MediaError):
                storage.remove(one.path)
        raise
    return done


def _extracted(
    storage: Storage, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int
) -> Path:
    """One file of an archive, in a place that is free; at most `left` bytes of it."""
    place = storage.scratch()
    with archive.open(entry) as stream, place.open("xb") as out:
        while piece := stream.read(_PIECE):
            left -= len(piece)
            if left < 0:
                raise MediaError("storage_full", "the archive holds more than there is room for")
            out.write(piece)
    return place


def _bounded(stream: BinaryIO) -> None:
    """Nothing, where the end of an archive promises few enough files. Raises MediaError."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END_SIZE - _MOST_NOTE))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        raise MediaError("format_unsupported", "the file is no zip archive")
    count, listed = struct.unpack_from("<HI", tail, at + 10)
    if count > MOST_FILES or listed > MOST_FILES * 512:
        raise MediaError("param_invalid", f"the archive lists more than {MOST_FILES:,} files")


def _apart(storage: Storage, folder: str, names: list[str]) -> None:
    """Nothing, where no file would lie in another. Raises MediaError."""
    if len(names) > MOST_FILES:
        raise MediaError("param_invalid", f"the archive lists more than {MOST_FILES:,} files")
    known = set(names)
    for name in names:
        above = [str(parent) for parent in PurePosixPath(name).parents][:-1]
        if any(it in known or storage.entry(folder + it) is not None for it in above):
            raise MediaError("param_invalid", "a file of the archive lies in another file")


@contextmanager
def _damage_told() -> Iterator[None]:
    """What the reader of archives raises is a failure. Raises MediaError."""
    try:
        yield
    except MediaError:
        raise
    except OSError as error:
        raise of_system(error) from None
    except _DAMAGED as error:
        kind = "format_unsupported" if isinstance(error, NotImplementedError) else "load_failed"
        raise MediaError(kind, "the archive cannot be unpacked") from None
