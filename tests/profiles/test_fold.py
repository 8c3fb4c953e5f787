"""What a profile says to one client: ranges, conditions, support, the order of rules."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from mediaglot.canonical.client import parse_client, parse_version
from mediaglot.profiles.conditions import (
    Supported,
    answer,
    applies,
    in_range,
    section_with_overlays,
)
from mediaglot.profiles.fold import _failures
from mediaglot.profiles.model import FailureRule

PROFILE: Any = SimpleNamespace(id="xx", os=["ios", "android", "pc"], surfaces=["gadget", "web"])


@pytest.mark.parametrize(
    ("text", "below", "at", "above", "newest"),
    [
        ("<5.30", True, False, False, False),
        ("<=5.30", True, True, False, False),
        (">5.30", False, False, True, True),
        (">=5.30", False, True, True, True),
        ("=5.30", False, True, False, False),
        ("5.30", False, True, False, False),
        (">= 5.30 ", False, True, True, True),
        ("", True, True, True, True),
    ],
)
def test_a_range_of_versions(text: str, below: bool, at: bool, above: bool, newest: bool) -> None:
    assert in_range(parse_version("5.29.9"), text) is below
    assert in_range(parse_version("5.30"), text) is at
    assert in_range(parse_version("5.30.1"), text) is above
    assert in_range(None, text) is newest


@pytest.mark.parametrize(
    ("condition", "client", "holds"),
    [
        ({}, "xx", True),
        ({"os": "ios"}, "xx/ios", True),
        ({"os": ["pc", "ios"]}, "xx/ios", True),
        ({"os": "ios"}, "xx/android", False),
        ({"os": "ios"}, "xx", False),
        ({"surface": "gadget"}, "xx", True),
        ({"surface": ["web"]}, "xx", False),
        ({"version": "<2"}, "xx@1.9", True),
        ({"version": "<2"}, "xx@2.0", False),
        ({"version": "<2"}, "xx", False),
        ({"version": ""}, "xx", True),
        ({"os": "ios", "version": ">=2"}, "xx/ios@2.1", True),
        ({"os": "ios", "version": ">=2"}, "xx/ios@1.1", False),
        ({"os": "ios", "version": ">=2"}, "xx/pc@2.1", False),
    ],
)
def test_a_condition_holds_when_all_of_it_does(
    condition: dict[str, Any], client: str, holds: bool
) -> None:
    assert applies(condition, PROFILE, parse_client(client)) is holds


@pytest.mark.parametrize(
    ("support", "client", "status"),
    [
        (None, "xx", "unknown"),
        (True, "xx", "yes"),
        (False, "xx", "no"),
        ("2.1", "xx", "yes"),
        ("2.1", "xx@2.1", "yes"),
        ("2.1", "xx@2.0.9", "no"),
        ({"ios": True, "android": False}, "xx/ios", "yes"),
        ({"ios": True, "android": False}, "xx/android", "no"),
        ({"ios": True, "android": False}, "xx/pc", "unknown"),
        ({"ios": True, "android": False}, "xx", "depends"),
        ({"ios": True, "android": "2.1", "pc": True}, "xx", "yes"),
        ({"ios": False, "android": False, "pc": False}, "xx", "no"),
        ({"ios": False, "android": False}, "xx", "depends"),
        ({"web": False}, "xx", "unknown"),
        ({"gadget": True, "ios": False}, "xx/ios", "yes"),
    ],
)
def test_support_says_yes_no_unknown_or_that_it_depends(
    support: Any, client: str, status: str
) -> None:
    assert answer(support, PROFILE, parse_client(client)).status == status


def test_what_support_says_is_told_by_os() -> None:
    told = answer({"ios": "2.1", "android": False}, PROFILE, parse_client("xx"))
    assert told == Supported("depends", text="ios since 2.1, android no, pc unknown")
    assert answer("2.1", PROFILE, parse_client("xx@1.0")) == Supported("no", "2.1", "since 2.1")


@pytest.mark.parametrize(
    ("client", "kinds"),
    [
        ("xx/ios", ["for_ios", "for_both", "general", "last"]),
        ("xx/android", ["for_both", "general", "last"]),
        ("xx/pc", ["general", "last"]),
        ("xx", ["general", "for_ios", "for_both", "last"]),  # none is the client's own
    ],
)
def test_rules_of_the_clients_os_come_first_and_those_of_others_not_at_all(
    client: str, kinds: list[str]
) -> None:
    rules = [
        FailureRule(kind="general", code=[1]),
        FailureRule(kind="for_ios", code=[1], os=["ios"]),
        FailureRule(kind="for_both", code=[1], os=["ios", "android"]),
        FailureRule(kind="last", code=[1]),
    ]
    assert [rule.kind for rule in _failures(rules, parse_client(client))] == kinds


def test_a_section_is_overlaid_at_every_depth() -> None:
    section = {
        "first": 1,
        "below": {"second": 2, "when": [{"os": "ios", "second": 3}, {"version": "<2", "third": 4}]},
        "when": [{"surface": "web", "first": 5}, {"os": ["ios"], "version": ">=2", "first": 6}],
    }

    def seen(client: str) -> dict[str, Any]:
        return section_with_overlays(section, PROFILE, parse_client(client))

    assert seen("xx") == {"first": 1, "below": {"second": 2}}
    assert seen("xx/ios") == {"first": 6, "below": {"second": 3}}
    assert seen("xx/ios@1.5") == {"first": 1, "below": {"second": 3, "third": 4}}
    assert section["below"]["second"] == 2  # type: ignore[index]
