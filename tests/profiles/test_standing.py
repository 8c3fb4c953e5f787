"""Clients that a profile does not tell apart share what is made of it, and keep their names."""

from __future__ import annotations

import random
from typing import Any

import attrs
import mediaglot as mg
import pytest
from mediaglot.adapters.lines.fast import Fast
from mediaglot.adapters.lines.stream import LineSettings, settled
from mediaglot.adapters.messages.dialect import shared_dialect
from mediaglot.adapters.messages.pair import shared_pair
from mediaglot.adapters.plan.pair import Plan, shared_fold, shared_plan, shared_view
from mediaglot.adapters.plan.program import program
from mediaglot.adapters.volume.rows import row
from mediaglot.canonical.client import Client, Version, parse_client, parse_version
from mediaglot.profiles import alike, loader
from mediaglot.profiles.alike import bounds_of, standing_for
from mediaglot.profiles.registry import Registry

VENDORS = loader.known_ids()
MADE = (shared_fold, shared_view, shared_plan, shared_dialect, shared_pair)


def versions(vendor: str, count: int) -> list[Version]:
    """Versions of a vendor: its own and others between them, always the same."""
    bounds = bounds_of(loader.get(vendor))
    drawn = random.Random(vendor)
    found = [Version((0, 0, 1))]
    for bound in drawn.sample(bounds, min(count, len(bounds))):
        found += [bound, Version((*bound.parts, 0, 0, 7)), Version((*bound.parts[:-1], 99))]
    newest = loader.get(vendor).major
    return [item for item in found if newest is None or item.parts[0] <= newest + 1]


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_fact_holds_on_what_stands_for_a_client_as_on_the_client(vendor: str) -> None:
    profile = loader.get(vendor)
    registry = Registry()
    for version in versions(vendor, 4):
        for system in (None, profile.os[0]):
            client = Client(vendor, None, system, version)
            own, shared = profile.at(client), profile.at(standing_for(client, registry))
            assert own.failures == shared.failures
            assert own.engine == shared.engine
            for key in own.apis:
                assert own.apis[key] == shared.apis[key], (str(client), key)
                assert program(own, own.apis[key]) == program(shared, shared.apis[key])


def test_a_version_of_the_profile_stands_for_itself_alone() -> None:
    registry = Registry()
    bound = bounds_of(loader.get("wx"))[3]
    stands = standing_for(Client("wx", None, None, bound), registry)
    assert stands.version == bound
    for other in (
        Version((*bound.parts, 0, 0, 1)),
        Version((*bound.parts[:-1], bound.parts[-1] - 1)),
    ):
        assert standing_for(attrs.evolve(stands, version=other), registry) != stands
    assert standing_for(parse_client("wx/ios"), registry) == parse_client("wx/ios")


def made(registry: Registry) -> list[int]:
    """How often each of what clients share was made."""
    return [registry.remembered(item).cache_info().misses for item in MADE]  # type: ignore[attr-defined]


LINE = '{{"client": "wx/{os}@2.{minor}.{patch}", "api": "{api}", "payload": {payload}}}'
REPLIES = (
    ("chooseImage", '{"errMsg": "chooseImage:ok", "tempFilePaths": ["wxfile://a.jpg"]}'),
    ("chooseImage", '{"errMsg": "chooseImage:fail cancel"}'),
    ("getImageInfo", '{"errMsg": "getImageInfo:ok", "width": 3, "path": "/a.png"}'),
)


def log(count: int) -> bytes:
    """Lines of so many versions, all of them above the newest that the profile names of 2.x."""
    lines = [
        LINE.format(os=("ios", "android")[n % 2], minor=40, patch=n, api=api, payload=payload)
        for n in range(count)
        for api, payload in REPLIES
    ]
    return "\n".join(lines).encode() + b"\n"


