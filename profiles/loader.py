"""Reading profile files, and the registry that is used where none is named.

`load` reads a file, `get` gives a known profile by vendor id, `register` makes a loaded one known
to this process. `Registry` holds vendors without doing that.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ..canonical.errors import InputError, checked_path
from .builtin import ids as builtin_ids
from .builtin import text as builtin_text
from .files import read_text
from .model import Profile
from .registry import Registry

__all__ = [
    "builtin_ids", "builtin_text", "current", "finder", "get", "known_ids", "load", "register",
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
    """The profile of a TOML file; raises `InputError` naming file, line, column and key.

    ``extends`` finds built-in profiles by id, and files of that name beside this one.
    """
    from .lint import linted

    file = Path(checked_path(path))
    return linted(read_text(file), str(file), finder(file))


def register(profile: Profile) -> Profile:
    """Make a loaded profile known by its id, in place of a built-in one of the same id."""
    global _current
    _current = _current.with_profile(profile)
    return profile


def unregister(vendor: str) -> None:
    """Forget a registered profile; the built-in one of that id, if any, is back."""
    global _current
    _current = _current.without(vendor)


def finder(file: Path) -> Callable[[str], str | None]:
    """How ``extends`` of a file finds other profiles, as text: beside it, else built in."""
    folder = os.path.realpath(file.parent)

    def find(name: str) -> str | None:
        beside = os.path.join(folder, f"{name}.toml")
        if "/" in name or "\\" in name or not os.path.isfile(beside):
            return builtin_text(name)
        if os.path.dirname(os.path.realpath(beside)) != folder:
            raise InputError("a link that leads out of its folder", place=str(beside))
        return read_text(Path(beside))

    return find
