"""Ways from file to file: a reference as the target writes it, and the file that it names."""

from __future__ import annotations

import re
from typing import Final

from ....profiles.model import Styles, Templates
from ..common.packages import is_bare, resolved

SUFFIX: Final = re.compile(r"\.[A-Za-z0-9]{1,8}\Z")


def moved(
    value: str, source: Templates | Styles, target: Templates | Styles, mine: str, other: str
) -> str | None:
    """A reference as the target writes it; None where it names a package's file, and the target
    looks for a file beside."""
    bare = is_bare(value)
    if bare and source.bare == "package" and target.bare != "package":
        return None
    if bare and source.bare == "relative" and target.bare != "relative":
        value = f"./{value}"
    if value.endswith(mine):
        return value[: -len(mine)] + other
    if source.shortened and not target.shortened and SUFFIX.search(value) is None:
        return value + other
    return value


def meant(value: str, name: str, root: str, suffix: str) -> tuple[str, ...]:
    """The names of the tree that a reference from the file ``name`` may mean, with its suffix left
    out or not; nothing where it leads out."""
    path = resolved(value, name, root)
    return (path, f"{path}{suffix}") if path is not None else ()
