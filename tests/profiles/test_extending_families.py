"""`extends` by family: the operations of a family may have a base of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mediaglot as mg
import pytest
from commands import called
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.canonical.operations import FAMILIES, OPERATIONS
from mediaglot.profiles import loader
from mediaglot.profiles.extending import laid
from mediaglot.profiles.fold import ClientProfile
from mediaglot.profiles.lint import LintReport, lint
from mediaglot.profiles.registry import Registry
from pairs import every, itself


def head(extends: str, name: str = "acme") -> str:
    return f"""\
schema = 1
extends = {extends}
id = "{name}"
name = "Acme"
namespace = "ac"
[sources.own]
title = "Acme's pages"
where = "https://example.com"
checked = "2026-11-28"
"""


MIXED = head('{ vendor = "wx", media = "tt" }')


def check(text: str, bases: dict[str, str] | None = None) -> LintReport:
    known = {name: {f"{name}.toml": base} for name, base in (bases or {}).items()}
    return lint(
        {"acme.toml": text}, find=lambda name: known.get(name) or loader.builtin_texts(name)
    )


def said(text: str, bases: dict[str, str] | None = None) -> list[str]:
    return [f"{item.place} {item.code} {item.message}" for item in check(text, bases).diagnostics]


def profile(text: str, bases: dict[str, str] | None = None) -> mg.Profile:
    report = check(text, bases)
    assert [item.message for item in report.diagnostics] == []
    assert report.profile is not None
    return report.profile


def of(family: str, view: ClientProfile) -> set[str]:
    return {key for key, api in view.apis.items() if api.operation.family == family}


def named(family: str, vendor: str) -> str:
    keys = sorted(of(family, loader.get(vendor).at(vendor)))
    return "".join(f'[api.{key}]\nevidence = "own"\n' for key in keys)


# --- what comes from which ------------------------------------------------------------------------


def test_operations_of_a_family_are_those_of_its_base() -> None:
    view = profile(MIXED + named("media", "tt")).at("acme")
    for family in FAMILIES:
        base = "tt" if family == "media" else "wx"
        assert of(family, view) == of(family, loader.get(base).at(base))
    for name, base in (("chooseImage", "tt"), ("compressImage", "tt"), ("showModal", "wx")):
        mine = view.apis[name].params
        theirs = loader.get(base).at(base).apis[name].params
        assert {key: param.facts.default for key, param in mine.items()} == {
            key: param.facts.default for key, param in theirs.items()
        }
    assert view.profile.namespace == "ac"
    assert view.profile.paths.local == loader.get("wx").paths.local


def test_evidence_and_grade_are_the_familys_base() -> None:
    view = profile(MIXED + '[api.chooseVideo]\nevidence = "own"\n').at("acme")
    count = view.apis["chooseImage"].params["count"]
    assert [item.source for item in count.evidence] == ["tt/S0"]
    assert count.evidence[0].where == loader.get("tt").sources["S0"].where
    assert {item.source for item in view.apis["showModal"].evidence} <= {
        f"wx/{key}" for key in loader.get("wx").sources
    }
    assert view.profile.sources["tt/SKIA"].grade == "assumed"


def test_a_source_without_its_base_is_that_of_the_familys_base_in_the_family() -> None:
    common = sorted(loader.get("wx").sources.keys() & loader.get("tt").sources.keys())
    assert common  # W: public code, of either vendor
    text = (
        f'[api.chooseImage]\nevidence = "{common[0]}"\n[api.showModal]\nevidence = "{common[0]}"\n'
    )
    view = profile(MIXED + text).at("acme")
    assert view.apis["chooseImage"].evidence[0].source == f"tt/{common[0]}"
    assert view.apis["showModal"].evidence[0].source == f"wx/{common[0]}"


def test_what_the_operations_of_a_family_ask_consent_for_comes_with_them() -> None:
    base = head('"wx"', "base") + (
        '[scopes.zoo]\nname = "scope.zoo"\nevidence = "own"\n'
        '[scopes.farm]\nname = "scope.farm"\nevidence = "own"\n'
        '[api.chooseImage]\nevidence = "own"\nscope = "zoo"\n'
    )
    mine = profile(head('{ vendor = "wx", media = "base" }'), {"base": base})
    assert mine.scopes["zoo"].evidence == ["base/own"]
    assert mine.scopes.keys() == loader.get("wx").scopes.keys() | {"zoo"}


def test_what_is_said_of_files_beside_their_operations_is_of_that_family() -> None:
    mine = profile(head('{ vendor = "wx", files = "tt" }'))
    assert mine.files.codes == loader.get("tt").files.codes != loader.get("wx").files.codes
    assert "tt/FSE" in mine.files.evidence
    assert profile(MIXED).files.codes == loader.get("wx").files.codes


def test_a_base_for_one_family_alone() -> None:
    alone = profile(_vendor_only())
    assert {OPERATIONS[api.reads_as or key].family for key, api in alone.api.items()} == {"media"}


def _vendor_only() -> str:
    return head('{ media = "tt" }').replace(
        "[sources", 'os = ["ios"]\nversions = "client"\n[sources'
    ) + (
        '[call]\npromise = "never"\nevidence = "own"\n'
        '[paths]\nlocal = ["ac://"]\nevidence = "own"\n'
        '[envelope.success]\nfields = { errMsg = "{api}:ok" }\nevidence = "own"\n'
        '[envelope.failure]\ncode = "errno"\nmessage = "errMsg"\nevidence = "own"\n'
    )


# --- failures -------------------------------------------------------------------------------------


def kind(text: str, api: str, code: int) -> str:
    known = Registry([profile(text)])
    got = mg.read_failure(api, {"errno": code}, read="acme", registry=known)
    return got.value.kind


def test_each_familys_failures_are_read_by_its_own_base() -> None:
    assert kind(MIXED, "chooseImage", 107) == "auth_denied"  # Feishu's dictionary
    assert kind(MIXED, "showModal", 107) != "auth_denied"
    assert kind(MIXED, "showModal", 103) == "auth_denied"  # WeChat's
    assert kind(MIXED, "chooseImage", 103) == "api_unsupported"
    known = Registry([profile(MIXED)])
    denied = mg.Failure(api="compressImage", kind="auth_denied")
    assert mg.write_failure(denied, write="acme", registry=known).value["errno"] == 107


def test_own_rules_come_before_those_of_every_base() -> None:
    own = '[[failures]]\nkind = "timeout"\ncode = [103, 107]\nevidence = "own"\n'
    for api in ("chooseImage", "showModal"):
        assert kind(MIXED + own, api, 103) == kind(MIXED + own, api, 107) == "timeout"


def test_a_rule_may_hold_in_some_families_alone() -> None:
    own = '[[failures]]\nkind = "timeout"\ncode = 103\nfamily = "ui"\nevidence = "own"\n'
    text = head('"wx"') + own
    assert (kind(text, "showModal", 103), kind(text, "chooseImage", 103)) == (
        "timeout", "auth_denied",
    )  # fmt: skip
    text = (
        head('"wx"') + own.replace("timeout", "auth_denied").replace("103", "5") + "replace = true"
    )
    assert kind(text, "showModal", 5) == "auth_denied"
    assert kind(text, "showModal", 103) == "unknown"
    assert kind(text, "chooseImage", 103) == "auth_denied"


def test_replacing_rules_replaces_those_of_every_base() -> None:
    own = '[[failures]]\nkind = "auth_denied"\ncode = 9\nevidence = "own"\nreplace = true\n'
    assert kind(MIXED + own, "chooseImage", 107) == kind(MIXED + own, "showModal", 103) == "unknown"


def test_a_rule_of_one_operation_names_no_family() -> None:
    rule = '[[api.chooseImage.failures]]\nkind = "timeout"\ncode = 4\nfamily = "ui"\n'
    (found,) = said(MIXED + rule + 'evidence = "own"')
    assert found.startswith("acme.toml:13:1 MG903 api.chooseImage.failures[0].family: only a rule")


# --- clients --------------------------------------------------------------------------------------


def test_clients_are_the_vendors() -> None:
    view = profile(MIXED + named("media", "tt")).at("acme/harmony")
    assert view.profile.os == loader.get("wx").os
    support = view.apis["chooseImage"].facts.support
    assert isinstance(support, dict)
    assert support.keys() <= set(view.profile.os)
    assert view.profile.surfaces == []


# --- what nobody has looked for -------------------------------------------------------------------


def test_what_is_inherited_is_told_by_family() -> None:
    report = check(MIXED + '[api.chooseImage]\nevidence = "own"\n')
    parts = {part.family: part for part in report.inherited}
    assert list(parts) == [family for family in FAMILIES if family in parts]
    assert {part.base for part in parts.values()} == {"wx", "tt"}
    assert parts["media"].base == "tt"
    theirs = loader.get("tt").at("tt").apis
    assert set(parts["media"].operations) == {
        key
        for key in of("media", loader.get("tt").at("tt"))
        if theirs[key].facts.support is not False
    }
    assert set(parts["media"].operations) - set(parts["media"].unspoken) == {"chooseImage"}
    assert parts["ui"].unspoken == parts["ui"].operations
    assert report.profile is not None
    view = report.profile.at("acme")
    assert view.apis["chooseImage"].support.status != "unknown"
    assert view.apis["chooseMedia"].support.status == "unknown"
    assert view.apis["showModal"].support.status == "unknown"


def test_lint_tells_it_in_text_and_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    base = _vendor_only().replace('{ media = "tt" }', '""').replace("acme", "base") + (
        '[api.chooseImage]\nevidence = "own"\n[api.chooseMedia]\nevidence = "own"\n'
        '[api.showModal]\nevidence = "own"\n[api.readFile]\nevidence = "own"\n'
        '[api.login]\nsupport = false\nevidence = "own"\n'
    )
    Path("base.toml").write_text(base)
    own = '[api.chooseImage]\nevidence = "own"\n[api.showModal]\nevidence = "own"\n'
    Path("acme.toml").write_text(head('"base"') + own)
    status, _, told = called(["profile", "lint", "acme.toml"])
    assert (status, told) == (
        0,
        (
            "acme.toml: inherited; whether what is not named is there is unknown:\n"
            "  media from base: 1 of 2 named; not chooseMedia\n"
            "  files from base: none of 1 named\n"
            "  ui from base: 1 of 1 named\n"
            "1 file: no problems\n"
        ),
    )
    _, out, _ = called(["profile", "lint", "acme.toml", "base.toml", "--format", "json"])
    assert json.loads(out) == {
        "problems": [],
        "inherited": [
            {
                "file": "acme.toml",
                "family": "media",
                "base": "base",
                "operations": ["chooseImage", "chooseMedia"],
                "unknown": ["chooseMedia"],
            },
            {
                "file": "acme.toml",
                "family": "files",
                "base": "base",
                "operations": ["readFile"],
                "unknown": ["readFile"],
            },
            {
                "file": "acme.toml",
                "family": "ui",
                "base": "base",
                "operations": ["showModal"],
                "unknown": [],
            },
        ],
    }


# --- what is wrong --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("extends", "bases", "expected"),
    [
        (
            '{ vendor = "wx", medai = "tt" }',
            {},
            ["acme.toml:2:28 MG902 extends.medai: unknown key; did you mean 'media'?"],
        ),
        (
            '{ vendor = "wx", media = ["tt"], ui = "" }',
            {},
            [
                "acme.toml:2:28 MG903 extends.media: expected a profile's id, got an array",
                'acme.toml:2:44 MG903 extends.ui: expected a profile\'s id, got the string ""',
            ],
        ),
        (
            '{ vendor = "no", media = "nor" }',
            {},
            [
                "acme.toml:2:13 MG906 extends: there is no profile 'no'",
                "acme.toml:2:28 MG906 extends: there is no profile 'nor'",
            ],
        ),
        (
            '{ vendor = "wx", media = "a" }',
            {"a": 'extends = { vendor = "tt", ui = "a" }'},
            ["a.toml:1:28 MG906 extends: a cycle (a -> a)"],
        ),
        (
            '{ media = "a" }',
            {"a": 'extends = { vendor = "b" }', "b": 'extends = { files = "a" }'},
            ["b.toml:1:13 MG906 extends: a cycle (a -> b -> a)"],
        ),
        ('"wx"\nx = [', {}, ["acme.toml:4:1 MG901 not TOML: invalid value"]),
    ],
)
def test_bases_that_lead_nowhere(extends: str, bases: dict[str, str], expected: list[str]) -> None:
    assert said(head(extends), bases) == expected


def test_one_base_for_several_families_is_no_cycle() -> None:
    bases = {"a": head('"tt"', "a"), "b": head('{ vendor = "a", media = "tt" }', "b")}
    mine = profile(head('{ vendor = "a", media = "b", ui = "a", files = "b" }'), bases)
    assert {"own", "a/own", "b/own", "tt/S0"} <= mine.sources.keys()


def test_profiles_without_end_are_refused() -> None:
    def find(name: str) -> dict[str, str]:
        below = (f'{family} = "{name}{at}"' for at, family in enumerate(FAMILIES))
        return {f"{name}.toml": f"extends = {{ {', '.join(below)} }}"}

    report = lint({"acme.toml": 'extends = "p"'}, find=find)
    texts = [item.message for item in report.diagnostics]
    assert texts
    assert all(text.startswith("extends: more than 20 profiles") for text in texts)


def test_a_problem_of_a_familys_base_is_placed_there() -> None:
    bad = head('"tt"', "bad") + (
        '[[failures]]\nkind = "timeout"\ncode = 1\nevidence = "own"\n'
        '[[failures]]\nkind = "tiemout"\ncode = 2\nevidence = "own"\n'
        '[[api.chooseImage.failures]]\nkind = "cancled"\ncode = 3\nevidence = "own"\n'
        '[api.showModal]\nevidence = "own"\nparams.none = "x"\n'  # which is not had from there
        '[api.chooseMedia]\nevidence = "own"\nscope = "nowhere"\n'
        "params.count.max = 99\nparams.count.default = 100\n"
    )
    own = '[[failures]]\nkind = "timeout"\ncode = 7\nevidence = "own"\n'
    own += '[[api.chooseImage.failures]]\nkind = "timeout"\ncode = 8\nevidence = "own"\n'
    found = said(head('{ vendor = "wx", media = "bad" }') + own, {"bad": bad})
    assert [item.partition(";")[0] for item in found] == [
        "bad.toml:15:1 MG907 failures[1].kind: no failure kind 'tiemout'",
        "bad.toml:19:1 MG907 api.chooseImage.failures[0].kind: no failure kind 'cancled'",
        "bad.toml:27:1 MG908 api.chooseMedia.scope: no scope 'nowhere'",
        "bad.toml:29:14 MG904 api.chooseMedia.params.count.default: default 100 is above max 99",
    ]


def test_a_problem_of_an_older_name_is_placed_where_its_family_is_from() -> None:
    """`saveFileTop` is no operation's own name: what it reads as says of which family it is."""
    own = '[api.saveFileTop]\nevidence = "own"\nreads_as = "saveFile"\nscope = "nowhere"\n'
    media, vendor = head('"wx"', "one") + own, head('"wx"', "two") + own
    bases = {"one": media, "two": vendor}
    for vendor_s, media_s in (("one", "two"), ("two", "one")):
        text = head(f'{{ vendor = "{vendor_s}", media = "{media_s}" }}')
        found = [item for item in said(text, bases) if "saveFileTop.scope" in item]
        assert [item.partition(":")[0] for item in found] == [f"{media_s}.toml"]


