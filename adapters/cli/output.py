"""What the commands share: formats, tables, files that are whole or not there."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any, Final

import click

from ...canonical.errors import InputError, printable
from ..system.columns import fitted, width
from ..system.places import is_standard_output, naming

FORMAT: Final = click.option(
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for programs.",
)

PROSE: Final = 88
"""Columns of prose that is to be read."""
_BETWEEN: Final = 3
"""Columns of a terminal that a drawn table takes beside each of its own."""

_UNSEEN: Final = re.compile(r"[^\n\x20-\x7e]")
"""Characters of JSON that may have to be escaped for a terminal."""


def json_text(value: Any, indent: int | None = None) -> str:
    """A value as JSON to look at: what cannot be printed is escaped."""
    whole = json.dumps(value, indent=indent, ensure_ascii=False, allow_nan=False)
    return _UNSEEN.sub(
        lambda found: found[0] if found[0].isprintable() else json.dumps(found[0])[1:-1], whole
    )


def write_json(value: Any) -> None:
    """A value as indented JSON on standard output."""
    say(json_text(value, 2))


def say(text: str, *, err: bool = False) -> None:
    """Lines that a stranger may have had a hand in: nothing in them moves a terminal's cursor."""
    click.echo("\n".join(map(printable, text.split("\n"))), err=err)


def wrapped(text: str, indent: int = 0) -> str:
    """Prose in lines of at most 88 columns."""
    pad = " " * indent
    return "\n".join(line for part in text.split("\n") for line in fitted(part, PROSE, pad))


def terminal_columns(stream: IO[str]) -> int:
    """How many columns a stream's terminal has; 0 where it is none."""
    if not stream.isatty():
        return 0
    from shutil import get_terminal_size

    return get_terminal_size().columns


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on standard output: drawn on a terminal, aligned columns elsewhere. On a terminal
    where words would be broken to fit, each row by itself, a line a column."""
    rows = [[printable(cell) for cell in row] for row in rows]
    if columns := terminal_columns(sys.stdout):
        if _least(headers, rows) <= columns:
            _drawn(headers, rows)
        else:
            click.echo("\n".join(_stacked(headers, rows, columns)))
        return
    for line in aligned(headers, rows):
        click.echo(line)


def aligned(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The lines of a table in plain text."""
    widths = [max(map(width, column)) for column in zip(headers, *rows, strict=True)]
    for row in (headers, *rows):
        cells = (cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _least(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Columns of a terminal that a drawn table needs to have all its words whole."""
    words = (
        max((width(word) for cell in column for word in cell.split()), default=0)
        for column in zip(headers, *rows, strict=True)
    )
    return sum(words) + _BETWEEN * len(headers)


def _stacked(headers: Sequence[str], rows: Sequence[Sequence[str]], columns: int) -> Iterator[str]:
    """Each row under its first cell; columns without a header or a cell are passed over."""
    room = max(map(width, headers[1:]), default=0) + 2
    for row in rows:
        inner = " " * (len(row[0]) - len(row[0].lstrip()))
        if row[0].strip():
            yield inner + click.style(row[0].lstrip(), bold=True)
        for header, cell in zip(headers[1:], row[1:], strict=True):
            if not cell.strip():
                continue
            lead = f"{inner}  {header}" + " " * (room - width(header))
            yield from fitted(cell.strip(), max(columns, width(lead) + 20), lead)


def _drawn(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    context = click.get_current_context(silent=True)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for place, header in enumerate(headers):
        # a path is not broken to make room for a sentence
        one = not any(" " in row[place].strip() for row in rows)
        drawn.add_column(header, overflow="fold", no_wrap=one)
    for row in rows:
        drawn.add_row(*(Text(cell) for cell in row))
    plain = context is not None and context.color is False
    Console(color_system=None if plain else "auto", highlight=False).print(drawn)


def markdown(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    lines = [_markdown_row(headers), "|" + "---|" * len(headers)]
    lines += [_markdown_row(row) for row in rows]
    return "\n".join(lines) + "\n"


def _markdown_row(cells: Sequence[str]) -> str:
    clean = (cell.strip().replace("|", "\\|").replace("\n", "<br>") for cell in cells)
    return "| " + " | ".join(clean) + " |"


@contextmanager
def whole_file(path: str | Path) -> Iterator[IO[bytes]]:
    """A file to write that appears under its name only when all is written.

    Devices and pipes (``/dev/stdout``) are written directly. Raises `InputError` when the file
    cannot be made.
    """
    target = Path(path)
    try:
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise InputError("is a folder; expected a file to write", place=str(path))
            with naming(str(path)), target.open("wb") as stream:
                yield stream
            return
        target = Path(os.path.realpath(target))
    except InputError:
        raise
    except ValueError as error:
        raise InputError(f"cannot be written: {error}", place=str(path)) from None
    from ..system.whole import beside

    with ExitStack() as stack:
        try:
            part = stack.enter_context(beside(target))
        except OSError as error:
            reason = error.strerror or str(error)
            raise InputError(f"cannot be written: {reason}", place=str(path)) from None
        with naming(str(path)):
            with part.open("wb") as stream:
                yield stream
            os.chmod(part, _mode(target))
            os.replace(part, target)


def _mode(target: Path) -> int:
    """The permissions of the file replaced, or those of a new one."""
    try:
        return target.stat().st_mode & 0o7777
    except OSError:
        from ..system.whole import new_mode

        return new_mode()


def write_text(text: str, out: str | None) -> None:
    """A text to a file, or to standard output where none (or ``-``) is given."""
    if out in (None, "-") or is_standard_output(str(out)):
        click.echo(text, nl=False)
        return
    with whole_file(str(out)) as stream:
        stream.write(text.encode())
