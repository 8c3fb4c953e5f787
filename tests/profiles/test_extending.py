"""`extends`: what a profile inherits stays the base's, and what it adds comes first."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.profiles import builtin, loader
from mediaglot.profiles.extending import laid
from mediaglot.profiles.lint import LintReport, lint
from mediaglot.profiles.registry import Registry

HEAD = """\
schema = 1
extends = "wx"
id = "acme"
name = "Acme"
namespace = "ac"
[sources.own]
title = "Acme's pages"
where = "https://example.com"
checked = "2026-11-28"
"""


def check(text: str, bases: dict[str, str] | None = None) -> LintReport:
    known = {name: {f"{name}.toml": base} for name, base in (bases or {}).items()}
    return lint(
        {"acme.toml": text}, find=lambda name: known.get(name) or loader.builtin_texts(name)
    )


def profile(text: str) -> Any:
    report = check(HEAD + text)
    assert [item.message for item in report.diagnostics] == []
    return report.profile


def said(text: str, bases: dict[str, str] | None = None) -> list[str]:
    return [f"{item.place} {item.code} {item.message}" for item in check(text, bases).diagnostics]


# --- failures -----------------------------------------------------------------------------------


def kind(text: str, payload: dict[str, Any], api: str = "chooseImage") -> str:
    known = Registry([profile(text)])
    return mg.read_failure(api, payload, read="acme", registry=known).value.kind


def test_one_rule_of_ones_own_leaves_the_others_in_force() -> None:
    own = '[[failures]]\nkind = "timeout"\ncode = 777\nevidence = "own"\n'
    assert kind(own, {"errno": 777}) == "timeout"
    assert kind(own, {"errMsg": "chooseImage:fail cancel"}) == "cancelled"
    assert kind(own, {"errno": 103}) == "auth_denied"


def test_ones_own_rule_comes_first_and_takes_the_code() -> None:
    own = '[[failures]]\nkind = "rate_limited"\ncode = [103, 5]\nevidence = "own"\n'
    assert kind(own, {"errno": 103}) == "rate_limited"
    assert kind(own, {"errno": 104}) == "auth_denied"
    known = Registry([profile(own)])
    failed = mg.Failure(api="chooseImage", kind="rate_limited")
    assert mg.write_failure(failed, write="acme", registry=known).value["errno"] == 103
    denied = mg.Failure(api="chooseImage", kind="auth_denied")
    assert mg.write_failure(denied, write="acme", registry=known).value["errno"] == 104


def test_a_rule_may_put_those_of_its_kind_out_of_force() -> None:
    own = '[[failures]]\nkind = "cancelled"\ncode = 9\nevidence = "own"\nreplace = true\n'
    assert kind(own, {"errno": 9}) == "cancelled"
    assert kind(own, {"errno": 1}) == "unknown"
    assert kind(own, {"errno": 103}) == "auth_denied"


def test_rules_of_one_api_merge_as_those_of_all() -> None:
    extends_my = HEAD.replace('"wx"', '"my"')
    own = '[[api.chooseVideo.failures]]\nkind = "timeout"\ncode = 777\nevidence = "own"\n'
    report = check(extends_my + '[api.chooseVideo]\nevidence = "own"\n' + own)
    assert report.diagnostics == ()
    assert report.profile is not None
    known = Registry([report.profile])
    for os_name, code in (("android", 10), ("ios", 11)):
        got = mg.read_failure(
            "chooseVideo", {"error": code}, read=f"acme/{os_name}", registry=known
        )
        assert got.value.kind == "cancelled"


def test_a_note_on_a_result_is_no_fact_of_it() -> None:
    own = '"images[].path" = { paths = "tempFiles[].path", evidence = "own" }\nnote = "as seen"\n'
    assert said(HEAD + f"[api.chooseImage.result]\n{own}") == []
    bare = own.replace(', evidence = "own"', "")
    (told,) = said(HEAD + f"[api.chooseImage.result]\n{bare}")
    assert told.startswith('acme.toml:11:1 MG905 api.chooseImage.result."images[].path": changes')


# --- evidence -----------------------------------------------------------------------------------


def test_what_is_inherited_keeps_its_sources_under_the_bases_name() -> None:
    view = profile("").at("acme")
    count = view.apis["chooseImage"].params["count"]
    assert {item.source for item in count.evidence} == {"wx/S4", "wx/WXD"}
    assert count.evidence[0].where == loader.get("wx").sources["S4"].where


def test_a_source_of_the_same_name_is_another_one() -> None:
    text = HEAD.replace("[sources.own]", "[sources.WXD]")
    report = check(text + '[api.chooseImage]\nevidence = "WXD"\nparams.count.default = 3\n')
    assert report.profile is not None
    view = report.profile.at("acme")
    params = view.apis["chooseImage"].params
    assert [item.source for item in params["count"].evidence] == ["WXD", "wx/S4", "wx/WXD"]
    assert {item.source for item in params["sources"].evidence} == {"wx/S4", "wx/WXD"}
    fields = view.apis["chooseImage"].result
    assert all(
        item.source.startswith("wx/") for field in fields.values() for item in field.evidence
    )
    assert params["count"].facts.default == 3


def test_a_chain_keeps_each_ones_name() -> None:
    middle = HEAD.replace("acme", "mid") + '[api.chooseImage]\nevidence = "own"\n'
    report = check(HEAD.replace('extends = "wx"', 'extends = "mid"'), {"mid": middle})
    assert report.diagnostics == ()
    assert report.profile is not None
    assert {"own", "mid/own", "wx/S4", "wx/WXD"} <= report.profile.sources.keys()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[api.chooseImage.params.count]\ndefault = 3", "10:25"),
        ("[api.chooseImage]\nsupport = true", "10:6"),
        ('[api.chooseImage.result]\n"images[].size" = "size"', "11:1"),
        ('[[failures]]\nkind = "timeout"\ncode = 4', "10:3"),
        ('[[api.chooseImage.failures]]\nkind = "timeout"\ncode = 4', "10:19"),
        ('[call]\npromise = "never"', "10:2"),
        ('[envelope.failure]\nmessage = "why"', "10:11"),
        ('[engine.roots.temp]\npath = "x://{id}.{ext}"', "10:15"),
        ('[scopes.album_write]\nname = "scope.x"', "10:9"),
    ],
)
def test_what_is_changed_needs_a_source_of_its_own(text: str, place: str) -> None:
    (found,) = said(HEAD + text)
    assert found.startswith(f"acme.toml:{place} MG905")
    assert "without a source of its own" in found


def test_a_source_of_the_base_may_be_named_by_its_own_key() -> None:
    view = profile('[api.chooseImage]\nevidence = "WXD"\n').at("acme")
    assert view.apis["chooseImage"].evidence[0].source == "wx/WXD"


# --- what nobody has looked for -------------------------------------------------------------------


def test_an_api_that_is_not_named_is_unknown() -> None:
    text = '[api.chooseImage]\nevidence = "own"\n[api.getImageInfo]\nevidence = "own"\n'
    report = check(HEAD + text + "support = false\n")
    assert report.profile is not None
    view = report.profile.at("acme")
    status = {key: api.support.status for key, api in view.apis.items()}
    assert status["chooseImage"] == "yes"
    assert status["getImageInfo"] == "no"
    assert status["chooseMedia"] == "unknown"
    assert "chooseMedia" in report.unknown
    assert not {"chooseImage", "getImageInfo"} & set(report.unknown)
    known = Registry([report.profile])
    told = mg.translate_request("chooseMedia", {}, read="tt", write="acme", registry=known)
    assert "MG404" in {item.code for item in told.diagnostics}


# --- clients --------------------------------------------------------------------------------------


@pytest.mark.parametrize("base", loader.builtin_ids())
def test_fewer_clients_than_the_base(base: str) -> None:
    text = HEAD.replace('"wx"', f'"{base}"').replace("[sources", 'os = ["ios"]\n[sources', 1)
    report = check(text)
    left = [item.message for item in report.diagnostics]
    assert left == []
    assert report.profile is not None
    assert report.profile.at("acme/ios").client.os == "ios"
    with pytest.raises(mg.InputError, match="no os 'android'"):
        report.profile.at("acme/android")


def test_what_is_said_plainly_wins_over_the_bases_overlays() -> None:
    base = loader.get("tt").at("tt@5.0").apis["chooseMedia"].params["count"].facts
    assert base.max == 9
    text = '[api.chooseMedia]\nevidence = "own"\nparams.count.max = 30\n'
    report = check(HEAD.replace('"wx"', '"tt"') + text)
    assert report.profile is not None
    for client in ("acme", "acme@5.0", "acme@99.0"):
        assert report.profile.at(client).apis["chooseMedia"].params["count"].facts.max == 30


# --- chains and folders ---------------------------------------------------------------------------


def test_a_long_chain_is_no_cycle() -> None:
    bases = {f"p{n}": f'extends = "p{n + 1}"' for n in range(300)}
    (found,) = said('extends = "p0"', bases)
    assert "more than 20 profiles, each extending the next" in found


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "base.toml").write_text('password = "x"')
    here = tmp_path / "here"
    here.mkdir()
    (here / "acme.toml").write_text(HEAD.replace('"wx"', '"base"'))
    os.symlink(tmp_path / "elsewhere" / "base.toml", here / "base.toml")
    with pytest.raises(mg.InputError, match="a link that leads out of its folder"):
        loader.load(here / "acme.toml")
    (here / "base.toml").unlink()
    (here / "real.toml").write_text(HEAD.replace("acme", "base"))
    os.symlink("real.toml", here / "base.toml")  # one inside is what it says
    assert loader.load(here / "acme.toml").id == "acme"


@pytest.mark.parametrize("name", ["../base", "..\\base", "/etc/passwd", "a/../../b", "\x00"])
def test_a_base_is_a_name_and_no_path(name: str, tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('password = "x"')
    (tmp_path / "sub").mkdir()
    text = HEAD.replace('"wx"', f"{name!r}" if "\x00" not in name else '"\\u0000"')
    (tmp_path / "sub" / "acme.toml").write_text(text)
    with pytest.raises(mg.InputError, match="there is no profile"):
        loader.load(tmp_path / "sub" / "acme.toml")


# --- any data -------------------------------------------------------------------------------------

_words = st.sampled_from(
    ["api", "chooseImage", "params", "count", "evidence", "when", "os", "support", "failures",
     "sources", "result", "fields", "engine", "code", "kind", "grade", "id"]
)  # fmt: skip
_data: Any = st.recursive(
    st.one_of(st.booleans(), st.integers(0, 9), _words),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(_words, _data, max_size=5), st.dictionaries(_words, _data, max_size=5))
def test_any_data_can_be_laid_over_any(base: dict[str, Any], over: dict[str, Any]) -> None:
    """Files are checked as a whole, after they were laid over each other."""
    before = repr((base, over))
    assert isinstance(laid(base, over), dict)
    assert repr((base, over)) == before


@pytest.mark.parametrize("base", loader.builtin_ids())
def test_nothing_over_a_base_changes_only_sources_and_support(base: str) -> None:
    data = builtin.data(base)
    whole = laid(data, {})
    alone = {"detect", "extends"}  # what the base is known by, and its own base, are the base's
    assert whole.keys() == data.keys() - alone
    short = [{key.rpartition("/")[2] for key in side["sources"]} for side in (whole, data)]
    assert short[0] == short[1]
    for key, api in data["api"].items():
        assert whole["api"][key].get("params", {}).keys() == api.get("params", {}).keys()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "[api.chooseImag]\nevidence = 'own'\nparams.count.default = 1\n",
            "10:6 MG907 api.chooseImag: no canonical API 'chooseImag'; did you mean 'chooseImage'",
        ),
        (
            "[api.chooseImage]\nevidence = 'own'\nparams.cnt.default = 1\n",
            "12:8 MG907 api.chooseImage.params.cnt: no option of chooseImage 'cnt'; did you",
        ),
    ],
)
def test_what_is_laid_over_nothing_is_a_wrong_name_not_a_missing_key(text: str, place: str) -> None:
    (only,) = said(HEAD + text)
    assert only.startswith(f"acme.toml:{place}")