def test_a_problem_in_a_table_of_a_family_is_placed_in_that_familys_base() -> None:
    """And what is beside it, in the vendor's."""
    files = head('"tt"', "files") + '[files]\nsync = "throws"\nevidence = "nothing"\n'
    files += '[paths]\nlocal = ["ac://"]\nevidence = "none"\n'  # which is not had from there
    vendor = head('"wx"', "vendor") + '[files]\nsync = "throws"\nevidence = "none"\n'
    vendor += '[paths]\nlocal = ["ac://"]\nevidence = "nothing"\n'
    found = said(head('{ vendor = "vendor", files = "files" }'), {"files": files, "vendor": vendor})
    assert [item.partition(";")[0] for item in found] == [
        "vendor.toml:15:1 MG908 paths.evidence: no source 'vendor/nothing'",
        "files.toml:12:1 MG908 files.evidence: no source 'files/nothing'",
    ]


# --- chains, folders ------------------------------------------------------------------------------


def test_a_base_that_has_bases_by_family_itself() -> None:
    mid = head('{ vendor = "wx", media = "tt", storage = "my" }', "mid")
    mine = profile(head('{ vendor = "mid", ui = "my" }'), {"mid": mid})
    get = mine.api.__getitem__
    assert get("chooseImage").evidence == ["tt/S0"]
    assert all(key.startswith("my/") for key in get("getStorage").evidence)
    assert all(key.startswith("my/") for key in get("showToast").evidence)
    assert all(key.startswith("wx/") for key in get("navigateTo").evidence)
    text = head('{ vendor = "wx", media = "mid" }')
    known = Registry([profile(text, {"mid": mid})])
    for api, code, expected in (("chooseImage", 107, "auth_denied"), ("showModal", 107, "unknown")):
        got = mg.read_failure(api, {"errno": code}, read="acme", registry=known)
        assert got.value.kind == expected


