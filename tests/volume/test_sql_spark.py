"""Queries for Spark, run by Spark: the same rows as those of the reference path."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.volume import sql
from sql_replies import HOSTILE, ORDINARY, agrees

pytest.importorskip("sqlglot", reason="queries are written by sqlglot")
pytest.importorskip("pyspark", reason="needs pyspark: pip install 'mediaglot[spark]'")
if shutil.which("java") is None:
    pytest.skip("needs Java 17", allow_module_level=True)


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    folder: Path = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", str(folder))
        .getOrCreate()
    )
    yield session
    session.stop()


DEEP = [
    '{"tempFilePaths":[' + ",".join(['"a"'] * 5000) + "]}",
    '{"errorMessage":"' + "\\u56fe" * 5000 + '"}',
    '{"tempFiles":[' + ",".join(['{"path":"\\u56fe","size":1}'] * 160) + "]}",
    '{"tempFiles":[' + ",".join(['{"path":"\\/","size":1}'] * 160) + "]}",
]
"""What would take more of Java's stack than there is, and what nearly does."""


@pytest.mark.slow
def test_rows_are_those_of_the_reference_path(spark: Any) -> None:
    groups: dict[tuple[str, str], list[str]] = {}
    for vendor, api, reply in ORDINARY:
        lines = groups.setdefault((vendor, api), [])
        lines.append(json.dumps(reply, separators=(",", ":"), ensure_ascii=False))
        lines.append(json.dumps(reply).replace("/", "\\/"))
    good = {key: len(lines) for key, lines in groups.items()}
    groups["my", "chooseImage"] += [*HOSTILE, *DEEP]
    good["my", "chooseImage"] += 2
    for (vendor, api), lines in groups.items():
        frame = spark.createDataFrame([*enumerate(lines)], "id int, payload string")
        frame.createOrReplaceTempView("replies")
        found = spark.sql(sql.query(api, vendor, dialect="spark", keep=["id"])).collect()
        rows = sorted((item.asDict(recursive=True) for item in found), key=lambda row: row["id"])
        assert [row.pop("id") for row in rows] == [*range(len(lines))]
        assert agrees(rows, vendor, api, lines) >= good[vendor, api]
