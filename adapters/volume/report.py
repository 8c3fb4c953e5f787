"""What a heap of replies comes to: calls, outcomes, unknown codes, sizes, drift of shapes."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from typing import Any, Final

import attrs
import msgspec

from ...canonical.client import Client, parse_client
from ...canonical.failures import DENIALS
from ..lines.framing import OTHER, BadLine, unnumbered
from .rejects import kind_of
from .report_time import SHOWN, Timeline

MAX_DISTINCT: Final = 10_000
"""How many different codes, places and so on are kept apart; the rest are counted together."""

MAX_MESSAGE: Final = 200
"""Characters of a message that are kept."""

OUTCOMES: Final[tuple[str, ...]] = ("success", "cancelled", "denied", "failed", "unknown")
DRIFT: Final = frozenset({"MG205", "MG206", "MG207"})
BOUNDS: Final[tuple[int, ...]] = tuple(
    sorted({round(step * 10**power) for power in range(14)
            for step in (1, 1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3, 8)})
)  # fmt: skip
"""Sizes, bytes, up to which files are counted together: ten to each power of ten, so that
percentiles are exact to a quarter."""
NAMED: Final = tuple(bound for bound in BOUNDS if str(bound).rstrip("0") in ("1", "2", "5"))
"""Those of them that buckets are told by: 1, 2, 5, 10, ..."""

LEVELS: Final = ("vendor", "client", "version")
"""What is told apart: vendors; also surfaces and operating systems; also versions of these."""


class _Said(msgspec.Struct, gc=False):
    code: str
    place: str = ""
    message: str = ""


class _Extra(msgspec.Struct, gc=False):
    name: str
    value: str


class _Row(msgspec.Struct, gc=False):
    vendor: str
    client: str
    api: str
    ok: bool
    kind: str = ""
    code: str | None = None
    message: str | None = None
    files: list[dict[str, Any]] = []
    extra: list[_Extra] = []
    diagnostics: list[_Said] = []
    when: str | int | float | None = None


@attrs.define
class Sizes:
    """Sizes of files: how many up to each of `BOUNDS` and above all, their sum and the largest."""

    buckets: list[int] = attrs.field(factory=lambda: [0] * (len(BOUNDS) + 1))
    count: int = 0
    total: int = 0
    largest: int = 0

    def add(self, size: int) -> None:
        """Count one size, bytes."""
        self.buckets[bisect_left(BOUNDS, size)] += 1
        self.count += 1
        self.total += size
        self.largest = max(self.largest, size)

    def join(self, other: Sizes) -> None:
        """Count all sizes of another."""
        self.buckets = [a + b for a, b in zip(self.buckets, other.buckets, strict=True)]
        self.count += other.count
        self.total += other.total
        self.largest = max(self.largest, other.largest)

    def at(self, share: float) -> int:
        """The size that this share of the files do not exceed, guessed within its bucket."""
        rest = share * self.count
        low = 0
        for bound, count in zip((*BOUNDS, self.largest), self.buckets, strict=True):
            if count > 0 and rest <= count:
                high = min(bound, self.largest)
                return round(low + (high - low) * rest / count)
            rest -= count
            low = bound
        return self.largest

    def named(self) -> dict[str, int]:
        """How many files are up to each size of `NAMED`, and larger than the one before."""
        found: dict[str, int] = {}
        for bound, count in zip((*BOUNDS, self.largest), self.buckets, strict=True):
            if count:
                at = bisect_left(NAMED, bound)
                key = str(NAMED[at] if at < len(NAMED) else bound)
                found[key] = found.get(key, 0) + count
        return found


def outcome_of(kind: str) -> str:
    """The outcome of a failure of some kind: see `OUTCOMES`."""
    name = "denied" if kind in DENIALS else kind
    return name if name in OUTCOMES else "failed"


def level_of(client: Client, level: str) -> str:
    """A client as far as a level of `LEVELS` tells clients apart."""
    if level == "vendor":
        return client.vendor
    return str(attrs.evolve(client, version=None) if level == "client" else client)


@attrs.define
class Group:
    """One client and API."""

    calls: int = 0
    kinds: Counter[str] = attrs.field(factory=Counter)
    per_call: Counter[int] = attrs.field(factory=Counter)
    sizes: Sizes = attrs.field(factory=Sizes)
    shapes: Counter[tuple[str, ...]] = attrs.field(factory=Counter)
    clients: set[str] = attrs.field(factory=set)
    """Those that are told as one."""

    def outcomes(self) -> dict[str, int]:
        """Calls by outcome: see `OUTCOMES`."""
        found: dict[str, int] = dict.fromkeys(OUTCOMES, 0)
        found["success"] = self.calls - sum(self.kinds.values())
        for kind, count in self.kinds.items():
            found[outcome_of(kind)] += count
        return found

    def join(self, other: Group) -> None:
        """Take in all that another has counted."""
        self.calls += other.calls
        self.kinds += other.kinds
        self.per_call += other.per_call
        self.sizes.join(other.sizes)
        self.shapes += other.shapes
        self.clients |= other.clients


@attrs.define
class Report:
    """A report in the making: rows are written to it as JSON Lines of `rows.row`."""

    groups: dict[tuple[str, str], Group] = attrs.field(factory=dict)
    unknown: Counter[tuple[str, str, str | None, str]] = attrs.field(factory=Counter)
    messages: dict[tuple[str, str, str], str] = attrs.field(factory=dict)
    drift: Counter[tuple[str, str, str, str]] = attrs.field(factory=Counter)
    examples: dict[tuple[str, str, str, str], str] = attrs.field(factory=dict)
    codes: Counter[tuple[str, str, str, str]] = attrs.field(factory=Counter)
    oses: dict[tuple[str, str, str | None, str], set[str]] = attrs.field(factory=dict)
    """Operating systems of clients that gave an unknown code, empty for one that is not said."""
    times: Timeline = attrs.field(factory=lambda: Timeline(len(OUTCOMES)))
    lines: int = 0
    bad: int = 0
    reasons: Counter[str] = attrs.field(factory=Counter)
    _clients: dict[str, Client] = attrs.field(factory=dict)
    _decode: Any = attrs.field(factory=lambda: msgspec.json.Decoder(_Row).decode_lines)

    def begin(self, name: str) -> None:
        """Take the rows that come now as of a file."""
        self.times.begin(name)

    def write(self, data: bytes) -> None:
        """Take in whole lines of rows."""
        for row in self._decode(data):
            self._add(row)

    def flush(self) -> None:
        """Nothing: the form of a stream."""

    def rejected(self, name: str, item: BadLine) -> None:
        """Take in a bad line."""
        del name
        self.bad += 1
        _count(self.reasons, kind_of(item.reason), OTHER)

    def _client(self, text: str) -> Client:
        found = self._clients.get(text)
        if found is None:
            found = parse_client(text)
            if len(self._clients) < MAX_DISTINCT:
                self._clients[text] = found
        return found

    def _group(self, row: _Row) -> Group:
        key = (row.client, row.api)
        found = self.groups.get(key)
        if found is None and len(self.groups) >= MAX_DISTINCT:
            key = (level_of(self._client(row.client), "client"), row.api)
            found = self.groups.get(key)
        if found is None:
            found = self.groups[key] = Group(clients={key[0]})
        return found

    def _add(self, row: _Row) -> None:
        self.lines += 1
        group = self._group(row)
        outcome = outcome_of(row.kind) if not row.ok else "success"
        self.times.add((row.vendor, row.api), OUTCOMES.index(outcome), row.when)
        group.calls += 1
        if not row.ok:
            self._failed(row, group)
        else:
            group.per_call[len(row.files)] += 1
            for file in row.files:
                size = file.get("size")
                if size is not None:
                    group.sizes.add(size)
            if row.files:
                _count(group.shapes, tuple(row.files[0]), (OTHER,))
        for said in row.diagnostics:
            if said.code in DRIFT:
                place = unnumbered(said.place)
                at = (row.vendor, row.api, said.code, place)
                _count(self.drift, at, (row.vendor, row.api, said.code, OTHER))
                if at not in self.examples and len(self.examples) < MAX_DISTINCT:
                    self.examples[at] = _example(row, said)

    def _failed(self, row: _Row, group: Group) -> None:
        group.kinds[row.kind] += 1
        code = row.code or ""
        more = (row.vendor, row.api, row.kind, OTHER)
        _count(self.codes, (row.vendor, row.api, row.kind, code), more)
        if row.kind == "unknown":
            message = (row.message or "")[:MAX_MESSAGE]
            key = (row.vendor, row.api, row.code, "" if row.code is not None else message)
            _count(self.unknown, key, (row.vendor, row.api, None, OTHER))
            if key in self.unknown:
                self.oses.setdefault(key, set()).add(self._client(row.client).os or "")
            if row.code is not None and len(self.messages) < MAX_DISTINCT:
                self.messages.setdefault((row.vendor, row.api, row.code), message)

    def merged(self, level: str = "version") -> dict[tuple[str, str], Group]:
        """The groups, those of clients that a level does not tell apart as one."""
        if level == "version":
            return self.groups
        made: dict[tuple[str, str], Group] = {}
        for (client, api), group in self.groups.items():
            made.setdefault((level_of(self._client(client), level), api), Group()).join(group)
        return made

    def groups_of(self, level: str = "version") -> list[dict[str, Any]]:
        """The groups as JSON-like values, those with most calls first; ``level``: one of
        `LEVELS`."""
        found = sorted(self.merged(level).items(), key=lambda item: (-item[1].calls, item[0]))
        return [_group(client, api, group) for (client, api), group in found]

    def to_plain(self, level: str = "version", most_bins: int = SHOWN) -> dict[str, Any]:
        """The report as JSON-like values, most frequent first; ``level``: one of `LEVELS`,
        ``most_bins``: of an axis of time."""
        return {
            "lines": self.lines + self.bad,
            "read": self.lines,
            "bad": self.bad,
            "reasons": dict(self.reasons.most_common()),
            "axis": self.times.to_plain(OUTCOMES, most_bins),
            "groups": self.groups_of(level),
            "codes": [
                {"vendor": vendor, "api": api, "kind": kind, "code": code, "count": count}
                for (vendor, api, kind, code), count in self.codes.most_common()
            ],
            "unknown": [
                {
                    "vendor": vendor,
                    "api": api,
                    "code": code,
                    "message": self.messages.get((vendor, api, code), "") if code else message,
                    "os": sorted(self.oses.get((vendor, api, code, message), ())),
                    "count": count,
                }
                for (vendor, api, code, message), count in self.unknown.most_common()
            ],
            "drift": [
                {
                    "vendor": at[0],
                    "api": at[1],
                    "rule": at[2],
                    "place": at[3],
                    "count": count,
                    "example": self.examples.get(at, ""),
                }
                for at, count in self.drift.most_common()
            ],
        }


def _count(counter: Counter[Any], key: Any, otherwise: Any) -> None:
    counter[key if key in counter or len(counter) < MAX_DISTINCT else otherwise] += 1


def _example(row: _Row, said: _Said) -> str:
    for item in row.extra:
        if item.name == said.place or said.place.endswith(f".{item.name}"):
            return item.value[:80]
    return said.message[:120]


def _group(client: str, api: str, group: Group) -> dict[str, Any]:
    parsed = parse_client(client)
    made: dict[str, Any] = {"vendor": parsed.vendor, "client": client, "api": api}
    for name in ("surface", "os", "version"):
        if getattr(parsed, name) is not None:
            made[name] = str(getattr(parsed, name))
    made["clients"] = len(group.clients)
    made["calls"] = group.calls
    made.update(group.outcomes())
    made["kinds"] = dict(group.kinds.most_common())
    files = sum(count * times for count, times in group.per_call.items())
    if files:
        made["files"] = files
        made["files_per_call"] = {
            str(count): times for count, times in sorted(group.per_call.items())
        }
        made["shapes"] = [
            {"fields": list(fields), "count": count} for fields, count in group.shapes.most_common()
        ]
    sizes = group.sizes
    if sizes.count:
        made["bytes"] = {
            "files": sizes.count,
            "total": sizes.total,
            "mean": round(sizes.total / sizes.count),
            "p50": sizes.at(0.5),
            "p95": sizes.at(0.95),
            "largest": sizes.largest,
            "buckets": sizes.named(),
        }
    return made
