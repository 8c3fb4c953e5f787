"""The report: its counts are those of the lines, in every form."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from mediaglot.adapters.cli.main import main
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings
from mediaglot.adapters.volume import report as reports
from mediaglot.adapters.volume.report import Report, Sizes
from mediaglot.adapters.volume.report_text import size as shown
from mediaglot.adapters.volume.rows import row

EVIL = '<script>alert("1")</script>'


def envelope(read: str, api: str, payload: dict[str, Any]) -> str:
    return json.dumps({"api": api, "read": read, "payload": payload})


def image(*sizes: int, **more: Any) -> dict[str, Any]:
    files = [{"path": f"{size}.jpg", "size": size} for size in sizes]
    return {"tempFilePaths": [file["path"] for file in files], "tempFiles": files, **more}


LINES = [
    *[envelope("my/android@2.8.8", "chooseImage", image(1000, 2000))] * 6,
    envelope("my/android@2.8.8", "chooseImage", image(5, brandNew=EVIL)),
    envelope("my/android@2.8.8", "chooseImage", {"error": 11, "errorMessage": "cancel"}),
    envelope("my/android@2.8.8", "chooseImage", {"error": 2001}),
    *[envelope("my", "chooseImage", {"error": 4711, "errorMessage": EVIL})] * 3,
    envelope("wx", "chooseImage", {"errMsg": "chooseImage:fail (odd) thing"}),
    envelope("wx", "chooseImage", {"errMsg": "chooseImage:fail auth deny"}),
    envelope("wx", "getImageInfo", {"width": "3", "height": 4, "errMsg": "getImageInfo:ok"}),
    '{"api":"chooseImage","read":"my"',
    '{"api":"chooseImage","read":"zz","payload":{}}',
]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "in.jsonl"
    file.write_text("\n".join(LINES))
    return file


def plain(source: Path, capsys: pytest.CaptureFixture[str], *more: str) -> dict[str, Any]:
    assert main(["report", "--format", "json", *more, str(source)]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_counts(source: Path, capsys: pytest.CaptureFixture[str], jobs: str) -> None:
    made = plain(source, capsys, "--jobs", jobs)
    assert (made["lines"], made["read"], made["bad"]) == (17, 15, 2)
    assert sum(made["reasons"].values()) == 2
    groups = {(item["client"], item["api"]): item for item in made["groups"]}
    assert sum(item["calls"] for item in made["groups"]) == 15
    first = groups["my/android@2.8.8", "chooseImage"]
    assert (first["vendor"], first["os"], first["version"]) == ("my", "android", "2.8.8")
    assert [first[name] for name in ("calls", "success", "cancelled", "denied", "failed")] == [
        9, 7, 1, 1, 0,
    ]  # fmt: skip
    assert first["files_per_call"] == {"1": 1, "2": 6}
    assert first["bytes"]["files"] == first["files"] == 13
    assert first["bytes"]["total"] == 18_005
    assert first["bytes"]["largest"] == 2000
    assert groups["my", "chooseImage"]["unknown"] == 3
    assert made["unknown"] == [
        {
            "vendor": "my",
            "api": "chooseImage",
            "code": "4711",
            "message": EVIL,
            "os": [""],
            "count": 3,
        },
        {
            "vendor": "wx",
            "api": "chooseImage",
            "code": None,
            "message": "chooseImage:fail (odd) thing",
            "os": [""],
            "count": 1,
        },
    ]
    drift = {(item["vendor"], item["rule"], item["place"]): item for item in made["drift"]}
    assert drift["my", "MG205", "brandNew"]["example"] == EVIL
    assert drift["wx", "MG206", "width"]["count"] == 1


def test_text(source: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["report", str(source)]) == 0
    text = capsys.readouterr().out
    assert text.startswith("17 lines, 15 replies, 2 bad\n")
    assert re.search(r"my/android +chooseImage +9 +78% +11% +11% +0% +0%", text)
    assert main(["report", "--by", "version", str(source)]) == 0
    assert "my/android@2.8.8  chooseImage" in capsys.readouterr().out
    assert main(["report", "--by", "vendor", str(source)]) == 0
    assert re.search(r"my +chooseImage +2 +12 +58%", capsys.readouterr().out)
    assert main(["report", "--out", str(tmp_path / "r.txt"), str(source)]) == 0
    assert "4711\t3" in (tmp_path / "r.txt").read_text()


class Page(HTMLParser):
    """Collects tags and attributes, and checks that tags are closed."""

    VOID = ("meta", "input")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_stands_alone_and_runs_its_own_script_only(source: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["report", "--title", EVIL, "--out", str(out), str(source)]) == 0
    text = out.read_text(encoding="utf-8")
    page = Page()
    page.feed(text)
    page.close()
    assert page.open == []
    names = {tag for tag, _ in page.tags}
    assert {"table", "form", "i"} <= names
    assert not names & {"link", "img", "iframe", "image", "use", "base", "object"}
    for tag, attributes in page.tags:
        assert not {"href", "src", "onload", "action"} & set(attributes), tag
    assert "://" not in text.replace("http-equiv", "")
    assert EVIL not in text
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text, re.DOTALL)
    assert [kind for kind, _ in scripts] == [' type="application/json" id="data"', ""]
    told = b64encode(sha256(scripts[1][1].encode()).digest()).decode()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert policy[1].endswith(f"; script-src 'sha256-{told}'")


def test_nothing_and_bad_input(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = tmp_path / "empty.jsonl"
    empty.write_bytes(b"")
    for form in ("text", "json", "html", "toml"):
        assert main(["report", "--format", form, str(empty)]) == 0
    capsys.readouterr()
    assert main(["report", str(tmp_path / "none.jsonl")]) == 2
    assert main(["report", "--from", "zz", str(empty)]) == 2
    assert "unknown vendor" in capsys.readouterr().err


def test_a_report_never_replaces_what_it_is_of(
    source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = source.read_bytes()
    page = tmp_path / "page.html"
    page.symlink_to(source)
    assert main(["report", "--out", str(page), str(source)]) == 2
    said = capsys.readouterr().err
    assert said.endswith(f"is an input already ({source}); --out needs a file of its own\n")
    assert main(["report", "--out", str(tmp_path / "r"), "--rejects", str(tmp_path / "r"),
                 str(source)]) == 2  # fmt: skip
    assert source.read_bytes() == before


def test_what_is_kept_apart_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reports, "MAX_DISTINCT", 50)
    made = Report()
    fast = Fast(LineSettings(read="my", api="chooseImage"), row)
    for number in range(200):
        text = json.dumps({"error": 10**6 + number, f"f{number}": 1})
        made.write(fast.run(text.encode()).data)
    assert len(made.unknown) <= 51
    assert sum(made.unknown.values()) == 200
    assert len(made.codes) <= 51
    assert json.dumps(made.to_plain())


def test_sizes_are_told_in_round_figures() -> None:
    sizes = Sizes()
    for size in (0, 1, 3, 1000, 1001, 16_384, 131_072, 5_000_000, 10**20):
        sizes.add(size)
    assert sizes.named() == {
        "1": 2,
        "5": 1,
        "1000": 1,
        "2000": 1,
        "20000": 1,
        "200000": 1,
        "5000000": 1,
        str(10**20): 1,
    }
    assert [shown(size) for size in (0, 999, 1000, 1234, 20_000, 5e6, 69_040_000)] == [
        "0 B", "999 B", "1 kB", "1.2 kB", "20 kB", "5 MB", "69 MB",
    ]  # fmt: skip


def test_groups_of_versions_are_as_one_and_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Report()
    fast = Fast(LineSettings(), row)
    lines = [envelope(f"my/ios@2.{n}.0", "chooseImage", image(n + 1)) for n in range(30)]
    made.write(fast.run("\n".join(lines).encode()).data)
    (whole,) = made.to_plain("client")["groups"]
    assert (whole["client"], whole["clients"], whole["calls"]) == ("my/ios", 30, 30)
    assert whole["bytes"]["total"] == sum(range(1, 31))
    assert len(made.to_plain()["groups"]) == 30
    monkeypatch.setattr(reports, "MAX_DISTINCT", 10)
    made = Report()
    made.write(fast.run("\n".join(lines).encode()).data)
    assert len(made.groups) == 11
    assert sum(group.calls for group in made.groups.values()) == 30


def test_percentiles() -> None:
    sizes = Sizes()
    for size in range(1, 1001):
        sizes.add(size)
    assert 450 <= sizes.at(0.5) <= 550
    assert 900 <= sizes.at(0.95) <= 1000
    assert sizes.at(1) == 1000
    one = Sizes()
    one.add(0)
    assert one.at(0.5) == 0


def test_what_tells_of_no_file_counts_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in.jsonl"
    answered = {"data": {"n": 1}, "statusCode": 200, "header": {}, "errMsg": "request:ok"}
    file.write_text(
        "\n".join(
            [
                envelope("wx", "request", answered),
                envelope("my", "getAuthCode", {"authCode": "x"}),
                envelope("wx", "downloadFile", {"tempFilePath": "a", "statusCode": 200}),
            ]
        )
    )
    groups = {item["api"]: item for item in plain(file, capsys)["groups"]}
    assert {api: item.get("files") for api, item in groups.items()} == {
        "request": None,
        "login": None,
        "downloadFile": 1,
    }
    settings = LineSettings(read="wx")
    made, _ = row(settings, {"api": "request", "payload": answered})
    assert made["files"] == []
    assert {item["name"]: item["value"] for item in made["extra"]} == {
        "data": '{"n":1}',
        "status": "200",
        "header": "{}",
    }
