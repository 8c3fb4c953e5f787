"""The folder for Jest and Vitest: built from the profiles, tested in Node.js."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import jsenv

NODE = Path(__file__).resolve().parent.parent.parent / "node"


def test_the_node_adapter(tmp_path: Path) -> None:
    node = jsenv.node()
    folder = tmp_path / "node"
    shutil.copytree(NODE, folder, ignore=shutil.ignore_patterns("clients", "node_modules"))
    wanted = ["wx/ios", "my/ios", "tt/ios@7.40.0"]
    built = subprocess.run([sys.executable, "build.py", *wanted], cwd=folder, capture_output=True,
                           text=True, check=False)  # fmt: skip
    assert built.returncode == 0, built.stderr
    assert "tt_ios@7.40.0.js" in built.stdout
    done = subprocess.run([str(node), "--test", "host.test.js"], cwd=folder, capture_output=True,
                          text=True, check=False, timeout=60)  # fmt: skip
    assert done.returncode == 0, done.stdout
