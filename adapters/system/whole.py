"""Files that are there whole or not at all, whatever ends the writing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .interrupts import held_back


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new, empty file in the folder of ``target``, to be renamed to that when it is whole; gone
    afterwards where it was not. Raises OSError where the folder cannot be written.
    """
    part: Path | None = None
    try:
        with held_back():
            handle, name = tempfile.mkstemp(prefix=".mediaglot-", dir=target.parent)
            part = Path(name)
            os.close(handle)
        yield part
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
