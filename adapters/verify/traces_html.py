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

from ...canonical.rules import ENGLISH
from ..system.html_page import html_bar, html_filter, html_page, html_text
from ..system.speaking import TAGS, Say, speaking
from .check import Verdict, Verified
from .compare import Difference, beside_of
from .pages import PagesVerified, PageVerdict
from .show import foreign_lines, late_lines, missed_lines, part_lines
from .traces_words import ZH

STATES: Final = {"differs": "differ", "part": "compared in part", "same": "are the same"}
"""What a run comes to -> as it is said of several."""
LOOKS: Final = {"differs": "bad", "part": "odd", "same": "good"}
"""How it looks."""
_STYLE: Final = Path(__file__).with_name("traces.css")
SAID: Final = {
    "differs": ("{0} differ", "1 differs"),
    "part": ("{0} compared in part", "1 in part"),
    "same": ("{0} are the same", "1 is the same"),
}
"""As it is counted."""
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


def page(verified: Verified, source: str, lang: str = ENGLISH) -> str:
    """The page of the runs of handlers; ``source``: what was verified; ``lang``: the language of
    the page's own words."""
    notes = [
        *foreign_lines(verified),
        *part_lines(verified, everything=True),
        *missed_lines(verified, everything=True),
    ]
    say = speaking(ZH, lang)
    shown = [_of_run(say, it) for it in verified.verdicts]
    return _whole(say, verified.read, verified.write, source, shown, notes, TAGS[lang])


def page_of_pages(verified: PagesVerified, source: str, lang: str = ENGLISH) -> str:
    """The page of pages that were drawn and touched."""
    say = speaking(ZH, lang)
    notes = [say("not drawn: {0}: {1}", name, why) for name, why in verified.undrawn.items()]
    notes += late_lines(verified.late, everything=True)
    shown = [_of_page(say, it) for it in verified.verdicts]
    return _whole(say, verified.read, verified.write, source, shown, notes, TAGS[lang])


def _of_run(say: Say, verdict: Verdict) -> Shown:
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
        _sentence(say, verdict.problem, difference),
        (tuple(ours), tuple(theirs)),
        first,
        (traces[0], traces[1]),
        verdict.left,
    )


def _of_page(say: Say, verdict: PageVerdict) -> Shown:
    first = -1
    if verdict.difference is not None:
        pairs = zip_longest(verdict.original, verdict.port)
        first = next((at for at, (one, two) in enumerate(pairs) if one != two), -1)
    told = _sentence(say, verdict.problem, verdict.difference)
    return Shown(
        _state(verdict.problem, verdict.difference, verdict.left),
        verdict.page,
        verdict.situation,
        say("after {0}: {1}", verdict.step, told) if verdict.step and told else told,
        (verdict.original, verdict.port),
        first,
        left=verdict.left,
    )


def _state(problem: str, difference: Difference | None, left: Sequence[str]) -> str:
    if difference is not None:
        return "differs"
    return "part" if problem or left else "same"


def _sentence(say: Say, problem: str, difference: Difference | None) -> str:
    if problem:
        return say("not compared: {0}", problem)
    return say("{0} differs", say(difference.what)) if difference is not None else ""


def _whole(
    say: Say, read: str, write: str, source: str, runs: Iterable[Shown], notes: Sequence[str],
    tag: str,
) -> str:  # fmt: skip
    order = list(STATES)
    shown = sorted(runs, key=lambda run: order.index(run.state))
    counts = Counter(run.state for run in shown)
    words = ", ".join(_said(say, state, counts[state]) for state in STATES if counts[state])
    title = say("{0}: {1} and its port on {2}", source, read, write)
    told = say("1 run: {0}" if len(shown) == 1 else "{1} runs: {0}", words, f"{len(shown):,}")
    told = told if shown else ""
    body = [
        html_bar(((LOOKS[state], counts[state]) for state in STATES), told),
        _list(say, shown, counts, read, write),
        _notes(say, notes),
    ]
    told = told or say("nothing was compared")
    return html_page(_STYLE, title, told, "\n".join(body), lang=tag)


def _said(say: Say, state: str, count: int) -> str:
    several, one = SAID[state]
    return say(several, f"{count:,}") if count != 1 else say(one)


def _list(say: Say, runs: Sequence[Shown], counts: Counter[str], read: str, write: str) -> str:
    if not runs:
        return ""
    kinds = [("all", "", say("all"), len(runs))]
    kinds += [(state, LOOKS[state], say(told), counts[state]) for state, told in STATES.items()]
    filters = "\n".join(html_filter(*kind) for kind in kinds)
    made = "\n".join(_run(say, run, read, write) for run in runs)
    return (
        f'<section><h2>{say("Runs")}</h2>\n{filters}\n<div class="runs">\n{made}\n</div></section>'
    )


def _run(say: Say, run: Shown, read: str, write: str) -> str:
    opened = " open" if run.state == "differs" else ""
    summary = (
        f'<summary><span class="state">{html_text(say(ONE[run.state]))}</span>'
        f"<code>{html_text(run.name)}</code><span>{html_text(run.situation)}</span></summary>"
    )
    parts = [f"<p>{html_text(line)}</p>" for line in (run.told, *run.left) if line]
    if any(run.sides):
        parts.append(_sides(say, run, read, write))
    clients = zip((read, write), run.traces, strict=True)
    traces = [_trace(say, client, lines) for client, lines in clients if lines]
    if traces:
        parts.append(f'<div class="traces">{"".join(traces)}</div>')
    looks = f"{run.state} {LOOKS[run.state]}"
    return f'<details class="{looks}"{opened}>{summary}{"".join(parts)}</details>'


def _sides(say: Say, run: Shown, read: str, write: str) -> str:
    rows = list(zip_longest(*run.sides, fillvalue=say("(nothing)")))
    made = "".join(
        _row(at, one, other, run.first) for at, (one, other) in enumerate(rows[:MOST_LINES])
    )
    head = (
        f'<tr><th scope="col">{html_text(say("original on {0}", read))}</th>'
        f'<th class="mark"></th><th scope="col">{html_text(say("port on {0}", write))}</th></tr>'
    )
    left = len(rows) - MOST_LINES
    more = f"<p>{say('… {0} more', f'{left:,}')}</p>" if left > 0 else ""
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


def _trace(say: Say, client: str, lines: Sequence[str]) -> str:
    listed = _lines(lines[:MOST_LINES])
    left = len(lines) - MOST_LINES
    more = f"\n{say('… {0} more', f'{left:,}')}" if left > 0 else ""
    head = say("all that happened on {0} ({1})", client, f"{len(lines):,}")
    return f"<details><summary>{html_text(head)}</summary><pre>{listed}{more}</pre></details>"


def _notes(say: Say, lines: Sequence[str]) -> str:
    if not lines:
        return ""
    shown = _lines([say(line) for line in lines])
    return f"<section><h2>{say('Beside this')}</h2><pre>{shown}</pre></section>"


def _lines(lines: Sequence[str]) -> str:
    return "\n".join(map(html_text, lines))
