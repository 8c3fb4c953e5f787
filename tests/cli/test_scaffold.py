"""A new vendor's profile, as `mediaglot profile new` writes it, works before anyone edits it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import mediaglot as mg
import pytest
from commands import called, run
from mediaglot.adapters.cli.profile_new import VendorQuestion, _answered
from mediaglot.adapters.cli.scaffold import scaffold
from mediaglot.canonical.vocabulary import API_NAMES
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint

IDENTITY = {
    "id": "acme",
    "name": 'Acme "1"',
    "namespace": "ac",
    "docs": "https://a.cme/docs",
    "today": "2026-01-31",
}


@pytest.fixture(scope="module")
def acme() -> Iterator[str]:
    report = lint({"acme.toml": scaffold(IDENTITY, apis=API_NAMES)}, find=lambda _: None)
    assert [item.message for item in report.diagnostics] == []
    assert report.profile is not None
    yield loader.register(report.profile).id
    loader.unregister("acme")


@pytest.mark.parametrize("api", API_NAMES)
def test_one_api_alone_passes_lint(api: str) -> None:
    report = lint({"acme.toml": scaffold(IDENTITY, apis=[api])}, find=lambda _: None)
    assert [item.message for item in report.diagnostics] == []


@pytest.mark.parametrize("vendor", loader.builtin_ids())
@pytest.mark.parametrize("api", API_NAMES)
def test_every_api_goes_both_ways(acme: str, api: str, vendor: str) -> None:
    there = mg.translate_request(api, {}, read=acme, write=vendor)
    assert there.value is None or isinstance(there.value, dict)
    failed = mg.translate_failure(api, {"errMsg": f"{api}:fail cancel"}, read=acme, write=acme)
    assert failed.value == {"errMsg": f"{api}:fail cancel"}
    if loader.get(vendor).api[api].support is not False:
        back = mg.translate_failure(api, {"errMsg": "x:fail cancel"}, read=acme, write=vendor)
        kept = mg.normalize(api, back.value, read=vendor).value.kind == "cancelled"
        assert kept or back.diagnostics  # not every vendor has a code for it: then it is said


def test_what_is_only_assumed_is_said(acme: str) -> None:
    out = mg.translate_request("chooseImage", {"count": 3}, read="wx", write=acme)
    assert out.value == {  # defaults that nobody knows are written out
        "count": 3,
        "sources": ["album", "camera"],
        "sizes": ["original", "compressed"],
    }
    view = loader.get(acme).at(acme)
    assert view.apis["chooseImage"].params["count"].evidence[0].grade == "assumed"


@pytest.mark.parametrize("base", loader.builtin_ids())
def test_an_extending_one_is_its_base_under_another_name(base: str) -> None:
    text = scaffold(IDENTITY, extends=base)
    report = lint({"acme.toml": text}, find=loader.builtin_texts)
    assert [item.message for item in report.diagnostics] == []
    assert report.profile is not None
    assert report.profile.name == 'Acme "1"'
    mine, below = report.profile.at("acme"), loader.get(base).at(base)
    lacking = {key for key, api in below.apis.items() if api.support.status == "no"}
    for key, api in mine.apis.items():
        assert (api.support.status == "no") == (key in lacking)
        assert api.support.status in ("no", "unknown")  # nobody has looked whether it is there
        assert {name: param.facts.default for name, param in api.params.items()} == {
            name: param.facts.default for name, param in below.apis[key].params.items()
        }
    assert set(report.unknown) == mine.apis.keys() - lacking


@pytest.mark.parametrize("base", ["", "wx"])
def test_what_is_asked_for_is_what_options_say(base: str) -> None:
    """Empty answers and no option mean the same; an answer is read as its option is."""
    asked: list[str] = []

    def ask(question: VendorQuestion, usual: str) -> str:
        asked.append(question.option)
        return usual

    given = {"vendor": "acme", "extends": base} if base else {"vendor": "acme"}
    assert _answered(given, ask) == {
        "vendor": "acme", "name": "acme", "namespace": "acme", "extends": base, "os": (),
        "docs": "https://example.com/docs", "api": (), "out": "",
    }  # fmt: skip
    alone = [] if base else ["extends", "os", "docs", "api"]
    assert asked == ["name", "namespace", *(alone or ["docs"]), "out"]
    said = _answered({**given, "api": ("chooseImage", "saveFile"), "os": ("harmony",)}, ask)
    assert (said["api"], said["os"]) == (("chooseImage", "saveFile"), ("harmony",))


def test_systems_and_operations_of_one_that_extends() -> None:
    text = scaffold(IDENTITY, apis=["chooseImage"], extends="wx", systems=["android"])
    report = lint({"acme.toml": text}, find=loader.builtin_texts)
    assert report.diagnostics == ()
    assert report.profile is not None
    assert report.profile.os == ["android"]
    media = next(part for part in report.inherited if part.family == "media")
    assert "chooseImage" not in media.unspoken


TALK = [
    ("as in acme/android@1.2.0: ", "Acme"),
    ("got the string \"Acme\"\r\nId of the vendor, as in acme/android@1.2.0: ", "acme"),
    ("for people [acme]: ", "Acme & Co"),
    ("as wx [acme]: ", "1x"),
    ("got the string \"1x\"\r\nThe global object of its JavaScript, as wx [acme]: ", ""),
    ("empty: none: ", "wxx"),
    ("empty: none: ", ""),
    ("android and ios: ", "harmony"),
    ("[https://example.com/docs]: ", "https://a.cme"),
    ("that most have: ", "chooseImge"),
    ("did you mean 'chooseImage'?\r\nAPIs to begin with; empty: four that most have: ", ""),
    ("standard output: ", "old.toml"),
    ("--force replaces it\r\nFile to write; empty: standard output: ", "acme.toml"),
]  # fmt: skip


def test_a_person_is_asked(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    (tmp_path / "old.toml").write_text("mine")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "mediaglot", "profile", "new"],
        stdin=theirs, stdout=theirs, stderr=theirs, cwd=tmp_path, close_fds=True,
    ) as process:  # fmt: skip
        os.close(theirs)
        heard = ""
        for prompt, answer in [*TALK, ("--out acme.toml", "")]:
            start = len(heard)
            while prompt not in heard[start:]:
                heard += os.read(ours, 4_096).decode()
            os.write(ours, f"{answer}\n".encode())
        assert process.wait(30) == 0
    os.close(ours)
    assert heard.rstrip().endswith(
        "the same without questions: mediaglot profile new acme --name 'Acme & Co' --os harmony "
        "--docs https://a.cme --out acme.toml"
    )
    written = (tmp_path / "acme.toml").read_text(encoding="utf-8")
    report = lint({"acme.toml": written}, find=loader.builtin_texts)
    assert report.profile is not None
    assert (report.profile.name, report.profile.os) == ("Acme & Co", ["harmony"])
    assert (tmp_path / "old.toml").read_text() == "mine"


def test_nobody_is_asked_where_nobody_is() -> None:
    assert run("mediaglot profile new") == (
        2,
        "mediaglot: error: expected the id of a vendor, as in 'mediaglot profile new acme'\n",
    )


def test_who_takes_the_name_of_one_that_is_there_is_told() -> None:
    told = "wx comes with mediaglot: given by --profile, this file stands in its place\n"
    assert called(["profile", "new", "wx"])[::2] == (0, told)
    assert called(["profile", "new", "acme"])[::2] == (0, "")
