"""Cells of tables and frames that JSON has no word for: read as what they say, by every way in."""

from __future__ import annotations

import datetime
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume.cells import dumped
from mediaglot.adapters.volume.job import Job
from mediaglot.adapters.volume.run import run

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

TEXT = '{"error":11,"errorMessage":"用户取消"}'
DATA = TEXT.encode()
MAPS = pa.map_(pa.string(), pa.int32())


def struct(**members: Any) -> Any:
    return pa.array([members])


# what stands in the column `payload`, and the code, message and fields that are read of it
COLUMNS: dict[str, tuple[Any, str | None, str | None, dict[str, str]]] = {
    "text": (pa.array([TEXT]), "11", "用户取消", {}),
    "text view": (pa.array([TEXT], pa.string_view()), "11", "用户取消", {}),
    "bytes": (pa.array([DATA], pa.binary()), "11", "用户取消", {}),
    "many bytes": (pa.array([DATA], pa.large_binary()), "11", "用户取消", {}),
    "bytes of one length": (pa.array([DATA], pa.binary(len(DATA))), "11", "用户取消", {}),
    "bytes that are padded": (pa.array([DATA + bytes(9)], pa.binary(len(DATA) + 9)),
                              "11", "用户取消", {}),
    "view of bytes": (pa.array([DATA], pa.binary_view()), "11", "用户取消", {}),
    "dictionary": (pa.array([TEXT]).dictionary_encode(), "11", "用户取消", {}),
    "dictionary of bytes": (pa.array([DATA]).dictionary_encode(), "11", "用户取消", {}),
    "runs": (pa.RunEndEncodedArray.from_arrays(pa.array([1], pa.int32()), pa.array([TEXT])),
             "11", "用户取消", {}),
    "map": (pa.array([[("error", 11), ("more", 2)]], MAPS), "11", None, {"more": "2"}),
    "bytes inside": (struct(error=11, errorMessage=b"\xe5\x9b\xbe", raw=b"\xff\0"),
                     "11", "图", {"raw": "ff00"}),
    "decimals": (struct(error=Decimal("11.00"), share=Decimal("2.50")), "11", None,
                 {"share": "2.5"}),
    "more digits than a number has": (
        struct(error=11, share=Decimal("0.1234567890123456789012")), "11", None,
        {"share": "0.1234567890123456789012"}),
    "64 bits without a sign": (
        pa.array([{"error": 2**64 - 1}], pa.struct([("error", pa.uint64())])),
        "18446744073709551615", None, {}),
    "times": (struct(error=11, at=datetime.datetime(2026, 1, 2, 3, 4, 5)), "11", None,
              {"at": "2026-01-02T03:04:05"}),
    "a map inside": (pa.array([{"error": 11, "seen": [("a", 1)]}],
                              pa.struct([("error", pa.int64()), ("seen", MAPS)])),
                     "11", None, {"seen": '{"a":1}'}),
}  # fmt: skip


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_of_arrow(name: str) -> None:
    column, code, message, fields = COLUMNS[name]
    made = mg.arrow.normalize(pa.table({"payload": column}), read="my", api="chooseImage")
    (row,) = made.to_pylist()
    assert (row["error"], row["code"], row["message"]) == (None, code, message)
    assert {item["name"]: item["value"] for item in row["extra"]} == fields


@pytest.mark.parametrize("name", COLUMNS)
def test_the_same_columns_in_files(name: str, tmp_path: Path) -> None:
    column, code, message, fields = COLUMNS[name]
    table = pa.table({"payload": column})
    file = tmp_path / "replies.arrow"
    with pa.ipc.new_file(file, table.schema) as out:
        out.write_table(table)
    (failure,) = failures(file)
    assert str(failure["code"]) == code
    assert failure["message"] == message
    assert failure.get("extra", {}).keys() == fields.keys()


def failures(file: Path, **settings: Any) -> list[dict[str, Any]]:
    out = io.BytesIO()
    run(
        Job(settings=LineSettings(read="my", api="chooseImage"), files=[str(file)], **settings), out
    )
    return [json.loads(line)["failure"] for line in out.getvalue().splitlines()]


def test_names_of_clients_and_apis_may_be_bytes(tmp_path: Path) -> None:
    """Old writers of Parquet mark no text as one."""
    table = pa.table({"api": [b"chooseImage"], "read": [b"my"], "payload": [DATA], "user": [b"u1"]})
    pq.write_table(table, tmp_path / "old.parquet")
    out = io.BytesIO()
    run(Job(settings=LineSettings(envelope=True), files=[str(tmp_path / "old.parquet")]), out)
    assert json.loads(out.getvalue())["user"] == "u1"
    assert mg.arrow.normalize(table)["code"].to_pylist() == ["11"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ""),
        (b"a\n", "a\n"),
        (b"a\0", "a"),
        (b"\0\0", "0000"),
        (b"\0a", "0061"),
        (b"\xff", "ff"),
    ],
)
def test_bytes_are_texts_where_they_are(data: bytes, said: str) -> None:
    assert json.loads(dumped({"a": data})) == {"a": said}


def test_a_map_with_a_key_twice_stays_pairs() -> None:
    column = pa.array([[("error", 11), ("error", 12)]], MAPS)
    made = mg.arrow.normalize(pa.table({"payload": column}), read="my", api="chooseImage")
    assert made["error"].to_pylist() == ["my: expected a reply object, got an array"]


def test_dicts_of_pandas_hold_what_numpy_has() -> None:
    np, pd = pytest.importorskip("numpy"), pytest.importorskip("pandas")
    replies: list[Any] = [
        {"apFilePaths": np.array(["a", "b"], dtype=object)},
        {"error": np.int64(11)},
        {"error": np.float64(11.0)},
        {"success": np.bool_(False)},
        {"error": pd.NA, "apFilePaths": ["a"]},
        {"error": 2**70},
        {"error": 11, 5: "key"},
        {"error": 11, "text": "\ud800"},
        TEXT,
        DATA,
        float("nan"),
    ]
    made = mg.normalize_frame(pd.DataFrame({"payload": replies}), read="my", api="chooseImage")
    assert [file["path"] for file in made["files"][0]] == ["a", "b"]
    codes = [None if pd.isna(code) else code for code in made["code"]]
    assert codes == [None, "11", "11", None, None, str(2**70), "11", None, "11", "11", None]
    assert made["ok"][3] is False or not made["ok"][3]
    assert [file["path"] for file in made["files"][4]] == ["a"]
    assert "cannot say" in made["error"][7]
    assert "got null" in made["error"][10]


def test_rows_of_pandas_that_are_payloads_may_mix_types() -> None:
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"error": [11, "11", None], "apFilePaths": [None, None, ["a"]]})
    made = mg.normalize_frame(frame, read="my", api="chooseImage")
    assert made["ok"].tolist() == [False, False, True]


def test_frames_of_polars() -> None:
    pl = pytest.importorskip("polars")
    for column in (
        pl.Series("payload", [TEXT], dtype=pl.Categorical),
        pl.Series("payload", [DATA]),
        pl.Series("payload", [{"error": Decimal("11.0"), "for": datetime.timedelta(seconds=3)}]),
    ):
        made = mg.normalize_frame(column, read="my", api="chooseImage")
        assert made["code"].to_list() == ["11"]


def test_what_json_cannot_say_is_one_bad_row() -> None:
    deep: Any = []
    for _ in range(100_000):
        deep = [deep]
    for value in (deep, {"a": "\ud800"}):
        assert json.loads(dumped(value)) == "a row that JSON cannot say"