def folder(place: Path, **texts: str) -> Path:
    place.mkdir()
    for name, text in texts.items():
        (place / f"{name}.toml").write_text(text, encoding="utf-8")
    return place


def test_a_familys_file_may_say_what_its_family_extends(tmp_path: Path) -> None:
    media = 'extends = "tt"\n[api.chooseImage]\nevidence = "own"\n'
    place = folder(tmp_path / "acme", vendor=head('"wx"'), media=media)
    whole = MIXED + '[api.chooseImage]\nevidence = "own"\n'
    assert loader.load(place) == profile(whole)
    (place / "media.toml").write_text(media.replace('"tt"', '"no"'))
    with pytest.raises(mg.InputError, match=r"media\.toml:1:1: extends: there is no profile 'no'"):
        loader.load(place)
    (place / "media.toml").write_text(media)
    (place / "vendor.toml").write_text(MIXED)
    with pytest.raises(mg.InputError, match=r"media\.toml: extends\.media is said in vendor\.toml"):
        loader.load(place)
    (place / "media.toml").unlink()
    (place / "mine.toml").write_text('extends = "tt"\n')  # no family's file
    (place / "vendor.toml").write_text(head('"wx"'))
    with pytest.raises(mg.InputError, match=r"extends is said in"):
        loader.load(place)


