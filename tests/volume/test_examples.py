"""The examples with DuckDB and Polars run, where these are installed."""

from __future__ import annotations

import json
import runpy
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main

EXAMPLES = Path(__file__).parents[2] / "examples"
LINES = [
    {"api": "chooseImage", "read": "my", "payload": {"tempFiles": [{"path": "a", "size": 30}]}},
    {"api": "chooseImage", "read": "my/ios", "payload": {"tempFilePaths": ["a", "b"]}},
    {"api": "chooseImage", "read": "my", "payload": {"error": 11}},
    {"api": "chooseImage", "read": "my", "payload": {"error": 4711}},
    {"api": "chooseVideo", "read": "tt", "payload": {"errno": 107, "errMsg": "chooseVideo:fail"}},
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(map(json.dumps, LINES)))
    return file


def test_duckdb(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("duckdb", reason="the example needs duckdb")
    pytest.importorskip("pyarrow", reason="columns need pyarrow")
    runpy.run_path(str(EXAMPLES / "columns_duckdb.py"))["main"]([str(source)])
    said = capsys.readouterr().out
    assert "my chooseImage cancelled 11 1" in said
    assert "chooseImage 3 30.0 30" in said
    assert "my chooseImage 4711 1" in said


def test_polars(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pl = pytest.importorskip("polars", reason="the example needs polars")
    pytest.importorskip("pyarrow", reason="columns need pyarrow")
    out = tmp_path / "rows.parquet"
    assert main(["normalize", "-q", "--out", str(out), str(source)]) == 0
    example = runpy.run_path(str(EXAMPLES / "columns_polars.py"))
    example["main"](str(out))
    assert "chooseImage" in capsys.readouterr().out
    rows = pl.scan_parquet(out)
    made = example["success"](rows).collect().rows()
    assert made == [("my", "chooseImage", 4, 0.5, 1), ("tt", "chooseVideo", 1, 0.0, 0)]
    assert example["sizes"](rows).collect().rows()[0] == ("chooseImage", 30.0, 30.0)
