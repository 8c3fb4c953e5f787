"""The program that a probe writes: in the vendor's own words, and nothing that costs unasked."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from commands import called
from mediaglot.adapters.plan.pair import view
from mediaglot.adapters.probe.cases import cases
from mediaglot.adapters.probe.plan import ProbePlan, plan_of
from mediaglot.adapters.probe.program import HEIGHT, WIDTH, picture, program_files
from mediaglot.canonical.engine.user import ACTIONS
from mediaglot.canonical.failures import KINDS
from mediaglot.canonical.operations import OPERATIONS
from PIL import Image


def planned(client: str, **more: list[str]) -> ProbePlan:
    return plan_of(view(client), cases(), **more)


def test_cases_are_of_the_canon() -> None:
    known = cases()
    for name, rows in known.cases.items():
        operation = OPERATIONS[name]
        assert len({row.name for row in rows}) == len(rows), name
        for row in rows:
            assert set(row.options) <= set(operation.options), (name, row.name)
            assert {*row.exact, *row.within} <= set(operation.result), (name, row.name)
            assert row.expects in ("", "success", *KINDS), (name, row.name)
            assert not row.most or row.most in operation.options
            assert not row.act or row.act.endswith(".")
    assert set(known.costly) <= set(OPERATIONS)
    assert not set(known.costly) & set(known.cases)
    assert ACTIONS


def test_the_picture_is_as_the_cases_say(tmp_path: Path) -> None:
    (tmp_path / "it.png").write_bytes(picture())
    with Image.open(tmp_path / "it.png") as found:
        found.load()
        assert found.size == (WIDTH, HEIGHT) == (12, 8)


@pytest.mark.parametrize(
    ("vendor", "template", "tap", "condition", "project"),
    [
        ("wx", "wxml", 'bindtap="runOne"', "wx:if", "project.config.json"),
        ("my", "axml", 'onTap="runOne"', "a:if", "mini.project.json"),
        ("tt", "ttml", 'bindtap="runOne"', "tt:if", "project.config.json"),
    ],
)
def test_it_is_written_in_the_vendors_words(
    vendor: str, template: str, tap: str, condition: str, project: str
) -> None:
    files = program_files(planned(vendor))
    page = files[f"pages/index/index.{template}"].decode()
    assert tap in page
    assert condition in page
    assert project in files
    assert json.loads(files["app.json"])["pages"] == ["pages/index/index", "pages/other/other"]
    assert f"new Probe({vendor}, plan)" in files["pages/index/index.js"].decode()


def test_options_are_written_in_the_vendors_words() -> None:
    wx, my = (planned(vendor).step("chooseImage", "two") for vendor in ("wx", "my"))
    assert wx is not None
    assert my is not None
    assert wx.options == {"count": 2, "sourceType": ["album"]}
    assert my.options == {"count": 2, "sourceType": ["album"]}
    missing = planned("my").step("compressImage", "picked")
    assert missing is not None
    assert missing.options["apFilePaths"] == ["@picture"]


def test_what_answers_at_once_has_its_options_in_a_row() -> None:
    step = planned("wx").step("setStorageSync", "text")
    assert step is not None
    assert step.arguments == ("mediaglot-probe", "kept")
    assert planned("wx").step("readFile", "text").on == ("getFileSystemManager",)  # type: ignore[union-attr]


@pytest.mark.parametrize("vendor", ["wx", "my", "tt"])
def test_nothing_that_costs_is_asked_unless_it_is_named(vendor: str) -> None:
    costly = set(cases().costly)
    plan = planned(vendor)
    assert not costly & {step.operation for step in plan.steps}
    assert costly & set(plan.left_out)
    asked = planned(vendor, include=["clearStorage"])
    steps = [step for step in asked.steps if step.operation == "clearStorage"]
    assert [(step.run, step.why) for step in steps] == [
        ("costly", "forgets all that the program keeps")
    ]


def test_what_nobody_said_is_harmless_is_run_by_hand_alone() -> None:
    steps = planned("wx").steps
    said = cases().cases
    view_ = view("wx").profile
    for step in steps:
        unsaid = view_.apis[step.operation].canonical not in said and step.form != "value"
        assert (step.run == "hand") == unsaid, step.name


def test_operations_and_families_choose() -> None:
    assert {step.family for step in planned("wx", families=["storage"]).steps} == {"storage"}
    one = planned("my", operations=["saveImage"])
    assert {step.function for step in one.steps} == {"saveImage"}


def command(*words: str) -> tuple[int, str, str]:
    status, out, err = called(["probe", *words])
    return status, out.decode(), err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "expected --vendor and --out"),
        (["--vendor", "wx"], "expected --vendor and --out"),
        (["--vendor", "zz", "--out", "p"], "unknown vendor 'zz'"),
        (["--vendor", "wx", "--out", "p", "--operation", "chooseImag"], "did you mean"),
        (["--vendor", "wx", "--out", "p", "--family", "medias"], "'medias' is not one of"),
        (
            ["--vendor", "wx", "--out", "p", "--operation", "makePhoneCall"],
            "costly: dials a number",
        ),
        (
            ["--vendor", "wx", "--out", "p", "--send-to", "http://a.example/x"],
            "--send-to: expected",
        ),
        (["--vendor", "wx", "--out", "p", "--send-to", "https://u:p@a.example"], "--send-to"),
        (["--vendor", "wx", "--out", ""], "expected a folder"),
    ],
)
def test_bad_words_are_one_sentence(
    words: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, err = command(*words)
    assert status == 2
    assert said in err
    assert "Traceback" not in err
    assert not (tmp_path / "p").exists()


def test_a_vendor_whose_pages_are_not_described_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    called(["profile", "new", "zz", "--out", "zz.toml"])
    status, _, err = called(["--profile", "zz.toml", "probe", "--vendor", "zz", "--out", "p"])
    assert status == 2
    assert "zz: no program can be written for" in err
    assert "its profile says nothing of its templates ([template])" in err
    assert not (tmp_path / "p").exists()


def test_a_folder_with_files_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "p"
    out.mkdir()
    (out / "mine.txt").write_text("mine", "utf-8")
    status, _, err = command("--vendor", "wx", "--out", str(out), "--family", "storage")
    assert (status, sorted(os.listdir(out))) == (2, ["mine.txt"])
    assert "--force" in err
    status, said, _ = command("--vendor", "wx", "--out", str(out), "--family", "storage", "--force")
    assert status == 0
    assert (out / "mine.txt").read_text("utf-8") == "mine"
    assert "run at one touch" in said
    assert not [name for name in os.listdir(out) if name.startswith(".mediaglot")]


def test_no_link_leads_out_of_the_folder(tmp_path: Path) -> None:
    out, other = tmp_path / "p", tmp_path / "other"
    out.mkdir()
    other.mkdir()
    (out / "pages").symlink_to(other)
    status, _, err = command("--vendor", "wx", "--out", str(out), "--family", "storage", "--force")
    assert status == 2
    assert "outside" in err
    assert os.listdir(other) == []


def test_an_address_stands_in_the_program_as_data(tmp_path: Path) -> None:
    address = "https://example.com/a?b='\"</script>"
    status, _, _ = command(
        "--vendor", "wx", "--out", str(tmp_path / "p"), "--family", "storage", "--send-to", address
    )
    assert status == 0
    text = (tmp_path / "p/probe/plan.js").read_text("utf-8")
    data = json.loads(text.removeprefix("module.exports = "))
    assert data["address"] == address
