"""Findings that a project has settled: rules left out, and a baseline of those known today."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from commands import called
from mediaglot.canonical.rules import BY_NAME, RULES

BAD = "wx.editImage({})"
PORT = ["port", "src", "--from", "wx", "--to", "my", "--check"]
KNOWN = [*PORT, "--baseline", "known.json"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path, "a", BAD)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(project: Path, name: str, *lines: str) -> None:
    (project / "src").mkdir(exist_ok=True)
    body = "\n".join(f"  {line};" for line in lines)
    (project / "src" / f"{name}.js").write_text(
        f"Page({{ go() {{\n{body}\n}} }})\n", encoding="utf-8"
    )


def found(*words: str) -> tuple[int, dict[str, Any]]:
    status, out, told = called([*KNOWN, "--format", "json", *words])
    assert out, told
    return status, json.loads(out)


def test_only_what_is_new_fails(project: Path) -> None:
    assert called(PORT)[0] == 1
    status, _, told = called([*KNOWN, "--write-baseline"])
    assert (status, told.splitlines()[-1]) == (0, "known.json: 1 place known from now on")
    status, told_now = found()
    assert status == 0
    assert told_now["verdict"] == "blocked"  # it is, whoever knows it
    assert told_now["summary"]["hushed"] == {"baseline": 1}
    assert told_now["files"][0]["diagnostics"] == []

    write(project, "a", "", "", BAD)  # lines may move
    assert found()[0] == 0
    write(project, "a", BAD, BAD)  # once more is new
    status, told_now = found()
    assert status == 1
    assert [item["line"] for item in told_now["files"][0]["diagnostics"]] == [3]
    write(project, "a", BAD)
    write(project, "b", BAD)  # in another file, too
    status, told_now = found()
    assert status == 1
    assert [len(file["diagnostics"]) for file in told_now["files"]] == [0, 1]


def test_what_is_mended_is_told_and_taken_out(project: Path) -> None:
    write(project, "a", BAD, BAD)
    assert called([*KNOWN, "--write-baseline", "-q"])[0] == 0
    assert json.loads((project / "known.json").read_text())["findings"][0]["count"] == 2
    write(project, "a", BAD)
    status, _, told = called(KNOWN)
    assert status == 0
    assert "known.json: 1 of its places is mended; --write-baseline takes it out" in told
    assert called([*KNOWN, "--write-baseline", "-q"])[0] == 0
    assert "count" not in json.loads((project / "known.json").read_text())["findings"][0]


def test_pages_that_are_known_to_be_blocked_do_not_fail(project: Path) -> None:
    (project / "src" / "app.json").write_text('{"pages": ["pages/p"]}', encoding="utf-8")
    (project / "src" / "pages").mkdir()
    page = project / "src" / "pages" / "p"
    page.with_suffix(".js").write_text("Page({})", encoding="utf-8")
    page.with_suffix(".wxml").write_text("<own-part/>", encoding="utf-8")
    page.with_suffix(".json").write_text(
        '{"usingComponents": {"own-part": "gone/part"}}', encoding="utf-8"
    )
    (project / "src" / "a.js").unlink()
    assert called(PORT)[0] == 1
    assert called([*KNOWN, "--write-baseline", "-q"])[0] == 0
    status, told = found()
    assert status == 0
    assert told["pages"][-1]["verdict"] == "blocked"
    page.with_suffix(".wxml").write_text("<own-part/><live-player/>", encoding="utf-8")
    assert found()[0] == 1


def test_sarif_says_what_is_new(project: Path) -> None:
    called([*KNOWN, "--write-baseline", "-q"])
    write(project, "b", BAD)
    results = json.loads(called([*KNOWN, "--format", "sarif"])[1])["runs"][0]["results"]
    errors = [item for item in results if item["level"] == "error"]
    assert [item["baselineState"] for item in errors] == ["unchanged", "new"]
    prints = {item["partialFingerprints"]["mediaglot/v1"] for item in errors}
    assert len(prints) == 1
    assert not any("suppressions" in item for item in results)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "known.json:1:2: not JSON"),
        ("[]", "known.json: no baseline: expected an object with version 1"),
        ('{"version": 2}', "expected an object with version 1"),
        ('{"version": 1}', "known.json: from: expected a text, got null"),
        ('{"version": 1, "findings": 3}', "findings: expected a list, got 3"),
        ('{"version": 1, "findings": [3]}', "known.json: findings[0]: expected an object, got 3"),
        ('{"version": 1, "findings": [{"count": 0}]}', "count: expected a whole number, got 0"),
        ('{"version": 1, "findings": [{"file": 1}]}', "file: expected a text, got 1"),
        ('{"version": 1, "from": "my", "to": "wx"}', "is of the way from my to wx, not from wx"),
        ("[" * 100_000, "known.json: not JSON"),
    ],
)
def test_a_baseline_that_cannot_be_read(project: Path, text: str, said: str) -> None:
    (project / "known.json").write_text(text, encoding="utf-8")
    status, out, told = called([*KNOWN, "--format", "json"])
    assert (status, out) == (2, b"")
    assert said in told
    assert told.count("\n") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (KNOWN, "known.json: cannot be read: No such file or directory; --write-baseline makes it"),
        ([*PORT, "--write-baseline"], "--write-baseline needs --baseline FILE"),
        ([*PORT, "--baseline", "src/a.js"], "a name may end in .json"),
        ([*PORT, "--ignore", "MG999"], "--ignore: no rule 'MG999'"),
        (
            [*PORT, "--select", "value-clampt"],
            "--select: no rule 'value-clampt'; did you mean 'value-clamped'",
        ),
    ],
)
def test_what_is_asked_for_wrongly(project: Path, words: list[str], said: str) -> None:
    del project
    status, out, told = called(words)
    if said:
        assert (status, out) == (2, b"")
    assert said in told
    assert "Traceback" not in told


def test_rules_are_chosen_by_code_by_how_codes_begin_and_by_name(project: Path) -> None:
    del project
    for words, status in (
        (["--ignore", "MG401"], 0),
        (["--ignore", "mg4"], 0),
        (["--ignore", "MG1,MG4"], 0),
        (["--ignore", "MG1"], 1),
        (["--select", "MG1"], 0),
        (["--select", "MG4"], 1),
        (["--select", "MG4", "--ignore", "MG401"], 0),
        (["--ignore", RULES["MG401"].name], 0),
        (["--select", RULES["MG401"].name], 1),
    ):
        assert called([*PORT, *words])[0] == status, words
    _, out, _ = called([*PORT, "--ignore", "MG401"])
    assert b"1 finding left out by --select or --ignore" in out
    assert b"blocked by editImage (MG401)" in out
    runs = json.loads(called([*PORT, "--ignore", "MG401", "--format", "sarif"])[1])["runs"]
    settled = [item for item in runs[0]["results"] if item["ruleId"] == "MG401"]
    assert [item["suppressions"] for item in settled] == [[{"kind": "external"}]]


def test_files_are_chosen_by_patterns(project: Path) -> None:
    (project / "src" / "lib").mkdir()
    (project / "src" / "lib" / "c.js").write_text(BAD, encoding="utf-8")
    called(["port", "src", "--from", "wx", "--to", "my", "--out", "whole", "-q"])
    words = ["port", "src", "--from", "wx", "--to", "my", "--out", "some", "--exclude", "lib/"]
    assert b"1" in called([*words, "--format", "json"])[1]
    assert (project / "some" / "lib" / "c.js").read_text() == BAD  # as it is
    _, out, _ = called([*PORT, "--format", "json", "--include", "/lib/*.js"])
    assert [file["file"] for file in json.loads(out)["files"]] == ["lib/c.js"]


def test_annotations_of_github(project: Path) -> None:
    write(project, "a%,b", BAD)
    (project / "src" / "a.js").unlink()
    _, out, _ = called([*PORT, "--format", "github"])
    assert out.decode() == (
        "::error file=src/a%25%2Cb.js,line=2,col=3,endLine=2,endColumn=19,title=MG401::Alipay has "
        "no editImage. Write an editor page of your own on a canvas, or leave the step out.\n"
    )


def test_junit(project: Path) -> None:
    write(project, "b", "wx.getImageInfo({ src: 'a' })")
    write(project, "c\x01", BAD)
    status, _, told = called([*PORT, "--report", "junit.xml"])
    assert status == 1, told
    root = ElementTree.parse(project / "junit.xml").getroot()
    assert (root.get("tests"), root.get("failures")) == ("3", "2")
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert list(cases) == ["a.js", "b.js", "c\ufffd.js"]
    failure = cases["a.js"].find("failure")
    assert failure is not None
    assert str(failure.get("message")).startswith("MG401: Alipay has no editImage.")
    assert str(failure.text).startswith("a.js:2:3: MG401: ")
    assert cases["b.js"].find("failure") is None
    never = called([*PORT, "--format", "junit", "--fail-on", "never"])[1]
    assert b'failures="0"' in never
    assert b"<failure" not in never


def test_rules_are_explained_by_code_and_by_name() -> None:
    assert len(BY_NAME) == len(RULES)
    by_code, by_name = called(["rule", "mg102"]), called(["rule", RULES["MG102"].name.upper()])
    assert by_code == by_name
    assert by_code[0] == 0
    for word, said in (
        ("MG1029", "no rule 'MG1029'; did you mean 'MG1"),
        ("value-clampt", "no rule 'value-clampt'; did you mean 'value-clamped'"),
    ):
        status, out, told = called(["rule", word])
        assert (status, out) == (2, b"")
        assert said in told
