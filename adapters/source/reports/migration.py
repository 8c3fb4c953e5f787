"""What a port comes to over a tree, to plan by: tables of blockers, losses and files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ....canonical.errors import printable
from ..common.finding import Finding
from ..common.model import FilePort
from ..common.verdict import SPOKEN, VERDICTS, Cause, Ranked, words_of_losses
from ..pages.verdict import PagePort, spoken_page, told_pages
from ..tree.ported import TreePort
from .report import number


class Section(NamedTuple):
    """A table: its title, a sentence about it, the names of its columns, and its rows."""

    title: str
    about: str
    headers: Sequence[str]
    rows: Sequence[Sequence[str]]


def head(port: TreePort) -> str:
    """From which client to which."""
    return f"Port from {port.read} to {port.write}"


def told(port: TreePort) -> str:
    """What there is in one sentence."""
    total, pages = port.summary(), told_pages(port.pages)
    return (
        f"{number(total['files'], 'file')} looked at, {len(port.judged):,} of them "
        f"{'uses' if len(port.judged) == 1 else 'use'} {port.namespace}; "
        f"{number(total['calls'], 'call')}: {total['native']:,} native, "
        f"{total['runtime']:,} through the runtime, {total['refused']:,} refused; "
        f"{number(total['errors'], 'error')}, {number(total['warnings'], 'warning')}."
        + (f" {pages}." if pages else "")
    )


def share(part: int, whole: int) -> str:
    """A share in percent."""
    return f"{100 * part / whole:.0f}%" if whole else "-"


def verdict_rows(port: TreePort) -> list[list[str]]:
    """A row a verdict: its name, the files and their share."""
    whole = len(port.judged)
    return [
        [SPOKEN[verdict], f"{count:,}", share(count, whole)]
        for verdict, count in reversed(port.verdicts.items())
    ]


def sections(port: TreePort, every: bool = False) -> Iterator[Section]:
    """The tables that have rows; ``every``: complete files are listed, too."""
    found = (
        _pages_blocked(port),
        _pages(port, every),
        _blockers(port.blockers),
        _losses(port),
        _files(port, every),
    )
    yield from (section for section in found if section.rows)


def _pages_blocked(port: TreePort) -> Section:
    return _ranked(
        port.page_blockers,
        "Pages blocked by",
        "frees: pages that nothing else blocks; together: pages free once this and all above it "
        "are done.",
        "pages",
    )


def _pages(port: TreePort, every: bool) -> Section:
    pages = [page for page in in_page_order(port) if every or page.verdict != "complete"]
    return Section(
        "Pages",
        "A page is its files, the components it uses and all that they bring; a program's own "
        "files stand under its configuration. Blocked ones first.",
        ("page", "verdict", "components", "by"),
        [
            (
                printable(page.name),
                spoken_page(page),
                f"{len(page.components):,}",
                causes_in_a_line(page.blockers or page.losses),
            )
            for page in pages
        ],
    )


def in_page_order(port: TreePort) -> list[PagePort]:
    """The pages, those that need most first, then by name."""
    places = {verdict: place for place, verdict in enumerate(VERDICTS)}
    return sorted(port.pages, key=lambda page: (places[page.verdict], page.name))


def _blockers(rows: Sequence[Ranked]) -> Section:
    return _ranked(
        rows,
        "Blocked by",
        "frees: files that nothing else blocks; together: files free once this and all above it "
        "are done.",
        "files",
    )


def _ranked(rows: Sequence[Ranked], title: str, about: str, of: str) -> Section:
    return Section(
        title,
        about,
        ("blocker", "rule", "frees", "together", of, "places", "why"),
        [
            (
                printable(row.name),
                row.code,
                f"{row.frees:,}",
                f"{row.together:,}",
                f"{row.files:,}",
                f"{row.uses:,}",
                printable(row.message),
            )
            for row in rows
        ],
    )


def _losses(port: TreePort) -> Section:
    words = words_of_losses(item for file in port.files for item in file.findings)
    return Section(
        "Lost",
        "What ported files do not keep; why: what is said of most places.",
        ("of", "rule", "files", "places", "why"),
        [
            (
                printable(row.name),
                row.code,
                f"{row.files:,}",
                f"{row.uses:,}",
                _most(words[row.name, row.code]),
            )
            for row in port.losses
        ],
    )


def _most(words: Counter[str]) -> str:
    """The message of most places, and how many others there are."""
    (first, _), *others = words.most_common()
    more = f" (and {number(len(others), 'other')})" if others else ""
    return printable(first) + more


def _files(port: TreePort, every: bool) -> Section:
    files = [file for file in in_order(port) if every or file.verdict != "complete"]
    return Section(
        "Files",
        "Blocked ones first.",
        ("file", "verdict", "calls", "by"),
        [
            (printable(file.name), SPOKEN[file.verdict], f"{len(file.calls):,}", reasons(file))
            for file in files
        ],
    )


def in_order(port: TreePort) -> list[FilePort]:
    """The files with a verdict: those that need most first, then by name."""
    places = {verdict: place for place, verdict in enumerate(port.verdicts)}
    return sorted(port.judged, key=lambda file: (places[file.verdict], file.name))


def reasons(file: FilePort) -> str:
    """What blocks a file, or what is lost in it, in one line."""
    return causes_in_a_line(file.blockers or file.losses)


def causes_in_a_line(causes: Iterable[Cause]) -> str:
    """Causes in one line."""
    return ", ".join(printable(cause.words) for cause in causes)


def places(file: FilePort) -> list[Finding]:
    """The findings of a file that a person has to look at."""
    return [
        item
        for item in file.findings
        if not item.ignored and (item.blocks or item.diagnostic.severity != "info")
    ]


Cell = Callable[[str], str]


def markdown(port: TreePort) -> str:
    """The report in Markdown; whatever the sources say stays text."""
    lines = [f"# {_md(head(port))}", "", _md(told(port)), ""]
    lines += _md_table(("verdict", "files", "share"), verdict_rows(port), (_md, _md, _md))
    for section in sections(port, every=True):
        lines += ["", f"## {section.title}", "", section.about, ""]
        named = (_code_cell, *(_md for _ in section.headers[1:]))
        lines += _md_table(section.headers, section.rows, named)
    listed = [(file, found) for file in in_order(port) if (found := places(file))]
    if listed:
        lines += ["", "## Places"]
    for file, found in listed:
        lines += ["", f"### {_code(printable(file.name))}", ""]
        lines += [
            f"- {item.line}:{item.column} {item.code} {_md(printable(item.told))}" for item in found
        ]
    return "\n".join(lines) + "\n"


def _md_table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], cells: Sequence[Cell]
) -> Iterator[str]:
    yield f"| {' | '.join(headers)} |"
    yield f"|{'---|' * len(headers)}"
    for row in rows:
        shown = (make(text) for make, text in zip(cells, row, strict=True))
        yield f"| {' | '.join(shown)} |"


_MARKS = str.maketrans(
    {mark: f"\\{mark}" for mark in "\\`*_[]|~#"}
    | {"&": "&amp;", "<": "&lt;", ">": "&gt;", "@": "&#64;"}
)


def _md(text: str) -> str:
    return text.translate(_MARKS)


def _code(text: str) -> str:
    """A text as code: between more backticks in a row than it has."""
    longest = run = 0
    for mark in text:
        run = run + 1 if mark == "`" else 0
        longest = max(longest, run)
    fence = "`" * (longest + 1)
    pad = " " if longest or text.startswith(" ") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _code_cell(text: str) -> str:
    """The same in a table, which ends a cell at a bar even in code."""
    return _code(text).replace("|", "\\|")
