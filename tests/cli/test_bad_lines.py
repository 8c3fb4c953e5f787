"""Ten bad lines are told each, the others by reason; a file of rejects has all."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from mediaglot.adapters.cli.main import main

COMMAND = ["normalize", "--from", "my", "--api", "chooseImage", "--out", "o.jsonl", "in.jsonl"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(bad: int) -> None:
    kinds = ['{"api":"nope%d","payload":{}}', "nope", '{"apFilePaths":', "3"]
    rows = [kinds[number % 4].replace("%d", str(number)) for number in range(bad)]
    Path("in.jsonl").write_text("\n".join([*rows, '{"apFilePaths":["a"]}']))


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ten_then_counts(capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    write(4010)
    assert main([*COMMAND, "--jobs", jobs]) == 1
    said = capsys.readouterr().err.splitlines()
    assert [text.partition(": ")[0] for text in said[:10]] == [
        f"in.jsonl:{number}" for number in range(1, 11)
    ]
    assert said[10] == "4,000 more bad lines:"
    counts = {text.split(None, 1)[1]: text.split()[0] for text in said[11:-1]}
    assert sorted(counts.values()) == ["1,000"] * 4
    assert any("no API …" in reason for reason in counts)
    assert said[-1].startswith("normalize: 4,011 lines, 4,010 bad")


def test_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    write(15)
    assert main([*COMMAND, "--format", "json"]) == 1
    said = [json.loads(text) for text in capsys.readouterr().err.splitlines()]
    assert [item["line"] for item in said[:10]] == list(range(1, 11))
    assert said[10]["more"] == sum(said[10]["reasons"].values()) == 5
    assert said[11]["bad"] == 15


@pytest.mark.parametrize("bad", [0, 1, 10])
def test_few_are_told_each_and_no_more_is_said(
    capsys: pytest.CaptureFixture[str], bad: int
) -> None:
    write(bad)
    assert main(COMMAND) == bool(bad)
    said = capsys.readouterr().err.splitlines()
    assert len(said) == bad + 1
    assert "more" not in said[-1]


def test_rejects_have_all(capsys: pytest.CaptureFixture[str]) -> None:
    write(30)
    assert main([*COMMAND, "--rejects", "bad.jsonl"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert len(Path("bad.jsonl").read_text().splitlines()) == 30


def test_reasons_are_bounded(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from mediaglot.adapters.cli import bad_lines

    monkeypatch.setattr(bad_lines, "REASONS", 2)
    write(100)
    assert main(COMMAND) == 1
    said = capsys.readouterr().err.splitlines()
    assert said[10] == "90 more bad lines:"
    assert len(said) == 10 + 1 + 3 + 1
    assert any(text.endswith("(others)") for text in said)


def test_a_reason_keeps_what_is_of_every_line(capsys: pytest.CaptureFixture[str]) -> None:
    lines = [b"\xff" * (number % 3 + 1) + b"\xfe" for number in range(12)]
    rows = [b'{"api": "chooseImage", "error": %d}' % number for number in range(12)]
    Path("in.jsonl").write_bytes(b"\n".join([*(b"{" + line for line in lines), *rows]))
    assert main(["normalize", "--from", "my", "in.jsonl"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert {text.strip() for text in said[11:-1]} == {
        "2  not JSON: invalid UTF-8 at byte …",
        '12  expected {"api": ..., "payload": ...}, or the API given by --api',
    }
