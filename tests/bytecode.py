"""Bytecode of the package, written before tests start it in other processes again and again.

An editable install comes without, and where PYTHONDONTWRITEBYTECODE is set no process that is
started leaves any: each would compile a hundred modules, which takes longer than all it does.
"""

from __future__ import annotations

import contextlib
import importlib.util
import py_compile
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("adapters", "canonical", "profiles")


def write(root: Path) -> None:
    """Compile what has no bytecode or an older one. A checkout that cannot be written stays so."""
    for file in _modules(root):
        made = Path(importlib.util.cache_from_source(str(file)))
        if not _fresh(file, made):
            with contextlib.suppress(OSError):
                py_compile.compile(str(file), str(made), quiet=2)


def _modules(root: Path) -> Iterator[Path]:
    yield from root.glob("*.py")
    for folder in FOLDERS:
        yield from (root / folder).rglob("*.py")


def _fresh(file: Path, made: Path) -> bool:
    """Whether an import would take the bytecode: by time and size, or by a hash that it checks."""
    try:
        with made.open("rb") as read:
            head = read.read(16)
    except OSError:
        return False
    if head[:4] != importlib.util.MAGIC_NUMBER:
        return False
    state = file.stat()
    wanted = (int(state.st_mtime) & 0xFFFFFFFF, state.st_size & 0xFFFFFFFF)
    found = tuple(int.from_bytes(head[at : at + 4], "little") for at in (8, 12))
    return head[4:8] != bytes(4) or found == wanted
