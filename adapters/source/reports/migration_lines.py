"""Lines of a diff and the findings at them as rows of the migration page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from ....canonical.rules import RULES, in_language
from ...system.html_page import html_text
from ..common.finding import Finding
from .migration_diff import DiffLine
from .migration_words import said
from .report import printed

WIDEST: Final = 300
"""Characters of a line that are shown; a longer one is shown around what is found in it."""
MOST_FOUND: Final = 20
"""Findings at one line that are shown."""
_KINDS: Final = {"-": "gone", "+": "new", " ": "kept", "": "gap"}


def line_row(line: DiffLine, lang: str) -> str:
    """A line of the diff."""
    if not line.mark:
        told = html_text(said("lines left out", lang))
        return f'<tr class="gap"><td colspan="3" title="{told}">⋯</td></tr>'
    old, new = (f"{number}" if number else "" for number in (line.old, line.new))
    code = "".join(_marked(line.text, line.findings))
    sign = f'<span class="sign">{line.mark}</span>' if line.mark != " " else ""
    return (
        f'<tr class="{_KINDS[line.mark]}"><td class="n">{old}</td><td class="n">{new}</td>'
        f'<td class="code">{sign}{code}</td></tr>'
    )


def found_rows(findings: Sequence[Finding], lang: str) -> Iterator[str]:
    """What is found at a line, below it."""
    for item in findings[:MOST_FOUND]:
        severity = item.diagnostic.severity
        word = html_text(said(severity, lang))
        fix = _fix(item, lang)
        yield (
            f'<tr class="found {severity}"><td colspan="2" class="n">{item.line}:{item.column}</td>'
            f'<td><b class="{severity}">{word}</b> <b>{item.code}</b> {html_text(item.told)}{fix}'
            "</td></tr>"
        )
    if len(findings) > MOST_FOUND:
        yield f'<tr class="found"><td colspan="3">… {len(findings) - MOST_FOUND:,}</td></tr>'


def _fix(item: Finding, lang: str) -> str:
    if item.diagnostic.fix is not None:
        kind = "fix" if item.diagnostic.fix.safe else "unsafe fix"
        text = item.diagnostic.fix.text
    elif item.diagnostic.severity != "info" and item.code in RULES:
        kind, text = "what to do", in_language(RULES[item.code], lang).fix
    else:
        return ""
    return f"<small>{html_text(said(kind, lang))}: {html_text(text)}</small>"


def _marked(text: str, findings: Iterable[Finding]) -> Iterator[str]:
    """A line of source, what the findings are about marked."""
    spans = list(_spans(text, findings))
    start = 0
    if len(text) > WIDEST and spans:
        start = max(0, spans[0][0] - 60)
    end = min(len(text), start + WIDEST)
    if start:
        yield "…"
    at = start
    for first, last in spans:
        first, last = max(at, first), min(end, last)
        if first < last:
            yield escape(printed(text[at:first]))
            yield f"<mark>{escape(printed(text[first:last]))}</mark>"
            at = last
    yield escape(printed(text[at:end]))
    if end < len(text):
        yield f"… <small>{len(text) - end:,}</small>"


def _spans(text: str, findings: Iterable[Finding]) -> Iterator[tuple[int, int]]:
    ends = sorted(
        (item.column - 1, item.end_column - 1 if item.end_line == item.line else len(text))
        for item in findings
    )
    at = 0
    for first, last in ends:
        last = max(last, first + 1)
        if last > at:
            yield max(first, at), last
            at = last
