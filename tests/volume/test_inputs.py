"""Messages in whatever they come: packed, as an array, as a table. The same lines come out."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from commands import called
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume.inputs import is_lines, lines_of
from mediaglot.adapters.volume.job import Job
from mediaglot.adapters.volume.run import run
from mediaglot.canonical.errors import InputError

OK = {"tempFilePaths": ["a, b.jpg"], "tempFiles": [{"path": 'a"b', "size": 7}]}
MESSAGES: list[dict[str, Any]] = [
    {"api": "chooseImage", "read": "wx", "payload": OK},
    {"api": "chooseImage", "read": "my", "payload": {"error": 11}},
    {"api": "getImageInfo", "read": "tt", "payload": {"width": 3, "height": 4, "type": "图片"}},
] * 40
LINES = b"".join(json.dumps(item).encode() + b"\n" for item in MESSAGES)
FLAT = [{**item, "payload": json.dumps(item["payload"], ensure_ascii=False)} for item in MESSAGES]


def ran(file: Path, **how: Any) -> tuple[bytes, Any]:
    out = io.BytesIO()
    state = run(Job(settings=LineSettings(), files=[str(file)], **how), out)
    return out.getvalue(), state


def as_csv(divider: str = ",") -> bytes:
    made = io.StringIO()
    writer = csv.DictWriter(made, ["api", "read", "payload"], delimiter=divider)
    writer.writeheader()
    writer.writerows(FLAT)
    return made.getvalue().encode()


def table() -> Any:
    pa = pytest.importorskip("pyarrow")
    return pa.Table.from_pylist(FLAT)


def parquet() -> bytes:
    pq = pytest.importorskip("pyarrow.parquet")
    made = io.BytesIO()
    pq.write_table(table(), made, row_group_size=50)
    return made.getvalue()


def arrow(kind: str) -> bytes:
    pa = pytest.importorskip("pyarrow")
    made = io.BytesIO()
    with getattr(pa.ipc, f"new_{kind}")(made, table().schema) as writer:
        writer.write_table(table(), 50)
    return made.getvalue()


def zstd(data: bytes) -> bytes:
    pa = pytest.importorskip("pyarrow")
    made = pa.BufferOutputStream()
    with pa.CompressedOutputStream(made, "zstd") as stream:
        stream.write(data)
    return bytes(made.getvalue())


FORMS: dict[str, Callable[[], bytes]] = {
    "a.jsonl": lambda: LINES,
    "a.gz": lambda: gzip.compress(LINES),
    "a.bz2": lambda: bz2.compress(LINES),
    "a.xz": lambda: lzma.compress(LINES),
    "a.zst": lambda: zstd(LINES),
    "a.json": lambda: json.dumps(MESSAGES).encode(),
    "pretty.json": lambda: b"\xef\xbb\xbf\n" + json.dumps(MESSAGES, indent=2).encode() + b"\n",
    "a.json.gz": lambda: gzip.compress(json.dumps(MESSAGES).encode()),
    "a.csv": as_csv,
    "a.tsv": lambda: as_csv("\t"),
    "a.csv.gz": lambda: gzip.compress(as_csv()),
    "mark.csv": lambda: b"\xef\xbb\xbf" + as_csv(),
    "a.parquet": parquet,
    "a.arrow": lambda: arrow("file"),
    "a.arrows": lambda: arrow("stream"),
}


@pytest.mark.parametrize("name", FORMS)
def test_the_same_comes_out(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain.jsonl").write_bytes(LINES)
    wanted, state = ran(tmp_path / "plain.jsonl")
    assert state.tally.lines == len(MESSAGES)
    file = tmp_path / name
    file.write_bytes(FORMS[name]())
    assert is_lines(str(file)) == (name == "a.jsonl")
    made, state = ran(file)
    assert (state.tally.lines, state.tally.bad) == (len(MESSAGES), 0)
    assert made == wanted


def test_from_a_stream_too() -> None:
    wanted = called(["normalize", "-q"], LINES)[1]
    for data in (json.dumps(MESSAGES).encode(), gzip.compress(LINES), bz2.compress(LINES)):
        stream: Any = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
        out = io.BytesIO()
        run(Job(settings=LineSettings(), files=["-"]), out, source=stream)
        assert out.getvalue() == wanted


def test_a_run_over_an_array_is_gone_on_with(tmp_path: Path) -> None:
    """It was stopped in the middle: the place is one of the lines that the array stands for."""
    file = tmp_path / "a.json"
    file.write_bytes(json.dumps(MESSAGES).encode())
    with file.open("rb") as stream:
        made = lines_of(stream, "a.json")
        place = len(LINES) // 2 - 3
        made.seek(place)
        whole = b"".join(json.dumps(item).encode() + b"\n" for item in MESSAGES)
        assert made.read() == whole[place:]


def test_rows_keep_their_other_columns_and_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text('method,who,data\nchooseImage,me,"{""error"":\n 11}"\n,you,nothing\n', "utf-8")
    words = ["normalize", "--from", "my", "--map", "method=api,data=payload", "--envelope"]
    status, out, told = called([*words, str(file)])
    assert status == 1
    (row,) = [json.loads(line) for line in out.splitlines()]
    assert (row["who"], row["failure"]["kind"]) == ("me", "cancelled")
    assert 'a.csv:2: expected {"method": ..., "data": ...}' in told


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.csv", b"api,api\n1,2\n", "a.csv:1: two columns are called 'api'"),
        ("a.csv", b"api,payload\n1,2,3\n", "a.csv:2: a row of 3 cells, where the first has 2"),
        ("a.csv", b"api\n\xff\n", "a.csv: not CSV in UTF-8: byte 0xff after row 0"),
        ("a.csv", b'api,payload\nchooseImage,"{}\n', "a.csv:2: not CSV: unexpected end"),
        ("a.csv", b'api,payload\nchooseImage,"{}"x\n', "a.csv:2: not CSV: ',' expected"),
        ("a.csv", b"error;errorMessage\n11;x\n", "a.csv:1: the only column is called 'error;err"),
        ("a.tsv", b"api,payload\nchooseImage,{}\n", "cells are divided by a tab here"),
        ("a.csv", b'{"error":11}\n', "a.csv:1: the first row is JSON, not the names of columns"),
        ("a.csv", "api,payload\n".encode("utf-16"), "a.csv: it is UTF-16, not JSON Lines: "),
        ("a.tsv", b"Obj\x01avro", "a.tsv: it is Avro, not JSON Lines: "),
        ("a.csv.gz", gzip.compress("api\n".encode("utf-16"), mtime=0), "a.csv.gz: it is UTF-16, "),
        ("a.parquet", b"PAR1" + bytes(range(256)), "a.parquet: cannot be read: "),
        ("a.arrow", b"ARROW1\0\0" + bytes(range(256)), "a.arrow: cannot be read: "),
        ("a.arrow", b"\xff\xff\xff\xff\x10\0\0\0", "a.arrow: cannot be read: "),
        ("a.zst", b"\x28\xb5\x2f\xfd" + bytes(range(256)), "a.zst: cannot be unpacked: "),
        ("a.xz", lzma.compress(LINES)[:99], "a.xz: cannot be unpacked: "),
        ("a.bz2", bz2.compress(LINES)[:-9], "a.bz2: cannot be unpacked: "),
    ],
)
def test_what_is_damaged_is_told(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    if name.endswith((".parquet", ".arrow", ".zst")):
        pytest.importorskip("pyarrow")
    file = tmp_path / name
    file.write_bytes(data)
    status, _, told = called(["normalize", str(file)])
    assert status == 2
    assert said in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("start", ["", "\ufeff", "\n\n", " "])
@pytest.mark.parametrize("indent", [1, 4, "\t"])
def test_objects_laid_out_over_lines(tmp_path: Path, start: str, indent: Any) -> None:
    file = tmp_path / "a.json"
    odd = {"error": 11, "errorMessage": 'a { [ "quoted" \\', "list": [[], {}, [{"a": "}"}]]}
    replies = [{"error": 11}, odd, {}, {"apFilePaths": ["a", "b"]}]
    text = "\n".join(json.dumps(reply, indent=indent) for reply in replies)
    file.write_text(start + text + "\n", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text("\n".join(map(json.dumps, replies)) + "\n", encoding="utf-8")
    command = ["normalize", "--from", "my", "--api", "chooseImage"]
    assert called([*command, str(file)])[:2] == called([*command, str(tmp_path / "b.jsonl")])[:2]


def test_a_damaged_object_is_lines_that_are_bad(tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    file.write_bytes(b'{\n "error": 11,\n "x": "cut\n}\n{"error":11}\n{\n"error":11\n}\n')
    status, out, told = called(["normalize", "--from", "my", "--api", "chooseImage", str(file)])
    assert (status, len(out.splitlines())) == (1, 2)
    assert "normalize: 6 lines, 4 bad" in told


TABLE = b'api,payload,read\nchooseImage,"{""error"":11}",my\nchooseImage,,my\n,,\n\nchooseImage\n'


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_row_without_its_payload_is_no_reply(tmp_path: Path, name: str) -> None:
    data = TABLE
    if name == "a.parquet":
        pa, pq = pytest.importorskip("pyarrow"), pytest.importorskip("pyarrow.parquet")
        texts = ['{"error":11}', None, None]
        rows = pa.table({"api": ["chooseImage"] * 3, "payload": texts, "read": ["my", "my", None]})
        made = io.BytesIO()
        pq.write_table(rows, made)
        data = made.getvalue()
    file = tmp_path / name
    file.write_bytes(data)
    status, out, told = called(["normalize", "--from", "wx", "--api", "chooseImage", str(file)])
    assert status == 1
    assert [json.loads(line)["failure"]["code"] for line in out.splitlines()] == [11]
    last = 5 if name == "a.csv" else 3  # empty lines of a table are lines, and no rows
    assert f"{name}:2: my: expected a reply object, got null" in told
    assert f"{name}:{last}: wx: expected a reply object, got null" in told
    assert "3 lines, 2 bad" in told


def test_a_table_that_has_to_be_a_file_is_named() -> None:
    pytest.importorskip("pyarrow")
    for head, kind in ((b"PAR1", "Parquet"), (b"ARROW1\0\0", "Arrow")):
        reading, writing = os.pipe()
        os.write(writing, head + bytes(64))
        os.close(writing)
        with open(reading, "rb") as stream:
            made = lines_of(stream, "<stdin>")
            with pytest.raises(InputError) as raised:
                made.read()
        told = f"<stdin>: {kind} is read from a file alone, not from a pipe"
        assert str(raised.value) == told


def test_arrays_that_are_none(tmp_path: Path) -> None:
    good = json.dumps(MESSAGES[1])
    for text, lines, bad in (
        (f"[{good}, {good}", 3, 1),  # without an end, which is told
        (f"[{good}, {good}\n", 3, 1),
        (f"[{good},", 2, 1),
        (f'[{good}, {{"a": ', 2, 1),
        (f"[{good}]\n{good}\n", 2, 0),  # lines behind it
        (f"[{good}, 3, [1, [2]], {good}]", 4, 2),
        ("[]", 0, 0),
        ("[", 1, 1),
        (f"[ 3, {good}]", 1, 1),  # of no objects: a line
        (f"[{good},]", 1, 0),
        (f'[{{"a": "]}}", "b": "\\\\\\""}}, {good}]', 2, 1),
    ):
        file = tmp_path / "a.json"
        file.write_text(text, encoding="utf-8")
        _, state = ran(file)
        assert (state.tally.lines, state.tally.bad) == (lines, bad), text


@given(st.lists(st.recursive(
    st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
        st.text(), inner), max_leaves=6), max_size=6), st.sampled_from([None, 1]))  # fmt: skip
def test_an_array_is_divided_where_its_entries_end(values: list[Any], indent: int | None) -> None:
    rows = [{"v": value} for value in values]
    data = json.dumps(rows, indent=indent, ensure_ascii=False).encode("utf-8", "surrogatepass")
    stream: Any = io.BufferedReader(io.BytesIO(data))  # type: ignore[arg-type]
    assert [json.loads(line) for line in lines_of(stream, "x").read().splitlines()] == rows


def test_an_entry_without_an_end_takes_no_memory_without_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mediaglot.adapters.volume.inputs.MAX_LINE", 100_000)
    file = tmp_path / "a.json"
    file.write_bytes(b'[{"' + b"x" * 1_000_000 + b"\n" + LINES)
    _, state = ran(file, max_line=1000)
    assert (state.tally.lines, state.tally.bad) == (len(MESSAGES) + 1, 1)


def test_a_first_line_that_is_cut_off_takes_no_other_with_it(tmp_path: Path) -> None:
    for first in ('[{"api": "chooseIm', "[" * 70_000, '["a"'):
        file = tmp_path / "a.jsonl"
        file.write_bytes(first.encode() + b"\n" + LINES)
        _, state = ran(file)
        assert (state.tally.lines, state.tally.bad) == (len(MESSAGES) + 1, 1), first[:20]


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.zst"])
def test_without_the_library_it_says_so(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / name).write_bytes(FORMS[name]())
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(InputError, match=rf'{name}: is .*needs pyarrow.*pip install "mediaglot'):
        ran(tmp_path / name)
