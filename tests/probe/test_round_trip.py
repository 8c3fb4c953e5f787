"""What a probe records where the host plays the device, held against the profile it plays by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("quickjs")
from mediaglot.adapters.probe.evidence import evidence_of
from mediaglot.adapters.probe.findings import HeldRecords
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint
from probe.device import ALBUM, changed, held, opened, played

VENDORS = ("wx", "my", "tt")
UNSIMULATED = {"getSavedFileList", "getSavedFileListTop"}


@pytest.fixture(scope="module", params=VENDORS)
def run(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, list[dict[str, Any]], HeldRecords]:
    found = played(request.param, tmp_path_factory.mktemp(request.param))
    return request.param, found, held(found)


def told(got: HeldRecords, status: Any) -> list[str]:
    """Findings of a kind in short, those of what the host does not do left out."""
    return [
        f"{it.operation} {it.place}" for it in got.of(status) if it.operation not in UNSIMULATED
    ]


def test_a_client_that_is_as_its_profile_says_contradicts_nothing(
    run: tuple[str, list[dict[str, Any]], HeldRecords],
) -> None:
    _, _, got = run
    assert told(got, "contradicted") == []


def test_what_a_client_confirms(run: tuple[str, list[dict[str, Any]], HeldRecords]) -> None:
    vendor, _, got = run
    confirmed = set(told(got, "confirmed"))
    assert {
        "chooseImage support",
        "chooseImage params.count",
        "chooseImage result.images[].path",
        "chooseImage failures.cancelled",
        "saveImageToPhotosAlbum failures.auth_denied",
        "chooseVideo result.video.duration",
        "getImageInfo result.width",
        "setStorage support",
        "showActionSheet result.index",
    } <= confirmed
    assert len(confirmed) > {"wx": 200, "my": 130, "tt": 150}[vendor]


def test_what_is_new_is_what_the_profile_leaves_open(
    run: tuple[str, list[dict[str, Any]], HeldRecords],
) -> None:
    _, _, got = run
    for item in got.of("new"):
        if item.operation in UNSIMULATED:
            continue
        open_ = item.says.startswith(("unknown", "no unit", "depends"))
        assert open_ or f"{item.operation} {item.place}" == "getImageInfo failures.file_not_found"


def test_records_say_nothing_of_whose_pictures_they_were(
    run: tuple[str, list[dict[str, Any]], HeldRecords],
) -> None:
    _, found, _ = run
    text = json.dumps(found)
    assert not any(name in text or name.removesuffix(".jpg") in text for name in ALBUM)
    paths = [
        value
        for record in found
        if record["operation"] == "chooseImage" and record["outcome"] == "success"
        for value in record["reply"].get("tempFilePaths") or record["reply"]["apFilePaths"]
    ]
    assert paths
    tail = {path.rpartition("/")[2].partition(".")[0] for path in paths}
    assert all(set(name) <= set("x0_-") for name in tail)


def test_evidence_is_a_profile_that_lints(
    run: tuple[str, list[dict[str, Any]], HeldRecords],
) -> None:
    vendor, _, got = run
    text = evidence_of(got, loader.current())
    report = lint({"profile.toml": text}, find=loader.builtin_texts)
    assert [item.message for item in report.diagnostics] == []
    assert report.profile is not None
    assert report.profile.sources["P1"].grade == "observed"
    size = report.profile.api["chooseImage"].result.fields["images[].path"]
    assert size.evidence[-1] == "P1"
    assert size.paths == loader.get(vendor).api["chooseImage"].result.fields["images[].path"].paths


def _rule(rules: list[dict[str, Any]], kind: str) -> dict[str, Any]:
    return next(rule for rule in rules if rule["kind"] == kind)


def _other_code(data: dict[str, Any]) -> None:
    rules = [*data["api"]["chooseImage"].get("failures", []), *data["failures"]]
    rule = _rule(rules, "cancelled")
    rule["code"] = [4711]
    rule["pattern"], rule["text"] = "nobody wanted it", "nobody wanted it"


def _other_field(data: dict[str, Any]) -> None:
    data["api"]["chooseImage"]["result"]["fields"]["images[].size"]["paths"] = ["tempFiles[].bytes"]


def _other_unit(data: dict[str, Any]) -> None:
    field = data["api"]["chooseVideo"]["result"]["fields"]["video.duration"]
    field["scale"] = 0.001


def _other_default(data: dict[str, Any]) -> None:
    data["api"]["chooseImage"]["params"]["count"]["default"] = 5


def _other_success(data: dict[str, Any]) -> None:
    data["envelope"]["success"]["fields"] = {"errMsg": "ok"}


def _is_gone(data: dict[str, Any]) -> None:
    data["api"]["getVideoInfo"]["support"] = False


DIFFERENCES = {
    "wx": {
        _other_code: [("chooseImage", "new", "failures.cancelled")],
        _other_field: [
            ("chooseImage", "new", "result.tempFiles[].bytes"),
            ("chooseImage", "contradicted", "result.images[].size"),
        ],
        _other_default: [("chooseImage", "contradicted", "params.count")],
        _is_gone: [("getVideoInfo", "contradicted", "support")],
    },
    "my": {
        _other_unit: [("chooseVideo", "contradicted", "result.video.duration")],
        _other_default: [("chooseImage", "contradicted", "params.count")],
    },
    "tt": {
        _other_code: [("chooseImage", "new", "failures.cancelled")],
        _other_success: [
            ("chooseImage", "contradicted", "success.errMsg"),
            ("getVideoInfo", "contradicted", "success.errMsg"),
            ("chooseVideo", "contradicted", "success.errMsg"),
        ],
    },
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_differences_are_told_where_they_are_and_nowhere_else(vendor: str, tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        for one in DIFFERENCES[vendor]:
            one(data)

    operations = ("chooseImage", "chooseVideo", "getVideoInfo")
    got = held(played(vendor, tmp_path, changed(vendor, change), *operations))
    planted = {row for rows in DIFFERENCES[vendor].values() for row in rows}
    found = {(it.operation, it.status, it.place) for it in got.findings}
    assert planted <= found
    wrong = {row for row in found if row[1] == "contradicted" and row[0] in operations}
    assert wrong <= planted


def test_records_are_copied_and_sent_in_chunks(tmp_path: Path) -> None:
    run = opened("wx", tmp_path, families=["storage"])
    try:
        run.safe()
        run.page.tap("copy")
        assert run.page.data["last"] == "copy: done"
        run.page.tap("keep")
        assert run.page.data["last"] == "keep: done"
    finally:
        run.close()
