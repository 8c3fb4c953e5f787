"""Media calls that a program writes and that no compared run made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from contextlib import suppress
from pathlib import Path

from attrs import frozen

from ...canonical.errors import InputError
from ..realm.modules import Modules, app_script
from ..source.tree.ported import TreePort
from .entries import compiled, runs


@frozen
class Unmade:
    """A file, and the functions of the source vendor that it calls and no run did."""

    file: str
    names: tuple[str, ...]


def unmade(
    tree: TreePort,
    root: Path,
    made: Mapping[str, AbstractSet[str]],
    media: AbstractSet[str],
    whole: bool,
) -> tuple[Unmade, ...]:
    """What media functions the files of a program call and no run called.

    `made`: for each page, the functions that its runs called. A file counts for every page that
    asks for it. `media`: the names of those functions. `whole`: files that no page asks for count,
    too.
    """
    wanted = {
        file.name: {call.api for call in file.calls if call.api in media}
        for file in tree.files
        if file.calls and runs(file.name) and not compiled(root, file.name)
    }
    if not wanted:
        return ()
    reached: dict[str, set[str]] = {name: set() for name in wanted} if whole else {}
    for page, names in made.items():
        for file in _asked_for(root, [app_script(root), page]):
            reached.setdefault(file, set()).update(names)
    left = {name: wanted[name] - names for name, names in reached.items() if name in wanted}
    return tuple(
        Unmade(name, tuple(sorted(names))) for name, names in sorted(left.items()) if names
    )


def _asked_for(root: Path, scripts: Iterable[str]) -> set[str]:
    """The files of a program that some of its scripts bring, themselves among them."""
    modules = Modules(root, 1)
    for script in scripts:
        if script:
            with suppress(InputError):
                modules.add(script)
    return set(modules.known)
