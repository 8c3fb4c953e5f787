"""Frames of Polars and pandas: the rows that Arrow gives, in a frame of the same kind."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest

pa = pytest.importorskip("pyarrow")

REPLIES: list[Any] = [
    {"error": 11},
    {"apFilePaths": ["a", "b"]},
    {"error": 4711, "errorMessage": "busy"},
    {"apFilePaths": ["a"], "brandNew": {"x": None}},
]
ROWS = mg.arrow.normalize(pa.array(map(json.dumps, REPLIES)), read="my", api="chooseImage")


def polars() -> Any:
    return pytest.importorskip("polars")


def pandas() -> Any:
    return pytest.importorskip("pandas")


def asked(**more: Any) -> dict[str, Any]:
    return {"read": "my", "api": "chooseImage", **more}


def test_polars_text_and_series() -> None:
    pl = polars()
    frame = pl.DataFrame({"payload": list(map(json.dumps, REPLIES)), "day": [1, 2, 3, 4]})
    made = mg.normalize_frame(frame, **asked())
    assert isinstance(made, pl.DataFrame)
    assert made.equals(pl.from_arrow(ROWS))
    assert made["code"].to_list() == ["11", None, "4711", None]
    assert made["files"].list.len().to_list()[1] == 2
    assert mg.normalize_frame(frame["payload"].alias("other"), **asked()).equals(made)
    assert pl.concat([frame, made], how="horizontal").height == 4


def test_polars_structs_clients_by_row_and_bad_rows() -> None:
    pl = polars()
    frame = pl.DataFrame(
        {
            "payload": [{"error": 11}, {"error": 11}, {"error": 11}],
            "client": ["my/ios", "zz", "my"],
            "api": ["chooseImage", "chooseImage", "previewImage"],
        }
    )
    made = mg.normalize_frame(frame)
    assert made["client"].to_list() == ["my/ios", None, "my"]
    assert made["error"].to_list()[1].startswith("unknown vendor 'zz'")


def test_polars_lazily() -> None:
    pl = polars()
    frame = pl.DataFrame({"payload": list(map(json.dumps, REPLIES)) * 10})
    lazy = mg.normalize_frame(frame.lazy(), **asked())
    assert isinstance(lazy, pl.LazyFrame)
    counted = lazy.group_by("kind").agg(pl.len()).sort("kind").collect()
    assert counted.rows() == [(None, 20), ("cancelled", 10), ("unknown", 10)]


def test_pandas_text_dicts_and_index() -> None:
    pd = pandas()
    texts = pd.DataFrame({"payload": list(map(json.dumps, REPLIES))}, index=["a", "b", "c", "d"])
    made = mg.normalize_frame(texts, **asked())
    assert isinstance(made, pd.DataFrame)
    assert list(made.index) == ["a", "b", "c", "d"]
    assert list(made.columns) == ROWS.column_names
    assert made["code"].isna().tolist() == [False, True, False, True]
    dicts = pd.DataFrame({"payload": [*REPLIES, None], "day": 1})
    again = mg.normalize_frame(dicts, **asked())
    assert pa.Table.from_pandas(again[:4], preserve_index=False).cast(ROWS.schema).equals(ROWS)
    assert again["error"].isna().tolist() == [True] * 4 + [False]
    series = mg.normalize_frame(dicts["payload"].rename("x"), **asked())
    assert series["kind"].tolist()[:1] == ["cancelled"]
    assert texts.join(made)["kind"].tolist()[0] == "cancelled"


def test_pandas_frames_that_are_payloads_themselves() -> None:
    pd = pandas()
    frame = pd.DataFrame({"errMsg": ["chooseImage:ok"], "tempFilePaths": [["a"]], "more": [1]})
    made = mg.normalize_frame(frame, read="wx", api="chooseImage")
    assert made["ok"].tolist() == [True]
    assert made["files"][0][0]["path"] == "a"


@pytest.mark.parametrize("kind", ["polars", "pandas"])
def test_nothing_in_it(kind: str) -> None:
    library = pytest.importorskip(kind)
    frame = library.DataFrame({"payload": []})
    made: Any = mg.normalize_frame(frame, **asked())
    assert len(made) == 0
    assert list(made.columns) == ROWS.column_names


def test_what_is_no_frame_and_wrong_columns() -> None:
    pl = polars()
    with pytest.raises(mg.InputError, match=r"expected a frame or a column of Polars or pandas"):
        mg.normalize_frame([{"error": 11}], **asked())
    frame = pl.DataFrame({"payload": ["{}"]})
    with pytest.raises(mg.InputError, match="no column 'paylod'; did you mean 'payload'"):
        mg.normalize_frame(frame, **asked(column="paylod"))
    with pytest.raises(mg.InputError, match="unknown vendor"):
        mg.normalize_frame(frame, read="zz", api="chooseImage")
    pd = pandas()
    with pytest.raises(mg.InputError, match="two columns are called 'a'"):
        mg.normalize_frame(pd.DataFrame([[1, 2]], columns=["a", "a"]), **asked())
    made = mg.normalize_frame(
        pd.DataFrame({"payload": [{"a": "\ud800"}, {"error": 11}]}), **asked()
    )
    assert [error is pd.NA for error in made["error"]] == [False, True]


def test_arrow_takes_what_gives_a_table() -> None:
    pl = polars()
    frame = pl.DataFrame({"payload": list(map(json.dumps, REPLIES))})
    assert mg.arrow.normalize(frame, **asked()).equals(ROWS)
    with pytest.raises(mg.InputError, match="expected a table"):
        mg.arrow.normalize([1, 2], **asked())
