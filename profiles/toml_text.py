"""The text of a user's TOML file: its tables, and where each key stands."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomli

from ..canonical.errors import InputError
from .files import read_text
from .positions import positions


def parse_toml(text: str, name: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises InputError naming `name`, line and column."""
    try:
        return tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        message = str(error).partition(" (at line")[0]
        place = f"{name}:{getattr(error, 'lineno', 1)}:{getattr(error, 'colno', 1)}"
        raise InputError(f"not TOML: {message}", place=place) from None
    except (ValueError, RecursionError):
        raise InputError("not TOML that can be read here", place=name) from None


def read_toml(path: str | Path) -> tuple[dict[str, Any], str]:
    """The tables of a TOML file, and its text. Raises InputError naming file and line."""
    text = read_text(Path(path))
    return parse_toml(text, str(path)), text


def toml_string(text: str) -> str:
    """A text as a basic string of TOML, which takes JSON's escapes; DEL is written as one, too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def place_of(text: str, name: str, path: tuple[str | int, ...]) -> str:
    """`file:line:column` of a key, or of the nearest table above it that has a place."""
    found = positions(text) if text else {}
    for end in range(len(path), 0, -1):
        here = found.get(path[:end])
        if here is not None:
            return f"{name}:{here.line}:{here.column}"
    return name


def place_and_key(text: str, name: str, path: tuple[str | int, ...]) -> str:
    """As `place_of`, with the key behind it: `file:line:column: user[0]`."""
    where = place_of(text, name, path)
    key = _dotted(path)
    return f"{where}: {key}" if where and key else where or key


def _dotted(path: Iterable[str | int]) -> str:
    out = ""
    for part in path:
        out += f"[{part}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out
