"""Files that are there whole or not at all, whatever ends the writing."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from .interrupts import held_back

_MASK: Final = threading.Lock()
_STRICT: Final = 0o077


@contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A new, empty file in the folder of ``target``, to be renamed to that when it is whole; gone
    afterwards where it was not. Until it gets others, its permissions are its owner's alone. Raises
    OSError where the folder cannot be written.
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


def new_mode() -> int:
    """The permissions that a new file of this process gets."""
    with _MASK:  # the mask is read by setting it, meanwhile to one that gives nothing away
        mask = os.umask(_STRICT)
        os.umask(mask)
    return 0o666 & ~mask
