"""What happened on clients as one HTML page that needs nothing else: no script, font or request.

For each client: calls, replies, prompts, what the user did, files in and out with their pictures,
what the program did by itself, and the rule or fact behind each. Moments are filtered by radio
buttons and style alone; every text of a program is escaped.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from ..system.html_page import TYPES, html_bar, html_filter, html_page, html_text
from .journal import Happened, Moment
from .journal_facts import FactSaid
from .journal_files import FileSeen

_STYLE: Final = Path(__file__).with_name("trace_page.css")
GROUPS: Final = {
    "calls": ("call", "reply", "abort", "failed"),
    "user": ("prompt", "act", "consent", "picked", "taken", "cancelled", "answered", "menu",
             "dialog", "toast", "loading", "hidden", "shown", "opened"),
    "page": ("data", "page", "leads", "event", "stored", "navigate", "listen", "told", "foreign"),
    "network": ("requested", "fetched", "downloaded", "uploaded"),
    "log": ("log", "error"),
}  # fmt: skip
"""What a filter shows, by the kind of moment; what is of none is the device's."""
_WORDS: Final = {
    "calls": "calls", "user": "user", "page": "page", "network": "network", "log": "console",
    "device": "device", "with-files": "with files", "failures": "failures",
}  # fmt: skip
_OF: Final = {what: group for group, kinds in GROUPS.items() for what in kinds}
_SHORT: Final = 120


def trace_page(
    title: str, runs: Sequence[Happened], *, failure: str = "", cells: Sequence[Sequence[str]] = ()
) -> str:
    """The page of runs, one a client. `failure`: what a test said of it; `cells`: a table of what
    each call gave, its head first, where there are several."""
    bad = sum(bool(run.problem) for run in runs) or int(bool(failure))
    good = max(0, len(runs) - bad)
    clients = ", ".join(run.client for run in runs)
    told = f"{clients}: {_outcome(bad, len(runs))}" if runs else "nothing ran"
    body = [
        html_bar((("bad", bad), ("good", good)), told),
        _failure(failure),
        _table(cells),
        _runs(runs),
    ]
    return html_page(_STYLE, title, told, "\n".join(part for part in body if part))


def _outcome(bad: int, count: int) -> str:
    if not bad:
        return "as expected" if count == 1 else "all as expected"
    return "not as expected" if count == 1 else f"{bad} of {count} not as expected"


def _failure(text: str) -> str:
    if not text:
        return ""
    named = 'tabindex="0" role="region" aria-label="The failure"'
    return f'<pre class="failure" {named}>{_lines(text)}</pre>'


