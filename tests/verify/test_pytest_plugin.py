"""The pytest plugin, in a pytest of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("quickjs")

PAGE = """
Page({
  data: { n: 0 },
  pick() { tt.chooseImage({ count: 3, success: (r) => this.setData({ n: r.tempFiles.length }) }) },
})
"""
TESTS = """
import mediaglot as mg
import pytest
from mediaglot.canonical.engine.user import picks, cancels


@pytest.mark.client("tt/ios@7.47.0", "tt/android")
def test_page(host):
    host.script(picks("photo1.jpg", "photo2.jpg"))
    page = host.load("page.js")
    page.tap("pick")
    assert page.data["n"] == 2


@pytest.mark.client("tt")
def test_fails(host):
    host.script(picks("photo1.jpg"))
    page = host.load("page.js")
    page.tap("pick")
    assert page.data["n"] == 2


def test_default_client(host, device):
    host.script(cancels())
    assert host.client == "wx"
    assert host.device is device
    assert "cancel" in host.call("chooseImage")["errMsg"]


@pytest.mark.album({"only.png": b"x"})
@pytest.mark.device(permissions={"album_write": "denied"})
def test_device(device):
    assert [item.name for item in device.album.items()] == ["only.png"]
    assert device.consent.state("album_write") == "denied"


def test_leftover(host):
    host.script(cancels())
"""
SCENARIO = """
clients = ["wx", "my"]
album = { "a.jpg" = "a.jpg" }
user = ['allows("album", when="my")', 'picks("a.jpg")']
[[call]]
api = "chooseImage"
options = { count = 1, sources = ["album"] }
expect = { files = FILES }
"""


def run(folder: Path, *args: str) -> str:
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "COLUMNS": "200"}
    env.pop("PYTEST_ADDOPTS", None)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "mediaglot.adapters.testing.pytest_plugin",
         "-p", "no:cacheprovider", "--strict-markers", "-v", *args],
        cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    return done.stdout + done.stderr


def test_clients_fixtures_and_traces(tmp_path: Path) -> None:
    (tmp_path / "page.js").write_text(PAGE)
    (tmp_path / "test_it.py").write_text(TESTS)
    out = run(tmp_path)
    assert "test_page[tt/ios@7.47.0] PASSED" in out
    assert "test_page[tt/android] PASSED" in out
    assert "test_default_client[wx] PASSED" in out
    assert "test_device PASSED" in out
    assert "test_fails[tt] FAILED" in out
    assert "page.js on tt" in out  # the trace
    assert "picked    chooseImage" in out
    assert "test_leftover[wx] ERROR" in out
    assert "nothing asked for cancels()" in out


def test_scenario_files_are_tests(tmp_path: Path) -> None:
    from mediaglot.adapters.verify.worlds import sample_album

    (tmp_path / "a.jpg").write_bytes(sample_album()["photo1.jpg"])
    (tmp_path / "good.scenario.toml").write_text(SCENARIO.replace("FILES", "1"))
    (tmp_path / "bad.scenario.toml").write_text(SCENARIO.replace("FILES", "2"))
    (tmp_path / "broken.scenario.toml").write_text("clients = 3")
    out = run(tmp_path, "--continue-on-collection-errors")
    assert "good.scenario.toml::wx PASSED" in out
    assert "good.scenario.toml::my PASSED" in out
    assert "call 1, chooseImage: expected 2 files, got 1" in out
    assert "broken.scenario.toml:1" in out
    assert "Traceback" not in out


def test_the_plugin_imports_nothing_heavy() -> None:
    code = (
        "import sys; import pytest; before = set(sys.modules);"
        "import mediaglot.adapters.testing.pytest_plugin;"
        "print(*sorted({m.partition('.')[0] for m in set(sys.modules) - before}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["mediaglot"]
