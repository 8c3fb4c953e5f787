"""The file of a baseline: what a team knows of today, a part a command.

`port` has the top of the file, the others a table each, under their names; whoever writes its own
leaves the others' as they are. Something is known by three texts: where it is, the rule, and what
stands there.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from ...canonical.errors import InputError, shown

VERSION: Final = 1
BY: Final = "baseline"
PARTS: Final = ("verify", "normalize")
"""Commands that have a table in the file."""
_MAX_BYTES: Final = 64_000_000
_DIGITS: Final = 16
Known = tuple[str, str, str]
"""Where, the rule, and what stands there."""


def read_baseline(file: str | Path) -> dict[str, Any]:
    """What a baseline says, all parts. Raises `InputError` naming the file and the field."""
    name = str(file)
    try:
        with Path(file).open("rb") as stream:
            data = stream.read(_MAX_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        hint = "; --write-baseline makes it" if isinstance(error, FileNotFoundError) else ""
        raise InputError(f"cannot be read: {reason}{hint}", place=name) from None
    if len(data) > _MAX_BYTES:
        raise InputError(f"larger than {_MAX_BYTES:,} bytes", place=name)
    try:
        value: Any = json.loads(data)
    except (ValueError, RecursionError) as error:
        line = f":{error.lineno}:{error.colno}" if isinstance(error, json.JSONDecodeError) else ""
        raise InputError("not JSON", place=f"{name}{line}") from None
    if not isinstance(value, dict) or value.get("version") != VERSION:
        raise InputError(f"no baseline: expected an object with version {VERSION}", place=name)
    return value


def part_of(value: Mapping[str, Any], part: str, name: str) -> Mapping[str, Any] | None:
    """The table of a command; None where it has none. Raises `InputError`."""
    found = value.get(part)
    if found is not None and not isinstance(found, dict):
        raise InputError(f"{part}: expected an object, got {shown(found)}", place=name)
    return found


def with_part(file: str | Path, part: Mapping[str, Any], name: str = "") -> str:
    """The text of a baseline with a command's part in the place of what it had: its table ``name``,
    or the top. The other parts stay those of the file, where there is one.

    Raises `InputError` for a file that is none.
    """
    before = read_baseline(file) if Path(file).exists() else {"version": VERSION}
    if name:
        value = {**before, name: part}
    else:
        others = {key: before[key] for key in PARTS if key in before}
        value = {"version": VERSION, **part, **others}
    return json.dumps(value, indent=1, ensure_ascii=True, allow_nan=False) + "\n"


def rows(value: Mapping[str, Any], key: str, name: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The rows of a list, each with its place. Raises `InputError`."""
    found = value.get(key, [])
    if not isinstance(found, list):
        raise InputError(f"{key}: expected a list, got {shown(found)}", place=name)
    made: list[tuple[str, Mapping[str, Any]]] = []
    for number, row in enumerate(found):
        place = f"{name}: {key}[{number}]"
        if not isinstance(row, dict):
            raise InputError(f"expected an object, got {shown(row)}", place=place)
        made.append((place, row))
    return made


def known(row: Mapping[str, Any], keys: tuple[str, str, str], place: str) -> Known:
    """What a row is of. Raises `InputError`."""
    one, two, three = (text(row, key, place) for key in keys)
    return one, two, three


def counted(value: Mapping[str, Any], name: str) -> Counter[Known]:
    """The ``findings`` of a part, with how often each is known. Raises `InputError`."""
    found: Counter[Known] = Counter()
    for place, row in rows(value, "findings", name):
        count = row.get("count", 1)
        if not isinstance(count, int) or isinstance(count, bool) or count < 1:
            raise InputError(f"count: expected a whole number, got {shown(count)}", place=place)
        found[known(row, ("file", "code", "digest"), place)] += count
    return found


def text(value: Mapping[str, Any], key: str, name: str) -> str:
    """A text of a row. Raises `InputError`."""
    found = value.get(key)
    if not isinstance(found, str):
        raise InputError(f"{key}: expected a text, got {shown(found)}", place=name)
    return found


def digest_of(*said: str) -> str:
    """What stands at a place, as a short text; how it is spaced does not matter."""
    whole = "\0".join(" ".join(part.split()) for part in said)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
