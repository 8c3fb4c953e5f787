"""The tour of `make demo`: each step once, each to its end, and short enough to read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DEMO = Path(__file__).resolve().parent.parent / "examples" / "demo.py"


def test_the_tour_runs_to_its_end() -> None:
    pytest.importorskip("quickjs")
    done = subprocess.run(
        [sys.executable, str(DEMO)], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    steps = [line for line in lines if line.startswith("$ ")]
    assert len(steps) == len(set(steps)) >= 5
    assert "agree: 18 of 18 runs are the same" in lines[-1]
    assert sum("mediaglot-runtime.js  (generated, " in line for line in lines) == 2
    assert len(lines) < 600
