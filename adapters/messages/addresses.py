"""What an address of a request is: of the network, of one vendor alone, or the bytes themselves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from .request import READER, WRITER, Note, Program

_INLINE: Final = re.compile(r"(?:data|blob):", re.IGNORECASE)
BASE64: Final = re.compile(r"data:\w*/?(?P<kind>\w*)[^,]*;base64,", re.IGNORECASE | re.ASCII)
"""The head of a data: address whose bytes are base64; `kind` is the last word of its type."""


def is_network(path: Any, local: Sequence[str]) -> bool:
    """Whether a path is a network address, given the prefixes that only look like one."""
    if not isinstance(path, str) or path[:8].lower().partition("://")[0] not in ("http", "https"):
        return False
    return not any(path.startswith(prefix) for prefix in local)


def resolvable(
    param: Program, value: Any, place: str, notes: list[Note], private: Sequence[str]
) -> None:
    """Say where an address means something to the source vendor alone."""
    if not private or param["kind"] not in ("path", "paths", "media_sources"):
        return
    for prefix in private:
        if any(path.startswith(prefix) for path in _addresses(value)):
            text = f"only {READER} can resolve {prefix} addresses; {WRITER} needs one it can open"
            notes.append(("MG122", place, text, {}))


def inlined(
    param: Program, paths: Sequence[str], place: str, notes: list[Note], recipes: list[str]
) -> None:
    """Say where an address holds its bytes, and whether a recipe can write them to a file."""
    if not any(map(_INLINE.match, paths)):
        return
    text = f"{WRITER} documents no address that holds its bytes: write them to a file first"
    notes.append(("MG529", place, text, {}))
    if param.get("inline") and any(map(BASE64.match, paths)):
        recipes.append("data_to_file")


def unwritten(values: Mapping[str, Any]) -> bool:
    """Whether an address holds its bytes in a way that the recipe does not read."""
    found = [path for value in values.values() for path in _addresses(value)]
    return any(_INLINE.match(path) and not BASE64.match(path) for path in found)


def _addresses(value: Any) -> list[str]:
    entries = value if isinstance(value, list) else [value]
    found = [item.get("url") if isinstance(item, Mapping) else item for item in entries]
    return [path for path in found if isinstance(path, str)]
