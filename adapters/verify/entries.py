"""Where a program begins: its pages, and the handlers that reach a media call."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

from attrs import frozen

from ...canonical.errors import InputError
from ..host.realm_modules import read_source

MAX_PAGES: Final = 500
_PAGE: Final = re.compile(r"(?<![\w$.])(?:Page|Component)\s*\(")
_SKIPPED: Final = frozenset({"node_modules", "miniprogram_npm", ".git"})

Runs = Callable[[str, Sequence[str]], tuple[list[str], int]]
"""Opens a page, presses handlers in order: its handlers, and how many media calls were made."""


@frozen
class Entry:
    """A page and the handlers pressed, in order."""

    page: str
    handlers: tuple[str, ...]

    def label(self) -> str:
        """As it stands in reports: ``pages/index/index.js:pick``."""
        return f"{self.page}:{'+'.join(self.handlers) or 'open'}"


def pages(root: Path) -> Iterator[str]:
    """Files under the root that call Page or Component."""
    count = 0
    for place in sorted(root.rglob("*.js")):
        name = place.relative_to(root).as_posix()
        if _SKIPPED & set(name.split("/")) or not place.is_file():
            continue
        try:
            text = read_source(root, name)
        except InputError:
            continue
        if _PAGE.search(text):
            count += 1
            if count > MAX_PAGES:
                raise InputError(f"more than {MAX_PAGES} pages; name one", place=str(root))
            yield name


def entries(page: str, run: Runs) -> list[Entry]:
    """The handlers of a page that reach a media call, alone or after others, and all in turn."""
    methods, opening = run(page, ())
    found: list[Entry] = []
    direct: list[str] = []
    for name in methods:
        if run(page, (name,))[1] > opening:
            direct.append(name)
            found.append(Entry(page, (name,)))
    if direct:
        reached = run(page, direct)[1]
        for name in methods:
            if name not in direct and run(page, (*direct, name))[1] > reached:
                found.append(Entry(page, (*direct, name)))
    if len(found) > 1:
        everything = tuple(direct) + tuple(e.handlers[-1] for e in found if len(e.handlers) > 1)
        if not any(entry.handlers == everything for entry in found):
            found.append(Entry(page, everything))
    if not found and opening:
        found.append(Entry(page, ()))
    return found


def named(calls: Sequence[str], found: Sequence[str]) -> list[Entry]:
    """Entries as the user names them: ``pick``, ``pages/index/index.js:pick``, ``pick+send``."""
    out: list[Entry] = []
    for text in calls:
        page, sign, handlers = text.rpartition(":")
        if not sign and len(found) != 1:
            known = ", ".join(found[:5]) or "none"
            raise InputError(f"of which page? Write PAGE.js:{text}; pages: {known}", place="--call")
        if sign and page not in found:
            known = ", ".join(found[:5]) or "none"
            raise InputError(f"no page {page[:80]!r}; pages: {known}", place="--call")
        out.append(Entry(page or found[0], tuple(part for part in handlers.split("+") if part)))
    return out
