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


IMAGES = [{"path": "a", "size": 1}, {"path": "b", "size": 2}]
OK = {"errMsg": "chooseImage:ok"}
# vendor, operation, reply, the paths that are read, places of which it is told
LISTS: list[tuple[str, str, dict[str, Any], list[str], list[str]]] = [
    ("wx", "chooseImage", {**OK, "tempFilePaths": ["a", "b"], "tempFiles": IMAGES}, ["a", "b"], []),
    ("wx", "chooseImage", {**OK, "tempFilePaths": ["a", "c"], "tempFiles": IMAGES}, ["a", "b"],
     ["tempFilePaths"]),
    ("wx", "chooseImage", {**OK, "tempFilePaths": ["b", "a"], "tempFiles": IMAGES}, ["a", "b"],
     ["tempFilePaths"]),
    ("tt", "chooseImage", {**OK, "tempFilePaths": ["a", "c"], "tempFiles": IMAGES}, ["a", "b"],
     ["tempFilePaths"]),
    ("wx", "chooseImage", {**OK, "tempFilePaths": ["a"], "tempFiles": IMAGES}, ["a", "b"],
     ["tempFilePaths"]),  # told once: by their number
    ("wx", "chooseImage", {**OK, "tempFilePaths": ["a", "b"], "tempFiles": [{"size": 1}] * 2},
     ["a", "b"], []),
    ("wx", "chooseImage", {**OK, "tempFilePaths": [], "tempFiles": IMAGES}, ["a", "b"], []),
    ("my", "chooseImage", {"apFilePaths": ["a"], "tempFilePaths": ["b"]}, ["b"], ["apFilePaths"]),
    ("my", "chooseImage", {"apFilePaths": ["a"], "filePaths": ["b"]}, ["a"], ["filePaths"]),
    ("my", "chooseImage", {"apFilePaths": ["a", "b"], "tempFiles": IMAGES}, ["a", "b"], []),
]  # fmt: skip


@pytest.mark.parametrize(("vendor", "api", "reply", "paths", "places"), LISTS)
def test_lists_of_the_same_files(
    vendor: str, api: str, reply: dict[str, Any], paths: list[str], places: list[str]
) -> None:
    got = mg.normalize(api, reply, read=vendor)
    assert [image.path for image in got.value.images] == paths
    told = [item for item in got.diagnostics if item.code == "MG207"]
    assert [item.place for item in told] == places
    assert all((item.severity, item.loss) == ("warning", "unknown") for item in told)


@pytest.mark.parametrize("divided", [(",", ":"), (", ", ": ")])
@pytest.mark.parametrize("write", [None, "my", "tt"])
def test_lines_are_told_apart_by_whether_their_lists_agree(
    write: str | None, divided: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def line(number: int, path: str) -> bytes:
        files = [{"path": f"a{number}", "size": number}, {"path": path, "size": 2}]
        reply = {**OK, "tempFilePaths": [f"a{number}", f"b{number}"], "tempFiles": files}
        return json.dumps(reply, separators=divided).encode()

    good = [line(number, f"b{number}") for number in range(9)]
    made = Fast(LineSettings(read="wx", write=write, api="chooseImage"))
    batch = made.run(b"\n".join([*good, line(3, "c"), *good]))
    assert batch.tally.codes["MG207"] == 1
    monkeypatch.setattr(made, "reference", lambda *_: pytest.fail("it was not learnt"))
    assert made.run(b"\n".join(good)).tally.lines == 9


def test_older_lists_that_agree_are_learnt(monkeypatch: pytest.MonkeyPatch) -> None:
    line = b'{"tempFilePaths":["%d","b"],"apFilePaths":["%d","b"]}'
    made = Fast(LineSettings(read="my", api="chooseImage"))
    made.run(line % (1, 1))
    assert made.run(line % (1, 2)).tally.codes["MG207"] == 1
    monkeypatch.setattr(made, "reference", lambda *_: pytest.fail("it was not learnt"))
    assert made.run(b"\n".join(line % (n, n) for n in range(9))).tally.codes["MG207"] == 0


@pytest.mark.parametrize(
    ("said", "kinds", "told"),
    [
        ("image", ["image", "image"], False),
        ("mix", ["image", "video"], False),
        ("video", ["image"], True),
        ("image", ["image", "video"], True),
        ("mix", ["video", "video"], True),
    ],
)
def test_the_kind_of_all_files_and_that_of_each(said: str, kinds: list[str], told: bool) -> None:
    files = [
        {"tempFilePath": f"a{at}", "size": 1, "fileType": kind} for at, kind in enumerate(kinds)
    ]
    reply = {"errMsg": "chooseMedia:ok", "type": said, "tempFiles": files}
    got = mg.normalize("chooseMedia", reply, read="wx")
    places = [item.place for item in got.diagnostics if item.code == "MG207"]
    assert places == (["type"] if told else [])
