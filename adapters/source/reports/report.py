"""The report for people: each finding with its line and a caret, and the totals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Final

from ....canonical.client import parse_client
from ....canonical.errors import printable
from ....canonical.rules import ENGLISH, RULES, in_language
from ....profiles import loader
from ...system.columns import NARROWEST, fitted, width
from ..common.finding import Finding
from ..common.pair import ASKING
from ..common.verdict import SPOKEN
from ..pages.verdict import told_pages
from ..tree.ported import TreePort

Paint = Callable[[str, str], str]
"""Colours a text: ``paint(text, style)``; styles: error, warning, info, good, bold, dim."""

_SETTLED: Final = {
    "baseline": "known by the baseline, and not told",
    "configuration": "left out by --select or --ignore",
}
_WIDEST: Final = 160
_NAMED: Final = 6
"""Blockers that are named beside the totals."""
_AGAIN: Final = 12
"""Places of the same finding that are named beside the first."""
_ERRORS: Final = 100
"""Further places of an error that are told, a line each."""
_STEP: Final = "  "
_TAB: Final = "  "


def plain(text: str, _style: str) -> str:
    """No colour."""
    return text


def finding_lines(
    item: Finding, paint: Paint = plain, lang: str = ENGLISH, columns: int = 0
) -> Iterator[str]:
    """One finding as good compilers print it, its rule's fix in a language; with ``columns``, in
    lines of a terminal that has so many."""
    severity = item.diagnostic.severity
    yield from _told(item.told, columns, _head(item, paint), _STEP)
    if item.text.strip():
        yield from _quoted(item, paint, columns)
    if item.diagnostic.fix is not None:
        kind = "fix" if item.diagnostic.fix.safe else "unsafe fix"
        yield from _told(f"{kind}: {item.diagnostic.fix.text}", columns, _mark(paint))
    elif severity != "info" and item.code in RULES:
        yield from _told(in_language(RULES[item.code], lang).fix, columns, _mark(paint))


def _head(item: Finding, paint: Paint) -> str:
    severity = item.diagnostic.severity
    place = f"{printable(item.file)}:{item.line}:{item.column}"
    return f"{paint(place, 'bold')}: {paint(severity, severity)} {item.code}: "


def _mark(paint: Paint) -> str:
    return f"      {paint('=', 'dim')} "


def _told(text: str, columns: int, lead: str, pad: str | None = None) -> Iterator[str]:
    if not columns:
        yield lead + text
        return
    yield from fitted(text, max(columns, NARROWEST), lead, pad)


def _quoted(item: Finding, paint: Paint, columns: int) -> Iterator[str]:
    number, bar = f"{item.line:>5} |", "      |"
    room = max(columns, NARROWEST) - len(number) - 1 if columns else _WIDEST
    first = item.column - 1
    shown, first, last = _near(item.text, first, max(item.end_column - 1, first + 1), room)
    shown = printed(shown)
    if columns:  # a tab would be as wide as the terminal pleases
        tabs = [shown.count("\t", 0, place) for place in (first, last)]
        shown, first, last = shown.replace("\t", _TAB), first + tabs[0], last + tabs[1]
    shown, first, last = _near(shown, first, last, room)
    carets = "^" * max(1, len(_blank(shown[first:last])))
    yield f"{paint(number, 'dim')} {shown}"
    yield f"{paint(bar, 'dim')} {_blank(shown[:first])}{paint(carets, item.diagnostic.severity)}"


def _near(text: str, first: int, last: int, room: int) -> tuple[str, int, int]:
    """What is about a place of a line, in so many columns, marked where it goes on; the place."""
    if len(text) <= room and width(text) <= room:
        return text, first, last
    start = stop = min(first, len(text))
    room -= 2
    while start and width(text[start - 1 : first]) <= room // 3:
        start -= 1
    while stop < len(text) and width(text[start : stop + 1]) <= room:
        stop += 1
    while start and width(text[start - 1 : stop]) <= room:
        start -= 1
    before, after = "…" * bool(start), "…" * (stop < len(text))
    moved = len(before) - start
    return before + text[start:stop] + after, first + moved, min(last, stop) + moved


def printed(text: str) -> str:
    """A line of source that cannot move a terminal's cursor."""
    if text.isprintable():
        return text
    return "".join(mark if mark.isprintable() or mark == "\t" else "\ufffd" for mark in text)


def _blank(text: str) -> str:
    """White space as wide as a text on a terminal, its tabs kept."""
    return "\t".join(" " * width(part) for part in text.split("\t"))


def report_lines(port: TreePort, verbose: bool = False, paint: Paint = plain) -> Iterator[str]:
    """The whole report: findings (infos only when ``verbose``), files, totals."""
    yield from place_lines(port, verbose, paint)
    yield from total_lines(port, verbose, paint)


def place_lines(
    port: TreePort,
    verbose: bool = False,
    paint: Paint = plain,
    lang: str = ENGLISH,
    columns: int = 0,
) -> Iterator[str]:
    """The findings (infos only when ``verbose``); what is said again of a file, by its places: of
    an error each has a line of its own, as compilers have it. With ``columns``, in lines of a
    terminal that has so many."""
    shown = (item for item in port.findings if item.diagnostic.severity != "info" or verbose)
    for first, *others in _alike(shown):
        yield from finding_lines(first, paint, lang, columns)
        if first.diagnostic.severity == "error":
            yield from _again(first, others, paint, columns)
        elif others:
            places = [f"{item.line}:{item.column}" for item in others[:_AGAIN]]
            same = f"the same at {_some(places, len(others))}"
            yield from _told(same, columns, _mark(paint))
        yield ""


