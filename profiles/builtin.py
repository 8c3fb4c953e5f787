"""The profiles that come with the package."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import Any, Final

import tomli

from .model import Profile
from .table import structured

FOLDER: Final = Path(__file__).parent


@cache
def ids() -> tuple[str, ...]:
    """Ids of the profiles that come with the package."""
    names = os.listdir(FOLDER)
    return tuple(sorted(name[:-5] for name in names if name.endswith(".toml")))


def text(vendor: str) -> str | None:
    """The text of a built-in profile, or ``None``: what ``extends`` finds without a folder."""
    if vendor not in ids():
        return None
    return (FOLDER / f"{vendor}.toml").read_bytes().decode()


@cache
def profile(vendor: str) -> Profile:
    """A built-in profile. Not checked when read: a test holds that each of them lints clean."""
    try:
        return structured(Profile, _whole(vendor))
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError, RecursionError):
        from .lint import linted

        return linted(text(vendor) or "", f"{vendor}.toml", text)


def _whole(vendor: str) -> dict[str, Any]:
    """The data of a built-in profile with those that it extends below it."""
    data = tomli.loads(text(vendor) or "")
    base = data.get("extends")
    if not base:
        return data
    from .extending import laid

    return laid(_whole(base), data)
