"""A reply is a success only when it says what a success of its vendor says."""

from __future__ import annotations

import json
from typing import Any

import mediaglot as mg
import pytest
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.messages.signs import Signs
from mediaglot.adapters.plan.pair import plan, view
from mediaglot.canonical.errors import InputError
from mediaglot.canonical.failures import Failure

SAVE, PICK = "saveImageToPhotosAlbum", "chooseImage"
PATHS = {
    "tempFilePaths": ["wxfile://a.jpg"],
    "tempFiles": [{"path": "wxfile://a.jpg", "size": 3}],
}

# vendor, API, reply, kind of failure or "" for a success, codes, lossless
REPLIES: list[tuple[str, str, dict[str, Any], str, set[str], bool]] = [
    ("wx", SAVE, {"errMsg": f"{SAVE}:ok"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE}: ok"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"{SAVE}\uff1aok"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"wx.{SAVE}:OK"}, "", set(), True),
    ("wx", SAVE, {"errMsg": "ok"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"\ufeff{SAVE}:ok\0\0"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"\u2003{SAVE}:\u200bok\u200b"}, "", set(), True),
    ("wx", SAVE, {"errMsg": f"\0{SAVE}:fail auth deny\0"}, "auth_denied", set(), True),
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
    ("my", PICK, PATHS, "", set(), True),
    ("my", PICK, {"apFilePaths": ["https://resource/1.image"]}, "", {"MG202"}, False),
    ("my", PICK, {"errMsg": f"{PICK}:ok", **PATHS}, "", {"MG205"}, True),
    ("my", PICK, {"errMsg": f"{PICK}:fail cancel"}, "cancelled", set(), True),
    ("my", PICK, {"err_msg": f"{PICK}:fail anything"}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error_message": "User cancel select video."}, "cancelled", set(), True),
    ("my", PICK, {"errno": 103, "apFilePaths": ["x"]}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error": "11"}, "cancelled", set(), True),
    ("my", PICK, {"error": "cancel"}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error": True}, "unknown", {"MG301"}, False),
    ("my", PICK, {"error": {"code": 11}}, "unknown", {"MG301"}, False),
    # a code or a no under another spelling, and replies that say what nobody knows
    ("wx", SAVE, {"err_no": 103}, "auth_denied", set(), True),
    ("wx", SAVE, {"ERRNO": 103, "errMsg": f"{SAVE}:ok"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errNo": 0}, "", {"MG205"}, True),
    ("wx", SAVE, {"errno": 0, "err_no": 103}, "", {"MG205"}, True),
    ("wx", SAVE, {"error_code": 5}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"success": "False", "errMsg": f"{SAVE}:ok"}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errno": 0, "err_no": 103, "errMsg": f"{SAVE}:fail"}, "auth_denied", set(), True),
    # of several codes each counts, wherever it stands
    ("wx", PICK, {"errno": 0, "errCode": -1, **PATHS}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errCode": 0, "errno": 103, "errMsg": f"{SAVE}:ok"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errno": "0", "errCode": "103"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errCode": 103, "errno": 0, "errMsg": "x:fail"}, "auth_denied", set(), True),
    ("wx", SAVE, {"errno": 0, "errCode": {}}, "unknown", {"MG301"}, False),
    ("wx", SAVE, {"errno": 0, "errCode": 0}, "", set(), True),
    ("wx", SAVE, {"errno": 0, "errCode": False}, "", set(), True),
    ("tt", SAVE, {"err_code": 107}, "auth_denied", set(), True),
    ("my", SAVE, {"Error": 17}, "save_failed", set(), True),
    ("my", SAVE, {"err_no": 15}, "unknown", {"MG301"}, False),
    ("my", SAVE, {"error": {}}, "unknown", {"MG301"}, False),
    ("my", SAVE, {"error": []}, "", set(), True),
    ("my", SAVE, {"error": ""}, "", set(), True),
    ("my", SAVE, {"success": "false"}, "unknown", {"MG301"}, False),
    ("my", SAVE, {"success": 0}, "unknown", {"MG301"}, False),
    ("my", SAVE, {"success": "true"}, "", set(), True),
    ("my", SAVE, {"success": None}, "", set(), True),
    ("my", SAVE, {"errno": 0}, "", {"MG205"}, True),
    ("my", SAVE, {"code": 15}, "", {"MG205", "MG210"}, False),
    ("my", SAVE, {"data": {"error": 15}}, "", {"MG205", "MG210"}, False),
    ("my", SAVE, {"resultStatus": "6001", "success": True}, "", {"MG205"}, True),
    ("my", PICK, {"code": 11}, "", {"MG205", "MG208"}, False),
    ("wx", "chooseMedia", {"errMsg": "chooseMedia:ok", "type": "image"}, "", {"MG208"}, False),
    ("wx", "getImageInfo", {
        "errMsg": "getImageInfo:ok", "width": 4, "height": 3, "path": "wxfile://a", "type": "png",
    }, "", {"MG202"}, False),
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
    made = Fast(LineSettings(read=read, api=api))
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
        batch = Fast(LineSettings(read="wx", api=SAVE)).run(b"\n".join(lines))
        told = [json.loads(line)["ok"] for line in batch.data.splitlines()]
        assert told == [True, False, True, True, True, True, False] * 4
    lines = [json.dumps({"error": error}).encode() for error in (0, 11, "0", "x", 0, 11) * 4]
    batch = Fast(LineSettings(read="wx", api=SAVE)).run(b"\n".join(lines))
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
    said: Any = {**view("wx").side["envelope"], "says": {"state": "done with {api}."}}
    side: Any = {**view("wx").side, "envelope": {**said, "message": ["state"], "code": []}}
    assert not Signs(side).failed({"state": "Done with chooseImage."})
    assert Signs(side).failed({"state": "chooseImage:ok"})
    assert Signs(side).failed({"State": "undone with chooseImage."})
    plain: Any = {**side, "envelope": {**said, "message": ["state"], "says": {"state": "done"}}}
    assert not Signs(plain).failed({"state": "DONE"})
    assert Signs(plain).failed({"state": "undone"})
    both: Any = {**side, "envelope": {**side["envelope"], "pattern": "oops"}}
    assert Signs(both).failed({"state": "oops, again"})
    assert not Signs(both).failed({"state": "well"})
    assert Signs(both).doubt(PICK, {"state": "well"}) == (
        'state does not say success: the string "well"'
    )


A, B = "https://resource/1.image", "https://resource/2.image"
# what stands where a list of paths belongs, the paths it is read as, codes, lossless
LISTS: list[tuple[Any, list[str], set[str], bool]] = [
    (f'\ufeff["{A}","{B}"]', [A, B], {"MG206"}, True),
    (f'\0\0["{A}"]\0\n', [A], {"MG206"}, True),
    (f'\u3000["{A}"]', [A], {"MG206"}, True),
    (json.dumps(json.dumps([A, B])), [A, B], {"MG206"}, True),
    (json.dumps(A), [A], {"MG206"}, True),
    (A, [A], {"MG206"}, True),
    (f"{A},{B}", [f"{A},{B}"], {"MG206"}, False),
    (f"['{A}']", [f"['{A}']"], {"MG206"}, False),
    ("null", ["null"], {"MG206"}, False),
    ("undefined", ["undefined"], {"MG206"}, False),
    ("", [""], {"MG206"}, False),
    ([{"path": A}], [], {"MG202", "MG206"}, False),
    (f'[{{"path": "{A}"}}]', [], {"MG202", "MG206"}, False),
    ([A, None], [A], {"MG202"}, False),
]


def _id(value: Any) -> str:
    """The same in every process, which a set's own order is not."""
    return repr(sorted(value)) if isinstance(value, set) else repr(value)


@pytest.mark.parametrize(("said", "paths", "codes", "lossless"), LISTS, ids=_id)
def test_what_a_list_of_paths_is_read_as(
    said: Any, paths: list[str], codes: set[str], lossless: bool
) -> None:
    got = mg.normalize("compressImage", {"apFilePaths": said}, read="my")
    read = [image.path for image in got.value.images]
    assert [path for path in read if isinstance(path, str)] == paths
    assert {item.code for item in got.diagnostics} == codes
    assert got.lossless == lossless
    for count in (1, 9):
        line = json.dumps({"apFilePaths": said}).encode()
        batch = Fast(LineSettings(read="my", api="compressImage")).run(b"\n".join([line] * count))
        assert batch.tally.codes.keys() == codes
        assert bool(batch.tally.lossy) == (not lossless)


def test_a_message_is_told_as_it_reads() -> None:
    got = mg.normalize(PICK, {"errorMessage": "it's \u202e保存失败\n"}, read="my")
    assert got.diagnostics[0].message == (
        "Alipay's profile does not know the string \"it's \\u202e保存失败\\n\""
    )


@pytest.mark.parametrize("code", [True, False, None, "", [], {}, 1.5, float("nan")])
def test_what_no_code_can_be_is_no_code(code: Any) -> None:
    assert Signs(view("wx").side).code_of({"errno": code}) is None
    assert Signs(view("wx").side).code_of({"errno": code, "errCode": 3}) == 3


def test_a_boolean_is_not_the_code_that_equals_it() -> None:
    """True == 1 in Python, and 1 is WeChat's cancel."""
    got = mg.read_failure(PICK, {"errno": True, "errMsg": f"{PICK}:fail"}, read="wx")
    assert (got.value.kind, got.value.code) == ("unknown", None)
    assert got.value.extra == {"errno": True}
    assert mg.read_failure(PICK, {"errno": 1}, read="wx").value.kind == "cancelled"
    assert mg.read_failure(PICK, {"errno": 1.0}, read="wx").value.code == 1


NO_FIELD = [
    ("getImageInfo", {"errMsg": "getImageInfo:ok", "width": None, "path": "wxfile://a"}, {"MG202"}),
    ("chooseMedia", {"errMsg": "chooseMedia:ok", "tempFiles": [{"tempFilePath": "a"}]}, {"MG202"}),
    (
        PICK,
        {"errMsg": f"{PICK}:ok", "tempFilePaths": '["a"]', "tempFiles": '[{"path":"a","size":1}]'},
        {"MG206"},
    ),
    (PICK, {"errMsg": f"{PICK}:ok", "tempFilePaths": ["a"], "tempFiles": "[{"}, {"MG202", "MG206"}),
]


@pytest.mark.parametrize(("api", "reply", "codes"), NO_FIELD)
def test_what_is_lacking_is_told_on_the_fast_path(
    api: str, reply: dict[str, Any], codes: set[str]
) -> None:
    wanted = mg.translate_result(
        api, reply, read="wx", write="my" if api != "chooseMedia" else "tt"
    )
    made = Fast(LineSettings(read="wx", api=api, write="my" if api != "chooseMedia" else "tt"))
    for count in (1, 2, 9):
        batch = made.run(b"\n".join([json.dumps(reply).encode()] * count))
        assert set(batch.tally.codes) == codes == {item.code for item in wanted.diagnostics}
        assert [json.loads(line) for line in batch.data.splitlines()] == [wanted.value] * count
        assert bool(batch.tally.lossy) == ("MG202" in codes)


@pytest.mark.parametrize(
    ("api", "reply", "places"),
    [
        ("getImageInfo", {"width": None, "path": "a", "orientation": "up", "type": "png"},
         {"width", "height"}),
        ("chooseMedia", {"tempFiles": [{"tempFilePath": "a", "size": 1}]},
         {"tempFiles[].fileType"}),
        (PICK, {"tempFilePaths": ["a"]}, {"tempFiles[].size"}),
        (PICK, PATHS, set()),
        ("saveFile", {"savedFilePath": "a"}, set()),
    ],
)  # fmt: skip
def test_canonical_values_lack_nothing_in_silence(
    api: str, reply: dict[str, Any], places: set[str]
) -> None:
    got = mg.normalize(api, {**reply, "errMsg": f"{api}:ok"}, read="wx")
    assert {item.place for item in got.diagnostics if item.code == "MG202"} == places
    assert got.lossless == (not places)


def every_field() -> list[tuple[str, str, str, str]]:
    """Reader, writer, API and canonical path: of each field both vendors document."""
    found = []
    for read in ("wx", "my", "tt"):
        for write in ("wx", "my", "tt"):
            for api, entry in plan(read, write).apis.items():
                target = next((way for way in entry["routes"] if "convert" not in way), None)
                if target is None or read == write or "outcomes" in entry["read"]:
                    continue
                given = {field["path"] for field in entry["read"]["result"]}
                found += [
                    (read, write, api, field["path"])
                    for field in target["program"]["result"]
                    if field["path"] in given
                    and not UNTOLD.intersection(field)
                    and field.get("status") != "no"
                ]
    return found


UNTOLD = {"optional", "derive", "by", "only", "absent", "or_null"}


@pytest.mark.parametrize(("read", "write", "api", "path"), every_field())
def test_no_documented_field_goes_missing_in_silence(
    read: str, write: str, api: str, path: str
) -> None:
    """Of a reply that says nothing but one other thing, each field of the target is told."""
    program = view(read).program(api)
    reply: dict[str, Any] = dict(program["success"])
    root = path.partition("[")[0]
    for field in program["result"]:  # a file of which nothing else is said
        if field["root"] == root and path not in (root, field["path"]):
            key, is_list, member = field["from"][0]
            item: Any = {member: "x"} if member is not None else "x"
            reply[key] = [item] if is_list else item
            break
    got = mg.translate_result(api, reply, read=read, write=write)
    told = {item.place for item in got.diagnostics if item.code == "MG202"}
    fields = [*program["result"], *view(write).program(program["api"])["result"]]
    spelt = {place[0] for field in fields if field["path"] == path for place in field["from"]}
    assert path in told or spelt & {place.partition(".")[0].removesuffix("[]") for place in told}
    assert not got.lossless


@pytest.mark.parametrize("reply", [{"error": 11}, {"apFilePaths": ["https://resource/a.image"]}])
def test_what_is_normalized_already_is_no_reply_of_a_vendor(reply: dict[str, Any]) -> None:
    """Run once more over its own output, all of it would come out as successes."""
    line = json.dumps(reply).encode()
    once = mg.normalize_lines(line, read="my", api="chooseImage").data
    said = "my: canonical already, as normalize writes it; expected a reply of the vendor's"
    with pytest.raises(InputError, match=said):
        mg.normalize("chooseImage", json.loads(once), read="my")
    for many in (once, once * 20, (once + line + b"\n") * 20):
        batch = mg.normalize_lines(many, read="my", api="chooseImage")
        assert {item.reason for item in batch.rejected} == {said}
        assert len(batch.rejected) == many.count(once)
        assert set(batch.data.splitlines()) <= {once.strip()}


@pytest.mark.parametrize(
    "payload",
    [
        {"ok": False, "failure": "x", "error": 11},
        {"ok": True, "apFilePaths": ["a"]},
        {"ok": "no", "failure": {}, "error": 11},
        {"result": {}, "error": 11},
    ],
)
def test_keys_like_those_of_a_normalized_line_are_fields_as_others(payload: Any) -> None:
    got = mg.normalize("chooseImage", payload, read="my")
    assert ("error" in payload) == isinstance(got.value, Failure)
