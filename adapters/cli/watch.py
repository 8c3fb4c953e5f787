"""``--watch``: a command again whenever a file under its source changes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from ...canonical.errors import InputError

QUIET: Final = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__", ".venv"})
"""Folders whose changes are nobody's writing."""
WAIT: Final = 200
"""Milliseconds in which changes that follow each other are one: a save of many files."""


def changes(source: str, apart: Sequence[str]) -> Iterator[set[str]]:
    """The names of files that change under a folder (or of one file), again and again.

    ``apart``: files and folders that the command itself writes. Raises `InputError` where the
    library that watches is missing.
    """
    try:
        from watchfiles import watch
    except ImportError:
        raise InputError(
            'needs watchfiles, which is not installed: pip install "mediaglot[watch]"',
            place="--watch",
        ) from None
    written = [Path(name).resolve() for name in apart]

    def wanted(_: object, name: str) -> bool:
        path = Path(name)
        if not QUIET.isdisjoint(path.parts):
            return False
        return not any(path == out or out in path.parents for out in written)

    for found in watch(source, watch_filter=wanted, debounce=WAIT, raise_interrupt=True):
        yield {name for _, name in found}


def again(source: str, apart: Sequence[str], once: Callable[[], object]) -> None:
    """Run a command, and again after each change, until it is interrupted. What is wrong with one
    state of the files is told, and the next is awaited."""
    _told(once)
    for found in changes(source, apart):
        names = sorted(Path(name).name for name in found)
        more = f" and {len(names) - 1} more" if len(names) > 1 else ""
        if sys.stdout.isatty():
            click.clear()
        click.echo(f"{datetime.now():%H:%M:%S} {names[0]}{more} changed", err=True)
        _told(once)


def _told(once: Callable[[], object]) -> None:
    try:
        once()
    except InputError as error:
        click.echo(f"{click.style('mediaglot: error:', fg='red', bold=True)} {error}", err=True)
