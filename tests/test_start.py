"""The first steps of each kind of user: a few commands, and what they come to."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

START = Path(__file__).resolve().parent.parent / "examples" / "start"
PATHS = sorted(START.glob("*.sh"))
TOLD = {
    "port": ("1 page: 1 complete with losses", "agree: 60 of 60 runs are the same"),
    "logs": ('"kind":"cancelled","code":11', '"kind":"unknown","code":98765'),
    "qa": ("3 clients, 3 calls: all as expected", "10 passed"),
    "javascript": ('toast     showToast(text="got them")', '"why": "chooseImage:fail cancel"'),
    "vendor": ("1 file: no problems", "failure cancelled"),
}
WRITTEN = {
    "port": ("my/app.json", "verify.html"),
    "logs": ("all.jsonl", "report.html"),
    "qa": ("upload.html", "traces"),
    "javascript": ("wx.js", "wx.d.ts"),
    "vendor": ("acme.toml",),
}
NEEDS_REALM = ("port", "qa", "javascript")


def commands(path: Path) -> list[str]:
    """The commands of a path, each in one line."""
    text = path.read_text(encoding="utf-8").replace("\\\n", " ")
    return [it for it in text.splitlines() if it.split(" ")[0] in ("mediaglot", "pytest")]


def test_there_is_a_path_for_everybody() -> None:
    assert {path.stem for path in PATHS} == set(TOLD) == set(WRITTEN)
    page = (START / "README.md").read_text(encoding="utf-8")
    for path in PATHS:
        assert 1 <= len(commands(path)) <= 3
        assert path.name in page


@pytest.mark.skipif(os.name == "nt", reason="the paths are scripts of a POSIX shell")
@pytest.mark.parametrize("path", PATHS, ids=lambda path: str(path.stem))
def test_a_path_leads_to_a_result(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if path.stem in NEEDS_REALM:
        pytest.importorskip("quickjs")
    own = Path(sys.executable).parent
    for name, value in {"PATH": f"{own}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "120"}.items():
        monkeypatch.setenv(name, value)
    for name in [it for it in os.environ if it.startswith(("PYTEST_", "MEDIAGLOT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTEST_ADDOPTS", "-p no:cacheprovider")
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.chdir(tmp_path)
    before = {it for it in START.rglob("*") if it.is_file()}
    done = subprocess.run(
        ["sh", str(path), "made"], capture_output=True, text=True, encoding="utf-8", check=False,
        timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    for told in TOLD[path.stem]:
        assert told in done.stdout + done.stderr
    for name in WRITTEN[path.stem]:
        assert (tmp_path / "made" / name).exists()
    assert {it for it in START.rglob("*") if it.is_file()} == before
