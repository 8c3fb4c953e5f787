"""The examples of the engine run, and show what they promise."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
import worlds


def test_upload_flow(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["upload_flow.py"])
    runpy.run_path(str(root / "examples" / "upload_flow.py"), run_name="__main__")
    out = capsys.readouterr().out
    assert out.count("turn 6") == 4  # Feishu does not say it: Media reads it from the file
    assert out.count("auth_denied") == 3
    assert "kept in the album as" in out


def test_upload_flow_over_a_folder(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("cat.jpg", "dog.jpg"):
        (tmp_path / name).write_bytes(worlds.ALBUM[name])
    monkeypatch.setattr("sys.argv", ["upload_flow.py", str(tmp_path)])
    runpy.run_path(str(root / "examples" / "upload_flow.py"), run_name="__main__")
    assert capsys.readouterr().out.count("160 x 120") == 4
    assert len(list(tmp_path.iterdir())) == 2
