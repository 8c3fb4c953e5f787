"""The time of a whole run: what is not compared in it is told, and no run goes on beyond it."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from commands import called
from mediaglot.adapters.realm.budget import Budget
from mediaglot.adapters.realm.engine import Limits, OutOfTime
from mediaglot.adapters.realm.host import Host
from mediaglot.adapters.realm.page import load
from mediaglot.adapters.verify import SCENARIOS, Verified, verify
from mediaglot.adapters.verify.pages import verify_pages
from mediaglot.adapters.verify.show import late_lines, plain
from mediaglot.canonical.errors import InputError

pytest.importorskip("quickjs")

SOME = [situation for situation in SCENARIOS if situation.name in ("ok", "cancel")]
PICK = "wx.chooseImage({ count: 2, success: (r) => this.setData({ n: r.tempFilePaths.length }) })"
MANY = 8


def ticks() -> Callable[[], float]:
    """A clock on which a second passes whenever it is looked at."""
    numbers = count()
    return lambda: float(next(numbers))


def program(folder: Path, handlers: int = MANY) -> Path:
    """One page with many handlers that pick a picture."""
    body = "".join(f"h{number}() {{ {PICK} }},\n" for number in range(handlers))
    (folder / "page.js").write_text(f"Page({{\n{body}}})\n", encoding="utf-8")
    return folder


def looks(folder: Path, **options: Any) -> tuple[Verified, int]:
    """A verification without end, and how often it looked at the clock."""
    numbers = count()
    budget = Budget(1e9, clock=lambda: float(next(numbers)))
    verified = verify(folder, read="wx", write="my", situations=SOME, budget=budget, **options)
    return verified, next(numbers)


def test_what_is_not_compared_in_time_is_told(tmp_path: Path) -> None:
    whole, needed = looks(program(tmp_path))
    assert whole.complete
    assert not whole.late
    budget = Budget(needed * 0.8, clock=ticks())
    verified = verify(tmp_path, read="wx", write="my", situations=SOME, budget=budget)
    assert verified.ok
    assert not verified.complete
    done = {(verdict.entry.label(), verdict.situation) for verdict in verified.verdicts}
    left = {(label, name) for label, names in verified.late.items() for name in names}
    assert left
    assert done | left == {(v.entry.label(), v.situation) for v in whole.verdicts}
    assert not done & left
    # each entry meets the first situation before any meets the second
    assert {name for _, name in left} == {"cancel"}
    assert [v.entry for v in verified.verdicts] == sorted(
        (v.entry for v in verified.verdicts), key=[v.entry for v in whole.verdicts].index
    )
    assert plain(verified)["not_in_time"] == {k: list(v) for k, v in verified.late.items()}


def test_handlers_that_were_not_tried_in_time_are_told(tmp_path: Path) -> None:
    _, needed = looks(program(tmp_path))
    budget = Budget(needed * 0.1, clock=ticks())
    verified = verify(tmp_path, read="wx", write="my", situations=SOME, budget=budget)
    assert not verified.complete
    untried = {label for label, names in verified.late.items() if not names}
    entries = {verdict.entry.handlers for verdict in verified.verdicts}
    tried = {name for handlers in entries for name in handlers}
    tried |= {label.partition(":")[2] for label, names in verified.late.items() if names}
    assert untried
    names = {f"h{number}" for number in range(MANY)}
    assert {label.partition(":")[2] for label in untried} == names - {
        name for label in tried for name in label.split("+")
    }
    assert not verified.missed
    text = "\n".join(late_lines(verified.late))
    assert f"and {len(untried) - 1} more: whether it reaches a call" in text


@pytest.mark.parametrize("of", [verify, verify_pages])
def test_a_run_without_time_compares_nothing(of: Any, tmp_path: Path) -> None:
    program(tmp_path, 2)
    (tmp_path / "page.wxml").write_text('<view bindtap="h0">a</view>', encoding="utf-8")
    found = of(tmp_path, read="wx", write="my", situations=SOME, budget=Budget(1, clock=ticks()))
    assert found.verdicts == ()
    assert list(found.late) == ["page.js"]
    assert found.ok
    assert not found.complete


def test_pages_that_are_not_drawn_in_time_are_told(tmp_path: Path) -> None:
    for name in "abcd":
        (tmp_path / f"{name}.js").write_text("Page({ go() {} })", encoding="utf-8")
        (tmp_path / f"{name}.wxml").write_text('<view bindtap="go">a</view>', encoding="utf-8")
    numbers = count()
    given: dict[str, Any] = {"read": "wx", "write": "my", "situations": SOME}
    endless = Budget(1e9, clock=lambda: float(next(numbers)))
    whole = verify_pages(tmp_path, budget=endless, **given)
    assert whole.complete
    assert not whole.late
    found = verify_pages(tmp_path, budget=Budget(next(numbers) * 0.6, clock=ticks()), **given)
    assert not found.complete
    done = {(verdict.page, verdict.situation) for verdict in found.verdicts}
    left = {(page, name) for page, names in found.late.items() for name in names}
    assert done | left == {(verdict.page, verdict.situation) for verdict in whole.verdicts}
    assert done
    assert left
    assert not done & left


def test_the_status_says_that_time_was_short(tmp_path: Path) -> None:
    program(tmp_path, 2)
    words = ["verify", str(tmp_path), "--from", "wx", "--to", "my", "--budget", "0.01"]
    status, out, _ = called(words)
    assert status == 3
    assert b"not compared for lack of time (--budget SECONDS):\n  page.js" in out
    assert b"nothing was compared (1 page or handler), see above" in out
    told = json.loads(called([*words, "--format", "json"])[1])
    assert told["not_in_time"] == {"page.js": []}
    assert told["complete"] is False
    (tmp_path / "page.wxml").write_text('<view bindtap="h0">a</view>', encoding="utf-8")
    status, out, _ = called([*words, "--pages"])
    assert status == 3
    assert b"page.js: ok" in out


def test_a_script_does_not_go_on_beyond_the_time_of_the_whole(tmp_path: Path) -> None:
    """Though each turn has time of its own: the second waits in vain."""
    page = tmp_path / "page.js"
    page.write_text("Page({ go() { for (;;) {} } })", encoding="utf-8")
    numbers = count()
    budget = Budget(1e9, clock=lambda: float(next(numbers)))
    with Host("wx/android") as host, load(host, page, limits=Limits(budget=budget)):
        opened = next(numbers)
    # what is left is less than a turn may take: the endless loop ends with it
    late = Budget(opened + 0.5, clock=ticks())
    limits = Limits(seconds=1e6, budget=late)
    with Host("wx/android") as host, load(host, page, limits=limits) as opened_page:
        with pytest.raises(OutOfTime, match=r"the time of the whole run, .* is up"):
            opened_page.call("go")
        with pytest.raises(OutOfTime):  # and stays so
            opened_page.call("go")


def test_run_is_stopped_at_its_budget(tmp_path: Path) -> None:
    page = tmp_path / "page.js"
    page.write_text("Page({ go() { for (;;) {} } })", encoding="utf-8")
    words = ["run", str(page), "--client", "wx", "--call", "go", "--seconds", "9999"]
    status, _, told = called([*words, "--budget", "0.5"])
    assert status == 1
    assert "the time of the whole run, 0.5 s, is up" in told


@pytest.mark.parametrize("bad", [0, -1, float("nan"), float("inf"), True, "5"])
def test_what_is_no_time_is_refused(bad: Any, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="budget: expected seconds"):
        verify(program(tmp_path, 1), read="wx", write="my", budget=bad)


@pytest.mark.parametrize("bad", ["nan", "inf", "0", "-3", "x"])
@pytest.mark.parametrize("option", ["verify --budget", "run --budget", "run --seconds"])
def test_an_option_that_is_no_time_is_one_sentence(option: str, bad: str, tmp_path: Path) -> None:
    program(tmp_path, 1)
    command, name = option.split()
    given = {
        "verify": [str(tmp_path), "--from", "wx", "--to", "my"],
        "run": [str(tmp_path / "page.js"), "--client", "wx"],
    }
    status, _, told = called([command, *given[command], f"{name}={bad}"])
    assert status == 2
    assert told.startswith(f"mediaglot: error: invalid value for '{name}': ")
    assert told.count("\n") == 1


def test_a_share_is_up_before_the_whole() -> None:
    now = [10.0]
    whole = Budget(8, clock=lambda: now[0])
    half = whole.share(0.5)
    assert (whole.left(), half.left()) == (8, 4)
    now[0] = 14.0
    assert (whole.over, half.over) == (False, True)
    now[0] = 30.0
    assert whole.left() == 0
