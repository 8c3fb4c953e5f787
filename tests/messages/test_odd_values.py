"""Values that are not of their type and say what they mean all the same; whole numbers of any size;
what cannot be read stays."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest

SAVE = "saveImageToPhotosAlbum"
DIGITS = [
    2**63 - 1, 2**63, 2**64 - 1, 2**64, 10**40, -(2**63), -(2**63) - 1, -(2**64), -(10**40),
    123456789012345678901234567890,
]  # fmt: skip


@pytest.mark.parametrize("number", DIGITS)
@pytest.mark.parametrize("space", ["", " "])
def test_whole_numbers_keep_all_their_digits(number: int, space: str) -> None:
    """Codes, and fields that no profile knows."""
    line = f'{{"error":{space}{number},"id":{space}[{number}]}}'.encode()
    made = json.loads(mg.normalize_lines(line * 1, read="my", api="chooseImage").data)
    assert made["failure"]["code"] == number
    assert made["failure"]["extra"] == {"id": [number]}
    good = b'{"apFilePaths": ["a"], "id": 1.5}\n'
    large = b'{"apFilePaths": ["a"], "id": %d}\n' % number
    lines = mg.normalize_lines(good * 5 + large, read="my", api="chooseImage").data.splitlines()
    assert json.loads(lines[-1])["result"]["extra"]["id"] == number


def test_columns_keep_them_as_text() -> None:
    pa = pytest.importorskip("pyarrow")
    lines = [f'{{"error": {number}, "id": [{number}]}}' for number in DIGITS]
    made = mg.arrow.normalize(pa.array(lines), read="my", api="chooseImage")
    assert made["code"].to_pylist() == list(map(str, DIGITS))
    assert made["extra"].to_pylist()[4] == [{"name": "id", "value": f"[{10**40}]"}]


def test_a_number_with_a_point_has_no_digits_beyond_its_own() -> None:
    got = mg.normalize("chooseImage", {"error": 1e40}, read="my")
    assert (got.value.kind, got.value.code, got.value.extra) == ("unknown", None, {"error": 1e40})
    assert mg.normalize("chooseImage", {"error": 11.0}, read="my").value.code == 11


# vendor, operation, reply, result without what makes it one, places of MG206 with their loss
ODD: list[tuple[str, str, dict[str, Any], dict[str, Any], dict[str, str]]] = [
    ("wx", "chooseImage", {"tempFilePaths": {"0": "a", "1": "b"}},
     {"images": [{"path": "a"}, {"path": "b"}]}, {"tempFilePaths": "none"}),
    ("my", "chooseImage", {"tempFiles": {"1": {"path": "b"}, "0": {"path": "a"}}},
     {"images": [{"path": "a"}, {"path": "b"}]}, {"tempFiles": "none"}),
    ("my", "chooseImage", {"apFilePaths": '{"0":"a","1":"b"}'},
     {"images": [{"path": "a"}, {"path": "b"}]}, {"apFilePaths": "none"}),
    ("my", "chooseImage", {"apFilePaths": {"1": "b"}},
     {"images": [{"extra": {"apFilePaths": {"1": "b"}}}]}, {"apFilePaths": "none"}),
    ("my", "chooseImage", {"apFilePaths": [["a"]]},
     {"images": [{"extra": {"apFilePaths": ["a"]}}]}, {"apFilePaths[0]": "unknown"}),
    ("tt", "chooseImage", {"tempFilePaths": [{"url": "a"}]},
     {"images": [{"extra": {"tempFilePaths": {"url": "a"}}}]}, {"tempFilePaths": "unknown"}),
    ("wx", "onNetworkStatusChange", {"isConnected": "true", "networkType": "wifi"},
     {"connected": True, "type": "wifi"}, {"isConnected": "none"}),
    ("tt", "onNetworkStatusChange", {"isConnected": "yes", "networkType": "wifi"},
     {"type": "wifi", "extra": {"isConnected": "yes"}}, {"isConnected": "unknown"}),
    ("my", "confirm", {"confirm": "false"}, {"confirm": False, "cancel": True},
     {"confirm": "none"}),
    ("wx", "getUserProfile", {"userInfo": {"nickName": "n", "gender": "1"}},
     {"nickname": "n", "gender": "male"}, {"userInfo.gender": "none"}),
    ("wx", "getUserProfile", {"userInfo": {"nickName": "n", "gender": "x", "new": 1}},
     {"nickname": "n", "extra": {"userInfo": {"gender": "x", "new": 1}}},
     {"userInfo.gender": "unknown"}),
]  # fmt: skip


@pytest.mark.parametrize(("vendor", "api", "reply", "result", "places"), ODD)
def test_what_odd_values_say(
    vendor: str, api: str, reply: dict[str, Any], result: dict[str, Any], places: dict[str, str]
) -> None:
    said = {} if vendor == "my" else {"errMsg": f"{api}:ok"}
    line = json.dumps({**said, **reply}).encode()
    made = mg.normalize_lines(line, read=vendor, api=api)
    assert json.loads(made.data)["result"] == result
    told = mg.normalize(api, {**said, **reply}, read=vendor).diagnostics
    assert {item.place: item.loss for item in told if item.code == "MG206"} == places


# vendor, operation, reply, whether it is a success, whether that is doubtful
DENIED: list[tuple[str, str, dict[str, Any], bool, bool]] = [
    ("my", "saveImage", {"success": "0"}, False, True),
    ("my", "saveImage", {"success": "no"}, False, True),
    ("my", "saveImage", {"success": "true"}, True, False),
    ("my", "saveImage", {"success": 1}, True, False),
    ("my", "saveImage", {"success": "perhaps"}, True, True),
    ("wx", SAVE, {"errMsg": f"{SAVE}:ok", "error": 15}, True, True),
    ("wx", SAVE, {"errMsg": f"{SAVE}:ok", "error": 0}, True, False),
    ("tt", SAVE, {"errMsg": f"{SAVE}:ok", "errorMessage": "denied"}, True, True),
    ("tt", SAVE, {"errMsg": f"{SAVE}:ok", "errorMessage": ""}, True, False),
    ("wx", "login", {"errMsg": "login:ok", "code": "0a", "message": "login:ok"}, True, False),
]


@pytest.mark.parametrize(("vendor", "api", "reply", "ok", "doubtful"), DENIED)
def test_what_denies_a_success(
    vendor: str, api: str, reply: dict[str, Any], ok: bool, doubtful: bool
) -> None:
    got = mg.normalize(api, reply, read=vendor)
    assert (not isinstance(got.value, mg.Failure)) == ok
    assert (not got.lossless) == doubtful
