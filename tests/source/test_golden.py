"""The golden tables; see golden_data."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Any

import in_full
import pytest
from golden_data import cases, dump, outcome, ported, tables, targets

ACCEPT = os.environ.get("MEDIAGLOT_ACCEPT") == "1"


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    found = cases(path)
    given = [
        {**case, **{target: outcome(case, target) for target in targets(case)}} for case in found
    ]
    if ACCEPT:
        path.write_text(dump(given), encoding="utf-8")
        return
    for case, result in zip(found, given, strict=True):
        for target in targets(case):
            assert result[target] == case[target], f"{case['title']} -> {target}"


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.stem)
def test_twice_is_once(path: Path) -> None:
    """Porting a port changes nothing."""
    for case in cases(path):
        for target in targets(case):
            once = outcome(case, target).get("code")
            if once is None:
                continue
            assert "code" not in outcome({**case, "input": once}, target), case["title"]


@pytest.mark.parametrize("path", tables(), ids=lambda path: path.stem)
def test_what_is_told_is_told_in_full(path: Path, accept: bool, golden: in_full.Golden) -> None:
    made = {
        f"{case['title']} -> {target}": partial(findings, case, target)
        for case in cases(path)
        for target in targets(case)
    }
    in_full.hold(golden, accept, path.parent.with_name("told") / f"{path.stem}.txt", made)


def findings(case: dict[str, Any], target: str) -> list[str]:
    done = ported(case, target)
    return [in_full.of_finding(item) for item in done.findings]


def test_tables_are_as_the_writer_would_write_them() -> None:
    for path in tables():
        assert dump(cases(path)) == path.read_text(encoding="utf-8"), path.name
