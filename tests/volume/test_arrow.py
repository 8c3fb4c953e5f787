"""Columns: the same rows as the reference path gives, whatever the input's form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
import strategies
import streams
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.lines.stream import Bad, LineSettings, settled
from mediaglot.adapters.plan import pair as plans
from mediaglot.adapters.volume import rows, tables
from mediaglot.adapters.volume.cells import values_of
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.operations import OPERATIONS, of_family

pa = pytest.importorskip("pyarrow", reason="columns need pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
REPLY = {"tempFilePaths": ["a.jpg"], "tempFiles": [{"path": "a.jpg", "size": 7}]}


def compact(row: dict[str, Any]) -> dict[str, Any]:
    """A row without its nulls and empty lists."""
    kept = {name: item for name, item in row.items() if item not in (None, [])}
    for name in ("files", "diagnostics", "extra"):
        if name in kept:
            kept[name] = [
                {key: value for key, value in item.items() if value is not None}
                for item in kept[name]
            ]
    return kept


def expected(text: bytes, read: str, api: str) -> dict[str, Any]:
    made = settled(LineSettings(read=read, api=api), text, rows.row)
    return {"error": made.message} if isinstance(made, Bad) else compact(json.loads(made[1].data))


@settings(deadline=None, max_examples=120, suppress_health_check=SLOW)
@given(data=st.data())
def test_rows_are_those_of_the_reference_path(data: st.DataObject) -> None:
    vendor, api = data.draw(st.sampled_from(streams.CALLS))
    lines = [line.strip() for line in data.draw(streams.lines(vendor, api)) * 2]
    lines = [line for line in lines if line]
    made = mg.arrow.normalize(pa.array(lines, pa.binary()), read=vendor, api=api)
    assert made.schema == mg.arrow.SCHEMA
    assert [compact(row) for row in made.to_pylist()] == [
        expected(line, vendor, api) for line in lines
    ]


@settings(deadline=None, max_examples=60, suppress_health_check=SLOW)
@given(data=st.data())
def test_structs_are_read_as_their_json(data: st.DataObject) -> None:
    vendor, api = data.draw(st.sampled_from(streams.CALLS))
    replies = data.draw(
        st.lists(strategies.replies(plans.view(vendor).program(api)), min_size=1, max_size=3)
    )
    column = pa.array([*replies, None])
    made = mg.arrow.normalize(pa.table({"payload": column}), read=vendor, api=api)
    there = [json.dumps(item).encode() for item in values_of(column)]
    assert [compact(row) for row in made.to_pylist()] == [
        expected(text, vendor, api) for text in there
    ]


def test_the_order_of_fields_says_nothing() -> None:
    """A shape that was learnt takes its fields in any order: what is said of them has its own."""
    one = b'{"zz":{"b":1,"a":2},"errNo":1,"aa":3}'
    other = b'{"aa":3,"errNo":1,"zz":{"a":2,"b":1}}'
    rows_of = [
        mg.arrow.normalize(pa.array(lines, pa.binary()), read=vendor, api=api).to_pylist()
        for vendor, api in (("douyin", "previewImage"), ("wx", "compressImage"))
        for lines in ([one, other, other, one], [other, one, one, other])
    ]
    for made in rows_of:
        assert made[0]["extra"] == [
            {"name": "aa", "value": "3"},
            {"name": "zz", "value": '{"a":2,"b":1}'},
        ]
        assert all(row == made[0] for row in made)


def test_every_canonical_field_has_its_column() -> None:
    for name in of_family("media"):
        for path in OPERATIONS[name].result:
            leaf = path.rpartition(".")[2]
            assert rows.RENAMED.get(leaf, leaf) in {*rows.FILE, "media"}, path


def test_forms_of_input() -> None:
    text = json.dumps(REPLY)
    wanted = mg.arrow.normalize(pa.array([text]), read="my", api="chooseImage")
    assert wanted.to_pylist()[0]["files"][0]["size"] == 7
    table = pa.table({"payload": [text], "id": [1]})
    for form in (
        pa.chunked_array([[text]]),
        pa.array([text], pa.large_string()),
        pa.array([json.dumps(REPLY, indent=2)]),
        table,
        table.to_batches()[0],
        pa.table({"value": [text]}),
        pa.table({"x": [text], "y": [text]}),
        pa.table({name: [item] for name, item in REPLY.items()}),
    ):
        column = "y" if "x" in getattr(form, "column_names", ()) else None
        assert mg.arrow.normalize(form, read="my", api="chooseImage", column=column) == wanted
    named = pa.table({"payload": [text], "api": ["chooseImage"], "client": ["my"]})
    assert mg.arrow.normalize(named) == wanted
    enveloped = json.dumps({"api": "chooseImage", "read": "my", "payload": REPLY})
    assert mg.arrow.normalize(pa.array([enveloped])) == wanted
    batches = list(mg.arrow.batches(iter(table.to_batches()), read="my", api="chooseImage"))
    assert pa.Table.from_batches(batches) == wanted


def test_rows_stay_in_step_with_the_input() -> None:
    payloads = ['{"error":11}', None, "", "  \n ", "nope", "{}", '{"error":11,"error":2}']
    table = pa.table(
        {
            "payload": [*payloads, "{}", "{}", "{}"],
            "api": ["chooseImage"] * 8 + ["nothing", None],
            "read": ["my"] * 7 + ["zz", "my", "my"],
        }
    )
    made = mg.arrow.normalize(table).to_pylist()
    assert len(made) == 10
    assert [row["ok"] for row in made] == [False, *[None] * 4, True, *[None] * 4]
    assert ["error" in compact(row) for row in made] == [row["ok"] is None for row in made]
    assert "unknown vendor" in made[7]["error"]
    assert "no API" in made[8]["error"]
    assert "api" in made[9]["error"]


def test_numbers_that_do_not_fit_a_column_are_kept_beside_it() -> None:
    files = '{"tempFiles":[{"path":"a","size":SIZE}]}'
    texts = [files.replace("SIZE", size) for size in ("1.5", "1e30", "3.0")]
    made = mg.arrow.normalize(pa.array(texts), read="my", api="chooseImage").to_pylist()
    assert [row["files"][0]["size"] for row in made] == [None, None, 3]
    assert made[0]["extra"] == [{"name": "files[0].size", "value": "1.5"}]
    assert [row["error"] for row in made] == [None] * 3


def test_bad_input_and_none() -> None:
    with pytest.raises(InputError, match="did you mean 'payload'"):
        mg.arrow.normalize(pa.table({"payload": ["{}"]}), read="my", api="x", column="pyload")
    for empty in (pa.array([], pa.string()), pa.table({"payload": pa.array([], pa.string())})):
        assert mg.arrow.normalize(empty, read="my", api="chooseImage").num_rows == 0
    with pytest.raises(InputError, match="unknown vendor"):
        mg.arrow.normalize(pa.array([], pa.string()), read="zz")
    with pytest.raises(InputError, match="unknown vendor"):
        mg.arrow.normalize(pa.array(["{}"]), read="zz", api="chooseImage")


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_parquet_from_the_command_line(tmp_path: Path, jobs: str) -> None:
    source, out = tmp_path / "in.jsonl", tmp_path / "rows.parquet"
    bad = tmp_path / "bad.jsonl"
    lines = [json.dumps(REPLY), '{"error":11}', "nope"] * 1000
    source.write_text("\n".join(lines))
    args = ["normalize", "-q", "--from", "my", "--api", "chooseImage", "--jobs", jobs]
    args += ["--out", str(out), "--rejects", str(bad), str(source)]
    assert main(args) == 1
    made = pq.read_table(out)
    assert made.schema == mg.arrow.FILE_SCHEMA
    assert made.column("ok").to_pylist() == [True, False] * 1000
    assert made.column("line").to_pylist() == [n for n in range(1, 3001) if n % 3]
    assert len(bad.read_text().splitlines()) == 1000
    assert main([*args[:-1], "--to", "wx", str(source)]) == 2
    assert main([*args[:-1], "--resume", str(source)]) == 2
    assert sorted(item.name for item in tmp_path.iterdir()) == [
        "bad.jsonl",
        "in.jsonl",
        "rows.parquet",
    ]


def test_without_pyarrow_the_way_to_get_it_is_told() -> None:
    code = (
        "import sys; sys.modules['pyarrow'] = None\n"
        "from mediaglot.adapters.cli.main import main\n"
        "import mediaglot as mg\n"
        "try: mg.arrow\n"
        "except ImportError as error: print(error)\n"
        "print(main(['normalize', '--from', 'my', '--out', 'x.parquet']))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=b"", capture_output=True, check=True, timeout=60
    )
    first, status = done.stdout.decode().splitlines()
    assert 'pip install "mediaglot[arrow]"' in first
    assert status == "2"
    assert "mediaglot[arrow]" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_many_bytes_are_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_BLOCK", 1000)
    monkeypatch.setattr(mg.arrow, "MAX_BLOCK", 1000)
    texts = [json.dumps({"error": 11, "errorMessage": str(number)}) for number in range(500)]
    made = mg.arrow.normalize(pa.array(texts), read="my", api="chooseImage")
    assert made.column("message").to_pylist() == [str(number) for number in range(500)]
