"""The pytest fixtures, run as a user would: a test file of one's own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

TESTS = """
import pytest
import mediaglot as mg

def test_cancel(media_host):
    host = media_host("my/ios", user=[mg.cancels()])
    assert host.call("chooseImage")["error"] == 11

@pytest.mark.media_clients("wx", "my/ios", "tt/pc")
def test_everywhere(media_host, media_client):
    assert media_host(media_client).client == media_client

def test_leftover(media_host):
    media_host("wx", user=[mg.cancels()])

def test_failing(media_host):
    media_host("wx", user=[mg.cancels()])
    assert False
"""


def test_fixtures(tmp_path: Path) -> None:
    (tmp_path / "test_mine.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    outer = ("PYTEST_", "MEDIAGLOT_")
    env = {key: value for key, value in os.environ.items() if not key.startswith(outer)}
    done = subprocess.run(
        [*command, "."], cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120
    )
    assert "5 passed, 1 error" in done.stdout.replace("1 failed, ", ""), done.stdout
    assert "nothing asked for cancels(); drop it from the script" in done.stdout
    assert done.stdout.count("ERROR test_mine.py::test_leftover") == 1
    assert "FAILED test_mine.py::test_failing" in done.stdout
