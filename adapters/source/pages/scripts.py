"""Which scripts a script brings, by the paths written in it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from typing import Final

_TOKEN: Final = re.compile(
    rb"//[^\n]*|/\*.*?(?:\*/|\Z)"
    rb"|(?<![\w$.])(?:require|import)\s*\(\s*(?P<call>'[^'\n]{1,400}'|\"[^\"\n]{1,400}\")\s*\)"
    rb"|(?<![\w$.])(?:from|import)\s*(?P<from>'[^'\n]{1,400}'|\"[^\"\n]{1,400}\")"
    rb"|'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`",
    re.DOTALL,
)
_ENDS: Final = (
    "", ".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", "/index.js", "/index.ts",
)  # fmt: skip
_BRINGS: Final = re.compile(rb"\b(?:require|import|export)\b")


def brought(data: bytes) -> list[str]:
    """The paths of ``require`` and ``import`` in a script, in order; computed ones are not told."""
    if _BRINGS.search(data) is None:
        return []
    result: dict[str, None] = {}
    for match in _TOKEN.finditer(data):
        raw = match["call"] or match["from"]
        if raw is not None:
            result[raw[1:-1].decode("utf-8", "replace")] = None
    return list(result)


def script_at(path: str, name: str, root: str, has: Callable[[str], bool]) -> str | None:
    """The script of the tree that the file ``name`` brings by a path; None for one of a package,
    and where there is none."""
    if "\0" in path:
        return None
    if path.startswith("/"):
        whole = posixpath.normpath(root + path.lstrip("/"))
    else:
        whole = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
    if whole.startswith(".."):
        return None
    return next((whole + end for end in _ENDS if has(whole + end)), None)
