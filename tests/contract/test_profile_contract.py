"""What every vendor's profile must hold, run over each one found: no vendor is named here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs
import mediaglot as mg
import pytest
import strategies
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.plan import pair as plans
from mediaglot.adapters.plan import program as programs
from mediaglot.canonical import requests, results, shapes, vocabulary
from mediaglot.canonical.client import parse_client
from mediaglot.canonical.failures import KINDS
from mediaglot.canonical.operations import FAMILIES, OPERATIONS
from mediaglot.canonical.vocabulary import UNSET
from mediaglot.profiles import loader
from pairs import VARIANTS, VENDORS, every, itself, said, shared, some

PROFILES = {vendor: loader.get(vendor) for vendor in VENDORS}


def clients(vendor: str) -> list[str]:
    """Every os and surface of a vendor, unversioned and at a very old and a very new version; of a
    variant, whose clients are its base's, the vendor, and one of each os."""
    profile = PROFILES[vendor]
    if vendor in VARIANTS:
        return [vendor, *(f"{vendor}/{os}" for os in profile.os)]
    bases = [vendor, *(f"{vendor}:{surface}" for surface in profile.surfaces)]
    named = [base + (f"/{os}" if os else "") for base in bases for os in ("", *profile.os)]
    newest = 998 if profile.major is None else profile.major + 1
    return [name + version for name in named for version in ("", "@0.1", f"@{newest}.99")]


CLIENTS = [client for vendor in VENDORS for client in clients(vendor)]
EVERY = [*itself(), *every()]
SOME = [*itself(), *some()]
"""Pairs for what is drawn at random, or said of each client: it takes long."""
AGAINST = {one: [other for first, other in SOME if first == one] for one in VENDORS}


def program(vendor: str, api: str) -> Mapping[str, Any]:
    return plans.plan(vendor, vendor).entry(api)["read"]


def owned(vendor: str) -> list[str]:
    return sorted(plans.plan(vendor, vendor).apis)


def usable(vendor: str, *families: str) -> list[str]:
    return [
        key
        for key, api in PROFILES[vendor].api.items()
        if api.support is not False and OPERATIONS[api.reads_as or key].family in families
    ]


def described(vendor: str, *families: str) -> list[str]:
    """Of these those that its own file says something of."""
    return [key for key in usable(vendor, *families) if key in said(vendor)]


CALLS = [(vendor, key) for vendor in VENDORS for key in described(vendor, "media")]
GROUPS = [(vendor, name) for vendor in VENDORS for name in FAMILIES[1:] if described(vendor, name)]
"""The other families: one of their operations is drawn a time."""


def drawn(data: st.DataObject, vendor: str, api: str) -> str:
    return data.draw(st.sampled_from(described(vendor, api))) if api in FAMILIES else api


def test_there_are_four_vendors_at_least() -> None:
    assert len(VENDORS) >= 4


@pytest.mark.parametrize("vendor", VENDORS)
def test_speaks_of_every_canonical_api(vendor: str) -> None:
    assert set(vocabulary.API_NAMES) <= set(loader.get(vendor).api)


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_fact_has_evidence(vendor: str) -> None:
    view = plans.client_profile(mg.Client(vendor))
    for key, api in view.apis.items():
        assert api.evidence, key
        for name, param in api.params.items():
            assert param.evidence, (key, name)
        for path, field in api.result.items():
            assert field.evidence, (key, path)


@pytest.mark.parametrize("client", CLIENTS)
def test_every_client_folds_and_compiles_against_vendors(client: str) -> None:
    """A version changes the client's own side alone, so one other vendor is enough for each."""
    others = AGAINST[parse_client(client).vendor]
    for other in others[:1] if "@" in client else others:
        compiled = plans.plan(client, other)
        assert compiled.to_json()["version"] == plans.VERSION
        for entry in compiled.apis.values():
            assert entry["routes"] or entry["refuse"]["message"]


@pytest.mark.parametrize(("vendor", "api"), [*CALLS, *GROUPS])
@shared(6900, [*CALLS, *GROUPS])
@given(data=st.data())
def test_reading_then_writing_a_request_gives_an_equivalent_one(
    vendor: str, api: str, data: st.DataObject
) -> None:
    api = drawn(data, vendor, api)
    payload = data.draw(strategies.requests(program(vendor, api)))
    first = mg.read_request(api, payload, read=vendor)
    got = mg.translate_request(api, payload, read=vendor, write=vendor)
    if got.value is None:
        assert {item.code for item in got.diagnostics} & {"MG118", "MG406", "MG402", "MG401"}
        return
    again = mg.read_request(api, got.value, read=vendor)
    marked = {item.code for item in got.diagnostics} & {"MG113", "MG114"}
    if not marked:
        assert requests.to_plain(again.value) == requests.to_plain(first.value)
    assert again.stated <= first.stated | {"urls"}


@pytest.mark.parametrize(("vendor", "api"), [*CALLS, *GROUPS])
@shared(6900, [*CALLS, *GROUPS])
@given(data=st.data())
def test_reading_then_writing_a_reply_gives_it_back(
    vendor: str, api: str, data: st.DataObject
) -> None:
    api = drawn(data, vendor, api)
    made = program(vendor, api)
    payload = data.draw(strategies.replies(made))
    got = mg.translate_result(api, payload, read=vendor, write=vendor)
    read = mg.read_result(api, payload, read=vendor).value
    assert got.value is not None
    assert mg.read_result(api, got.value, read=vendor).value == read
    normal = mg.normalize(api, payload, read=vendor).value
    assert isinstance(normal, shapes.result_class(made["api"]))  # told apart from a failure
    for key in payload:
        assert key in got.value
    for key, value in got.value.items():
        if key in payload:
            more = isinstance(value, dict) and payload[key].items() <= value.items()
            assert value == payload[key] or isinstance(value, list) or more


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_failure_rule_reads_as_its_kind_and_back(vendor: str) -> None:
    for api in described(vendor, *FAMILIES):
        failures_come_back(vendor, api)


