"""What a probe records where the host plays the device, held against the profile it plays by."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import attrs
import pytest

pytest.importorskip("quickjs")
from mediaglot.adapters.probe.evidence import evidence_of
from mediaglot.adapters.probe.findings import HeldRecords, ProbeFinding
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint
from probe.device import ALBUM, changed, held, opened, played

VENDORS = ("wx", "my", "tt")


@attrs.frozen
class Run:
    """What a probe recorded, what that comes to, and what the client does not simulate."""

    vendor: str
    records: list[dict[str, Any]]
    held: HeldRecords
    refused: set[str]

    def told(self, status: Any) -> list[ProbeFinding]:
        """Findings of a kind, those of what the client does not simulate left out."""
        apis = loader.get(self.vendor).api
        return [
            item
            for item in self.held.of(status)
            if not item.operation
            or (apis[item.operation].name or item.operation) not in self.refused
        ]


@pytest.fixture(scope="module", params=VENDORS)
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Run:
    found, refused = played(request.param, tmp_path_factory.mktemp(request.param))
    return Run(request.param, found, held(found), refused)


def test_a_client_that_is_as_its_profile_says_contradicts_nothing(run: Run) -> None:
    assert run.told("contradicted") == []


def test_what_a_client_confirms(run: Run) -> None:
    confirmed = {f"{item.operation} {item.place}" for item in run.told("confirmed")}
    assert {
        "chooseImage support",
        "chooseImage params.count",
        "chooseImage result.images[].path",
        "chooseImage failures.cancelled",
        "saveImageToPhotosAlbum failures.auth_denied",
        "chooseVideo result.video.duration",
        "getImageInfo result.width",
        "setStorage support",
        "onRecorderStop result.path",
        "showActionSheet result.index",
    } <= confirmed
    assert len(confirmed) > {"wx": 250, "my": 180, "tt": 180}[run.vendor]


def test_what_is_new_is_what_the_profile_leaves_open(run: Run) -> None:
    for item in run.told("new"):
        left_open = item.says.startswith(("unknown", "no unit", "depends"))
        assert left_open or (item.operation, item.case) == ("getImageInfo", "missing"), item


def test_records_say_nothing_of_whose_pictures_they_were(run: Run) -> None:
    text = json.dumps(run.records)
    assert not any(name in text or name.removesuffix(".jpg") in text for name in ALBUM)
    paths = [
        value
        for record in run.records
        if record["operation"] == "chooseImage" and record["outcome"] == "success"
        for value in record["reply"].get("tempFilePaths") or record["reply"]["apFilePaths"]
    ]
    assert paths
    tail = {path.rpartition("/")[2].partition(".")[0] for path in paths}
    assert all(set(name) <= set("x0_-") for name in tail)


def test_evidence_is_a_profile_that_lints(run: Run) -> None:
    vendor = run.vendor
    text = evidence_of(run.held, loader.current())
    report = lint({"profile.toml": text}, find=loader.builtin_texts)
    assert [item.message for item in report.diagnostics] == []
    assert report.profile is not None
    assert report.profile.sources["P1"].grade == "observed"
    size = report.profile.api["chooseImage"].result.fields["images[].path"]
    assert "P1" in size.evidence
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
    got = held(played(vendor, tmp_path, changed(vendor, change), *operations)[0])
    planted = {row for rows in DIFFERENCES[vendor].values() for row in rows}
    found = {(it.operation, it.status, it.place) for it in got.findings}
    assert planted <= found
    wrong = {row for row in found if row[1] == "contradicted" and row[0] in operations}
    assert wrong <= planted


SETUP = """
wx.getBatteryInfo = () => {};
wx.hideToast = () => { throw new Error("no /data/user/0/secret/file.txt for you"); };
wx.showToast = (it) => { it.complete({ errMsg: "showToast:ok" }); };
wx.vibrateShort = undefined;
wx.getNetworkType = (it) => it.success({ type: NaN, ip: "10.0.0.1 Ann", f() {}, id: "A123456" });
wx.getStorageInfo = (it) => { it.fail("getStorageInfo:fail /Users/ann/x.txt is gone"); };
wx.getUserInfo = (it) => it.success({ errMsg: "getUserInfo:ok", user: { nick: "Ann", age: 44 } });
"""


def test_what_a_client_does_otherwise_is_a_record(tmp_path: Path) -> None:
    setup = tmp_path / "setup.js"
    setup.write_text(SETUP, "utf-8")
    names = ["getBatteryInfo", "hideToast", "showToast", "vibrateShort", "getNetworkType",
             "getStorageInfo", "getUserInfo"]  # fmt: skip
    run = opened("wx", tmp_path / "p", setup=setup, operations=names, include=["getUserInfo"])
    try:
        run.safe()
        run.run(*(step for step in run.plan.steps if step.run == "costly"))
        found = {record["operation"]: record for record in run.records}
    finally:
        run.close()
    outcomes = {name: found[name]["outcome"] for name in names}
    assert outcomes == {
        "getBatteryInfo": "silent", "hideToast": "threw", "showToast": "complete",
        "vibrateShort": "missing", "getNetworkType": "success", "getStorageInfo": "fail",
        "getUserInfo": "success",
    }  # fmt: skip
    assert found["getBatteryInfo"]["took"] == 15000
    assert found["getNetworkType"]["reply"] == {
        "type": {"$": "number", "is": "NaN"}, "ip": "00.0.0.0 xxx",
        "f": {"$": "function"}, "id": "x000000",
    }  # fmt: skip
    assert found["getUserInfo"]["reply"]["user"] == {"nick": "xxx", "age": 0}
    assert found["getUserInfo"]["reply"]["errMsg"] == "getUserInfo:ok"
    text = json.dumps([found["hideToast"], found["getStorageInfo"]])
    assert "secret" not in text
    assert "ann" not in text
    assert found["hideToast"]["reply"]["message"].startswith("no /xxxx/xxxx/0/")


SERVER = """
globalThis.sent = [];
wx.request = (it) => { sent.push([it.method, it.url, it.data]); it.success({ statusCode: 200 }); };
"""


def test_records_are_copied_kept_and_sent_in_chunks(tmp_path: Path) -> None:
    setup = tmp_path / "server.js"
    setup.write_text(SERVER, "utf-8")
    address = "https://example.com/records"
    run = opened("wx", tmp_path / "p", families=["storage", "device"], address=address, setup=setup)
    try:
        run.safe()
        for name in ("copy", "keep", "send"):
            run.page.tap(name)
            assert run.page.data["last"] == f"{name}: done", name
        text = run.text
        sent = run.page.program.evaluate("sent")
    finally:
        run.close()
    assert "".join(body for _, _, body in sent) == text
    assert {(method, url) for method, url, _ in sent} == {("POST", address)}
    assert all(len(body) < 60_000 + 10_000 for _, _, body in sent)


def _pages(bind: str, suffix: str, directive: str) -> Any:
    """What a profile leaves open of pages, as somebody who read on would write it down."""

    def change(data: dict[str, Any]) -> None:
        source = next(iter(data["sources"]))
        template = {"suffix": suffix, "directive": directive, "evidence": [source]}
        template |= data.get("template", {})
        template |= {"binding": {"bind": [bind]}, "capital": bind == "on"}
        data["template"] = template
        data["page"] = {"begin": ["onLoad"], "roles": {"query": "onLoad"}, "evidence": [source]}

    return change


@pytest.mark.parametrize(
    ("vendor", "pages", "least"),
    [
        ("douyin", _pages("bind", ".ttml", "tt:"), 90),
        ("dingtalk", _pages("on", ".axml", "a:"), 60),
        ("swan", _pages("bind", ".swan", "s-"), 50),
    ],
)
def test_vendors_follow_once_their_pages_are_described(
    vendor: str, pages: Any, least: int, tmp_path: Path
) -> None:
    known = changed(vendor, pages)
    run = opened(vendor, tmp_path, known, pages=True)
    try:
        run.run(*(it for it in run.plan.steps if it.run == "person" and it.case.name != "deny"))
        run.safe()
        got = held(run.records)
    finally:
        run.close()
    assert got.of("contradicted") == ()
    confirmed = {f"{item.operation} {item.place}" for item in got.of("confirmed")}
    assert {"chooseImage support", "chooseImage failures.cancelled"} <= confirmed
    assert len(got.of("confirmed")) >= least
