"""A report as one HTML page that needs nothing else: no script, no font, no request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, Final

from ..system.html_page import html_page
from .report import OUTCOMES
from .report_text import sections, share, size

_STYLE: Final = Path(__file__).with_name("report.css")
WIDTH: Final = 520
BAR: Final = 18
STEP: Final = 26
LABEL: Final = 230
MOST: Final = 24


def page(plain: dict[str, Any], title: str) -> str:
    """The page. Every text of the input is escaped."""
    body = [_charts(plain)]
    for name, headers, rows in sections(plain):
        body.append(f"<section><h2>{escape(name)}</h2>{_table(headers, rows)}</section>")
    text = f"{plain['lines']:,} lines, {plain['read']:,} replies, {plain['bad']:,} bad"
    return html_page(_STYLE, title, text, "\n".join(body))


def _charts(plain: dict[str, Any]) -> str:
    groups = plain["groups"]
    charts = [
        _stacked(
            "Outcomes",
            [
                (f"{item['client']} {item['api']}", {name: item[name] for name in OUTCOMES})
                for item in groups[:MOST]
            ],
        ),
        _bars("Failure kinds", _summed(groups, lambda item: item["kinds"])),
        _bars(
            "Files in a reply",
            _summed(groups, lambda item: item.get("files_per_call", {}), by_key=True),
        ),
        _bars(
            "Size of a file, up to",
            [
                (size(int(power)), count)
                for power, count in _summed(
                    groups, lambda item: item.get("bytes", {}).get("buckets", {}), by_key=True
                )
            ],
        ),
    ]
    return "\n".join(chart for chart in charts if chart)


def _summed(groups: Sequence[Any], pick: Any, *, by_key: bool = False) -> list[tuple[str, int]]:
    total: dict[str, int] = {}
    for item in groups:
        for name, count in pick(item).items():
            total[name] = total.get(name, 0) + count
    if by_key:
        return sorted(total.items(), key=lambda pair: int(pair[0]))[:MOST]
    return sorted(total.items(), key=lambda pair: -pair[1])[:MOST]


def _stacked(title: str, rows: Sequence[tuple[str, Mapping[str, int]]]) -> str:
    if not rows:
        return ""
    drawn = []
    for index, (label, parts) in enumerate(rows):
        top, left = index * STEP, float(LABEL)
        whole = sum(parts.values())
        drawn.append(_label(label, top))
        for name, count in parts.items():
            if not count:
                continue
            width = WIDTH * count / whole
            text = escape(f"{label}: {name} {count:,} ({share(count, whole)})")
            drawn.append(
                f'<rect class="{name}" x="{left:.1f}" y="{top}" width="{width:.1f}" '
                f'height="{BAR}"><title>{text}</title></rect>'
            )
            left += width
        drawn.append(_count(whole, top))
    legend = "".join(f'<span class="key {name}">{name}</span>' for name in OUTCOMES)
    return _figure(title, drawn, len(rows), legend)


def _bars(title: str, rows: Sequence[tuple[str, int]]) -> str:
    if not rows:
        return ""
    most = max(count for _, count in rows)
    drawn = []
    for index, (label, count) in enumerate(rows):
        top = index * STEP
        width = max(1.0, WIDTH * count / most)
        drawn.append(_label(label, top))
        drawn.append(
            f'<rect class="plain" x="{LABEL}" y="{top}" width="{width:.1f}" height="{BAR}">'
            f"<title>{escape(f'{label}: {count:,}')}</title></rect>"
        )
        drawn.append(_count(count, top))
    return _figure(title, drawn, len(rows))


def _label(text: str, top: int) -> str:
    short = text if len(text) <= 34 else text[:33] + "…"
    return f'<text x="{LABEL - 8}" y="{top + 13}" text-anchor="end">{escape(short)}</text>'


def _count(count: int, top: int) -> str:
    return f'<text class="count" x="{LABEL + WIDTH + 8}" y="{top + 13}">{count:,}</text>'


def _figure(title: str, drawn: Sequence[str], rows: int, legend: str = "") -> str:
    width, height = LABEL + WIDTH + 90, rows * STEP
    return (
        f"<section><h2>{escape(title)}</h2>{legend}"
        f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{escape(title)}">{"".join(drawn)}</svg></section>'
    )


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in headers)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
