"""A verification as text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, zip_longest
from typing import Any, Final

from ..system.columns import broken, cut
from .check import Verdict, Verified
from .compare import beside_of

AROUND: Final = 6
"""Lines shown before and after the first difference."""
BEFORE: Final = 24
"""Characters of a long line shown before what differs in it."""
MOST_LINES: Final = 8
MOST_AFTER: Final = 3
"""Lines that one is broken into: the first that differs, and those after it."""
MOST_STOPPED: Final = 10


def beside(verdict: Verdict, width: int = 120) -> Iterator[str]:
    """What both programs did, beside each other, about the first difference.

    Lines that agree are joined by ``=``, the first that does not by ``!``.
    """
    heads = (f"original on {verdict.original.client}", f"port on {verdict.port.client}")
    both, at = beside_of(verdict.difference, (verdict.original, verdict.port))
    if verdict.difference is not None:
        yield from side_by_side(both[0], both[1], at, width, heads)


def side_by_side(
    ours: Sequence[str], theirs: Sequence[str], differs: int, width: int, heads: tuple[str, str]
) -> Iterator[str]:
    """Lines of two, about the first that differs (its number): that one from shortly before where
    it does, those before it cut where a column ends."""
    column = max(24, (width - 3) // 2)
    yield f"{cut(heads[0], column)} | {heads[1]}"
    first = max(0, differs - AROUND)
    if first:
        yield f"  … {first} before"
    rows = list(zip_longest(ours, theirs, fillvalue="(nothing)"))
    for at in range(first, min(len(rows), differs + AROUND + 1)):
        if at == differs:
            yield from _differing(*rows[at], column)
        elif at < differs:
            left, right = (cut(text, column) for text in rows[at])
            yield f"{left} = {right}".rstrip()
        else:
            yield from _row(*rows[at], " ", column, MOST_AFTER)
    if len(rows) > differs + AROUND + 1:
        yield f"  … {len(rows) - differs - AROUND - 1} after"


def _differing(left: str, right: str, column: int) -> Iterator[str]:
    pairs = enumerate(zip(left, right, strict=False))
    same = next((at for at, (one, other) in pairs if one != other), 0)
    if same > column:  # what is different would be far down, or not there at all
        head = left[: len(left) - len(left.lstrip())] + "… "
        left, right = (head + text[same - BEFORE :] for text in (left, right))
    yield from _row(left, right, "!", column, MOST_LINES)


def _row(left: str, right: str, mark: str, column: int, most: int) -> Iterator[str]:
    sides = (islice(broken(text, column, pad="    "), most) for text in (left, right))
    for number, (one, other) in enumerate(zip_longest(*sides, fillvalue="")):
        yield f"{cut(one, column)} {' ' if number else mark} {other}".rstrip()


def verdict_lines(verdict: Verdict, width: int = 120) -> Iterator[str]:
    """One verdict that is not good, explained."""
    head = f"{verdict.entry.label()}, situation {verdict.situation}: "
    if verdict.problem:
        yield head + verdict.problem
        return
    if verdict.difference is not None:
        yield f"{head}{verdict.difference.what} differs"
        yield from beside(verdict, width)


def part_lines(verified: Verified, *, everything: bool = False) -> Iterator[str]:
    """What is not simulated, and what was compared without it."""
    if verified.at_start:
        yield "not simulated, though the program asks for it as it starts; compared without it:"
        yield from _most([f"  {label}" for label in verified.at_start], everything, "")
    runs: dict[str, dict[str, None]] = {}
    for verdict in verified.verdicts:
        for reason in verdict.left:
            runs.setdefault(reason, {})[verdict.entry.label()] = None
    if runs:
        yield "not simulated, so compared in part:"
        lines = [f"  {reason} ({_and_more(list(labels))})" for reason, labels in runs.items()]
        yield from _most(lines, everything, " reasons")


def _and_more(labels: Sequence[str]) -> str:
    return f"{labels[0]} and {len(labels) - 1} more" if len(labels) > 1 else labels[0]


def _most(lines: Sequence[str], everything: bool, what: str) -> Iterator[str]:
    """The first of some lines, and how many there are."""
    shown = lines if everything else lines[:MOST_STOPPED]
    yield from shown
    if len(shown) < len(lines):
        yield f"  … {len(lines) - len(shown)}{what} more; --all shows them"


def missed_lines(verified: Verified, *, everything: bool = False) -> Iterator[str]:
    """What was pressed and is not compared: what stopped it, or how many just made no call."""
    stopped: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for item in verified.missed:
        if item.problem:
            stopped.setdefault(item.problem, []).append(item.label())
            places.setdefault(item.problem, item.place)
    quiet = [item.label() for item in verified.missed if not item.problem]
    if stopped:
        yield "stopped before a media call, so not compared:"
        lines = [
            f"  {_and_more(labels)}: {f'{places[problem]}: ' if places[problem] else ''}{problem}"
            for problem, labels in stopped.items()
        ]
        yield from _most(lines, everything, " reasons")
    if quiet and everything:
        yield f"without a media call: {', '.join(quiet)}"
    elif quiet:
        plural = "s" if len(quiet) > 1 else ""
        yield (
            f"without a media call: {len(quiet)} handler{plural}; --all names them, "
            "--every compares them"
        )
    yield from late_lines(verified.late, everything=everything)
    if verified.unmade:
        yield "media calls that no run made, so not compared:"
        lines = [f"  {one.file}: {', '.join(one.names)}" for one in verified.unmade]
        yield from _most(lines, everything, " files")
    if verified.unread:
        yield "of a kind that is not run, so not compared, though they name a media API:"
        yield from _most([f"  {name}" for name in verified.unread], everything, " files")


def late_lines(late: Mapping[str, tuple[str, ...]], *, everything: bool = False) -> Iterator[str]:
    """What was not compared for lack of time, by the situations that are missing."""
    if not late:
        return
    yield "not compared for lack of time (--budget SECONDS):"
    labels: dict[str, list[str]] = {}
    for label, situations in late.items():
        labels.setdefault(", ".join(situations) or "whether it reaches a call", []).append(label)
    lines = (
        [f"  {label}: {what}" for what, names in labels.items() for label in names]
        if everything
        else [f"  {_and_more(names)}: {what}" for what, names in labels.items()]
    )
    yield from _most(lines, everything, "")


def foreign_lines(verified: Verified) -> Iterator[str]:
    """What the source's own global answered for the port."""
    if not verified.foreign:
        return
    namespace = next(iter(verified.foreign)).partition(".")[0]
    total = sum(verified.foreign.values())
    names = ", ".join(f"{name} ({count})" for name, count in verified.foreign.items())
    yield f"{total} calls of the port were answered by {namespace} itself, which the target lacks:"
    yield f"  {names}"
    yield "that the runs agree does not mean that the port runs there"


