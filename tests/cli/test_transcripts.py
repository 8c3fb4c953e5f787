"""Command transcripts: what is typed, and all that is said, byte for byte.

``tests/transcripts/*.txt`` hold commands (``$ mediaglot ...``) and their output, both streams
as they come, with ``[exit N]`` where it is not 0. ``make accept`` rewrites them. A command may
read a file of ``tests/transcripts/files`` (``< FILE``, or as an argument), and show only its
last lines (``| tail -N``) or its first (``| head -N``).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import run

TRANSCRIPTS = Path(__file__).resolve().parent.parent / "transcripts"


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
            status, text = run(line[2:])
            if text and not text.endswith("\n"):
                text += "\n"
            ended = f"[exit {status}]\n" if status else ""
            said.append(f"{line}\n{text}{ended}\n")
    golden(file, "".join(said))