@pytest.mark.parametrize("write", [None, "my"])
def test_a_log_of_many_versions_makes_no_more_than_one_of_few(write: str | None) -> None:
    found = []
    for count in (4, 400):
        settings = LineSettings(write=write, registry=Registry())
        fast = Fast(settings)
        tally = fast.run(log(count)).tally
        assert (tally.lines, tally.bad) == (count * len(REPLIES), 0)
        shapes = [item for item in fast._shapes.values() if item is not None]
        found.append((made(settings.registry), len(shapes), sum(len(i.entries) for i in shapes)))
    assert found[0] == found[1]
    assert max(found[0][0]) == (3 if write else 2)  # ios, android, and the target


@pytest.mark.parametrize("reference", [None, row])
@pytest.mark.parametrize("write", [None, "my"])
@pytest.mark.parametrize("diagnostics", [False, True])
def test_each_line_of_many_versions_is_what_it_is_alone(
    reference: Any, write: str | None, diagnostics: bool
) -> None:
    settings = LineSettings(write=write, diagnostics=diagnostics, registry=Registry())
    fast = Fast(settings) if reference is None else Fast(settings, reference)
    data = log(30)
    outputs = [fast.run(data).data, fast.run(data).data]
    alone = [settled(settings, line, reference) for line in data.splitlines()]
    wanted = b"".join(item[1].data + b"\n" for item in alone if isinstance(item, tuple))
    assert outputs == [wanted, wanted]
    if reference is None and diagnostics:
        assert wanted.count(b'"read":"wx/ios@2.40.2"') > 0


def test_a_finding_names_the_client_that_was_asked_of() -> None:
    asked = {"src": "a.jpg", "quality": 80}
    texts = []
    for version in ("2.40.1", "2.40.2", "2.40", "2.40.0"):
        read, write = f"wx/ios@{version}", f"my/ios@2.90.{version[-1]}"
        told = mg.translate_request("compressImage", asked, read=read, write=write).diagnostics
        assert {(item.read, item.write) for item in told} == {(read, write)}
        plan: Plan = mg.plan(read, write)
        sides = plan.to_json()
        assert (sides["read"]["client"], sides["write"]["client"]) == (read, write)
        assert (str(plan.read.client), str(plan.write.client)) == (read, write)
        reply = {"errMsg": "compressImage:ok"}
        assert {
            item.read for item in mg.read_result("compressImage", reply, read=read).diagnostics
        } == {read}
        back = mg.translate_reply(
            "compressImage", "compressImage", {"apFilePaths": []}, asked_by=read, answered_by=write
        )
        assert {(item.read, item.write) for item in back.diagnostics} <= {(write, read)}
        texts.append([(item.code, item.message, item.evidence) for item in told])
    assert texts == texts[:1] * 4


def test_a_client_that_is_none_is_refused_beside_one_that_is() -> None:
    mg.plan("wx@2.40.1", "my")
    with pytest.raises(mg.InputError, match="the newest are"):
        mg.plan("wx@40.1.1", "my")
    with pytest.raises(mg.InputError, match="no os 'palm'"):
        mg.plan("wx/palm@2.40.1", "my")


def test_the_least_version_after_a_bound_comes_before_the_next() -> None:
    bounds = [parse_version(text) for text in ("2.3", "2.3.0.1", "2.3.1", "3")]
    for text, stands in (
        ("1", "0"), ("2.2.9", "0"), ("2.3", "2.3"), ("2.3.0.0.5", "2.3.0.0.0.1"),
        ("2.3.0.1", "2.3.0.1"), ("2.3.0.5", "2.3.0.1.0.1"), ("2.3.1", "2.3.1"),
        ("2.9", "2.3.1.0.0.1"), ("3", "3"), ("99", "3.0.0.0.0.1"),
    ):  # fmt: skip
        found = alike._between(parse_version(text), bounds)
        assert str(found) == stands
        below = [bound for bound in bounds if bound <= parse_version(text)]
        above = [bound for bound in bounds if bound > parse_version(text)]
        assert not below or below[-1] <= found
        assert not above or found < above[0]
