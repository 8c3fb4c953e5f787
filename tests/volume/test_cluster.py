"""Spark and Dask on local clusters of real worker processes, one of which is killed."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.canonical.errors import InputError

pytest.importorskip("pyarrow", reason="columns need pyarrow")

LINES = 6000


def line(number: int) -> str:
    if number % 100 == 0:
        return f'{{"tempFilePaths":["{number}.jpg"]'
    if number % 7 == 0:
        return json.dumps({"error": 11, "errorMessage": str(number)})
    return json.dumps({"tempFilePaths": [f"{number}.jpg"]})


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(line(number) for number in range(1, LINES + 1)) + "\n")
    return file


def check(rows: list[dict[str, Any]]) -> None:
    """Every line is there once: the good ones by their number, the bad ones as errors."""
    assert len(rows) == LINES
    seen = []
    for row in rows:
        if row["ok"]:
            seen.append(int(row["files"][0]["path"].removesuffix(".jpg")))
        elif row["ok"] is False:
            assert row["kind"] == "cancelled"
            seen.append(int(row["message"]))
    assert sorted(seen) == [number for number in range(1, LINES + 1) if number % 100]
    assert sum("not JSON" in (row["error"] or "") for row in rows) == LINES // 100


def test_parts_divide_a_file_at_any_byte(source: Path, tmp_path: Path) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    size = source.stat().st_size
    for part in (1000, 99_991, size, 10 * size):
        rows = []
        for start in range(0, size, part):
            name = str(tmp_path / "part.parquet")
            told = mg.cluster.write_part(
                str(source), start, min(start + part, size), name, "my", "chooseImage"
            )
            rows += pq.read_table(name).to_pylist()
            assert told["lines"] == pq.read_table(name).num_rows
        check(rows)
    assert not list(tmp_path.glob(".part-*"))


def test_a_part_that_fails_leaves_nothing(source: Path, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        mg.cluster.write_part("/nowhere", 0, 1, str(tmp_path / "p.parquet"), "my", "chooseImage")
    assert os.listdir(tmp_path) == [source.name]


@pytest.mark.slow
def test_dask_with_a_worker_killed(source: Path, tmp_path: Path) -> None:
    dask = pytest.importorskip("dask", reason="needs dask[distributed]")
    distributed = pytest.importorskip("distributed", reason="needs dask[distributed]")
    pq = pytest.importorskip("pyarrow.parquet")
    folder = tmp_path / "rows"
    with pytest.raises(InputError, match="unknown vendor"):
        mg.cluster.dask([source], folder, read="zz")
    with pytest.raises(InputError, match="cannot be read"):
        mg.cluster.dask([tmp_path / "none"], folder, read="my")
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(b"{}\n"))
    with pytest.raises(InputError, match="is packed"):
        mg.cluster.dask([tmp_path / "in.jsonl.gz"], tmp_path / "rows", read="my")
    size = source.stat().st_size // 40 + 1
    tasks = mg.cluster.dask([source], folder, read="my", api="chooseImage", part_bytes=size)
    assert len(tasks) == 40
    options = {"n_workers": 2, "threads_per_worker": 1, "processes": True}
    cluster = distributed.LocalCluster(
        **options, dashboard_address=None, local_directory=str(tmp_path / "dask")
    )
    with cluster, distributed.Client(cluster) as client:
        victim = client.submit(os.getpid, pure=False).result()
        futures = client.compute(tasks)
        while not list(folder.glob("part-*.parquet")):
            time.sleep(0.01)
        os.kill(victim, signal.SIGKILL)
        told = client.gather(futures)
    assert dask.__version__
    assert sum(part["lines"] for part in told) == LINES
    assert sum(part["bad"] for part in told) == LINES // 100
    assert sum(part["bytes"] for part in told) == source.stat().st_size
    parts = sorted(folder.glob("*"))
    assert [str(part) for part in parts if part.suffix == ".parquet"] == [
        part["part"] for part in told
    ]
    check([row for part in told for row in pq.read_table(part["part"]).to_pylist()])


@pytest.fixture
def spark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    pytest.importorskip("pyspark.sql", reason="needs pyspark: pip install 'mediaglot[spark]'")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local-cluster[2,1,512]")
        .config("spark.executor.memory", "512m")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.local.dir", str(tmp_path / "spark"))
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.mark.slow
def test_spark_with_an_executor_killed(spark: Any, source: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="unknown vendor"):
        mg.cluster.spark(None, read="zz")  # type: ignore[arg-type]
    marks = tmp_path / "marks"
    marks.mkdir()
    frame = spark.read.text(str(source)).repartition(24)

    def slowly(batches: Iterator[Any]) -> Iterator[Any]:
        for batch in batches:
            (marks / f"{os.getpid()}-{time.time_ns()}").touch()
            time.sleep(0.2)
            yield batch

    made = mg.cluster.spark(
        frame.mapInArrow(slowly, "value string"), read="my", api="chooseImage", column="value"
    )
    killer = subprocess.Popen(
        [sys.executable, "-c", KILLER, str(marks), str(os.getpid())],
    )
    out = str(tmp_path / "rows")
    made.write.parquet(out)
    assert killer.wait(timeout=300) == 0, "no executor was killed"
    pq = pytest.importorskip("pyarrow.parquet")
    check(pq.read_table(out).to_pylist())


KILLER = """
import os, signal, subprocess, sys, time
marks, driver = sys.argv[1], int(sys.argv[2])
for _ in range(15000):
    if len(os.listdir(marks)) >= 4:
        break
    time.sleep(0.02)
rows = subprocess.run(["ps", "-eww", "-o", "pid,ppid,args"], capture_output=True).stdout.decode()
rows = [text.split(None, 2) for text in rows.splitlines()[1:]]
parents = {int(row[0]): int(row[1]) for row in rows}
for row in rows:
    above = int(row[0])
    while above in parents and above != driver:
        above = parents[above]
    if above == driver and len(row) == 3 and "CoarseGrainedExecutorBackend" in row[2]:
        os.kill(int(row[0]), signal.SIGKILL)
        sys.exit(0)
sys.exit(1)
"""
