"""The migration report as one HTML page that needs nothing else: no font, no request, no script
but its own.

Verdicts, ranked blockers and losses, and each file with its diff and what is found at its lines.
The page is whole without its script, which searches and filters what stands there; by verdict it
is filtered by style alone. Every text of the sources is escaped; what would make the page too large
is left out and told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from attrs import define, field

from ....canonical.errors import printable
from ....canonical.rules import ENGLISH
from ...system.html_page import html_bar, html_filter, html_page, html_text
from ..common.model import FilePort
from ..common.verdict import SPOKEN, Ranked, cause_of
from ..tree.ported import TreePort
from .migration import Section, in_order, in_page_order, places, reasons, sections, share, told
from .migration_diff import diff_of
from .migration_lines import found_rows, line_row
from .migration_words import said

_STYLE: Final = Path(__file__).with_name("migration.css")
_SCRIPT: Final = Path(__file__).with_name("migration.js")
LOOKS: Final = {"blocked": "bad", "lossy": "odd", "complete": "good"}
"""How verdicts look."""
_COUNTS: Final = frozenset({"frees", "together", "files", "pages", "places", "calls", "components"})
_STYLED: Final = frozenset({"count", "rule", "why", "by", "file", "verdict"})
MOST_FILES: Final = 4_000
MOST_ROWS: Final = 1_000
"""Rows of a table."""
MOST_LINES: Final = 1_500
"""Lines of the diff of one file."""
MOST: Final = 60_000
"""Lines of all diffs together."""


@define
class _Making:
    """A page in the making: its language; the numbers of causes and pages, and of the pages that
    take in a file; names as tables have them; lines still to spend."""

    port: TreePort
    lang: str
    causes: dict[tuple[str, str], int] = field(factory=dict)
    pages: list[str] = field(factory=list)
    of_file: defaultdict[str, list[int]] = field(factory=lambda: defaultdict(list))
    named: dict[tuple[str, ...], int] = field(factory=dict)
    left: int = 0

    def say(self, text: str, *values: object) -> str:
        return html_text(said(text, self.lang, *values))


def page(port: TreePort, lang: str = ENGLISH) -> str:
    """The page, its own words in a language: ``en`` or ``zh``; what findings say is English."""
    making = _Making(port, lang, left=MOST)
    ranked: list[Ranked] = [*port.blockers, *port.losses]
    for row in ranked:
        number = making.causes.setdefault((row.name, row.code), len(making.causes))
        making.named[printable(row.name), row.code] = number
    for number, item in enumerate(in_page_order(port)):
        making.pages.append(item.name)
        making.named[(printable(item.name),)] = number
        for name in item.files:
            making.of_file[name].append(number)
    body = [_bar(making)]
    body += [_section(making, item) for item in sections(port) if item.title != "Files"]
    body += [_added(making), _files(making)]
    title = said("Port from {0} to {1}", lang, port.read, port.write)
    text = "\n".join(part for part in body if part)
    data = {name: said(name, lang) for name in ("{0} of {1} files",)}
    script = _SCRIPT if port.judged else None
    return html_page(
        _STYLE, title, _told(making), text, script=script, data=data,
        lang="zh-CN" if lang == "zh" else "en",
    )  # fmt: skip


def _told(making: _Making) -> str:
    port = making.port
    if making.lang == ENGLISH:
        return told(port)
    total = port.summary()
    names = ("files", "calls", "native", "runtime", "refused", "errors", "warnings")
    files, *rest = (f"{total[name]:,}" for name in names)
    return said(
        "{0} files looked at, {1} of them use {2}; {3} calls: {4} native, {5} through the runtime, "
        "{6} refused; {7} errors, {8} warnings.",
        making.lang, files, f"{len(port.judged):,}", port.namespace, *rest,
    )  # fmt: skip


def _bar(making: _Making) -> str:
    port, whole = making.port, len(making.port.judged)
    if not whole:
        return f"<p>{making.say('No file uses {0}.', port.namespace)}</p>"
    counts = list(reversed(port.verdicts.items()))
    words = ", ".join(
        f"{count:,} {making.say(SPOKEN[verdict])} ({share(count, whole)})"
        for verdict, count in counts
    )
    bar = html_bar(((LOOKS[verdict], count) for verdict, count in counts), words)
    return f"{bar}\n<p>{words}</p>"


# --- tables --------------------------------------------------------------------------------------


def _section(making: _Making, section: Section) -> str:
    heads = "".join(
        f'<th scope="col"{_class(name)}>{making.say(name)}</th>' for name in section.headers
    )
    rows = "\n".join(_row(making, section, row) for row in section.rows[:MOST_ROWS])
    more = len(section.rows) - MOST_ROWS
    rest = f"<p>{making.say('and {0} more rows', f'{more:,}')}</p>" if more > 0 else ""
    title = making.say(section.title)
    return (
        f"<section><h2>{title}</h2><p>{making.say(section.about)}</p>"
        f'<div class="wide" tabindex="0" role="region" aria-label="{title}"><table>'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody></table></div>{rest}</section>"
    )


def _row(making: _Making, section: Section, cells: Sequence[str]) -> str:
    """A row; what its first cell names is a button, once the script runs, that shows its files."""
    key = "page" if section.title == "Pages" else "cause"
    number = making.named.get(tuple(cells[: 1 if key == "page" else 2]))
    made = []
    for name, cell in zip(section.headers, cells, strict=True):
        text = making.say(cell) if name == "verdict" else html_text(cell)
        if name == section.headers[0] and number is not None:
            hint = making.say("Show its files")
            text = f'<span data-{key}="{number}" title="{hint}">{text}</span>'
        made.append(f"<td{_class(name)}>{text}</td>")
    return f"<tr>{''.join(made)}</tr>"


def _class(name: str) -> str:
    kind = "count" if name in _COUNTS else "file" if name == "page" else name
    return f' class="{kind}"' if kind in _STYLED else ""


def _added(making: _Making) -> str:
    port = making.port
    rows = [(name, making.say("the runtime")) for name in port.runtimes]
    rows += [(name, making.say("the module of components")) for name in port.helpers]
    rows += [
        (name, making.say("made of this file: {0}", file.name))
        for file in port.files
        for name, _ in file.made
    ]
    if not rows:
        return ""
    listed = "".join(
        f"<li><code>{html_text(name)}</code> {what}</li>" for name, what in rows[:MOST_ROWS]
    )
    about = making.say("Files that the port brings along.")
    return f"<section><h2>{making.say('Added')}</h2><p>{about}</p><ul>{listed}</ul></section>"


# --- files ---------------------------------------------------------------------------------------


def _files(making: _Making) -> str:
    port, files = making.port, in_order(making.port)
    if not files:
        return ""
    kinds = [("all", "", making.say("all"), len(files))]
    kinds += [
        (verdict, LOOKS[verdict], said(SPOKEN[verdict], making.lang), count)
        for verdict, count in port.verdicts.items()
    ]
    filters = "\n".join(html_filter(*kind) for kind in kinds)
    made = "\n".join(_file(making, file) for file in files[:MOST_FILES])
    more = len(files) - MOST_FILES
    rest = f"<p>{making.say('and {0} more files', f'{more:,}')}</p>" if more > 0 else ""
    about = making.say("A file opens to its diff, with what is found at its lines.")
    return (
        f'<section id="files"><h2>{making.say("Files")}</h2><p>{about}</p>\n{_controls(making)}\n'
        f'{filters}\n<div class="files">\n{made}\n</div>{rest}</section>'
    )


def _controls(making: _Making) -> str:
    """What files are filtered by; shown by the script."""
    names = [f"{name} ({code})" for name, code in making.causes]
    chosen = [("cause", "any cause", list(enumerate(names)))]
    if making.pages:
        chosen.append(("page", "any page", list(enumerate(making.pages))))
    made = "".join(
        f'<select name="{name}" aria-label="{making.say(name)}"><option value="">{making.say(none)}'
        "</option>"
        + "".join(
            f'<option value="{at}">{html_text(word)}</option>' for at, word in options[:MOST_ROWS]
        )
        + "</select>"
        for name, none, options in chosen
    )
    levels = "".join(
        f'<option value="{level}">{making.say(level)}</option>' for level in ("error", "warning")
    )
    hint = making.say("filter files")
    return (
        f'<form class="controls" hidden><input name="words" type="search" placeholder="{hint}" '
        f'aria-label="{hint}">{made}<select name="severity" aria-label="{making.say("severity")}">'
        f'<option value="">{making.say("any severity")}</option>{levels}</select>'
        f'<button type="reset">{making.say("Clear")}</button>'
        f'<button type="button" data-open="1">{making.say("Open all")}</button>'
        f'<button type="button" data-open="">{making.say("Close all")}</button>'
        '<output aria-live="polite"></output></form>'
    )


def _file(making: _Making, file: FilePort) -> str:
    found = places(file)
    causes = sorted({making.causes.get(cause_of(item), -1) for item in found} - {-1})
    levels = " ".join(sorted({item.diagnostic.severity for item in found}))
    name = html_text(file.name)
    goal = f" <small>{making.say('becomes {0}', file.goal)}</small>" if file.goal else ""
    verdict = making.say(SPOKEN[file.verdict])
    summary = (
        f'<summary><span class="verdict">{verdict}</span><span class="name"><code>{name}</code>'
        f'{goal}</span><span class="by">{html_text(reasons(file))}</span></summary>'
    )
    data = (
        f'data-cause="{_numbers(causes)}" data-page="{_numbers(making.of_file[file.name])}" '
        f'data-severity="{levels}"'
    )
    return (
        f'<details class="{file.verdict} {LOOKS[file.verdict]}" {data}>{summary}'
        f"{_diff(making, file)}</details>"
    )


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def _diff(making: _Making, file: FilePort) -> str:
    rows: list[str] = []
    over = 0
    most = min(MOST_LINES, making.left)
    for line in diff_of(file, places(file)):
        new = [] if over else [line_row(line, making.lang), *found_rows(line.findings, making.lang)]
        if over or len(rows) + len(new) > most:
            over += 1
        else:
            rows += new
    making.left -= len(rows)
    told_ = ""
    if over and not rows:
        told_ = making.say("the page would grow too large: --diff has the diff of this file")
    elif over:
        told_ = making.say("{0} more lines; --diff has all", f"{over:,}")
    elif not rows:
        told_ = making.say("nothing changes")
    note = f"<p>{told_}</p>" if told_ else ""
    if not rows:
        return note
    label = making.say("Diff of {0}", file.name)
    heads = "".join(
        f'<th scope="col">{making.say(name)}</th>' for name in ("before", "after", "line")
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{label}"><table class="diff">'
        f"<thead><tr>{heads}</tr></thead><tbody>\n" + "\n".join(rows) + "\n</tbody></table></div>"
        f"{note}"
    )
