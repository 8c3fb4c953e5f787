"""Tables of a shipped file are shorter than those of the test build, and decide the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import permutations
from typing import Any

import pytest
from families import media
from hypothesis import given
from hypothesis import strategies as st
from mediaglot.adapters.plan.pair import plan
from mediaglot.adapters.runtime import data, packing_failures

PAIRS = list(permutations(("wx", "my", "tt"), 2))


def rule_for(rows: Sequence[Any], code: Any, message: str) -> tuple[Any, Any, bool]:
    """The kind and detail that failure.js takes from rows, and whether a code said it."""
    for row in rows:
        kind, codes, pattern, detail = (*row, 0, 0, 0)[:4]
        if code in (codes if isinstance(codes, list) else [codes]):
            return kind, detail, True
    for row in rows:
        kind, _, pattern, detail = (*row, 0, 0, 0)[:4]
        if pattern and re.search(pattern, message, re.IGNORECASE | re.ASCII):
            return kind, detail, False
    return "unknown", 0, False


@cache
def tables(read: str, write: str, debug: bool) -> dict[str, list[Any]]:
    """For each program: the rows that a file looks through."""
    pair = data.pairs(read, write, debug=debug)[0]
    shared = pair.data["target"].get("failures", [])
    return {key: item.get("failures", []) + shared for key, item in pair.data["programs"].items()}


@cache
def effect_of(read: str, write: str) -> packing_failures.Effect:
    """What all source programs of a pair write for a kind."""
    sources = [entry["read"] for entry in media(plan(read, write)).values()]
    kinds = frozenset(kind for item in sources for kind in item["failures"]["write"])
    return packing_failures.effect(*packing_failures.split_written(sources, kinds, False))


def words(rows: Sequence[Any]) -> list[str]:
    """Texts that the patterns of rows find, of the plain ones among their parts."""
    patterns = [row[2] for row in rows if len(row) > 2 and row[2]]
    parts = [part for pattern in patterns for part in pattern.split("|")]
    return sorted({part for part in parts if re.fullmatch(r"[^\\\[\](){}.*+?^$]+", part)})


@pytest.mark.parametrize(("read", "write"), PAIRS)
@given(chance=st.data())
def test_failures_are_written_alike(read: str, write: str, chance: st.DataObject) -> None:
    whole, short = tables(read, write, True), tables(read, write, False)
    key = chance.draw(st.sampled_from(sorted(short.keys() & whole.keys())))
    codes = [
        code for row in whole[key] for code in (row[1] if isinstance(row[1], list) else [row[1]])
    ]
    code = chance.draw(st.sampled_from([*codes, None, 987654]))
    said = st.lists(st.sampled_from([*words(whole[key]), "fail", "x"]), max_size=3)
    message = "f:fail " + " ".join(chance.draw(said))
    effect = effect_of(read, write)
    kind, detail, by_code = rule_for(whole[key], code, message)
    got, finer, _ = rule_for(short[key], code, message)
    assert effect(got, finer) == effect(kind, detail)
    if by_code:  # its name is the text of a reply that has none
        assert got == kind


def test_patterns_keep_their_order_and_codes_their_kinds() -> None:
    rows = [
        ["timeout", 5, "time out"],
        ["network", [], "no net"],
        ["network", [7, 8]],
        ["internal", [9, 7], "broken"],
        ["timeout", [], "slow"],
        ["param_invalid", 12, 0, "size"],
    ]

    def effect(kind: Any, detail: Any) -> Any:
        return "" if kind in ("timeout", "network") else (kind, detail)

    assert packing_failures.condensed(rows, effect) == [
        ["timeout", 5, "time out|no net"],
        ["internal", 9, "broken"],
        ["timeout", [], "slow"],
        ["network", [7, 8]],
        ["param_invalid", 12, 0, "size"],
    ]
