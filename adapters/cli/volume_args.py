"""What the commands for message logs share: which files, bad lines, processes."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import click

from ..lines.framing import MAX_LINE, open_lines
from ..lines.keys import keys_of, pairs_of
from ..system.cores import MAX_JOBS
from .file_args import LINES, file_name

Command = TypeVar("Command", bound=Callable[..., Any])


def volume_options(command: Command) -> Command:
    """The options ``--rejects``, ``--map``, ``--words``, ``--jobs`` and ``--max-line``."""
    for option in (
        click.option(
            "--max-line",
            type=click.IntRange(min=1),
            metavar="BYTES",
            default=MAX_LINE,
            show_default=True,
            help="A longer line is a bad line.",
        ),
        click.option(
            "--jobs",
            "-j",
            type=click.IntRange(0, MAX_JOBS),
            metavar="N",
            default=1,
            show_default=True,
            help="Processes to work with, 0 for one a core. Order is kept.",
        ),
        click.option(
            "--words",
            multiple=True,
            metavar="THEIRS=OURS",
            help="The log's words for clients: weapp=wx,alipay=my; repeatable.",
        ),
        click.option(
            "--map",
            "keys",
            multiple=True,
            metavar="THEIRS=OURS",
            help="The log's keys for api, read (the client) and payload: "
            "method=api,platform=read,data=payload; repeatable.",
        ),
        click.option(
            "--rejects",
            metavar="FILE",
            type=file_name(*LINES),
            help="Put bad lines there, with number and reason.",
        ),
    ):
        command = option(command)
    return command


def of_the_log(keys: Sequence[str], words: Sequence[str]) -> dict[str, Any]:
    """What ``--map`` and ``--words`` say, as settings of lines. Raises `InputError`."""
    return {
        "keys": keys_of(pairs_of(keys, "--map"), "--map"),
        "words": tuple(pairs_of(words, "--words").items()),
    }


def check_files(names: Sequence[str]) -> None:
    """Raise `InputError` for a file that cannot be read, before anything is done."""
    for name in names:
        if name == "-" or _is_pipe(name):
            continue
        open_lines(name).close()


def _is_pipe(name: str) -> bool:
    """A pipe (``<(command)``) can be opened only once."""
    try:
        return stat.S_ISFIFO(os.stat(name).st_mode)
    except (OSError, ValueError):
        return False
