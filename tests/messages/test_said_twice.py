"""A value that a reply says several times, and not alike: the first is read, others are told."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings

# operation, reply of Alipay, field and what is read of it, places of which it is told
SAID: list[tuple[str, dict[str, Any], str, Any, list[str]]] = [
    ("request", {"statusCode": 500, "status": 200, "data": ""}, "status", 500, ["status"]),
    ("request", {"status": 200, "statusCode": 500, "data": ""}, "status", 500, ["status"]),
    ("request", {"statusCode": 200, "status": 200, "data": ""}, "status", 200, []),
    ("request", {"statusCode": 200, "status": "200", "data": ""}, "status", 200, []),
    ("request", {"statusCode": 200, "status": "x", "data": ""}, "status", 200, ["status"]),
    ("request", {"statusCode": 200, "status": None, "data": ""}, "status", 200, []),
    ("request", {"statusCode": 200, "data": ""}, "status", 200, []),
    ("request", {"header": {"a": ""}, "headers": {"a": ""}, "data": ""}, "header", {"a": ""}, []),
    ("request", {"header": {"a": ""}, "headers": {}, "data": ""}, "header", {"a": ""}, ["headers"]),
    ("saveFile", {"savedFilePath": "a", "apFilePath": "b"}, "path", "a", ["apFilePath"]),
    ("saveFile", {"apFilePath": "a", "savedFilePath": "a"}, "path", "a", []),
    ("saveFile", {"savedFilePath": "a", "apFilePath": "\ud800"}, "path", "a", ["apFilePath"]),
    ("downloadFile", {"tempFilePath": "a", "apFilePath": "b"}, "path", "a", ["apFilePath"]),
    ("scanCode", {"result": "a", "code": "b", "qrCode": "a", "barCode": "c"}, "text", "a",
     ["code", "barCode"]),
    # an object that has it among others may mean it otherwise: Alipay's page says which is right
    ("getSystemInfo", {"screen": {"width": 9}, "screenWidth": 3}, "screen_width", 9, []),
]  # fmt: skip


@pytest.mark.parametrize(("api", "reply", "field", "value", "places"), SAID)
def test_what_else_is_said_of_it_is_told(
    api: str, reply: dict[str, Any], field: str, value: Any, places: list[str]
) -> None:
    got = mg.normalize(api, reply, read="my")
    assert getattr(got.value, field) == value
    told = [item for item in got.diagnostics if item.code == "MG207"]
    assert [item.place for item in told] == places
    assert all((item.severity, item.loss) == ("warning", "unknown") for item in told)


def test_lines_are_told_apart_by_whether_they_say_it_alike() -> None:
    """What was learnt of a reply that says it alike is not done to one that does not."""
    for other in (200, 500):
        codes = [200, other, 200, 500, 500, 200] * 3
        lines = [
            json.dumps({"data": "", "statusCode": 200, "status": code, "header": {}}).encode()
            for code in codes
        ]
        for together in (lines[:1], lines[1:3], lines):
            batch = Fast(LineSettings(read="my", api="request")).run(b"\n".join(together))
            differ = sum(b"500" in line for line in together)
            assert batch.tally.codes["MG207"] == differ
            assert all(
                json.loads(line)["result"]["status"] == 200 for line in batch.data.splitlines()
            )


def test_ordinary_replies_that_say_it_twice_are_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    line = b'{"tempFilePath":"%d","apFilePath":"%d"}'
    made = Fast(LineSettings(read="my", api="downloadFile"))
    made.run(line % (1, 1))
    monkeypatch.setattr(made, "reference", lambda *_: pytest.fail("it was not learnt"))
    batch = made.run(b"\n".join(line % (index, index) for index in range(9)))
    paths = [json.loads(item)["result"]["path"] for item in batch.data.splitlines()]
    assert paths == [str(index) for index in range(9)]
