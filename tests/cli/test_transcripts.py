"""Command transcripts: what is typed, and all that is said, byte for byte.

``tests/transcripts/*.txt`` hold commands (``$ mediaglot ...``) and their output, both streams
as they come, with ``[exit N]`` where it is not 0. ``make accept`` rewrites them. A command may
read a file of ``tests/transcripts/files`` (``< FILE``, or as an argument), and see only the
last lines (``| tail -N``) or the first (``| head -N``).
"""

from __future__ import annotations

import io
import re
import shlex
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main

TRANSCRIPTS = Path(__file__).resolve().parent.parent / "transcripts"
_PIPE = re.compile(r"\| (head|tail) -(\d+)\Z")
_INPUT = re.compile(r"< (\S+)\Z")


def run(command: str) -> str:
    """Output and exit status of a command line, in this process, from the current folder."""
    assert command.startswith("mediaglot")
    words = command.removeprefix("mediaglot").strip()
    pipe = _PIPE.search(words)
    words = words[: pipe.start()].strip() if pipe else words
    given = _INPUT.search(words)
    data = b""
    if given:
        data = Path(given[1]).read_bytes()
        words = words[: given.start()].strip()
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    saved = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(data)), out, out
    try:
        status = main(shlex.split(words))
        out.flush()
    finally:
        sys.stdin, sys.stdout, sys.stderr = saved
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    if pipe:
        count = int(pipe[2])
        lines = lines[:count] if pipe[1] == "head" else lines[-count:]
    text = "".join(lines)
    if status:
        text += ("" if text.endswith("\n") or not text else "\n") + f"[exit {status}]\n"
    return text


@pytest.mark.parametrize("name", sorted(file.stem for file in TRANSCRIPTS.glob("*.txt")))
def test_transcript(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    golden: Callable[[Path, str], None],
) -> None:
    file = TRANSCRIPTS / f"{name}.txt"
    shutil.copytree(TRANSCRIPTS / "files", tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    said = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said.append(f"{line}\n")
        elif line.startswith("$ "):
            text = run(line[2:])
            end = "" if text.endswith("\n") or not text else "\n"
            said.append(f"{line}\n{text}{end}\n")
    golden(file, "".join(said))
