"""The configuration file of a project: where it is, and whose its keys are.

`mediaglot.toml`, or `[tool.mediaglot]` in pyproject.toml. Two read it: the media API over a vendor
that is chosen by configuration (`media.config`), and the command line (`cli.config`). Each takes
its own keys and leaves the other's.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ...canonical.errors import InputError, checked_path, shown

NAMES: Final = ("mediaglot.toml", "pyproject.toml")
PYPROJECT: Final = NAMES[1]
UNDER: Final = ("tool", "mediaglot")
"""Where in pyproject.toml the table stands."""

_MAX_LOOK: Final = 4_000_000
_MARKS: Final = (b"tool.mediaglot", b"[tool]")

MEDIA_KEYS: Final = frozenset(
    {
        "vendor", "client", "album", "keep", "camera", "sounds", "package", "permissions",
        "limited", "system_off", "loss", "profiles", "network", "trouble", "user", "seed",
        "real_time", "capacity", "env",
    }
)  # fmt: skip
"""Keys of the media API; the command line takes `client` and `profiles` of them, too."""

SHARED_KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    "from": ("port", "verify", "runtime"),
    "to": ("port", "verify", "runtime"),
    "include": ("port",),
    "exclude": ("port",),
    "packages": ("port", "verify"),
    "select": ("port",),
    "ignore": ("port", "verify", "normalize"),
    "fail-on": ("port",),
    "baseline": ("port", "verify", "normalize"),
    "client": ("run", "studio", "choose", "info", "compress"),
}
"""Options of several commands that stand at the top of the file -> the commands."""

COMMAND_TABLES: Final = (
    "port", "normalize", "run", "verify", "studio", "scenario", "probe", "choose", "runtime",
    "compare", "profile", "rule", "info", "compress", "report", "schema", "sql",
)  # fmt: skip
"""Commands that may have a table of their own, with their options by name."""

COMMAND_KEYS: Final = frozenset({*SHARED_KEYS, *COMMAND_TABLES}) - MEDIA_KEYS
"""Keys that are the command line's alone."""


def find_config(path: str | os.PathLike[str] | None = None) -> Path | None:
    """The configuration file: `path` itself, or the first one in that folder or above it.

    None where there is none and no path was given.
    """
    start = Path(checked_path(path)) if path is not None else Path.cwd()
    if path is not None and not start.is_dir():
        if not start.is_file():
            raise InputError("there is no such file", place=str(path))
        return start
    for folder in (start.resolve(), *start.resolve().parents):
        for name in NAMES:
            file = folder / name
            if file.is_file() and (name != PYPROJECT or _has_table(file)):
                return file
    if path is not None:
        raise InputError("no mediaglot.toml there or above", place=str(path))
    return None


def read_config(file: Path) -> tuple[dict[str, Any], str, tuple[str, ...]]:
    """The table of a configuration file, the file's text, and the keys that lead to the table.

    Raises `InputError` naming file, line and column.
    """
    from ...profiles.files import read_text
    from ...profiles.toml_text import parse_toml, place_of

    text = read_text(file)
    data = parse_toml(text, str(file))
    if file.name != PYPROJECT:
        return data, text, ()
    table = table_of(data)
    if table is not None and not isinstance(table, dict):
        where = place_of(text, str(file), UNDER)
        raise InputError(f"tool.mediaglot: expected a table, got {shown(table)}", place=where)
    return table or {}, text, UNDER


def table_of(pyproject: Mapping[str, Any]) -> Any:
    """The project's table in pyproject.toml; None where there is none."""
    tool = pyproject.get(UNDER[0])
    return tool.get(UNDER[1]) if isinstance(tool, Mapping) else None


def _has_table(file: Path) -> bool:
    if not _speaks_of_it(file):
        return False
    from ...profiles.files import read_text
    from ...profiles.toml_text import parse_toml

    return table_of(parse_toml(read_text(file), str(file))) is not None


def _speaks_of_it(file: Path) -> bool:
    """Whether a text may have the table: a quick look before it is parsed."""
    try:
        with file.open("rb") as stream:
            data = stream.read(_MAX_LOOK)
    except OSError:
        return False
    return any(mark in data for mark in _MARKS)
