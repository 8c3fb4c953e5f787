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

from ...canonical.rules import ENGLISH
from ..system.html_page import TYPES, html_bar, html_filter, html_page, html_text
from ..system.speaking import TAGS, Say, speaking
from .journal import Happened, Moment
from .journal_facts import FactSaid
from .journal_files import FileSeen
from .trace_words import ZH

_STYLE: Final = Path(__file__).with_name("trace_page.css")
GROUPS: Final = {
    "calls": ("call", "reply", "abort", "failed"),
    "user": ("prompt", "act", "consent", "picked", "taken", "cancelled", "answered", "menu",
             "dates", "dialog", "toast", "loading", "hidden", "shown", "opened"),
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
    title: str, runs: Sequence[Happened], *, failure: str = "",
    cells: Sequence[Sequence[str]] = (), lang: str = ENGLISH,
) -> str:  # fmt: skip
    """The page of runs, one a client. `failure`: what a test said of it; `cells`: a table of what
    each call gave, its head first, where there are several. `lang`: the language of the page's own
    words; what programs, clients and rules say stays as it is."""
    say = speaking(ZH, lang)
    bad = sum(bool(run.problem) for run in runs) or int(bool(failure))
    good = max(0, len(runs) - bad)
    clients = ", ".join(run.client for run in runs)
    told = f"{clients}: {_outcome(say, bad, len(runs))}" if runs else say("nothing ran")
    body = [
        html_bar((("bad", bad), ("good", good)), told),
        _failure(say, failure),
        _table(say, cells),
        _runs(say, runs),
    ]
    shown = "\n".join(part for part in body if part)
    return html_page(_STYLE, title, told, shown, lang=TAGS[lang])


def _outcome(say: Say, bad: int, count: int) -> str:
    if not bad:
        return say("as expected") if count == 1 else say("all as expected")
    return say("not as expected") if count == 1 else say("{0} of {1} not as expected", bad, count)


def _failure(say: Say, text: str) -> str:
    if not text:
        return ""
    named = f'tabindex="0" role="region" aria-label="{html_text(say("The failure"))}"'
    return f'<pre class="failure" {named}>{_lines(text)}</pre>'