def _table(cells: Sequence[Sequence[str]]) -> str:
    if len(cells) < 2:
        return ""
    head = "".join(f'<th scope="col">{html_text(cell)}</th>' for cell in cells[0])
    rows = "".join(
        f"<tr{' class=same' if row[0].startswith('=') else ''}>"
        f'<th scope="row">{html_text(row[0].lstrip("= "))}</th>'
        + "".join(f"<td>{_lines(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in cells[1:]
    )
    return (
        "<section><h2>What each call gave</h2>"
        f'<div class="wide" tabindex="0" role="region" aria-label="What each call gave"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _runs(runs: Sequence[Happened]) -> str:
    moments = [moment for run in runs for moment in run.moments]
    counts = Counter(name for moment in moments for name in _names(moment))
    kinds = [("all", "", "all", len(moments))]
    kinds += [
        (name, "bad" if name == "failures" else "", words, counts[name])
        for name, words in _WORDS.items()
        if counts[name]
    ]
    filters = "\n".join(html_filter(*kind) for kind in kinds)
    made = "\n".join(_run(number, run) for number, run in enumerate(runs))
    return (
        f'<section><h2>What happened</h2>\n{filters}\n<div class="runs">\n{made}\n</div></section>'
    )


def _names(moment: Moment) -> Iterator[str]:
    """The filters that show a moment."""
    yield _OF.get(moment.what, "device")
    if moment.files:
        yield "with-files"
    if not moment.ok:
        yield "failures"


def _run(number: int, run: Happened) -> str:
    look, word = ("bad", "not as expected") if run.problem else ("good", "as expected")
    head = (
        f'<h3><span class="{look}">{html_text(run.client)}</span> '
        f"<small>{html_text(word)}</small></h3>"
    )
    told = f'<p class="bad">{_lines(run.problem)}</p>' if run.problem else ""
    shown: set[int] = set()
    files = {file.number: file for file in run.files}
    items = "\n".join(_moment(number, it, files, shown) for it in run.moments)
    more = f"<p>… {run.dropped:,} more</p>" if run.dropped else ""
    rest = [
        f"<h4>On the page in the end</h4><pre>{_lines(run.stands)}</pre>" if run.stands else "",
        "<h4>Assumed</h4><ul>" + "".join(f"<li>{html_text(it)}</li>" for it in run.notes) + "</ul>"
        if run.notes
        else "",
    ]
    empty = "" if run.moments else "<p>nothing happened</p>"
    return (
        f'<article aria-label="{html_text(run.client)}">{head}{told}{empty}'
        f'<ol class="moments">{items}</ol>{more}{"".join(rest)}</article>'
    )


def _moment(run: int, it: Moment, files: dict[int, FileSeen], shown: set[int]) -> str:
    names = " ".join(_names(it))
    what = "failed" if it.what == "reply" and not it.ok else it.what
    head, rest = _told(it)
    about = [files[number] for number in it.files if number in files]
    parts = [
        f'<time>{it.time:.3f} s</time><span class="what">{html_text(what)}</span>',
        f'<div class="body"><code>{html_text(it.api)}</code> {html_text(head)}',
        _details("all of it", rest) if rest else "",
        _figures(run, about, shown),
        _why(it.facts),
        "</div>",
    ]
    look = "" if it.ok else " bad"
    return f'<li class="{names}{look}">{"".join(parts)}</li>'


def _told(it: Moment) -> tuple[str, str]:
    """A moment in one line, and all of it where the line is not."""
    data = dict(it.data)
    if it.what == "act":
        return str(data.get("line", "")), ""
    if it.what == "prompt":
        offers = ", ".join(map(str, data.get("offers", ())))
        return f"{data.get('what', '')}; takes {offers}", _pretty(data)
    if it.what == "reply" and "kind" in data:
        text = f"{data['kind']} {_line(data.get('value'))}"
    elif set(data) <= {"options", "value"}:
        text = _line(next(iter(data.values()), None))
    else:
        text = ", ".join(f"{key} {_line(value)}" for key, value in data.items())
    return (text, "") if len(text) <= _SHORT else (f"{text[:_SHORT]}…", _pretty(data))


def _line(value: Any) -> str:
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _pretty(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)


def _details(words: str, text: str) -> str:
    return f"<details><summary>{words}</summary><pre>{_lines(text)}</pre></details>"


def _lines(text: str) -> str:
    """A text of several lines as it stands in a page."""
    return "\n".join(map(html_text, text.split("\n")))


def _figures(run: int, files: Iterable[FileSeen], shown: set[int]) -> str:
    made = "".join(_figure(run, file, shown) for file in files)
    return f'<div class="files">{made}</div>' if made else ""


def _figure(run: int, file: FileSeen, shown: set[int]) -> str:
    """A file where it is first met; from then on a link to it."""
    tail = file.name.rstrip("/").rpartition("/")[2] or file.name
    if file.number in shown:
        return f'<a href="#f{run}-{file.number}">file {file.number}</a>'
    shown.add(file.number)
    head = file.head
    facts = [f"{file.size:,} bytes", head.format or "unknown format"]
    if head.width and head.height:
        facts.append(f"{head.width} × {head.height}")
    if head.duration:
        facts.append(f"{head.duration:g} s")
    picture = ""
    if file.picture:
        source = f"data:image/jpeg;base64,{b64encode(file.picture).decode()}"
        picture = f'<img src="{source}" alt="{html_text(f"picture of {tail}")}">'
    elif file.sound and head.format in TYPES:
        source = f"data:{TYPES[head.format]};base64,{b64encode(file.sound).decode()}"
        named = html_text(f"sound of {tail}")
        picture = f'<audio controls src="{source}" aria-label="{named}"></audio>'
    return (
        f'<figure id="f{run}-{file.number}">{picture}<figcaption>file {file.number}: '
        f"{html_text(tail)}<br>{html_text(', '.join(facts))}</figcaption></figure>"
    )


def _why(facts: Sequence[FactSaid]) -> str:
    if not facts:
        return ""
    made = "".join(f"<li>{html_text(fact.words)}{_evidence(fact)}</li>" for fact in facts)
    return f'<details class="why"><summary>why</summary><ul>{made}</ul></details>'


def _evidence(fact: FactSaid) -> str:
    if not fact.evidence:
        return " <small>no source</small>"
    return "".join(
        f"<br><small>{html_text(f'{it.grade}: {it.where}, read {it.checked}')}</small>"
        for it in fact.evidence
    )
