"""What a project has settled, in `normalize` and `verify`: rules, and the one baseline of all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from commands import called

ODD = '{"apFilePaths":["a"],"brandNew":%d}'
COMPRESS = '{"src":"a","quality":80}'
REQUESTS = ["normalize", "--kind", "request", "--from", "wx", "--to", "my", "--api",
            "compressImage", "--fail-on", "lossy", "in.jsonl"]  # fmt: skip
REPLIES = ["normalize", "--from", "my", "--api", "chooseImage", "in.jsonl"]
PAGE = """Page({
  data: { one: '', two: '' },
  first() {
    wx.chooseImage({ count: 1, success: (r) => this.setData({ one: r.tempFilePaths[0] }) })
  },
  second() {
    wx.chooseImage({ count: 1, success: (r) => this.setData({ two: r.tempFilePaths[0] }) })
  },
})
"""
VERIFY = ["verify", "src", "--from", "wx", "--to", "my", "--only", "ok", "--port", "build"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def summary(text: str) -> str:
    return text.strip().splitlines()[-1]


def test_rules_left_out_are_neither_told_nor_failures(project: Path) -> None:
    (project / "in.jsonl").write_text(COMPRESS)
    status, plain, told = called(REQUESTS)
    assert (status, summary(told)) == (
        1,
        "normalize: 1 line, 0 bad; MG104 value-approximated x 1",
    )
    for words in (["--ignore", "MG104"], ["--select", "MG2"], ["--ignore", "value-approximated"]):
        status, out, told = called([*REQUESTS, *words])
        assert (status, summary(told)) == (0, "normalize: 1 line, 0 bad; 1 settled")
        assert out == plain
    status, _, told = called([*REQUESTS, "--select", "MG104", "--format", "json"])
    assert (status, json.loads(told)["codes"]) == (1, {"MG104": 1})
    assert called([*REQUESTS, "--ignore", "MG999"])[0] == 2


def test_bad_lines_are_never_settled(project: Path) -> None:
    (project / "in.jsonl").write_text("no\n")
    status, _, _ = called([*REPLIES, "--baseline", "b.json", "--write-baseline"])
    assert status == 1
    assert called([*REPLIES, "--baseline", "b.json"])[0] == 1


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_baseline_of_messages_grows_and_knows_by_field(project: Path, jobs: str) -> None:
    file = project / "in.jsonl"
    file.write_text("\n".join(ODD % number for number in range(3)))
    more = ["--baseline", "b.json", "--jobs", jobs]
    assert called([*REPLIES, *more])[0] == 2  # there is none yet
    _, _, told = called([*REPLIES, *more, "--write-baseline"])
    assert summary(told) == "normalize: 3 lines, 0 bad; 6 settled"
    _, _, told = called([*REPLIES, *more])
    assert summary(told) == "normalize: 3 lines, 0 bad; 6 settled"
    file.write_text('{"apFilePaths":["a"],"other":1}\n' + ODD % 9)
    _, _, told = called([*REPLIES, *more])
    assert "MG205" in told
    assert told.rstrip().endswith(" x 1; 3 settled")
    called([*REPLIES, *more, "--write-baseline"])
    known = json.loads((project / "b.json").read_text())["normalize"]["findings"]
    assert {"brandNew", "other"} <= {row["digest"] for row in known}


def test_one_file_for_all_commands_each_its_part(project: Path) -> None:
    (project / "in.jsonl").write_text(ODD % 1)
    source = project / "src"
    source.mkdir()
    (source / "a.js").write_text("Page({ go() { wx.editImage({}) } })")
    port = ["port", "src", "--from", "wx", "--to", "my", "--check", "--baseline", "b.json"]
    assert called([*port, "--write-baseline"])[0] == 0
    assert called([*REPLIES, "--baseline", "b.json", "--write-baseline"])[0] == 0
    value = json.loads((project / "b.json").read_text())
    assert (value["from"], value["to"], len(value["findings"])) == ("wx", "my", 1)
    assert called(port)[0] == 0
    assert called([*port, "--write-baseline"])[0] == 0
    assert json.loads((project / "b.json").read_text()) == value
    (project / "c.json").write_text(json.dumps({"version": 1, "normalize": value["normalize"]}))
    assert called([*port[:-1], "c.json"])[0] == 1  # nothing of port is known there


def test_configuration_settles_for_all(project: Path) -> None:
    (project / "in.jsonl").write_text(COMPRESS)
    (project / "mediaglot.toml").write_text('ignore = ["MG104"]\nselect = ["MG4"]\n')
    status, _, told = called(REQUESTS)
    assert (status, summary(told)) == (0, "normalize: 1 line, 0 bad; 1 settled")
    (project / "mediaglot.toml").write_text('select = ["MG4"]\n')  # of port alone
    assert called(REQUESTS)[0] == 1
    (project / "mediaglot.toml").write_text('[normalize]\nselect = ["MG4"]\n')
    assert called(REQUESTS)[0] == 0


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "not JSON"),
        ("{}", "no baseline: expected an object with version 1"),
        ('{"version": 1, "normalize": 3}', "normalize: expected an object, got"),
        ('{"version": 1, "normalize": {"findings": [3]}}', "findings[0]: expected an object"),
        ('{"version": 1, "normalize": {"findings": [{"file": 1}]}}', "file: expected a text"),
    ],
)
def test_a_baseline_that_is_none(project: Path, text: str, told: str) -> None:
    (project / "in.jsonl").write_text(ODD % 1)
    (project / "b.json").write_text(text)
    status, out, said = called([*REPLIES, "--baseline", "b.json"])
    assert (status, out) == (2, b"")
    assert told in said
    if text != "[" and "version" in text:
        return
    assert called([*REPLIES, "--baseline", "b.json", "--write-baseline"])[0] == 2
    assert (project / "b.json").read_text() == text


def test_write_baseline_needs_one_and_none_is_an_input(project: Path) -> None:
    (project / "in.jsonl").write_text(ODD % 1)
    assert "needs --baseline FILE" in called([*REPLIES, "--write-baseline"])[2]
    (project / "in.json").write_text(ODD % 1)
    words = [*REPLIES[:-1], "in.json", "--baseline", "in.json", "--write-baseline"]
    assert called(words)[0] == 2
    assert (project / "in.json").read_text() == ODD % 1


@pytest.fixture
def program(project: Path) -> Path:
    pytest.importorskip("quickjs")
    page = project / "src" / "pages" / "index"
    page.mkdir(parents=True)
    (project / "src" / "app.json").write_text('{"pages": ["pages/index/index"]}')
    (page / "index.js").write_text(PAGE)
    (page / "index.wxml").write_text('<view bindtap="first">a</view>')
    assert called(["port", "src", "--from", "wx", "--to", "my", "--out", "build"])[0] == 0
    return project


def break_port(project: Path, name: str) -> None:
    """Let the port keep what was picked under another name."""
    page = project / "build" / "pages" / "index" / "index.js"
    text = page.read_text()
    assert f"{name}: r" in text
    page.write_text(text.replace(f"{name}: r", f"not_{name}: r"))


def verified(*words: str) -> tuple[int, Any, str]:
    status, out, told = called([*VERIFY, "--format", "json", *words])
    return status, json.loads(out) if out else None, told


def test_runs_that_differ_are_settled(program: Path) -> None:
    assert verified()[0] == 0
    break_port(program, "one")
    status, plain, told = verified()
    assert (status, plain["ok"]) == (1, False), told
    status, plain, told = verified("--baseline", "b.json", "--write-baseline")
    assert (status, plain["ok"]) == (0, True), told
    assert verified("--baseline", "b.json")[0] == 0
    status, shown, _ = called([*VERIFY, "--baseline", "b.json"])
    assert status == 0
    assert b"known" in shown
    assert b"differs" not in shown
    assert verified("--ignore", "MG610")[0] == 0
    assert verified("--ignore", "MG6")[0] == 0
    assert verified("--ignore", "run-stopped")[0] == 1
    break_port(program, "two")
    assert verified("--baseline", "b.json")[0] == 1
    value = json.loads((program / "b.json").read_text())
    value["verify"]["to"] = "tt"
    (program / "b.json").write_text(json.dumps(value))
    assert "is of the way from" in verified("--baseline", "b.json")[2]
