"""The app's files as a realm knows them, and what its script does to them.

A script's synchronous calls are answered in the realm, so the realm is told of every file that
comes or goes: by name and size, and with its bytes where the program reads such at once.
What the script does is done there at once and repeated here on the real files, in order.
"""

from __future__ import annotations

import base64
import os
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from ...canonical.engine.faults import MediaError
from ...canonical.engine.paths import is_inside
from ...canonical.engine.storage import Storage
from ...canonical.engine.world import World
from ...canonical.operations.files import MANAGER
from ...profiles.fold import ClientProfile
from .told import FileRow

MOST_BYTES: Final = 16 << 20
"""A larger file is not readable at once."""
MOST_BYTES_IN_ALL: Final = 64 << 20
MOST_PACKAGED: Final = 20_000
_SKIPPED: Final = frozenset({"node_modules", ".git"})
_READ: Final = "readFileSync"


@frozen
class Spoken:
    """How a program's text shows that it works with files, and that it reads them at once."""

    of_files: re.Pattern[str]
    reads: re.Pattern[str]


def spoken(views: Iterable[ClientProfile]) -> Spoken:
    """The words of some vendors for that, of which a program may use any."""
    views = tuple(views)
    givers = {view.giver(MANAGER) for view in views}
    readers = {api.name for view in views if (api := view.apis.get(_READ)) is not None}
    return Spoken(_any(givers), _any(readers))


def _any(words: Iterable[str]) -> re.Pattern[str]:
    known = sorted(map(re.escape, filter(None, words)))
    return re.compile("|".join(known) if known else "(?!)")


class Mirror:
    """What a realm was told of the files so far."""

    def __init__(self, storage: Storage, words: Spoken) -> None:
        self._storage = storage
        self._words = words
        self._wanted = False
        self._with_bytes = False
        self._told = 0
        self._again = False
        self._budget = MOST_BYTES_IN_ALL

    def read(self, text: str) -> None:
        """Learn from a program's text what it will want to know."""
        if not self._wanted and self._words.of_files.search(text):
            self._wanted = self._again = True
        if not self._with_bytes and self._words.reads.search(text):
            self._with_bytes = self._again = True

    def changes(self, now: int) -> list[FileRow]:
        """What the realm does not know yet. `now`: milliseconds."""
        if not self._wanted:
            return []
        if self._again:
            self._again = False
            self._told = len(self._storage.log)
            return [*self._folders(now), *self._packaged(now), *self._everything(now)]
        if self._told == len(self._storage.log):
            return []
        news = list(dict.fromkeys(self._storage.log[self._told :]))
        self._told = len(self._storage.log)
        return [self._row(path, now) for path in news]

    def _everything(self, now: int) -> Iterator[FileRow]:
        return (self._row(path, now) for path, _ in self._storage.entries())

    def _folders(self, now: int) -> Iterator[FileRow]:
        return ({"path": path, "folder": True, "time": now} for path in self._storage.folders)

    def _row(self, path: str, now: int) -> FileRow:
        if path.endswith("/"):
            return {"path": path.rstrip("/"), "folder": True, "time": now}
        entry = self._storage.entry(path)
        if entry is None:
            return {"path": path}
        kept = self._storage.is_kept(path)
        row: FileRow = {"path": path, "size": entry.size, "time": now, "kept": kept}
        return self._with_data(row, entry.place, entry.size)

    def _with_data(self, row: FileRow, place: Path, size: int) -> FileRow:
        if self._with_bytes and size <= min(MOST_BYTES, self._budget):
            self._budget -= size
            row["data"] = base64.b64encode(place.read_bytes()).decode()
        return row

    def _packaged(self, now: int) -> Iterator[FileRow]:
        root = self._storage.package
        if root is None:
            return
        count, above = 0, os.path.join(root, "")
        for folder, names, files in os.walk(root):
            names[:] = sorted(name for name in names if name not in _SKIPPED)
            for name in sorted(files):
                place = os.path.join(folder, name)
                try:
                    facts = os.stat(place)
                except OSError:  # a link to nothing
                    continue
                out = os.path.islink(place) and not is_inside(root, Path(place))
                if out or not stat.S_ISREG(facts.st_mode):
                    continue
                count += 1
                if count > MOST_PACKAGED:
                    return
                path = place.removeprefix(above).replace(os.sep, "/")
                size = facts.st_size
                row: FileRow = {"path": path, "pack": True, "size": size, "time": now}
                yield self._with_data(row, Path(place), size)


def repeat(entry: Mapping[str, Any], world: World) -> int:
    """Do to the real files what the script did in its realm: how many bytes that wrote. Raises
    MediaError where that is not what a script can have done."""
    storage, path, act = world.storage, str(entry.get("path")), entry.get("act")
    if act in ("put", "append"):
        data = base64.b64decode(str(entry.get("data")))
        kept = storage.append(path, data) if act == "append" else storage.put(path, data)
        world.event("writeFile", "written", path=path, size=kept.size)
        return len(data)
    elif act in ("copy", "move"):
        target = str(entry.get("to"))
        made = (
            storage.rename(path, target)
            if act == "move"
            else storage.put(target, storage.resolve(path))
        )
        world.event("writeFile", "written", path=made.path, size=made.size)
        return made.size if act == "copy" else 0
    elif act == "gone":
        storage.remove(path)
        world.event("unlink", "deleted", path=path)
    elif act == "folder":
        storage.folders.add(path)
    elif act == "folder_gone":
        storage.folders.discard(path)
    else:
        raise MediaError("internal", f"an unknown file operation {act!r}")
    return 0
