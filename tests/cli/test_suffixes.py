"""A name whose suffix says a format that is not written is refused, and none is then made."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main

NORMALIZE = ["normalize", "-q", "--from", "wx", "--api", "chooseImage", "in.jsonl"]
REPORT = ["report", "-q", "--from", "wx", "--api", "chooseImage", "in.jsonl"]
RUNTIME = ["runtime", "--from", "wx", "--to", "my"]
PORT = ["port", "src", "--from", "wx", "--to", "my"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("in.jsonl").write_text('{"tempFilePaths":["a"]}\n')
    Path("src").mkdir()
    Path("src/a.js").write_text("wx.chooseImage({})\n")


@pytest.mark.parametrize(
    ("args", "listed"),
    [
        *(
            ([*NORMALIZE, "--out", f"x{end}"], ".jsonl, .ndjson, .json, .log, .txt, .parquet")
            for end in (".csv", ".arrow", ".feather", ".xlsx", ".gz", ".jsonl.gz", ".avro", ".CSV")
        ),
        ([*NORMALIZE, "--rejects", "x.csv"], ".jsonl"),
        ([*NORMALIZE, "--rejects", "x.parquet"], ".jsonl"),
        ([*REPORT, "--out", "r.pdf"], ".html, .htm, .json, .toml, .txt"),
        ([*REPORT, "--out", "r.csv"], ".html"),
        ([*REPORT, "--format", "json", "--out", "r.html"], ".json"),
        ([*REPORT, "--format", "text", "--out", "r.json"], ".txt"),
        ([*RUNTIME, "--out", "m.ts"], ".js, .mjs, .cjs"),
        ([*RUNTIME, "--out", "m.json"], ".js"),
        ([*RUNTIME, "--out", "m.js", "--types", "m.ts"], ".d.ts, .d.mts, .d.cts"),
        ([*PORT, "--report", "r.pdf"], ".json, .sarif, .xml, .md, .html, .htm, .txt"),
        ([*PORT, "--report", "r.js"], ".json"),
        ([*PORT, "--html", "r.md"], ".html, .htm"),
        ([*PORT, "--format", "text", "--report", "r.sarif"], ".txt"),
        (["profile", "new", "acme", "--out", "acme.yaml"], ".toml"),
        (["profile", "schema", "--out", "s.toml"], ".json"),
        (["scenario", "new", "flow.yaml"], ".toml"),
    ],
    ids=lambda value: " ".join(value)[-40:] if isinstance(value, list) else "",
)
def test_refused(args: list[str], listed: str, capsys: pytest.CaptureFixture[str]) -> None:
    before = sorted(os.listdir())
    assert main(args) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    assert f" file; a name may end in {listed}" in captured.err
    assert sorted(os.listdir()) == before


@pytest.mark.parametrize(
    "name", ["x", "x.jsonl", "x.NDJSON", "x.out", "x.2026-11-28", "x.1", "tmp.Xy3aBc9q12", ".x"]
)
def test_names_that_say_nothing_else(name: str) -> None:
    assert main([*NORMALIZE, "--out", name]) == 0
    assert Path(name).read_text().startswith('{"api"')


def test_what_a_suffix_says_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    for name, start in (("r.html", "<!doctype"), ("r.json", "{"), ("r.txt", "1 lines")):
        assert main([*REPORT, "--out", name]) == 0
        assert Path(name).read_text().lower().startswith(start)
    for name, start in (("p.sarif", "{"), ("p.json", "{"), ("p.txt", "")):
        assert main([*PORT, "--report", name]) in (0, 1)
        assert Path(name).read_text().startswith(start)
    assert '"$schema"' in Path("p.sarif").read_text()
    assert '"$schema"' not in Path("p.json").read_text()
