"""What `verify` found as one HTML page that needs nothing else: no script, no font, no request.

Each run has the two programs beside each other, in words of no vendor, with the first difference
marked; below it everything that happened on each client. Runs are filtered by radio buttons and
style alone. Every text of a program is escaped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Final

from attrs import frozen

from ..system.html_page import html_bar, html_filter, html_page, html_text
from .check import Verdict, Verified
from .compare import Difference, beside_of
from .pages import PagesVerified, PageVerdict
from .show import foreign_lines, late_lines, missed_lines, part_lines

STATES: Final = {"differs": "differ", "part": "compared in part", "same": "are the same"}
"""What a run comes to -> as it is said of several."""
LOOKS: Final = {"differs": "bad", "part": "odd", "same": "good"}
"""How it looks."""
_STYLE: Final = Path(__file__).with_name("traces.css")
ONE: Final = {"differs": "differs", "part": "in part", "same": "the same"}
"""The same, as it is said of one."""
MOST_LINES: Final = 2_000
"""Lines of one side of one run that are shown."""

Rows = Iterable[tuple[str, str]]


@frozen
class Shown:
    """One run as the page shows it: its state, name and situation; a sentence; the lines of both
    sides, with the place of the first that differs (-1: none); and what happened on each client."""

    state: str
    name: str
    situation: str
    told: str
    sides: tuple[tuple[str, ...], tuple[str, ...]]
    first: int = -1
    traces: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
    left: tuple[str, ...] = ()


def page(verified: Verified, source: str) -> str:
    """The page of the runs of handlers; ``source``: what was verified."""
    notes = [
        *foreign_lines(verified),
        *part_lines(verified, everything=True),
        *missed_lines(verified, everything=True),
    ]
    return _whole(verified.read, verified.write, source, map(_of_run, verified.verdicts), notes)


def page_of_pages(verified: PagesVerified, source: str) -> str:
    """The page of pages that were drawn and touched."""
    notes = [f"not drawn: {name}: {why}" for name, why in verified.undrawn.items()]
    notes += late_lines(verified.late, everything=True)
    return _whole(verified.read, verified.write, source, map(_of_page, verified.verdicts), notes)


def _of_run(verdict: Verdict) -> Shown:
    difference, both = verdict.difference, (verdict.original, verdict.port)
    (ours, theirs), first = beside_of(difference, both)
    traces = tuple(
        tuple(f"{event.time - start:8.3f}  {event.line()}" for event in run.trace)
        for run in both
        for start in [next(iter(run.trace)).time if len(run.trace) else 0.0]
    )
    return Shown(
        _state(verdict.problem, difference, verdict.left),
        verdict.entry.label(),
        verdict.situation,
        _sentence(verdict.problem, difference),
        (tuple(ours), tuple(theirs)),
        first,
        (traces[0], traces[1]),
        verdict.left,
    )


def _of_page(verdict: PageVerdict) -> Shown:
    first = -1
    if verdict.difference is not None:
        pairs = zip_longest(verdict.original, verdict.port)
        first = next((at for at, (one, two) in enumerate(pairs) if one != two), -1)
    told = _sentence(verdict.problem, verdict.difference)
    return Shown(
        _state(verdict.problem, verdict.difference, verdict.left),
        verdict.page,
        verdict.situation,
        f"after {verdict.step}: {told}" if verdict.step and told else told,
        (verdict.original, verdict.port),
        first,
        left=verdict.left,
    )


def _state(problem: str, difference: Difference | None, left: Sequence[str]) -> str:
    if difference is not None:
        return "differs"
    return "part" if problem or left else "same"


def _sentence(problem: str, difference: Difference | None) -> str:
    if problem:
        return f"not compared: {problem}"
    return f"{difference.what} differs" if difference is not None else ""


def _whole(read: str, write: str, source: str, runs: Iterable[Shown], notes: Sequence[str]) -> str:
    order = list(STATES)
    shown = sorted(runs, key=lambda run: order.index(run.state))
    counts = Counter(run.state for run in shown)
    words = ", ".join(f"{counts[state]:,} {_said(state, counts[state])}" for state in STATES
                      if counts[state])  # fmt: skip
    title = f"{source}: {read} and its port on {write}"
    told = f"{len(shown):,} run{'' if len(shown) == 1 else 's'}: {words}" if shown else ""
    body = [
        html_bar(((LOOKS[state], counts[state]) for state in STATES), told),
        _list(shown, counts, read, write),
        _notes(notes),
    ]
    return html_page(_STYLE, title, told or "nothing was compared", "\n".join(body))


def _said(state: str, count: int) -> str:
    return STATES[state] if count != 1 else {**ONE, "same": "is the same"}[state]


def _list(runs: Sequence[Shown], counts: Counter[str], read: str, write: str) -> str:
    if not runs:
        return ""
    kinds = [("all", "", "all", len(runs))]
    kinds += [(state, LOOKS[state], told, counts[state]) for state, told in STATES.items()]
    filters = "\n".join(html_filter(*kind) for kind in kinds)
    made = "\n".join(_run(run, read, write) for run in runs)
    return f'<section><h2>Runs</h2>\n{filters}\n<div class="runs">\n{made}\n</div></section>'


def _run(run: Shown, read: str, write: str) -> str:
    opened = " open" if run.state == "differs" else ""
    summary = (
        f'<summary><span class="state">{html_text(ONE[run.state])}</span>'
        f"<code>{html_text(run.name)}</code><span>{html_text(run.situation)}</span></summary>"
    )
    parts = [f"<p>{html_text(line)}</p>" for line in (run.told, *run.left) if line]
    if any(run.sides):
        parts.append(_sides(run, read, write))
    clients = zip((read, write), run.traces, strict=True)
    traces = [_trace(client, lines) for client, lines in clients if lines]
    if traces:
        parts.append(f'<div class="traces">{"".join(traces)}</div>')
    looks = f"{run.state} {LOOKS[run.state]}"
    return f'<details class="{looks}"{opened}>{summary}{"".join(parts)}</details>'


def _sides(run: Shown, read: str, write: str) -> str:
    rows = list(zip_longest(*run.sides, fillvalue="(nothing)"))
    made = "".join(
        _row(at, one, other, run.first) for at, (one, other) in enumerate(rows[:MOST_LINES])
    )
    head = (
        f'<tr><th scope="col">original on {html_text(read)}</th><th class="mark"></th>'
        f'<th scope="col">port on {html_text(write)}</th></tr>'
    )
    more = f"<p>… {len(rows) - MOST_LINES:,} more</p>" if len(rows) > MOST_LINES else ""
    return (
        f'<div class="wide"><table class="sides"><thead>{head}</thead>'
        f"<tbody>{made}</tbody></table></div>{more}"
    )


def _row(at: int, one: str, other: str, first: int) -> str:
    kind, mark = "", "="
    if first >= 0 and at >= first:
        kind, mark = (' class="first"', "!") if at == first else (' class="after"', "")
    cells = f'<td>{html_text(one)}</td><td class="mark">{mark}</td><td>{html_text(other)}</td>'
    return f"<tr{kind}>{cells}</tr>"


def _trace(client: str, lines: Sequence[str]) -> str:
    listed = _lines(lines[:MOST_LINES])
    more = f"\n… {len(lines) - MOST_LINES:,} more" if len(lines) > MOST_LINES else ""
    return (
        f"<details><summary>all that happened on {html_text(client)} ({len(lines):,})</summary>"
        f"<pre>{listed}{more}</pre></details>"
    )


def _notes(lines: Sequence[str]) -> str:
    if not lines:
        return ""
    return f"<section><h2>Beside this</h2><pre>{_lines(lines)}</pre></section>"


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(map(html_text, lines))
