"""When replies were: counts of outcomes by time, of each vendor and API, in bounded memory.

A time is what the log says: a text of ISO 8601 (blanks, slashes and a missing zone are taken, the
last as UTC), or seconds, milliseconds, microseconds or nanoseconds since 1970, told apart by their
size. Times outside of `EARLIEST` to `LATEST` are no times: clocks of devices that were never set.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

import attrs

EARLIEST: Final = int(datetime(2005, 1, 1, tzinfo=UTC).timestamp())
LATEST: Final = int(datetime(2100, 1, 1, tzinfo=UTC).timestamp())
MINUTE: Final = 60
HOUR: Final = 60 * MINUTE
DAY: Final = 24 * HOUR
STEPS: Final = {
    MINUTE: "minute",
    5 * MINUTE: "5 minutes",
    15 * MINUTE: "15 minutes",
    HOUR: "hour",
    6 * HOUR: "6 hours",
    DAY: "day",
    7 * DAY: "week",
    28 * DAY: "4 weeks",
    364 * DAY: "52 weeks",
}
"""Widths of a bin, each a multiple of the one before, and their names."""

MAX_BINS: Final = 2_048
"""Starts that are counted apart before bins are made wider."""
SHOWN: Final = 192
"""Bins of an axis, at most: the hours of a week and a day."""
_MONDAY: Final = 4 * DAY
"""The first Monday since 1970, where weeks begin."""
_RARE: Final = 1_000
"""One in so many may lie far outside without the axis reaching for it."""
_FEW: Final = 20
"""Replies of which one may do so."""
_FAR: Final = 8
"""So many times longer an axis has to be before outliers are left out."""

Pair = tuple[str, str]
"""A vendor and an API."""


def seconds_of(value: object) -> float | None:
    """The seconds since 1970 that a time of a log says; None where it says none."""
    if isinstance(value, str):
        text = value.strip()
        if text.isascii() and text.isdigit() and len(text) <= 20:
            return seconds_of(int(text))
        return _of_text(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    found = float(value) if abs(value) < 1e20 else 0.0
    while found >= 1e11:
        found /= 1000
    return found if EARLIEST <= found < LATEST else None


def _of_text(text: str) -> float | None:
    if text[4:5] == "/":
        text = text.replace("/", "-", 2)
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    if found.tzinfo is None:
        found = found.replace(tzinfo=UTC)
    try:
        said = found.timestamp()
    except (OverflowError, ValueError):
        return None
    return said if EARLIEST <= said < LATEST else None


def start_of(when: float, step: int) -> int:
    """The start of the bin in which a time lies, seconds since 1970."""
    offset = _MONDAY if step > DAY else 0
    return int((when - offset) // step * step) + offset


@attrs.define
class Timeline:
    """Replies by time, and by file where the log has no times.

    ``outcomes``: how many there are; counts of a bin are by their places.
    """

    outcomes: int
    step: int = MINUTE
    starts: set[int] = attrs.field(factory=set)
    bins: dict[Pair, dict[int, list[int]]] = attrs.field(factory=dict)
    files: dict[Pair, dict[int, list[int]]] = attrs.field(factory=dict)
    names: list[str] = attrs.field(factory=list)
    without: int = 0

    def begin(self, name: str) -> None:
        """Take what comes now as of this file."""
        if len(self.names) < MAX_BINS:
            self.names.append(name)

    def add(self, pair: Pair, outcome: int, time: object) -> None:
        """Count a reply of a vendor and API."""
        if self.names:
            _counted(self.files, pair, len(self.names) - 1, self.outcomes)[outcome] += 1
        when = seconds_of(time) if time is not None else None
        if when is None:
            self.without += 1
            return
        start = start_of(when, self.step)
        if start not in self.starts:
            self.starts.add(start)
            while len(self.starts) > MAX_BINS:
                self._widen()
            start = start_of(when, self.step)
        _counted(self.bins, pair, start, self.outcomes)[outcome] += 1

    def _widen(self) -> None:
        widths = list(STEPS)
        self.step = widths[widths.index(self.step) + 1]
        self.bins = {pair: _joined(found, self.step) for pair, found in self.bins.items()}
        self.starts = {start_of(start, self.step) for start in self.starts}

    def to_plain(self, names: Sequence[str], most: int = SHOWN) -> dict[str, Any] | None:
        """The axis as JSON-like values of at most so many bins; ``names``: of the outcomes. None
        where there is nothing to tell apart."""
        if self.bins:
            return self._by_time(names, most)
        if len(self.names) < 2:
            return None
        keys = list(range(len(self.names)))
        labels = {key: self.names[key] for key in keys}
        return {"by": "file", **_rows(self.files, keys, labels, names)}

    def _by_time(self, names: Sequence[str], most: int) -> dict[str, Any]:
        total: dict[int, int] = {}
        for found in self.bins.values():
            for start, counts in found.items():
                total[start] = total.get(start, 0) + sum(counts)
        first, last = _axis(total)
        fitting = (step for step in STEPS if step >= self.step)
        step = next((s for s in fitting if (last - first) // s < most), max(STEPS))
        inside = {
            pair: _joined({at: c for at, c in found.items() if first <= at <= last}, step)
            for pair, found in self.bins.items()
        }
        keys = list(range(start_of(first, step), last + 1, step))
        labels = {key: _iso(key) for key in keys}
        outside = sum(count for at, count in total.items() if not first <= at <= last)
        rows = _rows(inside, keys, labels, names)
        return {
            "by": "clock",
            "step": step,
            **rows,
            "outside": outside,
            "without": self.without,
        }


def _counted(
    table: dict[Pair, dict[int, list[int]]], pair: Pair, key: int, width: int
) -> list[int]:
    found = table.get(pair)
    if found is None:
        found = table[pair] = {}
    counts = found.get(key)
    if counts is None:
        counts = found[key] = [0] * width
    return counts


def _joined(found: dict[int, list[int]], step: int) -> dict[int, list[int]]:
    made: dict[int, list[int]] = {}
    for start, counts in found.items():
        wide = start_of(start, step)
        below = made.get(wide)
        made[wide] = (
            counts if below is None else [a + b for a, b in zip(below, counts, strict=True)]
        )
    return made


def _axis(total: dict[int, int]) -> tuple[int, int]:
    """The first and the last start that an axis reaches to."""
    starts = sorted(total)
    replies = sum(total.values())
    rare = max(replies // _RARE, int(replies >= _FEW))
    low, high = _inner(starts, total, rare), _inner(starts[::-1], total, rare)
    if low > high or starts[-1] - starts[0] <= _FAR * max(high - low, DAY):
        return starts[0], starts[-1]
    near = max((high - low) // 4, DAY)
    inside = [at for at in starts if low - near <= at <= high + near]
    return inside[0], inside[-1]


def _inner(starts: Iterable[int], total: dict[int, int], rare: int) -> int:
    """The first start before which there are more than a few, or next to them."""
    seen = 0
    at = 0
    for at in starts:
        seen += total[at]
        if seen > rare:
            break
    return at


def _rows(
    table: dict[Pair, dict[int, list[int]]],
    keys: Sequence[int],
    labels: dict[int, str],
    names: Sequence[str],
) -> dict[str, Any]:
    """Bins and series: what all come to in each, and what each vendor and API does."""
    blank = [0] * len(names)
    series = [
        {
            "vendor": vendor,
            "api": api,
            **{
                name: [found.get(key, blank)[place] for key in keys]
                for place, name in enumerate(names)
            },
        }
        for (vendor, api), found in sorted(table.items())
    ]
    bins = []
    for key in keys:
        counts = {
            name: sum(found.get(key, blank)[number] for found in table.values())
            for number, name in enumerate(names)
        }
        bins.append({"at": labels[key], "calls": sum(counts.values()), **counts})
    return {"bins": bins, "series": series}


def _iso(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def step_name(step: int) -> str:
    """A width of bins in words: ``5 minutes``."""
    return STEPS[step]
