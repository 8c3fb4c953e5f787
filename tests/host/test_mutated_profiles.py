"""A profile that lints clean can be hosted, whatever it says: replies, never an exception."""

from __future__ import annotations

import pytest
from fuzz.profiles import TEXTS, VALUES, hosted, stated
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mediaglot.profiles import loader
from mediaglot.profiles.lint import lint


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_lints_clean_can_be_hosted(data: st.DataObject) -> None:
    vendor = data.draw(st.sampled_from(sorted(TEXTS)))
    lines = TEXTS[vendor].splitlines()
    engine, every = stated(lines)
    for _ in range(data.draw(st.integers(1, 3))):
        number = data.draw(st.sampled_from(engine if data.draw(st.integers(0, 3)) else every))
        key, _, _ = lines[number].partition(" = ")
        lines[number] = f"{key} = {data.draw(st.sampled_from(VALUES))}"
    report = lint({"zz.toml": "\n".join(lines)}, find=loader.builtin_texts)
    assert (report.profile is None) == bool(report.diagnostics)
    if report.profile is not None and report.profile.id == vendor:
        loader.register(report.profile)
        try:
            for os in report.profile.os[:3]:
                hosted(f"{vendor}/{os}")
        finally:
            loader.unregister(vendor)


@pytest.mark.parametrize("vendor", sorted(TEXTS))
def test_as_they_are(vendor: str) -> None:
    for os in loader.get(vendor).os:
        hosted(f"{vendor}/{os}")