def failures_come_back(vendor: str, api: str) -> None:
    side = plans.plan(vendor, vendor).sides["read"]
    codes = side["envelope"]["code"]
    codes = program(vendor, api).get("code", codes)
    told = {kind for _, kind in program(vendor, api).get("outcomes", ())}
    for row in program(vendor, api)["failures"]["read"]:
        assert row["kind"] in KINDS
        if row["kind"] in told:
            continue  # written as a success, by its fields
        for code in row.get("codes", ()):
            payload = {codes[0]: code}
            read = mg.read_failure(api, payload, read=vendor).value
            assert read.kind in KINDS
            assert (
                mg.translate_failure(api, payload, read=vendor, write=vendor).value[codes[0]]
                == code
            )


@pytest.mark.parametrize(("one", "other"), EVERY)
def test_kinds_survive_between_vendors_or_say_so(one: str, other: str) -> None:
    for api in set(owned(one)) & set(owned(other)) & set(vocabulary.API_NAMES):
        for kind in KINDS:
            failure = mg.Failure(api=api, kind=kind)
            written = mg.write_failure(failure, write=one)
            seen = mg.translate_failure(api, written.value, read=one, write=other)
            read = mg.read_failure(api, seen.value, read=other).value
            silent = not any(
                item.code in ("MG301", "MG302", "MG303")
                for item in (*written.diagnostics, *seen.diagnostics)
            )
            if silent:
                assert read.kind == kind, (api, kind)


@pytest.mark.parametrize(("one", "other"), SOME)
@shared(900, SOME)
@given(data=st.data())
def test_every_request_is_answered_or_refused(one: str, other: str, data: st.DataObject) -> None:
    api = data.draw(st.sampled_from(owned(one)))
    payload = data.draw(strategies.requests(program(one, api)))
    got = mg.translate_request(api, payload, read=one, write=other)
    if got.value is None and not got.calls:
        assert any(item.severity == "error" or item.code == "MG118" for item in got.diagnostics)
    reply = data.draw(strategies.replies(program(one, api)))
    mg.normalize(api, reply, read=one, write=other)


@pytest.mark.parametrize(("one", "other"), SOME)
@shared(900, SOME)
@given(data=st.data())
def test_a_lossless_request_keeps_its_meaning(one: str, other: str, data: st.DataObject) -> None:
    shared = sorted(set(owned(one)) & set(owned(other)) & set(vocabulary.API_NAMES))
    api = data.draw(st.sampled_from(shared))
    payload = data.draw(strategies.requests(program(one, api)))
    got = mg.translate_request(api, payload, read=one, write=other)
    if got.value is None or not got.lossless or any(i.code == "MG407" for i in got.diagnostics):
        return
    source = mg.read_request(api, payload, read=one)
    target = mg.read_request(api, got.value, read=other)
    theirs = requests.to_plain(target.value)
    for name, value in requests.to_plain(source.value).items():
        if name in source.stated and name in theirs:
            assert theirs[name] == value, name


@pytest.mark.parametrize(("one", "other"), SOME)
@shared(900, SOME)
@given(data=st.data())
def test_unstated_options_never_warn(one: str, other: str, data: st.DataObject) -> None:
    api = data.draw(st.sampled_from(owned(one)))
    needed = {
        param["names"][0]: data.draw(strategies.option({**param, "kind": param["kind"]}))
        for param in program(one, api)["params"]
        if param.get("required")
    }
    meant = program(one, api).get("implies", {})  # calling it says so
    got = mg.translate_request(api, needed, read=one, write=other)
    for item in got.diagnostics:
        of_the_call = ("MG115", "MG412")  # what the other requires; what the call itself comes to
        if item.severity == "warning" and item.code not in of_the_call:
            assert item.place in needed or item.place in meant, item


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_failure_is_told_from_a_success(vendor: str) -> None:
    for api in described(vendor, *FAMILIES):
        canonical = program(vendor, api)["api"]
        for kind in KINDS:
            failed = mg.write_failure(mg.Failure(api=canonical, kind=kind), write=vendor).value
            said = mg.normalize(api, failed, read=vendor).value
            assert isinstance(said, mg.Failure), (api, kind)


def test_canonical_results_survive_but_for_what_is_told_as_lost() -> None:
    file = results.MediaFile(path="p", size=3, kind="image")
    value = results.ChooseImageResult(images=(file,))
    for vendor in VENDORS:
        written = mg.write_result(value, write=vendor)
        read = mg.read_result("chooseImage", written.value, read=vendor).value
        told = {item.place.removeprefix("images[].") for item in written.diagnostics}
        left = attrs.evolve(file, **dict.fromkeys(told, vocabulary.UNSET))
        assert told <= {"kind", "size"}
        assert read == attrs.evolve(value, images=(left,))


@pytest.mark.parametrize("vendor", PROFILES)
def test_what_asks_for_nothing_is_a_matter_of_each_operation(vendor: str) -> None:
    """An option of the same name may mean something else in another operation."""
    view = plans.client_profile(mg.Client(vendor))
    for api in view.apis.values():
        options = OPERATIONS[api.canonical].options
        lacking = {
            key
            for key, option in options.items()
            if option.neutral is not UNSET
            and (key not in api.params or api.params[key].support.status == "no")
        }
        neutral = programs.program(view, api).get("neutral", {})
        assert neutral == {key: options[key].neutral for key in lacking}