def _table(say: Say, cells: Sequence[Sequence[str]]) -> str:
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
    gave = html_text(say("What each call gave"))
    return (
        f"<section><h2>{gave}</h2>"
        f'<div class="wide" tabindex="0" role="region" aria-label="{gave}"><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _runs(say: Say, runs: Sequence[Happened]) -> str:
    moments = [moment for run in runs for moment in run.moments]
    counts = Counter(name for moment in moments for name in _names(moment))
    kinds = [("all", "", say("all"), len(moments))]
    kinds += [
        (name, "bad" if name == "failures" else "", say(words), counts[name])
        for name, words in _WORDS.items()
        if counts[name]
    ]
    filters = "\n".join(html_filter(*kind) for kind in kinds)
    made = "\n".join(_run(say, number, run) for number, run in enumerate(runs))
    head = f"<section><h2>{html_text(say('What happened'))}</h2>"
    return f'{head}\n{filters}\n<div class="runs">\n{made}\n</div></section>'


def _names(moment: Moment) -> Iterator[str]:
    """The filters that show a moment."""
    yield _OF.get(moment.what, "device")
    if moment.files:
        yield "with-files"
    if not moment.ok:
        yield "failures"


def _run(say: Say, number: int, run: Happened) -> str:
    look, word = ("bad", "not as expected") if run.problem else ("good", "as expected")
    head = (
        f'<h3><span class="{look}">{html_text(run.client)}</span> '
        f"<small>{html_text(say(word))}</small></h3>"
    )
    told = f'<p class="bad">{_lines(run.problem)}</p>' if run.problem else ""
    shown: set[int] = set()
    files = {file.number: file for file in run.files}
    items = "\n".join(_moment(say, number, it, files, shown) for it in run.moments)
    more = f"<p>{html_text(say('… {0} more', f'{run.dropped:,}'))}</p>" if run.dropped else ""
    notes = "".join(f"<li>{html_text(it)}</li>" for it in run.notes)
    rest = [
        f"<h4>{say('On the page in the end')}</h4><pre>{_lines(run.stands)}</pre>"
        if run.stands
        else "",
        f"<h4>{say('Assumed')}</h4><ul>{notes}</ul>" if run.notes else "",
    ]
    empty = "" if run.moments else f"<p>{say('nothing happened')}</p>"
    return (
        f'<article aria-label="{html_text(run.client)}">{head}{told}{empty}'
        f'<ol class="moments">{items}</ol>{more}{"".join(rest)}</article>'
    )


def _moment(say: Say, run: int, it: Moment, files: dict[int, FileSeen], shown: set[int]) -> str:
    names = " ".join(_names(it))
    what = "failed" if it.what == "reply" and not it.ok else it.what
    head, rest = _told(say, it)
    about = [files[number] for number in it.files if number in files]
    parts = [
        f'<time>{it.time:.3f} s</time><span class="what">{html_text(say(what))}</span>',
        f'<div class="body"><code>{html_text(it.api)}</code> {html_text(head)}',
        _details(say("all of it"), rest) if rest else "",
        _figures(say, run, about, shown),
        _why(say, it.facts),
        "</div>",
    ]
    look = "" if it.ok else " bad"
    return f'<li class="{names}{look}">{"".join(parts)}</li>'


def _told(say: Say, it: Moment) -> tuple[str, str]:
    """A moment in one line, and all of it where the line is not."""
    data = dict(it.data)
    if it.what == "act":
        return str(data.get("line", "")), ""
    if it.what == "prompt":
        offers = ", ".join(map(str, data.get("offers", ())))
        return say("{0}; takes {1}", data.get("what", ""), offers), _pretty(data)
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


def _figures(say: Say, run: int, files: Iterable[FileSeen], shown: set[int]) -> str:
    made = "".join(_figure(say, run, file, shown) for file in files)
    return f'<div class="files">{made}</div>' if made else ""


def _figure(say: Say, run: int, file: FileSeen, shown: set[int]) -> str:
    """A file where it is first met; from then on a link to it."""
    tail = file.name.rstrip("/").rpartition("/")[2] or file.name
    named = html_text(say("file {0}", file.number))
    if file.number in shown:
        return f'<a href="#f{run}-{file.number}">{named}</a>'
    shown.add(file.number)
    head = file.head
    facts = [say("{0} bytes", f"{file.size:,}"), head.format or say("unknown format")]
    if head.width and head.height:
        facts.append(f"{head.width} × {head.height}")
    if head.duration:
        facts.append(say("{0} s", f"{head.duration:g}"))
    picture = ""
    if file.picture:
        source = f"data:image/jpeg;base64,{b64encode(file.picture).decode()}"
        picture = f'<img src="{source}" alt="{html_text(say("picture of {0}", tail))}">'
    elif file.sound and head.format in TYPES:
        source = f"data:{TYPES[head.format]};base64,{b64encode(file.sound).decode()}"
        heard = html_text(say("sound of {0}", tail))
        picture = f'<audio controls src="{source}" aria-label="{heard}"></audio>'
    return (
        f'<figure id="f{run}-{file.number}">{picture}<figcaption>{named}: '
        f"{html_text(tail)}<br>{html_text(', '.join(facts))}</figcaption></figure>"
    )


def _why(say: Say, facts: Sequence[FactSaid]) -> str:
    if not facts:
        return ""
    made = "".join(f"<li>{html_text(fact.told(say))}{_evidence(say, fact)}</li>" for fact in facts)
    return f'<details class="why"><summary>{say("why")}</summary><ul>{made}</ul></details>'


def _evidence(say: Say, fact: FactSaid) -> str:
    if not fact.evidence:
        return f" <small>{say('no source')}</small>"
    said = (say("{0}: {1}, read {2}", say(it.grade), it.where, it.checked) for it in fact.evidence)
    return "".join(f"<br><small>{html_text(text)}</small>" for text in said)