def _again(first: Finding, others: Sequence[Finding], paint: Paint, columns: int) -> Iterator[str]:
    """The further places of an error; of very many the first, and how many there are."""
    for item in others[:_ERRORS]:
        yield f"{_head(item, paint)}the same as at {first.line}:{first.column}"
    if len(others) > _ERRORS:
        same = f"the same at {len(others) - _ERRORS:,} more places"
        yield from _told(same, columns, _mark(paint))


def _alike(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """The findings of each file that say the same and have the same fix, together."""
    for _, group in groupby(findings, lambda item: item.file):
        found: dict[tuple[str, str, str], list[Finding]] = {}
        for item in group:
            fix = item.diagnostic.fix
            key = (item.code, item.told, fix.text if fix is not None else "")
            found.setdefault(key, []).append(item)
        yield from found.values()


def total_lines(
    port: TreePort, verbose: bool = False, paint: Paint = plain, named: bool = True
) -> Iterator[str]:
    """The totals, before them a line a file when ``verbose``; ``named``: with what blocks most."""
    busy = [file for file in port.files if file.calls]
    if verbose:
        for file in busy:
            parts = [
                f"{file.count(how)} {how}"
                for how in ("native", "runtime", "refused")
                if file.count(how)
            ]
            rest = counted(file.remaining.most_common(8))
            tail = f"; still {rest}" if rest else ""
            yield f"{printable(file.name)}: {SPOKEN[file.verdict]}; {', '.join(parts)}{tail}"
        if busy:
            yield ""
    yield from _totals(port, verbose, paint, named)


def _totals(port: TreePort, verbose: bool, paint: Paint, named: bool) -> Iterator[str]:
    total = port.summary()
    yield paint(
        f"{port.read} -> {port.write}: {number(total['files'], 'file')} looked at, "
        f"{total['changed']} changed; {number(total['calls'], 'call')}: "
        f"{total['native']} native, {total['runtime']} through the runtime, "
        f"{total['refused']} refused",
        "bold",
    )
    yield from _verdicts(port, paint, named)
    yield from _page_verdicts(port, paint, named)
    found = [number(total[f"{name}s"], name) for name in ("error", "warning")]
    note = f", {number(total['infos'], 'note')}"
    hidden = " (--verbose shows them)" if total["infos"] and not verbose else ""
    yield f"{', '.join(found)}{note}{hidden}"
    for by, count in sorted(port.hushed.items()):
        yield f"{number(count, 'finding')} {_SETTLED[by]}"
    if port.left:
        uses = number(port.left, "use")
        throw = "it throws where it is" if port.left == 1 else "they throw where they are"
        yield paint(
            f"{uses} of {port.namespace} left: there is no {port.namespace} on {port.write}, so "
            f"{throw} reached",
            "warning",
        )
    for name, need in port.runtimes.items():
        apis = ", ".join(sorted(need.apis)) or ASKING
        yield f"runtime {name}: {'all functions' if need.whole else apis}"
    remaining = port.remaining
    if remaining:
        media = frozenset(loader.get(parse_client(port.read).vendor).others.media)
        for what, some in (
            ("functions of media of", {name for name in remaining if name in media}),
            ("other uses of", remaining.keys() - media),
        ):
            rows = [item for item in remaining.most_common() if item[0] in some]
            names = [f"{name} {count}" for name, count in rows[:12]]
            if rows:
                yield f"{what} {port.namespace} left: {_some(names, len(rows), 'name')}"
    if port.templates:
        yield f"templates left: {counted(port.templates.most_common())}"
    if port.walked.skipped:
        yield f"skipped: {counted(port.walked.skipped.most_common())}"
    for hint in port.seen.hints(port.namespace):
        yield f"{paint('hint:', 'bold')} {hint}"


def _verdicts(port: TreePort, paint: Paint, named: bool) -> Iterator[str]:
    """How many files have each verdict, and what blocks most."""
    files, blockers = port.judged, port.blockers
    if not files:
        return
    lone = len(files) == 1
    counts = [
        paint(f"{'' if lone else f'{count:,} '}{SPOKEN[verdict]}", _STYLES[verdict])
        for verdict, count in reversed(port.verdicts.items())
        if count
    ]
    text = f"{number(len(files), 'file')} {'uses' if lone else 'use'} {port.namespace}: "
    text += ", ".join(counts)
    rows = [
        row.words if lone else f"{row.words} in {number(row.files, 'file')}"
        for row in blockers[:_NAMED]
    ]
    by = _some(rows, len(blockers))
    yield f"{text} by {by}" if lone and rows else text
    if rows and named and not lone:
        yield f"blocked by {by}"


def _page_verdicts(port: TreePort, paint: Paint, named: bool) -> Iterator[str]:
    """How many pages have each verdict, and what blocks most."""
    text = told_pages(port.pages)
    if not text:
        return
    yield paint(text, "bold")
    rows = port.page_blockers
    shown = [f"{row.words} on {number(row.files, 'page')}" for row in rows[:_NAMED]]
    if rows and named:
        yield f"pages blocked by {_some(shown, len(rows))}"


_STYLES: Final = {"blocked": "error", "lossy": "warning", "complete": "good"}


def _some(shown: Sequence[str], total: int, word: str = "") -> str:
    """Some of so many, in one line."""
    more = total - len(shown)
    if more > 0:
        shown = [*shown, f"and {number(more, f'more {word}') if word else f'{more} more'}"]
    return ", ".join(shown)


def counted(pairs: Iterable[tuple[str, int]]) -> str:
    """Names with their counts, in one line."""
    return ", ".join(f"{name} {count}" for name, count in pairs)


def number(count: int, word: str) -> str:
    """A count of things: ``2 files``."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