def plain(verified: Verified) -> dict[str, Any]:
    """The whole as JSON-like values."""
    return {
        "read": verified.read,
        "write": verified.write,
        "ok": verified.ok,
        "complete": verified.complete,
        "answered_for_the_source": dict(verified.foreign),
        "not_run": list(verified.unread),
        "not_made": {item.file: list(item.names) for item in verified.unmade},
        "not_compared": [
            {
                "page": item.page,
                "handler": item.handler,
                "problem": item.problem,
                "place": item.place,
            }
            for item in verified.missed
        ],
        "not_in_time": {label: list(names) for label, names in verified.late.items()},
        "lacking_at_start": list(verified.at_start),
        "verdicts": [_plain(verdict) for verdict in verified.verdicts],
    }


def _plain(verdict: Verdict) -> dict[str, Any]:
    out: dict[str, Any] = {
        "page": verdict.entry.page,
        "handlers": list(verdict.entry.handlers),
        "after": [step.label() for step in verdict.entry.after],
        "situation": verdict.situation,
        "ok": verdict.ok,
    }
    if verdict.left:
        out["in_part"] = list(verdict.left)
    if verdict.problem:
        out["problem"] = verdict.problem
    if verdict.difference is not None:
        out["difference"] = {
            "what": verdict.difference.what,
            "at": verdict.difference.at,
            "original": verdict.difference.original,
            "port": verdict.difference.port,
        }
        out["original"] = [seen.line() for seen in verdict.original.seen]
        out["port"] = [seen.line() for seen in verdict.port.seen]
    return out
