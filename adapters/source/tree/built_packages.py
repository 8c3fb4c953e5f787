"""Packages that are built into a tree and ported with it: their scripts are brought by paths, since
targets look for packages elsewhere, and what no page takes in of them is not told. So are scripts
that are brought by names which the program's configuration gives to paths."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import attrs

from ..common.imports import relative
from ..common.model import FilePort
from ..common.packages import is_bare
from ..program.scripts import paths_in, script_at
from ..text.edits import Edit, ordered

if TYPE_CHECKING:
    from ..pages.verdict import PagePort
    from ..program.programs import Programs


def by_paths(done: FilePort | None, data: bytes, name: str, around: Programs) -> FilePort | None:
    """The port of a script, in which packages of the tree and what has a name are brought by paths.
    ``done``: the port without that, None where there is none."""
    if done is not None and done.reason:
        return done
    root, aliases = around.root_of(name), around.configs.aliases_of(name)
    edits: list[Edit] = []
    for path, start, end in paths_in(data):
        if not is_bare(path) or script_at(path, name, root, around.has) is not None:
            continue
        found = script_at(path, name, root, around.has, around.packages, aliases)
        if found is not None:
            edits.append(Edit(start, end, relative(name, found.removesuffix(".ts")).encode()))
    if not edits:
        return done
    if done is None:
        return FilePort(name, data, tuple(edits))
    return attrs.evolve(done, before=data, edits=tuple(ordered([*done.edits, *edits])))


def told_where_used(
    files: Sequence[FilePort], pages: Sequence[PagePort], packages: tuple[str, ...]
) -> list[FilePort]:
    """The files of a port, those of packages that no page takes in without findings and calls: a
    package has more than a program uses."""
    used, folders = {name for page in pages for name in page.files}, frozenset(packages)
    return [
        attrs.evolve(file, findings=(), calls=(), uses=0, left=0)
        if file.name not in used and not folders.isdisjoint(file.name.split("/"))
        else file
        for file in files
    ]
