"""Folders that a port renames: that of a program's own bar of tabs."""

from __future__ import annotations

from collections.abc import Sequence

import attrs

from ..common.files import Walked, read
from ..common.model import FilePort
from ..common.pair import Pair
from ..config.facts import dialects_of
from ..program.programs import Programs


def in_moved_folders(
    files: Sequence[FilePort], walked: Walked, around: Programs | None, both: Pair
) -> list[FilePort]:
    """The files of a port, those of such folders with their new names; what is in one and needs no
    port is among them."""
    dialects = dialects_of(both)
    folders = _folders(around, dialects.target.config.tab_folder) if around and dialects else {}
    if not folders or around is None:
        return list(files)
    ported = {file.name: file for file in files}
    for item in walked.found:
        folder = next((one for one in folders if item.name.startswith(one)), None)
        if folder is None or item.what == "skipped":
            continue
        file = ported.get(item.name)
        if file is None:
            data = read(item)
            file = FilePort(item.name, data) if isinstance(data, bytes) else None
        if file is None or (file.before is None and not file.goal):
            data = read(item)
            if not isinstance(data, bytes):
                continue
            file = attrs.evolve(file, before=data) if file else FilePort(item.name, data)
        goal = folders[folder] + (file.goal or file.name)[len(folder) :]
        if not around.has(goal):
            ported[item.name] = attrs.evolve(file, goal=goal)
    return [ported[name] for name in sorted(ported)]


def _folders(around: Programs, name: str) -> dict[str, str]:
    """The folders that get another name, and that name."""
    result: dict[str, str] = {}
    for program in around.configs.programs:
        if program.tabs and name and program.tabs != f"{program.root}{name}/":
            result[program.tabs] = f"{program.root}{name}/"
    return result