# --- any base, any family -------------------------------------------------------------------------


@pytest.mark.parametrize(("vendor", "other"), [*itself(), *every()])
def test_every_family_of_every_vendor_stands_over_every_vendor(vendor: str, other: str) -> None:
    for families in (FAMILIES[::2], FAMILIES[1::2]):
        table = ", ".join(f'{family} = "{other}"' for family in families)
        names = "".join(named(family, other) for family in families)
        mine = profile(head(f'{{ vendor = "{vendor}", {table} }}') + names)
        known = Registry([mine])
        for read, write in (("acme", vendor), (vendor, "acme")):
            apis = mg.plan(read, write, known).apis
            assert all(apis[key] is not None for key in apis)


_words = st.sampled_from(
    ["api", "chooseImage", "showToast", "evidence", "support", "failures", "family", "media",
     "sources", "scope", "scopes", "code", "kind", "replace", "id", "os", "files", "extends"]
)  # fmt: skip
_data: Any = st.recursive(
    st.one_of(st.booleans(), st.integers(0, 9), _words),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_words, inner, max_size=4),
    max_leaves=12,
)
_tables = st.dictionaries(_words, _data, max_size=5)


@given(_tables, _tables, st.dictionaries(st.sampled_from(FAMILIES), _tables, max_size=2))
def test_any_data_can_be_laid_over_any_for_families(
    base: dict[str, Any], own: dict[str, Any], families: dict[str, Any]
) -> None:
    before = repr((base, own, families))
    assert isinstance(laid(base, own, families), dict)
    assert repr((base, own, families)) == before
