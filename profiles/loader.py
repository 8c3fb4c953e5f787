"""Finding and reading profiles: the built-in ones, and a user's own beside them.

`get` gives a profile by vendor id, `load` reads a file, `register` puts a loaded profile beside
the built-in ones. A file may extend another profile: its tables are laid over the base's, lists
and plain values replace.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, Final

import tomli

from ..canonical.errors import InputError, checked_path, did_you_mean, wrong
from .files import merged, read_text
from .model import Profile
from .table import structured

_FOLDER: Final = Path(__file__).parent
_registered: dict[str, Profile] = {}


def builtin_ids() -> tuple[str, ...]:
    """Ids of the profiles that come with the package."""
    names = os.listdir(_FOLDER)
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))


def known_ids() -> tuple[str, ...]:
    """Ids of all profiles: built-in and registered."""
    return tuple(sorted({*builtin_ids(), *_registered}))


def get(vendor: str) -> Profile:
    """The profile of a vendor id; raises `InputError` with suggestions."""
    if not isinstance(vendor, str):
        raise wrong("a vendor's id", vendor)
    found = _registered.get(vendor)
    if found is not None:
        return found
    if vendor not in builtin_ids():
        raise InputError(f"unknown vendor {vendor[:60]!r}; {_meant(vendor)}")
    return _builtin(vendor)


def _meant(vendor: str) -> str:
    """The end of the error for an unknown vendor: the id of the name, or of the nearest id."""
    names = {get(known).name.casefold(): known for known in known_ids()}
    found = names.get(vendor.casefold())
    if found is not None:
        return f"did you mean {found!r}?"
    return did_you_mean(vendor, known_ids(), "vendors")


@cache
def _builtin(vendor: str) -> Profile:
    """Not checked at run time: a test holds that every built-in profile lints clean."""
    try:
        return structured(Profile, _whole(vendor))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError):
        return _profile(builtin_text(vendor) or "", f"{vendor}.toml", builtin_text)


def _whole(vendor: str) -> dict[str, Any]:
    """The data of a built-in profile with those that it extends below it."""
    data = tomli.loads(builtin_text(vendor) or "")
    base = data.get("extends")
    return merged(_whole(base), data) if base else data


def builtin_text(vendor: str) -> str | None:
    """The text of a built-in profile, or ``None``: what ``extends`` finds without a folder."""
    if vendor not in builtin_ids():
        return None
    return (_FOLDER / f"{vendor}.toml").read_bytes().decode()


def load(path: str | Path) -> Profile:
    """The profile of a TOML file; raises `InputError` naming file, line, column and key.

    ``extends`` finds built-in profiles by id, and files of that name beside this one.
    """
    file = Path(checked_path(path))
    return _profile(read_text(file), str(file), finder(file))


def register(profile: Profile) -> Profile:
    """Make a loaded profile known by its id, in place of a built-in one of the same id."""
    if not isinstance(profile, Profile):
        raise wrong("a profile that was loaded", profile)
    _registered[profile.id] = profile
    _forget()
    return profile


def unregister(vendor: str) -> None:
    """Forget a registered profile; the built-in one of that id, if any, is back."""
    _registered.pop(vendor, None)
    _forget()


_on_change: list[Callable[[], None]] = []


def on_change(forget: Callable[[], None]) -> None:
    """Have a cache that depends on profiles emptied when one is registered or forgotten."""
    _on_change.append(forget)


def _forget() -> None:
    for forget in _on_change:
        forget()


def finder(file: Path) -> Callable[[str], str | None]:
    """How ``extends`` of a file finds other profiles, as text."""

    def find(name: str) -> str | None:
        beside = file.parent / f"{name}.toml"
        if "/" not in name and "\\" not in name and beside.is_file():
            return read_text(beside)
        return builtin_text(name)

    return find


def _profile(text: str, name: str, find: Callable[[str], str | None]) -> Profile:
    from .lint import lint

    report = lint(text, name=name, find=find)
    if report.profile is None:
        first = next(item for item in report.diagnostics if item.severity == "error")
        raise InputError(first.message, place=first.place)
    return report.profile
