"""Reading profile files, and the registry that is used where none is named.

`load` reads a file, `get` gives a known profile by vendor id, `register` makes a loaded one known
to this process. `Registry` holds vendors without doing that.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ..canonical.errors import checked_path
from .builtin import ids as builtin_ids
from .builtin import texts as builtin_texts
from .files import MAIN, Texts, inside, read_texts
from .profile import Profile
from .registry import Registry

__all__ = [
    "builtin_ids", "builtin_texts", "current", "finder", "get", "known_ids", "load", "register",
    "unregister",
]  # fmt: skip
_current = Registry()


def current() -> Registry:
    """The registry of this process: the built-in profiles and those that were registered."""
    return _current


def get(vendor: str) -> Profile:
    """The profile of a vendor id; raises `InputError` with suggestions."""
    return _current.get(vendor)


def known_ids() -> tuple[str, ...]:
    """Ids of all profiles: built-in and registered."""
    return _current.ids


def load(path: str | Path) -> Profile:
    """The profile of a TOML file, or of a folder of them: `files.MAIN` and one a family.

    ``extends`` finds built-in profiles by id, and files and folders of that name beside this one.
    Raises `InputError` naming file, line, column and key.
    """
    from .lint import linted

    file = Path(checked_path(path))
    return linted(read_texts(file), finder(file))


def register(profile: Profile) -> Profile:
    """Make a loaded profile known by its id, in place of a built-in one of the same id."""
    global _current
    _current = _current.with_profile(profile)
    return profile


def unregister(vendor: str) -> None:
    """Forget a registered profile; the built-in one of that id, if any, is back."""
    global _current
    _current = _current.without(vendor)


def finder(file: Path) -> Callable[[str], Texts | None]:
    """How ``extends`` of a profile finds others, as texts: beside it, else built in."""
    folder = file.parent

    def find(name: str) -> Texts | None:
        if "/" not in name and "\\" not in name and "\0" not in name:
            for beside in (folder / f"{name}.toml", folder / name):
                if beside.is_file() or (beside / MAIN).is_file():
                    return read_texts(inside(folder, beside))
        return builtin_texts(name)

    return find
