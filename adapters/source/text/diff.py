"""Edits shown as a unified diff that ``git apply`` and ``patch -p1`` take, to the byte."""

from __future__ import annotations

import os
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from .edits import Edit, apply, ordered, shifted

_CONTEXT: Final = 3
_NOWHERE: Final = b"/dev/null"


def unified(before: bytes, edits: Iterable[Edit], name: str, goal: str = "") -> list[bytes]:
    """The edits as a unified diff, in lines without line feeds; empty when nothing changes.

    ``goal``: the name that the file gets, as git says it; ``patch`` takes that, too.
    """
    old, groups = changes(before, edits)
    lines = _renamed(name, goal) if goal else []
    if not groups:
        return lines
    lines += [b"--- " + _named(f"a/{name}"), b"+++ " + _named(f"b/{goal or name}")]
    shift = 0
    for hunk in _hunks(groups):
        first = max(0, hunk[0][0] - _CONTEXT)
        last = min(len(old), hunk[-1][1] + _CONTEXT)
        body: list[bytes] = []
        at = first
        for start, end, new in hunk:
            body += [part for line in old[at:start] for part in _shown(b" ", line)]
            body += [part for line in old[start:end] for part in _shown(b"-", line)]
            body += [part for line in new for part in _shown(b"+", line)]
            at = end
        body += [part for line in old[at:last] for part in _shown(b" ", line)]
        grown = sum(len(new) - (end - start) for start, end, new in hunk)
        spans = f"@@ -{_span(first, last - first)} +{_span(first + shift, last - first + grown)} @@"
        lines += [spans.encode(), *body]
        shift += grown
    return lines


def changes(
    before: bytes, edits: Iterable[Edit]
) -> tuple[list[bytes], list[tuple[int, int, list[bytes]]]]:
    """The lines of a text with their line feeds, and what changes in them: from which line, counted
    from 0, before which other, and the lines that stand there then."""
    old = _lines(before)
    groups: list[tuple[int, int, list[bytes]]] = []
    for start, end, new in _changed_lines(before, old, edits):
        if groups and groups[-1][1] == start:
            first, _, more = groups.pop()
            start, new = first, more + new
        groups.append((start, end, new))
    return old, groups


def headed(lines: list[bytes], name: str) -> list[bytes]:
    """The diff of a file that keeps its name, or is new, behind a head as git writes it: where one
    file is renamed, all need one."""
    if not lines or lines[0].startswith(b"diff "):
        return lines
    mode = [b"new file mode 100644"] if lines[0].endswith(_NOWHERE) else []
    return [_head(name, name), *mode, *lines]


def _head(name: str, goal: str) -> bytes:
    old, new = _named(f"a/{name}").rstrip(b"\t"), _named(f"b/{goal}").rstrip(b"\t")
    return b"diff --git " + old + b" " + new


def _renamed(name: str, goal: str) -> list[bytes]:
    return [
        _head(name, goal),
        b"rename from " + _named(name).rstrip(b"\t"),
        b"rename to " + _named(goal).rstrip(b"\t"),
    ]


def created(data: bytes, name: str) -> list[bytes]:
    """A new file as a diff; empty for one without content."""
    lines = _lines(data)
    if not lines:
        return []
    head = [b"--- " + _NOWHERE, b"+++ " + _named(f"b/{name}")]
    body = [part for line in lines for part in _shown(b"+", line)]
    return [*head, f"@@ -0,0 +{_span(0, len(lines))} @@".encode(), *body]


def replaced(before: bytes, after: bytes, name: str) -> list[bytes]:
    """A file that another one takes the place of, as a diff; empty where both are alike."""
    if before == after:
        return []
    return unified(before, [Edit(0, len(before), after)], name)


def _lines(data: bytes) -> list[bytes]:
    parts = data.split(b"\n")
    return [line + b"\n" for line in parts[:-1]] + ([parts[-1]] if parts[-1] else [])


_QUOTED: Final = {7: b"a", 8: b"b", 9: b"t", 10: b"n", 11: b"v", 12: b"f", 13: b"r"}


def _named(name: str) -> bytes:
    """A file name as git writes it: quoted where it could end its line, a tab after a space."""
    raw = os.fsencode(name)
    if all(byte >= 32 and byte not in b'"\\\x7f' for byte in raw):
        return raw + b"\t" if b" " in raw else raw
    parts = []
    for byte in raw:
        if byte in _QUOTED:
            parts.append(b"\\" + _QUOTED[byte])
        elif byte in b'"\\':
            parts.append(b"\\" + bytes([byte]))
        elif byte < 32 or byte > 126:
            parts.append(b"\\%03o" % byte)
        else:
            parts.append(bytes([byte]))
    return b'"' + b"".join(parts) + b'"'


def _span(start: int, count: int) -> str:
    begin = start + 1 if count else start
    return f"{begin}" if count == 1 else f"{begin},{count}"


def _shown(mark: bytes, line: bytes) -> list[bytes]:
    if line.endswith(b"\n"):
        return [mark + line[:-1]]
    return [mark + line, b"\\ No newline at end of file"]


def _changed_lines(
    before: bytes, old: list[bytes], edits: Iterable[Edit]
) -> Iterator[tuple[int, int, list[bytes]]]:
    """Ranges of lines that change, and the lines that take their place."""
    starts = [0]
    for line in old:
        starts.append(starts[-1] + len(line))
    group: list[Edit] = []
    first = last = 0

    def flush() -> tuple[int, int, list[bytes]] | None:
        low, high = starts[first], starts[last]
        text = apply(before[low:high], shifted(group, -low))
        new = [line + b"\n" for line in text.split(b"\n")]
        new[-1] = new[-1][:-1]
        if not new[-1]:
            new.pop()
        start, end = first, last
        while start < end and new and old[start] == new[0]:
            start, new = start + 1, new[1:]
        while end > start and new and old[end - 1] == new[-1]:
            end, new = end - 1, new[:-1]
        return (start, end, new) if start < end or new else None

    for edit in ordered(edits):
        begin = max(0, bisect_right(starts, edit.start) - 1)
        begin = min(begin, max(0, len(old) - 1))
        end = min(len(old), max(begin + 1, bisect_left(starts, edit.end)))
        # a line end taken away joins the next line
        if end < len(old) and edit.end == starts[end]:
            end += 1
        if group and begin < last:
            last = max(last, end)
        else:
            if group and (found := flush()) is not None:
                yield found
            group, first, last = [], begin, end
        group.append(edit)
    if group and (found := flush()) is not None:
        yield found


def _hunks(
    groups: list[tuple[int, int, list[bytes]]],
) -> Iterator[list[tuple[int, int, list[bytes]]]]:
    """Groups of changes whose contexts touch."""
    hunk: list[tuple[int, int, list[bytes]]] = []
    for group in groups:
        if hunk and group[0] - hunk[-1][1] > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(group)
    if hunk:
        yield hunk
