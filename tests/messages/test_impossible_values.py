"""A success whose path is empty, or whose measure is below zero, is told as doubtful (MG206)."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings
from streams import by_fast, by_reference

SILENT = "an empty text, which says nothing"

# vendor, API, a good reply, what makes it doubtful, where, what is said
CASES: list[tuple[str, str, dict[str, Any], dict[str, Any], str, str]] = [
    (
        "wx", "compressImage", {"errMsg": "compressImage:ok", "tempFilePath": "wxfile://a.jpg"},
        {"tempFilePath": ""}, "tempFilePath[0]", "an empty text where a path belongs",
    ),
    (
        "my", "compressImage", {"apFilePaths": ["https://resource/a.image"]},
        {"apFilePaths": [""]}, "apFilePaths[0]", "an empty text where a path belongs",
    ),
    (
        "wx", "saveFile", {"errMsg": "saveFile:ok", "savedFilePath": "http://store/a"},
        {"savedFilePath": ""}, "savedFilePath", "an empty text where a path belongs",
    ),
    (
        "tt", "chooseImage",
        {
            "errMsg": "chooseImage:ok",
            "tempFilePaths": ["ttfile://a.jpg"],
            "tempFiles": [{"path": "ttfile://a.jpg", "size": 3}],
        },
        {"tempFilePaths": [""], "tempFiles": [{"path": "", "size": 3}]},
        "tempFiles[0].path", "an empty text where a path belongs",
    ),
    (
        "tt", "chooseImage",
        {
            "errMsg": "chooseImage:ok",
            "tempFilePaths": ["ttfile://a.jpg"],
            "tempFiles": [{"path": "ttfile://a.jpg", "size": 0}],
        },
        {"tempFiles": [{"path": "ttfile://a.jpg", "size": -1}]},
        "tempFiles[0].size", "-1 is below zero",
    ),
    (
        "wx", "getFileInfo", {"errMsg": "getFileInfo:ok", "size": 0, "digest": "x"},
        {"size": -1}, "size", "-1 is below zero",
    ),
    (
        "wx", "getFileInfo", {"errMsg": "getFileInfo:ok", "size": 3, "digest": "x"},
        {"size": "-1"}, "size", 'the string "-1" is below zero',
    ),
    ("wx", "login", {"errMsg": "login:ok", "code": "0a"}, {"code": ""}, "code", SILENT),
    ("my", "getAuthCode", {"authCode": "0a"}, {"authCode": ""}, "authCode", SILENT),
    ("tt", "requestAccess", {"errMsg": "requestAccess:ok", "code": "0a", "state": ""}, {"code": ""},
     "code", SILENT),
    (
        "wx", "chooseVideo",
        {
            "errMsg": "chooseVideo:ok", "tempFilePath": "wxfile://a.mp4", "duration": 1.5,
            "size": 3, "width": 4, "height": 5,
        },
        {"duration": -0.5}, "duration", "-0.5 is below zero",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("vendor", "api", "good", "change", "place", "said"), CASES)
def test_it_is_told_and_kept(
    vendor: str, api: str, good: dict[str, Any], change: dict[str, Any], place: str, said: str
) -> None:
    assert "MG206" not in [item.code for item in mg.normalize(api, good, read=vendor).diagnostics]
    out = mg.normalize(api, {**good, **change}, read=vendor)
    told = [(i.place, i.message, i.loss) for i in out.diagnostics if i.code == "MG206"]
    assert (place, said, "unknown") in told
    assert not out.lossless


@pytest.mark.parametrize(("vendor", "api", "good", "change", "place", "said"), CASES)
@pytest.mark.parametrize("write", [None, "wx", "my", "tt"])
def test_what_good_replies_taught_does_not_hold_for_it(
    vendor: str, api: str, good: dict[str, Any], change: dict[str, Any], place: str, said: str,
    write: str | None,
) -> None:  # fmt: skip
    how = LineSettings(read=vendor, api=api, write=write, diagnostics=True)
    lines = [json.dumps(value).encode() for value in (good, {**good, **change}) for _ in range(9)]
    made = Fast(how)
    for many in (lines, lines[::-1], lines):
        got = by_fast(made, many)
        assert got == by_reference(how, many)
        assert got[2].codes["MG206"] >= 9
