"""The diff of a ported file with its findings at their lines: what pages show of it, as values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from ..common.finding import Finding
from ..common.model import FilePort
from ..text.diff import changes

CONTEXT: Final = 2
"""Lines around a change or a finding that are shown, too."""
Mark = Literal[" ", "-", "+", ""]


class DiffLine(NamedTuple):
    """A line of a diff: whether it stays, goes or is new; its number before and after, 0 where it
    has none; its text without line end; the findings at it. Mark ``""``: lines are left out."""

    mark: Mark
    old: int
    new: int
    text: str
    findings: tuple[Finding, ...] = ()


def diff_of(file: FilePort, findings: Sequence[Finding]) -> Iterator[DiffLine]:
    """The lines that change or have a finding, with some around them, in the order of the file.

    Of a file whose text is not kept, since nothing in it changes, the findings' own lines."""
    if file.before is None:
        yield from _lone(findings)
        return
    lines, groups = changes(file.before, file.edits)
    told = _by_line(findings, len(lines))
    if not groups and not told:
        return
    begins = {start: (end, new) for start, end, new in groups}
    shown = _shown(groups, told, len(lines))
    at = grown = 0
    gap = False
    while at <= len(lines):
        end, new = begins.get(at, (at, []))
        for place in range(at, end):
            yield DiffLine("-", place + 1, 0, _text(lines[place], file), told.get(place, ()))
        for number, line in enumerate(new):
            yield DiffLine("+", 0, at + grown + number + 1, _text(line, file))
        grown += len(new) - (end - at)
        gap = gap and not (end > at or new)
        at = end
        if at == len(lines):
            return
        if at in shown:
            yield DiffLine(" ", at + 1, at + grown + 1, _text(lines[at], file), told.get(at, ()))
            gap = False
        elif not gap:
            yield DiffLine("", 0, 0, "")
            gap = True
        at += 1


def _lone(findings: Sequence[Finding]) -> Iterator[DiffLine]:
    before = 0
    for line, found in sorted(_by_line(findings, 0).items()):
        if line != before:
            yield DiffLine("", 0, 0, "")
        yield DiffLine(" ", line + 1, line + 1, found[0].text, found)
        before = line + 1


def _by_line(findings: Sequence[Finding], count: int) -> dict[int, tuple[Finding, ...]]:
    """Findings by their lines, counted from 0; ``count``: how many lines there are, if known."""
    found: defaultdict[int, list[Finding]] = defaultdict(list)
    for item in findings:
        found[min(item.line, count or item.line) - 1].append(item)
    return {line: tuple(items) for line, items in found.items()}


def _shown(
    groups: Iterable[tuple[int, int, list[bytes]]], told: Iterable[int], count: int
) -> set[int]:
    """The lines that stay and are shown."""
    result: set[int] = set()
    for start, end in [*((start, end) for start, end, _ in groups), *((at, at + 1) for at in told)]:
        result.update(range(max(0, start - CONTEXT), min(count, end + CONTEXT)))
    return result


def _text(line: bytes, file: FilePort) -> str:
    return line.rstrip(b"\r\n").decode(file.encoding, "replace")
