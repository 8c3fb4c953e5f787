"""The migration report as one HTML page that needs nothing else: no script, no font, no request.

The files are filtered by radio buttons and style alone. Every text of the sources is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Final

from ..system.html_page import html_bar, html_filter, html_page, html_text
from .migration import Section, head, in_order, places, reasons, sections, share, told
from .model import FilePort, Finding
from .report import printed
from .tree_port import TreePort
from .verdict import SPOKEN

_STYLE: Final = Path(__file__).with_name("migration.css")
LOOKS: Final = {"blocked": "bad", "lossy": "odd", "complete": "good"}
"""How verdicts look."""
_COUNTS: Final = frozenset({"frees", "together", "files", "pages", "places", "calls", "components"})
_STYLED: Final = frozenset({"count", "rule", "why", "by", "file"})
_WIDEST: Final = 200


def page(port: TreePort) -> str:
    """The page."""
    body = [_bar(port)]
    body += [_section(item) for item in sections(port) if item.title != "Files"]
    body.append(_files(port))
    return html_page(_STYLE, head(port), told(port), "\n".join(body))


def _bar(port: TreePort) -> str:
    whole = len(port.judged)
    if not whole:
        return f"<p>No file uses {html_text(port.namespace)}.</p>"
    counts = list(reversed(port.verdicts.items()))
    words = ", ".join(
        f"{count:,} {SPOKEN[verdict]} ({share(count, whole)})" for verdict, count in counts
    )
    bar = html_bar(((LOOKS[verdict], count) for verdict, count in counts), words)
    return f"{bar}\n<p>{words}</p>"


def _section(section: Section) -> str:
    head_ = _row("th", section.headers, section.headers)
    rows = "\n".join(_row("td", section.headers, row) for row in section.rows)
    return (
        f"<section><h2>{section.title}</h2><p>{escape(section.about)}</p>"
        f'<div class="wide"><table><thead>{head_}</thead>\n<tbody>\n{rows}\n</tbody></table></div>'
        "</section>"
    )


def _row(tag: str, headers: Sequence[str], cells: Sequence[str]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    made = (
        f"<{tag}{scope}{_class(name)}>{escape(cell)}</{tag}>"
        for name, cell in zip(headers, cells, strict=True)
    )
    return f"<tr>{''.join(made)}</tr>"


def _class(name: str) -> str:
    kind = "count" if name in _COUNTS else "file" if name == "page" else name
    return f' class="{kind}"' if kind in _STYLED else ""


def _files(port: TreePort) -> str:
    files = in_order(port)
    if not files:
        return ""
    kinds = [("all", "", "all", len(files))]
    kinds += [
        (verdict, LOOKS[verdict], SPOKEN[verdict], count)
        for verdict, count in port.verdicts.items()
    ]
    filters = "\n".join(html_filter(*kind) for kind in kinds)
    headers = ("verdict", "file", "calls", "by")
    rows = "\n".join(_file(file) for file in files)
    return (
        f"<section><h2>Files</h2><p>A file opens to its places.</p>\n{filters}\n"
        f'<div class="wide"><table><thead>{_row("th", headers, headers)}</thead>\n'
        f"<tbody>\n{rows}\n</tbody></table></div></section>"
    )


def _file(file: FilePort) -> str:
    name, found = f"<code>{html_text(file.name)}</code>", places(file)
    shown = name
    if found:
        listed = "\n".join(_place(item) for item in found)
        shown = f"<details><summary>{name}</summary><ol>\n{listed}\n</ol></details>"
    return (
        f'<tr class="{file.verdict} {LOOKS[file.verdict]}">'
        f'<td class="verdict">{SPOKEN[file.verdict]}</td>'
        f'<td class="file">{shown}</td><td class="count">{len(file.calls):,}</td>'
        f'<td class="by">{escape(reasons(file))}</td></tr>'
    )


def _place(item: Finding) -> str:
    severity = item.diagnostic.severity
    code = f"<pre>{''.join(_line(item))}</pre>" if item.text.strip() else ""
    return (
        f'<li class="{severity}"><span class="place">{item.line}:{item.column}</span> '
        f"{severity} {item.code} {html_text(item.told)}{code}</li>"
    )


def _line(item: Finding) -> Iterator[str]:
    """The line of source, what the finding is about marked."""
    text, first, last = item.text, item.column - 1, max(item.end_column - 1, item.column)
    start = len(text) - len(text.lstrip())
    if len(text) > _WIDEST:
        start = max(start, first - 60)
        last = min(last, start + _WIDEST)
    start = min(start, first)
    end = min(len(text), start + _WIDEST)
    yield escape(printed(text[start:first]))
    yield f"<mark>{escape(printed(text[first:last]))}</mark>"
    yield escape(printed(text[last:end]))
