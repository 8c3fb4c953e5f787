"""The texts of a program, read from its folder; who gives the constructor of pages another
meaning."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from ..common.texts import Texts
from ..components.facts import PAGE
from .brought import read_file

_REPLACED: Final = re.compile(
    rb"(?<![\w$.])(?:(?:globalThis|global|window|self)\s*\.\s*)?(?<!var )(?<!let )(?<!const )"
    rb"%b\s*=(?![=>])" % PAGE.encode()
)
"""The constructor of pages is given another meaning, for all scripts."""


def texts_read(top: str, names: Iterable[str], ends: tuple[str, ...]) -> dict[str, bytes]:
    """The files of a tree that end so, as far as they can be read, by name."""
    found: dict[str, bytes] = {}
    for name in sorted(names):
        if name.lower().endswith(ends):
            with suppress(OSError):
                found[name] = read_file(os.path.join(top, name))
    return found


def page_replaced(texts: Texts, name: str) -> str:
    """The script of a file's program that gives the constructor of pages another meaning; empty
    where none does."""
    files = texts.having(PAGE.encode(), name)
    return min((it for it in files if _REPLACED.search(texts.all()[it])), default="")
