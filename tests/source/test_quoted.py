"""How a report quotes the line of a finding, and marks the place in it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from mediaglot.adapters.source.common.finding import Finding
from mediaglot.adapters.source.common.model import FilePort
from mediaglot.adapters.source.common.verdict import (
    blockers_of,
    losses_of,
    ranked_blockers,
    ranked_losses,
)
from mediaglot.adapters.source.reports.report import _quoted
from mediaglot.adapters.system.columns import width
from mediaglot.canonical.rules import diagnostic

LONG = f"{'a' * 100}wx.a(){'b' * 100}"


def quoted(text: str, first: int, last: int, columns: int) -> list[str]:
    place: dict[str, Any] = {"line": 7, "column": first + 1, "end_column": last + 1, "text": text}
    item: Any = SimpleNamespace(**place, diagnostic=SimpleNamespace(severity="error"))
    return list(_quoted(item, lambda text, _style: text, columns))


@pytest.mark.parametrize(
    ("text", "first", "last", "columns", "shown", "marks"),
    [
        ("wx.nobody()", 3, 9, 0, "wx.nobody()", "   ^^^^^^"),
        ("wx.nobody()", 3, 9, 80, "wx.nobody()", "   ^^^^^^"),
        ("wx.nobody()", 3, 3, 80, "wx.nobody()", "   ^"),
        ("wx.nobody()", 9, 11, 80, "wx.nobody()", "         ^^"),
        ("\twx.a\t()", 4, 8, 80, "  wx.a  ()", "     ^^^^^"),
        ("\twx.nobody()", 4, 10, 0, "\twx.nobody()", "\t   ^^^^^^"),
        ("图片 wx.a()", 3, 7, 80, "图片 wx.a()", "     ^^^^"),
        ("a\x1bb wx.a", 4, 8, 80, "a\ufffdb wx.a", "    ^^^^"),
        (LONG, 100, 106, 40, f"…{'a' * 10}wx.a(){'b' * 14}…", f"{' ' * 11}^^^^^^"),
        (LONG, 100, 106, 10, f"…{'a' * 10}wx.a(){'b' * 14}…", f"{' ' * 11}^^^^^^"),
        (LONG[:106], 100, 106, 40, f"…{'a' * 24}wx.a()", f"{' ' * 25}^^^^^^"),
        (LONG[100:], 0, 6, 40, f"wx.a(){'b' * 24}…", "^^^^^^"),
        ("x" * 300, 10, 290, 40, f"{'x' * 30}…", f"{' ' * 10}{'^' * 20}"),
        ("x" * 160, 0, 1, 0, "x" * 160, "^"),
        ("x" * 161, 0, 1, 0, f"{'x' * 158}…", "^"),
        ("x" * 32, 0, 1, 40, "x" * 32, "^"),
        ("x" * 33, 0, 1, 40, f"{'x' * 30}…", "^"),
    ],
)
def test_a_line_and_the_place_in_it(
    text: str, first: int, last: int, columns: int, shown: str, marks: str
) -> None:
    assert quoted(text, first, last, columns) == [f"    7 | {shown}", f"      | {marks}"]


@pytest.mark.parametrize("columns", [40, 57, 80])
@pytest.mark.parametrize("text", [LONG, "图" * 90, "\t" * 90, "a图\t" * 40], ids=len)
def test_no_line_is_wider_than_the_terminal(text: str, columns: int) -> None:
    for first in range(0, len(text), 7):
        lines = quoted(text, first, first + 3, columns)
        assert max(map(width, lines)) <= columns


def finding(blocks: str = "", loss: Any = "none", ignored: bool = False) -> Finding:
    said = diagnostic("MG509", "why", loss=loss)
    return Finding(said, "a.js", 1, 1, 1, 1, 0, 0, blocks=blocks, ignored=ignored)


@pytest.mark.parametrize(
    ("uses", "findings", "verdict"),
    [
        (0, [], ""),
        (1, [], "complete"),
        (1, [finding()], "complete"),
        (0, [finding()], ""),
        (1, [finding(loss="approximated")], "lossy"),
        (0, [finding(loss="approximated")], "lossy"),
        (1, [finding(blocks="a"), finding(loss="approximated")], "blocked"),
        (1, [finding(blocks="a", ignored=True)], "complete"),
        (1, [finding(loss="approximated", ignored=True)], "complete"),
        (1, [finding(blocks="a", ignored=True), finding(loss="approximated")], "lossy"),
    ],
)
def test_what_a_file_comes_to(uses: int, findings: list[Finding], verdict: str) -> None:
    assert FilePort("a.js", b"", findings=tuple(findings), uses=uses).verdict == verdict


def blocked(file: str, *names: str, uses: int = 1) -> FilePort:
    found = (
        Finding(diagnostic("MG509", "why"), file, 1, 1, 1, 1, 0, 0, blocks=name, uses=uses)
        for name in names
    )
    return FilePort(file, b"", findings=tuple(found), uses=1)


def test_causes_are_counted_and_the_most_frequent_comes_first() -> None:
    file = blocked("a.js", "x", "y", "y", "z", "z", "z")
    assert [(cause.name, cause.uses) for cause in file.blockers] == [("z", 3), ("y", 2), ("x", 1)]
    assert {cause.file for cause in blockers_of(file.findings)} == {""}
    assert {cause.file for cause in blockers_of(file.findings, several=True)} == {"a.js"}
    lossy = [finding(loss="approximated")] * 2
    lossy += [finding(), finding(loss="approximated", ignored=True)]
    assert [cause.uses for cause in losses_of(lossy)] == [2]
    assert [cause.file for cause in losses_of(lossy, several=True)] == ["a.js"]


def test_blockers_are_ranked_by_what_mending_them_frees() -> None:
    files = [
        blocked("a.js", "x"),
        blocked("b.js", "x"),
        blocked("c.js", "y", "z"),
        blocked("d.js", "y", "x"),
        blocked("e.js", "y", uses=9),
        FilePort("f.js", b"", uses=1),
    ]
    ranked = ranked_blockers(files)
    assert [(row.name, row.frees, row.files, row.uses, row.together) for row in ranked] == [
        ("x", 2, 3, 3, 2),
        ("y", 1, 3, 11, 4),
        ("z", 0, 1, 1, 5),
    ]
    losses = [
        FilePort(name, b"", findings=(finding(loss="approximated"),) * times, uses=1)
        for name, times in (("a.js", 2), ("b.js", 1))
    ]
    assert [(row.files, row.uses) for row in ranked_losses(losses)] == [(2, 3)]
