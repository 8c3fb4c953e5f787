"""Which scripts a script brings, by the paths written in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from ..common.packages import packaged, resolved

_TOKEN: Final = re.compile(
    rb"//[^\n]*|/\*.*?(?:\*/|\Z)"
    rb"|(?<![\w$.])(?:module\s*\.\s*)?(?:require(?:\s*\.\s*async)?|import)\s*\(\s*(?:/\*[^*\n]{0,200}\*/\s*)?"
    rb"(?P<call>'[^'\n]{1,400}'|\"[^\"\n]{1,400}\"|`[^`$\n]{1,400}`)\s*[,)]"
    rb"|(?<![\w$.])(?:from|import)\s*(?:/\*[^*\n]{0,200}\*/\s*)?(?P<from>'[^'\n]{1,400}'|\"[^\"\n]{1,400}\")"
    rb"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`",
    re.DOTALL,
)
_ENDS: Final = (
    "", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", "/index.js", "/index.ts",
)  # fmt: skip
_BRINGS: Final = re.compile(rb"\b(?:require|import|export)\b")


class WrittenPath(NamedTuple):
    """A path that a script brings another by, and the bytes where it stands, quotes left out."""

    path: str
    start: int
    end: int


def paths_in(data: bytes) -> Iterator[WrittenPath]:
    """The paths of ``require`` and ``import`` in a script, in order; computed ones are not told."""
    if _BRINGS.search(data) is None:
        return
    for match in _TOKEN.finditer(data):
        group = "call" if match["call"] else "from"
        if raw := match[group]:
            start, end = match.span(group)
            yield WrittenPath(raw[1:-1].decode("utf-8", "replace"), start + 1, end - 1)


def brought(data: bytes) -> list[str]:
    """The same, each path once."""
    return list(dict.fromkeys(one.path for one in paths_in(data)))


def script_at(
    path: str,
    name: str,
    root: str,
    has: Callable[[str], bool],
    packages: tuple[str, ...] = (),
    aliases: tuple[tuple[str, str], ...] = (),
) -> str | None:
    """The script of the tree that the file ``name`` brings by a path; None where there is none, and
    for one of a package that is in no folder of ``packages``. ``aliases``: what paths stand for."""
    if "\0" in path:
        return None
    beside = resolved(path, name, root)
    meant = _meant(path, aliases, root)
    places = (
        *([meant] if meant is not None else ()),
        *([beside] if beside is not None else ()),
        *packaged(path, name, root, packages),
    )
    found = next((place + end for place in places for end in _ENDS if has(place + end)), None)
    if found is None and path.endswith(".js"):  # what is built of it is called so
        stems = (place.removesuffix(".js") + ".ts" for place in places)
        found = next(filter(has, stems), None)
    return found


def _meant(path: str, aliases: tuple[tuple[str, str], ...], root: str) -> str | None:
    """The place in the program that a path stands for; None where it stands for none."""
    for pattern, goal in aliases:
        start, star, _ = pattern.partition("*")
        if path == pattern or (star and path.startswith(start)):
            whole = (
                goal.replace("*", path[len(start) :], 1).lstrip("/") if star else goal.lstrip("/")
            )
            place = posixpath.normpath(posixpath.join(root, whole))
            return place if f"{place}/".startswith(root) and not place.startswith("..") else None
    return None
