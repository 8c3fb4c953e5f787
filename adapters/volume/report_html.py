"""A report as one HTML page that needs nothing else: no font, no request, no script but its own.

It is whole without its script, which sorts and filters what stands there, and folds versions of a
client away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ...canonical.client import vendor_of
from ...canonical.rules import ENGLISH
from ..system.html_page import html_page, html_text
from ..system.speaking import TAGS, Say, speaking
from .report import NAMED, OUTCOMES, Report
from .report_text import (
    Cell,
    ReportTable,
    calls_table,
    left_out,
    moment,
    share,
    size,
    tables,
    told,
)
from .report_time import DAY, step_name
from .report_words import ZH

_STYLE: Final = Path(__file__).with_name("report.css")
_SCRIPT: Final = Path(__file__).with_name("report.js")
MOST: Final = 1_000
"""Rows of a table."""
MOST_LINES: Final = 24
"""Lines of a chart."""
_OF_SCRIPT: Final = (
    "none", "up to {0} calls", "{0} of {1} rows", "Hide versions of {0}", "Show versions of {0}",
)  # fmt: skip
_COUNTS: Final = tuple(map(str, range(10)))
_NUMBERS: Final = frozenset({"calls", "clients", "count", "files", "per call", "mean", "p50", "p95",
                             "largest", *OUTCOMES})  # fmt: skip
Lines = Sequence[tuple[str, int]]


def page(made: Report, title: str, lang: str = ENGLISH) -> str:
    """The page, its own words in a language. Every text of the input is escaped."""
    say = speaking(ZH, lang)
    plain = made.to_plain("client")
    versions = made.groups_of()
    groups = [_for_script(group) for group in plain["groups"]]
    body = [_controls(say, plain["groups"]), _times(say, plain["axis"])]
    body.append(_outcomes(say, made.groups_of("vendor")))
    body.append(f'<div class="charts">{"".join(_charts(say, groups))}</div>')
    for table in tables(plain):
        if table.name == "calls":
            body.append(
                _section(say(table.title), _table(say, table, _versions(say, table, versions)))
            )
        elif table.name != "times":
            body.append(_section(say(table.title), _table(say, table, {})))
    time = plain["axis"] or {"bins": [], "series": []}
    data = {
        "outcomes": OUTCOMES,
        "groups": groups,
        "bins": len(time["bins"]),
        "labels": [_label(item["at"], plain["axis"]) for item in time["bins"]],
        "series": time["series"],
        "files": _file_names(),
        "sizes": [size(bound) for bound in NAMED],
        "words": {text: say(text) for text in (*_OF_SCRIPT, *OUTCOMES)},
    }
    shown = "\n".join(part for part in body if part)
    line = told(plain, say)
    return html_page(_STYLE, title, line, shown, script=_SCRIPT, data=data, lang=TAGS[lang])


def _for_script(group: Mapping[str, Any]) -> dict[str, Any]:
    """What charts are made of, as counts by the names that they show."""
    files: dict[str, int] = {}
    for count, times in group.get("files_per_call", {}).items():
        name = _count_name(int(count))
        files[name] = files.get(name, 0) + times
    buckets = group.get("bytes", {}).get("buckets", {})
    return {
        "vendor": group["vendor"],
        "api": group["api"],
        "kinds": group["kinds"],
        "files": files,
        "sizes": {size(int(bound)): count for bound, count in buckets.items()},
    }


def _count_name(count: int) -> str:
    if count < len(_COUNTS):
        return str(count)
    low = next(low for low in (50, 20, 10) if count >= low)
    return {10: "10 to 19", 20: "20 to 49", 50: "50 and more"}[low]


def _file_names() -> list[str]:
    return [*_COUNTS, *(_count_name(low) for low in (10, 20, 50))]


def _controls(say: Say, groups: Sequence[Mapping[str, Any]]) -> str:
    """What the page is filtered by; there for those whose browser runs its script."""
    if not groups:
        return ""
    filters = html_text(say("filter rows"))
    chosen = "".join(
        f'<select name="{name}" aria-label="{html_text(say(label))}">'
        f'<option value="">{html_text(say(label))}</option>'
        + "".join(f"<option>{html_text(word)}</option>" for word in words)
        + "</select>"
        for name, label, words in (
            ("vendor", "all vendors", sorted({group["vendor"] for group in groups})),
            ("api", "all APIs", sorted({group["api"] for group in groups})),
        )
    )
    return (
        f'<form class="controls" hidden>{chosen}<input name="words" type="search" '
        f'placeholder="{filters}" aria-label="{filters}">'
        f'<button type="reset">{html_text(say("Clear"))}</button>'
        '<output aria-live="polite"></output></form>'
    )


def _section(title: str, inner: str) -> str:
    return f"<section><h2>{html_text(title)}</h2>{inner}</section>"


def _legend(say: Say) -> str:
    return "".join(f'<span class="key {name}">{html_text(say(name))}</span>' for name in OUTCOMES)


# --- over time ----------------------------------------------------------------------------------


def _label(text: str, time: Mapping[str, Any] | None) -> str:
    return moment(text, time["step"]) if time and time["by"] == "clock" else text


def _times(say: Say, time: Mapping[str, Any] | None) -> str:
    """Calls by time, or by file, as columns of outcomes."""
    if time is None:
        return ""
    bins = time["bins"]
    most = max([1, *(item["calls"] for item in bins)])
    drawn = []
    for place, item in enumerate(bins):
        top = 100.0
        for name in OUTCOMES:
            height = 100 * item[name] / most
            top -= height
            if any(row[name][place] for row in time["series"]):
                text = html_text(f"{_label(item['at'], time)}: {say(name)} {item[name]:,}")
                drawn.append(
                    f'<rect class="{name}" data-at="{place}" data-outcome="{name}" x="{place}.04" '
                    f'y="{top:.2f}" width=".92" height="{height:.2f}"><title>{text}</title></rect>'
                )
    if time["by"] == "clock":
        title = say("Calls by {0}, UTC", say(step_name(time["step"])))
        marks = [bins[place]["at"] for place in sorted({0, len(bins) // 2, len(bins) - 1})]
        step = DAY if time["step"] >= DAY else 0
        axis = [moment(text, step) for text in marks]
    else:
        title = say("Calls by file")
        axis = [bins[0]["at"], bins[-1]["at"]]
    rest = left_out(time, say)
    note = f"<p>{html_text(rest)}</p>" if rest else ""
    ends = "".join(f"<span>{html_text(text)}</span>" for text in axis)
    up_to = html_text(say("up to {0} calls", f"{most:,}"))
    return _section(
        title,
        f'{_legend(say)}<div class="axis"><span data-most>{up_to}</span></div>'
        f'<svg class="columns" viewBox="0 0 {len(bins)} 100" preserveAspectRatio="none" role="img" '
        f'aria-label="{html_text(title)}">{"".join(drawn)}</svg><div class="axis">{ends}</div>'
        f"{note}",
    )


# --- charts -------------------------------------------------------------------------------------


def _outcomes(say: Say, groups: Sequence[Mapping[str, Any]]) -> str:
    """What calls come to, by vendor and API."""
    drawn = []
    for item in groups[:MOST_LINES]:
        label = f"{item['vendor']} {item['api']}"
        parts = "".join(
            f'<i class="{name}" style="flex: {item[name]}" '
            f'title="{html_text(say(name))} {item[name]:,}"></i>'
            for name in OUTCOMES
            if item[name]
        )
        whole = ", ".join(f"{say(name)} {share(item[name], item['calls'])}" for name in OUTCOMES)
        drawn.append(
            f'<div class="line" data-vendor="{html_text(item["vendor"])}" '
            f'data-api="{html_text(item["api"])}"><span class="name">{html_text(label)}</span>'
            f'<span class="track" role="img" aria-label="{html_text(whole)}">{parts}</span>'
            f'<span class="count">{item["calls"]:,}</span></div>'
        )
    if not drawn:
        return ""
    more = len(groups) - len(drawn)
    note = f"<p>{say('{0} more with fewer calls', f'{more:,}')}</p>" if more > 0 else ""
    return _section(say("Outcomes"), f"{_legend(say)}{''.join(drawn)}{note}")


def _charts(say: Say, groups: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    kinds = sorted(_summed(groups, "kinds", ()), key=lambda pair: -pair[1])
    yield _bars("kinds", say("Failure kinds"), kinds)
    yield _bars("files", say("Files in a reply"), _inner(_summed(groups, "files", _file_names())))
    sizes = _summed(groups, "sizes", [size(bound) for bound in NAMED])
    yield _bars("sizes", say("Size of a file, up to"), _inner(sizes))


def _summed(groups: Sequence[Mapping[str, Any]], part: str, order: Iterable[str]) -> Lines:
    total = dict.fromkeys(order, 0)
    for group in groups:
        for name, count in group[part].items():
            total[name] = total.get(name, 0) + count
    return list(total.items())


def _inner(rows: Lines) -> Lines:
    """Rows without those of nothing before the first and after the last."""
    there = [place for place, (_, count) in enumerate(rows) if count]
    return rows[there[0] : there[-1] + 1] if there else []


def _bars(name: str, title: str, rows: Lines) -> str:
    if not rows:
        return ""
    most = max(1, *(count for _, count in rows))
    drawn = "".join(
        f'<div class="line"><span class="name">{html_text(label)}</span><span class="track">'
        + (f'<i class="plain" style="width: {100 * count / most:.2f}%"></i>' if count else "")
        + f'</span><span class="count">{count:,}</span></div>'
        for label, count in rows
    )
    return _section(title, f'<div data-chart="{name}">{drawn}</div>')


# --- tables -------------------------------------------------------------------------------------


def _versions(
    say: Say, table: ReportTable, groups: Sequence[Mapping[str, Any]]
) -> dict[str, list[str]]:
    """Rows of the versions of clients, by the group that they are shown under."""
    made: dict[str, list[str]] = {}
    if "clients" not in table.headers:
        return made
    for row in calls_table(groups).rows:
        client, _, version = row[0].text.partition("@")
        if version:
            key = f"{client} {row[1].text}"
            cells = (row[0], row[1], Cell(""), *row[2:])
            made.setdefault(key, []).append(_row(say, table.headers, cells, of=key))
    return {key: rows for key, rows in made.items() if len(rows) > 1}


def _table(say: Say, table: ReportTable, below: Mapping[str, Sequence[str]]) -> str:
    head = "".join(
        f'<th scope="col"{_number(name)}>{html_text(say(name))}</th>' for name in table.headers
    )
    rows = []
    for row in table.rows[:MOST]:
        key = f"{row[0].text} {row[1].text}"
        rows.append(_row(say, table.headers, row, group=key if key in below else ""))
        rows += below.get(key, ())
    more = len(table.rows) - MOST
    text = say("{0} more rows: --format json has all", f"{more:,}")
    note = f"<p>{html_text(text)}</p>" if more > 0 else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>{note}"


def _number(header: str) -> str:
    return ' class="n"' if header in _NUMBERS else ""


def _row(
    say: Say, headers: Sequence[str], row: Sequence[Cell], *, group: str = "", of: str = ""
) -> str:
    """A row; ``group``: the name that rows below it go by, ``of``: the one it is below."""
    at = dict(zip(headers, (cell.text for cell in row), strict=True))
    owner = at.get("vendor") or vendor_of(at.get("client", ""))
    marks = {"vendor": owner, "api": at.get("api", ""), "group": group, "of": of}
    said = "".join(f' data-{name}="{html_text(word)}"' for name, word in marks.items() if word)
    cells = []
    for place, (name, cell) in enumerate(zip(headers, row, strict=True)):
        look = " ".join(
            word for word, holds in (("n", name in _NUMBERS), ("first", place == 0)) if holds
        )
        looks = f' class="{look}"' if look else ""
        by = f' data-by="{cell.by:.6g}"' if cell.by is not None else ""
        cells.append(
            f'<td{looks} data-label="{html_text(say(name))}"{by}>{html_text(cell.text)}</td>'
        )
    look = ' class="version"' if of else ""
    return f"<tr{look}{said}>{''.join(cells)}</tr>"
