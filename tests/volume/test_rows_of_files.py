"""Columns from files: each row with its file, its line and what its envelope held."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyarrow")

import mediaglot as mg
import pyarrow as pa
import pyarrow.parquet as pq
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume import arrow, cluster
from mediaglot.adapters.volume.rows import row


def line(number: int) -> str:
    if number % 11 == 3:
        return "nope"
    if number % 11 in (5, 6):
        return ["", "  \t", "\r"][number % 3]
    payload: dict[str, Any] = {"apFilePaths": [f"{number}.jpg"]}
    if number % 11 == 7:
        payload = {"error": 11}
    made: dict[str, Any] = {
        "api": "chooseImage",
        "payload": payload,
        "user": f"u{number}",
        "at": number,
    }
    if number % 11 == 8:
        made = {"api": "chooseImage", "payload": payload}
    if number % 11 == 9:
        made["deep"] = {"list": [1, 2.5, None, "é"], "none": None}
    return json.dumps(made, ensure_ascii=number % 2 == 0)


NUMBERS = range(1, 4001)


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    names = []
    for name in ("a.jsonl", "b.jsonl"):
        file = tmp_path / name
        file.write_text("\n".join(map(line, NUMBERS)))
        names.append(str(file))
    return names


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("keep", [False, True])
def test_file_line_and_envelope(files: list[str], tmp_path: Path, jobs: str, keep: bool) -> None:
    out = tmp_path / "rows.parquet"
    command = ["normalize", "-q", "--from", "my", "--envelope", "--jobs", jobs, "--out", str(out)]
    command += ["--on-error", "keep"] if keep else []
    assert main([*command, *files]) == 1
    rows = pq.read_table(out).to_pylist()
    wanted = [
        number for number in NUMBERS if number % 11 not in (5, 6) and (keep or number % 11 != 3)
    ]
    assert [row["line"] for row in rows] == wanted * 2
    assert [row["file"] for row in rows] == [name for name in files for _ in wanted]
    for made, number in zip(rows, wanted * 2, strict=True):
        text = line(number)
        if number % 11 == 3:
            assert "not JSON" in made["error"]
            assert made["envelope"] is None
            continue
        sent = json.loads(text)
        rest = {key: item for key, item in sent.items() if key not in ("api", "payload")}
        assert (json.loads(made["envelope"]) if made["envelope"] else {}) == rest
        if made["ok"]:
            assert made["files"][0]["path"] == f"{number}.jpg"


def test_without_the_option_there_is_no_envelope(files: list[str], tmp_path: Path) -> None:
    out = tmp_path / "rows.parquet"
    assert main(["normalize", "-q", "--from", "my", "--out", str(out), files[0]]) == 1
    table = pq.read_table(out)
    assert table.column_names == ["file", "line", *arrow.SCHEMA.names]
    assert table.column("envelope").null_count == len(table)


def test_numbers_keep_their_spelling_and_shapes_stay_fast() -> None:
    """What passes through is copied, so that the envelope does not cost the fast path."""
    lines = b"".join(
        b'{"api":"chooseImage","payload":{"apFilePaths":["%d"]},"at":%d,"x":1.50}\n' % (n, n)
        for n in range(300)
    )
    fast = Fast(LineSettings(read="my", envelope=True), row)
    table = arrow.table(fast.run(lines).data)
    assert [json.loads(text)["at"] for text in table.column("envelope").to_pylist()] == [
        *range(300)
    ]
    seen = []
    fast._slow = lambda *more: seen.append(more)  # type: ignore[method-assign]
    fast.run(lines)
    assert not seen


def test_columns_in_keep_envelopes_too(tmp_path: Path) -> None:
    texts = [
        '{"api":"chooseImage","payload":{"error":11},"user":"u"}',
        '{"api":"chooseImage","payload":{"error":11}}',
        None,
    ]
    made = mg.arrow.normalize(pa.array(texts), read="my", envelope=True)
    assert made.schema == mg.arrow.SCHEMA
    assert made.column("envelope").to_pylist() == ['{"user":"u"}', None, None]
    assert mg.arrow.normalize(pa.array(texts), read="my").column("envelope").null_count == 3
    named = pa.table({"payload": texts, "read": ["my"] * 3})
    assert (
        mg.arrow.normalize(named, envelope=True).column("envelope").to_pylist()[0] == '{"user":"u"}'
    )
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(text or "" for text in texts))
    part = str(tmp_path / "part.parquet")
    cluster.write_part(str(file), 0, 1000, part, "my", None, envelope=True)
    assert pq.read_table(part).column("envelope").to_pylist() == ['{"user":"u"}', None]


def test_lines_that_are_too_long_have_their_numbers(tmp_path: Path) -> None:
    file, out = tmp_path / "in.jsonl", tmp_path / "rows.parquet"
    short = '{"apFilePaths":["a"]}'
    file.write_text("\n".join([short, "", "[" * 500, short, "", " ", short]))
    command = ["normalize", "-q", "--from", "my", "--api", "chooseImage", "--max-line", "100"]
    assert main([*command, "--out", str(out), str(file)]) == 1
    assert pq.read_table(out).column("line").to_pylist() == [1, 4, 7]


def test_names_in_a_folder_are_no_files_with_columns() -> None:
    settings = LineSettings(read="wx", api="readdir")
    made, _ = row(settings, {"errMsg": "readdir:ok", "files": ["a.jpg", "b.jpg"]})
    assert made["ok"]
    assert made["files"] == []
    assert made["extra"] == [{"name": "files", "value": '["a.jpg","b.jpg"]'}]
