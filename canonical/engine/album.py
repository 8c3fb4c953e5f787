"""The system album: pictures and videos in a folder or in memory, and what is saved into it."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from ..errors import InputError, did_you_mean
from ..values import Value
from .faults import NO_ROOM, MediaError
from .paths import clean_parts, is_inside, place_new, plain_name
from .reader import open_regular
from .sniff import kind_of, sniff

MAX_DEPTH = 8
MAX_ITEMS = 100_000
SNIFF_BYTES = 320
_IMAGE_SUFFIXES = frozenset(
    ("jpg", "jpeg", "png", "gif", "webp", "bmp", "tif", "tiff", "heic", "heif", "avif")
)
_VIDEO_SUFFIXES = frozenset(["mp4", "mov", "m4v", "3gp", "webm", "mkv", "avi", "flv", "ts"])
_DIGITS = re.compile(r"(\d+)")


@frozen(eq=False, repr=False)
class AlbumItem(Value):
    """One thing in the album: the name the user sees, its kind, and where it really is.

    `size` in bytes; None where it cannot be read.
    """

    name: str
    kind: str
    path: Path
    size: int | None = None


class Album:
    """Pictures and videos the user may pick.

    `folder` is listed with its subfolders (names with `/`, hidden files left out); `files` adds
    single ones by name. What is saved goes into `saved`, which is part of the album too and may
    be `folder` itself. A symbolic link that leads out of its folder is listed and cannot be read.
    """

    def __init__(
        self,
        saved: Path,
        folder: Path | None = None,
        files: Mapping[str, Path] | None = None,
    ) -> None:
        if folder is not None and not folder.is_dir():
            raise InputError(f"the album folder {plain_name(str(folder))} does not exist")
        self._folder = folder
        self._files = dict(files or {})
        self._saved = saved
        self.full = False
        """Set when the album has no room for another file."""
        self.before: Callable[[], object] | None = None
        """Called before anybody looks at it; it waits for what has to be there first."""

    def items(self, kinds: Iterable[str] = ("image", "video")) -> tuple[AlbumItem, ...]:
        """What the picker shows: files of these kinds in natural order of their names."""
        wanted = frozenset(kinds)
        result = {item.name: item for item in self._all() if item.kind in wanted}
        return tuple(sorted(result.values(), key=lambda item: _natural(item.name)))

    def _all(self) -> Iterator[AlbumItem]:
        if self.before is not None:
            self.before()
        for folder in (self._folder, self._saved):
            if folder is not None:
                for name, path in _listed(folder, "", 0):
                    yield _item(name, path, is_inside(folder, path))
        for name, path in self._files.items():
            yield _item(name, path, True)

    def find(self, name: str) -> AlbumItem:
        """The item of that name, whatever its kind. Raises InputError with the nearest names."""
        for item in self._all():
            if item.name == name:
                return item
        names = [item.name for item in self.items()]
        if not names:
            raise InputError(f"the album is empty, so {name!r} cannot be picked")
        shown = [plain_name(known) for known in names[:200]]
        raise InputError(
            f"the album has no {plain_name(name)!r}; {did_you_mean(name, shown, 'names')}"
        )

    def copy_out(self, item: AlbumItem, target: Path, most: int) -> int:
        """Copy an item's bytes to a new file; how many. Raises MediaError.

        The copy is what is looked at afterwards, so a file that changes meanwhile does no harm.
        """
        for folder in (self._folder, self._saved):
            named = folder is not None and str(item.path).startswith(str(folder) + os.sep)
            if named and folder is not None and not is_inside(folder, item.path):
                raise MediaError("file_permission", "the picked file leads out of the album")
        return copy_file(item.path, target, most)

    def add(self, source: Path, name: str) -> str:
        """Copy a file into the album, atomically, under `name` or the next free one; its name."""
        if self.full:
            raise MediaError("storage_full", "the album is full")
        stem, dot, suffix = clean_parts(name)[-1].rpartition(".")
        self._saved.mkdir(parents=True, exist_ok=True)
        part = self._saved / f".{os.urandom(8).hex()}.part"
        try:
            copy_file(source, part, 1 << 40)
            for number in range(1, MAX_ITEMS):
                mark = "" if number == 1 else f" ({number})"
                place = f"{stem}{mark}{dot}{suffix}" if stem else f"{suffix}{mark}"
                try:
                    place_new(part, self._saved / place)
                except FileExistsError:
                    continue
                return place
        except OSError as error:
            raise MediaError(
                "save_failed", f"the album cannot be written: {error.strerror}"
            ) from None
        finally:
            part.unlink(missing_ok=True)
        raise MediaError("storage_full", "the album has no free name left")


def copy_file(source: Path, target: Path, most: int) -> int:
    """Copy the bytes of a regular file to a new file, at most `most`. Raises MediaError."""
    fd, size = open_regular(source)
    with os.fdopen(fd, "rb") as stream:
        if size > most:
            raise MediaError("storage_full", f"the file of {size} bytes is larger than {most}")
        try:
            with target.open("xb") as out:
                while piece := stream.read(1 << 20):
                    if out.tell() + len(piece) > most:  # it grew meanwhile
                        raise MediaError("storage_full", f"the file is larger than {most}")
                    out.write(piece)
                return out.tell()
        except BaseException as error:
            if not isinstance(error, FileExistsError):
                with suppress(OSError):
                    target.unlink()
            if not isinstance(error, OSError):
                raise
            if error.errno in NO_ROOM:
                raise MediaError("storage_full", "there is no room on the device") from None
            raise MediaError("internal", f"the file cannot be copied: {error.strerror}") from None


def _listed(folder: Path, prefix: str, depth: int) -> Iterator[tuple[str, Path]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries[:MAX_ITEMS]:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < MAX_DEPTH:
                yield from _listed(Path(entry.path), f"{prefix}{entry.name}/", depth + 1)
        elif entry.is_symlink() or entry.is_file():
            yield prefix + entry.name, Path(entry.path)


def _item(name: str, path: Path, readable: bool) -> AlbumItem:
    """A file as an item: its kind by content, by suffix where the content says nothing."""
    kind, size = "other", None
    if readable:
        try:
            fd, size = open_regular(path)
        except MediaError:
            return AlbumItem(name, "file", path)
        with os.fdopen(fd, "rb") as stream:
            kind = kind_of(sniff(stream.read(SNIFF_BYTES)))
    return AlbumItem(name, _kind(kind, path), path, size)


def _kind(kind: str, path: Path) -> str:
    """`image`, `video` or `file`."""
    if kind in ("image", "video"):
        return kind
    suffix = path.suffix[1:].lower()
    if kind == "other" and suffix in _IMAGE_SUFFIXES:
        return "image"
    return "video" if kind == "other" and suffix in _VIDEO_SUFFIXES else "file"


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (0, int(piece[:18]), "") if piece.isdecimal() else (1, 0, piece)
        for piece in _DIGITS.split(name)
        if piece
    )
