"""The text of a profile file."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..canonical.errors import InputError

MAX_BYTES: Final = 4_000_000


def read_text(file: Path) -> str:
    """The text of a profile file; raises `InputError` when it cannot be read."""
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", place=str(file)) from None
    if len(data) > MAX_BYTES:
        raise InputError(f"larger than {MAX_BYTES:,} bytes", place=str(file))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError("not UTF-8", place=f"{file}:{line}") from None
