"""A new vendor's profile, as `mediaglot profile new` writes it, works before anyone edits it."""

from __future__ import annotations

from collections.abc import Iterator

import mediaglot as mg
import pytest
from mediaglot.adapters.cli.scaffold import scaffold
from mediaglot.canonical.vocabulary import API_NAMES
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint

IDENTITY = {"id": "acme", "name": 'Acme "1"', "namespace": "ac", "today": "2026-01-31"}


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
