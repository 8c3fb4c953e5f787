"""Failure rules laid over each other, and rules that hold in the operations of some families.

A rule without ``family`` holds in them all. Reading tries rules in order, and the first of a kind
is the one written, so the order says which wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...canonical.operations import FAMILIES
from .bases import listed

Rule = Mapping[str, Any]


def over(below: list[Any], own: list[Any]) -> list[Any]:
    """The own rules first, then those of the base that they leave in force."""
    mine = [rule for rule in own if isinstance(rule, Mapping)]
    void: dict[Any, set[str]] = {}
    for rule in mine:
        if rule.get("replace") is True:
            void.setdefault(str(rule.get("kind")), set()).update(families(rule))
    everywhere = [rule for rule in mine if not rule.get("os") and not rule.get("family")]
    taken = [code for rule in everywhere for code in listed(rule.get("code", []))]
    kept: list[Any] = []
    for rule in below:
        if not isinstance(rule, Mapping):
            kept.append(rule)
            continue
        left = without(rule, void.get(str(rule.get("kind")), ()))
        codes = [code for code in listed(rule.get("code", [])) if code not in taken]
        if left is not None and (codes or "code" not in rule or rule.get("pattern")):
            kept.append({**left, "code": codes} if "code" in rule else left)
    return [*own, *kept]


def families(rule: Rule) -> list[str]:
    """The families in whose operations a rule holds."""
    named = rule.get("family")
    return [word for word in listed(named) if isinstance(word, str)] if named else list(FAMILIES)


def without(rule: Rule, gone: Iterable[str]) -> Rule | None:
    """A rule that no longer holds in some families; None where it holds nowhere."""
    had, out = families(rule), set(gone)
    rest = [family for family in had if family not in out]
    if len(rest) == len(had):
        return rule
    return {**rule, "family": rest} if rest else None


def only_in(rules: Any, family: str) -> list[Any]:
    """Of a profile's rules those that hold in a family's operations, for these alone."""
    return [
        {**rule, "family": [family]}
        for rule in (rules if isinstance(rules, list) else ())
        if isinstance(rule, Mapping) and family in families(rule)
    ]


def not_in(rules: Any, gone: Iterable[str]) -> list[Any]:
    """A profile's rules, in force no longer in the operations of some families."""
    kept: list[Any] = []
    for rule in rules if isinstance(rules, list) else ():
        left = without(rule, gone) if isinstance(rule, Mapping) else rule
        if left is not None:
            kept.append(left)
    return kept
