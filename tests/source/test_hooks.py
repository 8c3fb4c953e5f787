"""The hook and the workflow that the documentation offers name options that exist."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest
from mediaglot.adapters.cli.port import port


@pytest.mark.parametrize(
    "name",
    [".pre-commit-hooks.yaml", "docs/github/port.yml", "docs/github/annotate.yml", "action.yml"],
)
def test_the_options_exist(root: Path, name: str) -> None:
    text = (root / name).read_text(encoding="utf-8")
    known = {option for param in port.params for option in param.opts}
    used = set(re.findall(r"(?<=[\s\[,(])--(?!quiet)[a-z-]+", text))
    assert used
    assert used <= known


@pytest.mark.skipif(os.name == "nt", reason="the action's shell is bash")
@pytest.mark.parametrize(
    ("said", "more", "status"),
    [
        ({"FROM": "wx", "TO": "my"}, "", 1),
        ({"FROM": "wx", "TO": "my"}, "--fail-on never", 0),
        ({}, "--exclude a.js", 0),  # the rest is in the configuration
    ],
)
def test_the_action_runs_what_it_is_told(
    root: Path, tmp_path: Path, said: dict[str, str], more: str, status: int
) -> None:
    text = (root / "action.yml").read_text(encoding="utf-8")
    script = dedent(text.split("- run: |\n")[1].split("      shell: bash")[0])
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "a.js").write_text("wx.editImage({})", encoding="utf-8")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "mediaglot"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m mediaglot "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    if not said:
        (tmp_path / "mediaglot.toml").write_text('from = "wx"\nto = "my"\n', encoding="utf-8")
    names = re.findall(r"^        ([A-Z]+): \$", text, re.MULTILINE)
    environment = {**os.environ, "PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}",
                   **dict.fromkeys(names, ""), "SOURCE": "src", "MORE": more, **said}  # fmt: skip
    done = subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == status, done.stderr
    if "exclude" not in more:
        assert done.stdout.startswith("::error file=src/a.js,line=1,col=1,")
