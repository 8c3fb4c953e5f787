"""Where a reply holds more than its field can take, and what nobody stated."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.canonical.results import ChooseVideoResult, MediaFile

API = "chooseVideo"
VIDEO = {"duration": 3, "size": 9, "width": 10, "height": 20, "errMsg": f"{API}:ok"}


@pytest.mark.parametrize(
    ("paths", "told", "loss"),
    [
        ("a.mp4", None, None),
        (["a.mp4"], "a list where its one entry belongs", "none"),
        (["a.mp4", "b.mp4"], "2 entries where one belongs: the first is read", "unknown"),
        (["a.mp4", "b.mp4", "c.mp4"], "3 entries where one belongs: the first is read", "unknown"),
    ],
    ids=repr,
)
def test_of_several_where_one_belongs_the_first_is_read_and_the_others_told(
    paths: Any, told: str | None, loss: str | None
) -> None:
    got = mg.read_result(API, {**VIDEO, "tempFilePath": paths}, read="wx")
    assert isinstance(got.value, ChooseVideoResult)
    assert isinstance(got.value.video, MediaFile)
    assert got.value.video.path == "a.mp4"
    lost = [item for item in got.diagnostics if item.code == "MG206"]
    assert [item.message for item in lost] == ([told] if told else [])
    assert {(item.place, item.loss) for item in lost} <= {("tempFilePath", loss)}


def test_the_fast_path_tells_of_the_others_line_by_line() -> None:
    held = ["a.mp4", ["a.mp4"], ["a.mp4", "b.mp4"], ["c.mp4"], ["a.mp4", "b.mp4", "c.mp4"]] * 4
    replies = [{**VIDEO, "tempFilePath": paths} for paths in held]
    made = Fast(LineSettings(read="wx", api=API, write="my"))
    slow = [mg.translate_result(API, reply, read="wx", write="my") for reply in replies]
    for _ in range(2):  # to learn, and from what was learnt
        batch = made.run(b"\n".join(json.dumps(reply).encode() for reply in replies))
        assert [json.loads(line) for line in batch.data.splitlines()] == [r.value for r in slow]
        assert batch.tally.codes["MG206"] == 16


@pytest.mark.parametrize(
    ("payload", "severity"),
    [({"compressLevel": 4}, "warning"), ({}, "info")],
    ids=["stated", "left out"],
)
def test_a_platforms_choice_that_nobody_stated_is_for_information(
    payload: dict[str, Any], severity: str
) -> None:
    for write in ("wx", "tt"):
        got = mg.translate_request(
            "compressImage", {"apFilePaths": ["a"], **payload}, read="my", write=write
        )
        told = [item.severity for item in got.diagnostics if item.code == "MG111"]
        assert told == [severity]
        assert got.value == {"src": "a"}


@pytest.mark.parametrize(
    ("api", "payload", "read", "write", "text"),
    [
        ("previewImage", {"urls": ["a"]}, "wx", "my",
         "enablesavephoto written out: Alipay's default is not documented"),
        ("chooseImage", {}, "my", "wx", "count written out: WeChat's default is 9"),
        ("chooseVideo", {}, "wx", "tt/ios",
         "sizeType written out: Feishu's default is original and compressed"),
    ],
)  # fmt: skip
def test_an_option_written_out_tells_the_default_that_it_replaces(
    api: str, payload: dict[str, Any], read: str, write: str, text: str
) -> None:
    got = mg.translate_request(api, payload, read=read, write=write)
    assert text in [item.message for item in got.diagnostics if item.code == "MG101"]
