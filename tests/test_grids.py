"""Cases that are run together: each is run, and each that fails is named."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from grids import ONLY, each

CASES = [("low", "one", (1, "a")), ("low", "two", (2, "b")), ("high", "nine", (9, "c"))]


@each("number, text", CASES)
def test_every_case_is_run(tmp_path: Path, number: int, text: str) -> None:
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "mine").touch()
    assert {"a": 1, "b": 2, "c": 9}[text] == number


def made(test: Any, monkeypatch: pytest.MonkeyPatch, only: str = "") -> str:
    """What pytest is told of one group of cases."""
    monkeypatch.setenv(ONLY, only)
    (mark,) = test.pytestmark
    (cases,) = mark.args[1]
    with pytest.raises((pytest.fail.Exception, pytest.skip.Exception)) as caught:
        test(cases)
    return f"{type(caught.value).__name__}: {caught.value}"


def test_all_that_fail_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []

    @each("what", [("g", name, (name,)) for name in ("good", "bad", "worse", "odd")])
    def test(what: str) -> None:
        ran.append(what)
        assert what != "bad"
        if what == "worse":
            raise ValueError("no such luck")
        if what == "odd":
            pytest.skip("not here")

    told = made(test, monkeypatch)
    assert ran == ["good", "bad", "worse", "odd"]
    assert told.startswith("Failed: 2 of 4 cases;")
    assert "bad: AssertionError: assert 'bad' != 'bad'" in told
    assert "worse: ValueError: no such luck" in told
    assert "good:" not in told
    ran.clear()
    assert made(test, monkeypatch, "wor").count("Error: ") == 1
    assert ran == ["worse"]


def test_nothing_but_skips_is_a_skip(monkeypatch: pytest.MonkeyPatch) -> None:
    @each("what", [("g", "a", (1,)), ("g", "b", (2,))])
    def test(what: int) -> None:
        pytest.skip(f"not {what}")

    assert made(test, monkeypatch) == "Skipped: not 1"


def test_two_cases_of_one_name_are_refused() -> None:
    with pytest.raises(AssertionError, match="two cases are called 'a'"):
        each("what", [("g", "a", (1,)), ("g", "a", (2,))])
