"""The axis of time: what a log says of when, in bins of round widths, in bounded memory."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.volume.report import OUTCOMES
from mediaglot.adapters.volume.report_time import (
    DAY,
    EARLIEST,
    HOUR,
    LATEST,
    MAX_BINS,
    MINUTE,
    SHOWN,
    STEPS,
    Timeline,
    seconds_of,
    start_of,
)

NOON = datetime(2026, 11, 28, 12, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    "said",
    [
        "2026-11-28T12:00:00Z",
        "2026-11-28T20:00:00+08:00",
        "2026-11-28 12:00:00",
        " 2026/11/28 12:00:00,000 ",
        "2026-11-28T12:00:00.000000+00:00",
        NOON,
        int(NOON),
        int(NOON) * 1000,
        int(NOON) * 10**6,
        int(NOON) * 10**9,
        str(int(NOON) * 1000),
    ],
)
def test_times_of_logs(said: object) -> None:
    assert seconds_of(said) == NOON


@pytest.mark.parametrize(
    "said",
    ["", "never", "12:00", "1970-01-01T00:00:00Z", 0, -1, True, None, [], 10**30, 1e300, "9" * 40,
     "0001-01-01T00:00:00+23:00", "9999-12-31T23:59:59-23:00", "２０２６-11-28"],
)  # fmt: skip
def test_what_is_no_time(said: object) -> None:
    assert seconds_of(said) is None


def plain(times: list[float], most: int = SHOWN) -> Any:
    line = Timeline(len(OUTCOMES))
    for number, time in enumerate(times):
        line.add(("wx", "chooseImage"), number % 2, time)
    return line.to_plain(OUTCOMES, most)


def test_bins_follow_each_other_and_are_as_wide_as_is_shown() -> None:
    made = plain([NOON, NOON + 61, NOON + 4 * MINUTE])
    assert (made["by"], made["step"]) == ("clock", MINUTE)
    assert [(item["at"][11:16], item["calls"], item["success"]) for item in made["bins"]] == [
        ("12:00", 1, 1), ("12:01", 1, 0), ("12:02", 0, 0), ("12:03", 0, 0), ("12:04", 1, 1),
    ]  # fmt: skip
    assert plain([NOON, NOON + 7 * DAY - 1])["step"] == HOUR
    assert plain([NOON, NOON + 7 * DAY - 1], most=48)["step"] == 6 * HOUR
    weeks = plain([NOON + number * DAY for number in range(1000)])
    assert weeks["step"] == 7 * DAY
    assert {datetime.fromisoformat(item["at"]).weekday() for item in weeks["bins"]} == {0}


def test_a_clock_that_was_never_set_does_not_stretch_the_axis() -> None:
    made = plain([EARLIEST + 5, *(NOON + number for number in range(300)), LATEST - 5])
    assert made["step"] == MINUTE
    assert made["outside"] == 2
    assert sum(item["calls"] for item in made["bins"]) == 300
    few = plain([EARLIEST + 5, NOON])
    assert (few["outside"], sum(item["calls"] for item in few["bins"])) == (0, 2)


@given(st.lists(st.floats(EARLIEST, LATEST - 1), min_size=1, max_size=200), st.integers(2, SHOWN))
def test_every_reply_is_in_its_bin_or_told(times: list[float], most: int) -> None:
    made = plain(times, most)
    assert sum(item["calls"] for item in made["bins"]) + made["outside"] == len(times)
    assert len(made["bins"]) <= max(most, 110)
    assert made["step"] in STEPS
    starts = [datetime.fromisoformat(item["at"]).timestamp() for item in made["bins"]]
    for at, item in zip(starts, made["bins"], strict=True):
        own = sum(start_of(time, made["step"]) == at for time in times)
        assert item["calls"] == own or made["outside"]


def test_memory_is_bounded() -> None:
    line = Timeline(len(OUTCOMES))
    for number in range(3 * MAX_BINS):
        line.add(("my", "chooseImage"), 0, EARLIEST + number * DAY // 3)
    assert len(line.starts) <= MAX_BINS
    assert sum(sum(counts) for counts in line.bins["my", "chooseImage"].values()) == 3 * MAX_BINS


def written(folder: Path, name: str, *times: object) -> str:
    lines = [
        {"ts": time, "api": "chooseImage", "read": "my", "payload": {"error": 11}, "x": [1]}
        for time in times
    ]
    file = folder / name
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return str(file)


def report(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    assert main(["report", "--format", "json", *words]) == 0
    return json.loads(capsys.readouterr().out)["axis"]


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_log_s_key_is_mapped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    times = [NOON + number for number in range(100)]
    said: list[object] = [*times, "soon", {"at": 1}, None, 10**25]
    name = written(tmp_path, "a.jsonl", *said)
    made = report(capsys, "--map", "ts=time", "--jobs", jobs, name)
    assert made["by"] == "clock"
    assert [item["cancelled"] for item in made["bins"]] == [60, 40]
    assert made["without"] == 4
    assert made["series"][0]["vendor"] == "my"
    assert report(capsys, name) is None


def test_the_key_is_configured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mediaglot.toml").write_text('[report]\nmap = "ts=time"\n')
    monkeypatch.chdir(tmp_path)
    assert report(capsys, written(tmp_path, "a.jsonl", NOON))["by"] == "clock"


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_files_where_no_time_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], jobs: str
) -> None:
    names = [written(tmp_path, f"{name}.jsonl", *range(count)) for name, count in ("a1", "b3")
             for count in [int(count)]]  # fmt: skip
    made = report(capsys, "--jobs", jobs, *names)
    assert made["by"] == "file"
    assert [(item["at"], item["calls"]) for item in made["bins"]] == [(names[0], 1), (names[1], 3)]


def test_time_is_one_more_key_of_the_log_for_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = written(tmp_path, "a.jsonl", NOON)
    assert main(["normalize", "--map", "ts=time", "--envelope", "-q", name]) == 0
    assert json.loads(capsys.readouterr().out)["ts"] == NOON


def test_a_part_may_stand_under_the_key_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.jsonl"
    file.write_text('{"time": "chooseImage", "read": "my", "payload": {"error": 11}}\n')
    assert report(capsys, "--map", "time=api", str(file)) is None
