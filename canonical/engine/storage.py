"""An app's files as its client shows them: temporary, saved, user and package files.

The client's paths (`ttfile://temp/…`) are names only: a table leads from each to a real file in a
private folder, so no path that a script makes up reaches anything else. Schemes, suffixes, quotas
and lifetimes come as data.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident

from attrs import field, frozen

from ..values import Value
from .album import copy_file
from .clock import Ids
from .faults import MediaError, of_system
from .heads import read_format
from .paths import clean_parts, inside
from .sniff import kind_of, suffix_of

MAX_FILE = 4 << 30
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@frozen(eq=False, repr=False)
class RootRule(Value):
    """One root of a client's file system.

    `path`: the client's spelling, with `{id}` and `{ext}` for files the client names itself, or a
    prefix that the app's own names follow. `ext`: `content` (suffix by format) or `kind` (image,
    video, audio, pdf, other). `force_ext`: one suffix for everything. `lifetime`: `restart` (gone
    when the app starts again) or `kept`. `max_file`, `max_total`: bytes, 0 where nothing is known.
    """

    path: str
    ext: str = "content"
    force_ext: str = ""
    lifetime: str = "restart"
    max_file: int = 0
    max_total: int = 0


@frozen(eq=False, repr=False)
class StorageRules(Value):
    """How a client shows its files."""

    temp: RootRule
    saved: RootRule
    user: RootRule
    package_forms: frozenset[str]


@frozen(eq=False, repr=False)
class StoredFile(Value):
    """A file as the app sees it: its path, its size in bytes, the real file behind it."""

    path: str
    size: int
    place: Path = field(repr=False)


class FileTable:
    """Files by path, and how many bytes they take together."""

    def __init__(self) -> None:
        self.files: dict[str, StoredFile] = {}
        self.bytes = 0

    def put(self, entry: StoredFile) -> StoredFile | None:
        """Add a file; gives the one that had its path."""
        old = self.pop(entry.path)
        self.files[entry.path] = entry
        self.bytes += entry.size
        return old

    def pop(self, path: str) -> StoredFile | None:
        """Take a file out."""
        entry = self.files.pop(path, None)
        self.bytes -= entry.size if entry is not None else 0
        return entry

    def clear(self) -> None:
        """Take all files out."""
        self.files.clear()
        self.bytes = 0


class Storage:
    """The files of one app on one client, under a private folder."""

    def __init__(
        self, folder: Path, rules: StorageRules, ids: Ids, package: Path | None = None
    ) -> None:
        self._folder = folder
        self._rules = rules
        self._ids = ids
        self._package = package
        self._temp = FileTable()
        self._kept = FileTable()
        self.log: list[str] = []
        """Paths of files that came, went or changed, in order; a folder's ends with a slash."""
        self.folders: set[str] = {rules.user.path.rstrip("/")}
        """Folders of the app's own files, without a final slash."""
        self._loose: dict[Path, int] = {}
        """Files about to be made that are not the app's yet, and the thread that makes each."""
        self.capacity: int | None = None
        """Bytes the device has room for in all; None: no limit of its own."""
        for name in ("temp", "kept"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    def mount(self, package: Path) -> None:
        """Make a folder the app's package, where none was given."""
        if self._package is None:
            self._package = package

    @property
    def package(self) -> Path | None:
        """The app's package."""
        return self._package

    @property
    def rules(self) -> StorageRules:
        """How this client shows its files."""
        return self._rules

    @property
    def user_root(self) -> str:
        """The prefix of the app's own files, for example `ttfile://user/`."""
        return self._rules.user.path

    def scratch(self) -> Path:
        """A free place for a file about to be made; `keep_temp` then takes it over."""
        place = self._folder / "temp" / self._ids.token(24)
        self._loose[place] = get_ident()
        return place

    @contextmanager
    def nothing_left(self) -> Iterator[None]:
        """Whatever ends the block, what was begun in it and is no file of the app is gone."""
        before = set(self._loose)
        try:
            yield
        finally:
            thread = get_ident()
            for place, maker in list(self._loose.items()):
                if maker == thread and place not in before:
                    del self._loose[place]
                    with suppress(OSError):
                        place.unlink()

    def room(self, root: str, moving: int = 0, target: str = "") -> int:
        """Bytes that one more file in `temp` or `kept` may have.

        `moving`: bytes that this file takes already on the device, elsewhere. `target`: the path
        that it is going to have: the kept file which stands there makes room.
        """
        rule = self._rules.temp if root == "temp" else self._rules.user
        room = min(rule.max_file or MAX_FILE, MAX_FILE)
        old = self._kept.files.get(target)
        freed = old.size if old is not None else 0
        if rule.max_total:
            room = min(room, rule.max_total + (freed if root == "kept" else 0) - self.used(root))
        if self.capacity is not None:
            used = self.used("temp") + self.used("kept") - freed
            room = min(room, self.capacity + moving - used)
        return max(room, 0)

    def used(self, root: str) -> int:
        """Bytes that the files of `temp` or `kept` take."""
        return (self._temp if root == "temp" else self._kept).bytes

    def keep_temp(self, place: Path) -> StoredFile:
        """Make the finished file at `place` (from `scratch`) a temporary file. Raises MediaError.

        A file beyond the quota is removed: nothing half-kept is left.
        """
        size = _size(place)
        self._loose.pop(place, None)
        if size > self.room("temp"):
            place.unlink(missing_ok=True)
            raise MediaError("storage_full", "there is no room for another temporary file")
        entry = StoredFile(self._named(self._rules.temp, place), size, place)
        self._temp.put(entry)
        self.log.append(entry.path)
        return entry

    def import_temp(self, source: Path) -> StoredFile:
        """Copy a real file into the temporary files. Raises MediaError."""
        place = self.scratch()
        copy_file(source, place, self.room("temp"))
        return self.keep_temp(place)

    def put_temp(self, data: bytes) -> StoredFile:
        """Make bytes a temporary file. Raises MediaError."""
        if len(data) > self.room("temp"):
            raise MediaError("storage_full", "there is no room for another temporary file")
        place = self.scratch()
        _write(place, data)
        return self.keep_temp(place)

    def _named(self, rule: RootRule, place: Path) -> str:
        name = read_format(place)
        ext = kind_of(name) if rule.ext == "kind" else suffix_of(name)
        if rule.ext == "kind" and ext not in ("image", "video", "audio", "pdf"):
            ext = "other"
        token = self._ids.token(32)
        return rule.path.replace("{id}", token).replace("{ext}", rule.force_ext or ext)

    def resolve(self, path: str) -> Path:
        """The real file behind a path of the app. Raises MediaError.

        Temporary, saved and user files by the client's spelling; anything without a scheme is a
        file of the package.
        """
        found = self.entry(path)
        if found is not None:
            if not found.place.is_file():
                raise MediaError("file_not_found", "the file is gone")
            return found.place
        if _SCHEME.match(path):
            if path.startswith(self._rules.user.path):
                clean_parts(path[len(self._rules.user.path) :])
            raise MediaError("file_not_found", "no such file")
        return self._in_package(path)

    def _in_package(self, path: str) -> Path:
        if path.startswith("/"):
            form, relative = "slash", path[1:]
        elif path.startswith("./"):
            form, relative = "dot", path[2:]
        else:
            form, relative = "bare", path
        parts = clean_parts(relative)
        if form not in self._rules.package_forms:
            raise MediaError("file_not_found", "this client takes no path of that form")
        if self._package is None:
            raise MediaError("file_not_found", "no such file in the package")
        place = inside(self._package, "/".join(parts))
        if not place.is_file():
            raise MediaError("file_not_found", "no such file in the package")
        return place

    def is_local(self, path: str) -> bool:
        """Whether a path has the form of a local file of this client, there or not."""
        heads = (self._rules.temp, self._rules.saved, self._rules.user)
        return not _SCHEME.match(path) or any(
            path.startswith(rule.path.partition("{")[0]) for rule in heads
        )

    def is_temp(self, path: str) -> bool:
        """Whether the path names a temporary file that is there."""
        return path in self._temp.files

    def is_kept(self, path: str) -> bool:
        """Whether the path names a saved or user file that is there."""
        return path in self._kept.files

    def save(self, path: str, target: str | None = None) -> StoredFile:
        """Move a temporary file to the saved files, or to `target` in the user root.

        The temporary path is gone afterwards. Raises MediaError.
        """
        temp = self._temp.files.get(path)
        if temp is None or not temp.place.is_file():
            raise MediaError("file_not_found", "no such temporary file", detail="temp_file")
        named = self._named(self._rules.saved, temp.place) if target is None else self._own(target)
        if temp.size > self.room("kept", moving=temp.size, target=named):
            raise MediaError("storage_full", f"a file of {temp.size} bytes is over the quota")
        kept = StoredFile(named, temp.size, self._folder / "kept" / self._ids.token(24))
        os.replace(temp.place, kept.place)
        self._temp.pop(path)
        self.log.append(path)
        return self._keep(kept)

    def rename(self, path: str, target: str) -> StoredFile:
        """Give a temporary, saved or user file a name of the app's own. Raises MediaError."""
        place = self.resolve(path)
        found = self.entry(path)
        if found is None:
            raise MediaError("file_permission", "the package cannot be changed")
        named = self._own(target)
        if path in self._temp.files and found.size > self.room("kept", found.size, named):
            raise MediaError("storage_full", f"a file of {found.size} bytes is over the quota")
        self._temp.pop(path)
        self._kept.pop(path)
        self.log.append(path)
        return self._keep(StoredFile(named, found.size, place))

    def remove(self, path: str) -> None:
        """Delete a temporary, saved or user file. Raises MediaError."""
        place = self.resolve(path)
        if self._temp.pop(path) is None and self._kept.pop(path) is None:
            raise MediaError("file_permission", "the package cannot be changed")
        place.unlink(missing_ok=True)
        self.log.append(path)

    def put(self, target: str, source: bytes | Path) -> StoredFile:
        """Make bytes, or a copy of a real file, the app's own file `target`. Raises MediaError."""
        named = self._own(target)
        room = self.room("kept", target=named)
        place = self._folder / "kept" / self._ids.token(24)
        if isinstance(source, Path):
            copy_file(source, place, room)
        elif len(source) > room:
            raise MediaError("storage_full", f"a file of {len(source)} bytes is over the quota")
        else:
            _write(place, source)
        return self._keep(StoredFile(named, _size(place), place))

    def append(self, path: str, data: bytes) -> StoredFile:
        """Add bytes to the app's own file of that path. Raises MediaError."""
        found = self._kept.files.get(path)
        if found is None:
            raise MediaError("file_not_found", "no such file")
        size = found.size + len(data)
        if size > self.room("kept", target=path):
            raise MediaError("storage_full", f"a file of {size} bytes is over the quota")
        try:
            with found.place.open("r+b", buffering=0) as out:
                try:
                    out.seek(found.size)
                    rest = memoryview(data)
                    while rest:
                        rest = rest[out.write(rest) :]
                except BaseException:
                    with suppress(OSError):
                        out.truncate(found.size)
                    raise
        except OSError as error:
            raise of_system(error) from None
        return self._keep(StoredFile(path, size, found.place))

    def _keep(self, entry: StoredFile) -> StoredFile:
        """A file that lies where it belongs takes its path, and the place of what had it."""
        old = self._kept.put(entry)
        self.log.append(entry.path)
        if old is not None and old.place != entry.place:
            old.place.unlink(missing_ok=True)
        return entry

    def _own(self, target: str) -> str:
        """The path of a file of the app's own. Raises MediaError."""
        prefix = self._rules.user.path
        if not target.startswith(prefix):
            raise MediaError("file_permission", f"the target must be under {prefix}")
        return prefix + "/".join(clean_parts(target[len(prefix) :]))

    def entry(self, path: str) -> StoredFile | None:
        """The temporary, saved or user file of that path."""
        return self._temp.files.get(path) or self._kept.files.get(path)

    def entries(self) -> Iterator[tuple[str, int]]:
        """Path and size of every temporary, saved and user file."""
        for table in (self._temp, self._kept):
            for entry in table.files.values():
                yield entry.path, entry.size

    def close(self) -> None:
        """Remove all files of the app: it is uninstalled."""
        self._temp.clear()
        self._kept.clear()
        shutil.rmtree(self._folder, ignore_errors=True)

    def restart(self) -> None:
        """Start the app again: its temporary files are gone, unless the client keeps them."""
        if self._rules.temp.lifetime != "restart":
            return
        for entry in self._temp.files.values():
            entry.place.unlink(missing_ok=True)
        self.log += self._temp.files
        self._temp.clear()


def _write(place: Path, data: bytes) -> None:
    """Make bytes a file, whole or not at all. Raises MediaError."""
    try:
        place.write_bytes(data)
    except BaseException as error:
        with suppress(OSError):
            place.unlink()
        if isinstance(error, OSError):
            raise of_system(error) from None
        raise


def _size(place: Path) -> int:
    try:
        return place.stat().st_size
    except OSError:
        return 0
