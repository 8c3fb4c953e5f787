"""A reply is a success only when it says what a success of its vendor says."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.messages import failure
from mediaglot.adapters.messages.fast import Fast
from mediaglot.adapters.messages.plan import view
from mediaglot.adapters.messages.stream import Settings
from mediaglot.canonical.failures import Failure

SAVE, PICK = "saveImageToPhotosAlbum", "chooseImage"
PATHS = {"tempFilePaths": ["wxfile://a.jpg"]}

# vendor, API, reply, kind of failure or "" for a success, codes, lossless
REPLIES: list[tuple[str, str, dict[str, Any], str, set[str], bool]] = [
    ("wx", SAVE, {"errMsg": f"{SAVE}:ok"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE}: ok"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE}\uff1aok"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"wx.{SAVE}:OK"}, "", set(), True),
    ("wx", SAVE, {"errMsg": "ok"}, "", set(), True),
    ("wx", SAVE, {"errno": 0}, "", set(), True),
    ("wx", SAVE, {"errMsg": "chooseMedia:ok"}, "", {"MG210"}, False),
    ("wx", SAVE, {"err_msg": f"{SAVE}:ok"}, "", {"MG205"}, True),
    ("wx", SAVE, {"ERRMSG": f"{SAVE}:ok"}, "", {"MG205"}, True),
    ("wx", SAVE, {}, "", {"MG210"}, False),
    ("wx", SAVE, {"errMsg": None}, "", {"MG210"}, False),
    ("wx", SAVE, {"errMsg": " \u3000"}, "", {"MG210"}, False),
    ("wx", SAVE, {"errMsg": 5}, "", {"MG210"}, False),
    ("wx", PICK, PATHS, "", {"MG210"}, True),
    ("wx", PICK, {"tempFilePaths": []}, "", {"MG208", "MG210"}, False),
    ("wx", SAVE, {"errMsg": f"{SAVE}: fail auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE}\uff1afail auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE}:FAIL AUTH DENY"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE} fail auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE}:okay"}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errMsg": f"{SAVE}:cancel"}, "cancelled", set(), True),
    ("wx", SAVE, {"errMsg": "success"}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errMsg": "not a name:ok"}, "", {"MG210"}, False),
    ("wx", SAVE, {"errMsg": "a-b:ok"}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errMsg": f"{SAVE}:ok:ok"}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errno": 0, "errMsg": f"{SAVE}:fail auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errno": "103", "errMsg": f"{SAVE}:ok"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errno": True}, "unknown", {"MG301"}, False),
    ("wx", PICK, {"errCode": False, **PATHS}, "", {"MG210"}, True),
    ("wx", SAVE, {"success": False, "errMsg": f"{SAVE}:ok"}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errmsg": f"{SAVE}:fail auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"message": f"{SAVE}:fail auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errorMessage": "auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errMsg": "", "message": "auth deny"}, "auth_denied", set(), True),
    ("wx", SAVE, {"error": 11}, "unknown", {"MG301"}, False),
    ("wx", PICK, {"error": 0, **PATHS}, "", {"MG205", "MG210"}, True),
    ("tt", SAVE, {"errMsg": f"{SAVE}:fail 107"}, "unknown", {"MG301"}, False),
    ("tt", SAVE, {"errString": "ok"}, "", {"MG205"}, True),
    ("tt", SAVE, {"errString": "user permission denied"}, "auth_denied", set(), True),
    ("tt", SAVE, {}, "", {"MG210"}, False),
    ("my", SAVE, {}, "", set(), True),
    ("my", SAVE, {"success": True}, "", set(), True),
    ("my", SAVE, {"success": False}, "unknown", {"MG301"}, False),
    ("my", PICK, {"apFilePaths": ["https://resource/1.image"]}, "", set(), True),
    ("my", PICK, {"errMsg": f"{PICK}:ok", "apFilePaths": ["x"]}, "", {"MG205"}, True),
    ("my", PICK, {"errMsg": f"{PICK}:fail cancel"}, "cancelled", set(), True),
    ("my", PICK, {"err_msg": f"{PICK}:fail anything"}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error_message": "User cancel select video."}, "cancelled", set(), True),
    ("my", PICK, {"errno": 103, "apFilePaths": ["x"]}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error": "11"}, "cancelled", set(), True),
    ("my", PICK, {"error": "cancel"}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error": True}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error": {"code": 11}}, "unknown", {"MG301"}, False),
]  # fmt: skip
IDS = [f"{read}-{index}" for index, (read, *_) in enumerate(REPLIES)]


@pytest.mark.parametrize(("read", "api", "reply", "kind", "codes", "lossless"), REPLIES, ids=IDS)
def test_what_a_reply_is_taken_for(
    read: str, api: str, reply: dict[str, Any], kind: str, codes: set[str], lossless: bool
) -> None:
    got = mg.normalize(api, reply, read=read)
    assert (got.value.kind if isinstance(got.value, Failure) else "") == kind
    assert {item.code for item in got.diagnostics} == codes
    assert got.lossless == lossless


@pytest.mark.parametrize(("read", "api", "reply", "kind", "codes", "lossless"), REPLIES, ids=IDS)
def test_the_fast_path_takes_it_for_the_same(
    read: str, api: str, reply: dict[str, Any], kind: str, codes: set[str], lossless: bool
) -> None:
    made = Fast(Settings(read=read, api=api))
    for count in (1, 2, 9):  # one by one, from what was learnt, and many at once
        batch = made.run(b"\n".join([json.dumps(reply).encode()] * count))
        outcomes = [json.loads(line) for line in batch.data.splitlines()]
        assert [item.get("failure", {}).get("kind", "") for item in outcomes] == [kind] * count
        assert set(batch.tally.codes) == codes
        assert bool(batch.tally.lossy) == (not lossless)


def test_a_message_of_one_reply_does_not_decide_for_the_next() -> None:
    texts = [f"{SAVE}:ok", f"{SAVE}: fail", "ok", f"{PICK}:ok", f"{SAVE}:ok", "", "nonsense"] * 4
    for key in ("errMsg", "errmsg", "message"):
        lines = [json.dumps({key: text}).encode() for text in texts]
        batch = Fast(Settings(read="wx", api=SAVE)).run(b"\n".join(lines))
        told = [json.loads(line)["ok"] for line in batch.data.splitlines()]
        assert told == [True, False, True, True, True, True, False] * 4
    lines = [json.dumps({"error": error}).encode() for error in (0, 11, "0", "x", 0, 11) * 4]
    batch = Fast(Settings(read="wx", api=SAVE)).run(b"\n".join(lines))
    told = [json.loads(line)["ok"] for line in batch.data.splitlines()]
    assert told == [True, False, True, False, True, False] * 4


def test_a_caller_who_says_success_is_told_when_the_reply_says_other() -> None:
    for call in (mg.read_result, lambda *given, read: mg.translate_result(
        *given, read=read, write="my"
    )):  # fmt: skip
        got = call(PICK, {**PATHS, "errMsg": f"{PICK}:fail cancel"}, read="wx")
        assert "MG210" in {item.code for item in got.diagnostics}
        assert not got.lossless
        got = call(PICK, {**PATHS, "errMsg": f"{PICK}:ok"}, read="wx")
        assert "MG210" not in {item.code for item in got.diagnostics}
        assert "MG210" not in {item.code for item in call(PICK, PATHS, read="wx").diagnostics}


def test_what_a_success_says_is_a_fact_of_the_profile() -> None:
    said = {**view("wx").side["envelope"], "says": {"state": "done with {api}."}}
    side = {**view("wx").side, "envelope": {**said, "message": ["state"], "code": []}}
    assert not failure.is_failure(side, {"state": "Done with chooseImage."})
    assert failure.is_failure(side, {"state": "chooseImage:ok"})
    assert failure.is_failure(side, {"State": "undone with chooseImage."})
    plain = {**side, "envelope": {**said, "message": ["state"], "says": {"state": "done"}}}
    assert not failure.is_failure(plain, {"state": "DONE"})
    assert failure.is_failure(plain, {"state": "undone"})
    both = {**side, "envelope": {**side["envelope"], "pattern": "oops"}}
    assert failure.is_failure(both, {"state": "oops, again"})
    assert not failure.is_failure(both, {"state": "well"})
    program = view("wx").program(PICK)
    assert failure.unsaid(program, both, {"state": "well"}) == (
        'state does not say success: the string "well"'
    )


@pytest.mark.parametrize("code", [True, False, None, "", [], {}, 1.5, float("nan")])
def test_what_no_code_can_be_is_no_code(code: Any) -> None:
    assert failure.code_of(view("wx").side, {"errno": code}) is None
    assert failure.code_of(view("wx").side, {"errno": code, "errCode": 3}) == 3


def test_a_boolean_is_not_the_code_that_equals_it() -> None:
    """True == 1 in Python, and 1 is WeChat's cancel."""
    got = mg.read_failure(PICK, {"errno": True, "errMsg": f"{PICK}:fail"}, read="wx")
    assert (got.value.kind, got.value.code) == ("unknown", None)
    assert got.value.extra == {"errno": True}
    assert mg.read_failure(PICK, {"errno": 1}, read="wx").value.kind == "cancelled"
    assert mg.read_failure(PICK, {"errno": 1.0}, read="wx").value.code == 1
