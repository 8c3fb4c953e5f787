"""What `info` and `compress` share: files out of arguments, work on all cores, a progress bar."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

import click

from ...canonical.engine.paths import plain_name
from ...canonical.errors import InputError

T = TypeVar("T")
MAX_FILES: Final = 1_000_000
SHOW_PROGRESS: Final = 100
MANY: Final = 5000
"""Files from which processes are started: one core reads that many heads in a tenth of a second."""


def files_of(arguments: Sequence[str]) -> list[Path]:
    """The files named; folders stand for the files in them, hidden ones left out, in order."""
    result: list[Path] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            inside = list(islice(_inside(path), MAX_FILES + 1))
            if not inside:
                click.echo(f"{plain_name(argument)}: no files in this folder", err=True)
            result += inside
        else:
            result.append(path)
        if len(result) > MAX_FILES:
            raise InputError(f"more than {MAX_FILES:,} files", place=argument)
    return result


def _inside(folder: Path) -> Iterator[Path]:
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                yield Path(here, name)


def spread(
    work: Callable[[Path], T],
    paths: Sequence[Path],
    *,
    jobs: int,
    label: str,
    processes: bool = False,
) -> Iterator[tuple[Path, T]]:
    """`work` done on every path, results in the order of the paths, with a bar on a terminal.

    Threads, unless `processes`: for work that holds the interpreter lock, where there is enough
    of it to pay for starting them.
    """
    with _bar(label, len(paths)) as tick:
        if processes and jobs > 1 and len(paths) >= MANY:
            from concurrent.futures import ProcessPoolExecutor

            with ProcessPoolExecutor(jobs) as others:
                for path, done in zip(paths, others.map(work, paths, chunksize=256), strict=True):
                    yield path, done
                    tick()
            return
        if processes:
            jobs = 1
        if jobs <= 1 or len(paths) <= 1:
            for path in paths:
                yield path, work(path)
                tick()
            return
        from concurrent.futures import ThreadPoolExecutor

        with ThreadPoolExecutor(jobs) as pool:
            try:
                for path, done in zip(paths, pool.map(work, paths), strict=True):
                    yield path, done
                    tick()
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


@contextmanager
def _bar(label: str, total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on standard error, where that is a terminal and there is much to do."""
    if total < SHOW_PROGRESS or not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(label, total=total)
        yield lambda: progress.advance(task)


def exit_status(failed: int, total: int) -> int:
    """0 when every file could be used, 1 when some could not, 2 when none could."""
    return (2 if failed == total else 1) if failed else 0


def megabytes(size: int) -> str:
    """A number of bytes for people."""
    if size < 1000:
        return f"{size} B"
    if size < 1_000_000:
        return f"{size / 1000:.1f} kB"
    return f"{size / 1_000_000:.1f} MB"
