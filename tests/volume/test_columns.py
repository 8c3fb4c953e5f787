"""Columns made at once are the rows that are written as JSON and read back."""

from __future__ import annotations

import json
from typing import Any

import pytest
import streams
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.framing import Batch
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume.rows import row

pytest.importorskip("pyarrow", reason="columns need pyarrow")

from mediaglot.adapters.volume import columns, tables

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def told(batch: Batch) -> Any:
    return [(item.line, item.reason) for item in batch.rejected], batch.tally, batch.blank


def held(how: LineSettings, lines: list[bytes], on_bad: Any = "skip") -> Fast:
    """Hold both forms against each other, before and after shapes were learnt."""
    data = b"\n".join(lines) + b"\n"
    made, wanted = Fast(how, row, columns.ColumnForm()), Fast(how, row)
    for _ in range(3):
        one, other = made.run(data, on_bad=on_bad), wanted.run(data, on_bad=on_bad)
        assert one.rows == tables.table(other.data)
        assert one.rows.schema == tables.SCHEMA
        assert told(one) == told(other)
        assert tables.unpacked(tables.packed(one.rows)) == one.rows
    return made


@pytest.mark.parametrize("envelopes", [False, True], ids=["bare", "envelopes"])
@settings(deadline=None, max_examples=60, suppress_health_check=SLOW)
@given(data=st.data())
def test_both_ways_give_the_same_table(data: st.DataObject, envelopes: bool) -> None:
    vendor, api = data.draw(st.sampled_from(streams.CALLS))
    how = LineSettings(
        read=None if envelopes else vendor,
        api=None if envelopes else api,
        envelope=data.draw(st.booleans()),
    )
    lines = data.draw(streams.lines(vendor, api, envelopes=envelopes))
    lines = [lines[index % len(lines)] for index in range(3 * len(lines))]
    held(how, lines, data.draw(st.sampled_from(["skip", "keep", "stop"])))


def compact(value: Any) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def entries(made: Fast) -> int:
    return sum(len(shape.entries) for shape in made._shapes.values() if shape)


def test_rows_of_several_kinds_stay_in_their_order() -> None:
    lines = []
    for number in range(400):
        paths = [f"https://resource/{number}-{index}.image" for index in range(number % 5 + 1)]
        reply: Any = {"tempFiles": [{"path": path, "size": number} for path in paths]}
        if number % 2:
            reply["tempFilePaths"] = paths
        if number % 7 == 3:
            reply = {"error": 11, "errorMessage": f"{number}"}
        if number % 11 == 5:
            reply = {"error": "11", "x": number}
        lines.append(compact(reply))
    made = held(LineSettings(read="my", api="chooseImage"), lines)
    assert entries(made) > 5


def test_numbers_that_a_column_rounds_or_cannot_hold() -> None:
    how = LineSettings(read="wx", api="getVideoInfo")
    numbers = ["1", "1.5", "9007199254740993", "9223372036854775807", "1e308", "0.0000001", "12.25"]
    texts = [f'{{"duration":{one},"size":{one},"fps":{two}}}' for one in numbers for two in numbers]
    held(how, [text.encode() for text in texts * 2])
    held(LineSettings(read="my", api="getVideoInfo"), [text.encode() for text in texts * 2])


def test_what_is_alike_is_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No text of JSON is read back for messages whose shape is known."""
    how = LineSettings(read="my", api="chooseImage")
    made = Fast(how, row, columns.ColumnForm())
    lines = [compact({"tempFiles": [{"path": f"{n}.jpg", "size": n}]}) for n in range(100)]
    made.run(b"\n".join(lines))
    monkeypatch.setattr(columns, "table", None)
    assert made.run(b"\n".join(lines)).rows.num_rows == 100
