"""A profile whose versions count another thing than its base's."""

from __future__ import annotations

from typing import Any

import mediaglot as mg
import pytest
from mediaglot.profiles import builtin
from mediaglot.profiles.extending import counts
from mediaglot.profiles.lint import lint
from mediaglot.profiles.profile import Profile
from mediaglot.profiles.registry import Registry

OWN = 'checked = "2026-11-29", grade = "observed"'
BASE = f"""schema = 1
id = "base"
name = "Base"
namespace = "wx"
extends = "wx"
[sources]
own = {{ title = "t", where = "w", {OWN} }}
[api.chooseImage]
evidence = "own"
support = true
[[api.chooseImage.params.count.when]]
version = "<2.25.0"
max = 9
[[api.chooseImage.params.count.when]]
version = ">=2.25.0"
max = 20
[api.chooseImage.params]
camera = {{ name = "camera", default = "back", support = "2.9.0" }}
sizes = {{ support = {{ android = "2.1.0", ios = false }} }}
[api.previewImage]
evidence = "own"
support = {{ android = "1.1.0", ios = true }}
"""


def profile(versions: str = "", more: str = "") -> Profile:
    said = f'versions = "{versions}"\n' if versions else ""
    text = (
        f'schema = 1\nid = "acme"\nname = "Acme"\nnamespace = "wx"\nextends = "base"\n{said}'
        f'[sources]\nown = {{ title = "t", where = "w", {OWN} }}\n'
        f'[api.chooseImage]\nevidence = "own"\n{more}\n[api.previewImage]\nevidence = "own"\n'
    )
    found = {"base": {"base.toml": BASE}}
    report = lint({"acme.toml": text}, find=lambda name: found.get(name) or builtin.texts(name))
    assert [f"{item.place} {item.message}" for item in report.diagnostics] == []
    assert report.profile is not None
    return report.profile


def test_numbers_of_the_same_count_are_inherited() -> None:
    for mine in (profile(), profile("base library")):
        old, new = (mine.at(f"acme/android@{number}").apis for number in ("2.0.0", "2.30.0"))
        assert old["chooseImage"].params["camera"].support.status == "no"
        assert new["chooseImage"].params["camera"].support.status == "yes"
        assert (old["chooseImage"].params["count"].facts.max) == 9
        assert mine.major == 3


def test_numbers_of_another_count_are_nobodys() -> None:
    mine = profile("other things")
    assert mine.major is None
    for number in ("0.1", "99.0"):
        apis = mine.at(f"acme/android@{number}").apis
        picked = apis["chooseImage"]
        assert picked.support.status == "yes"  # a plain yes is no number
        assert picked.params["camera"].support.status == "unknown"
        assert picked.params["sizes"].support.status == "unknown"
        assert picked.params["count"].facts.max == 20  # the newer of two that a number parts
        assert apis["previewImage"].support.status == "unknown"
    apple = mine.at("acme/ios").apis
    assert apple["chooseImage"].params["sizes"].support.status == "no"
    assert apple["previewImage"].support.status == "yes"


def test_its_own_numbers_count() -> None:
    mine = profile("other things", 'params.camera.support = "7.0"')
    told = [mine.at(f"acme@{number}").apis["chooseImage"] for number in ("6.9", "7.0")]
    assert [one.params["camera"].support.status for one in told] == ["no", "yes"]


def test_that_nobody_knows_who_has_it_stands_over_any_base() -> None:
    mine = profile("", "params.sizes.support = {}")
    for client in ("acme", "acme/ios", "acme/android@3.0"):
        sizes = mine.at(client).apis["chooseImage"].params["sizes"]
        assert sizes.support.status == "unknown"
    known = Registry([mine])
    asked = {"sizeType": ["compressed"]}
    told = mg.translate_request("chooseImage", asked, read="wx", write="acme", registry=known)
    assert "MG404" in {item.code for item in told.diagnostics}


SAME: list[Any] = [
    {"api": {"support": {"params": {"version": {"name": "v"}}}}},
    {"api": {"x": {"result": {"since": {"paths": "since"}, "when": {"paths": "when"}}}}},
    {"api": {"x": {"support": 3, "when": 4}, "y": 5}},
]


@pytest.mark.parametrize(
    ("data", "left"),
    [
        *((data, data) for data in SAME),
        (
            {"page": {"since": {"observers": "2.6.1"}, "hooks": ["onShow"]}},
            {"page": {"hooks": ["onShow"]}},
        ),
        ({"when": [{"version": "no version", "max": 1}, 2]}, {"when": [2]}),
        ({"max": 1, "when": [{"version": ">=2", "max": 2}]}, {"max": 2, "when": []}),
        ({"when": [{"version": ">1", "os": "ios", "max": 1}]}, {"when": [{"os": "ios", "max": 1}]}),
    ],
)
def test_names_are_no_words_of_profiles(data: Any, left: Any) -> None:
    """An option may be called as a word of profiles is; what is no profile yet raises nothing."""
    assert counts.uncounted(data) == left
