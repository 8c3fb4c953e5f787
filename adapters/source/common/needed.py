"""Scripts that .gitignore names and the program asks for: settings of a machine, which the program
does not run without."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from typing import Final

from ..text.blocks import LANGUAGES

_ASKED: Final = re.compile(
    rb"(?:\brequire\s*\(|\bfrom\b|\bimport\b\s*\(?)\s*(['\"`])([./][^'\"`\n]{1,300})\1"
)
_MOST: Final = 4_000_000


def asked_for(path: str, name: str) -> Iterator[list[str]]:
    """The names that each of a script's requires and imports may mean, as paths from the root of
    the tree: beside it, or from the folders above."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(_MOST)
    except OSError:
        return
    folder = posixpath.dirname(name)
    for match in _ASKED.finditer(data):
        said = match[2].decode("utf-8", "replace")
        tops = [folder] if said.startswith(".") else _above(folder)
        places = [posixpath.normpath(posixpath.join(top, said.lstrip("/"))) for top in tops]
        yield [
            f"{place}{end}"
            for place in places
            if not place.startswith("..")
            for end in ("", *LANGUAGES, *(f"/index{end}" for end in LANGUAGES))
        ]


def _above(folder: str) -> Iterator[str]:
    """A folder and those above, to the root of the tree."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)
    yield ""


def readable_file(top: str, name: str) -> bool:
    """Whether a name stands for a plain file of the tree, with no link on the way."""
    path = os.path.join(top, name)
    if not os.path.isfile(path):
        return False
    return os.path.realpath(path) == os.path.join(os.path.realpath(top), *name.split("/"))
