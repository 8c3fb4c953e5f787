"""Records of a probe held against profiles: what they say, and what is no record."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from commands import called
from mediaglot.adapters.lines.framing import BadLine
from mediaglot.adapters.probe.read import ProbeReader
from mediaglot.adapters.probe.records import ProbeRecord, records
from mediaglot.adapters.probe.whose import client_of
from mediaglot.canonical.errors import InputError
from mediaglot.profiles import loader

DEVICE = {"platform": "android", "system": "Android 14", "app": "8.0.50", "base": "3.5.0"}


def line(**said: Any) -> str:
    whole = {
        "probe": 1, "vendor": "wx", "date": "2026-11-29", "device": DEVICE, "outcome": "success",
        "operation": "chooseImage", "case": "two",
    }  # fmt: skip
    return json.dumps({**whole, **said})


def read(*lines: str, client: str = "") -> list[tuple[str, str, str, str]]:
    reader = ProbeReader(client=client)
    for item in records(io.BytesIO("\n".join(lines).encode()), "r.jsonl"):
        assert isinstance(item, ProbeRecord), item
        reader.add(item)
    return [(it.status, it.place, it.says, it.saw) for it in reader.finish().findings]


GOOD = {
    "errMsg": "chooseImage:ok",
    "tempFilePaths": ["wxfile://tmp_x.jpg"],
    "tempFiles": [{"path": "wxfile://tmp_x.jpg", "size": 10}],
}


def test_a_success_as_the_profile_says() -> None:
    found = read(line(reply=GOOD, returned="undefined", called=["success", "complete"]))
    assert {status for status, *_ in found} == {"confirmed"}
    assert {place for _, place, *_ in found} >= {
        "support", "result.images[].path", "result.images[].size", "success.errMsg",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "finding"),
    [
        ({"outcome": "missing", "reply": None},
         ("contradicted", "support", "yes", "it is not there")),
        ({"reply": {**GOOD, "errMsg": "ok"}},
         ("contradicted", "success.errMsg", "chooseImage:ok", "ok")),
        ({"reply": {**GOOD, "tempFiles": [{**GOOD["tempFiles"][0], "size": "many"}]}},  # type: ignore[dict-item]
         ("contradicted", "result.tempFiles[].size", "a value of another type", "")),
        ({"reply": {"errMsg": "chooseImage:ok"}}, ("contradicted", "result", "a result", "")),
        ({"reply": {**GOOD, "tempThumbs": ["x"]}},
         ("new", "result.tempThumbs", "no such field", "a list")),
        ({"returned": "promise", "reply": GOOD},
         ("contradicted", "call.promise", "without_callbacks", "a promise with callbacks")),
        ({"outcome": "complete", "reply": {}},
         ("new", "answer", "success or fail", "complete alone")),
        ({"outcome": "threw", "reply": {"message": "no"}},
         ("new", "answer", "a callback", "")),
        ({"operation": "chooseImage", "case": "cancel", "outcome": "fail",
          "reply": {"errMsg": "chooseImage:fail cancel", "errno": 1}},
         ("confirmed", "failures.cancelled", "cancelled", "")),
        ({"case": "cancel", "outcome": "fail", "reply": {"errMsg": "chooseImage:fail nope"}},
         ("new", "failures.cancelled", "no rule knows it", "'chooseImage:fail nope'")),
        ({"case": "cancel", "outcome": "fail",
          "reply": {"errMsg": "chooseImage:fail cancel", "errno": 987654}},
         ("new", "failures.cancelled", "known by its text alone", "")),
        ({"case": "cancel", "outcome": "fail", "reply": {"errMsg": "chooseImage:fail auth deny"}},
         ("contradicted", "failures.cancelled", "this is auth_denied", "")),
        ({"operation": "getImageInfo", "case": "own",
          "reply": {"errMsg": "getImageInfo:ok", "width": 8, "height": 12, "path": "/p.png",
                    "type": "png", "orientation": "up"}},
         ("contradicted", "result.width", "12", "read as 8")),
        ({"operation": "chooseVideo", "case": "recorded",
          "reply": {"errMsg": "chooseVideo:ok", "duration": 3000, "size": 20000, "height": 4,
                    "width": 3, "tempFilePath": "wxfile://x.mp4"}},
         ("contradicted", "result.video.duration", "between 1 and 30 in its unit",
          "read as 3000: the unit cannot be right")),
        ({"case": "plain", "reply": GOOD},
         ("contradicted", "params.count", "default 9", "1 could be picked")),
        ({"operation": "getSystemInfo", "case": "promise", "outcome": "returned",
          "returned": "undefined", "reply": None},
         ("contradicted", "call.promise", "without_callbacks", "no promise without callbacks")),
        ({"operation": "showToast", "case": "plain", "outcome": "silent", "reply": None},
         ("new", "answer", "it answers", "no answer in time")),
        ({"operation": "", "case": "members", "outcome": "members",
          "reply": {"shiny": "function", "request": "function", "canIUse": "function"}},
         ("new", "others.shiny", "the profile has no such member", "shiny: a function")),
        ({"operation": "", "case": "members", "outcome": "members",
          "reply": {"request": "undefined"}},
         ("contradicted", "others.request", "it is there", "it is not there")),
    ],
)  # fmt: skip
def test_a_difference_is_told(said: dict[str, Any], finding: tuple[str, str, str, str]) -> None:
    found = read(line(**said))
    near = [row for row in found if row[:3] == finding[:3]]
    assert near, found
    assert not finding[3] or finding[3] in {row[3] for row in near}


@pytest.mark.parametrize("case", ["deny", "cancel"])
def test_a_person_who_did_otherwise_contradicts_nothing(case: str) -> None:
    found = read(line(case=case, reply=GOOD))
    assert {place for _, place, *_ in found} == {"support"}


def test_what_is_not_covered_is_told_with_its_reason() -> None:
    reader = ProbeReader()
    lines = [
        line(reply=GOOD),
        line(operation="getVideoInfo", case="picked", outcome="skipped",
             reply={"why": "there is no video yet"}),
    ]  # fmt: skip
    for item in records(io.BytesIO("\n".join(lines).encode()), "r.jsonl"):
        assert isinstance(item, ProbeRecord)
        reader.add(item)
    (client,) = (rest := reader.finish().uncovered)
    assert client == "wx/android@3.5.0"
    assert "chooseImage/two" not in rest[client]
    assert rest[client]["getVideoInfo/picked"] == "there is no video yet"
    assert rest[client]["chooseImage/cancel"] == "no record"


@pytest.mark.parametrize(
    ("vendor", "device", "client"),
    [
        ("wx", DEVICE, "wx/android@3.5.0"),
        ("wx", {**DEVICE, "platform": "ohos"}, "wx/harmony@3.5.0"),
        ("wx", {**DEVICE, "base": "99.1"}, "wx/android"),
        ("my", {"platform": "iPhone OS", "app": "10.5"}, "my/ios"),
        ("tt", {"platform": "darwin", "app": "V7.35.0"}, "tt/pc@7.35.0"),
        ("tt", {"platform": "toaster"}, "tt"),
    ],
)
def test_whose_records_they_are(vendor: str, device: dict[str, str], client: str) -> None:
    assert client_of(vendor, device, loader.current()) == client


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "not JSON"),
        ("[]", 'expected a record such as {"probe": 1, ...}'),
        ('{"errMsg": "chooseImage:ok"}', "expected a record such as"),
        (line(probe=2), "probe: expected a record of form 1"),
        (line(probe=True), "probe: expected a record of form 1"),
        (line(outcome="won"), "outcome: expected one of"),
        (line(date="yesterday"), "date: expected a day"),
        (line(date="2026-13-45"), "date: expected a day"),
        (line(operation=7), "operation: expected a text"),
        (line(device={"platform": 3}), "device: expected short texts"),
        (line(called="success"), "called: expected the names of callbacks"),
        (line(reply={"a": 1}).replace("1}", "NaN}"), "not JSON"),
        (line(reply=json.loads("[" * 40 + "]" * 40)), "reply: nested more than 24 deep"),
        ('{"probe": 1, "probe": 1}', "occurs twice"),
    ],
)
def test_what_is_no_record_is_told(text: str, said: str) -> None:
    (found,) = records(io.BytesIO(text.encode()), "r.jsonl")
    assert isinstance(found, BadLine)
    assert said in found.reason


def test_what_a_device_calls_itself_is_one_line() -> None:
    """It is printed among findings, which a record cannot add to."""
    told = line(device={**DEVICE, "model": "x\n  confirmed\u001b[2J"})
    (found,) = records(io.BytesIO(told.encode()), "r.jsonl")
    assert isinstance(found, ProbeRecord)
    assert found.device["model"] == r"x\n  confirmed\x1b[2J"


def test_an_operation_that_no_profile_has_is_told() -> None:
    with pytest.raises(InputError, match="wx has no operation 'chooseImag'; did you mean"):
        read(line(operation="chooseImag"))


@pytest.mark.parametrize("data", [b"\x1f\x8b\x08\0packed", b"PK\x03\x04zip", b"\x89PNG\r\n\x1a\n"])
def test_what_holds_no_lines_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="not JSON Lines"):
        list(records(io.BytesIO(data), "r.jsonl"))


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([line(reply=GOOD)], 0),
        ([line(reply=GOOD), line(outcome="missing")], 1),
        ([line(reply=GOOD), line(outcome="missing"), "{"], 2),
        (["{"], 2),
        ([], 2),
    ],
)
def test_the_exit_status(lines: list[str], status: int) -> None:
    found, out, err = called(["probe", "read", "-"], "\n".join(lines).encode())
    assert found == status
    assert "Traceback" not in err
    if "{" in lines:
        assert "standard input:" in err
    if len(lines) > 1:
        assert b"contradicted: 1" in out


def test_json_and_evidence(tmp_path: Path) -> None:
    file, evidence = tmp_path / "r.jsonl", tmp_path / "e.toml"
    file.write_text(f"{line(reply=GOOD)}\n", "utf-8")
    words = ["probe", "read", str(file), "--format", "json", "--write-evidence", str(evidence)]
    status, out, _ = called(words)
    got = json.loads(out)
    assert status == 0
    assert got["clients"][0]["client"] == "wx/android@3.5.0"
    assert got["contradicted"] == got["new"] == []
    assert got["bad_lines"] == 0
    assert 'grade = "observed"' in evidence.read_text("utf-8")
    status, _, err = called([*words[:-1], str(file)])
    assert status == 2
    assert "writes no .jsonl file" in err


def test_evidence_is_of_one_vendor(tmp_path: Path) -> None:
    file = tmp_path / "r.jsonl"
    both = [line(reply=GOOD), line(vendor="tt", operation="chooseImage", reply=GOOD)]
    file.write_text("\n".join(both), "utf-8")
    status, _, err = called(["probe", "read", str(file), "--write-evidence", str(tmp_path / "e")])
    assert status == 2
    assert "the records are of tt, wx" in err
    assert not (tmp_path / "e").exists()


def test_a_new_rule_stands_in_the_evidence(tmp_path: Path) -> None:
    file, evidence = tmp_path / "r.jsonl", tmp_path / "e.toml"
    reply = {"errMsg": "chooseImage:fail nope (once)", "errno": 4711}
    file.write_text(line(case="cancel", outcome="fail", reply=reply), "utf-8")
    called(["probe", "read", str(file), "--write-evidence", str(evidence)])
    text = evidence.read_text("utf-8")
    assert (
        '[[api.chooseImage.failures]]\nkind = "cancelled"\ncode = 4711\n'
        'pattern = "nope \\\\(once\\\\)"\ntext = "nope (once)"\nevidence = ["P1"]'
    ) in text
    status, _, _ = called(["profile", "lint", str(evidence)])
    assert status == 0


def test_records_of_too_many_clients_are_refused() -> None:
    many = [line(reply=GOOD, device={**DEVICE, "base": f"3.{number}.0"}) for number in range(101)]
    with pytest.raises(InputError, match="more than 100 clients"):
        read(*many)


def test_records_are_read_as_the_client_that_is_given() -> None:
    reader = ProbeReader(client="wx/ios@2.0.0")
    (record,) = records(io.BytesIO(line(operation="chooseMedia", reply=GOOD).encode()), "r.jsonl")
    assert isinstance(record, ProbeRecord)
    reader.add(record)
    support = next(it for it in reader.finish().findings if it.place == "support")
    assert (support.status, support.client, support.says) == (
        "contradicted", "wx/ios@2.0.0", "since 2.10.0",
    )  # fmt: skip
    with pytest.raises(InputError, match="a record of wx, where my is meant"):
        read(line(reply=GOOD), client="my")
