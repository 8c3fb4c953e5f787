"""Running a command line of mediaglot inside the test's own process."""

from __future__ import annotations

import io
import re
import shlex
import sys
from pathlib import Path

from mediaglot.adapters.cli.main import main

_PIPE = re.compile(r"\| (head|tail) -(\d+)\Z")
_INPUT = re.compile(r"< (\S+)\Z")
_ECHO = re.compile(r"echo '([^']*)' \| ")


def run(command: str) -> tuple[int, str]:
    """Exit status of a command line, and both its streams as they came.

    Understands ``echo '...' |`` before it, ``< FILE`` and ``| head -N`` or ``| tail -N`` after
    it; runs in the current folder.
    """
    data = b""
    echoed = _ECHO.match(command)
    if echoed:
        data = echoed[1].encode() + b"\n"
        command = command[echoed.end() :]
    assert command.split()[0] == "mediaglot", command
    words = command.removeprefix("mediaglot").strip()
    pipe = _PIPE.search(words)
    words = words[: pipe.start()].strip() if pipe else words
    given = _INPUT.search(words)
    if given:
        data = Path(given[1]).read_bytes()
        words = words[: given.start()].strip()
    buffer = io.BytesIO()
    status = _called(shlex.split(words), data, buffer, buffer)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    if pipe:
        count = int(pipe[2])
        lines = lines[:count] if pipe[1] == "head" else lines[-count:]
    return status, "".join(lines)


def called(words: list[str], data: bytes = b"") -> tuple[int, bytes, str]:
    """Exit status of ``mediaglot WORDS`` in the current folder, standard output and error."""
    out, told = io.BytesIO(), io.BytesIO()
    status = _called(words, data, out, told)
    return status, out.getvalue(), told.getvalue().decode()


def _called(words: list[str], data: bytes, out: io.BytesIO, told: io.BytesIO) -> int:
    ends = [io.TextIOWrapper(end, encoding="utf-8", write_through=True) for end in (out, told)]
    saved = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(data)), *ends
    try:
        return main(words)
    finally:
        sys.stdin, sys.stdout, sys.stderr = saved
        for end in ends:
            end.flush()
            end.detach()
