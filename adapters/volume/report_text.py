"""A report for people who read it: titles, headers and rows of cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

import attrs

from ...canonical.rules import ENGLISH
from ..system.speaking import Say, speaking
from .report import OUTCOMES
from .report_time import DAY, step_name

MOST: Final = 30
"""Rows of a table for a terminal."""
MOST_BINS: Final = 24
"""Rows of the table of times."""
_WORD: Final = 60


PLAINLY: Final = speaking({}, ENGLISH)


@attrs.frozen
class Cell:
    """A cell of a table: what stands there, and what rows are sorted by; None: by the text."""

    text: str
    by: float | None = None


Row = tuple[Cell, ...]


@attrs.frozen
class ReportTable:
    """A table of a report. ``name`` is short and one word; ``rows`` are all there are."""

    name: str
    title: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]

    def lines(self, most: int | None = None) -> list[list[str]]:
        """The texts of rows, of the first so many."""
        return [[cell.text for cell in row] for row in self.rows[:most]]


def tables(plain: Mapping[str, Any]) -> list[ReportTable]:
    """The tables of a report, empty ones left out."""
    made = (_times, _calls, _failures, _unknown, _files, _drift, _shapes, _bad)
    return [table for table in (make(plain) for make in made) if table.rows]


def told(plain: Mapping[str, Any], say: Say = PLAINLY) -> str:
    """What was read, in one line."""
    counts = (f"{plain[name]:,}" for name in ("lines", "read", "bad"))
    text = say("{0} lines, {1} replies, {2} bad", *counts)
    time = plain["axis"]
    if time is None or time["by"] != "clock":
        return text
    bins = time["bins"]
    first, last = (moment(bins[place]["at"], DAY) for place in (0, -1))
    return say("{0}; {1} to {2}", text, first, last) if first != last else f"{text}; {first}"


def left_out(time: Mapping[str, Any], say: Say = PLAINLY) -> str:
    """What the axis of time does not show, as a sentence; empty where it shows everything."""
    parts = []
    if time.get("without"):
        parts.append(say("{0} replies say no time that can be read", f"{time['without']:,}"))
    if time.get("outside"):
        parts.append(say("{0} lie far before or after the others", f"{time['outside']:,}"))
    return "; ".join(parts)


def moment(text: str, step: int) -> str:
    """The start of a bin, as short as its width allows."""
    found = datetime.fromisoformat(text)
    return found.strftime("%Y-%m-%d" if step >= DAY else "%Y-%m-%d %H:%M")


def share(part: int, whole: int) -> str:
    """A share in percent, with one decimal where it is small."""
    if not whole:
        return "-"
    value = 100 * part / whole
    return f"{value:.0f}%" if value >= 10 or value == 0 else f"{value:.1f}%"


def size(count: float) -> str:
    """Bytes, short."""
    for unit in ("B", "kB", "MB", "GB", "TB"):
        if count < 1000 or unit == "TB":
            text = f"{count:,.0f}" if unit == "B" or count >= 100 else f"{count:.1f}"
            return f"{text.removesuffix('.0')} {unit}"
        count /= 1000
    return ""


def number(value: int) -> Cell:
    """A count."""
    return Cell(f"{value:,}", value)


def _bytes(value: int | None) -> Cell:
    return Cell("-", -1) if value is None else Cell(size(value), value)


def shares(item: Mapping[str, Any]) -> tuple[Cell, ...]:
    """The shares of the outcomes in so many calls."""
    return tuple(
        Cell(share(item[name], item["calls"]), item[name] / item["calls"] if item["calls"] else -1)
        for name in OUTCOMES
    )


def _texts(*texts: str) -> Row:
    return tuple(Cell(text) for text in texts)


def _times(plain: Mapping[str, Any]) -> ReportTable:
    time = plain["axis"]
    headers = ("calls", *OUTCOMES)
    if time is None:
        return ReportTable("times", "", headers, ())
    by_time = time["by"] == "clock"
    step = time.get("step", 0)
    title = f"By {step_name(step)}, UTC" if by_time else "By file"
    rest = left_out(time)
    return ReportTable(
        "times",
        f"{title} ({rest})" if rest else title,
        ("from" if by_time else "file", *headers),
        tuple(
            (
                Cell(moment(item["at"], step)) if by_time else Cell(item["at"], place),
                number(item["calls"]),
                *shares(item),
            )
            for place, item in enumerate(time["bins"])
        ),
    )


def calls_table(groups: Sequence[Mapping[str, Any]]) -> ReportTable:
    """The table of calls, of groups as `Report.groups_of` gives them."""
    several = any(item["clients"] > 1 for item in groups)
    rows = []
    for item in groups:
        versions = (number(item["clients"]),) if several else ()
        rows.append(
            (*_texts(item["client"], item["api"]), *versions, number(item["calls"]), *shares(item))
        )
    headers = ("client", "api", *(("clients",) if several else ()), "calls", *OUTCOMES)
    return ReportTable("calls", "Calls", headers, tuple(rows))


def _calls(plain: Mapping[str, Any]) -> ReportTable:
    return calls_table(plain["groups"])


def _failures(plain: Mapping[str, Any]) -> ReportTable:
    rows = tuple(
        (
            *_texts(item["vendor"], item["api"], item["kind"], item["code"] or "-"),
            number(item["count"]),
        )
        for item in plain["codes"]
    )
    return ReportTable("failures", "Failures", ("vendor", "api", "kind", "code", "count"), rows)


def _unknown(plain: Mapping[str, Any]) -> ReportTable:
    rows = tuple(
        (
            *_texts(item["vendor"], item["api"], item["code"] or "-"),
            number(item["count"]),
            Cell(item["message"][:_WORD]),
        )
        for item in plain["unknown"]
    )
    return ReportTable(
        "unknown",
        "Codes and messages no profile knows (--format toml: as rules to be filled in)",
        ("vendor", "api", "code", "count", "message"),
        rows,
    )


def _files(plain: Mapping[str, Any]) -> ReportTable:
    rows = []
    for item in plain["groups"]:
        if "files" not in item:
            continue
        found = item.get("bytes", {})
        each = item["files"] / sum(item["files_per_call"].values())
        sizes = (_bytes(found.get(name)) for name in ("mean", "p50", "p95", "largest"))
        rows.append(
            (
                *_texts(item["client"], item["api"]),
                number(item["files"]),
                Cell(f"{each:.1f}", each),
                *sizes,
            )
        )
    headers = ("client", "api", "files", "per call", "mean", "p50", "p95", "largest")
    return ReportTable("files", "Files (p50 and p95 are estimates)", headers, tuple(rows))


def _drift(plain: Mapping[str, Any]) -> ReportTable:
    rows = tuple(
        (
            *_texts(item["vendor"], item["api"], item["rule"], item["place"]),
            number(item["count"]),
            Cell(item["example"][:_WORD]),
        )
        for item in plain["drift"]
    )
    headers = ("vendor", "api", "rule", "place", "count", "example")
    return ReportTable("drift", "Drift: fields and types no profile tells of", headers, rows)


def _shapes(plain: Mapping[str, Any]) -> ReportTable:
    rows = tuple(
        (*_texts(item["client"], item["api"], ", ".join(shape["fields"])), number(shape["count"]))
        for item in plain["groups"]
        for shape in item.get("shapes", ())
        if len(item["shapes"]) > 1
    )
    title = "Shapes: what the first file of a reply holds"
    return ReportTable("shapes", title, ("client", "api", "fields", "count"), rows)


def _bad(plain: Mapping[str, Any]) -> ReportTable:
    rows = tuple((number(count), Cell(reason)) for reason, count in plain["reasons"].items())
    return ReportTable("bad", "Bad lines", ("count", "reason"), rows)


def shown(table: ReportTable) -> tuple[Sequence[Sequence[str]], int]:
    """The rows of a table for a terminal, and how many are left out: of times the last ones are
    told, of others the first."""
    if table.name != "times":
        return table.lines(MOST), max(0, len(table.rows) - MOST)
    return table.lines()[-MOST_BINS:], max(0, len(table.rows) - MOST_BINS)
