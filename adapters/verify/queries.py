"""What pages of a program are opened with, as the program itself says it where it leads to them."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Final

from .entries import sources

_ADDRESS: Final = re.compile(
    r"""(?P<quote>['"`])(?P<path>\.{0,2}/?[\w][\w./-]*)\?(?P<query>[^'"`\s]+)(?P=quote)(?P<more>\s*\+)?"""
)
"""A text that is the address of a page, in a script or a template: its path, what stands behind the
question mark, and whether something is put behind it."""
_COMPUTED: Final = re.compile(r"\$\{[^{}]*\}|\{\{.*?\}\}")
_MORE: Final = re.compile(r"""['"`]&([A-Za-z_$][\w$-]*)=""")
"""A further key, behind a value that is put in between."""
_REST: Final = 300
"""So many characters behind an address are looked through for those."""
_KEY: Final = re.compile(r"[A-Za-z_$][\w$-]*\Z")
UNSEEN: Final = "1"
"""What stands for a value that only a run knows."""


Queries = Mapping[str, Mapping[str, str]]
"""What pages are opened with, by their paths without suffix."""


def queries_of(root: Path, pages: Collection[str], suffixes: tuple[str, ...]) -> Queries:
    """The query of each page, by its path without suffix: keys and values of the addresses that
    stand in the program's scripts and templates, the first value of each key.

    ``suffixes``: of files that are looked through. What only a run would compute is `UNSEEN`.
    """
    found: dict[str, dict[str, str]] = {}
    for name, text in sources(root, suffixes):
        for match in _ADDRESS.finditer(text):
            page = _page(match["path"], name, pages)
            if page is None:
                continue
            said = found.setdefault(page, {})
            for key, value in _pairs(match["query"], bool(match["more"])):
                said.setdefault(key, value)
            rest = text[match.end() : match.end() + _REST].partition("\n")[0]
            for key in _MORE.findall(rest) if match["more"] else ():
                said.setdefault(key, UNSEEN)
    return found


def _pairs(query: str, more: bool) -> Iterator[tuple[str, str]]:
    """Keys and values of a query; ``more``: something is put behind it."""
    parts = query.split("&")
    for number, part in enumerate(parts):
        key, _, value = part.partition("=")
        last = more and number == len(parts) - 1
        if _KEY.match(key):
            yield key, _COMPUTED.sub(UNSEEN, value) or (UNSEEN if last else "")


def _page(path: str, name: str, pages: Collection[str]) -> str | None:
    """The page that an address in a file means."""
    whole = path.lstrip("/")
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    return next((one for one in (whole, beside) if one in pages), None)
